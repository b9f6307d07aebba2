//! A section that is a glossary: its items become entries.

use std::collections::BTreeSet;
use std::sync::LazyLock;

use pamphlet_core::Inline;
use pamphlet_core::block::Block;
use pamphlet_core::inline::plain_text;

use super::entries::{Became, Given};
use super::names::{fold, is_short};
use super::{Lift, without_separators};
use crate::draft::{Body, Piece};
use crate::report::{Decision, Kind, Place};
use crate::shape::Shape;
use crate::shape::flat::{cut, flat};

/// Names of such sections in all of the program's languages, and others of them.
static NAMES: LazyLock<BTreeSet<String>> = LazyLock::new(|| {
    let named = crate::language::tables().map(|table| fold(table.glossary));
    named.chain(OTHER_NAMES.map(str::to_owned)).collect()
});

const OTHER_NAMES: [&str; 12] = [
    "glossary of terms",
    "glossary of key terms",
    "key terms",
    "terms and definitions",
    "glosario de términos",
    "términos clave",
    "definiciones",
    "begriffe",
    "begriffserklärungen",
    "worterklärungen",
    "glossaire",
    "glossario",
];

/// What stands between a term and its meaning, the surest first.
const SEPARATORS: [&str; 7] = [" ∞ ", " – ", " — ", ": ", " = ", " - ", "\t"];

/// So many words a term has at most.
const TERM: usize = 8;

/// An entry of the section.
struct Listed {
    place: Place,
    term: String,
    definition: Vec<Inline>,
}

/// Takes glossary sections; gives the entries that came out of them.
pub fn take(shape: &mut Shape, lift: &mut Lift) -> Vec<usize> {
    let mut taken = Vec::new();
    for part in &mut shape.parts {
        let pieces = std::mem::take(&mut part.pieces);
        let mut pieces = pieces.into_iter().peekable();
        while let Some(piece) = pieces.next() {
            if !names_glossary(&piece) {
                part.pieces.push(piece);
                continue;
            }
            let mut listed = Vec::new();
            while let Some(found) = pieces.peek().and_then(read) {
                listed.extend(found);
                pieces.next();
            }
            if listed.is_empty() {
                part.pieces.push(piece);
                continue;
            }
            let message = format!(
                "the section is the glossary: {} of its entries stand in glossary.yaml",
                listed.len()
            );
            let decision = Decision::new(piece.place, Kind::Definition, 90, message);
            lift.report.add(decision.dropping(&words(&piece)));
            taken.extend(listed.into_iter().map(|it| keep(it, lift)));
        }
    }
    taken
}

fn keep(listed: Listed, lift: &mut Lift) -> usize {
    let place = listed.place;
    let mut names = vec![listed.term.clone()];
    if let Some((long, short)) = listed.term.split_once('(') {
        let short = short.trim_end().trim_end_matches(')');
        if is_short(short) {
            names = vec![long.trim().to_owned(), short.to_owned()];
        }
    }
    let (index, became) = lift.entries.give(Given {
        names,
        definition: listed.definition,
        place,
        rank: 3,
    });
    let name = lift.entries.name(index).to_owned();
    match became {
        Became::First => {}
        Became::Second => {
            let message = format!(
                "“{name}” has more than one definition; the others are remarks above its entry"
            );
            lift.report.say(place, Kind::SecondDefinition, 70, message);
        }
        Became::Same => {
            let message = format!("“{name}” has the same definition twice; one is kept");
            lift.report.say(place, Kind::SecondDefinition, 95, message);
        }
    }
    index
}

fn words(piece: &Piece) -> String {
    match &piece.body {
        Body::Heading(heading) => plain_text(&heading.words),
        Body::Line(line) => plain_text(&line.words),
        Body::Items(_) | Body::Block(_) => String::new(),
    }
}

fn names_glossary(piece: &Piece) -> bool {
    let words = words(piece);
    if words.is_empty() || words.len() > 60 {
        return false;
    }
    NAMES.contains(&fold(words.trim().trim_end_matches(':')))
}

/// The entries that a piece lists; none where one of its lines is none.
fn read(piece: &Piece) -> Option<Vec<Listed>> {
    match &piece.body {
        Body::Items(items) => {
            let items = items.items.iter();
            items.map(|item| entry(item.place, &item.words)).collect()
        }
        Body::Line(line) => Some(vec![entry(piece.place, &line.words)?]),
        Body::Block(Block::TermList(list)) => {
            let items = list.items.iter().map(|item| {
                let [blocks] = item.descriptions.as_slice() else {
                    return None;
                };
                let [Block::Paragraph(said)] = blocks.as_slice() else {
                    return None;
                };
                Some(Listed {
                    place: piece.place,
                    term: plain_text(&item.term),
                    definition: said.inlines.clone(),
                })
            });
            items.collect()
        }
        Body::Heading(_) | Body::Block(_) => None,
    }
}

fn entry(place: Place, words: &[Inline]) -> Option<Listed> {
    let text = flat(words);
    let found = SEPARATORS
        .iter()
        .filter_map(|it| Some((text.find(it)?, it)));
    let (at, separator) = found.min_by_key(|(at, _)| *at)?;
    let term = text[..at].trim();
    let shaped = (1..=TERM).contains(&term.split_whitespace().count()) && !term.contains(". ");
    let definition = cut(words.to_vec(), &[at, at + separator.len()]).pop()?;
    let definition = without_separators(definition);
    (shaped && !definition.is_empty()).then(|| Listed {
        place,
        term: term.to_owned(),
        definition,
    })
}
