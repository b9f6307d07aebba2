//! Whether a translation still says what its source says: `article.es.lock` notes
//! the source's blocks as they were when somebody said that the translation
//! follows them.
//!
//! Blocks are told by where they stand: the part, the section by its number, the
//! kind, and the count of the kind. Whether a block's words changed is told by
//! their hashes alone, so that a new section before it does not make it changed.

use std::collections::{BTreeMap, BTreeSet};
use std::path::PathBuf;

use pamphlet_core::article::{Part, PartKind, Section};
use pamphlet_core::block::{Block, Use};
use pamphlet_core::diagnostic::{Diagnostic, any_error};
use pamphlet_core::front::Front;
use pamphlet_core::inline::Inline;
use pamphlet_core::node::Meta;
use pamphlet_core::span::{Span, Spanned};
use pamphlet_core::walk::{self, Visitor};
use pamphlet_core::{Article, Sources};
use pamphlet_translate::slots::Count;
use pamphlet_translate::terms::Terms;
use sha2::{Digest, Sha256};
use similar::{Algorithm, DiffTag, capture_diff_slices};

use crate::disk;
use crate::library::{Library, Place};
use crate::pipeline::beside;
use crate::translations::{self, name_in};
use crate::upload::hexadecimal;

/// The first lines of a lock.
const HEAD: &str = "\
# The blocks of article.md that this translation follows: where each stands, and a hash of its words.
# `pamphlet status --lang LANG --accept` writes this file; `pamphlet status` compares.
";
/// So many digits of a hash tell the blocks of one article apart.
const DIGITS: usize = 16;
/// So many places are told with a warning.
pub(crate) const SHOWN: usize = 5;

/// A block of an article, with words that can be translated.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Piece {
    /// Where it stands: `fundamentals/2.1/paragraph-3`.
    pub path: String,
    /// The hash of its words.
    pub hash: String,
    /// Its place.
    pub span: Span,
}

/// The blocks of an article in reading order: words of the front matter, headings,
/// blocks of parts and sections, notes.
pub fn pieces(article: &Article) -> Vec<Piece> {
    let mut pieces = Pieces { found: Vec::new() };
    pieces.front(&article.front);
    for part in &article.parts {
        let path = part.kind.id();
        pieces.blocks(path, &part.blocks);
        pieces.sections(path, "", &part.sections);
    }
    for (note, number) in article.notes.iter().zip(1..) {
        pieces.blocks(&format!("notes/{number}"), &note.blocks);
    }
    pieces.found
}

/// What a translation follows: the blocks of its source, then the shared blocks that
/// it uses (`blocks/NAME`) and what its terms mean (`glossary/KEY`). These have files of
/// their own and may change alone.
pub(crate) fn followed(article: &Article, terms: Terms) -> Vec<Piece> {
    let mut uses = Uses {
        terms,
        blocks: BTreeMap::new(),
        keys: BTreeSet::new(),
    };
    walk::walk_article(&mut uses, article);
    let mut pieces = Pieces {
        found: pieces(article),
    };
    for (name, block) in &uses.blocks {
        let words: String = block.blocks.iter().map(markdown).collect();
        let spans = block.blocks.iter().map(|it| it.meta().span);
        let span = spans.fold(Span::NONE, Span::join);
        pieces.push(format!("blocks/{name}"), &words, span);
    }
    for entry in &terms.glossary.entries {
        if uses.keys.contains(entry.key.value.as_str()) {
            let names = [
                Some(&entry.term),
                entry.short.as_ref(),
                entry.plain.as_ref(),
            ];
            let names = names
                .into_iter()
                .map(|it| it.map_or("", |it| it.value.as_str()));
            let mut words: Vec<String> = names.map(|it| format!("{it} /")).collect();
            words.push(pamphlet_markdown::write_inlines(&entry.definition));
            let path = format!("glossary/{}", entry.key.value);
            pieces.push(path, &words.join(" "), entry.span);
        }
    }
    pieces.found
}

/// Whether a path is that of words in a file of their own.
fn is_apart(path: &str) -> bool {
    path.starts_with("blocks/") || path.starts_with("glossary/")
}

/// The shared blocks and terms that an article uses, these with those that their
/// definitions use.
struct Uses<'a> {
    terms: Terms<'a>,
    blocks: BTreeMap<String, Use>,
    keys: BTreeSet<&'a str>,
}

impl Visitor for Uses<'_> {
    fn block(&mut self, block: &Block) {
        if let Block::Use(shared) = block {
            self.blocks
                .insert(shared.name.value.clone(), shared.clone());
        }
        walk::walk_block(self, block);
    }

    fn inline(&mut self, inline: &Inline) {
        if let Inline::Term(term) = inline
            && let Some(entry) = self.terms.find(&term.name.value)
            && self.keys.insert(&entry.key.value)
        {
            walk::walk_inlines(self, &entry.definition);
        }
        walk::walk_inline(self, inline);
    }
}

struct Pieces {
    found: Vec<Piece>,
}

impl Pieces {
    fn push(&mut self, path: String, words: &str, span: Span) {
        // Where lines break says nothing.
        let words = words.split_whitespace().collect::<Vec<_>>().join(" ");
        let mut hash = hexadecimal(&Sha256::digest(words.as_bytes()));
        hash.truncate(DIGITS);
        self.found.push(Piece { path, hash, span });
    }

    fn front(&mut self, front: &Front) {
        for (key, value) in front.words() {
            if let Some(Spanned { value, span }) = value {
                self.push(format!("front/{key}"), value, *span);
            }
        }
    }

    fn sections(&mut self, part: &str, before: &str, sections: &[Section]) {
        for (section, number) in sections.iter().zip(1..) {
            let number = format!("{before}{number}");
            let path = format!("{part}/{number}");
            let heading = pamphlet_markdown::write_inlines(&section.heading);
            let spans = section.heading.iter().map(|it| it.meta().span);
            let span = spans.fold(Span::NONE, Span::join);
            self.push(format!("{path}/heading"), &heading, span);
            self.blocks(&path, &section.blocks);
            self.sections(part, &format!("{number}."), &section.sections);
        }
    }

    fn blocks(&mut self, path: &str, blocks: &[Block]) {
        // Units of XLIFF are called as the lines of a lock are.
        let mut count = Count::default();
        for block in blocks {
            if let Some(name) = count.name(block) {
                let words = markdown(block);
                self.push(format!("{path}/{name}"), &words, block.meta().span);
            }
        }
    }
}

/// A block as Markdown, which is the same however it was written.
fn markdown(block: &Block) -> String {
    pamphlet_markdown::write(&Article {
        slug: String::new(),
        front: Front::default(),
        parts: vec![Part {
            meta: Meta::made(),
            kind: PartKind::Fundamentals,
            heading: Vec::new(),
            blocks: vec![block.clone()],
            sections: Vec::new(),
        }],
        notes: Vec::new(),
    })
}

/// What a lock notes: paths with hashes, in the order of reading.
pub(crate) type Lock = Vec<(String, String)>;

/// Reads a lock. A line that is none ends it: what cannot be read compares with nothing.
pub(crate) fn read_lock(
    path: &str,
    bytes: &[u8],
    sources: &mut Sources,
) -> (Lock, Vec<Diagnostic>) {
    let text = String::from_utf8_lossy(bytes).into_owned();
    let file = sources.add(path, text.as_str());
    let (mut lock, mut faults) = (Lock::new(), Vec::new());
    let mut start = 0;
    for line in text.split_inclusive('\n') {
        let span = Span::new(file, start..start + line.trim_end().len());
        start += line.len();
        let line = line.trim();
        if line.is_empty() || line.starts_with('#') {
            continue;
        }
        match line.split_whitespace().collect::<Vec<_>>()[..] {
            [path, hash] => {
                lock.push((path.to_owned(), hash.to_owned()));
            }
            _ => {
                let message = "this line is not the path of a block with its hash";
                faults.push(Diagnostic::error("translation-lock", span, message).hint(
                    "take the line out, or remove the file and accept the translation again",
                ));
                break;
            }
        }
    }
    (lock, faults)
}

fn write_lock(pieces: &[Piece]) -> String {
    lock_text(pieces.iter().map(|it| (it.path.as_str(), it.hash.as_str())))
}

/// The text of a lock of these paths and hashes.
pub(crate) fn lock_text<'a>(lines: impl Iterator<Item = (&'a str, &'a str)>) -> String {
    let lines = lines.map(|(path, hash)| format!("{path} {hash}\n"));
    std::iter::once(HEAD.to_owned()).chain(lines).collect()
}

/// How a block of a translation or its source stands.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Standing {
    /// A block of the source has other words than when the translation followed it.
    Changed,
    /// A block of the source was not there then.
    New,
    /// A block was there then and is no more.
    Gone,
    /// A block stands before or behind others than it did then.
    Moved,
    /// The translation has nothing where the source has a block.
    Missing,
    /// The translation has a block where the source has nothing.
    Extra,
}

impl Standing {
    /// Its name: `changed`.
    pub fn name(self) -> &'static str {
        match self {
            Standing::Changed => "changed",
            Standing::New => "new",
            Standing::Gone => "gone",
            Standing::Moved => "moved",
            Standing::Missing => "missing",
            Standing::Extra => "extra",
        }
    }
}

/// A block that does not stand as it should.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Finding {
    /// How it stands.
    pub standing: Standing,
    /// Where it stands in its article.
    pub path: String,
    /// Its place; none of a block that is gone.
    pub span: Span,
}

/// How a translation stands to its source.
pub struct Status {
    /// The translation.
    pub place: Place,
    /// The files that were read.
    pub sources: Sources,
    /// What keeps it from being compared.
    pub diagnostics: Vec<Diagnostic>,
    /// Its lock below the library's root.
    pub lock_file: String,
    /// Whether the lock is there.
    pub is_locked: bool,
    /// Blocks that do not stand as they should, the source's first.
    pub findings: Vec<Finding>,
    /// What the lock would be.
    accepted: String,
}

/// Compares a translation with its source; none of a source.
pub fn status(home: &Library, place: &Place) -> std::io::Result<Option<Status>> {
    let Some(translation) = &place.translation else {
        return Ok(None);
    };
    let (mut sources, mut diagnostics) = (Sources::new(), Vec::new());
    let (article, made) =
        translations::read(home, place, translation, &mut sources, &mut diagnostics)?;
    let mut status = Status {
        place: place.clone(),
        sources,
        diagnostics,
        lock_file: lock_file(home, place),
        is_locked: false,
        findings: Vec::new(),
        accepted: String::new(),
    };
    if any_error(&status.diagnostics) {
        return Ok(Some(status));
    }
    let (own, source) = (pieces(&article), pieces(&made.source));
    let language = translations::language_of(home, &made.source.front);
    let terms = Terms {
        glossary: &made.terms,
        language: &language,
        words: home.config.words.of(&language),
    };
    let whole = followed(&made.source, terms);
    let path = home.root.join(&status.lock_file);
    if let Some(bytes) = disk::text_if_any(&path)? {
        // Its faults are told already, with those of the translation.
        let (lock, _) = read_lock(&status.lock_file, &bytes, &mut status.sources);
        status.is_locked = true;
        status.findings.extend(since(&lock, &whole));
    }
    status
        .findings
        .extend(unmatched(Standing::Missing, &source, &own));
    status
        .findings
        .extend(unmatched(Standing::Extra, &own, &source));
    status.accepted = write_lock(&whole);
    Ok(Some(status))
}

impl Status {
    /// Writes the lock: the translation follows its source as it is now. Gives the file.
    pub fn accept(&self, home: &Library) -> std::io::Result<PathBuf> {
        let path = home.root.join(&self.lock_file);
        std::fs::write(&path, &self.accepted)?;
        Ok(path)
    }
}

pub(crate) fn lock_file(home: &Library, place: &Place) -> String {
    let names = translations::names(&home.root.join(&place.folder));
    let language = place.language();
    let name = language.map(|language| name_in(&names, "article", "lock", language));
    beside(place, &name.unwrap_or_else(|| "article.lock".into()))
}

/// A lock of so many blocks, none of which the source has, was not made for it.
const FOREIGN: usize = 3;

fn is_foreign(lock: &Lock, source: &[Piece]) -> bool {
    let own = lock.iter().filter(|(path, _)| !is_apart(path));
    let then: BTreeSet<&str> = lock.iter().map(|it| it.1.as_str()).collect();
    let there = |piece: &Piece| then.contains(piece.hash.as_str());
    own.count() >= FOREIGN && !source.iter().any(there)
}

/// What became of the source since its blocks were noted.
fn since(lock: &Lock, source: &[Piece]) -> Vec<Finding> {
    let then: BTreeSet<&str> = lock.iter().map(|it| it.1.as_str()).collect();
    let noted: BTreeMap<&str, &str> = lock
        .iter()
        .map(|(path, hash)| (path.as_str(), hash.as_str()))
        .collect();
    let now: BTreeSet<&str> = source.iter().map(|it| it.hash.as_str()).collect();
    let paths: BTreeSet<&str> = source.iter().map(|it| it.path.as_str()).collect();
    // That words in a file of their own are not there in the language is an error.
    let unknown = |it: &&Piece| is_apart(&it.path) && !noted.contains_key(it.path.as_str());
    let other = source
        .iter()
        .filter(|it| !then.contains(it.hash.as_str()) && !unknown(it));
    let mut found: Vec<Finding> = other
        .map(|it| {
            // Where a block stood whose words are nowhere now, they were changed.
            let before = noted
                .get(it.path.as_str())
                .filter(|hash| !now.contains(*hash));
            Finding {
                standing: before.map_or(Standing::New, |_| Standing::Changed),
                path: it.path.clone(),
                span: it.span,
            }
        })
        .collect();
    let changed: BTreeSet<String> = found.iter().map(|it| it.path.clone()).collect();
    let gone = lock.iter().filter(|(path, hash)| {
        let told = changed.contains(path) && paths.contains(path.as_str());
        !now.contains(hash.as_str()) && !told
    });
    found.extend(gone.map(|(path, _)| Finding {
        standing: Standing::Gone,
        path: path.clone(),
        span: Span::NONE,
    }));
    found.extend(moved(lock, source));
    found
}

/// Blocks that stand before or behind others than they did when the translation followed them:
/// who reads two languages side by side would find one block's words beside another's. What is
/// there more often than then is told by no hash, and by nothing here.
pub(crate) fn moved(lock: &Lock, source: &[Piece]) -> Vec<Finding> {
    // Where a note is written says nothing.
    let counts = |path: &str| !is_apart(path) && !path.starts_with("notes/");
    let then: Vec<&str> = lock
        .iter()
        .filter(|(path, _)| counts(path))
        .map(|it| it.1.as_str())
        .collect();
    let now: Vec<&Piece> = source.iter().filter(|it| counts(&it.path)).collect();
    let hashes: Vec<&str> = now.iter().map(|it| it.hash.as_str()).collect();
    let mut taken: BTreeMap<&str, usize> = BTreeMap::new();
    let steps = capture_diff_slices(Algorithm::Myers, &then, &hashes);
    // What was taken out in one place and stands in another.
    for step in &steps {
        for index in step.old_range().filter(|_| step.tag() != DiffTag::Equal) {
            *taken.entry(then[index]).or_default() += 1;
        }
    }
    let mut found = Vec::new();
    for step in &steps {
        for index in step.new_range().filter(|_| step.tag() != DiffTag::Equal) {
            if let Some(count) = taken.get_mut(hashes[index]).filter(|count| **count > 0) {
                *count -= 1;
                found.push(Finding {
                    standing: Standing::Moved,
                    path: now[index].path.clone(),
                    span: now[index].span,
                });
            }
        }
    }
    found
}

/// Blocks that have none of their path among others.
fn unmatched(standing: Standing, pieces: &[Piece], others: &[Piece]) -> Vec<Finding> {
    let there: BTreeSet<&str> = others.iter().map(|it| it.path.as_str()).collect();
    let alone = pieces.iter().filter(|it| !there.contains(it.path.as_str()));
    let finding = |it: &Piece| Finding {
        standing,
        path: it.path.clone(),
        span: it.span,
    };
    alone.map(finding).collect()
}

/// The warning of a translation whose source went on, where its lock is there.
pub(crate) fn check(
    home: &Library,
    place: &Place,
    article: &Article,
    (source, terms): (&Article, Terms),
    start: Span,
    sources: &mut Sources,
) -> std::io::Result<Vec<Diagnostic>> {
    let path = lock_file(home, place);
    let Some(bytes) = disk::text_if_any(&home.root.join(&path))? else {
        return Ok(Vec::new());
    };
    let (lock, mut report) = read_lock(&path, &bytes, sources);
    if !report.is_empty() {
        return Ok(report);
    }
    let now = followed(source, terms);
    if is_foreign(&lock, &now) {
        let file = sources.iter().find(|(_, it)| it.path == path);
        let span = file.map_or(start, |(id, _)| Span::new(id, 0..0));
        let message = "no block of the source is in this lock: it is of another article";
        report.push(
            Diagnostic::error("translation-lock", span, message).hint(
                "remove the file, compare the translation with its source, and accept it again",
            ),
        );
        return Ok(report);
    }
    let found = since(&lock, &now);
    let Some(first) = found.first() else {
        return Ok(report);
    };
    // The block that has to follow, where the translation has one.
    let own = pieces(article);
    let own = own.iter().find(|it| it.path == first.path);
    let span = own.map_or(start, |it| it.span);
    let message = match found.len() {
        1 => "a block of the source changed since this was translated".to_owned(),
        count => format!("{count} blocks of the source changed since this was translated"),
    };
    let language = place
        .language()
        .map(ToString::to_string)
        .unwrap_or_default();
    let mut warning = Diagnostic::warning("stale-translation", span, message).hint(format!(
        "`pamphlet status --lang {language}` lists them, with `--accept` once the translation follows"
    ));
    for it in found.iter().filter(|it| !it.span.is_none()).take(SHOWN) {
        warning = warning.related(it.span, it.standing.name());
    }
    report.push(warning);
    Ok(report)
}

#[cfg(test)]
mod tests {
    use pamphlet_core::language::Language;
    use pamphlet_core::words::{Tables, Words};

    use super::*;

    fn read(text: &str) -> Vec<Piece> {
        let mut sources = Sources::new();
        let input = pamphlet_markdown::Input {
            slug: "a",
            path: "article.md",
            bytes: text.as_bytes(),
            language: None,
            words: Tables::built_in(),
            blocks: &|_| Err(Vec::new()),
        };
        pieces(&pamphlet_markdown::read(&input, &mut sources).article)
    }

    fn lock(pieces: &[Piece]) -> Lock {
        let text = write_lock(pieces);
        let (lock, faults) = read_lock("article.es.lock", text.as_bytes(), &mut Sources::new());
        assert_eq!(faults, []);
        lock
    }

    fn told(before: &str, after: &str) -> Vec<String> {
        let found = since(&lock(&read(before)), &read(after));
        let line = |it: &Finding| format!("{} {}", it.standing.name(), it.path);
        found.iter().map(line).collect()
    }

    const TEXT: &str = "# Fundamentals\n\nDrink *water*.\n\n## When\n\nDaily.\n\n- A\n- B\n\nNightly.\n\n### How\n\nSlowly[^1].\n\n[^1]: Very.\n";

    #[test]
    fn every_block_has_a_path_and_stands_in_the_lock() {
        let pieces = read(&format!(
            "---\ntitle: Water\npurpose: Why\nversion: 2\n---\n\n{TEXT}"
        ));
        let paths: Vec<&str> = pieces.iter().map(|it| it.path.as_str()).collect();
        assert_eq!(
            paths,
            [
                "front/title",
                "front/purpose",
                "fundamentals/paragraph-1",
                "fundamentals/1/heading",
                "fundamentals/1/paragraph-1",
                "fundamentals/1/list-1",
                "fundamentals/1/paragraph-2",
                "fundamentals/1.1/heading",
                "fundamentals/1.1/paragraph-1",
                "notes/1/paragraph-1",
            ]
        );
        assert_eq!(lock(&pieces).len(), 10);
    }

    #[test]
    fn words_count_and_line_breaks_do_not() {
        assert_eq!(told(TEXT, TEXT), Vec::<String>::new());
        assert_eq!(
            told(TEXT, &TEXT.replace("Drink *water*", "Drink\n_water_")),
            Vec::<String>::new()
        );
        assert_eq!(
            told(TEXT, &TEXT.replace("*water*", "water")),
            ["changed fundamentals/paragraph-1"]
        );
        assert_eq!(
            told(TEXT, &TEXT.replace("- B", "- C")),
            ["changed fundamentals/1/list-1"]
        );
        assert_eq!(
            told(TEXT, &TEXT.replace("Very", "Quite")),
            ["changed notes/1/paragraph-1"]
        );
        assert_eq!(
            told(TEXT, &TEXT.replace("\nNightly.\n", "")),
            ["gone fundamentals/1/paragraph-2"]
        );
        let section = TEXT.replace("## When", "## First\n\nNew.\n\n## When");
        // What moved on by one is not changed.
        assert_eq!(
            told(TEXT, &section),
            [
                "new fundamentals/1/heading",
                "new fundamentals/1/paragraph-1"
            ]
        );
    }

    #[test]
    fn what_changed_places_is_told_and_what_another_pushed_on_is_not() {
        let turned = TEXT
            .replace("Daily.", "X")
            .replace("Nightly.", "Daily.")
            .replace('X', "Nightly.");
        assert_eq!(
            told(TEXT, &turned),
            [
                "moved fundamentals/1/paragraph-1",
                "moved fundamentals/1/list-1"
            ]
        );
        let two = format!("{TEXT}\n## Never\n\nNot now.\n");
        let sections = two.replace("## When", "## Never\n\nNot now.\n\n## When");
        let sections = &sections[..sections.rfind("\n## Never").unwrap()];
        assert_eq!(
            told(&two, sections),
            [
                "moved fundamentals/1/heading",
                "moved fundamentals/1/paragraph-1"
            ]
        );
        // A block doubled did not move; `missing` tells it.
        let doubled = TEXT.replace("Nightly.", "Nightly.\n\nDaily.");
        assert_eq!(told(TEXT, &doubled), Vec::<String>::new());
    }

    /// The blocks of a text with what its terms and shared blocks say.
    fn whole(text: &str, block: &str, glossary: &str) -> Vec<Piece> {
        let mut sources = Sources::new();
        let shared = |_: &str| Ok(("blocks/call.md".to_owned(), block.as_bytes().to_vec()));
        let input = pamphlet_markdown::Input {
            slug: "a",
            path: "article.md",
            bytes: text.as_bytes(),
            language: None,
            words: Tables::built_in(),
            blocks: &shared,
        };
        let article = pamphlet_markdown::read(&input, &mut sources).article;
        let (glossary, faults) =
            pamphlet_markdown::read_glossary("glossary.yaml", glossary.as_bytes(), &mut sources);
        assert_eq!(faults, []);
        let english = Language::english();
        let terms = Terms {
            glossary: &glossary,
            language: &english,
            words: Words::of(&english),
        };
        followed(&article, terms)
    }

    #[test]
    fn what_terms_mean_and_shared_blocks_say_is_followed() {
        const USES: &str = "# Fundamentals\n\nDrink [[water]].\n\n::: use call\n:::\n";
        const TERMS: &str = "water:\n  term: water\n  aliases: [aqua]\n  definition: What [[rain]] brings.\n\
            rain:\n  term: rain\n  definition: It falls.\nsnow:\n  term: snow\n  definition: It is cold.\n";
        let before = whole(USES, "Call us.\n", TERMS);
        let paths: Vec<&str> = before.iter().map(|it| it.path.as_str()).collect();
        assert_eq!(
            paths,
            [
                "front/title",
                "fundamentals/paragraph-1",
                "fundamentals/use-1",
                "blocks/call",
                "glossary/water",
                "glossary/rain"
            ]
        );
        let lock = lock(&before);
        let told = |block: &str, glossary: &str| {
            let found = since(&lock, &whole(USES, block, glossary));
            let line = |it: &Finding| format!("{} {}", it.standing.name(), it.path);
            found.iter().map(line).collect::<Vec<_>>()
        };
        assert_eq!(told("Call us.\n", TERMS), Vec::<String>::new());
        let other = |from: &str, to: &str| told("Call us.\n", &TERMS.replace(from, to));
        assert_eq!(other("It falls", "It fell"), ["changed glossary/rain"]);
        assert_eq!(
            other("term: water", "term: waters"),
            ["changed glossary/water"]
        );
        // What is not said, and what is not used.
        assert_eq!(other("[aqua]", "[aqua, agua]"), Vec::<String>::new());
        assert_eq!(other("It is cold", "It was cold"), Vec::<String>::new());
        assert_eq!(told("Call 911.\n", TERMS), ["changed blocks/call"]);
        // A lock from before terms were followed says nothing of them.
        let old = since(&super::tests::lock(&pieces_of(USES)), &before);
        assert_eq!(old, []);
    }

    fn pieces_of(text: &str) -> Vec<Piece> {
        whole(text, "Call us.\n", "")
            .into_iter()
            .filter(|it| !is_apart(&it.path))
            .collect()
    }

    #[test]
    fn a_line_of_a_lock_that_is_none_is_an_error_at_its_place() {
        let mut sources = Sources::new();
        let text = "# Words\nfront/title 0a\n<<<<<<< ours and theirs\n";
        let (_, faults) = read_lock("a.lock", text.as_bytes(), &mut sources);
        let said = pamphlet_core::diagnostic::brief(&faults[0], &sources);
        assert!(
            said.starts_with("error[translation-lock] a.lock:3:1"),
            "{said}"
        );
    }
}
