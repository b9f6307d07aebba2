//! Steps, questions and actions. Their numbers and the rail that joins the
//! steps are drawn by the style sheet.

use pamphlet_core::block::{Prompts, Step, Steps};

use super::Content;
use super::blocks::numbered;
use crate::tree::{Element, Node, element, text};

impl Content<'_> {
    pub(super) fn steps(&self, n: &Steps) -> Element {
        let list = numbered(Some(n.start)).class("rail").text("\n");
        self.identified(element("div").class("steps"), &n.meta)
            .text("\n")
            .children(self.blocks(&n.lead))
            .child(list.children(self.step_items(&n.items)))
    }

    fn step_items(&self, steps: &[Step]) -> Vec<Node> {
        let mut out = Vec::new();
        for n in steps {
            let mut item = self.identified(element("li"), &n.meta);
            item = item.children(self.pages_at(n.meta.id));
            item = item.children(self.item_blocks(&n.blocks, false));
            if !n.branches.is_empty() {
                let list = element(if n.ordered { "ol" } else { "ul" });
                let branches = list.class("branches").text("\n");
                item = item.child(branches.children(self.step_items(&n.branches)));
            }
            out.extend([item.into(), text("\n")]);
        }
        out
    }

    pub(super) fn questions(&self, n: &Prompts) -> Element {
        let words = self.edition.words_of(n.meta.id);
        self.prompts("questions", words.questions, n)
    }

    pub(super) fn actions(&self, n: &Prompts) -> Element {
        let words = self.edition.words_of(n.meta.id);
        self.prompts("actions", words.actions, n)
    }

    fn prompts(&self, class: &str, label: &str, n: &Prompts) -> Element {
        let class = format!("prompts {class}");
        let list = numbered(n.start).text("\n");
        self.labelled(&class, "group", &n.meta, vec![text(label)])
            .children(self.blocks(&n.lead))
            .child(list.children(self.items(&n.items, true)))
    }
}
