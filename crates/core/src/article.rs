//! The article as written: five typed parts, sections that nest.

use crate::block::Block;
use crate::front::Front;
use crate::inline::{Inline, NoteDefinition};
use crate::node::Meta;

/// One article in one language, as read. Nothing in it is computed.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Article {
    /// The name of its folder (or file), from which file names are made.
    pub slug: String,
    /// The front matter.
    pub front: Front,
    /// Its parts, in the fixed order of [`PartKind::ALL`], each at most once.
    pub parts: Vec<Part>,
    /// Its footnotes, in the order in which they are defined.
    pub notes: Vec<NoteDefinition>,
}

impl Article {
    /// The part of a kind, if the article has it.
    pub fn part(&self, kind: PartKind) -> Option<&Part> {
        self.parts.iter().find(|part| part.kind == kind)
    }
}

/// The five parts.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum PartKind {
    /// What every reader should know.
    Fundamentals,
    /// For readers who know the fundamentals.
    Intermediate,
    /// For professionals.
    Academic,
    /// The sources.
    References,
    /// Questions to think about and to check understanding with.
    Reflection,
}

impl PartKind {
    /// All parts in their fixed order.
    pub const ALL: [PartKind; 5] = [
        PartKind::Fundamentals,
        PartKind::Intermediate,
        PartKind::Academic,
        PartKind::References,
        PartKind::Reflection,
    ];

    /// The id in source and configuration: `fundamentals`.
    pub fn id(self) -> &'static str {
        match self {
            PartKind::Fundamentals => "fundamentals",
            PartKind::Intermediate => "intermediate",
            PartKind::Academic => "academic",
            PartKind::References => "references",
            PartKind::Reflection => "reflection",
        }
    }

    /// The part with an id.
    pub fn from_id(id: &str) -> Option<PartKind> {
        PartKind::ALL.into_iter().find(|kind| kind.id() == id)
    }
}

/// A part: untitled text first, then sections.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Part {
    /// Identity, attributes, and the place of the whole part.
    pub meta: Meta,
    /// Which of the five it is.
    pub kind: PartKind,
    /// The heading as written; empty for a newcomer's text under no part.
    pub heading: Vec<Inline>,
    /// Blocks before the first section.
    pub blocks: Vec<Block>,
    /// Sections of the second heading level.
    pub sections: Vec<Section>,
}

/// A section with its subsections.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Section {
    /// Identity, attributes (of the heading), and the place of the whole section.
    pub meta: Meta,
    /// The heading; never empty.
    pub heading: Vec<Inline>,
    /// Blocks before the first subsection.
    pub blocks: Vec<Block>,
    /// Sections one level deeper; at most three levels in all.
    pub sections: Vec<Section>,
}
