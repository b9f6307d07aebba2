//! Dates as people write them, in the languages that the program speaks. What
//! could be two days, or is only a month, stays words.

use pamphlet_core::date::Date;

use crate::language;

/// A date as written.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum When {
    /// A day.
    Day(Date),
    /// A month or year, or numbers that could be two days.
    Vague(String),
}

/// Which number of `03/04/2027` is the day.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Order {
    /// The first.
    DayFirst,
    /// The language does not say.
    Unknown,
}

/// Countries that write the day first in English.
const DAY_FIRST: [&str; 8] = ["GB", "IE", "AU", "NZ", "ZA", "IN", "MT", "SG"];

/// The order in a language.
pub fn order(tag: Option<&str>) -> Order {
    let mut parts = tag.unwrap_or_default().split('-');
    let primary = parts.next().unwrap_or_default();
    let region = parts.find(|it| it.len() == 2).unwrap_or_default();
    match primary {
        "" => Order::Unknown,
        "en" if DAY_FIRST.contains(&region) => Order::DayFirst,
        "en" => Order::Unknown,
        _ if matches!(region, "US" | "PR") => Order::Unknown,
        "de" | "es" | "fr" | "it" | "pt" | "nl" | "pl" | "ru" | "tr" | "vi" | "uk" => {
            Order::DayFirst
        }
        _ => Order::Unknown,
    }
}

/// The date at the start of a text and how many bytes it takes.
pub fn read(text: &str, order: Order) -> Option<(When, usize)> {
    let words = words(text);
    numbers(text, &words, order).or_else(|| named(text, &words))
}

/// A run of letters or digits.
#[derive(Clone, Copy)]
struct Word<'t> {
    text: &'t str,
    start: usize,
    end: usize,
}

impl Word<'_> {
    fn number(self) -> Option<u16> {
        let digits = self.text.bytes().all(|b| b.is_ascii_digit());
        (digits && self.text.len() <= 4).then(|| self.text.parse().ok())?
    }

    fn year(self) -> Option<u16> {
        self.number().filter(|it| (1900..=2200).contains(it))
    }

    /// `1`, `1st`.
    fn day(self) -> Option<u8> {
        let end = self
            .text
            .find(|c: char| !c.is_ascii_digit())
            .unwrap_or(self.text.len());
        let tail = self.text[end..].to_lowercase();
        let ordinal = matches!(tail.as_str(), "" | "st" | "nd" | "rd" | "th" | "º" | "er");
        let day = self.text[..end].parse::<u8>().ok()?;
        (ordinal && (1..=31).contains(&day)).then_some(day)
    }

    fn month(self) -> Option<u8> {
        let lower = self.text.to_lowercase();
        if lower.chars().count() < 3 {
            return None;
        }
        let of = |words: &pamphlet_core::words::Words| {
            let mut months = words.months.iter();
            months.position(|it| it.to_lowercase().starts_with(&lower))
        };
        let found = language::tables().find_map(of);
        // German abbreviations that are no beginnings.
        let found = found.or(match lower.as_str() {
            "sept" => Some(8),
            _ => None,
        })?;
        Some(found as u8 + 1)
    }
}

/// The first few words.
fn words(text: &str) -> Vec<Word<'_>> {
    let mut out = Vec::new();
    let mut at = 0;
    while out.len() < 6 {
        let Some(from) = text[at..].find(char::is_alphanumeric).map(|it| it + at) else {
            break;
        };
        let rest = &text[from..];
        let length = rest
            .find(|c: char| !c.is_alphanumeric())
            .unwrap_or(rest.len());
        out.push(Word {
            text: &rest[..length],
            start: from,
            end: from + length,
        });
        at = from + length;
    }
    out
}

/// What stands between two words, without spaces.
fn between<'t>(text: &'t str, a: Word, b: Word) -> &'t str {
    text[a.end..b.start].trim()
}

fn numbers(text: &str, words: &[Word], order: Order) -> Option<(When, usize)> {
    let first = *words.first()?;
    if first.start > 0 && !text[..first.start].trim().is_empty() {
        return None;
    }
    let is_stroke = |it: &str| matches!(it, "/" | "-" | "." | "–");
    let vague = |end: usize| Some((When::Vague(text[first.start..end].to_owned()), end));
    let joined = |a: Word, b: Word| is_stroke(between(text, a, b));
    match words {
        [y, m, d, ..] if y.year().is_some() && joined(*y, *m) && joined(*m, *d) => {
            let date = Date::new(
                y.year()?,
                m.number()?.try_into().ok()?,
                d.number()?.try_into().ok()?,
            )?;
            Some((When::Day(date), d.end))
        }
        [a, b, y, ..] if joined(*a, *b) && joined(*b, *y) => {
            let (one, two) = (
                u8::try_from(a.number()?).ok()?,
                u8::try_from(b.number()?).ok()?,
            );
            y.number()?;
            let Some(year) = y.year() else {
                return vague(y.end);
            };
            let dots = between(text, *a, *b) == ".";
            let (first_is_day, second_is_day) =
                (Date::new(year, two, one), Date::new(year, one, two));
            let date = match (first_is_day, second_is_day) {
                (Some(date), None) | (None, Some(date)) => date,
                (Some(date), Some(_)) if dots || order == Order::DayFirst || one == two => date,
                (Some(_), Some(_)) => return vague(y.end),
                (None, None) => return None,
            };
            Some((When::Day(date), y.end))
        }
        [m, y, ..]
            if m.number().is_some_and(|it| (1..=12).contains(&it))
                && y.year().is_some()
                && joined(*m, *y) =>
        {
            vague(y.end)
        }
        [y, ..] if y.year().is_some() => vague(y.end),
        _ => None,
    }
}

/// A date with the name of its month.
fn named(text: &str, words: &[Word]) -> Option<(When, usize)> {
    let is_link = |it: &Word| matches!(it.text.to_lowercase().as_str(), "of" | "de" | "del");
    let near = words
        .windows(2)
        .take_while(|it| matches!(between(text, it[0], it[1]), "" | "." | "," | "-" | "/"))
        .count();
    let row: Vec<Word> = words
        .iter()
        .take(near + 1)
        .filter(|it| !is_link(it))
        .copied()
        .collect();
    let start = row.first()?.start;
    let day = |day: Word, month: Word, year: Word| {
        let date = Date::new(year.year()?, month.month()?, day.day()?)?;
        Some(When::Day(date))
    };
    match row.as_slice() {
        [d, m, y, ..] if d.day().is_some() && m.month().is_some() && y.year().is_some() => {
            Some((day(*d, *m, *y)?, y.end))
        }
        [m, d, y, ..] if m.month().is_some() && d.day().is_some() && y.year().is_some() => {
            Some((day(*d, *m, *y)?, y.end))
        }
        [m, y, ..] if m.month().is_some() && y.year().is_some() => {
            Some((When::Vague(text[start..y.end].to_owned()), y.end))
        }
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn day(text: &str, order: Order) -> Option<String> {
        match read(text, order)?.0 {
            When::Day(date) => Some(date.to_string()),
            When::Vague(text) => Some(format!("~{text}")),
        }
    }

    #[test]
    fn dates_are_read_as_people_write_them() {
        for (text, expected) in [
            ("1 March 2027", "2027-03-01"),
            ("1st of March, 2027", "2027-03-01"),
            ("March 1, 2027", "2027-03-01"),
            ("01 Mar 2027 Page 1", "2027-03-01"),
            ("1. März 2027", "2027-03-01"),
            ("1 de marzo de 2027", "2027-03-01"),
            ("2027-03-01", "2027-03-01"),
            ("01.03.2027", "2027-03-01"),
            ("31/03/2027", "2027-03-31"),
            ("03/31/2027", "2027-03-31"),
        ] {
            assert_eq!(
                day(text, Order::Unknown).as_deref(),
                Some(expected),
                "{text}"
            );
        }
    }

    #[test]
    fn what_could_be_two_days_or_is_a_month_stays_words() {
        for (text, expected) in [
            ("March 2027", "~March 2027"),
            ("marzo de 2027", "~marzo de 2027"),
            ("03/2027", "~03/2027"),
            ("2027", "~2027"),
            ("01/03/2027", "~01/03/2027"),
            ("01/03/27", "~01/03/27"),
        ] {
            assert_eq!(
                day(text, Order::Unknown).as_deref(),
                Some(expected),
                "{text}"
            );
        }
        assert_eq!(
            day("01/03/2027", order(Some("en-GB"))).as_deref(),
            Some("2027-03-01")
        );
        assert_eq!(order(Some("en-US")), Order::Unknown);
        assert_eq!(day("by Dr A", Order::DayFirst), None);
        assert_eq!(day("31/02/2027", Order::DayFirst), None);
    }
}
