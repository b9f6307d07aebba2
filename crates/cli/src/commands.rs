//! The commands, a file each.

pub mod build;
pub mod completions;
pub mod import;
pub mod inspect;
pub mod new;
pub mod refs;
pub mod status;
pub mod theme;
pub mod translate;
pub mod words;
