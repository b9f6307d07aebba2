//! What a backend returns.

use std::collections::BTreeMap;

use crate::diagnostic::Diagnostic;
use crate::node::NodeId;

/// Files with their bytes, and what was learnt while making them.
#[derive(Clone, Debug, Default)]
pub struct Rendered {
    /// Relative path (with `/`) to bytes.
    pub files: BTreeMap<String, Vec<u8>>,
    /// What a person should look at; never an error.
    pub warnings: Vec<Diagnostic>,
    /// What each printed page starts with; empty where there are no pages.
    pub pages: Vec<PageStart>,
}

/// The first words of a printed page.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct PageStart {
    /// The page's number as printed.
    pub label: String,
    /// The text node whose word is first on the page; [`NodeId::NONE`] for a
    /// page that starts with none of the edition's words.
    pub node: NodeId,
    /// Byte within that node's text; 0 where the page starts with the node.
    pub byte: usize,
}
