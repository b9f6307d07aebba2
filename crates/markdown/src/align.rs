//! Lays words that comrak gave back over the bytes they were written with, and
//! splits them wherever the two differ: at escapes, entities, control characters.

use std::ops::Range;

use crate::page::{JOINT, Page, is_control, unmask_char};
use crate::parse;

/// Words and the bytes of the buffer that they were written with.
#[derive(Clone, Debug, PartialEq)]
pub struct Piece {
    /// The words.
    pub text: String,
    /// The bytes.
    pub range: Range<usize>,
    /// Whether words and bytes are the same.
    pub literal: bool,
}

/// How many places are tried where comrak's position is not right.
const TRIES: usize = 4_096;

/// The pieces of `text`, which should start at the byte `start`; else it is
/// searched from `cursor` on. None: it is not there.
pub fn align(page: &Page, text: &str, start: usize, cursor: usize) -> Option<Vec<Piece>> {
    let start = with_backslash(&page.buffer, start, cursor);
    if let Some(pieces) = align_at(&page.buffer, text, start) {
        return Some(pieces);
    }
    let limit = (cursor + TRIES).min(page.buffer.len());
    (cursor..limit)
        .filter(|at| page.buffer.is_char_boundary(*at))
        .find_map(|at| align_at(&page.buffer, text, at))
}

/// comrak lets words that start with an escape start behind its backslash.
fn with_backslash(source: &str, start: usize, cursor: usize) -> usize {
    let before = source.get(cursor.min(start)..start).unwrap_or("");
    let backslashes = before.len() - before.trim_end_matches('\\').len();
    let next = source.as_bytes().get(start);
    match backslashes % 2 == 1 && next.is_some_and(u8::is_ascii_punctuation) {
        true => start - 1,
        false => start,
    }
}

fn align_at(source: &str, text: &str, start: usize) -> Option<Vec<Piece>> {
    let mut pieces: Vec<Piece> = Vec::new();
    let (mut at, mut rest) = (start, text);
    while let Some(c) = rest.chars().next() {
        let written = source.get(at..)?;
        if c == JOINT && written.starts_with(JOINT) {
            at += c.len_utf8();
            rest = &rest[c.len_utf8()..];
            continue;
        }
        let (words, length, taken) = step(written, rest, c)?;
        let literal = taken == words.len() && length == taken && !is_control(c);
        let range = at..at + length;
        match pieces.last_mut() {
            Some(last) if literal && last.literal && last.range.end == at => {
                last.text.push_str(&words);
                last.range.end = range.end;
            }
            _ => pieces.push(Piece {
                text: words,
                range,
                literal,
            }),
        }
        at += length;
        rest = &rest[taken..];
    }
    Some(pieces)
}

/// The words of the next step, how many bytes of the source it covers, and how
/// many of the text.
fn step(written: &str, rest: &str, c: char) -> Option<(String, usize, usize)> {
    let first = written.chars().next()?;
    if first == '\\' {
        let next = written[1..].chars().next();
        if next == Some(c) && c.is_ascii_punctuation() {
            return Some((unmask_char(c).to_string(), 1 + c.len_utf8(), c.len_utf8()));
        }
    }
    if first == '&'
        && let Some((entity, meaning)) = entity(written)
        && rest.starts_with(&meaning)
    {
        let words = meaning.chars().map(unmask_char).collect();
        return Some((words, entity, meaning.len()));
    }
    (first == c).then(|| (unmask_char(c).to_string(), c.len_utf8(), c.len_utf8()))
}

/// The length of the entity at the start, and what it means.
fn entity(written: &str) -> Option<(usize, String)> {
    let end = written.bytes().take(40).position(|b| b == b';')? + 1;
    let name = &written[1..end - 1];
    let shape = name.strip_prefix('#').unwrap_or(name);
    if shape.is_empty() || !shape.bytes().all(|b| b.is_ascii_alphanumeric()) {
        return None;
    }
    let meaning = parse::entity(&written[..end])?;
    (meaning != written[..end]).then_some((end, meaning))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn words_split_where_the_source_differs() {
        let pieces = align_at(r"x a &amp; b \* c", "a & b * c", 2).unwrap_or_default();
        let shown: Vec<_> = pieces
            .iter()
            .map(|p| (p.text.as_str(), p.range.clone(), p.literal))
            .collect();
        assert_eq!(
            shown,
            [
                ("a ", 2..4, true),
                ("&", 4..9, false),
                (" b ", 9..12, true),
                ("*", 12..14, false),
                (" c", 14..16, true),
            ]
        );
        assert_eq!(align_at(r"\\", r"\", 0).map(|p| p.len()), Some(1));
        assert_eq!(align_at("abc", "abd", 0), None);
    }
}
