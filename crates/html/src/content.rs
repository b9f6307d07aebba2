//! Edition → content nodes, for the page and for the ebook alike. A caller puts
//! the pieces together in the edition's reading order: [`title_block`],
//! [`opening`], each [`part`], and [`notes`]; [`popovers`] for what these open.
//!
//! Nothing here fails: what could (math, images) is checked before, by
//! [`crate::math::check`] and by whoever answers [`ContentOptions::image`].

mod bibliography;
mod blocks;
mod glossary;
mod in_place;
mod inlines;
mod notes;
mod outline;
mod steps;
mod tables;
mod together;

use std::collections::BTreeMap;

use pamphlet_core::article::{PartKind, Section};
use pamphlet_core::edition::{BETWEEN, Edition, EditionPart, EditionPartKind, Note};
use pamphlet_core::language::Language;
use pamphlet_core::node::{Meta, NodeId};
use pamphlet_core::words::Words;

use crate::encode::Syntax;
use crate::tree::{Element, Node, element, text, text_content};

pub use in_place::popovers;
pub use outline::{Entry, outline};

/// Where an image is, as its element needs it.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct ImageSource {
    /// A `data:` URI or a path relative to the document.
    pub src: String,
    /// Width and height in pixels, so that the page does not jump.
    pub size: Option<(u32, u32)>,
    /// The same for screens that ask for a dark ground, where it differs.
    pub dark: Option<String>,
}

impl From<String> for ImageSource {
    fn from(src: String) -> ImageSource {
        ImageSource {
            src,
            ..ImageSource::default()
        }
    }
}

/// What differs between the documents that content goes into.
pub struct ContentOptions<'a> {
    /// The syntax; XHTML gets `epub:type`, `xml:lang` and footnotes that pop up.
    pub syntax: Syntax,
    /// Added to every heading's level.
    pub heading_offset: usize,
    /// The address of a node of the edition that has an anchor, maybe in
    /// another file. [`fragment`] gives the usual one.
    pub href: &'a dyn Fn(NodeId) -> String,
    /// The address of another article (slug, folder), where it is beside this
    /// one; without it, the link goes to its canonical URL.
    pub article: &'a dyn Fn(&str, &str) -> Option<String>,
    /// The address of a link as its author wrote it; none where it leads
    /// nowhere from this document, and only its words stay.
    pub url: &'a dyn Fn(&str) -> Option<String>,
    /// Where the image of a library path is.
    pub image: &'a dyn Fn(&str) -> ImageSource,
    /// Printed pages: which node, at which byte of its text, starts the page
    /// with that label.
    pub page_breaks: &'a BTreeMap<NodeId, Vec<(usize, String)>>,
    /// Before every id.
    pub id_prefix: &'a str,
    /// Whether wide tables scroll in regions of their own that the keyboard
    /// reaches. A region stands on one page of a book, however long it is.
    pub scroll_tables: bool,
    /// Whether display math scrolls in such regions.
    pub scroll_math: bool,
    /// Whether terms and citations have buttons that open what they mean in
    /// place; then the document needs their [`popovers`].
    pub in_place: bool,
}

static NO_PAGES: BTreeMap<NodeId, Vec<(usize, String)>> = BTreeMap::new();

impl<'a> ContentOptions<'a> {
    /// Those of plain HTML that stands alone: no other article beside it, no printed
    /// pages, nothing that scrolls or opens.
    pub fn new(
        href: &'a dyn Fn(NodeId) -> String,
        url: &'a dyn Fn(&str) -> Option<String>,
        image: &'a dyn Fn(&str) -> ImageSource,
    ) -> Self {
        ContentOptions {
            syntax: Syntax::Html,
            heading_offset: 0,
            href,
            article: &|_, _| None,
            url,
            image,
            page_breaks: &NO_PAGES,
            id_prefix: "",
            scroll_tables: false,
            scroll_math: false,
            in_place: false,
        }
    }
}

/// `#` and the id of a node that has an anchor.
pub fn fragment(edition: &Edition, prefix: &str, node: NodeId) -> String {
    let anchor = edition.anchor(node).unwrap_or_default();
    format!("#{prefix}{anchor}")
}

/// The id of the mark at which a printed page starts; anchors start with a
/// letter, so none is like it.
pub fn page_id(prefix: &str, label: &str) -> String {
    let label: String = label
        .chars()
        .map(|c| if c.is_alphanumeric() { c } else { '-' })
        .collect();
    format!("{prefix}_page-{label}")
}

/// Title and subtitle in a `header`.
pub fn title_block(edition: &Edition, options: &ContentOptions) -> Node {
    let content = Content { edition, options };
    let mut header = element("header").class("title-block");
    let title = content.inlines(&edition.title, inlines::Place::Heading);
    let line = heading(1 + options.heading_offset).maybe("id", content.title_id());
    header = header.child(line.children(title));
    if !edition.subtitle.is_empty() {
        let subtitle = content.inlines(&edition.subtitle, inlines::Place::Heading);
        let line = element("p").class("subtitle");
        header = header
            .text("\n")
            .child(line.attribute("role", "doc-subtitle").children(subtitle));
    }
    header.into()
}

/// What stands between the title and the first part; none where nothing does.
pub fn opening(edition: &Edition, options: &ContentOptions) -> Option<Node> {
    let content = Content { edition, options };
    if edition.opening.is_empty() {
        return None;
    }
    let blocks = content.blocks(&edition.opening);
    Some(element("div").class("opening").children(blocks).into())
}

/// A whole part as a `section` with its heading; a `div` where its title is not
/// shown.
pub fn part(edition: &Edition, part: &EditionPart, options: &ContentOptions) -> Node {
    let name = if part.title_shown { "section" } else { "div" };
    let mut section = part_element(name, edition, part, options);
    if let Some(heading) = part_heading(edition, part, options) {
        section = section.child(heading).text("\n");
    }
    section.children(part_body(edition, part, options)).into()
}

/// An element for a part, with its id and classes, without content.
pub fn part_element(
    name: &'static str,
    edition: &Edition,
    part: &EditionPart,
    options: &ContentOptions,
) -> Element {
    let content = Content { edition, options };
    let class = format!("part part-{}", part.kind.id());
    content.identified(element(name).class(&class), &part.meta)
}

/// A part's heading; none where its title is not shown.
pub fn part_heading(
    edition: &Edition,
    part: &EditionPart,
    options: &ContentOptions,
) -> Option<Node> {
    if !part.title_shown {
        return None;
    }
    let content = Content { edition, options };
    let title = content.inlines(&part.title, inlines::Place::Heading);
    let heading = heading(2 + options.heading_offset).class("part-title");
    Some(heading.children(title).into())
}

/// What a part holds below its heading.
pub fn part_body(edition: &Edition, part: &EditionPart, options: &ContentOptions) -> Vec<Node> {
    let content = Content { edition, options };
    let mut body = content.blocks(&part.blocks);
    for section in &part.sections {
        body.push(content.section(part, section, 0));
        body.push(text("\n"));
    }
    let [first, second] = edition.sides(&part.bibliography, |it| it.meta.id);
    let title = text_content(&content.label(&part.title));
    let own = second.first().map(|it| edition.words_of(it.meta.id));
    let (title, other) = match own {
        None => (title, ""),
        Some(words) => {
            let name = |words: &Words| words.part(PartKind::References);
            (name(edition.words).to_owned(), name(words))
        }
    };
    let lists = [
        content.bibliography(first, &title),
        content.bibliography(second, other),
    ];
    body.extend(content.side_by_side(lists));
    let [first, second] = edition.sides(&part.glossary, |it| it.meta.id);
    body.extend(content.side_by_side([content.glossary(first), content.glossary(second)]));
    body
}

/// The notes for which `wanted` holds: in HTML a list with its heading, in
/// XHTML one `aside` a note, which reading systems show as a pop-up. None where
/// there are no such notes.
pub fn notes(
    edition: &Edition,
    options: &ContentOptions,
    wanted: &dyn Fn(&Note) -> bool,
) -> Option<Node> {
    let content = Content { edition, options };
    let notes: Vec<&Note> = edition.notes.iter().filter(|note| wanted(note)).collect();
    (!notes.is_empty()).then(|| content.notes(&notes))
}

/// Whether a part goes deeper than what every reader should know.
pub fn is_deeper(kind: EditionPartKind) -> bool {
    match kind {
        EditionPartKind::Article(PartKind::Intermediate | PartKind::Academic) => true,
        EditionPartKind::Article(
            PartKind::Fundamentals | PartKind::References | PartKind::Reflection,
        )
        | EditionPartKind::Glossary
        | EditionPartKind::Contact
        | EditionPartKind::About => false,
    }
}

/// An edition with the options for one document.
struct Content<'a> {
    edition: &'a Edition,
    options: &'a ContentOptions<'a>,
}

impl Content<'_> {
    fn section(&self, part: &EditionPart, section: &Section, depth: usize) -> Node {
        let level = self.edition.heading_level(part, depth) + self.options.heading_offset;
        let mut title = heading(level);
        if let Some(number) = self.edition.number(section.meta.id) {
            let number = element("span").class("number").text(number);
            title = title.child(number).text(" ");
        }
        title = title.children(self.inlines(&section.heading, inlines::Place::Heading));
        let mut out = self.identified(element("section"), &section.meta);
        out = out.child(title).text("\n");
        out = out.children(self.blocks(&section.blocks));
        for inner in &section.sections {
            out = out.child(self.section(part, inner, depth + 1)).text("\n");
        }
        out.into()
    }

    /// The id of a node that can be pointed at.
    fn id(&self, node: NodeId) -> Option<String> {
        let anchor = self.edition.anchor(node)?;
        Some(format!("{}{anchor}", self.options.id_prefix))
    }

    /// An id of our own making; anchors start with a letter, so none is like it.
    fn own_id(&self, what: &str, node: NodeId) -> String {
        format!("{}_{what}-{}", self.options.id_prefix, node.0)
    }

    /// The id of the title, where the document is part of another.
    fn title_id(&self) -> Option<String> {
        let prefix = self.options.id_prefix;
        (!prefix.is_empty()).then(|| format!("{prefix}_title"))
    }

    /// What names a landmark: the element with an id, and the title where other
    /// articles of the page may have a landmark of that name.
    fn landmark_name(&self, id: String) -> String {
        match self.title_id() {
            Some(title) => format!("{id} {title}"),
            None => id,
        }
    }

    /// An element with the id, language and role class of its node.
    fn identified(&self, mut element: Element, meta: &Meta) -> Element {
        element = element.maybe("id", self.id(meta.id));
        if let Some(role) = self.edition.facts.roles.get(&meta.id) {
            element = element.class(role);
        }
        if self.edition.facts.linearised.contains(&meta.id) {
            element = element.class("linearised");
        }
        match meta.lang() {
            Some(lang) => self.in_language(element, lang),
            None => element,
        }
    }

    /// What stands alone, or two things in two columns, the second in the language
    /// beside that of the edition.
    fn side_by_side(&self, sides: [Option<Node>; 2]) -> Option<Node> {
        match sides {
            [first, None] => first,
            [first, second] => {
                let [first, second] = [first, second].map(|it| it.into_iter().collect());
                Some(self.pair(first, second).into())
            }
        }
    }

    /// Two columns.
    fn pair(&self, first: Vec<Node>, second: Vec<Node>) -> Element {
        let side = |nodes: Vec<Node>| element("div").class("side").text("\n").children(nodes);
        let mut second = side(second);
        if let Some(beside) = &self.edition.beside {
            second = self.in_language(second, beside.language.tag());
        }
        let pair = element("div").class("pair").text("\n");
        pair.child(side(first)).text("\n").child(second).text("\n")
    }

    /// Says the language of what stands outside of a column in the second one's.
    fn spoken(&self, element: Element, node: NodeId) -> Element {
        let language = self.edition.language_of(node);
        match *language == self.edition.language {
            true => element,
            false => self.in_language(element, language.tag()),
        }
    }

    /// Adds words of the interface as headings say them: in both languages, once where
    /// they are the same.
    fn said_in_both(&self, within: Element, words: fn(&Words) -> &'static str) -> Element {
        let first = words(self.edition.words);
        let within = within.text(first);
        match &self.edition.beside {
            Some(beside) if words(beside.words) != first => {
                let second = self.in_language(element("span"), beside.language.tag());
                within.text(BETWEEN).child(second.text(words(beside.words)))
            }
            Some(_) | None => within,
        }
    }

    fn in_language(&self, element: Element, tag: &str) -> Element {
        let mut element = element.attribute("lang", tag);
        if self.options.syntax == Syntax::Xhtml {
            element = element.attribute("xml:lang", tag);
        }
        let direction = Language::parse(tag).map(|language| language.direction());
        let ways = std::iter::once(&self.edition.language);
        let mut ways = ways.chain(self.edition.beside.iter().map(|it| &it.language));
        match direction {
            Some(direction) if ways.any(|around| around.direction() != direction) => {
                element.attribute("dir", direction.name())
            }
            Some(_) | None => element,
        }
    }

    /// The language and direction of a node, within words of another one.
    fn in_own_language(&self, element: Element, node: NodeId) -> Element {
        let language = self.edition.language_of(node);
        let element = element.attribute("lang", language.tag());
        let element = match self.options.syntax {
            Syntax::Html => element,
            Syntax::Xhtml => element.attribute("xml:lang", language.tag()),
        };
        element.attribute("dir", language.direction().name())
    }

    /// Sets `epub:type` where the syntax has it.
    fn epub_type(&self, element: Element, value: &str) -> Element {
        match self.options.syntax {
            Syntax::Html => element,
            Syntax::Xhtml => element.attribute("epub:type", value),
        }
    }

    /// The pages that start with a node as a whole.
    fn pages_at(&self, node: NodeId) -> Vec<Node> {
        let starts = self.options.page_breaks.get(&node).into_iter().flatten();
        starts.map(|(_, label)| self.page_break(label)).collect()
    }

    fn page_break(&self, label: &str) -> Node {
        let name = format!("{} {label}", self.edition.words.page);
        let id = page_id(self.options.id_prefix, label);
        let mark = element("span")
            .attribute("role", "doc-pagebreak")
            .attribute("id", id)
            .attribute("aria-label", name);
        self.epub_type(mark, "pagebreak").into()
    }
}

fn heading(level: usize) -> Element {
    element(match level {
        0 | 1 => "h1",
        2 => "h2",
        3 => "h3",
        4 => "h4",
        5 => "h5",
        _ => "h6",
    })
}
