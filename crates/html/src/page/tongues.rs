//! The same leaflet in other languages: what programs are told in the head, and
//! the links that readers choose from.

use pamphlet_core::Edition;

use super::Tongue;
use crate::tree::{Element, Node, element, text};

/// What search engines are told: every language, this one too, and the source for
/// readers of any other.
pub(super) fn alternates(tongues: &[Tongue]) -> Vec<Node> {
    let link = |tag: &str, tongue: &Tongue| -> Node {
        // They want a whole address where there is one.
        let href = tongue.canonical_url.as_ref().unwrap_or(&tongue.href);
        element("link")
            .attribute("rel", "alternate")
            .attribute("hreflang", tag)
            .attribute("href", href.as_str())
            .into()
    };
    let each = tongues.iter().map(|it| link(it.language.tag(), it));
    let source = tongues.iter().filter(|tongue| tongue.is_source);
    each.chain(source.map(|it| link("x-default", it))).collect()
}

/// Links to every language, each named in itself; none where there is but one.
pub(super) fn switch(edition: &Edition, tongues: &[Tongue]) -> Option<Element> {
    if tongues.is_empty() {
        return None;
    }
    let items = tongues.iter().flat_map(|tongue| {
        let (tag, direction) = (tongue.language.tag(), tongue.language.direction());
        let mut link = element("a")
            .attribute("href", tongue.href.as_str())
            .attribute("lang", tag)
            .attribute("dir", direction.name())
            .attribute("hreflang", tag);
        if tongue.language == edition.language {
            link = link.attribute("aria-current", "page");
        }
        let link = link.text(tongue.name.as_str());
        [element("li").child(link).into(), text("\n")]
    });
    let nav = element("nav").class("languages");
    let nav = nav.attribute("aria-label", edition.words.other_languages);
    Some(nav.child(element("ul").text("\n").children(items)))
}
