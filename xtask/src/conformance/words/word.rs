//! What a word is, for an article and for readers alike.

use unicode_bidi::{BidiClass, bidi_class};
use unicode_normalization::UnicodeNormalization;
use unicode_normalization::char::is_combining_mark;

/// Which way a word runs.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Way {
    /// Its letters run from the left.
    Left,
    /// Its letters run from the right.
    Right,
    /// It is a number.
    Figures,
}

/// Which way a word runs.
pub fn way(word: &str) -> Way {
    word.chars().find_map(way_of).unwrap_or(Way::Right)
}

fn way_of(c: char) -> Option<Way> {
    match bidi_class(c) {
        _ if c.is_numeric() => Some(Way::Figures),
        BidiClass::R | BidiClass::AL => Some(Way::Right),
        _ if is_combining_mark(c) => None,
        _ => Some(Way::Left),
    }
}

/// The words of a text.
pub fn words(text: &str) -> Vec<String> {
    split(text).into_iter().map(|(word, _)| word).collect()
}

/// The words of a text, and whether nothing but a hyphen stands before each: letters with their
/// marks of one direction, or figures. Readers differ in the spaces around figures and words from
/// the left in a line from the right. Each Chinese sign is a word, since spaces come of line ends there.
pub fn split(text: &str) -> Vec<(String, bool)> {
    let mut out: Vec<(String, bool)> = Vec::new();
    let (mut word, mut last, mut between) = (String::new(), None, String::new());
    let push = |word: &mut String, between: &mut String, out: &mut Vec<_>| {
        if !word.is_empty() {
            let hyphened = matches!(between.as_str(), "-" | "\u{2010}");
            out.push((std::mem::take(word).nfc().collect(), hyphened));
            between.clear();
        }
    };
    let signs: Vec<char> = text.nfkc().filter(|c| !is_format(*c)).collect();
    for (at, &c) in signs.iter().enumerate() {
        // Of a decimal or of thousands; not of an address, which breaks there.
        let digits = signs[at + 1..]
            .iter()
            .take_while(|c| c.is_ascii_digit())
            .count();
        let is_point =
            matches!(c, '.' | ',') && last == Some(Way::Figures) && (1..=3).contains(&digits);
        let is_part = c.is_alphanumeric() || is_combining_mark(c) || is_point;
        let is_sign = ('\u{3400}'..='\u{9fff}').contains(&c);
        let turns = !is_point && way_of(c).is_some_and(|way| last.is_some_and(|last| last != way));
        if !is_part || is_sign || turns {
            push(&mut word, &mut between, &mut out);
        }
        if is_part {
            word.push(c);
            last = if is_point { last } else { way_of(c).or(last) };
        } else {
            between.push(c);
        }
        if is_sign {
            push(&mut word, &mut between, &mut out);
        }
        if word.is_empty() {
            last = None;
        }
    }
    push(&mut word, &mut between, &mut out);
    out
}

/// A text without signs that are not seen, and with single spaces.
pub fn spaced(text: &str) -> String {
    let seen: String = text.nfkc().filter(|c| !is_format(*c)).collect();
    seen.split_whitespace()
        .collect::<Vec<_>>()
        .join(" ")
        .nfc()
        .collect()
}

/// Which way letters run, where they break, and a hyphen that pdfium took away.
fn is_format(c: char) -> bool {
    bidi_class(c) == BidiClass::BN
        || matches!(c, '\u{200b}'..='\u{200f}' | '\u{202a}'..='\u{202e}' | '\u{2060}'..='\u{2069}' | '\u{fffe}' | '\u{2}' | '\u{ad}')
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_word_is_letters_of_one_direction_or_figures_and_a_chinese_sign_is_one() {
        assert_eq!(
            words("Tea, 2.5 mL, 5\u{2013}10."),
            ["Tea", "2.5", "mL", "5", "10"]
        );
        assert_eq!(words("اشرب  2لتر"), ["اشرب", "2", "لتر"]);
        assert_eq!(words("每天2次"), ["每", "天", "2", "次"]);
        assert_eq!(words("Gesund\u{ad}heit"), ["Gesundheit"]);
    }

    #[test]
    fn a_hyphen_between_words_is_known() {
        let hyphened: Vec<_> = split("up-to-date, or – not")
            .into_iter()
            .map(|it| it.1)
            .collect();
        assert_eq!(hyphened, [false, true, true, false, false]);
    }
}
