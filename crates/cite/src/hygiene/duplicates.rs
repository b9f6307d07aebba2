//! Entries that are one work, or pretend to be two.

use std::collections::BTreeMap;

use pamphlet_core::reference::{Field, Kind, Reference};

use super::numbers::extent;
use super::{Context, Found};

/// How much of two titles must agree, in hundredths (`CIT003`).
const ALIKE: usize = 90;
/// Titles compared with others of their year that share a word; more are not
/// worth the time.
const COMPARED: usize = 200;

/// One DOI or PMID, two entries. Parts of one book share its DOI rightly.
pub(crate) fn identifiers(context: &Context, found: &mut Found) {
    for field in [Field::Doi, Field::Pmid, Field::Pmcid] {
        let mut seen: BTreeMap<String, &Reference> = BTreeMap::new();
        for entry in context.entries {
            let Some(id) = entry.text(field) else {
                continue;
            };
            let id = id.to_lowercase();
            let Some(first) = seen.get(&id) else {
                seen.insert(id, entry);
                continue;
            };
            let part = |entry: &Reference| matches!(entry.kind.value, Kind::Chapter | Kind::Entry);
            if part(entry) || part(first) {
                continue;
            }
            let message = format!(
                "`{}` and `{}` have one {}",
                first.key.value,
                entry.key.value,
                field.name()
            );
            let (place, other) = (entry.place(field), first.place(field));
            let hint = "keep one of the two entries, or look up which of them is wrong";
            let fault = found.push(place, message, hint);
            fault.related.push((other, "the other entry".to_owned()));
        }
    }
}

/// A title as its words in small letters.
fn words(entry: &Reference) -> Vec<String> {
    let title = entry.text(Field::Title).unwrap_or("");
    title
        .split(|c: char| !c.is_alphanumeric())
        .filter(|word| !word.is_empty())
        .map(str::to_lowercase)
        .take(60)
        .collect()
}

/// How many hundredths of the words of two titles they share (Dice).
fn alike(a: &[String], b: &[String]) -> usize {
    let mut left: BTreeMap<&str, usize> = BTreeMap::new();
    for word in a {
        *left.entry(word).or_default() += 1;
    }
    let mut shared = 0;
    for word in b {
        if let Some(count) = left.get_mut(word.as_str())
            && *count > 0
        {
            *count -= 1;
            shared += 1;
        }
    }
    200 * shared / (a.len() + b.len()).max(1)
}

/// Nearly one title, one year. Entries that have different DOIs are different
/// works: parts of a series have such titles.
pub(crate) fn titles(context: &Context, found: &mut Found) {
    // Candidates share a year and one of the title's longest words.
    let mut groups: BTreeMap<(Option<i32>, String), Vec<usize>> = BTreeMap::new();
    let titles: Vec<Vec<String>> = context.entries.iter().map(words).collect();
    for (i, entry) in context.entries.iter().enumerate() {
        let own = &titles[i];
        if own.is_empty() {
            continue;
        }
        let mut longest: Vec<&String> = own.iter().collect();
        longest.sort_by_key(|word| (std::cmp::Reverse(word.len()), word.as_str()));
        longest.dedup();
        let mut first: Option<usize> = None;
        for word in longest.into_iter().take(3) {
            let group = groups.entry((entry.year(), word.clone())).or_default();
            if first.is_none() {
                let same = |j: &&usize| {
                    let close = own.len() > 2 && alike(own, &titles[**j]) >= ALIKE;
                    (close || *own == titles[**j]) && !different(entry, &context.entries[**j])
                };
                first = group.iter().take(COMPARED).find(same).copied();
            }
            if group.len() < COMPARED {
                group.push(i);
            }
        }
        // Of many alike each is told of the first.
        if let Some(other) = first.map(|j| &context.entries[j]) {
            let message = format!(
                "`{}` and `{}` have nearly one title and one year",
                other.key.value, entry.key.value
            );
            let hint = "keep one of the two entries if they are one work";
            let fault = found.push(entry.place(Field::Title), message, hint);
            fault
                .related
                .push((other.place(Field::Title), "the other entry".to_owned()));
        }
    }
}

/// Whether identifiers say that two entries are two works, or one, which another
/// rule reports.
fn different(a: &Reference, b: &Reference) -> bool {
    [Field::Doi, Field::Pmid]
        .iter()
        .any(|field| a.field(*field).is_some() && b.field(*field).is_some())
}

/// One journal, volume and issue, adjacent pages: made-up references look so.
pub(crate) fn adjacent(context: &Context, found: &mut Found) {
    type Pages<'a> = Vec<(String, u64, u64, &'a Reference)>;
    let mut issues: BTreeMap<(String, String, String), Pages> = BTreeMap::new();
    for entry in context.entries {
        let text = |field| entry.text(field).map(str::to_lowercase);
        let (Some(journal), Some(volume)) = (text(Field::Container), text(Field::Volume)) else {
            continue;
        };
        if entry.kind.value != Kind::Article {
            continue;
        }
        if let Some((letters, first, last)) = extent(entry) {
            let issue = text(Field::Issue).unwrap_or_default();
            let pages = issues.entry((journal, volume, issue)).or_default();
            pages.push((letters, first, last, entry));
        }
    }
    for pages in issues.values_mut() {
        pages.sort_by(|a, b| (&a.0, a.1, a.2).cmp(&(&b.0, b.1, b.2)));
        for pair in pages.windows(2) {
            let [(letters, _, last, before), (other, first, _, after)] = pair else {
                continue;
            };
            if letters != other || *first != last + 1 {
                continue;
            }
            let message = format!(
                "`{}` starts on the page after `{}` ends, in one issue",
                after.key.value, before.key.value
            );
            let hint = "look both up: this is seldom so, but in made-up references it often is";
            let fault = found.push(after.place(Field::Pages), message, hint);
            let place = before.place(Field::Pages);
            fault.related.push((place, "the other entry".to_owned()));
        }
    }
}
