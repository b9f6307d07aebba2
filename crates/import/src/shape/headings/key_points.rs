//! Key points: a paragraph of one sentence that stands at the end of a section or
//! behind a list and says again what the section says.

use std::collections::HashMap;

use pamphlet_core::article::PartKind;
use pamphlet_core::block::{Block, Boxed};
use pamphlet_core::inline::{Inline, plain_words};
use pamphlet_core::node::Meta;

use crate::draft::{Body, Piece};
use crate::report::Kind;
use crate::shape::Shape;
use crate::shape::language::{Hints, hints};

/// Characters of such a sentence.
const LONGEST: usize = 260;

/// Sets key points apart.
pub fn find(shape: &mut Shape) {
    let hints = hints(shape.words);
    for part in &mut shape.parts {
        if matches!(part.kind, PartKind::References | PartKind::Reflection) {
            continue;
        }
        let mut start = 0;
        while start < part.pieces.len() {
            let rest = &part.pieces[start..];
            let length = rest.iter().take_while(|it| !is_heading(it)).count();
            let (before, section) = part.pieces[..start + length].split_at_mut(start);
            let heading = before.last();
            for (index, confidence) in judge(heading, section, hints) {
                let piece = &mut section[index];
                let message = "the sentence sums up its section and stands apart";
                shape
                    .report
                    .say(piece.place, Kind::KeyPoint, confidence, message);
                piece
                    .todos
                    .push("look whether this sentence is a key point".to_owned());
                set_apart(piece);
            }
            start += length + 1;
        }
    }
}

fn is_heading(piece: &Piece) -> bool {
    matches!(piece.body, Body::Heading(_))
}

fn set_apart(piece: &mut Piece) {
    if let Body::Line(line) = &mut piece.body {
        let words = std::mem::take(&mut line.words);
        piece.body = Body::Block(Block::KeyPoint(Boxed {
            meta: Meta::made(),
            blocks: vec![Block::made(words)],
        }));
    }
}

/// The key points among the pieces of a section, with how sure that is.
fn judge(heading: Option<&Piece>, section: &[Piece], hints: &Hints) -> Vec<(usize, u8)> {
    if section.len() < 2 {
        return Vec::new();
    }
    let is_list = |index: usize| matches!(section[index].body, Body::Items(_));
    let stands = |index: &usize| {
        let last = *index + 1 == section.len();
        *index > 0 && (last || is_list(*index - 1))
    };
    let candidates: Vec<usize> = (0..section.len())
        .filter(stands)
        .filter(|index| is_statement(&section[*index], hints))
        .collect();
    if candidates.is_empty() {
        return Vec::new();
    }
    let said = vocabulary(heading.into_iter().chain(section));
    candidates
        .into_iter()
        .filter(|index| repeats(&section[*index], &said))
        .map(|index| (index, if is_list(index - 1) { 75 } else { 70 }))
        .collect()
}

/// Whether a piece is one whole sentence that needs no other to be understood.
fn is_statement(piece: &Piece, hints: &Hints) -> bool {
    let Body::Line(line) = &piece.body else {
        return false;
    };
    // A pasted definition marks running text, and so does a source.
    let plain = |it: &Inline| matches!(it, Inline::Text(_));
    if line.strong || line.words.len() > 4 || !line.words.iter().all(plain) {
        return false;
    }
    let text = plain_words(&line.words);
    let text = text.trim();
    let fits = text.len() < LONGEST * 4 && text.chars().nth(LONGEST).is_none();
    if !fits || !text.ends_with('.') || text.split_whitespace().nth(5).is_none() {
        return false;
    }
    let inner = &text[..text.len() - 1];
    let sentences = inner
        .match_indices(['.', '?', '!'])
        .filter(|(at, _)| inner[at + 1..].starts_with(char::is_whitespace));
    let first = text
        .split(|c: char| !c.is_alphanumeric())
        .next()
        .unwrap_or("");
    sentences.count() == 0 && !hints.leaning.contains(&first.to_lowercase().as_str())
}

/// How often each stem is said in a section.
fn vocabulary<'a>(section: impl Iterator<Item = &'a Piece>) -> HashMap<String, u32> {
    let mut said = HashMap::new();
    let mut count = |words: &[Inline]| {
        for stem in stems(&plain_words(words)) {
            *said.entry(stem).or_insert(0) += 1;
        }
    };
    for piece in section {
        match &piece.body {
            Body::Heading(heading) => count(&heading.words),
            Body::Line(line) => count(&line.words),
            Body::Items(items) => items.items.iter().for_each(|item| count(&item.words)),
            Body::Block(Block::Table(table)) => {
                let rows = std::iter::once(&table.header).chain(&table.rows);
                let cells = rows.flat_map(|row| &row.cells);
                cells.for_each(|cell| count(&cell.inlines));
            }
            Body::Block(_) => {}
        }
    }
    said
}

/// The first letters of words that name something.
fn stems(text: &str) -> Vec<String> {
    let words = text.split(|c: char| !c.is_alphanumeric());
    let long = words.filter(|word| word.chars().nth(4).is_some());
    long.map(|word| word.chars().take(6).collect::<String>().to_lowercase())
        .collect()
}

/// Whether a piece says again what the others say.
fn repeats(piece: &Piece, said: &HashMap<String, u32>) -> bool {
    let Body::Line(line) = &piece.body else {
        return false;
    };
    let own = stems(&plain_words(&line.words));
    let mut times: HashMap<&str, u32> = HashMap::new();
    for stem in &own {
        *times.entry(stem).or_insert(0) += 1;
    }
    let again = own.iter().filter(|stem| {
        let elsewhere = said.get(*stem).copied().unwrap_or(0);
        elsewhere > times.get(stem.as_str()).copied().unwrap_or(0)
    });
    again.count() * 10 >= own.len() * 4
}
