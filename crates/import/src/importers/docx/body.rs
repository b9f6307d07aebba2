//! The flow of a body, a text box, a cell or a note: paragraphs, tables and what
//! stands between them, as pieces.

use pamphlet_core::block::{Block, Boxed, Figure};
use pamphlet_core::inline::{Inline, plain_text};
use pamphlet_core::node::Meta;
use pamphlet_core::span::Spanned;

use super::atoms::{self, Atom, Picture, What};
use super::captions;
use super::changes;
use super::numbering::{Mark, Place as ListPlace};
use super::paragraph::{self, branch};
use super::reader::Reader;
use super::styles::{Role, Style};
use super::xml::{self, Node, Ns};
use super::{boxes, tables};
use crate::draft::{Body, Heading, Item, Items, Line, Piece};
use crate::report::Kind;

/// Boxes and tables within one another; deeper ones are read as running text.
const NESTED: usize = 6;

/// Pieces as they are found.
#[derive(Default)]
pub struct Flow {
    /// The pieces so far.
    pub pieces: Vec<Piece>,
    /// A title, and the line below it.
    pub title: Option<String>,
    /// The line below the title.
    pub subtitle: Option<String>,
    /// Whether an empty paragraph stands before the next one.
    blank: bool,
    /// The list that is open: its id, and the levels of the items above.
    list: Option<OpenList>,
}

struct OpenList {
    id: Option<String>,
    levels: Vec<u8>,
}

/// Reads what stands in a node.
pub fn flow<'d>(reader: &mut Reader<'d>, node: Node<'d>) -> Flow {
    let mut flow = Flow {
        blank: true,
        ..Flow::default()
    };
    blocks(reader, node, &mut flow);
    captions::attach(reader, &mut flow.pieces);
    flow
}

/// What stands in a node as blocks: for notes and boxes.
pub fn blocks_of<'d>(reader: &mut Reader<'d>, node: Node<'d>) -> Vec<Block> {
    let mut found = boxes::nested(reader, node);
    boxes::restore_title(&mut found);
    boxes::to_blocks(found.pieces)
}

fn blocks<'d>(reader: &mut Reader<'d>, node: Node<'d>, flow: &mut Flow) {
    for child in node.children().filter(Node::is_element) {
        block(reader, child, flow);
    }
}

fn block<'d>(reader: &mut Reader<'d>, node: Node<'d>, flow: &mut Flow) {
    match (xml::ns(node), node.tag_name().name()) {
        (Ns::W, "p") => paragraph(reader, node, flow),
        (Ns::W, "tbl") => {
            flow.list = None;
            match reader.depth < NESTED {
                true => {
                    reader.depth += 1;
                    let pieces = tables::read(reader, node);
                    reader.depth -= 1;
                    flow.pieces.extend(pieces);
                }
                false => blocks(reader, node, flow),
            }
            flow.blank = true;
        }
        (Ns::Mc, "AlternateContent") => {
            if let Some(branch) = branch(node) {
                blocks(reader, branch, flow);
            }
        }
        (Ns::W, "altChunk") => {
            reader.doubt(
                Kind::Dropped,
                20,
                "a part of another document could not come along",
            );
            let todos = std::mem::take(&mut reader.todos);
            flow.pieces.extend(todo_piece(reader, todos));
        }
        (Ns::W, "sectPr") => columns(reader, node),
        (Ns::W, "pPr" | "sdtPr" | "tblPr" | "trPr" | "tcPr" | "tblGrid") => {}
        // Content controls, custom XML, tracked changes of whole paragraphs.
        _ => blocks(reader, node, flow),
    }
}

fn todo_piece(reader: &Reader, todos: Vec<String>) -> Option<Piece> {
    let mut todos = todos.into_iter();
    let first = todos.next()?;
    let remark = atoms::remark(&format!("pamphlet: todo {first}"));
    let mut piece = Piece::new(reader.place, Body::Block(Block::Comment(remark)));
    piece.todos.extend(todos);
    Some(piece)
}

fn columns(reader: &mut Reader, section: Node) {
    let count = xml::child(section, "cols").and_then(|it| xml::attribute(it, "num"));
    if count
        .and_then(|it| it.parse::<u32>().ok())
        .is_some_and(|it| it > 1)
    {
        reader.say(
            Kind::Converted,
            90,
            "text in columns runs in one; the order of reading is kept",
        );
    }
}

fn paragraph<'d>(reader: &mut Reader<'d>, node: Node<'d>, flow: &mut Flow) {
    reader.place.0 += u32::from(!reader.frozen);
    if !reader.fields_end {
        // One that never ends would link or hide the rest of the document.
        reader.fields.clear();
    }
    let pr = xml::child(node, "pPr");
    let style = pr.and_then(|it| xml::value(it, "pStyle"));
    let style = reader.styles.paragraph(style);
    let mark = mark(reader, pr, &style);
    let found = paragraph::atoms(reader, node, &style.props);
    if let Some(pr) = pr {
        changes::of_paragraph(reader, pr);
        xml::children(pr, "sectPr").for_each(|it| columns(reader, it));
    }
    let found = changes::settle(reader, found);
    let boxes = std::mem::take(&mut reader.boxes);
    let anchored = reader.place;
    reader.report_unseen();
    let role = role(pr, &style);
    if role == Role::Contents {
        drop_contents(reader, &found);
    } else {
        for row in rows(found) {
            place_row(reader, row, role, mark.clone(), flow);
        }
    }
    for node in boxes {
        let pieces = boxes::text_box(reader, node, flow);
        flow.pieces.extend(pieces);
        reader.place = anchored;
    }
}

/// What a paragraph is: by its own outline level, else by its style.
fn role(pr: Option<Node>, style: &Style) -> Role {
    let level = pr.and_then(|it| xml::value(it, "outlineLvl"));
    match level.and_then(|it| it.parse::<u8>().ok()) {
        Some(level @ 0..=8) => Role::Heading(level + 1),
        _ => style.role,
    }
}

/// An item's mark with the list that it belongs to.
type Marked = (Mark, Option<String>);

fn mark(reader: &mut Reader, pr: Option<Node>, style: &Style) -> Option<Marked> {
    let place = ListPlace::read(pr).or(style.list.clone());
    if let Some(mark) = reader.numbering.count(&place) {
        return Some((mark, place.list));
    }
    match (style.role, &place.list) {
        (Role::Item { numbered, depth }, None) => {
            let number = numbered.then_some(1);
            let level = depth;
            Some((Mark { number, level }, None))
        }
        _ => None,
    }
}

fn drop_contents(reader: &mut Reader, found: &[Atom]) {
    let words = atoms::plain(found);
    if words.contains(char::is_alphanumeric) {
        let message = "a line of a table of contents was left out; contents are made anew";
        reader.drop(Kind::Dropped, 95, message, &words);
    }
}

/// Two line breaks in a row end a paragraph.
fn rows(found: Vec<Atom>) -> Vec<Vec<Atom>> {
    let mut rows = vec![Vec::new()];
    let mut broken = false;
    for atom in found {
        let is_break = atom.what == What::Break;
        if is_break && broken {
            rows.push(Vec::new());
            continue;
        }
        let is_space = matches!(&atom.what, What::Words(text) if text.trim().is_empty());
        broken = is_break || (broken && is_space);
        if let Some(row) = rows.last_mut() {
            row.push(atom);
        }
    }
    rows.into_iter().map(atoms::tidy).collect()
}

fn place_row<'d>(
    reader: &mut Reader<'d>,
    row: Vec<Atom>,
    role: Role,
    mark: Option<Marked>,
    flow: &mut Flow,
) {
    if row.is_empty() {
        flow.blank = true;
        let todos = std::mem::take(&mut reader.todos);
        flow.pieces.extend(todo_piece(reader, todos));
        return;
    }
    let todos = std::mem::take(&mut reader.todos);
    let has_words = row
        .iter()
        .any(|it| matches!(it.what, What::Words(_) | What::Call(_)));
    let first = flow.pieces.len();
    if !has_words {
        flow.list = None;
        unworded(reader, row, flow);
    } else {
        match role {
            Role::Title if flow.title.is_none() => titled(reader, row, true, flow),
            Role::Subtitle if flow.subtitle.is_none() => titled(reader, row, false, flow),
            Role::Title => heading(reader, row, 1, flow),
            Role::Subtitle => line(reader, row, flow),
            Role::Heading(level) => heading(reader, row, level, flow),
            Role::Caption => captions::push(reader, row, flow),
            Role::Quote => quote(reader, row, flow),
            Role::Body | Role::Item { .. } | Role::ItemContinued | Role::Contents => {
                match (mark, role) {
                    (Some(mark), _) => item(reader, row, mark, flow),
                    (None, Role::ItemContinued) => continued(reader, row, flow),
                    (None, _) => line(reader, row, flow),
                }
            }
        }
    }
    flow.blank = false;
    match flow.pieces.get_mut(first) {
        Some(piece) => piece.todos.splice(0..0, todos).for_each(drop),
        // Words that went to a list or to the front matter.
        None => match flow.pieces.last_mut() {
            Some(piece) => piece.todos.extend(todos),
            None => flow.pieces.extend(todo_piece(reader, todos)),
        },
    }
}

/// Images and remarks without words: figures, a block each.
fn unworded(reader: &mut Reader, row: Vec<Atom>, flow: &mut Flow) {
    for atom in row {
        let block = match atom.what {
            What::Picture(picture) => Block::Figure(figure(picture)),
            What::Comment(text) => Block::Comment(atoms::remark(&text)),
            What::Words(_) | What::Call(_) | What::Break => continue,
        };
        flow.pieces
            .push(Piece::new(reader.place, Body::Block(block)));
    }
}

/// An image as a figure.
pub fn figure(picture: Picture) -> Figure {
    let mut meta = Meta::made();
    if picture.decorative {
        meta.attributes.classes.push("decorative".to_owned());
    }
    Figure {
        meta,
        source: Spanned::made(picture.file),
        alt: picture.alt,
        caption: None,
        caption_is_title: false,
    }
}

/// Words without the images, calls and remarks among them, which become pieces
/// of their own.
fn bare(reader: &mut Reader, row: Vec<Atom>, flow: &mut Flow) -> Vec<Atom> {
    let (words, rest): (Vec<_>, Vec<_>) = row
        .into_iter()
        .partition(|it| matches!(it.what, What::Words(_) | What::Break));
    unworded(reader, rest, flow);
    atoms::tidy(words)
}

fn titled(reader: &mut Reader, row: Vec<Atom>, main: bool, flow: &mut Flow) {
    let calls = row.iter().any(|it| matches!(it.what, What::Call(_)));
    if calls {
        reader.doubt(
            Kind::Note,
            40,
            "a title cannot call a note; the note stands without its call",
        );
    }
    let words = bare(reader, row, flow);
    let text = atoms::plain(&words);
    let (kind, message) = match main {
        true => (Kind::Title, format!("the title by its style: {text}")),
        false => (Kind::Front, format!("the subtitle by its style: {text}")),
    };
    reader.say(kind, 100, message);
    match main {
        true => flow.title = Some(text),
        false => flow.subtitle = Some(text),
    }
    flow.list = None;
}

fn heading(reader: &mut Reader, mut row: Vec<Atom>, level: u8, flow: &mut Flow) {
    let figures: Vec<Atom> = row
        .extract_if(.., |it| matches!(it.what, What::Picture(_)))
        .collect();
    for atom in &mut row {
        atom.look.strong = false;
        if atom.what == What::Break {
            atom.what = What::Words(" ".to_owned());
        }
    }
    let row = atoms::tidy(row);
    if row
        .iter()
        .filter(|it| it.is_said())
        .all(|it| it.look.emphasis)
    {
        return heading_of(reader, plain_looks(row), level, figures, flow);
    }
    heading_of(reader, row, level, figures, flow);
}

fn plain_looks(mut row: Vec<Atom>) -> Vec<Atom> {
    row.iter_mut().for_each(|it| it.look.emphasis = false);
    row
}

fn heading_of(reader: &mut Reader, row: Vec<Atom>, level: u8, figures: Vec<Atom>, flow: &mut Flow) {
    if !row.is_empty() {
        let words = atoms::nest(row);
        let body = Body::Heading(Heading { level, words });
        flow.pieces.push(Piece::new(reader.place, body));
    }
    unworded(reader, figures, flow);
    flow.list = None;
}

fn line(reader: &mut Reader, row: Vec<Atom>, flow: &mut Flow) {
    let said = || row.iter().filter(|it| it.is_said());
    let strong = said().next().is_some()
        && (said().all(|it| it.look.strong) || said().all(|it| it.look.underline));
    let large = said().map(|it| it.look.size).max().unwrap_or_default();
    let words = atoms::nest(row);
    let first = flow.title.is_none() && !flow.pieces.iter().any(has_words);
    let usual = reader.styles.plain().size.unwrap_or(20);
    if first && reader.depth == 0 && large * 4 >= usual * 5 && is_short(&words) {
        let text = plain_text(&words);
        if text.contains(char::is_alphabetic)
            && matches!(&words[..], [Inline::Text(_) | Inline::Strong(_)])
        {
            let message =
                format!("the first line is set larger than the text and became the title: {text}");
            reader.say(Kind::Title, 75, message);
            flow.title = Some(text);
            return;
        }
    }
    let body = Body::Line(Line {
        words,
        after_blank: flow.blank
            || !matches!(
                flow.pieces.last(),
                Some(Piece {
                    body: Body::Line(_),
                    ..
                })
            ),
        strong,
    });
    flow.pieces.push(Piece::new(reader.place, body));
    flow.list = None;
}

fn has_words(piece: &Piece) -> bool {
    match &piece.body {
        Body::Heading(_) | Body::Line(_) | Body::Items(_) => true,
        Body::Block(block) => !matches!(block, Block::Comment(_) | Block::Figure(_)),
    }
}

fn is_short(words: &[Inline]) -> bool {
    let text = plain_text(words);
    text.chars().count() <= 100 && !text.ends_with(['.', ':', ';', ','])
}

fn quote(reader: &mut Reader, row: Vec<Atom>, flow: &mut Flow) {
    let paragraph = Block::made(atoms::nest(plain_looks(row)));
    flow.list = None;
    if let Some(Piece {
        body: Body::Block(Block::Quote(quote)),
        ..
    }) = flow.pieces.last_mut()
    {
        quote.blocks.push(paragraph);
        return;
    }
    let block = Block::Quote(Boxed {
        meta: Meta::made(),
        blocks: vec![paragraph],
    });
    flow.pieces
        .push(Piece::new(reader.place, Body::Block(block)));
}

fn item(reader: &mut Reader, row: Vec<Atom>, (mark, id): Marked, flow: &mut Flow) {
    let numbered = mark.number.is_some();
    let place = reader.place;
    let words = atoms::nest(row);
    // A list goes on where it is the same one, or where both have bullets.
    let goes_on = match (&mut flow.list, flow.pieces.last_mut()) {
        (
            Some(open),
            Some(Piece {
                body: Body::Items(items),
                ..
            }),
        ) => {
            let deeper = mark.level > open.levels[0];
            let bullets = items.start.is_none() && !numbered;
            let same = open.id == id && items.start.is_some() == numbered;
            (deeper || bullets || same).then_some((open, items))
        }
        _ => None,
    };
    if let Some((open, items)) = goes_on {
        while open.levels.len() > 1 && open.levels.last().is_some_and(|it| *it > mark.level) {
            open.levels.pop();
        }
        if open.levels.last().is_some_and(|it| *it < mark.level) {
            open.levels.push(mark.level);
        }
        let depth = (open.levels.len() - 1) as u8;
        items.items.push(Item {
            place,
            depth,
            numbered,
            words,
        });
        return;
    }
    flow.list = Some(OpenList {
        id,
        levels: vec![mark.level],
    });
    let items = Items {
        start: mark.number,
        items: vec![Item {
            place,
            depth: 0,
            numbered,
            words,
        }],
    };
    flow.pieces.push(Piece::new(place, Body::Items(items)));
}

/// A further paragraph of a list item stands behind a line break in it.
fn continued(reader: &mut Reader, row: Vec<Atom>, flow: &mut Flow) {
    let open = flow.list.is_some();
    if let (
        true,
        Some(Piece {
            body: Body::Items(items),
            ..
        }),
    ) = (open, flow.pieces.last_mut())
        && let Some(last) = items.items.last_mut()
    {
        last.words.push(Inline::HardBreak(Meta::made()));
        last.words.extend(atoms::nest(row));
        reader.say(
            Kind::List,
            80,
            "a further paragraph of a list item stands behind a line break in it",
        );
        return;
    }
    line(reader, row, flow);
}
