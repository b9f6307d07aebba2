//! Images as `data:` URIs, or as files beside the page.

use std::collections::BTreeMap;
use std::sync::Arc;

use base64::Engine;
use base64::engine::general_purpose::STANDARD;
use pamphlet_core::article::Section;
use pamphlet_core::assets::AssetFault;
use pamphlet_core::diagnostic::Diagnostic;
use pamphlet_core::edition::Edition;
use pamphlet_core::image::Image;
use pamphlet_core::inline::Inline;
use pamphlet_core::walk::{self, Visitor};
use pamphlet_core::{Assets, Block, NodeId, Span};

use crate::content::ImageSource;

/// Every image of the edition by its path; what cannot be had is a fault.
pub(crate) fn embed(
    edition: &Edition,
    assets: &dyn Assets,
    faults: &mut Vec<Diagnostic>,
) -> BTreeMap<String, ImageSource> {
    let images = wanted(edition, assets, true, faults).into_iter();
    images.map(|(path, image)| (path, source(&image))).collect()
}

/// Every image of the edition by its path, and its file by the name that it has
/// beside the page: the page's stem and a number.
pub(crate) fn beside(
    edition: &Edition,
    assets: &dyn Assets,
    stem: &str,
    faults: &mut Vec<Diagnostic>,
) -> (BTreeMap<String, ImageSource>, BTreeMap<String, Vec<u8>>) {
    let (mut sources, mut files) = (BTreeMap::new(), BTreeMap::new());
    for ((path, image), number) in wanted(edition, assets, false, faults).into_iter().zip(1..) {
        let name = format!("{stem}-{number}.{}", image.format.extension());
        files.insert(name.clone(), image.bytes.to_vec());
        let source = ImageSource {
            src: name,
            size: Some((image.width, image.height)),
        };
        sources.insert(path, source);
    }
    (sources, files)
}

/// The images that a page shows, and with `logo` the publisher's.
fn wanted(
    edition: &Edition,
    assets: &dyn Assets,
    logo: bool,
    faults: &mut Vec<Diagnostic>,
) -> BTreeMap<String, Arc<Image>> {
    let mut wanted = Wanted {
        edition,
        paths: BTreeMap::new(),
    };
    wanted.edition(logo);
    let mut images = BTreeMap::new();
    for (path, span) in wanted.paths {
        match assets.image(&path) {
            Ok(image) => {
                images.insert(path, image);
            }
            Err(fault) => faults.push(report(&path, span, &fault)),
        }
    }
    images
}

fn source(image: &Image) -> ImageSource {
    let mut src = format!("data:{};base64,", image.format.media_type());
    STANDARD.encode_string(&image.bytes, &mut src);
    ImageSource {
        src,
        size: Some((image.width, image.height)),
    }
}

fn report(path: &str, span: Span, fault: &AssetFault) -> Diagnostic {
    let (name, why) = match fault {
        AssetFault::Missing => ("missing-image", "there is no such file".to_owned()),
        AssetFault::Outside => (
            "image-outside",
            "the file lies outside the library".to_owned(),
        ),
        AssetFault::Unreadable(why) => ("unreadable-image", why.clone()),
        AssetFault::Image(fault) => ("bad-image", fault.to_string()),
    };
    Diagnostic::error(
        name,
        span,
        format!("the image {path} cannot be used: {why}"),
    )
}

/// The paths of images with their first place.
struct Wanted<'a> {
    edition: &'a Edition,
    paths: BTreeMap<String, Span>,
}

impl Wanted<'_> {
    fn edition(&mut self, logo: bool) {
        let edition = self.edition;
        if let Some((logo, _)) = edition
            .metadata
            .publisher
            .as_ref()
            .and_then(|p| p.logo.as_ref())
            .filter(|_| logo)
        {
            self.paths.insert(logo.clone(), Span::NONE);
        }
        walk::walk_inlines(self, &edition.title);
        walk::walk_inlines(self, &edition.subtitle);
        walk::walk_blocks(self, &edition.opening);
        for part in edition.all_parts() {
            walk::walk_inlines(self, &part.title);
            walk::walk_blocks(self, &part.blocks);
            let sections = part.sections.iter();
            sections.for_each(|section: &Section| self.section(section));
            for item in &part.glossary {
                walk::walk_inlines(self, &item.definition);
            }
        }
        for note in &edition.notes {
            walk::walk_blocks(self, &note.blocks);
        }
    }

    fn add(&mut self, node: NodeId, written: &str, span: Span) {
        let path = self.edition.facts.images.get(&node);
        let path = path.map_or(written, String::as_str);
        self.paths.entry(path.to_owned()).or_insert(span);
    }
}

impl Visitor for Wanted<'_> {
    fn block(&mut self, block: &Block) {
        if let Block::Figure(figure) = block {
            self.add(figure.meta.id, &figure.source.value, figure.source.span);
        }
        walk::walk_block(self, block);
    }

    fn inline(&mut self, inline: &Inline) {
        if let Inline::Image(image) = inline {
            self.add(image.meta.id, &image.source.value, image.source.span);
        }
        walk::walk_inline(self, inline);
    }
}
