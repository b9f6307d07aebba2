//! SVG of our own → PNG.

use std::collections::BTreeMap;

use resvg::{tiny_skia, usvg};
use tiny_skia::Pixmap;

/// The most colours that a PNG names in a palette.
const PALETTE: usize = 256;

pub(crate) fn png(svg: &str, width: u32, height: u32) -> Result<Vec<u8>, String> {
    let tree = usvg::Tree::from_str(svg, &usvg::Options::default()).map_err(|e| e.to_string())?;
    let mut pixels = Pixmap::new(width, height).ok_or("the size is not possible")?;
    let size = tree.size();
    let transform = tiny_skia::Transform::from_scale(
        width as f32 / size.width(),
        height as f32 / size.height(),
    );
    resvg::render(&tree, transform, &mut pixels.as_mut());
    match Indexed::of(&pixels) {
        Some(indexed) => indexed.png(width, height).map_err(|e| e.to_string()),
        None => pixels.encode_png().map_err(|e| e.to_string()),
    }
}

/// A picture of few colours, as drawings are: smaller, and written in a tenth of the time.
struct Indexed {
    palette: Vec<u8>,
    pixels: Vec<u8>,
}

impl Indexed {
    /// None where there are too many colours, or one that lets the ground through.
    fn of(picture: &Pixmap) -> Option<Indexed> {
        let mut known: BTreeMap<[u8; 4], u8> = BTreeMap::new();
        let mut palette = Vec::new();
        let mut pixels = Vec::with_capacity(picture.pixels().len());
        for run in picture.pixels().chunk_by(PartialEq::eq) {
            let pixel = run[0];
            let color = [pixel.red(), pixel.green(), pixel.blue(), pixel.alpha()];
            let index = match known.get(&color) {
                Some(index) => *index,
                None if known.len() == PALETTE || !pixel.is_opaque() => return None,
                None => {
                    let index = u8::try_from(known.len()).ok()?;
                    palette.extend_from_slice(&color[..3]);
                    known.insert(color, index);
                    index
                }
            };
            pixels.extend(std::iter::repeat_n(index, run.len()));
        }
        Some(Indexed { palette, pixels })
    }

    fn png(self, width: u32, height: u32) -> Result<Vec<u8>, png::EncodingError> {
        let mut out = Vec::new();
        let mut encoder = png::Encoder::new(&mut out, width, height);
        encoder.set_color(png::ColorType::Indexed);
        encoder.set_depth(png::BitDepth::Eight);
        encoder.set_palette(self.palette);
        encoder.set_compression(png::Compression::Fast);
        // The quick compression finds runs of nothing, which this makes of equal rows.
        encoder.set_filter(png::Filter::Up);
        let mut writer = encoder.write_header()?;
        writer.write_image_data(&self.pixels)?;
        writer.finish()?;
        Ok(out)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn drawn(body: &str) -> Vec<u8> {
        let svg = format!(
            "<svg xmlns=\"http://www.w3.org/2000/svg\" width=\"40\" height=\"30\">{body}</svg>"
        );
        png(&svg, 40, 30).expect("drawn")
    }

    /// The picture as anybody reads it, and how its colours are written.
    fn read(bytes: &[u8]) -> (Pixmap, png::ColorType) {
        let reader = png::Decoder::new(std::io::Cursor::new(bytes)).read_info();
        let kind = reader.expect("a PNG").info().color_type;
        (Pixmap::decode_png(bytes).expect("a PNG"), kind)
    }

    fn color(picture: &Pixmap, x: u32, y: u32) -> [u8; 4] {
        let pixel = picture.pixel(x, y).expect("in the picture");
        [pixel.red(), pixel.green(), pixel.blue(), pixel.alpha()]
    }

    #[test]
    fn a_drawing_of_few_colours_names_them_in_a_palette() {
        let ground = "<rect width=\"40\" height=\"30\" fill=\"#0a5c5c\"/>";
        let bytes = drawn(&format!(
            "{ground}<rect x=\"10\" y=\"10\" width=\"10\" height=\"10\" fill=\"#ffffff\"/>"
        ));
        let (picture, kind) = read(&bytes);
        assert_eq!(kind, png::ColorType::Indexed);
        assert_eq!(color(&picture, 0, 0), [0x0a, 0x5c, 0x5c, 255]);
        assert_eq!(color(&picture, 15, 15), [255, 255, 255, 255]);
        assert_eq!(color(&picture, 25, 15), [0x0a, 0x5c, 0x5c, 255]);
    }

    #[test]
    fn one_that_lets_the_ground_through_keeps_that() {
        let bytes = drawn("<rect width=\"20\" height=\"30\" fill=\"#0a5c5c\"/>");
        let (picture, kind) = read(&bytes);
        assert_eq!(kind, png::ColorType::Rgba);
        assert_eq!(color(&picture, 30, 15), [0, 0, 0, 0]);
    }

    #[test]
    fn one_of_many_colours_keeps_them_all() {
        let lines = (0..1_200).map(|n| {
            let (x, y) = (n % 40, n / 40);
            format!("<rect x=\"{x}\" y=\"{y}\" width=\"1\" height=\"1\" fill=\"#{n:06x}\"/>")
        });
        let (picture, kind) = read(&drawn(&lines.collect::<String>()));
        assert_eq!(kind, png::ColorType::Rgba);
        assert_eq!(color(&picture, 39, 29), [0, 0x04, 0xaf, 255]);
    }
}
