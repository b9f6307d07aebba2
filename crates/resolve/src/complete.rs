//! Whether the tables beside an edition's tree say all that backends ask of them.

use std::collections::BTreeSet;

use pamphlet_core::edition::{Edition, LinkTarget};
use pamphlet_core::node::{Meta, NodeId};
use pamphlet_core::walk::{self, Visitor, VisitorMut};
use pamphlet_core::{Block, Inline, Section};

use crate::tour;

/// What is missing or contradicts itself, one line each; empty for every edition
/// that [`crate::resolve`] gives.
pub fn missing_facts(edition: &Edition) -> Vec<String> {
    let ids = all_ids(edition);
    let mut check = Check {
        edition,
        ids: BTreeSet::new(),
        faults: Vec::new(),
    };
    for id in ids {
        check.unique(id);
    }
    check.anchors();
    check.parts();
    tour::whole(&mut check, edition);
    check.made();
    check.faults
}

/// Ids of all nodes of the tree and of the inlines in the tables.
fn all_ids(edition: &Edition) -> Vec<NodeId> {
    struct All(Vec<NodeId>);
    impl VisitorMut for All {
        fn meta(&mut self, meta: &mut Meta) {
            self.0.push(meta.id);
        }
    }
    let mut all = All(Vec::new());
    let mut copy = edition.clone();
    tour::whole_mut(&mut all, &mut copy);
    tour::facts_mut(&mut all, &mut copy.facts);
    all.0
}

struct Check<'a> {
    edition: &'a Edition,
    ids: BTreeSet<NodeId>,
    faults: Vec<String>,
}

impl Check<'_> {
    fn fault(&mut self, text: String) {
        self.faults.push(text);
    }

    fn unique(&mut self, id: NodeId) {
        if id == NodeId::NONE || !self.ids.insert(id) {
            self.fault(format!("node {} is not numbered once", id.0));
        }
    }

    fn need(&mut self, id: NodeId, what: &str, there: bool) {
        if !there {
            self.fault(format!("node {} has no {what}", id.0));
        }
    }

    fn anchor(&mut self, id: NodeId, what: &str) {
        let there = self.edition.anchor(id).is_some();
        self.need(id, &format!("anchor ({what})"), there);
    }

    fn anchors(&mut self) {
        let mut seen = BTreeSet::new();
        for (id, anchor) in &self.edition.facts.anchors {
            let valid = anchor.starts_with(|c: char| c.is_ascii_alphabetic())
                && anchor
                    .bytes()
                    .all(|b| b.is_ascii_alphanumeric() || matches!(b, b'-' | b'_' | b'.'));
            let known = self.ids.contains(id);
            if !valid || !known || !seen.insert(anchor) {
                self.fault(format!(
                    "the anchor `{anchor}` of node {} is not valid, known and unique",
                    id.0
                ));
            }
        }
    }

    fn parts(&mut self) {
        let edition = self.edition;
        for part in edition.all_parts() {
            self.anchor(part.meta.id, "part");
            self.need(part.meta.id, "title", !part.title.is_empty());
            for entry in &part.bibliography {
                self.anchor(entry.meta.id, "entry");
            }
            for item in &part.glossary {
                self.anchor(item.meta.id, "term");
                self.need(item.meta.id, "definition", !item.definition.is_empty());
            }
        }
        for (note, number) in edition.notes.iter().zip(1..) {
            self.anchor(note.meta.id, "note");
            self.need(note.meta.id, "number in order", note.number == number);
            self.need(note.meta.id, "call", !note.calls.is_empty());
        }
    }

    /// Inlines in the tables need no further facts.
    fn made(&mut self) {
        let facts = &self.edition.facts;
        let words = facts.links.values().filter_map(|link| link.words.as_ref());
        let pieces = facts
            .citations
            .values()
            .flatten()
            .map(|piece| &piece.inlines);
        let terms = facts.terms.values().map(|term| &term.inlines);
        for inlines in words.chain(pieces).chain(terms) {
            walk::walk_inlines(self, inlines);
        }
    }
}

impl Visitor for Check<'_> {
    fn section(&mut self, section: &Section) {
        self.anchor(section.meta.id, "section");
        walk::walk_section(self, section);
    }

    fn block(&mut self, block: &Block) {
        let id = block.meta().id;
        let facts = &self.edition.facts;
        match block {
            Block::Figure(_) => self.need(id, "image", facts.images.contains_key(&id)),
            Block::Use(_) | Block::Comment(_) => {
                self.fault(format!("node {} is a {}", id.0, block.kind()))
            }
            Block::Table(_)
            | Block::Paragraph(_)
            | Block::List(_)
            | Block::TermList(_)
            | Block::Quote(_)
            | Block::Callout(_)
            | Block::KeyPoint(_)
            | Block::Steps(_)
            | Block::Questions(_)
            | Block::Actions(_)
            | Block::Chart(_)
            | Block::Math(_)
            | Block::Code(_)
            | Block::Break(_)
            | Block::Pair(_) => {}
        }
        if facts.numbers.contains_key(&id) || block.meta().label().is_some() {
            self.anchor(id, "numbered or labelled block");
        }
        walk::walk_block(self, block);
    }

    fn inline(&mut self, inline: &Inline) {
        let id = inline.meta().id;
        let facts = &self.edition.facts;
        match inline {
            Inline::Link(_) | Inline::CrossReference(_) => {
                let link = facts.links.get(&id);
                self.need(id, "target", link.is_some());
                if let Some(LinkTarget::Node(target)) = link.map(|link| &link.target) {
                    self.anchor(*target, "target of a link");
                }
                let words = link.and_then(|link| link.words.as_ref());
                let said = words.map_or(inline.children(), Vec::as_slice);
                self.need(id, "words", !said.is_empty());
            }
            Inline::Citation(_) => {
                self.anchor(id, "citation");
                self.need(id, "citation", facts.citations.contains_key(&id));
                for piece in facts.citations.get(&id).into_iter().flatten() {
                    if let Some(entry) = piece.entry {
                        self.anchor(entry, "entry of a citation");
                    }
                }
            }
            Inline::Term(_) => {
                let term = facts.terms.get(&id);
                self.need(id, "term", term.is_some());
                if let Some(item) = term.and_then(|term| term.item) {
                    self.anchor(item, "item of a term");
                }
            }
            Inline::NoteCall(_) => {
                self.anchor(id, "call");
                let number = facts.note_numbers.get(&id);
                let there = number.is_some_and(|n| (1..=self.edition.notes.len()).contains(n));
                self.need(id, "note", there);
            }
            Inline::Image(_) => self.need(id, "image", facts.images.contains_key(&id)),
            Inline::Comment(_) => self.fault(format!("node {} is a comment", id.0)),
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
            | Inline::Field(_) => {}
        }
        walk::walk_inline(self, inline);
    }
}
