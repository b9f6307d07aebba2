//! The body of a page, for somebody's own site: no style sheet, every id behind a
//! prefix, images as files beside it. The host styles it by its classes; `style`
//! attributes only hold that it is nowhere wider than its place there and that
//! columns are aligned as their author wrote.

use pamphlet_core::diagnostic::{self, Diagnostic};
use pamphlet_core::edition::Edition;
use pamphlet_core::front::Status;
use pamphlet_core::{Assets, Rendered};
use pamphlet_theme::Theme;

use crate::content::{self, ContentOptions};
use crate::encode::{self, Syntax};
use crate::page::Options;
use crate::tree::{self, Element, Node, element};
use crate::{images, links, math, record};

/// The fragment of an edition with the images that it shows.
pub(crate) fn render(
    edition: &Edition,
    theme: &Theme,
    assets: &dyn Assets,
    options: &Options,
    name: &str,
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
    let prefix = &*prefix(name);
    let href = |node| content::fragment(edition, prefix, node);
    let url = |url: &str| links::address(edition, url);
    let image = |path: &str| images.get(path).cloned().unwrap_or_default();
    let content = ContentOptions {
        // The host has a title of its own.
        heading_offset: 1,
        id_prefix: prefix,
        scroll_tables: true,
        scroll_math: true,
        ..ContentOptions::new(&href, &url, &image)
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
    let text = encode::fragment(&[fitted(root).into()], Syntax::Html);
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

/// What stands before every id. No prefix is the start of another, since the
/// line that ends it stands in no name: two fragments share no id, whatever they
/// call their sections.
fn prefix(name: &str) -> String {
    let mut out = String::new();
    for c in name.chars() {
        match c {
            '-' | '.' | '/' => out.push(c),
            c if c.is_alphanumeric() => out.push(c),
            // An id has no space, and nothing that an address would need to escape.
            c => out.push_str(&format!("~{:x}~", u32::from(c))),
        }
    }
    out + "_"
}

/// An element of a fragment such that it reads well without a style sheet: long
/// words break, short ones that belong together do not, pictures shrink, tables and
/// math scroll by themselves, and a label such as "Warning" stands out.
fn fitted(mut element: Element) -> Element {
    let is = |class| element.has_class(class);
    let style = match element.name {
        "article" => Some("overflow-wrap:anywhere"),
        // Words are whole where the rest can be scrolled to.
        "div" if is("table") => Some("overflow-x:auto;overflow-wrap:normal"),
        "div" if is("math") => Some("overflow-x:auto"),
        "span" if is("long-word") => Some("overflow-wrap:anywhere"),
        "span" if is("together") => Some("white-space:nowrap"),
        "th" | "td" if is("center") => Some("text-align:center"),
        "th" | "td" if is("end") => Some("text-align:end"),
        // What it has in place of numbers stands in its words.
        "ol" if is("unnumbered") => Some("list-style-type:none"),
        "pre" => Some("white-space:pre-wrap"),
        "img" => Some("max-width:100%;height:auto"),
        _ => None,
    };
    let is_label = element.name == "p" && is("label");
    let drawn = record::drawn(&element).map(tree::text);
    let children = element.children.into_iter().map(|child| match child {
        Node::Element(inner) => fitted(inner).into(),
        Node::Text(_) | Node::Style(_) | Node::JsonLd(_) => child,
    });
    let children: Vec<Node> = drawn.into_iter().chain(children).collect();
    element.children = match is_label {
        true => vec![tree::element("strong").children(children).into()],
        false => children,
    };
    element.maybe("style", style)
}

#[cfg(test)]
mod tests {
    use super::prefix;

    #[test]
    fn no_prefix_is_the_start_of_another() {
        let names = [
            "a", "a_", "a_b", "a/b", "a~b", "a b", "a~5f~b", "a.es", "a-b",
        ];
        let prefixes = names.map(prefix);
        for (i, one) in prefixes.iter().enumerate() {
            for (j, other) in prefixes.iter().enumerate() {
                assert!(i == j || !other.starts_with(one), "{one} starts {other}");
            }
        }
    }

    #[test]
    fn a_prefix_keeps_what_a_name_says_and_has_no_space() {
        assert_eq!(prefix("sermorelin.es"), "sermorelin.es_");
        assert_eq!(prefix("القلب"), "القلب_");
        assert_eq!(prefix("my leaflet"), "my~20~leaflet_");
    }
}
