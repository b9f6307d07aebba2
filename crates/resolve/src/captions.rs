//! Tables and figures: their numbers, and lists in place of tables that are too
//! wide for the edition.

use pamphlet_core::Inline;
use pamphlet_core::block::{Block, Cell, List, ListItem, Paragraph, Row, Table};
use pamphlet_core::edition::Edition;
use pamphlet_core::node::{Attributes, Meta, NodeAttributes, NodeId};
use pamphlet_core::walk::{self, Visitor, VisitorMut};
use pamphlet_core::words::Words;

use crate::ids::Ids;
use crate::{made, tour};

/// Numbers tables and figures in reading order, those that have a caption or a label.
pub(crate) fn number(edition: &mut Edition) {
    let mut count = Count {
        words: edition.words,
        tables: 0,
        figures: 0,
        numbers: Vec::new(),
    };
    tour::whole(&mut count, edition);
    edition.facts.numbers.extend(count.numbers);
}

struct Count {
    words: &'static Words,
    tables: usize,
    figures: usize,
    numbers: Vec<(NodeId, String)>,
}

impl Visitor for Count {
    fn block(&mut self, block: &Block) {
        if let Block::Table(table) = block
            && (table.caption.is_some() || table.meta.label().is_some())
        {
            self.tables += 1;
            self.numbers.push((
                table.meta.id,
                format!("{} {}", self.words.table, self.tables),
            ));
        }
        let pictured = match block {
            Block::Figure(figure) => figure.caption.is_some(),
            Block::Chart(chart) => chart.caption.is_some(),
            _ => false,
        };
        let labelled =
            matches!(block, Block::Figure(_) | Block::Chart(_)) && block.meta().label().is_some();
        if pictured || labelled {
            self.figures += 1;
            self.numbers.push((
                block.meta().id,
                format!("{} {}", self.words.figure, self.figures),
            ));
        }
        walk::walk_block(self, block);
    }
}

/// Turns tables with more than `limit` columns into lists: the caption as a
/// paragraph, an item a row, within it a line a cell, each with its header.
pub(crate) fn linearise(edition: &mut Edition, limit: usize, ids: &mut Ids) {
    let numbers = std::mem::take(&mut edition.facts.numbers);
    let mut lines = Linearise {
        words: edition.words,
        limit,
        ids,
        numbers: &numbers,
        made: Vec::new(),
    };
    tour::whole_mut(&mut lines, edition);
    edition.facts.linearised.extend(lines.made);
    edition.facts.numbers = numbers;
}

struct Linearise<'a> {
    words: &'static Words,
    limit: usize,
    ids: &'a mut Ids,
    numbers: &'a std::collections::BTreeMap<NodeId, String>,
    made: Vec<NodeId>,
}

impl VisitorMut for Linearise<'_> {
    fn blocks(&mut self, blocks: &mut Vec<Block>) {
        let wide = |block: &Block| matches!(block, Block::Table(table) if table.columns.len() > self.limit);
        if !blocks.iter().any(wide) {
            return;
        }
        let mut out = Vec::new();
        for block in std::mem::take(blocks) {
            match block {
                Block::Table(table) if table.columns.len() > self.limit => {
                    self.table(table, &mut out)
                }
                other => out.push(other),
            }
        }
        *blocks = out;
    }
}

impl Linearise<'_> {
    fn table(&mut self, table: Table, out: &mut Vec<Block>) {
        let number = self.numbers.get(&table.meta.id).cloned();
        let caption = table
            .caption
            .map(|caption| caption.inlines)
            .unwrap_or_default();
        let mut meta = table.meta;
        if number.is_some() || !caption.is_empty() {
            let list = Meta {
                attributes: NodeAttributes::from(Attributes {
                    lang: meta.attributes.lang.clone(),
                    ..Attributes::default()
                }),
                ..self.ids.made()
            };
            // The paragraph takes over the table's identity, so that its
            // number, its label and links to it stay true.
            let paragraph = std::mem::replace(&mut meta, list);
            self.made.push(paragraph.id);
            let mut inlines = Vec::new();
            if let Some(number) = number {
                let label = made::strong(vec![Inline::made(format!("{number}."))]);
                inlines.extend(self.ids.inlines(vec![label]));
            }
            if !inlines.is_empty() && !caption.is_empty() {
                inlines.extend(self.ids.inlines(vec![Inline::made(" ")]));
            }
            inlines.extend(caption);
            out.push(Block::Paragraph(Paragraph {
                meta: paragraph,
                inlines,
            }));
        }
        self.made.push(meta.id);
        let mut rows = table.rows;
        let mut names = table.header;
        if rows.is_empty() {
            // A table of names alone says its names.
            rows.push(std::mem::replace(
                &mut names,
                Row {
                    meta: self.ids.made(),
                    cells: Vec::new(),
                },
            ));
        }
        let mut header = Header::of(names);
        let items = rows
            .into_iter()
            .map(|row| self.row(row, &mut header))
            .collect();
        out.push(Block::List(List {
            meta,
            start: None,
            tight: false,
            items,
        }));
    }

    /// A row: its first cell in bold, then a line for every other cell. An empty one has its
    /// line too: in a diary it is where a patient writes.
    fn row(&mut self, row: Row, header: &mut Header) -> ListItem {
        let mut cells = row.cells.into_iter().enumerate();
        let mut blocks = Vec::new();
        if let Some((column, cell)) = cells.next()
            && (!cell.inlines.is_empty() || header.has_name(column))
        {
            let line = self.line(header.name(column), cell.inlines);
            let strong = self.ids.made();
            let mut line = vec![made::strong(line)];
            *line[0].meta_mut() = strong;
            blocks.push(Block::Paragraph(Paragraph {
                meta: self.ids.made(),
                inlines: line,
            }));
        }
        let lines: Vec<ListItem> = cells
            .filter(|(column, cell)| !cell.inlines.is_empty() || header.has_name(*column))
            .collect::<Vec<_>>()
            .into_iter()
            .map(|(column, cell)| self.cell(cell, header.name(column)))
            .collect();
        if !lines.is_empty() {
            let meta = self.ids.made();
            self.made.push(meta.id);
            blocks.push(Block::List(List {
                meta,
                start: None,
                tight: true,
                items: lines,
            }));
        }
        ListItem {
            meta: row.meta,
            task: None,
            blocks,
        }
    }

    fn cell(&mut self, cell: Cell, header: Vec<Inline>) -> ListItem {
        let inlines = self.line(header, cell.inlines);
        let paragraph = Block::Paragraph(Paragraph {
            meta: self.ids.made(),
            inlines,
        });
        ListItem {
            meta: cell.meta,
            task: None,
            blocks: vec![paragraph],
        }
    }

    /// "Header: cell".
    fn line(&mut self, header: Vec<Inline>, cell: Vec<Inline>) -> Vec<Inline> {
        let mut line = header;
        if !line.is_empty() {
            line.push(Inline::made(self.words.colon));
        }
        let mut line = self.ids.inlines(line);
        line.extend(cell);
        line
    }
}

/// The header row, said again for every row below.
struct Header {
    row: Row,
    /// By column: whether it was said.
    said: Vec<bool>,
}

impl Header {
    fn of(row: Row) -> Header {
        Header {
            said: vec![false; row.cells.len()],
            row,
        }
    }

    /// Whether a column has a name.
    fn has_name(&self, column: usize) -> bool {
        let cell = self.row.cells.get(column);
        cell.is_some_and(|cell| !cell.inlines.is_empty())
    }

    /// A column's name: whole the first time, later only its words.
    fn name(&mut self, column: usize) -> Vec<Inline> {
        match self.row.cells.get(column) {
            Some(cell) if std::mem::replace(&mut self.said[column], true) => {
                made::quiet(&cell.inlines)
            }
            Some(cell) => cell.inlines.clone(),
            None => Vec::new(),
        }
    }
}
