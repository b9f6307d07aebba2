//! What entries of this format become, and which faults are named where.

use pamphlet_core::reference::{Field, Kind, Role};
use pamphlet_core::span::Sources;

use crate::seen::{keys, said};
use crate::{print_of, read, to_yaml};

const WALKER: &str = r#"walker:
  type: Article
  title: "Sermorelin: a better approach?"
  author: ["Walker, Richard F.", {name: Gogh, prefix: van, given-name: Vincent}, "King, Jr., Martin"]
  date: 2006-11
  page-range: 307-308
  serial-number:
    doi: https://doi.org/10.2147/ciia.2006.1.4.307
  parent:
    type: Periodical
    title: Clin Interv Aging
    volume: 1
    issue: 4
who:
  type: web
  title: Ageing
  author: World Health Organization
  url: {value: "https://who.int/ageing", date: 2026-01-02}
part:
  type: chapter
  title: {value: "The {DNA} <i>test</i>", short: Test}
  author: "de la Cruz, M"
  affiliated: [{role: translator, names: ["Tree, T"]}]
  parent: {type: book, title: Whole, editor: "Ed, I", edition: 2, publisher: {name: House, location: Bonn}, parent: {type: anthology, title: Row, volume: 7}}
"#;

#[test]
fn entries_are_read_with_their_parents_and_places() {
    let mut sources = Sources::new();
    let (references, faults) = read("references.yaml", WALKER.as_bytes(), &mut sources);
    assert_eq!(faults, []);
    let walker = &references.entries[0];
    assert_eq!(walker.kind.value, Kind::Article);
    for (field, text) in [
        (Field::Title, "Sermorelin: a better approach?"),
        (Field::Container, "Clin Interv Aging"),
        (Field::Doi, "10.2147/ciia.2006.1.4.307"),
        (Field::Volume, "1"),
        (Field::Pages, "307-308"),
    ] {
        assert_eq!(walker.text(field), Some(text));
        assert_eq!(sources.text(walker.place(field)), text);
    }
    let names: Vec<_> = walker
        .people(Role::Author)
        .iter()
        .map(|n| n.inverted())
        .collect();
    assert_eq!(
        names,
        [
            "Walker, Richard F.",
            "van Gogh, Vincent",
            "King, Jr., Martin"
        ]
    );
    let part = &references.entries[2];
    assert_eq!(part.people(Role::Editor)[0].family, "Ed");
    assert_eq!(part.text(Field::Series), Some("Row"));
    assert_eq!(part.text(Field::SeriesNumber), Some("7"));
    assert_eq!(part.text(Field::Place), Some("Bonn"));
}

#[test]
fn what_is_written_reads_the_same() {
    let mut sources = Sources::new();
    let (references, _) = read("references.yaml", WALKER.as_bytes(), &mut sources);
    let text = to_yaml(&references);
    let (again, faults) = read("again.yaml", text.as_bytes(), &mut sources);
    assert_eq!(faults, [], "{text}");
    for entry in &references.entries {
        let same = again.find(&entry.key.value).expect("the entry");
        assert_eq!(print_of(same), print_of(entry), "{text}");
    }
}

#[test]
fn faults_have_places_and_the_other_entries_are_read() {
    let mut sources = Sources::new();
    let text = "a: {type: book, title: A}\nb: text\na: {title: Again}\nc: {type: bok, title: C}\nd: {type: book, titel: D, author: [[x]]}\n";
    let (references, faults) = read("r.yaml", text.as_bytes(), &mut sources);
    assert_eq!(keys(&references), ["a", "d"]);
    assert_eq!(
        said(&faults, &sources),
        [
            "error[bibliography-shape] r.yaml:2:1 the reference `b` is text, not a map of fields",
            "error[bibliography-shape] r.yaml:5:36 a name is text; this is a list",
            "error[duplicate-key] r.yaml:3:1 `a` is written twice",
            "error[unknown-reference-field] r.yaml:5:17 `titel` is no field of a reference",
            "error[unknown-reference-type] r.yaml:4:11 `bok` is no type of a reference",
        ]
    );
}

#[test]
fn a_file_that_is_no_yaml_names_each_bad_piece_and_gives_the_rest() {
    let mut sources = Sources::new();
    let text = "a:\n  type: book\n  title: A\nb:\n  type: book\n  title: x: y\nc:\n  type: book\n  title: C\nd: [\ne: {type: book, title: E}\n";
    let (references, faults) = read("r.yaml", text.as_bytes(), &mut sources);
    assert_eq!(keys(&references), ["a", "c", "e"]);
    let lines: Vec<_> = faults
        .iter()
        .map(|f| sources.of(f.span).unwrap().position(f.span.start()).0)
        .collect();
    assert!(lines.contains(&6) && lines.len() >= 2, "{lines:?}");
    for bad in ["- a\n- b", "a: ["] {
        let (references, faults) = read("bad.yaml", bad.as_bytes(), &mut sources);
        assert!(references.entries.is_empty() && !faults.is_empty(), "{bad}");
    }
    let (_, faults) = read("bad.yaml", b"a: {title: \xff}", &mut sources);
    assert_eq!(faults[0].name, "invalid-utf8");
    let (references, faults) = read("empty.yaml", b"# nothing\n", &mut sources);
    assert!(references.entries.is_empty() && faults.is_empty());
}
