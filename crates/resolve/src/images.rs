//! Images: their paths within the library, and whether they can be had.

use pamphlet_core::assets::AssetFault;
use pamphlet_core::diagnostic::Diagnostic;
use pamphlet_core::edition::Edition;
use pamphlet_core::image::ImageFault;
use pamphlet_core::limits;
use pamphlet_core::node::NodeId;
use pamphlet_core::span::{Span, Spanned};
use pamphlet_core::walk::{self, Visitor};
use pamphlet_core::{Block, Inline};

use crate::{Input, tour};

/// Writes down the path of every image, and reports those that cannot be printed.
pub(crate) fn resolve(input: &Input, edition: &mut Edition, report: &mut Vec<Diagnostic>) {
    let mut images = Images { found: Vec::new() };
    tour::whole(&mut images, edition);
    for (id, source) in images.found {
        let folder = folder_of(input, source.span);
        let Some(path) = join(&folder, &source.value) else {
            report.push(outside(&source));
            continue;
        };
        if let Err(fault) = input.assets.image(&path) {
            report.push(faulty(&source, &path, fault));
        }
        edition.facts.images.insert(id, path);
    }
}

struct Images {
    found: Vec<(NodeId, Spanned<String>)>,
}

impl Visitor for Images {
    fn block(&mut self, block: &Block) {
        if let Block::Figure(figure) = block {
            self.found.push((figure.meta.id, figure.source.clone()));
        }
        walk::walk_block(self, block);
    }

    fn inline(&mut self, inline: &Inline) {
        if let Inline::Image(image) = inline {
            self.found.push((image.meta.id, image.source.clone()));
        }
        walk::walk_inline(self, inline);
    }
}

/// The folder of the file in which the path is written: an image of a shared
/// block stands beside that block.
fn folder_of(input: &Input, span: Span) -> String {
    match input.sources.of(span) {
        Some(source) => source
            .path
            .rsplit_once('/')
            .map_or("", |(folder, _)| folder)
            .to_owned(),
        None => input.folder.to_owned(),
    }
}

/// A path relative to the library's root without `.` and `..`; none where it
/// leads out of the root.
fn join(folder: &str, path: &str) -> Option<String> {
    if path.starts_with('/') || path.contains("://") || path.contains('\0') {
        return None;
    }
    let mut names: Vec<&str> = folder
        .split('/')
        .filter(|name| !matches!(*name, "" | "."))
        .collect();
    for name in path.split('/') {
        match name {
            "" | "." => {}
            ".." => {
                names.pop()?;
            }
            name => names.push(name),
        }
    }
    Some(names.join("/"))
}

fn outside(source: &Spanned<String>) -> Diagnostic {
    let message = format!("the image `{}` lies outside the library", source.value);
    let hint = match source.value.contains("://") {
        true => "save the image beside the article and write its file name",
        false => "copy the image into the article's folder and write its path from there",
    };
    Diagnostic::error("image-outside", source.span, message).hint(hint)
}

fn faulty(source: &Spanned<String>, path: &str, fault: AssetFault) -> Diagnostic {
    let error = |name, message: String, hint: &str| {
        Diagnostic::error(name, source.span, message).hint(hint)
    };
    let written = &source.value;
    let fault = match fault {
        AssetFault::Missing => {
            let hint = "paths start at the folder of the file that they stand in; small and capital letters differ";
            return error("image-missing", format!("there is no image `{path}`"), hint);
        }
        AssetFault::Outside => return outside(source),
        AssetFault::Unreadable(why) => {
            let message = format!("the image `{path}` cannot be read: {why}");
            return error(
                "image-unreadable",
                message,
                "check that the file may be read by everyone",
            );
        }
        AssetFault::Image(fault) => fault,
    };
    let message = format!("the image `{written}` cannot be used: {fault}");
    match fault {
        ImageFault::TooManyBytes(_) => error(
            "image-too-large",
            message,
            "save it smaller: 2,000 pixels are enough for a printed page",
        ),
        ImageFault::TooManyPixels(width, _) => {
            let largest = (limits::IMAGE_PIXELS as f64).sqrt() as u64;
            let hint = format!(
                "scale it to at most {} pixels in width",
                largest.min(u64::from(width) / 2)
            );
            error("image-too-large", message, &hint)
        }
        ImageFault::UnknownFormat => {
            error("image-format", message, "save it as PNG, JPEG, WebP or SVG")
        }
        ImageFault::Damaged(_) => error("image-damaged", message, "export the image again"),
        ImageFault::ForbiddenSvg(..) => error(
            "svg-forbidden",
            message,
            "take it out, or export the drawing as plain SVG",
        ),
        ImageFault::NamelessSvg => error(
            "svg-namespace",
            message,
            "write it behind `<svg`: without it no reader shows the drawing",
        ),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn paths_are_normalised_within_the_root() {
        for (folder, path, joined) in [
            ("a/b", "x.png", Some("a/b/x.png")),
            ("a/b", "./img//x.png", Some("a/b/img/x.png")),
            ("a/b", "../../x.png", Some("x.png")),
            ("a/b", "../../../x.png", None),
            ("", "x.png", Some("x.png")),
            ("", "../x.png", None),
            ("a", "/etc/x.png", None),
            ("a", "https://example.org/x.png", None),
        ] {
            assert_eq!(join(folder, path).as_deref(), joined, "{folder} + {path}");
        }
    }
}
