//! Images as stores take them: PNG, JPEG or SVG, at most four million pixels,
//! and no text in an SVG that would be set in another font.

use std::collections::BTreeMap;

use pamphlet_core::assets::{AssetFault, Assets};
use pamphlet_core::diagnostic::Diagnostic;
use pamphlet_core::edition::Edition;
use pamphlet_core::image::{Image, ImageFormat};
use pamphlet_core::node::NodeId;
use pamphlet_core::span::Span;
use pamphlet_html::content::ImageSource;
use pamphlet_html::images::CHART;
use pamphlet_theme::Theme;

/// The most pixels that stores accept.
const PIXELS: u64 = 4_000_000;

/// An image of the book.
pub(crate) struct Picture {
    /// Path from the package document.
    pub(crate) href: String,
    /// Media type.
    pub(crate) media_type: &'static str,
    /// Width and height in pixels.
    pub(crate) size: (u32, u32),
    /// The file.
    pub(crate) bytes: Vec<u8>,
}

/// The pictures of an edition by library path.
pub(crate) type Pictures = BTreeMap<String, Picture>;

/// All images of an edition, fit for the book.
pub(crate) fn collect(
    edition: &Edition,
    theme: &Theme,
    assets: &dyn Assets,
) -> Result<Pictures, Vec<Diagnostic>> {
    let mut pictures = Pictures::new();
    let mut faults = Vec::new();
    let logo = edition
        .metadata
        .publisher
        .as_ref()
        .and_then(|publisher| publisher.logo.as_ref());
    let used = edition
        .facts
        .images
        .iter()
        .map(|(node, path)| (Some(*node), path));
    for (node, path) in used.chain(logo.map(|(path, _)| (None, path))) {
        if pictures.contains_key(path) {
            continue;
        }
        let stem = format!("images/{}-{}", pictures.len() + 1, safe_stem(path));
        match take(path, &stem, theme, assets) {
            Ok(picture) => {
                pictures.insert(path.clone(), picture);
            }
            Err(why) => faults.push(fault(edition, node, path, &why)),
        }
    }
    match pamphlet_draw::charts(edition, theme, &theme.light, CHART) {
        Ok(charts) => {
            for (path, image) in charts {
                let stem = format!("images/{}-chart", pictures.len() + 1);
                let size = (image.width, image.height);
                pictures.insert(
                    path,
                    picture(&stem, image.format, size, image.bytes.to_vec()),
                );
            }
        }
        Err(why) => faults.extend(why),
    }
    match faults.is_empty() {
        true => Ok(pictures),
        false => Err(faults),
    }
}

/// The source of an image element.
pub(crate) fn source(pictures: &Pictures, path: &str) -> ImageSource {
    match pictures.get(path) {
        Some(picture) => ImageSource {
            src: picture.href.clone(),
            size: Some(picture.size),
            dark: None,
        },
        None => ImageSource::default(),
    }
}

/// One image, fit for the book; `stem` is its path without ending.
pub(crate) fn take(
    path: &str,
    stem: &str,
    theme: &Theme,
    assets: &dyn Assets,
) -> Result<Picture, String> {
    let image = assets.image(path).map_err(|fault| words(&fault))?;
    let pixels = u64::from(image.width) * u64::from(image.height);
    let kept = match image.format {
        ImageFormat::Png | ImageFormat::Jpeg => pixels <= PIXELS,
        ImageFormat::WebP => false,
        ImageFormat::Svg => !pamphlet_draw::has_text(&image.bytes),
    };
    if kept {
        let size = (image.width, image.height);
        return Ok(picture(stem, image.format, size, image.bytes.to_vec()));
    }
    match image.format {
        ImageFormat::Svg => {
            let outlined = pamphlet_draw::outline_text(&image.bytes, theme)?;
            Ok(picture(
                stem,
                ImageFormat::Svg,
                (image.width, image.height),
                outlined,
            ))
        }
        ImageFormat::Png | ImageFormat::Jpeg | ImageFormat::WebP => convert(&image, stem),
    }
}

fn picture(stem: &str, format: ImageFormat, size: (u32, u32), bytes: Vec<u8>) -> Picture {
    let href = format!("{stem}.{}", format.extension());
    Picture {
        href,
        media_type: format.media_type(),
        size,
        bytes,
    }
}

/// Made smaller where it is too large, and in a format that stores take.
fn convert(image: &Image, stem: &str) -> Result<Picture, String> {
    let converted = image.resized(fitting(image.width, image.height))?;
    let size = (converted.width, converted.height);
    Ok(picture(
        stem,
        converted.format,
        size,
        converted.bytes.to_vec(),
    ))
}

/// The largest size of the same shape within the limit.
fn fitting(width: u32, height: u32) -> (u32, u32) {
    let pixels = u64::from(width) * u64::from(height);
    if pixels <= PIXELS {
        return (width, height);
    }
    // The square root is exact to the last digit on every machine (IEEE 754).
    let scale = (PIXELS as f64 / pixels as f64).sqrt();
    let side = |n: u32| ((f64::from(n) * scale).floor() as u32).max(1);
    (side(width), side(height))
}

/// A file name's stem in letters that every file system and reader takes.
fn safe_stem(path: &str) -> String {
    let name = path.rsplit('/').next().unwrap_or(path);
    let stem = name.rsplit_once('.').map_or(name, |(stem, _)| stem);
    let safe = |c: char| {
        if c.is_ascii_alphanumeric() {
            c.to_ascii_lowercase()
        } else {
            '-'
        }
    };
    stem.chars().map(safe).take(40).collect()
}

fn words(fault: &AssetFault) -> String {
    match fault {
        AssetFault::Missing => "there is no such file".into(),
        AssetFault::Outside => "it lies outside the library".into(),
        AssetFault::Unreadable(why) => format!("it cannot be read: {why}"),
        AssetFault::Image(why) => why.to_string(),
    }
}

fn fault(edition: &Edition, node: Option<NodeId>, path: &str, why: &str) -> Diagnostic {
    let span = node.map_or(Span::NONE, |node| {
        pamphlet_html::places::span_of(edition, node)
    });
    Diagnostic::error(
        "image",
        span,
        format!("the image {path} cannot go into the ebook: {why}"),
    )
}

#[cfg(test)]
mod tests {
    use std::io::Cursor;

    use image::DynamicImage;
    use pamphlet_core::assets::MemoryAssets;

    use super::*;

    fn encoded(width: u32, height: u32, format: image::ImageFormat) -> Vec<u8> {
        let mut bytes = Cursor::new(Vec::new());
        let pixels = DynamicImage::new_rgb8(width, height);
        pixels
            .write_to(&mut bytes, format)
            .expect("memory takes everything");
        bytes.into_inner()
    }

    #[test]
    fn large_images_are_made_smaller_and_keep_their_shape() {
        assert_eq!(fitting(2000, 2000), (2000, 2000));
        let (width, height) = fitting(6000, 3000);
        assert!(u64::from(width) * u64::from(height) <= PIXELS);
        assert!((f64::from(width) / f64::from(height) - 2.0).abs() < 0.01);
    }

    #[test]
    fn webp_becomes_png_and_the_rest_is_kept() {
        let assets = MemoryAssets::new()
            .with("a/Foto ä.webp", encoded(3, 2, image::ImageFormat::WebP))
            .with("b.png", encoded(3, 2, image::ImageFormat::Png));
        let theme = Theme::clinic();
        let webp = take(
            "a/Foto ä.webp",
            &safe_stem("a/Foto ä.webp"),
            &theme,
            &assets,
        )
        .unwrap();
        assert_eq!(
            (webp.href.as_str(), webp.media_type),
            ("foto--.png", "image/png")
        );
        let png = take("b.png", "b", &theme, &assets).unwrap();
        assert_eq!(png.bytes, encoded(3, 2, image::ImageFormat::Png));
    }

    #[test]
    fn conversion_gives_the_same_bytes_every_time() {
        let assets =
            MemoryAssets::new().with("a.jpg", encoded(2600, 2000, image::ImageFormat::Jpeg));
        let theme = Theme::clinic();
        let take = || take("a.jpg", "a", &theme, &assets).unwrap();
        let (first, second) = (take(), take());
        assert_eq!(first.bytes, second.bytes);
        assert!(u64::from(first.size.0) * u64::from(first.size.1) <= PIXELS);
    }
}
