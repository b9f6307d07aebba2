//! Which font faces a page needs: only those go into it.

use std::collections::{BTreeMap, BTreeSet};

use pamphlet_theme::{Face, Theme};

use crate::tree::{Element, Node};

/// A face with the characters that it is there for; none: all that it has.
pub(super) struct Needed {
    pub(super) face: Face,
    pub(super) characters: Option<BTreeSet<char>>,
}

/// How words stand.
#[derive(Clone, Copy, Default, PartialEq, Eq, PartialOrd, Ord)]
struct Style {
    bold: bool,
    italic: bool,
    mono: bool,
    math: bool,
}

/// The faces that set the words of a body. The regular and bold faces of the
/// first family are always there; of the others, those whose characters are used.
pub(super) fn faces(theme: &Theme, body: &Element) -> Vec<Needed> {
    let mut used = Used::default();
    used.element(body, Style::default());
    let mut wanted: BTreeMap<&str, BTreeSet<char>> = BTreeMap::new();
    let first = theme.fonts.text.first().copied().unwrap_or_default();
    let mut styles: BTreeSet<(&str, bool, bool)> = BTreeSet::new();
    for ((style, character), ()) in &used.0 {
        let stack = match style.mono {
            true => &theme.fonts.mono,
            false => &theme.fonts.text,
        };
        let family = match style.math {
            true => Some(MATH),
            false => theme.fonts.family_for(stack, *character),
        };
        if let Some(family) = family {
            wanted.entry(family).or_default().insert(*character);
            styles.insert((family, style.bold, style.italic));
        }
    }
    let has_face = |family: &str, bold: bool, italic: bool| {
        theme
            .fonts
            .family(family)
            .any(|face| (face.weight >= 600, face.italic) == (bold, italic))
    };
    let is_needed = |face: &Face| {
        let (bold, italic) = (face.weight >= 600, face.italic);
        let always = face.family == first && !italic;
        // A style that a family lacks is made from its regular face.
        let stands_in = !bold
            && !italic
            && styles
                .iter()
                .any(|(family, b, i)| *family == face.family && !has_face(family, *b, *i));
        always || stands_in || styles.contains(&(face.family, bold, italic))
    };
    let faces = theme.fonts.faces.iter().filter(|face| is_needed(face));
    faces
        .map(|face| Needed {
            face: *face,
            characters: match face.family == first || face.family == MATH {
                true => None,
                false => wanted.get(face.family).cloned(),
            },
        })
        .collect()
}

/// The family with the tables that MathML needs.
pub(super) const MATH: &str = "Noto Sans Math";

/// Every character by the style in which it stands.
#[derive(Default)]
struct Used(BTreeMap<(Style, char), ()>);

impl Used {
    fn element(&mut self, element: &Element, mut style: Style) {
        match element.name {
            "h1" | "h2" | "h3" | "h4" | "h5" | "h6" | "strong" | "th" | "dt" => style.bold = true,
            "em" => style.italic = true,
            "code" | "pre" => style.mono = true,
            "math" => style.math = true,
            _ => {}
        }
        if matches!(element.get("class"), Some("label" | "number")) {
            style.bold = true;
        }
        for child in &element.children {
            match child {
                Node::Element(child) => self.element(child, style),
                Node::Text(text) => {
                    for c in text.chars().filter(|c| !is_invisible(*c)) {
                        self.0.insert((style, c), ());
                    }
                }
                Node::Style(_) | Node::JsonLd(_) => {}
            }
        }
    }
}

/// Spaces and format characters, which need no glyph.
fn is_invisible(c: char) -> bool {
    c.is_whitespace()
        || c.is_control()
        || matches!(c, '\u{ad}' | '\u{200b}'..='\u{200f}' | '\u{2028}'..='\u{202e}' | '\u{2060}'..='\u{2069}' | '\u{feff}' | '\u{fe00}'..='\u{fe0f}')
}
