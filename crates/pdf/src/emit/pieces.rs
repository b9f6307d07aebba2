//! Steps, prompts, figures, and the lists at the end → Typst calls.

use pamphlet_core::block::{Block, Figure, ListItem, Prompts, Step, Steps};
use pamphlet_core::chart::Chart;
use pamphlet_core::diagnostic::Diagnostic;
use pamphlet_core::edition::{BibliographyEntry, GlossaryItem, QrCode};
use pamphlet_core::image::{Image, ImageFormat};

use pamphlet_core::{AssetFault, NodeId, Span};
use std::sync::Arc;

use super::inline::other_language;
use super::{Emitter, direction, tokens};
use crate::sheet::Layout;

/// The largest share of the page's height that a picture takes.
const PICTURE_HEIGHT: f64 = 0.62;
/// The largest side of a code in millimetres.
const CODE: f64 = 40.0;
/// Pixels to an inch that a printed picture needs.
const DPI: f64 = 300.0;
/// A photograph of no more points across leaves room for words beside it.
const SMALL: f64 = 315.0;
/// The largest share of the column that it takes then; less where sides are few.
const BESIDE: f64 = 0.45;
const BESIDE_HANDED_OVER: f64 = 0.34;
/// The narrowest picture, in points, that has its caption below it and words beside it.
const NARROWEST: f64 = 90.0;
/// The shortest line of words beside a picture, in letters.
const WORDS: f64 = 30.0;
/// How high the words beside a picture may be, and have to be, in its own heights.
const HIGHER: f64 = 1.35;
const LOWER: f64 = 0.4;
/// Points in a pixel of a picture at its natural size.
const PIXEL: f64 = 0.75;

impl Emitter<'_> {
    pub(super) fn steps(&mut self, n: &Steps) {
        self.anchor(n.meta.id);
        self.blocks(&n.lead);
        self.code.raw("steps(first: ");
        self.code.number(n.start.into());
        self.code.raw(", ");
        self.step_items(&n.items);
        self.code.raw(")");
    }

    fn step_items(&mut self, steps: &[Step]) {
        for step in steps {
            self.code.raw("(body: {\n");
            self.anchor(step.meta.id);
            self.tight_blocks(&step.blocks);
            self.code.raw("}, ordered: ");
            self.code.boolean(step.ordered);
            self.code.raw(", branches: (");
            self.step_items(&step.branches);
            self.code.raw(")), ");
        }
    }

    pub(super) fn prompts(&mut self, open: &'static str, label: &str, n: &Prompts) {
        self.anchor(n.meta.id);
        self.code.raw(open);
        self.code.string(label);
        self.code.raw(", first: ");
        match n.start {
            Some(start) => self.code.number(start.into()),
            None => self.code.raw("none"),
        }
        self.code.raw(", lead: ");
        match n.lead.is_empty() {
            true => self.code.raw("none"),
            false => self.body(&n.lead),
        }
        self.code.raw(",\n");
        for item in &n.items {
            self.prompt(item);
        }
        self.code.raw(")");
    }

    fn prompt(&mut self, item: &ListItem) {
        self.code.raw("{");
        self.anchor(item.meta.id);
        self.tight_blocks(&item.blocks);
        self.code.raw("},\n");
    }

    pub(super) fn figure(&mut self, n: &Figure) {
        let Some((path, image)) = self.image(n.meta.id, &n.source.value, n.source.span) else {
            return;
        };
        let edition = self.edition;
        self.code.raw("picture(");
        self.code.string(&path);
        self.code.raw(", alt: ");
        self.code
            .optional(Some(n.alt.as_str()).filter(|_| !n.is_decorative()));
        self.code.raw(", width: ");
        let width = picture_width(&image, &self.place);
        self.code.points(self.beside.unwrap_or(width));
        self.code.raw(", anchor: ");
        self.optional_anchor(n.meta.id);
        self.code.raw(", caption: ");
        let words = n.caption.as_ref().map_or(&[][..], |c| &c.inlines);
        self.content_or_none(&edition.caption(n.meta.id, words));
        if self.beside.is_some() {
            self.code.raw(", below: true");
        }
        self.within();
        self.code.raw(")");
    }

    /// The width of a picture that leaves room for words at its side, and how many of the
    /// paragraphs behind it stand there: about as many as are as high as it is.
    pub(super) fn beside_picture(
        &mut self,
        block: &Block,
        after: &[Block],
    ) -> Option<(f64, usize)> {
        let Block::Figure(figure) = block else {
            return None;
        };
        let share = match self.layout {
            Layout::Article | Layout::Proof => BESIDE,
            Layout::Handout => BESIDE_HANDED_OVER,
            Layout::LargePrint | Layout::Booklet => return None,
        };
        let roomy = self.edition.beside.is_none();
        let followed = matches!(after.first(), Some(Block::Paragraph(_)));
        if !roomy || !followed || self.depth > 0 || self.in_note || figure.is_decorative() {
            return None;
        }
        let (id, source) = (figure.meta.id, &figure.source);
        let (_, image) = self.image(id, &source.value, source.span)?;
        let em = self.theme.typography.body;
        let line = em * self.theme.typography.leading;
        let natural = f64::from(image.width) * PIXEL;
        if image.format == ImageFormat::Svg || natural > SMALL {
            return None;
        }
        let widest = self.place.text * share;
        let width = picture_width(&image, &self.place).min(widest);
        let room = self.place.text - width - tokens::GUTTER;
        if width < NARROWEST || room < WORDS * em * tokens::CHARACTER {
            return None;
        }
        let caption = figure.caption.as_ref().map_or(&[][..], |it| &it.inlines);
        let caption = self.edition.caption(id, caption);
        let ratio = f64::from(image.height) / f64::from(image.width.max(1));
        let height = width * ratio + self.lines(&caption, width) * line;
        let (mut count, mut high) = (0, 0.0);
        for block in after {
            let Block::Paragraph(n) = block else {
                break;
            };
            let more = (self.lines(&n.inlines, room) + 0.7) * line;
            if high + more > height * HIGHER {
                break;
            }
            high += more;
            count += 1;
        }
        (high >= height * LOWER).then_some((width, count))
    }

    /// A chart, and its values below it.
    pub(super) fn chart(&mut self, n: &Chart) {
        let Some((path, image)) = self.load(&n.path(), &n.path(), n.meta.span) else {
            return;
        };
        self.code.raw("picture(");
        self.code.string(&path);
        self.code.raw(", alt: ");
        let words = self.edition.words_of(n.meta.id);
        self.code.string(words.chart(n.kind));
        self.code.raw(", width: ");
        self.code.points(picture_width(&image, &self.place));
        self.code.raw(", anchor: ");
        self.optional_anchor(n.meta.id);
        self.code.raw(", caption: ");
        let words = n.caption.as_ref().map_or(&[][..], |c| &c.inlines);
        self.content_or_none(&self.edition.caption(n.meta.id, words));
        self.within();
        self.code.raw(")\n");
        self.blocks(&n.table);
    }

    /// Says of a picture that it stands in something narrower than the column.
    fn within(&mut self) {
        if self.depth > 1 {
            self.code.raw(", within: true");
        }
    }

    /// A code for telephones with the side that it needs, or a fault.
    pub(super) fn qr_code(&mut self, code: &QrCode) {
        let drawn = pamphlet_draw::qr(&code.url, CODE);
        let image = drawn.and_then(|qr| {
            let image = Image::read("qr-code.svg", qr.svg.into_bytes()).ok()?;
            Some((image, qr.side))
        });
        let Some((image, side)) = image else {
            let long = code.url.chars().count();
            let message = format!(
                "the web address has {long} characters: its code would not fit in {CODE} mm"
            );
            self.fault(
                Diagnostic::error("qr-too-long", code.span, message)
                    .hint("give `canonical-url` a shorter address that leads to the same page"),
            );
            self.code.raw("none");
            return;
        };
        let name = "images/qr-code.svg";
        self.images.insert(name.into(), Arc::new(image));
        self.code.raw("(path: ");
        self.code.string(name);
        self.code.raw(", alt: ");
        self.code.string(&code.alt);
        self.code.raw(", side: ");
        self.code.points(side * tokens::POINTS);
        self.code.raw(")");
    }

    /// The publisher's mark; it says nothing that the text does not say.
    pub(super) fn logo(&mut self, path: &str) {
        match self.load(path, path, Span::NONE) {
            Some((path, _)) => self.code.string(&path),
            None => self.code.raw("none"),
        }
    }

    /// An image by its node, as a path of the code.
    pub(super) fn image(
        &mut self,
        id: NodeId,
        written: &str,
        span: Span,
    ) -> Option<(String, Arc<Image>)> {
        let edition = self.edition;
        let path = edition
            .facts
            .images
            .get(&id)
            .map_or(written, String::as_str);
        self.load(path, written, span)
    }

    fn load(&mut self, path: &str, written: &str, span: Span) -> Option<(String, Arc<Image>)> {
        let known = self.images.iter().find(|(_, image)| image.path == path);
        if let Some((name, image)) = known {
            return Some((name.clone(), image.clone()));
        }
        let drawn = self.charts.get(path).cloned();
        match drawn.map_or_else(|| self.assets.image(path), Ok) {
            Ok(image) => {
                // No printer shows more than this, and the file is smaller.
                let printed = picture_width(&image, &self.place);
                let pixels = (printed / 72.0 * DPI).ceil() as u32;
                let image = image.narrowed(pixels).map_or(image, Arc::new);
                let number = self.images.len() + 1;
                let name = format!("images/{number}.{}", image.format.extension());
                self.images.insert(name.clone(), image.clone());
                Some((name, image))
            }
            Err(fault) => {
                let why = match fault {
                    AssetFault::Missing => format!("there is no image {written}"),
                    AssetFault::Outside => format!("the image {written} lies outside the library"),
                    AssetFault::Unreadable(why) => {
                        format!("the image {written} cannot be read: {why}")
                    }
                    AssetFault::Image(why) => format!("the image {written} cannot be used: {why}"),
                };
                self.fault(Diagnostic::error("image", span, why));
                None
            }
        }
    }

    pub(super) fn bibliography(&mut self, entries: &[BibliographyEntry]) {
        let edition = self.edition;
        self.code.raw("bibliography-list(\n");
        for entry in entries {
            self.code.raw("(");
            self.code.string(&entry.label);
            self.code.raw(", ");
            let back = entry.cited_by.first();
            self.code.optional(back.and_then(|id| edition.anchor(*id)));
            self.code.raw(", {");
            let outer = std::mem::replace(&mut self.owner, entry.meta.id);
            self.anchor(entry.meta.id);
            let own = other_language(&entry.meta);
            let marked = own.as_ref().is_some_and(|it| self.open_block_language(it));
            self.inlines(&entry.inlines);
            if marked {
                self.code.raw("})");
            }
            self.owner = outer;
            self.code.raw("}, ");
            let language = own.as_ref().unwrap_or(self.language);
            self.code.raw(direction(language));
            self.code.raw("),\n");
        }
        self.code.raw(")\n");
    }

    /// Entries with their meaning, and the anchors of the uses whose pages paper
    /// names.
    pub(super) fn glossary(&mut self, items: &[GlossaryItem]) {
        let edition = self.edition;
        self.code.raw("glossary-list(\n");
        for item in items {
            self.code.raw("({");
            let outer = std::mem::replace(&mut self.owner, item.meta.id);
            self.anchor(item.meta.id);
            self.inlines(&item.term);
            self.code.raw("}, ");
            self.content(&item.definition);
            self.owner = outer;
            self.code.raw(", (");
            for anchor in item.used_by.iter().filter_map(|id| edition.anchor(*id)) {
                self.code.string(anchor);
                self.code.raw(", ");
            }
            self.code.raw(")),\n");
        }
        self.code.raw(")\n");
    }

    /// Boxes with what the terms of the last block mean. They repeat the glossary:
    /// they are furniture, lead nowhere and start no page.
    pub(super) fn definitions(&mut self) {
        let edition = self.edition;
        for id in std::mem::take(&mut self.defined) {
            let mut items = edition.all_parts().flat_map(|part| &part.glossary);
            let Some(item) = items.find(|item| item.meta.id == id) else {
                continue;
            };
            let targets = std::mem::take(&mut self.targets);
            let in_note = std::mem::replace(&mut self.in_note, true);
            self.plain += 1;
            self.code.raw("definition-box(");
            self.content(&item.term);
            self.code.raw(", ");
            self.content(&item.definition);
            self.code.raw(")\n");
            self.plain -= 1;
            (self.targets, self.in_note) = (targets, in_note);
        }
    }
}

/// How wide a picture stands: drawings fill the text column, photographs keep
/// their natural size where it is smaller, and neither fills the page's height.
fn picture_width(image: &Image, column: &tokens::Column) -> f64 {
    let (width, height) = (
        f64::from(image.width.max(1)),
        f64::from(image.height.max(1)),
    );
    let wanted = match image.format {
        ImageFormat::Svg => column.text,
        ImageFormat::Png | ImageFormat::Jpeg | ImageFormat::WebP => {
            (width * PIXEL).min(column.text)
        }
    };
    wanted.min(column.height * PICTURE_HEIGHT * width / height)
}
