//! Charts: simple data as a picture. What is drawn stands below it as a table,
//! so that nobody needs to see the picture.

use std::fmt;

use crate::block::{Block, Caption};
use crate::node::Meta;
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

/// What a chart draws, in the words of its author. Every value is a [`number`].
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
        values.iter().filter_map(|value| number(value))
    }

    /// For icons: how many are filled, and of how many, a row.
    pub fn shares(&self) -> impl Iterator<Item = (&str, u32, u32)> {
        self.rows.iter().filter_map(|(name, values)| {
            let [filled, all] = &values[..] else {
                return None;
            };
            Some((name.as_str(), count(filled)?, count(all)?))
        })
    }
}

/// A number as authors write it in a table: `5.4`, `5,4`, `-3`, `12 %`, `1 200`,
/// `1,234,567`. What is 1.2 in one country and 1200 in another (`1,200`, `1.200`)
/// is none: a bar of the wrong length would harm.
pub fn number(written: &str) -> Option<f64> {
    let bare = written.trim().trim_end_matches('%').trim_end();
    let mut plain = String::new();
    for c in bare.chars() {
        match c {
            '0'..='9' | '.' | ',' => plain.push(c),
            '-' | '−' if plain.is_empty() => plain.push('-'),
            '+' if plain.is_empty() => {}
            // Between groups of three.
            ' ' | '\u{a0}' | '\u{202f}' | '\u{2009}' | '\'' | '’' => {}
            _ => return None,
        }
    }
    let (commas, points) = (plain.matches(',').count(), plain.matches('.').count());
    let plain = match (commas, points) {
        (0, 0) => plain,
        (1, 0) | (0, 1) if in_thousands(&plain) => return None,
        (1, 0) => plain.replace(',', "."),
        (0, 1) => plain,
        (_, 0 | 1) if plain.rfind('.') > plain.rfind(',') || points == 0 => {
            let whole = plain.split('.').next().unwrap_or(&plain);
            in_thousands(whole).then(|| plain.replace(',', ""))?
        }
        (0 | 1, _) => {
            let whole = plain.split(',').next().unwrap_or(&plain);
            in_thousands(whole).then(|| plain.replace('.', "").replace(',', "."))?
        }
        _ => return None,
    };
    let value: f64 = plain.parse().ok()?;
    value.is_finite().then_some(value)
}

/// Whether marks stand between groups of three figures only.
fn in_thousands(plain: &str) -> bool {
    let mut groups = plain.trim_start_matches('-').split([',', '.']);
    let first = groups.next().unwrap_or("");
    (1..=3).contains(&first.len()) && first != "0" && groups.all(|group| group.len() == 3)
}

/// A whole number of things.
pub fn count(written: &str) -> Option<u32> {
    let value = number(written)?;
    // Whole, and exact in every float up to four thousand million.
    (value.fract() == 0.0 && (0.0..=4e9).contains(&value)).then_some(value as u32)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_are_read_as_they_stand_in_tables() {
        for (written, value) in [
            ("5.4", Some(5.4)),
            ("5,4", Some(5.4)),
            ("0,125", Some(0.125)),
            ("1,200", None),
            ("1.200", None),
            ("0.125", Some(0.125)),
            ("1,200.5", Some(1200.5)),
            ("1.200,5", Some(1200.5)),
            ("1.234.567", Some(1_234_567.0)),
            ("1,234,567.5", Some(1_234_567.5)),
            ("1 200", Some(1200.0)),
            ("1\u{202f}200,5", Some(1200.5)),
            ("12 %", Some(12.0)),
            ("−3", Some(-3.0)),
            ("+2", Some(2.0)),
            ("1,2,3", None),
            ("about 5", None),
            ("5-6", None),
            ("", None),
            ("%", None),
            (".", None),
            ("1.2.3", None),
        ] {
            assert_eq!(number(written), value, "{written}");
        }
    }

    #[test]
    fn things_are_counted_whole() {
        assert_eq!(count("7"), Some(7));
        assert_eq!(count("1 000"), Some(1000));
        for written in ["7.5", "-1", "many", "5000000000"] {
            assert_eq!(count(written), None, "{written}");
        }
    }
}
