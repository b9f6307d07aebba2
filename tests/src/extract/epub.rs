//! The ebook's words: content documents in spine order, as XML, without the
//! furniture that `pamphlet-epub` documents.

use std::collections::BTreeMap;
use std::io::{Cursor, Read};

use roxmltree::{Document, Node, ParsingOptions};

use super::Said;

const OPS: &str = "http://www.idpf.org/2007/ops";

/// Reads a book.
pub fn read(bytes: &[u8]) -> Said {
    let files = files(bytes);
    let package = &files["EPUB/package.opf"];
    let mut said = Said::default();
    for path in spine(package) {
        let text = &files[&format!("EPUB/{path}")];
        let options = ParsingOptions {
            allow_dtd: true,
            ..Default::default()
        };
        let document = Document::parse_with_options(text, options)
            .unwrap_or_else(|error| panic!("{path} is not well-formed: {error}"));
        let body = document
            .descendants()
            .find(|node| node.has_tag_name("body"));
        for node in body.into_iter().flat_map(|body| body.children()) {
            push(node, &mut said.main, &mut said.notes);
        }
        said.main.push('\n');
    }
    said
}

/// All text files of a container by path.
pub fn files(bytes: &[u8]) -> BTreeMap<String, String> {
    let mut zip = zip::ZipArchive::new(Cursor::new(bytes)).expect("a container");
    let mut files = BTreeMap::new();
    for i in 0..zip.len() {
        let mut entry = zip.by_index(i).expect("an entry");
        let mut bytes = Vec::new();
        entry.read_to_end(&mut bytes).expect("its bytes");
        let name = entry.name().expect("a name").into_owned();
        files.insert(name, String::from_utf8_lossy(&bytes).into_owned());
    }
    files
}

/// Paths of the content documents, but cover and navigation.
fn spine(package: &str) -> Vec<String> {
    let document = Document::parse(package).expect("a package document");
    let find = |id: &str| {
        let item = document
            .descendants()
            .find(|n| n.has_tag_name("item") && n.attribute("id") == Some(id));
        item.expect("an item for each itemref")
    };
    let refs = document
        .descendants()
        .filter(|node| node.has_tag_name("itemref"));
    refs.map(|node| find(node.attribute("idref").unwrap_or("")))
        .filter(|item| item.attribute("properties") != Some("nav"))
        .map(|item| item.attribute("href").unwrap_or("").to_owned())
        .filter(|path| path != "cover.xhtml")
        .collect()
}

fn push(node: Node, out: &mut String, notes: &mut BTreeMap<String, String>) {
    if node.is_text() {
        out.push_str(node.text().unwrap_or(""));
        return;
    }
    let classes: Vec<&str> = node.attribute("class").unwrap_or("").split(' ').collect();
    let kind = node.attribute((OPS, "type")).unwrap_or("");
    match node.tag_name().name() {
        "img" => out.push_str(node.attribute("alt").unwrap_or("")),
        "math" => out.push_str(node.attribute("alttext").unwrap_or("")),
        "nav" => {}
        "aside" if kind == "footnote" => {
            let (mark, text) = note(node);
            notes.insert(mark, text);
        }
        _ if kind == "noteref" || node.has_attribute("popover") => {}
        _ if ["draft", "publisher", "note-mark", "note-number", "back"]
            .iter()
            .any(|class| classes.contains(class)) => {}
        _ => node.children().for_each(|child| push(child, out, notes)),
    }
}

fn note(node: Node) -> (String, String) {
    let mark = node
        .descendants()
        .find(|n| n.attribute("class") == Some("note-number"))
        .and_then(|n| n.text())
        .unwrap_or("")
        .to_owned();
    let mut text = String::new();
    node.children()
        .for_each(|child| push(child, &mut text, &mut BTreeMap::new()));
    (mark, text)
}
