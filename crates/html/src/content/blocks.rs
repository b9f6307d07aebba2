//! Blocks → nodes. A line break stands behind every block, so that the words of
//! two blocks are apart also where only text is read.

use pamphlet_core::block::{Block, Boxed, Callout, CodeBlock, Figure, List, ListItem, TermList};
use pamphlet_core::chart::Chart;
use pamphlet_core::inline::{Inline, Math};
use pamphlet_core::node::{Meta, NodeId};

use super::Content;
use super::inlines::Place;
use crate::math;
use crate::tree::{Element, Node, element, text};

/// A photograph of no more pixels across leaves room for words beside it.
const SMALL: u32 = 420;

impl Content<'_> {
    pub(super) fn blocks(&self, blocks: &[Block]) -> Vec<Node> {
        let mut out = Vec::new();
        for block in blocks {
            self.block(block, &mut out);
        }
        out
    }

    fn block(&self, block: &Block, out: &mut Vec<Node>) {
        out.extend(self.pages_at(block.meta().id));
        let node = match block {
            Block::Paragraph(n) => self.paragraph(&n.meta, &n.inlines).into(),
            Block::List(n) => self.list(n).into(),
            Block::TermList(n) => self.term_list(n).into(),
            Block::Quote(n) => {
                let quote = self.identified(element("blockquote"), &n.meta);
                quote.text("\n").children(self.blocks(&n.blocks)).into()
            }
            Block::Callout(n) => self.callout(n).into(),
            Block::KeyPoint(n) => self.key_point(n).into(),
            Block::Steps(n) => self.steps(n).into(),
            Block::Questions(n) => self.questions(n).into(),
            Block::Actions(n) => self.actions(n).into(),
            Block::Table(n) => self.table(n).into(),
            Block::Figure(n) => self.figure(n).into(),
            Block::Chart(n) => self.chart(n).into(),
            Block::Math(n) => self.display_math(n).into(),
            Block::Code(n) => self.code(n).into(),
            Block::Break(meta) => self.identified(element("hr"), meta).into(),
            Block::Use(n) => {
                match self.id(n.meta.id) {
                    Some(_) => {
                        let used = self.identified(element("div"), &n.meta);
                        out.push(used.children(self.blocks(&n.blocks)).into());
                    }
                    None => out.extend(self.blocks(&n.blocks)),
                }
                return;
            }
            Block::Comment(_) => return,
            Block::Pair(n) => {
                let pair = self.pair(self.blocks(&n.first), self.blocks(&n.second));
                if n.stacked {
                    pair.class("stacked")
                } else {
                    pair
                }
                .into()
            }
        };
        out.push(node);
        out.push(text("\n"));
    }

    fn paragraph(&self, meta: &Meta, inlines: &[Inline]) -> Element {
        let paragraph = self.identified(element("p"), meta);
        paragraph.children(self.inlines(inlines, Place::Body))
    }

    fn list(&self, n: &List) -> Element {
        let mut list = numbered(n.start);
        if n.items.iter().any(|item| item.task.is_some()) {
            list = list.class("tasks");
        }
        self.identified(list, &n.meta)
            .text("\n")
            .children(self.items(&n.items, n.tight))
    }

    /// Items; in a tight list the first paragraph stands without `p`.
    pub(super) fn items(&self, items: &[ListItem], tight: bool) -> Vec<Node> {
        let mut out = Vec::new();
        for n in items {
            let mut item = self.identified(element("li"), &n.meta);
            item = item.children(self.pages_at(n.meta.id));
            if let Some(done) = n.task {
                item = item.child(self.task_mark(n.meta.id, done));
            }
            item = item.children(self.item_blocks(&n.blocks, tight));
            out.extend([item.into(), text("\n")]);
        }
        out
    }

    /// The blocks of an item; in a tight list its paragraphs stand without `p`.
    pub(super) fn item_blocks(&self, blocks: &[Block], tight: bool) -> Vec<Node> {
        let mut out = Vec::new();
        for block in blocks {
            match block {
                Block::Paragraph(n) if tight && self.is_bare(&n.meta) => {
                    out.extend(self.pages_at(n.meta.id));
                    out.extend(self.inlines(&n.inlines, Place::Body));
                    out.push(text("\n"));
                }
                other => self.block(other, &mut out),
            }
        }
        out
    }

    /// Whether an element for this node would carry no attribute.
    fn is_bare(&self, meta: &Meta) -> bool {
        self.identified(element("p"), meta).attributes.is_empty()
    }

    /// A box drawn by the style sheet; its state is a name and adds no words.
    fn task_mark(&self, node: NodeId, done: bool) -> Node {
        let words = self.edition.words_of(node);
        let (class, name) = match done {
            true => ("task-mark done", words.done),
            false => ("task-mark", words.to_do),
        };
        let mark = element("span").class(class).attribute("role", "img");
        mark.attribute("aria-label", name).into()
    }

    fn term_list(&self, n: &TermList) -> Element {
        let mut list = self.identified(element("dl"), &n.meta).text("\n");
        for item in &n.items {
            let term = self.identified(element("dt"), &item.meta);
            let term = term.children(self.pages_at(item.meta.id));
            list = list
                .child(term.children(self.inlines(&item.term, Place::Body)))
                .text("\n");
            for blocks in &item.descriptions {
                let description = element("dd").children(self.item_blocks(blocks, true));
                list = list.child(description).text("\n");
            }
        }
        list
    }

    fn callout(&self, n: &Callout) -> Element {
        let class = format!("callout {}", n.kind.name());
        let words = self.edition.callout_heading(n);
        let label = self.inlines(&words, Place::Heading);
        self.labelled(&class, "note", &n.meta, label)
            .children(self.blocks(&n.blocks))
    }

    fn key_point(&self, n: &Boxed) -> Element {
        let label = vec![text(self.edition.words_of(n.meta.id).key_point)];
        self.labelled("key-point", "note", &n.meta, label)
            .children(self.blocks(&n.blocks))
    }

    /// A box that is named by the label within it.
    pub(super) fn labelled(
        &self,
        class: &str,
        role: &str,
        meta: &Meta,
        label: Vec<Node>,
    ) -> Element {
        let id = self.own_id("label", meta.id);
        let line = element("p").class("label").attribute("id", id.as_str());
        let outer = element("div").class(class).attribute("role", role);
        self.identified(outer, meta)
            .attribute("aria-labelledby", id)
            .text("\n")
            .child(line.children(label))
            .text("\n")
    }

    fn figure(&self, n: &Figure) -> Element {
        let path = self.edition.facts.images.get(&n.meta.id);
        let path = path.unwrap_or(&n.source.value);
        let mut figure = element("figure");
        let size = (self.options.image)(path).size;
        let is_drawing = n.source.value.to_ascii_lowercase().ends_with(".svg");
        if !is_drawing && size.is_some_and(|(width, _)| width <= SMALL) {
            figure = figure.class("small");
        }
        figure = self.identified(figure, &n.meta);
        figure = figure.child(self.image_element(path, &n.alt)).text("\n");
        let caption = n.caption.as_ref().map_or(&[][..], |c| &c.inlines);
        let caption = self.caption(n.meta.id, caption);
        if !caption.is_empty() {
            figure = figure.child(element("figcaption").children(caption));
        }
        figure
    }

    /// A chart, and its values below it.
    fn chart(&self, n: &Chart) -> Element {
        let alt = self.edition.words_of(n.meta.id).chart(n.kind);
        let image = self.image_element(&n.path(), alt);
        let mut figure = element("figure").child(image).text("\n");
        let words = n.caption.as_ref().map_or(&[][..], |c| &c.inlines);
        let caption = self.caption(n.meta.id, words);
        if !caption.is_empty() {
            figure = figure.child(element("figcaption").children(caption));
        }
        let chart = self.identified(element("div").class("chart"), &n.meta);
        chart
            .text("\n")
            .child(figure)
            .text("\n")
            .children(self.blocks(&n.table))
    }

    /// A caption with its number set off.
    pub(super) fn caption(&self, node: NodeId, words: &[Inline]) -> Vec<Node> {
        let whole = self.edition.caption(node, words);
        let mut out = Vec::new();
        let rest = match (self.edition.number(node), whole.first()) {
            (Some(_), Some(Inline::Text(number))) => {
                let mark = element("span").class("number");
                out.push(mark.text(number.text.trim_end()).into());
                out.push(text(" "));
                &whole[1..]
            }
            (Some(_) | None, _) => &whole[..],
        };
        out.extend(self.inlines(rest, Place::Body));
        out
    }

    fn display_math(&self, n: &Math) -> Element {
        let mut line = self.identified(element("div").class("math"), &n.meta);
        if self.options.scroll_math {
            line = line
                .attribute("role", "group")
                .attribute("aria-label", n.alternative())
                .attribute("tabindex", "0");
        }
        line.child(math::element_of(n))
    }

    fn code(&self, n: &CodeBlock) -> Element {
        let code = element("code").text(&n.text);
        self.identified(element("pre"), &n.meta).child(code)
    }
}

/// A list whose first item has this number; bullets without one.
pub(super) fn numbered(start: Option<u32>) -> Element {
    let list = element(if start.is_some() { "ol" } else { "ul" });
    match start.filter(|start| *start != 1) {
        Some(start) => list.attribute("start", start.to_string()),
        None => list,
    }
}
