//! Ways through a whole edition in reading order.

use pamphlet_core::Edition;
use pamphlet_core::edition::EditionPart;
use pamphlet_core::walk::{self, Visitor, VisitorMut};

/// Visits everything: title to closing, then the notes.
pub(crate) fn whole<V: Visitor>(visitor: &mut V, edition: &Edition) {
    main(visitor, edition);
    for note in &edition.notes {
        walk::walk_blocks(visitor, &note.blocks);
    }
}

/// Visits title to closing.
pub(crate) fn main<V: Visitor>(visitor: &mut V, edition: &Edition) {
    walk::walk_inlines(visitor, &edition.title);
    walk::walk_inlines(visitor, &edition.subtitle);
    walk::walk_blocks(visitor, &edition.opening);
    edition.all_parts().for_each(|p| part(visitor, p));
}

/// Visits a part with its entries.
pub(crate) fn part<V: Visitor>(visitor: &mut V, part: &EditionPart) {
    walk::walk_inlines(visitor, &part.title);
    walk::walk_blocks(visitor, &part.blocks);
    part.sections
        .iter()
        .for_each(|section| visitor.section(section));
    for entry in &part.bibliography {
        walk::walk_inlines(visitor, &entry.inlines);
    }
    for item in &part.glossary {
        walk::walk_inlines(visitor, &item.term);
        walk::walk_inlines(visitor, &item.definition);
    }
}

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
