//! Arbitrary bytes as Markdown of some program: it is refused with a reason, or what is
//! written reads as the same tree without an error.
#![no_main]

use libfuzzer_sys::fuzz_target;
use pamphlet_core::{Sources, diagnostic};
use pamphlet_import::{Options, Source, import};
use pamphlet_markdown::{Input, read, same};

fuzz_target!(|bytes: &[u8]| {
    let bytes = [&b"---\ntitle: x\n---\n"[..], bytes].concat();
    let source = Source { name: "fuzz", bytes: &bytes, beside: &|_| None };
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
});
