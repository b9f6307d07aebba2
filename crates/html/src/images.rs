//! Images as `data:` URIs, or as files beside the page.

use std::collections::BTreeMap;
use std::sync::Arc;

use base64::Engine;
use base64::engine::general_purpose::STANDARD;
use pamphlet_core::assets::AssetFault;
use pamphlet_core::diagnostic::Diagnostic;
use pamphlet_core::edition::Edition;
use pamphlet_core::image::Image;
use pamphlet_core::inline::Inline;
use pamphlet_core::walk::{self, Visitor};
use pamphlet_core::{Assets, Block, NodeId, Span};

use pamphlet_theme::Theme;
use percent_encoding::{AsciiSet, CONTROLS, utf8_percent_encode};

use crate::content::ImageSource;

/// What may not stand in a path of a URL (WHATWG: the path percent-encode set, `%` and `:`).
const PATH: &AsciiSet = &CONTROLS
    .add(b' ')
    .add(b'"')
    .add(b'#')
    .add(b'<')
    .add(b'>')
    .add(b'?')
    .add(b'^')
    .add(b'`')
    .add(b'{')
    .add(b'}')
    .add(b'%')
    .add(b':');

/// Width of a chart on a screen in pixels, and the size of its letters: still 12 pixels
/// where the narrowest telephone makes it smaller.
pub const CHART: (f64, f64) = (390.0, 17.0);

/// Every image of the edition by its path; what cannot be had is a fault. With
/// `dark`, charts have a second drawing for dark screens.
pub(crate) fn embed(
    edition: &Edition,
    theme: &Theme,
    assets: &dyn Assets,
    dark: bool,
    faults: &mut Vec<Diagnostic>,
) -> BTreeMap<String, ImageSource> {
    let images = wanted(edition, theme, assets, true, faults).into_iter();
    let mut sources: BTreeMap<_, _> = images.map(|(path, image)| (path, source(&image))).collect();
    if dark && let Ok(charts) = pamphlet_draw::charts(edition, theme, &theme.dark, CHART) {
        for (path, image) in charts {
            sources.entry(path).or_default().dark = Some(data_uri(&image));
        }
    }
    sources
}

/// Every image of the edition by its path, and its file by the name that it has
/// beside the page: the page's stem and a number.
pub(crate) fn beside(
    edition: &Edition,
    theme: &Theme,
    assets: &dyn Assets,
    stem: &str,
    faults: &mut Vec<Diagnostic>,
) -> (BTreeMap<String, ImageSource>, BTreeMap<String, Vec<u8>>) {
    let (mut sources, mut files) = (BTreeMap::new(), BTreeMap::new());
    let images = wanted(edition, theme, assets, false, faults);
    for ((path, image), number) in images.into_iter().zip(1..) {
        let name = format!("{stem}-{number}.{}", image.format.extension());
        files.insert(name.clone(), image.bytes.to_vec());
        let source = ImageSource {
            // A stem is what the author called a folder.
            src: utf8_percent_encode(&name, PATH).to_string(),
            size: Some((image.width, image.height)),
            dark: None,
        };
        sources.insert(path, source);
    }
    (sources, files)
}

/// The images that a page shows, charts among them, and with `logo` the publisher's.
fn wanted(
    edition: &Edition,
    theme: &Theme,
    assets: &dyn Assets,
    logo: bool,
    faults: &mut Vec<Diagnostic>,
) -> BTreeMap<String, Arc<Image>> {
    let mut wanted = Wanted {
        edition,
        paths: BTreeMap::new(),
    };
    let publisher = edition.metadata.publisher.as_ref();
    if let Some((logo, _)) = publisher.and_then(|p| p.logo.as_ref()).filter(|_| logo) {
        wanted.paths.insert(logo.clone(), Span::NONE);
    }
    walk::walk_edition(&mut wanted, edition);
    let mut images = BTreeMap::new();
    for (path, span) in wanted.paths {
        match assets.image(&path) {
            Ok(image) => {
                images.insert(path, image);
            }
            Err(fault) => faults.push(report(&path, span, &fault)),
        }
    }
    match pamphlet_draw::charts(edition, theme, &theme.light, CHART) {
        Ok(charts) => images.extend(charts),
        Err(why) => faults.extend(why),
    }
    images
}

fn source(image: &Image) -> ImageSource {
    ImageSource {
        src: data_uri(image),
        size: Some((image.width, image.height)),
        dark: None,
    }
}

fn data_uri(image: &Image) -> String {
    let mut uri = format!("data:{};base64,", image.format.media_type());
    STANDARD.encode_string(&image.bytes, &mut uri);
    uri
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
