//! What was imported is built as it is: every source of the import's own tests
//! says the same in every format, and its PDF is valid.

use std::path::{Path, PathBuf};
use std::sync::atomic::AtomicBool;

use pamphlet_build::intake::{self, Order};
use pamphlet_core::diagnostic::brief;
use pamphlet_tests::library::{self, Scratch};
use pamphlet_tests::{conforming, parity};

const SOURCES: [&str; 3] = ["clippings", "docx", "pages"];

fn order(folder: &Path, output: &Path) -> Order {
    Order {
        path: folder.to_owned(),
        output: output.to_owned(),
        title: None,
        force: false,
    }
}

fn sources(name: &str) -> PathBuf {
    let home = Path::new(env!("CARGO_MANIFEST_DIR"));
    home.join("../crates/import/tests").join(name)
}

/// Imports every source below a folder that is no expectation of another test.
fn imported(folder: &Path) -> (Scratch, Vec<String>) {
    let output = Scratch::new();
    let order = order(folder, output.path());
    let found = intake::find(&order).unwrap_or_else(|error| panic!("{error:?}"));
    let (mut faults, go) = (Vec::new(), AtomicBool::new(false));
    for source in found {
        let taken = intake::take(&order, source, &go);
        let name = &taken.found.name;
        match &taken.result {
            Ok(accepted) => {
                let blocking = accepted.blocking.iter();
                let told = blocking.map(|it| format!("{name}: {}", brief(it, &accepted.sources)));
                faults.extend(told);
            }
            Err(rejected) => faults.push(format!("{name}: {rejected:?}")),
        }
    }
    (output, faults)
}

#[test]
fn what_was_imported_says_the_same_in_every_format() {
    let mut faults = Vec::new();
    let mut articles = 0;
    for name in SOURCES {
        let (output, blocking) = imported(&sources(name));
        faults.extend(blocking);
        for (file, edition, outputs) in library::editions(output.path()) {
            articles += 1;
            let found = parity::differences(&edition, &outputs);
            let invalid = conforming::faults(&outputs.pdf);
            let both = found.into_iter().chain(invalid);
            faults.extend(both.map(|fault| format!("{name}/{file}: {fault}")));
        }
    }
    assert!(faults.is_empty(), "{}", faults.join("\n\n"));
    assert!(articles >= 28, "only {articles} articles");
}
