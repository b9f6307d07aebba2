//! The elements of a page as pieces, in order.

use std::collections::{BTreeMap, BTreeSet};

use ego_tree::NodeId;
use pamphlet_core::block::{Block, Boxed, CodeBlock, Paragraph, TermItem, TermList};
use pamphlet_core::inline::{Inline, NoteDefinition, Wrapped, plain_text};
use pamphlet_core::node::Meta;
use pamphlet_core::span::Span;
use scraper::{ElementRef, Node};
use url::Url;

use super::element::{self, NodeRef, elements, is_inline, name, place, within, words};
use super::noise;
use super::terms::Terms;
use super::tidy::{paragraphs, tidy};
use crate::Source;
use crate::draft::{Body, Heading, Line, Piece, one_line};
use crate::importers::pictures::Pictures;
use crate::report::{Decision, Kind, Place, Report};

/// Blocks within each other; what lies deeper is flattened.
pub const NESTED: usize = 10;

/// One walk through a page.
pub struct Walk<'a> {
    /// The file, with the way to images beside it.
    pub source: &'a Source<'a>,
    /// What was decided.
    pub report: &'a mut Report,
    /// Elements by their id.
    pub ids: BTreeMap<&'a str, ElementRef<'a>>,
    /// Nodes that stand elsewhere: notes, the title, definitions.
    pub taken: BTreeSet<NodeId>,
    /// Labels of footnotes by the element that holds the note.
    pub notes: BTreeMap<NodeId, String>,
    /// Calls of footnotes: the label by the link.
    pub calls: BTreeMap<NodeId, String>,
    /// The footnotes.
    pub definitions: Vec<NoteDefinition>,
    /// Images that came along.
    pub pictures: Pictures,
    /// Definitions behind terms.
    pub terms: Terms,
    /// The page's address.
    pub base: Option<Url>,
    /// Level of the last heading.
    pub level: u8,
    /// What an editor should look at in the next piece.
    pub todos: Vec<String>,
    /// Links within the page that are plain words now.
    pub inner_links: Vec<Place>,
    /// The page's main element.
    pub main: NodeId,
    /// Whether it walks through a box: boxes in it are none.
    pub in_box: bool,
}

impl<'a> Walk<'a> {
    /// The pieces within an element.
    pub fn flow(&mut self, parent: ElementRef<'a>, depth: usize) -> Vec<Piece> {
        let mut out = Vec::new();
        self.flow_nodes(parent.children().collect(), depth, &mut out);
        out
    }

    /// Neighbouring nodes as pieces: what stands within a line is gathered into
    /// paragraphs.
    pub fn flow_nodes(&mut self, nodes: Vec<NodeRef<'a>>, depth: usize, out: &mut Vec<Piece>) {
        let mut run: Vec<NodeRef<'a>> = Vec::new();
        for node in nodes {
            match node.value() {
                Node::Text(_) => run.push(node),
                Node::Element(_) => {
                    let Some(element) = ElementRef::wrap(node) else {
                        continue;
                    };
                    if self.in_line(&element) {
                        run.push(node);
                        continue;
                    }
                    self.line(std::mem::take(&mut run), out);
                    self.block(element, depth, out);
                }
                _ => {}
            }
        }
        self.line(run, out);
    }

    /// Whether an element stands within a line: its name says so and no block
    /// stands within it.
    fn in_line(&self, element: &ElementRef) -> bool {
        let block = |it: ElementRef| {
            let name = name(&it);
            element::is_html(&it)
                && !is_inline(name)
                && !matches!(name, "script" | "style" | "template" | "noscript")
        };
        is_inline(name(element)) && !within(*element).any(block)
    }

    /// Nodes that stand within lines.
    fn line(&mut self, nodes: Vec<NodeRef<'a>>, out: &mut Vec<Piece>) {
        let Some(first) = nodes.first() else {
            return;
        };
        let first = nodes
            .iter()
            .find(|it| it.value().is_element())
            .unwrap_or(first);
        let at = element::place_of(first);
        let mut inlines = Vec::new();
        for node in nodes {
            self.inline(node, &mut inlines);
        }
        self.paragraph(at, tidy(inlines), out);
    }

    /// A paragraph, or several where two breaks divide it, or a figure where an
    /// image stands alone.
    pub fn paragraph(&mut self, at: Place, inlines: Vec<Inline>, out: &mut Vec<Piece>) {
        for inlines in paragraphs(inlines) {
            let blank =
                |it: &Inline| matches!(it, Inline::Text(text) if text.text.trim().is_empty());
            if inlines.iter().all(blank) {
                continue;
            }
            let seen: Vec<&Inline> = inlines.iter().filter(|it| !blank(it)).collect();
            if seen.iter().all(|it| matches!(it, Inline::Image(_))) {
                for inline in inlines {
                    if let Inline::Image(image) = inline {
                        let figure = Block::Figure(crate::importers::pictures::figure(image, None));
                        self.push(at, Body::Block(figure), out);
                    }
                }
                continue;
            }
            let strong = matches!(seen.as_slice(), [Inline::Strong(_)]);
            let line = Line {
                words: inlines,
                after_blank: true,
                strong,
            };
            self.push(at, Body::Line(line), out);
        }
        if let Some(last) = out.last_mut() {
            last.todos.append(&mut self.todos);
        }
    }

    /// Adds a piece.
    pub fn push(&mut self, at: Place, body: Body, out: &mut Vec<Piece>) {
        let mut piece = Piece::new(at, body);
        piece.todos = std::mem::take(&mut self.todos);
        out.push(piece);
    }

    fn block(&mut self, element: ElementRef<'a>, depth: usize, out: &mut Vec<Piece>) {
        if self.taken.contains(&element.id()) || self.drops(&element) {
            return;
        }
        let at = place(&element);
        if depth > NESTED {
            let text = self.words(element);
            if !text.is_empty() {
                let message = format!(
                    "`<{}>` lies too deep: its words are one paragraph",
                    name(&element)
                );
                self.report.say(at, Kind::Converted, 60, message);
                let words = vec![Inline::made(text)];
                self.paragraph(at, words, out);
            }
            return;
        }
        match name(&element) {
            "h1" | "h2" | "h3" | "h4" | "h5" | "h6" => self.heading(element, at, out),
            "p" => self.flow_nodes(element.children().collect(), depth, out),
            "ul" | "ol" | "dir" => self.list(element, depth, out),
            "dl" => self.terms_list(element, depth, out),
            "table" => self.table(element, depth, out),
            "figure" => self.figure(element, depth, out),
            "blockquote" => {
                let pieces = self.flow(element, depth + 1);
                let boxed = Boxed {
                    meta: Meta::made(),
                    blocks: self.blocks(pieces),
                };
                if !boxed.blocks.is_empty() {
                    self.push(at, Body::Block(Block::Quote(boxed)), out);
                }
            }
            "pre" | "listing" | "xmp" | "plaintext" => self.code(element, at, out),
            "hr" => self.push(at, Body::Block(Block::Break(Meta::made())), out),
            "details" => self.details(element, depth, out),
            _ => match super::boxes::kind(&element).filter(|_| !self.in_box) {
                Some(kind) => self.boxed(kind, element, depth, out),
                None => self.flow_nodes(element.children().collect(), depth, out),
            },
        }
    }

    /// The words of an element without what stands elsewhere.
    pub fn words(&self, element: ElementRef<'a>) -> String {
        let within = |it: &NodeRef| self.taken.contains(&it.id());
        if !element.descendants().any(|it| within(&it)) {
            return words(*element);
        }
        let mut out = String::new();
        let mut stack: Vec<NodeRef> = element.children().collect();
        stack.reverse();
        while let Some(node) = stack.pop() {
            if within(&node) {
                continue;
            }
            match node.descendants().any(|it| within(&it)) {
                true => {
                    let children: Vec<NodeRef> = node.children().collect();
                    stack.extend(children.into_iter().rev());
                }
                false => {
                    out.push(' ');
                    out.push_str(&words(node));
                }
            }
        }
        out
    }

    /// Leaves an element out, if it is no part of the text.
    pub fn drops(&mut self, element: &ElementRef<'a>) -> bool {
        let what = match noise::noise(element) {
            Some(what) => what,
            None if element::is_hidden(element) => {
                if noise::opens(element) {
                    let message = format!(
                        "`<{}>` is hidden until somebody opens it; it is part of the text now",
                        name(element)
                    );
                    self.report
                        .say(place(element), Kind::Converted, 75, message);
                    return false;
                }
                format!("hidden `<{}>`", name(element))
            }
            None => return false,
        };
        self.leave_out(*element, &what);
        true
    }

    /// Names the words of an element that is left out.
    pub fn leave_out(&mut self, element: ElementRef<'a>, what: &str) {
        let mut text = self.words(element);
        let own = (name(&element) == "img").then_some(element);
        let alts = own.into_iter().chain(within(element));
        let alts = alts
            .filter(|it| name(it) == "img")
            .filter_map(|it| it.attr("alt"));
        for alt in alts {
            text.push(' ');
            text.push_str(alt);
        }
        let outside = matches!(
            name(&element),
            "iframe" | "video" | "audio" | "object" | "embed"
        );
        if text.trim().is_empty() && !outside {
            return;
        }
        let mut message = format!("{what} is left out: it is no part of the text");
        if outside {
            let address = element.attr("src").or_else(|| element.attr("data"));
            let title = element.attr("title").or_else(|| element.attr("aria-label"));
            message = format!("{what} cannot be printed");
            for more in [title, address].into_iter().flatten() {
                message.push_str(&format!(" ({})", short(more)));
            }
            self.todos.push(message.clone());
        }
        let decision = Decision::new(place(&element), Kind::Dropped, 85, message);
        self.report.add(decision.dropping(&text));
    }

    fn heading(&mut self, element: ElementRef<'a>, at: Place, out: &mut Vec<Piece>) {
        let level = name(&element)
            .as_bytes()
            .get(1)
            .map_or(2, |digit| digit.saturating_sub(b'0'));
        let mut inlines = Vec::new();
        for node in element.children() {
            self.inline(node, &mut inlines);
        }
        let inlines = one_line(tidy(inlines));
        // A heading is important by itself.
        let inlines = match <[Inline; 1]>::try_from(inlines) {
            Ok([Inline::Strong(strong)]) => strong.inlines,
            Ok([other]) => vec![other],
            Err(inlines) => inlines,
        };
        if plain_text(&inlines).trim().is_empty() {
            return self.paragraph(at, inlines, out);
        }
        self.level = level;
        let heading = Heading {
            level,
            words: inlines,
        };
        self.push(at, Body::Heading(heading), out);
    }

    fn code(&mut self, element: ElementRef<'a>, at: Place, out: &mut Vec<Piece>) {
        let text: String = element.text().collect();
        let text = element::clean(&text).replace("\r\n", "\n");
        let text = text.trim_matches('\n');
        if text.trim().is_empty() {
            return;
        }
        let code = CodeBlock {
            meta: Meta::made(),
            language: None,
            text: format!("{text}\n"),
            text_span: Span::NONE,
        };
        self.push(at, Body::Block(Block::Code(code)), out);
    }

    /// `<details>`: its summary is a heading where only other such elements or
    /// headings follow, else bold words.
    fn details(&mut self, element: ElementRef<'a>, depth: usize, out: &mut Vec<Piece>) {
        let at = place(&element);
        let summary = elements(element).find(|it| name(it) == "summary");
        let mut inlines = Vec::new();
        if let Some(summary) = summary {
            for node in summary.children() {
                self.inline(node, &mut inlines);
            }
        }
        let words = tidy(inlines);
        let rest: Vec<NodeRef> = element
            .children()
            .filter(|it| summary.is_none_or(|summary| summary.id() != it.id()))
            .collect();
        let own = self.level;
        if !words.is_empty() {
            let heads = depth == 0 && self.ends_a_section(&element);
            let message = match heads {
                true => "`<details>`: its summary is a heading now",
                false => "`<details>`: its summary is a line in bold now",
            };
            self.report.say(at, Kind::Converted, 85, message);
            match heads {
                true => {
                    self.level = (own + 1).min(6);
                    let level = self.level;
                    self.push(at, Body::Heading(Heading { level, words }), out);
                }
                false => {
                    let block = strong_paragraph(words);
                    self.push(at, Body::Block(block), out);
                }
            }
        }
        self.flow_nodes(rest, depth, out);
        self.level = own;
    }

    /// Whether what follows an element opens something new.
    fn ends_a_section(&self, element: &ElementRef) -> bool {
        let mut at: NodeRef = **element;
        loop {
            for next in at.next_siblings() {
                match next.value() {
                    Node::Text(text) if !text.text.trim().is_empty() => return false,
                    Node::Element(_) => {
                        let Some(next) = ElementRef::wrap(next) else {
                            continue;
                        };
                        let opens = ["details", "h1", "h2", "h3", "h4", "h5", "h6"];
                        if noise::noise(&next).is_some() || words(*next).is_empty() {
                            continue;
                        }
                        let first = std::iter::once(next).chain(within(next)).find(|it| {
                            !matches!(name(it), "div" | "section" | "article" | "header")
                        });
                        return first.is_some_and(|it| opens.contains(&name(&it)));
                    }
                    _ => {}
                }
            }
            match at.parent() {
                Some(parent) if at.id() != self.main => at = parent,
                _ => return true,
            }
        }
    }

    fn terms_list(&mut self, element: ElementRef<'a>, depth: usize, out: &mut Vec<Piece>) {
        let at = place(&element);
        let mut items: Vec<TermItem> = Vec::new();
        let mut loose = Vec::new();
        let mut parts: Vec<ElementRef> = Vec::new();
        for child in elements(element) {
            match name(&child) {
                "div" => parts.extend(elements(child)),
                _ => parts.push(child),
            }
        }
        for part in parts {
            if self.taken.contains(&part.id()) || self.drops(&part) {
                continue;
            }
            let pieces = match name(&part) {
                "dt" => {
                    let mut inlines = Vec::new();
                    for node in part.children() {
                        self.inline(node, &mut inlines);
                    }
                    let mut term = one_line(tidy(inlines));
                    // A term is important by itself.
                    if matches!(term.as_slice(), [Inline::Strong(_)])
                        && let Some(Inline::Strong(strong)) = term.pop()
                    {
                        term = strong.inlines;
                    }
                    if !term.is_empty() {
                        items.push(TermItem {
                            meta: Meta::made(),
                            term,
                            descriptions: Vec::new(),
                        });
                    }
                    continue;
                }
                _ => self.flow(part, depth + 2),
            };
            match items.last_mut() {
                Some(item) => {
                    let blocks = self.blocks(pieces);
                    if !blocks.is_empty() {
                        item.descriptions.push(blocks);
                    }
                }
                None => loose.extend(pieces),
            }
        }
        out.append(&mut loose);
        // Terms that share a description stand in one line.
        let mut joined: Vec<TermItem> = Vec::new();
        for item in items {
            match joined.last_mut() {
                Some(last) if last.descriptions.is_empty() => {
                    last.term.push(Inline::made(", "));
                    last.term.extend(item.term);
                    last.descriptions = item.descriptions;
                }
                _ => joined.push(item),
            }
        }
        if joined.last().is_some_and(|it| it.descriptions.is_empty())
            && let Some(last) = joined.pop()
        {
            self.terms_block(at, joined, out);
            return self.push(at, Body::Block(strong_paragraph(last.term)), out);
        }
        self.terms_block(at, joined, out);
    }

    fn terms_block(&mut self, at: Place, items: Vec<TermItem>, out: &mut Vec<Piece>) {
        if !items.is_empty() {
            let block = Block::TermList(TermList {
                meta: Meta::made(),
                items,
            });
            self.push(at, Body::Block(block), out);
        }
    }

    /// Pieces as blocks within a block.
    pub fn blocks(&mut self, pieces: Vec<Piece>) -> Vec<Block> {
        let mut out = Vec::new();
        for mut piece in pieces {
            self.todos.append(&mut piece.todos);
            out.push(match piece.body {
                Body::Heading(heading) => strong_paragraph(heading.words),
                Body::Line(line) => Block::Paragraph(Paragraph {
                    meta: Meta::made(),
                    inlines: line.words,
                }),
                Body::Items(items) => super::lists::block(items),
                Body::Block(block) => block,
            });
        }
        out
    }
}

/// A paragraph in bold.
pub fn strong_paragraph(inlines: Vec<Inline>) -> Block {
    let inlines = match inlines.as_slice() {
        [Inline::Strong(_)] => inlines,
        _ => vec![Inline::Strong(Wrapped {
            meta: Meta::made(),
            inlines,
        })],
    };
    Block::Paragraph(Paragraph {
        meta: Meta::made(),
        inlines,
    })
}

/// The start of a long text.
pub fn short(text: &str) -> String {
    let mut out: String = text.chars().take(80).collect();
    if out.len() < text.len() {
        out.push('…');
    }
    out
}
