//! A font that cannot be seen: its glyphs have no ink and no width. A page says with them what is
//! drawn in another way, as a mark above a letter that is a shape, or what a glyph that stands for
//! several letters says beyond its first.

use std::collections::HashMap;
use std::sync::OnceLock;

use ecow::EcoString;
use typst::foundations::Bytes;
use typst::layout::{Abs, Em};
use typst::text::{Font, FontInstance, FontVariant, FontVariations, TextItem};
use write_fonts::read::tables::glyf::CurvePoint;
use write_fonts::tables::glyf::{Contour, GlyfLocaBuilder, Glyph, SimpleGlyph};
use write_fonts::tables::head::Head;
use write_fonts::tables::hhea::Hhea;
use write_fonts::tables::hmtx::{Hmtx, LongMetric};
use write_fonts::tables::maxp::Maxp;
use write_fonts::tables::name::{Name, NameRecord};
use write_fonts::types::{FWord, NameId};
use write_fonts::{BuilderError, FontBuilder};

/// How many different things a document can say with it.
const GLYPHS: u16 = 1_000;

/// Units of an em.
const EM: u16 = 1_000;

/// How wide the line of a glyph is: more than a hundredth of a point in print of 5 points.
const WIDTH: i16 = 3;

/// Which glyph says what in one document.
#[derive(Default)]
pub(crate) struct Unseen {
    of: HashMap<EcoString, u16>,
}

impl Unseen {
    /// A text that says the same, glyph by glyph, and is not seen.
    pub fn text(&mut self, mut text: TextItem) -> TextItem {
        for glyph in &mut text.glyphs {
            glyph.id = self.glyph(text.text.get(glyph.range()).unwrap_or_default());
            (glyph.x_advance, glyph.x_offset) = (Em::zero(), Em::zero());
            glyph.y_offset = Em::zero();
        }
        text.font = font().clone();
        text
    }

    /// The glyph that says something. Where there are not enough, several things share one, and
    /// `/ActualText` says which.
    fn glyph(&mut self, says: &str) -> u16 {
        let next = self.of.len() % usize::from(GLYPHS - 1);
        // The first glyph stands for what a font lacks.
        let next = u16::try_from(next + 1).unwrap_or(1);
        *self.of.entry(says.into()).or_insert(next)
    }
}

/// The font; made once.
fn font() -> &'static FontInstance {
    static FONT: OnceLock<FontInstance> = OnceLock::new();
    FONT.get_or_init(|| {
        let file = file().expect("its tables are valid");
        let font = Font::new(Bytes::new(file), 0).expect("it has what a font needs");
        let variations = FontVariations::default();
        font.instantiate(FontVariant::default(), Abs::pt(10.0), &variations)
    })
}

/// The font's file. pdfium overlooks a text that is nowhere as wide as a hundredth of a point:
/// each glyph is a line there and back, which has a width and no area.
fn file() -> Result<Vec<u8>, BuilderError> {
    let line = [(0, 0), (WIDTH, 0)].map(|(x, y)| CurvePoint::on_curve(x, y));
    let mut glyph = SimpleGlyph {
        contours: vec![Contour::from(line.to_vec())],
        ..SimpleGlyph::default()
    };
    glyph.recompute_bounding_box();
    let mut glyphs = GlyfLocaBuilder::new();
    for index in 0..GLYPHS {
        let glyph = match index {
            0 => Glyph::Empty,
            _ => Glyph::Simple(glyph.clone()),
        };
        glyphs.add_glyph(&glyph).expect("two points are valid");
    }
    let (glyf, loca, format) = glyphs.build();
    let name = |id: NameId| NameRecord::new(3, 1, 0x409, id, String::from("Unseen").into());
    let mut font = FontBuilder::new();
    font.add_table(&Head {
        units_per_em: EM,
        x_max: WIDTH,
        index_to_loc_format: format as i16,
        ..Head::default()
    })?;
    font.add_table(&Hhea {
        ascender: FWord::new(750),
        descender: FWord::new(-250),
        x_max_extent: FWord::new(WIDTH),
        number_of_h_metrics: 1,
        ..Hhea::default()
    })?;
    let bearings = vec![0; usize::from(GLYPHS) - 1];
    font.add_table(&Hmtx::new(vec![LongMetric::new(0, 0)], bearings))?;
    font.add_table(&Maxp {
        num_glyphs: GLYPHS,
        max_points: Some(2),
        max_contours: Some(1),
        max_composite_points: Some(0),
        max_composite_contours: Some(0),
        max_zones: Some(1),
        max_twilight_points: Some(0),
        max_storage: Some(0),
        max_function_defs: Some(0),
        max_instruction_defs: Some(0),
        max_stack_elements: Some(0),
        max_size_of_instructions: Some(0),
        max_component_elements: Some(0),
        max_component_depth: Some(0),
    })?;
    font.add_table(&Name::new(vec![
        name(NameId::FAMILY_NAME),
        name(NameId::POSTSCRIPT_NAME),
    ]))?;
    font.add_table(&glyf)?;
    font.add_table(&loca)?;
    Ok(font.build())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn each_glyph_has_a_little_extent_no_area_and_no_advance() {
        let face = font().ttf();
        assert_eq!(face.number_of_glyphs(), GLYPHS);
        for glyph in [1, GLYPHS - 1].map(ttf_parser::GlyphId) {
            assert_eq!(face.glyph_hor_advance(glyph), Some(0));
            let extent = face.glyph_bounding_box(glyph).expect("an outline");
            assert_eq!((extent.width(), extent.height()), (WIDTH, 0));
        }
    }

    #[test]
    fn what_says_the_same_has_one_glyph_and_there_are_always_enough() {
        let mut unseen = Unseen::default();
        let glyphs: Vec<u16> = (0..GLYPHS)
            .map(|it| unseen.glyph(&it.to_string()))
            .collect();
        assert_eq!((glyphs[0], glyphs[1]), (1, 2));
        assert_eq!(unseen.glyph("1"), 2);
        assert!(glyphs.iter().all(|it| (1..GLYPHS).contains(it)));
    }
}
