//! The same leaflet in other languages: what programs are told in the head, and
//! the links that readers choose from.

use pamphlet_core::Edition;
use pamphlet_core::language::Language;
use pamphlet_core::words::Words;

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
        let link = link.text(name(&tongue.language, tongues));
        [element("li").child(link).into(), text("\n")]
    });
    let nav = element("nav").class("languages");
    let nav = nav.attribute("aria-label", edition.words.other_languages);
    Some(nav.child(element("ul").text("\n").children(items)))
}

/// A language in its own words; of two with one name also the tag tells them apart.
fn name(language: &Language, tongues: &[Tongue]) -> String {
    let words = |it: &Language| Words::of(it).map_or("", |words| words.name);
    let name = words(language);
    let same = tongues.iter().filter(|it| words(&it.language) == name);
    match (name.is_empty(), same.count()) {
        (true, _) => language.tag().to_owned(),
        (false, 0 | 1) => name.to_owned(),
        (false, _) => format!("{name} ({language})"),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn languages_of_one_name_are_told_apart_by_their_tags() {
        let tongue = |tag: &str| Tongue {
            language: Language::parse(tag).expect("a tag"),
            href: String::new(),
            canonical_url: None,
            is_source: tag == "en",
        };
        let tongues = ["en", "es", "de", "de-AT"].map(tongue);
        let names = tongues.iter().map(|it| name(&it.language, &tongues));
        assert_eq!(
            names.collect::<Vec<_>>(),
            ["English", "Español", "Deutsch (de)", "Deutsch (de-AT)"]
        );
    }
}
