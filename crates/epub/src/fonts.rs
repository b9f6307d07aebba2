//! Which font faces a book needs: only those go into it.

use std::collections::{BTreeMap, BTreeSet};

use pamphlet_core::language::Language;
use pamphlet_html::tree::{Element, Node};
use pamphlet_theme::{Face, Theme};

/// The faces that set the words of the documents, in the theme's order, with the
/// characters that each sets.
pub(crate) fn used(theme: &Theme, documents: &[&[Node]]) -> Vec<(Face, BTreeSet<char>)> {
    let fonts = &theme.fonts;
    let mut words = Words {
        theme,
        found: BTreeMap::new(),
    };
    for nodes in documents {
        words.nodes(nodes, Style::default(), &fonts.text);
    }
    let mut wanted: BTreeMap<&str, BTreeSet<char>> = BTreeMap::new();
    for ((style, stack), characters) in &words.found {
        let stack = match style.mono {
            true => &fonts.mono[..],
            false => stack,
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

/// The characters of the words in each style and the families of each language, by the
/// elements and classes to which `book.css` gives them.
struct Words<'a> {
    theme: &'a Theme,
    found: BTreeMap<(Style, &'a [&'static str]), BTreeSet<char>>,
}

impl<'a> Words<'a> {
    fn nodes(&mut self, nodes: &[Node], style: Style, stack: &'a [&'static str]) {
        for node in nodes {
            match node {
                Node::Element(element) => self.element(element, style, stack),
                Node::Text(text) => {
                    let characters = text.chars().filter(|c| !c.is_whitespace());
                    self.found
                        .entry((style, stack))
                        .or_default()
                        .extend(characters);
                }
                Node::Style(_) | Node::JsonLd(_) => {}
            }
        }
    }

    fn element(&mut self, element: &Element, mut style: Style, around: &'a [&'static str]) {
        let own = element.get("lang").and_then(Language::parse);
        let own = own.and_then(|language| self.theme.setting(&language));
        let stack = own.map_or(around, |it| &it.brought);
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
        self.nodes(&element.children, style, stack);
    }
}
