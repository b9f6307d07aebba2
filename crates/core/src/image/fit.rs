//! Images made smaller: fewer pixels of the same picture.

use std::io::Cursor;

use image::codecs::jpeg::JpegEncoder;
use image::codecs::png::PngEncoder;
use image::imageops::FilterType;
use image::metadata::Orientation;
use image::{DynamicImage, ImageDecoder, ImageReader};

use super::{Image, ImageFormat};

/// Quality of photographs that are made smaller.
const JPEG_QUALITY: u8 = 88;

impl Image {
    /// The same picture in `width` × `height` pixels: photographs as JPEG, every
    /// other raster image as PNG, turned as its camera says. An SVG has no pixels
    /// and stays. Fails, in words, where the file is damaged.
    pub fn resized(&self, (width, height): (u32, u32)) -> Result<Image, String> {
        if self.format == ImageFormat::Svg {
            return Ok(self.clone());
        }
        let failed = |error: image::ImageError| error.to_string();
        let reader = ImageReader::new(Cursor::new(&self.bytes[..])).with_guessed_format();
        let mut decoder = reader
            .map_err(|error| error.to_string())?
            .into_decoder()
            .map_err(failed)?;
        let orientation = decoder.orientation().unwrap_or(Orientation::NoTransforms);
        let mut pixels = DynamicImage::from_decoder(decoder).map_err(failed)?;
        pixels.apply_orientation(orientation);
        if (width, height) != (pixels.width(), pixels.height()) {
            // A filter of plain arithmetic: the same pixels on every machine.
            pixels = pixels.resize_exact(width.max(1), height.max(1), FilterType::CatmullRom);
        }
        let mut bytes = Vec::new();
        let format = match self.format {
            ImageFormat::Jpeg => {
                let encoder = JpegEncoder::new_with_quality(&mut bytes, JPEG_QUALITY);
                let pixels = pixels.to_rgb8();
                pixels.write_with_encoder(encoder).map_err(failed)?;
                ImageFormat::Jpeg
            }
            ImageFormat::Png | ImageFormat::WebP | ImageFormat::Svg => {
                let encoder = PngEncoder::new(&mut bytes);
                pixels.write_with_encoder(encoder).map_err(failed)?;
                ImageFormat::Png
            }
        };
        Ok(Image {
            path: self.path.clone(),
            format,
            width: pixels.width(),
            height: pixels.height(),
            bytes: bytes.into(),
        })
    }

    /// The same picture with at most `width` pixels across, where that saves bytes;
    /// none where it stays as it is.
    pub fn narrowed(&self, width: u32) -> Option<Image> {
        if self.format == ImageFormat::Svg || self.width <= width || width == 0 {
            return None;
        }
        let height = u64::from(self.height) * u64::from(width) / u64::from(self.width);
        let height = u32::try_from(height).unwrap_or(u32::MAX).max(1);
        let smaller = self.resized((width, height)).ok()?;
        (smaller.bytes.len() < self.bytes.len()).then_some(smaller)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn encoded(width: u32, height: u32, format: image::ImageFormat) -> Image {
        let mut bytes = Cursor::new(Vec::new());
        let mut pixels = image::RgbImage::new(width, height);
        for (x, y, pixel) in pixels.enumerate_pixels_mut() {
            // Noise, which no encoder makes small.
            let noise = (x.wrapping_mul(2_654_435_761) ^ y.wrapping_mul(40_503)) >> 7;
            *pixel = image::Rgb([noise as u8, (noise >> 8) as u8, (noise >> 16) as u8]);
        }
        let pixels = DynamicImage::from(pixels);
        pixels
            .write_to(&mut bytes, format)
            .expect("memory takes it");
        Image::read("a", bytes.into_inner()).expect("it was just made")
    }

    #[test]
    fn wide_pictures_become_as_wide_as_asked_and_keep_their_shape() {
        for format in [
            image::ImageFormat::Png,
            image::ImageFormat::Jpeg,
            image::ImageFormat::WebP,
        ] {
            let image = encoded(900, 600, format);
            let narrow = image.narrowed(300).expect("it saves");
            assert_eq!((narrow.width, narrow.height), (300, 200));
            let read = Image::read("a", narrow.bytes.to_vec()).expect("it is whole");
            assert_eq!((read.width, read.format), (300, narrow.format));
            assert_eq!(image.narrowed(300).map(|it| it.bytes), Some(narrow.bytes));
        }
    }

    #[test]
    fn what_is_narrow_enough_or_would_grow_stays() {
        let image = encoded(300, 200, image::ImageFormat::Png);
        assert_eq!(image.narrowed(300), None);
        assert_eq!(image.narrowed(0), None);
        // One colour is small at any size; fewer pixels in more colours are not.
        let mut bytes = Cursor::new(Vec::new());
        let stripes = image::GrayImage::from_fn(64, 64, |x, _| image::Luma([(x % 2 * 255) as u8]));
        let stripes = DynamicImage::from(stripes);
        let png = image::ImageFormat::Png;
        stripes.write_to(&mut bytes, png).expect("memory takes it");
        let stripes = Image::read("b", bytes.into_inner()).expect("it was just made");
        let narrow = stripes.narrowed(63);
        assert!(narrow.is_none_or(|it| it.bytes.len() < stripes.bytes.len()));
    }
}
