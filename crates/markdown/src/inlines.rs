//! comrak's inline nodes as [`Bit`]s: words aligned with their bytes, and
//! finished inlines.

use std::collections::BTreeMap;
use std::ops::Range;

use comrak::Node;
use comrak::nodes::{NodeLink, NodeMath, NodeValue};
use pamphlet_core::inline::{
    Code, CrossReference, Image, Inline, Link, Math, NoteCall, NoteDefinition, Text, Wrapped,
    push_plain,
};
use pamphlet_core::node::Meta;
use pamphlet_core::span::{Span, Spanned};
use pamphlet_core::{Block, Diagnostic, limits};

use crate::align::{Piece, align};
use crate::bits::Bit;
use crate::html::{self, Html};
use crate::links::{self, Target};
use crate::page::{Page, unmask};
use crate::parse;
use crate::reader::Reader;
use crate::refine::refine;

/// A parsed page.
pub struct Doc<'a> {
    /// The text that was parsed.
    pub page: Page,
    /// Definitions that comrak made of `^[…]`, by the name that it gave them.
    pub inline_notes: BTreeMap<String, Node<'a>>,
}

/// Where the children of a node stand.
#[derive(Clone, Copy)]
pub struct Place {
    /// How deep they are nested.
    pub depth: usize,
    /// Where their first line starts, if comrak counts columns from there.
    origin: Option<usize>,
}

impl Place {
    /// Columns count from the start of the line.
    pub fn at(depth: usize) -> Place {
        Place {
            depth,
            origin: None,
        }
    }

    fn deeper(self) -> Place {
        Place {
            depth: self.depth + 1,
            ..self
        }
    }

    fn range(self, page: &Page, node: Node) -> Range<usize> {
        let place = node.data().sourcepos;
        let (start, end) = (place.start, place.end);
        match self.origin {
            None => page.range((start.line, start.column), (end.line, end.column)),
            Some(origin) if start.line == 1 && end.line == 1 => {
                let clamp = |byte: usize| {
                    let mut byte = byte.min(page.buffer.len());
                    while !page.buffer.is_char_boundary(byte) {
                        byte -= 1;
                    }
                    byte
                };
                let from = clamp(origin + start.column.max(1) - 1);
                from..clamp(origin + end.column).max(from)
            }
            Some(origin) => origin..origin,
        }
    }
}

impl Reader<'_> {
    /// The inlines of a node.
    pub fn inlines(&mut self, doc: &Doc, parent: Node, depth: usize) -> Vec<Inline> {
        let bits = self.bits(doc, parent, Place::at(depth));
        refine(&doc.page, bits, &mut self.faults)
    }

    /// What stands in a node's lines.
    pub fn bits(&mut self, doc: &Doc, parent: Node, place: Place) -> Vec<Bit> {
        let page = &doc.page;
        if place.depth > limits::DEPTH {
            self.too_deep(page, place.range(page, parent).start);
            return Vec::new();
        }
        let mut bits: Vec<Bit> = Vec::new();
        let mut cursor = place
            .origin
            .unwrap_or(0)
            .max(place.range(page, parent).start);
        for node in parent.children() {
            let mut range = place.range(page, node);
            range.start = range.start.max(page.skip.min(range.end));
            self.bit(doc, node, range, cursor, place, &mut bits);
            if let Some(bit) = bits.last() {
                cursor = cursor.max(bit.range().end);
            }
        }
        if page.skip > 0 {
            bits.retain(|bit| bit.range().end > page.skip);
            if let Some(Bit::Words(piece)) = bits.first_mut()
                && piece.literal
                && piece.range.start < page.skip
            {
                let guard = page.skip - piece.range.start;
                piece.text.drain(..guard.min(piece.text.len()));
                piece.range.start = page.skip;
            }
        }
        bits
    }

    fn bit(
        &mut self,
        doc: &Doc,
        node: Node,
        range: Range<usize>,
        cursor: usize,
        place: Place,
        bits: &mut Vec<Bit>,
    ) {
        let page = &doc.page;
        let span = page.span(range.clone());
        let meta = Meta::at(span);
        let value = node.data().value.clone();
        let inline = match &value {
            NodeValue::Text(text) => {
                let from = bits.len();
                words(page, text, &range, cursor, bits);
                let new = bits.get(from..).unwrap_or_default();
                return self.stray_stars(page, new);
            }
            NodeValue::SoftBreak => Inline::SoftBreak(meta),
            NodeValue::LineBreak => Inline::HardBreak(meta),
            NodeValue::Code(code) => Inline::Code(code_span(page, &range, &code.literal)),
            NodeValue::Math(math) => Inline::Math(math_span(page, &range, math)),
            NodeValue::HtmlInline(text) => return self.inline_html(page, range, text, bits),
            NodeValue::FootnoteReference(note) => {
                let label = self.note_label(doc, &note.name, &range, place);
                Inline::NoteCall(NoteCall { meta, label })
            }
            NodeValue::Link(link) => return self.link(doc, node, link, range, place, bits),
            NodeValue::Image(link) => Inline::Image(self.image(doc, node, link, &range, place)),
            NodeValue::Emph => Inline::Emphasis(self.wrapped(doc, node, meta, place)),
            NodeValue::Strong => Inline::Strong(self.wrapped(doc, node, meta, place)),
            NodeValue::Strikethrough => Inline::Strikethrough(self.wrapped(doc, node, meta, place)),
            NodeValue::Subscript => Inline::Subscript(self.wrapped(doc, node, meta, place)),
            NodeValue::Superscript => Inline::Superscript(self.wrapped(doc, node, meta, place)),
            // Extensions that are not switched on, and blocks, which cannot stand here.
            _ => {
                bits.extend(self.bits(doc, node, place.deeper()));
                return;
            }
        };
        bits.push(Bit::Node(Box::new(inline), range));
    }

    fn wrapped(&mut self, doc: &Doc, node: Node, meta: Meta, place: Place) -> Wrapped {
        Wrapped {
            meta,
            inlines: self.children(doc, node, place),
        }
    }

    fn children(&mut self, doc: &Doc, node: Node, place: Place) -> Vec<Inline> {
        let bits = self.bits(doc, node, place.deeper());
        refine(&doc.page, bits, &mut self.faults)
    }

    fn inline_html(&mut self, page: &Page, range: Range<usize>, text: &str, bits: &mut Vec<Bit>) {
        for part in html::divide(page, range.clone(), &mut self.faults) {
            match part {
                Html::Comment(mut comment) => {
                    if let Some(inner) = html::inner(text) {
                        // How far a list sets its lines in is none of its text.
                        let lines = inner.split('\n').enumerate();
                        let lines = lines.map(|(i, it)| if i > 0 { it.trim_start() } else { it });
                        comment.text = unmask(&lines.collect::<Vec<_>>().join("\n"));
                    }
                    bits.push(Bit::Node(Box::new(Inline::Comment(comment)), range.clone()));
                }
                Html::Raw(raw) => {
                    self.faults.extend(html::fault(page, raw.clone()));
                    let text = unmask(&page.buffer[raw.clone()]);
                    let meta = Meta::at(page.span(raw.clone()));
                    bits.push(Bit::Node(Box::new(Inline::Text(Text { meta, text })), raw));
                }
            }
        }
    }

    fn link(
        &mut self,
        doc: &Doc,
        node: Node,
        link: &NodeLink,
        range: Range<usize>,
        place: Place,
        bits: &mut Vec<Bit>,
    ) {
        let page = &doc.page;
        let children = self.bits(doc, node, place.deeper());
        let from = children.last().map_or(range.start, |bit| bit.range().end);
        let url = unmask(&link.url);
        let url_span = address(page, &range, from, &url);
        let automatic = children
            .last()
            .is_some_and(|bit| bit.range().end + 1 >= range.end);
        let meta = Meta::at(page.span(range.clone()));
        let inlines = match automatic {
            true => plain(page, &children),
            false => refine(page, children.clone(), &mut self.faults),
        };
        let inline = match links::target(&url, url_span) {
            Err(fault) => {
                self.faults.push(*fault);
                bits.extend(children);
                return;
            }
            Ok(Target::Place { article, label }) => Inline::CrossReference(CrossReference {
                meta,
                article,
                label,
                inlines,
            }),
            Ok(Target::Address) => {
                if inlines.is_empty() {
                    let fault =
                        Diagnostic::error("empty-link", meta.span, "this link has no words");
                    self.faults
                        .push(fault.hint("write in the brackets where the link leads"));
                }
                Inline::Link(Link {
                    meta,
                    url: Spanned::new(url, url_span),
                    title: (!link.title.is_empty()).then(|| unmask(&link.title)),
                    inlines,
                })
            }
        };
        bits.push(Bit::Node(Box::new(inline), range));
    }

    fn image(
        &mut self,
        doc: &Doc,
        node: Node,
        link: &NodeLink,
        range: &Range<usize>,
        place: Place,
    ) -> Image {
        let page = &doc.page;
        let children = self.bits(doc, node, place.deeper());
        let from = children.last().map_or(range.start, |bit| bit.range().end);
        let source = unmask(&link.url);
        let span = address(page, range, from, &source);
        let mut meta = Meta::at(page.span(range.clone()));
        if !link.title.is_empty() {
            let title = unmask(&link.title);
            meta.attributes.pairs.push(("title".to_owned(), title));
        }
        Image {
            meta,
            source: Spanned::new(source, span),
            alt: self.alternative(page, children),
        }
    }

    /// What an image says to those who do not see it, as one text. A field stays as it is
    /// written: its value is the library's.
    fn alternative(&mut self, page: &Page, bits: Vec<Bit>) -> String {
        let inlines = refine(page, bits, &mut self.faults);
        let mut out = String::new();
        self.say(&inlines, &mut out);
        out.trim().to_owned()
    }

    fn say(&mut self, inlines: &[Inline], out: &mut String) {
        for inline in inlines {
            match inline {
                Inline::Field(n) => out.push_str(&format!("{{{{{}}}}}", n.name)),
                Inline::Citation(n) => {
                    let message = "a text alternative has no citations: this one is left out";
                    let fault = Diagnostic::warning("citation-in-alt", n.meta.span, message);
                    self.faults
                        .push(fault.hint("put it in the caption or the text"));
                }
                other if other.children().is_empty() => {
                    push_plain(std::slice::from_ref(other), out);
                }
                other => self.say(other.children(), out),
            }
        }
    }

    /// The label of a note; one written in the line is defined here.
    fn note_label(&mut self, doc: &Doc, name: &str, range: &Range<usize>, place: Place) -> String {
        let Some(definition) = doc.inline_notes.get(name) else {
            return self.scoped(&unmask(name));
        };
        let label = self.new_note_label();
        let inner = Place {
            depth: place.depth + 1,
            origin: Some(range.start + 2),
        };
        let mut blocks = Vec::new();
        let content = doc
            .page
            .span(range.start + 2..range.end.saturating_sub(1).max(range.start + 2));
        for paragraph in definition.children() {
            let bits = self.bits(doc, paragraph, inner);
            let inlines = refine(&doc.page, bits, &mut self.faults);
            blocks.push(Block::Paragraph(pamphlet_core::block::Paragraph {
                meta: Meta::at(content),
                inlines,
            }));
        }
        self.notes.push(NoteDefinition {
            meta: Meta::at(doc.page.span(range.clone())),
            label: label.clone(),
            blocks,
        });
        label
    }

    /// Reports `**` that stress nothing since a letter touches them on one side and a
    /// sign that belongs to the stressed words on the other: `per**(kg)**`.
    fn stray_stars(&mut self, page: &Page, bits: &[Bit]) {
        for bit in bits {
            let Bit::Words(piece) = bit else { continue };
            let mut at = 0;
            while let Some(found) = piece.text[at..].find("**").filter(|_| piece.literal) {
                let rest = &piece.text[at + found..];
                let length = rest.len() - rest.trim_start_matches('*').len();
                let start = piece.range.start + at + found;
                at += found + length;
                let before = page.buffer[page.skip.min(start)..start].chars().next_back();
                let behind = page.buffer[start + length..].chars().next();
                let (Some(before), Some(behind)) = (before, behind) else {
                    continue;
                };
                let opens = before.is_alphabetic() && "([{\"'«‹“‘„‚¿¡`$".contains(behind);
                let closes = ")]}\"'»›”’.,;:!?%`$".contains(before) && behind.is_alphabetic();
                if !opens && !closes {
                    continue;
                }
                let span = page.span(start..start + length);
                let message = "these stars stress nothing and are printed";
                self.faults
                    .push(Diagnostic::warning("stray-stars", span, message).hint(
                    "put a blank between the letter and the stars, or the sign outside of them; \
                         put a backslash before each star to print it",
                ));
            }
        }
    }

    /// Reports once that something is nested too deep.
    pub fn too_deep(&mut self, page: &Page, at: usize) {
        if !self.deep {
            self.deep = true;
            self.faults.push(parse::fault(page, at));
        }
    }
}

/// Words as they are, without looking for anything in them.
fn plain(page: &Page, bits: &[Bit]) -> Vec<Inline> {
    let mut out = crate::bits::Out::default();
    for bit in bits {
        match bit {
            Bit::Words(piece) => out.words(page, piece.clone()),
            Bit::Node(inline, _) => out.node((**inline).clone()),
        }
    }
    out.inlines
}

fn words(page: &Page, text: &str, range: &Range<usize>, cursor: usize, bits: &mut Vec<Bit>) {
    match align(page, text, range.start, cursor) {
        Some(pieces) => bits.extend(pieces.into_iter().map(Bit::Words)),
        None => bits.push(Bit::Words(Piece {
            text: unmask(text),
            range: range.clone(),
            literal: false,
        })),
    }
}

/// Where an address stands: exactly, or somewhere in its link.
fn address(page: &Page, range: &Range<usize>, from: usize, url: &str) -> Span {
    let find = |start: usize| {
        let text = page.buffer.get(start..range.end)?;
        let at = start + text.find(url)?;
        Some(page.span(at..at + url.len()))
    };
    let whole = page.span(range.clone());
    match url.is_empty() {
        true => whole,
        false => find(from).or_else(|| find(range.start)).unwrap_or(whole),
    }
}

fn code_span(page: &Page, range: &Range<usize>, literal: &str) -> Code {
    let written = &page.buffer[range.clone()];
    let ticks = written.len() - written.trim_start_matches('`').len();
    let (from, to) = (range.start + ticks, range.end.saturating_sub(ticks));
    Code {
        meta: Meta::at(page.span(range.clone())),
        // comrak makes a space of a line break, and leaves the half of one.
        text: unmask(&literal.replace('\r', "")),
        text_span: verbatim(page, from..to, literal),
    }
}

fn math_span(page: &Page, range: &Range<usize>, math: &NodeMath) -> Math {
    let fence = if math.display_math { 2 } else { 1 };
    let (from, to) = (range.start + fence, range.end.saturating_sub(fence));
    Math {
        meta: Meta::at(page.span(range.clone())),
        tex: match math.display_math {
            true => unmask(&math.literal).trim().to_owned(),
            false => unmask(&math.literal.replace('\r', "")).trim().to_owned(),
        },
        tex_span: verbatim(page, from..to, math.literal.trim()),
        alt: None,
        display: math.display_math,
    }
}

/// Where `text` stands within some bytes, white space around it set aside.
fn verbatim(page: &Page, range: Range<usize>, text: &str) -> Span {
    let found = page.buffer.get(range.clone()).and_then(|written| {
        let at = written.find(text)?;
        let rest = [&written[..at], &written[at + text.len()..]];
        rest.iter().all(|s| s.trim().is_empty()).then_some(at)
    });
    let changed = text.chars().any(crate::page::is_control) || text.contains('\r');
    match found {
        Some(at) if page.is_placed() && !changed => {
            page.span(range.start + at..range.start + at + text.len())
        }
        _ => Span::NONE,
    }
}
