//! Which font faces a book needs: only those go into it.

use std::collections::{BTreeMap, BTreeSet};

use pamphlet_html::tree::{Element, Node};
use pamphlet_theme::{Face, Theme};

/// The faces that set the words of the documents, in the theme's order, with the
/// characters that each sets.
pub(crate) fn used(theme: &Theme, documents: &[&[Node]]) -> Vec<(Face, BTreeSet<char>)> {
    let mut words = Words::default();
    for nodes in documents {
        words.nodes(nodes, Style::default());
    }
    let fonts = &theme.fonts;
    let mut wanted: BTreeMap<&str, BTreeSet<char>> = BTreeMap::new();
    for (style, characters) in &words.0 {
        let stack = match style.mono {
            true => &fonts.mono,
            false => &fonts.text,
        };
        for c in characters {
            let family = fonts.family_for(stack, *c);
            let face = family.and_then(|it| fonts.face(it, style.bold, style.italic));
            if let Some(face) = face {
                wanted.entry(face.stem).or_default().insert(*c);
            }
        }
    }
    let sets = |face: &Face| Some((*face, wanted.remove(face.stem)?));
    fonts.faces.iter().filter_map(sets).collect()
}

#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord)]
struct Style {
    bold: bool,
    italic: bool,
    mono: bool,
}

/// The characters of the words in each style, by the elements and classes to
/// which `book.css` gives it.
#[derive(Default)]
struct Words(BTreeMap<Style, BTreeSet<char>>);

impl Words {
    fn nodes(&mut self, nodes: &[Node], style: Style) {
        for node in nodes {
            match node {
                Node::Element(element) => self.element(element, style),
                Node::Text(text) => {
                    let characters = text.chars().filter(|c| !c.is_whitespace());
                    self.0.entry(style).or_default().extend(characters);
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
            "em" => match element.get("class") {
                Some("dotted") => {}
                Some("heavy") => style.bold = true,
                Some(_) | None => style.italic = true,
            },
            "blockquote" => style.italic = true,
            // Readers set math in fonts of their own.
            "math" => return,
            // Code is set in one face, whatever stands around it.
            "code" | "pre" => {
                style = Style {
                    mono: true,
                    ..Style::default()
                }
            }
            _ => {}
        }
        let classes = element.get("class").unwrap_or("");
        if !style.mono
            && classes
                .split(' ')
                .any(|class| matches!(class, "label" | "number" | "main-message" | "draft"))
        {
            style.bold = true;
        }
        self.nodes(&element.children, style);
    }
}
