//! Where a word may break that is longer than its place is wide. All other words stay whole: a
//! leaflet is not hyphenated.

use pamphlet_core::Edition;
use pamphlet_core::language::Language;
use unicode_normalization::char::is_combining_mark;

/// Letters of a word that fit in every place of flowing text: a title in large print, a list in
/// a list in a list.
pub(crate) const ROOM: usize = 24;
/// The same in half the page.
const ROOM_IN_TWO: usize = 16;

/// Letters of a word that fit in every place of an edition's text.
pub(crate) fn room(edition: &Edition) -> usize {
    match edition.beside {
        None => ROOM,
        Some(_) => ROOM_IN_TWO,
    }
}

/// Letters between breaks where nothing says better ones.
const STRIDE: usize = 8;
/// Breaks in words: the line ends with a hyphen.
const SOFT_HYPHEN: char = '\u{ad}';
/// Breaks in what is no word, an address or a number: a hyphen would change it.
const NOTHING: char = '\u{200b}';

/// A sign to be put before the byte, at which a line may break.
pub(crate) type Break = (usize, char);

/// Where the words of a text may break that have more letters than `room`.
pub(crate) fn breaks(text: &str, room: usize, language: &Language) -> Vec<Break> {
    let mut out = Vec::new();
    // Lines break behind hyphens and at spaces without our help.
    for piece in text.split_inclusive(|c: char| c.is_whitespace() || c == '-' || c == '–') {
        if piece.len() <= room || piece.trim_end().chars().count() <= room {
            continue;
        }
        let start = piece.as_ptr() as usize - text.as_ptr() as usize;
        let core = piece.trim_matches(|c: char| !c.is_alphanumeric());
        let inset = start + core.as_ptr() as usize - piece.as_ptr() as usize;
        if !piece.chars().all(is_cut) {
            // Scripts without spaces, or whose letters join, have rules of their own.
            continue;
        }
        match core
            .chars()
            .all(|c| c.is_alphabetic() || is_combining_mark(c))
        {
            true => syllables(core, inset, language, &mut out),
            false => runs(piece, start, room, &mut out),
        }
    }
    out
}

/// The text with its breaks in it, for what is no node.
pub(crate) fn broken(text: &str, room: usize, language: &Language) -> String {
    let mut out = text.to_owned();
    for (at, sign) in breaks(text, room, language).into_iter().rev() {
        out.insert(at, sign);
    }
    out
}

/// Whether letters of this script stand alone and in words.
fn is_cut(c: char) -> bool {
    matches!(c, '\0'..'\u{590}' | '\u{1e00}'..'\u{2070}')
}

/// Between the syllables of a word, at least three letters from its ends.
fn syllables(word: &str, start: usize, language: &Language, out: &mut Vec<Break>) {
    let code = <[u8; 2]>::try_from(language.primary().as_bytes()).ok();
    let Some(known) = code.and_then(hypher::Lang::from_iso) else {
        return strides(word, start, SOFT_HYPHEN, out);
    };
    let mut at = 0;
    let mut last = 0;
    for syllable in hypher::hyphenate_bounded(word, known, 3, 3) {
        // Some long words have no syllables that the language knows.
        if syllable.chars().count() > 2 * STRIDE {
            strides(syllable, start + at, SOFT_HYPHEN, out);
        }
        at += syllable.len();
        if at < word.len() && at > last {
            out.push((start + at, SOFT_HYPHEN));
            last = at;
        }
    }
}

/// Behind the marks of what is no word, and within what is long between them. Web addresses break
/// at their marks without help, and are copied from the page: nothing is put there.
fn runs(text: &str, start: usize, room: usize, out: &mut Vec<Break>) {
    let address = text.contains("://");
    let most = if address { room } else { 2 * STRIDE };
    let mut at = 0;
    for run in text.split_inclusive(|c: char| !c.is_alphanumeric() && !is_combining_mark(c)) {
        let letters = run.chars().count();
        if at > 0 && letters > 1 && !address {
            out.push((start + at, NOTHING));
        }
        if letters > most {
            strides(run, start + at, NOTHING, out);
        }
        at += run.len();
    }
}

fn strides(text: &str, start: usize, sign: char, out: &mut Vec<Break>) {
    let mut since = 0;
    let left = text.chars().count();
    for (count, (at, c)) in text.char_indices().enumerate() {
        if since >= STRIDE && left - count >= 3 && !is_combining_mark(c) {
            out.push((start + at, sign));
            since = 0;
        }
        since += 1;
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn shown(tag: &str, text: &str, room: usize) -> String {
        let language = Language::parse(tag).expect("a tag");
        broken(text, room, &language)
            .replace(SOFT_HYPHEN, "-")
            .replace(NOTHING, "|")
    }

    #[test]
    fn only_words_without_room_break_and_between_syllables() {
        let word = "(electroencephalographically), taken";
        assert_eq!(shown("en", word, 30), word);
        assert_eq!(
            shown("en", word, 20),
            "(elec-troen-cephalo-graph-i-cally), taken"
        );
        assert_eq!(
            shown("de", "Blutdruckmessgeräte", 10),
            "Blut-druck-mess-ge-räte"
        );
    }

    #[test]
    fn what_is_no_word_breaks_without_a_hyphen() {
        let address = "sleep.clinic@example.org";
        assert_eq!(shown("en", address, 10), "sleep.|clinic@|example.|org");
        let address = "https://doi.org/10.1000/0123456789abcdefghijk";
        assert_eq!(shown("en", address, 24), address);
        assert_eq!(
            shown("en", address, 20),
            "https://doi.org/10.1000/01234567|89abcdef|ghijk"
        );
        assert_eq!(shown("en", "x".repeat(20).as_str(), 24), "x".repeat(20));
    }

    #[test]
    fn a_word_of_no_known_language_breaks_all_the_same() {
        assert_eq!(
            shown("qaa", "abcdefghijklmnopqrst", 10),
            "abcdefgh-ijklmnop-qrst"
        );
        assert_eq!(shown("en", &"x".repeat(20), 10), "xxxxxxxx-xxxxxxxx-xxxx");
        assert_eq!(shown("zh", &"药".repeat(40), 10), "药".repeat(40));
    }
}
