//! Articles as XLIFF, the format that translators' programs exchange, and back.
//!
//! [`export`] makes units of an article: one for each paragraph, cell, heading,
//! caption or text alternative ([`slots`]), with everything that is no word of a
//! language as protected codes ([`codes`]). [`mod@write`] makes XLIFF 2.1 or 1.2 of
//! them, [`mod@read`] reads both with the place of everything
//! ([`encoding`] their bytes), and [`import`] puts what
//! came back into the typed tree. Files are found and written by `build`.

pub mod codes;
pub mod encoding;
pub mod export;
pub mod import;
pub mod matching;
pub mod read;
pub mod slots;
pub mod terms;
pub mod unit;
pub mod write;
mod xml;

pub use export::{Exchange, Side, export};
pub use import::{Imported, import};
pub use read::read;
pub use unit::{Document, Version};
pub use write::write;
