//! Reading outputs back: the words that each format carries, as two streams.

pub mod epub;
pub mod html;
pub mod pdf;

use std::collections::BTreeMap;

/// What a format says: the main stream, and notes by their marks.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Said {
    /// The main stream.
    pub main: String,
    /// Each note.
    pub notes: BTreeMap<String, String>,
}
