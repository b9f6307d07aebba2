//! What a place is called by a cross-reference that the author left empty:
//! "Table 2", "Section 2.1", a heading's words.

use std::collections::BTreeMap;

use pamphlet_core::edition::Edition;
use pamphlet_core::node::NodeId;
use pamphlet_core::walk::{self, Visitor};
use pamphlet_core::{Block, Inline, Section};

use crate::{made, tour};

/// The names of everything that has one; inlines without ids and facts.
pub(crate) fn of(edition: &Edition) -> BTreeMap<NodeId, Vec<Inline>> {
    let mut names = Names {
        edition,
        names: BTreeMap::new(),
    };
    for part in edition.all_parts() {
        names.names.insert(part.meta.id, made::quiet(&part.title));
    }
    tour::whole(&mut names, edition);
    names.names
}

struct Names<'a> {
    edition: &'a Edition,
    names: BTreeMap<NodeId, Vec<Inline>>,
}

impl Visitor for Names<'_> {
    fn section(&mut self, section: &Section) {
        let name = match self.edition.number(section.meta.id) {
            Some(number) => vec![Inline::made(format!(
                "{} {number}",
                self.edition.words.section
            ))],
            None => made::quiet(&section.heading),
        };
        self.names.insert(section.meta.id, name);
        walk::walk_section(self, section);
    }

    fn block(&mut self, block: &Block) {
        let words = self.edition.words;
        let said = |text: &str| vec![Inline::made(text)];
        let name = match block {
            // A paragraph with a number is the caption of a table that became a list.
            Block::Table(_) | Block::Figure(_) | Block::Chart(_) | Block::Paragraph(_) => {
                self.edition.number(block.meta().id).map(said)
            }
            Block::Callout(n) if n.title.is_empty() => Some(said(words.callout(n.kind))),
            Block::Callout(n) => Some(made::quiet(&n.title)),
            Block::KeyPoint(_) => Some(said(words.key_point)),
            Block::Questions(_) => Some(said(words.questions)),
            Block::Actions(_) => Some(said(words.actions)),
            Block::List(_)
            | Block::TermList(_)
            | Block::Quote(_)
            | Block::Steps(_)
            | Block::Math(_)
            | Block::Code(_)
            | Block::Break(_)
            | Block::Use(_)
            | Block::Comment(_)
            | Block::Pair(_) => None,
        };
        self.names.extend(name.map(|name| (block.meta().id, name)));
        walk::walk_block(self, block);
    }

    fn inline(&mut self, inline: &Inline) {
        if inline.meta().label().is_some() {
            let name = made::quiet(inline.children());
            self.names.insert(inline.meta().id, name);
        }
        walk::walk_inline(self, inline);
    }
}
