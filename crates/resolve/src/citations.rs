//! What citations print, written down for every node that cites.

use std::collections::BTreeMap;

use pamphlet_core::Inline;
use pamphlet_core::diagnostic::Diagnostic;
use pamphlet_core::edition::{CitationPiece, Edition};
use pamphlet_core::inline::Citation;
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
    printed: &mut Printed,
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
    printed: &'a mut Printed,
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
            let pieces = self.pieces(citation);
            self.found.push((citation.meta.id, pieces));
        }
        walk::walk_inline(self, inline);
    }
}

impl Citations<'_> {
    fn pieces(&mut self, citation: &Citation) -> Vec<CitationPiece> {
        let pieces = self.printed.of(citation).into_iter();
        pieces
            .map(|piece| CitationPiece {
                inlines: piece.inlines,
                entry: piece.key.and_then(|key| self.entries.get(&key).copied()),
            })
            .collect()
    }
}
