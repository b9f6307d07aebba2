//! The glossary part: the terms that the edition uses, with what they mean.

use std::collections::BTreeMap;

use pamphlet_core::Inline;
use pamphlet_core::diagnostic::Diagnostic;
use pamphlet_core::edition::{Edition, EditionPart, EditionPartKind, GlossaryItem};
use pamphlet_core::glossary::{Glossary, GlossaryEntry};
use pamphlet_core::node::Meta;
use pamphlet_core::walk::{self, Visitor};

use crate::{Input, made, select, tour};

/// Entries by every name that they have, in small letters; as
/// [`Glossary::find`], without its search through all entries.
pub(crate) struct Names<'a> {
    entries: BTreeMap<String, &'a GlossaryEntry>,
}

impl<'a> Names<'a> {
    /// The names of a glossary; of two entries with one name the first has it.
    pub(crate) fn of(glossary: &'a Glossary) -> Names<'a> {
        let mut entries = BTreeMap::new();
        for entry in &glossary.entries {
            let others = entry.short.iter().chain(&entry.aliases);
            for name in [&entry.term, &entry.key].into_iter().chain(others) {
                entries.entry(name.value.to_lowercase()).or_insert(entry);
            }
        }
        Names { entries }
    }

    /// The entry with a name.
    pub(crate) fn find(&self, name: &str) -> Option<&'a GlossaryEntry> {
        self.entries.get(&name.trim().to_lowercase()).copied()
    }

    /// All names.
    pub(crate) fn all(&self) -> impl Iterator<Item = &str> {
        self.entries.keys().map(String::as_str)
    }
}

/// Adds the glossary part if the edition uses any term that has an entry.
pub(crate) fn place(input: &Input, edition: &mut Edition, report: &mut Vec<Diagnostic>) {
    let mut used = Used {
        names: Names::of(input.glossary),
        entries: BTreeMap::new(),
    };
    tour::whole(&mut used, edition);
    let mut entries: Vec<&GlossaryEntry> = used.entries.into_values().collect();
    entries.sort_by_cached_key(|entry| (entry.term.value.to_lowercase(), entry.key.value.clone()));
    let items: Vec<GlossaryItem> = entries
        .into_iter()
        .filter_map(|entry| item(input, entry, report))
        .collect();
    if !items.is_empty() {
        edition.parts.push(EditionPart {
            meta: Meta::made(),
            kind: EditionPartKind::Glossary,
            title: vec![Inline::made(edition.words.glossary)],
            title_shown: true,
            blocks: Vec::new(),
            sections: Vec::new(),
            bibliography: Vec::new(),
            glossary: items,
        });
    }
}

struct Used<'a> {
    names: Names<'a>,
    entries: BTreeMap<&'a str, &'a GlossaryEntry>,
}

impl Visitor for Used<'_> {
    fn inline(&mut self, inline: &Inline) {
        if let Inline::Term(term) = inline
            && let Some(entry) = self.names.find(&term.name.value)
        {
            self.entries.insert(&entry.key.value, entry);
        }
        walk::walk_inline(self, inline);
    }
}

/// An entry as printed; none where there is nothing to say about its term.
fn item(
    input: &Input,
    entry: &GlossaryEntry,
    report: &mut Vec<Diagnostic>,
) -> Option<GlossaryItem> {
    let mut term = vec![made::text(input.sources, &entry.term)];
    if let Some(short) = &entry.short {
        term.push(Inline::made(" ("));
        term.push(made::text(input.sources, short));
        term.push(Inline::made(")"));
    }
    let mut definition = select::printed_inlines(entry.definition.clone());
    if definition.is_empty() {
        let name = &entry.term.value;
        let Some(other) = entry.plain.as_ref().or(entry.short.as_ref()) else {
            report.push(
                Diagnostic::error(
                    "no-definition",
                    entry.span,
                    format!("the term \"{name}\" has no definition"),
                )
                .hint("write `definition:` with a sentence that says what it means"),
            );
            return None;
        };
        let message = format!(
            "the term \"{name}\" has no definition; the glossary says \"{}\"",
            other.value
        );
        report.push(
            Diagnostic::warning("no-definition", entry.span, message)
                .hint("write `definition:` with a sentence that says what it means"),
        );
        definition = vec![made::text(input.sources, other)];
    }
    Some(GlossaryItem {
        meta: Meta::at(entry.span),
        key: entry.key.value.clone(),
        term,
        definition,
        used_by: Vec::new(),
    })
}
