//! Bibliographies: from files with a place for every field to printed citations
//! and entries.
//!
//! [`read`] has a table of formats. [`print`] gives all citations of an edition
//! and its list in a CSL style; hayagriva stays inside.

mod bibtex;
mod csl_json;
mod entry;
mod hayagriva;
mod hygiene;
mod identifiers;
mod inlines;
mod links;
mod locator;
mod print;
mod read;
mod ris;
mod slot;
mod style;

pub use hygiene::check;
pub use print::{Cited, Listed, Piece, Printed, Request, print};
pub use read::{FORMATS, Format, format_of, merge, read};
pub use style::{DEFAULT_STYLE, Style, Unusable, style_names};
