//! Where a node of an edition was written, for reports about it.

use pamphlet_core::article::Section;
use pamphlet_core::edition::Edition;
use pamphlet_core::walk::{self, Visitor};
use pamphlet_core::{Block, Inline, NodeId, Span};

/// The span of a block or inline; none where the edition has no such node.
pub fn span_of(edition: &Edition, node: NodeId) -> Span {
    let mut search = Search {
        node,
        span: Span::NONE,
    };
    walk::walk_blocks(&mut search, &edition.opening);
    for part in edition.all_parts() {
        walk::walk_blocks(&mut search, &part.blocks);
        part.sections
            .iter()
            .for_each(|section: &Section| search.section(section));
    }
    edition
        .notes
        .iter()
        .for_each(|note| walk::walk_blocks(&mut search, &note.blocks));
    search.span
}

struct Search {
    node: NodeId,
    span: Span,
}

impl Visitor for Search {
    fn block(&mut self, block: &Block) {
        if block.meta().id == self.node {
            self.span = block.meta().span;
        }
        walk::walk_block(self, block);
    }

    fn inline(&mut self, inline: &Inline) {
        if inline.meta().id == self.node {
            self.span = inline.meta().span;
        }
        walk::walk_inline(self, inline);
    }
}
