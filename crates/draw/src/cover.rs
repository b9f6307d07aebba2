//! The generated cover: a calm field in the theme's accent, rings that widen
//! from the foot like a signal, and the words over them.

use std::fmt::Write;

use pamphlet_core::Edition;
use pamphlet_core::front::Status;
use pamphlet_core::inline::plain_text;
use pamphlet_core::language::Direction;
use pamphlet_theme::{Color, Role, Theme};

use crate::lettering::{Lettering, escaped, families, number};
use crate::outline;
use crate::{COVER_HEIGHT, COVER_WIDTH};

const MARGIN: f64 = 96.0;
const TOP: f64 = 250.0;

/// The cover, or why a word of it cannot be set.
pub(crate) fn draw(edition: &Edition, theme: &Theme) -> Result<String, String> {
    let (width, height) = (f64::from(COVER_WIDTH), f64::from(COVER_HEIGHT));
    let ground = theme.light.get(Role::Accent);
    let ink = theme.light.get(Role::OnAccent);
    let mut svg = format!(
        "<svg xmlns=\"http://www.w3.org/2000/svg\" width=\"{COVER_WIDTH}\" height=\"{COVER_HEIGHT}\" viewBox=\"0 0 {COVER_WIDTH} {COVER_HEIGHT}\">\n"
    );
    rectangle(&mut svg, (0.0, 0.0, width, height), ground);
    let right_to_left = edition.language.direction() == Direction::RightToLeft;
    rings(&mut svg, ground, ink, right_to_left);
    // A short bar over the title.
    let start = if right_to_left {
        width - MARGIN - 120.0
    } else {
        MARGIN
    };
    rectangle(&mut svg, (start, TOP - 96.0, 120.0, 10.0), ink);
    let below = title(&mut svg, edition, theme, ink);
    subtitle(&mut svg, edition, theme, below, ground.mix(ink, 0.86));
    publisher(&mut svg, edition, theme, ink);
    if edition.metadata.status == Status::Draft {
        draft(&mut svg, edition, theme);
    }
    svg.push_str("</svg>\n");
    // Letters are joined and ordered as their script has it.
    outline::outlined_short(&svg, theme)
}

fn rings(svg: &mut String, ground: Color, ink: Color, right_to_left: bool) {
    let center = match right_to_left {
        true => (f64::from(COVER_WIDTH) - 760.0, 1390.0),
        false => (760.0, 1390.0),
    };
    for (radius, share) in [
        (760.0, 0.05),
        (560.0, 0.1),
        (380.0, 0.16),
        (220.0, 0.24),
        (84.0, 0.9),
    ] {
        let color = ground.mix(ink, share);
        let (x, y, r) = (number(center.0), number(center.1), number(radius));
        let _ = writeln!(
            svg,
            "<circle cx=\"{x}\" cy=\"{y}\" r=\"{r}\" fill=\"{color}\"/>"
        );
    }
}

/// The title; returns where the next line may stand.
fn title(svg: &mut String, edition: &Edition, theme: &Theme, ink: Color) -> f64 {
    let letters = Lettering::new(theme, 700);
    let space = (f64::from(COVER_WIDTH) - 2.0 * MARGIN, 560.0);
    let sizes = [118.0, 104.0, 92.0, 80.0, 70.0, 60.0, 50.0, 42.0, 34.0, 26.0];
    let words = plain_text(&edition.title);
    let (size, lines) = letters.fit(&words, space, 1.1, &sizes);
    let lines = Lines::of(edition, theme, 700, &lines);
    lines.at(svg, (TOP, size, 1.1), ink)
}

fn subtitle(svg: &mut String, edition: &Edition, theme: &Theme, top: f64, ink: Color) {
    if edition.subtitle.is_empty() {
        return;
    }
    let letters = Lettering::new(theme, 400);
    let space = (f64::from(COVER_WIDTH) - 2.0 * MARGIN, 240.0);
    let words = plain_text(&edition.subtitle);
    let (size, lines) = letters.fit(&words, space, 1.3, &[50.0, 44.0, 38.0, 32.0, 26.0]);
    let lines = Lines::of(edition, theme, 400, &lines);
    lines.at(svg, (top + 36.0, size, 1.3), ink);
}

fn publisher(svg: &mut String, edition: &Edition, theme: &Theme, ink: Color) {
    let Some(publisher) = &edition.metadata.publisher else {
        return;
    };
    let letters = Lettering::new(theme, 700);
    let space = (470.0, 150.0);
    let (size, lines) = letters.fit(&publisher.name, space, 1.25, &[36.0, 30.0, 24.0]);
    let top = f64::from(COVER_HEIGHT) - MARGIN - lines.len() as f64 * size * 1.25;
    let lines = Lines::of(edition, theme, 700, &lines);
    lines.at(svg, (top, size, 1.25), ink);
}

fn draft(svg: &mut String, edition: &Edition, theme: &Theme) {
    let letters = Lettering::new(theme, 700);
    let word = edition.words.draft;
    let size = 34.0;
    let wide = letters.width(word) * size + 56.0;
    let x = f64::from(COVER_WIDTH) - MARGIN - wide;
    rectangle(
        svg,
        (x, TOP - 124.0, wide, 64.0),
        theme.light.get(Role::WarningSoft),
    );
    let color = theme.light.get(Role::Warning);
    let place = (x + wide / 2.0, TOP - 80.0);
    svg.push_str(&text(theme, word, place, (size, 700, "middle"), color));
}

/// Lines at the start of the page.
struct Lines<'a> {
    theme: &'a Theme,
    weight: u16,
    lines: &'a [String],
    right_to_left: bool,
}

impl<'a> Lines<'a> {
    fn of(edition: &Edition, theme: &'a Theme, weight: u16, lines: &'a [String]) -> Lines<'a> {
        Lines {
            theme,
            weight,
            lines,
            right_to_left: edition.language.direction() == Direction::RightToLeft,
        }
    }

    /// Draws them from a top edge down; returns the bottom edge.
    fn at(&self, svg: &mut String, (top, size, leading): (f64, f64, f64), ink: Color) -> f64 {
        // Scripts that fall from line to line need more room.
        let leading = leading.max(self.theme.least_leading);
        let (x, anchor) = match self.right_to_left {
            true => (f64::from(COVER_WIDTH) - MARGIN, "end"),
            false => (MARGIN, "start"),
        };
        for (i, line) in self.lines.iter().enumerate() {
            let base = top + size * (0.8 + i as f64 * leading);
            let style = (size, self.weight, anchor);
            svg.push_str(&text(self.theme, line, (x, base), style, ink));
        }
        top + self.lines.len() as f64 * size * leading
    }
}

/// Words whose base line is at a point.
fn text(
    theme: &Theme,
    words: &str,
    (x, y): (f64, f64),
    (size, weight, anchor): (f64, u16, &str),
    color: Color,
) -> String {
    let family = escaped(&families(theme, words));
    let [x, y, size] = [x, y, size].map(number);
    let words = escaped(words);
    format!(
        "<text x=\"{x}\" y=\"{y}\" font-family=\"{family}\" font-size=\"{size}\" font-weight=\"{weight}\" text-anchor=\"{anchor}\" fill=\"{color}\">{words}</text>\n"
    )
}

fn rectangle(svg: &mut String, (x, y, width, height): (f64, f64, f64, f64), color: Color) {
    let [x, y, width, height] = [x, y, width, height].map(number);
    let _ = writeln!(
        svg,
        "<rect x=\"{x}\" y=\"{y}\" width=\"{width}\" height=\"{height}\" fill=\"{color}\"/>"
    );
}
