//! Markdown with its front matter, glossaries and words ⇄ [`pamphlet_core::Article`].
//!
//! comrak finds the structure; it knows nothing of citations, terms, fields,
//! phrases, captions and parts, which are read from what it leaves as text.
//! Reading cannot fail: it gives a tree and diagnostics. [`read`] shows the road.

mod align;
mod attributes;
mod bits;
mod blocks;
mod bytes;
mod charts;
mod directives;
mod document;
mod expand;
mod figures;
mod front;
mod glossary;
mod html;
mod inlines;
pub mod inspect;
mod labels;
mod links;
mod page;
mod parse;
mod people;
mod reader;
mod refine;
mod same;
mod tables;
mod words;
mod write;

pub use bytes::is_forbidden;
pub use front::KEYS as FRONT_KEYS;
pub use glossary::{read_glossary, read_inlines};
pub use reader::{Input, Reading, SharedBlocks, read, read_front, read_with_all_faults};
pub use same::{inlines_without_places, same, without_places};
pub use words::{read_words, write_words};
pub use write::{write, write_entry, write_inlines, write_with};
