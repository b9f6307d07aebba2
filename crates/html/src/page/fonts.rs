//! Which font faces a page needs: only those go into it.

use std::collections::{BTreeMap, BTreeSet};

use pamphlet_core::ignorable::is_ignorable;
use pamphlet_core::language::Language;
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
    let mut used = Used {
        theme,
        found: BTreeMap::new(),
    };
    let fonts = &theme.fonts;
    used.element(body, Style::default(), &fonts.text);
    // Each of them sets whole lines.
    let first = |stack: &Vec<&'static str>| stack.first().copied().unwrap_or_default();
    let settings = theme.settings.iter().map(|it| first(&it.text));
    let leading: BTreeSet<&str> = settings.chain([first(&fonts.text)]).collect();
    let mut in_family: BTreeMap<&str, BTreeSet<char>> = BTreeMap::new();
    let mut in_face: BTreeMap<&str, BTreeSet<char>> = BTreeMap::new();
    for ((style, stack, character), ()) in &used.found {
        let stack = match style.mono {
            true => &fonts.mono[..],
            false => stack,
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
    let first = first(&fonts.text);
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
            is_narrow: face.is_large() || (!leading.contains(face.family) && face.family != MATH),
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

/// Every character by the style and the families in which it stands.
struct Used<'a> {
    theme: &'a Theme,
    found: BTreeMap<(Style, &'a [&'static str], char), ()>,
}

impl<'a> Used<'a> {
    fn element(&mut self, element: &Element, mut style: Style, around: &'a [&'static str]) {
        let own = element.get("lang").and_then(Language::parse);
        let own = own.and_then(|language| self.theme.setting(&language));
        let stack = own.map_or(around, |it| &it.text);
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
                Node::Element(child) => self.element(child, style, stack),
                Node::Text(text) => {
                    for c in text.chars().filter(|c| !is_invisible(*c)) {
                        self.found.insert((style, stack, c), ());
                    }
                }
                Node::Style(_) | Node::JsonLd(_) => {}
            }
        }
    }
}

/// What needs no glyph.
fn is_invisible(c: char) -> bool {
    c.is_whitespace() || c.is_control() || is_ignorable(c)
}
