//! What a reader gave, as the tests of all formats look at it.

use pamphlet_core::diagnostic::{Diagnostic, brief};
use pamphlet_core::reference::References;
use pamphlet_core::span::Sources;

/// The keys of the entries, in their order.
pub(crate) fn keys(references: &References) -> Vec<&str> {
    let entries = references.entries.iter();
    entries.map(|entry| entry.key.value.as_str()).collect()
}

/// Name and place of each fault, in their order: `error[missing-key] r.ris:9:1`.
pub(crate) fn places(faults: &[Diagnostic], sources: &Sources) -> Vec<String> {
    let places = faults.iter().map(|fault| {
        let brief = brief(fault, sources);
        brief.split(' ').take(2).collect::<Vec<_>>().join(" ")
    });
    places.collect()
}

/// What is said of each fault without its advice, sorted.
pub(crate) fn said(faults: &[Diagnostic], sources: &Sources) -> Vec<String> {
    let said = faults.iter().map(|fault| {
        let brief = brief(fault, sources);
        brief.split(" (").next().unwrap_or_default().to_owned()
    });
    let mut said: Vec<_> = said.collect();
    said.sort();
    said
}
