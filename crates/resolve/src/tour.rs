//! Ways through a whole edition in reading order.

use pamphlet_core::Edition;
use pamphlet_core::edition::EditionPart;
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
