//! Font faces: their files, and which characters they have.

use std::borrow::Cow;
use std::collections::BTreeSet;
use std::fmt;

use crate::subset;

/// One face of a family.
#[derive(Clone, Copy)]
pub struct Face {
    /// The family's name, as in the font file.
    pub family: &'static str,
    /// Weight, 100 to 900.
    pub weight: u16,
    /// Whether it is slanted.
    pub italic: bool,
    /// The file's name without its ending.
    pub stem: &'static str,
    /// TrueType bytes.
    pub ttf: &'static [u8],
    /// What pages and books get of it.
    pub(crate) web: Web,
}

/// A face as WOFF2.
#[derive(Clone, Copy)]
pub(crate) enum Web {
    /// It lies beside it, made when it was vendored.
    Whole(&'static [u8]),
    /// It is made when it is needed.
    Made,
    /// It is so large that only what sets the words is made.
    Part,
}

/// What words within another language may bring into a page, in bytes a face.
const FEW_WORDS: usize = 64 * 1024;

impl fmt::Debug for Face {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.stem)
    }
}

impl Face {
    /// Whether it has a glyph for a character.
    pub fn has(&self, character: char) -> bool {
        ttf_parser::Face::parse(self.ttf, 0)
            .ok()
            .and_then(|face| face.glyph_index(character))
            .is_some()
    }

    /// Whether it is too large to be taken whole.
    pub fn is_large(&self) -> bool {
        matches!(self.web, Web::Part)
    }

    /// Whether a page gets more of it than a few words are worth.
    pub(crate) fn is_heavy(&self) -> bool {
        match self.web {
            Web::Whole(file) => file.len() > FEW_WORDS,
            // WOFF2 is about half as large.
            Web::Made => self.ttf.len() / 2 > FEW_WORDS,
            Web::Part => false,
        }
    }

    /// It as WOFF2: whole, or of a large one the part that sets these characters.
    pub fn woff2_for(&self, characters: &BTreeSet<char>) -> Cow<'static, [u8]> {
        match self.web {
            Web::Whole(file) => Cow::Borrowed(file),
            Web::Made => Cow::Owned(subset::whole(self.ttf)),
            Web::Part => Cow::Owned(subset::part(self.ttf, characters)),
        }
    }
}

/// The faces of a theme by use.
#[derive(Clone, Debug, Default)]
pub struct Fonts {
    /// Families for text, in the order in which a character is looked for.
    pub text: Vec<&'static str>,
    /// Families for code.
    pub mono: Vec<&'static str>,
    /// Every face of those families.
    pub faces: Vec<Face>,
}

impl Fonts {
    /// The faces of a family.
    pub fn family<'a>(&'a self, name: &'a str) -> impl Iterator<Item = &'a Face> {
        self.faces.iter().filter(move |face| face.family == name)
    }

    /// The first family of a stack that has a character; by its upright regular
    /// face, since a family's faces cover the same characters.
    pub fn family_for(&self, stack: &[&'static str], character: char) -> Option<&'static str> {
        stack.iter().copied().find(|name| {
            self.family(name)
                .find(|f| !f.italic)
                .is_some_and(|face| face.has(character))
        })
    }

    /// The face of a family for a style, or the one that stands in for it: style
    /// counts before weight, as in CSS.
    pub fn face(&self, family: &str, bold: bool, italic: bool) -> Option<&Face> {
        let styles = [
            (bold, italic),
            (false, italic),
            (bold, false),
            (false, false),
        ];
        styles.into_iter().find_map(|style| {
            self.faces
                .iter()
                .find(|it| it.family == family && (it.weight >= 600, it.italic) == style)
        })
    }

    /// The same without large families that set no character of a text in its stacks
    /// or those of `others`, so that those cost nothing where they do nothing.
    pub fn for_text<'a>(
        &'a self,
        text: &str,
        others: impl IntoIterator<Item = &'a Vec<&'static str>>,
    ) -> Fonts {
        let characters: BTreeSet<char> = text.chars().filter(|c| !c.is_ascii()).collect();
        let stacks = [&self.text, &self.mono].into_iter().chain(others);
        let used: BTreeSet<&str> = stacks
            .flat_map(|stack| characters.iter().map(|c| self.family_for(stack, *c)))
            .flatten()
            .collect();
        let is_idle =
            |family: &str| !used.contains(family) && self.family(family).any(Face::is_large);
        let stack = |families: &[&'static str]| {
            let families = families.iter().copied();
            families.filter(|family| !is_idle(family)).collect()
        };
        Fonts {
            text: stack(&self.text),
            mono: stack(&self.mono),
            faces: self
                .faces
                .iter()
                .filter(|face| !is_idle(face.family))
                .copied()
                .collect(),
        }
    }
}
