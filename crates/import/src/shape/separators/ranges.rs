//! Ranges of numbers get their dash. What may be a telephone number, a date, a
//! score or a place in a chain keeps its hyphen: a range needs a unit behind it,
//! a word such as "aged" before it, or a cell of its own.

use pamphlet_core::inline::Inline;

use super::Done;
use crate::report::Kind;
use crate::shape::language::{Hints, UNITS};

/// Sets an en dash into ranges.
pub fn dash(inlines: &mut [Inline], hints: &Hints, done: &mut Vec<Done>) {
    let alone = inlines.len() == 1;
    for inline in inlines {
        let Inline::Text(text) = inline else { continue };
        if !text.text.contains('-') {
            continue;
        }
        let found = find(&text.text, hints, alone);
        if found.is_empty() {
            continue;
        }
        let mut out = String::with_capacity(text.text.len() + found.len() * 2);
        let mut said = 0;
        for (hyphen, range) in found {
            out.push_str(&text.text[said..hyphen]);
            out.push('–');
            said = hyphen + 1;
            done.push((Kind::Range, 90, format!("`{range}` is a range")));
        }
        out.push_str(&text.text[said..]);
        text.text = out;
    }
}

/// The byte of each hyphen of a range, with the range.
fn find(text: &str, hints: &Hints, alone: bool) -> Vec<(usize, String)> {
    let mut found = Vec::new();
    let mut words = text.split(' ').peekable();
    let mut at = 0;
    let mut before = "";
    let single = alone && !text.trim().contains(' ');
    while let Some(word) = words.next() {
        if let Some((hyphen, range, unit)) = range(word) {
            let next = words.peek().map(|it| bare(it)).unwrap_or_default();
            let is_unit = |word: &str| UNITS.contains(&word) || hints.units.contains(&word);
            let chain = hints.residues.contains(&next.as_str());
            let measured = match unit.is_empty() {
                true => is_unit(&next),
                false => is_unit(&unit),
            };
            let led = hints.before_range.contains(&before.to_lowercase().as_str());
            if !chain && (measured || led || single) {
                found.push((at + hyphen, range.to_owned()));
            }
        }
        before = word;
        at += word.len() + 1;
    }
    found
}

/// A unit without the marks around it.
fn bare(word: &str) -> String {
    let word = word.trim_matches(|c: char| !c.is_alphanumeric() && !"%°".contains(c));
    word.to_lowercase()
}

/// The hyphen's byte within a word that is two rising numbers, the numbers, and a
/// unit that touches them.
fn range(word: &str) -> Option<(usize, &str, String)> {
    let start = word.find(|c: char| c.is_ascii_digit())?;
    if !word[..start].chars().all(|c| "(“„[~≈<>≥≤$€£".contains(c)) {
        return None;
    }
    let core = word[start..].trim_end_matches(|c: char| !c.is_alphanumeric() && !"%°".contains(c));
    let (left, right) = core.split_once('-')?;
    let left = left.strip_suffix('%').unwrap_or(left);
    let end = right.find(|c: char| !c.is_ascii_digit() && !".,".contains(c));
    let (number, unit) = right.split_at(end.unwrap_or(right.len()));
    let (low, high) = (value(left)?, value(number)?);
    let hyphen = start + core.find('-')?;
    let rising = low < high;
    rising.then(|| (hyphen, core, unit.to_lowercase()))
}

fn value(number: &str) -> Option<f64> {
    let plain = number
        .bytes()
        .all(|c| c.is_ascii_digit() || c == b'.' || c == b',');
    let zeros = number.len() > 1
        && number.starts_with('0')
        && !number.starts_with("0.")
        && !number.starts_with("0,");
    if !plain || zeros || number.len() > 7 {
        return None;
    }
    // 1,500 and 2,5 rise alike as far as this asks.
    let thousands = number
        .split_once(',')
        .is_some_and(|(_, rest)| rest.len() == 3);
    match thousands {
        true => number.replace(',', "").parse().ok(),
        false => number.replace(',', ".").parse().ok(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use pamphlet_core::inline::plain_text;
    use pamphlet_core::language::Language;
    use pamphlet_core::words::Words;

    fn dashed(text: &str) -> String {
        let words = Words::of(&Language::english()).unwrap();
        let mut inlines = vec![Inline::made(text)];
        dash(&mut inlines, super::super::hints(words), &mut Vec::new());
        plain_text(&inlines)
    }

    #[test]
    fn only_what_is_surely_a_range_gets_a_dash() {
        for text in [
            "200–500 mcg per day",
            "adults aged 55–71 using",
            "(5–10%)",
            "1–2 times, then 2.5–5mg, then 1,500–2,000 steps",
            "3–4",
        ] {
            assert_eq!(dashed(&text.replace('–', "-")), text);
        }
        for text in [
            "the 1-29 amino acid fragment",
            "call 555-0142 now",
            "call 1-800-555-0142 now",
            "on 2026-11-01 at 10",
            "doi 10.1000/12-34 years",
            "a 5-month treatment",
            "GHRH(1-29) years",
            "24-7 days",
            "beta-blockers",
        ] {
            assert_eq!(dashed(text), text);
        }
    }
}
