//! Typst code as text, written so that data cannot become code: program text is
//! `&'static str`, and everything else goes through [`Code::string`].

use std::ops::Range;

use pamphlet_core::ignorable::is_ignorable;
use pamphlet_core::{NodeId, Span};

use super::long::Break;
use super::map::{Literal, SourceMap};

/// Typst counts bytes within a literal in 16 bits; longer words are split.
const LITERAL_BYTES: usize = 60_000;

/// Where words come from.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Origin {
    /// The node whose text it is; none for furniture.
    pub node: NodeId,
    /// Where the text stands, byte for byte.
    pub span: Span,
    /// Byte within the node's text at which it starts.
    pub byte: usize,
}

impl Origin {
    /// Words that belong to no text node: furniture, or made by the program.
    pub const NONE: Origin = Origin {
        node: NodeId::NONE,
        span: Span::NONE,
        byte: 0,
    };
}

/// Where lines may break within a text, beside its own rules.
#[derive(Clone, Copy, Default)]
pub(crate) struct Lines<'a> {
    /// Bytes of spaces at which no line may break.
    pub bound: &'a [usize],
    /// Signs at which one may or may not, or that turn the order of letters.
    pub breaks: &'a [Break],
}

/// Puts the sign for byte `at` into the value, if there is one; every byte of it
/// is one that the text does not have.
fn sign(at: usize, breaks: &[Break], value: &mut String, widened: &mut Vec<u32>) {
    if let Ok(i) = breaks.binary_search_by_key(&at, |(at, _)| *at) {
        let sign = breaks[i].1;
        widened.extend(std::iter::repeat_n(value.len() as u32, sign.len_utf8()));
        value.push(sign);
    }
}

/// Typst code in the making, with the map back to the author's bytes.
#[derive(Default)]
pub(crate) struct Code {
    out: String,
    map: SourceMap,
}

impl Code {
    /// Program text; never data.
    pub fn raw(&mut self, code: &'static str) {
        self.out.push_str(code);
    }

    /// A number.
    pub fn number(&mut self, value: f64) {
        let rounded = (value * 1000.0).round() / 1000.0;
        self.out.push_str(&format!("{rounded}"));
    }

    /// A length in points.
    pub fn points(&mut self, value: f64) {
        self.number(value);
        self.out.push_str("pt");
    }

    /// `true` or `false`.
    pub fn boolean(&mut self, value: bool) {
        self.out.push_str(if value { "true" } else { "false" });
    }

    /// The one way for data to enter: a string literal.
    pub fn string(&mut self, text: &str) {
        self.out.push('"');
        for c in text.chars() {
            match c {
                '\\' => self.out.push_str("\\\\"),
                '"' => self.out.push_str("\\\""),
                c if c.is_control() || is_format(c) => {
                    self.out.push_str(&format!("\\u{{{:x}}}", c as u32));
                }
                c => self.out.push(c),
            }
        }
        self.out.push('"');
    }

    /// A string or `none`.
    pub fn optional(&mut self, text: Option<&str>) {
        match text {
            Some(text) => self.string(text),
            None => self.raw("none"),
        }
    }

    /// A label, from an anchor of the edition.
    pub fn label(&mut self, anchor: &str) {
        self.raw("label(");
        self.string(anchor);
        self.raw(")");
    }

    /// `text("…")` for words of the edition, remembered in the map; several
    /// where they are long. Line breaks and tabs print as spaces.
    pub fn text(&mut self, text: &str, origin: Origin) {
        self.text_after("", text, origin, Lines::default());
    }

    /// The same, with a space of the program's before the words.
    pub fn text_after(&mut self, space: &str, text: &str, origin: Origin, lines: Lines<'_>) {
        let mut space = space;
        let mut start = 0;
        while start < text.len() {
            let mut end = (start + LITERAL_BYTES).min(text.len());
            while !text.is_char_boundary(end) {
                end -= 1;
            }
            if start > 0 {
                self.raw("\n");
            }
            self.piece(
                std::mem::take(&mut space),
                &text[start..end],
                start,
                origin,
                lines,
                end == text.len(),
            );
            start = end;
        }
    }

    /// A call of `raw` with literal characters: `open` is the call up to them.
    pub fn literal(&mut self, open: &'static str, text: &str, origin: Origin, breaks: &[Break]) {
        let before = self.out.len();
        let mut widened = Vec::new();
        let mut value = String::with_capacity(text.len());
        for (i, c) in text.char_indices() {
            sign(i, breaks, &mut value, &mut widened);
            value.push(c);
        }
        self.raw(open);
        self.string(&value);
        self.raw(")");
        self.remember(before, 0..text.len(), origin, 0, widened);
    }

    /// One call: `space`, then the words that stand at byte `start` of the text, which
    /// may be its last.
    fn piece(
        &mut self,
        space: &str,
        words: &str,
        start: usize,
        origin: Origin,
        lines: Lines<'_>,
        last: bool,
    ) {
        let before = self.out.len();
        let mut widened = Vec::new();
        let mut value = String::with_capacity(space.len() + words.len());
        value.push_str(space);
        for (i, c) in words.char_indices() {
            sign(start + i, lines.breaks, &mut value, &mut widened);
            match c {
                _ if lines.bound.contains(&(start + i)) => {
                    widened.push(value.len() as u32);
                    value.push('\u{a0}');
                }
                '\n' | '\r' | '\t' => value.push(' '),
                c => value.push(c),
            }
        }
        let range = start..start + words.len();
        if last {
            sign(range.end, lines.breaks, &mut value, &mut widened);
        }
        self.raw("text(");
        self.string(&value);
        self.raw(")");
        self.remember(before, range, origin, space.len(), widened);
    }

    fn remember(
        &mut self,
        before: usize,
        range: Range<usize>,
        origin: Origin,
        lead: usize,
        widened: Vec<u32>,
    ) {
        if origin.node == NodeId::NONE && origin.span.is_none() {
            return;
        }
        self.map.literal(Literal {
            range: before..self.out.len(),
            node: origin.node,
            byte: origin.byte + range.start,
            span: origin.span.slice(range),
            lead,
            widened,
        });
    }

    /// Takes over code without places, as equations are.
    pub fn append(&mut self, other: Code) {
        self.out.push_str(&other.out);
    }

    /// Where the next byte will stand.
    pub fn here(&self) -> usize {
        self.out.len()
    }

    /// How many signs the code since `start` has: letters of all scripts count the same.
    pub fn signs_since(&self, start: usize) -> usize {
        self.out[start..].chars().count()
    }

    /// Remembers that the code since `start` came from `span`.
    pub fn region(&mut self, start: usize, span: Span) {
        if !span.is_none() {
            self.map.region(start..self.out.len(), span);
        }
    }

    /// The code and its map.
    pub fn finish(self) -> (String, SourceMap) {
        (self.out, self.map)
    }
}

/// Characters that print nothing and could mislead whoever reads the code.
fn is_format(c: char) -> bool {
    is_ignorable(c) || matches!(c, '\u{2028}' | '\u{2029}' | '\u{a0}')
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_string_cannot_be_left() {
        let mut code = Code::default();
        code.string("\"#read(\\\n\u{202e}");
        assert_eq!(code.finish().0, r##""\"#read(\\\u{a}\u{202e}""##);
    }

    #[test]
    fn long_words_are_split_at_characters() {
        let mut code = Code::default();
        code.text(&"é".repeat(40_000), Origin::NONE);
        let (out, _) = code.finish();
        assert_eq!(out.matches("text(").count(), 2);
        assert_eq!(out.matches('é').count(), 40_000);
    }
}
