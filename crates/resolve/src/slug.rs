//! Ids made from words: letters and digits of ASCII, `-`, `_` and `.`, starting
//! with a letter, as every format takes them.

use unicode_normalization::UnicodeNormalization;
use unicode_normalization::char::is_combining_mark;

/// Letters that are no ASCII letter with a mark on it.
const FOLDED: &[(char, &str)] = &[
    ('ß', "ss"),
    ('æ', "ae"),
    ('œ', "oe"),
    ('ø', "o"),
    ('đ', "d"),
    ('ð', "d"),
    ('þ', "th"),
    ('ł', "l"),
    ('ı', "i"),
    ('ħ', "h"),
    ('ŋ', "ng"),
];

/// A heading's id: "What it is – and isn't" as `what-it-is-and-isnt`. None where
/// less than half of its letters can be told in ASCII.
pub(crate) fn of_heading(words: &str) -> Option<String> {
    let (mut slug, mut kept, mut lost) = (String::new(), 0usize, 0usize);
    for letter in words
        .to_lowercase()
        .nfkd()
        .filter(|c| !is_combining_mark(*c))
    {
        let folded = FOLDED.iter().find(|(from, _)| *from == letter);
        if let Some((_, to)) = folded {
            slug.push_str(to);
            kept += 1;
        } else if letter.is_ascii_alphanumeric() {
            slug.push(letter);
            kept += 1;
        } else if letter.is_alphanumeric() {
            lost += 1;
        } else if !matches!(letter, '\'' | '’') && !slug.is_empty() && !slug.ends_with('-') {
            slug.push('-');
        }
    }
    let slug = slug.trim_end_matches('-');
    (kept > lost).then(|| started(slug, "s"))
}

/// The id of a heading whose words give none: `section-2-1`, by where it stands.
pub(crate) fn of_place(path: &[usize]) -> String {
    path.iter()
        .fold("section".to_owned(), |id, number| format!("{id}-{number}"))
}

/// A written label as an id; most are one already. Used for labels of other
/// articles too, so that links to their pages arrive.
pub(crate) fn of_label(label: &str) -> String {
    let mut slug = String::new();
    for letter in label.nfkd().filter(|c| !is_combining_mark(*c)) {
        match letter {
            'a'..='z' | 'A'..='Z' | '0'..='9' | '-' | '_' | '.' => slug.push(letter),
            _ => match FOLDED.iter().find(|(from, _)| *from == letter) {
                Some((_, to)) => slug.push_str(to),
                // Its code point, so that two such labels stay two.
                None if letter.is_alphanumeric() => slug.push_str(&format!("u{:x}", letter as u32)),
                None => slug.push('-'),
            },
        }
    }
    started(&slug, "id")
}

/// Starts with a letter, behind a word if need be.
fn started(slug: &str, word: &str) -> String {
    match slug.starts_with(|c: char| c.is_ascii_alphabetic()) {
        true => slug.to_owned(),
        false => format!("{word}-{}", slug.trim_start_matches('-')),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn headings_become_readable_ids() {
        for (heading, id) in [
            ("What it is – and isn’t", Some("what-it-is-and-isnt")),
            ("Cómo actúa", Some("como-actua")),
            ("Straße & Größe", Some("strasse-grosse")),
            ("3 things", Some("s-3-things")),
            ("β-blockers", Some("blockers")),
            ("Что это", None),
            ("要点", None),
            ("…", None),
        ] {
            assert_eq!(of_heading(heading).as_deref(), id, "{heading}");
        }
    }

    #[test]
    fn labels_stay_as_written_where_they_can() {
        for (label, id) in [
            ("tbl-x", "tbl-x"),
            ("Fig.2_a", "Fig.2_a"),
            ("tbl:x", "tbl-x"),
            ("1st", "id-1st"),
            ("ñ", "n"),
            ("图", "u56fe"),
        ] {
            assert_eq!(of_label(label), id, "{label}");
        }
    }
}
