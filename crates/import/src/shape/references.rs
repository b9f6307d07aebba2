//! The lines of the References part as entries. Each keeps its line as it was
//! clipped; what cannot be read stays whole.

mod dates;
mod faults;
mod ids;
mod lines;
mod parse;
mod people;
mod tail;

use std::collections::{BTreeMap, BTreeSet};

use pamphlet_core::article::PartKind;
use pamphlet_core::block::Block;
use pamphlet_core::inline::{Comment, CommentKind};
use pamphlet_core::node::Meta;
use pamphlet_core::reference::{Field, Kind, Reference, Words};
use pamphlet_core::span::{Span, Spanned};

use crate::Kept;
use crate::draft::{Body, Piece};
use crate::report::{Decision, Kind as About, SURE};
use crate::shape::Shape;
use crate::shape::definitions::slug;
pub use dates::month;
use faults::Identified;
use lines::{Candidate, Found};
use parse::Parsed;

/// Reads the References part: its pieces are used up but for prose.
pub fn gather(shape: &mut Shape) {
    let mut gather = Gather::default();
    let mut parts = std::mem::take(&mut shape.parts);
    for part in parts
        .iter_mut()
        .filter(|it| it.kind == PartKind::References)
    {
        let mut left = Vec::new();
        let mut open: Vec<Candidate> = Vec::new();
        let mut lone: Vec<Option<Piece>> = Vec::new();
        for piece in std::mem::take(&mut part.pieces) {
            let kept = matches!(piece.body, Body::Line(_)).then(|| piece.clone());
            match lines::read(piece) {
                Found::Lines(found) => {
                    lone.extend(found.iter().map(|_| kept.clone()));
                    open.extend(found);
                }
                Found::Piece(piece) => {
                    gather.lines(shape, &mut open, &mut lone, &mut left);
                    left.push(*piece);
                }
            }
        }
        gather.lines(shape, &mut open, &mut lone, &mut left);
        part.pieces = left;
    }
    shape.parts = parts;
}

/// What gathering knows of the entries so far.
#[derive(Default)]
struct Gather {
    /// How often a key was asked for.
    keys: BTreeMap<String, u32>,
    /// Those that were given.
    taken: BTreeSet<String>,
    identified: Identified,
}

impl Gather {
    /// Reads lines that follow each other.
    fn lines(
        &mut self,
        shape: &mut Shape,
        open: &mut Vec<Candidate>,
        lone: &mut Vec<Option<Piece>>,
        left: &mut Vec<Piece>,
    ) {
        let pieces = lines::joined(std::mem::take(open), std::mem::take(lone));
        for (line, piece) in pieces {
            match (self.read(&line), piece) {
                (Some(parsed), _) => self.keep(shape, line, parsed, left),
                (None, Some(piece)) => left.push(piece),
                (None, None) => {}
            }
        }
    }

    /// A line as a reference; none where it is prose.
    fn read(&self, line: &Candidate) -> Option<Parsed> {
        if line.text.is_empty() {
            return None;
        }
        let urls: String = line.urls.iter().map(|url| format!(" {url}")).collect();
        let parsed = parse::parse(&format!("{}{urls}", line.text));
        let prose = !line.listed && lines::is_prose(&line.text);
        let persons = |it: &Parsed| {
            let people = it.entry.names.values().flatten();
            people.into_iter().any(|name| !name.is_body()) || it.confidence >= 90
        };
        match parsed {
            Some(parsed) if !prose || persons(&parsed) => Some(parsed),
            _ if line.listed || (!prose && lines::is_dated(&line.text)) => Some(raw(&line.text)),
            _ => None,
        }
    }

    fn keep(&mut self, shape: &mut Shape, line: Candidate, parsed: Parsed, left: &mut Vec<Piece>) {
        let mut parsed = parsed;
        match faults::mend(&mut parsed.entry) {
            Some(doubts) if doubts.is_empty() => {}
            Some(doubts) => {
                parsed.confidence = parsed.confidence.min(60);
                parsed.doubts.extend(doubts);
            }
            None => {
                parsed = raw(&line.text);
                faults::mend(&mut parsed.entry);
            }
        }
        let key = self.key(&parsed.entry);
        parsed.entry.key = Spanned::made(key.clone());
        let shared = self.identified.claim(&mut parsed.entry);
        if !shared.is_empty() {
            parsed.confidence = parsed.confidence.min(60);
            parsed.doubts.extend(shared);
        }
        let Parsed {
            entry,
            confidence,
            doubts,
        } = parsed;
        let is_raw = confidence == RAW;
        let said = doubts.join("; ");
        let (kind, mut message) = match is_raw {
            true => (
                About::RawReference,
                format!("the line is not understood; it stands whole as the title of `{key}`"),
            ),
            false => (
                About::Reference,
                format!("the line is the reference `{key}`"),
            ),
        };
        let mut remarks = vec![format!(
            "as clipped (line {}): {}",
            line.place.0, line.whole
        )];
        if confidence < SURE {
            let todo = match is_raw {
                true => format!("reference `{key}`: divide its line into author, title and so on"),
                false => format!("reference `{key}`: {said}"),
            };
            remarks.push(format!("todo: {}", todo.replace("): ", ") ")));
            left.push(Piece::new(line.place, Body::Block(comment(&todo))));
        }
        if !is_raw && !said.is_empty() {
            message.push_str(&format!("; {said}"));
        }
        shape
            .report
            .add(Decision::new(line.place, kind, confidence, message));
        if let Some(number) = line.number {
            let index = shape.references.len();
            shape.reference_numbers.entry(number).or_insert(index);
        }
        shape.references.push(Kept {
            value: entry,
            remarks,
        });
    }

    /// `khorram1997`, and `khorram1997b` for the next of that name and year.
    fn key(&mut self, entry: &Reference) -> String {
        let name = entry.creators().first().map(|name| match name.is_body() {
            true => name
                .family
                .split_whitespace()
                .next()
                .unwrap_or("")
                .to_owned(),
            false => name.family.clone(),
        });
        let word = || {
            let title = entry.text(Field::Title).unwrap_or("");
            let long = title
                .split_whitespace()
                .find(|word| word.chars().count() > 3);
            let word = long.or(title.split_whitespace().next()).unwrap_or("");
            let bare = word.split_once("://").map_or(word, |(_, rest)| rest);
            let host = bare.split('/').next().unwrap_or(bare);
            host.strip_prefix("www.").unwrap_or(host).to_owned()
        };
        let mut base: String = slug(&name.unwrap_or_else(word)).replace('-', "");
        base.truncate(30);
        if base == "term" && entry.creators().is_empty() {
            base = "reference".to_owned();
        }
        if let Some(year) = entry.year() {
            base.push_str(&year.to_string());
        }
        // Counted, so that many of one name cost no more than few.
        let count = self.keys.entry(base.clone()).or_default();
        *count += 1;
        let key = match *count {
            1 => base,
            nth @ 2..=26 => format!("{base}{}", char::from(b'a' + (nth - 1) as u8)),
            nth => format!("{base}-{nth}"),
        };
        match self.taken.insert(key.clone()) {
            true => key,
            false => self.key(entry),
        }
    }
}

/// The confidence of a line that is kept whole.
const RAW: u8 = 20;

/// A line as the title of an entry.
fn raw(text: &str) -> Parsed {
    let none = Spanned::made(String::new());
    let mut entry = Reference::new(Span::NONE, none, Spanned::made(Kind::Other));
    let title = text.replace(" ∞ ", ": ").replace('∞', ":");
    if let Some(url) = ids::take(text).1.fields.remove(&Field::Url) {
        entry.kind.value = Kind::WebPage;
        entry.set(Field::Url, Spanned::made(Words::plain(url)));
    }
    entry.set(Field::Title, Spanned::made(Words::plain(title)));
    Parsed {
        entry,
        confidence: RAW,
        doubts: Vec::new(),
    }
}

/// What an editor should look at, in the part where the references print.
fn comment(todo: &str) -> Block {
    let todo = todo.replace("--", "–");
    Block::Comment(Comment {
        meta: Meta::made(),
        text: format!(" pamphlet: todo {todo} "),
        kind: CommentKind::Todo(todo),
    })
}

#[cfg(test)]
mod tests;
