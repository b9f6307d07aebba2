//! Lists.

use pamphlet_core::block::{Block, List, ListItem, Paragraph};
use pamphlet_core::inline::{Image, Inline};
use pamphlet_core::node::Meta;
use scraper::ElementRef;

use super::element::{NodeRef, elements, name, place, within};
use super::walk::Walk;
use crate::draft::{Body, Item, Items, Piece};
use crate::report::{Kind, Place};

/// An item as it was found.
struct Found {
    place: Place,
    task: Option<bool>,
    pieces: Vec<Piece>,
}

impl<'a> Walk<'a> {
    /// A list: items of a line each where that is all they are.
    pub fn list(&mut self, element: ElementRef<'a>, depth: usize, out: &mut Vec<Piece>) {
        let at = place(&element);
        if is_contents(&element) {
            return self.leave_out(element, "a table of contents");
        }
        let numbered = name(&element) == "ol";
        let start = element.attr("start").and_then(|it| it.trim().parse().ok());
        let start = numbered.then(|| start.unwrap_or(1));
        if numbered && matches!(element.attr("type"), Some("a" | "A" | "i" | "I")) {
            let message = "the list's letters are numbers now";
            self.report.say(at, Kind::Converted, 90, message);
        }
        let mut found = Vec::new();
        let mut run: Vec<NodeRef<'a>> = Vec::new();
        for child in element.children() {
            match ElementRef::wrap(child) {
                Some(item) if name(&item) == "li" => {
                    self.stray(std::mem::take(&mut run), depth, &mut found, out);
                    self.item(item, depth, &mut found);
                }
                _ => run.push(child),
            }
        }
        self.stray(run, depth, &mut found, out);
        if found.is_empty() {
            return;
        }
        let body = match found.iter().all(is_simple) {
            true => Body::Items(simple(start, found)),
            false => Body::Block(self.rich(start, found)),
        };
        self.push(at, body, out);
    }

    fn item(&mut self, item: ElementRef<'a>, depth: usize, found: &mut Vec<Found>) {
        if self.taken.contains(&item.id()) || self.drops(&item) {
            return;
        }
        let boxed = within(item)
            .take(4)
            .find(|it| name(it) == "input" && it.attr("type") == Some("checkbox"));
        let pieces = self.flow(item, depth + 1);
        if !pieces.is_empty() {
            found.push(Found {
                place: place(&item),
                task: boxed.map(|it| it.attr("checked").is_some()),
                pieces,
            });
        }
    }

    /// What stands in a list and in no item: a list belongs to the item before.
    fn stray(
        &mut self,
        nodes: Vec<NodeRef<'a>>,
        depth: usize,
        found: &mut [Found],
        out: &mut Vec<Piece>,
    ) {
        let mut pieces = Vec::new();
        self.flow_nodes(nodes, depth + 1, &mut pieces);
        match found.last_mut() {
            Some(last) => last.pieces.extend(pieces),
            None => out.extend(pieces),
        }
    }

    fn rich(&mut self, start: Option<u32>, found: Vec<Found>) -> Block {
        let items = found
            .into_iter()
            .map(|it| ListItem {
                meta: Meta::made(),
                task: it.task,
                blocks: inner_images(self.blocks(it.pieces)),
            })
            .collect::<Vec<_>>();
        let lone = |it: &ListItem| matches!(it.blocks.as_slice(), [Block::Paragraph(_)]);
        Block::List(List {
            meta: Meta::made(),
            start,
            // One item of one block has no empty line that could tell.
            tight: items.iter().all(lone) || (items.len() == 1 && items[0].blocks.len() <= 1),
            items,
        })
    }
}

/// An image that is all of an item's first line stands in that line.
fn inner_images(mut blocks: Vec<Block>) -> Vec<Block> {
    if let Some(Block::Figure(figure)) = blocks.first()
        && figure.caption.is_none()
    {
        let image = Inline::Image(Image {
            meta: figure.meta.clone(),
            source: figure.source.clone(),
            alt: figure.alt.clone(),
        });
        // Another inline beside it keeps it from being a figure.
        let words = match blocks.get_mut(1) {
            Some(Block::Paragraph(next)) => {
                let mut words = vec![image, Inline::made(" ")];
                words.append(&mut next.inlines);
                words
            }
            _ => return blocks,
        };
        blocks.splice(
            0..2,
            [Block::Paragraph(Paragraph {
                meta: Meta::made(),
                inlines: words,
            })],
        );
    }
    blocks
}

/// A table of contents: every item is a link within the page.
fn is_contents(list: &ElementRef) -> bool {
    let links: Vec<ElementRef> = within(*list).filter(|it| name(it) == "a").collect();
    let inner = |it: &ElementRef| {
        it.attr("href")
            .is_some_and(|href| href.starts_with('#') && href.len() > 1)
    };
    let items = within(*list).filter(|it| name(it) == "li").count();
    let said: usize = links
        .iter()
        .map(|it| super::element::words(**it).len())
        .sum();
    items > 1
        && links.len() == items
        && links.iter().all(inner)
        && said * 10 >= super::element::words(**list).len() * 9
        && elements(*list).count() > 1
}

fn is_simple(found: &Found) -> bool {
    let mut pieces = found.pieces.iter().map(|it| &it.body);
    let first = matches!(pieces.next(), Some(Body::Line(_) | Body::Items(_)));
    let rest = pieces.all(|it| matches!(it, Body::Items(_)));
    found.task.is_none() && first && rest && found.pieces.iter().all(|it| it.todos.is_empty())
}

fn simple(start: Option<u32>, found: Vec<Found>) -> Items {
    let mut items: Vec<Item> = Vec::new();
    for it in found {
        let mut deeper = 0;
        for piece in it.pieces {
            match piece.body {
                Body::Line(line) => {
                    deeper = 1;
                    items.push(Item {
                        place: it.place,
                        depth: 0,
                        numbered: start.is_some(),
                        words: line.words,
                    });
                }
                Body::Items(inner) => items.extend(inner.items.into_iter().map(|mut item| {
                    item.depth += deeper;
                    item
                })),
                Body::Heading(_) | Body::Block(_) => {}
            }
        }
    }
    Items { start, items }
}

/// Items as the list that they are.
pub fn block(items: Items) -> Block {
    let mut rest = items.items.into_iter().peekable();
    nested(&mut rest, 0, items.start)
}

fn nested(
    rest: &mut std::iter::Peekable<std::vec::IntoIter<Item>>,
    depth: u8,
    start: Option<u32>,
) -> Block {
    let mut items: Vec<ListItem> = Vec::new();
    while let Some(next) = rest.peek() {
        if next.depth < depth {
            break;
        }
        if next.depth > depth && !items.is_empty() {
            let first = next.numbered.then_some(1);
            let inner = nested(rest, depth + 1, first);
            if let Some(last) = items.last_mut() {
                last.blocks.push(inner);
            }
            continue;
        }
        let Some(item) = rest.next() else {
            break;
        };
        items.push(ListItem {
            meta: Meta::made(),
            task: None,
            blocks: vec![Block::Paragraph(Paragraph {
                meta: Meta::made(),
                inlines: item.words,
            })],
        });
    }
    Block::List(List {
        meta: Meta::made(),
        start,
        tight: true,
        items,
    })
}
