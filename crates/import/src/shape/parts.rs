//! Which part each piece belongs to: by part names in any language the program
//! speaks, in any order.

mod title;

use std::collections::BTreeMap;

use pamphlet_core::article::PartKind;
use pamphlet_core::inline::{Inline, plain_words};
use pamphlet_core::language::Language;
use pamphlet_core::span::Spanned;
use pamphlet_core::words::Words;

use crate::draft::{Body, Draft, Piece};
use crate::report::{Decision, Kind, Place, Report};
use crate::shape::{PartPieces, Shape};
use crate::{Options, language};

/// Characters of a line that can still name a part.
const LONGEST: usize = 60;

/// Takes a draft apart.
pub fn part(mut draft: Draft, options: &Options, mut report: Report) -> Shape {
    let mut names = names(&draft.pieces);
    let words = language(&mut draft, &names, &mut report);
    prefer(words, &mut names);
    title::settle(&mut draft, &mut names, options, &mut report);
    let first = draft.pieces.first().map(|piece| piece.place);
    let mut parts = divide(std::mem::take(&mut draft.pieces), names, &mut report);
    assume(&mut parts, first.unwrap_or(Place::WHOLE), &mut report);
    parts.sort_by_key(|part| part.kind);
    Shape {
        front: draft.front,
        parts,
        notes: draft.notes,
        glossary: Vec::new(),
        references: Vec::new(),
        reference_numbers: Default::default(),
        words,
        report,
    }
}

/// A line that names a part.
struct Name {
    /// What it may name, by the table of each language that knows it.
    kinds: Vec<(&'static Words, PartKind)>,
    /// The name without a number before it and a colon behind it.
    bare: String,
    /// The number before it.
    number: String,
}

/// Names of parts by the number of their piece.
type Names = BTreeMap<usize, Name>;

fn names(pieces: &[Piece]) -> Names {
    let mut names = Names::new();
    for (index, piece) in pieces.iter().enumerate() {
        let words = match &piece.body {
            Body::Heading(heading) => &heading.words,
            Body::Line(line) => &line.words,
            Body::Items(_) | Body::Block(_) => continue,
        };
        if let Some(name) = name(words) {
            names.insert(index, name);
        }
    }
    names
}

fn name(words: &[Inline]) -> Option<Name> {
    if words.iter().map(length).sum::<usize>() > LONGEST * 4 {
        return None;
    }
    let text = plain_words(words);
    let text = text.trim();
    let digits = text.trim_start_matches(|c: char| c.is_ascii_digit());
    let number = &text[..text.len() - digits.len()];
    let rest = digits.strip_prefix(['.', ')']);
    let rest = rest.filter(|it| it.starts_with(' '));
    let (number, rest) = match (number.is_empty(), rest) {
        (false, Some(rest)) => (number, rest),
        _ => ("", text),
    };
    let bare = rest.trim().trim_end_matches([':', '.', ' ', '#']).trim();
    let kinds = Words::parts_named(bare).to_vec();
    let name = Name {
        kinds,
        bare: bare.to_owned(),
        number: number.to_owned(),
    };
    (!name.kinds.is_empty()).then_some(name)
}

/// Bytes of an inline's words, roughly, so that long ones are not joined.
fn length(inline: &Inline) -> usize {
    match inline {
        Inline::Text(text) => text.text.len(),
        _ => inline.children().iter().map(length).sum(),
    }
}

/// Finds the language and gives its words.
fn language(draft: &mut Draft, names: &Names, report: &mut Report) -> &'static Words {
    let english = Words::of(&Language::english()).expect("English is always there");
    if let Some(lang) = &draft.front.lang {
        let said = Language::parse(&lang.value).and_then(|it| Words::of(&it));
        return said.unwrap_or(english);
    }
    let named = named(names);
    let detected = language::detect(&sample(&draft.pieces));
    let (tag, confidence, why) = match (detected, named) {
        (Some((tag, sure)), Some((table, _))) if tag == table.language => {
            (tag, sure.max(95), "by its words and the names of its parts")
        }
        (Some((_, sure)), Some((table, count))) if sure < 60 && count > 1 => {
            (table.language, 70, "by the names of its parts")
        }
        (Some((tag, sure)), _) => (tag, sure.max(50), "by its words"),
        (None, Some((table, _))) => (table.language, 60, "by the names of its parts"),
        (None, None) => ("en", 40, "since it is too short to tell"),
    };
    let message = format!("the language is `{tag}`, {why}");
    let decision = Decision::new(Place::WHOLE, Kind::Language, confidence, message);
    report.add(decision);
    draft.front.lang = Some(Spanned::made(tag.to_owned()));
    let table = Language::parse(tag).and_then(|it| Words::of(&it));
    table.or(named.map(|(table, _)| table)).unwrap_or(english)
}

/// The language whose table knows most of the names, with their number; none
/// where two know equally many.
fn named(names: &Names) -> Option<(&'static Words, usize)> {
    let mut counts: BTreeMap<&str, (usize, &'static Words)> = BTreeMap::new();
    for name in names.values() {
        let mut last = "";
        for (table, _) in &name.kinds {
            if table.language != last {
                counts.entry(table.language).or_insert((0, table)).0 += 1;
            }
            last = table.language;
        }
    }
    let most = counts.values().map(|it| it.0).max()?;
    let mut best = counts.values().filter(|it| it.0 == most);
    let (count, table) = *best.next()?;
    best.next().is_none().then_some((table, count))
}

/// Enough words to tell the language.
fn sample(pieces: &[Piece]) -> String {
    let mut out = String::new();
    for piece in pieces {
        if out.len() > 10_000 {
            break;
        }
        match &piece.body {
            Body::Heading(heading) => out.push_str(&plain_words(&heading.words)),
            Body::Line(line) => out.push_str(&plain_words(&line.words)),
            Body::Items(items) => {
                for item in items.items.iter().take(100) {
                    out.push_str(&plain_words(&item.words));
                    out.push('\n');
                }
            }
            Body::Block(_) => {}
        }
        out.push('\n');
    }
    out
}

/// Of the kinds that a name may have, the one in the article's language first.
fn prefer(words: &'static Words, names: &mut Names) {
    for name in names.values_mut() {
        name.kinds
            .sort_by_key(|(table, _)| table.language != words.language);
    }
}

/// The pieces by part.
fn divide(pieces: Vec<Piece>, mut names: Names, report: &mut Report) -> Vec<PartPieces> {
    let mut parts: Vec<PartPieces> = Vec::new();
    let mut current: Option<usize> = None;
    for (index, piece) in pieces.into_iter().enumerate() {
        if let Some(name) = names.remove(&index) {
            current = Some(open(&name, piece.place, &mut parts, report));
            continue;
        }
        let index = match current {
            Some(index) => index,
            None => {
                parts.push(unnamed());
                current = Some(0);
                0
            }
        };
        if parts[index].kind == PartKind::References {
            unnumbered(&piece, report);
        }
        parts[index].pieces.push(piece);
    }
    parts
}

/// Names the numbers of a list of references: they are made anew.
fn unnumbered(piece: &Piece, report: &mut Report) {
    let Body::Items(items) = &piece.body else {
        return;
    };
    let Some(start) = items.start else { return };
    let numbers = items.items.iter().filter(|item| item.depth == 0);
    let numbers = numbers
        .enumerate()
        .map(|(i, _)| start.saturating_add(i as u32));
    let numbers: Vec<String> = numbers.map(|it| it.to_string()).collect();
    let message = "the numbers of the references are made anew";
    let decision = Decision::new(piece.place, Kind::Converted, 100, message);
    report.add(decision.dropping(&numbers.join(" ")));
}

fn unnamed() -> PartPieces {
    PartPieces {
        kind: PartKind::Fundamentals,
        heading: Vec::new(),
        pieces: Vec::new(),
    }
}

/// The index of the part that a line names.
fn open(name: &Name, place: Place, parts: &mut Vec<PartPieces>, report: &mut Report) -> usize {
    let (table, kind) = name.kinds[0];
    let id = kind.id();
    let printed = printed(&name.bare, table, kind);
    let known = parts.iter().position(|part| part.kind == kind);
    if let Some(index) = known {
        let part = &mut parts[index];
        if part.heading.is_empty() {
            part.heading = vec![Inline::made(printed)];
            let message = format!("text before it belongs to the part {id} too");
            let decision = Decision::new(place, Kind::Part, 85, message);
            report.add(decision.dropping(&name.number));
        } else {
            let message = format!("the part {id} stands here again; its text joins the first");
            let decision = Decision::new(place, Kind::Part, 90, message);
            report.add(decision.dropping(&name.bare).dropping(&name.number));
        }
        return index;
    }
    let message = format!("the part {id}");
    let decision = Decision::new(place, Kind::Part, 100, message);
    report.add(decision.dropping(&name.number));
    parts.push(PartPieces {
        kind,
        heading: vec![Inline::made(printed)],
        pieces: Vec::new(),
    });
    parts.len() - 1
}

/// A part's name: as written, but not all in capitals or all in small letters.
fn printed(written: &str, table: &Words, kind: PartKind) -> String {
    let lower = written.to_lowercase();
    if written != lower && written != written.to_uppercase() {
        return written.to_owned();
    }
    if table.part(kind).to_lowercase() == lower {
        return table.part(kind).to_owned();
    }
    let mut chars = lower.chars();
    match chars.next() {
        Some(first) => first.to_uppercase().chain(chars).collect(),
        None => lower,
    }
}

/// Says what is assumed where no part is named.
fn assume(parts: &mut [PartPieces], first: Place, report: &mut Report) {
    let depths = [
        PartKind::Fundamentals,
        PartKind::Intermediate,
        PartKind::Academic,
    ];
    let bare = parts.iter().position(|part| part.heading.is_empty());
    let named = parts
        .iter()
        .any(|part| depths.contains(&part.kind) && !part.heading.is_empty());
    let Some(bare) = bare else {
        let missing: Vec<&str> = PartKind::ALL
            .into_iter()
            .filter(|kind| parts.iter().all(|part| part.kind != *kind))
            .map(PartKind::id)
            .collect();
        if !missing.is_empty() {
            let message = format!("the source has no part {}", missing.join(", "));
            report.say(Place::WHOLE, Kind::Assumed, 90, message);
        }
        return;
    };
    let message = match named {
        true => "text before the first part is taken for the part fundamentals",
        false => {
            "the source names no part of reading depth; its text is taken for the part fundamentals"
        }
    };
    report.say(first, Kind::Assumed, 60, message);
    if let Some(piece) = parts[bare].pieces.first_mut() {
        let todo = "no part was named; divide this text into parts, or leave it to all readers";
        piece.todos.insert(0, todo.to_owned());
    }
}
