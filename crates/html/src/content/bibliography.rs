//! The list of references.

use pamphlet_core::edition::EditionPart;

use super::Content;
use super::inlines::Place;
use crate::tree::{Node, element, text};

impl Content<'_> {
    pub(super) fn bibliography(&self, part: &EditionPart) -> Option<Node> {
        if part.bibliography.is_empty() {
            return None;
        }
        let numbered = part
            .bibliography
            .iter()
            .all(|entry| entry.label.contains(|c: char| c.is_ascii_digit()));
        let items = part.bibliography.iter().flat_map(|entry| {
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
        let section = element("section")
            .class("bibliography")
            .attribute("role", "doc-bibliography")
            .attribute(
                "aria-label",
                crate::tree::text_content(&self.label(&part.title)),
            );
        let section = self.epub_type(section, "bibliography");
        Some(section.child(list.children(items)).into())
    }
}
