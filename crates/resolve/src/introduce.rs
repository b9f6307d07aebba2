//! How a term is introduced: a short form with what it stands for, at its first
//! use in the edition; in Fundamentals a plain word first, at the first use in
//! the part. The author's words are never shortened or inflected, and what the
//! author says beside them is not said again.

use std::collections::{BTreeMap, BTreeSet};

use pamphlet_core::Inline;
use pamphlet_core::edition::Edition;
use pamphlet_core::glossary::GlossaryEntry;
use pamphlet_core::inline::Term;
use pamphlet_core::node::NodeId;
use pamphlet_core::span::{Sources, Spanned};
use pamphlet_core::walk::VisitorMut;
use pamphlet_core::words::Words;

use crate::lexicon::{Lexicon, Match, fold};
use crate::{made, tour};

/// So many characters beside a term are looked at.
const BESIDE: usize = 160;

/// What readers have been told.
#[derive(Debug, Default)]
pub(crate) struct Introduced {
    /// Entries whose short form was expanded.
    shorts: BTreeSet<usize>,
    /// Entries whose plain word was said in this part.
    plains: BTreeSet<usize>,
}

impl Introduced {
    /// A part begins: plain words are said again.
    pub(crate) fn next_part(&mut self) {
        self.plains.clear();
    }

    /// Words of the author that introduce a short form themselves: "growth
    /// hormone (GH)".
    pub(crate) fn read(&mut self, text: &str, lexicon: &Lexicon) {
        for (at, _) in text.match_indices('(') {
            let Some((inner, _)) = text[at + 1..].split_once([')', ',', ';']) else {
                continue;
            };
            if inner.len() > BESIDE {
                continue;
            }
            let Some(Match { entry, index, .. }) = lexicon.find(inner) else {
                continue;
            };
            let is_short = entry
                .short
                .as_ref()
                .is_some_and(|short| lexicon.is(inner, &short.value));
            let before = fold(end_of(&text[..at]));
            if is_short && full_names(entry).any(|name| before.ends_with(&fold(&name.value))) {
                self.shorts.insert(index);
            }
        }
    }
}

/// The text right before and behind a term.
#[derive(Debug, Default)]
pub(crate) struct Beside {
    before: String,
    after: String,
}

impl Beside {
    /// Whether words stand beside the term in brackets: behind it, or before it
    /// where the term itself is in brackets.
    fn says(&self, words: &str) -> bool {
        let words = fold(words);
        let closes = |rest: &str| rest.starts_with([')', ',', ';']);
        let behind = self
            .after
            .strip_prefix('(')
            .and_then(|after| after.strip_prefix(words.as_str()))
            .is_some_and(closes);
        let before = self
            .before
            .strip_suffix('(')
            .is_some_and(|before| before.trim_end().ends_with(&words))
            && closes(&self.after);
        !words.is_empty() && (behind || before)
    }
}

/// The text beside every term of an edition.
pub(crate) fn beside(edition: &mut Edition) -> BTreeMap<NodeId, Beside> {
    struct Look(BTreeMap<NodeId, Beside>);
    impl VisitorMut for Look {
        fn inlines(&mut self, inlines: &mut Vec<Inline>) {
            for (i, inline) in inlines.iter().enumerate() {
                let Inline::Term(term) = inline else {
                    continue;
                };
                let apart = |inline: &&Inline| !matches!(inline, Inline::SoftBreak(_));
                let before = inlines[..i].iter().rev().find(apart).map_or("", text_of);
                let after = inlines[i + 1..].iter().find(apart).map_or("", text_of);
                self.0.insert(
                    term.meta.id,
                    Beside {
                        before: fold(end_of(before)),
                        after: fold(start_of(after)),
                    },
                );
            }
        }
    }
    let mut look = Look(BTreeMap::new());
    tour::whole_mut(&mut look, edition);
    look.0
}

fn text_of(inline: &Inline) -> &str {
    if let Inline::Text(text) = inline {
        return &text.text;
    }
    ""
}

fn start_of(text: &str) -> &str {
    let end = text
        .char_indices()
        .nth(BESIDE)
        .map_or(text.len(), |(at, _)| at);
    &text[..end]
}

/// The last words of a text.
pub(crate) fn end_of(text: &str) -> &str {
    let start = text
        .char_indices()
        .rev()
        .nth(BESIDE)
        .map_or(0, |(at, _)| at);
    &text[start..]
}

/// What a term prints.
#[derive(Debug)]
pub(crate) struct Printed {
    /// The words.
    pub(crate) inlines: Vec<Inline>,
    /// Which of them are a short form, and what it stands for.
    pub(crate) short: Option<(usize, String)>,
}

/// What is needed to say a term.
pub(crate) struct Speech<'a> {
    pub(crate) sources: &'a Sources,
    pub(crate) lexicon: &'a Lexicon<'a>,
    pub(crate) words: &'static Words,
    pub(crate) beside: &'a Beside,
}

impl Speech<'_> {
    /// The author's words alone.
    pub(crate) fn as_written(&self, term: &Term, found: Match) -> Printed {
        let written = term.shown.as_ref().unwrap_or(&term.name);
        let full = self.full_name(written, found.entry);
        Printed {
            inlines: vec![made::text(self.sources, written)],
            short: full.map(|full| (0, full.value.clone())),
        }
    }

    /// The author's words, with what readers have not been told: `told` takes
    /// it up, `known` is what they know from elsewhere.
    pub(crate) fn introduce(
        &self,
        term: &Term,
        found: Match,
        simple: bool,
        told: &mut Introduced,
        known: Option<&Introduced>,
    ) -> Printed {
        let Match {
            entry,
            index,
            plural,
        } = found;
        let written = term.shown.as_ref().unwrap_or(&term.name);
        let full = self.full_name(written, entry);
        let short_known = known.is_some_and(|known| known.shorts.contains(&index));
        let said = |name: &Spanned<String>| self.beside.says(&name.value);
        let mut expansion = None;
        match full {
            Some(full) if !short_known => {
                let new = told.shorts.insert(index);
                expansion = (new && !full_names(entry).any(said)).then_some(full);
            }
            Some(_) => {}
            None => {
                if entry.short.as_ref().is_some_and(said) {
                    told.shorts.insert(index);
                }
            }
        }
        let plain = entry.plain.as_ref().filter(|plain| {
            let apart = ![fold(""), fold(&written.value)].contains(&fold(&plain.value));
            let fits = simple && apart && term.shown.is_none() && !plural;
            fits && told.plains.insert(index) && !said(plain)
        });
        let text = |value| made::text(self.sources, value);
        let capital = plain.and_then(|_| lower_name(written, entry));
        let plain = plain.map(|plain| match capital {
            Some(_) => Inline::made(capitalised(&plain.value)),
            None => text(plain),
        });
        let own = text(capital.unwrap_or(written));
        let (inlines, at) = match (plain, expansion) {
            (None, None) => (vec![own], 0),
            (None, Some(full)) => {
                let parts = [("{short}", own), ("{term}", text(full))];
                filled(self.words.short_form, parts, "{short}")
            }
            (Some(plain), None) => {
                let parts = [("{plain}", plain), ("{term}", own)];
                filled(self.words.plain_form, parts, "{term}")
            }
            (Some(plain), Some(full)) => {
                let parts = [("{plain}", plain), ("{term}", text(full)), ("{short}", own)];
                filled(self.words.plain_short_form, parts, "{short}")
            }
        };
        Printed {
            inlines,
            short: full.map(|full| (at, full.value.clone())),
        }
    }

    /// What written words stand for, if they are the entry's short form; of a
    /// plural the plural, where an alias says how it is written.
    fn full_name<'e>(
        &self,
        written: &Spanned<String>,
        entry: &'e GlossaryEntry,
    ) -> Option<&'e Spanned<String>> {
        let short = &entry.short.as_ref()?.value;
        let (written, term) = (&written.value, &entry.term);
        if !self.lexicon.is(written, short) || self.lexicon.is(written, &term.value) {
            return None;
        }
        let mut aliases = entry.aliases.iter();
        let plural = aliases.find(|alias| self.lexicon.is_plural(&alias.value, &term.value));
        match self.lexicon.is_plural(written, short) {
            true => plural.or(Some(term)),
            false => Some(term),
        }
    }
}

/// The names that say what a short form stands for.
fn full_names(entry: &GlossaryEntry) -> impl Iterator<Item = &Spanned<String>> {
    std::iter::once(&entry.term).chain(&entry.aliases)
}

/// The entry's own spelling of written words, where they differ by the capital
/// that starts a sentence: what comes to stand before them takes the capital.
fn lower_name<'a>(
    written: &Spanned<String>,
    entry: &'a GlossaryEntry,
) -> Option<&'a Spanned<String>> {
    let starts_upper = |text: &str| text.starts_with(char::is_uppercase);
    let folded = fold(&written.value);
    let name = entry.names().find(|name| fold(&name.value) == folded)?;
    (starts_upper(&written.value) && !starts_upper(&name.value)).then_some(name)
}

fn capitalised(text: &str) -> String {
    let mut chars = text.chars();
    let first = chars.next().into_iter().flat_map(char::to_uppercase);
    first.chain(chars).collect()
}

/// A pattern of the language with its places filled, and where one of them stands.
fn filled<const N: usize>(
    pattern: &str,
    parts: [(&str, Inline); N],
    wanted: &str,
) -> (Vec<Inline>, usize) {
    let mut parts: Vec<(&str, Inline)> = parts.into();
    let (mut out, mut at, mut rest) = (Vec::new(), 0, pattern);
    while let Some((place, index)) = next_place(rest, &parts) {
        let (name, inline) = parts.swap_remove(index);
        if place > 0 {
            out.push(Inline::made(&rest[..place]));
        }
        if name == wanted {
            at = out.len();
        }
        out.push(inline);
        rest = &rest[place + name.len()..];
    }
    if !rest.is_empty() {
        out.push(Inline::made(rest));
    }
    (out, at)
}

/// Where the next place of a pattern is, and whose it is.
fn next_place(pattern: &str, parts: &[(&str, Inline)]) -> Option<(usize, usize)> {
    let places = parts.iter().enumerate();
    places
        .filter_map(|(index, (name, _))| Some((pattern.find(name)?, index)))
        .min()
}
