//! Captions: paragraphs of that style go to the table below or above them, or to
//! the image above. What Word numbers by itself, the program numbers again.

use pamphlet_core::block::{Block, Caption};
use pamphlet_core::inline::{Inline, plain_text};
use pamphlet_core::node::Meta;

use super::atoms::{self, Atom};
use super::body::Flow;
use super::reader::Reader;
use crate::draft::{Body, Line, Piece};
use crate::report::{Decision, Kind};

/// Marks a line as a caption until all pieces are there.
const MARK: &str = "\u{0}caption";

/// Adds a caption as a line that is still to find its place.
pub fn push(reader: &mut Reader, mut row: Vec<Atom>, flow: &mut Flow) {
    // What all of a caption looks like is its style.
    let said = || row.iter().filter(|it| it.is_said());
    let (slanted, bold) = (
        said().all(|it| it.look.emphasis),
        said().all(|it| it.look.strong),
    );
    for atom in &mut row {
        atom.look.emphasis &= !slanted;
        atom.look.strong &= !bold;
    }
    let mut piece = Piece::new(
        reader.place,
        Body::Line(Line {
            words: atoms::nest(row),
            after_blank: true,
            strong: false,
        }),
    );
    piece.todos.push(MARK.to_owned());
    flow.pieces.push(piece);
}

/// Gives each caption to what it stands beside.
pub fn attach(reader: &mut Reader, pieces: &mut Vec<Piece>) {
    let is_caption = |it: &Piece| it.todos.iter().any(|it| it == MARK);
    if !pieces.iter().any(is_caption) {
        return;
    }
    let mut out: Vec<Piece> = Vec::with_capacity(pieces.len());
    let mut rest = std::mem::take(pieces).into_iter().peekable();
    while let Some(mut piece) = rest.next() {
        if !is_caption(&piece) {
            out.push(piece);
            continue;
        }
        piece.todos.retain(|it| it != MARK);
        let below = rest.peek_mut().filter(|it| takes(it, true));
        let host = match out.last_mut().filter(|it| takes(it, false)) {
            Some(above) => Some(above),
            None => below,
        };
        match host {
            Some(host) => give(reader, host, piece),
            None => out.push(piece),
        }
    }
    *pieces = out;
}

/// Whether a piece still wants a caption; images have theirs below them.
fn takes(piece: &Piece, below: bool) -> bool {
    match &piece.body {
        Body::Block(Block::Table(it)) => it.caption.is_none(),
        Body::Block(Block::Figure(it)) => it.caption.is_none() && !below,
        _ => false,
    }
}

fn give(reader: &mut Reader, host: &mut Piece, piece: Piece) {
    let Body::Line(line) = piece.body else {
        return;
    };
    let text = plain_text(&line.words);
    let words = match label(&text) {
        Some(end) => {
            let message = format!(
                "`{}` before a caption was left out; numbers are made anew",
                text[..end].trim()
            );
            let decision = Decision::new(piece.place, Kind::Converted, 90, message);
            reader.report.add(decision.dropping(&text[..end]));
            without_start(line.words, end)
        }
        None => line.words,
    };
    let caption = (!plain_text(&words).trim().is_empty()).then(|| Caption {
        meta: Meta::made(),
        inlines: words,
    });
    match &mut host.body {
        Body::Block(Block::Table(it)) => it.caption = caption,
        Body::Block(Block::Figure(it)) => it.caption = caption,
        _ => {}
    }
    host.todos.extend(piece.todos);
}

const NAMES: [&str; 12] = [
    "table",
    "figure",
    "tabelle",
    "abbildung",
    "bild",
    "tabla",
    "figura",
    "ilustración",
    "fig",
    "abb",
    "tab",
    "picture",
];

/// Where `Table 2: ` ends.
fn label(text: &str) -> Option<usize> {
    let name = text.split([' ', '\u{a0}', '.']).next()?;
    if !NAMES.contains(&name.to_lowercase().as_str()) {
        return None;
    }
    let rest = &text[name.len()..];
    let gap = rest.len() - rest.trim_start_matches([' ', '\u{a0}', '.']).len();
    let digits = rest[gap..].bytes().take_while(u8::is_ascii_digit).count();
    let end = name.len() + gap + digits;
    let tail = &text[end..];
    let behind = tail.trim_start_matches([' ', '\u{a0}', ':', '.', '–', '-', '—']);
    let apart = behind.is_empty() || behind.len() < tail.len();
    (digits > 0 && apart).then(|| text.len() - behind.len())
}

/// Words without the first bytes of their plain text.
fn without_start(words: Vec<Inline>, mut skip: usize) -> Vec<Inline> {
    let mut out = Vec::new();
    for mut inline in words {
        let length = plain_text(std::slice::from_ref(&inline)).len();
        if skip == 0 {
            out.push(inline);
        } else if length <= skip {
            skip -= length;
        } else {
            match &mut inline {
                Inline::Text(it) => it.text = it.text.split_off(skip),
                it => {
                    if let Some(inner) = it.children_mut() {
                        *inner = without_start(std::mem::take(inner), skip);
                    }
                }
            }
            skip = 0;
            out.push(inline);
        }
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_of_captions_are_made_anew() {
        assert_eq!(label("Table 2: Doses"), Some(9));
        assert_eq!(label("Tabelle 1 – Dosis"), Some("Tabelle 1 – ".len()));
        assert_eq!(label("Fig. 3 The hip"), Some(7));
        assert_eq!(label("Table manners"), None);
        assert_eq!(label("Doses"), None);
        let words = vec![Inline::made("Table 2"), Inline::made(": Doses")];
        assert_eq!(plain_text(&without_start(words, 9)), "Doses");
    }
}
