//! Arbitrary bytes as Markdown: reading cannot fail, and what it reads can be
//! written and read again to the same text.
#![no_main]

use libfuzzer_sys::fuzz_target;
use pamphlet_core::{Sources, diagnostic};
use pamphlet_markdown::{Input, read, write};

fn reading(bytes: &[u8]) -> pamphlet_markdown::Reading {
    let input =
        Input { slug: "fuzz", path: "fuzz.md", bytes, language: None, blocks: &|_| Err(Vec::new()) };
    read(&input, &mut Sources::new())
}

fuzz_target!(|bytes: &[u8]| {
    let first = reading(bytes);
    if diagnostic::any_error(&first.diagnostics) {
        return;
    }
    let written = write(&first.article);
    let second = reading(written.as_bytes());
    assert_eq!(written, write(&second.article));
});
