//! Charts: bars, lines, dots and icons, drawn from the data of a fenced block.
//! Nothing is told by colour alone: series differ in shape, dashes and fill, and
//! are named where they stand. The same values follow as a table.

mod bars;
mod canvas;
mod dots;
mod icons;
mod lines;
mod scale;

use std::collections::BTreeMap;
use std::sync::Arc;

use pamphlet_core::chart::{Chart, ChartKind};
use pamphlet_core::image::Image;
use pamphlet_core::language::Language;
use pamphlet_core::walk::{self, Visitor};
use pamphlet_core::{Block, Diagnostic, Edition};
use pamphlet_theme::{Palette, Theme};

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
    /// Whose direction it has, and whose way to write numbers.
    pub language: &'a Language,
}

/// A chart drawn.
#[derive(Clone, Debug, PartialEq)]
pub struct Drawing {
    /// SVG without text elements.
    pub svg: String,
    /// Its height, in the unit of [`Look::width`].
    pub height: f64,
}

/// Draws a chart. A character that no font of the theme has leaves a gap.
pub fn chart(chart: &Chart, theme: &Theme, look: Look) -> Drawing {
    let mut canvas = Canvas::new(theme, look);
    match chart.kind {
        ChartKind::Bar => bars::draw(&chart.data, &mut canvas),
        ChartKind::Line => lines::draw(&chart.data, &mut canvas),
        ChartKind::Dot => dots::draw(&chart.data, &mut canvas),
        ChartKind::Icons => icons::draw(&chart.data, &mut canvas),
    }
    let height = canvas.bottom();
    Drawing {
        svg: canvas.finish(),
        height,
    }
}

/// The charts of an edition, each as an image `width` wide with letters of
/// `type_size`, by [`Chart::path`]. Faults name the chart's place.
pub fn charts(
    edition: &Edition,
    theme: &Theme,
    palette: &Palette,
    (width, type_size): (f64, f64),
) -> Result<BTreeMap<String, Arc<Image>>, Vec<Diagnostic>> {
    let mut found = Found(Vec::new());
    walk::walk_edition(&mut found, edition);
    let (mut images, mut faults) = (BTreeMap::new(), Vec::new());
    for it in found.0 {
        let language = edition.language_of(it.meta.id);
        let look = Look {
            palette,
            width,
            type_size,
            language,
        };
        let drawing = chart(&it, &theme.led_for(language), look);
        match Image::read(&it.path(), drawing.svg.into_bytes()) {
            Ok(image) => {
                images.insert(it.path(), Arc::new(image));
            }
            Err(why) => faults.push(
                Diagnostic::error(
                    "chart-not-drawn",
                    it.meta.span,
                    format!("the chart cannot be drawn: {why}"),
                )
                .hint("this is a fault of the program; write the data as a table"),
            ),
        }
    }
    match faults.is_empty() {
        true => Ok(images),
        false => Err(faults),
    }
}

/// The charts of an edition.
struct Found(Vec<Chart>);

impl Visitor for Found {
    fn block(&mut self, block: &Block) {
        if let Block::Chart(chart) = block {
            self.0.push(chart.clone());
        }
        walk::walk_block(self, block);
    }
}

#[cfg(test)]
mod tests;
