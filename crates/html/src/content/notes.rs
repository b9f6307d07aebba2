//! Footnotes, and the ways back to the text that notes and entries share.

use pamphlet_core::edition::Note;
use pamphlet_core::letters::letters;
use pamphlet_core::{Meta, NodeId};

use super::Content;
use crate::encode::Syntax;
use crate::tree::{Element, Node, element, text};

impl Content<'_> {
    pub(super) fn notes(&self, notes: &[&Note]) -> Node {
        match self.options.syntax {
            Syntax::Html => self.note_list(notes),
            Syntax::Xhtml => self.note_asides(notes),
        }
    }

    /// One list at the end of a page.
    fn note_list(&self, notes: &[&Note]) -> Node {
        let id = format!("{}_notes", self.options.id_prefix);
        let title = super::heading(2 + self.options.heading_offset).attribute("id", id.as_str());
        let title = self.said_in_both(title, |words| words.notes);
        let items = notes.iter().flat_map(|note| {
            let item = self.identified(element("li"), &note.meta);
            let item = self.spoken(item, note.meta.id);
            let item = item
                .attribute("value", note.number.to_string())
                .children(self.marked(note));
            [
                self.way_back(item, &note.meta, &note.calls).into(),
                text("\n"),
            ]
        });
        element("section")
            .class("notes")
            .attribute("role", "doc-endnotes")
            .attribute("aria-labelledby", self.landmark_name(id))
            .child(title)
            .text("\n")
            .child(element("ol").class("unnumbered").text("\n").children(items))
            .into()
    }

    /// One `aside` a note, for reading systems that show them as pop-ups.
    fn note_asides(&self, notes: &[&Note]) -> Node {
        let asides = notes.iter().flat_map(|note| {
            let aside = self.spoken(element("aside").class("note"), note.meta.id);
            let aside = self
                .identified(aside, &note.meta)
                .attribute("role", "doc-footnote");
            let aside = self.epub_type(aside, "footnote");
            let aside = aside.children(self.marked(note));
            [
                self.way_back(aside, &note.meta, &note.calls).into(),
                text("\n"),
            ]
        });
        element("div").class("notes").children(asides).into()
    }

    /// What a note says, with its mark at the start of its first line.
    fn marked(&self, note: &Note) -> Vec<Node> {
        let mark = element("span")
            .class("note-number")
            .text(self.edition.note_mark(note.number));
        let mut blocks = self.blocks(&note.blocks);
        let first = blocks.iter_mut().find_map(|node| match node {
            Node::Element(element) => Some(element),
            Node::Text(_) | Node::Style(_) | Node::JsonLd(_) => None,
        });
        match first.filter(|it| it.name == "p") {
            Some(paragraph) => {
                let words = std::mem::take(&mut paragraph.children);
                paragraph.children = vec![mark.into(), text(" ")];
                paragraph.children.extend(words);
            }
            None => blocks
                .splice(0..0, [mark.into(), text("\n")])
                .for_each(drop),
        }
        blocks
    }

    /// Adds links back to the places that point here: to one place in words, to
    /// several with a letter each. The words are in the edition's language, whatever
    /// that of the node is.
    pub(super) fn way_back(
        &self,
        mut element: Element,
        within: &Meta,
        places: &[NodeId],
    ) -> Element {
        let known: Vec<NodeId> = places
            .iter()
            .copied()
            .filter(|place| self.edition.anchor(*place).is_some())
            .collect();
        for (i, place) in known.iter().enumerate() {
            let language = self.edition.language_of(*place);
            let letter = (known.len() > 1).then(|| letters(i + 1, language));
            element = element
                .text(" ")
                .child(self.back_link(*place, within, letter));
        }
        element
    }

    fn back_link(&self, place: NodeId, within: &Meta, letter: Option<String>) -> Element {
        let words = element("span").class("back-words");
        let words = match within.lang() {
            Some(_) => self.in_own_language(words, place),
            None => words,
        };
        let words = words.text(self.edition.words_of(place).back);
        let mut link = element("a")
            .class("back")
            .attribute("role", "doc-backlink")
            .attribute("href", (self.options.href)(place))
            .child(words);
        if let Some(letter) = letter {
            link = link
                .text(" ")
                .child(element("span").class("back-letter").text(letter));
        }
        link
    }
}
