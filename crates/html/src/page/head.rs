//! The page's head: what browsers, search engines and other sites are told.

use pamphlet_core::Edition;
use pamphlet_theme::{Role, Theme};

use super::{Options, json_ld, tongues};
use crate::tree::{Element, Node, element, text};

pub(super) fn head(edition: &Edition, theme: &Theme, options: &Options, css: String) -> Element {
    let metadata = &edition.metadata;
    let mut lines: Vec<Node> = vec![
        element("meta").attribute("charset", "utf-8").into(),
        meta("viewport", "width=device-width, initial-scale=1"),
        element("title").text(title(edition)).into(),
    ];
    if let Some(description) = &metadata.description {
        lines.push(meta("description", description));
    }
    let people = metadata.authors.iter().map(|person| &person.name);
    lines.extend(people.map(|name| meta("author", name)));
    if !metadata.keywords.is_empty() {
        lines.push(meta("keywords", &metadata.keywords.join(", ")));
    }
    lines.push(meta("color-scheme", "light dark"));
    for (scheme, palette) in [("light", &theme.light), ("dark", &theme.dark)] {
        let color = element("meta")
            .attribute("name", "theme-color")
            .attribute("media", format!("(prefers-color-scheme: {scheme})"))
            .attribute("content", palette.get(Role::Background).to_string());
        lines.push(color.into());
    }
    if let Some(url) = &metadata.canonical_url {
        lines.push(link("canonical", url).into());
    }
    lines.extend(tongues::alternates(&options.languages));
    for sibling in &options.siblings {
        let other = link("alternate", &sibling.href)
            .attribute("type", sibling.media_type.as_str())
            .attribute("title", sibling.label.as_str());
        lines.push(other.into());
    }
    lines.extend(open_graph(edition));
    lines.push(Node::JsonLd(json_ld::page(edition, options)));
    lines.push(Node::Style(css));
    let lines = lines.into_iter().flat_map(|line| [line, text("\n")]);
    element("head").text("\n").children(lines)
}

/// The title, with the publisher's name for those who see many tabs.
fn title(edition: &Edition) -> String {
    match &edition.metadata.publisher {
        Some(publisher) => format!("{} – {}", edition.metadata.title, publisher.name),
        None => edition.metadata.title.clone(),
    }
}

fn open_graph(edition: &Edition) -> Vec<Node> {
    let metadata = &edition.metadata;
    let mut out = vec![
        property("og:type", "article"),
        property("og:title", &metadata.title),
        property("og:locale", &edition.language.tag().replace('-', "_")),
    ];
    if let Some(description) = &metadata.description {
        out.push(property("og:description", description));
    }
    if let Some(url) = &metadata.canonical_url {
        out.push(property("og:url", url));
    }
    if let Some(publisher) = &metadata.publisher {
        out.push(property("og:site_name", &publisher.name));
    }
    if let Some(date) = metadata.published {
        out.push(property("article:published_time", &date.to_string()));
    }
    if let Some(date) = metadata.reviewed {
        out.push(property("article:modified_time", &date.to_string()));
    }
    out
}

fn meta(name: &str, content: &str) -> Node {
    element("meta")
        .attribute("name", name)
        .attribute("content", content)
        .into()
}

fn property(name: &str, content: &str) -> Node {
    element("meta")
        .attribute("property", name)
        .attribute("content", content)
        .into()
}

fn link(rel: &str, href: &str) -> Element {
    element("link")
        .attribute("rel", rel)
        .attribute("href", href)
}
