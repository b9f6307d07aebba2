//! Pasted definitions in a line of words: `TERM Meaning ∞ SENTENCE.` in the
//! middle of a sentence, or `TERM SENTENCE.` without any mark.

use std::ops::Range;

use pamphlet_core::words::Words;

use super::names::{self, NAME, Subject, abbreviates, alike, bare, fold, is_short};
use crate::shape::flat::OBJECT;

/// Words that mark a pasted definition, in the languages of the program.
pub const MARKERS: [&str; 18] = [
    "Meaning",
    "Definition",
    "Significado",
    "Definición",
    "Bedeutung",
    "Signification",
    "Définition",
    "Significato",
    "Definizione",
    "Definição",
    "Betekenis",
    "Definitie",
    "Znaczenie",
    "Definicja",
    "Значение",
    "Определение",
    "Erklärung",
    "Explanation",
];

/// Separators behind a marker.
pub const SEPARATORS: [char; 6] = ['∞', '–', '—', ':', '=', '-'];

/// A pasted definition is not longer than so many bytes.
const LONGEST: usize = 2_000;
/// Nor is it a sentence of fewer words.
const SHORTEST: usize = 4;

/// A definition that was pasted into words.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Pasted {
    /// The term that it explains.
    pub term: Range<usize>,
    /// The marker word and its separator; empty where there is none.
    pub marker: Range<usize>,
    /// The sentence that explains it.
    pub definition: Range<usize>,
    /// A short form in brackets that was cut off from the term.
    pub short: Option<Range<usize>>,
    /// The names in the definition.
    pub subject: Subject,
    /// By what the term's first word was found.
    pub evidence: Evidence,
    /// By what the definition's last word was found.
    pub edge: Edge,
}

/// By what the left end of a term was found.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Evidence {
    /// The definition starts with the term.
    Start,
    /// The definition gives the term as another name.
    Other,
    /// The definition's first words start with the term's letters.
    Letters,
    /// By nothing: it is the last word before the marker.
    Guess,
}

/// What stands behind a definition.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Edge {
    /// Something that starts no sentence: the old one goes on.
    GoesOn,
    /// What goes on starts behind a second or third sentence.
    Later,
    /// Nothing.
    End,
    /// Perhaps a new sentence, perhaps a name.
    Capital,
}

struct Word {
    start: usize,
    end: usize,
}

/// The pasted definitions of a text in order; none overlaps another.
pub fn find(text: &str, words: &Words) -> Vec<Pasted> {
    let finder = Finder {
        text,
        tokens: tokens(text),
        words,
    };
    let mut found = Vec::new();
    let (mut at, mut from) = (1, 0);
    while at < finder.tokens.len() {
        match finder.at(at, from) {
            Some(pasted) => {
                let end = pasted.definition.end;
                from = finder.tokens.partition_point(|it| it.start < end);
                at = from.max(at + 1);
                found.push(pasted);
            }
            None => at += 1,
        }
    }
    found
}

fn tokens(text: &str) -> Vec<Word> {
    let mut out = Vec::new();
    let mut start = None;
    for (at, c) in text.char_indices() {
        match (c.is_whitespace(), start) {
            (true, Some(from)) => {
                out.push(Word {
                    start: from,
                    end: at,
                });
                start = None;
            }
            (false, None) => start = Some(at),
            _ => {}
        }
    }
    if let Some(from) = start {
        out.push(Word {
            start: from,
            end: text.len(),
        });
    }
    out
}

struct Finder<'a> {
    text: &'a str,
    tokens: Vec<Word>,
    words: &'a Words,
}

impl<'a> Finder<'a> {
    fn word(&self, at: usize) -> &'a str {
        self.tokens
            .get(at)
            .map_or("", |it| &self.text[it.start..it.end])
    }

    /// A pasted definition whose first token behind the term is `at`; its term
    /// does not start before the token `from`.
    fn at(&self, at: usize, from: usize) -> Option<Pasted> {
        let opens = |c: char| c.is_uppercase() || matches!(c, '∞' | '“' | '"' | '„');
        if !self.word(at).starts_with(opens) {
            return None;
        }
        let first = self.reach(at, from);
        if first == at {
            return None;
        }
        if let Some(start) = self.marked(at) {
            return self.behind_marker(first, at, start);
        }
        let word = self.word(at);
        let separated = word == "∞";
        let start = if separated { at + 1 } else { at };
        let capital = self.word(start).starts_with(char::is_uppercase)
            || self.word(start).starts_with(['“', '"', '„']);
        if !capital {
            return None;
        }
        self.unmarked(first, at, start, separated)
    }

    /// The first token that may belong to a term that ends before `at`.
    fn reach(&self, at: usize, from: usize) -> usize {
        let mut first = at;
        while first > from && at - first < NAME {
            let word = self.word(first - 1);
            let closed = word.ends_with(['.', ',', ';', ':', '!', '?', '…', '∞', '–', '—', ')']);
            if closed || word.contains(OBJECT) || word.len() > 100 {
                break;
            }
            first -= 1;
            if word.starts_with(['(', '“', '"', '„', '[']) {
                break;
            }
        }
        first
    }

    /// The token behind a marker and its separator.
    fn marked(&self, at: usize) -> Option<usize> {
        let word = self.word(at);
        if MARKERS.contains(&word) {
            let next = self.word(at + 1);
            let mut chars = next.chars();
            let separator = chars.next().is_some_and(|c| SEPARATORS.contains(&c));
            return (separator && chars.next().is_none()).then_some(at + 2);
        }
        let stem = word.strip_suffix(SEPARATORS)?;
        MARKERS.contains(&stem).then_some(at + 1)
    }

    fn behind_marker(&self, first: usize, at: usize, start: usize) -> Option<Pasted> {
        let definition = self.tokens.get(start)?.start;
        let (end, edge) = self.sentence(definition)?;
        let subject = names::subject(&self.text[definition..end]);
        let (count, evidence) = self.left(first, at, start, &subject);
        // Other separators than the clipping's own stand in plain sentences too.
        let own = self.text[self.tokens[at].start..definition].contains('∞');
        if evidence == Evidence::Guess && (!own || weak(self.word(at - 1))) {
            return None;
        }
        Some(self.pasted(at - count..at, definition..end, subject, evidence, edge))
    }

    fn unmarked(&self, first: usize, at: usize, start: usize, separated: bool) -> Option<Pasted> {
        let head: Vec<&str> = (start..start + NAME + 3).map(|i| self.word(i)).collect();
        let skipped = names::before_subject(&head);
        let count = self.shared(first, at, start + skipped)?;
        if separated && at - count == 0 {
            // A label at the start of its line.
            return None;
        }
        let definition = self.tokens.get(start)?.start;
        let (end, edge) = self.sentence(definition)?;
        let long = self.text[definition..end]
            .split_whitespace()
            .nth(SHORTEST - 1 + count);
        if edge != Edge::GoesOn || long.is_none() {
            return None;
        }
        let subject = names::subject(&self.text[definition..end]);
        Some(self.pasted(
            at - count..at,
            definition..end,
            subject,
            Evidence::Start,
            edge,
        ))
    }

    fn pasted(
        &self,
        term: Range<usize>,
        definition: Range<usize>,
        subject: Subject,
        evidence: Evidence,
        edge: Edge,
    ) -> Pasted {
        let start = self.tokens[term.start].start;
        let last = &self.tokens[term.end - 1];
        let opened = self.text[start..last.end]
            .chars()
            .take_while(|c| !c.is_alphanumeric())
            .map(char::len_utf8)
            .sum::<usize>();
        let term = start + opened..last.end;
        let marker = &self.text[last.end..definition.start];
        let marker = last.end + (marker.len() - marker.trim_start().len())
            ..last.end + marker.trim_end().len();
        Pasted {
            marker: marker.start.min(definition.start)..marker.end.max(marker.start),
            short: self.stranded(&self.text[term.clone()], definition.end),
            term,
            definition,
            subject,
            evidence,
            edge,
        }
    }

    /// How many of the last words before `at` stand again from `start` on.
    fn shared(&self, first: usize, at: usize, start: usize) -> Option<usize> {
        (1..=at - first).rev().find(|count| {
            (0..*count).all(|i| {
                let (a, b) = (bare(self.word(at - count + i)), bare(self.word(start + i)));
                let last = i + 1 == *count;
                same_start(a, b) && (fold(a) == fold(b) || (last && alike(a, b, self.words)))
            })
        })
    }

    /// How many words a term before a marker has.
    fn left(&self, first: usize, at: usize, start: usize, subject: &Subject) -> (usize, Evidence) {
        let head: Vec<&str> = (start..start + NAME + 3).map(|i| self.word(i)).collect();
        let skipped = names::before_subject(&head);
        if let Some(count) = self.shared(first, at, start + skipped) {
            return (count, Evidence::Start);
        }
        let before = |count: usize| {
            let words: Vec<&str> = (at - count..at).map(|i| bare(self.word(i))).collect();
            words.join(" ")
        };
        let others = std::iter::once(&subject.name).chain(&subject.others);
        let longest = others
            .map(|name| (name, name.split_whitespace().count()))
            .filter(|(name, count)| {
                (1..=at - first).contains(count) && alike(&before(*count), name, self.words)
            })
            .map(|(_, count)| count)
            .max();
        if let Some(count) = longest {
            return (count, Evidence::Other);
        }
        let last = bare(self.word(at - 1));
        let letters = is_short(last) && abbreviates(last, &subject.name);
        match letters {
            true => (1, Evidence::Letters),
            false => (1, Evidence::Guess),
        }
    }

    /// Where the sentence that starts at a byte ends, and what follows.
    fn sentence(&self, start: usize) -> Option<(usize, Edge)> {
        let rest = &self.text[start..];
        let mut cut = rest.len().min(LONGEST);
        while !rest.is_char_boundary(cut) {
            cut -= 1;
        }
        let window = &rest[..cut];
        let mut first = None;
        for (count, (end, edge)) in ends(window, cut == rest.len()).take(4).enumerate() {
            match (edge, first) {
                (edge, None) if edge != Edge::Capital => return Some((start + end, edge)),
                (_, None) => first = Some(end),
                (Edge::GoesOn, Some(_))
                    if window[end..].trim_start().starts_with(char::is_lowercase) =>
                {
                    return Some((start + end, Edge::Later));
                }
                _ => {}
            }
            let next = &window[end..];
            let mut again = next.split_whitespace().take(12);
            if count > 2 || again.any(|word| word.contains('∞')) {
                break;
            }
        }
        first.map(|end| (start + end, Edge::Capital))
    }

    /// A short form in brackets right behind a definition.
    fn stranded(&self, term: &str, end: usize) -> Option<Range<usize>> {
        let behind = &self.text[end..];
        let open = end + (behind.len() - behind.trim_start().len());
        let inner = self.text[open..].strip_prefix('(')?;
        let short = &inner[..inner.bytes().take(40).position(|b| b == b')')?];
        (is_short(short) && abbreviates(short, term)).then(|| open + 1..open + 1 + short.len())
    }
}

/// Whether two words may be one: looked at first, since it costs nothing.
fn same_start(a: &str, b: &str) -> bool {
    let start = |word: &str| word.chars().next().map(|c| c.to_lowercase().next());
    !a.is_empty() && start(a) == start(b)
}

/// Words that are no term alone.
fn weak(word: &str) -> bool {
    const WEAK: [&str; 24] = [
        "the",
        "a",
        "an",
        "of",
        "and",
        "or",
        "its",
        "their",
        "el",
        "la",
        "los",
        "las",
        "de",
        "y",
        "der",
        "die",
        "das",
        "und",
        "ein",
        "eine",
        "folgende",
        "this",
        "that",
        "following",
    ];
    WEAK.contains(&fold(bare(word)).as_str()) || bare(word).is_empty()
}

/// Abbreviations that end no sentence, without their last stop.
const ABBREVIATIONS: [&str; 30] = [
    "e.g", "i.e", "vs", "cf", "approx", "ca", "etc", "al", "dr", "prof", "mr", "mrs", "st", "no",
    "vol", "fig", "p.ej", "ej", "p", "sr", "sra", "z.b", "d.h", "bzw", "u.a", "usw", "ggf", "sog",
    "inkl", "nr",
];

/// The ends of the sentences of a text, with what follows.
fn ends(text: &str, whole: bool) -> impl Iterator<Item = (usize, Edge)> + '_ {
    let stops = text
        .char_indices()
        .filter(|(_, c)| matches!(c, '.' | '!' | '?' | '…' | '。'));
    let found = stops.filter_map(move |(at, stop)| {
        let mut end = at + stop.len_utf8();
        let behind = &text[end..];
        let closing = |c: char| matches!(c, '”' | '"' | '’' | ')' | ']' | '»');
        end += behind.len() - behind.trim_start_matches(closing).len();
        let behind = &text[end..];
        if behind.is_empty() {
            return whole.then_some((end, Edge::End));
        }
        if !behind.starts_with(char::is_whitespace) {
            return None;
        }
        let next = behind.trim_start();
        let edge = match next.chars().next() {
            None if !whole => return None,
            None => Edge::End,
            Some(c) if c.is_uppercase() || c.is_numeric() || matches!(c, '“' | '„' | '"' | '¿') => {
                Edge::Capital
            }
            Some(_) => Edge::GoesOn,
        };
        let before = text[..at].rsplit(char::is_whitespace).next().unwrap_or("");
        let before = fold(before.trim_start_matches(['(', '[', '“', '"']));
        let short = stop == '.'
            && (ABBREVIATIONS.contains(&before.as_str()) || before.chars().count() == 1);
        (!short).then_some((end, edge))
    });
    let unfinished = whole
        && !text
            .trim_end()
            .ends_with(['.', '!', '?', '…', '。', '”', '"', ')']);
    found.chain(unfinished.then_some((text.trim_end().len(), Edge::End)))
}
