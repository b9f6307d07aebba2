//! What stands in a line, between comrak's nodes and our inlines: words with
//! the bytes they were written with, and finished inlines among them.

use std::ops::Range;

use pamphlet_core::inline::{Inline, Text};
use pamphlet_core::node::{Attributes, Meta};

use crate::align::Piece;
use crate::attributes;
use crate::page::Page;

/// Words or a finished inline.
#[derive(Clone, Debug)]
pub enum Bit {
    /// Words.
    Words(Piece),
    /// A finished inline and the bytes that it covers.
    Node(Box<Inline>, Range<usize>),
}

impl Bit {
    /// The bytes that it covers.
    pub fn range(&self) -> &Range<usize> {
        match self {
            Bit::Words(piece) => &piece.range,
            Bit::Node(_, range) => range,
        }
    }
}

/// Inlines in the making: neighbouring words become one node as long as they
/// are written as they read.
#[derive(Default)]
pub struct Out {
    /// The inlines so far.
    pub inlines: Vec<Inline>,
    /// Where the last literal words ended.
    tail: Option<usize>,
}

impl Out {
    /// Adds words.
    pub fn words(&mut self, page: &Page, piece: Piece) {
        if piece.text.is_empty() {
            return;
        }
        let place = |byte: usize| page.span(byte..byte);
        let follows = self.tail.map(place) == Some(place(piece.range.start));
        let joins = !page.is_placed() || (piece.literal && follows);
        if joins && let Some(Inline::Text(last)) = self.inlines.last_mut() {
            last.text.push_str(&piece.text);
            last.meta.span = last.meta.span.join(page.span(piece.range.clone()));
        } else {
            self.inlines.push(Inline::Text(Text {
                meta: Meta::at(page.span(piece.range.clone())),
                text: piece.text,
            }));
        }
        self.tail = piece.literal.then_some(piece.range.end);
    }

    /// Adds a finished inline.
    pub fn node(&mut self, inline: Inline) {
        self.inlines.push(inline);
        self.tail = None;
    }

    /// Adds all of another.
    pub fn append(&mut self, page: &Page, other: Out) {
        if other.inlines.is_empty() {
            return;
        }
        let joins = match other.inlines.first() {
            Some(Inline::Text(text)) => self.joins(page, text),
            _ => false,
        };
        let mut inlines = other.inlines.into_iter();
        if joins
            && let Some(Inline::Text(last)) = self.inlines.last_mut()
            && let Some(Inline::Text(text)) = inlines.next()
        {
            last.text.push_str(&text.text);
            last.meta.span = last.meta.span.join(text.meta.span);
        }
        self.inlines.extend(inlines);
        self.tail = other.tail;
    }

    /// Whether text follows the last literal words without a gap.
    fn joins(&self, page: &Page, text: &Text) -> bool {
        let literal = text.meta.span.range().len() == text.text.len();
        let next = self.tail.map(|end| page.span(end..end).start());
        let last = matches!(self.inlines.last(), Some(Inline::Text(_)));
        let follows = literal && next == Some(text.meta.span.start());
        last && (follows || !page.is_placed())
    }
}

/// Takes attributes in braces off the end of a line, with the space before them.
pub fn take_attributes(page: &Page, bits: &mut Vec<Bit>) -> Option<Attributes> {
    let trailing = |bit: &Bit| match bit {
        Bit::Words(piece) => piece.text.trim().is_empty(),
        Bit::Node(..) => false,
    };
    let last = bits.iter().rposition(|bit| !trailing(bit))?;
    let Bit::Words(piece) = &bits[last] else {
        return None;
    };
    let end = piece.range.start + piece.text.trim_end().len();
    if !piece.literal {
        return None;
    }
    let line = page.buffer[..end].rfind('\n').map_or(0, |i| i + 1);
    let from = bits[0].range().start.max(line).max(page.skip);
    let (attributes, start) = attributes::before(page, from, end)?;
    let before = page.buffer[from..start].chars().next_back();
    let separate = before.is_none_or(|c| c.is_whitespace());
    if !separate || !cut(bits, start) {
        return None;
    }
    trim_end(bits);
    Some(attributes)
}

/// Drops everything from a byte on, unless the byte lies within a node.
pub fn cut(bits: &mut Vec<Bit>, start: usize) -> bool {
    let inside = |bit: &Bit| bit.range().start < start && start < bit.range().end;
    let splits = |bit: &Bit| match bit {
        Bit::Words(piece) => piece.literal,
        Bit::Node(..) => false,
    };
    if bits.iter().any(|bit| inside(bit) && !splits(bit)) {
        return false;
    }
    bits.retain(|bit| bit.range().start < start);
    if let Some(Bit::Words(piece)) = bits.last_mut()
        && piece.range.end > start
    {
        piece.text.truncate(start - piece.range.start);
        piece.range.end = start;
    }
    true
}

/// Drops white space at the end.
pub fn trim_end(bits: &mut Vec<Bit>) {
    while let Some(Bit::Words(piece)) = bits.last_mut() {
        if !piece.literal {
            return;
        }
        let length = piece.text.trim_end().len();
        piece.text.truncate(length);
        piece.range.end = piece.range.start + length;
        if length > 0 {
            return;
        }
        bits.pop();
    }
}

/// Drops the first `length` bytes, which are literal words, and white space.
pub fn drop_start(bits: &mut Vec<Bit>, length: usize) {
    if let Some(Bit::Words(piece)) = bits.first_mut()
        && piece.literal
    {
        piece.text.replace_range(..length.min(piece.text.len()), "");
        piece.range.start += length;
        let spaces = piece.text.len() - piece.text.trim_start().len();
        piece.text.replace_range(..spaces, "");
        piece.range.start += spaces;
        if piece.text.is_empty() {
            bits.remove(0);
        }
    }
}

/// The literal words at the start.
pub fn start(bits: &[Bit]) -> &str {
    match bits.first() {
        Some(Bit::Words(piece)) if piece.literal => &piece.text,
        _ => "",
    }
}
