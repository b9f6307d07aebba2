//! Charts: simple data as a picture. What is drawn stands below it as a table,
//! so that nobody needs to see the picture.

use std::fmt;

use crate::block::{Block, Caption};
use crate::node::Meta;
use crate::number::Number;
use crate::span::Span;

/// How data is drawn.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum ChartKind {
    /// A bar a value, from zero.
    Bar,
    /// A line a column, over rows in their order.
    Line,
    /// A dot a value, on a scale that need not start at zero.
    Dot,
    /// So many of so many: one sign for each, some of them filled.
    Icons,
}

impl ChartKind {
    /// All kinds.
    pub const ALL: [ChartKind; 4] = [
        ChartKind::Bar,
        ChartKind::Line,
        ChartKind::Dot,
        ChartKind::Icons,
    ];

    /// The word behind `chart` that asks for it.
    pub fn name(self) -> &'static str {
        match self {
            ChartKind::Bar => "bar",
            ChartKind::Line => "line",
            ChartKind::Dot => "dot",
            ChartKind::Icons => "icons",
        }
    }

    /// The kind that a word asks for.
    pub fn named(word: &str) -> Option<ChartKind> {
        ChartKind::ALL.into_iter().find(|kind| kind.name() == word)
    }
}

impl fmt::Display for ChartKind {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.name())
    }
}

/// Data in a fenced block: drawn, and said as a table.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Chart {
    /// Identity, place and attributes (`#fig-x`).
    pub meta: Meta,
    /// How it is drawn.
    pub kind: ChartKind,
    /// The caption; none where the author wrote none.
    pub caption: Option<Caption>,
    /// The data as written, each line ended by `\n`.
    pub text: String,
    /// Where `text` stands, if it stands there byte for byte.
    pub text_span: Span,
    /// What is drawn.
    pub data: ChartData,
    /// The same for those who read: one table, or the list that an edition makes
    /// of a wide one. Empty only where the data could not be read.
    pub table: Vec<Block>,
}

/// What a chart draws, in the words of its author. Every value is a
/// [`Number`].
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct ChartData {
    /// What the columns of values are called.
    pub series: Vec<String>,
    /// What a row is called, and a value for each of `series`.
    pub rows: Vec<(String, Vec<String>)>,
}

impl Chart {
    /// What stands for its picture where images go by their path; no file is called so.
    pub fn path(&self) -> String {
        format!("chart:{}", self.meta.id.0)
    }
}

impl ChartData {
    /// The values of a row.
    pub fn values(&self, row: usize) -> impl Iterator<Item = f64> {
        let values = self.rows.get(row).map_or(&[][..], |(_, values)| values);
        values
            .iter()
            .filter_map(|value| Some(Number::read(value).ok()?.value()))
    }

    /// For icons: how many are filled, and of how many, a row.
    pub fn shares(&self) -> impl Iterator<Item = (&str, Number, Number)> {
        self.rows.iter().filter_map(|(name, values)| {
            let [filled, all] = &values[..] else {
                return None;
            };
            Some((
                name.as_str(),
                Number::read(filled).ok()?,
                Number::read(all).ok()?,
            ))
        })
    }
}
