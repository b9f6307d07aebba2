//! Arbitrary bytes as clipped text, as a web page and as Markdown of some program:
//! they are refused with a reason, or what is written reads as the same tree
//! without an error.
#![no_main]

use libfuzzer_sys::fuzz_target;
use pamphlet_core::{Sources, diagnostic};
use pamphlet_import::{Options, Source, import};
use pamphlet_markdown::{Input, read, same};

/// What makes bytes be taken for each kind of text.
const STARTS: [&[u8]; 3] = [b"", b"<!doctype html>", b"---\ntitle: x\n---\n"];

fuzz_target!(|bytes: &[u8]| {
    for start in STARTS {
        road(&[start, bytes].concat());
    }
});

fn road(bytes: &[u8]) {
    let source = Source { name: "fuzz", bytes, beside: &|_| None };
    let options = Options { slug: "fuzz".to_owned(), title: None };
    let Ok(imported) = import(&source, &options) else { return };
    let files = imported.files();
    let input = Input {
        slug: "fuzz",
        path: "article.md",
        bytes: &files["article.md"],
        language: None,
        blocks: &|_| Err(Vec::new()),
    };
    let reading = read(&input, &mut Sources::new());
    if imported.verbatim.is_none() {
        assert!(!diagnostic::any_error(&reading.diagnostics));
        assert!(same(&reading.article, &imported.article));
    }
}
