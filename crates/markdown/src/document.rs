//! Headings to parts and sections.

use comrak::Node;
use comrak::nodes::NodeValue;
use pamphlet_core::article::{Part, PartKind, Section};
use pamphlet_core::block::Block;
use pamphlet_core::diagnostic::Diagnostic;
use pamphlet_core::front::Front;
use pamphlet_core::inline::{Inline, Text, plain_text};
use pamphlet_core::language::Language;
use pamphlet_core::node::{Attributes, Meta};
use pamphlet_core::span::{Span, Spanned};
use pamphlet_core::words::Words;

use crate::bits::{Bit, take_attributes, trim_end};
use crate::inlines::{Doc, Place};
use crate::reader::Reader;
use crate::refine::refine;

/// A heading as written.
struct Heading {
    level: u8,
    span: Span,
    attributes: Attributes,
    inlines: Vec<Inline>,
}

/// Reads the parts of an article, in their fixed order.
pub fn parts(
    reader: &mut Reader,
    doc: &Doc,
    root: Node,
    front: &mut Front,
    language: &Language,
    words: Option<&'static Words>,
) -> Vec<Part> {
    let mut outline = Outline {
        parts: Vec::new(),
        open: Vec::new(),
        waiting: Vec::new(),
        headings: 0,
        strangers: Vec::new(),
        named: false,
        repeated: false,
        words,
        language,
    };
    let mut run: Vec<Node> = Vec::new();
    for node in root.children() {
        let level = match &node.data().value {
            NodeValue::Heading(heading) => Some(heading.level),
            _ => None,
        };
        match level {
            None => run.push(node),
            Some(level) => {
                let blocks = reader.blocks(doc, &run, 1);
                run.clear();
                outline.add(blocks);
                let heading = heading(reader, doc, node, level);
                outline.heading(reader, front, heading);
            }
        }
    }
    let blocks = reader.blocks(doc, &run, 1);
    outline.add(blocks);
    outline.finish(reader)
}

/// A heading with its attributes taken off its end.
fn heading(reader: &mut Reader, doc: &Doc, node: Node, level: u8) -> Heading {
    let page = &doc.page;
    let place = node.data().sourcepos;
    let range = page.range(
        (place.start.line, place.start.column),
        (place.end.line, place.end.column),
    );
    let span = page.span(range.clone());
    let mut bits = reader.bits(doc, node, Place::at(1));
    let attributes = take_attributes(page, &mut bits);
    if attributes.is_some() {
        drop_closing_hashes(&mut bits);
    }
    let mut inlines = refine(page, bits, &mut reader.faults);
    if plain_text(&inlines).trim().is_empty() && inlines.iter().all(is_silent) {
        let fault = Diagnostic::error("empty-heading", span, "this heading has no words");
        if level > 1 || attributes.is_none() {
            reader
                .faults
                .push(fault.hint("write words behind the `#` signs, or remove the line"));
            let text = page.buffer[range.clone()].trim_end().to_owned();
            let meta = Meta::at(page.span(range.start..range.start + text.len()));
            inlines.push(Inline::Text(Text { meta, text }));
        }
    }
    Heading {
        level,
        span,
        attributes: attributes.unwrap_or_default(),
        inlines,
    }
}

/// Whether an inline prints nothing by itself.
fn is_silent(inline: &Inline) -> bool {
    !matches!(
        inline,
        Inline::Citation(_) | Inline::Field(_) | Inline::NoteCall(_) | Inline::CrossReference(_)
    )
}

/// Whether an inline is words, with or without stress.
fn is_wordy(inline: &Inline) -> bool {
    match inline {
        Inline::Citation(_)
        | Inline::Field(_)
        | Inline::NoteCall(_)
        | Inline::Comment(_)
        | Inline::Image(_)
        | Inline::Math(_) => false,
        Inline::Text(_)
        | Inline::SoftBreak(_)
        | Inline::HardBreak(_)
        | Inline::Emphasis(_)
        | Inline::Strong(_)
        | Inline::Strikethrough(_)
        | Inline::Subscript(_)
        | Inline::Superscript(_)
        | Inline::Phrase(_)
        | Inline::Code(_)
        | Inline::Link(_)
        | Inline::CrossReference(_)
        | Inline::Term(_) => inline.children().iter().all(is_wordy),
    }
}

/// `## Title ## {#id}` as pandoc takes it.
fn drop_closing_hashes(bits: &mut Vec<Bit>) {
    if let Some(Bit::Words(piece)) = bits.last_mut() {
        let bare = piece.text.trim_end_matches('#');
        let (length, apart) = (bare.len(), bare.ends_with(' '));
        if piece.literal && length < piece.text.len() && apart {
            piece.text.truncate(length);
            piece.range.end = piece.range.start + length;
            trim_end(bits);
        }
    }
}

struct Outline<'l> {
    parts: Vec<Part>,
    /// Sections that are not yet closed, the outermost first.
    open: Vec<Section>,
    /// Comments before the first part.
    waiting: Vec<Block>,
    headings: usize,
    /// Level-1 headings that are no part.
    strangers: Vec<(Span, String)>,
    /// Whether any part was named.
    named: bool,
    repeated: bool,
    words: Option<&'static Words>,
    language: &'l Language,
}

impl Outline<'_> {
    fn add(&mut self, blocks: Vec<Block>) {
        if let Some(section) = self.open.last_mut() {
            section.blocks.extend(blocks);
            return;
        }
        let only_comments = blocks.iter().all(|b| matches!(b, Block::Comment(_)));
        if self.parts.is_empty() && only_comments {
            self.waiting.extend(blocks);
            return;
        }
        self.part().blocks.extend(blocks);
    }

    /// The part that is open; text under no part is Fundamentals.
    fn part(&mut self) -> &mut Part {
        if self.parts.is_empty() {
            self.parts
                .push(new_part(PartKind::Fundamentals, Meta::made(), Vec::new()));
            let waiting = std::mem::take(&mut self.waiting);
            self.parts[0].blocks.extend(waiting);
        }
        let last = self.parts.len() - 1;
        &mut self.parts[last]
    }

    fn heading(&mut self, reader: &mut Reader, front: &mut Front, heading: Heading) {
        self.headings += 1;
        if heading.level > 1 {
            return self.section(reader, heading);
        }
        let text = plain_text(&heading.inlines).trim().to_owned();
        if let Some(kind) = self.part_kind(&heading, &text) {
            return self.start_part(reader, kind, heading);
        }
        let first = self.headings == 1;
        if first && front.title.is_none() && !text.is_empty() {
            if let Some(other) = heading.inlines.iter().find(|inline| !is_wordy(inline)) {
                let fault =
                    Diagnostic::error("title-markup", other.meta().span, "a title is plain words");
                reader
                    .faults
                    .push(fault.hint("put citations, notes and fields in the text below"));
            }
            front.title = Some(Spanned::new(text, title_span(&heading)));
            return;
        }
        let same = |title: &Spanned<String>| title.value.trim() == text;
        if first && front.title.as_ref().is_some_and(same) {
            return;
        }
        self.strangers.push((heading.span, text));
        self.close(0);
        self.open_section(heading);
    }

    fn part_kind(&self, heading: &Heading, text: &str) -> Option<PartKind> {
        let id = heading.attributes.id.as_ref().map(|id| id.value.as_str());
        let named = || match self.words {
            Some(words) => words.part_of(text),
            None => Words::of(&Language::english())?.part_of(text),
        };
        id.and_then(PartKind::from_id).or_else(named)
    }

    fn start_part(&mut self, reader: &mut Reader, kind: PartKind, heading: Heading) {
        self.close(0);
        self.named = true;
        let meta = Meta::with(heading.span, heading.attributes);
        let found = self.parts.iter().position(|part| part.kind == kind);
        let Some(found) = found else {
            let mut part = new_part(kind, meta, heading.inlines);
            part.blocks.append(&mut self.waiting);
            self.parts.push(part);
            return;
        };
        // What follows belongs to the part that is last in the list.
        let mut part = self.parts.remove(found);
        if part.heading.is_empty() && part.meta.span.is_none() {
            part.heading = heading.inlines;
            part.meta = meta;
        } else {
            self.repeated = true;
            let message = format!("the part {} stands here a second time", kind.id());
            reader.faults.push(
                Diagnostic::error("duplicate-part", heading.span, message)
                    .hint("put both texts under one heading")
                    .related(part.meta.span, "first written here"),
            );
        }
        self.parts.push(part);
    }

    fn section(&mut self, reader: &mut Reader, heading: Heading) {
        let depth = usize::from(heading.level) - 1;
        if heading.level > 4 {
            let message = format!("a heading of level {} is too deep", heading.level);
            reader.faults.push(
                Diagnostic::error("deep-heading", heading.span, message)
                    .hint("use `##`, `###` or `####`, or bold words at the start of a paragraph"),
            );
        }
        self.close(depth.min(3) - 1);
        if heading.level <= 4 && self.open.len() + 1 < depth {
            let (is, fits) = (usize::from(heading.level), self.open.len() + 2);
            let message = format!("a heading of level {is} follows one of level {}", fits - 1);
            reader.faults.push(
                Diagnostic::error("skipped-level", heading.span, message)
                    .hint(format!("write it with `{}`", "#".repeat(fits))),
            );
        }
        self.open_section(heading);
    }

    fn open_section(&mut self, heading: Heading) {
        self.part();
        self.open.push(Section {
            meta: Meta::with(heading.span, heading.attributes),
            heading: heading.inlines,
            blocks: Vec::new(),
            sections: Vec::new(),
        });
    }

    /// Closes sections until `depth` of them are open.
    fn close(&mut self, depth: usize) {
        while self.open.len() > depth {
            let Some(mut section) = self.open.pop() else {
                return;
            };
            let end = end_of(&section.blocks, &section.sections);
            section.meta.span = section.meta.span.join(end);
            match self.open.last_mut() {
                Some(outer) => outer.sections.push(section),
                None => self.part().sections.push(section),
            }
        }
    }

    fn finish(mut self, reader: &mut Reader) -> Vec<Part> {
        self.close(0);
        if !self.waiting.is_empty() {
            self.part();
        }
        for part in &mut self.parts {
            let end = end_of(&part.blocks, &part.sections);
            part.meta.span = part.meta.span.join(end);
        }
        self.report_strangers(reader);
        let sorted = self.parts.is_sorted_by_key(|part| part.kind);
        if !sorted {
            let order: Vec<_> = PartKind::ALL.iter().map(|k| k.id()).collect();
            let wrong = self.parts.windows(2).find(|w| w[0].kind > w[1].kind);
            if let Some([before, part]) = wrong
                && !self.repeated
            {
                let message = format!("{} stands behind {}", part.kind.id(), before.kind.id());
                let fault = Diagnostic::warning("part-order", part.meta.span.slice(0..1), message);
                reader.faults.push(fault.hint(format!(
                    "parts are printed in their fixed order: {}",
                    order.join(", ")
                )));
            }
            self.parts.sort_by_key(|part| part.kind);
        }
        self.parts
    }

    /// A file that uses `#` for its sections gets one error, not one a heading.
    fn report_strangers(&mut self, reader: &mut Reader) {
        let names = match self.words {
            Some(words) => words.parts.join(", "),
            None => format!(
                "an id such as `{{#fundamentals}}` (there are no names in the language `{}`)",
                self.language.tag()
            ),
        };
        let plain_file = !self.named;
        let mut strangers = std::mem::take(&mut self.strangers).into_iter();
        while let Some((span, text)) = strangers.next() {
            let message = format!("`{text}` is not the name of a part");
            let hint = match plain_file {
                true => format!(
                    "only the title and the parts ({names}) are written with `#`; use `##` for sections and `###` below them"
                ),
                false => format!("parts are {names}; write a section with `##`"),
            };
            let mut fault = Diagnostic::error("unknown-part", span, message).hint(hint);
            if plain_file {
                for (span, text) in strangers.by_ref() {
                    fault = fault.related(span, format!("`{text}` too"));
                }
            }
            reader.faults.push(fault);
        }
    }
}

fn new_part(kind: PartKind, meta: Meta, heading: Vec<Inline>) -> Part {
    Part {
        meta,
        kind,
        heading,
        blocks: Vec::new(),
        sections: Vec::new(),
    }
}

fn title_span(heading: &Heading) -> Span {
    let spans = heading.inlines.iter().map(|inline| inline.meta().span);
    let words = spans.fold(Span::NONE, Span::join);
    match words.is_none() {
        true => heading.span,
        false => words,
    }
}

/// The place of a container's content.
fn end_of(blocks: &[Block], sections: &[Section]) -> Span {
    let blocks = blocks.iter().map(|block| block.meta().span);
    let sections = sections.iter().map(|section| section.meta.span);
    blocks.chain(sections).fold(Span::NONE, Span::join)
}
