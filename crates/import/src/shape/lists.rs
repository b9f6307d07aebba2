//! Lists: labels of items, processes, prompts.

mod labels;
mod steps;

use pamphlet_core::article::PartKind;
use pamphlet_core::block::{Block, List, ListItem, Prompts};
use pamphlet_core::inline::plain_text;
use pamphlet_core::node::Meta;

use crate::draft::{Body, Item, Items};
use crate::report::Kind;
use crate::shape::Shape;

pub use labels::label;

/// Makes blocks of lists that are more than lists: processes and prompts.
pub fn settle(shape: &mut Shape) {
    let Shape {
        parts,
        report,
        words,
        ..
    } = shape;
    for part in parts.iter_mut() {
        if part.kind == PartKind::References {
            continue;
        }
        let mut context = String::new();
        for at in 0..part.pieces.len() {
            let piece = &mut part.pieces[at];
            match &mut piece.body {
                Body::Heading(heading) => context = plain_text(&heading.words),
                Body::Items(items) if part.kind == PartKind::Reflection && all_ask(items) => {
                    let message = format!("{} questions", items.items.len());
                    report.say(piece.place, Kind::List, 90, message);
                    piece.body = Body::Block(prompts(items));
                }
                Body::Items(items) => {
                    if let Some(found) = steps::steps(items, &context, words) {
                        report.say(piece.place, Kind::Steps, found.confidence, found.message);
                        piece.todos.extend(found.todo);
                        piece.body = Body::Block(Block::Steps(found.steps));
                    }
                }
                Body::Line(_) | Body::Block(_) => {}
            }
        }
    }
}

fn all_ask(items: &Items) -> bool {
    let asks = |item: &Item| {
        item.depth == 0
            && plain_text(&item.words)
                .trim_end_matches([' ', '”', '"', ')'])
                .ends_with('?')
    };
    items.items.iter().all(asks)
}

fn prompts(items: &Items) -> Block {
    let List {
        items: of, start, ..
    } = list(items.clone());
    Block::Questions(Prompts {
        meta: Meta::made(),
        lead: Vec::new(),
        start,
        items: of,
    })
}

/// A list of lines as a block; deeper items are lists within items.
pub fn list(items: Items) -> List {
    let mut tree = Vec::new();
    let mut rest = items.items.into_iter().peekable();
    while rest.peek().is_some() {
        tree.extend(level(&mut rest, 0));
    }
    block(tree, items.start)
}

/// An item with those below it.
struct Branch {
    item: Item,
    below: Vec<Branch>,
}

type Rest = std::iter::Peekable<std::vec::IntoIter<Item>>;

fn level(rest: &mut Rest, depth: u8) -> Vec<Branch> {
    let mut out: Vec<Branch> = Vec::new();
    while let Some(next) = rest.peek() {
        if next.depth < depth {
            break;
        }
        let deeper = next.depth > depth;
        match out.last_mut() {
            Some(last) if deeper => last.below.extend(level(rest, depth + 1)),
            _ => {
                if let Some(item) = rest.next() {
                    out.push(Branch {
                        item,
                        below: Vec::new(),
                    });
                }
            }
        }
    }
    out
}

fn block(branches: Vec<Branch>, start: Option<u32>) -> List {
    let item = |branch: Branch| {
        let mut blocks = vec![Block::made(branch.item.words)];
        if let Some(first) = branch.below.first() {
            let start = first.item.numbered.then_some(1);
            blocks.push(Block::List(block(branch.below, start)));
        }
        ListItem {
            meta: Meta::made(),
            task: None,
            blocks,
        }
    };
    List {
        meta: Meta::made(),
        start,
        tight: true,
        items: branches.into_iter().map(item).collect(),
    }
}
