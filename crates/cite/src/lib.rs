//! Bibliographies: from files with a place for every field to printed citations
//! and entries.
//!
//! [`read`] has a table of formats. [`print`] gives all citations of an edition
//! and its list in a CSL style; hayagriva stays inside.

mod bibtex;
mod csl_json;
mod dates;
mod entry;
mod hayagriva;
mod hygiene;
mod identifiers;
mod inlines;
mod links;
mod locator;
mod lock;
mod print;
mod quotes;
mod read;
mod ris;
#[cfg(test)]
mod seen;
mod slot;
mod spoken;
mod style;

pub use hygiene::{RULES, Rule, check};
pub use lock::{
    LOCK_FILE, Lock, Standing, Verified, compare, entry_to_yaml, print_of, read_lock, standing,
    to_yaml, verify, write_lock,
};
pub use print::{Cited, Listed, Piece, Printed, Request, print};
pub use read::{FORMATS, Format, format_of, merge, read};
pub use style::{DEFAULT_STYLE, Style, Unusable, style_names};
