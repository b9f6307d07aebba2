//! Headings whose words look mangled: all in capitals, a short form that lost
//! its capitals, a colon that was lost. They are reported, never guessed.

use std::collections::HashMap;

use pamphlet_core::inline::{Inline, plain_words};

use crate::draft::{Body, Piece};
use crate::report::Kind;
use crate::shape::Shape;

/// Letters of a short form.
const SHORT: usize = 7;

/// How the text writes a word of a heading.
#[derive(Default)]
struct Written {
    /// With its capitals.
    capitals: Option<String>,
    /// In small letters.
    small: bool,
}

/// Reports what is doubtful, and asks for a look.
pub fn report(shape: &mut Shape) {
    let mut forms = candidates(shape);
    if !forms.is_empty() {
        for piece in shape.parts.iter().flat_map(|part| &part.pieces) {
            read(piece, &mut forms);
        }
    }
    let english = shape.words.language == "en";
    for piece in shape.parts.iter_mut().flat_map(|part| &mut part.pieces) {
        let Body::Heading(heading) = &piece.body else {
            continue;
        };
        let text = plain_words(&heading.words);
        for doubt in doubts(&text, &forms, english) {
            shape.report.say(
                piece.place,
                Kind::HeadingDoubt,
                50,
                format!("`{}`: {doubt}", text.trim()),
            );
            piece.todos.push(format!("look at this heading: {doubt}"));
        }
    }
}

fn doubts(text: &str, forms: &HashMap<String, Written>, english: bool) -> Vec<String> {
    if capitals(text) {
        return vec!["it is all in capitals".to_owned()];
    }
    let mut out = Vec::new();
    for word in words(text) {
        let form = forms.get(&word.to_lowercase());
        if let Some(form) = form.filter(|it| !it.small && capitalised(word))
            && let Some(right) = form.capitals.as_ref().filter(|it| *it != word)
        {
            out.push(format!("`{word}` may be `{right}`"));
        }
    }
    if english {
        out.extend(lost_colon(text));
    }
    out
}

fn words(text: &str) -> impl Iterator<Item = &str> {
    let words = text.split(|c: char| !c.is_alphanumeric());
    words.filter(|word| (2..=SHORT).contains(&word.len()))
}

/// Whether all letters of several words are capitals.
fn capitals(text: &str) -> bool {
    let letters = text.chars().filter(|c| c.is_alphabetic());
    let upper = letters.clone().all(|c| !c.is_lowercase());
    upper && letters.clone().any(char::is_uppercase) && letters.count() > 6
}

/// Whether only the first letter is a capital.
fn capitalised(word: &str) -> bool {
    let mut letters = word.chars();
    letters.next().is_some_and(char::is_uppercase) && letters.all(|c| !c.is_uppercase())
}

/// Words of headings that may be short forms.
fn candidates(shape: &Shape) -> HashMap<String, Written> {
    let mut forms = HashMap::new();
    for piece in shape.parts.iter().flat_map(|part| &part.pieces) {
        if let Body::Heading(heading) = &piece.body {
            for word in words(&plain_words(&heading.words)).filter(|it| capitalised(it)) {
                forms.insert(word.to_lowercase(), Written::default());
            }
        }
    }
    forms
}

/// Notes how a piece writes the candidates.
fn read(piece: &Piece, forms: &mut HashMap<String, Written>) {
    let mut note = |inlines: &[Inline]| {
        for word in words(&plain_words(inlines)) {
            let upper = word.chars().filter(|c| c.is_uppercase()).count();
            if upper == 1 {
                continue;
            }
            // Most words are small already: they are looked up as they are.
            if upper == 0 {
                if let Some(form) = forms.get_mut(word) {
                    form.small = true;
                }
            } else if let Some(form) = forms.get_mut(&word.to_lowercase()) {
                form.capitals.get_or_insert_with(|| word.to_owned());
            }
        }
    };
    match &piece.body {
        Body::Line(line) => note(&line.words),
        Body::Items(items) => items.items.iter().for_each(|item| note(&item.words)),
        Body::Block(pamphlet_core::Block::Table(table)) => {
            let rows = std::iter::once(&table.header).chain(&table.rows);
            rows.flat_map(|row| &row.cells)
                .for_each(|cell| note(&cell.inlines));
        }
        Body::Heading(_) | Body::Block(_) => {}
    }
}

/// An article in small letters between two words with capitals, where no word
/// before it asks for one: "Beyond the Skin a Systemic Effect".
fn lost_colon(text: &str) -> Option<String> {
    const JOIN: &[&str] = &[
        "is", "are", "was", "as", "has", "have", "with", "without", "for", "to", "of", "in", "on",
        "at", "by", "from", "after", "before", "during", "take", "get", "make", "need", "use",
        "give", "find", "and", "or", "than", "like", "be", "do", "does", "into", "what", "about",
        "when", "build", "choose", "see", "start", "keep", "set", "not", "become", "you",
        "through",
    ];
    if text.contains([':', '–', '—', '?', ',', '-']) {
        return None;
    }
    let words: Vec<&str> = text.split_whitespace().take(20).collect();
    let titled = |word: &&&str| word.starts_with(char::is_uppercase);
    if words.iter().filter(titled).count() * 2 < words.len() + 1 {
        return None;
    }
    let at = (2..words.len().saturating_sub(1)).find(|at| {
        let before = words[at - 1].to_lowercase();
        let bound = JOIN.contains(&before.as_str()) || before.ends_with("ing");
        matches!(words[*at], "a" | "an" | "the")
            && words[at - 1].starts_with(char::is_uppercase)
            && words[at + 1].starts_with(char::is_uppercase)
            && !bound
    })?;
    let first = words[..at].join(" ");
    Some(format!("a colon may be lost behind `{first}`"))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_lost_colon_is_seen_where_two_titles_meet() {
        assert!(lost_colon("Beyond the Skin a Systemic Effect").is_some());
        for text in [
            "What Is a Typical Protocol Structure",
            "The Foundation of Skin Health",
            "Living With a New Knee",
            "Choosing a Statin",
            "How to use your inhaler",
            "A Personalized Path to Vitality",
        ] {
            assert_eq!(lost_colon(text), None, "{text}");
        }
    }
}
