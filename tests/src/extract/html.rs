//! The web page's words, by html5ever: `main` without its furniture, as
//! `pamphlet-html` documents it.

use scraper::{ElementRef, Html, Node, Selector};

use super::Said;

/// Reads a page.
pub fn read(bytes: &[u8]) -> Said {
    let page = Html::parse_document(&String::from_utf8_lossy(bytes));
    let mut said = Said::default();
    for main in page.select(&selector("main, [role=main], .pamphlet")) {
        push(main, None, &mut said.main);
    }
    for note in page.select(&selector("[role=doc-endnotes] > ol > li")) {
        // Pages for records have no classes: the mark is what a note starts with.
        let mark = note.select(&selector("span")).next();
        let words = mark.map(|it| it.text().collect()).unwrap_or_default();
        let text = said.notes.entry(words).or_default();
        push(note, mark, text);
    }
    said
}

fn selector(css: &str) -> Selector {
    Selector::parse(css).unwrap_or_else(|error| panic!("{css}: {error}"))
}

/// Adds what an element says; `mark` is that of the note that we are in.
fn push(element: ElementRef, mark: Option<ElementRef>, out: &mut String) {
    for child in element.children() {
        match child.value() {
            Node::Text(text) => out.push_str(text),
            Node::Element(_) => {
                if let Some(element) = ElementRef::wrap(child) {
                    push_element(element, mark, out);
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

fn push_element(element: ElementRef, mark: Option<ElementRef>, out: &mut String) {
    match element.value().name() {
        "nav" | "script" | "style" => {}
        "math" => out.push_str(element.attr("alttext").unwrap_or("")),
        "img" => out.push_str(element.attr("alt").unwrap_or("")),
        _ if is_furniture(element, mark) => {}
        _ => push(element, mark, out),
    }
}

fn is_furniture(element: ElementRef, mark: Option<ElementRef>) -> bool {
    let classes = ["skip", "draft", "note-call", "note-mark", "back"];
    let role = element.attr("role").unwrap_or("");
    // A box or a blank; pictures are no spans.
    if element.value().name() == "span" && role == "img" || mark == Some(element) {
        return true;
    }
    element
        .value()
        .classes()
        .any(|class| classes.contains(&class))
        || matches!(role, "doc-noteref" | "doc-backlink")
        || mark.is_none() && matches!(role, "doc-endnotes" | "doc-footnote")
}
