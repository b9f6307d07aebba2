//! What entries of this format become, and which faults are named where.

use pamphlet_core::reference::{Field, Role, Time};
use pamphlet_core::span::Sources;

use crate::read;
use crate::seen::{keys, places};

#[test]
fn entries_are_read_with_places() {
    let mut sources = Sources::new();
    let text = "TY  - JOUR\r\nID  - a\r\nAU  - King, Martin, Jr.\r\nAU  - WHO\r\nTI  - A long\r\n  title\r\nT2  - Journal\r\nPY  - 2006///\r\nDA  - 2006/11/03/\r\nSP  - 1\r\nEP  - 9\r\nSN  - 1234-5679\r\nDO  - doi:10.1000/a\r\nAN  - 123456\r\nER  -\r\n";
    let (references, faults) = read("references.ris", text.as_bytes(), &mut sources);
    assert_eq!(faults, []);
    let entry = &references.entries[0];
    assert_eq!(entry.text(Field::Title), Some("A long title"));
    assert_eq!(entry.text(Field::Pages), Some("1-9"));
    assert_eq!(entry.text(Field::Issn), Some("1234-5679"));
    assert_eq!(entry.text(Field::Pmid), Some("123456"));
    assert_eq!(sources.text(entry.place(Field::Doi)), "10.1000/a");
    assert_eq!(
        entry.people(Role::Author)[0].inverted(),
        "King, Jr., Martin"
    );
    let day = entry.dates[&Time::Issued].value.start.unwrap();
    assert_eq!((day.year, day.month, day.day), (2006, Some(11), Some(3)));
}

#[test]
fn each_faulty_line_is_named() {
    let mut sources = Sources::new();
    let text = "TI  - Lost\nTY  - JOUR\nID  - a\nnonsense\nQQ  - x\nTY  - ABCD\nID  - b\nER  - \nTY  - BOOK\nER  - \nTY  - BOOK\nID  - c\nTI  - C";
    let (references, faults) = read("r.ris", text.as_bytes(), &mut sources);
    assert_eq!(keys(&references), ["a", "c"]);
    assert_eq!(
        places(&faults, &sources),
        [
            "error[bibliography-syntax] r.ris:1:1",
            "error[bibliography-syntax] r.ris:4:1",
            "error[bibliography-syntax] r.ris:6:1",
            "warning[unknown-reference-field] r.ris:5:1",
            "error[unknown-reference-type] r.ris:6:7",
            "error[missing-key] r.ris:9:1",
        ]
    );
}
