//! Law 2: every format carries the edition's words, in order, and no others.

use pamphlet_core::edition::Edition;
use pamphlet_core::stream::Streams;
use unicode_normalization::UnicodeNormalization;

use crate::extract::{Said, epub, html, pdf};
use crate::road::Outputs;

/// How finely streams are compared.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum By {
    /// Words: spaces count.
    Words,
    /// Characters: paper has no spaces at the ends of lines.
    Characters,
}

/// What differs between the edition and its outputs, a line a difference.
pub fn differences(edition: &Edition, outputs: &Outputs) -> Vec<String> {
    [
        in_html(edition, &outputs.html),
        in_epub(edition, &outputs.epub),
        in_pdf(edition, &outputs.pdf),
    ]
    .concat()
}

/// What differs between the edition and a tagged PDF of it.
pub fn in_pdf(edition: &Edition, pdf: &[u8]) -> Vec<String> {
    let mut out = Vec::new();
    match pdf::read(pdf) {
        Ok(mut said) => {
            // The code repeats the address beside it: it is furniture.
            if let Some(code) = &edition.qr_code {
                match said.main.split_once(&code.alt) {
                    Some((before, after)) => said.main = format!("{before}{after}"),
                    None => out.push(format!("pdf: no picture is called {}", code.alt)),
                }
            }
            compare("pdf", &expected(edition), &said, By::Characters, &mut out);
        }
        Err(why) => out.push(format!("pdf: it cannot be read: {why}")),
    }
    out
}

/// What differs between the edition and an HTML file of it.
pub fn in_html(edition: &Edition, html: &[u8]) -> Vec<String> {
    let mut out = Vec::new();
    let said = html::read(html);
    compare("html", &expected(edition), &said, By::Words, &mut out);
    out
}

/// What differs between the edition and a book of it.
pub fn in_epub(edition: &Edition, book: &[u8]) -> Vec<String> {
    let mut out = Vec::new();
    let said = epub::read(book);
    compare("epub", &expected(edition), &said, By::Words, &mut out);
    out
}

/// What the edition says.
pub fn expected(edition: &Edition) -> Said {
    let streams = Streams::of(edition);
    let numbered = streams.notes.iter().zip(1..);
    Said {
        main: streams.main.join("\n"),
        notes: numbered
            .map(|(lines, number)| (edition.note_mark(number), lines.join("\n")))
            .collect(),
    }
}

fn compare(format: &str, expected: &Said, said: &Said, by: By, out: &mut Vec<String>) {
    out.extend(difference(
        &format!("{format}, main"),
        &expected.main,
        &said.main,
        by,
    ));
    let marks: Vec<_> = said.notes.keys().collect();
    let expected_marks: Vec<_> = expected.notes.keys().collect();
    if marks != expected_marks {
        out.push(format!("{format}: notes {marks:?}, not {expected_marks:?}"));
    }
    for (mark, text) in &expected.notes {
        let found = said.notes.get(mark).map_or("", String::as_str);
        out.extend(difference(
            &format!("{format}, note {mark}"),
            text,
            found,
            by,
        ));
    }
}

/// The first place where two streams differ, with what stands around it.
fn difference(what: &str, expected: &str, found: &str, by: By) -> Option<String> {
    let (expected, found) = (units(expected, by), units(found, by));
    let at = (0..expected.len().max(found.len())).find(|i| expected.get(*i) != found.get(*i))?;
    let around = |units: &[String]| {
        let (before, after) = match by {
            By::Words => (4, 6),
            By::Characters => (20, 30),
        };
        let shown =
            &units[at.saturating_sub(before).min(units.len())..(at + after).min(units.len())];
        shown.join(if by == By::Words { " " } else { "" })
    };
    Some(format!(
        "{what}: expected …{}… found …{}…",
        around(&expected),
        around(&found)
    ))
}

fn units(text: &str, by: By) -> Vec<String> {
    match by {
        By::Words => {
            let words = composed(text);
            words.split_whitespace().map(str::to_owned).collect()
        }
        By::Characters => characters(text).chars().map(String::from).collect(),
    }
}

/// A text without its spaces, and without what formats differ in. Where a word breaks
/// at its hyphen, Spanish, Portuguese and Polish write the hyphen again.
pub fn characters(text: &str) -> String {
    let visible = |c: &char| !c.is_whitespace();
    let text: String = composed(text).chars().filter(visible).collect();
    text.replace("--", "-")
}

fn composed(text: &str) -> String {
    text.nfc().filter(|c| !is_dropped(*c)).collect()
}

/// Marks of where a line may or must not break and of the order of letters: formats
/// differ in them.
fn is_dropped(c: char) -> bool {
    matches!(
        c,
        // An author's own U+200B is taken out of PDFs with the program's.
        '\u{ad}' | '\u{200b}' | '\u{200e}' | '\u{200f}' | '\u{2060}' | '\u{2066}'
            ..='\u{2069}' | '\u{feff}'
    )
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_lost_word_is_shown_in_its_place() {
        let found = difference("x", "take it with food", "take it food", By::Words);
        assert_eq!(
            found.as_deref(),
            Some("x: expected …take it with food… found …take it food…")
        );
        assert_eq!(difference("x", "a b", "ab", By::Characters), None);
        assert!(difference("x", "a b", "ab", By::Words).is_some());
        assert!(difference("x", "ab", "ba", By::Characters).is_some());
    }
}
