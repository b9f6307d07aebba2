//! Blocks → Typst calls.

use pamphlet_core::block::{Block, Boxed, Callout, CodeBlock, List, Paragraph, TermList};
use pamphlet_core::diagnostic::Diagnostic;
use pamphlet_core::inline::plain_text;

use super::Emitter;
use super::inline::other_language;

/// Boxes of less code than this stay on one page if they are low; larger ones may break.
const WHOLE: usize = 2_400;
/// The same of lists.
const WHOLE_LIST: usize = 800;
/// What the theme has between paragraphs beside the space between lines, in sizes
/// of the type.
const GAP: f64 = 0.7;

impl Emitter<'_> {
    /// Blocks, each a statement of the block around them.
    pub(super) fn blocks(&mut self, blocks: &[Block]) {
        let mut rest = blocks;
        while let [first, after @ ..] = rest {
            let Some((width, beside)) = self.beside_picture(first, after) else {
                self.leading(first, after.first());
                rest = after;
                continue;
            };
            rest = &after[beside..];
            self.code.raw("beside(");
            self.code.points(width);
            self.code.raw(", {\n");
            self.beside = Some(width);
            self.block(first);
            self.beside = None;
            self.code.raw("}, {\n");
            after[..beside].iter().for_each(|it| self.block(it));
            self.code.raw("})\n");
        }
    }

    /// A block, tied to the list that it announces.
    fn leading(&mut self, block: &Block, next: Option<&Block>) {
        let announced = match (block, next) {
            (Block::Paragraph(n), Some(Block::List(list))) if !self.in_note => {
                let words = plain_text(&n.inlines);
                words.trim_end().ends_with([':', '：']).then_some(list)
            }
            _ => None,
        };
        match announced {
            Some(list) => self.tied(!list.tight, |e| e.block(block)),
            None => self.block(block),
        }
    }

    /// Blocks as one content block: `{…}`.
    pub(super) fn body(&mut self, blocks: &[Block]) {
        self.code.raw("{\n");
        self.blocks(blocks);
        self.code.raw("}");
    }

    /// Blocks without the space around a paragraph where there is only one:
    /// items of tight lists, notes.
    pub(super) fn tight_blocks(&mut self, blocks: &[Block]) {
        let mut rest = blocks;
        if let Some((Block::Paragraph(n), after)) = blocks.split_first() {
            let paragraphs = after.iter().any(|b| matches!(b, Block::Paragraph(_)));
            if !paragraphs {
                self.lead(after.first(), |e| {
                    e.anchor(n.meta.id);
                    e.inlines(&n.inlines);
                });
                rest = after;
            }
        }
        self.blocks(rest);
    }

    /// The first words of an item, tied to the list that they lead to.
    fn lead(&mut self, next: Option<&Block>, words: impl FnOnce(&mut Self)) {
        match next {
            // Notes that such a block calls for in a note would be lost.
            Some(Block::List(list)) if !self.in_note => self.tied(!list.tight, words),
            _ => words(self),
        }
    }

    /// What does not stand at a page's foot without what is below it, with the
    /// theme's space below or that of lines.
    fn tied(&mut self, loose: bool, words: impl FnOnce(&mut Self)) {
        self.code.raw("block(sticky: true, below: ");
        let lines = self.theme.leading_of(self.language) - 1.0;
        self.code.number(lines + if loose { GAP } else { 0.0 });
        self.code.raw("em, {");
        words(self);
        self.code.raw("})\n");
    }

    fn paragraph(&mut self, n: &Paragraph) {
        self.code.raw("par({");
        self.anchor(n.meta.id);
        self.inlines(&n.inlines);
        self.code.raw("})");
    }

    pub(super) fn block(&mut self, block: &Block) {
        let start = self.code.here();
        self.depth += 1;
        let meta = block.meta();
        if let Some((number, _)) = self.numbers.get(&meta.id) {
            self.code.raw("metadata(");
            self.code.string(number);
            self.code.raw(")\n");
        }
        let language = other_language(meta);
        let marked = language.is_some_and(|it| self.open_block_language(&it));
        match block {
            // The caption of a table that became a list.
            Block::Paragraph(n) if self.edition.facts.linearised.contains(&n.meta.id) => {
                self.tied(true, |e| e.paragraph(n));
            }
            Block::Paragraph(n) => self.paragraph(n),
            Block::List(n) => self.together(block, |e| e.list(n)),
            Block::TermList(n) => self.term_list(n),
            Block::Quote(n) => self.boxed("quotation(", n),
            Block::KeyPoint(n) => self.key_point(n),
            Block::Callout(n) => self.callout(n),
            Block::Steps(n) => self.steps(n),
            Block::Questions(n) => {
                let words = self.edition.words_of(n.meta.id);
                self.prompts("questions(", words.questions, n);
            }
            Block::Actions(n) => {
                let words = self.edition.words_of(n.meta.id);
                self.together(block, |e| e.prompts("actions(", words.actions, n));
            }
            Block::Table(n) => self.table(n),
            Block::Figure(n) => self.figure(n),
            Block::Chart(n) => self.chart(n),
            Block::Math(n) => self.math(n, true),
            Block::Code(n) => self.listing(n),
            Block::Break(_) => self.code.raw("divider-line()"),
            Block::Use(n) => self.blocks(&n.blocks),
            // Comments never print.
            Block::Comment(_) => {}
            Block::Pair(n) => {
                self.pair(n.stacked, |e| e.blocks(&n.first), |e| e.blocks(&n.second));
            }
        }
        if marked {
            self.code.raw("})");
        }
        self.code.region(start, meta.span);
        self.code.raw("\n");
        self.depth -= 1;
        if self.depth == 0 {
            self.definitions();
        }
    }

    fn list(&mut self, n: &List) {
        self.anchor(n.meta.id);
        if n.items.iter().any(|item| item.task.is_some()) {
            self.code.raw("task-list(tight: ");
            self.code.boolean(n.tight);
            for item in &n.items {
                self.code.raw(", (");
                match item.task {
                    Some(done) => self.code.boolean(done),
                    None => self.code.raw("none"),
                }
                self.code.raw(", {");
                self.item(n.tight, &item.blocks);
                self.code.raw("})");
            }
        } else {
            match n.start {
                Some(start) => {
                    self.code.raw("enum(start: ");
                    self.code.number(start.into());
                    self.code.raw(", tight: ");
                }
                None => self.code.raw("list(tight: "),
            }
            self.code.boolean(n.tight);
            for item in &n.items {
                self.code.raw(", {");
                self.anchor(item.meta.id);
                self.item(n.tight, &item.blocks);
                self.code.raw("}");
            }
        }
        self.code.raw(")");
    }

    fn item(&mut self, tight: bool, blocks: &[Block]) {
        match blocks {
            _ if tight => self.tight_blocks(blocks),
            [first @ Block::Paragraph(_), rest @ ..] => {
                self.lead(rest.first(), |e| e.block(first));
                self.blocks(rest);
            }
            _ => self.blocks(blocks),
        }
    }

    fn term_list(&mut self, n: &TermList) {
        self.anchor(n.meta.id);
        self.code.raw("term-list(");
        if self.facts {
            self.code.raw("facts: true, ");
        }
        for item in &n.items {
            self.code.raw("(");
            self.content(&item.term);
            self.code.raw(", {");
            match &item.descriptions[..] {
                [only] => self.tight_blocks(only),
                several => several.iter().for_each(|blocks| self.blocks(blocks)),
            }
            self.code.raw("}), ");
        }
        self.code.raw(")");
    }

    fn boxed(&mut self, open: &'static str, n: &Boxed) {
        self.code.raw(open);
        self.code.raw("{\n");
        self.anchor(n.meta.id);
        let start = self.code.here();
        self.blocks(&n.blocks);
        self.code.raw("}");
        self.whole(start, WHOLE, &n.blocks);
        self.code.raw(")");
    }

    /// A list that no page divides where it is short.
    fn together(&mut self, list: &Block, lists: impl FnOnce(&mut Self)) {
        if self.in_note {
            return lists(self);
        }
        self.code.raw("together({");
        let start = self.code.here();
        lists(self);
        self.code.raw("}");
        self.whole(start, WHOLE_LIST, std::slice::from_ref(list));
        self.code.raw(")");
    }

    /// Whether blocks, which were emitted since `start`, are short enough to stay together:
    /// less code than `most`, and low on the page.
    fn whole(&mut self, start: usize, most: usize, blocks: &[Block]) {
        let whole = self.code.signs_since(start) < most && self.is_low(blocks);
        self.code.raw(", whole: ");
        self.code.boolean(whole);
    }

    fn key_point(&mut self, n: &Boxed) {
        self.code.raw("key-point(");
        let words = self.edition.words_of(n.meta.id);
        self.code.string(words.key_point);
        self.code.raw(", ");
        self.boxed("", n);
    }

    fn callout(&mut self, n: &Callout) {
        self.code.raw("callout(");
        self.code.string(n.kind.name());
        self.code.raw(", {");
        self.anchor(n.meta.id);
        let heading = self.edition.callout_heading(n);
        self.inlines(&heading);
        self.code.raw("}, ");
        let start = self.code.here();
        self.body(&n.blocks);
        self.whole(start, WHOLE, &n.blocks);
        self.code.raw(")");
    }

    fn listing(&mut self, n: &CodeBlock) {
        self.anchor(n.meta.id);
        let origin = self.origin(n.meta.id, n.text_span);
        let text = n.text.strip_suffix('\n').unwrap_or(&n.text);
        let breaks = self.breaks(text);
        self.code
            .literal("raw(block: true, ", text, origin, &breaks);
    }

    /// Reports what a page cannot show.
    pub(super) fn fault(&mut self, fault: Diagnostic) {
        self.faults.push(fault);
    }
}
