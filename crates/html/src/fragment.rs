//! The body of a page, for somebody's own site: no landmarks and no style sheet,
//! every id behind a prefix, images as files beside it. The host styles it by its
//! classes.

use std::collections::BTreeMap;

use pamphlet_core::diagnostic::{self, Diagnostic};
use pamphlet_core::edition::Edition;
use pamphlet_core::front::Status;
use pamphlet_core::{Assets, Rendered};
use pamphlet_theme::Theme;

use crate::content::{self, ContentOptions};
use crate::encode::{self, Syntax};
use crate::page::Options;
use crate::tree::element;
use crate::{images, links, math, record};

/// The fragment of an edition with the images that it shows.
pub(crate) fn render(
    edition: &Edition,
    theme: &Theme,
    assets: &dyn Assets,
    options: &Options,
    prefix: &str,
) -> Result<Rendered, Vec<Diagnostic>> {
    let mut faults = math::check(edition);
    faults.extend(links::check(edition, "the fragment"));
    let stem = options.file_name.strip_suffix(".html");
    let stem = stem.unwrap_or(&options.file_name);
    let (images, files) = images::beside(edition, theme, assets, stem, &mut faults);
    if diagnostic::any_error(&faults) {
        diagnostic::settle(&mut faults);
        return Err(faults);
    }
    let no_pages = BTreeMap::new();
    let content = ContentOptions {
        syntax: Syntax::Html,
        // The host has a title of its own.
        heading_offset: 1,
        href: &|node| content::fragment(edition, prefix, node),
        article: &|_, _| None,
        url: &|url| links::address(edition, url),
        image: &|path| images.get(path).cloned().unwrap_or_default(),
        page_breaks: &no_pages,
        id_prefix: prefix,
        // Nothing scrolls without our style sheet.
        scroll_regions: false,
        in_place: false,
    };
    // Within an article, its header is no banner of the host's page.
    let mut root = element("article")
        .class("pamphlet")
        .attribute("lang", edition.language.tag())
        .attribute("dir", edition.language.direction().name())
        .text("\n");
    if edition.metadata.status == Status::Draft {
        let mark = element("strong").text(edition.words.draft);
        root = root
            .child(element("p").class("draft").child(mark))
            .text("\n");
    }
    let root = root.children(record::whole(edition, &content)).text("\n");
    let text = encode::fragment(&[root.into()], Syntax::Html);
    let mut rendered = Rendered {
        warnings: faults,
        files,
        ..Rendered::default()
    };
    rendered
        .files
        .insert(options.file_name.clone(), format!("{text}\n").into_bytes());
    Ok(rendered)
}
