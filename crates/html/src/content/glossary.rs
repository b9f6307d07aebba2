//! The glossary.

use pamphlet_core::edition::GlossaryItem;

use super::Content;
use super::inlines::Place;
use crate::tree::{Node, element};

impl Content<'_> {
    pub(super) fn glossary(&self, items: &[GlossaryItem]) -> Option<Node> {
        if items.is_empty() {
            return None;
        }
        let mut list = element("dl").class("glossary").text("\n");
        for item in items {
            let name = element("dfn").children(self.inlines(&item.term, Place::Heading));
            let name = self.epub_type(name, "glossterm");
            let term = self.identified(element("dt"), &item.meta);
            let term = term.children(self.pages_at(item.meta.id)).child(name);
            let meaning = self.inlines(&item.definition, Place::Body);
            let meaning = element("dd").children(meaning);
            list = list
                .child(term)
                .text("\n")
                .child(self.way_back(meaning, &item.meta, &item.used_by))
                .text("\n");
        }
        Some(list.into())
    }
}
