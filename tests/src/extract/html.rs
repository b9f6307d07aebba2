//! The web page's words, by html5ever: `main` without its furniture, as
//! `pamphlet-html` documents it.

use scraper::{ElementRef, Html, Node, Selector};

use super::Said;

/// Reads a page.
pub fn read(bytes: &[u8]) -> Said {
    let page = Html::parse_document(&String::from_utf8_lossy(bytes));
    let mut said = Said::default();
    for main in page.select(&selector("main, [role=main], .pamphlet")) {
        push(main, false, &mut said.main);
    }
    for note in page.select(&selector("[role=doc-endnotes] > ol > li")) {
        let mark = note.select(&selector(".note-number")).next();
        let mark = mark.map(|it| it.text().collect()).unwrap_or_default();
        let text = said.notes.entry(mark).or_default();
        push(note, true, text);
    }
    said
}

fn selector(css: &str) -> Selector {
    Selector::parse(css).unwrap_or_else(|error| panic!("{css}: {error}"))
}

fn push(element: ElementRef, in_note: bool, out: &mut String) {
    for child in element.children() {
        match child.value() {
            Node::Text(text) => out.push_str(text),
            Node::Element(_) => {
                if let Some(element) = ElementRef::wrap(child) {
                    push_element(element, in_note, out);
                }
            }
            Node::Document
            | Node::Fragment
            | Node::Doctype(_)
            | Node::Comment(_)
            | Node::ProcessingInstruction(_) => {}
        }
    }
}

fn push_element(element: ElementRef, in_note: bool, out: &mut String) {
    match element.value().name() {
        "nav" | "script" | "style" => {}
        "math" => out.push_str(element.attr("alttext").unwrap_or("")),
        "img" => out.push_str(element.attr("alt").unwrap_or("")),
        _ if is_furniture(element, in_note) => {}
        _ => push(element, in_note, out),
    }
}

fn is_furniture(element: ElementRef, in_note: bool) -> bool {
    let classes = [
        "skip",
        "draft",
        "note-call",
        "note-mark",
        "back",
        "note-number",
    ];
    let role = element.attr("role").unwrap_or("");
    // A box or a blank; pictures are no spans.
    if element.value().name() == "span" && role == "img" {
        return true;
    }
    element
        .value()
        .classes()
        .any(|class| classes.contains(&class))
        || matches!(role, "doc-noteref" | "doc-backlink")
        || !in_note && matches!(role, "doc-endnotes" | "doc-footnote")
}
