//! Editions as EPUB 3.3: one container with a content document a part, whose
//! accessibility metadata is computed from what is in it.
//!
//! Read in this order: [`render`]; what the documents say ([`documents`],
//! [`nav`]); what the package says of them ([`package`], [`accessibility`]); what
//! they need ([`images`], [`fonts`], [`style`]); the container.
//!
//! The words of the content documents in spine order are the edition's two
//! streams. Furniture besides that of `pamphlet-html`: `cover.xhtml`, `nav.xhtml`
//! and `.publisher`. Popovers stand at the end of the document that opens them.

mod documents;
mod homes;
mod nav;
mod pages;

mod accessibility;
mod package;
mod xml;

mod cover;
mod fonts;
mod images;
mod style;

mod container;

use pamphlet_core::assets::Assets;
use pamphlet_core::diagnostic::{self, Diagnostic};
use pamphlet_core::edition::Edition;
use pamphlet_core::rendered::{PageStart, Rendered};
use pamphlet_core::span::Span;
use pamphlet_html::content::{self, ImageSource};
use pamphlet_html::tree::Node;
use pamphlet_theme::Theme;

use crate::container::File;
use crate::documents::{Document, Surroundings};
use crate::homes::Homes;
use crate::images::Picture;
use crate::package::{Claims, Item};
use crate::pages::{Breaks, Mark};

/// What one ebook needs beside the edition and the theme.
#[derive(Clone, Debug, Default)]
pub struct Options {
    /// The name of the file.
    pub file_name: String,
    /// The printed pages that the page list names; none: no page list.
    pub pages: Option<Vec<PageStart>>,
    /// What the printed edition is: its ISBN, or words.
    pub page_source: Option<String>,
    /// The article's own cover, a path relative to the library's root.
    pub cover: Option<String>,
}

/// Makes the ebook. It fails where the book's accessibility metadata would say
/// something that is not so.
pub fn render(
    edition: &Edition,
    theme: &Theme,
    assets: &dyn Assets,
    options: &Options,
) -> Result<Rendered, Vec<Diagnostic>> {
    let theme = &*theme.speaking(edition);
    let mut faults = pamphlet_html::math::check(edition);
    faults.extend(pamphlet_html::links::check(edition, "the ebook"));
    let pictures = images::collect(edition, theme, assets).unwrap_or_else(|found| {
        faults.extend(found);
        images::Pictures::new()
    });
    let cover = cover::picture(edition, theme, assets, options.cover.as_deref());
    let (cover, content) = match cover {
        Ok(cover) => (cover, content(edition, &pictures, options)),
        Err(found) => {
            faults.extend(found);
            return Err(settled(faults));
        }
    };
    let (findings, found) = accessibility::examine(edition, content.marks.len());
    faults.extend(found);
    if diagnostic::any_error(&faults) {
        return Err(settled(faults));
    }
    let bodies: Vec<&[Node]> = content
        .documents
        .iter()
        .map(|d| d.body.as_slice())
        .collect();
    let faces = fonts::used(theme, &bodies);
    let mut book = Book::default();
    book.cover(edition, cover);
    book.documents(edition, &content);
    book.add(
        "style",
        documents::STYLE.into(),
        "text/css",
        style::sheet(theme, &faces).into(),
    );
    for (face, characters) in &faces {
        let href = format!("fonts/{}.woff2", face.stem);
        let bytes = face.woff2_for(characters).into_owned();
        book.add(face.stem, href, "font/woff2", bytes);
    }
    for (i, picture) in in_file_order(pictures).into_iter().enumerate() {
        book.picture(&format!("image-{}", i + 1), picture);
    }
    let claims = Claims {
        findings: &findings,
        page_source: options.page_source.as_deref(),
    };
    let bytes = book
        .finish(package::encode(edition, &book.items, &claims))
        .map_err(|error| {
            vec![Diagnostic::error(
                "ebook",
                Span::NONE,
                format!("the ebook cannot be packed: {error}"),
            )]
        })?;
    let files = [(options.file_name.clone(), bytes)].into();
    Ok(Rendered {
        files,
        warnings: settled(faults),
        pages: Vec::new(),
    })
}

fn settled(mut faults: Vec<Diagnostic>) -> Vec<Diagnostic> {
    diagnostic::settle(&mut faults);
    faults
}

/// Pictures in the order of their numbers, which is that of their first use.
fn in_file_order(pictures: images::Pictures) -> Vec<Picture> {
    let mut pictures: Vec<Picture> = pictures.into_values().collect();
    let number = |picture: &Picture| {
        let name = picture.href.trim_start_matches("images/");
        name.split('-').next().and_then(|n| n.parse::<usize>().ok())
    };
    pictures.sort_by_key(number);
    pictures
}

/// The content documents, where printed pages start in them, and the page of contents.
struct Content {
    documents: Vec<Document>,
    marks: Vec<Mark>,
    nav: String,
}

fn content(edition: &Edition, pictures: &images::Pictures, options: &Options) -> Content {
    let homes = Homes::of(edition);
    let image = |path: &str| -> ImageSource { images::source(pictures, path) };
    let url = |url: &str| pamphlet_html::links::address(edition, url);
    let pages = options.pages.as_deref().unwrap_or_default();
    let written = |breaks: &Breaks| {
        let around = Surroundings {
            homes: &homes,
            breaks,
            url: &url,
            image: &image,
        };
        let documents = documents::all(edition, &around);
        let bodies = documents
            .iter()
            .map(|d| (d.file.as_str(), d.body.as_slice()));
        let marks = pages::marks(pages, bodies);
        (documents, marks)
    };
    let mut breaks = pages::breaks(pages, &[]);
    let (mut documents, mut marks) = written(&breaks);
    if marks.len() < pages.len() {
        // Some page starts with words that stand nowhere as such.
        let found = |label: &str| marks.iter().any(|mark| mark.label == label);
        let lost = pages.iter().filter(|page| !found(&page.label));
        let lost: Vec<String> = lost.map(|page| page.label.clone()).collect();
        breaks = pages::breaks(pages, &lost);
        (documents, marks) = written(&breaks);
    }
    let around = Surroundings {
        homes: &homes,
        breaks: &breaks,
        url: &url,
        image: &image,
    };
    let href = |node| {
        format!(
            "{}{}",
            homes.file(node),
            content::fragment(edition, "", node)
        )
    };
    let nav = nav::encode(edition, &homes, &marks, &documents::options(&href, &around));
    Content {
        documents,
        marks,
        nav,
    }
}

/// A book that grows file by file, in the order of its container.
#[derive(Default)]
struct Book {
    items: Vec<Item>,
    files: Vec<File>,
}

impl Book {
    fn item(
        &mut self,
        id: &str,
        href: String,
        media_type: &'static str,
        bytes: Vec<u8>,
    ) -> &mut Item {
        self.files.push(File {
            path: format!("EPUB/{href}"),
            bytes,
        });
        let item = Item {
            id: id.to_owned(),
            href,
            media_type,
            properties: None,
            in_spine: false,
        };
        let index = self.items.len();
        self.items.push(item);
        &mut self.items[index]
    }

    fn add(&mut self, id: &str, href: String, media_type: &'static str, bytes: Vec<u8>) {
        self.item(id, href, media_type, bytes);
    }

    fn page(&mut self, file: &str, text: String, properties: Option<&'static str>) {
        let id = format!("page-{}", file.trim_end_matches(".xhtml"));
        let item = self.item(
            &id,
            file.to_owned(),
            "application/xhtml+xml",
            text.into_bytes(),
        );
        item.properties = properties;
        item.in_spine = true;
    }

    fn picture(&mut self, id: &str, picture: Picture) {
        self.add(id, picture.href.clone(), picture.media_type, picture.bytes);
    }

    fn cover(&mut self, edition: &Edition, cover: Picture) {
        self.page(cover::FILE, cover::page(edition, &cover), None);
        let item = self.item(
            "cover-image",
            cover.href.clone(),
            cover.media_type,
            cover.bytes,
        );
        item.properties = Some("cover-image");
    }

    /// The title page, the page of contents, then the parts.
    fn documents(&mut self, edition: &Edition, content: &Content) {
        for (i, document) in content.documents.iter().enumerate() {
            let properties = document.has_math.then_some("mathml");
            self.page(
                &document.file,
                documents::encode(edition, document),
                properties,
            );
            if i == 0 {
                self.page(nav::FILE, content.nav.clone(), Some("nav"));
            }
        }
    }

    fn finish(&self, package: String) -> zip::result::ZipResult<Vec<u8>> {
        let mut files = vec![File {
            path: container::PACKAGE.into(),
            bytes: package.into_bytes(),
        }];
        files.extend(self.files.iter().map(|file| File {
            path: file.path.clone(),
            bytes: file.bytes.clone(),
        }));
        container::write(&files)
    }
}
