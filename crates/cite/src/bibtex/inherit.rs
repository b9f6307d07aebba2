//! Entries that take fields from others: `crossref` and `xdata`. Followed by
//! ourselves, with places, a limit of depth and an answer to loops.

use std::collections::BTreeMap;

use pamphlet_core::diagnostic::{self, Diagnostic};

use super::{Entry, Value};

/// Entries within entries within entries.
const DEEP: usize = 8;

/// Fills in what entries take from others.
pub(crate) fn resolve(entries: &mut [Entry], faults: &mut Vec<Diagnostic>) {
    let mut index: BTreeMap<String, usize> = BTreeMap::new();
    for (i, entry) in entries.iter().enumerate() {
        index.entry(entry.key.value.clone()).or_insert(i);
    }
    let mut state = vec![State::New; entries.len()];
    for i in 0..entries.len() {
        visit(i, 0, entries, &index, &mut state, faults);
    }
}

#[derive(Clone, Copy, PartialEq, Eq)]
enum State {
    New,
    Open,
    Done,
}

fn visit(
    i: usize,
    depth: usize,
    entries: &mut [Entry],
    index: &BTreeMap<String, usize>,
    state: &mut [State],
    faults: &mut Vec<Diagnostic>,
) {
    if state[i] == State::Done {
        return;
    }
    state[i] = State::Open;
    for link in ["xdata", "crossref"] {
        let Some(value) = entries[i].fields.get(link).cloned() else {
            continue;
        };
        if value.inherited {
            continue;
        }
        for key in value.words.text.split(',').map(str::trim) {
            let Some(&parent) = index.get(key) else {
                let message = format!("`{link}` names `{key}`, which is no entry of this file");
                let near = diagnostic::nearest(key, index.keys().map(String::as_str));
                faults.push(
                    Diagnostic::error("unknown-crossref", value.span, message).hint(match near {
                        Some(near) => format!("did you mean `{near}`?"),
                        None => "write that entry, or remove the field".to_owned(),
                    }),
                );
                continue;
            };
            if state[parent] == State::Open || depth >= DEEP {
                let message = match state[parent] {
                    State::Open => format!("`{link}` leads from `{key}` back to this entry"),
                    _ => format!("entries take from one another over more than {DEEP} steps"),
                };
                faults.push(
                    Diagnostic::error("crossref-loop", value.span, message)
                        .hint("write the fields into the entry itself"),
                );
                continue;
            }
            visit(parent, depth + 1, entries, index, state, faults);
            let given: Vec<(String, Value)> = entries[parent]
                .fields
                .iter()
                .filter_map(|(name, value)| {
                    let name = match link {
                        "xdata" => Some(name.as_str()),
                        _ => heir(name, &entries[parent].kind.value, &entries[i].kind.value),
                    };
                    Some((name?.to_owned(), value.clone()))
                })
                .collect();
            for (name, value) in given {
                let value = Value {
                    inherited: true,
                    ..value
                };
                entries[i].fields.entry(name).or_insert(value);
            }
        }
    }
    state[i] = State::Done;
}

/// What a parent's field is called in its child; none where it is not handed down.
fn heir<'a>(field: &'a str, parent: &str, child: &str) -> Option<&'a str> {
    const OWN: [&str; 12] = [
        "ids",
        "crossref",
        "xref",
        "xdata",
        "options",
        "shorttitle",
        "sorttitle",
        "keywords",
        "label",
        "doi",
        "abstract",
        "pages",
    ];
    if OWN.contains(&field) {
        return None;
    }
    let part = child.starts_with("in") || child.starts_with("bookin") || child.starts_with("supp");
    Some(match (field, parent) {
        ("title", "periodical") => "journaltitle",
        ("title", "mvbook" | "mvcollection" | "mvproceedings" | "mvreference") if part => {
            "maintitle"
        }
        ("title", _) if part || child == "conference" => "booktitle",
        ("subtitle", _) if part || child == "conference" => "booksubtitle",
        ("author", "book" | "mvbook") if part => "bookauthor",
        _ => field,
    })
}
