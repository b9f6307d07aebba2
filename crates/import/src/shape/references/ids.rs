//! Identifiers, addresses and days of access: taken out of a line, so that what
//! is left is people, titles and numbers.

use std::collections::BTreeMap;

use pamphlet_core::reference::Field;

use super::dates::{self, Date};

/// What was taken out.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Ids {
    /// Identifiers and the address.
    pub fields: BTreeMap<Field, String>,
    /// The day on which somebody looked at the address.
    pub accessed: Option<Date>,
    /// The day on which a page was put on the web.
    pub published: Option<Date>,
}

/// Words before a day of access.
const ACCESSED: [&str; 18] = [
    "accessed",
    "retrieved",
    "cited",
    "abgerufen",
    "zugriff",
    "aufgerufen",
    "consultado",
    "recuperado",
    "citado",
    "acceso",
    "zitiert",
    "consulté",
    "viewed",
    "visited",
    "abruf",
    "consultada",
    "letzter",
    "geöffnet",
];

/// Words before the day on which a page came out.
const PUBLISHED: [&str; 6] = [
    "published",
    "updated",
    "publicado",
    "actualizado",
    "veröffentlicht",
    "stand",
];

/// Words between a text and its address.
const FROM: [&str; 12] = [
    "available",
    "from",
    "at",
    "disponible",
    "en",
    "verfügbar",
    "unter",
    "url",
    "link",
    "online",
    "desde",
    "web",
];

/// Takes identifiers out of a line.
pub fn take(line: &str) -> (String, Ids) {
    let words: Vec<&str> = line.split_whitespace().collect();
    let mut ids = Ids::default();
    let mut rest: Vec<String> = Vec::new();
    let mut at = 0;
    while let Some(word) = words.get(at) {
        let next = words.get(at + 1).copied();
        if let Some(used) = one(word, next, &mut ids) {
            at += used;
            drop_lead(&mut rest);
            continue;
        }
        if let Some(used) = dated(&words[at..], &mut ids) {
            at += used;
            continue;
        }
        // "[Internet]" says no more than the address does.
        match word.strip_prefix("[Internet]") {
            Some(stop) => {
                if let Some(last) = rest.last_mut() {
                    last.push_str(stop);
                }
            }
            None => rest.push((*word).to_owned()),
        }
        at += 1;
    }
    (rest.join(" "), ids)
}

fn bare(word: &str) -> String {
    word.trim_matches(|c: char| !c.is_alphanumeric())
        .to_lowercase()
}

/// Takes "Available from:" off the end.
fn drop_lead(rest: &mut Vec<String>) {
    while let Some(last) = rest.last() {
        let word = bare(last);
        // Only marks of punctuation: `<` before an address.
        let lead = word.is_empty() || FROM.contains(&word.as_str());
        let ends = last.ends_with('.') && !word.is_empty();
        if !lead || ends || word == "web" {
            break;
        }
        rest.pop();
    }
}

/// An identifier, and how many words it takes.
fn one(word: &str, next: Option<&str>, ids: &mut Ids) -> Option<usize> {
    let inner = word
        .trim_start_matches(['(', '<', '['])
        .trim_end_matches([')', '>', ']', '.', ',', ';']);
    // A bracket within an address is its own.
    let inner = match word.contains('(') && !word.starts_with('(') && word.contains(')') {
        true => word.trim_end_matches(['.', ',', ';']),
        false => inner,
    };
    let low = inner.to_lowercase();
    let mut put = |field: Field, value: &str| {
        if !value.is_empty() {
            ids.fields.entry(field).or_insert_with(|| value.to_owned());
        }
    };
    let address = low.starts_with("http://") || low.starts_with("https://");
    if let Some(at) = low.find("doi.org/10.").filter(|_| inner.is_ascii()) {
        put(Field::Doi, &inner[at + 8..]);
        return Some(1);
    }
    if address {
        put(Field::Url, inner);
        return Some(1);
    }
    if low.starts_with("www.") && low.len() > 6 {
        put(Field::Url, &format!("https://{inner}"));
        return Some(1);
    }
    let labelled = |label: &str| -> Option<(String, usize)> {
        let rest = low.strip_prefix(label)?;
        let rest_start = inner.len().checked_sub(rest.len())?;
        let own = inner.get(rest_start..)?.trim_start_matches(':');
        if !own.is_empty() {
            return Some((own.to_owned(), 1));
        }
        let next = next?.trim_end_matches(['.', ',', ';', ')', ']']);
        Some((next.to_owned(), 2))
    };
    let digits = |text: &str| !text.is_empty() && text.bytes().all(|b| b.is_ascii_digit());
    if let Some((value, used)) = labelled("doi").filter(|(value, _)| value.starts_with("10.")) {
        put(Field::Doi, &value);
        return Some(used);
    }
    if low.starts_with("10.") && low.contains('/') && low.len() > 8 {
        put(Field::Doi, inner);
        return Some(1);
    }
    if let Some((value, used)) = labelled("pmcid") {
        put(Field::Pmcid, &value.to_uppercase());
        return Some(used);
    }
    if let Some((value, used)) = labelled("pmid").filter(|(value, _)| digits(value)) {
        put(Field::Pmid, &value);
        return Some(used);
    }
    if inner.strip_prefix("PMC").is_some_and(digits) {
        put(Field::Pmcid, inner);
        return Some(1);
    }
    for (label, field) in [("isbn", Field::Isbn), ("issn", Field::Issn)] {
        let number = |value: &String| value.starts_with(|c: char| c.is_ascii_digit());
        if let Some((value, used)) = labelled(label).filter(|(value, _)| number(value)) {
            put(field, &value);
            return Some(used);
        }
    }
    None
}

/// "Accessed 3 May 2020": a date with the word before it, and how many words that is.
fn dated(words: &[&str], ids: &mut Ids) -> Option<usize> {
    let first = bare(words.first()?);
    let access = ACCESSED.contains(&first.as_str());
    if !access && !PUBLISHED.contains(&first.as_str()) {
        return None;
    }
    let glue = |word: &&&str| {
        matches!(
            bare(word).as_str(),
            "on" | "am" | "el" | "" | "le" | "zugriff" | "abruf" | "date"
        )
    };
    let skipped = words.iter().skip(1).take_while(glue).count();
    let (date, used) = dates::leading(words.get(1 + skipped..)?);
    date.year?;
    match access {
        true => ids.accessed = Some(date),
        false => ids.published = Some(date),
    }
    Some(1 + skipped + used)
}
