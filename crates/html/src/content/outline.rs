//! The contents: what parts and sections are called, for navigation.

use pamphlet_core::NodeId;
use pamphlet_core::article::Section;
use pamphlet_core::edition::{Edition, EditionPart, EditionPartKind};
use pamphlet_core::inline::Inline;

use super::inlines::Place;
use super::{Content, ContentOptions};
use crate::tree::{Node, element, text};

/// One line of the contents.
#[derive(Clone, Debug)]
pub struct Entry {
    /// The part or section.
    pub node: NodeId,
    /// The part's kind; none for a section.
    pub part: Option<EditionPartKind>,
    /// Its name, without links and ids.
    pub label: Vec<Node>,
    /// What stands below it.
    pub entries: Vec<Entry>,
}

/// All parts with their sections. A part whose title is not shown is named too:
/// a caller that does not want it takes its entries.
pub fn outline(edition: &Edition, options: &ContentOptions) -> Vec<Entry> {
    let content = Content { edition, options };
    edition
        .all_parts()
        .map(|part| content.part_entry(part))
        .collect()
}

impl Content<'_> {
    /// Words repeated where nothing in them may be live.
    pub(super) fn label(&self, inlines: &[Inline]) -> Vec<Node> {
        self.inlines(inlines, Place::Label)
    }

    fn part_entry(&self, part: &EditionPart) -> Entry {
        Entry {
            node: part.meta.id,
            part: Some(part.kind),
            label: self.label(&part.title),
            entries: self.section_entries(&part.sections),
        }
    }

    fn section_entries(&self, sections: &[Section]) -> Vec<Entry> {
        sections
            .iter()
            .map(|section| {
                let mut label = Vec::new();
                if let Some(number) = self.edition.number(section.meta.id) {
                    label.push(element("span").class("number").text(number).into());
                    label.push(text(" "));
                }
                label.extend(self.label(&section.heading));
                Entry {
                    node: section.meta.id,
                    part: None,
                    label,
                    entries: self.section_entries(&section.sections),
                }
            })
            .collect()
    }
}
