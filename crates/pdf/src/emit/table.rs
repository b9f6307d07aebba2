//! Tables → Typst calls.

use pamphlet_core::block::{Alignment, Row, Table};
use pamphlet_core::inline::plain_text;

use super::Emitter;

/// Rows with no longer cells (in characters) stay on one page.
const WHOLE_CELL: usize = 600;

impl Emitter<'_> {
    pub(super) fn table(&mut self, n: &Table) {
        let edition = self.edition;
        self.code.raw("data-table(columns: (");
        for share in shares(n) {
            self.code.number(share);
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
        self.code.raw(", anchor: ");
        self.optional_anchor(n.meta.id);
        self.code.raw(", caption: ");
        let words = n.caption.as_ref().map_or(&[][..], |c| &c.inlines);
        self.content_or_none(&edition.caption(n.meta.id, words));
        self.code.raw(",\nhead: ");
        self.row(&n.header, n.columns.len());
        self.code.raw(",\n");
        for row in &n.rows {
            self.row(row, n.columns.len());
            self.code.raw(",\n");
        }
        self.code.raw(")");
    }

    fn row(&mut self, row: &Row, columns: usize) {
        self.code.raw("(");
        for cell in row.cells.iter().take(columns) {
            let start = self.code.here();
            self.content(&cell.inlines);
            self.code.region(start, cell.meta.span);
            self.code.raw(", ");
        }
        for _ in row.cells.len()..columns {
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

/// How wide each column is beside the others: by the root of what it says, so
/// that long cells get more lines rather than all the width, and never less
/// than its longest word needs.
fn shares(table: &Table) -> Vec<f64> {
    let rows = || std::iter::once(&table.header).chain(&table.rows);
    let columns = 0..table.columns.len();
    columns
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
            share.max(word as f64 + 2.0).max(4.0)
        })
        .collect()
}
