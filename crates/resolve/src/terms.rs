//! What terms print and mean, and which use is the first in its part.

use std::collections::{BTreeMap, BTreeSet};

use pamphlet_core::diagnostic::{self, Diagnostic};
use pamphlet_core::edition::{Edition, EditionPart, ResolvedTerm};
use pamphlet_core::inline::Term;
use pamphlet_core::node::NodeId;
use pamphlet_core::walk::{self, Visitor};
use pamphlet_core::{Block, Inline, Section};

use crate::glossary::Names;
use crate::ids::Ids;
use crate::{Input, made};

/// Writes down every term, and in every glossary item who uses it.
pub(crate) fn resolve(
    input: &Input,
    edition: &mut Edition,
    ids: &mut Ids,
    report: &mut Vec<Diagnostic>,
) {
    let glossary = edition.parts.iter().flat_map(|part| &part.glossary);
    let mut terms = Terms {
        input,
        names: Names::of(input.glossary),
        items: glossary
            .map(|item| (item.key.clone(), item.meta.id))
            .collect(),
        captions: &edition.facts.linearised,
        plain: 0,
        met: BTreeSet::new(),
        report,
        found: Vec::new(),
    };
    terms.edition(edition);
    let found = terms.found;
    let mut used_by: BTreeMap<NodeId, Vec<NodeId>> = BTreeMap::new();
    for (id, mut term) in found {
        term.inlines = ids.inlines(term.inlines);
        if let Some(item) = term.item {
            used_by.entry(item).or_default().push(id);
        }
        edition.facts.terms.insert(id, term);
    }
    for item in edition.parts.iter_mut().flat_map(|part| &mut part.glossary) {
        item.used_by = used_by.remove(&item.meta.id).unwrap_or_default();
    }
}

struct Terms<'a> {
    input: &'a Input<'a>,
    names: Names<'a>,
    items: BTreeMap<String, NodeId>,
    /// Paragraphs here may be captions of tables that became lists.
    captions: &'a BTreeSet<NodeId>,
    /// Above 0 where terms show plain: in links, headings, captions, definitions.
    plain: usize,
    /// Entries that the part has used.
    met: BTreeSet<NodeId>,
    report: &'a mut Vec<Diagnostic>,
    found: Vec<(NodeId, ResolvedTerm)>,
}

impl Terms<'_> {
    fn edition(&mut self, edition: &Edition) {
        walk::walk_blocks(self, &edition.opening);
        edition.all_parts().for_each(|part| self.part(part));
        // Notes are a stream of their own, with first uses of its own.
        self.met.clear();
        for note in &edition.notes {
            walk::walk_blocks(self, &note.blocks);
        }
    }

    fn part(&mut self, part: &EditionPart) {
        self.met.clear();
        self.plainly(&part.title);
        walk::walk_blocks(self, &part.blocks);
        part.sections
            .iter()
            .for_each(|section| self.section(section));
        part.bibliography
            .iter()
            .for_each(|entry| self.plainly(&entry.inlines));
        for item in &part.glossary {
            self.plainly(&item.term);
            self.plainly(&item.definition);
        }
    }

    fn plainly(&mut self, inlines: &[Inline]) {
        self.plain += 1;
        walk::walk_inlines(self, inlines);
        self.plain -= 1;
    }

    fn term(&mut self, term: &Term) {
        let Some(entry) = self.names.find(&term.name.value) else {
            let message = format!("the glossary has no term \"{}\"", term.name.value);
            let hint = match diagnostic::nearest(&term.name.value, self.names.all()) {
                Some(name) => format!("did you mean `[[{name}]]`?"),
                None => "write its entry in `glossary.yaml`, or take the brackets away".to_owned(),
            };
            self.report
                .push(Diagnostic::error("unknown-term", term.name.span, message).hint(hint));
            return;
        };
        let item = match self.plain {
            0 => self.items.get(&entry.key.value).copied(),
            _ => None,
        };
        let words = made::text(
            self.input.sources,
            term.shown.as_ref().unwrap_or(&term.name),
        );
        let first = item.is_some_and(|item| self.met.insert(item));
        self.found.push((
            term.meta.id,
            ResolvedTerm {
                item,
                inlines: vec![words],
                first,
            },
        ));
    }
}

impl Visitor for Terms<'_> {
    fn section(&mut self, section: &Section) {
        self.plainly(&section.heading);
        walk::walk_blocks(self, &section.blocks);
        section
            .sections
            .iter()
            .for_each(|section| self.section(section));
    }

    fn block(&mut self, block: &Block) {
        match block {
            Block::Table(n) => {
                self.plainly(n.caption.as_ref().map_or(&[], |caption| &caption.inlines));
                for cell in std::iter::once(&n.header)
                    .chain(&n.rows)
                    .flat_map(|row| &row.cells)
                {
                    walk::walk_inlines(self, &cell.inlines);
                }
            }
            Block::Figure(n) => {
                self.plainly(n.caption.as_ref().map_or(&[], |caption| &caption.inlines))
            }
            Block::Paragraph(n) if self.captions.contains(&n.meta.id) => self.plainly(&n.inlines),
            Block::Callout(n) => {
                self.plainly(&n.title);
                walk::walk_blocks(self, &n.blocks);
            }
            Block::Paragraph(_)
            | Block::List(_)
            | Block::TermList(_)
            | Block::Quote(_)
            | Block::KeyPoint(_)
            | Block::Steps(_)
            | Block::Questions(_)
            | Block::Actions(_)
            | Block::Math(_)
            | Block::Code(_)
            | Block::Break(_)
            | Block::Use(_)
            | Block::Comment(_) => walk::walk_block(self, block),
        }
    }

    fn inline(&mut self, inline: &Inline) {
        match inline {
            Inline::Term(term) => self.term(term),
            Inline::Link(_) | Inline::CrossReference(_) => self.plainly(inline.children()),
            Inline::Text(_)
            | Inline::SoftBreak(_)
            | Inline::HardBreak(_)
            | Inline::Emphasis(_)
            | Inline::Strong(_)
            | Inline::Strikethrough(_)
            | Inline::Subscript(_)
            | Inline::Superscript(_)
            | Inline::Phrase(_)
            | Inline::Code(_)
            | Inline::Math(_)
            | Inline::Image(_)
            | Inline::Citation(_)
            | Inline::Field(_)
            | Inline::NoteCall(_)
            | Inline::Comment(_) => walk::walk_inline(self, inline),
        }
    }
}
