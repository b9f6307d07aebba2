//! Clipped text, Word documents, web pages and foreign Markdown → an article
//! with a report of every decision.
//!
//! ```text
//! Source ─importer─► Draft ─shape─► Shaped ─files─► article.md, glossary.yaml, …
//!                      └──────┴──► Report
//! ```
//!
//! [`importers`] is the table of what can be read, a file each. An importer says
//! what stands where; what it *is* (which part, a heading or a paragraph, a
//! pasted definition, a reference) is decided for all of them in [`shape`]. No
//! word of the source is lost: it stands in the article, the glossary, the
//! references, or it is named by a [`report::Decision`].

pub mod draft;
mod files;
pub mod importers;
mod language;
pub mod report;
mod shape;

use std::collections::BTreeMap;

use pamphlet_core::article::{Article, Section};
use pamphlet_core::glossary::GlossaryEntry;
use pamphlet_core::ideographs::count_words;
use pamphlet_core::inline::push_plain;
use pamphlet_core::reference::Reference;
use pamphlet_core::walk::{self, Visitor};
use pamphlet_core::{Block, Inline};

pub use importers::{IMPORTERS, Importer, importer_of};
pub use report::{Decision, Kind, Place, Report};

use draft::Found;

/// A file to import, with a way to those that lie beside it.
pub struct Source<'a> {
    /// Its name for people: the path as given.
    pub name: &'a str,
    /// What it holds.
    pub bytes: &'a [u8],
    /// Reads a file by its path relative to this one's folder; none where there
    /// is no such file or it lies outside that folder.
    pub beside: &'a dyn Fn(&str) -> Option<Vec<u8>>,
}

/// What the one who imports knows better than the source.
#[derive(Clone, Debug, Default)]
pub struct Options {
    /// The name of the article's folder.
    pub slug: String,
    /// The title, whatever the source says.
    pub title: Option<String>,
}

/// Why a file cannot be imported at all: a lower-case fragment and the remedy.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Refused {
    /// What is wrong with it.
    pub reason: String,
    /// What to do.
    pub remedy: String,
}

impl Refused {
    /// A reason and a remedy.
    pub fn new(reason: impl Into<String>, remedy: impl Into<String>) -> Refused {
        Refused {
            reason: reason.into(),
            remedy: remedy.into(),
        }
    }
}

/// Something gathered, with remarks for an editor: they are written as comments
/// above it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Kept<T> {
    /// What was gathered.
    pub value: T,
    /// Lines for an editor: the words as clipped, another definition.
    pub remarks: Vec<String>,
}

/// What a source became.
pub struct Imported {
    /// Which importer read it.
    pub importer: &'static str,
    /// The article.
    pub article: Article,
    /// Its glossary; keys are unique.
    pub glossary: Vec<Kept<GlossaryEntry>>,
    /// Its references; keys are unique.
    pub references: Vec<Kept<Reference>>,
    /// Files beside the article by their relative path: images, a bibliography.
    pub beside: BTreeMap<String, Vec<u8>>,
    /// Keys of the front matter that the source does not answer; they are
    /// written without a value.
    pub slots: Vec<&'static str>,
    /// The text of `article.md` where the source already is one.
    pub verbatim: Option<String>,
    /// What was decided, line by line.
    pub report: Report,
}

impl Imported {
    /// The files of the article's folder by their relative path.
    pub fn files(&self) -> BTreeMap<String, Vec<u8>> {
        files::files(self)
    }

    /// How many words the article has.
    pub fn words(&self) -> usize {
        let mut counter = Counter::default();
        walk::walk_article(&mut counter, &self.article);
        count_words(&counter.text)
    }
}

/// Gathers the words of a tree.
#[derive(Default)]
struct Counter {
    text: String,
}

impl Visitor for Counter {
    fn section(&mut self, section: &Section) {
        self.text.push(' ');
        walk::walk_section(self, section);
    }

    fn block(&mut self, block: &Block) {
        self.text.push(' ');
        if let Block::Table(table) = block {
            let rows = std::iter::once(&table.header).chain(&table.rows);
            for cell in rows.flat_map(|row| &row.cells) {
                walk::walk_inlines(self, &cell.inlines);
                self.text.push(' ');
            }
            let caption = table.caption.iter();
            caption.for_each(|caption| walk::walk_inlines(self, &caption.inlines));
        } else {
            walk::walk_block(self, block);
        }
    }

    fn inline(&mut self, inline: &Inline) {
        push_plain(std::slice::from_ref(inline), &mut self.text);
    }
}

/// Imports a source by the first importer that recognises it.
pub fn import(source: &Source, options: &Options) -> Result<Imported, Refused> {
    let importer = importer_of(source)?;
    let mut report = Report::default();
    let found = (importer.read)(source, &mut report)?;
    let mut imported = match found {
        Found::Draft(draft) => shape::shape(*draft, options, report),
        Found::Article(found) => shape::settled(*found, options, report),
    };
    imported.importer = importer.name;
    imported.report.settle();
    Ok(imported)
}
