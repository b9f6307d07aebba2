//! Line breaks of the source between letters that are written without spaces.

use pamphlet_core::edition::{Edition, EditionPart};
use pamphlet_core::ideographs;
use pamphlet_core::inline::Inline;
use pamphlet_core::walk::{self, VisitorMut};

/// Takes out the breaks that would read as spaces where none belongs.
pub(crate) fn close_up(edition: &mut Edition) {
    let mut close = CloseUp;
    walk::walk_blocks_mut(&mut close, &mut edition.opening);
    edition
        .parts
        .iter_mut()
        .chain(&mut edition.closing)
        .for_each(|part| close.part(part));
    for note in &mut edition.notes {
        walk::walk_blocks_mut(&mut close, &mut note.blocks);
    }
}

struct CloseUp;

impl CloseUp {
    fn part(&mut self, part: &mut EditionPart) {
        walk::walk_blocks_mut(self, &mut part.blocks);
        part.sections
            .iter_mut()
            .for_each(|section| walk::walk_section_mut(self, section));
        for item in &mut part.glossary {
            walk::walk_inlines_mut(self, &mut item.definition);
        }
    }
}

impl VisitorMut for CloseUp {
    fn inlines(&mut self, inlines: &mut Vec<Inline>) {
        ideographs::close_up(inlines);
    }
}
