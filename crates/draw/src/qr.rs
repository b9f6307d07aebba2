//! QR codes (ISO/IEC 18004) as SVG: one path, dark on light, with the quiet zone.

use std::fmt::Write;

use qrcode::{Color, EcLevel, QrCode};

/// Modules of light around the code, as the standard asks.
const QUIET: usize = 4;
/// The least side of a module in millimetres that a telephone reads at a hand's distance.
const MODULE: f64 = 0.5;
/// The least side of the code in millimetres, without its quiet zone.
const LEAST: f64 = 20.0;

/// A code as a drawing.
#[derive(Clone, Debug, PartialEq)]
pub struct Qr {
    /// The drawing, with its quiet zone.
    pub svg: String,
    /// The side that it needs on paper in millimetres, with its quiet zone.
    pub side: f64,
}

/// Draws the code of an address at level M. None where it has too many bytes for
/// a code whose side, quiet zone and all, stays within `most` millimetres.
pub fn qr(url: &str, most: f64) -> Option<Qr> {
    let code = QrCode::with_error_correction_level(url.as_bytes(), EcLevel::M).ok()?;
    let width = code.width();
    let module = (LEAST / width as f64).max(MODULE);
    let whole = width + 2 * QUIET;
    let side = module * whole as f64;
    if side > most {
        return None;
    }
    let colors = code.to_colors();
    let mut path = String::new();
    for (y, row) in colors.chunks(width).enumerate() {
        let mut x = 0;
        while x < width {
            let dark = row[x..].iter().take_while(|it| **it == Color::Dark).count();
            if dark > 0 {
                let _ = write!(path, "M{} {}h{dark}v1h-{dark}z", x + QUIET, y + QUIET);
            }
            x += dark.max(1);
        }
    }
    let svg = format!(
        "<svg xmlns=\"http://www.w3.org/2000/svg\" width=\"{whole}\" height=\"{whole}\" \
         viewBox=\"0 0 {whole} {whole}\"><rect width=\"{whole}\" height=\"{whole}\" \
         fill=\"#ffffff\"/><path d=\"{path}\" fill=\"#000000\"/></svg>"
    );
    Some(Qr { svg, side })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_code_is_large_enough_and_has_its_quiet_zone() {
        let code = qr("https://example.org/leaflets/sermorelin", 40.0).unwrap();
        // Version 3 has 29 modules: 20 mm for them, and four more at each side.
        assert!(
            (code.side - 20.0 / 29.0 * 37.0).abs() < 0.01,
            "{}",
            code.side
        );
        assert!(code.svg.contains("viewBox=\"0 0 37 37\""));
        // The finder's first row: seven dark modules behind the quiet zone.
        assert!(code.svg.contains("d=\"M4 4h7v1h-7z"));
        assert!(pamphlet_core::image::Image::read("qr.svg", code.svg.into_bytes()).is_ok());
    }

    #[test]
    fn an_address_too_long_for_its_size_has_no_code() {
        let long = format!("https://example.org/{}", "a".repeat(400));
        assert_eq!(qr(&long, 40.0), None);
        let endless = format!("https://example.org/{}", "a".repeat(4000));
        assert_eq!(qr(&endless, 1000.0), None);
    }
}
