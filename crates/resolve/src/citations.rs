//! What citations print: "[1, p. 3; 2]" beside a sentence, "Walker [1]" in it.

use std::collections::BTreeMap;

use pamphlet_core::Inline;
use pamphlet_core::diagnostic::Diagnostic;
use pamphlet_core::edition::{CitationPiece, Edition};
use pamphlet_core::inline::{Citation, CitationForm, CitationItem};
use pamphlet_core::node::NodeId;
use pamphlet_core::reference::Reference;
use pamphlet_core::walk::{self, Visitor};

use crate::bibliography::{self, Printed};
use crate::ids::Ids;
use crate::{Input, tour};

/// Writes down the pieces of every citation, and in every entry who cites it.
pub(crate) fn resolve(
    input: &Input,
    edition: &mut Edition,
    printed: &Printed,
    ids: &mut Ids,
    report: &mut Vec<Diagnostic>,
) {
    let listed = edition.parts.iter().flat_map(|part| &part.bibliography);
    let mut citations = Citations {
        printed,
        known: input
            .references
            .entries
            .iter()
            .map(|e| (e.key.value.as_str(), e))
            .collect(),
        entries: listed
            .map(|entry| (entry.key.clone(), entry.meta.id))
            .collect(),
        report,
        found: Vec::new(),
    };
    tour::whole(&mut citations, edition);
    let Citations { found, .. } = citations;
    let mut cited_by: BTreeMap<NodeId, Vec<NodeId>> = BTreeMap::new();
    for (id, mut pieces) in found {
        for piece in &mut pieces {
            piece.inlines = ids.inlines(std::mem::take(&mut piece.inlines));
            if let Some(entry) = piece.entry {
                let citations = cited_by.entry(entry).or_default();
                if citations.last() != Some(&id) {
                    citations.push(id);
                }
            }
        }
        edition.facts.citations.insert(id, pieces);
    }
    for entry in edition
        .parts
        .iter_mut()
        .flat_map(|part| &mut part.bibliography)
    {
        entry.cited_by = cited_by.remove(&entry.meta.id).unwrap_or_default();
    }
}

struct Citations<'a> {
    printed: &'a Printed,
    known: BTreeMap<&'a str, &'a Reference>,
    entries: BTreeMap<String, NodeId>,
    report: &'a mut Vec<Diagnostic>,
    found: Vec<(NodeId, Vec<CitationPiece>)>,
}

impl Visitor for Citations<'_> {
    fn inline(&mut self, inline: &Inline) {
        if let Inline::Citation(citation) = inline {
            for item in &citation.items {
                if !self.known.contains_key(item.key.value.as_str()) {
                    let known = self.known.keys().copied();
                    self.report
                        .push(bibliography::unknown(&item.key.value, item.key.span, known));
                }
            }
            let pieces = match self.printed.shown {
                true => self.pieces(citation),
                false => Vec::new(),
            };
            self.found.push((citation.meta.id, pieces));
        }
        walk::walk_inline(self, inline);
    }
}

impl Citations<'_> {
    fn pieces(&self, citation: &Citation) -> Vec<CitationPiece> {
        match citation.form {
            CitationForm::Bracketed => {
                let mut pieces = vec![mark("[")];
                for (i, item) in citation.items.iter().enumerate() {
                    pieces.extend((i > 0).then(|| mark("; ")));
                    pieces.push(self.number(item));
                }
                pieces.push(mark("]"));
                pieces
            }
            CitationForm::InSentence => {
                let mut pieces = Vec::new();
                for (i, item) in citation.items.iter().enumerate() {
                    pieces.extend((i > 0).then(|| mark("; ")));
                    let name = self.name(item);
                    pieces.extend((!item.suppress_author).then(|| mark(&format!("{name} "))));
                    pieces.extend([mark("["), self.number(item), mark("]")]);
                }
                pieces
            }
        }
    }

    /// "see 1, p. 3".
    fn number(&self, item: &CitationItem) -> CitationPiece {
        let key = &item.key.value;
        let mut words = item.prefix.trim().to_owned();
        words.push_str(if words.is_empty() { "" } else { " " });
        match self.printed.numbers.get(key) {
            Some(number) => words.push_str(&number.to_string()),
            None => words.push_str(key),
        }
        if !item.locator.trim().is_empty() {
            words.push_str(&format!(", {}", item.locator.trim()));
        }
        CitationPiece {
            inlines: vec![Inline::made(words)],
            entry: self.entries.get(key).copied(),
        }
    }

    /// The authors, else the title, as words of the sentence.
    fn name(&self, item: &CitationItem) -> String {
        let entry = self.known.get(item.key.value.as_str());
        let authors = entry.and_then(|entry| pamphlet_cite::short_authors(entry));
        let title = || {
            entry
                .and_then(|entry| entry.title.as_ref())
                .map(|title| title.value.clone())
        };
        authors
            .or_else(title)
            .unwrap_or_else(|| item.key.value.clone())
    }
}

/// A piece that stands for no entry.
fn mark(text: &str) -> CitationPiece {
    CitationPiece {
        inlines: vec![Inline::made(text)],
        entry: None,
    }
}
