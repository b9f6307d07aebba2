//! Blocks: paragraphs and everything that stands in their place. A closed enum;
//! a `match` on it has no wildcard arm. Sections are not blocks: they nest
//! explicitly (see [`crate::article`]).

use crate::chart::Chart;
use crate::inline::{Comment, Inline, Math};
use crate::node::Meta;
use crate::span::{Span, Spanned};

/// A block.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Block {
    /// Running text.
    Paragraph(Paragraph),
    /// A bullet, ordered or task list.
    List(List),
    /// Terms with their descriptions.
    TermList(TermList),
    /// Someone else's words.
    Quote(Boxed),
    /// `> [!WARNING]`.
    Callout(Callout),
    /// `::: key-point`.
    KeyPoint(Boxed),
    /// `::: steps`.
    Steps(Steps),
    /// `::: questions`.
    Questions(Prompts),
    /// `::: actions`.
    Actions(Prompts),
    /// A table.
    Table(Table),
    /// An image with a caption.
    Figure(Figure),
    /// ```` ```chart ````: data as a picture.
    Chart(Chart),
    /// `$$…$$` alone in a paragraph.
    Math(Math),
    /// A code block.
    Code(CodeBlock),
    /// `***`: a change of subject.
    Break(Meta),
    /// `::: use NAME`, with what the shared block says.
    Use(Use),
    /// `<!-- … -->`: never printed, kept by the writer.
    Comment(Comment),
    /// The same in two languages. Never written: an edition in two languages is
    /// made of these.
    Pair(Pair),
}

/// Running text.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Paragraph {
    /// Identity and place.
    pub meta: Meta,
    /// The text.
    pub inlines: Vec<Inline>,
}

/// A list.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct List {
    /// Identity and place.
    pub meta: Meta,
    /// The number of the first item; none: a bullet list.
    pub start: Option<u32>,
    /// Whether items follow each other without space.
    pub tight: bool,
    /// The items.
    pub items: Vec<ListItem>,
}

/// An item of a list.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ListItem {
    /// Identity and place.
    pub meta: Meta,
    /// Whether a task is done; none: not a task.
    pub task: Option<bool>,
    /// What the item says.
    pub blocks: Vec<Block>,
}

/// Terms with their descriptions.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct TermList {
    /// Identity and place.
    pub meta: Meta,
    /// The items.
    pub items: Vec<TermItem>,
}

/// A term with its descriptions.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct TermItem {
    /// Identity and place.
    pub meta: Meta,
    /// The term.
    pub term: Vec<Inline>,
    /// Each description as blocks.
    pub descriptions: Vec<Vec<Block>>,
}

/// Blocks set apart.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Boxed {
    /// Identity, place and attributes.
    pub meta: Meta,
    /// What is set apart.
    pub blocks: Vec<Block>,
}

/// What a callout is for.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum CalloutKind {
    /// Worth knowing.
    Note,
    /// Makes something easier.
    Tip,
    /// Needed to succeed.
    Important,
    /// A risk of harm.
    Warning,
    /// A bad outcome of an action.
    Caution,
}

impl CalloutKind {
    /// All kinds.
    pub const ALL: [CalloutKind; 5] = [
        CalloutKind::Note,
        CalloutKind::Tip,
        CalloutKind::Important,
        CalloutKind::Warning,
        CalloutKind::Caution,
    ];

    /// The name in lower case, as classes and tokens use it.
    pub fn name(self) -> &'static str {
        match self {
            CalloutKind::Note => "note",
            CalloutKind::Tip => "tip",
            CalloutKind::Important => "important",
            CalloutKind::Warning => "warning",
            CalloutKind::Caution => "caution",
        }
    }
}

/// A callout. It prints its kind in words, then `: ` and its title if it has one.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Callout {
    /// Identity, place and attributes.
    pub meta: Meta,
    /// What it is for.
    pub kind: CalloutKind,
    /// Words behind the marker.
    pub title: Vec<Inline>,
    /// What it says.
    pub blocks: Vec<Block>,
}

/// An ordered process or cascade.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Steps {
    /// Identity, place and attributes.
    pub meta: Meta,
    /// Words before the first step.
    pub lead: Vec<Block>,
    /// The number of the first step.
    pub start: u32,
    /// The steps.
    pub items: Vec<Step>,
}

/// One step, with those that branch off it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Step {
    /// Identity and place.
    pub meta: Meta,
    /// What happens; its first paragraph often starts with a name in bold.
    pub blocks: Vec<Block>,
    /// Whether the branches follow one another (an ordered list) or stand side by side.
    pub ordered: bool,
    /// Steps that branch off this one.
    pub branches: Vec<Step>,
}

/// Questions or actions: words before, then items.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Prompts {
    /// Identity, place and attributes.
    pub meta: Meta,
    /// Words before the first item.
    pub lead: Vec<Block>,
    /// The number of the first item; none: they have no numbers.
    pub start: Option<u32>,
    /// The items.
    pub items: Vec<ListItem>,
}

/// How a column stands.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Alignment {
    /// At the start of the line.
    #[default]
    Start,
    /// In the middle.
    Center,
    /// At the end of the line.
    End,
}

/// A table with one header row.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Table {
    /// Identity, place and attributes (`#tbl-x`, class `row-headers`).
    pub meta: Meta,
    /// The caption; none where the author wrote none.
    pub caption: Option<Caption>,
    /// How each column stands; its length is the number of columns.
    pub columns: Vec<Alignment>,
    /// The header row.
    pub header: Row,
    /// The rows below; each has a cell for every column.
    pub rows: Vec<Row>,
}

impl Table {
    /// Whether the first column names its row.
    pub fn row_headers(&self) -> bool {
        self.meta.attributes.has_class("row-headers")
    }
}

/// A caption.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Caption {
    /// Identity and place.
    pub meta: Meta,
    /// What it says, without "Table 2".
    pub inlines: Vec<Inline>,
}

/// A row of a table.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Row {
    /// Identity and place.
    pub meta: Meta,
    /// The cells.
    pub cells: Vec<Cell>,
}

/// A cell of a table.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Cell {
    /// Identity and place.
    pub meta: Meta,
    /// What it says.
    pub inlines: Vec<Inline>,
}

/// An image with a caption.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Figure {
    /// Identity, place and attributes (`#fig-x`, class `decorative`).
    pub meta: Meta,
    /// The path as written.
    pub source: Spanned<String>,
    /// The text alternative; empty only with class `decorative`.
    pub alt: String,
    /// The caption; none where the author wrote none.
    pub caption: Option<Caption>,
    /// Whether the caption was written as the image's title (in quotes) and not below it.
    pub caption_is_title: bool,
}

impl Figure {
    /// Whether it says nothing and is skipped by those who do not see it.
    pub fn is_decorative(&self) -> bool {
        self.meta.attributes.has_class("decorative")
    }
}

/// A code block.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct CodeBlock {
    /// Identity, place and attributes.
    pub meta: Meta,
    /// The info string's first word.
    pub language: Option<String>,
    /// The lines, each ended by `\n`.
    pub text: String,
    /// Where `text` stands, if it stands there byte for byte.
    pub text_span: Span,
}

/// A shared block in use.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Use {
    /// Identity and place of the `::: use` line.
    pub meta: Meta,
    /// The block's name.
    pub name: Spanned<String>,
    /// What it says; spans lie in the shared file. Empty if it could not be read.
    pub blocks: Vec<Block>,
}

/// What stands side by side in an edition in two languages. A side without a
/// partner stands beside words that say so.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Pair {
    /// Identity, and the place of the side that is there first.
    pub meta: Meta,
    /// In the edition's language.
    pub first: Vec<Block>,
    /// In the language beside it.
    pub second: Vec<Block>,
    /// Whether the sides stand one below the other: half a page is too narrow for a
    /// picture or a table.
    pub stacked: bool,
}

impl Pair {
    /// The role of words that say that one side has nothing.
    pub const NO_COUNTERPART: &str = "no-counterpart";
}

impl Block {
    /// Identity, place and attributes.
    pub fn meta(&self) -> &Meta {
        match self {
            Block::Paragraph(n) => &n.meta,
            Block::List(n) => &n.meta,
            Block::TermList(n) => &n.meta,
            Block::Quote(n) | Block::KeyPoint(n) => &n.meta,
            Block::Callout(n) => &n.meta,
            Block::Steps(n) => &n.meta,
            Block::Questions(n) | Block::Actions(n) => &n.meta,
            Block::Table(n) => &n.meta,
            Block::Figure(n) => &n.meta,
            Block::Chart(n) => &n.meta,
            Block::Math(n) => &n.meta,
            Block::Code(n) => &n.meta,
            Block::Break(meta) => meta,
            Block::Use(n) => &n.meta,
            Block::Comment(n) => &n.meta,
            Block::Pair(n) => &n.meta,
        }
    }

    /// Identity, place and attributes, to be changed.
    pub fn meta_mut(&mut self) -> &mut Meta {
        match self {
            Block::Paragraph(n) => &mut n.meta,
            Block::List(n) => &mut n.meta,
            Block::TermList(n) => &mut n.meta,
            Block::Quote(n) | Block::KeyPoint(n) => &mut n.meta,
            Block::Callout(n) => &mut n.meta,
            Block::Steps(n) => &mut n.meta,
            Block::Questions(n) | Block::Actions(n) => &mut n.meta,
            Block::Table(n) => &mut n.meta,
            Block::Figure(n) => &mut n.meta,
            Block::Chart(n) => &mut n.meta,
            Block::Math(n) => &mut n.meta,
            Block::Code(n) => &mut n.meta,
            Block::Break(meta) => meta,
            Block::Use(n) => &mut n.meta,
            Block::Comment(n) => &mut n.meta,
            Block::Pair(n) => &mut n.meta,
        }
    }

    /// The variant's name in kebab-case, as `inspect` prints it.
    pub fn kind(&self) -> &'static str {
        match self {
            Block::Paragraph(_) => "paragraph",
            Block::List(_) => "list",
            Block::TermList(_) => "term-list",
            Block::Quote(_) => "quote",
            Block::Callout(_) => "callout",
            Block::KeyPoint(_) => "key-point",
            Block::Steps(_) => "steps",
            Block::Questions(_) => "questions",
            Block::Actions(_) => "actions",
            Block::Table(_) => "table",
            Block::Figure(_) => "figure",
            Block::Chart(_) => "chart",
            Block::Math(_) => "math",
            Block::Code(_) => "code-block",
            Block::Break(_) => "break",
            Block::Use(_) => "use",
            Block::Comment(_) => "comment",
            Block::Pair(_) => "pair",
        }
    }

    /// A paragraph made by the program.
    pub fn made(inlines: Vec<Inline>) -> Block {
        Block::Paragraph(Paragraph {
            meta: Meta::made(),
            inlines,
        })
    }
}
