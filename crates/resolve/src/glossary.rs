//! The glossary part: the terms that the edition uses, and those that their
//! definitions use, with what they mean.

use std::collections::{BTreeMap, BTreeSet};

use pamphlet_core::Inline;
use pamphlet_core::collation::Collation;
use pamphlet_core::diagnostic::Diagnostic;
use pamphlet_core::edition::{Edition, EditionPart, EditionPartKind, GlossaryItem};
use pamphlet_core::glossary::GlossaryEntry;
use pamphlet_core::inline::{Term, plain_text};
use pamphlet_core::node::Meta;
use pamphlet_core::span::Spanned;
use pamphlet_core::walk::{self, Visitor};
use pamphlet_core::words::Words;

use crate::lexicon::Lexicon;
use crate::{Input, made, select, tour};

/// What ends a sentence.
const ENDS: [char; 10] = ['.', '!', '?', '…', '。', '！', '？', '।', '۔', '؟'];

/// Adds the glossary part if the edition uses any term that has an entry.
pub(crate) fn place(input: &Input, edition: &mut Edition, report: &mut Vec<Diagnostic>) {
    let lexicon = Lexicon::of(input.glossary, edition.words);
    let mut used = Used::new(&lexicon);
    tour::whole(&mut used, edition);
    let used = used.with_definitions(input);
    let mut entries: Vec<&GlossaryEntry> =
        used.iter().map(|i| &input.glossary.entries[*i]).collect();
    let order = Collation::of(&edition.language);
    entries.sort_by(|a, b| {
        let terms = order.compare(&a.term.value, &b.term.value);
        terms.then_with(|| a.key.value.cmp(&b.key.value))
    });
    let printed: Printed = entries
        .iter()
        .map(|entry| (entry.key.value.as_str(), *entry))
        .collect();
    let mut items = Vec::new();
    for entry in &entries {
        let Some(mut item) = item(input, entry, report) else {
            continue;
        };
        let related = related(entry, &printed);
        append(&mut item.definition, related, edition.words);
        items.push(item);
    }
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

/// The entries that what it visits uses.
pub(crate) struct Used<'a> {
    lexicon: &'a Lexicon<'a>,
    entries: BTreeSet<usize>,
}

impl<'a> Used<'a> {
    /// None so far.
    pub(crate) fn new(lexicon: &'a Lexicon<'a>) -> Used<'a> {
        Used {
            lexicon,
            entries: BTreeSet::new(),
        }
    }

    /// With those that their definitions use, and so on.
    pub(crate) fn with_definitions(mut self, input: &Input) -> BTreeSet<usize> {
        let mut all = BTreeSet::new();
        while let Some(index) = self.entries.pop_first() {
            if all.insert(index) {
                walk::walk_inlines(&mut self, &input.glossary.entries[index].definition);
            }
        }
        all
    }
}

impl Visitor for Used<'_> {
    fn inline(&mut self, inline: &Inline) {
        if let Inline::Term(term) = inline
            && let Some(found) = self.lexicon.find(&term.name.value)
        {
            self.entries.insert(found.index);
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

/// The entries that the edition prints, by key.
type Printed<'a> = BTreeMap<&'a str, &'a GlossaryEntry>;

/// The related entries that the edition prints, as terms, in the order written.
fn related(entry: &GlossaryEntry, printed: &Printed) -> Vec<Inline> {
    let mut seen = BTreeSet::from([entry.key.value.as_str()]);
    let keys = entry.see_also.iter().map(|key| key.value.as_str());
    let entries = keys
        .filter(|key| seen.insert(key))
        .filter_map(|key| printed.get(key).copied());
    let term = |entry: &GlossaryEntry| {
        Inline::Term(Term {
            meta: Meta::made(),
            name: Spanned::made(entry.key.value.clone()),
            shown: Some(Spanned::made(entry.term.value.clone())),
        })
    };
    entries.map(term).collect()
}

/// Puts "See also: this, that." behind a definition.
fn append(definition: &mut Vec<Inline>, related: Vec<Inline>, words: &Words) {
    if related.is_empty() {
        return;
    }
    let said = plain_text(definition);
    let ends = said.trim_end().ends_with(ENDS);
    let stop = if ends { "" } else { words.full_stop };
    definition.push(Inline::made(format!(
        "{stop} {}{}",
        words.see_also, words.colon
    )));
    for (i, term) in related.into_iter().enumerate() {
        definition.extend((i > 0).then(|| Inline::made(words.list_separator)));
        definition.push(term);
    }
    definition.push(Inline::made(words.full_stop));
}
