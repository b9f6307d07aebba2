//! What entries of this format become, and which faults are named where.

use pamphlet_core::diagnostic::brief;
use pamphlet_core::reference::{Field, Kind, Role};
use pamphlet_core::span::Sources;

use crate::read;
use crate::seen::{keys, said};

const BIB: &str = r#"@string{cia = {Clin Interv Aging}}
@article{walker,
  author  = {Walker, Richard F. and von Müller, J\"org and {World Health Organization}},
  title   = {{Sermorelin}: a better approach \& more},
  journal = cia,
  year    = 2006, volume = {1}, number = "4", pages = {307--308},
  doi     = {10.2147/ciia.2006.1.4.307},
}
@online{web, title = {Plain title}, url = {https://example.org/a_b}, date = {2020-05-01}, colour = {red}}
"#;

#[test]
fn entries_are_read_with_their_tex_undone_and_their_places() {
    let mut sources = Sources::new();
    let (references, faults) = read("references.bib", BIB.as_bytes(), &mut sources);
    let faults: Vec<_> = faults.iter().map(|fault| brief(fault, &sources)).collect();
    assert_eq!(
        faults,
        [
            "warning[unknown-reference-field] references.bib:9:91 `colour` is no field of a reference (it is not printed; remove it, or put its words into the note)"
        ]
    );
    let walker = &references.entries[0];
    assert_eq!(
        walker.text(Field::Title),
        Some("Sermorelin: a better approach & more")
    );
    assert_eq!(walker.text(Field::Container), Some("Clin Interv Aging"));
    assert_eq!(walker.text(Field::Pages), Some("307–308"));
    let names: Vec<_> = walker
        .people(Role::Author)
        .iter()
        .map(|name| name.inverted())
        .collect();
    assert_eq!(
        names,
        [
            "Walker, Richard F.",
            "von Müller, Jörg",
            "World Health Organization"
        ]
    );
    let places: Vec<_> = walker
        .people(Role::Author)
        .iter()
        .map(|name| sources.text(name.place()))
        .collect();
    assert_eq!(
        places,
        [
            "Walker, Richard F.",
            "von Müller, J\\\"org",
            "{World Health Organization}"
        ]
    );
    let web = &references.entries[1];
    assert_eq!(web.kind.value, Kind::WebPage);
    assert_eq!(sources.text(web.place(Field::Title)), "Plain title");
    assert_eq!(sources.text(web.key.span), "web");
}

#[test]
fn a_fault_costs_no_more_than_its_entry() {
    let mut sources = Sources::new();
    let text = "@book{a, title = {A}}\n@book{b, title {B}}\n@book{c, title = nothing}\n@book{a, title = {Again}}\n@book{d, title = {D}\n@book{e, title = {E}}";
    let (references, faults) = read("r.bib", text.as_bytes(), &mut sources);
    assert_eq!(keys(&references), ["a", "c", "e"]);
    assert_eq!(
        said(&faults, &sources),
        [
            "error[bibliography-syntax] r.bib:2:16 expected equals",
            "error[bibliography-syntax] r.bib:3:18 unknown abbreviation \"nothing\"",
            "error[bibliography-syntax] r.bib:5:21 expected comma",
            "error[duplicate-key] r.bib:4:7 the key `a` is there twice",
        ]
    );
}

#[test]
fn crossrefs_that_lead_nowhere_or_in_a_circle_are_named() {
    let mut sources = Sources::new();
    let text = "@inbook{a, title={A}, crossref={b}}\n@book{b, title={B}, crossref={a}}\n@inbook{c, title={C}, crossref={nowhere}}\n@inbook{d, title={D}, crossref={d}}";
    let (references, faults) = read("r.bib", text.as_bytes(), &mut sources);
    assert_eq!(references.entries.len(), 4);
    let names: Vec<_> = faults.iter().map(|fault| fault.name).collect();
    assert_eq!(
        names,
        ["crossref-loop", "unknown-crossref", "crossref-loop"]
    );
    assert_eq!(references.entries[0].text(Field::Container), Some("B"));
}
