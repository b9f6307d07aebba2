//! Ways through a whole edition in reading order.

use pamphlet_core::Edition;
use pamphlet_core::edition::{EditionPart, Facts};
use pamphlet_core::walk::{self, VisitorMut};

pub(crate) use walk::{walk_edition as whole, walk_main as main};

/// Changes everything, in the same order; every node's meta is passed once.
pub(crate) fn whole_mut<V: VisitorMut>(visitor: &mut V, edition: &mut Edition) {
    walk::walk_inlines_mut(visitor, &mut edition.title);
    walk::walk_inlines_mut(visitor, &mut edition.subtitle);
    walk::walk_blocks_mut(visitor, &mut edition.opening);
    for part in edition.parts.iter_mut().chain(&mut edition.closing) {
        part_mut(visitor, part);
    }
    for note in &mut edition.notes {
        visitor.meta(&mut note.meta);
        walk::walk_blocks_mut(visitor, &mut note.blocks);
    }
}

/// Changes the inlines that stand in the tables beside the tree.
pub(crate) fn facts_mut<V: VisitorMut>(visitor: &mut V, facts: &mut Facts) {
    let links = facts.links.values_mut();
    let words = links.filter_map(|link| link.words.as_mut());
    let pieces = facts.citations.values_mut().flatten();
    let pieces = pieces.map(|piece| &mut piece.inlines);
    let terms = facts.terms.values_mut().map(|term| &mut term.inlines);
    for inlines in words.chain(pieces).chain(terms) {
        walk::walk_inlines_mut(visitor, inlines);
    }
}

fn part_mut<V: VisitorMut>(visitor: &mut V, part: &mut EditionPart) {
    visitor.meta(&mut part.meta);
    walk::walk_inlines_mut(visitor, &mut part.title);
    walk::walk_blocks_mut(visitor, &mut part.blocks);
    for section in &mut part.sections {
        walk::walk_section_mut(visitor, section);
    }
    for entry in &mut part.bibliography {
        visitor.meta(&mut entry.meta);
        walk::walk_inlines_mut(visitor, &mut entry.inlines);
    }
    for item in &mut part.glossary {
        visitor.meta(&mut item.meta);
        walk::walk_inlines_mut(visitor, &mut item.term);
        walk::walk_inlines_mut(visitor, &mut item.definition);
    }
}
