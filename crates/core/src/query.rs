//! Questions about trees that several stages ask.

use std::collections::BTreeSet;

use crate::article::{Article, Section};
use crate::block::Block;
use crate::inline::Inline;
use crate::node::Meta;
use crate::walk::{self, Visitor};

/// All inlines of an article that satisfy a condition, in reading order.
pub fn inlines<'a>(article: &'a Article, wanted: impl Fn(&Inline) -> bool + 'a) -> Vec<Inline> {
    struct Collect<F> {
        wanted: F,
        found: Vec<Inline>,
    }
    impl<F: Fn(&Inline) -> bool> Visitor for Collect<F> {
        fn inline(&mut self, inline: &Inline) {
            if (self.wanted)(inline) {
                self.found.push(inline.clone());
            }
            walk::walk_inline(self, inline);
        }
    }
    let mut collect = Collect {
        wanted,
        found: Vec::new(),
    };
    walk::walk_article(&mut collect, article);
    collect.found
}

/// All blocks of an article that satisfy a condition, in reading order, each
/// with the blocks within it.
pub fn blocks<'a>(article: &'a Article, wanted: impl Fn(&Block) -> bool + 'a) -> Vec<Block> {
    struct Collect<F> {
        wanted: F,
        found: Vec<Block>,
    }
    impl<F: Fn(&Block) -> bool> Visitor for Collect<F> {
        fn block(&mut self, block: &Block) {
            if (self.wanted)(block) {
                self.found.push(block.clone());
            }
            walk::walk_block(self, block);
        }
    }
    let mut collect = Collect {
        wanted,
        found: Vec::new(),
    };
    walk::walk_article(&mut collect, article);
    collect.found
}

/// All sections of an article in reading order with their depth (0 for a
/// part's own sections).
pub fn sections(article: &Article) -> Vec<(usize, &Section)> {
    fn push<'a>(depth: usize, sections: &'a [Section], out: &mut Vec<(usize, &'a Section)>) {
        for section in sections {
            out.push((depth, section));
            push(depth + 1, &section.sections, out);
        }
    }
    let mut out = Vec::new();
    article
        .parts
        .iter()
        .for_each(|part| push(0, &part.sections, &mut out));
    out
}

/// The labels written in an article's parts, sections, blocks and inlines.
pub fn labels(article: &Article) -> BTreeSet<String> {
    #[derive(Default)]
    struct Collect(BTreeSet<String>);
    impl Collect {
        fn meta(&mut self, meta: &Meta) {
            self.0.extend(meta.label().map(str::to_owned));
        }
    }
    impl Visitor for Collect {
        fn section(&mut self, section: &Section) {
            self.meta(&section.meta);
            walk::walk_section(self, section);
        }
        fn block(&mut self, block: &Block) {
            self.meta(block.meta());
            walk::walk_block(self, block);
        }
        fn inline(&mut self, inline: &Inline) {
            self.meta(inline.meta());
            walk::walk_inline(self, inline);
        }
    }
    let mut collect = Collect::default();
    article
        .parts
        .iter()
        .for_each(|part| collect.meta(&part.meta));
    walk::walk_article(&mut collect, article);
    collect.0
}
