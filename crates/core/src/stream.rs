//! The edition's words as two streams: *main*, in reading order, and *notes*, by
//! number. Every format must carry exactly these (law 2): a stream has what a
//! reader reads, without furniture (navigation, list marks, note and draft
//! marks, running heads). Math and images stand as their text alternatives.

use crate::article::Section;
use crate::block::{Block, ListItem, Step};
use crate::edition::{Edition, EditionPart};
use crate::inline::Inline;

/// What an edition says. Each string is the text of one block; blocks are never
/// joined into one word.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Streams {
    /// The main stream.
    pub main: Vec<String>,
    /// Each note's text.
    pub notes: Vec<Vec<String>>,
}

impl Streams {
    /// The words of an edition.
    pub fn of(edition: &Edition) -> Streams {
        let mut main = Stream {
            edition,
            lines: Vec::new(),
        };
        main.line(&edition.title);
        main.line(&edition.subtitle);
        main.blocks(&edition.opening);
        edition.all_parts().for_each(|part| main.part(part));
        let notes = edition.notes.iter().map(|note| {
            let mut stream = Stream {
                edition,
                lines: Vec::new(),
            };
            stream.blocks(&note.blocks);
            stream.lines
        });
        Streams {
            notes: notes.collect(),
            main: main.lines,
        }
    }
}

struct Stream<'a> {
    edition: &'a Edition,
    lines: Vec<String>,
}

impl Stream<'_> {
    fn part(&mut self, part: &EditionPart) {
        if part.title_shown {
            self.line(&part.title);
        }
        self.blocks(&part.blocks);
        part.sections
            .iter()
            .for_each(|section| self.section(section));
        for entry in &part.bibliography {
            self.line(&entry.inlines);
        }
        for item in &part.glossary {
            self.line(&item.term);
            self.line(&item.definition);
        }
    }

    fn section(&mut self, section: &Section) {
        let number = self.edition.number(section.meta.id).unwrap_or("");
        let mut heading = vec![Inline::made(format!("{number} "))];
        heading.extend(section.heading.iter().cloned());
        self.line(&heading);
        self.blocks(&section.blocks);
        section
            .sections
            .iter()
            .for_each(|section| self.section(section));
    }

    fn blocks(&mut self, blocks: &[Block]) {
        blocks.iter().for_each(|block| self.block(block));
    }

    fn block(&mut self, block: &Block) {
        let words = self.edition.words_of(block.meta().id);
        match block {
            Block::Paragraph(n) => self.line(&n.inlines),
            Block::List(n) => self.items(&n.items),
            Block::TermList(n) => {
                for item in &n.items {
                    self.line(&item.term);
                    item.descriptions
                        .iter()
                        .for_each(|blocks| self.blocks(blocks));
                }
            }
            Block::Quote(n) => self.blocks(&n.blocks),
            Block::KeyPoint(n) => {
                self.push(words.key_point);
                self.blocks(&n.blocks);
            }
            Block::Callout(n) => {
                self.line(&self.edition.callout_heading(n));
                self.blocks(&n.blocks);
            }
            Block::Steps(n) => {
                self.blocks(&n.lead);
                n.items.iter().for_each(|step| self.step(step));
            }
            Block::Questions(n) => {
                self.push(words.questions);
                self.blocks(&n.lead);
                self.items(&n.items);
            }
            Block::Actions(n) => {
                self.push(words.actions);
                self.blocks(&n.lead);
                self.items(&n.items);
            }
            Block::Table(n) => {
                let caption = n.caption.as_ref().map_or(&[][..], |c| &c.inlines);
                self.line(&self.edition.caption(n.meta.id, caption));
                for row in std::iter::once(&n.header).chain(&n.rows) {
                    row.cells.iter().for_each(|cell| self.line(&cell.inlines));
                }
            }
            Block::Figure(n) => {
                self.push(&n.alt);
                let caption = n.caption.as_ref().map_or(&[][..], |c| &c.inlines);
                self.line(&self.edition.caption(n.meta.id, caption));
            }
            Block::Chart(n) => {
                self.push(words.chart(n.kind));
                let caption = n.caption.as_ref().map_or(&[][..], |c| &c.inlines);
                self.line(&self.edition.caption(n.meta.id, caption));
                self.blocks(&n.table);
            }
            Block::Math(n) => self.push(n.alternative()),
            Block::Code(n) => self.push(&n.text),
            Block::Use(n) => self.blocks(&n.blocks),
            Block::Pair(n) => {
                self.blocks(&n.first);
                self.blocks(&n.second);
            }
            Block::Break(_) | Block::Comment(_) => {}
        }
    }

    fn items(&mut self, items: &[ListItem]) {
        items.iter().for_each(|item| self.blocks(&item.blocks));
    }

    fn step(&mut self, step: &Step) {
        self.blocks(&step.blocks);
        step.branches.iter().for_each(|branch| self.step(branch));
    }

    fn line(&mut self, inlines: &[Inline]) {
        let mut text = String::new();
        self.inlines(inlines, &mut text);
        self.push(&text);
    }

    fn push(&mut self, text: &str) {
        let text = text.split_whitespace().collect::<Vec<_>>().join(" ");
        if !text.is_empty() {
            self.lines.push(text);
        }
    }

    fn inlines(&self, inlines: &[Inline], out: &mut String) {
        for inline in inlines {
            self.inline(inline, out);
        }
    }

    fn inline(&self, inline: &Inline, out: &mut String) {
        let (facts, id) = (&self.edition.facts, inline.meta().id);
        match inline {
            Inline::Text(n) => out.push_str(&n.text),
            Inline::SoftBreak(_) | Inline::HardBreak(_) => out.push(' '),
            Inline::Emphasis(_)
            | Inline::Strong(_)
            | Inline::Strikethrough(_)
            | Inline::Subscript(_)
            | Inline::Superscript(_)
            | Inline::Phrase(_) => self.inlines(inline.children(), out),
            Inline::Link(_) | Inline::CrossReference(_) => {
                let made = facts.links.get(&id).and_then(|link| link.words.as_ref());
                self.inlines(made.map_or(inline.children(), Vec::as_slice), out);
            }
            Inline::Code(n) => out.push_str(&n.text),
            Inline::Math(n) => out.push_str(n.alternative()),
            Inline::Image(n) => out.push_str(&n.alt),
            Inline::Citation(_) => {
                for piece in facts.citations.get(&id).into_iter().flatten() {
                    self.inlines(&piece.inlines, out);
                }
            }
            Inline::Term(_) => {
                if let Some(term) = facts.terms.get(&id) {
                    self.inlines(&term.inlines, out);
                }
            }
            Inline::Field(n) => out.push_str(self.edition.field(n).unwrap_or("")),
            Inline::NoteCall(_) | Inline::Comment(_) => {}
        }
    }
}
