//! Finds in words what comrak does not know: terms, citations, fields, phrases,
//! attributes behind an inline, calls for notes that do not exist.

mod keys;

use pamphlet_core::Diagnostic;
use pamphlet_core::inline::{Field, Inline, Text, Wrapped};
use pamphlet_core::node::{Attributes, Meta};

use crate::align::Piece;
use crate::attributes;
use crate::bits::{Bit, Out};
use crate::page::Page;

pub(crate) use keys::may_precede;

/// Brackets that may be open at once; further ones are words.
const OPEN: usize = 100;
/// Bytes within `{{…}}`.
const FIELD: usize = 400;

/// Turns bits into inlines.
pub fn refine(page: &Page, bits: Vec<Bit>, faults: &mut Vec<Diagnostic>) -> Vec<Inline> {
    let mut scan = Scan {
        page,
        bits,
        at: At { bit: 0, byte: 0 },
        frames: vec![Frame::default()],
        faults,
    };
    scan.run();
    while scan.frames.len() > 1 {
        scan.leave_as_words(None);
    }
    scan.frames.pop().unwrap_or_default().out.inlines
}

#[derive(Clone, Copy)]
struct At {
    bit: usize,
    /// Byte within the bit's words.
    byte: usize,
}

/// An open bracket with what follows it.
#[derive(Default)]
struct Frame {
    bracket: Option<Piece>,
    start: Option<At>,
    out: Out,
    /// Whether a key was seen.
    key: bool,
}

/// A character with its place.
#[derive(Clone, Copy)]
struct Char {
    c: char,
    byte: usize,
    literal: bool,
}

struct Scan<'p> {
    page: &'p Page,
    bits: Vec<Bit>,
    at: At,
    frames: Vec<Frame>,
    faults: &'p mut Vec<Diagnostic>,
}

impl Scan<'_> {
    fn run(&mut self) {
        while let Some(bit) = self.bits.get(self.at.bit) {
            match bit {
                Bit::Node(inline, range) => {
                    let (mut inline, end) = ((**inline).clone(), range.end);
                    self.next_bit();
                    if takes_attributes(&inline) {
                        self.attributes_behind(&mut inline, end);
                    }
                    self.check(&inline);
                    self.out().node(inline);
                }
                Bit::Words(piece) if !piece.literal => {
                    let piece = piece.clone();
                    self.next_bit();
                    self.push(piece);
                }
                Bit::Words(_) => self.words(),
            }
        }
    }

    fn out(&mut self) -> &mut Out {
        if self.frames.is_empty() {
            self.frames.push(Frame::default());
        }
        let last = self.frames.len() - 1;
        &mut self.frames[last].out
    }

    fn push(&mut self, piece: Piece) {
        let page = self.page;
        self.out().words(page, piece);
    }

    fn next_bit(&mut self) {
        self.at = At {
            bit: self.at.bit + 1,
            byte: 0,
        };
    }

    /// The rest of the literal words that the scan is in, and their first byte.
    fn rest(&self) -> Option<(&str, usize)> {
        match self.bits.get(self.at.bit)? {
            Bit::Words(piece) if piece.literal => Some((
                piece.text.get(self.at.byte..)?,
                piece.range.start + self.at.byte,
            )),
            _ => None,
        }
    }

    /// Takes `length` bytes of the literal words that the scan is in.
    fn take(&mut self, length: usize) -> Piece {
        let (text, start) = self.rest().unwrap_or(("", 0));
        let length = length.min(text.len());
        let piece = Piece {
            text: text[..length].to_owned(),
            range: start..start + length,
            literal: true,
        };
        self.at.byte += length;
        if self.rest().is_none_or(|(text, _)| text.is_empty()) {
            self.next_bit();
        }
        piece
    }

    fn words(&mut self) {
        let Some((rest, start)) = self.rest() else {
            return self.next_bit();
        };
        let special = rest.find(['[', ']', '@', '{', '^']);
        match special {
            None => {
                let piece = self.take(rest.len().max(1));
                self.push(piece);
            }
            Some(0) => {
                let first = rest.as_bytes()[0];
                let done = match first {
                    b'[' => self.open(),
                    b']' => self.close(),
                    b'@' => self.in_sentence(start),
                    b'{' => self.braces(start),
                    _ => self.superscript(),
                };
                if !done {
                    let piece = self.take(1);
                    self.push(piece);
                }
            }
            Some(length) => {
                let piece = self.take(length);
                self.push(piece);
            }
        }
    }

    fn open(&mut self) -> bool {
        if self.rest().is_some_and(|(rest, _)| rest.starts_with("[[")) && self.term() {
            return true;
        }
        if self.frames.len() > OPEN {
            return false;
        }
        let bracket = self.take(1);
        self.frames.push(Frame {
            bracket: Some(bracket),
            start: Some(self.at),
            ..Frame::default()
        });
        true
    }

    fn close(&mut self) -> bool {
        if self.frames.len() < 2 {
            return false;
        }
        let end = self.at;
        let bracket = self.take(1);
        if self.citation(end, &bracket) || self.phrase(&bracket) {
            return true;
        }
        self.missing_note(&bracket);
        self.leave_as_words(Some(bracket));
        true
    }

    /// A bracket that means nothing: its words join those before it.
    fn leave_as_words(&mut self, close: Option<Piece>) {
        let Some(frame) = self.frames.pop() else {
            return;
        };
        if let Some(open) = frame.bracket {
            self.push(open);
        }
        let page = self.page;
        self.out().append(page, frame.out);
        if let Some(close) = close {
            self.push(close);
        }
        if let Some(outer) = self.frames.last_mut() {
            outer.key |= frame.key;
        }
    }

    fn phrase(&mut self, bracket: &Piece) -> bool {
        let Some((attributes, end)) = attributes::at(self.page, bracket.range.end) else {
            return false;
        };
        let Some(after) = self.position(end) else {
            return false;
        };
        let Some(frame) = self.frames.pop() else {
            return false;
        };
        self.at = after;
        self.forget(self.page.span(bracket.range.end..end));
        let start = frame.bracket.map_or(bracket.range.start, |b| b.range.start);
        let meta = Meta::with(self.page.span(start..end), attributes);
        self.out().node(Inline::Phrase(Wrapped {
            meta,
            inlines: frame.out.inlines,
        }));
        true
    }

    /// Where the scan goes on behind a byte, unless that is within a node.
    fn position(&self, byte: usize) -> Option<At> {
        let mut at = self.at;
        while let Some(bit) = self.bits.get(at.bit) {
            let range = bit.range();
            if range.end <= byte {
                at = At {
                    bit: at.bit + 1,
                    byte: 0,
                };
                continue;
            }
            if range.start >= byte {
                return Some(At { byte: 0, ..at });
            }
            return match bit {
                Bit::Words(piece) if piece.literal => Some(At {
                    byte: byte - range.start,
                    ..at
                }),
                _ => None,
            };
        }
        Some(at)
    }

    fn attributes_behind(&mut self, inline: &mut Inline, end: usize) {
        let display = matches!(inline, Inline::Math(math) if math.display);
        let Some((rest, start)) = self.rest().filter(|(_, start)| *start == end) else {
            return;
        };
        // Quarto writes a space between a display formula and its label.
        let braces = match display {
            true => start + rest.len() - rest.trim_start_matches(' ').len(),
            false => start,
        };
        let Some((attributes, after)) = attributes::at(self.page, braces) else {
            return;
        };
        let Some(position) = self.position(after) else {
            return;
        };
        self.at = position;
        give(inline, attributes);
        let braces = self.page.span(braces..after);
        self.forget(braces);
        let meta = inline.meta_mut();
        meta.span = meta.span.join(braces);
    }

    /// Drops what was said of words that turned out to be attributes.
    fn forget(&mut self, braces: pamphlet_core::Span) {
        if self.page.is_placed() {
            let outside = |fault: &Diagnostic| fault.span.join(braces) != braces;
            self.faults.retain(outside);
        }
    }

    /// What can be said of a finished inline once its attributes are known.
    fn check(&mut self, inline: &Inline) {
        if let Inline::Image(image) = inline
            && image.alt.is_empty()
            && !image.is_decorative()
        {
            self.faults.push(missing_alt(image.meta.span));
        }
    }

    /// Characters from a place on; a node ends them, a line break is a space.
    fn chars(&self, from: At, limit: usize) -> Vec<Char> {
        let mut out = Vec::new();
        let mut skip = from.byte;
        for bit in self.bits.get(from.bit..).unwrap_or_default() {
            match bit {
                Bit::Words(piece) => {
                    let text = piece.text.get(skip..).unwrap_or("");
                    let room = limit.saturating_sub(out.len()).saturating_add(1);
                    out.extend(text.char_indices().take(room).map(|(i, c)| Char {
                        c,
                        byte: piece.range.start + if piece.literal { skip + i } else { 0 },
                        literal: piece.literal,
                    }));
                }
                Bit::Node(inline, range) if matches!(**inline, Inline::SoftBreak(_)) => {
                    out.push(Char {
                        c: ' ',
                        byte: range.start,
                        literal: true,
                    })
                }
                Bit::Node(..) => break,
            }
            skip = 0;
            if out.len() > limit {
                break;
            }
        }
        out
    }

    /// `{{field}}`, or attributes behind nothing that takes them.
    fn braces(&mut self, start: usize) -> bool {
        let Some((rest, _)) = self.rest() else {
            return false;
        };
        let Some(inner) = rest.strip_prefix("{{") else {
            if let Some((_, end)) = attributes::at(self.page, start) {
                let fault = Diagnostic::warning(
                    "stray-attributes",
                    self.page.span(start..end),
                    "these attributes stand behind nothing that takes them and are printed",
                );
                self.faults.push(fault.hint(
                    "put the words in brackets: `[words]{…}`; put a backslash before `{` to print it",
                ));
            } else if let Some(written) = rest.strip_prefix("{lang=")
                && let Some(length) = written.find(['}', '{'])
                && written[length..].starts_with('}')
            {
                let tag = start + "{lang=".len();
                let span = self.page.span(tag..tag + length);
                let tag = written[..length].trim_matches(['"', '\'', ' ']);
                self.faults.push(crate::labels::no_language(tag, span));
            }
            return false;
        };
        let mut window = inner.len().min(FIELD);
        while !inner.is_char_boundary(window) {
            window -= 1;
        }
        let Some(length) = inner[..window].find("}}") else {
            return false;
        };
        let name = inner[..length].trim().to_owned();
        let end = start + length + 4;
        let span = self.page.span(start..end);
        if !is_field_name(&name) {
            let fault = Diagnostic::error(
                "field-name",
                span,
                format!("`{name}` is not the name of a field"),
            );
            let hint = match name.starts_with(['<', '%']) {
                true => {
                    "Quarto's shortcodes are not taken; write the text itself, or `::: use NAME` for shared text"
                }
                false => "write `{{contact.phone}}`; put a backslash before `{` to print it",
            };
            self.faults.push(fault.hint(hint));
            let piece = self.take(length + 4);
            self.push(piece);
            return true;
        }
        self.take(length + 4);
        self.out().node(Inline::Field(Field {
            meta: Meta::at(span),
            name,
        }));
        true
    }

    /// `x^2^` within brackets, where comrak does not look for it.
    fn superscript(&mut self) -> bool {
        if self.frames.len() < 2 {
            return false;
        }
        let Some((rest, start)) = self.rest() else {
            return false;
        };
        let inner = &rest[1..];
        let end = inner.find(|c: char| c == '^' || c.is_whitespace() || "[]{}@".contains(c));
        let Some(length) = end.filter(|end| *end > 0 && inner[*end..].starts_with('^')) else {
            return false;
        };
        let text = inner[..length].to_owned();
        let span = self.page.span(start..start + length + 2);
        let words = self.page.span(start + 1..start + 1 + length);
        self.take(length + 2);
        self.out().node(Inline::Superscript(Wrapped {
            meta: Meta::at(span),
            inlines: vec![Inline::Text(Text {
                meta: Meta::at(words),
                text,
            })],
        }));
        true
    }

    /// `[^label]` for which there is no definition.
    fn missing_note(&mut self, bracket: &Piece) {
        let Some(open) = self.frames.last().and_then(|frame| frame.bracket.as_ref()) else {
            return;
        };
        let start = open.range.start;
        let written = &self.page.buffer[start..bracket.range.end];
        let Some(label) = written.strip_prefix("[^").and_then(|s| s.strip_suffix(']')) else {
            return;
        };
        if label.is_empty() || label.contains(char::is_whitespace) {
            return;
        }
        let span = self.page.span(start..bracket.range.end);
        let fault = Diagnostic::error(
            "unknown-footnote",
            span,
            format!("there is no footnote `{label}`"),
        );
        self.faults
            .push(fault.hint(format!("write `[^{label}]: text` on a line of its own")));
    }
}

/// The error for an image that says nothing to those who do not see it.
pub fn missing_alt(span: pamphlet_core::Span) -> Diagnostic {
    Diagnostic::error("missing-alt", span, "this image has no text alternative").hint(
        "say in the brackets what the image shows; an image that says nothing gets `{.decorative}`",
    )
}

fn takes_attributes(inline: &Inline) -> bool {
    match inline {
        Inline::Code(_)
        | Inline::Math(_)
        | Inline::Link(_)
        | Inline::CrossReference(_)
        | Inline::Image(_) => true,
        Inline::Text(_)
        | Inline::SoftBreak(_)
        | Inline::HardBreak(_)
        | Inline::Emphasis(_)
        | Inline::Strong(_)
        | Inline::Strikethrough(_)
        | Inline::Subscript(_)
        | Inline::Superscript(_)
        | Inline::Phrase(_)
        | Inline::Citation(_)
        | Inline::Term(_)
        | Inline::Field(_)
        | Inline::NoteCall(_)
        | Inline::Comment(_) => false,
    }
}

/// Gives an inline its attributes; `alt` of math is a field of its own.
pub fn give(inline: &mut Inline, mut attributes: Attributes) {
    if let Inline::Math(math) = inline
        && let Some(i) = attributes.pairs.iter().position(|(key, _)| key == "alt")
    {
        math.alt = Some(attributes.pairs.remove(i).1);
    }
    let own = &mut inline.meta_mut().attributes;
    let mut pairs = Attributes::from(std::mem::take(own)).pairs;
    pairs.append(&mut attributes.pairs);
    attributes.pairs = pairs;
    *own = attributes.into();
}

fn is_field_name(name: &str) -> bool {
    let is = |c: char| c.is_alphanumeric() || matches!(c, '.' | '-' | '_');
    name.starts_with(char::is_alphanumeric) && name.chars().all(is)
}
