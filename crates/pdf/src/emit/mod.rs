//! [`Edition`] → Typst code: function calls over the theme's template, every
//! word in a string literal, with a map back to the author's bytes.

mod block;
mod code;
mod height;
mod inline;
mod long;
pub(crate) mod map;
mod marks;
mod math;
mod pieces;
mod table;
mod tokens;

use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

use pamphlet_core::article::Section;
use pamphlet_core::binding::Binding;
use pamphlet_core::diagnostic::Diagnostic;
use pamphlet_core::edition::{Edition, EditionPart, EditionPartKind, LinkTarget};
use pamphlet_core::front::Status;
use pamphlet_core::image::Image;
use pamphlet_core::inline::{Inline, plain_text};
use pamphlet_core::language::{Direction, Language};
use pamphlet_core::{Assets, NodeId, Span, paragraphs};
use pamphlet_theme::{Fonts, Furniture, Slot, Theme};

use crate::sheet::Layout;
use code::{Code, Origin};
use map::SourceMap;
pub(crate) use marks::marks;

/// Everything that Typst needs to know about an edition.
pub(crate) struct Emitted {
    /// The document.
    pub main: String,
    /// The theme's tokens as a Typst module.
    pub tokens: String,
    /// The fonts that `main` needs.
    pub fonts: Fonts,
    /// From `main` back to the author's bytes.
    pub map: SourceMap,
    /// Images by their path in the code.
    pub images: BTreeMap<String, Arc<Image>>,
    /// Whether there are equations.
    pub math: bool,
}

/// Letters of charts in body sizes; in large print they are no smaller than the text.
const CHART_TYPE: f64 = 0.9;

/// Emits an edition. Faults are what the page cannot show.
pub(crate) fn emit(
    edition: &Edition,
    theme: &Theme,
    assets: &dyn Assets,
    layout: Layout,
) -> Result<Emitted, Vec<Diagnostic>> {
    let layout = layout.pages();
    let share = if layout == Layout::LargePrint {
        1.0
    } else {
        CHART_TYPE
    };
    let place = tokens::place(theme, edition);
    let across = tokens::across(theme, edition);
    let size = (across.text, theme.typography.body * share);
    let charts = pamphlet_draw::charts(edition, theme, &theme.light, size)?;
    let mut emitter = Emitter {
        edition,
        theme,
        assets,
        layout,
        numbers: match layout {
            Layout::Article | Layout::Proof => paragraphs::numbers(edition),
            Layout::Handout | Layout::LargePrint | Layout::Booklet => BTreeMap::new(),
        },
        code: Code::default(),
        images: BTreeMap::new(),
        charts,
        faults: Vec::new(),
        binding: Binding::of(edition.words),
        targets: targets(edition),
        called: BTreeSet::new(),
        plain: 0,
        owner: NodeId::NONE,
        in_note: false,
        facts: false,
        math: false,
        room: long::room(edition),
        language: &edition.language,
        place,
        beside: None,
        depth: 0,
        defined: Vec::new(),
    };
    emitter.document();
    if !emitter.faults.is_empty() {
        return Err(emitter.faults);
    }
    let (main, map) = emitter.code.finish();
    let template = theme.typst.values().map(String::as_str);
    let vietnamese = template
        .chain([main.as_str(), edition.words.draft])
        .any(|text| text.contains(|c| tokens::VIETNAMESE.contains(&c)));
    let others = theme.settings.iter().map(|it| &it.text);
    let fonts = theme.fonts.for_text(&main, others);
    Ok(Emitted {
        main,
        tokens: tokens::tokens(theme, &fonts, edition, layout, vietnamese),
        fonts,
        map,
        images: emitter.images,
        math: emitter.math,
    })
}

/// Everything that something in the edition leads to.
fn targets(edition: &Edition) -> BTreeSet<NodeId> {
    let facts = &edition.facts;
    let links = facts.links.values().filter_map(|link| match &link.target {
        LinkTarget::Node(id) => Some(*id),
        LinkTarget::Url(_) | LinkTarget::Article { .. } | LinkTarget::Nowhere => None,
    });
    let cited = facts.citations.values().flatten().filter_map(|p| p.entry);
    let terms = facts.terms.values().filter(|t| t.first);
    let entries = edition.all_parts().flat_map(|part| &part.bibliography);
    let back = entries.filter_map(|entry| entry.cited_by.first().copied());
    let items = edition.all_parts().flat_map(|part| &part.glossary);
    let uses = items.flat_map(|item| item.used_by.iter().copied());
    links
        .chain(cited)
        .chain(terms.filter_map(|t| t.item))
        .chain(back)
        .chain(uses)
        .filter(|id| facts.anchors.contains_key(id))
        .collect()
}

/// The state of one emission.
struct Emitter<'a> {
    edition: &'a Edition,
    theme: &'a Theme,
    assets: &'a dyn Assets,
    layout: Layout,
    /// Numbers of blocks: a proof shows them where these stand in the printed article.
    numbers: BTreeMap<NodeId, (String, Span)>,
    code: Code,
    images: BTreeMap<String, Arc<Image>>,
    /// Charts as drawn, by their path.
    charts: BTreeMap<String, Arc<Image>>,
    faults: Vec<Diagnostic>,
    /// Words that hold on to a number.
    binding: Binding<'static>,
    /// Nodes that something leads to; only these get labels.
    targets: BTreeSet<NodeId>,
    /// Numbers of the notes already called for.
    called: BTreeSet<usize>,
    /// How many links or headings are open: within them terms show plain.
    plain: usize,
    /// The node that stands for words without an identity of their own.
    owner: NodeId,
    /// Whether the words are those of a note: they start no page.
    in_note: bool,
    /// Whether lists of terms tell facts about the leaflet, in a column of their own.
    facts: bool,
    math: bool,
    /// The language that we are in.
    language: &'a Language,
    /// What blocks have to themselves.
    place: tokens::Column,
    /// Letters of a word that surely fit in a line where we are.
    room: usize,
    /// The width of a picture that has words beside it, and its caption below it.
    beside: Option<f64>,
    /// How many blocks are open.
    depth: usize,
    /// Entries to be boxed below the outermost block.
    defined: Vec<NodeId>,
}

impl Emitter<'_> {
    /// Where the words of a text may break that are too long for their place.
    fn breaks(&self, text: &str) -> Vec<long::Break> {
        long::breaks(text, self.room, self.language)
    }

    fn document(&mut self) {
        let edition = self.edition;
        self.code.raw("#import \"template.typ\": *\n#article((\n");
        self.metadata();
        self.code.raw("), {\ntitle-block(title: ");
        self.content(&edition.title);
        self.code.raw(", subtitle: ");
        self.content_or_none(&edition.subtitle);
        self.code.raw(", publisher: ");
        let publisher = edition.metadata.publisher.as_ref();
        self.code.optional(publisher.map(|p| p.name.as_str()));
        self.code.raw(", logo: ");
        match publisher.and_then(|p| p.logo.as_ref()) {
            Some((path, _)) => self.logo(path),
            None => self.code.raw("none"),
        }
        self.code.raw(")\n");
        for block in &edition.opening {
            let role = edition.facts.roles.get(&block.meta().id);
            self.code.raw("opening(");
            self.code.optional(role.copied());
            self.code.raw(", {\n");
            self.block(block);
            self.code.raw("})\n");
        }
        if self.has_contents() {
            self.code.raw("contents(");
            self.code.string(edition.words.contents);
            self.code.raw(")\n");
        }
        let shown = self.shown_parts().count();
        let mut index = 0;
        for part in edition.all_parts() {
            index += usize::from(is_main(part));
            self.part(part, index, shown);
        }
        self.code.raw("})\n");
    }

    /// Titled parts of the article: those between which a reader moves.
    fn shown_parts(&self) -> impl Iterator<Item = &EditionPart> {
        self.edition.all_parts().filter(|part| is_main(part))
    }

    /// A list of contents pays from three titled parts on.
    fn has_contents(&self) -> bool {
        self.shown_parts().count() >= 3
    }

    fn metadata(&mut self) {
        let metadata = &self.edition.metadata;
        let words = self.edition.words;
        let language = &self.edition.language;
        self.code.raw("title: ");
        self.code.string(&metadata.title);
        self.code.raw(", description: ");
        self.code.optional(metadata.description.as_deref());
        self.code.raw(",\nauthors: (");
        for author in &metadata.authors {
            self.code.string(&author.name);
            self.code.raw(", ");
        }
        self.code.raw("), keywords: (");
        for keyword in &metadata.keywords {
            self.code.string(keyword);
            self.code.raw(", ");
        }
        self.code.raw("),\ndate: datetime(year: ");
        self.code.number(metadata.date.year().into());
        self.code.raw(", month: ");
        self.code.number(metadata.date.month().into());
        self.code.raw(", day: ");
        self.code.number(metadata.date.day().into());
        self.code.raw("), language: ");
        self.code.string(language.primary());
        self.code.raw(", region: ");
        self.code.optional(language.region());
        self.code.raw(", dir: ");
        self.code.raw(direction(language));
        self.code.raw(",\ndraft: ");
        self.code.optional(match metadata.status {
            Status::Draft => Some(words.draft),
            Status::Current | Status::Withdrawn => None,
        });
        self.code.raw(", ");
        self.head();
        self.code.raw("foot: (");
        for line in self.foot() {
            self.code.string(&line);
            self.code.raw(", ");
        }
        self.code.raw("), page: ");
        self.code.string(words.page);
        self.code.raw(", page-of: ");
        self.code.string(words.page_of);
        self.code.raw(",\n");
    }

    /// What the head of each page says: the words of slots, and `auto` for the part that
    /// the page is in.
    fn head(&mut self) {
        let theme = self.theme;
        self.code.raw("head: (");
        for slot in theme.slots.of(Furniture::Head) {
            match (slot, slot.said(self.edition)) {
                (Slot::Part, _) => self.code.raw("auto, "),
                (_, Some(words)) => {
                    self.code.string(&words);
                    self.code.raw(", ");
                }
                (_, None) => {}
            }
        }
        self.code.raw("), ");
    }

    /// What the foot of each page says of the document, in the theme's order.
    fn foot(&self) -> Vec<String> {
        let (place, most) = match self.layout {
            Layout::Article | Layout::Proof => (Furniture::ArticleFoot, usize::MAX),
            Layout::Handout | Layout::Booklet => (Furniture::HandoutFoot, usize::MAX),
            // As large as the text there is room for one; the rest stands at the end.
            Layout::LargePrint => (Furniture::LargePrintFoot, 1),
        };
        let slots = self.theme.slots.of(place).iter();
        let said = slots.filter_map(|slot| slot.said(self.edition));
        said.take(most).map(|it| self.binding.bound(&it)).collect()
    }

    fn part(&mut self, part: &EditionPart, index: usize, count: usize) {
        let level = 2;
        self.code.raw("part(kind: ");
        self.code.string(part.kind.id());
        self.code.raw(", index: ");
        self.code
            .number(if is_main(part) { index as f64 } else { 0.0 });
        self.code.raw(", count: ");
        self.code.number(count as f64);
        self.code.raw(", fresh: ");
        let fresh = match part.kind {
            EditionPartKind::Contact | EditionPartKind::About => false,
            EditionPartKind::Article(_) | EditionPartKind::Glossary => {
                // A leaflet of one part opens it where it is.
                part.title_shown && count > 1
            }
        };
        self.code.boolean(fresh);
        if fresh && index == 1 && !self.has_contents() {
            // Below the title there is room for it.
            self.code.raw(", page: false");
        }
        if let (EditionPartKind::Contact, Some(code)) = (part.kind, &self.edition.qr_code) {
            self.code.raw(", qr: ");
            self.qr_code(code);
        }
        self.code.raw(", title: ");
        if part.title_shown {
            let title = &part.title;
            self.heading("part-title", level, 0, part.meta.id, title, |e| {
                e.inlines(title);
            });
        } else {
            self.code.raw("none");
        }
        self.code.raw(", {\n");
        if !part.title_shown {
            self.anchor(part.meta.id);
        }
        self.facts = part.kind == EditionPartKind::About && self.edition.beside.is_none();
        self.blocks(&part.blocks);
        self.facts = false;
        for section in &part.sections {
            self.section(part, section, 0);
        }
        self.side_by_side(&part.bibliography, |it| it.meta.id, Self::bibliography);
        self.side_by_side(&part.glossary, |it| it.meta.id, Self::glossary);
        self.code.raw("})\n");
    }

    /// A list, or one a language in two columns.
    fn side_by_side<T>(
        &mut self,
        entries: &[T],
        id: impl Fn(&T) -> NodeId,
        list: impl Fn(&mut Self, &[T]),
    ) {
        match self.edition.sides(entries, id) {
            [[], []] => {}
            [all, []] => list(self, all),
            [first, second] => {
                self.pair(false, |e| list(e, first), |e| list(e, second));
            }
        }
    }

    /// Two columns, or one below the other where they need the page's width; the second
    /// in the language beside that of the edition.
    fn pair(
        &mut self,
        stacked: bool,
        first: impl FnOnce(&mut Self),
        second: impl FnOnce(&mut Self),
    ) {
        // What a term means stands below the block of its column.
        let depth = std::mem::replace(&mut self.depth, 0);
        let place = self.place;
        if stacked {
            self.place = tokens::across(self.theme, self.edition);
        }
        self.code
            .raw(if stacked { "stacked({\n" } else { "pair({\n" });
        first(self);
        self.code.raw("}, {");
        self.beside(Self::open_block_language, second);
        self.code.raw("})\n");
        (self.depth, self.place) = (depth, place);
    }

    /// Says something in the language beside that of the edition.
    fn beside(
        &mut self,
        open: impl FnOnce(&mut Self, &Language) -> bool,
        say: impl FnOnce(&mut Self),
    ) {
        let Some(beside) = &self.edition.beside else {
            return say(self);
        };
        let binding = std::mem::replace(&mut self.binding, Binding::of(beside.words));
        let language = std::mem::replace(&mut self.language, &beside.language);
        let marked = open(self, &beside.language);
        say(self);
        if marked {
            self.code.raw("})");
        }
        (self.binding, self.language) = (binding, language);
    }

    fn section(&mut self, part: &EditionPart, section: &Section, depth: usize) {
        let edition = self.edition;
        let level = edition.heading_level(part, depth);
        let number = edition.number(section.meta.id);
        self.heading(
            "section-title",
            level,
            depth,
            section.meta.id,
            &section.heading,
            |e| {
                if let Some(number) = number {
                    e.code.text(&format!("{number} "), Origin::NONE);
                    e.code.raw("; ");
                }
                e.inlines(&section.heading);
            },
        );
        self.code.raw("\n");
        self.blocks(&section.blocks);
        for below in &section.sections {
            self.section(part, below, depth + 1);
        }
    }

    fn heading(
        &mut self,
        function: &'static str,
        level: usize,
        depth: usize,
        id: NodeId,
        words: &[Inline],
        body: impl FnOnce(&mut Self),
    ) {
        self.code.raw(function);
        self.code.raw("(level: ");
        self.code.number(level as f64);
        self.code.raw(", depth: ");
        self.code.number(depth as f64);
        self.code.raw(", anchor: ");
        let anchor = self
            .edition
            .anchor(id)
            .filter(|_| self.targets.contains(&id));
        self.code.optional(anchor);
        self.code.raw(", plain: ");
        let number = self.edition.number(id);
        let number = number.map_or(String::new(), |n| format!("{n} "));
        let plain = format!("{number}{}", plain_text(words));
        let language = &self.edition.language;
        self.code
            .string(&long::broken(&plain, long::ROOM, language));
        self.code.raw(", {");
        self.plain += 1;
        body(self);
        self.plain -= 1;
        self.code.raw("})");
    }
}

/// Typst's word for the direction of a language.
pub(crate) fn direction(language: &Language) -> &'static str {
    match language.direction() {
        Direction::LeftToRight => "ltr",
        Direction::RightToLeft => "rtl",
    }
}

/// Whether it is one of the article's parts and shows its title.
fn is_main(part: &EditionPart) -> bool {
    part.title_shown && matches!(part.kind, EditionPartKind::Article(_))
}
