//! Inlines → nodes.

use pamphlet_core::NodeId;
use pamphlet_core::binding::{Binding, has_arabic_digits};
use pamphlet_core::edition::LinkTarget;
use pamphlet_core::emphasis::Emphasis;
use pamphlet_core::inline::{CrossReference, Image, Inline, Link, NoteCall, Term, Text, Wrapped};
use pamphlet_core::language::Direction;

use super::{Content, ImageSource, together};
use crate::math;
use crate::tree::{Element, Node, element, text};

/// The space at which no line breaks.
const NO_BREAK: &str = "\u{a0}";

/// Where inlines stand, which decides what may be live in them.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Place {
    /// Running text.
    Body,
    /// A heading: terms are plain.
    Heading,
    /// Within a link: no second link.
    Link,
    /// Words repeated where they open in place: no link within the edition, no
    /// id, no note, no page start.
    Popover,
    /// Words repeated in navigation: no link, no id, no note, no page start.
    Label,
}

impl Place {
    fn within_link(self) -> Place {
        match self {
            Place::Body | Place::Heading | Place::Link => Place::Link,
            Place::Popover => Place::Popover,
            Place::Label => Place::Label,
        }
    }

    /// Whether links may lead to other places of the edition.
    fn may_jump(self) -> bool {
        match self {
            Place::Body | Place::Heading => true,
            Place::Link | Place::Popover | Place::Label => false,
        }
    }

    /// Whether the words stand elsewhere too, with the ids.
    fn repeats(self) -> bool {
        match self {
            Place::Body | Place::Heading | Place::Link => false,
            Place::Popover | Place::Label => true,
        }
    }

    fn may_link(self) -> bool {
        match self {
            Place::Body | Place::Heading | Place::Popover => true,
            Place::Link | Place::Label => false,
        }
    }
}

impl Content<'_> {
    pub(super) fn inlines(&self, inlines: &[Inline], place: Place) -> Vec<Node> {
        let out = self.loose(inlines, place);
        match place.repeats() {
            true => out,
            false => together::bind(out),
        }
    }

    /// Inlines that break wherever they may: cells of a table are narrow.
    pub(super) fn loose(&self, inlines: &[Inline], place: Place) -> Vec<Node> {
        let mut out = Vec::new();
        for (i, inline) in inlines.iter().enumerate() {
            let before = i.checked_sub(1).and_then(|i| inlines.get(i));
            match (before, inline, inlines.get(i + 1)) {
                (Some(Inline::Text(a)), Inline::SoftBreak(_), Some(Inline::Text(b)))
                    if self.holds(a, b) =>
                {
                    out.push(text(NO_BREAK));
                }
                _ => self.inline(inline, place, &mut out),
            }
        }
        out
    }

    fn holds(&self, before: &Text, after: &Text) -> bool {
        let words = self.edition.words_of(before.meta.id);
        Binding::of(words).holds(&before.text, &after.text)
    }

    fn inline(&self, inline: &Inline, place: Place, out: &mut Vec<Node>) {
        if !place.repeats() && !matches!(inline, Inline::Text(_)) {
            out.extend(self.pages_at(inline.meta().id));
        }
        match inline {
            Inline::Text(n) => self.text(n, place, out),
            Inline::SoftBreak(_) => out.push(text(" ")),
            Inline::HardBreak(_) => match place {
                Place::Label => out.push(text(" ")),
                // The line break keeps words apart where only text is read.
                Place::Body | Place::Heading | Place::Link | Place::Popover => {
                    out.extend([element("br").into(), text("\n")]);
                }
            },
            Inline::Emphasis(n) => out.push(self.emphasis(n, place)),
            Inline::Strong(n) => out.push(self.wrapped("strong", n, place).into()),
            Inline::Strikethrough(n) => out.push(self.wrapped("s", n, place).into()),
            Inline::Subscript(n) => out.push(self.wrapped("sub", n, place).into()),
            Inline::Superscript(n) => out.push(self.wrapped("sup", n, place).into()),
            Inline::Phrase(n) => out.push(self.wrapped("span", n, place).into()),
            Inline::Code(n) => {
                let code = self.named(element("code"), inline, place);
                out.push(code.text(&n.text).into());
            }
            Inline::Math(n) => match place {
                Place::Label => out.push(text(n.alternative())),
                Place::Body | Place::Heading | Place::Link | Place::Popover => {
                    out.push(self.named(math::element_of(n), inline, place).into());
                }
            },
            Inline::Link(n) => self.link(n, inline, place, out),
            Inline::CrossReference(n) => self.cross_reference(n, inline, place, out),
            Inline::Image(n) => match place {
                Place::Label => out.push(text(&n.alt)),
                Place::Body | Place::Heading | Place::Link | Place::Popover => {
                    out.push(self.named(self.image(n), inline, place).into());
                }
            },
            Inline::Citation(_) => self.citation(inline, place, out),
            Inline::Term(n) => self.term(n, inline, place, out),
            Inline::Field(n) => match self.edition.field(n) {
                Some(value) => self.whole_numbers(value, n.meta.id, out),
                None => out.push(self.blank(n.meta.id)),
            },
            Inline::NoteCall(n) => self.note_call(n, place, out),
            Inline::Comment(_) => {}
        }
    }

    /// An element with the id and language of its inline, where it may have them.
    fn named(&self, element: Element, inline: &Inline, place: Place) -> Element {
        match (place.repeats(), inline.meta().lang()) {
            (false, _) => self.identified(element, inline.meta()),
            (true, Some(lang)) => self.in_language(element, lang),
            (true, None) => element,
        }
    }

    fn text(&self, n: &Text, place: Place, out: &mut Vec<Node>) {
        let full = self.edition.facts.short_forms.get(&n.meta.id);
        let Some(full) = full.filter(|_| place != Place::Label) else {
            return self.words(n, place, out);
        };
        let mut words = Vec::new();
        self.words(n, place, &mut words);
        let short = element("abbr").attribute("title", full);
        out.push(short.children(words).into());
    }

    fn words(&self, n: &Text, place: Place, out: &mut Vec<Node>) {
        let starts = match place.repeats() {
            true => None,
            false => self.options.page_breaks.get(&n.meta.id),
        };
        let mut done = 0;
        for (byte, label) in starts.into_iter().flatten() {
            let mut at = (*byte).clamp(done, n.text.len());
            while !n.text.is_char_boundary(at) {
                at -= 1;
            }
            self.whole_numbers(&n.text[done..at], n.meta.id, out);
            out.push(self.page_break(label));
            done = at.max(done);
        }
        self.whole_numbers(&n.text[done..], n.meta.id, out);
    }

    /// Words in which no line breaks a number or a unit, or parts the two.
    fn whole_numbers(&self, words: &str, node: NodeId, out: &mut Vec<Node>) {
        let binding = Binding::of(self.edition.words_of(node));
        let bound = binding.bound(words);
        let mut done = 0;
        for number in binding.grouped(&bound) {
            out.extend(some_text(&bound[done..number.range.start]));
            done = number.range.end;
            let digits = &bound[number.range];
            let overrides = number.dialled && has_arabic_digits(digits);
            let whole = element(if overrides { "bdo" } else { "span" }).class("together");
            let from_right = self.edition.language_of(node).direction() == Direction::RightToLeft;
            let order = (number.dialled && from_right || overrides).then_some("ltr");
            out.push(whole.maybe("dir", order).text(digits).into());
        }
        out.extend(some_text(&bound[done..]));
    }

    fn emphasis(&self, n: &Wrapped, place: Place) -> Node {
        let em = self.wrapped("em", n, place);
        match Emphasis::of(&n.inlines) {
            Emphasis::Slanted => em.into(),
            Emphasis::Dotted => em.class("dotted").into(),
            Emphasis::Heavy => em.class("heavy").into(),
        }
    }

    fn wrapped(&self, name: &'static str, n: &Wrapped, place: Place) -> Element {
        let element = match (place.repeats(), n.meta.lang()) {
            (false, _) => self.identified(element(name), &n.meta),
            (true, Some(lang)) => self.in_language(element(name), lang),
            (true, None) => element(name),
        };
        element.children(self.inlines(&n.inlines, place))
    }

    fn link(&self, n: &Link, inline: &Inline, place: Place, out: &mut Vec<Node>) {
        let resolved = self.edition.facts.links.get(&n.meta.id);
        let href = match resolved {
            Some(link) => self.address(&link.target, place),
            None => (self.options.url)(&n.url.value),
        };
        let words = resolved.and_then(|link| link.words.as_ref());
        let words = words.map_or(n.inlines.as_slice(), Vec::as_slice);
        self.anchor(href, n.title.as_deref(), words, inline, place, out);
    }

    fn cross_reference(
        &self,
        n: &CrossReference,
        inline: &Inline,
        place: Place,
        out: &mut Vec<Node>,
    ) {
        let resolved = self.edition.facts.links.get(&n.meta.id);
        let href = resolved.and_then(|link| self.address(&link.target, place));
        let words = resolved.and_then(|link| link.words.as_ref());
        let words = words.map_or(n.inlines.as_slice(), Vec::as_slice);
        self.anchor(href, None, words, inline, place, out);
    }

    fn anchor(
        &self,
        href: Option<String>,
        title: Option<&str>,
        words: &[Inline],
        inline: &Inline,
        place: Place,
        out: &mut Vec<Node>,
    ) {
        match href.filter(|_| place.may_link()) {
            Some(href) => {
                let link = element("a").attribute("href", href).maybe("title", title);
                let words = self.inlines(words, place.within_link());
                out.push(self.named(link, inline, place).children(words).into());
            }
            None => {
                let words = self.inlines(words, place);
                let id = self.id(inline.meta().id).filter(|_| !place.repeats());
                match (id, inline.meta().lang()) {
                    (None, None) => out.extend(words),
                    (Some(_), _) | (_, Some(_)) => {
                        let span = self.named(element("span"), inline, place);
                        out.push(span.children(words).into());
                    }
                }
            }
        }
    }

    fn address(&self, target: &LinkTarget, place: Place) -> Option<String> {
        match target {
            LinkTarget::Node(_) if !place.may_jump() => None,
            LinkTarget::Node(node) => {
                self.edition.anchor(*node)?;
                Some((self.options.href)(*node))
            }
            LinkTarget::Url(url) => (self.options.url)(url),
            LinkTarget::Article {
                slug,
                folder,
                label,
                url,
            } => match (self.options.article)(slug, folder) {
                Some(page) => Some(match label {
                    Some(label) => format!("{page}#{label}"),
                    None => page,
                }),
                None => url.clone(),
            },
            LinkTarget::Nowhere => None,
        }
    }

    fn image(&self, n: &Image) -> Element {
        let path = self.edition.facts.images.get(&n.meta.id);
        let path = path.unwrap_or(&n.source.value);
        self.image_element(path, &n.alt).class("inline-image")
    }

    /// An `img` of a library path, within a `picture` where a dark screen has
    /// another image.
    pub(super) fn image_element(&self, path: &str, alt: &str) -> Element {
        let mut source = (self.options.image)(path);
        if let Some(dark) = source.dark.take() {
            let other = element("source")
                .attribute("srcset", dark)
                .attribute("media", "screen and (prefers-color-scheme: dark)");
            let picture = element("picture").child(other);
            return picture.child(self.img(source, alt));
        }
        self.img(source, alt)
    }

    fn img(&self, source: ImageSource, alt: &str) -> Element {
        let mut image = element("img")
            .attribute("src", source.src)
            .attribute("alt", alt);
        if let Some((width, height)) = source.size {
            image = image
                .attribute("width", width.to_string())
                .attribute("height", height.to_string());
        }
        image
    }

    fn citation(&self, inline: &Inline, place: Place, out: &mut Vec<Node>) {
        let id = inline.meta().id;
        let mut words = Vec::new();
        for piece in self.edition.facts.citations.get(&id).into_iter().flatten() {
            let entry = piece
                .entry
                .filter(|entry| place.may_jump() && self.edition.anchor(*entry).is_some());
            match entry {
                Some(entry) => {
                    let link = element("a")
                        .attribute("role", "doc-biblioref")
                        .attribute("href", (self.options.href)(entry));
                    let link = self.epub_type(link, "biblioref");
                    let piece = self.inlines(&piece.inlines, place.within_link());
                    words.push(link.children(piece).into());
                }
                None => words.extend(self.inlines(&piece.inlines, place)),
            }
        }
        if place.repeats() || words.is_empty() {
            return out.extend(words);
        }
        if place == Place::Body {
            words.extend(self.sources_button(id, &words));
        }
        let span = self.named(element("span").class("citation"), inline, place);
        out.push(span.children(words).into());
    }

    fn term(&self, n: &Term, inline: &Inline, place: Place, out: &mut Vec<Node>) {
        let Some(term) = self.edition.facts.terms.get(&n.meta.id) else {
            return;
        };
        let words = self.inlines(&term.inlines, place.within_link());
        let item = term
            .item
            .filter(|item| term.first && self.edition.anchor(*item).is_some());
        match (item, place) {
            (Some(item), Place::Body) => {
                let link = element("a")
                    .class("term")
                    .attribute("role", "doc-glossref")
                    .attribute("href", (self.options.href)(item));
                let link = self.epub_type(link, "glossref");
                let button = self.meaning_button(n.meta.id, item, &words);
                out.push(self.named(link, inline, place).children(words).into());
                out.extend(button);
            }
            (Some(_), Place::Heading | Place::Link | Place::Popover | Place::Label) | (None, _) => {
                match self.id(n.meta.id).filter(|_| !place.repeats()) {
                    Some(id) => {
                        let span = element("span").attribute("id", id);
                        out.push(span.children(words).into());
                    }
                    None => out.extend(words),
                }
            }
        }
    }

    /// A line to write on. Its name is an attribute, so that it adds no words.
    fn blank(&self, node: NodeId) -> Node {
        element("span")
            .class("blank")
            .attribute("role", "img")
            .attribute("aria-label", self.edition.words_of(node).blank)
            .into()
    }

    fn note_call(&self, n: &NoteCall, place: Place, out: &mut Vec<Node>) {
        let Some(number) = self.edition.facts.note_numbers.get(&n.meta.id) else {
            return;
        };
        let note = self.edition.notes.get(number - 1);
        let id = self.id(n.meta.id);
        let mark = self.edition.note_mark(*number);
        let name = format!("{} {mark}", self.edition.words_of(n.meta.id).footnote);
        match (note, place) {
            (_, Place::Popover | Place::Label) => {}
            (Some(note), Place::Body | Place::Heading) => {
                let call = element("a")
                    .maybe("id", id)
                    .attribute("role", "doc-noteref")
                    .attribute("href", (self.options.href)(note.meta.id))
                    .attribute("aria-label", name);
                let call = self.epub_type(call, "noteref").text(mark);
                out.push(element("sup").class("note-call").child(call).into());
            }
            (Some(_), Place::Link) | (None, _) => {
                let call = element("span").maybe("id", id).class("note-mark");
                let call = call.text(mark);
                out.push(element("sup").class("note-call").child(call).into());
            }
        }
    }
}

fn some_text(words: &str) -> Option<Node> {
    (!words.is_empty()).then(|| text(words))
}
