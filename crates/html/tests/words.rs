//! A page says exactly what its edition says, in order; extracted by an HTML
//! parser that knows only the list of furniture in the crate's documentation.

mod sample;

use std::collections::BTreeMap;

use pamphlet_core::assets::MemoryAssets;
use pamphlet_core::stream::Streams;
use pamphlet_core::{Edition, NodeId};
use pamphlet_html::Options;
use pamphlet_html::content::{self, ContentOptions, ImageSource};
use pamphlet_html::encode::{self, Syntax};
use pamphlet_html::tree::element;
use pamphlet_theme::Theme;
use scraper::{ElementRef, Html, Node, Selector};

const FURNITURE: &str = "nav, .skip, .draft, .note-call, .note-mark, .back, .popover, \
    .note-number, [role=doc-endnotes], [role=doc-footnote]";
const INLINE: &[&str] = &[
    "a", "abbr", "b", "button", "code", "dfn", "em", "i", "s", "span", "strong", "sub", "sup",
];

fn page() -> String {
    let assets = MemoryAssets::new().with("sample/pulses.svg", sample::IMAGE);
    let options = Options {
        file_name: "sample.html".into(),
        ..Options::default()
    };
    let rendered =
        pamphlet_html::render(&sample::edition(), &Theme::clinic(), &assets, &options).unwrap();
    String::from_utf8(rendered.files["sample.html"].clone()).unwrap()
}

/// The words below an element without furniture.
fn words(root: ElementRef, furniture: &Selector) -> Vec<String> {
    fn push(element: ElementRef, furniture: &Selector, out: &mut String) {
        for child in element.children() {
            match child.value() {
                Node::Text(text) => out.push_str(text),
                Node::Element(value) => {
                    let Some(child) = ElementRef::wrap(child) else {
                        continue;
                    };
                    if furniture.matches(&child) {
                        continue;
                    }
                    match value.name() {
                        "img" => out.push_str(value.attr("alt").unwrap_or("")),
                        "math" => out.push_str(value.attr("alttext").unwrap_or("")),
                        "br" => out.push(' '),
                        name if INLINE.contains(&name) => push(child, furniture, out),
                        _ => {
                            out.push(' ');
                            push(child, furniture, out);
                            out.push(' ');
                        }
                    }
                }
                _ => {}
            }
        }
    }
    let mut out = String::new();
    push(root, furniture, &mut out);
    out.split_whitespace().map(str::to_owned).collect()
}

fn split(lines: &[String]) -> Vec<String> {
    let words = lines.iter().flat_map(|line| line.split_whitespace());
    words.map(str::to_owned).collect()
}

#[test]
fn the_page_says_what_the_edition_says() {
    let html = Html::parse_document(&page());
    let streams = Streams::of(&sample::edition());
    let main = html
        .select(&Selector::parse("main").unwrap())
        .next()
        .unwrap();
    let furniture = Selector::parse(FURNITURE).unwrap();
    assert_eq!(words(main, &furniture), split(&streams.main));
    let notes = Selector::parse("[role=doc-endnotes] > ol > li").unwrap();
    let notes: Vec<_> = html
        .select(&notes)
        .map(|note| words(note, &furniture))
        .collect();
    assert_eq!(notes, [split(&streams.notes[0])]);
}

/// The pieces that an ebook puts together, as one XHTML document.
fn book(edition: &Edition) -> String {
    let mut breaks: BTreeMap<NodeId, Vec<(usize, String)>> = BTreeMap::new();
    // Every node with an id starts a page, in the middle of a word if it can.
    for id in 1..400 {
        breaks.insert(NodeId(id), vec![(3, id.to_string())]);
    }
    let options = ContentOptions {
        syntax: Syntax::Xhtml,
        heading_offset: 0,
        href: &|node| content::fragment(edition, "", node),
        article: &|_, _| None,
        url: &|url| Some(url.to_owned()),
        image: &|path| ImageSource::from(path.to_owned()),
        page_breaks: &breaks,
        id_prefix: "",
        scroll_tables: false,
        scroll_math: false,
        in_place: true,
    };
    let mut body = element("body").child(content::title_block(edition, &options));
    body = body.children(content::opening(edition, &options));
    for part in edition.all_parts() {
        body = body.child(content::part(edition, part, &options));
    }
    body = body.children(content::notes(edition, &options, &|_| true));
    let popovers = content::popovers(edition, &options, &body.children);
    body = body.children(popovers);
    let head = element("head").child(element("title").text("t"));
    let root = element("html").child(head).child(body);
    encode::document(&root, Syntax::Xhtml)
}

#[test]
fn the_book_says_it_too_and_is_well_formed() {
    let edition = sample::edition();
    let text = book(&edition);
    let options = roxmltree::ParsingOptions {
        allow_dtd: true,
        ..roxmltree::ParsingOptions::default()
    };
    let xml = roxmltree::Document::parse_with_options(&text, options).unwrap();
    let epub = "http://www.idpf.org/2007/ops";
    let calls = xml
        .descendants()
        .filter(|n| n.attribute((epub, "type")) == Some("noteref"));
    assert_eq!(calls.count(), 1);
    // Ids are unique.
    let mut ids: Vec<&str> = xml
        .descendants()
        .filter_map(|n| n.attribute("id"))
        .collect();
    ids.sort_unstable();
    let all = ids.len();
    ids.dedup();
    assert_eq!(ids.len(), all);
    // An HTML parser reads the body the same way.
    let html = Html::parse_document(&text);
    let body = html
        .select(&Selector::parse("body").unwrap())
        .next()
        .unwrap();
    let furniture = Selector::parse(FURNITURE).unwrap();
    assert_eq!(words(body, &furniture), split(&Streams::of(&edition).main));
}

#[test]
fn every_fragment_has_its_target() {
    let html = Html::parse_document(&page());
    let ids: Vec<&str> = html
        .select(&Selector::parse("[id]").unwrap())
        .filter_map(|element| element.attr("id"))
        .collect();
    for link in html.select(&Selector::parse("a[href^='#']").unwrap()) {
        let id = link.attr("href").unwrap().trim_start_matches('#');
        assert!(ids.contains(&id), "{id}");
    }
    let names = Selector::parse("[aria-labelledby]").unwrap();
    for element in html.select(&names) {
        let id = element.attr("aria-labelledby").unwrap();
        assert!(ids.contains(&id), "{id}");
    }
}

#[test]
fn nothing_is_fetched_or_run_and_the_bytes_are_the_same() {
    let text = page();
    assert_eq!(text, page());
    let html = Html::parse_document(&text);
    let select = |selector: &str| Selector::parse(selector).unwrap();
    let scripts: Vec<_> = html.select(&select("script")).collect();
    assert_eq!(scripts.len(), 1);
    assert_eq!(scripts[0].attr("type"), Some("application/ld+json"));
    let data: String = scripts[0].text().collect();
    assert!(
        data.contains("\"name\":\"Sermorelin and growth hormone \\u003c/script>\""),
        "{data}"
    );
    for image in html.select(&select("img")) {
        assert!(image.attr("src").unwrap().starts_with("data:"));
    }
    assert_eq!(html.select(&select("link[rel=stylesheet]")).count(), 0);
    assert!(!text.contains("@import"));
    for url in text.split("url(").skip(1) {
        assert!(url.starts_with("\"data:"), "{}", &url[..40]);
    }
}

#[test]
fn only_the_fonts_that_are_needed_are_there() {
    let faces = |text: &str| text.matches("@font-face").count();
    let plain = pamphlet_html::render(
        &sample::empty(),
        &Theme::clinic(),
        &MemoryAssets::new(),
        &Options {
            file_name: "a.html".into(),
            ..Options::default()
        },
    );
    let plain = String::from_utf8(plain.unwrap().files["a.html"].clone()).unwrap();
    assert_eq!(faces(&plain), 2);
    assert!(plain.len() < 100_000, "{}", plain.len());
    // Italics, Greek in text, code, math.
    let sample = page();
    assert!(sample.contains("font-family: \"Noto Sans\"; font-weight: 400; font-style: normal; font-display: swap; unicode-range: "));
    assert!(sample.contains("font-family: \"Noto Sans Math\"; font-weight: 400"));
    assert!(!sample.contains("font-family: \"Noto Sans Symbols 2\"; font-weight"));
}

#[test]
fn faults_are_all_reported() {
    let mut edition = sample::edition();
    let mut make = sample::Make::default();
    edition
        .closing
        .as_mut()
        .unwrap()
        .blocks
        .push(make.display_math("\\frac{1", "half"));
    let faults = pamphlet_html::render(
        &edition,
        &Theme::clinic(),
        &MemoryAssets::new(),
        &Options::default(),
    )
    .unwrap_err();
    let mut names: Vec<_> = faults.iter().map(|fault| fault.name).collect();
    names.sort_unstable();
    assert_eq!(names, ["math-syntax", "missing-image"]);
}
