//! What is drawn the same way in every format, as SVG whose letters are paths,
//! so that it looks the same wherever it is shown: the cover of a book
//! ([`cover`]), QR codes ([`qr()`]) and charts ([`chart()`]).
//!
//! Pure: the same edition and theme give the same bytes.

mod chart;
mod cover;
mod lettering;
mod outline;
mod qr;
mod raster;

pub use chart::{Drawing, Look, chart, charts};
use pamphlet_core::{Diagnostic, Edition, Span};
use pamphlet_theme::Theme;
pub use qr::{Qr, qr};

/// Width of a cover in pixels.
pub const COVER_WIDTH: u32 = 1000;
/// Height of a cover in pixels.
pub const COVER_HEIGHT: u32 = 1600;

/// The generated cover of an edition: title, subtitle and publisher over the
/// theme's shapes, as SVG without text elements.
pub fn cover(edition: &Edition, theme: &Theme) -> String {
    cover::draw(edition, theme)
}

/// The same cover as PNG, [`COVER_WIDTH`] × [`COVER_HEIGHT`] pixels.
#[expect(
    clippy::result_large_err,
    reason = "one fault in the type that everyone reports; it is made at most once a build"
)]
pub fn cover_png(edition: &Edition, theme: &Theme) -> Result<Vec<u8>, Diagnostic> {
    raster::png(&cover(edition, theme), COVER_WIDTH, COVER_HEIGHT).map_err(|why| {
        Diagnostic::error(
            "cover-not-drawn",
            Span::NONE,
            format!("the cover cannot be drawn: {why}"),
        )
        .hint("this is a fault of the program; give the article a cover image of your own")
    })
}

/// Whether an SVG has words in it; see [`outline_text`].
pub fn has_text(svg: &[u8]) -> bool {
    std::str::from_utf8(svg).is_ok_and(outline::has_text)
}

/// An author's SVG with its words as paths in the theme's fonts. A character
/// that none of them has is a fault, in words.
pub fn outline_text(svg: &[u8], theme: &Theme) -> Result<Vec<u8>, String> {
    let svg = std::str::from_utf8(svg).map_err(|error| error.to_string())?;
    outline::outlined(svg, theme).map(String::into_bytes)
}

/// An author's SVG as PNG, `width` × `height` pixels, its words in the theme's fonts.
pub fn svg_png(svg: &[u8], theme: &Theme, width: u32, height: u32) -> Result<Vec<u8>, String> {
    let svg = std::str::from_utf8(svg).map_err(|error| error.to_string())?;
    raster::png(&outline::outlined(svg, theme)?, width, height)
}
