//! What a leaflet says of itself in a line: its number, version and dates, each
//! behind a label.

use super::dates::{self, Order, When};

/// What a fact is about.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum About {
    /// The version.
    Version,
    /// The day of the last review.
    Reviewed,
    /// The day of the next review.
    NextReview,
    /// The day of publication.
    Published,
    /// The number of the leaflet.
    Identifier,
}

impl About {
    /// The key in the front matter.
    pub fn key(self) -> &'static str {
        match self {
            About::Version => "version",
            About::Reviewed => "reviewed",
            About::NextReview => "next-review",
            About::Published => "published",
            About::Identifier => "identifier",
        }
    }
}

/// A fact with its place in the line.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Fact {
    /// What it is about.
    pub about: About,
    /// A day, or words.
    pub value: When,
    /// Where it starts in the line.
    pub start: usize,
    /// Where it ends.
    pub end: usize,
}

/// Labels in lower case, their words apart; of two the longer one counts.
const LABELS: &[(About, &[&str])] = &[
    (
        About::NextReview,
        &[
            "review date",
            "review due",
            "review due date",
            "review by",
            "next review",
            "next review date",
            "next review due",
            "date of next review",
            "date for review",
            "date due for review",
            "due for review",
            "to be reviewed",
            "planned review",
            "planned review date",
            "nächste überprüfung",
            "nächste prüfung",
            "nächste revision",
            "nächste überarbeitung",
            "überprüfung fällig",
            "zu prüfen bis",
            "wiedervorlage",
            "próxima revisión",
            "fecha de próxima revisión",
            "fecha de la próxima revisión",
            "revisión prevista",
        ],
    ),
    (
        About::Reviewed,
        &[
            "reviewed",
            "last reviewed",
            "last review",
            "last review date",
            "date reviewed",
            "date of last review",
            "geprüft",
            "zuletzt geprüft",
            "zuletzt überprüft",
            "letzte überprüfung",
            "letzte prüfung",
            "überprüft",
            "stand",
            "revisado",
            "última revisión",
            "fecha de última revisión",
            "fecha de la última revisión",
            "fecha de revisión",
        ],
    ),
    (
        About::Published,
        &[
            "published",
            "first published",
            "date published",
            "publication date",
            "date of publication",
            "issued",
            "date issued",
            "issue date",
            "date of issue",
            "veröffentlicht",
            "erschienen",
            "erscheinungsdatum",
            "herausgegeben",
            "ausgabedatum",
            "publicado",
            "publicación",
            "fecha de publicación",
            "fecha de emisión",
        ],
    ),
    (
        About::Version,
        &[
            "version",
            "version no",
            "version number",
            "ver",
            "fassung",
            "versión",
        ],
    ),
    (
        About::Identifier,
        &[
            "leaflet",
            "leaflet no",
            "leaflet number",
            "leaflet ref",
            "leaflet reference",
            "leaflet code",
            "leaflet id",
            "information leaflet",
            "patient information leaflet no",
            "document no",
            "document number",
            "document ref",
            "doc no",
            "doc ref",
            "ref",
            "ref no",
            "reference",
            "reference no",
            "reference number",
            "publication no",
            "merkblatt",
            "merkblatt nr",
            "broschüre",
            "broschüre nr",
            "dokument nr",
            "dok nr",
            "patienteninformation nr",
            "infoblatt nr",
            "nr",
            "folleto",
            "folleto n",
            "folleto nº",
            "folleto n º",
            "folleto no",
            "folleto núm",
            "folleto número",
            "código",
            "referencia",
            "documento nº",
            "documento n º",
            "hoja nº",
            "hoja n º",
        ],
    ),
];

/// Words that may stand between a label and its value.
const LINKS: [&str; 9] = ["on", "am", "el", "en", "im", "is", "due", "in", "date"];

/// The facts of a line in order.
pub fn find(line: &str, order: Order) -> Vec<Fact> {
    let words = words(line);
    let mut facts: Vec<Fact> = Vec::new();
    let mut at = 0;
    while at < words.len() {
        let from = facts.last().map_or(0, |it| it.end);
        let found = (words[at].0 >= from)
            .then(|| fact(line, &words, at, order))
            .flatten();
        facts.extend(found);
        at += 1;
    }
    facts
}

type Word = (usize, usize, String);

fn words(line: &str) -> Vec<Word> {
    let mut out = Vec::new();
    let mut start = None;
    for (at, c) in line.char_indices().chain([(line.len(), ' ')]) {
        match (start, c.is_alphanumeric()) {
            (None, true) => start = Some(at),
            (Some(from), false) => {
                out.push((from, at, line[from..at].to_lowercase()));
                start = None;
            }
            _ => {}
        }
    }
    out
}

fn fact(line: &str, words: &[Word], at: usize, order: Order) -> Option<Fact> {
    let start = words[at].0;
    // `v2.1`.
    if let Some(number) = words[at].2.strip_prefix('v')
        && number.starts_with(|c: char| c.is_ascii_digit())
    {
        let (text, length) = version(&line[start + 1..])?;
        return Some(Fact {
            about: About::Version,
            value: When::Vague(text),
            start,
            end: start + 1 + length,
        });
    }
    let labels = LABELS
        .iter()
        .flat_map(|(about, names)| names.iter().map(move |name| (*about, *name)));
    let (about, length) = labels
        .filter_map(|(about, name)| Some((about, matched(words, at, name)?)))
        .max_by_key(|(_, length)| *length)?;
    let mut next = at + length;
    loop {
        let (from, _, word) = words.get(next)?;
        let label_end = words[next - 1].1;
        // A value stands beside its label.
        let gap = &line[label_end..*from];
        if gap.chars().any(|c| {
            !(c.is_whitespace()
                || matches!(
                    c,
                    ':' | '.' | '#' | '-' | '–' | '(' | '/' | '=' | '°' | '\u{a0}'
                ))
        }) {
            return None;
        }
        let rest = &line[*from..];
        let value = match about {
            About::Version => version(rest).map(|(text, length)| (When::Vague(text), length)),
            About::Identifier => identifier(rest).map(|(text, length)| (When::Vague(text), length)),
            About::Reviewed | About::NextReview | About::Published => dates::read(rest, order),
        };
        if let Some((value, length)) = value {
            return Some(Fact {
                about,
                value,
                start,
                end: from + length,
            });
        }
        if !LINKS.contains(&word.as_str()) {
            return None;
        }
        next += 1;
    }
}

/// How many words a label has that stands at a word.
fn matched(words: &[Word], at: usize, label: &str) -> Option<usize> {
    let mut count = 0;
    for (i, name) in label.split(' ').enumerate() {
        (words.get(at + i)?.2 == name).then_some(())?;
        count += 1;
    }
    Some(count)
}

fn version(text: &str) -> Option<(String, usize)> {
    let bare = text.strip_prefix(['v', 'V']).unwrap_or(text);
    let skipped = text.len() - bare.len();
    let end = bare
        .find(|c: char| !c.is_ascii_alphanumeric() && c != '.')
        .unwrap_or(bare.len());
    let number = bare[..end].trim_end_matches('.');
    let valid = number.starts_with(|c: char| c.is_ascii_digit()) && number.len() <= 12;
    valid.then(|| (number.to_owned(), skipped + number.len()))
}

/// A house number: it has a digit. `PI 1234` is one too.
fn identifier(text: &str) -> Option<(String, usize)> {
    let is_part = |c: char| c.is_alphanumeric() || matches!(c, '-' | '/' | '.' | '_');
    let end = text.find(|c| !is_part(c)).unwrap_or(text.len());
    let token = text[..end].trim_end_matches(['-', '/', '.', '_']);
    let has_digit = |it: &str| it.contains(|c: char| c.is_ascii_digit());
    if has_digit(token) && token.len() <= 40 {
        return Some((token.to_owned(), token.len()));
    }
    let series = (1..=6).contains(&token.len()) && token.chars().all(|c| c.is_ascii_uppercase());
    let rest = text[end..].strip_prefix(' ').filter(|_| series)?;
    let length = rest
        .find(|c: char| !c.is_ascii_digit())
        .unwrap_or(rest.len());
    let end = end + 1 + length;
    (length > 0).then(|| (text[..end].to_owned(), end))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn said(line: &str) -> Vec<String> {
        let each = |fact: Fact| match fact.value {
            When::Day(date) => format!("{}={date}", fact.about.key()),
            When::Vague(text) => format!("{}~{text}", fact.about.key()),
        };
        find(line, Order::DayFirst).into_iter().map(each).collect()
    }

    #[test]
    fn a_foot_says_number_version_and_dates() {
        let cases: [(&str, &[&str]); 8] = [
            (
                "Leaflet PIL-042 Version 2 Review date: 01/03/2027",
                &["identifier~PIL-042", "version~2", "next-review=2027-03-01"],
            ),
            (
                "Published: March 2025 | Next review due March 2028 | v3.1",
                &[
                    "published~March 2025",
                    "next-review~March 2028",
                    "version~3.1",
                ],
            ),
            (
                "Leaflet no. PI 1234, last reviewed on 5 May 2026",
                &["identifier~PI 1234", "reviewed=2026-05-05"],
            ),
            (
                "Merkblatt Nr. HÜ-17 · Fassung 1.2 · Stand: 3. Mai 2026 · Nächste Überprüfung: Mai 2029",
                &[
                    "identifier~HÜ-17",
                    "version~1.2",
                    "reviewed=2026-05-03",
                    "next-review~Mai 2029",
                ],
            ),
            (
                "Folleto n.º ES-9 – Versión 4 – Próxima revisión: 1 de junio de 2028",
                &["identifier~ES-9", "version~4", "next-review=2028-06-01"],
            ),
            ("Reviewed by the hip team", &[]),
            ("This leaflet is for patients", &[]),
            ("Page 1 of 4", &[]),
        ];
        for (line, expected) in cases {
            assert_eq!(said(line), expected, "{line}");
        }
    }
}
