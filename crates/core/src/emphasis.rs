//! How stress looks: not every script has italics.

use crate::ideographs::is_unspaced;
use crate::inline::{Inline, plain_words};

/// What stressed words are set in.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Emphasis {
    /// Italics, in scripts that have them: Latin, Greek, Cyrillic and their kin.
    Slanted,
    /// A dot below each letter, as Chinese and Japanese have it.
    Dotted,
    /// Heavier letters, in all other scripts.
    Heavy,
}

impl Emphasis {
    /// That of words, by their first letter.
    pub fn of(words: &[Inline]) -> Emphasis {
        let words = plain_words(words);
        let letter = words.chars().find(|c| c.is_alphabetic());
        match letter {
            None | Some('\0'..='\u{58f}' | '\u{10a0}'..='\u{10ff}' | '\u{1c80}'..='\u{1fff}') => {
                Emphasis::Slanted
            }
            // Letters like ℃ and Ⅳ, and Latin ones of later blocks.
            Some('\u{2000}'..='\u{2e7f}' | '\u{a640}'..='\u{a69f}' | '\u{a720}'..='\u{a7ff}') => {
                Emphasis::Slanted
            }
            Some(letter) if is_unspaced(letter) => Emphasis::Dotted,
            Some(_) => Emphasis::Heavy,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn stress_follows_the_script() {
        let of = |words: &str| Emphasis::of(&[Inline::made(words)]);
        for words in ["now", "“сейчас”", "τώρα", "ạ", "5"] {
            assert_eq!(of(words), Emphasis::Slanted, "{words}");
        }
        assert_eq!(
            (of("《切勿》"), of("いま")),
            (Emphasis::Dotted, Emphasis::Dotted)
        );
        for words in ["قبل", "अभी", "এখন", "இப்போது"] {
            assert_eq!(of(words), Emphasis::Heavy, "{words}");
        }
    }
}
