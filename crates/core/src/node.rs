//! What every node of the tree carries: an identity, a place, attributes.

use std::fmt;
use std::ops::{Deref, DerefMut};

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

/// The attributes of a node, used like [`Attributes`]. Most nodes have none, and
/// trees are copied and moved a lot: none take a pointer's room, not 128 bytes.
#[derive(Clone, Default)]
pub struct NodeAttributes(Option<Box<Attributes>>);

static NO_ATTRIBUTES: Attributes = Attributes {
    id: None,
    lang: None,
    classes: Vec::new(),
    pairs: Vec::new(),
};

impl Deref for NodeAttributes {
    type Target = Attributes;

    fn deref(&self) -> &Attributes {
        self.0.as_deref().unwrap_or(&NO_ATTRIBUTES)
    }
}

impl DerefMut for NodeAttributes {
    fn deref_mut(&mut self) -> &mut Attributes {
        self.0.get_or_insert_default()
    }
}

impl From<Attributes> for NodeAttributes {
    fn from(attributes: Attributes) -> NodeAttributes {
        let some = !attributes.is_empty();
        NodeAttributes(some.then(|| Box::new(attributes)))
    }
}

impl From<NodeAttributes> for Attributes {
    fn from(attributes: NodeAttributes) -> Attributes {
        attributes.0.map(|it| *it).unwrap_or_default()
    }
}

impl PartialEq for NodeAttributes {
    fn eq(&self, other: &NodeAttributes) -> bool {
        **self == **other
    }
}

impl Eq for NodeAttributes {}

impl fmt::Debug for NodeAttributes {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        (**self).fmt(f)
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
    pub attributes: NodeAttributes,
}

impl Meta {
    /// A node at a place, without attributes.
    pub fn at(span: Span) -> Meta {
        Meta {
            id: NodeId::NONE,
            span,
            attributes: NodeAttributes::default(),
        }
    }

    /// A node at a place, with attributes.
    pub fn with(span: Span, attributes: Attributes) -> Meta {
        Meta {
            id: NodeId::NONE,
            span,
            attributes: attributes.into(),
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

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn no_attributes_are_the_same_whether_asked_for_or_not() {
        let (bare, mut touched) = (Meta::made(), Meta::made());
        touched.attributes.classes.clear();
        assert_eq!(bare, touched);
        assert_eq!(format!("{bare:?}"), format!("{touched:?}"));
        touched.attributes.classes.push("wide".to_owned());
        assert_ne!(bare, touched);
        assert!(Attributes::from(touched.attributes).has_class("wide"));
    }
}
