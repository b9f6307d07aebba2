//! `<figure>`: images, tables and words with a caption.

use pamphlet_core::block::{Block, Caption};
use pamphlet_core::inline::Inline;
use pamphlet_core::node::Meta;
use scraper::ElementRef;

use super::element::{NodeRef, name, within};
use super::tidy::tidy;
use super::walk::Walk;
use crate::draft::{Body, Piece, one_line};

impl<'a> Walk<'a> {
    /// A figure with its caption.
    pub fn figure(&mut self, element: ElementRef<'a>, depth: usize, out: &mut Vec<Piece>) {
        let caption = within(element).find(|it| name(it) == "figcaption");
        let mut words = Vec::new();
        if let Some(caption) = caption {
            let mut inlines = Vec::new();
            for node in caption.children() {
                self.inline_or_block(node, &mut inlines);
            }
            words = one_line(tidy(inlines));
            self.taken.insert(caption.id());
        }
        let table = within(element).find(|it| name(it) == "table");
        if let Some(table) = table
            && !words.is_empty()
        {
            self.taken.insert(table.id());
            let mut pieces = self.flow(element, depth);
            out.append(&mut pieces);
            self.taken.remove(&table.id());
            return self.captioned_table(table, Some(words), depth, out);
        }
        let mut pieces = self.flow(element, depth);
        let last = pieces.iter_mut().rev().find_map(|it| match &mut it.body {
            Body::Block(Block::Figure(figure)) if figure.caption.is_none() => Some(figure),
            _ => None,
        });
        match last {
            Some(figure) if !words.is_empty() => {
                figure.caption = Some(Caption {
                    meta: Meta::made(),
                    inlines: words,
                });
                out.append(&mut pieces);
            }
            _ => {
                out.append(&mut pieces);
                let at = caption.map_or_else(
                    || super::element::place(&element),
                    |it| super::element::place(&it),
                );
                self.paragraph(at, words, out);
            }
        }
    }

    /// A node of a caption: paragraphs in it follow each other.
    fn inline_or_block(&mut self, node: NodeRef<'a>, out: &mut Vec<Inline>) {
        self.inline(node, out);
        let block = ElementRef::wrap(node).is_some_and(|it| !super::element::is_inline(name(&it)));
        if block {
            out.push(Inline::made(" "));
        }
    }
}
