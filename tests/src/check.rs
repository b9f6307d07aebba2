//! The one function that all cases go through.

use std::fs;
use std::path::{Path, PathBuf};

use pamphlet_core::diagnostic::any_error;

use crate::case::{self, Case, Section};
use crate::road::{self, Outcome};
use crate::{conforming, parity, retold, sections};

/// The most bytes of an expectation: what is longer, nobody reads.
const EXPECTATION_BYTES: usize = 4_000;

/// Files of cases, sorted.
pub fn files() -> Vec<PathBuf> {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("cases");
    let entries = fs::read_dir(&folder).unwrap_or_else(|e| panic!("{}: {e}", folder.display()));
    let mut files: Vec<PathBuf> = entries.flatten().map(|entry| entry.path()).collect();
    files.retain(|path| path.extension().is_some_and(|ending| ending == "md"));
    files.sort();
    files
}

/// Runs the cases of a file; gives what is wrong. With `PAMPHLET_BLESS` set it
/// writes what the cases give as what they expect, and only what no expectation
/// can say is wrong.
pub fn check_file(path: &Path) -> Vec<String> {
    let text = fs::read_to_string(path).unwrap_or_else(|e| panic!("{}: {e}", path.display()));
    let mut cases = case::parse(&text);
    let bless = std::env::var_os("PAMPHLET_BLESS").is_some();
    let wanted = std::env::var("PAMPHLET_CASE").ok();
    let mut faults = Vec::new();
    for case in &mut cases {
        if wanted
            .as_ref()
            .is_some_and(|wanted| !case.name.contains(wanted.as_str()))
        {
            continue;
        }
        let found = check(case, bless);
        faults.extend(
            found
                .into_iter()
                .map(|fault| format!("{}: {fault}", case.name)),
        );
    }
    if bless {
        let written = case::write(case::above(&text), &cases);
        fs::write(path, written).unwrap_or_else(|e| panic!("{}: {e}", path.display()));
    }
    faults
}

/// Tells the cases of a file again in other languages; gives what is wrong.
pub fn retell_file(path: &Path) -> Vec<String> {
    let text = fs::read_to_string(path).unwrap_or_else(|e| panic!("{}: {e}", path.display()));
    let wanted = std::env::var("PAMPHLET_CASE").unwrap_or_default();
    let cases = case::parse(&text).into_iter();
    let named = |fault: String, case: &Case| format!("{}: {fault}", case.name);
    cases
        .filter(|case| case.name.contains(&wanted))
        .flat_map(|case| {
            let found = retold::faults(&case);
            let each: Vec<_> = found.into_iter().map(|fault| named(fault, &case)).collect();
            each
        })
        .collect()
}

/// Runs a case through the road and every backend.
pub fn check(case: &mut Case, bless: bool) -> Vec<String> {
    let outcome = road::run(case);
    let mut faults = Vec::new();
    expect_diagnostics(case, &outcome);
    for section in case
        .sections
        .iter_mut()
        .filter(|section| is_expectation(&section.heading))
    {
        compare(section, &outcome, bless, &mut faults);
    }
    match (&outcome.edition, &outcome.outputs) {
        (Some(edition), Some(outputs)) => {
            faults.extend(parity::differences(edition, outputs));
            faults.extend(conforming::faults(&outputs.pdf));
        }
        (_, _) if any_error(&outcome.diagnostics) || outcome.edition.is_none() => {}
        (_, _) => faults.push("nothing was built, and no error says why".into()),
    }
    faults
}

/// A case without a section for what was found expects that nothing is.
fn expect_diagnostics(case: &mut Case, outcome: &Outcome) {
    let there = case
        .sections
        .iter()
        .any(|section| section.heading == "diagnostics");
    if !there && !outcome.diagnostics.is_empty() {
        case.sections.push(Section {
            heading: "diagnostics".into(),
            text: String::new(),
        });
    }
}

fn is_expectation(heading: &str) -> bool {
    ["tree", "html", "xhtml", "typst", "text", "diagnostics"].contains(&heading)
}

fn compare(section: &mut Section, outcome: &Outcome, bless: bool, faults: &mut Vec<String>) {
    let Some(actual) = sections::actual(&section.heading, outcome) else {
        faults.push(format!(
            "there is no {}: it does not build",
            section.heading
        ));
        return;
    };
    if actual.len() > EXPECTATION_BYTES {
        let (heading, size) = (&section.heading, actual.len());
        faults.push(format!(
            "{heading} has {size} bytes, the limit is {EXPECTATION_BYTES}"
        ));
    }
    if actual == section.text {
        return;
    }
    if !bless {
        let heading = &section.heading;
        faults.push(format!(
            "{heading} differs\n{}",
            difference(&section.text, &actual)
        ));
    }
    section.text = actual;
}

/// Both texts from the first line in which they differ.
fn difference(expected: &str, actual: &str) -> String {
    let same = expected
        .lines()
        .zip(actual.lines())
        .take_while(|(a, b)| a == b)
        .count();
    let rest = |text: &str, mark: &str| -> String {
        let lines = text.lines().skip(same).take(12);
        lines.map(|line| format!("    {mark} {line}\n")).collect()
    };
    format!("{}{}", rest(expected, "-"), rest(actual, "+"))
}
