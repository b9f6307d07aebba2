//! Letters that Typst's PDF says twice.
//!
//! A letter with an accent is one glyph where Unicode and the font have a character
//! for both. Where they have none (`d` and U+0301), letter and accent are two glyphs
//! set apart, and krilla 0.8 gives each of them the text of both: on paper all is
//! well, but whoever listens, searches or copies gets the letter twice.

use pamphlet_core::Span;
use pamphlet_core::diagnostic::Diagnostic;
use unicode_normalization::UnicodeNormalization;

/// What to tell of the first such letter in some words, if there is one; `has` says
/// which characters the fonts have.
pub(super) fn warning(text: &str, span: Span, has: impl Fn(char) -> bool) -> Option<Diagnostic> {
    if text.is_ascii() {
        return None;
    }
    let letter = doubled(text, has)?;
    let message = format!("the PDF says `{letter}` twice to those who listen, search or copy");
    Some(Diagnostic::warning("doubled-letter", span, message).hint(
        "no font of the theme has this letter with its mark as one character; on paper, on the \
         web and in the ebook it is as written",
    ))
}

/// The first letter whose mark cannot be composed with it. Scripts that always
/// write with marks (Arabic, Devanagari) have marks of their own.
fn doubled(text: &str, has: impl Fn(char) -> bool) -> Option<String> {
    let mark = |c: &char| ('\u{300}'..='\u{36F}').contains(c);
    if !text.chars().any(|c| mark(&c)) {
        return None;
    }
    let composed: Vec<char> = text.nfc().collect();
    let at = composed
        .iter()
        .position(|c| mark(c) || !c.is_ascii() && !has(*c))?;
    let start = match mark(&composed[at]) {
        true => composed[..at].iter().rposition(|c| !mark(c)).unwrap_or(at),
        false => at,
    };
    let marks = composed[start + 1..].iter().take_while(|c| mark(c)).count();
    Some(composed[start..=start + marks].iter().collect())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_letter_that_unicode_composes_is_one() {
        let text = "e\u{301}t\u{e9} Vi\u{1ec7}t \u{3ac}";
        assert_eq!(doubled(text, |_| true), None);
    }

    #[test]
    fn a_letter_without_a_character_of_its_own_is_named() {
        let found = |text| doubled(text, |c| c != '\u{1e31}');
        assert_eq!(found("wod\u{301}a").as_deref(), Some("d\u{301}"));
        assert_eq!(found("\u{301}").as_deref(), Some("\u{301}"));
        // Unicode has this one, the font has not.
        assert_eq!(found("k\u{301}").as_deref(), Some("\u{1e31}"));
    }
}
