//! What the encoder writes, a parser reads as the same text.

use pamphlet_html::encode::{Syntax, fragment};
use pamphlet_html::tree::{Node, element};
use proptest::prelude::*;
use scraper::Html;

proptest! {
    #[test]
    fn html_text_and_attributes_come_back(
        words in "[^\\x00-\\x08\\x0b-\\x1f\\x7f-\\x9f\u{fffe}\u{ffff}]{0,60}",
        value in "[^\\x00-\\x08\\x0b-\\x1f\\x7f-\\x9f\u{fffe}\u{ffff}]{0,30}",
    ) {
        for name in ["p", "pre", "td"] {
            let inner = element(name).attribute("title", value.as_str()).text(words.as_str());
            let inner: Node = match name {
                "td" => element("table")
                    .child(element("tbody").child(element("tr").child(inner)))
                    .into(),
                _ => inner.into(),
            };
            let text = fragment(&[inner], Syntax::Html);
            let html = Html::parse_fragment(&text);
            let root = html.root_element();
            let read = root.descendent_elements().find(|e| e.value().name() == name).unwrap();
            prop_assert_eq!(read.text().collect::<String>(), words.clone());
            prop_assert_eq!(read.attr("title"), Some(value.as_str()));
        }
    }

    #[test]
    fn xhtml_text_and_attributes_come_back(
        words in "[^\\x00-\\x08\\x0b-\\x1f\\x7f-\\x9f\u{fffe}\u{ffff}]{0,60}",
        value in "[^\\x00-\\x08\\x0b-\\x1f\\x7f-\\x9f\u{fffe}\u{ffff}]{0,30}",
    ) {
        let inner = element("pre").attribute("title", value.as_str()).text(words.as_str());
        let inner = inner.child(element("br")).child(element("span"));
        let text = fragment(&[inner.into()], Syntax::Xhtml);
        let xml = roxmltree::Document::parse(&text).unwrap();
        let root = xml.root_element();
        prop_assert_eq!(root.text().unwrap_or(""), words.as_str());
        prop_assert_eq!(root.attribute("title"), Some(value.as_str()));
    }

    #[test]
    fn styles_and_data_cannot_end_their_element(words in ".{0,40}") {
        let hostile = format!("</style></script><!--{words}]]>");
        for node in [Node::Style(hostile.clone()), Node::JsonLd(hostile.clone())] {
            let html = Html::parse_fragment(&fragment(&[node], Syntax::Html));
            let elements = html.root_element().descendent_elements().count();
            // The fragment's root and the element itself.
            prop_assert_eq!(elements, 2);
        }
    }
}

#[test]
fn controls_show_as_replacements() {
    let text = fragment(&[Node::Text("a\u{1}b\rc".into())], Syntax::Xhtml);
    assert_eq!(text, "a\u{fffd}b\nc");
}

#[test]
fn the_syntaxes_differ_where_they_must() {
    let node: Node = element("details")
        .flag("open", true)
        .child(element("br"))
        .child(element("math"))
        .into();
    let write = |syntax| fragment(std::slice::from_ref(&node), syntax);
    assert_eq!(
        write(Syntax::Html),
        "<details open><br><math></math></details>"
    );
    assert_eq!(
        write(Syntax::Xhtml),
        "<details open=\"open\"><br/><math xmlns=\"http://www.w3.org/1998/Math/MathML\"></math></details>"
    );
}
