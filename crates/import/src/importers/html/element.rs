//! Questions to an element of a page.

use ego_tree::iter::Edge;
use pamphlet_markdown::is_forbidden;
use scraper::{ElementRef, Node};

use super::parse::LINE;
use crate::report::Place;

/// A node of the tree.
pub type NodeRef<'a> = ego_tree::NodeRef<'a, Node>;

/// An element's name in lower case.
pub fn name<'a>(element: &ElementRef<'a>) -> &'a str {
    element.value().name()
}

/// Where an element starts.
pub fn place(element: &ElementRef) -> Place {
    let line = element.attr(LINE).and_then(|line| line.parse().ok());
    Place(line.unwrap_or(0))
}

/// Where a node's nearest element starts.
pub fn place_of(node: &NodeRef) -> Place {
    let element = std::iter::once(*node)
        .chain(node.ancestors())
        .find_map(ElementRef::wrap);
    element.map_or(Place::WHOLE, |element| place(&element))
}

/// Its children that are elements.
pub fn elements<'a>(element: ElementRef<'a>) -> impl Iterator<Item = ElementRef<'a>> {
    element.children().filter_map(ElementRef::wrap)
}

/// All elements within it, in order.
pub fn within<'a>(element: ElementRef<'a>) -> impl Iterator<Item = ElementRef<'a>> {
    element.descendants().skip(1).filter_map(ElementRef::wrap)
}

/// Whether there is an element of one of these names within it.
pub fn has(element: ElementRef, names: &[&str]) -> bool {
    within(element).any(|it| names.contains(&name(&it)))
}

/// The words within a node, as a reader of the source sees them: blocks and
/// breaks part words, scripts and styles have none.
pub fn words(node: NodeRef) -> String {
    let mut out = String::new();
    let mut silent = 0usize;
    for edge in node.traverse() {
        let (node, opens) = match edge {
            Edge::Open(node) => (node, true),
            Edge::Close(node) => (node, false),
        };
        match node.value() {
            Node::Text(text) if opens && silent == 0 => out.push_str(&clean(&text.text)),
            Node::Element(element) => {
                let name = element.name();
                if matches!(name, "script" | "style") {
                    match opens {
                        true => silent += 1,
                        false => silent = silent.saturating_sub(1),
                    }
                }
                let parts = [
                    "br", "button", "input", "label", "select", "textarea", "img",
                ];
                if !is_inline(name) || parts.contains(&name) {
                    out.push(' ');
                }
            }
            _ => {}
        }
    }
    out.split_whitespace().collect::<Vec<_>>().join(" ")
}

/// Whether a node has at least so many words.
pub fn has_words(node: NodeRef, least: usize) -> bool {
    let mut count = 0;
    for node in node.descendants() {
        if let Node::Text(text) = node.value() {
            count += text.text.split_whitespace().count();
            if count >= least {
                return true;
            }
        }
    }
    count >= least
}

/// Text without characters that cannot be printed or only guide a browser.
pub fn clean(text: &str) -> String {
    let odd = |c: char| {
        (is_forbidden(c) && !c.is_ascii_whitespace())
            || matches!(c, '\u{AD}' | '\u{200B}' | '\u{2060}' | '\u{FEFF}')
            || ('\u{E000}'..='\u{F8FF}').contains(&c)
            || ('\u{FFF9}'..='\u{FFFB}').contains(&c)
    };
    match text.contains(odd) {
        true => text.chars().filter(|c| !odd(*c)).collect(),
        false => text.to_owned(),
    }
}

/// Whether an element is HTML, and no part of a drawing or formula.
pub fn is_html(element: &ElementRef) -> bool {
    element.value().name.ns == html5ever::ns!(html)
}

/// Whether an element stands within a line.
pub fn is_inline(name: &str) -> bool {
    let names = [
        "a", "abbr", "acronym", "b", "bdi", "bdo", "big", "br", "button", "cite", "code", "data",
        "del", "dfn", "em", "font", "i", "img", "input", "ins", "kbd", "label", "mark", "math",
        "nobr", "output", "picture", "q", "ruby", "rb", "rp", "rt", "s", "samp", "select", "small",
        "source", "span", "strike", "strong", "sub", "sup", "svg", "textarea", "time", "tt", "u",
        "var", "wbr",
    ];
    names.contains(&name)
}

/// The parts of an element's classes and id, in lower case: `care-card--urgent`
/// has `care`, `card` and `urgent`.
pub fn tokens(element: &ElementRef) -> Vec<String> {
    let texts = [element.attr("class"), element.attr("id")];
    let texts = texts.into_iter().flatten();
    let split = |text: &str| {
        text.split(|c: char| !c.is_alphanumeric())
            .filter(|token| !token.is_empty())
            .take(64)
            .map(str::to_lowercase)
            .collect::<Vec<_>>()
    };
    texts.flat_map(split).collect()
}

/// Whether a browser shows it.
pub fn is_hidden(element: &ElementRef) -> bool {
    let style = element.attr("style").unwrap_or_default();
    let style: String = style.split_whitespace().collect::<String>().to_lowercase();
    element.attr("hidden").is_some()
        || element.attr("aria-hidden") == Some("true")
        || style.contains("display:none")
        || style.contains("visibility:hidden")
}
