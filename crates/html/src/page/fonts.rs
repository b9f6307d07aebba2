//! Which font faces a page needs: only those go into it.

use std::collections::{BTreeMap, BTreeSet};

use pamphlet_theme::{Face, Theme};

use crate::tree::{Element, Node};

/// A face with the characters that it is there for.
pub(super) struct Needed {
    pub(super) face: Face,
    pub(super) characters: BTreeSet<char>,
    /// Whether it is asked for those only, and not for all that it has.
    pub(super) is_narrow: bool,
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
/// first family are always there, unless they are large; of the others, those whose
/// characters are used.
pub(super) fn faces(theme: &Theme, body: &Element) -> Vec<Needed> {
    let mut used = Used::default();
    used.element(body, Style::default());
    let fonts = &theme.fonts;
    let mut in_family: BTreeMap<&str, BTreeSet<char>> = BTreeMap::new();
    let mut in_face: BTreeMap<&str, BTreeSet<char>> = BTreeMap::new();
    for ((style, character), ()) in &used.0 {
        let stack = match style.mono {
            true => &fonts.mono,
            false => &fonts.text,
        };
        let family = match style.math {
            true => Some(MATH),
            false => fonts.family_for(stack, *character),
        };
        if let Some(family) = family
            && let Some(face) = fonts.face(family, style.bold, style.italic)
        {
            in_family.entry(family).or_default().insert(*character);
            in_face.entry(face.stem).or_default().insert(*character);
        }
    }
    let first = fonts.text.first().copied().unwrap_or_default();
    let mut needed = Vec::new();
    for face in &fonts.faces {
        let always = face.family == first && !face.italic && !face.is_large();
        let own = in_face.get(face.stem);
        if !always && own.is_none() {
            continue;
        }
        // A large face has no more than its own words; others may stand in for words
        // that the theme's style sheet sets otherwise.
        let characters = match face.is_large() {
            true => own,
            false => in_family.get(face.family),
        };
        needed.push(Needed {
            face: *face,
            characters: characters.cloned().unwrap_or_default(),
            is_narrow: face.is_large() || (face.family != first && face.family != MATH),
        });
    }
    needed
}

/// The family with the tables that MathML needs.
pub(super) const MATH: &str = "Noto Sans Math";

/// Classes whose words the theme's style sheet sets in bold.
const BOLD: [&str; 7] = [
    "label",
    "number",
    "publisher",
    "draft",
    "contents-title",
    "depth",
    "depth-title",
];

/// Every character by the style in which it stands.
#[derive(Default)]
struct Used(BTreeMap<(Style, char), ()>);

impl Used {
    fn element(&mut self, element: &Element, mut style: Style) {
        match element.name {
            "h1" | "h2" | "h3" | "h4" | "h5" | "h6" | "strong" | "th" | "dt" => style.bold = true,
            "em" => match element.get("class") {
                Some("dotted") => {}
                Some("heavy") => style.bold = true,
                Some(_) | None => style.italic = true,
            },
            "code" | "pre" => style.mono = true,
            "math" => style.math = true,
            _ => {}
        }
        let classes = element.get("class").unwrap_or("");
        if classes.split(' ').any(|it| BOLD.contains(&it)) || element.get("aria-current").is_some()
        {
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
