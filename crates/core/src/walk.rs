//! Walking trees: a visitor sees every block and inline in reading order.

use crate::article::{Article, Part, Section};
use crate::block::{Block, Cell, ListItem, Step};
use crate::edition::{Edition, EditionPart};
use crate::inline::Inline;
use crate::node::Meta;

/// Sees nodes before their children. A method that does not call the function
/// of the same name in this module skips the node's children.
pub trait Visitor {
    /// A section, before its heading.
    fn section(&mut self, section: &Section) {
        walk_section(self, section);
    }
    /// A block.
    fn block(&mut self, block: &Block) {
        walk_block(self, block);
    }
    /// An inline.
    fn inline(&mut self, inline: &Inline) {
        walk_inline(self, inline);
    }
}

/// Visits the parts of an article, then its notes.
pub fn walk_article<V: Visitor + ?Sized>(visitor: &mut V, article: &Article) {
    for part in &article.parts {
        walk_part(visitor, part);
    }
    for note in &article.notes {
        walk_blocks(visitor, &note.blocks);
    }
}

/// Visits a part's heading, blocks and sections.
pub fn walk_part<V: Visitor + ?Sized>(visitor: &mut V, part: &Part) {
    walk_inlines(visitor, &part.heading);
    walk_blocks(visitor, &part.blocks);
    part.sections
        .iter()
        .for_each(|section| visitor.section(section));
}

/// Visits everything that an edition says, title to closing, then the notes.
pub fn walk_edition<V: Visitor>(visitor: &mut V, edition: &Edition) {
    walk_main(visitor, edition);
    for note in &edition.notes {
        walk_blocks(visitor, &note.blocks);
    }
}

/// Visits title to closing.
pub fn walk_main<V: Visitor>(visitor: &mut V, edition: &Edition) {
    walk_inlines(visitor, &edition.title);
    walk_inlines(visitor, &edition.subtitle);
    walk_blocks(visitor, &edition.opening);
    edition
        .all_parts()
        .for_each(|part| walk_edition_part(visitor, part));
}

/// Visits a part of an edition with its entries.
pub fn walk_edition_part<V: Visitor>(visitor: &mut V, part: &EditionPart) {
    walk_inlines(visitor, &part.title);
    walk_blocks(visitor, &part.blocks);
    part.sections
        .iter()
        .for_each(|section| visitor.section(section));
    for entry in &part.bibliography {
        walk_inlines(visitor, &entry.inlines);
    }
    for item in &part.glossary {
        walk_inlines(visitor, &item.term);
        walk_inlines(visitor, &item.definition);
    }
}

/// Visits a section's heading, blocks and subsections.
pub fn walk_section<V: Visitor + ?Sized>(visitor: &mut V, section: &Section) {
    walk_inlines(visitor, &section.heading);
    walk_blocks(visitor, &section.blocks);
    section
        .sections
        .iter()
        .for_each(|section| visitor.section(section));
}

/// Visits blocks.
pub fn walk_blocks<V: Visitor + ?Sized>(visitor: &mut V, blocks: &[Block]) {
    blocks.iter().for_each(|block| visitor.block(block));
}

/// Visits inlines.
pub fn walk_inlines<V: Visitor + ?Sized>(visitor: &mut V, inlines: &[Inline]) {
    inlines.iter().for_each(|inline| visitor.inline(inline));
}

/// Visits what an inline wraps.
pub fn walk_inline<V: Visitor + ?Sized>(visitor: &mut V, inline: &Inline) {
    walk_inlines(visitor, inline.children());
}

/// Visits what a block holds: captions before rows, leads before items.
pub fn walk_block<V: Visitor + ?Sized>(visitor: &mut V, block: &Block) {
    match block {
        Block::Paragraph(n) => walk_inlines(visitor, &n.inlines),
        Block::List(n) => n
            .items
            .iter()
            .for_each(|item| walk_blocks(visitor, &item.blocks)),
        Block::TermList(n) => {
            for item in &n.items {
                walk_inlines(visitor, &item.term);
                item.descriptions
                    .iter()
                    .for_each(|blocks| walk_blocks(visitor, blocks));
            }
        }
        Block::Quote(n) | Block::KeyPoint(n) => walk_blocks(visitor, &n.blocks),
        Block::Callout(n) => {
            walk_inlines(visitor, &n.title);
            walk_blocks(visitor, &n.blocks);
        }
        Block::Steps(n) => {
            walk_blocks(visitor, &n.lead);
            n.items.iter().for_each(|step| walk_step(visitor, step));
        }
        Block::Questions(n) | Block::Actions(n) => {
            walk_blocks(visitor, &n.lead);
            n.items
                .iter()
                .for_each(|item| walk_blocks(visitor, &item.blocks));
        }
        Block::Table(n) => {
            if let Some(caption) = &n.caption {
                walk_inlines(visitor, &caption.inlines);
            }
            for row in std::iter::once(&n.header).chain(&n.rows) {
                row.cells
                    .iter()
                    .for_each(|cell| walk_inlines(visitor, &cell.inlines));
            }
        }
        Block::Figure(n) => {
            if let Some(caption) = &n.caption {
                walk_inlines(visitor, &caption.inlines);
            }
        }
        Block::Chart(n) => {
            if let Some(caption) = &n.caption {
                walk_inlines(visitor, &caption.inlines);
            }
            walk_blocks(visitor, &n.table);
        }
        Block::Use(n) => walk_blocks(visitor, &n.blocks),
        Block::Pair(n) => {
            walk_blocks(visitor, &n.first);
            walk_blocks(visitor, &n.second);
        }
        Block::Math(_) | Block::Code(_) | Block::Break(_) | Block::Comment(_) => {}
    }
}

fn walk_step<V: Visitor + ?Sized>(visitor: &mut V, step: &Step) {
    walk_blocks(visitor, &step.blocks);
    step.branches
        .iter()
        .for_each(|branch| walk_step(visitor, branch));
}

/// Changes nodes in place. Every [`Meta`] passes [`VisitorMut::meta`] once, in
/// reading order, parents first.
pub trait VisitorMut {
    /// Any node's identity, place and attributes.
    fn meta(&mut self, _meta: &mut Meta) {}
    /// A list of blocks, before its members; it may change their number.
    fn blocks(&mut self, _blocks: &mut Vec<Block>) {}
    /// A list of inlines, before its members; it may change their number.
    fn inlines(&mut self, _inlines: &mut Vec<Inline>) {}
}

/// Changes a section and all below it.
pub fn walk_section_mut<V: VisitorMut + ?Sized>(visitor: &mut V, section: &mut Section) {
    visitor.meta(&mut section.meta);
    walk_inlines_mut(visitor, &mut section.heading);
    walk_blocks_mut(visitor, &mut section.blocks);
    section
        .sections
        .iter_mut()
        .for_each(|section| walk_section_mut(visitor, section));
}

/// Changes inlines and all below them.
pub fn walk_inlines_mut<V: VisitorMut + ?Sized>(visitor: &mut V, inlines: &mut Vec<Inline>) {
    visitor.inlines(inlines);
    for inline in inlines {
        visitor.meta(inline.meta_mut());
        if let Some(children) = inline.children_mut() {
            walk_inlines_mut(visitor, children);
        }
    }
}

/// Changes blocks and all below them.
pub fn walk_blocks_mut<V: VisitorMut + ?Sized>(visitor: &mut V, blocks: &mut Vec<Block>) {
    visitor.blocks(blocks);
    for block in blocks {
        visitor.meta(block.meta_mut());
        walk_block_mut(visitor, block);
    }
}

fn walk_block_mut<V: VisitorMut + ?Sized>(visitor: &mut V, block: &mut Block) {
    match block {
        Block::Paragraph(n) => walk_inlines_mut(visitor, &mut n.inlines),
        Block::List(n) => walk_items_mut(visitor, &mut n.items),
        Block::TermList(n) => {
            for item in &mut n.items {
                visitor.meta(&mut item.meta);
                walk_inlines_mut(visitor, &mut item.term);
                item.descriptions
                    .iter_mut()
                    .for_each(|blocks| walk_blocks_mut(visitor, blocks));
            }
        }
        Block::Quote(n) | Block::KeyPoint(n) => walk_blocks_mut(visitor, &mut n.blocks),
        Block::Callout(n) => {
            walk_inlines_mut(visitor, &mut n.title);
            walk_blocks_mut(visitor, &mut n.blocks);
        }
        Block::Steps(n) => {
            walk_blocks_mut(visitor, &mut n.lead);
            n.items
                .iter_mut()
                .for_each(|step| walk_step_mut(visitor, step));
        }
        Block::Questions(n) | Block::Actions(n) => {
            walk_blocks_mut(visitor, &mut n.lead);
            walk_items_mut(visitor, &mut n.items);
        }
        Block::Table(n) => {
            if let Some(caption) = &mut n.caption {
                visitor.meta(&mut caption.meta);
                walk_inlines_mut(visitor, &mut caption.inlines);
            }
            for row in std::iter::once(&mut n.header).chain(&mut n.rows) {
                visitor.meta(&mut row.meta);
                for cell in &mut row.cells {
                    walk_cell_mut(visitor, cell);
                }
            }
        }
        Block::Figure(n) => {
            if let Some(caption) = &mut n.caption {
                visitor.meta(&mut caption.meta);
                walk_inlines_mut(visitor, &mut caption.inlines);
            }
        }
        Block::Chart(n) => {
            if let Some(caption) = &mut n.caption {
                visitor.meta(&mut caption.meta);
                walk_inlines_mut(visitor, &mut caption.inlines);
            }
            walk_blocks_mut(visitor, &mut n.table);
        }
        Block::Use(n) => walk_blocks_mut(visitor, &mut n.blocks),
        Block::Pair(n) => {
            walk_blocks_mut(visitor, &mut n.first);
            walk_blocks_mut(visitor, &mut n.second);
        }
        Block::Math(_) | Block::Code(_) | Block::Break(_) | Block::Comment(_) => {}
    }
}

fn walk_cell_mut<V: VisitorMut + ?Sized>(visitor: &mut V, cell: &mut Cell) {
    visitor.meta(&mut cell.meta);
    walk_inlines_mut(visitor, &mut cell.inlines);
}

fn walk_items_mut<V: VisitorMut + ?Sized>(visitor: &mut V, items: &mut [ListItem]) {
    for item in items {
        visitor.meta(&mut item.meta);
        walk_blocks_mut(visitor, &mut item.blocks);
    }
}

fn walk_step_mut<V: VisitorMut + ?Sized>(visitor: &mut V, step: &mut Step) {
    visitor.meta(&mut step.meta);
    walk_blocks_mut(visitor, &mut step.blocks);
    step.branches
        .iter_mut()
        .for_each(|branch| walk_step_mut(visitor, branch));
}
