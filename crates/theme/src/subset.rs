//! Fonts as WOFF2: whole, or the part that sets the words of one page.

use std::collections::BTreeSet;

use subsetter::GlyphRemapper;
use ttf_parser::{RawFace, Tag};
use ttf2woff2::{BrotliQuality, encode};
use write_fonts::FontBuilder;
use write_fonts::tables::cmap::Cmap;
use write_fonts::types::GlyphId;

/// Above this the compressor takes twice as long for a hundredth of the size.
const QUALITY: u8 = 9;

/// A font with the glyphs of these characters only, without layout tables, which
/// Chinese needs none of. One that cannot be taken apart comes whole.
pub(crate) fn part(ttf: &[u8], characters: &BTreeSet<char>) -> Vec<u8> {
    made(ttf, characters).unwrap_or_else(|| whole(ttf))
}

/// A whole font; one that cannot be compressed stays as it is, which browsers take too.
pub(crate) fn whole(ttf: &[u8]) -> Vec<u8> {
    encode(ttf, BrotliQuality::from(QUALITY)).unwrap_or_else(|_| ttf.to_vec())
}

fn made(ttf: &[u8], characters: &BTreeSet<char>) -> Option<Vec<u8>> {
    let face = ttf_parser::Face::parse(ttf, 0).ok()?;
    let mut glyphs = GlyphRemapper::new();
    let mappings: Vec<_> = characters
        .iter()
        .filter_map(|c| Some((*c, glyphs.remap(face.glyph_index(*c)?.0))))
        .map(|(c, glyph)| (c, GlyphId::from(glyph)))
        .collect();
    // It leaves out which glyph is which character's, and what systems ask of a font.
    let bare = subsetter::subset(ttf, 0, &glyphs).ok()?;
    let mut font = FontBuilder::new();
    font.add_table(&Cmap::from_mappings(mappings).ok()?).ok()?;
    let (whole, bare) = (RawFace::parse(ttf, 0).ok()?, RawFace::parse(&bare, 0).ok()?);
    for record in bare.table_records {
        font.add_raw(tag(record.tag), bare.table(record.tag)?);
    }
    let os2 = Tag::from_bytes(b"OS/2");
    font.add_raw(tag(os2), whole.table(os2)?);
    encode(&font.build(), BrotliQuality::from(QUALITY)).ok()
}

fn tag(tag: Tag) -> write_fonts::types::Tag {
    write_fonts::types::Tag::new(&tag.to_bytes())
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::builtin::FACES;

    #[test]
    fn every_large_face_can_be_taken_apart() {
        let characters = "生长激素，“您”。".chars().collect();
        let sizes = FACES.iter().filter(|face| face.is_large()).map(|face| {
            let some = part(face.ttf, &characters);
            assert_eq!(some, part(face.ttf, &characters), "{face:?}");
            (face.stem, some.starts_with(b"wOF2") && some.len() < 4_000)
        });
        assert_eq!(
            sizes.collect::<Vec<_>>(),
            [("NotoSansSC-Regular", true), ("NotoSansSC-Bold", true)]
        );
    }
}
