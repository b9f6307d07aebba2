//! `references.lock`: entries that a person compared with the work itself, with
//! date and initials. An entry that was changed since is reported, so that what
//! was verified stays verified.

use std::collections::BTreeMap;

use pamphlet_core::date::Date;
use pamphlet_core::diagnostic::{self, Diagnostic};
use pamphlet_core::limits;
use pamphlet_core::reference::{Reference, References};
use pamphlet_core::span::{Sources, Span};
use pamphlet_core::yaml;
use sha2::{Digest, Sha256};

/// The file beside the bibliography.
pub const LOCK_FILE: &str = "references.lock";

/// The verified entries of one bibliography, by key.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Lock {
    /// What was verified.
    pub entries: BTreeMap<String, Verified>,
}

/// That somebody verified an entry.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Verified {
    /// Where it stands in the lock file; [`Span::NONE`] for a new one.
    pub span: Span,
    /// When.
    pub date: Date,
    /// Who, by initials.
    pub by: String,
    /// The print of the entry as it was then.
    pub print: String,
}

/// How an entry stands to its lock.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Standing<'a> {
    /// Nobody verified it.
    Open,
    /// It is as it was verified.
    Verified(&'a Verified),
    /// It was changed since.
    Changed(&'a Verified),
}

/// The print of an entry: a hash of all that it says, whatever its format, order
/// and white space.
pub fn print_of(entry: &Reference) -> String {
    let mut text = format!("type={}\n", entry.kind.value.name());
    let squeezed = |text: &str| text.split_whitespace().collect::<Vec<_>>().join(" ");
    for (role, names) in &entry.names {
        for name in names {
            text.push_str(&format!("{}={}\n", role.name(), squeezed(&name.inverted())));
        }
    }
    for (field, words) in &entry.fields {
        let words = squeezed(&words.value.text)
            .replace(['–', '—'], "-")
            .replace("--", "-");
        text.push_str(&format!("{}={words}\n", field.name()));
    }
    for (time, when) in &entry.dates {
        let day = |day: Option<pamphlet_core::reference::Day>| match day {
            Some(day) => format!(
                "{}-{:?}-{:?}-{:?}",
                day.year, day.month, day.day, day.season
            ),
            None => String::new(),
        };
        let (start, end) = (day(when.value.start), day(when.value.end));
        let unread = if when.value.start.is_none() {
            when.value.text.as_str()
        } else {
            ""
        };
        text.push_str(&format!(
            "{}={start}/{end}/{}{unread}\n",
            time.name(),
            when.value.circa
        ));
    }
    hash(&text)
}

/// The first 128 bits of SHA-256, in hexadecimal digits.
fn hash(text: &str) -> String {
    let digest = Sha256::digest(text);
    digest[..16]
        .iter()
        .map(|byte| format!("{byte:02x}"))
        .collect()
}

/// Reads a lock file and registers it.
pub fn read_lock(path: &str, text: &str, sources: &mut Sources) -> (Lock, Vec<Diagnostic>) {
    let file = sources.add(path, text);
    let (root, mut faults) = yaml::parse(text, file, 0);
    let mut lock = Lock::default();
    let Some(root) = root.filter(|root| !root.is_null()) else {
        return (lock, faults);
    };
    let Some(entries) = root.entries() else {
        faults.push(shape(root.span, "a lock file is a map of keys"));
        return (lock, faults);
    };
    for (key, value) in entries {
        let get = |name: &str| value.get(name).and_then(yaml::Yaml::scalar);
        let (Some(date), Some(by), Some(print)) = (get("verified"), get("by"), get("print")) else {
            let message = format!("`{}` lacks `verified`, `by` or `print`", key.value);
            faults.push(shape(key.span, &message));
            continue;
        };
        let Some(date) = Date::parse(&date.value) else {
            faults.push(shape(date.span, &format!("`{}` is no date", date.value)));
            continue;
        };
        let verified = Verified {
            span: key.span,
            date,
            by: by.value,
            print: print.value,
        };
        lock.entries.insert(key.value.clone(), verified);
    }
    faults.truncate(limits::DIAGNOSTICS);
    (lock, faults)
}

fn shape(span: Span, message: &str) -> Diagnostic {
    Diagnostic::error("lock-shape", span, message).hint("let `pamphlet refs` write this file")
}

/// A lock as text, in the order of its keys.
pub fn write_lock(lock: &Lock) -> String {
    let mut out = String::from(
        "# Entries that a person compared with the work itself. Written by `pamphlet refs`.\n",
    );
    for (key, verified) in &lock.entries {
        out.push_str(&format!(
            "{}: {{verified: {}, by: {}, print: \"{}\"}}\n",
            quoted(key),
            verified.date,
            quoted(&verified.by),
            verified.print
        ));
    }
    out
}

/// A text in quotation marks.
fn quoted(text: &str) -> String {
    format!(
        "\"{}\"",
        text.replace('\\', "\\\\")
            .replace('"', "\\\"")
            .replace('\n', " ")
    )
}

/// How an entry stands.
pub fn standing<'a>(entry: &Reference, lock: &'a Lock) -> Standing<'a> {
    match lock.entries.get(&entry.key.value) {
        None => Standing::Open,
        Some(verified) if verified.print == print_of(entry) => Standing::Verified(verified),
        Some(verified) => Standing::Changed(verified),
    }
}

/// Locks entries: all, or those with the given keys. Gives the keys that no entry has.
pub fn verify<'a>(
    lock: &mut Lock,
    references: &References,
    keys: &[&'a str],
    date: Date,
    by: &str,
) -> Vec<&'a str> {
    for entry in &references.entries {
        if keys.is_empty() || keys.contains(&entry.key.value.as_str()) {
            let verified = Verified {
                span: Span::NONE,
                date,
                by: by.to_owned(),
                print: print_of(entry),
            };
            lock.entries.insert(entry.key.value.clone(), verified);
        }
    }
    let unknown = |key: &&&str| references.find(key).is_none();
    keys.iter().filter(unknown).copied().collect()
}

/// Entries that no longer are what was verified, and locks of entries that are
/// gone, each at its place.
pub fn compare(lock: &Lock, references: &References) -> Vec<Diagnostic> {
    let mut out = Vec::new();
    for entry in &references.entries {
        if let Standing::Changed(verified) = standing(entry, lock) {
            let key = &entry.key.value;
            let message = format!(
                "`{key}` was changed since {} verified it on {}",
                verified.by, verified.date
            );
            let mut fault = Diagnostic::error("changed-reference", entry.key.span, message).hint(
                format!("compare it with the work itself, then `pamphlet refs --lock {key}`"),
            );
            if !verified.span.is_none() {
                fault = fault.related(verified.span, "verified here");
            }
            out.push(fault);
        }
    }
    let known: std::collections::BTreeSet<&str> = references
        .entries
        .iter()
        .map(|entry| entry.key.value.as_str())
        .collect();
    for (key, verified) in &lock.entries {
        if !known.contains(key.as_str()) {
            let message = format!("`{key}` is locked and no reference has this key");
            let hint = match diagnostic::nearest(key, known.iter().copied()) {
                Some(near) => format!("if it is `{near}` now, lock that; else remove this line"),
                None => "remove this line".to_owned(),
            };
            out.push(Diagnostic::warning("stale-lock", verified.span, message).hint(hint));
        }
    }
    out
}

/// The entries of a bibliography in the form of `references.yaml`, in the order
/// of their keys: what `pamphlet refs` prints as "formatted".
pub fn to_yaml(references: &References) -> String {
    let mut entries: Vec<&Reference> = references.entries.iter().collect();
    entries.sort_by(|a, b| a.key.value.cmp(&b.key.value));
    let texts: Vec<String> = entries.into_iter().map(entry_to_yaml).collect();
    texts.join("\n")
}

/// One entry as Hayagriva's YAML: its key and what is known of it.
pub fn entry_to_yaml(entry: &Reference) -> String {
    crate::hayagriva::written(entry)
}

#[cfg(test)]
mod tests {
    use pamphlet_core::diagnostic::brief;

    use super::*;
    use crate::read;

    const YAML: &str =
        "a: {type: book, title: One, author: \"Ae, B\", date: 2001}\nb: {type: book, title: Two}\n";

    #[test]
    fn a_changed_entry_is_named_whatever_its_format() {
        let mut sources = Sources::new();
        let (references, _) = read("r.yaml", YAML.as_bytes(), &mut sources);
        let mut lock = Lock::default();
        let date = Date::parse("2026-11-01").unwrap();
        let unknown = verify(&mut lock, &references, &["a", "c"], date, "J\"R");
        assert_eq!(unknown, ["c"]);
        let text = write_lock(&lock);
        let (again, faults) = read_lock("references.lock", &text, &mut sources);
        assert_eq!(faults, []);
        assert_eq!(write_lock(&again), text);
        assert_eq!(compare(&again, &references), []);
        let bib = "@book{a, author = {Ae,  B}, title = {One}, year = 2001}";
        let (same, _) = read("r.bib", bib.as_bytes(), &mut sources);
        assert_eq!(compare(&again, &same), []);
        let (other, _) = read("r2.bib", bib.replace("One", "On").as_bytes(), &mut sources);
        let found: Vec<_> = compare(&again, &other)
            .iter()
            .map(|f| brief(f, &sources))
            .collect();
        assert_eq!(
            found,
            [
                "error[changed-reference] r2.bib:1:7 `a` was changed since J\"R verified it on 2026-11-01 (compare it with the work itself, then `pamphlet refs --lock a`)"
            ]
        );
        let gone = compare(&again, &References::default());
        assert_eq!(
            brief(&gone[0], &sources),
            "warning[stale-lock] references.lock:2:2 `a` is locked and no reference has this key (remove this line)"
        );
    }

    #[test]
    fn broken_locks_are_reported() {
        let mut sources = Sources::new();
        for text in [
            "- a",
            "a: {by: x}",
            "a: {verified: soon, by: x, print: y}",
            "a: [",
        ] {
            let (lock, faults) = read_lock("references.lock", text, &mut sources);
            assert!(lock.entries.is_empty() && !faults.is_empty(), "{text}");
        }
    }
}
