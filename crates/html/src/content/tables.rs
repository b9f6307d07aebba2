//! Tables: header cells with their scope, a caption, and a region of their own
//! in which a wide one scrolls. Very long words are marked: where nothing scrolls
//! they alone may break, so that numbers and short words stay whole.

use pamphlet_core::block::{Alignment, Cell, Row, Table};
use pamphlet_core::ideographs::is_ideograph;

use super::Content;
use super::inlines::Place;
use crate::tree::{Element, Node, element, text};

/// Words of more letters are marked. Several that are shorter still stand side by
/// side on a telephone.
const LONG: usize = 20;

impl Content<'_> {
    pub(super) fn table(&self, n: &Table) -> Element {
        let words = n.caption.as_ref().map_or(&[][..], |c| &c.inlines);
        let caption = self.caption(n.meta.id, words);
        let caption_id = self.own_id("caption", n.meta.id);
        let mut region = self.identified(element("div").class("table"), &n.meta);
        if self.options.scroll_tables {
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
                    .attribute("aria-labelledby", self.landmark_name(caption_id.clone())),
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
            .children(marked(self.loose(&cell.inlines, Place::Body)))
            .into()
    }
}

/// Nodes whose very long words have elements of their own.
fn marked(nodes: Vec<Node>) -> Vec<Node> {
    let mut out = Vec::new();
    for node in nodes {
        match node {
            Node::Text(words) => mark(&words, &mut out),
            Node::Element(mut inner) if inner.name != "math" => {
                inner.children = marked(inner.children);
                out.push(inner.into());
            }
            Node::Element(_) | Node::Style(_) | Node::JsonLd(_) => out.push(node),
        }
    }
    out
}

fn mark(words: &str, out: &mut Vec<Node>) {
    let mut plain = String::new();
    for word in words.split_inclusive(breaks) {
        let end = word.strip_suffix(breaks).map_or(word.len(), str::len);
        let (letters, rest) = word.split_at(end);
        match letters.chars().count() > LONG {
            true => {
                if !plain.is_empty() {
                    out.push(text(std::mem::take(&mut plain)));
                }
                out.push(element("span").class("long-word").text(letters).into());
                plain.push_str(rest);
            }
            false => plain.push_str(word),
        }
    }
    if !plain.is_empty() {
        out.push(text(plain));
    }
}

/// Whether a line may end behind a character anyway: at a space, a hyphen, and
/// between ideographs and syllables of East Asia.
fn breaks(c: char) -> bool {
    c.is_whitespace() || c == '-' || is_ideograph(c)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::encode::{self, Syntax};

    #[test]
    fn long_words_alone_are_marked_wherever_they_stand() {
        let long = "a".repeat(LONG + 1);
        let link = element("a").text(format!("See {long}-{long}."));
        let nodes = vec![text(format!("17.2 {} {long}", &long[1..])), link.into()];
        let mark = format!("<span class=\"long-word\">{long}</span>");
        let dotted = format!("<span class=\"long-word\">{long}.</span>");
        assert_eq!(
            encode::fragment(&marked(nodes), Syntax::Html),
            format!("17.2 {} {mark}<a>See {mark}-{dotted}</a>", &long[1..])
        );
    }

    #[test]
    fn a_text_of_ideographs_is_no_long_word() {
        let nodes = marked(vec![text("药".repeat(40))]);
        assert_eq!(nodes.len(), 1);
    }
}
