//! Charts: bars, lines, dots and icons, drawn from the data of a fenced block.
//! Nothing is told by colour alone: series differ in shape, dashes and fill, and
//! are named where they stand. The same values follow as a table.

mod bars;
mod canvas;
mod dots;
mod icons;
mod lines;
mod scale;

use pamphlet_core::chart::{Chart, ChartKind};
use pamphlet_theme::{Palette, Theme};

use crate::outline;
use canvas::Canvas;

/// How a chart is to be drawn.
#[derive(Clone, Copy, Debug)]
pub struct Look<'a> {
    /// Its colours.
    pub palette: &'a Palette,
    /// Its width, in the unit that `type_size` has.
    pub width: f64,
    /// Size of its letters.
    pub type_size: f64,
    /// Whether it starts at the right.
    pub right_to_left: bool,
}

/// A chart drawn.
#[derive(Clone, Debug, PartialEq)]
pub struct Drawing {
    /// SVG without text elements.
    pub svg: String,
    /// Its height, in the unit of [`Look::width`].
    pub height: f64,
}

/// Draws a chart. A character that no font of the theme has is a fault, in words.
pub fn chart(chart: &Chart, theme: &Theme, look: Look) -> Result<Drawing, String> {
    let mut canvas = Canvas::new(theme, look);
    match chart.kind {
        ChartKind::Bar => bars::draw(&chart.data, &mut canvas),
        ChartKind::Line => lines::draw(&chart.data, &mut canvas),
        ChartKind::Dot => dots::draw(&chart.data, &mut canvas),
        ChartKind::Icons => icons::draw(&chart.data, &mut canvas),
    }
    let height = canvas.bottom();
    Ok(Drawing {
        svg: outline::outlined(&canvas.finish(), theme)?,
        height,
    })
}

#[cfg(test)]
mod tests;
