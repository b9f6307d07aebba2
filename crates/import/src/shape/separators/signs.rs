//! The pasted sign `∞`: two in a sentence are dashes, one is a colon. Other
//! separators: a hyphen between blanks is a dash, a colon has no blank before it.

use pamphlet_core::inline::Inline;

use super::Done;
use crate::report::Kind;

const SIGN: char = '∞';

/// A sign that separates words.
struct Sign {
    /// The number of its inline.
    inline: usize,
    /// Its byte.
    byte: usize,
    /// The number of its sentence.
    sentence: usize,
}

/// What a sign is.
#[derive(Clone, Copy, PartialEq)]
enum Role {
    Dash,
    Colon,
    /// Nothing: at the start or end of the words.
    Edge,
}

/// Turns signs into dashes and colons.
pub fn settle(inlines: &mut [Inline], done: &mut Vec<Done>) {
    let signs = find(inlines);
    if signs.is_empty() {
        return;
    }
    let roles = roles(&signs, inlines, done);
    let mut next = 0;
    for (index, inline) in inlines.iter_mut().enumerate() {
        let Inline::Text(text) = inline else { continue };
        let mut out = String::with_capacity(text.text.len());
        let mut said = 0;
        while let Some(sign) = signs.get(next).filter(|it| it.inline == index) {
            let before = text.text.get(said..sign.byte).unwrap_or("");
            out.push_str(before.trim_end());
            out.push_str(match roles[next] {
                Role::Dash => " – ",
                Role::Colon => ": ",
                Role::Edge => " ",
            });
            said = sign.byte + SIGN.len_utf8();
            let rest = &text.text[said..];
            said += rest.len() - rest.trim_start().len();
            next += 1;
        }
        if said > 0 {
            out.push_str(&text.text[said..]);
            text.text = out;
        }
    }
}

fn find(inlines: &[Inline]) -> Vec<Sign> {
    let mut signs = Vec::new();
    // Most words have none, and looking for one byte after another is dear.
    let has_sign = |it: &Inline| matches!(it, Inline::Text(n) if n.text.contains(SIGN));
    if !inlines.iter().any(has_sign) {
        return signs;
    }
    let mut sentence = 0;
    for (index, inline) in inlines.iter().enumerate() {
        let Inline::Text(text) = inline else { continue };
        let text = &text.text;
        let mut ended = false;
        let mut before: Option<char> = None;
        for (byte, c) in text.char_indices() {
            if c == SIGN {
                let after = text[byte + c.len_utf8()..].chars().next();
                let blank = |c: Option<char>, outer: bool| c.map_or(outer, char::is_whitespace);
                let word = |c: Option<char>| c.is_some_and(char::is_alphabetic);
                let (first, last) = (index == 0, index + 1 == inlines.len());
                let apart = match (blank(before, first), blank(after, last)) {
                    (true, true) => true,
                    (true, false) => word(after),
                    (false, true) => word(before),
                    (false, false) => false,
                };
                if apart {
                    signs.push(Sign {
                        inline: index,
                        byte,
                        sentence,
                    });
                }
            }
            if c.is_whitespace() && ended {
                sentence += 1;
            }
            ended = matches!(c, '.' | '?' | '!') || (ended && matches!(c, '”' | '’' | ')' | '"'));
            before = Some(c);
        }
    }
    signs
}

fn roles(signs: &[Sign], inlines: &[Inline], done: &mut Vec<Done>) -> Vec<Role> {
    let mut roles = Vec::with_capacity(signs.len());
    let mut at = 0;
    while at < signs.len() {
        let of = signs[at..]
            .iter()
            .take_while(|it| it.sentence == signs[at].sentence);
        let inner: Vec<&Sign> = of.collect();
        let count = inner.len();
        let edges: Vec<bool> = inner.iter().map(|it| edge(it, inlines)).collect();
        let real = edges.iter().filter(|it| !**it).count();
        let (role, confidence, message) = match real {
            0 => (Role::Edge, 85, "a `∞` with no words beside it is left out"),
            1 => (Role::Colon, 80, "a single `∞` is a colon"),
            2 => (Role::Dash, 90, "a pair of `∞` is a pair of dashes"),
            _ => (
                Role::Dash,
                60,
                "several `∞` in one sentence are dashes; look at its sense",
            ),
        };
        done.push((Kind::Separator, confidence, message.to_owned()));
        roles.extend(edges.iter().map(|it| if *it { Role::Edge } else { role }));
        at += count;
    }
    roles
}

/// Whether a sign stands at the start or end of the words.
fn edge(sign: &Sign, inlines: &[Inline]) -> bool {
    let Some(Inline::Text(text)) = inlines.get(sign.inline) else {
        return false;
    };
    let first = sign.inline == 0 && text.text[..sign.byte].trim().is_empty();
    let behind = &text.text[sign.byte + SIGN.len_utf8()..];
    let last = sign.inline + 1 == inlines.len() && behind.trim().is_empty();
    first || last
}

/// Hyphens between blanks are dashes; no blank stands before a colon.
pub fn hyphens(inlines: &mut [Inline], french: bool) {
    for inline in inlines {
        let Inline::Text(text) = inline else { continue };
        for (from, to) in [(" -- ", " – "), (" - ", " – "), (" : ", ": ")] {
            if french && from == " : " || !text.text.contains(from) {
                continue;
            }
            text.text = replaced(&text.text, from, to);
        }
    }
}

/// Replaces a separator where letters, not numbers, stand on both sides.
fn replaced(text: &str, from: &str, to: &str) -> String {
    let mut out = String::with_capacity(text.len());
    let mut said = 0;
    for (at, _) in text.match_indices(from) {
        let before = text[..at].chars().next_back();
        let after = text[at + from.len()..].chars().next();
        let number = |c: Option<char>| c.is_none_or(|c| c.is_numeric());
        out.push_str(&text[said..at]);
        let keep = number(before) && number(after);
        out.push_str(if keep { from } else { to });
        said = at + from.len();
    }
    out.push_str(&text[said..]);
    out
}
