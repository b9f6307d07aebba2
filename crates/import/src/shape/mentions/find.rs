//! Mentions of studies in a line of words.

use std::collections::BTreeMap;
use std::ops::Range;

use super::index::{Index, Who};
use crate::shape::definitions::fold;
use crate::shape::flat::OBJECT;

/// A mention.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Mention {
    /// What the citation takes the place of; empty: it stands behind the words.
    pub place: Range<usize>,
    /// The words that mention.
    pub words: Range<usize>,
    /// The references, each with the words before it; none where it is unclear
    /// which are meant.
    pub cited: Vec<(String, String)>,
    /// Why it is unclear.
    pub doubt: Option<String>,
}

/// What mentions may mean.
pub struct Known<'a> {
    /// References by name.
    pub index: &'a Index,
    /// The keys of numbered references.
    pub numbers: &'a BTreeMap<u32, String>,
    /// Whether there are references at all.
    pub any: bool,
}

/// A bracket of a mention is not longer than so many bytes.
const BRACKET: usize = 300;

#[derive(Clone, Copy)]
struct Word<'a> {
    text: &'a str,
    start: usize,
}

/// The mentions of a text in order; none overlaps another.
pub fn find(text: &str, known: &Known) -> Vec<Mention> {
    let mut words = Vec::new();
    let mut at = 0;
    for chunk in text.split_inclusive(char::is_whitespace) {
        let word = chunk.trim();
        if !word.is_empty() {
            let start = at + (chunk.len() - chunk.trim_start().len());
            words.push(Word { text: word, start });
        }
        at += chunk.len();
    }
    let mut out: Vec<Mention> = Vec::new();
    let mut from = 0;
    for (i, word) in words.iter().enumerate() {
        if word.start < from {
            continue;
        }
        let line = Line {
            text,
            words: &words,
            known,
        };
        let found = line.bracket(i, from).or_else(|| line.others(i, from));
        if let Some(found) = found {
            from = found.place.end.max(found.words.end);
            out.push(found);
        }
    }
    out
}

struct Line<'a> {
    text: &'a str,
    words: &'a [Word<'a>],
    known: &'a Known<'a>,
}

impl Line<'_> {
    /// `(2003)`, `(Smith, 2019)`, `[1]` in a word or starting with one.
    fn bracket(&self, i: usize, from: usize) -> Option<Mention> {
        let word = self.words[i];
        let (at, open) = word
            .text
            .char_indices()
            .find(|(_, c)| matches!(c, '(' | '['))?;
        let start = word.start + at;
        let rest = &self.text[start + 1..];
        let close = if open == '(' { ')' } else { ']' };
        let mut window = rest.len().min(BRACKET);
        while !rest.is_char_boundary(window) {
            window -= 1;
        }
        let inner = &rest[..rest[..window].find(close)?];
        let whole = start..start + inner.len() + 2;
        if inner.contains(OBJECT) || inner.contains(['(', '[']) {
            return None;
        }
        if open == '[' {
            return self.numbered(inner, whole);
        }
        match year(inner) {
            Some(year) => self.dated(i, at, from, year, whole),
            None => self.bracketed(inner, whole),
        }
    }

    /// `[1, 3–5]`
    fn numbered(&self, inner: &str, whole: Range<usize>) -> Option<Mention> {
        let numbers = numbers(inner)?;
        if !self.known.any {
            return None;
        }
        let keys: Option<Vec<(String, String)>> = numbers
            .iter()
            .map(|n| Some((self.known.numbers.get(n)?.clone(), String::new())))
            .collect();
        let doubt = match (&keys, self.known.numbers.is_empty()) {
            (Some(_), _) => None,
            (None, true) => Some("the references have no numbers".to_owned()),
            (None, false) => Some("no reference has that number".to_owned()),
        };
        Some(Mention {
            place: whole.clone(),
            words: whole,
            cited: keys.unwrap_or_default(),
            doubt,
        })
    }

    /// `Smith and Jones (2019)`: the words before the bracket.
    fn dated(
        &self,
        i: usize,
        at: usize,
        from: usize,
        year: (i32, Option<char>),
        whole: Range<usize>,
    ) -> Option<Mention> {
        if at > 0 || self.followed(whole.end) {
            return None;
        }
        let (names, others, start) = self.names_before(i, from)?;
        let who = Who {
            names,
            others,
            year: Some(year),
        };
        // A town with a year is no study.
        let strong = who.others || who.names.len() > 1;
        if !strong && !self.known.index.knows(&who.names[0]) {
            return None;
        }
        Some(self.mention(&who, whole.end..whole.end, start..whole.end))
    }

    /// `(Smith, 2019; see Jones et al., 2020)`
    fn bracketed(&self, inner: &str, whole: Range<usize>) -> Option<Mention> {
        let items: Option<Vec<(String, Who)>> = inner.split(';').map(item).collect();
        let items = items.filter(|items| !items.is_empty())?;
        let mut cited = Vec::new();
        let mut doubt = None;
        let mut known = false;
        for (prefix, who) in &items {
            known |= who.others || who.names.len() > 1 || self.known.index.knows(&who.names[0]);
            match self.known.index.fitting(who).as_slice() {
                [key] => cited.push(((*key).to_owned(), prefix.clone())),
                found => doubt = doubt.or_else(|| Some(unclear(who, found))),
            }
        }
        if !known {
            return None;
        }
        if doubt.is_some() {
            cited.clear();
        }
        Some(Mention {
            place: whole.clone(),
            words: whole,
            cited,
            doubt,
        })
    }

    /// `Khorram et al.` without a year in brackets.
    fn others(&self, i: usize, from: usize) -> Option<Mention> {
        let end = self.others_end(i)?;
        let next = self.words.get(end);
        let dated = next.and_then(|it| year(it.text.strip_prefix('(')?.split_once(')')?.0));
        if dated.is_some() {
            // It is found at its bracket.
            return None;
        }
        let (names, start) = self.name_before(i, from)?;
        let last = self.words[end - 1];
        let comma = last.text.ends_with(',');
        let year = next
            .filter(|_| comma)
            .and_then(|it| year(it.text.trim_end_matches([',', ';', ')', '.'])));
        let close = match (year, next) {
            (Some(_), Some(next)) => {
                next.start + next.text.trim_end_matches([',', ';', ')', '.']).len()
            }
            _ => last.start + last.text.trim_end_matches([',', ';', ':', ')', '”']).len(),
        };
        if self.followed(close) {
            return None;
        }
        let who = Who {
            names: vec![names],
            others: true,
            year,
        };
        Some(self.mention(&who, close..close, start..close))
    }

    fn mention(&self, who: &Who, place: Range<usize>, words: Range<usize>) -> Mention {
        let found = self.known.index.fitting(who);
        let (cited, doubt) = match found.as_slice() {
            [key] => (vec![((*key).to_owned(), String::new())], None),
            found => (Vec::new(), Some(unclear(who, found))),
        };
        Mention {
            place,
            words,
            cited,
            doubt,
        }
    }

    /// Whether a citation stands there already.
    fn followed(&self, at: usize) -> bool {
        self.text[at..].trim_start().starts_with(OBJECT)
    }

    /// The word behind "et al." where the word `i` starts it.
    fn others_end(&self, i: usize) -> Option<usize> {
        const OTHERS: [(&str, &str); 12] = [
            ("et", "al"),
            ("y", "col"),
            ("y", "cols"),
            ("y", "colaboradores"),
            ("und", "kollegen"),
            ("und", "mitarbeiter"),
            ("and", "colleagues"),
            ("and", "coworkers"),
            ("and", "co-workers"),
            ("et", "coll"),
            ("u", "a"),
            ("e", "cols"),
        ];
        let bare = |word: &str| fold(word.trim_matches(|c: char| !c.is_alphanumeric()));
        let word = self.words[i].text;
        if !word.starts_with(['e', 'y', 'u', 'a']) || word.len() > 3 {
            return None;
        }
        let next = self.words.get(i + 1)?;
        let found = OTHERS.iter().any(|(a, b)| {
            bare(word) == *a && bare(next.text) == *b && (*a != "u" || next.text.starts_with("a."))
        });
        found.then_some(i + 2)
    }

    /// The name right before a word, and where it starts.
    fn name_before(&self, i: usize, from: usize) -> Option<(String, usize)> {
        let word = self.words.get(i.checked_sub(1)?)?;
        let open = word.text.len() - word.text.trim_start_matches(['(', '“', '"', '[']).len();
        let start = word.start + open;
        let name = word.text[open..].trim_end_matches(',');
        let name = name
            .strip_suffix("’s")
            .or(name.strip_suffix("'s"))
            .unwrap_or(name);
        let shaped = name.starts_with(char::is_uppercase)
            && name
                .chars()
                .all(|c| c.is_alphabetic() || "-’'‐".contains(c))
            && name.chars().count() > 1;
        (shaped && start >= from).then(|| (name.to_owned(), start))
    }

    /// The names before a word, whether there are others, and where they start.
    fn names_before(&self, i: usize, from: usize) -> Option<(Vec<String>, bool, usize)> {
        if let Some(et) = i
            .checked_sub(2)
            .filter(|et| self.others_end(*et) == Some(i))
        {
            let (name, start) = self.name_before(et, from)?;
            return Some((vec![name], true, start));
        }
        let (last, start) = self.name_before(i, from)?;
        if self.words[i - 1].text.ends_with(',') {
            return None;
        }
        let and = i.checked_sub(2).map(|it| self.words[it].text);
        if matches!(and, Some("and" | "&" | "und" | "y" | "e" | "et"))
            && let Some((first, start)) = self.name_before(i - 2, from)
        {
            return Some((vec![first, last], false, start));
        }
        Some((vec![last], false, start))
    }
}

fn unclear(who: &Who, found: &[&str]) -> String {
    match found {
        [] => format!("no reference by {} fits", who.names.join(" and ")),
        more => format!("{} references fit: {}", more.len(), more.join(", ")),
    }
}

/// `2019`, `2019b`
fn year(text: &str) -> Option<(i32, Option<char>)> {
    let text = text.trim();
    let digits = text.get(..4)?;
    let year: i32 = digits
        .bytes()
        .all(|b| b.is_ascii_digit())
        .then(|| digits.parse().ok())??;
    let mut rest = text[4..].chars();
    let letter = rest.next();
    let shaped = letter.is_none_or(|c| c.is_ascii_lowercase()) && rest.next().is_none();
    (shaped && (1700..2100).contains(&year)).then_some((year, letter))
}

/// `see Smith & Jones, 2019` within a bracket.
fn item(text: &str) -> Option<(String, Who)> {
    let text = text.trim();
    let (before, date) = text.rsplit_once([' ', ','])?;
    let year = year(date)?;
    let before = before.trim().trim_end_matches(',').trim();
    let start = before
        .split_whitespace()
        .find(|word| word.starts_with(char::is_uppercase))
        .map(|word| word.as_ptr() as usize - before.as_ptr() as usize)?;
    let (prefix, names) = (
        before[..start].trim().trim_end_matches(','),
        &before[start..],
    );
    if names.contains(|c: char| c.is_ascii_digit()) {
        return None;
    }
    let low = fold(names);
    let ends = [
        " et al.",
        " et al",
        " y cols.",
        " y cols",
        " y col.",
        " u. a.",
        " and colleagues",
    ];
    let cut = ends
        .iter()
        .find(|end| low.ends_with(**end) && low.len() == names.len());
    let names = cut.map_or(names, |end| &names[..names.len() - end.len()]);
    let names = names.trim_end_matches([',', ' ']);
    let divided = names
        .replace(" & ", ", ")
        .replace(" and ", ", ")
        .replace(" und ", ", ");
    let divided = divided.replace(" y ", ", ");
    let list: Vec<String> = divided
        .split(',')
        .map(|name| name.trim().trim_start_matches("& ").to_owned())
        .filter(|name| !name.is_empty())
        .collect();
    let named = |name: &String| {
        name.starts_with(char::is_uppercase) && name.split_whitespace().count() <= 6
    };
    let month = crate::shape::references::month(names).is_some();
    (!list.is_empty() && list.iter().all(named) && !month).then(|| {
        (
            prefix.to_owned(),
            Who {
                names: list,
                others: cut.is_some(),
                year: Some(year),
            },
        )
    })
}

/// `1, 3–5` as numbers; none where it is something else.
pub fn numbers(text: &str) -> Option<Vec<u32>> {
    if text.is_empty() || text.len() > 60 {
        return None;
    }
    let mut out = Vec::new();
    for part in text.split([',', ';']) {
        let part = part.trim().replace(['–', '—', '‐', '‑'], "-");
        let number = |text: &str| -> Option<u32> {
            let digits = (1..=3).contains(&text.len()) && text.bytes().all(|b| b.is_ascii_digit());
            digits.then(|| text.parse().ok())?.filter(|n| *n > 0)
        };
        match part.split_once('-') {
            Some((first, last)) => {
                let (first, last) = (number(first.trim())?, number(last.trim())?);
                if last < first || last - first > 50 {
                    return None;
                }
                out.extend(first..=last);
            }
            None => out.push(number(&part)?),
        }
    }
    Some(out)
}
