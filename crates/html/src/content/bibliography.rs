//! The list of references.

use pamphlet_core::edition::BibliographyEntry;

use super::Content;
use super::inlines::Place;
use crate::tree::{Node, element, text};

impl Content<'_> {
    pub(super) fn bibliography(&self, entries: &[BibliographyEntry], name: &str) -> Option<Node> {
        if entries.is_empty() {
            return None;
        }
        let numbered = entries
            .iter()
            .all(|entry| entry.label.contains(|c: char| c.is_ascii_digit()));
        let items = entries.iter().flat_map(|entry| {
            let item = self.identified(element("li"), &entry.meta);
            let item = item
                .children(self.pages_at(entry.meta.id))
                .children(self.inlines(&entry.inlines, Place::Body));
            let item = self.way_back(item, &entry.meta, &entry.cited_by);
            [item.into(), text("\n")]
        });
        let mut list = element("ol").text("\n");
        if !numbered {
            list = list.class("unnumbered");
        }
        let mut name = name.to_owned();
        if self.title_id().is_some() {
            // As for other landmarks; what names this one may not be shown.
            let words = self.edition.words;
            name = format!("{name}{}{}", words.colon, self.edition.metadata.title);
        }
        let section = element("section")
            .class("bibliography")
            .attribute("role", "doc-bibliography")
            .attribute("aria-label", name);
        let section = self.epub_type(section, "bibliography");
        Some(section.child(list.children(items)).into())
    }
}
