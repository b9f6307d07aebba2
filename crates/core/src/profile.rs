//! Edition profiles: which content one kind of reader gets. Data of the library;
//! three are built in.

use std::collections::BTreeMap;

use crate::article::PartKind;

/// What an edition selects and shows.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Profile {
    /// Its name: `full`, `handout`.
    pub name: String,
    /// The parts it has.
    pub parts: Vec<PartKind>,
    /// Whether part titles are printed.
    pub part_titles: bool,
    /// Titles that stand in place of those that the article writes.
    pub part_names: BTreeMap<PartKind, String>,
    /// Whether sections are numbered.
    pub numbering: Numbering,
    /// What its references show.
    pub references: ReferenceList,
    /// The citation style, by name or `.csl` file; none leaves it to the article
    /// and the library.
    pub csl: Option<String>,
    /// The widest table (in columns) that stays a table; wider ones become lists.
    pub table_columns: usize,
    /// What an unfilled field is.
    pub fields: Unfilled,
    /// Where paper says what a term means, beside the glossary at the end.
    pub definitions: Definitions,
    /// Whether a part at the end says whom to ask, from the fields `contact.*`,
    /// and where the leaflet stands on the web.
    pub contact: bool,
}

/// Which sections carry numbers.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Numbering {
    /// None.
    None,
    /// All, by nesting: `2.1.3`.
    Sections,
}

/// What references show.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum ReferenceList {
    /// The list of entries.
    List,
    /// A link to the web page.
    Link,
    /// Nothing.
    None,
}

/// What stands where a field has no value.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Unfilled {
    /// An error.
    Fill,
    /// A line to write on.
    Blank,
}

/// Where paper says what a term means. Screens show it in place.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Definitions {
    /// In the glossary at the end only.
    #[default]
    End,
    /// Also in a box under the block that has the first use in each part.
    Boxed,
}

impl Profile {
    /// All parts, for the web page, the ebook and the print edition.
    pub fn full() -> Profile {
        Profile {
            name: "full".into(),
            parts: PartKind::ALL.to_vec(),
            part_titles: true,
            part_names: BTreeMap::new(),
            numbering: Numbering::None,
            references: ReferenceList::List,
            csl: None,
            table_columns: 6,
            fields: Unfilled::Fill,
            definitions: Definitions::End,
            contact: false,
        }
    }

    /// Fundamentals and Reflection, for paper handed to a patient.
    pub fn handout() -> Profile {
        Profile {
            name: "handout".into(),
            parts: vec![PartKind::Fundamentals, PartKind::Reflection],
            part_titles: false,
            part_names: BTreeMap::new(),
            numbering: Numbering::None,
            references: ReferenceList::Link,
            csl: None,
            table_columns: 4,
            fields: Unfilled::Blank,
            definitions: Definitions::End,
            contact: true,
        }
    }

    /// The handout for readers who need large type: as the handout, but only
    /// narrow tables stay tables.
    pub fn large_print() -> Profile {
        Profile {
            name: "large-print".into(),
            table_columns: 2,
            ..Profile::handout()
        }
    }
}
