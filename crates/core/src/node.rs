//! What every node of the tree carries: an identity, a place, attributes.

use crate::span::{Span, Spanned};

/// Names a node within one [`crate::Edition`], so that facts about it can stand
/// in tables beside the tree. In an [`crate::Article`] every node is
/// [`NodeId::NONE`]; resolving numbers them from 1 in reading order.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct NodeId(pub u32);

impl NodeId {
    /// Not yet numbered.
    pub const NONE: NodeId = NodeId(0);
}

/// `{#id .class key=value}` as written.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Attributes {
    /// The label other places refer to, without `#`.
    pub id: Option<Spanned<String>>,
    /// Language of the content, a BCP 47 tag, from `lang=fr`.
    pub lang: Option<Spanned<String>>,
    /// Classes in the order written, without the dot.
    pub classes: Vec<String>,
    /// Other `key=value` pairs in the order written.
    pub pairs: Vec<(String, String)>,
}

impl Attributes {
    /// Whether nothing was written.
    pub fn is_empty(&self) -> bool {
        self.id.is_none() && self.lang.is_none() && self.classes.is_empty() && self.pairs.is_empty()
    }

    /// Whether a class was written.
    pub fn has_class(&self, class: &str) -> bool {
        self.classes.iter().any(|c| c == class)
    }
}

/// Identity, place and attributes of one node.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Meta {
    /// Its name within an edition.
    pub id: NodeId,
    /// Where it was written.
    pub span: Span,
    /// What was written in braces behind it.
    pub attributes: Attributes,
}

impl Meta {
    /// A node at a place, without attributes.
    pub fn at(span: Span) -> Meta {
        Meta {
            id: NodeId::NONE,
            span,
            attributes: Attributes::default(),
        }
    }

    /// A node at a place, with attributes.
    pub fn with(span: Span, attributes: Attributes) -> Meta {
        Meta {
            id: NodeId::NONE,
            span,
            attributes,
        }
    }

    /// A node made by the program: it has no place.
    pub fn made() -> Meta {
        Meta::at(Span::NONE)
    }

    /// The written label, without `#`.
    pub fn label(&self) -> Option<&str> {
        self.attributes.id.as_ref().map(|id| id.value.as_str())
    }

    /// The written language tag of the content.
    pub fn lang(&self) -> Option<&str> {
        self.attributes
            .lang
            .as_ref()
            .map(|lang| lang.value.as_str())
    }
}
