//! What is set apart: text boxes and tables of one column. Each becomes a
//! callout, so that no heading in it opens a section of the text around it.

use pamphlet_core::block::{Block, Callout, CalloutKind, List, ListItem};
use pamphlet_core::inline::{Inline, Wrapped, plain_text};
use pamphlet_core::node::Meta;
use pamphlet_core::words::Words;

use super::body::{self, Flow};
use super::notes;
use super::reader::{Reader, excerpt};
use super::xml::Node;
use crate::draft::{Body, Heading, Item, Items, Line, Piece};
use crate::language;
use crate::report::{Decision, Kind};

/// Boxes within one another; deeper ones are running text.
const NESTED: usize = 4;

/// A text box, after the paragraph that it is anchored in.
pub fn text_box<'d>(reader: &mut Reader<'d>, node: Node<'d>, outer: &mut Flow) -> Vec<Piece> {
    let text = notes::words(node);
    if reader.depth >= NESTED {
        reader.doubt(
            Kind::TextBox,
            30,
            "a text box deep within others became a paragraph",
        );
        let body = Body::Line(Line {
            words: vec![Inline::made(
                text.split_whitespace().collect::<Vec<_>>().join(" "),
            )],
            after_blank: true,
            strong: false,
        });
        return vec![Piece::new(reader.place, body)];
    }
    let mut found = nested(reader, node);
    if outer.title.is_none() {
        outer.title = found.title.take();
    }
    if outer.subtitle.is_none() {
        outer.subtitle = found.subtitle.take();
    }
    restore_title(&mut found);
    if found.pieces.is_empty() {
        return Vec::new();
    }
    let message = format!(
        "a text box stands behind the paragraph that it is anchored in: {}",
        excerpt(&text)
    );
    reader.say(Kind::TextBox, 70, message);
    let mut pieces = set_apart(reader, found.pieces);
    if let Some(first) = pieces.first_mut() {
        first
            .todos
            .push("a text box stood beside the text; see whether this is its place".to_owned());
    }
    pieces
}

/// A flow within another, whose paragraphs count as those around it.
pub fn nested<'d>(reader: &mut Reader<'d>, node: Node<'d>) -> Flow {
    let (frozen, place) = (reader.frozen, reader.place);
    let todos = std::mem::take(&mut reader.todos);
    (reader.frozen, reader.depth) = (true, reader.depth + 1);
    let found = body::flow(reader, node);
    (reader.frozen, reader.depth, reader.place) = (frozen, reader.depth - 1, place);
    reader.todos = todos;
    found
}

/// A title that is none of the document's is a line.
pub fn restore_title(found: &mut Flow) {
    let place = found.pieces.first().map(|it| it.place).unwrap_or_default();
    let lines = [found.title.take(), found.subtitle.take()];
    let pieces = lines.into_iter().flatten().map(|text| {
        let body = Body::Heading(Heading {
            level: 1,
            words: vec![Inline::made(text)],
        });
        Piece::new(place, body)
    });
    let pieces: Vec<_> = pieces.collect();
    found.pieces.splice(0..0, pieces).for_each(drop);
}

/// Pieces as a callout; images and tables alone stay what they are.
pub fn set_apart(reader: &mut Reader, mut pieces: Vec<Piece>) -> Vec<Piece> {
    let alone = |it: &Piece| match &it.body {
        Body::Block(block) => !matches!(block, Block::Quote(_)),
        Body::Heading(_) | Body::Line(_) | Body::Items(_) => false,
    };
    if pieces.iter().all(alone) {
        return pieces;
    }
    let place = pieces.first().map(|it| it.place).unwrap_or_default();
    let mut todos = Vec::new();
    let mut title = Vec::new();
    let opens = match pieces.as_slice() {
        [first, _, ..] => match &first.body {
            Body::Heading(it) => Some(it.words.clone()),
            Body::Line(it) if it.strong && is_short(&it.words) => {
                Some(without_strong(it.words.clone()))
            }
            Body::Line(_) | Body::Items(_) | Body::Block(_) => None,
        },
        _ => None,
    };
    if let Some(words) = opens.filter(|it| !has_break(it)) {
        todos = pieces.remove(0).todos;
        title = words;
    }
    let (kind, named) = kind_of(&plain_text(&title));
    let label = kind.name();
    let decision = Decision::new(
        place,
        Kind::Converted,
        70,
        format!("words set apart became a callout ({label})"),
    );
    reader.report.add(match named {
        true => decision.dropping(&plain_text(&title)),
        false => decision,
    });
    if named {
        title.clear();
    }
    let callout = Block::Callout(Callout {
        meta: Meta::made(),
        kind,
        title,
        blocks: to_blocks(pieces),
    });
    let mut piece = Piece::new(place, Body::Block(callout));
    piece.todos = todos;
    vec![piece]
}

fn is_short(words: &[Inline]) -> bool {
    plain_text(words).chars().count() <= 100
}

fn has_break(words: &[Inline]) -> bool {
    words.iter().any(|it| {
        matches!(it, Inline::HardBreak(_) | Inline::Comment(_)) || has_break(it.children())
    })
}

/// What a box's title says that it is for, and whether it says no more than that.
fn kind_of(title: &str) -> (CalloutKind, bool) {
    let bare = title
        .trim()
        .trim_end_matches([':', '!', '.'])
        .to_lowercase();
    let labels = |words: &'static Words| {
        [
            (CalloutKind::Note, words.note),
            (CalloutKind::Tip, words.tip),
            (CalloutKind::Important, words.important),
            (CalloutKind::Warning, words.warning),
            (CalloutKind::Caution, words.caution),
        ]
    };
    let found = language::tables()
        .flat_map(labels)
        .find(|(_, label)| label.to_lowercase() == bare);
    match found {
        Some((kind, _)) if !bare.is_empty() => (kind, true),
        _ => (CalloutKind::Note, false),
    }
}

/// Words that are bold as a whole, without that.
pub fn without_strong(words: Vec<Inline>) -> Vec<Inline> {
    let each = |it| match it {
        Inline::Strong(wrapped) => wrapped.inlines,
        it => vec![it],
    };
    words.into_iter().flat_map(each).collect()
}

/// Pieces as blocks; headings are bold lines.
pub fn to_blocks(pieces: Vec<Piece>) -> Vec<Block> {
    let mut out = Vec::new();
    for piece in pieces {
        for todo in &piece.todos {
            out.push(Block::Comment(super::atoms::remark(&format!(
                "pamphlet: todo {todo}"
            ))));
        }
        out.push(match piece.body {
            Body::Heading(it) => Block::made(vec![Inline::Strong(Wrapped {
                meta: Meta::made(),
                inlines: it.words,
            })]),
            Body::Line(it) => Block::made(it.words),
            Body::Items(it) => list(it),
            Body::Block(it) => it,
        });
    }
    out
}

fn list(items: Items) -> Block {
    let start = items.start;
    let mut rest = items.items.into_iter().peekable();
    Block::List(level(&mut rest, 0, start))
}

fn level(
    rest: &mut std::iter::Peekable<std::vec::IntoIter<Item>>,
    depth: u8,
    start: Option<u32>,
) -> List {
    let mut items: Vec<ListItem> = Vec::new();
    while let Some(next) = rest.peek() {
        if next.depth < depth {
            break;
        }
        if next.depth > depth {
            let start = next.numbered.then_some(1);
            let inner = Block::List(level(rest, depth + 1, start));
            match items.last_mut() {
                Some(last) => last.blocks.push(inner),
                None => items.push(of_blocks(vec![inner])),
            }
            continue;
        }
        if let Some(item) = rest.next() {
            items.push(of_blocks(vec![Block::made(item.words)]));
        }
    }
    List {
        meta: Meta::made(),
        start,
        tight: true,
        items,
    }
}

fn of_blocks(blocks: Vec<Block>) -> ListItem {
    ListItem {
        meta: Meta::made(),
        task: None,
        blocks,
    }
}
