//! Terms and citations: what names an entry of another file.

use pamphlet_core::Diagnostic;
use pamphlet_core::inline::{Citation, CitationForm, CitationItem, Inline, Term};
use pamphlet_core::node::Meta;
use pamphlet_core::span::Spanned;

use super::{At, Char, Scan};
use crate::align::Piece;
use crate::bits::Bit;

/// Characters within `[[…]]`.
const TERM: usize = 400;
/// Characters within `[…@key…]`.
const CITATION: usize = 20_000;

impl Scan<'_> {
    /// `[[name]]` or `[[name|shown]]`.
    pub(super) fn term(&mut self) -> bool {
        let Some((_, start)) = self.rest() else {
            return false;
        };
        let chars = self.chars(self.at, TERM);
        let is = |i: usize, c: char| chars.get(i).is_some_and(|x| x.literal && x.c == c);
        let Some(end) = (2..chars.len()).find(|i| is(*i, ']') && is(*i + 1, ']')) else {
            return false;
        };
        let inner = &chars[2..end];
        if inner.iter().any(|x| x.literal && x.c == '[') {
            return false;
        }
        let bar = inner.iter().position(|x| x.c == '|');
        let name = self.spanned(&inner[..bar.unwrap_or(inner.len())]);
        let shown = bar.map(|bar| self.spanned(&inner[bar + 1..]));
        let after = chars[end + 1].byte + 1;
        let Some(position) = self.position(after) else {
            return false;
        };
        let span = self.page.span(start..after);
        let empty = |s: &Spanned<String>| s.value.is_empty();
        if empty(&name) || shown.as_ref().is_some_and(empty) {
            let fault = Diagnostic::error("empty-term", span, "this term has no name");
            self.faults
                .push(fault.hint("write `[[term]]` or `[[term|shown words]]`"));
            return false;
        }
        self.at = position;
        self.out().node(Inline::Term(Term {
            meta: Meta::at(span),
            name,
            shown,
        }));
        true
    }

    /// Words without white space around them.
    fn spanned(&self, chars: &[Char]) -> Spanned<String> {
        let blank = |x: &Char| x.c.is_whitespace();
        let from = chars.iter().position(|x| !blank(x)).unwrap_or(chars.len());
        let to = chars
            .iter()
            .rposition(|x| !blank(x))
            .map_or(from, |i| i + 1);
        let chars = &chars[from..to];
        let value: String = chars.iter().map(|x| x.c).collect();
        let start = chars.first().map_or(0, |x| x.byte);
        let end = chars.last().map_or(start, |x| x.byte + x.c.len_utf8());
        Spanned::new(value, self.page.span(start..end))
    }

    /// `[see @key, p. 3; -@other]`: everything from the open bracket to `end`.
    pub(super) fn citation(&mut self, end: At, bracket: &Piece) -> bool {
        let Some(frame) = self.frames.last().filter(|frame| frame.key) else {
            return false;
        };
        let (Some(start), Some(open)) = (frame.start, &frame.bracket) else {
            return false;
        };
        let open = open.range.start;
        let mut chars = self.chars(start, CITATION);
        let close = chars.iter().position(|x| x.byte >= bracket.range.start);
        let span = self.page.span(open..bracket.range.end);
        let Some(close) = close else {
            let fault = Diagnostic::error(
                "citation-markup",
                span,
                "there is mark-up within this citation",
            );
            self.faults
                .push(fault.hint("write plain words around the keys"));
            return false;
        };
        debug_assert!(end.bit < self.bits.len());
        chars.truncate(close);
        let mut items = Vec::new();
        for part in chars.split(|x| x.literal && x.c == ';') {
            match self.citation_item(part) {
                Some(item) => items.push(item),
                None => {
                    let fault = Diagnostic::error(
                        "citation-without-key",
                        span,
                        "a part of this citation has no `@key`",
                    );
                    self.faults.push(
                        fault.hint("only whole references stand between semicolons; use a comma"),
                    );
                    return false;
                }
            }
        }
        self.frames.pop();
        self.out().node(Inline::Citation(Citation {
            meta: Meta::at(span),
            form: CitationForm::Bracketed,
            items,
        }));
        true
    }

    fn citation_item(&self, chars: &[Char]) -> Option<CitationItem> {
        let starts = |i: usize| {
            let before = i.checked_sub(1).map(|p| chars[p].c);
            chars[i].literal && chars[i].c == '@' && may_precede(before)
        };
        let at = (0..chars.len()).find(|i| starts(*i) && key_length(&chars[i + 1..]) > 0)?;
        let length = key_length(&chars[at + 1..]);
        let words = |chars: &[Char]| chars.iter().map(|x| x.c).collect::<String>();
        let suppress_author = at > 0 && chars[at - 1].c == '-';
        let prefix = words(&chars[..at - usize::from(suppress_author)]);
        let rest = words(&chars[at + 1 + length..]);
        let rest = rest.trim();
        Some(CitationItem {
            key: self.spanned(&chars[at + 1..at + 1 + length]),
            prefix: prefix.trim().to_owned(),
            locator: rest.strip_prefix(',').unwrap_or(rest).trim().to_owned(),
            suppress_author,
        })
    }

    /// `@key` in the sentence, or `@{key}` where a letter stands beside it.
    pub(super) fn in_sentence(&mut self, start: usize) -> bool {
        let before = self.page.buffer[self.page.skip.min(start)..start]
            .chars()
            .next_back();
        let behind_node = self.at.byte == 0
            && self.at.bit > 0
            && matches!(self.bits.get(self.at.bit - 1), Some(Bit::Node(..)));
        let chars = self.chars(self.at, 200);
        let is = |i: usize, c: char| chars.get(i).is_some_and(|x| x.literal && x.c == c);
        let braced = usize::from(is(1, '{'));
        if !behind_node && braced == 0 && !may_precede(before) {
            return false;
        }
        let key = 1 + braced;
        let length = key_length(chars.get(key..).unwrap_or_default());
        if length == 0 || braced > 0 && !is(key + length, '}') {
            return false;
        }
        let Some(last) = chars.get(key + length - 1 + braced) else {
            return false;
        };
        let end = last.byte + last.c.len_utf8();
        let Some(position) = self.position(end) else {
            return false;
        };
        let key = self.spanned(&chars[key..key + length]);
        self.at = position;
        if let Some(frame) = self.frames.last_mut() {
            frame.key = true;
        }
        let meta = Meta::at(self.page.span(start..end));
        self.out().node(Inline::Citation(Citation {
            meta,
            form: CitationForm::InSentence,
            items: vec![CitationItem {
                key,
                prefix: String::new(),
                locator: String::new(),
                suppress_author: false,
            }],
        }));
        true
    }
}

/// Whether a citation may start behind a character: not within words or mail
/// addresses.
pub(crate) fn may_precede(c: Option<char>) -> bool {
    c.is_none_or(|c| !c.is_alphanumeric() && !matches!(c, '_' | '.' | '+' | '/' | '@' | '\\'))
}

/// How many characters at the start are a key: letters, digits, `_`, and
/// `:.-+/` between them.
fn key_length(chars: &[Char]) -> usize {
    let word = |x: &Char| x.literal && (x.c.is_alphanumeric() || x.c == '_');
    let mut length = 0;
    for (i, x) in chars.iter().enumerate() {
        let inner = i > 0
            && x.literal
            && matches!(x.c, ':' | '.' | '-' | '+' | '/')
            && chars.get(i + 1).is_some_and(word);
        if !word(x) && !inner {
            break;
        }
        length = i + 1;
    }
    length
}
