//! What becomes of a line of the References part.

use std::fmt::Write;

use pamphlet_core::Inline;
use pamphlet_core::front::Front;
use pamphlet_core::inline::plain_text;
use pamphlet_core::language::Language;
use pamphlet_core::reference::{References, Role, Time};
use pamphlet_core::span::Sources;
use proptest::prelude::*;

use super::*;
use crate::draft::{Item, Items, Line};
use crate::report::{Place, Report};
use crate::shape::PartPieces;

pub fn shape(pieces: Vec<Piece>) -> Shape {
    Shape {
        front: Front::default(),
        parts: vec![PartPieces {
            kind: PartKind::References,
            heading: Vec::new(),
            pieces,
        }],
        notes: Vec::new(),
        glossary: Vec::new(),
        references: Vec::new(),
        reference_numbers: Default::default(),
        words: pamphlet_core::words::Words::of(&Language::english()).unwrap(),
        report: Report::default(),
    }
}

fn line(n: u32, text: &str) -> Piece {
    let line = Line {
        words: vec![Inline::made(text)],
        after_blank: false,
        strong: false,
    };
    Piece::new(Place(n), Body::Line(line))
}

fn items(start: Option<u32>, texts: &[&str]) -> Piece {
    let items = (1..).zip(texts).map(|(n, text)| Item {
        place: Place(n),
        depth: 0,
        numbered: start.is_some(),
        words: vec![Inline::made(*text)],
    });
    let items = items.collect();
    Piece::new(Place(1), Body::Items(Items { start, items }))
}

fn gathered(pieces: Vec<Piece>) -> Shape {
    let mut shape = shape(pieces);
    gather(&mut shape);
    shape
}

/// What a line became, as an editor reads it.
fn told(text: &str) -> String {
    let shape = gathered(vec![items(None, &[text])]);
    let entry = &shape.references[0].value;
    let decision = &shape.report.decisions[0];
    let mut out = format!("> {text}\n");
    let _ = writeln!(
        out,
        "{} {} ({}%)",
        entry.kind.value.name(),
        entry.key.value,
        decision.confidence
    );
    for (role, names) in &entry.names {
        for name in names {
            let body = if name.is_body() { " (body)" } else { "" };
            let _ = writeln!(out, "  {}: {}{body}", role.name(), name.inverted());
        }
    }
    for field in Field::ALL {
        if let Some(words) = entry.text(*field) {
            let _ = writeln!(out, "  {}: {words}", field.name());
        }
    }
    for (time, when) in &entry.dates {
        let _ = writeln!(out, "  {}: {}", time.name(), when.value.text);
    }
    for remark in shape.references[0].remarks.iter().skip(1) {
        let _ = writeln!(out, "  {remark}");
    }
    out
}

/// The table of lines in many styles: `tests/references/lines.txt`.
#[test]
fn lines_in_many_styles_are_read() {
    let path = concat!(env!("CARGO_MANIFEST_DIR"), "/tests/references/lines.txt");
    let text = std::fs::read_to_string(path).unwrap();
    let lines = text.lines().filter_map(|line| line.strip_prefix("> "));
    let cases: Vec<String> = lines.map(told).collect();
    assert!(cases.len() >= 40);
    let now = cases.join("\n");
    if std::env::var_os("BLESS").is_some() {
        std::fs::write(path, &now).unwrap();
        return;
    }
    for (now, wanted) in now.split("\n\n").zip(text.split("\n\n")) {
        assert_eq!(now.trim(), wanted.trim());
    }
    assert_eq!(now, text, "cases are missing");
}

/// What is written reads as the same entries, and is no error.
fn assert_reads_back(shape: &Shape) {
    let yaml: Vec<String> = shape
        .references
        .iter()
        .map(|it| {
            let remarks: String = it.remarks.iter().map(|it| format!("# {it}\n")).collect();
            remarks + &pamphlet_cite::entry_to_yaml(&it.value)
        })
        .collect();
    let yaml = yaml.join("\n");
    let mut sources = Sources::new();
    let (read, mut faults) = pamphlet_cite::read("references.yaml", yaml.as_bytes(), &mut sources);
    faults.extend(pamphlet_cite::check(&read));
    faults.retain(|it| it.severity == pamphlet_core::Severity::Error);
    assert!(faults.is_empty(), "{faults:#?}\n{yaml}");
    assert_eq!(read.entries.len(), shape.references.len(), "{yaml}");
}

#[test]
fn every_entry_reads_back_without_an_error() {
    let text = include_str!("../../../tests/references/lines.txt");
    let lines: Vec<&str> = text
        .lines()
        .filter_map(|it| it.strip_prefix("> "))
        .collect();
    let shape = gathered(vec![items(None, &lines)]);
    assert_reads_back(&shape);
    let written = References {
        entries: shape.references.iter().map(|it| it.value.clone()).collect(),
    };
    let yaml: String = written
        .entries
        .iter()
        .map(pamphlet_cite::entry_to_yaml)
        .collect();
    let (read, _) = pamphlet_cite::read("r.yaml", yaml.as_bytes(), &mut Sources::new());
    for (made, read) in written.entries.iter().zip(&read.entries) {
        assert_eq!(made.kind.value, read.kind.value, "{yaml}");
        for field in Field::ALL {
            assert_eq!(made.text(*field), read.text(*field), "{}", made.key.value);
        }
        for role in [Role::Author, Role::Editor] {
            let names = |it: &Reference| -> Vec<String> {
                it.people(role).iter().map(|name| name.inverted()).collect()
            };
            assert_eq!(names(made), names(read));
        }
        let date = |it: &Reference| it.dates.get(&Time::Issued).map(|it| it.value.text.clone());
        assert_eq!(date(made), date(read));
    }
}

#[test]
fn each_entry_keeps_its_line_and_prose_stays() {
    let shape = gathered(vec![
        line(3, "The following works were used:"),
        line(4, "Smith J. Falls ∞ a review. Lancet. 2001;357:2845-2850."),
        line(5, "https://doi.org/10.1016/S0140-6736(00)04567-1"),
        line(6, "This leaflet was last looked at in 2023."),
    ]);
    let left: Vec<String> = shape.parts[0]
        .pieces
        .iter()
        .filter_map(|piece| match &piece.body {
            Body::Line(line) => Some(plain_text(&line.words)),
            _ => None,
        })
        .collect();
    assert_eq!(
        left,
        [
            "The following works were used:",
            "This leaflet was last looked at in 2023."
        ]
    );
    assert_eq!(shape.references.len(), 1);
    assert_eq!(
        shape.references[0].remarks,
        [
            "as clipped (line 4): Smith J. Falls ∞ a review. Lancet. 2001;357:2845-2850. https://doi.org/10.1016/S0140-6736(00)04567-1"
        ]
    );
    let entry = &shape.references[0].value;
    assert_eq!(entry.text(Field::Title), Some("Falls: a review"));
    assert_eq!(
        entry.text(Field::Doi),
        Some("10.1016/S0140-6736(00)04567-1")
    );
}

#[test]
fn keys_are_unique_and_numbers_are_known() {
    let shape = gathered(vec![items(
        Some(1),
        &[
            "Smith J. Falls. Lancet. 2001;357:1-5.",
            "Smith J. Hips. Lancet. 2001;358:1-5.",
            "Nobody knows what this is",
        ],
    )]);
    let keys: Vec<&str> = shape
        .references
        .iter()
        .map(|it| it.value.key.value.as_str())
        .collect();
    assert_eq!(keys, ["smith2001", "smith2001b", "nobody"]);
    assert_eq!(shape.reference_numbers.get(&2), Some(&1));
    assert_eq!(shape.report.of(About::RawReference).count(), 1);
    let todos = shape.parts[0].pieces.iter().filter(|piece| {
        matches!(&piece.body, Body::Block(Block::Comment(it)) if matches!(it.kind, CommentKind::Todo(_)))
    });
    assert_eq!(todos.count(), 1);
}

#[test]
fn one_identifier_belongs_to_one_entry() {
    let shape = gathered(vec![items(
        None,
        &[
            "Smith J. Falls. Lancet. 2001;357:1-5. PMID: 123",
            "Jones K. Hips. Lancet. 2002;358:1-5. PMID: 123",
        ],
    )]);
    assert_reads_back(&shape);
    assert_eq!(shape.references[1].value.text(Field::Pmid), None);
    assert!(shape.report.decisions[1].is_unsure());
}

proptest! {
    #[test]
    fn no_line_panics_and_each_is_kept(text in "\\PC{0,120}") {
        whole(&text);
    }

    #[test]
    fn no_character_makes_a_file_that_cannot_be_read(
        text in prop::collection::vec(any::<char>(), 0..40),
    ) {
        let text: String = text.into_iter().collect();
        let shape = gathered(vec![items(None, &[&text])]);
        assert_reads_back(&shape);
    }

    #[test]
    fn no_mixture_panics_and_each_is_kept(
        pieces in prop::collection::vec(
            prop_oneof![
                Just("Smith, J."), Just("Smith J"), Just("et al."), Just("and"), Just("&"),
                Just("“"), Just("”"), Just("."), Just(","), Just(":"), Just(";"), Just("(2010)"),
                Just("2010"), Just("12(3)"), Just("vol."), Just("no."), Just("pp."), Just("9-3"),
                Just("Title"), Just("In:"), Just("editors."), Just("(Eds.),"), Just("May"),
                Just("https://x"), Just("doi:"), Just("10.1000/x"), Just("PMID:"), Just("0"),
                Just("ISBN"), Just("123"), Just("["), Just(")"), Just("∞"), Just("{"), Just("é"),
                Just("<i>"), Just("$"), Just("\\"), Just("’"), Just("‘"), Just("accessed"),
            ],
            1..24,
        ),
    ) {
        whole(&pieces.join(" "));
    }
}

/// Whatever a line is, it is kept whole and no error comes of it.
fn whole(text: &str) {
    let shape = gathered(vec![items(None, &[text])]);
    assert_reads_back(&shape);
    let words = text.split_whitespace().collect::<Vec<_>>().join(" ");
    let words = words.replace('\u{feff}', "");
    match shape.references.as_slice() {
        [] => assert!(words.is_empty(), "{text}"),
        [one] => assert_eq!(one.remarks[0], format!("as clipped (line 1): {words}")),
        more => panic!("{} entries of one line", more.len()),
    }
}
