//! What must hold of every reader of the program, whatever bytes it is given: one function
//! a kind of input. They panic where it does not hold. Random tests call them with damaged
//! samples (`tests/inputs.rs`), fuzzers with what they find (`fuzz/`).

use std::fs;
use std::io::{Cursor, Write};
use std::path::Path;
use std::sync::atomic::AtomicBool;

use pamphlet_build::{Request, Silent};
use pamphlet_core::language::Language;
use pamphlet_core::words::{Tables, Value, Wording, Words, places};
use pamphlet_core::{Sources, diagnostic};
use pamphlet_import::{Imported, Options, Source, import};
use pamphlet_markdown::inspect::tree;
use pamphlet_markdown::{Input, Reading, same, without_places};
use zip::write::SimpleFileOptions;
use zip::{CompressionMethod, ZipWriter};

/// An article through the whole road, as a file in an empty folder: it ends in files or in
/// diagnostics, never in a fault of ours.
pub fn road(bytes: &[u8], folder: &Path) {
    let article = folder.join("article.md");
    fs::write(&article, bytes).expect("a folder of our own");
    let request = Request {
        paths: vec![article],
        output: folder.join("dist"),
        threads: Some(1),
        ..Request::default()
    };
    let Ok(outcome) = pamphlet_build::build(&request, &Silent, &AtomicBool::new(false)) else {
        return;
    };
    for article in outcome.articles {
        assert_eq!(article.fault, None);
        assert_eq!(article.io_error, None);
    }
}

/// Markdown: what reads without an error can be written, and read again to the same text.
pub fn markdown(bytes: &[u8]) {
    let first = read(bytes);
    if diagnostic::any_error(&first.diagnostics) {
        return;
    }
    let written = pamphlet_markdown::write(&first.article);
    let second = read(written.as_bytes());
    assert_eq!(written, pamphlet_markdown::write(&second.article));
}

/// Glossaries, bibliographies of every format, locks and configuration.
pub fn data(bytes: &[u8]) {
    let mut sources = Sources::new();
    let _ = pamphlet_markdown::read_glossary("glossary.yaml", bytes, &mut sources);
    for format in &pamphlet_cite::FORMATS {
        let (references, _) = pamphlet_cite::read(format.file, bytes, &mut sources);
        let _ = pamphlet_cite::check(&references);
    }
    let text = String::from_utf8_lossy(bytes);
    let _ = pamphlet_cite::read_lock(pamphlet_cite::LOCK_FILE, &text, &mut sources);
    let _ = pamphlet_build::config::read("pamphlet.toml", &text, Tables::default(), &mut sources);
}

/// A library's words of a language: whatever is damaged, what was read can take the place of
/// the program's words. Says what was read, and whether without a fault.
pub fn words(bytes: &[u8]) -> (Wording, bool) {
    let language = Language::parse("so").expect("a tag");
    let mut sources = Sources::new();
    let read = pamphlet_markdown::read_words("words.so.yaml", &language, bytes, &mut sources);
    let (wording, faults) = read;
    for (name, value) in &wording.values {
        let keys = Words::keys();
        let key = keys.iter().find(|it| it.name == *name);
        let english = &key.expect("a key that there is").english;
        let kinds = [value, english].map(std::mem::discriminant);
        assert_eq!(kinds[0], kinds[1], "{name}");
        let [own, english] = [value, english].map(Value::printed);
        assert_eq!(own.len(), english.len(), "{name}");
        for (own, english) in own.into_iter().zip(english) {
            assert_eq!(places(own), places(english), "{name}: {own}");
            assert!(!own.contains(['\n', '\r', '\t']), "{name}: {own:?}");
            assert!(!own.is_empty() || name == "full-stop", "{name}");
        }
    }
    (wording, faults.is_empty())
}

/// What makes bytes be taken for each kind of text.
const STARTS: [&[u8]; 3] = [b"", b"<!doctype html>", b"---\ntitle: x\n---\n"];

/// A source as clipped text, as a web page and as Markdown of some program: it is refused
/// with a reason, or what is written reads as the same tree without an error.
pub fn text(bytes: &[u8]) {
    for start in STARTS {
        let bytes = [start, bytes].concat();
        let Some(imported) = imported("any", &bytes) else {
            continue;
        };
        if imported.verbatim.is_some() {
            continue;
        }
        let files = imported.files();
        let reading = read(&files["article.md"]);
        let fault = match reading.diagnostics.iter().find(|it| it.is_error()) {
            Some(error) => error.message.clone(),
            None if same(&reading.article, &imported.article) => continue,
            None => {
                let trees = [&reading.article, &imported.article];
                let [read, made] =
                    trees.map(|it| tree(&without_places(it.clone()), &Sources::new()));
                let differ = |(a, b): &(&str, &str)| a != b;
                format!("{:?}", read.lines().zip(made.lines()).find(differ))
            }
        };
        let [source, written] =
            [&bytes, &files["article.md"]].map(|it| String::from_utf8_lossy(it));
        panic!("{fault}\nin what was written:\n{written}\nof the source:\n{source}");
    }
}

const NS: &str = "xmlns:w=\"http://schemas.openxmlformats.org/wordprocessingml/2006/main\" \
                  xmlns:r=\"http://schemas.openxmlformats.org/officeDocument/2006/relationships\" \
                  xmlns:mc=\"http://schemas.openxmlformats.org/markup-compatibility/2006\" \
                  xmlns:v=\"urn:schemas-microsoft-com:vml\"";

/// A Word document, and the body of one: whatever comes out can be read. Says whether it
/// was taken.
pub fn docx(bytes: &[u8]) -> bool {
    let body = std::str::from_utf8(bytes).ok();
    let document = body.map(|it| format!("<w:document {NS}><w:body>{it}</w:body></w:document>"));
    let packages = [Some(bytes.to_vec()), document.map(|it| package(&it))];
    let taken = packages.into_iter().flatten().filter(|bytes| {
        let imported = imported("any.docx", bytes);
        if let Some(imported) = &imported {
            let _ = read(&imported.files()["article.md"]);
        }
        imported.is_some()
    });
    taken.count() > 0
}

/// What came back from a translator: what was read is written and read again. Says whether
/// it was taken.
pub fn xliff(text: &str) -> bool {
    let mut sources = Sources::new();
    let file = sources.add("back.xlf", text);
    let Ok(document) = pamphlet_translate::read(text, file) else {
        return false;
    };
    let written = pamphlet_translate::write(&document);
    let file = sources.add("again.xlf", written.as_str());
    let again = pamphlet_translate::read(&written, file);
    assert!(again.is_ok(), "{written}");
    true
}

fn read(bytes: &[u8]) -> Reading {
    let input = Input {
        slug: "any",
        path: "article.md",
        bytes,
        language: None,
        words: Tables::built_in(),
        blocks: &|_| Err(Vec::new()),
    };
    pamphlet_markdown::read(&input, &mut Sources::new())
}

fn imported(name: &str, bytes: &[u8]) -> Option<Imported> {
    let source = Source {
        name,
        bytes,
        beside: &|_| None,
    };
    let options = Options {
        slug: "any".to_owned(),
        title: None,
    };
    import(&source, &options).ok()
}

/// A Word document with nothing but its text.
fn package(document: &str) -> Vec<u8> {
    let mut zip = ZipWriter::new(Cursor::new(Vec::new()));
    let options = SimpleFileOptions::default().compression_method(CompressionMethod::Stored);
    zip.start_file("word/document.xml", options)
        .expect("a name that no other file has");
    zip.write_all(document.as_bytes()).expect("memory");
    zip.finish().expect("memory").into_inner()
}
