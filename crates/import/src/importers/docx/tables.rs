//! Tables: a grid of cells from rows that span, merge and leave out.

use pamphlet_core::block::{Alignment, Block, Cell, Row, Table};
use pamphlet_core::inline::{Inline, plain_text};
use pamphlet_core::node::Meta;

use super::body;
use super::boxes;
use super::changes;
use super::reader::Reader;
use super::xml::{self, Node, Ns};
use crate::draft::{Body, Piece, one_line};
use crate::report::Kind;

/// Columns that Word allows; cells further to the right join the last.
const COLUMNS: usize = 63;

/// A cell as read.
#[derive(Clone, Default)]
struct Found {
    words: Vec<Inline>,
    /// How its paragraphs stand, if all stand one way.
    aligned: Alignment,
    /// Whether all of its words are bold.
    strong: bool,
}

#[derive(Default)]
struct Grid {
    rows: Vec<Vec<Found>>,
    /// Whether each row repeats on every page, which headers do.
    heads: Vec<bool>,
    merged: bool,
    joined: bool,
    inner: bool,
    todos: Vec<String>,
    /// What cannot stand in a cell and stands behind the table.
    behind: Vec<Piece>,
}

/// Reads `w:tbl`.
pub fn read<'d>(reader: &mut Reader<'d>, node: Node<'d>) -> Vec<Piece> {
    let first = reader.place;
    let rows = rows_of(node);
    if let Some(cells) = one_column(&rows) {
        return boxed(reader, cells);
    }
    let mut grid = Grid::default();
    for row in &rows {
        read_row(reader, *row, &mut grid);
    }
    let place = match reader.frozen {
        true => first,
        false => crate::report::Place(first.0 + 1),
    };
    let said = |it: &Found| !it.words.is_empty();
    grid.rows.iter_mut().for_each(|row| row.truncate(COLUMNS));
    let keep: Vec<bool> = grid.rows.iter().map(|row| row.iter().any(said)).collect();
    let mut kept = keep.iter();
    grid.rows.retain(|_| kept.next() == Some(&true));
    let mut kept = keep.iter();
    grid.heads.retain(|_| kept.next() == Some(&true));
    let mut pieces = Vec::new();
    if !grid.rows.is_empty() {
        let last = reader.place;
        reader.place = place;
        pieces.push(table(reader, node, &mut grid));
        reader.place = last;
    }
    pieces.append(&mut grid.behind);
    pieces
}

/// Rows, whatever they are wrapped in.
fn rows_of(node: Node<'_>) -> Vec<Node<'_>> {
    within(node, "tr")
}

/// Elements of a name below a table or row, not within further tables.
fn within<'d>(node: Node<'d>, name: &str) -> Vec<Node<'d>> {
    let mut out = Vec::new();
    for child in node.children().filter(Node::is_element) {
        if xml::is_w(child, name) {
            out.push(child);
        } else if xml::ns(child) == Ns::Mc {
            out.extend(
                super::paragraph::branch(child)
                    .into_iter()
                    .flat_map(|it| within(it, name)),
            );
        } else if !matches!(child.tag_name().name(), "tbl" | "p" | "tc" | "tr") {
            out.extend(within(child, name));
        }
    }
    out
}

/// The cells of a table with no more than one column.
fn one_column<'d>(rows: &[Node<'d>]) -> Option<Vec<Node<'d>>> {
    let mut cells = Vec::new();
    for row in rows {
        let mut found = within(*row, "tc");
        if found.len() > 1 {
            return None;
        }
        cells.append(&mut found);
    }
    Some(cells)
}

/// A table of one column is a box.
fn boxed<'d>(reader: &mut Reader<'d>, cells: Vec<Node<'d>>) -> Vec<Piece> {
    let mut pieces = Vec::new();
    for cell in cells {
        let mut found = body::flow(reader, cell);
        boxes::restore_title(&mut found);
        pieces.append(&mut found.pieces);
    }
    if pieces.is_empty() {
        return pieces;
    }
    boxes::set_apart(reader, pieces)
}

fn number(node: Option<Node>, name: &str) -> usize {
    let value = node.and_then(|it| xml::value(it, name));
    value.and_then(|it| it.parse().ok()).unwrap_or(0)
}

fn read_row<'d>(reader: &mut Reader<'d>, row: Node<'d>, grid: &mut Grid) {
    changes::of_row(reader, row);
    grid.todos.append(&mut reader.todos);
    let pr = xml::child(row, "trPr");
    let mut cells: Vec<Found> = Vec::new();
    cells.resize(number(pr, "gridBefore").min(COLUMNS), Found::default());
    for cell in within(row, "tc") {
        let cell_pr = xml::child(cell, "tcPr");
        let goes_on = |name| {
            let merge = cell_pr.and_then(|it| xml::child(it, name));
            merge.is_some_and(|it| xml::attribute(it, "val") != Some("restart"))
        };
        let found = read_cell(reader, cell, grid);
        grid.merged |= goes_on("vMerge") || goes_on("hMerge");
        if cells.len() >= COLUMNS {
            grid.joined = true;
            if let Some(last) = cells.last_mut() {
                join(&mut last.words, found.words);
            }
            continue;
        }
        let span = number(cell_pr, "gridSpan").clamp(1, COLUMNS);
        grid.merged |= span > 1;
        let width = (cells.len() + span).min(COLUMNS);
        cells.push(found);
        cells.resize(width.max(cells.len()), Found::default());
    }
    let after = number(pr, "gridAfter").min(COLUMNS);
    cells.resize((cells.len() + after).min(COLUMNS), Found::default());
    grid.heads
        .push(pr.is_some_and(|it| xml::switch(it, "tblHeader") == Some(true)));
    grid.rows.push(cells);
}

fn read_cell<'d>(reader: &mut Reader<'d>, cell: Node<'d>, grid: &mut Grid) -> Found {
    let mut flow = body::flow(reader, cell);
    boxes::restore_title(&mut flow);
    let mut found = Found::default();
    let jc: Vec<Option<&str>> = xml::children(cell, "p")
        .map(|it| xml::child(it, "pPr").and_then(|it| xml::value(it, "jc")))
        .collect();
    found.aligned = match jc.first().copied().flatten() {
        Some(first) if jc.iter().all(|it| *it == Some(first)) => match first {
            "center" => Alignment::Center,
            "right" | "end" => Alignment::End,
            _ => Alignment::Start,
        },
        _ => Alignment::Start,
    };
    let several = flow.pieces.len() > 1;
    let mut bold = Vec::new();
    for piece in flow.pieces {
        if !matches!(piece.body, Body::Block(Block::Table(_))) {
            grid.todos.extend(piece.todos);
        }
        match piece.body {
            Body::Heading(it) => {
                bold.push(true);
                push(&mut found.words, it.words, grid);
            }
            Body::Line(it) => {
                bold.push(it.strong);
                push(&mut found.words, it.words, grid);
            }
            Body::Items(it) => {
                grid.joined = true;
                for item in it.items {
                    push(&mut found.words, item.words, grid);
                }
            }
            Body::Block(block) => block_in_cell(block, &mut found.words, grid),
        }
    }
    grid.joined |= several;
    found.strong = !bold.is_empty() && bold.iter().all(|it| *it);
    found
}

fn push(words: &mut Vec<Inline>, more: Vec<Inline>, grid: &mut Grid) {
    grid.joined |= !words.is_empty();
    join(words, one_line(more));
}

/// Paragraphs of a cell in one line.
fn join(words: &mut Vec<Inline>, more: Vec<Inline>) {
    if !words.is_empty() && !more.is_empty() {
        let before = plain_text(words);
        let ends =
            before.trim_end().ends_with(['.', '!', '?', ':', ';', ',']) || before.trim().is_empty();
        words.push(Inline::made(if ends { " " } else { "; " }));
    }
    words.extend(more);
}

fn block_in_cell(block: Block, words: &mut Vec<Inline>, grid: &mut Grid) {
    match block {
        Block::Paragraph(it) => push(words, it.inlines, grid),
        Block::Comment(it) => words.push(Inline::Comment(it)),
        Block::Figure(it) => words.push(Inline::Image(pamphlet_core::inline::Image {
            meta: it.meta,
            source: it.source,
            alt: it.alt,
        })),
        Block::Quote(it) => it
            .blocks
            .into_iter()
            .for_each(|it| block_in_cell(it, words, grid)),
        Block::Callout(it) => {
            if !it.title.is_empty() {
                push(words, it.title, grid);
            }
            it.blocks
                .into_iter()
                .for_each(|it| block_in_cell(it, words, grid));
        }
        Block::List(it) => {
            let blocks = it.items.into_iter().flat_map(|it| it.blocks);
            blocks.for_each(|it| block_in_cell(it, words, grid));
        }
        Block::Table(it) => {
            grid.inner = true;
            let cells = std::iter::once(it.header)
                .chain(it.rows)
                .flat_map(|it| it.cells);
            for cell in cells.filter(|it| !it.inlines.is_empty()) {
                push(words, cell.inlines, grid);
            }
            if let Some(caption) = it.caption {
                push(words, caption.inlines, grid);
            }
        }
        other => grid
            .behind
            .push(Piece::new(crate::report::Place::WHOLE, Body::Block(other))),
    }
}

fn table(reader: &mut Reader, node: Node, grid: &mut Grid) -> Piece {
    let rows = std::mem::take(&mut grid.rows);
    let width = rows.iter().map(Vec::len).max().unwrap_or(1);
    let ragged = rows.iter().any(|row| row.len() < width);
    let marked = grid.heads.first() == Some(&true);
    let look = xml::child(node, "tblPr").and_then(|it| xml::child(it, "tblLook"));
    let looks_like_it = look
        .and_then(|it| xml::attribute(it, "firstRow"))
        .is_some_and(|it| it == "1" || it == "true");
    let bold_head = rows.first().is_some_and(|row| {
        row.iter()
            .filter(|it| !it.words.is_empty())
            .all(|it| it.strong)
    });
    let count = rows.len() - 1;
    let (confidence, why) = match (marked, bold_head, looks_like_it) {
        (true, ..) => (100, "its first row is marked as the header"),
        (_, true, _) => (90, "its first row is bold: the header"),
        (_, _, true) => (80, "its style sets the first row apart: the header"),
        _ => (
            60,
            "no row is marked as the header; the first one was taken",
        ),
    };
    let message = format!("a table of {width} columns and {count} rows below the header; {why}");
    let mut todos = std::mem::take(&mut grid.todos);
    if confidence < crate::report::SURE {
        todos.push("see whether the first row of this table is its header".to_owned());
    }
    reader.say(Kind::Table, confidence, message);
    report(reader, grid, ragged, &mut todos);
    let style = xml::child(node, "tblPr").and_then(|it| xml::value(it, "tblStyle"));
    let by_style = look
        .and_then(|it| xml::attribute(it, "firstColumn"))
        .is_some_and(|it| it == "1" || it == "true")
        && style.is_some_and(|it| reader.styles.marks_first_column(it));
    let body = rows.get(1..).unwrap_or_default();
    let by_bold = !body.is_empty()
        && body
            .iter()
            .all(|row| row.first().is_some_and(|it| it.strong))
        && body
            .iter()
            .any(|row| row[1..].iter().any(|it| !it.words.is_empty() && !it.strong));
    let mut meta = Meta::made();
    if (by_style || by_bold) && width > 1 {
        meta.attributes.classes.push("row-headers".to_owned());
    }
    let columns = (0..width).map(|column| aligned(body, column)).collect();
    let row_headers = by_bold;
    let mut made = rows.into_iter().enumerate().map(|(at, row)| {
        let bare = |column: usize| at == 0 || (row_headers && column == 0);
        let cells =
            row.into_iter()
                .enumerate()
                .map(|(column, found)| match bare(column) && found.strong {
                    true => boxes::without_strong(found.words),
                    false => found.words,
                });
        let mut cells: Vec<Cell> = cells.map(cell).collect();
        cells.resize_with(width, || cell(Vec::new()));
        Row {
            meta: Meta::made(),
            cells,
        }
    });
    let header = made.next().unwrap_or_else(|| Row {
        meta: Meta::made(),
        cells: Vec::new(),
    });
    let rows = made.collect();
    let block = Block::Table(Table {
        meta,
        caption: None,
        columns,
        header,
        rows,
    });
    let mut piece = Piece::new(reader.place, Body::Block(block));
    piece.todos = todos;
    piece
}

fn cell(inlines: Vec<Inline>) -> Cell {
    Cell {
        meta: Meta::made(),
        inlines,
    }
}

fn aligned(body: &[Vec<Found>], column: usize) -> Alignment {
    let mut found = body
        .iter()
        .filter_map(|row| row.get(column))
        .filter(|it| !it.words.is_empty())
        .map(|it| it.aligned);
    match found.next() {
        Some(first) if found.all(|it| it == first) => first,
        _ => Alignment::Start,
    }
}

fn report(reader: &mut Reader, grid: &Grid, ragged: bool, todos: &mut Vec<String>) {
    if grid.merged {
        let message = "merged cells were split: the words stand in the first, the others are empty";
        reader.say(Kind::MergedCells, 60, message);
        todos.push(format!(
            "{message}; see whether each row can be read on its own"
        ));
    }
    if ragged {
        reader.say(
            Kind::MergedCells,
            60,
            "rows with fewer cells were filled with empty ones",
        );
    }
    if grid.inner {
        let message = "a table within a table became words of its cell";
        reader.say(Kind::Converted, 50, message);
        todos.push(message.to_owned());
    }
    if grid.joined {
        reader.say(
            Kind::Converted,
            80,
            "paragraphs within a cell were joined to one line",
        );
    }
    if grid.heads.iter().skip(1).any(|it| *it) {
        reader.say(
            Kind::Table,
            60,
            "the table has several header rows; those below the first are rows",
        );
        todos.push("this table had several header rows; join them to one".to_owned());
    }
}
