//! Arbitrary bytes as a Word document, and as the parts of one: whatever comes
//! out is written and read again.
#![no_main]

use std::io::{Cursor, Write};

use libfuzzer_sys::fuzz_target;
use pamphlet_core::Sources;
use pamphlet_import::{Options, Source, import};
use zip::write::SimpleFileOptions;
use zip::{CompressionMethod, ZipWriter};

const NS: &str = "xmlns:w=\"http://schemas.openxmlformats.org/wordprocessingml/2006/main\" \
                  xmlns:r=\"http://schemas.openxmlformats.org/officeDocument/2006/relationships\" \
                  xmlns:mc=\"http://schemas.openxmlformats.org/markup-compatibility/2006\" \
                  xmlns:v=\"urn:schemas-microsoft-com:vml\"";

fuzz_target!(|bytes: &[u8]| {
    road(bytes);
    if let Ok(text) = std::str::from_utf8(bytes) {
        let document = format!("<w:document {NS}><w:body>{text}</w:body></w:document>");
        if let Some(package) = package(&document) {
            road(&package);
        }
    }
});

fn road(bytes: &[u8]) {
    let source = Source {
        name: "case.docx",
        bytes,
        beside: &|_| None,
    };
    let options = Options {
        slug: "case".to_owned(),
        title: None,
    };
    if let Ok(imported) = import(&source, &options) {
        let files = imported.files();
        let input = pamphlet_markdown::Input {
            slug: "case",
            path: "article.md",
            bytes: &files["article.md"],
            language: None,
            blocks: &|_| Err(Vec::new()),
        };
        let _ = pamphlet_markdown::read(&input, &mut Sources::new());
    }
}

fn package(document: &str) -> Option<Vec<u8>> {
    let mut zip = ZipWriter::new(Cursor::new(Vec::new()));
    let options = SimpleFileOptions::default().compression_method(CompressionMethod::Stored);
    zip.start_file("word/document.xml", options).ok()?;
    zip.write_all(document.as_bytes()).ok()?;
    Some(zip.finish().ok()?.into_inner())
}
