//! What charts are drawn on: shapes and words from the start of the line to its
//! end, mirrored where the language runs from the right.

use std::fmt::Write;

use pamphlet_core::language::Direction;
use pamphlet_core::number::Number;
use pamphlet_theme::{Color, Role, Theme};

use super::Look;
use crate::lettering::{Lettering, number};

/// Where words stand against their point.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(super) enum Anchor {
    Start,
    Middle,
    End,
}

/// Strokes and fills that tell series apart without colour.
const DASHES: [&str; 4] = ["", "7 4", "2 3", "10 3 2 3"];

/// An SVG in the making; lengths are those of [`Look::width`].
pub(super) struct Canvas<'a> {
    /// Shapes.
    svg: String,
    /// Words, above all shapes.
    words: String,
    regular: Lettering<'a>,
    bold: Lettering<'a>,
    look: Look<'a>,
    right_to_left: bool,
    /// How much further apart than Latin ones lines of the language's letters have to be.
    taller: f64,
    bottom: f64,
}

/// The distance of lines, in sizes of letters, that charts have room for.
const LEADING: f64 = 1.65;

impl<'a> Canvas<'a> {
    pub(super) fn new(theme: &'a Theme, look: Look<'a>) -> Canvas<'a> {
        let right_to_left = look.language.direction() == Direction::RightToLeft;
        Canvas {
            svg: String::new(),
            words: String::new(),
            regular: Lettering::new(theme, 400, right_to_left),
            bold: Lettering::new(theme, 700, right_to_left),
            right_to_left,
            taller: (theme.typography.leading - LEADING).max(0.0),
            look,
            bottom: 0.0,
        }
    }

    pub(super) fn width(&self) -> f64 {
        self.look.width
    }

    /// The size of letters.
    pub(super) fn em(&self) -> f64 {
        self.look.type_size
    }

    /// The distance of two lines that are `near` sizes of letters apart where letters are
    /// as high as Latin ones: Nastaliq reaches further up and down.
    pub(super) fn line_height(&self, near: f64) -> f64 {
        (near + self.taller) * self.em()
    }

    /// A number as the language prints it.
    pub(super) fn printed(&self, number: &Number) -> String {
        number.printed(self.look.language)
    }

    pub(super) fn color(&self, role: Role) -> Color {
        self.look.palette.get(role)
    }

    /// How wide words are.
    pub(super) fn measure(&self, words: &str, bold: bool) -> f64 {
        let letters = if bold { &self.bold } else { &self.regular };
        letters.width(words) * self.em()
    }

    /// Words in lines no wider than `width`.
    pub(super) fn wrap(&self, words: &str, width: f64) -> Vec<String> {
        self.regular.lines(words, width / self.em())
    }

    /// Where the drawing ends so far.
    pub(super) fn bottom(&self) -> f64 {
        self.bottom
    }

    /// Moves the end of the drawing down.
    pub(super) fn reach(&mut self, y: f64) {
        self.bottom = self.bottom.max(y);
    }

    /// A distance from the start of the line as one from the left.
    fn left(&self, x: f64) -> f64 {
        match self.right_to_left {
            true => self.look.width - x,
            false => x,
        }
    }

    /// Words whose base line is at `y`.
    pub(super) fn text(
        &mut self,
        words: &str,
        (x, y): (f64, f64),
        anchor: Anchor,
        bold: bool,
        color: Color,
    ) {
        let letters = if bold { &self.bold } else { &self.regular };
        let wide = letters.width(words) * self.look.type_size;
        let at = self.left(x);
        let at = match (anchor, self.right_to_left) {
            (Anchor::Middle, _) => at - wide / 2.0,
            (Anchor::Start, false) | (Anchor::End, true) => at,
            (Anchor::End, false) | (Anchor::Start, true) => at - wide,
        };
        let path = letters.path(words, at, y, self.look.type_size);
        if !path.is_empty() {
            let _ = writeln!(self.words, "<path fill=\"{color}\" d=\"{path}\"/>");
        }
    }

    pub(super) fn line(
        &mut self,
        (x1, y1): (f64, f64),
        (x2, y2): (f64, f64),
        color: Color,
        thick: f64,
    ) {
        let [x1, x2] = [x1, x2].map(|x| number(self.left(x)));
        let [y1, y2, thick] = [y1, y2, thick].map(number);
        let _ = writeln!(
            self.svg,
            "<path d=\"M{x1} {y1}L{x2} {y2}\" fill=\"none\" stroke=\"{color}\" stroke-width=\"{thick}\"/>"
        );
    }

    /// A line through points, in the dashes of a series.
    pub(super) fn curve(&mut self, points: &[(f64, f64)], series: usize, color: Color) {
        let mut path = String::new();
        for (i, (x, y)) in points.iter().enumerate() {
            let command = if i == 0 { 'M' } else { 'L' };
            let _ = write!(path, "{command}{} {}", number(self.left(*x)), number(*y));
        }
        let thick = number(self.em() * 0.16);
        let dashes = match DASHES[series % DASHES.len()] {
            "" => String::new(),
            dashes => format!(" stroke-dasharray=\"{dashes}\""),
        };
        let _ = writeln!(
            self.svg,
            "<path d=\"{path}\" fill=\"none\" stroke=\"{color}\" stroke-width=\"{thick}\" stroke-linejoin=\"round\"{dashes}/>"
        );
    }

    /// The bar of a series: full, pale, grey, or a dashed outline.
    pub(super) fn bar(&mut self, (x, y): (f64, f64), (width, height): (f64, f64), series: usize) {
        let accent = self.color(Role::Accent);
        let fill = match series % 4 {
            0 => accent,
            1 => self.color(Role::AccentSoft),
            2 => self.color(Role::Muted),
            _ => self.color(Role::Background),
        };
        let dashes = if series % 4 == 3 {
            " stroke-dasharray=\"4 3\""
        } else {
            ""
        };
        let left = self.left(x).min(self.left(x + width));
        let [left, y, width, height] = [left, y, width, height].map(number);
        let _ = writeln!(
            self.svg,
            "<rect x=\"{left}\" y=\"{y}\" width=\"{width}\" height=\"{height}\" fill=\"{fill}\" stroke=\"{accent}\" stroke-width=\"1.2\"{dashes}/>"
        );
    }

    /// The sign of a series around a point: a circle, a square, a triangle, a diamond.
    pub(super) fn mark(&mut self, (x, y): (f64, f64), series: usize) {
        let accent = self.color(Role::Accent);
        let fill = match series % 2 {
            0 => accent,
            _ => self.color(Role::Background),
        };
        let (x, r) = (self.left(x), self.em() * 0.36);
        let paint = format!(" fill=\"{fill}\" stroke=\"{accent}\" stroke-width=\"1.5\"/>");
        let shape = match series % 4 {
            0 => format!(
                "<circle cx=\"{}\" cy=\"{}\" r=\"{}\"",
                number(x),
                number(y),
                number(r)
            ),
            1 => polygon(&[
                (x - r, y - r),
                (x + r, y - r),
                (x + r, y + r),
                (x - r, y + r),
            ]),
            2 => polygon(&[(x, y - 1.2 * r), (x + 1.2 * r, y + r), (x - 1.2 * r, y + r)]),
            _ => polygon(&[
                (x, y - 1.4 * r),
                (x + 1.4 * r, y),
                (x, y + 1.4 * r),
                (x - 1.4 * r, y),
            ]),
        };
        let _ = writeln!(self.svg, "{shape}{paint}");
    }

    /// People, `side` high, each at its corner: filled, or as outlines.
    pub(super) fn people(&mut self, corners: &[(f64, f64)], side: f64, filled: bool) {
        let fill = self.color(if filled {
            Role::Accent
        } else {
            Role::Background
        });
        let stroke = self.color(if filled { Role::Accent } else { Role::Muted });
        let mut path = String::new();
        for (x, y) in corners {
            let x = match self.right_to_left {
                true => self.left(*x) - side,
                false => *x,
            };
            let (head, shoulders) = (side * 0.17, side * 0.3);
            let middle = x + side / 2.0;
            let [start, neck, turn, across] =
                [middle - head, y + side * 0.22, head, 2.0 * head].map(number);
            let [left, foot, up, arc, wide] = [
                middle - shoulders,
                y + side * 0.94,
                -side * 0.26,
                shoulders,
                2.0 * shoulders,
            ]
            .map(number);
            let down = number(side * 0.26);
            let _ = write!(
                path,
                "M{start} {neck}a{turn} {turn} 0 1 1 {across} 0a{turn} {turn} 0 1 1 -{across} 0Z\
                 M{left} {foot}v{up}a{arc} {arc} 0 0 1 {wide} 0v{down}Z"
            );
        }
        if !path.is_empty() {
            let _ = writeln!(
                self.svg,
                "<path d=\"{path}\" fill=\"{fill}\" stroke=\"{stroke}\"/>"
            );
        }
    }

    /// The whole SVG on the page's ground.
    pub(super) fn finish(self) -> String {
        let [width, height] = [self.look.width, self.bottom].map(number);
        let ground = self.color(Role::Background);
        format!(
            "<svg xmlns=\"http://www.w3.org/2000/svg\" width=\"{width}\" height=\"{height}\" viewBox=\"0 0 {width} {height}\">\n<rect width=\"{width}\" height=\"{height}\" fill=\"{ground}\"/>\n{}{}</svg>\n",
            self.svg, self.words
        )
    }
}

fn polygon(points: &[(f64, f64)]) -> String {
    let points: Vec<String> = points
        .iter()
        .map(|(x, y)| format!("{},{}", number(*x), number(*y)))
        .collect();
    format!("<polygon points=\"{}\"", points.join(" "))
}
