//! Separators, quotation marks and ranges, made even wherever words stand.

mod quotes;
mod ranges;
mod signs;

use pamphlet_core::inline::Inline;
use pamphlet_core::walk::{self, VisitorMut};

use crate::draft::{Body, Piece};
use crate::report::{Kind, Place, SURE};
use crate::shape::language::{Hints, hints};
use crate::shape::{PartPieces, Shape};

/// Something done to words: its kind, how sure it is, and what it was.
type Done = (Kind, u8, String);

/// Makes separators, quotation marks and ranges even.
pub fn settle(shape: &mut Shape) {
    let mut even = Even {
        hints: hints(shape.words),
        marks: quotes::marks(shape.words),
        french: shape.words.language == "fr",
        straight: 0,
        done: Vec::new(),
    };
    for PartPieces { pieces, .. } in &mut shape.parts {
        for piece in pieces {
            even.piece(piece);
            for (kind, confidence, message) in even.done.drain(..) {
                if confidence < SURE {
                    piece.todos.push(message.clone());
                }
                shape.report.say(piece.place, kind, confidence, message);
            }
        }
    }
    for entry in &mut shape.glossary {
        walk::walk_inlines_mut(&mut even, &mut entry.value.definition);
    }
    for note in &mut shape.notes {
        walk::walk_blocks_mut(&mut even, &mut note.blocks);
    }
    for (kind, confidence, message) in even.done {
        shape.report.say(Place::WHOLE, kind, confidence, message);
    }
    if even.straight > 0 {
        let message = format!(
            "{} straight quotation marks and apostrophes are curly now",
            even.straight
        );
        shape.report.say(Place::WHOLE, Kind::Quotes, 95, message);
    }
}

struct Even {
    hints: &'static Hints,
    marks: quotes::Marks,
    /// Whether a blank stands before a colon.
    french: bool,
    /// Straight marks that were turned.
    straight: usize,
    done: Vec<Done>,
}

impl Even {
    fn piece(&mut self, piece: &mut Piece) {
        match &mut piece.body {
            Body::Heading(it) => walk::walk_inlines_mut(self, &mut it.words),
            Body::Line(it) => walk::walk_inlines_mut(self, &mut it.words),
            Body::Items(items) => {
                for item in &mut items.items {
                    walk::walk_inlines_mut(self, &mut item.words);
                }
            }
            Body::Block(block) => {
                let mut blocks = vec![std::mem::replace(
                    block,
                    pamphlet_core::Block::made(Vec::new()),
                )];
                walk::walk_blocks_mut(self, &mut blocks);
                if let Some(even) = blocks.pop() {
                    *block = even;
                }
            }
        }
    }
}

impl VisitorMut for Even {
    fn inlines(&mut self, inlines: &mut Vec<Inline>) {
        signs::settle(inlines, &mut self.done);
        signs::hyphens(inlines, self.french);
        self.straight += quotes::curl(inlines, self.marks);
        ranges::dash(inlines, self.hints, &mut self.done);
    }
}
