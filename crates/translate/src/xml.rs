//! XML as a small tree with the place of everything. What could make a file say
//! more than its bytes do (document types, entities of its own) is refused, and
//! depth is bounded.

use pamphlet_core::diagnostic::Diagnostic;
use pamphlet_core::limits;
use pamphlet_core::span::{FileId, Span};
use quick_xml::XmlVersion;
use quick_xml::events::{BytesStart, Event};
use quick_xml::reader::Reader;

use crate::codes::is_xml;

/// An element.
#[derive(Debug)]
pub struct Element {
    /// The name with its prefix.
    pub name: String,
    /// The attributes with their prefixes, in their order.
    pub attributes: Vec<(String, String)>,
    /// What stands within it.
    pub nodes: Vec<Node>,
    /// Its opening tag.
    pub span: Span,
}

/// What stands within an element.
#[derive(Debug)]
pub enum Node {
    /// An element.
    Element(Element),
    /// Characters.
    Text(String, Span),
}

impl Element {
    /// The value of an attribute.
    pub fn get(&self, name: &str) -> Option<&str> {
        let found = self.attributes.iter().find(|(own, _)| own == name);
        found.map(|(_, value)| value.as_str())
    }

    /// The value of an attribute of another namespace, whatever its prefix.
    pub fn foreign(&self, name: &str) -> Option<&str> {
        let is = |own: &str| own.split_once(':').is_some_and(|(_, own)| own == name);
        let found = self.attributes.iter().find(|(own, _)| is(own));
        found.map(|(_, value)| value.as_str())
    }

    /// The elements within it.
    pub fn elements(&self) -> impl Iterator<Item = &Element> {
        self.nodes.iter().filter_map(|node| match node {
            Node::Element(element) => Some(element),
            Node::Text(..) => None,
        })
    }

    /// The elements of a name within it.
    pub fn all<'a>(&'a self, name: &'a str) -> impl Iterator<Item = &'a Element> {
        self.elements().filter(move |it| it.name == name)
    }
}

/// Reads a file to its root.
pub fn parse(text: &str, file: FileId) -> Result<Element, Box<Diagnostic>> {
    let mut reader = Reader::from_str(text);
    reader.config_mut().expand_empty_elements = true;
    let place = |from: u64, to: u64| {
        let at = |n: u64| usize::try_from(n).unwrap_or(usize::MAX).min(text.len());
        Span::new(file, at(from)..at(to))
    };
    let fault = |span, message: String| Box::new(Diagnostic::error("xliff-syntax", span, message));
    if let Some((at, c)) = text.char_indices().find(|(_, c)| !is_xml(*c)) {
        let span = Span::new(file, at..at + c.len_utf8());
        return Err(no_character(span, c));
    }
    let mut open: Vec<Element> = Vec::new();
    let mut root = None;
    loop {
        let from = reader.buffer_position();
        let event = reader.read_event();
        let span = place(from, reader.buffer_position());
        let event = event.map_err(|error| {
            let at = reader.error_position();
            fault(
                place(at, at),
                format!("this is not well-formed XML: {error}"),
            )
        })?;
        match event {
            Event::Start(tag) => {
                if open.len() >= limits::DEPTH {
                    let message = format!("elements nest deeper than {}", limits::DEPTH);
                    return Err(fault(span, message));
                }
                if open.is_empty() && root.is_some() {
                    return Err(fault(span, "there is a second root".into()));
                }
                let element = element(&tag, span).map_err(|message| fault(span, message))?;
                let mut values = element.attributes.iter().flat_map(|(_, it)| it.chars());
                if let Some(c) = values.find(|c| !is_xml(*c)) {
                    return Err(no_character(span, c));
                }
                open.push(element);
            }
            Event::End(_) => {
                let Some(done) = open.pop() else {
                    return Err(fault(span, "nothing is open that this closes".into()));
                };
                match open.last_mut() {
                    Some(outer) => outer.nodes.push(Node::Element(done)),
                    None => root = Some(done),
                }
            }
            Event::Text(words) => push(&mut open, &words, span),
            Event::CData(words) => push(&mut open, &words, span),
            Event::GeneralRef(name) => {
                let known = match &*name {
                    "amp" => Some('&'),
                    "lt" => Some('<'),
                    "gt" => Some('>'),
                    "quot" => Some('"'),
                    "apos" => Some('\''),
                    _ => name.resolve_char_ref().ok().flatten(),
                };
                let known = known.or_else(|| (&*name == "#0").then_some('\0'));
                if let Some(c) = known.filter(|c| !is_xml(*c)) {
                    return Err(no_character(span, c));
                }
                let Some(c) = known else {
                    let message = format!("there is no entity `&{};`", &*name);
                    let hint = "only those of XML itself are read";
                    return Err(Box::new(fault(span, message).hint(hint)));
                };
                push(&mut open, c.encode_utf8(&mut [0; 4]), span);
            }
            Event::DocType(_) => {
                let message = "a document type is not read".to_owned();
                let hint = "take the line `<!DOCTYPE …>` out";
                return Err(Box::new(fault(span, message).hint(hint)));
            }
            Event::Empty(_) | Event::Comment(_) | Event::Decl(_) | Event::PI(_) => {}
            Event::Eof => break,
        }
    }
    if let Some(unclosed) = open.first() {
        let message = format!("`<{}>` is never closed", unclosed.name);
        return Err(fault(unclosed.span, message));
    }
    root.ok_or_else(|| fault(place(0, 0), "there is no XML in this file".into()))
}

/// The fault of a character that no XML file has, as itself or by its number.
fn no_character(span: Span, c: char) -> Box<Diagnostic> {
    let message = format!("U+{:04X} is no character of XML", u32::from(c));
    Box::new(Diagnostic::error("xliff-syntax", span, message).hint("delete it"))
}

fn element(tag: &BytesStart, span: Span) -> Result<Element, String> {
    let mut attributes = Vec::new();
    for attribute in tag.attributes() {
        let attribute = attribute.map_err(|error| format!("an attribute is none: {error}"))?;
        let value = attribute.normalized_value(XmlVersion::Implicit1_0);
        let value = value.map_err(|error| format!("an attribute cannot be read: {error}"))?;
        let name: &str = attribute.key.as_ref();
        attributes.push((name.to_owned(), value.into_owned()));
    }
    let name: &str = tag.name().into_inner();
    Ok(Element {
        name: name.to_owned(),
        attributes,
        nodes: Vec::new(),
        span,
    })
}

/// Adds characters to the element that is open; outside of it are only blanks.
fn push(open: &mut [Element], words: &str, span: Span) {
    let Some(element) = open.last_mut() else {
        return;
    };
    match element.nodes.last_mut() {
        Some(Node::Text(text, place)) => {
            text.push_str(words);
            *place = place.join(span);
        }
        _ => element.nodes.push(Node::Text(words.to_owned(), span)),
    }
}
