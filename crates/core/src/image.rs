//! Images as files: which format, how large, and whether they are safe and whole.

mod fit;
mod svg;

use std::sync::Arc;

use crate::limits;

/// The formats that an article may use.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum ImageFormat {
    /// Portable Network Graphics.
    Png,
    /// JPEG.
    Jpeg,
    /// WebP.
    WebP,
    /// Scalable Vector Graphics, within our allow-list.
    Svg,
}

impl ImageFormat {
    /// The media type.
    pub fn media_type(self) -> &'static str {
        match self {
            ImageFormat::Png => "image/png",
            ImageFormat::Jpeg => "image/jpeg",
            ImageFormat::WebP => "image/webp",
            ImageFormat::Svg => "image/svg+xml",
        }
    }

    /// The usual file extension.
    pub fn extension(self) -> &'static str {
        match self {
            ImageFormat::Png => "png",
            ImageFormat::Jpeg => "jpg",
            ImageFormat::WebP => "webp",
            ImageFormat::Svg => "svg",
        }
    }
}

/// An image file that was decoded once and found whole.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Image {
    /// Its path relative to the library's root.
    pub path: String,
    /// Its format, by content and not by name.
    pub format: ImageFormat,
    /// Width in pixels (for SVG: user units, rounded up).
    pub width: u32,
    /// Height in pixels (for SVG: user units, rounded up).
    pub height: u32,
    /// The file's bytes.
    pub bytes: Arc<[u8]>,
}

/// Why a file is not an image that we take. The text says what and how much.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum ImageFault {
    /// Larger than [`limits::IMAGE_BYTES`].
    TooManyBytes(usize),
    /// More pixels than [`limits::IMAGE_PIXELS`]: width and height.
    TooManyPixels(u32, u32),
    /// None of the formats.
    UnknownFormat,
    /// Damaged: what the decoder says.
    Damaged(String),
    /// An SVG with something that our allow-list does not have: what, and the
    /// byte of the file where it stands.
    ForbiddenSvg(String, usize),
    /// An SVG that does not say so: readers show its root as unknown XML.
    NamelessSvg,
}

impl Image {
    /// Takes a file for an image: knows its format by content, checks limits,
    /// decodes raster images whole, and holds SVG against the allow-list.
    pub fn read(path: &str, bytes: Vec<u8>) -> Result<Image, ImageFault> {
        if bytes.len() > limits::IMAGE_BYTES {
            return Err(ImageFault::TooManyBytes(bytes.len()));
        }
        let (format, width, height) = match raster_format(&bytes) {
            Some(format) => {
                let (width, height) = raster_size(&bytes)?;
                (format, width, height)
            }
            None => {
                let (width, height) = svg::check(&bytes)?;
                (ImageFormat::Svg, width, height)
            }
        };
        Ok(Image {
            path: path.to_owned(),
            format,
            width,
            height,
            bytes: bytes.into(),
        })
    }
}

fn raster_format(bytes: &[u8]) -> Option<ImageFormat> {
    match ::image::guess_format(bytes).ok()? {
        ::image::ImageFormat::Png => Some(ImageFormat::Png),
        ::image::ImageFormat::Jpeg => Some(ImageFormat::Jpeg),
        ::image::ImageFormat::WebP => Some(ImageFormat::WebP),
        _ => None,
    }
}

/// Reads the size first, so that a small file cannot ask for a huge decode.
fn raster_size(bytes: &[u8]) -> Result<(u32, u32), ImageFault> {
    let damaged = |error: ::image::ImageError| ImageFault::Damaged(error.to_string());
    let reader = || ::image::ImageReader::new(std::io::Cursor::new(bytes)).with_guessed_format();
    let io = |error: std::io::Error| ImageFault::Damaged(error.to_string());
    let (width, height) = reader().map_err(io)?.into_dimensions().map_err(damaged)?;
    if u64::from(width) * u64::from(height) > limits::IMAGE_PIXELS {
        return Err(ImageFault::TooManyPixels(width, height));
    }
    reader().map_err(io)?.decode().map_err(damaged)?;
    Ok((width, height))
}

impl std::fmt::Display for ImageFault {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        match self {
            ImageFault::TooManyBytes(n) => write!(
                f,
                "the file has {:.1} MB, the limit is {} MB",
                *n as f64 / 1e6,
                limits::IMAGE_BYTES >> 20
            ),
            ImageFault::TooManyPixels(w, h) => write!(
                f,
                "the image has {w} × {h} pixels, the limit is {} million",
                limits::IMAGE_PIXELS / 1_000_000
            ),
            ImageFault::UnknownFormat => f.write_str("the file is not a PNG, JPEG, WebP or SVG"),
            ImageFault::Damaged(why) => write!(f, "the file is damaged: {why}"),
            ImageFault::ForbiddenSvg(what, byte) => write!(f, "the SVG has {what} at byte {byte}"),
            ImageFault::NamelessSvg => {
                write!(f, "its <svg> lacks xmlns=\"{}\"", svg::NAMESPACE)
            }
        }
    }
}
