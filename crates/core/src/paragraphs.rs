//! Numbers of paragraphs, by which reviewers name a place on paper.

use std::collections::BTreeMap;

use crate::article::Section;
use crate::block::{Block, Pair};
use crate::edition::Edition;
use crate::node::NodeId;
use crate::span::Span;

/// The outermost blocks of an edition with their numbers, in reading order.
///
/// `4.12` is the twelfth block of the fourth stretch. What stands before the first
/// part is stretch 0; each part's own blocks and each of its outermost sections,
/// with all that nests in it, are the others. Stretches without a block have no
/// number. Of two languages side by side the blocks of the first have those which they
/// have without the second.
pub fn numbers(edition: &Edition) -> BTreeMap<NodeId, (String, Span)> {
    let mut numbers = Numbers {
        roles: &edition.facts.roles,
        stretch: 0,
        block: 0,
        found: BTreeMap::new(),
    };
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

struct Numbers<'a> {
    roles: &'a BTreeMap<NodeId, &'static str>,
    stretch: usize,
    block: usize,
    found: BTreeMap<NodeId, (String, Span)>,
}

impl Numbers<'_> {
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
            if let Block::Pair(pair) = block {
                self.blocks(&pair.first);
                continue;
            }
            if self.roles.get(&meta.id) == Some(&Pair::NO_COUNTERPART) {
                continue;
            }
            self.block += 1;
            let number = format!("{}.{}", self.stretch, self.block);
            self.found.insert(meta.id, (number, meta.span));
        }
    }
}
