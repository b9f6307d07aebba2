//! The navigation document: contents, landmarks, and the list of printed pages.

use pamphlet_core::edition::{Edition, EditionPartKind};
use pamphlet_html::content::{self, ContentOptions, Entry};
use pamphlet_html::tree::{Element, Node, element, text};

use crate::documents;
use crate::homes::{Homes, TITLE_PAGE};
use crate::pages::Mark;

/// The navigation document's file name.
pub(crate) const FILE: &str = "nav.xhtml";

/// The navigation document. It stands in the reading order as the page of
/// contents; landmarks and pages are for reading systems and stay hidden there.
pub(crate) fn encode(
    edition: &Edition,
    homes: &Homes,
    marks: &[Mark],
    options: &ContentOptions,
) -> String {
    let mut body = element("body")
        .attribute("epub:type", "frontmatter")
        .text("\n")
        .child(contents(edition, homes, options))
        .text("\n")
        .child(landmarks(edition, homes))
        .text("\n");
    if !marks.is_empty() {
        body = body.child(page_list(edition, marks)).text("\n");
    }
    documents::page(edition, edition.words.contents, body)
}

fn contents(edition: &Edition, homes: &Homes, options: &ContentOptions) -> Element {
    let title = element("h1")
        .attribute("id", "contents")
        .text(edition.words.contents);
    let first = link(TITLE_PAGE, vec![text(&edition.metadata.title)]);
    let mut list = element("ol")
        .text("\n")
        .child(element("li").child(first))
        .text("\n");
    for (entry, file) in content::outline(edition, options).iter().zip(&homes.parts) {
        list = list
            .child(part_item(edition, entry, file, options))
            .text("\n");
    }
    element("nav")
        .attribute("epub:type", "toc")
        .attribute("role", "doc-toc")
        .attribute("id", "toc")
        .attribute("aria-labelledby", "contents")
        .text("\n")
        .child(title)
        .text("\n")
        .child(list)
        .text("\n")
}

fn part_item(edition: &Edition, entry: &Entry, file: &str, options: &ContentOptions) -> Element {
    let item = element("li").child(link(file, entry.label.clone()));
    nested(edition, item, &entry.entries, options)
}

fn section_item(edition: &Edition, entry: &Entry, options: &ContentOptions) -> Element {
    let href = (options.href)(entry.node);
    let item = element("li").child(link(&href, entry.label.clone()));
    nested(edition, item, &entry.entries, options)
}

fn nested(
    edition: &Edition,
    item: Element,
    entries: &[Entry],
    options: &ContentOptions,
) -> Element {
    let mut list = element("ol").text("\n");
    for entry in entries
        .iter()
        .filter(|entry| edition.anchor(entry.node).is_some())
    {
        list = list.child(section_item(edition, entry, options)).text("\n");
    }
    match entries.is_empty() {
        true => item,
        false => item.text("\n").child(list),
    }
}

fn landmarks(edition: &Edition, homes: &Homes) -> Element {
    let words = edition.words;
    let mut places = vec![
        (
            "cover",
            crate::cover::FILE.to_owned(),
            words.cover.to_owned(),
        ),
        (
            "titlepage",
            TITLE_PAGE.to_owned(),
            words.title_page.to_owned(),
        ),
        ("toc", format!("{FILE}#toc"), words.contents.to_owned()),
    ];
    let mut body = true;
    for (part, file) in edition.all_parts().zip(&homes.parts) {
        let kind = match part.kind {
            EditionPartKind::Article(_) if std::mem::take(&mut body) => "bodymatter",
            EditionPartKind::Glossary => "glossary",
            EditionPartKind::Article(pamphlet_core::article::PartKind::References) => {
                "bibliography"
            }
            EditionPartKind::Article(_) | EditionPartKind::Contact | EditionPartKind::About => {
                continue;
            }
        };
        let name = pamphlet_core::inline::plain_text(&part.title);
        places.push((kind, file.clone(), name));
    }
    let items = places.into_iter().flat_map(|(kind, href, name)| {
        let link = link(&href, vec![text(name)]);
        let item = element("li").child(link.attribute("epub:type", kind));
        [item.into(), text("\n")]
    });
    hidden(
        edition.words.landmarks,
        "landmarks",
        element("ol").text("\n").children(items),
    )
}

fn page_list(edition: &Edition, marks: &[Mark]) -> Element {
    let items = marks.iter().flat_map(|mark| {
        let link = link(&mark.href, vec![text(&mark.label)]);
        [element("li").child(link).into(), text("\n")]
    });
    let list = element("ol").text("\n").children(items);
    hidden(edition.words.pages, "page-list", list).attribute("role", "doc-pagelist")
}

/// A list for reading systems only, which say its title.
fn hidden(title: &str, kind: &str, list: Element) -> Element {
    element("nav")
        .attribute("epub:type", kind)
        .attribute("id", kind)
        .attribute("aria-label", title)
        .flag("hidden", true)
        .text("\n")
        .child(element("h2").text(title))
        .text("\n")
        .child(list)
        .text("\n")
}

fn link(href: &str, words: Vec<Node>) -> Element {
    element("a").attribute("href", href).children(words)
}
