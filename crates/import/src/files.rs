//! What was imported as the files of an article's folder.

use std::collections::BTreeMap;

use pamphlet_markdown::write_entry;

use crate::{Imported, Kept};

/// The files by their path relative to the folder.
pub fn files(imported: &Imported) -> BTreeMap<String, Vec<u8>> {
    let mut files = imported.beside.clone();
    let article = match &imported.verbatim {
        Some(text) => text.clone(),
        None => with_slots(pamphlet_markdown::write(&imported.article), &imported.slots),
    };
    files.insert("article.md".to_owned(), article.into_bytes());
    let glossary = entries(&imported.glossary, write_entry);
    if !glossary.is_empty() {
        files.insert("glossary.yaml".to_owned(), glossary.into_bytes());
    }
    let references = entries(&imported.references, pamphlet_cite::entry_to_yaml);
    if !references.is_empty() {
        files.insert("references.yaml".to_owned(), references.into_bytes());
    }
    files
}

/// Entries of a YAML map, each with its remarks above it as comments.
fn entries<T>(entries: &[Kept<T>], write: impl Fn(&T) -> String) -> String {
    let mut out = String::new();
    for entry in entries {
        if !out.is_empty() {
            out.push('\n');
        }
        for remark in &entry.remarks {
            for line in remark.lines() {
                out.push_str(&format!("# {}\n", line.trim()));
            }
        }
        out.push_str(&write(&entry.value));
    }
    out
}

/// Adds keys without a value to the front matter.
fn with_slots(text: String, slots: &[&str]) -> String {
    if slots.is_empty() {
        return text;
    }
    let lines: String = slots.iter().map(|key| format!("{key}:\n")).collect();
    match text
        .strip_prefix("---\n")
        .and_then(|rest| rest.find("---\n").map(|_| rest))
    {
        Some(rest) => {
            let end = match rest.starts_with("---\n") {
                true => 0,
                false => rest.find("\n---\n").map_or(0, |at| at + 1),
            };
            format!("---\n{}{lines}{}", &rest[..end], &rest[end..])
        }
        None => format!("---\n{lines}---\n{text}"),
    }
}
