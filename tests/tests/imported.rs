//! What was imported is built as it is: every source of the import's own tests
//! says the same in every format, and its PDF is valid.

use std::path::{Path, PathBuf};
use std::sync::atomic::AtomicBool;

use pamphlet_build::intake::{self, Order};
use pamphlet_core::diagnostic::brief;
use pamphlet_tests::library::{self, Scratch};
use pamphlet_tests::{conforming, parity};

/// The folders of cases below the import's tests.
const KINDS: [&str; 3] = ["clippings", "docx", "pages"];
/// What the source of a case is called.
const SOURCES: [&str; 4] = ["clipping.txt", "source.docx", "page.html", "page.md"];

/// The sources of a kind with the names of their cases.
fn sources(kind: &str) -> Vec<(String, PathBuf)> {
    let home = Path::new(env!("CARGO_MANIFEST_DIR")).join("../crates/import/tests");
    let cases = std::fs::read_dir(home.join(kind)).unwrap_or_else(|e| panic!("{kind}: {e}"));
    let mut found: Vec<_> = cases
        .filter_map(|case| {
            let case = case.ok()?;
            let source = SOURCES.iter().map(|name| case.path().join(name));
            let source = source.into_iter().find(|file| file.is_file())?;
            Some((case.file_name().to_string_lossy().into_owned(), source))
        })
        .collect();
    found.sort();
    found
}

/// Imports a source; what is wrong with the outcome.
fn imported(source: &Path, output: &Path) -> Vec<String> {
    let order = Order {
        path: source.to_owned(),
        output: output.to_owned(),
        title: None,
        force: false,
        check_long: true,
    };
    let found = intake::find(&order).unwrap_or_else(|error| panic!("{error:?}"));
    let go = AtomicBool::new(false);
    let mut faults = Vec::new();
    for source in found {
        match intake::take(&order, source, &go).result {
            Ok(accepted) => {
                let blocking = accepted.blocking.unwrap_or_default();
                let errors = blocking.errors.iter();
                faults.extend(errors.map(|it| brief(it, &blocking.sources)));
            }
            Err(rejected) => faults.push(format!("{rejected:?}")),
        }
    }
    faults
}

#[test]
fn what_was_imported_says_the_same_in_every_format() {
    let mut faults = Vec::new();
    let mut articles = 0;
    for (kind, (case, source)) in KINDS
        .iter()
        .flat_map(|kind| sources(kind).into_iter().map(move |it| (kind, it)))
    {
        let output = Scratch::new();
        let mut found = imported(&source, output.path());
        if found.is_empty() {
            for (_, edition, outputs) in library::editions(output.path()) {
                articles += 1;
                found.extend(parity::differences(&edition, &outputs));
                found.extend(conforming::faults(&outputs.pdf));
            }
        }
        faults.extend(found.iter().map(|fault| format!("{kind}/{case}: {fault}")));
    }
    assert!(faults.is_empty(), "{}", faults.join("\n\n"));
    assert!(articles >= 30, "only {articles} articles");
}
