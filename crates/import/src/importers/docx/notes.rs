//! Footnotes, endnotes and comments: where they are called, and what they say.

use std::collections::BTreeMap;

use pamphlet_core::inline::NoteDefinition;
use pamphlet_core::node::Meta;

use super::body;
use super::package::Relations;
use super::paragraph::by;
use super::reader::{Reader, excerpt};
use super::xml::{self, Node};
use crate::report::{Kind, Place};

/// Footnotes or endnotes of a document.
#[derive(Default)]
pub struct Part<'d> {
    /// The notes by their ids.
    pub notes: BTreeMap<&'d str, Node<'d>>,
    /// The relations of their part.
    pub relations: Relations,
}

impl<'d> Part<'d> {
    /// Reads `footnotes.xml` or `endnotes.xml`; separators are no notes.
    pub fn read(root: Option<Node<'d>>, relations: Relations) -> Part<'d> {
        let is_note = |it: &Node| match xml::attribute(*it, "type") {
            None | Some("normal") => true,
            Some(_) => false,
        };
        let notes = root
            .into_iter()
            .flat_map(|it| it.children())
            .filter(|it| xml::is_w(*it, "footnote") || xml::is_w(*it, "endnote"))
            .filter(is_note)
            .filter_map(|it| Some((xml::attribute(it, "id")?, it)))
            .collect();
        Part { notes, relations }
    }
}

/// Footnotes and endnotes: one row of numbers, by the order of their calls.
#[derive(Default)]
pub struct Notes<'d> {
    /// Footnotes, then endnotes.
    pub parts: [Part<'d>; 2],
    labels: BTreeMap<(bool, &'d str), String>,
    /// The notes that were called, in order, with the place of the call.
    called: Vec<(bool, &'d str, Place)>,
}

impl<'d> Notes<'d> {
    /// Notes of two parts.
    pub fn new(parts: [Part<'d>; 2]) -> Notes<'d> {
        Notes {
            parts,
            ..Notes::default()
        }
    }

    /// The label of the note that is called; none where there is no such note.
    pub fn call(&mut self, id: &str, end: bool, place: Place) -> Option<String> {
        let (id, _) = self.parts[usize::from(end)].notes.get_key_value(id)?;
        let next = self.labels.len() + 1;
        let label = self.labels.entry((end, id)).or_insert_with(|| {
            self.called.push((end, id, place));
            next.to_string()
        });
        Some(label.clone())
    }
}

/// What the notes that were called say, and a report of those that were not.
pub fn definitions<'d>(reader: &mut Reader<'d>) -> Vec<NoteDefinition> {
    let mut out = Vec::new();
    // A note may call another one: then the list grows while it is read.
    let mut at = 0;
    while let Some((end, id, place)) = reader.notes.called.get(at).copied() {
        at += 1;
        reader.place = place;
        reader.fields.clear();
        let part = &reader.notes.parts[usize::from(end)];
        let Some(node) = part.notes.get(id).copied() else {
            continue;
        };
        let relations = part.relations.clone();
        let body = std::mem::replace(&mut reader.relations, relations);
        let blocks = body::blocks_of(reader, node);
        reader.relations = body;
        reader.say(Kind::Note, 100, format!("note {at} came along"));
        out.push(NoteDefinition {
            meta: Meta::made(),
            label: at.to_string(),
            blocks,
        });
    }
    report_uncalled(reader);
    out
}

fn report_uncalled(reader: &mut Reader) {
    reader.place = Place::WHOLE;
    for end in [false, true] {
        let part = &reader.notes.parts[usize::from(end)];
        let is_called = |id: &str| reader.notes.labels.contains_key(&(end, id));
        let left: Vec<String> = part
            .notes
            .iter()
            .filter(|(id, _)| !is_called(id))
            .map(|(_, node)| words(*node))
            .collect();
        for text in left {
            if text.contains(char::is_alphanumeric) {
                let message = format!("a note that nothing calls was left out: {}", excerpt(&text));
                reader.drop(Kind::Note, 50, message, &text);
            }
        }
    }
}

/// The words of a node, paragraph by paragraph.
pub fn words(node: Node) -> String {
    let mut out = String::new();
    for it in node.descendants() {
        if xml::is_w(it, "t") || xml::is_w(it, "delText") {
            out.push_str(&xml::text_of(it));
        } else if ["p", "tab", "br", "cr"]
            .iter()
            .any(|name| xml::is_w(it, name))
        {
            out.push(' ');
        }
    }
    out.trim().to_owned()
}

/// A comment.
pub struct Remark {
    /// Who wrote it, and on what day.
    by: String,
    /// What it says.
    text: String,
    /// Whether it stands in its place already.
    said: bool,
}

/// Reads `comments.xml`.
pub fn remarks(root: Option<Node>) -> BTreeMap<String, Remark> {
    let mut remarks = BTreeMap::new();
    for node in root.into_iter().flat_map(|it| it.children()) {
        let id = xml::attribute(node, "id");
        if let (true, Some(id)) = (xml::is_w(node, "comment"), id) {
            let remark = Remark {
                by: by(node),
                text: words(node),
                said: false,
            };
            remarks.insert(id.to_owned(), remark);
        }
    }
    remarks
}

impl Reader<'_> {
    /// A comment's words for its place in the text.
    pub fn remark(&mut self, id: &str) -> Option<String> {
        let remark = self.remarks.get_mut(id).filter(|it| !it.said)?;
        remark.said = true;
        let (by, text) = (remark.by.clone(), remark.text.clone());
        let message = format!("a comment by {by} stands in its place: {}", excerpt(&text));
        self.add(Kind::Remark, 70, message, &format!("comment by {by}:"));
        self.todos
            .push(format!("answer the comment by {by} in the text below"));
        Some(format!("comment by {by}: {text}"))
    }

    /// Reports the comments that stand nowhere in the text.
    pub fn report_remarks(&mut self) {
        self.place = Place::WHOLE;
        let left: Vec<(String, String)> = self
            .remarks
            .values()
            .filter(|it| !it.said && !it.text.is_empty())
            .map(|it| (it.by.clone(), it.text.clone()))
            .collect();
        for (by, text) in left {
            let message = format!(
                "a comment by {by} has no place in the text: {}",
                excerpt(&text)
            );
            self.drop(Kind::Remark, 60, message, &text);
        }
    }
}
