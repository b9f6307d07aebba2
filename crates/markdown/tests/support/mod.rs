//! What the tests of this crate share: reading with a few shared blocks, and
//! the law that words stand where their span says.
#![allow(dead_code)]

use std::path::PathBuf;

use pamphlet_core::article::{Article, Part, Section};
use pamphlet_core::block::Block;
use pamphlet_core::inline::Inline;
use pamphlet_core::span::{Sources, Span};
use pamphlet_core::walk::{self, Visitor};
use pamphlet_core::words::Tables;
use pamphlet_markdown::{Input, Reading, inspect, same, without_places, write};
use proptest::test_runner::Config as ProptestConfig;

/// How random tests run: with another seed each time, 1,000 articles unless
/// `PROPTEST_CASES` says how many. What fails is printed as short as it gets; once
/// mended, it stays as a named case in `survivors.rs`.
pub fn random() -> ProptestConfig {
    let default = ProptestConfig::default();
    let asked = std::env::var_os("PROPTEST_CASES").is_some();
    ProptestConfig {
        cases: if asked { default.cases } else { 1_000 },
        failure_persistence: None,
        ..default
    }
}

/// The cases in a folder, sorted.
pub fn files(folder: &str) -> Vec<PathBuf> {
    let root = PathBuf::from(env!("CARGO_MANIFEST_DIR"))
        .join("tests")
        .join(folder);
    let mut found: Vec<PathBuf> = std::fs::read_dir(root)
        .expect("the folder is there")
        .filter_map(|entry| Some(entry.ok()?.path()))
        .filter(|path| path.extension().is_some_and(|e| e == "md"))
        .collect();
    found.sort();
    found
}

/// Reads an article among a few shared blocks.
pub fn read(path: &str, bytes: &[u8]) -> (Reading, Sources) {
    let mut sources = Sources::new();
    let slug = path.trim_end_matches(".md");
    let input = Input {
        slug,
        path,
        bytes,
        language: None,
        words: Tables::built_in(),
        blocks: &shared,
    };
    let reading = pamphlet_markdown::read(&input, &mut sources);
    (reading, sources)
}

/// Shared blocks: a name and what stands in its file.
const BLOCKS: [(&str, &str); 6] = [
    ("emergency", "Call **112**.[^1]\n\n[^1]: Free of charge.\n"),
    ("outer", "Before.\n\n::: use emergency\n:::\n"),
    ("ouroboros", "::: use ouroboros\n:::\n"),
    ("double", "::: use double2\n:::\n\n::: use double2\n:::\n"),
    ("double2", "::: use double3\n:::\n\n::: use double3\n:::\n"),
    ("double3", "x\n"),
];

fn shared(name: &str) -> Result<(String, Vec<u8>), Vec<String>> {
    match BLOCKS.iter().find(|(known, _)| *known == name) {
        Some((_, text)) => Ok((format!("blocks/{name}.md"), text.as_bytes().to_vec())),
        None => Err(BLOCKS.map(|(known, _)| known.to_owned()).to_vec()),
    }
}

/// Reads what was written of an article, and compares.
pub fn again(article: &Article) -> Result<(), String> {
    let first = write(article);
    let (reading, _) = read("article.md", first.as_bytes());
    let second = write(&reading.article);
    let tree = |article: &Article| inspect::tree(&without_places(article.clone()), &Sources::new());
    let (before, after) = (tree(article), tree(&reading.article));
    if !same(article, &reading.article) && !words_stay(article, &reading.article) {
        let apart = before.lines().zip(after.lines()).find(|(a, b)| a != b);
        return Err(format!("{first}\n{apart:#?}"));
    }
    match first == second {
        true => Ok(()),
        false => Err(format!("{first}\n--- and then\n{second}")),
    }
}

/// Reads an article without errors, writes it and reads it again.
pub fn round(bytes: &[u8]) -> Result<(), String> {
    let (reading, sources) = read("article.md", bytes);
    check_places(&reading.article, &sources);
    match reading.diagnostics.iter().any(|d| d.is_error()) {
        true => Ok(()),
        false => again(&reading.article),
    }
}

/// Whether an article has stress within stress, or superscripts within
/// superscripts: Markdown has no mark of its own for each level, and some cannot
/// be written. Then the inner mark may be missing, but no word.
fn words_stay(before: &Article, after: &Article) -> bool {
    #[derive(Default)]
    struct Alike {
        open: Vec<std::mem::Discriminant<Inline>>,
        found: bool,
        words: String,
    }
    impl Visitor for Alike {
        fn inline(&mut self, inline: &Inline) {
            if let Inline::Text(text) = inline {
                self.words.push_str(&text.text);
            }
            let kind = std::mem::discriminant(inline);
            self.found |= !inline.children().is_empty() && self.open.contains(&kind);
            self.open.push(kind);
            walk::walk_inline(self, inline);
            self.open.pop();
        }
    }
    let read = |article: &Article| {
        let mut alike = Alike::default();
        walk::walk_article(&mut alike, article);
        alike
    };
    let (before, after) = (read(before), read(after));
    before.found && before.words == after.words
}

/// Every text stands in its span byte for byte, or the span covers an escape,
/// an entity or something else that reads otherwise than it is written.
pub fn check_places(article: &Article, sources: &Sources) {
    let mut check = Check { sources };
    walk::walk_article(&mut check, article);
    for part in &article.parts {
        check.inside(part.meta.span, part);
    }
}

struct Check<'s> {
    sources: &'s Sources,
}

impl Check<'_> {
    fn inside(&self, outer: Span, part: &Part) {
        for section in &part.sections {
            let inner = section.meta.span;
            assert_eq!(outer.join(inner), outer, "a section lies within its part");
            self.section_inside(section);
        }
    }

    fn section_inside(&self, section: &Section) {
        for inner in &section.sections {
            let outer = section.meta.span;
            assert_eq!(outer.join(inner.meta.span), outer);
            self.section_inside(inner);
        }
    }

    fn exact(&self, span: Span, text: &str) {
        // The caption in an image's title has the place of the image, if it has
        // entities or escapes.
        if !span.is_none() && !self.sources.text(span).starts_with("![") {
            assert_eq!(self.sources.text(span), text);
        }
    }
}

impl Visitor for Check<'_> {
    fn block(&mut self, block: &Block) {
        match block {
            Block::Code(code) => self.exact(code.text_span, &code.text),
            Block::Math(math) => self.exact(math.tex_span, &math.tex),
            _ => {}
        }
        walk::walk_block(self, block);
    }

    fn inline(&mut self, inline: &Inline) {
        match inline {
            Inline::Text(text) => {
                let written = self.sources.text(text.meta.span);
                let differs = written.starts_with(['\\', '&', '<', '!'])
                    || text.text.contains('\u{FFFD}')
                    || text.meta.span.is_none();
                assert!(
                    written == text.text || differs,
                    "{written:?} {:?}",
                    text.text
                );
            }
            Inline::Code(code) => self.exact(code.text_span, &code.text),
            Inline::Math(math) => self.exact(math.tex_span, &math.tex),
            Inline::Citation(citation) => {
                for item in &citation.items {
                    self.exact(item.key.span, &item.key.value);
                }
            }
            _ => {}
        }
        walk::walk_inline(self, inline);
    }
}
