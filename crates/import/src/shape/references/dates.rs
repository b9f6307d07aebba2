//! Years, months and days in references, in several languages.

/// A year of print.
pub fn year(word: &str) -> Option<i32> {
    let digits = word.len() == 4 && word.bytes().all(|b| b.is_ascii_digit());
    let year: i32 = digits.then(|| word.parse().ok()).flatten()?;
    (1700..2100).contains(&year).then_some(year)
}

/// A year with the letter that tells two of one author apart: `2010a`.
pub fn lettered_year(word: &str) -> Option<&str> {
    let bare = match word.len() {
        5 if word.ends_with(|c: char| c.is_ascii_lowercase()) => word.get(..4)?,
        _ => word,
    };
    year(bare).map(|_| bare)
}

const MONTHS: [(&str, u8); 46] = [
    ("january", 1),
    ("enero", 1),
    ("januar", 1),
    ("jänner", 1),
    ("janvier", 1),
    ("gennaio", 1),
    ("february", 2),
    ("febrero", 2),
    ("februar", 2),
    ("février", 2),
    ("febbraio", 2),
    ("march", 3),
    ("marzo", 3),
    ("märz", 3),
    ("mars", 3),
    ("april", 4),
    ("abril", 4),
    ("avril", 4),
    ("may", 5),
    ("mayo", 5),
    ("mai", 5),
    ("june", 6),
    ("junio", 6),
    ("juni", 6),
    ("juin", 6),
    ("july", 7),
    ("julio", 7),
    ("juli", 7),
    ("juillet", 7),
    ("august", 8),
    ("agosto", 8),
    ("août", 8),
    ("september", 9),
    ("septiembre", 9),
    ("septembre", 9),
    ("october", 10),
    ("octubre", 10),
    ("oktober", 10),
    ("octobre", 10),
    ("november", 11),
    ("noviembre", 11),
    ("novembre", 11),
    ("december", 12),
    ("diciembre", 12),
    ("dezember", 12),
    ("décembre", 12),
];

/// A month by its name or the first letters of it.
pub fn month(word: &str) -> Option<u8> {
    let word = word.trim_end_matches('.');
    let starts = word.starts_with(char::is_alphabetic);
    if !starts || word.len() < 3 || word.len() > 12 || word.chars().count() < 3 {
        return None;
    }
    let word = word.to_lowercase();
    if word == "sept" {
        return Some(9);
    }
    let found = MONTHS.iter().find(|(name, _)| name.starts_with(&word))?;
    Some(found.1)
}

/// A day of a month: `3`, `3rd`, `03.`.
pub fn day(word: &str) -> Option<u8> {
    let word = word.trim_end_matches(['.', ',']);
    let digits = word.trim_end_matches(|c: char| c.is_ascii_lowercase());
    let suffix = &word[digits.len()..];
    let shaped =
        (1..=2).contains(&digits.len()) && matches!(suffix, "" | "st" | "nd" | "rd" | "th");
    let day: u8 = shaped.then(|| digits.parse().ok()).flatten()?;
    (1..=31).contains(&day).then_some(day)
}

/// A date as the bibliography has it.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Date {
    /// Its year.
    pub year: Option<i32>,
    /// Its month.
    pub month: Option<u8>,
    /// Its day.
    pub day: Option<u8>,
}

impl Date {
    /// `2006-11-03`, as far as it is known.
    pub fn text(self) -> Option<String> {
        let year = self.year?;
        let whole = pamphlet_core::reference::Day::new(year, self.month, self.day);
        Some(match (self.month, self.day) {
            (Some(month), Some(day)) if whole.is_some() => format!("{year}-{month:02}-{day:02}"),
            (Some(month), _) => format!("{year}-{month:02}"),
            _ => format!("{year}"),
        })
    }
}

/// The date that words start with, in any order of its parts, and how many of
/// the words belong to it.
pub fn leading(words: &[&str]) -> (Date, usize) {
    let mut date = Date::default();
    let mut used = 0;
    for (i, raw) in words.iter().take(7).enumerate() {
        let word = raw.trim_matches(|c: char| !c.is_alphanumeric());
        let numbers: Vec<&str> = word.split(['-', '.', '/']).collect();
        if let (None, [a, b, c]) = (date.year, numbers.as_slice()) {
            let (y, m, d) = if year(a).is_some() {
                (a, b, c)
            } else {
                (c, b, a)
            };
            if let (Some(y), Ok(m), Some(d)) = (year(y), m.parse(), day(d)) {
                return (
                    Date {
                        year: Some(y),
                        month: (1..=12).contains(&m).then_some(m),
                        day: Some(d),
                    },
                    i + 1,
                );
            }
        }
        if let (None, Some(found)) = (date.year, year(word)) {
            date.year = Some(found);
        } else if let (None, Some(found)) = (date.month, month(word)) {
            date.month = Some(found);
        } else if let (None, Some(found)) = (date.day, day(word)) {
            date.day = Some(found);
        } else if !matches!(
            word,
            "de" | "del" | "el" | "am" | "on" | "le" | "den" | "vom"
        ) {
            break;
        } else {
            continue;
        }
        used = i + 1;
        let closed = raw.ends_with([';', ']', ')']) || (raw.ends_with('.') && date.year.is_some());
        let whole = date.year.is_some() && date.month.is_some() && date.day.is_some();
        if closed || whole {
            break;
        }
    }
    (date, used)
}
