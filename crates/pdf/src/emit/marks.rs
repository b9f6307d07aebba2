//! Letters that Typst's PDF says twice.
//!
//! A letter with an accent is one glyph where Unicode has a character for both.
//! Where it has none (`d` and U+0301), letter and accent are two glyphs set apart,
//! and krilla 0.8 gives each of them the text of both: on paper all is well, but
//! whoever listens, searches or copies gets the letter twice.

use pamphlet_core::Span;
use pamphlet_core::diagnostic::Diagnostic;
use unicode_normalization::UnicodeNormalization;

/// What to tell of the first such letter in some words, if there is one.
pub(super) fn warning(text: &str, span: Span) -> Option<Diagnostic> {
    if text.is_ascii() {
        return None;
    }
    let letter = doubled(text)?;
    let message = format!("the PDF says `{letter}` twice to those who listen, search or copy");
    Some(Diagnostic::warning("doubled-letter", span, message).hint(
        "Unicode has no single character for this letter with its mark; on paper, on the web \
         and in the ebook it is as written",
    ))
}

/// The first letter whose mark cannot be composed with it. Scripts that always
/// write with marks (Arabic, Devanagari) have marks of their own.
fn doubled(text: &str) -> Option<String> {
    let composed: Vec<char> = text.nfc().collect();
    let mark = |c: &char| ('\u{300}'..='\u{36F}').contains(c);
    let at = composed.iter().position(mark)?;
    let start = composed[..at].iter().rposition(|c| !mark(c)).unwrap_or(at);
    let end = at + composed[at..].iter().take_while(|c| mark(c)).count();
    Some(composed[start..end].iter().collect())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_letter_that_unicode_composes_is_one() {
        assert_eq!(doubled("e\u{301}t\u{e9} Vi\u{1ec7}t \u{3ac}"), None);
    }

    #[test]
    fn a_letter_without_a_character_of_its_own_is_named() {
        assert_eq!(doubled("wod\u{301}a").as_deref(), Some("d\u{301}"));
        assert_eq!(doubled("\u{301}").as_deref(), Some("\u{301}"));
    }
}
