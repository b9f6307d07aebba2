//! How wide words are in the theme's fonts, and their lines.

use pamphlet_theme::{Fonts, Theme};
use ttf_parser::{Face, GlyphId};

/// The faces of one weight, in the order in which a character is looked for.
pub(crate) struct Lettering<'a> {
    faces: Vec<Face<'a>>,
}

impl<'a> Lettering<'a> {
    /// The upright faces of a weight; a family without it gives its regular face.
    pub(crate) fn new(theme: &'a Theme, weight: u16) -> Lettering<'a> {
        let faces = theme.fonts.text.iter().filter_map(|family| {
            let face = upright(&theme.fonts, family, weight)?;
            Face::parse(face, 0).ok()
        });
        Lettering {
            faces: faces.collect(),
        }
    }

    /// How wide a line is at a size of 1.
    pub(crate) fn width(&self, text: &str) -> f64 {
        text.chars().map(|c| self.advance(c)).sum()
    }

    /// Breaks words into lines no wider than `width` at a size of 1. A word that
    /// is wider stands alone; [`Lettering::fit`] makes it smaller.
    pub(crate) fn lines(&self, text: &str, width: f64) -> Vec<String> {
        let mut lines: Vec<String> = Vec::new();
        for word in text.split_whitespace() {
            match lines.last_mut() {
                Some(line) if self.width(line) + self.width(" ") + self.width(word) <= width => {
                    line.push(' ');
                    line.push_str(word);
                }
                Some(_) | None => lines.push(word.to_owned()),
            }
        }
        lines
    }

    /// The largest of `sizes` at which the text fits a box `width` wide and
    /// `height` high with that leading, and its lines; the last size if none does.
    pub(crate) fn fit(
        &self,
        text: &str,
        (width, height): (f64, f64),
        leading: f64,
        sizes: &[f64],
    ) -> (f64, Vec<String>) {
        let mut last = (0.0, Vec::new());
        for &size in sizes {
            let lines = self.lines(text, width / size);
            let fits = lines.len() as f64 * leading * size <= height
                && lines.iter().all(|line| self.width(line) * size <= width);
            last = (size, lines);
            if fits {
                break;
            }
        }
        last
    }

    fn advance(&self, c: char) -> f64 {
        self.glyph(c).map_or(0.0, |(face, glyph)| {
            let advance = face.glyph_hor_advance(glyph).unwrap_or(0);
            f64::from(advance) / f64::from(face.units_per_em())
        })
    }

    fn glyph(&self, c: char) -> Option<(&Face<'a>, GlyphId)> {
        self.faces
            .iter()
            .find_map(|face| Some((face, face.glyph_index(c)?)))
    }
}

fn upright<'a>(fonts: &'a Fonts, family: &str, weight: u16) -> Option<&'a [u8]> {
    let faces = || {
        fonts
            .faces
            .iter()
            .filter(|f| f.family == family && !f.italic)
    };
    let exact = faces().find(|face| face.weight == weight);
    exact.or_else(|| faces().next()).map(|face| face.ttf)
}

/// The theme's families for some words, in the order in which SVG has them: the one
/// that has most of their letters first, since letters that join are set whole only
/// where one font has them all.
pub(crate) fn families(theme: &Theme, words: &str) -> String {
    let stack = &theme.fonts.text;
    let covers = |family: &&&str| {
        let face = theme.fonts.family(family).find(|face| !face.italic);
        let letters = words.chars().filter(|c| !c.is_ascii());
        face.map_or(0, |face| letters.filter(|c| face.has(*c)).count())
    };
    // Of several, `max_by_key` gives the last.
    let first = stack.iter().rev().max_by_key(covers);
    let others = stack.iter().filter(|family| Some(*family) != first);
    // In quotes: a name that ends in a figure is none without them.
    let quoted = first.into_iter().chain(others).map(|it| format!("'{it}'"));
    quoted.collect::<Vec<_>>().join(", ")
}

/// Words as they stand in an element or a quoted attribute.
pub(crate) fn escaped(words: &str) -> String {
    let mut out = String::with_capacity(words.len());
    for c in words.chars() {
        match c {
            '&' => out.push_str("&amp;"),
            '<' => out.push_str("&lt;"),
            '>' => out.push_str("&gt;"),
            '"' => out.push_str("&quot;"),
            c => out.push(c),
        }
    }
    out
}

/// A number with at most two decimals, written one way only.
pub(crate) fn number(value: f64) -> String {
    let hundredths = (value * 100.0).round() as i64;
    let sign = if hundredths < 0 { "-" } else { "" };
    let (whole, rest) = (hundredths.abs() / 100, hundredths.abs() % 100);
    match (rest, rest % 10) {
        (0, _) => format!("{sign}{whole}"),
        (_, 0) => format!("{sign}{whole}.{}", rest / 10),
        (_, _) => format!("{sign}{whole}.{rest:02}"),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_are_short() {
        let all = [0.0, -0.001, 1.5, -2.25, 3.005, 10.0].map(number);
        assert_eq!(all, ["0", "0", "1.5", "-2.25", "3.01", "10"]);
    }

    #[test]
    fn long_words_make_the_type_smaller() {
        let theme = Theme::clinic();
        let letters = Lettering::new(&theme, 700);
        let (size, lines) = letters.fit(
            "Hypothalamic-pituitary",
            (500.0, 900.0),
            1.1,
            &[120.0, 60.0, 40.0],
        );
        assert!(size < 120.0);
        assert_eq!(lines.len(), 1);
        assert!(letters.width(&lines[0]) * size <= 500.0);
    }
}
