//! XML of a document's parts: bounded before it is parsed, then looked at by
//! namespace and local name, transitional and strict alike.

use roxmltree::{Document, ParsingOptions};

/// A node of a part that lives as long as its text.
pub type Node<'a> = roxmltree::Node<'a, 'a>;

/// Elements nested in one another; Word itself writes about a dozen a level.
const DEPTH: usize = 240;
/// Attributes of one element: the parser compares each with all others.
const ATTRIBUTES: usize = 400;
/// Nodes of one part: memory follows them.
const NODES: u32 = 4_000_000;

/// Families of elements, whatever their prefix and edition.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Ns {
    /// Text: `w:`.
    W,
    /// Formulas: `m:`.
    M,
    /// Alternatives: `mc:`.
    Mc,
    /// Drawings: `a:`, `pic:`, `wp:`, `wps:`, diagrams and charts.
    Drawing,
    /// Old drawings: `v:`, `o:`.
    Vml,
    /// Anything else.
    Other,
}

/// The family of a node.
pub fn ns(node: Node) -> Ns {
    let Some(uri) = node.tag_name().namespace() else {
        return Ns::Other;
    };
    match uri {
        "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
        | "http://purl.oclc.org/ooxml/wordprocessingml/main" => Ns::W,
        "http://schemas.openxmlformats.org/officeDocument/2006/math"
        | "http://purl.oclc.org/ooxml/officeDocument/math" => Ns::M,
        "http://schemas.openxmlformats.org/markup-compatibility/2006" => Ns::Mc,
        "urn:schemas-microsoft-com:vml" | "urn:schemas-microsoft-com:office:office" => Ns::Vml,
        _ if uri.contains("/drawingml/") || uri.contains("/drawing/") => Ns::Drawing,
        _ if uri.starts_with("http://schemas.microsoft.com/office/word/")
            && (uri.ends_with("Shape")
                || uri.ends_with("Group")
                || uri.ends_with("Canvas")
                || uri.ends_with("Drawing")) =>
        {
            Ns::Drawing
        }
        _ => Ns::Other,
    }
}

/// Whether a node is an element of text with this name.
pub fn is_w(node: Node, name: &str) -> bool {
    node.tag_name().name() == name && ns(node) == Ns::W
}

/// The first child of text with this name.
pub fn child<'a>(node: Node<'a>, name: &str) -> Option<Node<'a>> {
    node.children().find(|it| is_w(*it, name))
}

/// The children of text with this name.
pub fn children<'a>(node: Node<'a>, name: &'static str) -> impl Iterator<Item = Node<'a>> {
    node.children().filter(move |it| is_w(*it, name))
}

/// An attribute by its local name, in whatever namespace.
pub fn attribute<'a>(node: Node<'a>, name: &str) -> Option<&'a str> {
    node.attributes()
        .find(|it| it.name() == name)
        .map(|it| it.value())
}

/// `w:val` of a child.
pub fn value<'a>(node: Node<'a>, name: &str) -> Option<&'a str> {
    attribute(child(node, name)?, "val")
}

/// A property that is on when it is there, unless it says otherwise.
pub fn switch(node: Node, name: &str) -> Option<bool> {
    let found = child(node, name)?;
    let off = matches!(
        attribute(found, "val"),
        Some("0" | "false" | "off" | "none")
    );
    Some(!off)
}

/// All characters of a node's text nodes.
pub fn text_of(node: Node) -> String {
    node.children()
        .filter(|it| it.is_text())
        .filter_map(|it| it.text())
        .collect()
}

/// Parses a part; a document type, and with it every entity, is refused.
pub fn parse(text: &str) -> Result<Document<'_>, String> {
    guard(text)?;
    let options = ParsingOptions {
        allow_dtd: false,
        nodes_limit: NODES,
        ..ParsingOptions::default()
    };
    Document::parse_with_options(text, options).map_err(|fault| match fault {
        roxmltree::Error::DtdDetected => {
            "declares a document type, with which entities could be made".to_owned()
        }
        roxmltree::Error::NodesLimitReached => format!("has more than {NODES} nodes"),
        fault => format!("is no XML: {fault}"),
    })
}

/// Measures depth and attributes in one pass, before a parser sees the text.
fn guard(text: &str) -> Result<(), String> {
    let bytes = text.as_bytes();
    let (mut at, mut depth) = (0, 0usize);
    while let Some(open) = find(bytes, at, b"<") {
        let rest = &bytes[open..];
        let skip = |end: &[u8]| find(bytes, open, end).map_or(bytes.len(), |it| it + end.len());
        at = match rest {
            [b'<', b'!', b'-', b'-', ..] => skip(b"-->"),
            [b'<', b'!', b'[', ..] => skip(b"]]>"),
            [b'<', b'?', ..] => skip(b"?>"),
            [b'<', b'/', ..] => {
                depth = depth.saturating_sub(1);
                skip(b">")
            }
            _ => {
                let (end, attributes, empty) = tag(bytes, open + 1);
                if attributes > ATTRIBUTES {
                    return Err(format!(
                        "has an element with more than {ATTRIBUTES} attributes"
                    ));
                }
                depth += usize::from(!empty);
                if depth > DEPTH {
                    return Err(format!("nests elements more than {DEPTH} deep"));
                }
                end
            }
        };
    }
    Ok(())
}

/// Where a tag ends, how many attributes it has, and whether it closes itself.
fn tag(bytes: &[u8], start: usize) -> (usize, usize, bool) {
    let (mut at, mut attributes) = (start, 0);
    while let Some(byte) = bytes.get(at) {
        match byte {
            b'>' => return (at + 1, attributes, bytes[at - 1] == b'/'),
            quote @ (b'"' | b'\'') => {
                attributes += 1;
                at = find(bytes, at + 1, &[*quote]).map_or(bytes.len(), |it| it + 1);
            }
            _ => at += 1,
        }
    }
    (bytes.len(), attributes, true)
}

fn find(bytes: &[u8], from: usize, what: &[u8]) -> Option<usize> {
    let rest = bytes.get(from..)?;
    match what {
        [one] => rest.iter().position(|it| it == one),
        _ => rest.windows(what.len()).position(|it| it == what),
    }
    .map(|it| it + from)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn depth_and_attributes_are_measured_before_parsing() {
        let deep = "<a>".repeat(300) + &"</a>".repeat(300);
        assert!(parse(&deep).unwrap_err().contains("240 deep"));
        let flat = format!("<a>{}</a>", "<b x='>'/>".repeat(300));
        assert!(parse(&flat).is_ok());
        let wide: String = (0..500).map(|n| format!(" a{n}=''")).collect();
        assert!(
            parse(&format!("<a{wide}/>"))
                .unwrap_err()
                .contains("attributes")
        );
    }

    #[test]
    fn a_document_type_is_refused() {
        let bomb = "<!DOCTYPE a [<!ENTITY b \"c\">]><a>&b;</a>";
        assert!(parse(bomb).unwrap_err().contains("document type"));
    }
}
