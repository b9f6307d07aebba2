//! Which font faces a book needs: only those go into it.

use std::collections::BTreeSet;

use pamphlet_core::edition::Edition;
use pamphlet_core::stream::Streams;
use pamphlet_html::tree::{Element, Node};
use pamphlet_theme::{Face, Theme};

/// The faces that set the words of the documents, in the theme's order.
pub(crate) fn used(edition: &Edition, theme: &Theme, documents: &[&[Node]]) -> Vec<Face> {
    let mut styles = Styles::default();
    documents
        .iter()
        .for_each(|nodes| styles.nodes(nodes, Style::default()));
    let characters = characters(edition);
    let families = |stack: &[&'static str]| -> BTreeSet<&'static str> {
        let found = characters
            .iter()
            .filter_map(|c| theme.fonts.family_for(stack, *c));
        // A stack's first family also sets what has no words of its own.
        found.chain(stack.first().copied()).collect()
    };
    let text = families(&theme.fonts.text);
    let mono = match styles.mono {
        true => families(&theme.fonts.mono),
        false => BTreeSet::new(),
    };
    let wanted = |face: &&Face| {
        let style = Style {
            bold: face.weight >= 600,
            italic: face.italic,
        };
        text.contains(face.family) && styles.text.contains(&style)
            || mono.contains(face.family) && style == Style::default()
    };
    theme.fonts.faces.iter().filter(wanted).copied().collect()
}

/// Every character that the edition prints.
fn characters(edition: &Edition) -> BTreeSet<char> {
    let streams = Streams::of(edition);
    let lines = streams.main.iter().chain(streams.notes.iter().flatten());
    lines
        .flat_map(|line| line.chars())
        .filter(|c| !c.is_whitespace())
        .collect()
}

#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord)]
struct Style {
    bold: bool,
    italic: bool,
}

/// The styles in which words stand, by the elements and classes to which
/// `book.css` gives them.
#[derive(Default)]
struct Styles {
    text: BTreeSet<Style>,
    mono: bool,
}

impl Styles {
    fn nodes(&mut self, nodes: &[Node], style: Style) {
        for node in nodes {
            match node {
                Node::Element(element) => self.element(element, style),
                Node::Text(text) if text.trim().is_empty() => {}
                Node::Text(_) => {
                    self.text.insert(style);
                }
                Node::Style(_) | Node::JsonLd(_) => {}
            }
        }
    }

    fn element(&mut self, element: &Element, mut style: Style) {
        match element.name {
            "h1" | "h2" | "h3" | "h4" | "h5" | "h6" | "strong" | "th" | "dt" | "caption" => {
                style.bold = true;
            }
            "em" | "blockquote" => style.italic = true,
            // Readers set math in fonts of their own.
            "math" => return,
            "code" | "pre" => {
                self.mono = true;
                return;
            }
            _ => {}
        }
        let classes = element.get("class").unwrap_or("");
        if classes
            .split(' ')
            .any(|class| matches!(class, "label" | "number" | "main-message"))
        {
            style.bold = true;
        }
        self.nodes(&element.children, style);
    }
}
