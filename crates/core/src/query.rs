//! Questions about trees that several stages ask.

use std::collections::BTreeSet;

use crate::article::{Article, Section};
use crate::block::Block;
use crate::inline::Inline;
use crate::span::Spanned;
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
    let parts = article.parts.iter().filter_map(|part| part.meta.label());
    let parts = parts.map(str::to_owned);
    let others = labels_below_parts(article).into_iter().map(|it| it.value);
    parts.chain(others).collect()
}

/// The labels written in an article's sections, blocks and inlines, with their places,
/// in reading order. The label of a part is its name.
pub fn labels_below_parts(article: &Article) -> Vec<Spanned<String>> {
    #[derive(Default)]
    struct Collect(Vec<Spanned<String>>);
    impl Visitor for Collect {
        fn section(&mut self, section: &Section) {
            self.0.extend(section.meta.attributes.id.clone());
            walk::walk_section(self, section);
        }
        fn block(&mut self, block: &Block) {
            self.0.extend(block.meta().attributes.id.clone());
            walk::walk_block(self, block);
        }
        fn inline(&mut self, inline: &Inline) {
            self.0.extend(inline.meta().attributes.id.clone());
            walk::walk_inline(self, inline);
        }
    }
    let mut collect = Collect::default();
    walk::walk_article(&mut collect, article);
    collect.0
}
