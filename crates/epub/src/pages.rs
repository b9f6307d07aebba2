//! Printed pages: where each starts in the book, and the list that names them.

use std::collections::BTreeMap;

use pamphlet_core::NodeId;
use pamphlet_core::rendered::PageStart;
use pamphlet_html::tree::{Element, Node};

/// Labels of pages by the node they start with, with their byte in its text.
pub(crate) type Breaks = BTreeMap<NodeId, Vec<(usize, String)>>;

/// Where pages start, as content needs it. A page that starts with none of the
/// book's words, or with words that are not in `lost`, starts where the next
/// page does.
pub(crate) fn breaks(pages: &[PageStart], lost: &[String]) -> Breaks {
    let mut breaks = Breaks::new();
    let mut place = None;
    for page in pages.iter().rev() {
        if page.node != NodeId::NONE && !lost.contains(&page.label) {
            place = Some((page.node, page.byte));
        }
        if let Some((node, byte)) = place {
            breaks
                .entry(node)
                .or_default()
                .insert(0, (byte, page.label.clone()));
        }
    }
    breaks
}

/// A page break that stands in a document: its label and where a link to it goes.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Mark {
    /// The page's label.
    pub(crate) label: String,
    /// File and fragment.
    pub(crate) href: String,
}

/// The pages whose breaks stand in the documents, in the order of `pages`.
pub(crate) fn marks<'a>(
    pages: &[PageStart],
    documents: impl Iterator<Item = (&'a str, &'a [Node])>,
) -> Vec<Mark> {
    let mut found = BTreeMap::new();
    for (file, nodes) in documents {
        collect(file, nodes, &mut found);
    }
    let mark = |page: &PageStart| {
        let href = found.get(&pamphlet_html::content::page_id("", &page.label))?;
        Some(Mark {
            label: page.label.clone(),
            href: href.clone(),
        })
    };
    pages.iter().filter_map(mark).collect()
}

fn collect(file: &str, nodes: &[Node], found: &mut BTreeMap<String, String>) {
    for node in nodes {
        match node {
            Node::Element(element) => {
                if let Some(id) = page_break(element) {
                    found.insert(id.to_owned(), format!("{file}#{id}"));
                }
                collect(file, &element.children, found);
            }
            Node::Text(_) | Node::Style(_) | Node::JsonLd(_) => {}
        }
    }
}

fn page_break(element: &Element) -> Option<&str> {
    let is = element.get("role") == Some("doc-pagebreak");
    element.get("id").filter(|_| is)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn page(label: &str, node: u32, byte: usize) -> PageStart {
        PageStart {
            label: label.into(),
            node: NodeId(node),
            byte,
        }
    }

    #[test]
    fn a_page_without_words_starts_with_the_next_one() {
        let pages = [
            page("1", 0, 0),
            page("2", 7, 3),
            page("3", 7, 9),
            page("4", 0, 0),
        ];
        let breaks = breaks(&pages, &[]);
        let expected = [
            (3, "1".to_owned()),
            (3, "2".to_owned()),
            (9, "3".to_owned()),
        ];
        assert_eq!(breaks, Breaks::from([(NodeId(7), expected.to_vec())]));
    }
}
