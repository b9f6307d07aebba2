//! How results are told, a file a format.

pub mod human;
pub mod import;
pub mod json;
