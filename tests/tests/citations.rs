//! The cases of the crate `cite`, through every format: what each of them expects
//! stands in the finished page, book and PDF, and all three say the same words.
//!
//! A case becomes an article for each style that it names, with its citations a
//! paragraph each between words that mark their places, and the list behind them.

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};
use std::sync::atomic::{AtomicUsize, Ordering};
use std::thread;

use pamphlet_cite::Style;
use pamphlet_core::diagnostic::{any_error, brief};
use pamphlet_core::edition::Edition;
use pamphlet_core::language::Language;
use pamphlet_core::words::Tables;
use pamphlet_core::{Severity, Sources};
use pamphlet_tests::case::{Case, Section};
use pamphlet_tests::extract::{Said, epub, html, pdf};
use pamphlet_tests::parity::{self, characters};
use pamphlet_tests::road::{self, Outcome};

#[allow(dead_code)]
#[path = "../../crates/cite/tests/support/written.rs"]
mod written;

/// Cases that are errors in every format, with the names of the errors.
const ERRORS: &[(&str, &[&str])] = &[
    (
        "one, two, three in a row, with a gap",
        &["unknown-citation"],
    ),
    (
        "several bibliographies merge and a key twice is named",
        &["duplicate-key"],
    ),
    (
        "no title, no journal, no date, no author",
        &["missing-title"],
    ),
    ("dates that are none", &["malformed-date"]),
    ("the same in the other formats", &["malformed-date"]),
    (
        "identifiers with slips",
        &[
            "malformed-doi",
            "malformed-pmid",
            "malformed-issn",
            "malformed-isbn",
            "malformed-orcid",
            "malformed-url",
        ],
    ),
    (
        "pages that descend, change their letters or are cut",
        &["page-range"],
    ),
    ("one DOI twice, one title twice", &["duplicate-reference"]),
    ("et al. typed into lists", &["truncated-authors"]),
    (
        "unknown fields and types",
        &[
            "missing-title",
            "unknown-reference-field",
            "unknown-reference-type",
        ],
    ),
    (
        "broken files name each faulty line",
        &["yaml-syntax", "bibliography-syntax", "missing-key"],
    ),
    (
        "crossref loops and entries that are not there",
        &["crossref-loop", "unknown-crossref"],
    ),
];

/// Citations in the sentence with a place, which the tree has and Markdown has
/// not: what they print is not compared here.
const IN_THE_TREE_ONLY: &[&str] = &["@c, p. 12", "@who, p. 4"];

fn files() -> Vec<(String, written::File)> {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("../crates/cite/tests/cases");
    let entries =
        std::fs::read_dir(&folder).unwrap_or_else(|e| panic!("{}: {e}", folder.display()));
    let mut paths: Vec<_> = entries
        .map(|entry| entry.expect("an entry").path())
        .collect();
    paths.sort();
    let file = |path: &PathBuf| {
        let text = std::fs::read_to_string(path).expect("a readable case");
        let name = path.file_stem().unwrap_or_default().to_string_lossy();
        (name.into_owned(), written::read(&text))
    };
    paths.iter().map(file).collect()
}

#[test]
fn every_case_of_the_citations_runs_in_every_format() {
    let files = files();
    let cases: Vec<_> = files
        .iter()
        .flat_map(|(file, cases)| cases.cases.iter().map(move |case| (file, case)))
        .collect();
    let (mut faults, mut errors) = (Vec::new(), BTreeMap::new());
    let (mut printed, mut articles) = (0, 0);
    for (file, run) in runs(&cases) {
        let title = &run.case.title;
        let found = run.faults.iter();
        faults.extend(found.map(|fault| format!("{file}: {title}: {fault}")));
        if !run.errors.is_empty() {
            errors.insert(title.as_str(), run.errors);
        }
        printed += usize::from(run.compared > 0);
        articles += run.compared;
    }
    let groups = cases.len();
    println!("{printed} of {groups} cases print as they expect, in {articles} articles");
    let (count, faults) = (faults.len(), faults.join("\n\n"));
    assert!(faults.is_empty(), "{count} faults\n\n{faults}");
    let expected = ERRORS.iter().map(|(title, names)| (*title, names.to_vec()));
    assert_eq!(errors, expected.collect());
    assert!(printed >= 60, "only {printed} of {groups} cases print");
}

/// Runs all cases, on as many threads as there are cores.
fn runs<'a>(cases: &[(&'a String, &'a written::Case)]) -> Vec<(&'a String, Run<'a>)> {
    let next = AtomicUsize::new(0);
    let work = || {
        let mut done = Vec::new();
        while let Some((file, case)) = cases.get(next.fetch_add(1, Ordering::Relaxed)) {
            let mut run = Run::of(case);
            run.all_styles();
            done.push((*file, run));
        }
        done
    };
    let cores = thread::available_parallelism().map_or(1, usize::from);
    thread::scope(|scope| {
        let workers: Vec<_> = (0..cores).map(|_| scope.spawn(work)).collect();
        let done = workers.into_iter().map(|worker| worker.join());
        done.flat_map(|done| done.expect("a worker that ends"))
            .collect()
    })
}

/// A case on its way through the styles.
struct Run<'a> {
    case: &'a written::Case,
    /// Its citations, as they are written.
    citations: Vec<String>,
    /// Keys of its entries.
    keys: Vec<String>,
    /// Names of the errors that keep it from being built as it is written.
    errors: Vec<&'static str>,
    /// Articles in which all formats were held against what is expected.
    compared: usize,
    faults: Vec<String>,
}

impl<'a> Run<'a> {
    fn of(case: &'a written::Case) -> Run<'a> {
        let (references, _) = case.references(&mut Sources::new());
        let entries = references.entries.iter();
        Run {
            case,
            citations: case.citations(&references),
            keys: entries.map(|entry| entry.key.value.clone()).collect(),
            errors: Vec::new(),
            compared: 0,
            faults: Vec::new(),
        }
    }

    fn all_styles(&mut self) {
        let styles = self.case.sections.iter().filter_map(|section| {
            let (style, language) = section.style()?;
            Some((style, language, section.text.as_str()))
        });
        let mut styles: Vec<_> = styles.collect();
        if styles.is_empty() {
            styles.push(("american-medical-association", "en", ""));
        }
        let all: Vec<usize> = (0..self.citations.len()).collect();
        let known: Vec<usize> = all.iter().copied().filter(|i| self.is_known(*i)).collect();
        for (style, language, expected) in styles {
            let whole = self.article(style, language, &all);
            self.expect_reports(&whole);
            if any_error(&whole.diagnostics) {
                self.note_errors(&whole);
            }
            // An unknown key stops the article; what stands around it is held
            // against the case in one without it.
            let (outcome, printed) = match known == all {
                true if any_error(&whole.diagnostics) => continue,
                true => (whole, &all),
                false => (self.article(style, language, &known), &known),
            };
            let expected = self.expectation(expected, printed);
            let found = held(&outcome, expected.as_ref()).into_iter();
            self.compared += usize::from(expected.is_some());
            let found = found.map(|fault| format!("{style} {language}: {fault}"));
            self.faults.extend(found);
        }
    }

    /// Whether all keys of a citation have entries.
    fn is_known(&self, citation: usize) -> bool {
        let mut keys = self.citations[citation].split('@').skip(1).map(|rest| {
            let end = rest.find([';', ',', ']', ' ']).unwrap_or(rest.len());
            &rest[..end]
        });
        keys.all(|key| self.keys.iter().any(|known| known == key))
    }

    fn note_errors(&mut self, outcome: &Outcome) {
        let errors = outcome
            .diagnostics
            .iter()
            .filter(|d| d.severity == Severity::Error);
        for name in errors.map(|error| error.name) {
            if !self.errors.contains(&name) {
                self.errors.push(name);
            }
        }
        if outcome.outputs.is_some() {
            self.faults.push("it was built in spite of errors".into());
        }
    }

    /// What the case says that the rules report, each format's author is told.
    fn expect_reports(&mut self, outcome: &Outcome) {
        let reported = outcome.diagnostics.iter();
        let reported: Vec<_> = reported.map(|d| brief(d, &outcome.sources)).collect();
        let sections = self
            .case
            .sections
            .iter()
            .filter(|section| section.head == "faults");
        for line in sections.flat_map(|section| section.text.lines()) {
            if !line.trim().is_empty() && !reported.iter().any(|found| found == line) {
                self.faults.push(format!("not reported: {line}"));
            }
        }
    }

    /// The article with these citations, through the road.
    fn article(&self, style: &str, language: &str, citations: &[usize]) -> Outcome {
        let code = Language::parse(language).expect("a language");
        let loaded =
            Style::load(style, &BTreeMap::new(), &code, Tables::built_in()).expect("a style");
        let mut body = format!(
            "---\ntitle: T\nlang: {language}\ncsl: {style}\n---\n\n# F {{#fundamentals}}\n\n"
        );
        let mut notes = String::new();
        for (i, citation) in citations.iter().enumerate() {
            let line = in_markdown(&self.citations[*citation]);
            let line = match loaded.is_notes() && !line.starts_with('[') {
                // The case says what such a citation prints in a note.
                true => {
                    notes.push_str(&format!("[^{i}]: {line}\n\n"));
                    format!("[^{i}]")
                }
                false => line,
            };
            body.push_str(&format!("Place {i}.\n\n{line}\n\n"));
        }
        let end = citations.len();
        body.push_str(&format!(
            "Place {end}.\n\n# List {{#references}}\n\nFrom here.\n\n# R {{#reflection}}\n\nTo here.\n\n{notes}"
        ));
        let files = self.case.sections.iter().filter_map(|section| {
            Some(Section {
                heading: format!("file {}", section.file()?),
                text: section.text.clone(),
            })
        });
        road::run(&Case {
            name: self.case.title.clone(),
            body,
            sections: files.collect(),
        })
    }

    /// What the formats must say of a section's text; none where it is empty.
    fn expectation(&self, text: &str, citations: &[usize]) -> Option<Expected> {
        let (printed, entries): (Vec<_>, Vec<_>) = text
            .lines()
            .filter(|line| !line.is_empty())
            .partition(|line| line.starts_with("> "));
        let of = |citation: &usize| {
            let compared = !IN_THE_TREE_ONLY.contains(&self.citations[*citation].as_str());
            compared.then(|| plain(printed[*citation].trim_start_matches("> ")))
        };
        (!printed.is_empty()).then(|| Expected {
            citations: citations.iter().map(of).collect(),
            entries: entries.into_iter().map(plain).collect(),
        })
    }
}

/// A citation as an author writes it: one without its author stands in brackets.
fn in_markdown(line: &str) -> String {
    match line.starts_with("-@") {
        true => format!("[{line}]"),
        false => line.to_owned(),
    }
}

/// What a case expects, in plain words.
struct Expected {
    /// Each citation; none for what is not compared.
    citations: Vec<Option<String>>,
    /// The entries, with their labels.
    entries: Vec<String>,
}

/// The words of a line without the signs for what they are.
fn plain(line: &str) -> String {
    let mut words = String::new();
    let mut rest = line;
    while let Some(at) = rest.find("](http") {
        let (before, link) = rest.split_at(at);
        let open = before.rfind('[').expect("a link opens");
        words.push_str(&before[..open]);
        words.push_str(&before[open + 1..]);
        let mut depth = 0;
        let close = link.char_indices().skip(1).find(|(_, c)| {
            depth += i32::from(*c == '(') - i32::from(*c == ')');
            depth == 0
        });
        rest = &link[close.expect("a link ends").0 + 1..];
    }
    words.push_str(rest);
    let mut words = words.replace("<http", "http");
    // `{fr: Le sommeil}`
    while let Some(open) = words.find('{') {
        let colon = words[open..].find(": ").expect("a language");
        words.replace_range(open..open + colon + 2, "");
        let close = words.find('}').expect("words of a language end");
        words.remove(close);
    }
    let ends = |c: &char| !matches!(c, '‹' | '›' | '*' | '^' | '~' | '>');
    words.chars().filter(ends).collect()
}

/// What differs between an outcome and what is expected of it.
fn held(outcome: &Outcome, expected: Option<&Expected>) -> Vec<String> {
    let (Some(edition), Some(outputs)) = (&outcome.edition, &outcome.outputs) else {
        let found = outcome
            .diagnostics
            .iter()
            .map(|d| brief(d, &outcome.sources));
        return vec![format!(
            "it is not built: {}",
            found.collect::<Vec<_>>().join("; ")
        )];
    };
    let mut faults = parity::differences(edition, outputs);
    let Some(expected) = expected else {
        return faults;
    };
    let read = pdf::read(&outputs.pdf).unwrap_or_default();
    for (format, said) in [
        ("html", html::read(&outputs.html)),
        ("epub", epub::read(&outputs.epub)),
        ("pdf", read),
    ] {
        let found = compared(edition, &said, expected);
        faults.extend(found.into_iter().map(|fault| format!("{format}: {fault}")));
    }
    faults
}

fn compared(edition: &Edition, said: &Said, expected: &Expected) -> Vec<String> {
    let mut faults = Vec::new();
    let main = characters(&said.main);
    let mut expect = |what: &str, wanted: &str, found: &str| {
        if characters(wanted) != characters(found) {
            faults.push(format!("{what}: expected {wanted}, found {found}"));
        }
    };
    let mut called = 0;
    for (i, wanted) in expected.citations.iter().enumerate() {
        let (from, to) = (format!("Place{i}."), format!("Place{}.", i + 1));
        let mut found = between(&main, &from, &to);
        // In a style of notes each citation is a note: the sentence has the name.
        if said.notes.len() == expected.citations.len() {
            called += 1;
            found.push_str(&said.notes[&edition.note_mark(called)]);
        }
        if let Some(wanted) = wanted {
            expect(&format!("citation {i}"), wanted, &found);
        }
    }
    let listed = edition.parts.iter().flat_map(|part| &part.bibliography);
    let labels: Vec<_> = listed.map(|entry| entry.label.as_str()).collect();
    let mut entries = String::new();
    for (i, entry) in expected.entries.iter().enumerate() {
        let label = labels.get(i).copied().unwrap_or("no entry");
        match entry.strip_prefix(label) {
            Some(words) => entries.push_str(words),
            None => expect("label", entry, label),
        }
    }
    expect(
        "entries",
        &entries,
        &between(&main, "Fromhere.", "RTohere."),
    );
    faults
}

/// What stands between two texts; nothing where one of them is not there.
fn between(text: &str, from: &str, to: &str) -> String {
    let behind = text.split_once(from).map_or("", |(_, behind)| behind);
    behind
        .split_once(to)
        .map_or("", |(found, _)| found)
        .to_owned()
}
