//! `:::` blocks.

use comrak::Node;
use pamphlet_core::block::{
    Block, Boxed, Callout, CalloutKind, List, ListItem, Prompts, Step, Steps,
};
use pamphlet_core::diagnostic::{Diagnostic, nearest};
use pamphlet_core::inline::Inline;
use pamphlet_core::node::{Attributes, Meta};
use pamphlet_core::span::Spanned;

use crate::attributes;
use crate::blocks::range;
use crate::inlines::Doc;
use crate::page::{Page, unmask};
use crate::reader::Reader;

/// What may stand behind `:::`.
const NAMES: [&str; 5] = ["key-point", "steps", "questions", "actions", "use"];

/// The line that opens a block.
struct Opening {
    name: Spanned<String>,
    /// Words behind the name.
    words: std::ops::Range<usize>,
    attributes: Attributes,
}

impl Reader<'_> {
    /// Reads a `:::` block.
    pub fn directive(&mut self, doc: &Doc, node: Node, depth: usize, out: &mut Vec<Block>) {
        let page = &doc.page;
        let bytes = range(page, node);
        let opening = opening(page, bytes.start);
        let line = page.span(bytes.start..page.line_end(bytes.start));
        self.check_closed(page, &bytes, line);
        let name = opening.name.value.clone();
        let meta = Meta::with(page.span(bytes), opening.attributes.clone());
        if name == "use" {
            let block = self.use_block(page, &opening.words, meta, line);
            out.push(block);
            out.extend(self.blocks_in(doc, node, depth + 1));
            return;
        }
        let callout = callout_kind(&name);
        let blocks = self.blocks_in(doc, node, depth + 1);
        let words = page.buffer[opening.words.clone()].trim();
        if !words.is_empty() && callout.is_none() && NAMES.contains(&name.as_str()) {
            let fault = Diagnostic::error(
                "stray-words",
                page.span(opening.words.clone()),
                format!("`{words}` behind `::: {name}` is not read"),
            );
            self.faults
                .push(fault.hint("put the words on a line of their own, and attributes in braces"));
        }
        match (name.as_str(), callout) {
            ("key-point", _) => out.push(Block::KeyPoint(Boxed { meta, blocks })),
            ("steps", _) => {
                let block = self.steps(meta, blocks, line);
                out.push(block);
            }
            ("questions", _) => {
                let prompts = self.prompts("questions", meta, blocks, line);
                out.push(Block::Questions(prompts));
            }
            ("actions", _) => {
                let prompts = self.prompts("actions", meta, blocks, line);
                out.push(Block::Actions(prompts));
            }
            (_, Some(kind)) => {
                let title = self.piece(&page.piece(opening.words.clone()));
                out.push(Block::Callout(callout_of(kind, title, meta, blocks)));
            }
            _ => {
                self.unknown(page, &opening, line);
                out.extend(blocks);
            }
        }
    }

    /// A block that no `:::` line ends swallows the rest of the article.
    fn check_closed(
        &mut self,
        page: &Page,
        bytes: &std::ops::Range<usize>,
        line: pamphlet_core::Span,
    ) {
        let written = &page.buffer[bytes.clone()];
        let last = written.rsplit(['\n', '\r']).next().unwrap_or("");
        let last = last.trim_start_matches([' ', '\t', '>']).trim_end();
        let colons = |s: &str| s.len() - s.trim_start_matches(':').len();
        let closed = written.contains(['\n', '\r'])
            && last.len() == colons(last)
            && colons(last) >= colons(written);
        if !closed {
            let fault = Diagnostic::error("open-block", line, "no line ends this block");
            self.faults
                .push(fault.hint("write a line `:::` behind its last line"));
        }
    }

    fn unknown(&mut self, page: &Page, opening: &Opening, line: pamphlet_core::Span) {
        let name = &opening.name.value;
        let references = opening
            .attributes
            .id
            .as_ref()
            .is_some_and(|id| id.value == "refs");
        if name.is_empty() && references {
            let fault = Diagnostic::warning(
                "needless-block",
                line,
                "the list of references needs no `#refs` block",
            );
            self.faults
                .push(fault.hint("remove it: the list stands in the part References"));
            return;
        }
        if name.is_empty() {
            let fault = Diagnostic::error("unknown-block-kind", line, "this block has no name");
            self.faults.push(fault.hint(format!(
                "blocks are {}; a block around another one needs more colons than that: `::::`",
                known()
            )));
            return;
        }
        let message = format!("there is no block `{}`", unmask(name));
        let fault = Diagnostic::error("unknown-block-kind", opening.name.span, message);
        let callouts = CalloutKind::ALL.map(CalloutKind::name);
        let hint = match nearest(name, NAMES.into_iter().chain(callouts)) {
            Some(near) if callouts.contains(&near) => {
                format!("did you mean `> [!{}]`?", near.to_uppercase())
            }
            Some(near) => format!("did you mean `::: {near}`?"),
            None => format!("blocks are {}; callouts are written `> [!NOTE]`", known()),
        };
        let _ = page;
        self.faults.push(fault.hint(hint));
    }

    /// Divides blocks into those before the first list, and the list's items.
    fn list_within(
        &mut self,
        name: &str,
        blocks: Vec<Block>,
        line: pamphlet_core::Span,
    ) -> (Vec<Block>, Option<u32>, Vec<ListItem>) {
        let mut lead = Vec::new();
        let mut items: Vec<ListItem> = Vec::new();
        let mut start = None;
        for block in blocks {
            match block {
                Block::List(List {
                    start: first,
                    items: more,
                    ..
                }) => {
                    start.get_or_insert(first);
                    items.extend(more);
                }
                block => match items.last_mut() {
                    None => lead.push(block),
                    Some(last) => {
                        if !matches!(block, Block::Comment(_)) {
                            let fault = Diagnostic::error(
                                "text-behind-list",
                                block.meta().span,
                                format!("text behind the list of `::: {name}`"),
                            );
                            self.faults.push(fault.hint(
                                "put it before the list, under the `:::` line, or indent it below an item",
                            ));
                        }
                        last.blocks.push(block);
                    }
                },
            }
        }
        if items.is_empty() {
            let fault = Diagnostic::error(
                "missing-list",
                line,
                format!("`::: {name}` has no list in it"),
            );
            self.faults
                .push(fault.hint("write each on a line of its own, with `1.` or `-` before it"));
        }
        (lead, start.flatten(), items)
    }

    fn prompts(
        &mut self,
        name: &str,
        meta: Meta,
        blocks: Vec<Block>,
        line: pamphlet_core::Span,
    ) -> Prompts {
        let (lead, start, items) = self.list_within(name, blocks, line);
        Prompts {
            meta,
            lead,
            start,
            items,
        }
    }

    fn steps(&mut self, meta: Meta, blocks: Vec<Block>, line: pamphlet_core::Span) -> Block {
        let (lead, start, items) = self.list_within("steps", blocks, line);
        let items = items.into_iter().map(|item| self.step(item)).collect();
        Block::Steps(Steps {
            meta,
            lead,
            start: start.unwrap_or(1),
            items,
        })
    }

    fn step(&mut self, item: ListItem) -> Step {
        if item.task.is_some() {
            let fault = Diagnostic::error("task-step", item.meta.span, "a step has no check box");
            self.faults
                .push(fault.hint("write what the reader should do in `::: actions`"));
        }
        let mut step = Step {
            meta: item.meta,
            blocks: Vec::new(),
            ordered: false,
            branches: Vec::new(),
        };
        for block in item.blocks {
            match block {
                Block::List(list) => {
                    if step.branches.is_empty() {
                        step.ordered = list.start.is_some();
                    }
                    let branches: Vec<Step> =
                        list.items.into_iter().map(|item| self.step(item)).collect();
                    step.branches.extend(branches);
                }
                block => {
                    if !step.branches.is_empty() && !matches!(block, Block::Comment(_)) {
                        let fault = Diagnostic::error(
                            "text-behind-branches",
                            block.meta().span,
                            "text behind the branches of a step",
                        );
                        self.faults
                            .push(fault.hint("put it before them, or make it a step of its own"));
                    }
                    step.blocks.push(block);
                }
            }
        }
        step
    }
}

fn known() -> String {
    NAMES.map(|name| format!("`::: {name}`")).join(", ")
}

/// `note`, or Quarto's `callout-note`.
fn callout_kind(name: &str) -> Option<CalloutKind> {
    let name = name.strip_prefix("callout-").unwrap_or(name);
    CalloutKind::ALL
        .into_iter()
        .find(|kind| kind.name() == name)
}

/// Quarto writes the title as an attribute or as the first line in bold.
fn callout_of(
    kind: CalloutKind,
    mut title: Vec<Inline>,
    mut meta: Meta,
    blocks: Vec<Block>,
) -> Callout {
    let pairs = &mut meta.attributes.pairs;
    if let Some(i) = pairs.iter().position(|(key, _)| key == "title") {
        let words = pairs.remove(i).1;
        if title.is_empty() {
            title = vec![Inline::made(words)];
        }
    }
    // How Quarto draws it; the theme decides that here.
    pairs.retain(|(key, _)| !matches!(key.as_str(), "icon" | "appearance" | "collapse"));
    Callout {
        meta,
        kind,
        title,
        blocks,
    }
}

/// Reads the line that opens a block: `name {attributes}` or `{.name attributes}`.
fn opening(page: &Page, start: usize) -> Opening {
    let end = page.line_end(start);
    let line = &page.buffer[start..end];
    let colons = line.len() - line.trim_start_matches(':').len();
    let inner = line[colons..].trim_end_matches(':').trim();
    let from = start + line.len() - line[colons..].trim_start().len();
    let length = inner.find([' ', '\t', '{']).unwrap_or(inner.len());
    let name = Spanned::new(inner[..length].to_owned(), page.span(from..from + length));
    let to = from + inner.len();
    let brace = page.buffer[from + length..to]
        .find('{')
        .map(|i| from + length + i);
    let read = brace
        .and_then(|at| attributes::at(page, at))
        .filter(|(_, stop)| *stop == to);
    let words = match (&read, brace) {
        (Some(_), Some(at)) => from + length..at,
        _ => from + length..to,
    };
    let mut opening = Opening {
        name,
        words,
        attributes: read.map(|(a, _)| a).unwrap_or_default(),
    };
    if opening.name.value.is_empty() && !opening.attributes.classes.is_empty() {
        let class = opening.attributes.classes.remove(0);
        let written = page.buffer[from..to].find(&format!(".{class}"));
        let at = from + written.map_or(0, |i| i + 1);
        opening.name = Spanned::new(class.clone(), page.span(at..at + class.len()));
    }
    opening
}
