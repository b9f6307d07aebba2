//! Arbitrary bytes as an article through the whole road: read, resolve, all
//! three backends. Whatever they are, the build must end in files or in
//! diagnostics, never in a fault of ours.
#![no_main]

use std::fs;
use std::sync::atomic::AtomicBool;

use libfuzzer_sys::fuzz_target;
use pamphlet_build::{Request, Silent, build};

fuzz_target!(|bytes: &[u8]| {
    let folder = tempfile::tempdir().unwrap();
    let article = folder.path().join("article.md");
    fs::write(&article, bytes).unwrap();
    let request = Request {
        paths: vec![article],
        output: folder.path().join("dist"),
        targets: Vec::new(),
        formats: Vec::new(),
        site: None,
        threads: Some(1),
        emit_typst: false,
        fallback_date: None,
    };
    let Ok(outcome) = build(&request, &Silent, &AtomicBool::new(false)) else { return };
    for article in outcome.articles {
        assert_eq!(article.fault, None);
        assert_eq!(article.io_error, None);
    }
});
