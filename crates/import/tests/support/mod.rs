//! What several tests of the import ask.
#![allow(dead_code)]

pub mod words;

use pamphlet_core::span::Sources;
use pamphlet_core::{Diagnostic, Severity, article::Article};
use pamphlet_import::{Imported, Options, Refused, Source, import};

/// Imports bytes that have no files beside them.
pub fn imported(name: &str, bytes: &[u8]) -> Result<Imported, Refused> {
    let options = Options {
        slug: name.to_owned(),
        title: None,
    };
    let source = Source {
        name,
        bytes,
        beside: &|_| None,
    };
    import(&source, &options)
}

/// The article that was written, as the program reads it; without errors, and
/// the same tree that was made.
pub fn read_back(imported: &Imported) -> Article {
    let files = imported.files();
    let mut sources = Sources::new();
    let input = pamphlet_markdown::Input {
        slug: &imported.article.slug,
        path: "article.md",
        bytes: &files["article.md"],
        language: None,
        blocks: &|_| Err(Vec::new()),
    };
    let reading = pamphlet_markdown::read(&input, &mut sources);
    let text = || String::from_utf8_lossy(&files["article.md"]);
    let faults = errors(&reading.diagnostics);
    assert!(faults.is_empty(), "{faults:#?}\n{}", text());
    if imported.verbatim.is_none() {
        let same = pamphlet_markdown::same(&reading.article, &imported.article);
        assert!(same, "it reads as another tree:\n{}", text());
    }
    if let Some(bytes) = files.get("glossary.yaml") {
        let (_, faults) = pamphlet_markdown::read_glossary("glossary.yaml", bytes, &mut sources);
        let faults = errors(&faults);
        let text = String::from_utf8_lossy(bytes);
        assert!(faults.is_empty(), "{faults:#?}\n{text}");
    }
    if let Some(bytes) = files.get("references.yaml") {
        let (references, mut faults) = pamphlet_cite::read("references.yaml", bytes, &mut sources);
        faults.extend(pamphlet_cite::check(&references));
        let faults = errors(&faults);
        let text = String::from_utf8_lossy(bytes);
        assert!(faults.is_empty(), "{faults:#?}\n{text}");
    }
    reading.article
}

fn errors(faults: &[Diagnostic]) -> Vec<&Diagnostic> {
    let error = |it: &&Diagnostic| it.severity == Severity::Error;
    faults.iter().filter(error).collect()
}
