//! Tables from rows, and what their first column and the lines beside them are.

use std::collections::BTreeSet;

use pamphlet_core::block::{Alignment, Block, Caption, Cell, Row, Table};
use pamphlet_core::inline::{Inline, plain_text, plain_words};
use pamphlet_core::node::Meta;

use crate::draft::{Body, Piece};
use crate::report::{Decision, Kind};
use crate::shape::Shape;

/// A table of rows, the first of which is the header. Rows have equally many
/// cells; columns of which nothing is said stand at the start.
pub fn table(rows: Vec<Vec<Vec<Inline>>>, alignments: Vec<Alignment>) -> Table {
    let row = |cells: Vec<Vec<Inline>>| Row {
        meta: Meta::made(),
        cells: cells.into_iter().map(cell).collect(),
    };
    let mut rows = rows.into_iter().map(row);
    let header = rows.next().unwrap_or_else(|| row(Vec::new()));
    let mut columns = alignments;
    columns.resize(header.cells.len(), Alignment::Start);
    Table {
        meta: Meta::made(),
        caption: None,
        columns,
        header,
        rows: rows.collect(),
    }
}

fn cell(inlines: Vec<Inline>) -> Cell {
    Cell {
        meta: Meta::made(),
        inlines,
    }
}

/// Names rows by their first column and gives tables the captions beside them.
pub fn settle(shape: &mut Shape) {
    let label = shape.words.table.to_lowercase();
    for part in &mut shape.parts {
        let pieces = std::mem::take(&mut part.pieces);
        let mut out: Vec<Piece> = Vec::with_capacity(pieces.len());
        let mut rest = pieces.into_iter().peekable();
        while let Some(mut piece) = rest.next() {
            let place = piece.place;
            let Body::Block(Block::Table(table)) = &mut piece.body else {
                out.push(piece);
                continue;
            };
            if !table.row_headers() && names_rows(table) {
                table.meta.attributes.classes.push("row-headers".to_owned());
                let message = "the first column names its rows";
                shape.report.say(place, Kind::Table, 85, message);
            }
            if table.caption.is_none() {
                let before = out.last().and_then(|it| caption(it, &label));
                let after = rest.peek().and_then(|it| caption(it, &label));
                let found = match (before, after) {
                    (Some(found), _) => {
                        out.pop();
                        Some(found)
                    }
                    (None, Some(found)) => {
                        rest.next();
                        Some(found)
                    }
                    (None, None) => None,
                };
                match found {
                    Some((inlines, dropped)) => {
                        let message =
                            "the line beside the table is its caption; its number is made anew";
                        let decision = Decision::new(place, Kind::Table, 85, message);
                        shape.report.add(decision.dropping(&dropped));
                        let meta = Meta::made();
                        table.caption = Some(Caption { meta, inlines });
                    }
                    None => {
                        let hint = out.last().and_then(|it| hint(it, &label));
                        let todo = match hint {
                            Some(hint) => {
                                format!("write a caption for this table; before it stands “{hint}”")
                            }
                            None => "write a caption for this table".to_owned(),
                        };
                        shape
                            .report
                            .say(place, Kind::Table, 70, "the table has no caption");
                        piece.todos.push(todo);
                    }
                }
            }
            out.push(piece);
        }
        part.pieces = out;
    }
}

/// Whether the first column says what each row is about: words in every cell,
/// short, none twice.
fn names_rows(table: &Table) -> bool {
    let mut seen = BTreeSet::new();
    let names = table.rows.iter().map(|row| {
        let text = row.cells.first().map(|cell| plain_text(&cell.inlines));
        text.unwrap_or_default().trim().to_lowercase()
    });
    table.columns.len() > 1
        && table.rows.len() > 1
        && names
            .into_iter()
            .all(|name| !name.is_empty() && name.chars().nth(60).is_none() && seen.insert(name))
}

/// `Table 2: What to eat` as a caption, with the label that goes.
fn caption(piece: &Piece, label: &str) -> Option<(Vec<Inline>, String)> {
    let Body::Line(line) = &piece.body else {
        return None;
    };
    let [Inline::Text(text)] = line.words.as_slice() else {
        return None;
    };
    let text = text.text.trim();
    let start = text.get(..label.len())?;
    if start.to_lowercase() != label || text.chars().nth(200).is_some() {
        return None;
    }
    let behind = text[label.len()..].trim_start();
    let bare = behind.trim_start_matches(|c: char| c.is_ascii_digit());
    let words = bare.trim_start().strip_prefix([':', '.', '–', '—'])?.trim();
    let number = &behind[..behind.len() - bare.len()];
    let dropped = format!("{start} {number}");
    words
        .contains(char::is_alphanumeric)
        .then(|| (vec![Inline::made(words)], dropped))
}

/// The last sentence of a paragraph if it speaks of a table.
fn hint(piece: &Piece, label: &str) -> Option<String> {
    let Body::Line(line) = &piece.body else {
        return None;
    };
    let text = plain_words(&line.words);
    let text = text.trim();
    let end = text.strip_suffix(['.', ':'])?;
    let start = end.rfind(". ").map_or(0, |at| at + 2);
    let last = &text[start..];
    (last.to_lowercase().contains(label) && last.chars().nth(200).is_none())
        .then(|| last.to_owned())
}
