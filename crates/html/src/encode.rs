//! The tree → text: one encoder for both syntaxes, the only place where markup
//! is written. Every text and attribute value passes [`push_text`] or
//! [`push_value`].

use crate::tree::{Element, Node, Value};

/// The syntax of the text.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Syntax {
    /// HTML5, for web pages.
    Html,
    /// XHTML, for EPUB.
    Xhtml,
}

/// A whole document with its prologue; `root` is the `html` element.
pub fn document(root: &Element, syntax: Syntax) -> String {
    let mut out = match syntax {
        Syntax::Html => String::from("<!DOCTYPE html>\n"),
        Syntax::Xhtml => {
            String::from("<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<!DOCTYPE html>\n")
        }
    };
    push_element(root, syntax, &mut out);
    out.push('\n');
    out
}

/// Nodes as text, without a prologue.
pub fn fragment(nodes: &[Node], syntax: Syntax) -> String {
    let mut out = String::new();
    push_nodes(nodes, syntax, &mut out);
    out
}

fn push_nodes(nodes: &[Node], syntax: Syntax, out: &mut String) {
    for node in nodes {
        match node {
            Node::Element(element) => push_element(element, syntax, out),
            Node::Text(text) => push_text(text, out),
            Node::Style(css) => {
                out.push_str("<style>");
                push_raw(css, "<\\/", syntax, out);
                out.push_str("</style>");
            }
            Node::JsonLd(json) => {
                out.push_str("<script type=\"application/ld+json\">");
                push_raw(json, "\\u003c/", syntax, out);
                out.push_str("</script>");
            }
        }
    }
}

/// The content of `<style>` and `<script>`: in HTML nothing is an entity there
/// and the first `</` could end it, so `guard` (which means the same inside a
/// string of that language) stands for it; `<!` likewise. In XHTML it is text.
fn push_raw(content: &str, guard: &str, syntax: Syntax, out: &mut String) {
    match syntax {
        Syntax::Html => {
            let bang = format!("{}!", &guard[..guard.len() - 1]);
            out.push_str(&content.replace("</", guard).replace("<!", &bang));
        }
        Syntax::Xhtml => push_text(content, out),
    }
}

fn push_element(element: &Element, syntax: Syntax, out: &mut String) {
    out.push('<');
    out.push_str(element.name);
    if syntax == Syntax::Xhtml {
        push_namespaces(element, out);
    }
    for (name, value) in &element.attributes {
        out.push(' ');
        out.push_str(name);
        match (value, syntax) {
            (Value::Text(text), _) => {
                out.push_str("=\"");
                push_value(text, out);
                out.push('"');
            }
            (Value::Set, Syntax::Html) => {}
            (Value::Set, Syntax::Xhtml) => {
                out.push_str("=\"");
                out.push_str(name);
                out.push('"');
            }
        }
    }
    if is_void(element.name) {
        out.push_str(match syntax {
            Syntax::Html => ">",
            Syntax::Xhtml => "/>",
        });
        return;
    }
    out.push('>');
    // An HTML parser drops the first line break of `pre`.
    let starts_with_break =
        matches!(element.children.first(), Some(Node::Text(text)) if text.starts_with('\n'));
    if syntax == Syntax::Html && element.name == "pre" && starts_with_break {
        out.push('\n');
    }
    push_nodes(&element.children, syntax, out);
    out.push_str("</");
    out.push_str(element.name);
    out.push('>');
}

fn push_namespaces(element: &Element, out: &mut String) {
    out.push_str(match element.name {
        "html" => {
            " xmlns=\"http://www.w3.org/1999/xhtml\" xmlns:epub=\"http://www.idpf.org/2007/ops\""
        }
        "math" => " xmlns=\"http://www.w3.org/1998/Math/MathML\"",
        "svg" => " xmlns=\"http://www.w3.org/2000/svg\"",
        _ => "",
    });
}

fn is_void(name: &str) -> bool {
    matches!(
        name,
        "area"
            | "base"
            | "br"
            | "col"
            | "embed"
            | "hr"
            | "img"
            | "input"
            | "link"
            | "meta"
            | "source"
            | "track"
            | "wbr"
    )
}

/// Text between tags. Characters that XML forbids never reach this place (the
/// reader reports them); should one, it shows as a replacement character.
fn push_text(text: &str, out: &mut String) {
    for c in text.chars() {
        match c {
            '&' => out.push_str("&amp;"),
            '<' => out.push_str("&lt;"),
            '>' => out.push_str("&gt;"),
            c => out.push(allowed(c)),
        }
    }
}

/// An attribute's value between double quotes.
fn push_value(value: &str, out: &mut String) {
    for c in value.chars() {
        match c {
            '&' => out.push_str("&amp;"),
            '<' => out.push_str("&lt;"),
            '>' => out.push_str("&gt;"),
            '"' => out.push_str("&quot;"),
            '\t' => out.push_str("&#9;"),
            '\n' => out.push_str("&#10;"),
            c => out.push(allowed(c)),
        }
    }
}

fn allowed(c: char) -> char {
    match c {
        '\t' | '\n' => c,
        '\r' => '\n',
        '\0'..='\u{1f}' | '\u{7f}'..='\u{9f}' | '\u{fffe}' | '\u{ffff}' => '\u{fffd}',
        c => c,
    }
}
