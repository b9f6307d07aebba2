//! Editions as HTML: a tree, then one encoder for HTML5 and XHTML.
//!
//! Read in this order: the tree ([`tree`]) and its encoder ([`encode`]); what an
//! edition's content becomes ([`content`], which the ebook shares); the
//! self-contained page ([`page`]), the plain one for record systems ([`record`]) and the
//! fragment for somebody's own site.
//!
//! # Which words are furniture
//!
//! The text of a page's `main` is the edition's main stream, in order, once the
//! furniture is taken out. Furniture is whatever one of these selectors matches:
//!
//! - `nav`, `.skip`, `.draft`: navigation and the draft mark
//! - `.note-call`, `.note-mark`: calls for notes (`role="doc-noteref"`)
//! - `.back`: ways back to the text (`role="doc-backlink"`)
//! - `[role=doc-endnotes]`, `[role=doc-footnote]`: the notes, which are the
//!   second stream; within them the heading and `.note-number`
//! - `.popover`: what opens in place repeats the glossary and the references; in
//!   a page it stands behind `main`
//! - `span[role=img]`: a box to tick or a line to write on
//! - `math`: compares by its `alttext`, as `img` by its `alt`
//!
//! List marks, step numbers, icons, buttons, boxes of tasks and blanks are drawn by the
//! style sheet or named by `aria-label`: they add no text. In pages without a style sheet
//! boxes and blanks are letters that are no words.

pub mod content;
pub mod encode;
mod fragment;
pub mod images;
pub mod links;
pub mod math;
pub mod page;
pub mod places;
pub mod record;
pub mod tree;

pub use encode::Syntax;
pub use page::{Form, Options, Sibling, Tongue, render};
