//! Places of the article that an edition may leave out: what a pointer to the
//! web page needs to know of them.

use std::collections::BTreeMap;

use pamphlet_core::article::{Article, PartKind};
use pamphlet_core::inline::plain_text;
use pamphlet_core::walk::{self, Visitor};
use pamphlet_core::{Block, Inline, Section};

use crate::slug;

/// A labelled place of the article, whether or not the edition has it.
#[derive(Clone)]
pub(crate) struct Elsewhere {
    /// The part in which it stands.
    pub(crate) part: PartKind,
    /// Its id on the web page.
    pub(crate) anchor: String,
    /// What it is called; empty where it has no name.
    pub(crate) name: String,
}

/// All labels of the article, with those that headings get by themselves.
pub(crate) fn of(article: &Article) -> BTreeMap<String, Elsewhere> {
    let mut places = Places {
        part: PartKind::Fundamentals,
        written: BTreeMap::new(),
        headings: BTreeMap::new(),
    };
    for part in &article.parts {
        places.part = part.kind;
        places.heading(part.kind.id().to_owned(), String::new());
        places.written(part.meta.label(), || plain_text(&part.heading));
        walk::walk_part(&mut places, part);
    }
    let mut all = places.headings;
    all.append(&mut places.written);
    all
}

struct Places {
    part: PartKind,
    written: BTreeMap<String, Elsewhere>,
    headings: BTreeMap<String, Elsewhere>,
}

impl Places {
    fn written(&mut self, label: Option<&str>, name: impl FnOnce() -> String) {
        if let Some(label) = label {
            let place = Elsewhere {
                part: self.part,
                anchor: slug::of_label(label),
                name: name(),
            };
            self.written.entry(label.to_owned()).or_insert(place);
        }
    }

    fn heading(&mut self, anchor: String, name: String) {
        let place = Elsewhere {
            part: self.part,
            anchor: anchor.clone(),
            name,
        };
        self.headings.entry(anchor).or_insert(place);
    }
}

impl Visitor for Places {
    fn section(&mut self, section: &Section) {
        let words = plain_text(&section.heading);
        self.written(section.meta.label(), || words.clone());
        if let (None, Some(anchor)) = (section.meta.label(), slug::of_heading(&words)) {
            self.heading(anchor, words);
        }
        walk::walk_section(self, section);
    }

    fn block(&mut self, block: &Block) {
        self.written(block.meta().label(), || match block {
            Block::Table(n) => n
                .caption
                .as_ref()
                .map(|c| plain_text(&c.inlines))
                .unwrap_or_default(),
            Block::Figure(n) => n
                .caption
                .as_ref()
                .map(|c| plain_text(&c.inlines))
                .unwrap_or_default(),
            Block::Chart(n) => n
                .caption
                .as_ref()
                .map(|c| plain_text(&c.inlines))
                .unwrap_or_default(),
            Block::Callout(n) => plain_text(&n.title),
            Block::Paragraph(_)
            | Block::List(_)
            | Block::TermList(_)
            | Block::Quote(_)
            | Block::KeyPoint(_)
            | Block::Steps(_)
            | Block::Questions(_)
            | Block::Actions(_)
            | Block::Math(_)
            | Block::Code(_)
            | Block::Break(_)
            | Block::Use(_)
            | Block::Comment(_)
            | Block::Pair(_) => String::new(),
        });
        walk::walk_block(self, block);
    }

    fn inline(&mut self, inline: &Inline) {
        self.written(inline.meta().label(), || plain_text(inline.children()));
        walk::walk_inline(self, inline);
    }
}
