//! `conformance --prove`: shows that each validator passes what is good and objects to what is bad.
//!
//! A validator that stops looking looks just like one that finds nothing; this tells them apart.

use std::path::{Path, PathBuf};

use anyhow::{Result, bail};

use super::files::Files;
use super::finding::{Finding, Report};
use super::samples;
use super::validators::Validators;
use super::words::{self, Judged};
use crate::project::fresh_folder;

/// A sample with one fault: the validator that must see it, and the rule it must name.
struct Fault {
    file: &'static str,
    bytes: Vec<u8>,
    validator: &'static str,
    rule: &'static str,
    /// What the place must say, where that matters.
    place: &'static str,
}

/// Judges the good samples and the faults in one run.
pub fn run(validators: &Validators, scratch: &Path) -> Result<()> {
    let folder = scratch.join("samples");
    fresh_folder(&folder)?;
    let good = [
        ("good.html", samples::html().into_bytes()),
        // Neighbours by name stand on one page: two good ones, then a fault before each of the others.
        ("fragment-a.html", samples::fragment("a").into_bytes()),
        ("fragment-b.html", samples::fragment("b").into_bytes()),
        ("fragment-d.html", samples::fragment("d").into_bytes()),
        ("fragment-f.html", samples::fragment("f").into_bytes()),
        ("fragment-h.html", samples::fragment("h").into_bytes()),
        ("good.epub", samples::epub(|_, text| text)),
        ("good.pdf", samples::pdf(|_, text| text)),
        // A booklet claims level B and is untagged.
        ("good-level-b.pdf", samples::pdf(untagged_level_b)),
    ];
    let faults = faults();
    for (name, bytes) in &good {
        std::fs::write(folder.join(name), bytes)?;
    }
    for fault in &faults {
        std::fs::write(folder.join(fault.file), &fault.bytes)?;
    }
    let files = Files::under(std::slice::from_ref(&folder))?;
    let mut report = super::judge(&files, validators, scratch, None)?;
    let spoilt = words_faults();
    let found = judge_words(&spoilt, validators, &scratch.join("words"))?;
    report
        .findings
        .extend(found.into_iter().map(|it| ("words", it)));
    let mut names: Vec<_> = good.iter().map(|(name, _)| *name).collect();
    names.push(GOOD_WORDS);
    let faults: Vec<_> = faults.into_iter().chain(spoilt).collect();
    let wrong = verdicts(&report, &names, &faults);
    if wrong.is_empty() {
        println!(
            "{} good samples pass and {} faults are found",
            names.len(),
            faults.len()
        );
        return Ok(());
    }
    print!("{report}");
    bail!(
        "the validators do not judge as they should\n  {}",
        wrong.join("\n  ")
    );
}

/// Its words are those of the page beside it.
const GOOD_WORDS: &str = "good-words.pdf";

/// Judges pages of words beside the web page that says them. They are nothing but words, so the other validators
/// do not see them.
fn judge_words(faults: &[Fault], validators: &Validators, folder: &Path) -> Result<Vec<Finding>> {
    fresh_folder(folder)?;
    let page = folder.join("words.html");
    std::fs::write(&page, samples::words_page())?;
    std::fs::write(folder.join(GOOD_WORDS), samples::words(&samples::LINES))?;
    for fault in faults {
        std::fs::write(folder.join(fault.file), &fault.bytes)?;
    }
    let files = Files::under(&[folder.to_path_buf()])?;
    let judged = Judged {
        pdf: &files.pdf,
        html: files.html.iter().collect(),
        documents: &[],
        is_known: false,
    };
    words::check(&judged, validators)
}

/// What the readers would draw out of a page that is wrong.
fn words_faults() -> Vec<Fault> {
    let spoilt = |file, rule, line: usize, (from, to): (&str, &str)| {
        let mut lines = samples::LINES.map(str::to_owned);
        lines[line] = replace(lines[line].clone(), from, to);
        let lines: Vec<_> = lines
            .iter()
            .map(String::as_str)
            .filter(|line| !line.is_empty())
            .collect();
        Fault {
            file,
            bytes: samples::words(&lines),
            validator: "words",
            rule,
            place: "",
        }
    };
    vec![
        spoilt("turned-words.pdf", "words", 0, ("الماء كل", "كل الماء")),
        spoilt("lost-letter.pdf", "words", 0, ("الماء", "المء")),
        spoilt("glued-words.pdf", "words", 0, ("كل يوم", "كليوم")),
        spoilt("swapped-figures.pdf", "words", 1, ("5 إلى 10", "10 إلى 5")),
        spoilt("swapped-decimals.pdf", "words", 3, ("2.5", "5.2")),
        spoilt("lost-word.pdf", "search", 0, ("اشرب ", "")),
        spoilt("lost-line.pdf", "search", 3, (samples::LINES[3], "")),
    ]
}

fn verdicts(report: &Report, good: &[&str], faults: &[Fault]) -> Vec<String> {
    let is = |file: &PathBuf, name: &str| file.file_name().is_some_and(|it| it == name);
    let mut wrong = Vec::new();
    for name in good {
        if report
            .findings
            .iter()
            .any(|(_, finding)| is(&finding.file, name))
        {
            wrong.push(format!("{name} is good and does not pass"));
        }
    }
    for fault in faults {
        let found = report.findings.iter().any(|(validator, finding)| {
            *validator == fault.validator
                && is(&finding.file, fault.file)
                && finding.rule.contains(fault.rule)
                && finding.place.contains(fault.place)
        });
        if !found {
            let Fault {
                file,
                validator,
                rule,
                ..
            } = fault;
            wrong.push(format!("{validator} does not find {rule} in {file}"));
        }
    }
    wrong
}

fn faults() -> Vec<Fault> {
    let html = |file, validator, rule, place, (from, to): (&str, &str)| {
        let bytes = replace(samples::html(), from, to).into_bytes();
        Fault {
            file,
            bytes,
            validator,
            rule,
            place,
        }
    };
    let fragment = |file, name: &str, validator, rule, place, (from, to): (&str, &str)| Fault {
        file,
        bytes: replace(samples::fragment(name), from, to).into_bytes(),
        validator,
        rule,
        place,
    };
    let epub = |file, validator, rule, entry: &str, (from, to): (&str, &str)| {
        let bytes = samples::epub(|name, text| {
            if name == entry {
                replace(text, from, to)
            } else {
                text
            }
        });
        Fault {
            file,
            bytes,
            validator,
            rule,
            place: "",
        }
    };
    let pdf = |file, validator, rule, object, (from, to): (&str, &str)| {
        let bytes = samples::pdf(|number, text| {
            if number == object {
                replace(text, from, to)
            } else {
                text
            }
        });
        Fault {
            file,
            bytes,
            validator,
            rule,
            place: "",
        }
    };
    vec![
        html(
            "nesting.html",
            "Nu",
            "error",
            "",
            ("<p>Drink", "<p><div></p><p>Drink"),
        ),
        html("language.html", "Nu", "warning", "", (" lang=\"en\"", "")),
        html(
            "no-language.html",
            "axe-core",
            "html-has-lang",
            "",
            (" lang=\"en\"", ""),
        ),
        html(
            "dark.html",
            "axe-core",
            "color-contrast",
            "dark",
            ("color: #eee", "color: #333"),
        ),
        html(
            "closed.html",
            "axe-core",
            "image-alt",
            "opened",
            ("<p>Six", "<p><img src=\"data:,\">Six"),
        ),
        html(
            "wide.html",
            "axe-core",
            "no-sideways-scroll",
            "320 px",
            ("<p>Drink", "<p style=\"width: 400px\">Drink"),
        ),
        html(
            "wide-inside.html",
            "axe-core",
            "no-sideways-scroll",
            "opened",
            ("<p>Six", "<p style=\"width: 400px\">Six"),
        ),
        html(
            "outside.html",
            "axe-core",
            "self-contained",
            "",
            ("<p>Drink", "<img alt=\"\" src=\"other.png\"><p>Drink"),
        ),
        html(
            "cut.html",
            "axe-core",
            "no-cut-words",
            "1280 px",
            (
                "<p>Drink",
                "<p style=\"width: 20px; overflow: hidden; white-space: nowrap\">Drink",
            ),
        ),
        fragment(
            "fragment-c.html",
            "c",
            "Nu",
            "error",
            "beside fragment-d",
            ("c_x", "d_x"),
        ),
        fragment(
            "fragment-e.html",
            "e",
            "axe-core",
            "no-sideways-scroll",
            "320 px",
            ("<p>", "<p style=\"width: 400px\">"),
        ),
        fragment(
            "fragment-g.html",
            "g",
            "axe-core",
            "self-contained",
            "beside fragment-h",
            ("<p>", "<p><img alt=\"\" src=\"fragment-g-1.png\">"),
        ),
        epub(
            "wide.epub",
            "screens",
            "no-sideways-scroll",
            "text.xhtml",
            ("<p>", "<p style=\"width: 400px\">"),
        ),
        epub(
            "fragment.epub",
            "EPUBCheck",
            "RSC-012",
            "nav.xhtml",
            (".xhtml\"", ".xhtml#no\""),
        ),
        epub(
            "metadata.epub",
            "Ace",
            "metadata-accessmode",
            "book.opf",
            ("schema:accessMode\"", "dcterms:type\""),
        ),
        epub(
            "image.epub",
            "Ace",
            "image-alt",
            "text.xhtml",
            (
                "<p>",
                "<p><img src=\"data:image/gif;base64,R0lGODlhAQABAAAAACw=\"/>",
            ),
        ),
        pdf(
            "title.pdf",
            "veraPDF",
            "PDFUA-1 7.1-10",
            1,
            ("Title true", "Title false"),
        ),
        pdf(
            "claim.pdf",
            "veraPDF",
            "PDFA-2A 6.6.4",
            4,
            ("<pdfaid:part>2", "<pdfaid:part>3"),
        ),
        pdf(
            "level-b.pdf",
            "veraPDF",
            "PDFA-2B",
            4,
            (
                "2</pdfaid:part><pdfaid:conformance>A",
                "3</pdfaid:part><pdfaid:conformance>B",
            ),
        ),
        pdf(
            "parent.pdf",
            "qpdf",
            "structure",
            2,
            ("/Kids[3 0 R]", "/Kids[9 0 R]"),
        ),
        pdf(
            "no-page.pdf",
            "words",
            "pages",
            2,
            ("/Kids[3 0 R]", "/Kids[9 0 R]"),
        ),
    ]
}

fn untagged_level_b(number: usize, text: String) -> String {
    match number {
        1 => replace(text, "/StructTreeRoot 5 0 R", ""),
        4 => replace(text, "conformance>A", "conformance>B"),
        _ => text,
    }
}

/// Spoils a sample; a fault that changes nothing would prove nothing.
fn replace(text: String, from: &str, to: &str) -> String {
    assert!(text.contains(from), "the sample has no `{from}`");
    text.replace(from, to)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::conformance::finding::run_all;

    #[test]
    fn every_fault_differs_from_its_sample_and_has_its_own_file() {
        let all = || faults().into_iter().chain(words_faults());
        let mut names: Vec<_> = all().map(|fault| fault.file).collect();
        names.sort_unstable();
        names.dedup();
        assert_eq!(names.len(), all().count());
    }

    #[test]
    fn every_validator_has_a_fault_to_find() {
        for name in [
            "EPUBCheck",
            "Ace",
            "veraPDF",
            "qpdf",
            "words",
            "Nu",
            "axe-core",
            "screens",
        ] {
            assert!(
                faults().iter().any(|fault| fault.validator == name),
                "{name}"
            );
        }
    }

    #[test]
    fn a_silent_validator_and_a_noisy_one_are_both_noticed() {
        let noisy = || Ok(vec![Finding::new(Path::new("/x/good.html"), "rule", "")]);
        let jobs: Vec<super::super::finding::Job> = vec![("Nu", Box::new(noisy))];
        let report = run_all(&Files::default(), jobs).unwrap();
        let wrong = verdicts(&report, &["good.html", "good.pdf"], &faults()[..1]);
        let expected = [
            "good.html is good and does not pass",
            "Nu does not find error in nesting.html",
        ];
        assert_eq!(wrong, expected);
    }
}
