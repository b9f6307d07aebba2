//! What entries of this format become, and which faults are named where.

use pamphlet_core::reference::{Field, Role, Time};
use pamphlet_core::span::Sources;

use crate::read;
use crate::seen::{keys, places};

#[test]
fn items_are_read_with_places() {
    let mut sources = Sources::new();
    let text = r#"[{"id": 7, "type": "article-journal", "title": "Ö & é", "note": "PMID: 123 see also",
  "author": [{"family": "Beethoven", "given": "Ludwig", "non-dropping-particle": "van"}, {"literal": "WHO"}],
  "issued": {"date-parts": [["2006", 11, 3]]}, "volume": 12, "DOI": "https://doi.org/10.1/a"}]"#;
    let (references, faults) = read("references.json", text.as_bytes(), &mut sources);
    assert_eq!(faults, []);
    let entry = &references.entries[0];
    assert_eq!(entry.key.value, "7");
    assert_eq!(sources.text(entry.place(Field::Title)), "Ö & é");
    assert_eq!(sources.text(entry.place(Field::Doi)), "10.1/a");
    assert_eq!(entry.text(Field::Pmid), Some("123"));
    assert_eq!(entry.text(Field::Note), Some("see also"));
    assert_eq!(entry.people(Role::Author)[0].family, "van Beethoven");
    let day = entry.dates[&Time::Issued].value.start.unwrap();
    assert_eq!((day.year, day.month, day.day), (2006, Some(11), Some(3)));
}

#[test]
fn each_bad_item_is_named_and_the_others_are_read() {
    let mut sources = Sources::new();
    let text = "[\n  {\"id\": \"a\", \"type\": \"book\", \"title\": \"A\"},\n  {\"id\": \"b\", \"type\": \"book\" \"title\": \"B\"},\n  {\"id\": \"c\", \"type\": \"book\", \"title\": \"C\",},\n  {\"type\": \"book\"},\n  {\"id\": \"d\", \"type\": \"bok\"},\n  {\"id\": \"e\", \"type\": \"book\", \"tilte\": \"E\", \"author\": \"x\", \"issued\": [1],\n  {\"id\": \"f\", \"type\": \"book\", \"title\": \"F }\"}\n]";
    let (references, faults) = read("r.json", text.as_bytes(), &mut sources);
    assert_eq!(keys(&references), ["a", "f"]);
    assert_eq!(
        places(&faults, &sources),
        [
            "error[bibliography-syntax] r.json:3:29",
            "error[bibliography-syntax] r.json:4:43",
            "error[missing-key] r.json:5:3",
            "error[unknown-reference-type] r.json:6:24",
            "error[bibliography-syntax] r.json:7:3",
        ]
    );
    for bad in ["x", "{", "[1]", "[[]]", "[{\"id\": }]", "[}", "\"a\""] {
        let (references, faults) = read("bad.json", bad.as_bytes(), &mut sources);
        assert!(references.entries.is_empty(), "{bad}");
        assert!(
            !faults.is_empty() || bad == "[[]]" || bad == "[}",
            "{bad}: {faults:?}"
        );
    }
}
