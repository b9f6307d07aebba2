//! The generated cover: a calm field in the theme's accent, rings that widen
//! from the foot like a signal, and the words over them.

use std::fmt::Write;

use pamphlet_core::Edition;
use pamphlet_core::front::Status;
use pamphlet_core::inline::plain_text;
use pamphlet_core::language::Direction;
use pamphlet_theme::{Color, Role, Theme};

use crate::lettering::{Lettering, number};
use crate::{COVER_HEIGHT, COVER_WIDTH};

const MARGIN: f64 = 96.0;
const TOP: f64 = 250.0;

pub(crate) fn draw(edition: &Edition, theme: &Theme) -> String {
    let (width, height) = (f64::from(COVER_WIDTH), f64::from(COVER_HEIGHT));
    let ground = theme.light.get(Role::Accent);
    let ink = theme.light.get(Role::OnAccent);
    let mut svg = format!(
        "<svg xmlns=\"http://www.w3.org/2000/svg\" width=\"{COVER_WIDTH}\" height=\"{COVER_HEIGHT}\" viewBox=\"0 0 {COVER_WIDTH} {COVER_HEIGHT}\">\n"
    );
    rectangle(&mut svg, (0.0, 0.0, width, height), ground);
    let from_right = from_right(edition);
    rings(&mut svg, ground, ink, from_right);
    // A short bar over the title.
    let start = if from_right {
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
    svg
}

fn from_right(edition: &Edition) -> bool {
    edition.language.direction() == Direction::RightToLeft
}

fn rings(svg: &mut String, ground: Color, ink: Color, from_right: bool) {
    let center = match from_right {
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
    let letters = Lettering::new(theme, 700, from_right(edition));
    let space = (f64::from(COVER_WIDTH) - 2.0 * MARGIN, 560.0);
    let sizes = [118.0, 104.0, 92.0, 80.0, 70.0, 60.0, 50.0, 42.0, 34.0, 26.0];
    let words = plain_text(&edition.title);
    let (size, lines) = letters.fit(&words, space, 1.1_f64.max(theme.least_leading), &sizes);
    lines_at(
        svg,
        edition,
        &letters,
        &lines,
        (TOP, size, 1.1_f64.max(theme.least_leading)),
        ink,
    )
}

fn subtitle(svg: &mut String, edition: &Edition, theme: &Theme, top: f64, ink: Color) {
    if edition.subtitle.is_empty() {
        return;
    }
    let letters = Lettering::new(theme, 400, from_right(edition));
    let space = (f64::from(COVER_WIDTH) - 2.0 * MARGIN, 240.0);
    let words = plain_text(&edition.subtitle);
    let (size, lines) = letters.fit(
        &words,
        space,
        1.3_f64.max(theme.least_leading),
        &[50.0, 44.0, 38.0, 32.0, 26.0],
    );
    lines_at(
        svg,
        edition,
        &letters,
        &lines,
        (top + 36.0, size, 1.3_f64.max(theme.least_leading)),
        ink,
    );
}

fn publisher(svg: &mut String, edition: &Edition, theme: &Theme, ink: Color) {
    let Some(publisher) = &edition.metadata.publisher else {
        return;
    };
    let letters = Lettering::new(theme, 700, from_right(edition));
    let space = (470.0, 150.0);
    let (size, lines) = letters.fit(&publisher.name, space, 1.25, &[36.0, 30.0, 24.0]);
    let top = f64::from(COVER_HEIGHT) - MARGIN - lines.len() as f64 * size * 1.25;
    lines_at(svg, edition, &letters, &lines, (top, size, 1.25), ink);
}

fn draft(svg: &mut String, edition: &Edition, theme: &Theme) {
    let letters = Lettering::new(theme, 700, from_right(edition));
    let word = edition.words.draft;
    let size = 34.0;
    let wide = letters.width(word) * size + 56.0;
    let x = f64::from(COVER_WIDTH) - MARGIN - wide;
    rectangle(
        svg,
        (x, TOP - 124.0, wide, 64.0),
        theme.light.get(Role::WarningSoft),
    );
    let path = letters.path(word, x + 28.0, TOP - 80.0, size);
    let color = theme.light.get(Role::Warning);
    let _ = writeln!(svg, "<path fill=\"{color}\" d=\"{path}\"/>");
}

/// Lines from a top edge down; returns the bottom edge.
fn lines_at(
    svg: &mut String,
    edition: &Edition,
    letters: &Lettering,
    lines: &[String],
    (top, size, leading): (f64, f64, f64),
    ink: Color,
) -> f64 {
    for (i, line) in lines.iter().enumerate() {
        let base = top + size * (0.8 + i as f64 * leading);
        let x = match from_right(edition) {
            true => f64::from(COVER_WIDTH) - MARGIN - letters.width(line) * size,
            false => MARGIN,
        };
        let path = letters.path(line, x, base, size);
        let _ = writeln!(svg, "<path fill=\"{ink}\" d=\"{path}\"/>");
    }
    top + lines.len() as f64 * size * leading
}

fn rectangle(svg: &mut String, (x, y, width, height): (f64, f64, f64, f64), color: Color) {
    let [x, y, width, height] = [x, y, width, height].map(number);
    let _ = writeln!(
        svg,
        "<rect x=\"{x}\" y=\"{y}\" width=\"{width}\" height=\"{height}\" fill=\"{color}\"/>"
    );
}
