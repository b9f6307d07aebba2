//! Font faces: their files, and which characters they have.

use std::fmt;

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
    /// The same face as WOFF2.
    pub woff2: &'static [u8],
}

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
}
