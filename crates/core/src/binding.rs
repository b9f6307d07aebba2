//! What stays on one line: a number and its unit, a day, its month and its year, "Table" and its number, a
//! telephone number, a range, a unit with a slash; in some languages a word of one letter and the
//! word behind it. A space becomes a no-break space; no other character changes.

use std::ops::Range;

use crate::ideographs::is_ideograph;
use crate::number::{is_digit, is_zero};
use crate::words::Words;

/// Symbols of units, which are everyone's.
const SYMBOLS: &[&str] = &[
    "mcg", "µg", "μg", "mg", "g", "kg", "ng", "pg", "mL", "ml", "µL", "dL", "L", "l", "IU", "mIU",
    "mmol", "µmol", "nmol", "mol", "mOsm", "mEq", "mm", "cm", "m", "km", "nm", "°C", "°F", "°",
    "%", "mmHg", "kPa", "Hz", "kcal", "kJ", "kDa", "Da", "h", "min", "s", "×",
];

/// Most signs of a number that stays whole: there is a line for them in every place.
const WHOLE: usize = 20;
/// The fewest and the most digits of a telephone number whose groups are parted by spaces.
const DIALLED: std::ops::RangeInclusive<usize> = 7..=15;

/// The most words of a date on either side of a space.
const DATE: usize = 5;
/// What stands before the first word of a phrase.
const OPENING: [char; 7] = ['(', '[', '“', '„', '«', '"', '‘'];
/// What stands behind a month or a day before its year.
const COMMAS: [&str; 2] = [",", "،"];

const NO_BREAK: &str = "\u{a0}";
/// Signs of units that are no letters.
const SIGNS: [char; 4] = ['°', '%', '·', '²'];

/// Languages whose lines end in no preposition or conjunction of one letter, and start with no
/// dash between words.
const LEANING: [&str; 6] = ["be", "cs", "pl", "ru", "sk", "uk"];

/// Words that hold on to a number, in the language of the edition.
#[derive(Clone, Copy)]
pub struct Binding<'a> {
    /// Words that carry a number behind them ("Table").
    names: [&'a str; 4],
    /// Units in words ("weeks").
    units: &'a [&'a str],
    /// Months as a date has them.
    months: &'a [&'a str],
    /// Words of a date between day and month and between month and year ("de"), if any.
    between: [&'a str; 2],
    /// The first day of a month ("1er").
    first_day: &'a str,
    /// Whether a word of one letter leans on the one behind it, and a dash on the one before it.
    leaning: bool,
}

impl Binding<'_> {
    /// The words of a table.
    pub fn of(words: &'static Words) -> Binding<'static> {
        Binding {
            names: [words.table, words.figure, words.section, words.page],
            units: words.units,
            months: &words.months,
            between: [("{day}", "{month}"), ("{month}", "{year}")]
                .map(|(from, to)| word_between(words.date_form, from, to)),
            first_day: words.first_day,
            leaning: LEANING.contains(&words.language),
        }
    }

    /// Bytes of the spaces in `text` at which no line may break.
    pub fn spaces(&self, text: &str) -> Vec<usize> {
        if !self.leaning && !text.contains(is_figure) {
            return Vec::new();
        }
        let spaces = text.bytes().enumerate().filter(|(_, b)| *b == b' ');
        spaces
            .map(|(i, _)| i)
            .filter(|i| self.holds(&text[..*i], &text[*i + 1..]))
            .collect()
    }

    /// A text whose spaces are no-break spaces where no line may break.
    pub fn bound(&self, text: &str) -> String {
        let mut bound = text.to_owned();
        for at in self.spaces(text).into_iter().rev() {
            bound.replace_range(at..at + 1, NO_BREAK);
        }
        bound
    }

    /// Whether the space between two texts binds them.
    pub fn holds(&self, before: &str, after: &str) -> bool {
        let last = before.rsplit(char::is_whitespace).next().unwrap_or("");
        let next = after.split(char::is_whitespace).next().unwrap_or("");
        let number = last.ends_with(is_figure);
        if number && starts_with(next, SYMBOLS.iter().chain(self.units)) {
            return true;
        }
        let name = last.trim_start_matches(OPENING);
        if self.leaning && (is_letter(name) && !next.is_empty() || matches!(next, "–" | "—")) {
            return true;
        }
        next.starts_with(is_digit) && self.names.contains(&name) || self.in_date(before, after)
    }

    /// Whether the space between two texts stands in a date that names its month.
    fn in_date(&self, before: &str, after: &str) -> bool {
        let mut words: Vec<&str> = before.rsplit(char::is_whitespace).take(DATE).collect();
        words.reverse();
        let space = words.len();
        words.extend(after.split(char::is_whitespace).take(DATE));
        let dated = words.iter().any(|word| word.contains(is_digit));
        dated && (0..space).any(|start| space - start < self.date(&words[start..]))
    }

    /// How many words at the start of some are a date: a month and what is said of its day
    /// and year.
    fn date(&self, words: &[&str]) -> usize {
        let word = |at: usize| words.get(at).copied().unwrap_or("");
        let is = |at: usize, between: &str| usize::from(word(at) == between && !between.is_empty());
        let day = self.is_day(word(0));
        let start = if day { 1 + is(1, self.between[0]) } else { 0 };
        // In some languages months are numbers.
        let names = self.months.iter().filter(|it| !it.starts_with(is_digit));
        let Some((end, last)) = names.filter_map(|it| month(it, &words[start..])).next() else {
            return 0;
        };
        let end = start + end;
        let number = |at: usize| word(at).starts_with(is_digit);
        let year = end + is(end, self.between[1]);
        if !last.is_empty() && !COMMAS.contains(&last) || !number(year) {
            return end;
        }
        // The day behind its month, and the year behind the day.
        let behind = word(year).trim_end_matches(['،', ',']);
        let after_day = !day && behind != word(year) && self.is_day(behind);
        year + 1 + usize::from(after_day && number(year + 1))
    }

    /// Whether a word is the day of a date: `2`, `(30`, `1.`, `1er`.
    fn is_day(&self, word: &str) -> bool {
        let word = word.trim_start_matches(OPENING);
        let digits = word.trim_end_matches('.');
        let days = (1..=2).contains(&digits.chars().count()) && digits.chars().all(is_digit);
        days || word == self.first_day
    }

    /// What no line breaks within, in its order: numbers of several groups (`555-0142`, `+48 22
    /// 555 01 42`, `5–10`), units with a slash, the start of an address.
    pub fn grouped(&self, text: &str) -> Vec<Grouped> {
        let mut out = numbers(text);
        let mut slashed = Vec::new();
        let mut done = 0;
        for (slash, _) in text.match_indices('/') {
            let Some(range) = self.slashed(text, slash).filter(|it| it.start >= done) else {
                continue;
            };
            done = range.end;
            let at = out.partition_point(|it| it.range.end <= range.start);
            if out.get(at).is_none_or(|it| it.range.start >= range.end) {
                let dialled = false;
                slashed.push(Grouped { range, dialled });
            }
        }
        out.extend(slashed);
        out.sort_by_key(|it| it.range.start);
        out
    }

    /// What a slash stands in: a unit (`mg/dL`), or the start of an address, whose scheme says
    /// nothing alone (`https://example`).
    fn slashed(&self, text: &str, slash: usize) -> Option<Range<usize>> {
        let (before, behind) = text.split_at(slash);
        let start = slash - near(before.chars().rev(), in_unit);
        let host = behind.strip_prefix("//");
        if let (Some(host), Some(scheme)) = (host, before.strip_suffix(':')) {
            let scheme = near(scheme.chars().rev(), |c| c.is_ascii_alphabetic());
            let host = near(host.chars(), |c| c.is_ascii_alphanumeric());
            let range = slash - ":".len() - scheme..slash + "//".len() + host;
            return (scheme > 0 && host > 0).then_some(range);
        }
        let end = slash + near(behind.chars(), in_unit);
        let unit = |word: &str| SYMBOLS.iter().chain(self.units).any(|unit| *unit == word);
        let parts: Vec<&str> = text[start..end].split('/').collect();
        let whole = is_short(&text[start..end])
            && !text[..start].ends_with('.')
            && parts.iter().all(|it| !it.is_empty())
            && parts.iter().any(|it| unit(it));
        whole.then_some(start..end)
    }
}

fn in_unit(c: char) -> bool {
    c.is_alphanumeric() && !is_ideograph(c) || c == '/' || SIGNS.contains(&c)
}

/// Bytes of the signs next to a place of which a condition is true, as far as matters.
fn near(signs: impl Iterator<Item = char>, of: impl Fn(char) -> bool) -> usize {
    let signs = signs.take(WHOLE + 1).take_while(|c| of(*c));
    signs.map(char::len_utf8).sum()
}

/// Whether a word is one of some others, but for signs behind it.
fn starts_with<'a>(word: &str, others: impl IntoIterator<Item = &'a &'a str>) -> bool {
    others.into_iter().any(|other| {
        // Words of ideographs end where they end.
        let whole = other.ends_with(is_ideograph);
        word.strip_prefix(other).is_some_and(|rest| {
            whole || !rest.starts_with(|c: char| c.is_alphanumeric() || c == '-')
        })
    })
}

/// The word of a form of dates that stands between two fields.
fn word_between<'a>(form: &'a str, from: &str, to: &str) -> &'a str {
    let behind = form.split_once(from).map_or("", |(_, behind)| behind);
    let between = behind.split_once(to).map_or("", |(between, _)| between);
    between.trim_matches(|c: char| !c.is_alphabetic())
}

/// How many words at the start of some name a month, and the signs behind it.
fn month<'a>(name: &str, words: &[&'a str]) -> Option<(usize, &'a str)> {
    let (mut at, mut behind) = (0, "");
    for part in name.split(' ') {
        let word = words.get(at).filter(|_| behind.is_empty())?;
        if !starts_with(word.trim_start_matches(OPENING), &[part]) {
            return None;
        }
        behind = word.trim_start_matches(OPENING).strip_prefix(part)?;
        at += 1;
    }
    Some((at, behind))
}

/// Whether a sign ends a number: a digit, or a fraction.
fn is_figure(c: char) -> bool {
    is_digit(c) || "½¼¾⅓⅔".contains(c)
}

fn is_letter(word: &str) -> bool {
    let mut letters = word.chars();
    letters.next().is_some_and(char::is_alphabetic) && letters.next().is_none()
}

/// Signs that stay on one line.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Grouped {
    /// Where it stands in its text.
    pub range: Range<usize>,
    /// Whether it is dialled: then it is read from the left also in a line from the right, where
    /// the ends of a range stand from the right.
    pub dialled: bool,
}

/// Whether a text has digits of Arabic, whose groups stand from the right even in words from the
/// left (class AN of UAX #9): a number that is dialled has to say the order of each.
pub fn has_arabic_digits(text: &str) -> bool {
    text.contains(|c| matches!(c, '\u{660}'..='\u{669}'))
}

/// Numbers of several groups.
fn numbers(text: &str) -> Vec<Grouped> {
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
        let before = &text[..start];
        let decimals = before
            .strip_suffix(['.', ','])
            .is_some_and(|it| it.ends_with(is_digit));
        let inside = decimals && start == digits
            || before.ends_with(|c: char| is_dash(c) || c.is_alphanumeric() && !is_ideograph(c));
        let short = |it: &Grouped| is_short(&text[it.range.clone()]);
        // What is refused is not read again from each of its groups.
        let found = match inside {
            true => None,
            false => [spaced(text, start), joined(text, digits)]
                .into_iter()
                .flatten()
                .find(short),
        };
        at = match found {
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
            if !rest.starts_with(is_digit) || !is_short(&text[at..end]) {
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
        let one = text[last.end..next].chars().count() == 1;
        if !one || !text[next..].starts_with(is_digit) || !is_short(&text[start..last.end]) {
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
            let digits = from.chars().count() + to.chars().count();
            hyphen && DIALLED.contains(&digits) && (to.starts_with(is_zero) || !up)
        }
        _ => true,
    };
    let range = start..groups.last()?.end;
    Some(Grouped { range, dialled })
}

/// A telephone number with spaces between its groups: it starts with a plus, a bracket or a zero.
fn spaced(text: &str, start: usize) -> Option<Grouped> {
    let rest = &text[start..];
    if !rest.starts_with(['+', '(']) && !rest.starts_with(is_zero) {
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
        if digits > *DIALLED.end() {
            return None;
        }
    }
    let parted = rest[..end].contains([' ', '\u{a0}', ')']);
    let range = start..start + end;
    let dialled = true;
    (parted && DIALLED.contains(&digits)).then_some(Grouped { range, dialled })
}

/// Whether there is a line for a text in every place.
fn is_short(text: &str) -> bool {
    text.chars().nth(WHOLE).is_none()
}

/// Bytes at the start of a text of which a condition is true.
fn run(text: &str, of: impl Fn(char) -> bool) -> usize {
    text.len() - text.trim_start_matches(of).len()
}

fn is_dash(c: char) -> bool {
    matches!(c, '-' | '\u{2011}' | '–')
}

/// Whether a line may break between a sign and the number of a source or a note behind it.
pub fn is_loose(c: char) -> bool {
    is_ideograph(c) || "।॥۔؟?!…-–—/".contains(c)
}

#[cfg(test)]
mod tests {
    use crate::language::Language;

    use super::*;

    fn bound_in(tag: &str, text: &str) -> String {
        let language = Language::parse(tag).expect("a tag");
        let binding = Binding::of(Words::of(&language).expect("a table"));
        binding.bound(text).replace(NO_BREAK, "~")
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
        assert_eq!(
            bound_in("pl", "2 litry wody i 5 litrów"),
            "2~litry wody i~5~litrów"
        );
        assert_eq!(bound_in("zh-Hans", "每天喝 2 升水"), "每天喝 2~升水");
    }

    #[test]
    fn digits_of_every_script_hold_their_units() {
        assert_eq!(bound_in("ar", "٥ ملغ (الجدول ٢)"), "٥~ملغ (الجدول~٢)");
        assert_eq!(bound_in("hi", "५ मिग्रा"), "५~मिग्रा");
        assert_eq!(bound_in("en", "½ L"), "½~L");
    }

    #[test]
    fn dates_with_names_of_months_are_whole() {
        assert_eq!(bound_in("de", "am 1. März 2029"), "am 1.~März~2029");
        assert_eq!(bound_in("ru", "30 ноября 2025 года"), "30~ноября~2025~года");
        assert_eq!(bound_in("en", "since 2008 March"), "since 2008 March");
        assert_eq!(bound_in("hi", "2 जनवरी, 2029"), "2~जनवरी,~2029");
        // In the words of each language, in its digits, and in its order.
        for (tag, text, bound) in [
            (
                "es",
                "el 15 de noviembre de 2026.",
                "el 15~de~noviembre~de~2026.",
            ),
            ("pt", "(1º de março de 2026)", "(1º~de~março~de~2026)"),
            ("fr", "le 1er mars 2026", "le 1er~mars~2026"),
            (
                "en",
                "(May 15, 2026), or 15, 2026",
                "(May~15,~2026), or 15, 2026",
            ),
            ("hi", "१५ नवंबर, २०२६ को", "१५~नवंबर,~२०२६ को"),
            ("ur", "15 نومبر، 2026 کو", "15~نومبر،~2026 کو"),
            (
                "ar-IQ",
                "في ١٥ تشرين الثاني ٢٠٢٦",
                "في ١٥~تشرين~الثاني~٢٠٢٦",
            ),
            (
                "es",
                "15 de cada 20 de mayo, 3 mayos",
                "15 de cada 20~de~mayo,~3 mayos",
            ),
            (
                "en",
                "In May. 15 of 20 until May",
                "In May. 15 of 20 until May",
            ),
        ] {
            assert_eq!(bound_in(tag, text), bound);
        }
        // Months that are numbers are no names of months.
        assert_eq!(bound_in("vi", "từ 2 10"), "từ 2 10");
    }

    #[test]
    fn a_letter_alone_ends_no_line_where_that_is_a_fault() {
        assert_eq!(
            bound_in("pl", "Pij wodę i śpij (w nocy). A potem"),
            "Pij wodę i~śpij (w~nocy). A~potem"
        );
        assert_eq!(bound_in("ru", "В жару — воды"), "В~жару~— воды");
        assert_eq!(
            bound_in("de", "Vitamin A hilft – oft"),
            "Vitamin A hilft – oft"
        );
    }

    #[test]
    fn groups_of_digits_are_one_number() {
        let binding = Binding::of(Words::of(&Language::english()).expect("a table"));
        let found = |text: &str| {
            let mut out = text.to_owned();
            for it in binding.grouped(text).into_iter().rev() {
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
            ("اتصل ٥٥٥-٠١٤٢", "اتصل {٥٥٥-٠١٤٢}"),
            ("٠٨٠٠ ١٢٣ ٤٥٦، ٥–١٠", "{٠٨٠٠ ١٢٣ ٤٥٦}، [٥–١٠]"),
            ("on 2026-01-02", "on {2026-01-02}"),
            // Ranges.
            ("(5–10% 在2–8℃)", "([5–10]% 在[2–8]℃)"),
            ("5.4-10.2 mg, 100-1000", "[5.4-10.2] mg, [100-1000]"),
            ("2019-2024", "[2019-2024]"),
            // Units.
            ("2.1 µg/L, 5 mg/kg/day", "2.1 [µg/L], 5 [mg/kg/day]"),
            ("5mg/dL: (mOsm/kg) 10/L", "[5mg/dL]: ([mOsm/kg]) [10/L]"),
            ("5–10 mL/min", "[5–10] [mL/min]"),
            // Addresses.
            (
                "at https://www.example.org/a/m",
                "at [https://www].example.org/a/m",
            ),
            // None of them.
            ("IGF-1, B12-6, 3-fold, 1-", "IGF-1, B12-6, 3-fold, 1-"),
            (
                "and/or, 120/80, he/she, 1/2, //",
                "and/or, 120/80, he/she, 1/2, //",
            ),
            (
                "in 2008 2000 people (2 of 10)",
                "in 2008 2000 people (2 of 10)",
            ),
            ("10-1000/a--2 5 - 6", "[10-1000]/a--2 5 - 6"),
            ("1-2-3-4-5-6-7-8-9-10-11", "1-2-3-4-5-6-7-8-9-10-11"),
            (
                "1.1.1.1.1.1.1.1.1.1.1.1-2, 5-10",
                "1.1.1.1.1.1.1.1.1.1.1.1-2, [5-10]",
            ),
        ];
        for (text, expected) in cases {
            assert_eq!(found(text), expected);
        }
    }

    #[test]
    fn chains_without_an_end_take_no_time() {
        let binding = Binding::of(Words::of(&Language::english()).expect("a table"));
        for part in ["1-", "1.", "0 ", "(0", "1-1.", "1/", "5 May "] {
            let text = part.repeat(60_000);
            let started = std::time::Instant::now();
            binding.spaces(&text);
            binding.grouped(&text);
            let seconds = started.elapsed().as_secs_f32();
            assert!(seconds < 2.0, "{part:?}: {seconds}");
        }
    }
}
