//! Numbers of paragraphs, by which reviewers name a place on paper.

use std::collections::BTreeMap;

use crate::article::Section;
use crate::block::Block;
use crate::edition::Edition;
use crate::node::NodeId;
use crate::span::Span;

/// The outermost blocks of an edition with their numbers, in reading order.
///
/// `4.12` is the twelfth block of the fourth stretch. What stands before the first
/// part is stretch 0; each part's own blocks and each of its outermost sections,
/// with all that nests in it, are the others. Stretches without a block have no
/// number.
pub fn numbers(edition: &Edition) -> BTreeMap<NodeId, (String, Span)> {
    let mut numbers = Numbers::default();
    numbers.blocks(&edition.opening);
    for part in edition.all_parts() {
        numbers.next();
        numbers.blocks(&part.blocks);
        for section in &part.sections {
            numbers.next();
            numbers.section(section);
        }
    }
    numbers.found
}

#[derive(Default)]
struct Numbers {
    stretch: usize,
    block: usize,
    found: BTreeMap<NodeId, (String, Span)>,
}

impl Numbers {
    fn next(&mut self) {
        if self.block > 0 || self.stretch == 0 {
            self.stretch += 1;
            self.block = 0;
        }
    }

    fn section(&mut self, section: &Section) {
        self.blocks(&section.blocks);
        section.sections.iter().for_each(|it| self.section(it));
    }

    fn blocks(&mut self, blocks: &[Block]) {
        for block in blocks {
            let meta = block.meta();
            self.block += 1;
            let number = format!("{}.{}", self.stretch, self.block);
            self.found.insert(meta.id, (number, meta.span));
        }
    }
}
