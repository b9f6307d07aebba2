//! The glossary as it grows: definitions of one term come together, whatever
//! name of it they use, and no two entries claim one name.

use std::collections::{BTreeMap, BTreeSet};

use pamphlet_core::glossary::GlossaryEntry;
use pamphlet_core::inline::{Inline, plain_words};
use pamphlet_core::span::{Span, Spanned};
use pamphlet_core::words::Words;

use super::names::{fold, is_short, slug};
use crate::Kept;
use crate::report::Place;

/// A definition on its way into the glossary.
pub struct Given {
    /// The term as the text has it, then its other names.
    pub names: Vec<String>,
    /// What it means.
    pub definition: Vec<Inline>,
    /// Where it stood.
    pub place: Place,
    /// How good a definition it is, among those of one term.
    pub rank: u8,
}

/// What became of a definition.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Became {
    /// The first of its term.
    First,
    /// Another of a term that has one.
    Second,
    /// The same words as another.
    Same,
}

/// Entries under way.
pub struct Entries {
    words: &'static Words,
    entries: Vec<Entry>,
    names: BTreeMap<String, usize>,
}

struct Entry {
    names: Vec<String>,
    definitions: Vec<(u8, Place, Vec<Inline>)>,
    said: BTreeSet<String>,
}

impl Entries {
    /// None yet.
    pub fn new(words: &'static Words) -> Entries {
        Entries {
            words,
            entries: Vec::new(),
            names: BTreeMap::new(),
        }
    }

    /// The entry that a name means, by the name itself or as its plural.
    pub fn find(&self, name: &str) -> Option<usize> {
        let folded = fold(name);
        let singulars = || self.words.singulars(&folded);
        self.names.get(&folded).copied().or_else(|| {
            singulars()
                .iter()
                .find_map(|it| self.names.get(it).copied())
        })
    }

    /// Takes a definition.
    pub fn give(&mut self, given: Given) -> (usize, Became) {
        let known = given.names.iter().find_map(|name| self.find(name));
        let index = known.unwrap_or_else(|| {
            self.entries.push(Entry {
                names: Vec::new(),
                definitions: Vec::new(),
                said: BTreeSet::new(),
            });
            self.entries.len() - 1
        });
        for name in given.names {
            self.claim(index, name);
        }
        let entry = &mut self.entries[index];
        let first = entry.definitions.is_empty();
        if !entry.said.insert(fold(&plain_words(&given.definition))) {
            return (index, Became::Same);
        }
        let definition = (given.rank, given.place, given.definition);
        entry.definitions.push(definition);
        match first {
            true => (index, Became::First),
            false => (index, Became::Second),
        }
    }

    /// Gives an entry a name, unless another has it or it is a plural of its own.
    pub fn claim(&mut self, index: usize, name: String) {
        let free = !fold(&name).is_empty() && self.find(&name).is_none();
        if free {
            self.names.insert(fold(&name), index);
            self.entries[index].names.push(name);
        }
    }

    /// How an entry is called for people.
    pub fn name(&self, index: usize) -> &str {
        self.entries[index].term()
    }

    /// All names with the entry that each means.
    pub fn names(&self) -> impl Iterator<Item = (usize, &str)> {
        let entries = self.entries.iter().enumerate();
        entries.flat_map(|(index, entry)| entry.names.iter().map(move |it| (index, it.as_str())))
    }

    /// The entries as they are written.
    pub fn kept(self) -> Vec<Kept<GlossaryEntry>> {
        let mut keys: BTreeSet<String> = BTreeSet::new();
        let names = self.names;
        let entries = self.entries.into_iter().enumerate();
        entries
            .map(|(index, entry)| {
                let base = slug(entry.term());
                let free = |key: &str| names.get(key).is_none_or(|other| *other == index);
                let numbered = (2..).map(|n| format!("{base}-{n}"));
                let key = std::iter::once(base.clone())
                    .chain(numbered)
                    .find(|key| free(key) && !keys.contains(key))
                    .unwrap_or(base);
                keys.insert(key.clone());
                entry.kept(key)
            })
            .collect()
    }
}

impl Entry {
    /// The first name that is no short form; of two that differ by capitals the
    /// smaller.
    fn term(&self) -> &str {
        let long = self.names.iter().find(|name| !is_short(name));
        long.or(self.names.first()).map_or("", String::as_str)
    }

    fn kept(mut self, key: String) -> Kept<GlossaryEntry> {
        let term = self.term().to_owned();
        let others: Vec<String> = self
            .names
            .iter()
            .filter(|it| **it != term)
            .cloned()
            .collect();
        let short = others.iter().find(|name| is_short(name)).cloned();
        let aliases = others
            .into_iter()
            .filter(|name| short.as_ref() != Some(name))
            .map(Spanned::made)
            .collect();
        // The best; of equals the first.
        let best = (0..self.definitions.len())
            .max_by_key(|i| (self.definitions[*i].0, std::cmp::Reverse(*i)))
            .unwrap_or(0);
        let definition = match self.definitions.is_empty() {
            true => Vec::new(),
            false => self.definitions.remove(best).2,
        };
        let remarks = self.definitions.iter().map(|(_, place, words)| {
            let words = plain_words(words);
            let blank = |c: char| c.is_whitespace() || c.is_control();
            let words: Vec<&str> = words.split(blank).filter(|it| !it.is_empty()).collect();
            format!("also clipped (line {}): {}", place.0, words.join(" "))
        });
        Kept {
            remarks: remarks.collect(),
            value: GlossaryEntry {
                span: Span::NONE,
                key: Spanned::made(key),
                term: Spanned::made(term),
                short: short.map(Spanned::made),
                aliases,
                plain: None,
                definition,
                see_also: Vec::new(),
                shared: false,
            },
        }
    }
}
