//! Bibliographies: from files with a place for every field to printed entries.
//!
//! Citation styles come with a later issue; until then [`format_entry`] prints
//! every entry in one true, plain form.

mod format;

pub use format::{format_entry, short_authors};
