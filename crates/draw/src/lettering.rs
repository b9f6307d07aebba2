//! Words as paths: outlines from the theme's fonts, set in lines.

use std::fmt::Write;
use std::ops::Range;

use pamphlet_core::ignorable::is_ignorable;
use pamphlet_theme::{Fonts, Theme};
use rustybuzz::{Direction, Face, UnicodeBuffer};
use ttf_parser::{GlyphId, OutlineBuilder};
use unicode_bidi::{BidiInfo, Level};

/// The faces of one weight, in the order in which a character is looked for, and
/// where lines start.
pub(crate) struct Lettering<'a> {
    faces: Vec<Face<'a>>,
    right_to_left: bool,
}

/// A glyph with where the pen goes, in sizes of the type.
struct Set {
    face: usize,
    glyph: GlyphId,
    advance: f64,
    offset: (f64, f64),
}

impl<'a> Lettering<'a> {
    /// The upright faces of a weight; a family without it gives its regular face.
    pub(crate) fn new(theme: &'a Theme, weight: u16, right_to_left: bool) -> Lettering<'a> {
        let faces = theme.fonts.text.iter().filter_map(|family| {
            let face = upright(&theme.fonts, family, weight)?;
            Face::from_slice(face, 0)
        });
        Lettering {
            faces: faces.collect(),
            right_to_left,
        }
    }

    /// How wide a line is at a size of 1.
    pub(crate) fn width(&self, text: &str) -> f64 {
        self.set(text).iter().map(|it| it.advance).sum()
    }

    /// The glyphs of a line from left to right, joined and ordered as their
    /// scripts have it.
    fn set(&self, text: &str) -> Vec<Set> {
        let level = match self.right_to_left {
            true => Level::rtl(),
            false => Level::ltr(),
        };
        let order = BidiInfo::new(text, Some(level));
        let mut out = Vec::new();
        for line in &order.paragraphs {
            let (levels, runs) = order.visual_runs(line, line.range.clone());
            for run in runs {
                let from_right = levels.get(run.start).is_some_and(|level| level.is_rtl());
                let mut pieces = self.by_face(&text[run]);
                if from_right {
                    pieces.reverse();
                }
                for (face, words) in pieces {
                    self.shape(face, words, from_right, &mut out);
                }
            }
        }
        out
    }

    /// Words in pieces, each for the first face that has its letters. What needs no
    /// glyph of its own, spaces and marks that its neighbour's face has, stays with
    /// the letter before it.
    fn by_face<'t>(&self, words: &'t str) -> Vec<(usize, &'t str)> {
        let mut pieces: Vec<(usize, Range<usize>)> = Vec::new();
        for (at, c) in words.char_indices() {
            let end = at + c.len_utf8();
            let has = |face: usize| {
                self.faces
                    .get(face)
                    .is_some_and(|it| it.glyph_index(c).is_some())
            };
            let stays = |face: usize| has(face) && !c.is_alphanumeric() || is_ignorable(c);
            match pieces.last_mut() {
                Some((face, range)) if stays(*face) => range.end = end,
                last => {
                    let found = (0..self.faces.len()).find(|face| has(*face)).unwrap_or(0);
                    match last {
                        Some((face, range)) if *face == found => range.end = end,
                        _ => pieces.push((found, at..end)),
                    }
                }
            }
        }
        let words = |(face, range): (usize, Range<usize>)| (face, &words[range]);
        pieces.into_iter().map(words).collect()
    }

    fn shape(&self, index: usize, words: &str, from_right: bool, out: &mut Vec<Set>) {
        let Some(face) = self.faces.get(index) else {
            return;
        };
        let mut buffer = UnicodeBuffer::new();
        buffer.push_str(words);
        buffer.set_direction(match from_right {
            true => Direction::RightToLeft,
            false => Direction::LeftToRight,
        });
        buffer.guess_segment_properties();
        let shaped = rustybuzz::shape(face, &[], buffer);
        let units = f64::from(face.units_per_em());
        let glyphs = shaped.glyph_infos().iter().zip(shaped.glyph_positions());
        out.extend(glyphs.map(|(glyph, place)| Set {
            face: index,
            glyph: GlyphId(u16::try_from(glyph.glyph_id).unwrap_or(0)),
            advance: f64::from(place.x_advance) / units,
            offset: (
                f64::from(place.x_offset) / units,
                f64::from(place.y_offset) / units,
            ),
        }));
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

    /// The outlines of a line whose base line starts, at the left, at a point.
    pub(crate) fn path(&self, text: &str, x: f64, y: f64, size: f64) -> String {
        let mut pen = Pen {
            x,
            y,
            scale: 0.0,
            path: String::new(),
        };
        let mut x = x;
        for it in self.set(text) {
            if let Some(face) = self.faces.get(it.face) {
                pen.scale = size / f64::from(face.units_per_em());
                pen.x = x + it.offset.0 * size;
                pen.y = y - it.offset.1 * size;
                face.outline_glyph(it.glyph, &mut pen);
            }
            x += it.advance * size;
        }
        pen.path
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

/// Writes outlines as path data, the y axis turned down.
struct Pen {
    x: f64,
    y: f64,
    scale: f64,
    path: String,
}

impl Pen {
    fn push(&mut self, command: char, points: &[(f32, f32)]) {
        self.path.push(command);
        for (i, (x, y)) in points.iter().enumerate() {
            let (x, y) = (
                self.x + f64::from(*x) * self.scale,
                self.y - f64::from(*y) * self.scale,
            );
            let gap = if i == 0 { "" } else { " " };
            // Writing to a string cannot fail.
            let _ = write!(self.path, "{gap}{} {}", number(x), number(y));
        }
    }
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

impl OutlineBuilder for Pen {
    fn move_to(&mut self, x: f32, y: f32) {
        self.push('M', &[(x, y)]);
    }
    fn line_to(&mut self, x: f32, y: f32) {
        self.push('L', &[(x, y)]);
    }
    fn quad_to(&mut self, x1: f32, y1: f32, x: f32, y: f32) {
        self.push('Q', &[(x1, y1), (x, y)]);
    }
    fn curve_to(&mut self, x1: f32, y1: f32, x2: f32, y2: f32, x: f32, y: f32) {
        self.push('C', &[(x1, y1), (x2, y2), (x, y)]);
    }
    fn close(&mut self) {
        self.path.push('Z');
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn letters_join_and_run_as_their_script_has_it() {
        let theme = Theme::clinic();
        let letters = Lettering::new(&theme, 400, true);
        let widths = |text: &str| letters.width(text);
        // Joined, they are narrower than one by one.
        let alone: f64 = "ننننن".chars().map(|c| widths(&c.to_string())).sum();
        assert!(widths("ننننن") < alone * 0.8);
        // A vowel sign has its own room.
        assert!(widths("शाम") > widths("शम") * 1.1);
        // The groups of a number keep their places where they are set apart.
        let glyphs = |text: &str| {
            letters
                .set(text)
                .iter()
                .map(|it| it.glyph)
                .collect::<Vec<_>>()
        };
        let isolated = glyphs("\u{2068}555 0100\u{2069}");
        let plain = Lettering::new(&theme, 400, false);
        let number: Vec<_> = plain.set("555 0100").iter().map(|it| it.glyph).collect();
        assert!(isolated.windows(number.len()).any(|it| it == number));
    }

    #[test]
    fn numbers_are_short() {
        let all = [0.0, -0.001, 1.5, -2.25, 3.005, 10.0].map(number);
        assert_eq!(all, ["0", "0", "1.5", "-2.25", "3.01", "10"]);
    }

    #[test]
    fn long_words_make_the_type_smaller() {
        let theme = Theme::clinic();
        let letters = Lettering::new(&theme, 700, false);
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
