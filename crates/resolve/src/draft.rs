//! The draft: what an edition says, before anything is said about its nodes.

use std::collections::{BTreeMap, BTreeSet};

use pamphlet_core::diagnostic::Diagnostic;
use pamphlet_core::edition::{Edition, Facts, Metadata, NoteMarks};
use pamphlet_core::language::Language;
use pamphlet_core::words::Words;

use crate::notes::NoteNumbers;
use pamphlet_cite::Style;

use crate::{Input, about, breaks, citing, contact, frame, glossary, notes, select, values};
use pamphlet_core::article::PartKind;

/// An edition without ids and facts.
pub(crate) struct Draft {
    /// The edition so far.
    pub(crate) edition: Edition,
    /// The numbers of its notes by label.
    pub(crate) notes: NoteNumbers,
}

/// The content that the profile selects.
pub(crate) fn of(
    input: &Input,
    words: &'static Words,
    language: Language,
    metadata: Metadata,
    style: &Style,
    report: &mut Vec<Diagnostic>,
) -> Draft {
    let mut edition = Edition {
        profile: input.profile.name.clone(),
        slug: input.article.slug.clone(),
        language,
        words,
        metadata,
        title: Vec::new(),
        subtitle: Vec::new(),
        opening: Vec::new(),
        parts: Vec::new(),
        closing: None,
        notes: Vec::new(),
        note_marks: NoteMarks::Numbers,
        facts: Facts::default(),
        fields: BTreeMap::new(),
        definitions: input.profile.definitions,
        beside: None,
        qr_code: None,
    };
    frame::open(input, &mut edition);
    edition.closing = about::part(input, &edition.metadata, words);
    let wanted = input.profile.parts.iter().copied().collect();
    let notes = fill(input, &mut edition, &wanted, style, report);
    contact::place(input, &mut edition);
    Draft { edition, notes }
}

/// The same draft with every part of the article: what the web page has.
pub(crate) fn whole(input: &Input, draft: &Draft, style: &Style) -> Draft {
    let mut edition = Edition {
        parts: Vec::new(),
        notes: Vec::new(),
        ..draft.edition.clone()
    };
    let all = PartKind::ALL.into_iter().collect();
    let notes = fill(input, &mut edition, &all, style, &mut Vec::new());
    Draft { edition, notes }
}

fn fill(
    input: &Input,
    edition: &mut Edition,
    wanted: &BTreeSet<PartKind>,
    style: &Style,
    report: &mut Vec<Diagnostic>,
) -> NoteNumbers {
    select::parts(input, wanted, edition);
    let made = citing::fit(input, edition, style);
    let notes = notes::place(input, edition, made, report);
    citing::fit_notes(input, edition, style);
    glossary::place(input, edition, report);
    breaks::close_up(edition);
    values::print(edition);
    notes
}
