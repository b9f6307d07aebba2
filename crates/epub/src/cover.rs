//! The cover: the article's own picture, or one drawn from its title.

use pamphlet_core::assets::Assets;
use pamphlet_core::diagnostic::Diagnostic;
use pamphlet_core::edition::Edition;
use pamphlet_core::image::ImageFormat;
use pamphlet_core::span::Span;
use pamphlet_html::tree::element;
use pamphlet_theme::Theme;

use crate::documents;
use crate::images::{self, Picture};

/// The cover page's file name.
pub(crate) const FILE: &str = "cover.xhtml";

/// The picture: the library's at `own`, else a drawn one.
pub(crate) fn picture(
    edition: &Edition,
    theme: &Theme,
    assets: &dyn Assets,
    own: Option<&str>,
) -> Result<Picture, Vec<Diagnostic>> {
    match own {
        Some(path) => of_library(path, theme, assets).map_err(|why| {
            let message = format!("the cover {path} cannot go into the ebook: {why}");
            vec![Diagnostic::error("cover", Span::NONE, message)]
        }),
        None => {
            let size = (pamphlet_draw::COVER_WIDTH, pamphlet_draw::COVER_HEIGHT);
            let bytes = pamphlet_draw::cover_png(edition, theme).map_err(|fault| vec![fault])?;
            Ok(png(size, bytes))
        }
    }
}

/// A picture of the library; a drawing becomes pixels, since stores take no SVG
/// as a cover.
fn of_library(path: &str, theme: &Theme, assets: &dyn Assets) -> Result<Picture, String> {
    let picture = images::take(path, "images/cover", theme, assets)?;
    if picture.media_type != ImageFormat::Svg.media_type() {
        return Ok(picture);
    }
    let (width, height) = picture.size;
    let scale = f64::from(pamphlet_draw::COVER_HEIGHT) / f64::from(height.max(1));
    let side = |n: u32| ((f64::from(n) * scale).round() as u32).clamp(1, 2_000);
    let size = (side(width), side(height));
    Ok(png(
        size,
        pamphlet_draw::svg_png(&picture.bytes, theme, size.0, size.1)?,
    ))
}

fn png(size: (u32, u32), bytes: Vec<u8>) -> Picture {
    Picture {
        href: "images/cover.png".into(),
        media_type: "image/png",
        size,
        bytes,
    }
}

/// The page that shows it.
pub(crate) fn page(edition: &Edition, picture: &Picture) -> String {
    let words = edition.words;
    let alt = format!("{}{}{}", words.cover, words.colon, edition.metadata.title);
    let image = element("img")
        .attribute("src", picture.href.as_str())
        .attribute("alt", alt)
        .attribute("width", picture.size.0.to_string())
        .attribute("height", picture.size.1.to_string())
        .attribute("role", "doc-cover");
    let section = element("section")
        .class("cover")
        .attribute("epub:type", "cover")
        .attribute("aria-label", words.cover)
        .child(image);
    let body = element("body")
        .attribute("epub:type", "frontmatter")
        .text("\n");
    documents::page(edition, words.cover, body.child(section).text("\n"))
}
