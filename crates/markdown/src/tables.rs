//! Tables: their cells are counted in the source, since comrak drops those
//! beyond the header's; a caption directly below arrives as a last row.

use std::ops::Range;

use comrak::Node;
use comrak::nodes::TableAlignment;
use pamphlet_core::block::{Alignment, Caption, Cell, Row, Table};
use pamphlet_core::diagnostic::Diagnostic;
use pamphlet_core::inline::{Inline, plain_text};
use pamphlet_core::node::{Attributes, Meta};

use crate::bits::Bit;
use crate::blocks::{caption_words, range};
use crate::inlines::{Doc, Place};
use crate::page::Page;
use crate::reader::Reader;
use crate::refine::refine;

impl Reader<'_> {
    /// Reads a table.
    pub fn table(
        &mut self,
        doc: &Doc,
        node: Node,
        alignments: &[TableAlignment],
        mut meta: Meta,
        depth: usize,
    ) -> Table {
        let rows: Vec<Node> = node.children().collect();
        let (head, body) = match rows.split_first() {
            Some((head, body)) => (Some(*head), body),
            None => (None, rows.as_slice()),
        };
        let header = match head {
            Some(head) => self.row(doc, head, alignments.len(), depth),
            None => Row {
                meta: meta.clone(),
                cells: Vec::new(),
            },
        };
        self.check_header(&header);
        let is_caption = |row: &Node| row_text(&doc.page, row).starts_with(": ");
        let caption_at = body.iter().position(is_caption);
        let (body, below) = body.split_at(caption_at.unwrap_or(body.len()));
        let rows = body
            .iter()
            .map(|row| self.row(doc, row, alignments.len(), depth))
            .collect();
        let (caption, attributes) = self.rows_as_caption(doc, below, depth);
        meta.attributes = attributes.into();
        Table {
            meta,
            caption,
            columns: alignments.iter().map(alignment).collect(),
            header,
            rows,
        }
    }

    fn row(&mut self, doc: &Doc, node: Node, columns: usize, depth: usize) -> Row {
        let page = &doc.page;
        let start = range(page, node).start;
        let written = count_cells(row_text(page, &node));
        let span = page.span(start..page.line_end(start));
        if written != columns {
            let message = format!("this row has {written} cells; the header has {columns}");
            let fault = Diagnostic::error("ragged-table", span, message);
            let hint = match written > columns {
                true => "remove a `|`, or write `\\|` for a bar within a cell",
                false => "write the missing cells, empty ones too, with `|` between them",
            };
            self.faults.push(fault.hint(hint));
        }
        let cells = node.children().map(|cell| {
            let mut place = range(page, cell);
            let text = &page.buffer[place.clone()];
            place.start += text.len() - text.trim_start().len();
            place.end = place.start + text.trim().len();
            Cell {
                meta: Meta::at(page.span(place)),
                inlines: self.inlines(doc, cell, depth + 1),
            }
        });
        let cells = cells.collect();
        Row {
            meta: Meta::at(span),
            cells,
        }
    }

    fn check_header(&mut self, header: &Row) {
        let blank = |cell: &Cell| {
            let silent = |inline: &Inline| matches!(inline, Inline::Text(_) | Inline::Comment(_));
            cell.inlines.iter().all(silent) && plain_text(&cell.inlines).trim().is_empty()
        };
        if header.cells.iter().all(blank) {
            let fault = Diagnostic::error(
                "table-header",
                header.meta.span,
                "this table has no words in its header row",
            );
            self.faults.push(
                fault.hint("name each column: a reader who listens hears it before each cell"),
            );
        }
    }

    /// Rows from the one that starts with `: `.
    fn rows_as_caption(
        &mut self,
        doc: &Doc,
        rows: &[Node],
        depth: usize,
    ) -> (Option<Caption>, Attributes) {
        let page = &doc.page;
        let mut bits: Vec<Bit> = Vec::new();
        for row in rows {
            let place = range(page, row);
            if !bits.is_empty() {
                let at = place.start.saturating_sub(1)..place.start;
                let line_break = Inline::SoftBreak(Meta::at(page.span(at.clone())));
                bits.push(Bit::Node(Box::new(line_break), at));
            }
            if count_cells(row_text(page, row)) > 1 {
                let fault = Diagnostic::error(
                    "ragged-table",
                    page.span(place.start..page.line_end(place.start)),
                    "a row of cells follows the caption",
                );
                self.faults
                    .push(fault.hint("put the caption behind the last row"));
            }
            if let Some(cell) = row.first_child() {
                bits.extend(self.bits(doc, cell, Place::at(depth + 1)));
            }
        }
        match caption_words(&bits) {
            Some(mark) => self.caption(page, bits, mark),
            None if bits.is_empty() => (None, Attributes::default()),
            None => {
                let inlines = refine(page, bits, &mut self.faults);
                let meta = Meta::made();
                (Some(Caption { meta, inlines }), Attributes::default())
            }
        }
    }
}

fn row_text<'p>(page: &'p Page, row: &Node) -> &'p str {
    let start = range(page, row).start;
    &page.buffer[start..page.line_end(start)]
}

impl Reader<'_> {
    /// Lines between bars that comrak takes for a paragraph: the line of dashes below
    /// the first one is not as it has to be.
    pub fn no_table(&mut self, page: &Page, rows: Range<usize>) {
        let mut lines = Vec::new();
        let mut at = rows.start;
        while at < rows.end {
            let end = page.line_end(at);
            let line = &page.buffer[at..end];
            let bare = line.trim_start_matches([' ', '\t', '>']);
            lines.push((at + line.len() - bare.len(), bare.trim_end()));
            let next = page.buffer[end..].find('\n').map(|found| end + found + 1);
            at = next.unwrap_or(rows.end);
        }
        let is_row = |line: &str| line.len() > 2 && line.starts_with('|') && line.ends_with('|');
        let [(first, header), (second, dashes), ..] = lines[..] else {
            return;
        };
        if !lines.iter().all(|(_, line)| is_row(line)) {
            return;
        }
        let (cells, wanted) = (count_cells(dashes), count_cells(header));
        let is_dash = |c: char| matches!(c, '-' | '‐'..='―' | '−' | '─');
        let is_rule = |c: char| is_dash(c) || matches!(c, '|' | ':' | ' ' | '\t');
        let other = dashes.chars().find(|c| is_dash(*c) && *c != '-');
        let (place, message, hint) = match (dashes.chars().all(is_rule), other) {
            (false, _) => (
                (first, header),
                "these rows are no table: no line of dashes stands below the first".to_owned(),
                format!("write `|{}` below the first row", "---|".repeat(wanted)),
            ),
            (true, Some(other)) => (
                (second, dashes),
                format!("these rows are no table: the line below the first has `{other}`"),
                format!("write it with hyphens: `|{}`", "---|".repeat(wanted)),
            ),
            (true, None) if cells != wanted => (
                (second, dashes),
                format!("the line of dashes has {cells} cells; the header has {wanted}"),
                format!(
                    "write `|{}`; a bar within a cell is `\\|`, in code too",
                    "---|".repeat(wanted)
                ),
            ),
            (true, None) => (
                (second, dashes),
                "these rows are no table: the line below the first is not of dashes".to_owned(),
                format!("write `|{}`", "---|".repeat(wanted)),
            ),
        };
        let span = page.span(place.0..place.0 + place.1.len());
        self.faults
            .push(Diagnostic::error("table-dashes", span, message).hint(hint));
    }
}

/// How many cells a row's line has: bars behind a backslash divide nothing.
fn count_cells(line: &str) -> usize {
    let line = line.trim();
    let line = line.strip_prefix('|').unwrap_or(line);
    let bytes = line.as_bytes();
    let (mut cells, mut at, mut bar_last) = (1, 0, false);
    while at < bytes.len() {
        bar_last = false;
        match bytes[at] {
            b'\\' if bytes.get(at + 1).is_some_and(u8::is_ascii_punctuation) => at += 1,
            b'|' => {
                cells += 1;
                bar_last = true;
            }
            _ => {}
        }
        at += 1;
    }
    cells - usize::from(bar_last && cells > 1)
}

fn alignment(written: &TableAlignment) -> Alignment {
    match written {
        TableAlignment::None | TableAlignment::Left => Alignment::Start,
        TableAlignment::Center => Alignment::Center,
        TableAlignment::Right => Alignment::End,
    }
}

#[cfg(test)]
mod tests {
    use super::count_cells;

    #[test]
    fn bars_divide_cells() {
        for (line, cells) in [
            ("| a | b |", 2),
            ("a | b", 2),
            ("| a \\| b |", 1),
            ("| a |  |", 2),
            ("| |", 1),
            ("|a|b|c", 3),
            ("x", 1),
        ] {
            assert_eq!(count_cells(line), cells, "{line}");
        }
    }
}
