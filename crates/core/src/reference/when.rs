//! Dates of references: as coarse as a year, before our era, uncertain, or a range.

use crate::date::days;

/// A date as written and, if it can be read, as numbers.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct When {
    /// As written.
    pub text: String,
    /// The day, month or year; none where the text is no date.
    pub start: Option<Day>,
    /// The end of a range.
    pub end: Option<Day>,
    /// Whether it is about then.
    pub circa: bool,
}

/// A day, or a month or year as a whole.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Day {
    /// The year; 0 is 1 BC.
    pub year: i32,
    /// 1 to 12.
    pub month: Option<u8>,
    /// 1 to 31.
    pub day: Option<u8>,
    /// 1 (spring) to 4 (winter).
    pub season: Option<u8>,
}

impl Day {
    /// A year.
    pub fn year(year: i32) -> Day {
        Day {
            year,
            month: None,
            day: None,
            season: None,
        }
    }

    /// A date that exists.
    pub fn new(year: i32, month: Option<u8>, day: Option<u8>) -> Option<Day> {
        let month_fits = month.is_none_or(|month| (1..=12).contains(&month));
        let day_fits =
            day.is_none_or(|day| month.is_some_and(|month| (1..=days(year, month)).contains(&day)));
        (month_fits && day_fits && (-9999..=9999).contains(&year)).then_some(Day {
            year,
            month,
            day,
            season: None,
        })
    }

    /// Reads `2006`, `2006-11`, `2006-11-03`, `-0043`, and the seasons 21 to 24
    /// of EDTF (`2006-21` is the spring of 2006).
    pub fn parse(text: &str) -> Option<Day> {
        let (sign, rest) = match text.strip_prefix('-') {
            Some(rest) => (-1, rest),
            None => (1, text),
        };
        let mut parts = rest.split('-');
        let year = parts.next()?;
        if year.is_empty() || year.len() > 4 || (sign < 0 && year.len() != 4) {
            return None;
        }
        let year = sign * i32::from(number(year)?);
        let month = parts.next().map(number2).turned()?;
        let day = parts.next().map(number2).turned()?;
        if parts.next().is_some() {
            return None;
        }
        match (month, day) {
            (Some(season @ 21..=24), None) => Some(Day {
                season: Some(season - 20),
                ..Day::year(year)
            }),
            _ => Day::new(year, month, day),
        }
    }
}

impl When {
    /// Reads a date, a range with `/`, and `~`, `?` or `c.` for "about".
    pub fn parse(text: &str) -> When {
        let trimmed = text.trim();
        let about = ["circa", "ca.", "c."]
            .iter()
            .find_map(|about| trimmed.strip_prefix(about))
            .map(str::trim_start);
        let marked = about.unwrap_or(trimmed);
        let plain = marked.trim_end_matches(['~', '?', '%']);
        let circa = about.is_some() || plain.len() < marked.len();
        let (start, end) = match plain.split_once('/') {
            Some((start, end)) => (start, Some(end)),
            None => (plain, None),
        };
        let start = Day::parse(start.trim_end_matches(['~', '?', '%']));
        let open = |end: &str| matches!(end, "" | "..");
        let (start, end) = match end {
            None => (start, None),
            Some(end) if open(end) => (start, None),
            Some(end) => match Day::parse(end) {
                Some(end) => (start, Some(end)),
                None => (None, None),
            },
        };
        When {
            text: trimmed.to_owned(),
            start,
            end,
            circa,
        }
    }
}

/// `Option<Option<T>>` turned around: a part that is there must be a number.
trait Turned<T> {
    fn turned(self) -> Option<Option<T>>;
}

impl<T> Turned<T> for Option<Option<T>> {
    fn turned(self) -> Option<Option<T>> {
        match self {
            None => Some(None),
            Some(None) => None,
            Some(Some(value)) => Some(Some(value)),
        }
    }
}

fn number(text: &str) -> Option<u16> {
    let digits = !text.is_empty() && text.bytes().all(|b| b.is_ascii_digit());
    digits.then(|| text.parse().ok()).flatten()
}

fn number2(text: &str) -> Option<u8> {
    (text.len() <= 2).then(|| number(text))??.try_into().ok()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn dates_are_read_as_far_as_they_go() {
        let day = |text: &str| When::parse(text).start.map(|d| (d.year, d.month, d.day));
        assert_eq!(day("2006"), Some((2006, None, None)));
        assert_eq!(day("2006-11"), Some((2006, Some(11), None)));
        assert_eq!(day("2006-2-28"), Some((2006, Some(2), Some(28))));
        assert_eq!(day("-0043"), Some((-43, None, None)));
        assert_eq!(day("2006-02-30"), None);
        assert_eq!(day("20x0"), None);
        assert_eq!(day("in press"), None);
        assert_eq!(day(""), None);
        assert_eq!(day("2006-13"), None);
    }

    #[test]
    fn ranges_seasons_and_doubt() {
        let when = When::parse("2006-11/2007-01");
        assert_eq!(when.end, Day::new(2007, Some(1), None));
        assert!(When::parse("c. 1900").circa && When::parse("1900~").circa);
        assert_eq!(When::parse("2006-21").start.unwrap().season, Some(1));
        assert_eq!(When::parse("2006/").start, Some(Day::year(2006)));
        assert_eq!(When::parse("2006/20x1").start, None);
    }
}
