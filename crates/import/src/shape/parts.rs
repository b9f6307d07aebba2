//! Which part each piece belongs to: by part names in any language the program
//! speaks, in any order.

use pamphlet_core::article::PartKind;
use pamphlet_core::language::Language;
use pamphlet_core::span::Spanned;
use pamphlet_core::words::Words;

use crate::Options;
use crate::draft::Draft;
use crate::report::Report;
use crate::shape::{PartPieces, Shape};

/// Takes a draft apart.
pub fn part(draft: Draft, options: &Options, report: Report) -> Shape {
    let mut front = draft.front;
    if let Some(title) = &options.title {
        front.title = Some(Spanned::made(title.clone()));
    }
    let words = Words::of(&Language::english()).expect("English is always there");
    Shape {
        front,
        parts: vec![PartPieces {
            kind: PartKind::Fundamentals,
            heading: Vec::new(),
            pieces: draft.pieces,
        }],
        notes: draft.notes,
        glossary: Vec::new(),
        references: Vec::new(),
        reference_numbers: Default::default(),
        words,
        report,
    }
}
