//! What a draft's pieces are: [`shape`] names the decisions in the order in
//! which they are made, a file each.

mod definitions;
mod flat;
mod headings;
mod language;
mod lists;
mod mentions;
mod parts;
mod references;
mod separators;
mod slots;
pub(crate) mod tables;
mod tree;

use std::collections::BTreeMap;

use pamphlet_core::article::{Article, PartKind};
use pamphlet_core::front::Front;
use pamphlet_core::glossary::GlossaryEntry;
use pamphlet_core::inline::NoteDefinition;
use pamphlet_core::reference::Reference;
use pamphlet_core::words::Words;

use crate::draft::{Draft, Piece, Settled};
use crate::report::Report;
use crate::{Imported, Kept, Options};

/// An article on its way: each decision changes it and says so in the report.
pub struct Shape {
    /// What is known of the article as a whole.
    pub front: Front,
    /// The pieces by part, in the order of the source; a part's name is no piece
    /// any more. [`parts`] fills it.
    pub parts: Vec<PartPieces>,
    /// Footnotes.
    pub notes: Vec<NoteDefinition>,
    /// Definitions lifted out of the text.
    pub glossary: Vec<Kept<GlossaryEntry>>,
    /// References understood.
    pub references: Vec<Kept<Reference>>,
    /// The places in `references` of those that the source numbers.
    pub reference_numbers: BTreeMap<u32, usize>,
    /// Words of the article's language, or English where the program has none.
    pub words: &'static Words,
    /// What was decided.
    pub report: Report,
}

/// The pieces of a part.
pub struct PartPieces {
    /// Which part.
    pub kind: PartKind,
    /// Its name as the source writes it; empty where the source does not name it.
    pub heading: Vec<pamphlet_core::Inline>,
    /// What stands in it.
    pub pieces: Vec<Piece>,
}

/// Decides what a draft's pieces are.
pub fn shape(mut draft: Draft, options: &Options, report: Report) -> Imported {
    let images = draft.images.clone();
    let glossary = std::mem::take(&mut draft.glossary);
    let mut shape = parts::part(draft, options, report);
    shape.glossary.splice(0..0, glossary);
    references::gather(&mut shape);
    definitions::lift(&mut shape);
    lists::label(&mut shape);
    separators::settle(&mut shape);
    tables::settle(&mut shape);
    headings::find(&mut shape);
    lists::settle(&mut shape);
    mentions::cite(&mut shape);
    let slots = slots::open(&mut shape.front, &mut shape.report);
    let article = tree::build(&mut shape, options);
    Imported {
        importer: "",
        article,
        glossary: shape.glossary,
        references: shape.references,
        beside: images,
        slots,
        verbatim: None,
        report: shape.report,
    }
}

/// Takes an article whose source already marks everything.
pub fn settled(found: Settled, options: &Options, mut report: Report) -> Imported {
    let mut article: Article = found.article;
    if let Some(title) = &options.title {
        article.front.title = Some(pamphlet_core::span::Spanned::made(title.clone()));
    }
    article.slug.clone_from(&options.slug);
    let verbatim = found.verbatim.filter(|_| options.title.is_none());
    let slots = match verbatim {
        Some(_) => Vec::new(),
        None => slots::open(&mut article.front, &mut report),
    };
    Imported {
        importer: "",
        article,
        glossary: Vec::new(),
        references: Vec::new(),
        beside: found.beside,
        slots,
        verbatim,
        report,
    }
}
