//! Which content document each thing that can be pointed at stands in, so that
//! links between parts name the right file.

use std::collections::BTreeMap;

use pamphlet_core::article::Section;
use pamphlet_core::edition::{Edition, EditionPart};
use pamphlet_core::walk::{self, Visitor};
use pamphlet_core::{Block, Inline, NodeId};

/// The file name of the title page.
pub(crate) const TITLE_PAGE: &str = "title.xhtml";

/// Files by node, and the files of parts and notes.
pub(crate) struct Homes {
    /// The file of each part, in the order of [`Edition::all_parts`].
    pub(crate) parts: Vec<String>,
    /// The file that each note stands in: that of its first call.
    pub(crate) notes: Vec<String>,
    nodes: BTreeMap<NodeId, String>,
}

impl Homes {
    /// Where everything in an edition stands.
    pub(crate) fn of(edition: &Edition) -> Homes {
        let parts = part_files(edition);
        let mut nodes = BTreeMap::new();
        let mut tour = Tour {
            edition,
            nodes: &mut nodes,
            file: TITLE_PAGE,
        };
        walk::walk_inlines(&mut tour, &edition.title);
        walk::walk_inlines(&mut tour, &edition.subtitle);
        walk::walk_blocks(&mut tour, &edition.opening);
        for (part, file) in edition.all_parts().zip(&parts) {
            tour.file = file;
            tour.part(part);
        }
        let mut notes: Vec<String> = Vec::new();
        for note in &edition.notes {
            let called = note.calls.iter().find_map(|call| nodes.get(call));
            let file = called.cloned().unwrap_or_else(|| TITLE_PAGE.into());
            let mut tour = Tour {
                edition,
                nodes: &mut nodes,
                file: &file,
            };
            tour.node(note.meta.id);
            walk::walk_blocks(&mut tour, &note.blocks);
            notes.push(file);
        }
        Homes {
            parts,
            notes,
            nodes,
        }
    }

    /// The file that a node stands in.
    pub(crate) fn file(&self, node: NodeId) -> &str {
        self.nodes.get(&node).map_or(TITLE_PAGE, String::as_str)
    }
}

/// A file name a part: its kind, numbered where a kind comes again.
fn part_files(edition: &Edition) -> Vec<String> {
    let mut seen: BTreeMap<&str, usize> = BTreeMap::new();
    let file = |part: &EditionPart| {
        let count = seen.entry(part.kind.id()).or_default();
        *count += 1;
        match *count {
            1 => format!("{}.xhtml", part.kind.id()),
            n => format!("{}-{n}.xhtml", part.kind.id()),
        }
    };
    edition.all_parts().map(file).collect()
}

struct Tour<'a> {
    edition: &'a Edition,
    nodes: &'a mut BTreeMap<NodeId, String>,
    file: &'a str,
}

impl Tour<'_> {
    fn node(&mut self, node: NodeId) {
        if self.edition.anchor(node).is_some() {
            self.nodes.insert(node, self.file.to_owned());
        }
    }

    fn part(&mut self, part: &EditionPart) {
        self.node(part.meta.id);
        walk::walk_inlines(self, &part.title);
        walk::walk_blocks(self, &part.blocks);
        part.sections
            .iter()
            .for_each(|section| self.section(section));
        for entry in &part.bibliography {
            self.node(entry.meta.id);
            walk::walk_inlines(self, &entry.inlines);
        }
        for item in &part.glossary {
            self.node(item.meta.id);
            walk::walk_inlines(self, &item.term);
            walk::walk_inlines(self, &item.definition);
        }
    }
}

impl Visitor for Tour<'_> {
    fn section(&mut self, section: &Section) {
        self.node(section.meta.id);
        walk::walk_section(self, section);
    }

    fn block(&mut self, block: &Block) {
        self.node(block.meta().id);
        walk::walk_block(self, block);
    }

    fn inline(&mut self, inline: &Inline) {
        self.node(inline.meta().id);
        walk::walk_inline(self, inline);
    }
}
