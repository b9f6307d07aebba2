//! What importers give: pieces in the order of the source, with as much meaning
//! as the source marks, and no more.

use std::collections::BTreeMap;

use pamphlet_core::article::Article;
use pamphlet_core::block::Block;
use pamphlet_core::front::Front;
use pamphlet_core::glossary::GlossaryEntry;
use pamphlet_core::inline::{Inline, NoteDefinition};

use crate::Kept;
use crate::report::Place;

/// What an importer gives.
pub enum Found {
    /// Pieces whose shape is still to be decided.
    Draft(Box<Draft>),
    /// An article whose source already marks everything.
    Article(Box<Settled>),
}

/// An article whose source already marks everything.
pub struct Settled {
    /// The article.
    pub article: Article,
    /// Files beside it by relative path.
    pub beside: BTreeMap<String, Vec<u8>>,
    /// The source's own text, where it needs no change.
    pub verbatim: Option<String>,
}

/// A document in pieces.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Draft {
    /// What the source says of itself: title, language, dates, people.
    pub front: Front,
    /// Its pieces in order.
    pub pieces: Vec<Piece>,
    /// Its footnotes, by the order of their calls.
    pub notes: Vec<NoteDefinition>,
    /// Its images, by the file name that [`pamphlet_core::block::Figure`]s use.
    pub images: BTreeMap<String, Vec<u8>>,
    /// Definitions that the source marks as such; keys and terms are unique.
    pub glossary: Vec<Kept<GlossaryEntry>>,
}

/// A piece of a document.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Piece {
    /// Where it starts.
    pub place: Place,
    /// What it is.
    pub body: Body,
    /// What an editor should look at: written as `<!-- pamphlet: todo … -->` before it.
    pub todos: Vec<String>,
}

impl Piece {
    /// A piece that needs no second look.
    pub fn new(place: Place, body: Body) -> Piece {
        Piece {
            place,
            body,
            todos: Vec::new(),
        }
    }
}

/// What a piece is.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Body {
    /// A heading that the source marks as one, or that was found to be one.
    Heading(Heading),
    /// A line or paragraph of which the source does not say what it is.
    Line(Line),
    /// A list whose items are lines.
    Items(Items),
    /// Anything that needs no more thought: a table, a figure, a callout.
    Block(Block),
}

/// A heading.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Heading {
    /// Its level in the source from 1; only the order of levels counts.
    pub level: u8,
    /// Its words.
    pub words: Vec<Inline>,
}

/// A line or paragraph.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Line {
    /// Its words.
    pub words: Vec<Inline>,
    /// Whether a blank line (or the start of the text) stands before it.
    pub after_blank: bool,
    /// Whether all of it is set in bold, as headings without a style are.
    pub strong: bool,
}

/// A list of lines.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Items {
    /// The number of the first item; none: bullets.
    pub start: Option<u32>,
    /// The items.
    pub items: Vec<Item>,
}

/// An item of such a list.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Item {
    /// Where it stands.
    pub place: Place,
    /// How deep it is nested, from 0.
    pub depth: u8,
    /// Whether it is numbered.
    pub numbered: bool,
    /// Its words.
    pub words: Vec<Inline>,
}

/// The words of a heading or a cell: nothing breaks their line.
pub fn one_line(inlines: Vec<Inline>) -> Vec<Inline> {
    let each = |mut it: Inline| {
        if let Some(inner) = it.children_mut() {
            *inner = one_line(std::mem::take(inner));
        }
        match it {
            Inline::HardBreak(_) => Inline::made(" "),
            it => it,
        }
    };
    inlines.into_iter().map(each).collect()
}
