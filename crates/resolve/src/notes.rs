//! Footnotes: those that are called, numbered by their first call.

use std::collections::{BTreeMap, BTreeSet};

use pamphlet_cite::Style;
use pamphlet_core::Inline;
use pamphlet_core::diagnostic::{self, Diagnostic};
use pamphlet_core::edition::{Edition, Note, NoteMarks};
use pamphlet_core::inline::{NoteCall, NoteDefinition};
use pamphlet_core::node::{Meta, NodeId};
use pamphlet_core::walk::{self, Visitor};

use crate::{Input, citing, select, tour};

/// Numbers of notes (from 1) by label.
pub(crate) type NoteNumbers = BTreeMap<String, usize>;

/// Puts the called notes into the edition: by first call in the main text, then
/// those that only notes call. `made` are notes that citations became.
pub(crate) fn place(
    input: &Input,
    edition: &mut Edition,
    made: Vec<NoteDefinition>,
    report: &mut Vec<Diagnostic>,
) -> NoteNumbers {
    let mut written = BTreeMap::new();
    for note in input.article.notes.iter().chain(&made) {
        written.entry(note.label.as_str()).or_insert(note);
    }
    let mut calls = Calls::default();
    tour::whole(&mut calls, edition);
    let mut numbers = NoteNumbers::new();
    let mut next = 0;
    while let Some(call) = calls.found.get(next).cloned() {
        next += 1;
        if numbers.contains_key(&call.label) {
            continue;
        }
        let Some(note) = written.get(call.label.as_str()) else {
            report.push(unknown(&call, written.keys().copied()));
            continue;
        };
        let number = edition.notes.len() + 1;
        numbers.insert(call.label, number);
        let blocks = select::printed_blocks(note.blocks.clone());
        walk::walk_blocks(&mut calls, &blocks);
        edition.notes.push(Note {
            meta: Meta::at(note.meta.span),
            number,
            blocks,
            calls: Vec::new(),
        });
    }
    unused(input, report);
    numbers
}

fn unknown<'a>(call: &NoteCall, known: impl Iterator<Item = &'a str>) -> Diagnostic {
    let message = format!("there is no footnote `{}`", call.label);
    let hint = match diagnostic::nearest(&call.label, known) {
        Some(name) => format!("did you mean `[^{name}]`?"),
        None => format!(
            "write its text in a line of its own: `[^{}]: …`",
            call.label
        ),
    };
    Diagnostic::error("unknown-footnote", call.meta.span, message).hint(hint)
}

/// Notes that nothing in the whole article calls would be lost silently.
fn unused(input: &Input, report: &mut Vec<Diagnostic>) {
    let mut calls = Calls::default();
    walk::walk_article(&mut calls, input.article);
    let called: BTreeSet<&str> = calls.found.iter().map(|call| call.label.as_str()).collect();
    for note in &input.article.notes {
        if !called.contains(note.label.as_str()) {
            let message = format!(
                "nothing calls the footnote `{}`, so it is not printed",
                note.label
            );
            report.push(
                Diagnostic::warning("unused-footnote", note.meta.span, message).hint(format!(
                    "write `[^{}]` where it belongs, or remove it",
                    note.label
                )),
            );
        }
    }
}

#[derive(Default)]
struct Calls {
    found: Vec<NoteCall>,
}

impl Visitor for Calls {
    fn inline(&mut self, inline: &Inline) {
        if let Inline::NoteCall(call) = inline {
            self.found.push(call.clone());
        }
        walk::walk_inline(self, inline);
    }
}

/// Connects notes and their calls, both ways.
pub(crate) fn connect(edition: &mut Edition, numbers: &NoteNumbers) {
    let mut calls = Calls::default();
    tour::whole(&mut calls, edition);
    for call in calls.found {
        if let Some(number) = numbers.get(&call.label) {
            let id: NodeId = call.meta.id;
            edition.facts.note_numbers.insert(id, *number);
            edition.notes[number - 1].calls.push(id);
        }
    }
}

/// Marks notes by letters where the numbers of sources stand above the line too.
pub(crate) fn mark(input: &Input, edition: &mut Edition, style: &Style) {
    let raised = style.is_raised() && !style.is_notes() && !citing::names_alone(input, style);
    let mut printed = edition.facts.citations.values().flatten();
    if raised && printed.next().is_some() {
        edition.note_marks = NoteMarks::Letters;
    }
}
