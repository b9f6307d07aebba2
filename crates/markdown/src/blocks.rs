//! comrak's block nodes as blocks.

use std::ops::Range;

use comrak::Node;
use comrak::nodes::{AlertType, ListType, NodeCodeBlock, NodeList, NodeValue};
use pamphlet_core::block::{
    Block, Boxed, Callout, CalloutKind, CodeBlock, List, ListItem, Paragraph, TermItem, TermList,
};
use pamphlet_core::diagnostic::{Diagnostic, nearest};
use pamphlet_core::inline::{Inline, NoteDefinition, Text, Wrapped};
use pamphlet_core::limits;
use pamphlet_core::node::{Attributes, Meta};
use pamphlet_core::span::Span;

use crate::attributes;
use crate::bits::{self, Bit};
use crate::charts;
use crate::figures::merge;
use crate::html::{self, Html};
use crate::inlines::{Doc, Place};
use crate::page::{Page, unmask};
use crate::reader::{Reader, in_line};
use crate::refine::refine;

/// The bytes of a node.
pub fn range(page: &Page, node: Node) -> Range<usize> {
    let place = node.data().sourcepos;
    let range = page.range(
        (place.start.line, place.start.column),
        (place.end.line, place.end.column),
    );
    let text = &page.buffer[range.clone()];
    range.start..range.start + text.trim_end_matches(['\n', '\r']).len()
}

impl Reader<'_> {
    /// The blocks within a node.
    pub fn blocks_in(&mut self, doc: &Doc, parent: Node, depth: usize) -> Vec<Block> {
        let nodes: Vec<Node> = parent.children().collect();
        self.blocks(doc, &nodes, depth)
    }

    /// Neighbouring nodes as blocks.
    pub fn blocks(&mut self, doc: &Doc, nodes: &[Node], depth: usize) -> Vec<Block> {
        let mut out = Vec::new();
        for node in nodes {
            if depth > limits::DEPTH {
                self.too_deep(&doc.page, range(&doc.page, node).start);
                break;
            }
            self.block(doc, node, depth, &mut out);
        }
        out
    }

    fn block(&mut self, doc: &Doc, node: Node, depth: usize, out: &mut Vec<Block>) {
        let page = &doc.page;
        let bytes = range(page, node);
        let meta = Meta::at(page.span(bytes.clone()));
        let value = node.data().value.clone();
        match &value {
            NodeValue::Paragraph => self.paragraph(doc, node, depth, out),
            NodeValue::Heading(_) => out.push(self.nested_heading(doc, node, meta, depth)),
            NodeValue::ThematicBreak => out.push(Block::Break(meta)),
            NodeValue::BlockQuote => {
                let blocks = self.blocks_in(doc, node, depth + 1);
                self.unknown_callout(&blocks);
                out.push(Block::Quote(Boxed { meta, blocks }));
            }
            NodeValue::Alert(alert) => {
                let kind = callout_kind(alert.alert_type);
                let title = match &alert.title {
                    Some(_) => self.callout_title(page, &bytes),
                    None => Vec::new(),
                };
                let blocks = self.blocks_in(doc, node, depth + 1);
                out.push(Block::Callout(Callout {
                    meta,
                    kind,
                    title,
                    blocks,
                }));
            }
            NodeValue::List(list) => out.push(self.list(doc, node, list, meta, depth)),
            NodeValue::DescriptionList => self.description_list(doc, node, depth, out),
            NodeValue::CodeBlock(code) => out.push(self.code_block(page, &bytes, code)),
            NodeValue::HtmlBlock(html) => self.html_block(page, bytes, &html.literal, out),
            NodeValue::Table(table) => {
                let table = self.table(doc, node, &table.alignments, meta, depth);
                out.push(Block::Table(table));
            }
            NodeValue::FootnoteDefinition(note) => {
                if in_line(node) {
                    return; // Read where it is called.
                }
                let label = self.scoped(&unmask(&note.name));
                // Its place in the order of definitions is before the notes within it.
                let at = self.notes.len();
                let blocks = self.blocks_in(doc, node, depth + 1);
                let definition = NoteDefinition {
                    meta,
                    label,
                    blocks,
                };
                self.notes.insert(at, definition);
            }
            NodeValue::BlockDirective(_) => self.directive(doc, node, depth, out),
            // Extensions that are not switched on, and inlines, which cannot stand here.
            _ => out.extend(self.blocks_in(doc, node, depth + 1)),
        }
    }

    fn code_block(&mut self, page: &Page, bytes: &Range<usize>, code: &NodeCodeBlock) -> Block {
        let (block, word) = code_block(page, bytes, code);
        match block.language.as_deref() {
            Some(charts::CHART) => Block::Chart(charts::read(block, &word, &mut self.faults)),
            Some(_) | None => Block::Code(block),
        }
    }

    fn paragraph(&mut self, doc: &Doc, node: Node, depth: usize, out: &mut Vec<Block>) {
        let page = &doc.page;
        let bits = self.bits(doc, node, Place::at(depth));
        let bytes = covered(range(page, node), &bits);
        if let Some(caption) = caption_words(&bits) {
            match out.last_mut() {
                Some(Block::Table(table))
                    if table.caption.is_none() && table.meta.attributes.is_empty() =>
                {
                    let (caption, attributes) = self.caption(page, bits, caption);
                    table.meta.span = table.meta.span.join(page.span(bytes));
                    table.caption = caption;
                    table.meta.attributes = attributes.into();
                    return;
                }
                Some(Block::Chart(chart)) if chart.caption.is_none() => {
                    let (caption, attributes) = self.caption(page, bits, caption);
                    chart.meta.span = chart.meta.span.join(page.span(bytes));
                    chart.caption = caption;
                    merge(&mut chart.meta.attributes, attributes, &mut self.faults);
                    return;
                }
                _ if bits::start(&bits).starts_with(':') => {
                    let fault = Diagnostic::error(
                        "stray-caption",
                        page.span(bytes.clone()),
                        "this caption stands under no table, image or chart",
                    );
                    self.faults
                        .push(fault.hint("put it directly under its table, image or chart, once"));
                }
                _ => {}
            }
        }
        let mut bits = match self.figure(page, bits) {
            Ok(figure) => return out.push(Block::Figure(figure)),
            Err(bits) => bits,
        };
        if bits.is_empty() {
            return;
        }
        bits::trim_end(&mut bits);
        let mut inlines = refine(page, bits, &mut self.faults);
        let rows = bytes.clone();
        let meta = Meta::at(page.span(bytes));
        if let [Inline::Math(math)] = inlines.as_slice()
            && math.display
            && let Some(Inline::Math(math)) = inlines.pop()
        {
            return out.push(Block::Math(math));
        }
        self.foreign_table(&inlines);
        self.no_table(page, rows);
        out.push(Block::Paragraph(Paragraph { meta, inlines }));
    }

    /// A grid table as pandoc takes it is a paragraph to comrak.
    fn foreign_table(&mut self, inlines: &[Inline]) {
        if let Some(Inline::Text(text)) = inlines.first()
            && (text.text.starts_with("+--") || text.text.starts_with("+=="))
        {
            let fault =
                Diagnostic::error("grid-table", text.meta.span, "grid tables are not taken");
            self.faults
                .push(fault.hint("write `| a | b |` with a line `|---|---|` under the first row"));
        }
    }

    /// A heading within a quote, list or box: its words stay, in bold.
    fn nested_heading(&mut self, doc: &Doc, node: Node, meta: Meta, depth: usize) -> Block {
        let mut bits = self.bits(doc, node, Place::at(depth));
        bits::take_attributes(&doc.page, &mut bits);
        let inlines = refine(&doc.page, bits, &mut self.faults);
        let fault = Diagnostic::error(
            "nested-heading",
            meta.span,
            "a heading cannot stand within a quote, list, box or shared block",
        );
        self.faults.push(fault.hint("write the words in bold"));
        let strong = Inline::Strong(Wrapped {
            meta: meta.clone(),
            inlines,
        });
        Block::Paragraph(Paragraph {
            meta,
            inlines: vec![strong],
        })
    }

    /// The words behind `[!NOTE]`.
    fn callout_title(&mut self, page: &Page, bytes: &Range<usize>) -> Vec<Inline> {
        let end = page.line_end(bytes.start);
        let line = &page.buffer[bytes.start..end];
        let Some(close) = line.find(']') else {
            return Vec::new();
        };
        let start = bytes.start + close + 1;
        let text = &page.buffer[start..end];
        let from = start + text.len() - text.trim_start().len();
        self.piece(&page.piece(from..from.max(start + text.trim_end().len())))
    }

    /// A piece of a line by itself.
    pub fn piece(&mut self, page: &Page) -> Vec<Inline> {
        let arena = comrak::Arena::new();
        let mut piece = Page::clone(page);
        // Notes are defined elsewhere: without a definition a call is no call.
        if piece.buffer.contains("[^") {
            let called = |label: &&String| piece.buffer.contains(&format!("[^{label}]"));
            let labels: Vec<String> = self.labels.iter().filter(called).cloned().collect();
            for label in labels {
                piece.buffer.push_str(&format!("\n\n[^{label}]: x"));
            }
        }
        let root = crate::parse::parse(&arena, &piece);
        let doc = Doc::new(piece, root);
        let Some(paragraph) = root.first_child() else {
            return Vec::new();
        };
        let mut bits = self.bits(&doc, paragraph, Place::at(1));
        bits::trim_end(&mut bits);
        refine(&doc.page, bits, &mut self.faults)
    }

    /// `[!INFO]` is no callout of ours.
    fn unknown_callout(&mut self, blocks: &[Block]) {
        let Some(Block::Paragraph(paragraph)) = blocks.first() else {
            return;
        };
        let Some(Inline::Text(text)) = paragraph.inlines.first() else {
            return;
        };
        let Some((name, _)) = text.text.strip_prefix("[!").and_then(|t| t.split_once(']')) else {
            return;
        };
        let known = CalloutKind::ALL.map(CalloutKind::name);
        let fault = Diagnostic::error(
            "unknown-callout",
            text.meta.span.slice(0..name.len() + 3),
            format!("there is no callout `{name}`"),
        );
        let hint = match nearest(name, known) {
            Some(name) => format!("did you mean `[!{}]`?", name.to_uppercase()),
            None => "callouts are NOTE, TIP, IMPORTANT, WARNING and CAUTION".to_owned(),
        };
        self.faults.push(fault.hint(hint));
    }

    fn list(&mut self, doc: &Doc, node: Node, list: &NodeList, meta: Meta, depth: usize) -> Block {
        let start = match list.list_type {
            ListType::Bullet => None,
            ListType::Ordered => Some(u32::try_from(list.start).unwrap_or(1)),
        };
        let items = node.children().map(|item| {
            let task = match &item.data().value {
                NodeValue::TaskItem(task) => Some(task.symbol.is_some()),
                _ => None,
            };
            let blocks = self.blocks_in(doc, item, depth + 1);
            let span = doc.page.span(range(&doc.page, item));
            // comrak ends a task at its box.
            let inner = blocks.iter().map(|block| block.meta().span);
            ListItem {
                meta: Meta::at(inner.fold(span, Span::join)),
                task,
                blocks,
            }
        });
        let items: Vec<ListItem> = items.collect();
        // One item of one block has no space that could be left out.
        let single = items.len() < 2 && items.iter().all(|item| item.blocks.len() < 2);
        let page = &doc.page;
        // A caption with text below it is one node there and several blocks here.
        let split = |(item, read): (Node, &ListItem)| read.blocks.len() > item.children().count();
        let loose = has_gap(page, node)
            || node.children().any(|item| has_gap(page, item))
            || node.children().zip(&items).any(split);
        Block::List(List {
            meta,
            start,
            tight: single || (list.tight && !loose),
            items,
        })
    }

    fn description_list(&mut self, doc: &Doc, node: Node, depth: usize, out: &mut Vec<Block>) {
        for item in node.children() {
            let mut term = None;
            let mut details = None;
            for part in item.children() {
                match &part.data().value {
                    NodeValue::DescriptionTerm => term = part.first_child(),
                    _ => details = Some(part),
                }
            }
            let bytes = range(&doc.page, item);
            let bits = match term {
                Some(paragraph) => self.bits(doc, paragraph, Place::at(depth)),
                None => Vec::new(),
            };
            let bytes = covered(bytes, &bits);
            let span = doc.page.span(bytes);
            let bits = match self.figure(&doc.page, bits) {
                Ok(mut figure) => {
                    figure.meta.span = figure.meta.span.join(span);
                    self.caption_below(doc, &mut figure, details, depth, out);
                    continue;
                }
                Err(bits) => bits,
            };
            let blocks = match details {
                Some(details) => self.blocks_in(doc, details, depth + 2),
                None => Vec::new(),
            };
            if blocks.is_empty() {
                let fault =
                    Diagnostic::error("empty-description", span, "this term has no description");
                self.faults
                    .push(fault.hint("write it behind the colon, or remove the colon"));
            }
            let term = refine(&doc.page, bits, &mut self.faults);
            if term.is_empty() && !matches!(out.last(), Some(Block::TermList(_))) {
                let fault = Diagnostic::error(
                    "stray-caption",
                    span,
                    "this line stands under no term, table or image that could take it",
                );
                self.faults
                    .push(fault.hint("an image or table has one caption; remove the colon"));
                out.extend(blocks);
                continue;
            }
            push_description(out, span, term, blocks);
        }
    }

    fn html_block(
        &mut self,
        page: &Page,
        bytes: Range<usize>,
        literal: &str,
        out: &mut Vec<Block>,
    ) {
        let parts = html::divide(page, bytes.clone(), &mut self.faults);
        let single = parts.len() == 1;
        for part in parts {
            match part {
                Html::Comment(mut comment) => {
                    if single && let Some(inner) = html::inner(literal) {
                        comment.text = unmask(inner);
                    }
                    out.push(Block::Comment(comment));
                }
                Html::Raw(raw) => {
                    self.faults.extend(html::fault(page, raw.clone()));
                    let meta = Meta::at(page.span(raw.clone()));
                    let text = unmask(&page.buffer[raw]);
                    out.push(Block::Paragraph(Paragraph {
                        meta: meta.clone(),
                        inlines: vec![Inline::Text(Text { meta, text })],
                    }));
                }
            }
        }
    }
}

/// Whether an empty line stands between a node's children; comrak overlooks one
/// behind a thematic break.
fn has_gap(page: &Page, node: Node) -> bool {
    let places: Vec<Range<usize>> = node.children().map(|child| range(page, child)).collect();
    places.windows(2).any(|pair| {
        let written = &page.buffer[pair[0].clone()];
        let end = pair[0].start + written.trim_end_matches([' ', '\t', '>', '\r', '\n']).len();
        let between = page.buffer.get(end..pair[1].start).unwrap_or("");
        let mut lines = between.split('\n').skip(1).collect::<Vec<_>>();
        lines.pop();
        let empty = |line: &&str| line.trim_matches([' ', '\t', '>', '\r']).is_empty();
        lines.iter().any(empty)
    })
}

fn push_description(out: &mut Vec<Block>, span: Span, term: Vec<Inline>, blocks: Vec<Block>) {
    let item = TermItem {
        meta: Meta::at(span),
        term,
        descriptions: vec![blocks],
    };
    match out.last_mut() {
        Some(Block::TermList(list)) => {
            list.meta.span = list.meta.span.join(span);
            match list.items.last_mut() {
                Some(last) if item.term.is_empty() => {
                    last.meta.span = last.meta.span.join(span);
                    last.descriptions.extend(item.descriptions);
                }
                _ => list.items.push(item),
            }
        }
        _ => out.push(Block::TermList(TermList {
            meta: Meta::at(span),
            items: vec![item],
        })),
    }
}

/// What a line of a caption starts with, if it is one: `: ` or pandoc's `Table: `.
pub fn caption_words(bits: &[Bit]) -> Option<usize> {
    let start = bits::start(bits);
    let marks = [":", "Table:"];
    let mark = marks.into_iter().find(|mark| {
        let rest = start.strip_prefix(mark);
        rest.is_some_and(|rest| rest.is_empty() || rest.starts_with([' ', '\t']))
    })?;
    Some(mark.len())
}

/// The bytes of a node together with those of its words: comrak loses the end
/// of a paragraph that it moves.
fn covered(range: Range<usize>, bits: &[Bit]) -> Range<usize> {
    let (Some(first), Some(last)) = (bits.first(), bits.last()) else {
        return range;
    };
    let start = range.start.min(first.range().start);
    start..range.end.max(last.range().end)
}

fn callout_kind(alert: AlertType) -> CalloutKind {
    match alert {
        AlertType::Note => CalloutKind::Note,
        AlertType::Tip => CalloutKind::Tip,
        AlertType::Important => CalloutKind::Important,
        AlertType::Warning => CalloutKind::Warning,
        AlertType::Caution => CalloutKind::Caution,
    }
}

/// A code block, and the word behind the name of its language.
fn code_block(page: &Page, bytes: &Range<usize>, code: &NodeCodeBlock) -> (CodeBlock, String) {
    let written = &page.buffer[bytes.clone()];
    let mut text = unmask(&code.literal);
    if !text.is_empty() && !text.ends_with('\n') {
        text.push('\n');
    }
    let info = match code.fenced {
        true => fence_info(page, bytes.start),
        false => Info::default(),
    };
    let from = match code.fenced {
        true => written.find('\n').map_or(written.len(), |i| i + 1),
        false => 0,
    };
    let start = bytes.start + from;
    let stands = page.buffer.get(start..start + text.len()) == Some(text.as_str());
    let text_span = match stands && page.is_placed() && !text.is_empty() {
        true => page.span(start..start + text.len()),
        false => Span::NONE,
    };
    let block = CodeBlock {
        meta: Meta::with(page.span(bytes.clone()), info.attributes),
        language: info.language,
        text,
        text_span,
    };
    (block, info.word)
}

/// What stands behind a fence.
#[derive(Default)]
struct Info {
    language: Option<String>,
    /// The word behind the language.
    word: String,
    attributes: Attributes,
}

fn fence_info(page: &Page, start: usize) -> Info {
    let line = &page.buffer[start..page.line_end(start)];
    let fence = if line.starts_with('`') { '`' } else { '~' };
    let info = line.trim_start_matches(fence).trim_start();
    let words = info.split('{').next().unwrap_or("");
    let mut words = words.split([' ', '\t']).filter(|word| !word.is_empty());
    let word = words.next().unwrap_or("");
    let brace = line.find('{').and_then(|i| attributes::at(page, start + i));
    let mut attributes = brace.map(|(a, _)| a).unwrap_or_default();
    let language = match word.is_empty() {
        false => Some(unmask(word)),
        true if attributes.classes.is_empty() => None,
        true => Some(attributes.classes.remove(0)),
    };
    Info {
        language,
        word: unmask(words.next().unwrap_or("")),
        attributes,
    }
}
