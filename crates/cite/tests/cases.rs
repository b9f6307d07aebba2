//! Readable cases: entries in one of the four formats, citations, and what each
//! style prints. `BLESS=1 cargo test -p pamphlet-cite --test cases` rewrites what
//! is expected; read the diff and judge it against the style's manual.
//!
//! A case is `=== title`, `--- yaml` (or `bib`, `json`, `ris`) with the entries,
//! `--- cite` with a citation a line, and a section per style: `--- apa`, or
//! `--- apa de` in another language. `--- faults` holds what the reader and the
//! rules report.

mod support;

use std::path::PathBuf;

use support::case::{self, Section};
use support::run;

#[test]
fn cases_print_what_they_expect() {
    let folder = PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("tests/cases");
    let bless = std::env::var_os("BLESS").is_some();
    let mut files: Vec<_> = std::fs::read_dir(&folder)
        .expect("the folder of cases")
        .map(|entry| entry.expect("an entry").path())
        .filter(|path| path.extension().is_some_and(|ending| ending == "md"))
        .collect();
    files.sort();
    let (mut count, mut wrong) = (0, Vec::new());
    for path in files {
        let text = std::fs::read_to_string(&path).expect("a readable case");
        let mut file = case::read(&text);
        for case in &mut file.cases {
            count += 1;
            let run = run::run(case);
            for section in &mut case.sections {
                let Some(actual) = run.of(section) else {
                    continue;
                };
                if actual.trim() != section.text.trim() {
                    let Section { head, text } = &*section;
                    wrong.push(format!(
                        "{}: {} ({head})\nexpected\n{}\nprinted\n{}\n",
                        path.display(),
                        case.title,
                        text.trim(),
                        actual.trim()
                    ));
                    section.text = actual;
                }
            }
        }
        if bless {
            std::fs::write(&path, file.write()).expect("a writable case");
        }
    }
    assert!(count >= 60, "there are only {count} cases");
    assert!(bless || wrong.is_empty(), "{}", wrong.join("\n"));
}
