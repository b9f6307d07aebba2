//! The first use of a term that a glossary section explains: it becomes a link,
//! since only what is used is printed.

use std::collections::{BTreeMap, BTreeSet};

use pamphlet_core::Inline;
use pamphlet_core::article::PartKind;

use super::Lift;
use super::names::{bare, fold};
use crate::draft::Body;
use crate::report::{Kind, Place};
use crate::shape::Shape;
use crate::shape::flat::{cut, flat, joined};

/// Links the first use of each of these entries that no link leads to yet.
pub fn first_uses(shape: &mut Shape, lift: &mut Lift, entries: &[usize]) {
    let mut search = Search::new(lift, entries);
    if search.wanted.is_empty() {
        return;
    }
    let parts = shape.parts.iter_mut();
    for part in parts.filter(|it| it.kind != PartKind::References) {
        for piece in &mut part.pieces {
            match &mut piece.body {
                Body::Line(line) => search.line(&mut line.words, lift),
                Body::Items(items) => {
                    for item in &mut items.items {
                        search.line(&mut item.words, lift);
                    }
                }
                Body::Heading(_) | Body::Block(_) => {}
            }
        }
    }
    for index in search.wanted {
        let message = format!(
            "nothing in the text uses the term “{}”, so its entry is not printed",
            lift.entries.name(index)
        );
        lift.report.say(Place::WHOLE, Kind::Definition, 60, message);
    }
}

struct Search {
    wanted: BTreeSet<usize>,
    /// Names by their first word.
    names: BTreeMap<String, Vec<(usize, Vec<String>)>>,
}

impl Search {
    fn new(lift: &Lift, entries: &[usize]) -> Search {
        let wanted: BTreeSet<usize> = entries.iter().copied().collect();
        let mut names: BTreeMap<String, Vec<(usize, Vec<String>)>> = BTreeMap::new();
        for (index, name) in lift.entries.names() {
            let words: Vec<String> = name.split_whitespace().map(fold).collect();
            if let Some(first) = words.first().filter(|_| wanted.contains(&index)) {
                names.entry(first.clone()).or_default().push((index, words));
            }
        }
        for list in names.values_mut() {
            list.sort_by_key(|(_, words)| std::cmp::Reverse(words.len()));
        }
        Search { wanted, names }
    }

    fn line(&mut self, inlines: &mut Vec<Inline>, lift: &Lift) {
        if self.wanted.is_empty() {
            return;
        }
        // What is a link already is no second one.
        for inline in inlines.iter() {
            if let Inline::Term(term) = inline
                && let Some(index) = lift.entries.find(&term.name.value)
            {
                self.wanted.remove(&index);
            }
        }
        let text = flat(inlines);
        let mut places = Vec::new();
        let mut words = Vec::new();
        let mut at = 0;
        for word in text.split_inclusive(char::is_whitespace) {
            let inner = bare(word);
            if !inner.is_empty() {
                let start = at + (inner.as_ptr() as usize - word.as_ptr() as usize);
                words.push((fold(inner), start, start + inner.len()));
            }
            at += word.len();
        }
        let mut next = 0;
        while next < words.len() {
            let found = self.names.get(&words[next].0).and_then(|list| {
                list.iter().find(|(index, name)| {
                    let span = words.get(next..next + name.len());
                    self.wanted.contains(index)
                        && span.is_some_and(|span| span.iter().zip(name).all(|(a, b)| a.0 == *b))
                })
            });
            match found {
                Some((index, name)) => {
                    let (start, end) = (words[next].1, words[next + name.len() - 1].2);
                    places.extend([start, end]);
                    next += name.len();
                    let index = *index;
                    self.wanted.remove(&index);
                }
                None => next += 1,
            }
        }
        if places.is_empty() {
            return;
        }
        let pieces = cut(std::mem::take(inlines), &places)
            .into_iter()
            .enumerate();
        let linked = pieces.flat_map(|(i, piece)| match i % 2 {
            0 => piece,
            _ => {
                let name = flat(&piece).into_owned();
                vec![lift.term(piece, &name)]
            }
        });
        *inlines = joined(linked.collect());
    }
}
