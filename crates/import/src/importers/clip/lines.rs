//! Text in lines: ends of any kind, blanks of any kind, nothing invisible.

use pamphlet_markdown::is_forbidden;

use crate::report::Place;

/// A line that is not blank.
pub struct Raw {
    /// Its number.
    pub place: Place,
    /// How far it is indented, in columns.
    pub indent: usize,
    /// Whether a blank line or the start of the text stands before it.
    pub after_blank: bool,
    /// Its words: no blank at either end, one between two words, but tabs.
    pub text: String,
}

/// The lines that are not blank, and how many control characters were left out.
pub fn lines(text: &str) -> (Vec<Raw>, usize) {
    let mut controls = 0;
    let mut lines = Vec::new();
    let mut after_blank = true;
    for (number, raw) in split(text).enumerate() {
        let (text, indent) = clean(raw, &mut controls);
        if text.is_empty() {
            after_blank = true;
            continue;
        }
        lines.push(Raw {
            place: Place(number as u32 + 1),
            indent,
            after_blank,
            text,
        });
        after_blank = false;
    }
    (lines, controls)
}

/// Lines ended by LF, CRLF or CR, or by a break of line or paragraph.
fn split(text: &str) -> impl Iterator<Item = &str> {
    let bytes = text.as_bytes();
    let mut start = 0;
    std::iter::from_fn(move || {
        if start > text.len() {
            return None;
        }
        let rest = &text[start..];
        let end = rest.find(['\n', '\r', '\u{2028}', '\u{2029}', '\u{85}']);
        let Some(end) = end else {
            start = text.len() + 1;
            return Some(rest);
        };
        let line = &rest[..end];
        let after = start + end;
        start = match &bytes[after..] {
            [b'\r', b'\n', ..] => after + 2,
            _ => after + rest[end..].chars().next().map_or(1, char::len_utf8),
        };
        Some(line)
    })
}

fn clean(raw: &str, controls: &mut usize) -> (String, usize) {
    let mut indent = 0;
    let mut out = String::with_capacity(raw.len());
    for c in raw.chars() {
        if is_silent(c) {
            continue;
        }
        if c == '\t' && !out.is_empty() {
            // Tabs may divide cells.
            while out.ends_with(' ') {
                out.pop();
            }
            out.push('\t');
        } else if c.is_whitespace() {
            match out.chars().next_back() {
                None => indent += if c == '\t' { 4 - indent % 4 } else { 1 },
                Some(' ' | '\t') => {}
                Some(_) => out.push(' '),
            }
        } else if is_forbidden(c) {
            *controls += 1;
        } else {
            out.push(c);
        }
    }
    out.truncate(out.trim_end().len());
    (out, indent)
}

/// Characters that show nothing and that web pages strew into words.
fn is_silent(c: char) -> bool {
    matches!(c, '\u{ad}' | '\u{200b}' | '\u{2060}' | '\u{feff}')
}

#[cfg(test)]
mod tests {
    use super::lines;

    fn shown(text: &str) -> Vec<(u32, usize, bool, String)> {
        let (lines, _) = lines(text);
        let tuple = |it: super::Raw| (it.place.0, it.indent, it.after_blank, it.text);
        lines.into_iter().map(tuple).collect()
    }

    #[test]
    fn lines_end_in_any_way() {
        for end in ["\n", "\r\n", "\r", "\u{2028}", "\u{85}"] {
            let text = format!("One{end}{end}  two{end}three");
            let expected = [
                (1, 0, true, "One".to_owned()),
                (3, 2, true, "two".to_owned()),
                (4, 0, false, "three".to_owned()),
            ];
            assert_eq!(shown(&text), expected, "{end:?}");
        }
    }

    #[test]
    fn blanks_are_one_and_what_shows_nothing_goes() {
        assert_eq!(shown("a\u{a0} \u{202f}b\u{ad}c\u{200b}  ")[0].3, "a bc");
        assert_eq!(lines("a\u{1}b").1, 1);
        assert!(shown(" \u{a0}\t\n\u{200b}").is_empty());
    }
}
