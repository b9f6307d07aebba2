//! The centre of Pamphlet: plain data that every stage reads or makes.
//!
//! Read in this order: where things stand ([`span`]), what may be wrong
//! ([`diagnostic`]), the tree as written ([`article`], [`block`], [`inline`]),
//! what one kind of reader gets ([`edition`]), what a backend returns
//! ([`rendered`]). No module here reads a disk, a clock or an environment, and
//! none knows what an output format is.

pub mod diagnostic;
pub mod span;

pub mod article;
pub mod block;
pub mod chart;
pub mod front;
pub mod inline;
pub mod node;
pub mod paragraphs;
pub mod query;
pub mod walk;
pub mod yaml;

pub mod binding;
pub mod collation;
pub mod date;
pub mod emphasis;
pub mod ideographs;
pub mod ignorable;
pub mod language;
pub mod number;
pub mod words;

pub mod assets;
pub mod glossary;
pub mod image;
pub mod reference;

pub mod edition;
pub mod limits;
pub mod profile;
pub mod rendered;
pub mod stream;

pub use article::{Article, Part, PartKind, Section};
pub use assets::{AssetFault, Assets};
pub use block::Block;
pub use diagnostic::{Diagnostic, Severity};
pub use edition::Edition;
pub use inline::Inline;
pub use node::{Attributes, Meta, NodeId};
pub use rendered::Rendered;
pub use span::{FileId, Sources, Span};
