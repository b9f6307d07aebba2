//! Pieces as the tree of an article: sections nest, and what an editor should
//! look at stands before it as a comment.

mod tidy;

use pamphlet_core::article::{Article, Part, Section};
use pamphlet_core::block::Block;
use pamphlet_core::inline::{Comment, CommentKind, Inline, Wrapped, plain_words};
use pamphlet_core::language::Language;
use pamphlet_core::node::Meta;
use pamphlet_core::span::Spanned;
use pamphlet_core::walk;
use pamphlet_core::words::Words;

use crate::Options;
use crate::draft::{Body, Heading};
use crate::report::Kind;
use crate::shape::{PartPieces, Shape, lists};
use tidy::Tidy;

/// Levels of sections.
const LEVELS: usize = 3;

/// Builds the article. The shape's pieces are used up.
pub fn build(shape: &mut Shape, options: &Options) -> Article {
    let mut parts: Vec<Part> = Vec::new();
    for pieces in std::mem::take(&mut shape.parts) {
        parts.push(part(pieces, shape));
    }
    let mut notes = std::mem::take(&mut shape.notes);
    for note in &mut notes {
        walk::walk_blocks_mut(&mut Tidy, &mut note.blocks);
    }
    Article {
        slug: options.slug.clone(),
        front: std::mem::take(&mut shape.front),
        parts,
        notes,
    }
}

fn part(pieces: PartPieces, shape: &mut Shape) -> Part {
    let mut meta = Meta::made();
    let lang = shape.front.lang.as_ref();
    let lang = lang.and_then(|it| Language::parse(&it.value));
    let table = lang.and_then(|it| Words::of(&it));
    let table = table.or_else(|| Words::of(&Language::english()));
    let name = plain_words(&pieces.heading);
    let known = table.and_then(|it| it.part_of(&name));
    if !pieces.heading.is_empty() && known != Some(pieces.kind) {
        meta.attributes.id = Some(Spanned::made(pieces.kind.id().to_owned()));
    }
    let mut heading = pieces.heading;
    walk::walk_inlines_mut(&mut Tidy, &mut heading);
    let mut open = Open::default();
    for piece in pieces.pieces {
        let todos = piece.todos.iter().map(|it| todo(it));
        match piece.body {
            Body::Heading(heading) => match open.open(heading) {
                Ok(()) => open.blocks().extend(todos),
                Err(words) => {
                    let text = plain_words(&words);
                    let message =
                        format!("`{text}` lies deeper than sections go; it is a bold paragraph");
                    shape.report.say(piece.place, Kind::Converted, 85, message);
                    open.blocks().extend(todos);
                    open.blocks().push(bold(words));
                }
            },
            Body::Line(line) => {
                open.blocks().extend(todos);
                open.blocks().push(Block::made(line.words));
            }
            Body::Items(items) => {
                open.blocks().extend(todos);
                open.blocks().push(Block::List(lists::list(items)));
            }
            Body::Block(block) => {
                open.blocks().extend(todos);
                open.blocks().push(block);
            }
        }
    }
    let (mut blocks, mut sections) = open.close();
    walk::walk_blocks_mut(&mut Tidy, &mut blocks);
    for section in &mut sections {
        walk::walk_section_mut(&mut Tidy, section);
    }
    Part {
        meta,
        kind: pieces.kind,
        heading,
        blocks,
        sections,
    }
}

/// A comment that asks an editor to look.
fn todo(what: &str) -> Block {
    let what = what.replace("--", "–").replace(['<', '>'], "");
    let what = what.split_whitespace().collect::<Vec<_>>().join(" ");
    Block::Comment(Comment {
        meta: Meta::made(),
        text: format!(" pamphlet: todo {what} "),
        kind: CommentKind::Todo(what),
    })
}

fn bold(inlines: Vec<Inline>) -> Block {
    let strong = Inline::Strong(Wrapped {
        meta: Meta::made(),
        inlines,
    });
    Block::made(vec![strong])
}

/// Sections that are open, from the outermost; each with its level in the source.
#[derive(Default)]
struct Open {
    blocks: Vec<Block>,
    done: Vec<Section>,
    stack: Vec<(u8, Section)>,
}

impl Open {
    /// Opens a section; gives the words back where sections go no deeper.
    fn open(&mut self, heading: Heading) -> Result<(), Vec<Inline>> {
        while self
            .stack
            .last()
            .is_some_and(|(level, _)| *level >= heading.level)
        {
            self.close_last();
        }
        if self.stack.len() == LEVELS {
            return Err(heading.words);
        }
        let section = Section {
            meta: Meta::made(),
            heading: heading.words,
            blocks: Vec::new(),
            sections: Vec::new(),
        };
        self.stack.push((heading.level, section));
        Ok(())
    }

    /// The blocks of the innermost section, or of the part.
    fn blocks(&mut self) -> &mut Vec<Block> {
        match self.stack.last_mut() {
            Some((_, section)) => &mut section.blocks,
            None => &mut self.blocks,
        }
    }

    fn close_last(&mut self) {
        if let Some((_, section)) = self.stack.pop() {
            match self.stack.last_mut() {
                Some((_, outer)) => outer.sections.push(section),
                None => self.done.push(section),
            }
        }
    }

    fn close(mut self) -> (Vec<Block>, Vec<Section>) {
        while !self.stack.is_empty() {
            self.close_last();
        }
        (self.blocks, self.done)
    }
}
