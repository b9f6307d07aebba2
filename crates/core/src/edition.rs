//! The edition: everything a reader of one kind sees, decided once, before the
//! formats fork. Its blocks are those of the article, selected and numbered;
//! facts about them stand in [`Facts`], keyed by [`NodeId`].

use std::collections::{BTreeMap, BTreeSet};
use std::ops::Range;

use crate::article::{PartKind, Section};
use crate::block::{Block, Callout};
use crate::date::Date;
use crate::front::{Code, Person, Status};
use crate::inline::{Field, Inline};
use crate::language::Language;
use crate::letters;
use crate::node::{Meta, NodeId};
use crate::profile::Definitions;
use crate::span::Span;
use crate::words::Words;

/// The content one kind of reader gets.
///
/// Reading order, the same in every format: title, subtitle, `opening`, then
/// each part (title if shown, blocks, sections, bibliography, glossary), and
/// `closing`. Notes stand at the foot of pages or at the end.
#[derive(Clone, Debug)]
pub struct Edition {
    /// Name of the profile that made it: `full`, `handout`.
    pub profile: String,
    /// The article's slug.
    pub slug: String,
    /// Language of the text where nothing else is marked.
    pub language: Language,
    /// Words of the interface in that language.
    pub words: &'static Words,
    /// Facts about the document for metadata; what of them is printed stands in
    /// `opening` and `closing`.
    pub metadata: Metadata,
    /// Title as inlines (made from the front matter).
    pub title: Vec<Inline>,
    /// Subtitle; empty if there is none.
    pub subtitle: Vec<Inline>,
    /// Blocks between the title and the first part: purpose, main message, urgent help.
    pub opening: Vec<Block>,
    /// The parts in their fixed order, then the glossary if any term is used, then
    /// whom to ask.
    pub parts: Vec<EditionPart>,
    /// "About this leaflet": who, when, licence, disclaimer. A part without a
    /// kind of its own, so that backends treat it as one.
    pub closing: Option<EditionPart>,
    /// Footnotes in the order of their first call, numbered from 1.
    pub notes: Vec<Note>,
    /// How calls and notes are marked.
    pub note_marks: NoteMarks,
    /// What the tables say about nodes.
    pub facts: Facts,
    /// Values of fields by dotted name: `contact.phone`. A name in use that is
    /// not here is a blank to write in.
    pub fields: BTreeMap<String, String>,
    /// Where paper says what a term means. What it says beside the glossary it
    /// repeats: it is furniture.
    pub definitions: Definitions,
    /// The language beside that of the edition, where it is one in two: then its
    /// blocks are [`Block::Pair`]s.
    pub beside: Option<Beside>,
    /// A code for telephones, which paper draws beside the part that says whom to ask.
    pub qr_code: Option<QrCode>,
}

/// Between the same words in two languages. No line starts with it.
pub const BETWEEN: &str = "\u{a0}/ ";

/// What an edition in two languages says in the second of them. Its nodes are told
/// by their ids, so that whoever shows one finds its words and its language.
#[derive(Clone, Debug)]
pub struct Beside {
    /// The ids of all nodes in this language.
    pub nodes: Range<NodeId>,
    /// The language.
    pub language: Language,
    /// Words of the interface in that language.
    pub words: &'static Words,
    /// Values of fields in that language.
    pub fields: BTreeMap<String, String>,
}

/// A code that leads a telephone to the web page. Its address is printed beside
/// it, so it is furniture.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct QrCode {
    /// The address.
    pub url: String,
    /// Its text alternative.
    pub alt: String,
    /// Where the author wrote the address.
    pub span: Span,
}

/// Facts about the document, as metadata formats need them.
#[derive(Clone, Debug)]
pub struct Metadata {
    /// Title as plain text; never empty.
    pub title: String,
    /// Subtitle.
    pub subtitle: Option<String>,
    /// What the leaflet is for; also its description.
    pub description: Option<String>,
    /// Authors.
    pub authors: Vec<Person>,
    /// Reviewers.
    pub reviewers: Vec<Person>,
    /// The publisher: the name in the library's `[identity]`.
    pub publisher: Option<Publisher>,
    /// Draft, current or withdrawn.
    pub status: Status,
    /// The version as text.
    pub version: Option<String>,
    /// First published.
    pub published: Option<Date>,
    /// Last reviewed.
    pub reviewed: Option<Date>,
    /// To be reviewed again.
    pub next_review: Option<Date>,
    /// The document's date: reviewed, else published, else what the build was
    /// told, else 1970-01-01. Always set: archives and PDF/A need one.
    pub date: Date,
    /// Keywords.
    pub keywords: Vec<String>,
    /// Codes of classification systems.
    pub codes: Vec<Code>,
    /// A lasting identifier: as written, else `urn:uuid:` of a version 5 UUID
    /// from the canonical URL or slug.
    pub identifier: String,
    /// ISBN by format (`epub`, `pdf`, `print`, `html`).
    pub isbn: BTreeMap<String, String>,
    /// Where the web page lives.
    pub canonical_url: Option<String>,
    /// Where readers send comments.
    pub feedback_url: Option<String>,
    /// Licence of the words.
    pub license: Option<String>,
}

/// Who publishes, from the library's `[identity]`.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Publisher {
    /// Name.
    pub name: String,
    /// Home page.
    pub url: Option<String>,
    /// Path of the logo relative to the library's root, with its text alternative.
    pub logo: Option<(String, String)>,
}

/// What kind of part of an edition it is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum EditionPartKind {
    /// One of the article's five.
    Article(PartKind),
    /// The glossary.
    Glossary,
    /// Whom to ask, and where the leaflet stands on the web.
    Contact,
    /// About this leaflet.
    About,
}

impl EditionPartKind {
    /// An id for classes and file names: `fundamentals`, `glossary`, `about`.
    pub fn id(self) -> &'static str {
        match self {
            EditionPartKind::Article(kind) => kind.id(),
            EditionPartKind::Glossary => "glossary",
            EditionPartKind::Contact => "contact",
            EditionPartKind::About => "about",
        }
    }
}

/// A part of an edition.
#[derive(Clone, Debug)]
pub struct EditionPart {
    /// Identity and place; its anchor stands in [`Facts::anchors`].
    pub meta: Meta,
    /// What it is.
    pub kind: EditionPartKind,
    /// Its title. Never empty: also where it is not printed, navigation names it.
    pub title: Vec<Inline>,
    /// Whether the title is printed.
    pub title_shown: bool,
    /// Blocks before the first section.
    pub blocks: Vec<Block>,
    /// Sections; see [`Edition::heading_level`].
    pub sections: Vec<Section>,
    /// Entries of the bibliography, printed behind the sections as an ordered
    /// list; only the References part has any.
    pub bibliography: Vec<BibliographyEntry>,
    /// Entries of the glossary, printed behind the sections as a term list;
    /// only the glossary part has any.
    pub glossary: Vec<GlossaryItem>,
}

/// An entry of the bibliography as printed.
#[derive(Clone, Debug)]
pub struct BibliographyEntry {
    /// Identity (its anchor stands in [`Facts::anchors`]), place, and the language of
    /// the whole entry where that is not the edition's: it is a block of its own
    /// direction.
    pub meta: Meta,
    /// Citation key.
    pub key: String,
    /// The mark before it (`1.`); furniture like a list's number.
    pub label: String,
    /// The entry in the citation style, with links.
    pub inlines: Vec<Inline>,
    /// The citations that point here, in reading order: links back go there.
    pub cited_by: Vec<NodeId>,
}

/// An entry of the glossary as printed: term, short form in brackets, definition.
#[derive(Clone, Debug)]
pub struct GlossaryItem {
    /// Identity (its anchor stands in [`Facts::anchors`]) and place.
    pub meta: Meta,
    /// The key in the glossary file.
    pub key: String,
    /// The term with its short form: "growth hormone (GH)".
    pub term: Vec<Inline>,
    /// What it means, with related entries at its end; never empty. Terms within
    /// it link to their own entries.
    pub definition: Vec<Inline>,
    /// Uses of the term in the text and in notes, in reading order. Those with
    /// an anchor, the first in each part, are linked: links back go there.
    pub used_by: Vec<NodeId>,
}

/// A footnote.
#[derive(Clone, Debug)]
pub struct Note {
    /// Identity (its anchor stands in [`Facts::anchors`]) and place.
    pub meta: Meta,
    /// Its number, from 1.
    pub number: usize,
    /// What it says.
    pub blocks: Vec<Block>,
    /// Calls for it in reading order; links back go there.
    pub calls: Vec<NodeId>,
}

/// How notes are marked, beside their calls and where they stand.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum NoteMarks {
    /// By their numbers.
    #[default]
    Numbers,
    /// By letters in brackets, where sources have numbers above the line: a letter alone
    /// would be read as one of the word, or of the unit, before it.
    Letters,
}

/// What is known about nodes.
#[derive(Clone, Debug, Default)]
pub struct Facts {
    /// Ids of everything that can be pointed at (parts, sections, tables,
    /// figures, labelled blocks, entries, notes, calls, citations): unique,
    /// made of letters, digits, `-`, `_` and `.`, starting with a letter.
    pub anchors: BTreeMap<NodeId, String>,
    /// What captions and headings are called: of tables and figures "Table 2",
    /// of numbered sections "2.1".
    pub numbers: BTreeMap<NodeId, String>,
    /// Where links and cross-references lead, and the words of those that the
    /// author left empty.
    pub links: BTreeMap<NodeId, ResolvedLink>,
    /// What citations print.
    pub citations: BTreeMap<NodeId, Vec<CitationPiece>>,
    /// The entries that each citation cites, in the order of the list, to be read
    /// in place; none where the edition prints no list.
    pub sources: BTreeMap<NodeId, Vec<NodeId>>,
    /// What terms print and mean.
    pub terms: BTreeMap<NodeId, ResolvedTerm>,
    /// Words within [`ResolvedTerm::inlines`] that are a short form, with what
    /// they stand for.
    pub short_forms: BTreeMap<NodeId, String>,
    /// The number (from 1) of the note that a call is for: `notes[number - 1]`.
    pub note_numbers: BTreeMap<NodeId, usize>,
    /// Paths of images (figures and inline) relative to the library's root.
    pub images: BTreeMap<NodeId, String>,
    /// Table cells, lists and paragraphs made from a table that was too wide:
    /// their ids, for classes.
    pub linearised: BTreeSet<NodeId>,
    /// What the program says with blocks that it made (the opening's purpose and
    /// urgent help), as a class name: `purpose`, `main-message`, `urgent-help`.
    pub roles: BTreeMap<NodeId, &'static str>,
}

/// Where a link leads.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ResolvedLink {
    /// Where to.
    pub target: LinkTarget,
    /// Words for a cross-reference that the author left empty; they stand in
    /// place of its inlines.
    pub words: Option<Vec<Inline>>,
}

/// A place that a link leads to.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum LinkTarget {
    /// A node of this edition; its anchor stands in [`Facts::anchors`].
    Node(NodeId),
    /// An address.
    Url(String),
    /// Another article of the library: a sibling page where there is one, the
    /// canonical URL elsewhere.
    Article {
        /// Its slug.
        slug: String,
        /// Its folder relative to the library's root.
        folder: String,
        /// The label in it.
        label: Option<String>,
        /// Its canonical URL with the label as fragment.
        url: Option<String>,
    },
    /// Nothing any more: the words stay, the link goes (with its reason
    /// reported when resolving).
    Nowhere,
}

/// One piece of a printed citation: `[`, `1, p. 3`, `; `, `2`, `]`.
#[derive(Clone, Debug)]
pub struct CitationPiece {
    /// What is printed.
    pub inlines: Vec<Inline>,
    /// The bibliography entry it stands for, whose anchor it links to; none
    /// for the punctuation between, and where the edition prints no list.
    pub entry: Option<NodeId>,
}

/// A term in use.
#[derive(Clone, Debug)]
pub struct ResolvedTerm {
    /// The [`GlossaryItem`] it means; none where it shows plain: in headings,
    /// links and captions.
    pub item: Option<NodeId>,
    /// What is printed: the author's words, and what the program adds to them, a
    /// plain word before or the full name behind.
    pub inlines: Vec<Inline>,
    /// Whether it is the first use in its part (in a definition: the first in
    /// it), which carries the definition: a link, and the definition in place.
    pub first: bool,
}

impl Edition {
    /// The anchor of a node.
    pub fn anchor(&self, id: NodeId) -> Option<&str> {
        self.facts.anchors.get(&id).map(String::as_str)
    }

    /// "Table 2" or "2.1".
    pub fn number(&self, id: NodeId) -> Option<&str> {
        self.facts.numbers.get(&id).map(String::as_str)
    }

    /// What marks the note of a number: "1" or "(a)".
    pub fn note_mark(&self, number: usize) -> String {
        match self.note_marks {
            NoteMarks::Numbers => number.to_string(),
            NoteMarks::Letters => {
                let note = self.notes.get(number.wrapping_sub(1));
                let language = note.map_or(&self.language, |it| self.language_of(it.meta.id));
                format!("({})", letters::letters(number, language))
            }
        }
    }

    /// All parts as printed: those of the article, the glossary, the closing.
    pub fn all_parts(&self) -> impl Iterator<Item = &EditionPart> {
        self.parts.iter().chain(&self.closing)
    }

    /// The level of a section's heading: the title is 1, a printed part title 2;
    /// `depth` is 0 for a part's own sections.
    pub fn heading_level(&self, part: &EditionPart, depth: usize) -> usize {
        depth + if part.title_shown { 3 } else { 2 }
    }

    /// The second language, if a node is in it.
    fn beside(&self, id: NodeId) -> Option<&Beside> {
        let beside = self.beside.as_ref()?;
        beside.nodes.contains(&id).then_some(beside)
    }

    /// The language of what a node says where nothing else is marked.
    pub fn language_of(&self, id: NodeId) -> &Language {
        self.beside(id).map_or(&self.language, |it| &it.language)
    }

    /// Words of the interface in the language of a node.
    pub fn words_of(&self, id: NodeId) -> &'static Words {
        self.beside(id).map_or(self.words, |it| it.words)
    }

    /// Entries of a list in the edition's language, then those in the one beside it.
    pub fn sides<'a, T>(&self, entries: &'a [T], id: impl Fn(&T) -> NodeId) -> [&'a [T]; 2] {
        let first = |entry: &T| self.beside(id(entry)).is_none();
        let (first, second) = entries.split_at(entries.partition_point(first));
        [first, second]
    }

    /// The whole first line of a callout: "Warning" or "Warning: " and its title.
    pub fn callout_heading(&self, callout: &Callout) -> Vec<Inline> {
        let words = self.words_of(callout.meta.id);
        let mut label = words.callout(callout.kind).to_owned();
        if !callout.title.is_empty() {
            label.push_str(words.colon);
        }
        std::iter::once(Inline::made(label))
            .chain(callout.title.iter().cloned())
            .collect()
    }

    /// The whole caption: "Table 2" and `. ` before the author's words; the
    /// number alone where there are none, the words alone where it has no number.
    pub fn caption(&self, id: NodeId, words: &[Inline]) -> Vec<Inline> {
        let mut out = Vec::new();
        if let Some(number) = self.number(id) {
            let stop = if words.is_empty() { "" } else { ". " };
            out.push(Inline::made(format!("{number}{stop}")));
        }
        out.extend(words.iter().cloned());
        out
    }

    /// The value of a field, or none for a blank to write in.
    pub fn field(&self, field: &Field) -> Option<&str> {
        let beside = self.beside(field.meta.id);
        let fields = beside.map_or(&self.fields, |it| &it.fields);
        fields.get(&field.name).map(String::as_str)
    }
}
