//! Tables: merged cells are split, tables for layout are flattened.

use pamphlet_core::block::{Alignment, Block, Caption, Cell, Row, Table};
use pamphlet_core::inline::{Inline, plain_text};
use pamphlet_core::node::{Attributes, Meta};
use pamphlet_core::span::Span;
use scraper::ElementRef;

use super::element::{elements, has, name, place, within};
use super::tidy::tidy;
use super::walk::Walk;
use crate::draft::{Body, Piece, one_line};
use crate::report::{Decision, Kind, Place};

/// Columns at most; what spans more spans these.
const COLUMNS: usize = 64;
/// Rows that one cell may span.
const ROWS: usize = 1_000;

/// A cell before it takes its place.
#[derive(Clone)]
struct Found {
    inlines: Vec<Inline>,
    heads: bool,
}

/// Rows whose cells all stand in a column.
#[derive(Default)]
struct Grid {
    rows: Vec<Vec<Option<Found>>>,
    /// Rows within `<thead>`.
    heads: usize,
    /// Whether a cell spanned several.
    merged: bool,
    /// Words that stand in more cells than in the source.
    repeated: Vec<String>,
}

impl<'a> Walk<'a> {
    /// A table, with the caption that stands in or around it.
    pub fn table(&mut self, element: ElementRef<'a>, depth: usize, out: &mut Vec<Piece>) {
        self.captioned_table(element, None, depth, out);
    }

    /// A table with a caption that stands around it.
    pub fn captioned_table(
        &mut self,
        element: ElementRef<'a>,
        around: Option<Vec<Inline>>,
        depth: usize,
        out: &mut Vec<Piece>,
    ) {
        let at = place(&element);
        if is_layout(&element) {
            let message = "a table that only places things on the page is running text now";
            self.report.say(at, Kind::Converted, 80, message);
            for part in parts(element) {
                self.flow_nodes(part.children().collect(), depth, out);
            }
            if let Some(words) = around {
                self.paragraph(at, words, out);
            }
            return;
        }
        let mut caption = Vec::new();
        for part in elements(element).filter(|it| name(it) == "caption") {
            let mut inlines = Vec::new();
            for node in part.children() {
                self.inline(node, &mut inlines);
            }
            caption = one_line(tidy(inlines));
        }
        if let Some(around) = around {
            match caption.is_empty() {
                true => caption = one_line(around),
                false => {
                    caption.push(Inline::made(" "));
                    caption.extend(one_line(around));
                }
            }
        }
        let grid = self.grid(element);
        match self.settled(at, grid) {
            Some((header, rows, named)) => {
                let mut attributes = Attributes::default();
                if named {
                    attributes.classes.push("row-headers".to_owned());
                }
                let table = Table {
                    meta: Meta::with(Span::NONE, attributes),
                    caption: (!caption.is_empty()).then(|| Caption {
                        meta: Meta::made(),
                        inlines: caption,
                    }),
                    columns: vec![Alignment::Start; header.cells.len()],
                    header,
                    rows,
                };
                let size = format!("{} columns, {} rows", table.columns.len(), table.rows.len());
                self.report
                    .say(at, Kind::Table, 90, format!("a table: {size}"));
                self.push(at, Body::Block(Block::Table(table)), out);
            }
            None => self.paragraph(at, caption, out),
        }
    }

    /// The cells of a table, each in its column.
    fn grid(&mut self, table: ElementRef<'a>) -> Grid {
        let mut grid = Grid::default();
        // What hangs down into the next rows: rows left and the cell, by column.
        let mut hanging: Vec<Option<(usize, Found)>> = Vec::new();
        for (row, in_head) in rows(table) {
            if self.taken.contains(&row.id()) || self.drops(&row) {
                continue;
            }
            let mut cells: Vec<Option<Found>> = Vec::new();
            for cell in elements(row).filter(|it| matches!(name(it), "td" | "th")) {
                grid.take_hanging(&mut hanging, &mut cells);
                if cells.len() >= COLUMNS {
                    self.overflow(cell, &mut cells);
                    continue;
                }
                let span = |key, most: usize| {
                    let value = cell.attr(key).and_then(|it| it.trim().parse().ok());
                    value.unwrap_or(1).clamp(1, most)
                };
                let wide = span("colspan", COLUMNS - cells.len());
                let high = span("rowspan", ROWS);
                grid.merged |= wide > 1 || high > 1;
                let found = Found {
                    inlines: self.cell(cell),
                    heads: name(&cell) == "th",
                };
                for i in 0..wide {
                    let at = cells.len();
                    if high > 1 {
                        if hanging.len() <= at {
                            hanging.resize_with(at + 1, || None);
                        }
                        let empty = Found {
                            inlines: Vec::new(),
                            heads: found.heads,
                        };
                        let down = if i == 0 { found.clone() } else { empty };
                        hanging[at] = Some((high - 1, down));
                    }
                    cells.push((i == 0).then(|| found.clone()));
                }
            }
            grid.take_hanging(&mut hanging, &mut cells);
            if cells.is_empty() {
                continue;
            }
            if in_head && grid.heads == grid.rows.len() {
                grid.heads += 1;
            }
            grid.rows.push(cells);
        }
        let width = grid.rows.iter().map(Vec::len).max().unwrap_or(0);
        for row in &mut grid.rows {
            row.resize_with(width, || None);
        }
        grid
    }

    /// Cells beyond the last column are words of the last one.
    fn overflow(&mut self, cell: ElementRef<'a>, cells: &mut [Option<Found>]) {
        let mut inlines = self.cell(cell);
        if let Some(last) = cells.last_mut() {
            let last = last.get_or_insert_with(|| Found {
                inlines: Vec::new(),
                heads: false,
            });
            last.inlines.push(Inline::made(" "));
            last.inlines.append(&mut inlines);
        }
    }

    /// What a cell says, in a line: blocks follow each other behind a semicolon.
    fn cell(&mut self, cell: ElementRef<'a>) -> Vec<Inline> {
        let pieces = self.flow(cell, super::walk::NESTED - 2);
        let several = pieces.len() > 1;
        let mut lines: Vec<Vec<Inline>> = Vec::new();
        for piece in pieces {
            self.todos.extend(piece.todos);
            match piece.body {
                Body::Heading(it) => lines.push(it.words),
                Body::Line(it) => lines.push(it.words),
                Body::Items(it) => lines.extend(it.items.into_iter().map(|it| it.words)),
                Body::Block(block) => lines_of(block, &mut lines),
            }
        }
        if several || lines.len() > 1 {
            let message = "the paragraphs of a cell stand in one line now";
            self.report.say(place(&cell), Kind::Converted, 85, message);
        }
        let mut out: Vec<Inline> = Vec::new();
        for line in lines {
            if !out.is_empty() {
                let ended = plain_text(&out).ends_with(['.', ';', ':', ',', '!', '?']);
                out.push(Inline::made(if ended { " " } else { "; " }));
            }
            out.extend(one_line(line));
        }
        tidy(out)
    }

    /// The header row, the rows below and whether the first column names them.
    fn settled(&mut self, at: Place, mut grid: Grid) -> Option<(Row, Vec<Row>, bool)> {
        let silent =
            |row: &Vec<Option<Found>>| row.iter().flatten().all(|it| it.inlines.is_empty());
        let before = grid.rows.len();
        let heads = grid
            .rows
            .iter()
            .take(grid.heads)
            .filter(|row| !silent(row))
            .count();
        grid.rows.retain(|row| !silent(row));
        grid.heads = if before == grid.rows.len() {
            grid.heads
        } else {
            heads
        };
        let first = grid.rows.first()?;
        let all_th = |row: &Vec<Option<Found>>| row.iter().flatten().all(|it| it.heads);
        let bold = |row: &Vec<Option<Found>>| {
            let mut cells = row.iter().flatten().filter(|it| !it.inlines.is_empty());
            cells.all(|it| matches!(it.inlines.as_slice(), [Inline::Strong(_)]))
        };
        if grid.heads == 0 {
            let marked = |row: &&Vec<Option<Found>>| all_th(row) || bold(row);
            let most = grid.rows.len().saturating_sub(1).max(1);
            let heads = grid.rows.iter().take_while(marked).count();
            grid.heads = heads.clamp(1, most);
            if !all_th(first) {
                let sure = if bold(first) { 85 } else { 60 };
                let message = "the table marks no header row: its first row is taken for one";
                self.report.say(at, Kind::Table, sure, message);
                if sure < crate::report::SURE {
                    self.todos.push(message.to_owned());
                }
            }
        }
        let heads = grid.heads.min(grid.rows.len());
        let body = grid.rows.split_off(heads);
        let unmarked = |row: Vec<Option<Found>>| row.into_iter().map(plain).collect();
        grid.rows = grid.rows.into_iter().map(unmarked).collect();
        let header = grid.header();
        if grid.merged {
            let repeated = grid.repeated.join(" ");
            let message = "merged cells were split";
            self.report
                .add(Decision::new(at, Kind::MergedCells, 85, message).adding(&repeated));
        }
        let named = !body.is_empty()
            && body.iter().all(|row| matches!(row.first(), Some(Some(cell)) if cell.heads && !cell.inlines.is_empty()));
        let rows = body.into_iter().map(row).collect();
        Some((row(header), rows, named))
    }
}

impl Grid {
    /// Cells that hang down into this row, up to the next free column.
    fn take_hanging(
        &mut self,
        hanging: &mut [Option<(usize, Found)>],
        cells: &mut Vec<Option<Found>>,
    ) {
        while let Some(slot) = hanging.get_mut(cells.len()) {
            let Some((left, found)) = slot.take() else {
                break;
            };
            self.repeated.push(plain_text(&found.inlines));
            if left > 1 {
                *slot = Some((left - 1, found.clone()));
            }
            cells.push(Some(found));
        }
    }

    /// One header row: words above each other stand beside each other.
    fn header(&mut self) -> Vec<Option<Found>> {
        let rows = std::mem::take(&mut self.rows);
        let mut rows = rows.into_iter();
        let Some(mut out) = rows.next() else {
            return Vec::new();
        };
        let mut above = out.clone();
        for row in rows {
            for (i, cell) in row.into_iter().enumerate() {
                let Some(cell) = cell.filter(|it| !it.inlines.is_empty()) else {
                    continue;
                };
                let text = plain_text(&cell.inlines);
                let slot = &mut out[i];
                match slot {
                    Some(over) if plain_text(&over.inlines) == text => {
                        // It hung down from there: no word was added.
                        if let Some(at) = self.repeated.iter().position(|it| *it == text) {
                            self.repeated.remove(at);
                        }
                    }
                    Some(over) if !over.inlines.is_empty() => {
                        over.inlines.push(Inline::made(": "));
                        over.inlines.extend(cell.inlines);
                    }
                    _ => {
                        // Under a cell that spans it: that one's words come first.
                        let wide = (0..i).rev().find_map(|k| above.get(k).cloned().flatten());
                        let wide = wide.filter(|it| !it.inlines.is_empty());
                        match wide.filter(|_| above.get(i).is_some_and(Option::is_none)) {
                            Some(mut over) => {
                                self.repeated.push(plain_text(&over.inlines));
                                over.inlines.push(Inline::made(": "));
                                over.inlines.extend(cell.inlines);
                                *slot = Some(over);
                            }
                            None => *slot = Some(cell),
                        }
                    }
                }
            }
            above.clone_from(&out);
        }
        out
    }
}

/// A cell of the header: it is important by itself.
fn plain(found: Option<Found>) -> Option<Found> {
    let mut found = found?;
    if matches!(found.inlines.as_slice(), [Inline::Strong(_)])
        && let Some(Inline::Strong(strong)) = found.inlines.pop()
    {
        found.inlines = strong.inlines;
    }
    Some(found)
}

fn row(cells: Vec<Option<Found>>) -> Row {
    let cell = |it: Option<Found>| Cell {
        meta: Meta::made(),
        inlines: it.map(|it| it.inlines).unwrap_or_default(),
    };
    Row {
        meta: Meta::made(),
        cells: cells.into_iter().map(cell).collect(),
    }
}

/// The lines of a block that stands in a cell.
fn lines_of(block: Block, lines: &mut Vec<Vec<Inline>>) {
    match block {
        Block::Paragraph(it) => lines.push(it.inlines),
        Block::List(list) => {
            for item in list.items {
                item.blocks.into_iter().for_each(|it| lines_of(it, lines));
            }
        }
        Block::TermList(list) => {
            for item in list.items {
                lines.push(item.term);
                for blocks in item.descriptions {
                    blocks.into_iter().for_each(|it| lines_of(it, lines));
                }
            }
        }
        Block::Quote(it) | Block::KeyPoint(it) => {
            it.blocks.into_iter().for_each(|it| lines_of(it, lines));
        }
        Block::Pair(it) => {
            let both = it.first.into_iter().chain(it.second);
            both.for_each(|it| lines_of(it, lines));
        }
        Block::Callout(it) => {
            lines.push(it.title);
            it.blocks.into_iter().for_each(|it| lines_of(it, lines));
        }
        Block::Table(table) => {
            for row in std::iter::once(table.header).chain(table.rows) {
                lines.extend(row.cells.into_iter().map(|it| it.inlines));
            }
            lines.extend(table.caption.map(|it| it.inlines));
        }
        Block::Figure(it) => {
            lines.push(vec![Inline::Image(pamphlet_core::inline::Image {
                meta: it.meta,
                source: it.source,
                alt: it.alt,
            })]);
            lines.extend(it.caption.map(|it| it.inlines));
        }
        Block::Code(it) => lines.push(vec![Inline::made(it.text)]),
        Block::Math(it) => lines.push(vec![Inline::Math(it)]),
        Block::Chart(_)
        | Block::Steps(_)
        | Block::Questions(_)
        | Block::Actions(_)
        | Block::Use(_)
        | Block::Break(_)
        | Block::Comment(_) => {}
    }
    lines.retain(|line| !line.is_empty());
}

/// The rows of a table, not of tables within it.
fn rows(table: ElementRef) -> Vec<(ElementRef, bool)> {
    let mut out = Vec::new();
    for part in elements(table) {
        match name(&part) {
            "tr" => out.push((part, false)),
            "thead" | "tbody" | "tfoot" => {
                let heads = name(&part) == "thead";
                let inner = elements(part).filter(|it| name(it) == "tr");
                out.extend(inner.map(|it| (it, heads)));
            }
            _ => {}
        }
    }
    out
}

/// The cells and captions of a table in order.
fn parts(table: ElementRef) -> Vec<ElementRef> {
    let captions = elements(table).filter(|it| name(it) == "caption");
    let cells = rows(table)
        .into_iter()
        .flat_map(|(row, _)| elements(row).filter(|it| matches!(name(it), "td" | "th")));
    captions.chain(cells).collect()
}

/// Whether a table only places things on the page.
fn is_layout(table: &ElementRef) -> bool {
    let role = table.attr("role").unwrap_or_default();
    if matches!(role, "presentation" | "none") {
        return true;
    }
    let rows = rows(*table);
    let wide = rows
        .iter()
        .map(|(row, _)| elements(*row).count())
        .max()
        .unwrap_or(0);
    let blocks = [
        "table", "h1", "h2", "h3", "h4", "h5", "h6", "form", "nav", "article", "section", "main",
    ];
    let cells = || parts(*table).into_iter();
    if cells().any(|it| has(it, &blocks)) {
        return true;
    }
    let heads = within(*table).any(|it| matches!(name(&it), "th" | "thead" | "caption"));
    !heads && (wide < 2 || rows.len() < 2)
}
