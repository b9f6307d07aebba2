//! Bibliographies: from files with a place for every field to printed entries.
//!
//! Citation styles come with a later issue; until then [`format_entry`] prints
//! every entry in one true, plain form.

mod bibtex;
mod format;
mod hayagriva;
mod identifiers;
mod read;
mod strings;

pub use format::{format_entry, short_authors};
pub use read::read;
