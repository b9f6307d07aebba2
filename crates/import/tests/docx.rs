//! Word documents and what becomes of them: each folder of `tests/docx` holds a
//! document, as `source.docx` or as the parts of its package, and what is
//! expected of it. `BLESS=1` writes the expectations anew; read them.

mod support;

use std::collections::BTreeMap;
use std::fs;
use std::path::{Path, PathBuf};

use pamphlet_import::Imported;
use support::package;
use support::words;

fn cases() -> Vec<PathBuf> {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/docx");
    let entries = fs::read_dir(folder).unwrap();
    let mut cases: Vec<_> = entries.map(|it| it.unwrap().path()).collect();
    cases.sort();
    cases
}

fn bytes(case: &Path) -> Vec<u8> {
    match fs::read(case.join("source.docx")) {
        Ok(bytes) => bytes,
        Err(_) => package::zipped(&package::files(&case.join("package"))),
    }
}

fn name(case: &Path) -> &str {
    case.file_name().unwrap().to_str().unwrap()
}

/// What an editor sees of an import: the files, and the report line by line.
fn outcome(imported: &Imported) -> BTreeMap<String, String> {
    let mut report = String::new();
    let mut out = BTreeMap::new();
    for (path, bytes) in imported.files() {
        match path.ends_with(".md") || path.ends_with(".yaml") {
            true => drop(out.insert(path, String::from_utf8(bytes).unwrap())),
            false => report.push_str(&format!("beside the article: {path}\n")),
        }
    }
    for it in &imported.report.decisions {
        let (place, kind, sure) = (it.place.0, it.kind, it.confidence);
        report.push_str(&format!("{place} {kind} {sure}% {}\n", it.message));
    }
    out.insert("report.txt".to_owned(), report);
    out
}

#[test]
fn documents_become_what_is_expected() {
    let mut faults = Vec::new();
    for case in cases() {
        let imported = support::imported(name(&case), &bytes(&case));
        let imported = imported.unwrap_or_else(|it| panic!("{}: {}", name(&case), it.reason));
        let expected = case.join("expected");
        let found = outcome(&imported);
        if std::env::var_os("BLESS").is_some() {
            let _ = fs::remove_dir_all(&expected);
            fs::create_dir_all(&expected).unwrap();
            for (path, text) in &found {
                fs::write(expected.join(path), text).unwrap();
            }
        }
        for (path, text) in &found {
            let wanted = fs::read_to_string(expected.join(path)).unwrap_or_default();
            if wanted != *text {
                faults.push(format!("{}/{path}:\n{text}", name(&case)));
            }
        }
        let count = fs::read_dir(&expected).map_or(0, Iterator::count);
        assert_eq!(count, found.len(), "{}", name(&case));
    }
    assert!(faults.is_empty(), "{}", faults.join("\n"));
}

#[test]
fn no_word_of_a_document_is_lost_or_invented() {
    let mut faults = Vec::new();
    for case in cases() {
        let bytes = bytes(&case);
        let imported = support::imported(name(&case), &bytes).map_err(|it| it.reason);
        let source = words::of(&package::words(&bytes));
        assert!(
            source.len() > 10,
            "the scan finds the words of {}",
            name(&case)
        );
        if let Err(fault) = words::kept(source, &imported.unwrap()) {
            faults.push(format!("{}: {fault}", name(&case)));
        }
    }
    assert!(faults.is_empty(), "{}", faults.join("\n"));
}

#[test]
fn there_are_twelve_documents_of_three_producers() {
    let all = cases();
    let of = |start: &str| all.iter().filter(|it| name(it).starts_with(start)).count();
    assert!(of("word-") >= 7 && of("lo-") >= 4 && of("pandoc-") >= 2);
}
