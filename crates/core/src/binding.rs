//! What stays on one line: a number and its unit, "Table" and its number, a telephone number, a
//! range. A space becomes a no-break space; no other character changes.

use std::ops::Range;

use crate::ideographs::is_ideograph;
use crate::number::is_digit;
use crate::words::Words;

/// Symbols of units, which are everyone's.
const SYMBOLS: &[&str] = &[
    "mcg", "µg", "μg", "mg", "g", "kg", "ng", "pg", "mL", "ml", "µL", "dL", "L", "l", "IU", "mIU",
    "mmol", "µmol", "nmol", "mol", "mEq", "mm", "cm", "m", "km", "nm", "°C", "°F", "°", "%",
    "mmHg", "kPa", "Hz", "kcal", "kJ", "kDa", "Da", "h", "min", "s", "×",
];

/// Most signs of a number that stays whole: there is a line for them in every place.
const WHOLE: usize = 20;
/// The fewest and the most digits of a telephone number whose groups are parted by spaces.
const DIALLED: std::ops::RangeInclusive<usize> = 7..=15;

/// Words that hold on to a number, in the language of the edition.
#[derive(Clone, Copy)]
pub struct Binding<'a> {
    /// Words that carry a number behind them ("Table").
    names: [&'a str; 4],
    /// Units in words ("weeks").
    units: &'a [&'a str],
}

impl Binding<'_> {
    /// The words of a table.
    pub fn of(words: &'static Words) -> Binding<'static> {
        Binding {
            names: [words.table, words.figure, words.section, words.page],
            units: words.units,
        }
    }

    /// Bytes of the spaces in `text` at which no line may break.
    pub fn spaces(&self, text: &str) -> Vec<usize> {
        if !text.bytes().any(|b| b.is_ascii_digit()) {
            return Vec::new();
        }
        let spaces = text.bytes().enumerate().filter(|(_, b)| *b == b' ');
        spaces
            .map(|(i, _)| i)
            .filter(|i| self.holds(&text[..*i], &text[*i + 1..]))
            .collect()
    }

    /// Whether the space between two texts binds them.
    pub fn holds(&self, before: &str, after: &str) -> bool {
        let last = before.rsplit(char::is_whitespace).next().unwrap_or("");
        let next = after.split(char::is_whitespace).next().unwrap_or("");
        let number = last.ends_with(|c: char| c.is_ascii_digit() || "½¼¾⅓⅔".contains(c));
        if number && self.starts_with_unit(next) {
            return true;
        }
        let name = last.trim_start_matches(['(', '[', '“', '„', '«', '"', '‘']);
        next.starts_with(|c: char| c.is_ascii_digit()) && self.names.contains(&name)
    }

    fn starts_with_unit(&self, word: &str) -> bool {
        SYMBOLS.iter().chain(self.units).any(|unit| {
            word.strip_prefix(unit)
                .is_some_and(|rest| !rest.starts_with(|c: char| c.is_alphanumeric() || c == '-'))
        })
    }
}

/// Groups of digits that are one number.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Grouped {
    /// Where it stands in its text.
    pub range: Range<usize>,
    /// Whether it is dialled: then it is read from the left also in a line from the right, where
    /// the ends of a range stand from the right.
    pub dialled: bool,
}

/// Numbers of several groups that no line breaks: `555-0142`, `+48 22 555 01 42`, `5–10`.
pub fn grouped(text: &str) -> Vec<Grouped> {
    let mut out = Vec::new();
    let mut at = 0;
    while let Some(first) = text[at..].find(is_digit) {
        let digits = at + first;
        // A sign in front belongs to it, and the bracket of an area code.
        let before = text[at..digits].trim_end_matches(['+', '(']);
        let start = match &text[at + before.len()..digits] {
            sign @ ("+" | "(" | "+(") => digits - sign.len(),
            _ => digits,
        };
        let inside = text[..start]
            .ends_with(|c: char| is_dash(c) || c.is_alphanumeric() && !is_ideograph(c));
        let found = [spaced(text, start), joined(text, digits)];
        let short = |it: &Grouped| text[it.range.clone()].chars().count() <= WHOLE;
        at = match found.into_iter().flatten().find(|it| !inside && short(it)) {
            Some(found) => {
                let end = found.range.end;
                out.push(found);
                end
            }
            None => digits + run(&text[digits..], is_digit),
        };
    }
    out
}

/// Groups with a hyphen or a dash between them.
fn joined(text: &str, start: usize) -> Option<Grouped> {
    let group = |at: usize| at + run(&text[at..], is_digit);
    // The decimals of a number are a part of it.
    let number = |at: usize| {
        let mut end = group(at);
        while let Some(rest) = text[end..].strip_prefix(['.', ',']) {
            if !rest.starts_with(is_digit) {
                break;
            }
            end = group(end + 1);
        }
        end
    };
    let mut groups: Vec<_> = std::iter::once(start..number(start)).collect();
    while let Some(last) = groups.last() {
        let dash = run(&text[last.end..], is_dash);
        let next = last.end + dash;
        if text[last.end..next].chars().count() != 1 || !text[next..].starts_with(is_digit) {
            break;
        }
        groups.push(next..number(next));
    }
    let words: Vec<&str> = groups.iter().map(|it| &text[it.clone()]).collect();
    let dialled = match words.as_slice() {
        [_] => return None,
        // A range goes up, and no number starts with a zero.
        [from, to] => {
            let hyphen = text[groups[0].end..].starts_with(['-', '\u{2011}']);
            let up = (from.len(), *from) < (to.len(), *to);
            let digits = from.len() + to.len();
            hyphen && DIALLED.contains(&digits) && (to.starts_with('0') || !up)
        }
        _ => true,
    };
    let range = start..groups.last()?.end;
    Some(Grouped { range, dialled })
}

/// A telephone number with spaces between its groups: it starts with a plus, a bracket or a zero.
fn spaced(text: &str, start: usize) -> Option<Grouped> {
    let rest = &text[start..];
    if !rest.starts_with(['+', '(', '0']) {
        return None;
    }
    let (mut end, mut digits) = (0, 0);
    for (at, c) in rest.char_indices() {
        match c {
            c if is_digit(c) => {
                digits += 1;
                end = at + c.len_utf8();
            }
            // One sign between groups, or a bracket and a space.
            ' ' | '\u{a0}' | '-' | '\u{2011}' | '(' | ')' | '+' if at < end + 2 => {}
            _ => break,
        }
    }
    let parted = rest[..end].contains([' ', '\u{a0}', ')']);
    let range = start..start + end;
    let dialled = true;
    (parted && DIALLED.contains(&digits)).then_some(Grouped { range, dialled })
}

/// Bytes at the start of a text of which a condition is true.
fn run(text: &str, of: impl Fn(char) -> bool) -> usize {
    text.len() - text.trim_start_matches(of).len()
}

fn is_dash(c: char) -> bool {
    matches!(c, '-' | '\u{2011}' | '–')
}

#[cfg(test)]
mod tests {
    use crate::language::Language;

    use super::*;

    fn bound_in(tag: &str, text: &str) -> String {
        let language = Language::parse(tag).expect("a tag");
        let binding = Binding::of(Words::of(&language).expect("a table"));
        let mut out = text.to_owned();
        for at in binding.spaces(text).into_iter().rev() {
            out.replace_range(at..at + 1, "~");
        }
        out
    }

    #[test]
    fn numbers_hold_their_units_and_names_their_numbers() {
        let bound = |text: &str| bound_in("en", text);
        assert_eq!(bound("200 to 500 mcg once"), "200 to 500~mcg once");
        assert_eq!(bound("2 mg, or 5 mg/dL."), "2~mg, or 5~mg/dL.");
        assert_eq!(bound("(Table 2) and 11 men"), "(Table~2) and 11 men");
        assert_eq!(bound("16 weeks at 9 am"), "16~weeks at 9~am");
        assert_eq!(bound("in 2008. The"), "in 2008. The");
        assert_eq!(bound("a 6 min-long x"), "a 6 min-long x");
    }

    #[test]
    fn every_language_has_its_own_units_and_names() {
        assert_eq!(
            bound_in("de", "2 Tabletten, 5 mg, 3 weeks, „Tabelle 2“"),
            "2~Tabletten, 5~mg, 3 weeks, „Tabelle~2“"
        );
        assert_eq!(
            bound_in("es", "2 cápsulas o 3 semanas (Tabla 2, Table 2)"),
            "2~cápsulas o 3~semanas (Tabla~2, Table 2)"
        );
    }

    #[test]
    fn groups_of_digits_are_one_number() {
        let found = |text: &str| {
            let mut out = text.to_owned();
            for it in grouped(text).into_iter().rev() {
                let (open, close) = if it.dialled { ("{", "}") } else { ("[", "]") };
                out.insert_str(it.range.end, close);
                out.insert_str(it.range.start, open);
            }
            out
        };
        let cases = [
            ("Call 555-0142.", "Call {555-0142}."),
            ("call 1-800-555-0142 now", "call {1-800-555-0142} now"),
            ("+48 22 555 01 42, or", "{+48 22 555 01 42}, or"),
            ("(0) (555) 010-4242", "(0) {(555) 010-4242}"),
            ("اتصل ٥٥٥-٠١٤٢", "اتصل [٥٥٥-٠١٤٢]"),
            ("on 2026-01-02", "on {2026-01-02}"),
            // Ranges.
            ("(5–10% 在2–8℃)", "([5–10]% 在[2–8]℃)"),
            ("5.4-10.2 mg, 100-1000", "[5.4-10.2] mg, [100-1000]"),
            ("2019-2024", "[2019-2024]"),
            // None of them.
            ("IGF-1, B12-6, 3-fold, 1-", "IGF-1, B12-6, 3-fold, 1-"),
            (
                "in 2008 2000 people (2 of 10)",
                "in 2008 2000 people (2 of 10)",
            ),
            ("10-1000/a--2 5 - 6", "[10-1000]/a--2 5 - 6"),
            ("1-2-3-4-5-6-7-8-9-10-11", "1-2-3-4-5-6-7-8-9-10-11"),
        ];
        for (text, expected) in cases {
            assert_eq!(found(text), expected);
        }
    }
}
