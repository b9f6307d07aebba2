//! Fields: a code that Word computes, and the result that it last showed. The
//! result is what a reader saw; it stays, but for tables of contents.

use std::rc::Rc;

use super::reader::Unseen;
use super::xml::{self, Node};

/// A field that is open while paragraphs are read.
#[derive(Clone, Debug, Default)]
pub struct Field {
    /// Its code, as far as it was read.
    pub code: String,
    /// Whether its result is being read.
    pub shows: bool,
    /// The address that its result links to.
    pub link: Option<Rc<str>>,
    /// Why its result has no place in an article.
    pub drops: Option<Unseen>,
}

/// Whether every field of a part that begins also ends.
pub fn all_end(root: Node) -> bool {
    let mut open = 0i64;
    for node in root.descendants().filter(|it| xml::is_w(*it, "fldChar")) {
        match xml::attribute(node, "fldCharType") {
            Some("begin") => open += 1,
            Some("end") => open -= 1,
            _ => {}
        }
        if open < 0 {
            return false;
        }
    }
    open == 0
}

/// What a field's code asks for.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Code<'a> {
    /// A link to an address.
    Link(&'a str),
    /// A link to a place of the document.
    Inner(&'a str),
    /// A list made of the document: contents, an index.
    Contents,
    /// What a page or the clock says: numbers of pages, the date of today.
    Moment,
    /// A box to tick.
    Tick,
    /// Anything else.
    Other,
}

/// Reads a code.
pub fn code(text: &str) -> Code<'_> {
    let mut words = words(text);
    let name = words.next().unwrap_or_default();
    match name.to_ascii_uppercase().as_str() {
        "HYPERLINK" => {
            let mut inner = false;
            let mut found = None;
            for word in words {
                match word {
                    "\\l" | "\\L" => inner = true,
                    "\\t" | "\\o" => break,
                    _ if word.starts_with('\\') => {}
                    // An address with a place in it: the address is enough.
                    _ if found.is_none() => found = Some((word, inner)),
                    _ => {}
                }
            }
            match found {
                Some((place, true)) => Code::Inner(place),
                Some((url, false)) => Code::Link(url),
                None => Code::Other,
            }
        }
        "TOC" | "INDEX" | "TOA" => Code::Contents,
        "PAGE" | "NUMPAGES" | "SECTIONPAGES" | "DATE" | "TIME" | "SAVEDATE" | "PRINTDATE"
        | "CREATEDATE" | "FILENAME" => Code::Moment,
        "FORMCHECKBOX" => Code::Tick,
        _ => Code::Other,
    }
}

/// Words of a code; quotes hold words together.
fn words(text: &str) -> impl Iterator<Item = &str> {
    let mut rest = text;
    std::iter::from_fn(move || {
        rest = rest.trim_start();
        if let Some(quoted) = rest.strip_prefix('"') {
            let end = quoted.find('"').unwrap_or(quoted.len());
            rest = quoted.get(end + 1..).unwrap_or_default();
            return Some(&quoted[..end]);
        }
        let end = rest.find(char::is_whitespace).unwrap_or(rest.len());
        let word = &rest[..end];
        rest = &rest[end..];
        (!word.is_empty()).then_some(word)
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn codes_say_what_they_ask_for() {
        let url = " HYPERLINK \"https://example.org/a b\" \\o \"tip\" ";
        assert_eq!(code(url), Code::Link("https://example.org/a b"));
        assert_eq!(code("HYPERLINK \\l \"_Toc1\""), Code::Inner("_Toc1"));
        assert_eq!(
            code("HYPERLINK https://example.org"),
            Code::Link("https://example.org")
        );
        assert_eq!(code(" TOC \\o \"1-3\" \\h"), Code::Contents);
        assert_eq!(code("DATE \\@ \"d MMMM yyyy\""), Code::Moment);
        assert_eq!(code("SEQ Table \\* ARABIC"), Code::Other);
        assert_eq!(code(""), Code::Other);
    }
}
