//! Inlines → Typst calls.

use std::ops::Range;

use pamphlet_core::NodeId;
use pamphlet_core::Span;
use pamphlet_core::binding;
use pamphlet_core::edition::LinkTarget;
use pamphlet_core::emphasis::Emphasis;
use pamphlet_core::inline::{
    Citation, CitationForm, Code as Literal, Image, Inline, NoteCall, Term, Wrapped,
};
use pamphlet_core::language::{Direction, Language};
use pamphlet_core::node::Meta;
use pamphlet_core::profile::Definitions;

use super::code::{Lines, Origin};
use super::{Emitter, direction};

/// No line breaks at it.
const JOINER: char = '\u{2060}';
/// What is between these two runs from the left (UAX #9).
const FROM_THE_LEFT: char = '\u{2066}';
/// Starts words that run from the right.
const FROM_THE_RIGHT: char = '\u{2067}';
/// Starts signs each of which is written from the left, and ends them.
const EACH_FROM_THE_LEFT: char = '\u{202d}';
const EACH_AS_BEFORE: char = '\u{202c}';
const AS_BEFORE: char = '\u{2069}';

impl Emitter<'_> {
    /// Inlines as one content block: `{…}`.
    pub(super) fn content(&mut self, inlines: &[Inline]) {
        self.code.raw("{");
        self.inlines(inlines);
        self.code.raw("}");
    }

    /// A content block, or `none` where there are no inlines.
    pub(super) fn content_or_none(&mut self, inlines: &[Inline]) {
        match inlines.is_empty() {
            true => self.code.raw("none"),
            false => self.content(inlines),
        }
    }

    /// Inlines, each a statement of the block around them. A line break of the
    /// source is a space of the words behind it, where words follow.
    pub(super) fn inlines(&mut self, inlines: &[Inline]) {
        let mut space = "";
        for (i, inline) in inlines.iter().enumerate() {
            let after = inlines.get(i + 1);
            match inline {
                Inline::SoftBreak(meta) => {
                    let before = i.checked_sub(1).and_then(|i| inlines.get(i));
                    space = self.soft_break(before, after);
                    if matches!(after, Some(Inline::Text(_))) {
                        continue;
                    }
                    let origin = self.origin(NodeId::NONE, meta.span);
                    self.code.text(std::mem::take(&mut space), origin);
                }
                Inline::Text(n) => {
                    let origin = self.origin(n.meta.id, n.meta.span);
                    let space = std::mem::take(&mut space);
                    self.words(space, &n.text, origin, after);
                }
                Inline::NoteCall(n) => {
                    // Else the marks of a source and a note read as one.
                    let before = i.checked_sub(1).map(|i| &inlines[i]);
                    if matches!(before, Some(Inline::Citation(_))) {
                        self.code.raw("note-gap; ");
                    }
                    self.note_call(n);
                }
                inline => self.inline(inline),
            }
            // A line ends a statement, and an empty line is none.
            self.code.raw("\n");
        }
    }

    /// The space for a line break of the source: bound where a number meets its
    /// unit and before a citation.
    fn soft_break(&self, before: Option<&Inline>, after: Option<&Inline>) -> &'static str {
        let bound = match (before, after) {
            (Some(Inline::Text(a)), Some(Inline::Text(b))) => self.binding.holds(&a.text, &b.text),
            _ => is_bracketed(after),
        };
        if bound { "\u{a0}" } else { " " }
    }

    fn inline(&mut self, inline: &Inline) {
        match inline {
            Inline::Text(n) => {
                let origin = self.origin(n.meta.id, n.meta.span);
                self.words("", &n.text, origin, None);
            }
            Inline::SoftBreak(_) => self.code.text(" ", Origin::NONE),
            Inline::HardBreak(_) => self.code.raw("linebreak()"),
            Inline::Emphasis(n) => {
                let open = match Emphasis::of(&n.inlines) {
                    Emphasis::Slanted => "emph({",
                    Emphasis::Dotted => "emph-dotted({",
                    Emphasis::Heavy => "emph-heavy({",
                };
                self.wrapped(open, n);
            }
            Inline::Strong(n) => self.wrapped("strong({", n),
            Inline::Strikethrough(n) => self.wrapped("strike({", n),
            Inline::Subscript(n) => self.wrapped("sub({", n),
            Inline::Superscript(n) => self.wrapped("super({", n),
            Inline::Phrase(n) => self.phrase(n),
            Inline::Code(n) => self.literal(n),
            Inline::Math(n) => self.math(n, false),
            Inline::Link(n) => self.link(&n.meta, &n.inlines),
            Inline::CrossReference(n) => self.link(&n.meta, &n.inlines),
            Inline::Image(n) => self.inline_image(n),
            Inline::Citation(n) => self.citation(n),
            Inline::Term(n) => self.term(n),
            Inline::Field(n) => match self.edition.field(n) {
                Some(value) => {
                    let origin = self.origin(n.meta.id, Span::NONE);
                    self.words("", value, origin, None);
                }
                None => self.code.raw("blank()"),
            },
            Inline::NoteCall(n) => self.note_call(n),
            // Comments never print.
            Inline::Comment(_) => self.code.raw("none"),
        }
    }

    /// Words with their place, numbers whole and bound to their units, a citation or
    /// a call behind them bound to the last of them, and breaks in words that have no
    /// room otherwise.
    fn words(&mut self, space: &str, text: &str, origin: Origin, after: Option<&Inline>) {
        let mut bound = self.binding.spaces(text);
        if is_bracketed(after) && text.len() > 1 && text.ends_with(' ') {
            bound.push(text.len() - 1);
        }
        let mut breaks = self.breaks(text);
        for number in self.binding.grouped(text) {
            let Range { start, end } = number.range;
            let from_right = self.language.direction() == Direction::RightToLeft;
            breaks.retain(|(at, _)| !(start..=end).contains(at));
            let overrides = number.dialled && binding::has_arabic_digits(&text[start..end]);
            // There is room for one sign in each place.
            if overrides {
                breaks.extend([(start, EACH_FROM_THE_LEFT), (end, EACH_AS_BEFORE)]);
            } else if number.dialled && from_right {
                breaks.extend([(start, FROM_THE_LEFT), (end, AS_BEFORE)]);
            }
            for (at, sign) in text[start..end].char_indices() {
                match sign {
                    ' ' => bound.push(start + at),
                    // Typst breaks no line between a hyphen and a digit.
                    '–' | '/' => breaks.push((start + at + sign.len_utf8(), JOINER)),
                    _ => {}
                }
            }
        }
        let called = is_bracketed(after) || matches!(after, Some(Inline::NoteCall(_)));
        if called && text.ends_with(binding::is_loose) {
            breaks.push((text.len(), JOINER));
        }
        breaks.sort_by_key(|(at, _)| *at);
        let (bound, breaks) = (&bound[..], &breaks[..]);
        let lines = Lines { bound, breaks };
        self.code.text_after(space, text, origin, lines);
    }

    /// The origin of a node's words. Words without an identity stand for the
    /// node that made them; words of notes start no page.
    pub(super) fn origin(&self, id: NodeId, span: Span) -> Origin {
        let id = if id == NodeId::NONE { self.owner } else { id };
        Origin {
            node: if self.in_note { NodeId::NONE } else { id },
            span,
            byte: 0,
        }
    }

    fn wrapped(&mut self, open: &'static str, n: &Wrapped) {
        self.code.raw(open);
        self.inlines(&n.inlines);
        self.code.raw("})");
    }

    fn phrase(&mut self, n: &Wrapped) {
        self.anchor(n.meta.id);
        let language = other_language(&n.meta);
        let own = language.as_ref().map(Language::direction);
        let from_right = self.edition.language.direction() == Direction::RightToLeft;
        let order = match own {
            Some(Direction::RightToLeft) => Some(FROM_THE_RIGHT),
            Some(Direction::LeftToRight) if from_right => Some(FROM_THE_LEFT),
            _ => None,
        };
        let marked = language.is_some_and(|it| self.open_language(&it));
        if let Some(order) = order.filter(|_| marked) {
            self.code.sign(order);
        }
        self.inlines(&n.inlines);
        if order.is_some() && marked {
            self.code.sign(AS_BEFORE);
        }
        if marked {
            self.code.raw("})");
        }
    }

    /// Opens `language(…, {` for words of another language within a paragraph.
    fn open_language(&mut self, language: &Language) -> bool {
        // Typst knows languages of two and three letters.
        let known = language.primary().len() <= 3;
        if known {
            self.code.raw("language(");
            self.code.string(language.primary());
            self.code.raw(", ");
            self.code.optional(language.region());
            self.code.raw(", {");
        }
        known
    }

    /// Opens `language-block(…, {` for blocks of another language.
    pub(super) fn open_block_language(&mut self, language: &Language) -> bool {
        let known = language.primary().len() <= 3;
        if known {
            self.code.raw("language-block(");
            self.code.raw(direction(language));
            self.code.raw(", ");
            self.code.string(language.primary());
            self.code.raw(", ");
            self.code.optional(language.region());
            self.code.raw(", {");
        }
        known
    }

    fn literal(&mut self, n: &Literal) {
        let origin = self.origin(n.meta.id, n.text_span);
        let breaks = self.breaks(&n.text);
        self.code.literal("raw(", &n.text, origin, &breaks);
    }

    fn link(&mut self, meta: &Meta, inlines: &[Inline]) {
        let edition = self.edition;
        let resolved = edition.facts.links.get(&meta.id);
        let inlines = resolved
            .and_then(|link| link.words.as_deref())
            .unwrap_or(inlines);
        self.anchor(meta.id);
        let outer = std::mem::replace(&mut self.owner, meta.id);
        let whole = self.is_short_address(inlines);
        if whole {
            self.code.raw("box({");
        }
        let opened = match resolved.map(|link| &link.target) {
            _ if self.plain > 0 || inlines.is_empty() => false,
            Some(LinkTarget::Node(id)) => self.open_reference("reference(", *id),
            Some(LinkTarget::Url(url)) | Some(LinkTarget::Article { url: Some(url), .. }) => {
                self.code.raw("hyperlink(");
                self.code.string(url);
                self.code.raw(", {");
                true
            }
            Some(LinkTarget::Article { url: None, .. } | LinkTarget::Nowhere) | None => false,
        };
        self.plain += 1;
        self.inlines(inlines);
        self.plain -= 1;
        if opened {
            self.code.raw("})");
        }
        if whole {
            self.code.raw("})");
        }
        self.owner = outer;
    }

    /// Whether words are a web address that fits in every line: Typst would break it at its
    /// marks, though it need not be.
    fn is_short_address(&self, inlines: &[Inline]) -> bool {
        match inlines {
            [Inline::Text(n)] => n.text.contains("://") && n.text.chars().count() <= self.room,
            _ => false,
        }
    }

    /// Opens a link to a node of this edition, if it has an anchor.
    fn open_reference(&mut self, open: &'static str, id: NodeId) -> bool {
        let Some(anchor) = self.edition.anchor(id).filter(|_| self.plain == 0) else {
            return false;
        };
        self.code.raw(open);
        self.code.label(anchor);
        self.code.raw(", {");
        true
    }

    fn citation(&mut self, n: &Citation) {
        let edition = self.edition;
        self.anchor(n.meta.id);
        let outer = std::mem::replace(&mut self.owner, n.meta.id);
        for piece in edition
            .facts
            .citations
            .get(&n.meta.id)
            .into_iter()
            .flatten()
        {
            let opened = piece
                .entry
                .is_some_and(|id| self.open_reference("cited(", id));
            self.plain += usize::from(opened);
            self.inlines(&piece.inlines);
            self.plain -= usize::from(opened);
            if opened {
                self.code.raw("});");
            }
        }
        self.owner = outer;
    }

    fn term(&mut self, n: &Term) {
        let edition = self.edition;
        let Some(term) = edition.facts.terms.get(&n.meta.id) else {
            return;
        };
        self.anchor(n.meta.id);
        let outer = std::mem::replace(&mut self.owner, n.meta.id);
        let item = term.item.filter(|_| term.first);
        if edition.definitions == Definitions::Boxed && edition.anchor(n.meta.id).is_some() {
            self.defined.extend(item);
        }
        let opened = item.is_some_and(|id| self.open_reference("term(", id));
        self.plain += usize::from(opened);
        self.inlines(&term.inlines);
        self.plain -= usize::from(opened);
        if opened {
            self.code.raw("})");
        }
        self.owner = outer;
    }

    fn note_call(&mut self, n: &NoteCall) {
        let edition = self.edition;
        let Some(number) = edition.facts.note_numbers.get(&n.meta.id).copied() else {
            return;
        };
        let Some(note) = number.checked_sub(1).and_then(|i| edition.notes.get(i)) else {
            return;
        };
        self.anchor(n.meta.id);
        let (mark, name) = (edition.note_mark(number), format!("={number}"));
        if !self.called.insert(number) {
            self.code.raw("note-again(");
            self.code.string(&mark);
            self.code.raw(", ");
            self.code.string(&name);
            self.code.raw(")");
            return;
        }
        self.code.raw("note(");
        self.code.string(&mark);
        self.code.raw(", ");
        self.code.string(&name);
        self.code.raw(", {");
        let outer = (self.plain, std::mem::replace(&mut self.in_note, true));
        self.plain = 0;
        self.anchor(note.meta.id);
        match edition.language_of(note.meta.id) == &edition.language {
            true => self.tight_blocks(&note.blocks),
            // A note starts with its number, in the paragraph of the page.
            false => self.beside(Self::open_language, |e| e.tight_blocks(&note.blocks)),
        }
        (self.plain, self.in_note) = outer;
        self.code.raw("})");
    }

    fn inline_image(&mut self, n: &Image) {
        let Some((path, image)) = self.image(n.meta.id, &n.source.value, n.source.span) else {
            return;
        };
        let start = self.code.here();
        self.code.raw("inline-image(");
        self.code.string(&path);
        self.code.raw(", ");
        self.code
            .optional(Some(n.alt.as_str()).filter(|_| !n.is_decorative()));
        self.code.raw(", ");
        self.code.points(f64::from(image.width) * 0.75);
        self.code.raw(")");
        self.code.region(start, n.meta.span);
    }

    /// A label for a node, if anything leads to it.
    pub(super) fn anchor(&mut self, id: NodeId) {
        if !self.targets.contains(&id) {
            return;
        }
        if let Some(anchor) = self.edition.anchor(id) {
            self.code.raw("anchor(");
            self.code.string(anchor);
            self.code.raw(");");
        }
    }
}

/// The language of a node that has one of its own. Typst knows languages of two and
/// three letters.
pub(super) fn other_language(meta: &Meta) -> Option<Language> {
    let language = meta.lang().and_then(Language::parse);
    language.filter(|language| language.primary().len() <= 3)
}

/// Whether a citation in brackets follows: it must not start a line.
fn is_bracketed(after: Option<&Inline>) -> bool {
    match after {
        Some(Inline::Citation(n)) => match n.form {
            CitationForm::Bracketed => true,
            CitationForm::InSentence => false,
        },
        _ => false,
    }
}
