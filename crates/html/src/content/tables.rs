//! Tables: header cells with their scope, a caption, and a region of their own
//! in which a wide one scrolls.

use pamphlet_core::block::{Alignment, Cell, Row, Table};

use super::Content;
use super::inlines::Place;
use crate::tree::{Element, Node, element, text};

impl Content<'_> {
    pub(super) fn table(&self, n: &Table) -> Element {
        let words = n.caption.as_ref().map_or(&[][..], |c| &c.inlines);
        let caption = self.caption(n.meta.id, words);
        let caption_id = self.own_id("caption", n.meta.id);
        let mut region = self.identified(element("div").class("table"), &n.meta);
        if self.options.scroll_regions {
            // Landmarks need names of their own, which a table without a caption lacks.
            region = match caption.is_empty() {
                true => region
                    .attribute("role", "group")
                    .attribute("tabindex", "0")
                    .attribute(
                        "aria-label",
                        self.edition.words_of(n.meta.id).scrollable_table,
                    ),
                false => region
                    .attribute("role", "region")
                    .attribute("tabindex", "0")
                    .attribute("aria-labelledby", caption_id.as_str()),
            };
        }
        let mut table = element("table").text("\n");
        if !caption.is_empty() {
            let line = element("caption").attribute("id", caption_id);
            table = table.child(line.children(caption)).text("\n");
        }
        let head = element("thead").child(self.header(n));
        let rows = n.rows.iter().flat_map(|row| [self.row(n, row), text("\n")]);
        let body = element("tbody").text("\n").children(rows);
        region.child(table.child(head).text("\n").child(body))
    }

    fn header(&self, table: &Table) -> Node {
        let cells = table.header.cells.iter().enumerate().flat_map(|(i, cell)| {
            // An empty cell heads nothing.
            let name = if cell.inlines.is_empty() { "td" } else { "th" };
            let scope = (!cell.inlines.is_empty()).then_some("col");
            let head = element(name).maybe("scope", scope);
            [self.cell(head, table, i, cell), text("\n")]
        });
        self.row_element(&table.header).children(cells).into()
    }

    fn row(&self, table: &Table, row: &Row) -> Node {
        let cells = row.cells.iter().enumerate().flat_map(|(i, cell)| {
            let heads = i == 0 && table.row_headers() && !cell.inlines.is_empty();
            let name = if heads { "th" } else { "td" };
            let cell_element = element(name).maybe("scope", heads.then_some("row"));
            [self.cell(cell_element, table, i, cell), text("\n")]
        });
        self.row_element(row).children(cells).into()
    }

    fn row_element(&self, row: &Row) -> Element {
        self.identified(element("tr"), &row.meta).text("\n")
    }

    fn cell(&self, element: Element, table: &Table, column: usize, cell: &Cell) -> Node {
        let element = match table.columns.get(column).copied().unwrap_or_default() {
            Alignment::Start => element,
            Alignment::Center => element.class("center"),
            Alignment::End => element.class("end"),
        };
        self.identified(element, &cell.meta)
            .children(self.pages_at(cell.meta.id))
            .children(self.inlines(&cell.inlines, Place::Body))
            .into()
    }
}
