//! The HTML tree that the rest of the crate builds. Names are fixed strings of
//! the program, so that nothing an author writes can become markup; text and
//! attribute values are data, which [`crate::encode`] escapes.

/// A node.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Node {
    /// An element.
    Element(Element),
    /// Words.
    Text(String),
    /// A `<style>` element.
    Style(String),
    /// A `<script type="application/ld+json">` element: data, never run.
    JsonLd(String),
}

/// An element with its attributes in the order given.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Element {
    /// The local name, in lower case but for SVG.
    pub name: &'static str,
    /// Attributes; no name stands twice.
    pub attributes: Vec<(&'static str, Value)>,
    /// What it holds.
    pub children: Vec<Node>,
}

/// The value of an attribute.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Value {
    /// Text.
    Text(String),
    /// A boolean attribute that is set.
    Set,
}

/// A new element without attributes.
pub fn element(name: &'static str) -> Element {
    Element {
        name,
        attributes: Vec::new(),
        children: Vec::new(),
    }
}

/// A text node.
pub fn text(text: impl Into<String>) -> Node {
    Node::Text(text.into())
}

impl Element {
    /// Sets an attribute.
    pub fn attribute(mut self, name: &'static str, value: impl Into<String>) -> Element {
        self.set(name, Value::Text(value.into()));
        self
    }

    /// Sets an attribute where there is a value.
    pub fn maybe(self, name: &'static str, value: Option<impl Into<String>>) -> Element {
        match value {
            Some(value) => self.attribute(name, value),
            None => self,
        }
    }

    /// Sets a boolean attribute where the condition holds.
    pub fn flag(mut self, name: &'static str, condition: bool) -> Element {
        if condition {
            self.set(name, Value::Set);
        }
        self
    }

    /// Adds a class behind those already there.
    pub fn class(mut self, class: &str) -> Element {
        let there = self.attributes.iter_mut().find(|(n, _)| *n == "class");
        match there {
            Some((_, Value::Text(classes))) => {
                classes.push(' ');
                classes.push_str(class);
                self
            }
            Some((_, Value::Set)) | None => self.attribute("class", class),
        }
    }

    /// Adds a child.
    pub fn child(mut self, child: impl Into<Node>) -> Element {
        self.children.push(child.into());
        self
    }

    /// Adds children.
    pub fn children(mut self, children: impl IntoIterator<Item = Node>) -> Element {
        self.children.extend(children);
        self
    }

    /// Adds words.
    pub fn text(self, words: impl Into<String>) -> Element {
        self.child(text(words))
    }

    /// Takes an attribute's text value away.
    pub fn take(&mut self, name: &str) -> Option<String> {
        let place = self.attributes.iter().position(|(n, _)| *n == name)?;
        match self.attributes.remove(place).1 {
            Value::Text(text) => Some(text),
            Value::Set => Some(String::new()),
        }
    }

    /// Whether a class is among its classes.
    pub fn has_class(&self, class: &str) -> bool {
        let classes = self.get("class").unwrap_or_default();
        classes.split(' ').any(|it| it == class)
    }

    /// The text value of an attribute.
    pub fn get(&self, name: &str) -> Option<&str> {
        let (_, value) = self.attributes.iter().find(|(n, _)| *n == name)?;
        match value {
            Value::Text(text) => Some(text),
            Value::Set => Some(""),
        }
    }

    fn set(&mut self, name: &'static str, value: Value) {
        match self.attributes.iter_mut().find(|(n, _)| *n == name) {
            Some(slot) => slot.1 = value,
            None => self.attributes.push((name, value)),
        }
    }
}

impl From<Element> for Node {
    fn from(element: Element) -> Node {
        Node::Element(element)
    }
}

/// All words of nodes, one after the other.
pub fn text_content(nodes: &[Node]) -> String {
    fn push(nodes: &[Node], out: &mut String) {
        for node in nodes {
            match node {
                Node::Element(element) => push(&element.children, out),
                Node::Text(text) => out.push_str(text),
                Node::Style(_) | Node::JsonLd(_) => {}
            }
        }
    }
    let mut out = String::new();
    push(nodes, &mut out);
    out
}
