//! Calendar dates as front matter has them.

use std::fmt;

/// A day of the proleptic Gregorian calendar; ordered by time.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Date {
    year: u16,
    month: u8,
    day: u8,
}

impl Date {
    /// 1970-01-01: the date of a document that names none.
    pub const EPOCH: Date = Date {
        year: 1970,
        month: 1,
        day: 1,
    };

    /// A date that exists; years 1 to 9999.
    pub fn new(year: u16, month: u8, day: u8) -> Option<Date> {
        let valid = (1..=9999).contains(&year)
            && (1..=12).contains(&month)
            && (1..=days(year.into(), month)).contains(&day);
        valid.then_some(Date { year, month, day })
    }

    /// Reads ISO 8601 `YYYY-MM-DD`.
    pub fn parse(text: &str) -> Option<Date> {
        let bytes = text.as_bytes();
        let shape = bytes.len() == 10
            && bytes.iter().enumerate().all(|(i, b)| match i {
                4 | 7 => *b == b'-',
                _ => b.is_ascii_digit(),
            });
        if !shape {
            return None;
        }
        Date::new(
            text[..4].parse().ok()?,
            text[5..7].parse().ok()?,
            text[8..].parse().ok()?,
        )
    }

    /// The day in which a count of seconds since 1970-01-01T00:00Z falls
    /// (`SOURCE_DATE_EPOCH`). None past the year 9999.
    pub fn from_unix(seconds: u64) -> Option<Date> {
        let mut left = seconds / 86_400;
        let mut year = 1970u16;
        loop {
            let length = 337 + u64::from(days(year.into(), 2));
            if left < length {
                break;
            }
            left -= length;
            year = year.checked_add(1).filter(|y| *y <= 9999)?;
        }
        let mut month = 1u8;
        while left >= u64::from(days(year.into(), month)) {
            left -= u64::from(days(year.into(), month));
            month += 1;
        }
        Date::new(year, month, left as u8 + 1)
    }

    /// The year.
    pub fn year(self) -> u16 {
        self.year
    }

    /// The month, 1 to 12.
    pub fn month(self) -> u8 {
        self.month
    }

    /// The day, 1 to 31.
    pub fn day(self) -> u8 {
        self.day
    }
}

impl fmt::Display for Date {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{:04}-{:02}-{:02}", self.year, self.month, self.day)
    }
}

/// How many days a month has, in the Gregorian calendar carried back before its start.
pub(crate) fn days(year: i32, month: u8) -> u8 {
    let leap = (year % 4 == 0 && year % 100 != 0) || year % 400 == 0;
    match month {
        2 if leap => 29,
        2 => 28,
        4 | 6 | 9 | 11 => 30,
        _ => 31,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_dates_that_exist_are_read() {
        assert_eq!(
            Date::parse("2024-02-29").map(|d| d.to_string()),
            Some("2024-02-29".into())
        );
        for bad in [
            "2023-02-29",
            "2023-13-01",
            "2023-1-01",
            "01.02.2023",
            "２０２３-01-01",
            "",
        ] {
            assert_eq!(Date::parse(bad), None, "{bad}");
        }
    }

    #[test]
    fn seconds_become_days() {
        assert_eq!(Date::from_unix(0), Some(Date::EPOCH));
        assert_eq!(Date::from_unix(1_709_251_199), Date::parse("2024-02-29"));
        assert_eq!(Date::from_unix(1_709_251_200), Date::parse("2024-03-01"));
        assert_eq!(Date::from_unix(u64::MAX), None);
    }
}
