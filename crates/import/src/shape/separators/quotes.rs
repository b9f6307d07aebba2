//! Straight quotation marks and apostrophes, turned as the language turns them.

use pamphlet_core::inline::{Inline, plain_text};
use pamphlet_core::words::Words;

/// Opening and closing marks: double, single.
#[derive(Clone, Copy)]
pub struct Marks([&'static str; 4]);

/// Marks for languages that have others than can be put for straight ones.
const PLAIN: [&str; 4] = ["“", "”", "‘", "’"];

/// The marks of a language.
pub fn marks(words: &Words) -> Marks {
    let [open, close, inner, end] = words.quotes;
    // A mark with a space would make a word of its own, and a single mark that
    // becomes a double one says something else.
    let spaced = open.contains('\u{a0}') || close.contains('\u{a0}');
    let single = ["‘", "‚", "‹", "›", "’"].contains(&inner);
    let [outer_open, outer_close] = if spaced {
        [PLAIN[0], PLAIN[1]]
    } else {
        [open, close]
    };
    let [inner_open, inner_close] = if single {
        [inner, end]
    } else {
        [PLAIN[2], PLAIN[3]]
    };
    Marks([outer_open, outer_close, inner_open, inner_close])
}

/// Turns straight marks; gives their number. Marks behind a number stay, for
/// they may be feet and inches.
pub fn curl(inlines: &mut [Inline], marks: Marks) -> usize {
    let mut before: Option<char> = None;
    let mut open = [false, false];
    let mut count = 0;
    for inline in inlines {
        let Inline::Text(text) = inline else {
            before = plain_text(std::slice::from_ref(inline))
                .chars()
                .next_back()
                .or(Some('x'));
            continue;
        };
        if !text.text.contains(['"', '\'']) {
            before = text.text.chars().next_back().or(before);
            continue;
        }
        let mut out = String::with_capacity(text.text.len() + 8);
        let mut chars = text.text.chars().peekable();
        while let Some(c) = chars.next() {
            let turned = match c {
                '"' => double(before, &mut open, marks),
                '\'' => single(before, chars.peek().copied(), &mut open, marks),
                _ => {
                    out.push(c);
                    before = Some(c);
                    continue;
                }
            };
            let turned = turned.unwrap_or(if c == '"' { "\"" } else { "'" });
            count += usize::from(!turned.starts_with(c));
            out.push_str(turned);
            before = turned.trim().chars().next_back();
        }
        text.text = out;
    }
    count
}

/// Whether a mark behind a character opens.
fn opens(before: Option<char>) -> bool {
    before.is_none_or(|c| c.is_whitespace() || "([{–—-/¿¡“‘„‚«".contains(c))
}

/// What a double mark becomes; none: it stays.
fn double(before: Option<char>, open: &mut [bool; 2], marks: Marks) -> Option<&'static str> {
    if opens(before) && !open[0] {
        open[0] = true;
        return Some(marks.0[0]);
    }
    if !open[0] && before.is_some_and(char::is_numeric) {
        return None;
    }
    open[0] = false;
    Some(marks.0[1])
}

fn single(
    before: Option<char>,
    after: Option<char>,
    open: &mut [bool; 2],
    marks: Marks,
) -> Option<&'static str> {
    let word = |c: Option<char>| c.is_some_and(char::is_alphanumeric);
    if word(before) && word(after) {
        let feet = before.is_some_and(char::is_numeric) && after.is_some_and(char::is_numeric);
        return if feet { None } else { Some("’") };
    }
    if opens(before) && word(after) && !after.is_some_and(char::is_numeric) {
        open[1] = true;
        return Some(marks.0[2]);
    }
    if before.is_some_and(char::is_numeric) && !open[1] {
        return None;
    }
    match std::mem::take(&mut open[1]) {
        true => Some(marks.0[3]),
        false => Some("’"),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn curled(text: &str, marks: [&'static str; 4]) -> String {
        let mut inlines = vec![Inline::made(text)];
        curl(&mut inlines, Marks(marks));
        plain_text(&inlines)
    }

    #[test]
    fn straight_marks_turn_as_their_neighbours_say() {
        let english = ["“", "”", "‘", "’"];
        for (text, expected) in [
            (
                "from the 'what' to the 'how'.",
                "from the ‘what’ to the ‘how’.",
            ),
            (
                "the body's own (\"good\") fat",
                "the body’s own (“good”) fat",
            ),
            (
                "the patients' feet, in the '90s",
                "the patients’ feet, in the ’90s",
            ),
            ("5'10\" tall, 12\" wide", "5'10\" tall, 12\" wide"),
            ("\"You're well,\" she said", "“You’re well,” she said"),
        ] {
            assert_eq!(curled(text, english), expected);
        }
        assert_eq!(
            curled("das \"gute\" Fett", ["„", "“", "‚", "‘"]),
            "das „gute“ Fett"
        );
    }
}
