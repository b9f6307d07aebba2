//! An article and a profile become an edition: everything that a reader sees is
//! decided here, once, before the formats fork.
//!
//! [`resolve`] shows the stages in order; each stands in a file of its own.
//! Stages up to the numbering of nodes decide *what* the edition says; those
//! after it write down facts about its nodes. All faults are collected; an
//! edition comes out only where none of them is an error.

mod language;
mod metadata;

pub mod bilingual;

mod about;
mod contact;
mod draft;
mod frame;
mod notes;
mod select;

mod bibliography;
mod breaks;
mod cited;
mod citing;
mod glossary;
mod lexicon;
mod values;

mod anchors;
mod captions;
mod ids;
mod numbering;
mod slug;
pub mod translation;

mod citations;
mod elsewhere;
mod fields;
mod images;
mod in_place;
mod introduce;
mod links;
mod names;
mod terms;

mod entries;
mod unlinked;

mod complete;
mod made;
mod tour;

use std::collections::{BTreeMap, BTreeSet};

use pamphlet_core::Assets;
use pamphlet_core::article::Article;
use pamphlet_core::date::Date;
use pamphlet_core::diagnostic::{self, Diagnostic};
use pamphlet_core::edition::{Edition, Publisher};
use pamphlet_core::front::Status;
use pamphlet_core::glossary::Glossary;
use pamphlet_core::language::Language;
use pamphlet_core::profile::Profile;
use pamphlet_core::reference::References;
use pamphlet_core::span::{Sources, Span};
use pamphlet_core::words::Tables;

pub use complete::missing_facts;
pub use translation::Translation;

/// All that an edition is made from.
pub struct Input<'a> {
    /// The article as read.
    pub article: &'a Article,
    /// The files that it was read from.
    pub sources: &'a Sources,
    /// What the edition selects and shows.
    pub profile: &'a Profile,
    /// The references that it may cite.
    pub references: &'a References,
    /// Its terms: the library's glossary with the article's laid over it.
    pub glossary: &'a Glossary,
    /// What it translates, if it is a translation.
    pub translation: Option<&'a Translation>,
    /// Facts of the library.
    pub library: &'a Library,
    /// The article's folder relative to the library's root; empty for the root.
    pub folder: &'a str,
    /// The web pages of the article in other languages.
    pub elsewhere: &'a [InLanguage],
    /// The images.
    pub assets: &'a dyn Assets,
}

/// What a library says about all its articles.
#[derive(Clone, Debug)]
pub struct Library {
    /// The language of articles that name none.
    pub language: Language,
    /// The words of the interface.
    pub words: Tables,
    /// Who publishes.
    pub publisher: Option<Publisher>,
    /// Values of fields by dotted name: `contact.phone`.
    pub fields: BTreeMap<String, String>,
    /// The library's other articles by slug.
    pub siblings: BTreeMap<String, Sibling>,
    /// The date of an article that names none (`SOURCE_DATE_EPOCH`).
    pub fallback_date: Option<Date>,
    /// The citation style of articles that name none.
    pub csl: Option<String>,
    /// The texts of the library's `.csl` files by name without ending.
    pub styles: BTreeMap<String, String>,
}

impl Default for Library {
    fn default() -> Library {
        Library {
            language: Language::english(),
            words: Tables::default(),
            publisher: None,
            fields: BTreeMap::new(),
            siblings: BTreeMap::new(),
            fallback_date: None,
            csl: None,
            styles: BTreeMap::new(),
        }
    }
}

/// The web page of an article in another language.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct InLanguage {
    /// The language.
    pub language: Language,
    /// Its address.
    pub url: String,
}

/// Another article of the library, as links to it need it.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Sibling {
    /// Its folder relative to the library's root.
    pub folder: String,
    /// The name of its files without what tells targets apart: its slug, of a
    /// translation with the language behind it.
    pub stem: String,
    /// Its title.
    pub title: String,
    /// Where its web page lives.
    pub canonical_url: Option<String>,
    /// The labels written in it, if they are known.
    pub labels: Option<BTreeSet<String>>,
}

/// What resolving gives.
#[derive(Clone, Debug)]
pub struct Resolution {
    /// The edition; none if there is an error or the article is withdrawn.
    pub edition: Option<Edition>,
    /// Everything that was found, sorted by place.
    pub diagnostics: Vec<Diagnostic>,
}

/// Makes one edition of one article.
pub fn resolve(input: &Input) -> Resolution {
    let mut report = Vec::new();
    if let Some(notice) = withdrawn(input.article) {
        return Resolution {
            edition: None,
            diagnostics: vec![notice],
        };
    }
    let (language, words) = language::decide(input, &mut report);
    let metadata = metadata::collect(input, &language, &mut report);

    let style = citing::style(input, &language, &mut report);
    report.extend(pamphlet_cite::check(input.references));
    let mut draft = draft::of(input, words, language, metadata, &style, &mut report);
    let mut printed = bibliography::place(input, &mut draft, &style, &mut report);
    let mut ids = ids::number(&mut draft.edition);

    let edition = &mut draft.edition;
    frame::roles(input, edition);
    numbering::sections(edition, input.profile);
    captions::number(edition);
    captions::linearise(edition, input.profile.table_columns, &mut ids);
    notes::connect(edition, &draft.notes);
    let labels = anchors::assign(edition, &mut report);
    links::resolve(input, edition, &labels, &mut ids, &mut report);
    citations::resolve(input, edition, &mut printed, &mut ids, &mut report);
    notes::mark(input, edition, &style);
    in_place::sources(edition);
    terms::resolve(input, edition, &mut ids, &mut report);
    entries::check(input, edition, &mut report);
    unlinked::check(input, edition, &mut report);
    fields::resolve(input, edition, &mut report);
    images::resolve(input, edition, &mut report);

    diagnostic::settle(&mut report);
    let edition = (!diagnostic::any_error(&report)).then_some(draft.edition);
    Resolution {
        edition,
        diagnostics: report,
    }
}

/// The notice that an article builds nothing, if it is withdrawn.
fn withdrawn(article: &Article) -> Option<Diagnostic> {
    let status = article.front.status.as_ref()?;
    (status.value == Status::Withdrawn).then(|| {
        let message = format!("`{}` is withdrawn: nothing is built from it", article.slug);
        Diagnostic::warning("withdrawn", status.span, message)
            .hint("to build it again, set `status: current`")
    })
}

/// The place of the front matter, or none.
fn front_span(article: &Article) -> Span {
    article.front.span.unwrap_or(Span::NONE)
}
