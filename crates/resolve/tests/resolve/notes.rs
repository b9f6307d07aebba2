//! Footnotes.

use crate::case::Case;

#[test]
fn notes_are_numbered_by_their_first_call() {
    let case = Case::new(
        "## Head[^b]\nOne[^a] two[^b].\n[^a]: Text A[^c].\n[^b]: Text B.\n[^c]: Text C[^c].",
    );
    let says = case.says();
    let notes: Vec<_> = says
        .iter()
        .filter(|line| line.starts_with("note "))
        .collect();
    assert_eq!(
        notes,
        ["note 1: Text B.", "note 2: Text A.", "note 3: Text C."]
    );
}

#[test]
fn calls_and_notes_have_anchors_both_ways() {
    let case = Case::new("One[^a] two[^a].\n[^a]: Text.");
    let edition = case.edition();
    let calls: Vec<_> = edition.notes[0]
        .calls
        .iter()
        .map(|id| edition.anchor(*id).unwrap())
        .collect();
    assert_eq!(calls, ["note-1-call", "note-1-call-2"]);
    assert_eq!(edition.anchor(edition.notes[0].meta.id), Some("note-1"));
}

#[test]
fn only_called_notes_are_printed_and_others_reported() {
    let case = Case::new("One[^a] [^x].\n[^a]: A.\n[^b]: B.");
    assert_eq!(
        case.faults(),
        [
            "error[unknown-footnote] leaflets/gh/article.md:1:9 there is no footnote `x` (did you mean `[^a]`?)",
            "warning[unused-footnote] leaflets/gh/article.md:3:1 nothing calls the footnote `b`, so it is not printed (write `[^b]` where it belongs, or remove it)",
        ]
    );
}

/// The marks of all notes, in their order.
fn marks(case: &Case) -> Vec<String> {
    let edition = case.edition();
    let marks = edition.notes.iter().map(|it| edition.note_mark(it.number));
    marks.collect()
}

#[test]
fn notes_have_letters_where_sources_have_raised_numbers() {
    let mut case = Case::new("One[@a][^a] two[^b].\n[^a]: A.\n[^b]: B.");
    case.references(&["a Adams: On A"]);
    assert_eq!(marks(&case), ["(a)", "(b)"]);
    // A number in brackets, a name, and a note are no raised numbers beside those of notes.
    for (style, expected) in [
        ("ieee", &["1", "2"][..]),
        ("apa", &["1", "2"]),
        ("chicago-notes", &["1", "2", "3"]),
    ] {
        case.library.csl = Some(style.into());
        assert_eq!(marks(&case), expected, "{style}");
    }
    assert_eq!(marks(&Case::new("One[^a].\n[^a]: A.")), ["1"]);
}
