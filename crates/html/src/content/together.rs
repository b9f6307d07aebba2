//! What stays on one line: a short citation or the call of a note, the word before it
//! and the marks behind it; a short term with its button. Browsers break lines on
//! either side of a button, and between signs of scripts that have no spaces.

use pamphlet_core::ideographs::is_ideograph;

use crate::tree::{Element, Node, element, text_content};

/// Citations of more letters than this may start a line: "(Walker et al., 2006)".
const SHORT: usize = 12;
/// Words of more letters than this may leave no room for what follows; so may terms.
const WORD: usize = 20;
/// What does not start a line.
const MARKS: &str = ".,;:!?)]}”’»…۔،؛؟。，、；：！？）】」』》।";

/// Puts each short citation or call into a span with its neighbours.
pub(super) fn bind(nodes: Vec<Node>) -> Vec<Node> {
    if !nodes.iter().any(|node| is_mark(node) || is_term(node)) {
        return nodes;
    }
    let mut out: Vec<Node> = Vec::with_capacity(nodes.len());
    let mut rest = nodes.into_iter().peekable();
    while let Some(node) = rest.next() {
        let mut held = Vec::new();
        if is_mark(&node) {
            held.extend(last_word(&mut out).map(Node::Text));
            held.push(node);
        } else if is_term(&node) && rest.peek().is_some_and(is_button) {
            held.push(node);
            held.extend(rest.next());
        } else {
            push(node, &mut out);
            continue;
        }
        // One call behind another belongs to the same word, also with marks between them.
        loop {
            while let Some(next) = rest.next_if(is_mark) {
                held.push(next);
            }
            let Some(Node::Text(next)) = rest.peek_mut() else {
                break;
            };
            let marks = next.len() - next.trim_start_matches(|c| MARKS.contains(c)).len();
            if marks > 0 {
                held.push(Node::Text(next.drain(..marks).collect()));
            }
            if !next.is_empty() {
                break;
            }
            rest.next();
        }
        out.push(element("span").class("together").children(held).into());
    }
    out
}

/// Whether a node is a citation or a call that is short enough.
fn is_mark(node: &Node) -> bool {
    let Node::Element(element) = node else {
        return false;
    };
    let mark = has_class(element, "citation") || has_class(element, "note-call");
    mark && text_content(std::slice::from_ref(node)).chars().count() <= SHORT
}

/// Whether a node is a term whose words are few enough.
fn is_term(node: &Node) -> bool {
    let Node::Element(element) = node else {
        return false;
    };
    let words = || text_content(std::slice::from_ref(node)).chars().count();
    has_class(element, "term") && words() <= WORD
}

/// Whether a node opens something in place.
fn is_button(node: &Node) -> bool {
    matches!(node, Node::Element(element) if has_class(element, "peek"))
}

fn has_class(element: &Element, class: &str) -> bool {
    let classes = element.get("class").unwrap_or_default();
    classes.split(' ').any(|it| it == class)
}

/// Adds a node; words go to the words before.
fn push(node: Node, out: &mut Vec<Node>) {
    match (node, out.last_mut()) {
        (Node::Text(text), _) if text.is_empty() => {}
        (Node::Text(text), Some(Node::Text(before))) => before.push_str(&text),
        (node, _) => out.push(node),
    }
}

/// Takes the last word off, with the space behind it.
fn last_word(out: &mut Vec<Node>) -> Option<String> {
    let Some(Node::Text(text)) = out.last_mut() else {
        return None;
    };
    let words = text.trim_end_matches(' ');
    let (mut from, mut letters) = (words.len(), 0);
    for (at, c) in words.char_indices().rev() {
        if c == ' ' {
            break;
        }
        (from, letters) = (at, letters + 1);
        if is_ideograph(c) && !MARKS.contains(c) {
            break;
        }
    }
    if letters == 0 || letters > WORD {
        return None;
    }
    let word = text.split_off(from);
    if text.is_empty() {
        out.pop();
    }
    Some(word)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::encode::{Syntax, fragment};
    use crate::tree::text;

    fn cite(words: &str) -> Node {
        element("span").class("citation").text(words).into()
    }

    /// The nodes bound, with `<…>` for what is held together.
    fn bound(nodes: Vec<Node>) -> String {
        fragment(&bind(nodes), Syntax::Html)
            .replace("<span class=\"together\">", "⟨")
            .replace("<span class=\"citation\">", "")
            .replace("</span></span>", "⟩")
            .replace("</span>", "|")
            .replace(".|", ".⟩")
    }

    #[test]
    fn a_short_term_holds_its_button_and_the_marks_behind() {
        let term = |words: &str| Node::from(element("a").class("term").text(words));
        let button = || Node::from(element("button").class("peek"));
        let said = |words: &str| {
            let nodes = vec![text("A "), term(words), button(), text(", or b")];
            let held = bind(nodes).into_iter().map(|node| match node {
                Node::Element(it) if it.name == "span" => {
                    format!("⟨{}⟩", text_content(&it.children))
                }
                node => text_content(&[node]),
            });
            held.collect::<String>()
        };
        assert_eq!(said("peptide"), "A ⟨peptide,⟩ or b");
        assert_eq!(
            said("growth hormone-releasing hormone"),
            "A growth hormone-releasing hormone, or b"
        );
    }

    #[test]
    fn a_mark_holds_the_word_before_and_the_marks_behind() {
        let cases = [
            (
                vec![text("It helps"), cite("1"), text(". So")],
                "It ⟨helps1|.⟩ So",
            ),
            (
                vec![text("It helps "), cite("[1]"), text(". So")],
                "It ⟨helps [1]|.⟩ So",
            ),
            (
                vec![text("It "), text("helps"), text(" "), cite("[1]")],
                "It ⟨helps [1]⟩",
            ),
            // Signs without spaces: the last of them.
            (vec![text("激素水平"), cite("1")], "激素水⟨平1⟩"),
            (vec![text("激素水平。"), cite("1")], "激素水⟨平。1⟩"),
            // Two with a mark between them.
            (
                vec![text("ਪਾਣੀ ਹਨ"), cite("1"), text("।"), cite("2"), text(" ਹੈ")],
                "ਪਾਣੀ ⟨ਹਨ1|।2⟩ ਹੈ",
            ),
            // Nothing to hold.
            (vec![cite("1")], "⟨1⟩"),
            // A long citation, and a long word.
            (
                vec![text("it "), cite("(Walker et al., 2006)")],
                "it (Walker et al., 2006)|",
            ),
            (
                vec![text("hypothalamic-pituitary-adrenal"), cite("1")],
                "hypothalamic-pituitary-adrenal⟨1⟩",
            ),
        ];
        for (nodes, expected) in cases {
            assert_eq!(bound(nodes), expected);
        }
    }
}
