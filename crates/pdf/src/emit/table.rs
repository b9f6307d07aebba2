//! Tables → Typst calls.

use pamphlet_core::block::{Alignment, Row, Table};
use pamphlet_core::inline::plain_text;

use super::Emitter;
use super::long::{ROOM, room};

/// The largest share of a page's height at which a table is not divided.
const LOW: f64 = 0.36;
/// Rows with no longer cells (in characters) stay on one page.
const WHOLE_CELL: usize = 600;

impl Emitter<'_> {
    pub(super) fn table(&mut self, n: &Table) {
        let edition = self.edition;
        let column = self.place;
        let em = self.theme.typography.body;
        // The theme keeps tables of two columns out of the strip.
        let full = if n.columns.len() > 2 {
            column.full
        } else {
            column.text
        };
        let widths = widths(n, full, em);
        self.code.raw("data-table(columns: (");
        for width in &widths {
            self.code.number(width.share);
            self.code.raw("fr, ");
        }
        self.code.raw("), align: (");
        for column in &n.columns {
            self.code.raw(match column {
                Alignment::Start => "start, ",
                Alignment::Center => "center, ",
                Alignment::End => "end, ",
            });
        }
        self.code.raw("), row-headers: ");
        self.code.boolean(n.row_headers());
        self.code.raw(", whole: ");
        let cells = n.rows.iter().flat_map(|row| &row.cells);
        let longest = cells.map(|cell| plain_text(&cell.inlines).chars().count());
        self.code.boolean(longest.max().unwrap_or(0) <= WHOLE_CELL);
        self.code.raw(", together: ");
        self.code.boolean(is_low(n, &widths, em, column.height));
        self.code.raw(", anchor: ");
        self.optional_anchor(n.meta.id);
        self.code.raw(", caption: ");
        let words = n.caption.as_ref().map_or(&[][..], |c| &c.inlines);
        self.content_or_none(&edition.caption(n.meta.id, words));
        self.code.raw(",\nhead: ");
        self.row(&n.header, &widths);
        self.code.raw(",\n");
        for row in &n.rows {
            self.row(row, &widths);
            self.code.raw(",\n");
        }
        self.code.raw(")");
    }

    fn row(&mut self, row: &Row, widths: &[Width]) {
        self.code.raw("(");
        for (cell, width) in row.cells.iter().zip(widths) {
            let start = self.code.here();
            self.room = width.room;
            self.content(&cell.inlines);
            self.code.region(start, cell.meta.span);
            self.code.raw(", ");
        }
        self.room = room(self.edition);
        for _ in row.cells.len()..widths.len() {
            self.code.raw("none, ");
        }
        self.code.raw(")");
    }

    /// The name of a node's label, or `none` where nothing leads to it.
    pub(super) fn optional_anchor(&mut self, id: pamphlet_core::NodeId) {
        let anchor = self
            .edition
            .anchor(id)
            .filter(|_| self.targets.contains(&id));
        self.code.optional(anchor);
    }
}

/// A column of a table.
struct Width {
    /// How wide it is beside the others.
    share: f64,
    /// How many letters surely fit in a line of its cells.
    room: usize,
}

/// What stands left and right of a cell's words in the theme's tables, in points.
const INSETS: f64 = 14.0;
/// A letter of a long word, and one of a word that has room, in sizes of the type: the first is
/// that of bold words, so that a column is rather too wide than too narrow.
const LETTER: (f64, f64) = (0.6, 0.55);

/// How wide each column of a table of so many points is: by the root of what it says, so that
/// long cells get more lines rather than all the width, and never less than its longest word
/// needs, unless those words together leave no room for one another: then the longest give way.
fn widths(table: &Table, full: f64, em: f64) -> Vec<Width> {
    let rows = || std::iter::once(&table.header).chain(&table.rows);
    let said: Vec<_> = (0..table.columns.len())
        .map(|i| {
            let cells = rows().filter_map(|row| row.cells.get(i));
            let (mut most, mut word, mut sum) = (0usize, 0usize, 0usize);
            for cell in cells {
                let text = plain_text(&cell.inlines);
                let length = text.chars().count();
                most = most.max(length);
                sum += length;
                let words = text.split_whitespace().map(|w| w.chars().count());
                word = word.max(words.max().unwrap_or(0));
            }
            let mean = sum as f64 / (table.rows.len() + 1) as f64;
            let share = (mean.max(1.0) * (most.max(1) as f64)).sqrt().sqrt() * 2.6;
            (share, word)
        })
        .collect();
    let letters = (full - INSETS * said.len() as f64) / (em * LETTER.0);
    let most = (1..=ROOM).rev().find(|most| {
        let needed: usize = said.iter().map(|(_, word)| word.min(most)).sum();
        needed as f64 <= letters
    });
    let most = most.unwrap_or(1);
    let shares = said.iter().map(|(share, word)| {
        let word = *word.min(&most) as f64;
        (
            share.max(word + 2.0).max(4.0),
            word * em * LETTER.0 + INSETS,
        )
    });
    let widths = fitted(&shares.collect::<Vec<_>>(), full);
    let room = |width: f64| ((width - INSETS) / (em * LETTER.1)).max(1.0) as usize;
    let all = said.iter().map(|(_, word)| *word);
    // The sum of shares is free, so that they can say points.
    all.zip(widths)
        .map(|(word, share)| Width {
            share,
            // A column as wide as its longest word needs breaks none.
            room: if word <= most {
                word.max(1)
            } else {
                room(share)
            },
        })
        .collect()
}

/// Divides a width by shares, but gives to each at least what it needs.
fn fitted(columns: &[(f64, f64)], full: f64) -> Vec<f64> {
    let mut fixed = vec![false; columns.len()];
    loop {
        let free = columns.iter().zip(&fixed).filter(|(_, fixed)| !**fixed);
        let shares: f64 = free.map(|((share, _), _)| share).sum();
        let taken = columns.iter().zip(&fixed).filter(|(_, fixed)| **fixed);
        let left = full - taken.map(|((_, need), _)| need).sum::<f64>();
        let width = |i: usize| match fixed[i] {
            true => columns[i].1,
            false => left * columns[i].0 / shares,
        };
        let widths: Vec<f64> = (0..columns.len()).map(width).collect();
        let narrow = (0..columns.len()).find(|i| !fixed[*i] && widths[*i] < columns[*i].1 - 0.001);
        match narrow {
            Some(narrow) => fixed[narrow] = true,
            None => return widths,
        }
    }
}

/// Whether a table is so low that it stays on one page: about a third of one.
fn is_low(table: &Table, widths: &[Width], em: f64, height: f64) -> bool {
    let line = |row: &Row| {
        let lines = row.cells.iter().zip(widths).map(|(cell, width)| {
            let letters = plain_text(&cell.inlines).chars().count() as f64;
            (letters * em * LETTER.1 / (width.share - INSETS).max(em)).ceil()
        });
        lines.fold(1.0, f64::max) * em * 1.36 + 13.0
    };
    let rows = std::iter::once(&table.header).chain(&table.rows);
    rows.map(line).sum::<f64>() < height * LOW
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn no_column_is_narrower_than_it_needs() {
        let widths = fitted(&[(4.0, 50.0), (96.0, 60.0)], 400.0);
        assert_eq!(widths, [50.0, 350.0]);
        let widths = fitted(&[(1.0, 20.0), (1.0, 20.0)], 400.0);
        assert_eq!(widths, [200.0, 200.0]);
    }
}
