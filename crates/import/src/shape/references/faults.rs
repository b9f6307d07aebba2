//! Nothing that an import writes is an error of the build: what a bibliography
//! may not have goes out of its entry, and an editor is told.

use std::collections::BTreeMap;

use pamphlet_core::diagnostic::Severity;
use pamphlet_core::reference::{Field, Reference, References, Time};

/// Fields that may be wrong by their form.
const FIELDS: [Field; 7] = [
    Field::Pages,
    Field::Doi,
    Field::Pmid,
    Field::Pmcid,
    Field::Isbn,
    Field::Issn,
    Field::Url,
];

/// Takes wrong fields out of an entry; gives what to tell about each, or none
/// where the entry is wrong as a whole.
pub fn mend(entry: &mut Reference) -> Option<Vec<String>> {
    let mut doubts = Vec::new();
    let mut left = errors(entry);
    if left == 0 {
        return Some(doubts);
    }
    for field in FIELDS {
        let Some(words) = entry.fields.remove(&field) else {
            continue;
        };
        let now = errors(entry);
        if now < left {
            doubts.push(format!(
                "its {} `{}` cannot be right",
                field.name(),
                words.value.text
            ));
            left = now;
        } else {
            entry.fields.insert(field, words);
        }
    }
    for time in [Time::Issued, Time::Accessed] {
        let Some(when) = entry.dates.remove(&time) else {
            continue;
        };
        let now = errors(entry);
        if now < left {
            doubts.push(format!(
                "its {} `{}` cannot be right",
                time.name(),
                when.value.text
            ));
            left = now;
        } else {
            entry.dates.insert(time, when);
        }
    }
    (left == 0).then_some(doubts)
}

fn errors(entry: &Reference) -> usize {
    let alone = References {
        entries: vec![entry.clone()],
    };
    let found = pamphlet_cite::check(&alone);
    found
        .iter()
        .filter(|it| it.severity == Severity::Error)
        .count()
}

/// Identifiers that entries have, to find two of one.
#[derive(Default)]
pub struct Identified(BTreeMap<(Field, String), String>);

impl Identified {
    /// Takes identifiers out that another entry has; gives what to tell.
    pub fn claim(&mut self, entry: &mut Reference) -> Vec<String> {
        let mut doubts = Vec::new();
        for field in [Field::Doi, Field::Pmid, Field::Pmcid] {
            let Some(id) = entry.text(field).map(str::to_lowercase) else {
                continue;
            };
            let key = (field, id);
            if let Some(other) = self.0.get(&key) {
                doubts.push(format!(
                    "`{other}` has its {}: one of them is wrong, or they are one work",
                    field.name()
                ));
                entry.fields.remove(&field);
            } else {
                self.0.insert(key, entry.key.value.clone());
            }
        }
        doubts
    }
}
