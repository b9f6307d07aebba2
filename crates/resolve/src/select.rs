//! Which parts the edition has, under what titles, and what of them is printed:
//! shared blocks stand in their place, comments are gone.

use std::collections::BTreeSet;

use pamphlet_core::article::{Part, PartKind};
use pamphlet_core::block::Block;
use pamphlet_core::edition::{Edition, EditionPart, EditionPartKind};
use pamphlet_core::inline::plain_text;
use pamphlet_core::node::Meta;
use pamphlet_core::walk::{self, VisitorMut};
use pamphlet_core::{Inline, Section};

use crate::Input;

/// Puts the wanted parts into the edition, in their fixed order.
pub(crate) fn parts(input: &Input, wanted: &BTreeSet<PartKind>, edition: &mut Edition) {
    let lone = input.article.parts.len() == 1;
    let mut kept: Vec<&Part> = input
        .article
        .parts
        .iter()
        .filter(|part| wanted.contains(&part.kind))
        .collect();
    kept.sort_by_key(|part| part.kind);
    for part in kept {
        // A plain file without parts shows no part's title: its author wrote none.
        let plain = lone && part.heading.is_empty();
        let heading = printed_inlines(part.heading.clone());
        // Names that an edition gives are words in the library's language.
        let own = input.profile.part_names.get(&part.kind);
        let own = own.filter(|_| input.translation.is_none());
        let title = match own {
            Some(name) => vec![Inline::made(&**name)],
            None if plain_text(&heading).trim().is_empty() => {
                vec![Inline::made(edition.words.part(part.kind))]
            }
            None => heading,
        };
        let mut sections = part.sections.clone();
        for section in &mut sections {
            walk::walk_section_mut(&mut Printed, section);
        }
        edition.parts.push(EditionPart {
            title,
            title_shown: input.profile.part_titles && !plain,
            blocks: printed_blocks(part.blocks.clone()),
            sections,
            ..empty_part(part.kind, part.meta.clone())
        });
    }
}

/// A part without title and content.
pub(crate) fn empty_part(kind: PartKind, meta: Meta) -> EditionPart {
    EditionPart {
        meta,
        kind: EditionPartKind::Article(kind),
        title: Vec::new(),
        title_shown: true,
        blocks: Vec::new(),
        sections: Vec::<Section>::new(),
        bibliography: Vec::new(),
        glossary: Vec::new(),
    }
}

/// Blocks as printed: shared blocks in place, no comments.
pub(crate) fn printed_blocks(mut blocks: Vec<Block>) -> Vec<Block> {
    walk::walk_blocks_mut(&mut Printed, &mut blocks);
    blocks
}

/// Inlines as printed: no comments.
pub(crate) fn printed_inlines(mut inlines: Vec<Inline>) -> Vec<Inline> {
    walk::walk_inlines_mut(&mut Printed, &mut inlines);
    inlines
}

struct Printed;

impl VisitorMut for Printed {
    fn blocks(&mut self, blocks: &mut Vec<Block>) {
        if blocks
            .iter()
            .any(|block| matches!(block, Block::Use(_) | Block::Comment(_)))
        {
            let mut out = Vec::new();
            expand(std::mem::take(blocks), &mut out);
            *blocks = out;
        }
    }

    fn inlines(&mut self, inlines: &mut Vec<Inline>) {
        inlines.retain(|inline| !matches!(inline, Inline::Comment(_)));
    }
}

/// A shared block may start with another one, so this looks again.
fn expand(blocks: Vec<Block>, out: &mut Vec<Block>) {
    for block in blocks {
        match block {
            Block::Use(shared) => expand(shared.blocks, out),
            Block::Comment(_) => {}
            other => out.push(other),
        }
    }
}
