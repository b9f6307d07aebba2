//! The road from bytes to an article; [`read`] names its stations.

use std::collections::BTreeSet;
use std::sync::Arc;

use comrak::Arena;
use comrak::nodes::NodeValue;
use pamphlet_core::article::{Article, Part};
use pamphlet_core::diagnostic::settle;
use pamphlet_core::front::Front;
use pamphlet_core::inline::NoteDefinition;
use pamphlet_core::language::Language;
use pamphlet_core::span::{Sources, Span, Spanned};
use pamphlet_core::words::{Tables, Words};
use pamphlet_core::{Diagnostic, limits};

use crate::inlines::Doc;
use crate::page::Page;
use crate::{bytes, document, front, labels, parse};

/// Gives a shared block by its name: path for people and bytes. Where there is
/// none it gives the names of those that there are, for "did you mean".
pub type SharedBlocks<'a> = dyn Fn(&str) -> Result<(String, Vec<u8>), Vec<String>> + 'a;

/// What one article is read from.
pub struct Input<'a> {
    /// The name of its folder or file.
    pub slug: &'a str,
    /// Its path for people, relative to the library's root.
    pub path: &'a str,
    /// The file's bytes.
    pub bytes: &'a [u8],
    /// The library's language, for an article that names none.
    pub language: Option<&'a Language>,
    /// The words of the interface, for the names of parts.
    pub words: &'a Tables,
    /// Shared blocks by name.
    pub blocks: &'a SharedBlocks<'a>,
}

/// What was read.
pub struct Reading {
    /// The article, whatever its faults.
    pub article: Article,
    /// Its faults, sorted by place.
    pub diagnostics: Vec<Diagnostic>,
}

/// Reads an article. It cannot fail.
pub fn read(input: &Input, sources: &mut Sources) -> Reading {
    let mut reading = read_with_all_faults(input, sources);
    limit(&mut reading.diagnostics);
    reading
}

/// As [`read`], with every fault however many there are: for who mends them and
/// would read again for each lot.
pub fn read_with_all_faults(input: &Input, sources: &mut Sources) -> Reading {
    let mut faults = Vec::new();
    let (file, readable) = bytes::decode(input.path, input.bytes, sources, &mut faults);
    let text = Arc::clone(&sources.get(file).text);
    let (mut front, body) = front::read(&text, file, &mut faults);
    let language = language(&front, input.language);
    let words = input.words.of(&language);

    let mut reader = Reader::new(sources, input.blocks);
    reader.faults = faults;
    let page = Page::new(file, &text, body..text.len());
    let mut parts = Vec::new();
    match parse::too_deep(&page) {
        Some(fault) => reader.faults.push(fault),
        None => parts = reader.body(page, &mut front, &language, words),
    }
    let Reader {
        mut notes, faults, ..
    } = reader;
    // The article's own notes come first, then those of shared blocks.
    notes.sort_by_key(|note| note.meta.span.file() != Some(file));
    let mut article = Article {
        slug: input.slug.to_owned(),
        front,
        parts,
        notes,
    };
    let mut diagnostics = faults;
    labels::check(&mut article, &mut diagnostics);
    let broken = diagnostics.iter().any(|d| d.name == "yaml-syntax");
    if readable && !broken && article.front.title.is_none() {
        let start = Span::new(file, 0..0);
        let title = readable_slug(input.slug);
        let message = format!("the article has no title; `{title}` is used");
        diagnostics.push(
            Diagnostic::warning("missing-title", start, message)
                .hint("write `title:` in the front matter, or a first line `# Title`"),
        );
    }
    let title = || Spanned::made(readable_slug(input.slug));
    article.front.title.get_or_insert_with(title);
    settle(&mut diagnostics);
    Reading {
        article,
        diagnostics,
    }
}

/// Reads the front matter of an article and nothing else of it, for those who ask
/// only what it says of itself. Its faults are those of reading the article.
pub fn read_front(path: &str, bytes: &[u8]) -> Front {
    let (mut sources, mut faults) = (Sources::new(), Vec::new());
    let (file, _) = bytes::decode(path, bytes, &mut sources, &mut faults);
    let text = Arc::clone(&sources.get(file).text);
    front::read(&text, file, &mut faults).0
}

fn language(front: &Front, library: Option<&Language>) -> Language {
    let written = front
        .lang
        .as_ref()
        .and_then(|lang| Language::parse(&lang.value));
    written
        .or_else(|| library.cloned())
        .unwrap_or_else(Language::english)
}

/// `growth-hormone` as `Growth hormone`.
fn readable_slug(slug: &str) -> String {
    let words = slug.replace(['-', '_'], " ");
    let words = words.trim();
    let mut chars = words.chars();
    match chars.next() {
        Some(first) => first.to_uppercase().chain(chars).collect(),
        None => "Untitled".to_owned(),
    }
}

fn limit(diagnostics: &mut Vec<Diagnostic>) {
    if diagnostics.len() <= limits::DIAGNOSTICS {
        return;
    }
    let more = diagnostics.len() - limits::DIAGNOSTICS;
    diagnostics.truncate(limits::DIAGNOSTICS);
    let place = diagnostics.last().map_or(Span::NONE, |d| d.span);
    let message = format!("{more} more are not shown");
    diagnostics.push(Diagnostic::error("too-many-faults", place, message));
}

/// What is gathered while one article is read.
pub struct Reader<'r> {
    /// All files.
    pub sources: &'r mut Sources,
    /// Shared blocks by name.
    pub shared: &'r SharedBlocks<'r>,
    /// What was found wrong.
    pub faults: Vec<Diagnostic>,
    /// Footnotes in the order in which they are read.
    pub notes: Vec<NoteDefinition>,
    /// Whether it was said that something is too deep.
    pub deep: bool,
    /// The shared blocks that are being read, the outermost first.
    pub uses: Vec<String>,
    /// Bytes of shared blocks read so far.
    pub shared_bytes: usize,
    /// Labels of the notes that the page being read defines.
    pub labels: BTreeSet<String>,
    inline_notes: usize,
}

impl<'r> Reader<'r> {
    /// Nothing read so far.
    pub fn new(sources: &'r mut Sources, shared: &'r SharedBlocks<'r>) -> Reader<'r> {
        Reader {
            sources,
            shared,
            faults: Vec::new(),
            notes: Vec::new(),
            deep: false,
            uses: Vec::new(),
            shared_bytes: 0,
            labels: BTreeSet::new(),
            inline_notes: 0,
        }
    }

    fn body(
        &mut self,
        page: Page,
        front: &mut Front,
        language: &Language,
        words: Option<&'static Words>,
    ) -> Vec<Part> {
        let arena = Arena::new();
        let root = parse::parse(&arena, &page);
        let doc = Doc::new(page, root);
        self.labels = note_labels(root);
        document::parts(self, &doc, root, front, language, words)
    }

    /// A label for a note that was written in the line.
    pub fn new_note_label(&mut self) -> String {
        self.inline_notes += 1;
        self.scoped(&format!("inline-{}", self.inline_notes))
    }

    /// A note's label: that of a shared block has the block's name before it,
    /// so that blocks and articles may number their notes alike.
    pub fn scoped(&self, label: &str) -> String {
        match self.uses.last() {
            Some(block) => format!("{block}/{label}"),
            None => label.to_owned(),
        }
    }
}

/// Whether the definition of a note is words in a line, `^[words]`: such have no end of
/// their own, and always a paragraph, though it may be without words.
pub fn in_line(definition: comrak::Node) -> bool {
    definition.data().sourcepos.end.column == 0 && definition.first_child().is_some()
}

/// Labels of all notes that are defined below a node.
pub fn note_labels(root: comrak::Node) -> BTreeSet<String> {
    let labels = root
        .descendants()
        .filter_map(|node| match &node.data().value {
            NodeValue::FootnoteDefinition(note) => Some(note.name.clone()),
            _ => None,
        });
    labels.collect()
}

impl<'a> Doc<'a> {
    /// A parsed page with the notes that were written in its lines.
    pub fn new(page: Page, root: comrak::Node<'a>) -> Doc<'a> {
        let inline = root.children().filter_map(|node| {
            let data = node.data();
            match &data.value {
                NodeValue::FootnoteDefinition(note) if in_line(node) => {
                    Some((note.name.clone(), node))
                }
                _ => None,
            }
        });
        Doc {
            inline_notes: inline.collect(),
            page,
        }
    }
}
