//! Clippings: text from web pages without its markup. Each folder of
//! `tests/clippings` holds a clipping of our own writing and what it becomes;
//! `BLESS=1` writes what it becomes, and whoever blesses reads it.

mod support;

use std::collections::BTreeMap;
use std::fs;
use std::path::{Path, PathBuf};

use pamphlet_core::article::PartKind;
use pamphlet_core::language::Language;
use pamphlet_core::words::Words;
use pamphlet_import::{Imported, Kind};
use support::words::assert_kept;
use support::{imported, read_back};

fn folders() -> Vec<PathBuf> {
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/clippings");
    let entries = fs::read_dir(root).unwrap().map(|it| it.unwrap().path());
    let mut folders: Vec<PathBuf> = entries.filter(|it| it.is_dir()).collect();
    folders.sort();
    folders
}

fn name(folder: &Path) -> String {
    folder.file_name().unwrap().to_string_lossy().into_owned()
}

fn clipping(folder: &Path) -> String {
    fs::read_to_string(folder.join("clipping.txt")).unwrap()
}

/// What was decided, but the slots: they say the same of every clipping.
fn decisions(imported: &Imported) -> String {
    let decisions = imported.report.decisions.iter();
    let told = decisions.filter(|it| it.kind != Kind::Slot);
    let lines = told.map(|it| {
        let (place, kind, sure) = (it.place.0, it.kind.name(), it.confidence);
        format!("{place:>4} {kind:<17} {sure:>3} {}\n", it.message)
    });
    lines.collect()
}

#[test]
fn clippings_become_what_stands_beside_them() {
    let folders = folders();
    assert!(folders.len() >= 8);
    let mut wrong = Vec::new();
    for folder in folders {
        let imported = imported(&name(&folder), clipping(&folder).as_bytes()).unwrap();
        let mut files: BTreeMap<String, String> = BTreeMap::new();
        for (path, bytes) in imported.files() {
            files.insert(path, String::from_utf8(bytes).unwrap());
        }
        files.insert("report.txt".to_owned(), decisions(&imported));
        for path in [
            "article.md",
            "glossary.yaml",
            "references.yaml",
            "report.txt",
        ] {
            let expected = folder.join(path);
            let text = files.remove(path);
            if std::env::var_os("BLESS").is_some() {
                match &text {
                    Some(text) => fs::write(&expected, text).unwrap(),
                    None => drop(fs::remove_file(&expected)),
                }
            }
            if fs::read_to_string(&expected).ok() != text {
                wrong.push(format!("{}: {text:#?}", expected.display()));
            }
        }
        assert!(files.is_empty(), "{files:?}");
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

#[test]
fn no_word_of_a_clipping_is_lost() {
    for folder in folders() {
        let text = clipping(&folder);
        let imported = imported(&name(&folder), text.as_bytes()).unwrap();
        if let Err(fault) = support::words::kept(support::words::of(&text), &imported) {
            panic!("{}: {fault}", name(&folder));
        }
    }
}

#[test]
fn no_pasted_sign_is_left() {
    for folder in folders() {
        let imported = imported(&name(&folder), clipping(&folder).as_bytes()).unwrap();
        for (path, bytes) in imported.files() {
            let text = String::from_utf8(bytes).unwrap();
            // What was clipped stands in remarks as it was.
            let mut lines = text
                .lines()
                .filter(|line| !line.starts_with('#') || path == "article.md");
            assert!(
                !lines.any(|line| line.contains('∞')),
                "{}/{path}",
                name(&folder)
            );
        }
    }
}

/// The article as it is written, without what asks for a look and in one case:
/// what a mutation may change.
fn shape(text: &str) -> String {
    let imported = imported("mutant", text.as_bytes()).unwrap();
    read_back(&imported);
    let mut out = String::new();
    let article = String::from_utf8(imported.files()["article.md"].clone()).unwrap();
    for line in article.lines() {
        let is_todo = line.starts_with("<!-- pamphlet: todo");
        if !is_todo && !line.is_empty() {
            let heading = line.starts_with('#') || line.starts_with("title:");
            out.push_str(&if heading {
                line.to_lowercase()
            } else {
                line.to_owned()
            });
            out.push('\n');
        }
    }
    for (path, bytes) in imported.files() {
        if path != "article.md" {
            // Remarks name lines of the source.
            let text = String::from_utf8(bytes).unwrap();
            let lines = text.lines().filter(|line| !line.starts_with('#'));
            out.extend(lines.map(|line| format!("{line}\n")));
        }
    }
    out
}

fn assert_harmless(what: &str, mutate: impl Fn(&str, &Imported) -> String) {
    for folder in folders() {
        let text = clipping(&folder);
        let imported = imported(&name(&folder), text.as_bytes()).unwrap();
        let (found, expected) = (shape(&mutate(&text, &imported)), shape(&text));
        for (found, expected) in found.lines().zip(expected.lines()) {
            assert_eq!(found, expected, "{what}: {}", name(&folder));
        }
        assert_eq!(found.len(), expected.len(), "{what}: {}", name(&folder));
    }
}

/// Whether a line is a heading, a part's name or the title.
fn is_heading(line: usize, imported: &Imported) -> bool {
    let kinds = [Kind::Part, Kind::Section, Kind::Title];
    let mut decisions = imported.report.decisions.iter();
    decisions.any(|it| it.place.0 as usize == line && kinds.contains(&it.kind))
}

#[test]
fn line_ends_and_blanks_of_any_kind_change_nothing() {
    assert_harmless("CRLF", |text, _| text.replace('\n', "\r\n"));
    assert_harmless("CR", |text, _| text.replace('\n', "\r"));
    assert_harmless("byte-order mark", |text, _| format!("\u{feff}{text}"));
    assert_harmless("blanks at ends", |text, _| {
        text.replace('\n', " \u{a0}\t\n")
    });
    assert_harmless("non-breaking spaces", |text, _| {
        let lines = text
            .lines()
            .map(|line| line.replace(". ", ".\u{a0} ").replace(" a ", "\u{a0}a "));
        lines.collect::<Vec<_>>().join("\n")
    });
    assert_harmless("soft hyphens", |text, _| {
        text.replace("ation", "a\u{ad}tion")
    });
}

#[test]
fn blank_lines_more_or_fewer_change_nothing() {
    assert_harmless("three for one", |text, _| text.replace("\n\n", "\n\n\n\n"));
    assert_harmless("at both ends", |text, _| format!("\n\n\n{text}\n\n"));
    assert_harmless("below headings", |text, imported| {
        let lines = text.lines().enumerate();
        let lines = lines.map(|(at, line)| match is_heading(at + 1, imported) {
            true => format!("{line}\n\n"),
            false => format!("{line}\n"),
        });
        lines.collect()
    });
    assert_harmless("not below parts", |text, imported| {
        let parts: Vec<usize> = imported
            .report
            .of(Kind::Part)
            .map(|it| it.place.0 as usize)
            .collect();
        let lines = text.lines().enumerate();
        let kept = lines.filter(|(at, line)| !(line.trim().is_empty() && parts.contains(at)));
        kept.map(|(_, line)| format!("{line}\n")).collect()
    });
}

#[test]
fn straight_quotation_marks_are_as_good_as_curly_ones() {
    assert_harmless("straight", |text, _| {
        text.replace(['“', '”', '„'], "\"")
            .replace(['‘', '’', '‚'], "'")
    });
}

#[test]
fn headings_in_capitals_are_headings() {
    assert_harmless("capitals", |text, imported| {
        let lines = text.lines().enumerate();
        let lines = lines.map(|(at, line)| match is_heading(at + 1, imported) {
            true => format!("{}\n", line.to_uppercase()),
            false => format!("{line}\n"),
        });
        lines.collect()
    });
}

#[test]
fn names_of_parts_may_have_colons_numbers_and_marks() {
    for name in [
        "Fundamentals:",
        "FUNDAMENTALS",
        "1. Fundamentals",
        "# Fundamentals",
        "fundamentals",
    ] {
        let text = format!("{name}\nRest your arm for two days.\n");
        let imported = imported("arm", text.as_bytes()).unwrap();
        assert_kept(&text, &imported);
        let part = &imported.article.parts[0];
        assert_eq!(part.kind, PartKind::Fundamentals, "{name}");
        let heading = pamphlet_core::inline::plain_text(&part.heading);
        assert_eq!(heading, "Fundamentals", "{name}");
    }
}

#[test]
fn parts_are_known_by_name_in_every_language() {
    for tag in Words::languages() {
        let words = Words::of(&Language::parse(tag).unwrap()).unwrap();
        let mut text = String::new();
        for kind in PartKind::ALL.into_iter().rev() {
            text.push_str(&format!("{}\nIn 2021, 24 of 30.\n", words.part(kind)));
        }
        let imported = imported("parts", text.as_bytes()).unwrap();
        let kinds: Vec<PartKind> = imported.article.parts.iter().map(|it| it.kind).collect();
        assert_eq!(kinds, PartKind::ALL, "{tag}");
        assert_kept(&text, &imported);
    }
}

#[test]
fn chinese_words_are_counted_by_signs() {
    let words = |text: &str| imported("words", text.as_bytes()).unwrap().words();
    assert_eq!(words("Drink two glasses of water a day.\n"), 7);
    assert_eq!(words("每天喝两升水。\n"), 6);
}

#[test]
fn a_part_that_stands_twice_is_one() {
    let text = "Fundamentals\nFirst.\nAcademic\nSecond.\nBasics\nThird.\n";
    let imported = imported("twice", text.as_bytes()).unwrap();
    assert_kept(text, &imported);
    assert_eq!(imported.article.parts.len(), 2);
    assert_eq!(imported.article.parts[0].blocks.len(), 2);
    let again = imported
        .report
        .of(Kind::Part)
        .find(|it| it.place.0 == 5)
        .unwrap();
    assert_eq!(again.dropped, ["Basics"]);
}

#[test]
fn levels_are_never_skipped_and_the_fourth_is_a_bold_paragraph() {
    let text = "<!doctype html><html lang=en><body><h1>Fundamentals</h1><h3>A</h3><p>One.</p>\
                <h6>B</h6><p>Two.</p><h2>C</h2><p>Three.</p><h3>D</h3><p>Four.</p><h4>E</h4>\
                <p>Five.</p><h5>F</h5><p>Six.</p></body></html>";
    let imported = imported("levels", text.as_bytes()).unwrap();
    let part = &imported.article.parts[0];
    assert_eq!(part.sections.len(), 2);
    assert_eq!(part.sections[0].sections.len(), 1);
    let deepest = &part.sections[1].sections[0].sections[0];
    assert!(deepest.sections.is_empty());
    assert_eq!(deepest.blocks.len(), 3);
    assert_eq!(imported.report.of(Kind::Converted).count(), 1);
}
