//! Anchors: an id for everything that can be pointed at, each there once.

use std::collections::{BTreeMap, BTreeSet};

use pamphlet_core::diagnostic::Diagnostic;
use pamphlet_core::edition::{Edition, EditionPartKind, Facts};
use pamphlet_core::inline::plain_text;
use pamphlet_core::node::{Meta, NodeId};
use pamphlet_core::span::Span;
use pamphlet_core::walk::{self, Visitor};
use pamphlet_core::{Block, Inline, Section};

use crate::{numbering, slug, tour};

/// What `#label` means: written labels first, then ids of parts, headings and
/// everything else.
pub(crate) type Labels = BTreeMap<String, NodeId>;

/// Gives out all anchors. Written labels come first, so that no made id takes
/// the place of one.
pub(crate) fn assign(edition: &mut Edition, report: &mut Vec<Diagnostic>) -> Labels {
    let mut anchors = Anchors::default();
    let mut written = Written {
        anchors: &mut anchors,
        report,
        places: BTreeMap::new(),
    };
    for part in edition.all_parts() {
        written.label(&part.meta);
    }
    tour::whole(&mut written, edition);
    anchors.parts(edition);
    let positions = numbering::positions(edition);
    let mut made = Made {
        anchors: &mut anchors,
        facts: &edition.facts,
        positions,
        citations: 0,
        calls: BTreeMap::new(),
    };
    tour::whole(&mut made, edition);
    anchors.entries(edition);
    edition.facts.anchors = anchors.of;
    anchors.labels
}

#[derive(Default)]
struct Anchors {
    of: BTreeMap<NodeId, String>,
    labels: Labels,
    used: BTreeSet<String>,
    repeats: BTreeMap<String, usize>,
}

impl Anchors {
    /// Gives a node an id: the wanted one, else with `-2`, `-3` … behind it.
    fn give(&mut self, node: NodeId, wanted: String) {
        let mut id = wanted.clone();
        while !self.used.insert(id.clone()) {
            let count = self.repeats.entry(wanted.clone()).or_insert(1);
            *count += 1;
            id = format!("{wanted}-{count}");
        }
        self.labels.entry(id.clone()).or_insert(node);
        self.of.insert(node, id);
    }

    fn has(&self, node: NodeId) -> bool {
        self.of.contains_key(&node)
    }

    fn parts(&mut self, edition: &Edition) {
        for part in edition.all_parts() {
            let id = part.kind.id();
            if !self.has(part.meta.id) {
                self.give(part.meta.id, id.to_owned());
            }
            // The part's own id always leads to it, unless something else is labelled so.
            self.labels.entry(id.to_owned()).or_insert(part.meta.id);
        }
    }

    fn entries(&mut self, edition: &Edition) {
        for note in &edition.notes {
            self.give(note.meta.id, format!("note-{}", note.number));
        }
        for part in edition.all_parts() {
            for entry in &part.bibliography {
                self.give(entry.meta.id, format!("ref-{}", slug::of_label(&entry.key)));
            }
            for item in &part.glossary {
                self.give(item.meta.id, format!("term-{}", slug::of_label(&item.key)));
            }
            debug_assert!(part.glossary.is_empty() || part.kind == EditionPartKind::Glossary);
        }
    }
}

/// Labels that the author wrote.
struct Written<'a> {
    anchors: &'a mut Anchors,
    report: &'a mut Vec<Diagnostic>,
    places: BTreeMap<String, Span>,
}

impl Written<'_> {
    fn label(&mut self, meta: &Meta) {
        let Some(label) = &meta.attributes.id else {
            return;
        };
        match self.places.get(&label.value) {
            None => {
                self.places.insert(label.value.clone(), label.span);
                self.anchors.labels.insert(label.value.clone(), meta.id);
            }
            // A shared block that is used twice is still one place to its author.
            Some(first) if *first == label.span => {}
            Some(first) => {
                let message = format!("the label `{}` is given twice", label.value);
                self.report.push(
                    Diagnostic::error("duplicate-label", label.span, message)
                        .hint("give each place a label of its own")
                        .related(*first, "first given here"),
                );
            }
        }
        self.anchors.give(meta.id, slug::of_label(&label.value));
    }
}

impl Visitor for Written<'_> {
    fn section(&mut self, section: &Section) {
        self.label(&section.meta);
        walk::walk_section(self, section);
    }

    fn block(&mut self, block: &Block) {
        self.label(block.meta());
        walk::walk_block(self, block);
    }

    fn inline(&mut self, inline: &Inline) {
        self.label(inline.meta());
        walk::walk_inline(self, inline);
    }
}

/// Ids of what the author did not label.
struct Made<'a> {
    anchors: &'a mut Anchors,
    facts: &'a Facts,
    positions: BTreeMap<NodeId, Vec<usize>>,
    citations: usize,
    calls: BTreeMap<usize, usize>,
}

impl Made<'_> {
    /// "Table 2" as `table-2`.
    fn numbered(&mut self, node: NodeId, kind: &str) {
        if let Some(number) = self.facts.numbers.get(&node)
            && !self.anchors.has(node)
        {
            let digits: String = number.chars().filter(char::is_ascii_digit).collect();
            self.anchors.give(node, format!("{kind}-{digits}"));
        }
    }
}

impl Visitor for Made<'_> {
    fn section(&mut self, section: &Section) {
        let node = section.meta.id;
        if !self.anchors.has(node) {
            let by_place = || slug::of_place(self.positions.get(&node).map_or(&[], Vec::as_slice));
            let id = slug::of_heading(&plain_text(&section.heading)).unwrap_or_else(by_place);
            self.anchors.give(node, id);
        }
        walk::walk_section(self, section);
    }

    fn block(&mut self, block: &Block) {
        match block {
            Block::Table(table) => self.numbered(table.meta.id, "table"),
            Block::Figure(_) | Block::Chart(_) => self.numbered(block.meta().id, "figure"),
            // The caption of a table that became a list.
            Block::Paragraph(paragraph) => self.numbered(paragraph.meta.id, "table"),
            Block::List(_)
            | Block::TermList(_)
            | Block::Quote(_)
            | Block::Callout(_)
            | Block::KeyPoint(_)
            | Block::Steps(_)
            | Block::Questions(_)
            | Block::Actions(_)
            | Block::Math(_)
            | Block::Code(_)
            | Block::Break(_)
            | Block::Use(_)
            | Block::Comment(_)
            | Block::Pair(_) => {}
        }
        walk::walk_block(self, block);
    }

    fn inline(&mut self, inline: &Inline) {
        if let Inline::Citation(citation) = inline {
            self.citations += 1;
            self.anchors
                .give(citation.meta.id, format!("cite-{}", self.citations));
        }
        if let Inline::NoteCall(call) = inline
            && let Some(&number) = self.facts.note_numbers.get(&call.meta.id)
        {
            let repeat = self.calls.entry(number).or_insert(0);
            *repeat += 1;
            let id = match *repeat {
                1 => format!("note-{number}-call"),
                repeat => format!("note-{number}-call-{repeat}"),
            };
            self.anchors.give(call.meta.id, id);
        }
        walk::walk_inline(self, inline);
    }
}
