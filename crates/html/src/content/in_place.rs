//! What opens in place without a script: what a term means, and the entries that
//! a citation cites. The words themselves stay in the text, as a link to the
//! glossary or the list; a button without words behind them opens a popover.
//! (Words within a button are lost where a page is copied, or shown by a
//! browser's view for reading.)

use std::collections::{BTreeMap, BTreeSet};

use pamphlet_core::NodeId;
use pamphlet_core::article::PartKind;
use pamphlet_core::edition::{BibliographyEntry, Edition, GlossaryItem};
use pamphlet_core::inline::plain_text;

use super::inlines::Place;
use super::{Content, ContentOptions};
use crate::tree::{Element, Node, element, text, text_content};

/// The popovers that the buttons in `nodes` open. They repeat what the glossary
/// and the references say, so they stand beside the words of the edition: in a
/// page behind `main`.
pub fn popovers(edition: &Edition, options: &ContentOptions, nodes: &[Node]) -> Vec<Node> {
    let content = Content { edition, options };
    let mut wanted = BTreeSet::new();
    collect(nodes, &mut wanted);
    if wanted.is_empty() {
        return Vec::new();
    }
    let mut out = Vec::new();
    let mut push = |id: String, make: &dyn Fn(&str) -> Element| {
        if wanted.contains(id.as_str()) {
            out.extend([make(&id).into(), text("\n")]);
        }
    };
    let parts = || edition.all_parts();
    for item in parts().flat_map(|part| &part.glossary) {
        let id = content.opened_id(item.meta.id);
        push(id, &|id| content.meaning(id, item));
    }
    let entries: BTreeMap<NodeId, &BibliographyEntry> = parts()
        .flat_map(|part| &part.bibliography)
        .map(|entry| (entry.meta.id, entry))
        .collect();
    for entry in entries.values() {
        let id = content.opened_id(entry.meta.id);
        push(id, &|id| content.sources(id, &[entry]));
    }
    for (citation, sources) in &edition.facts.sources {
        let id = content.opened_id(*citation);
        push(id, &|id| {
            let cited = sources.iter().filter_map(|id| entries.get(id).copied());
            let cited: Vec<_> = cited.collect();
            content.sources(id, &cited)
        });
    }
    out
}

/// The ids that buttons open.
fn collect<'a>(nodes: &'a [Node], wanted: &mut BTreeSet<&'a str>) {
    for node in nodes {
        match node {
            Node::Element(element) => {
                wanted.extend(element.get("popovertarget"));
                collect(&element.children, wanted);
            }
            Node::Text(_) | Node::Style(_) | Node::JsonLd(_) => {}
        }
    }
}

impl Content<'_> {
    /// The id of the popover for an item, an entry, or the entries of a citation.
    fn opened_id(&self, node: NodeId) -> String {
        let anchor = self.edition.anchor(node).unwrap_or_default();
        format!("{}_of-{anchor}", self.options.id_prefix)
    }

    /// The button behind a term that carries its definition.
    pub(super) fn meaning_button(
        &self,
        term: NodeId,
        item: NodeId,
        words: &[Node],
    ) -> Option<Node> {
        // Within the glossary a term has no anchor: there its meaning is at hand.
        self.edition.anchor(term)?;
        let name = self.edition.words_of(term).show_definition;
        let name = name.replace("{}", text_content(words).trim());
        self.button("peek-term", item, name)
    }

    /// The button behind a citation.
    pub(super) fn sources_button(&self, citation: NodeId, words: &[Node]) -> Option<Node> {
        let opened = match self.edition.facts.sources.get(&citation)?.as_slice() {
            [] => return None,
            [entry] => *entry,
            [_, ..] => citation,
        };
        let name = self.edition.words_of(citation).show_sources;
        let name = name.replace("{}", text_content(words).trim());
        self.button("peek-sources", opened, name)
    }

    fn button(&self, class: &str, opened: NodeId, name: String) -> Option<Node> {
        self.edition.anchor(opened)?;
        let id = self.opened_id(opened);
        self.options.in_place.then(|| {
            element("button")
                .class("peek")
                .class(class)
                .attribute("type", "button")
                .attribute("popovertarget", id)
                .attribute("aria-label", name)
                .into()
        })
    }

    fn meaning(&self, id: &str, item: &GlossaryItem) -> Element {
        let name = element("strong").children(self.inlines(&item.term, Place::Popover));
        let name = element("p").class("popover-name").child(name);
        let meaning = self.inlines(&item.definition, Place::Popover);
        let meaning = element("p").children(meaning);
        let lines = [name.into(), text("\n"), meaning.into(), text("\n")];
        self.popover(id, item.meta.id, plain_text(&item.term), lines)
    }

    fn sources(&self, id: &str, entries: &[&BibliographyEntry]) -> Element {
        let lines = entries.iter().flat_map(|entry| {
            let line = element("p");
            let mut line = match entry.meta.lang() {
                Some(lang) => self.in_language(line, lang),
                None => line,
            };
            if !entry.label.is_empty() {
                let label = element("span").class("number").text(&entry.label);
                line = line.child(label).text(" ");
            }
            let words = self.inlines(&entry.inlines, Place::Popover);
            [line.children(words).into(), text("\n")]
        });
        let node = entries.first().map_or(NodeId::NONE, |it| it.meta.id);
        let name = self.edition.words_of(node).part(PartKind::References);
        self.popover(id, node, name.to_owned(), lines)
    }

    /// What it says takes the focus when it opens, so that it is read at once;
    /// the button gets it back when it closes.
    fn popover(
        &self,
        id: &str,
        node: NodeId,
        name: String,
        lines: impl IntoIterator<Item = Node>,
    ) -> Element {
        let words = element("div")
            .attribute("tabindex", "-1")
            .flag("autofocus", true)
            .text("\n")
            .children(lines);
        self.spoken(element("dialog"), node)
            .class("popover")
            .attribute("popover", "auto")
            .attribute("id", id)
            .attribute("aria-label", name)
            .child(words)
            .text("\n")
            .child(self.close(id, node))
    }

    fn close(&self, id: &str, node: NodeId) -> Element {
        element("button")
            .class("popover-close")
            .attribute("type", "button")
            .attribute("popovertarget", id)
            .attribute("popovertargetaction", "hide")
            .attribute("aria-label", self.edition.words_of(node).close)
    }
}
