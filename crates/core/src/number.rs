//! Numbers as authors write them, and as their language prints them (CLDR's
//! data, by ICU4X).

use icu_decimal::DecimalFormatter;
use icu_decimal::input::Decimal;
use icu_decimal::options::GroupingStrategy;
use icu_locale::Locale;
use icu_locale::extensions::unicode::{Value, key};

use crate::language::Language;

/// Zeros of the digits that leaflets are written in, with CLDR's names of them.
const DIGITS: [(char, &str); 7] = [
    ('0', "latn"),
    ('٠', "arab"),
    ('۰', "arabext"),
    ('०', "deva"),
    ('০', "beng"),
    ('੦', "guru"),
    ('௦', "tamldec"),
];

/// Digits of one script.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Digits {
    zero: char,
    name: &'static str,
}

impl Digits {
    /// The Western ones, in which the program counts in every language.
    pub const WESTERN: Digits = Digits {
        zero: DIGITS[0].0,
        name: DIGITS[0].1,
    };

    /// The digits that a character is one of, and which.
    fn of(c: char) -> Option<(Digits, char)> {
        DIGITS.iter().find_map(|(zero, name)| {
            let value = u32::from(c).checked_sub(u32::from(*zero))?;
            let digit = char::from_digit(value, 10)?;
            Some((Digits { zero: *zero, name }, digit))
        })
    }

    /// Western digits in these.
    fn write(self, plain: &str) -> String {
        let digit = |c: char| char::from_u32(u32::from(self.zero) + c.to_digit(10)?);
        plain.chars().map(|c| digit(c).unwrap_or(c)).collect()
    }
}

/// Whether a character is a zero of the scripts that leaflets are written in.
pub fn is_zero(c: char) -> bool {
    Digits::of(c).is_some_and(|(_, value)| value == '0')
}

/// Whether a character is a digit of the scripts that leaflets are written in.
pub fn is_digit(c: char) -> bool {
    Digits::of(c).is_some()
}

/// A number, to the last digit that was written.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Number {
    /// `-`, `+` or nothing.
    sign: &'static str,
    /// Western digits, with a point before the decimals.
    plain: String,
    digits: Digits,
    /// What stands behind it: a percent sign, with the space before it.
    behind: String,
}

/// Why something is no number.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum NoNumber {
    /// It is something else.
    Words,
    /// It is one number in one country and another in another: what it may be, as
    /// it could be written.
    Ambiguous(String, String),
}

impl Number {
    /// Reads a number as authors write it in a table: `5.4`, `5,4`, `-3`, `12 %`,
    /// `1 200`, `1,234,567`, `1,20,000`, `৫.৪`, `٥٫٤`. What is 1.2 in one country and
    /// 1200 in another (`1,200`, `1.200`) is none, nor are two numbers (`120 80`): a bar
    /// of the wrong length would harm.
    pub fn read(written: &str) -> Result<Number, NoNumber> {
        let written = written.trim();
        let bare = written.trim_end_matches(['%', '٪']).trim_end();
        let behind = written[bare.len()..].to_owned();
        let (mut sign, mut digits, mut marked) = ("", None, String::new());
        for c in bare.chars() {
            match (c, Digits::of(c)) {
                (_, Some((its, digit))) => {
                    if *digits.get_or_insert(its) != its {
                        return Err(NoNumber::Words);
                    }
                    marked.push(digit);
                }
                ('.' | ',' | '٫' | '٬', _) => marked.push(c),
                // A space behind the sign is none between groups.
                (c, _) if c.is_whitespace() && marked.is_empty() => {}
                ('-' | '−', _) if marked.is_empty() && sign.is_empty() => sign = "-",
                ('+', _) if marked.is_empty() && sign.is_empty() => sign = "+",
                (' ' | '\u{a0}' | '\u{202f}' | '\u{2009}', _) => marked.push(' '),
                ('\'' | '’', _) => marked.push('\''),
                _ => return Err(NoNumber::Words),
            }
        }
        let digits = digits.ok_or(NoNumber::Words)?;
        match plain(&marked) {
            Ok(plain) => Ok(Number {
                sign,
                plain,
                digits,
                behind,
            }),
            Err(NoNumber::Ambiguous(whole, parted)) => {
                let told = |plain: &str| format!("{sign}{}{behind}", digits.write(plain));
                Err(NoNumber::Ambiguous(told(&whole), told(&parted)))
            }
            Err(NoNumber::Words) => Err(NoNumber::Words),
        }
    }

    /// A value with so many decimals.
    pub fn rounded(value: f64, decimals: usize, digits: Digits) -> Number {
        Number {
            sign: if value < 0.0 { "-" } else { "" },
            plain: format!("{:.decimals$}", value.abs()),
            digits,
            behind: String::new(),
        }
    }

    /// Its value.
    pub fn value(&self) -> f64 {
        // Figures and at most one point always are one.
        let value: f64 = self.plain.parse().unwrap_or(0.0);
        if self.sign == "-" { -value } else { value }
    }

    /// Its value as a whole number of things.
    pub fn count(&self) -> Option<u32> {
        let value = self.value();
        // Whole, and exact in every float up to four thousand million.
        (value.fract() == 0.0 && (0.0..=4e9).contains(&value)).then_some(value as u32)
    }

    /// The digits that it is written in.
    pub fn digits(&self) -> Digits {
        self.digits
    }

    /// As a language prints it. Groups start with five digits: with four, some read
    /// a group as decimals.
    pub fn printed(&self, language: &Language) -> String {
        let tags = [language.tag(), language.primary()];
        let mut known = tags.iter().flat_map(|tag| Locale::try_from_str(tag));
        let mut locale = known.next().unwrap_or(Locale::UNKNOWN);
        if let Ok(digits) = Value::try_from_str(self.digits.name) {
            locale.extensions.unicode.keywords.set(key!("nu"), digits);
        }
        let formatter = DecimalFormatter::try_new((&locale).into(), GroupingStrategy::Min2.into());
        let plain = format!("{}{}", self.sign, self.plain);
        let printed = match (formatter, Decimal::try_from_str(&plain)) {
            (Ok(formatter), Ok(number)) => formatter.format(&number).to_string(),
            // There are data for all languages, and figures are a number.
            (Err(_), _) | (_, Err(_)) => plain,
        };
        // In print a minus is no hyphen.
        format!("{}{}", printed.replace('-', "−"), self.behind)
    }
}

/// Digits with any marks as digits with at most a point.
fn plain(marked: &str) -> Result<String, NoNumber> {
    let count = |mark: char| marked.matches(mark).count();
    let told = [' ', '\'', '٬'].into_iter().find(|it| count(*it) > 0);
    let (group, decimal): (Option<char>, &[char]) = match (told, count(','), count('.')) {
        // Marks that mean one thing.
        (Some('٬'), _, _) => (told, &['٫', '.']),
        (Some(_), _, _) => (told, &['.', ',', '٫']),
        (None, _, _) if count('٫') > 0 => (None, &['٫']),
        (None, 1, 0) if in_groups(marked, ',') => return Err(ambiguous(marked)),
        (None, 0, 1) if in_groups(marked, '.') => return Err(ambiguous(marked)),
        (None, 0, 0 | 1) | (None, 1, 0) => (None, &['.', ',']),
        (None, 1, 1) if marked.find(',') < marked.find('.') => (Some(','), &['.']),
        (None, 0 | 1, _) => (Some('.'), &[',']),
        (None, _, _) => (Some(','), &['.']),
    };
    let (mut whole, decimals) = marked.split_once(decimal).unwrap_or((marked, ""));
    let joined = group.map(|mark| whole.replace(mark, ""));
    if let (Some(mark), Some(joined)) = (group, &joined) {
        if !in_groups(whole, mark) {
            return Err(NoNumber::Words);
        }
        whole = joined;
    }
    let figures = whole.len() + decimals.len();
    let bare = |part: &str| part.bytes().all(|b| b.is_ascii_digit());
    let whole = match (bare(whole) && bare(decimals), whole.trim_start_matches('0')) {
        (false, _) => return Err(NoNumber::Words),
        (true, "") => "0",
        (true, whole) => whole,
    };
    // More digits than a float has are none that someone counted.
    if figures == 0 || whole.len() + decimals.len() > MOST {
        return Err(NoNumber::Words);
    }
    Ok(match decimals.is_empty() {
        true => whole.to_owned(),
        false => format!("{whole}.{decimals}"),
    })
}

/// The most digits of a number.
const MOST: usize = 15;

/// What `1.200` and `1,125` may be: `1200` or `1.2`, `1125` or `1.1250`.
fn ambiguous(marked: &str) -> NoNumber {
    let marked = marked.trim_start_matches('0');
    let (whole, rest) = marked.split_once([',', '.']).unwrap_or((marked, ""));
    let decimals = match rest.trim_end_matches('0') {
        "" => "0".to_owned(),
        short if short.len() < rest.len() => short.to_owned(),
        _ => format!("{rest}0"),
    };
    NoNumber::Ambiguous(format!("{whole}{rest}"), format!("{whole}.{decimals}"))
}

/// Whether marks stand between groups of three figures, or between those of India: two
/// each, and three at the end (`1,20,000`). Points are none of India's.
fn in_groups(marked: &str, mark: char) -> bool {
    let groups: Vec<&str> = marked.split(mark).collect();
    let [first, between @ .., last] = &groups[..] else {
        return false;
    };
    let (most, each) = match between.iter().all(|it| it.len() == 3) {
        true => (3, 3),
        false => (2, 2),
    };
    // No number of groups starts with a group of nothing: `0.125` has decimals.
    !first.trim_start_matches('0').is_empty()
        && first.len() <= most
        && between.iter().all(|it| it.len() == each)
        && last.len() == 3
        && (each == 3 || mark != '.')
}

#[cfg(test)]
mod tests {
    use super::*;

    fn language(tag: &str) -> Language {
        Language::parse(tag).expect("a tag")
    }

    #[test]
    fn numbers_are_read_as_they_stand_in_tables() {
        for (written, value) in [
            ("5.4", Some(5.4)),
            ("5,4", Some(5.4)),
            ("0,125", Some(0.125)),
            ("1,200", None),
            ("1.200", None),
            ("0.125", Some(0.125)),
            ("1,200.5", Some(1200.5)),
            ("1.200,5", Some(1200.5)),
            ("1.234.567", Some(1_234_567.0)),
            ("1,234,567.5", Some(1_234_567.5)),
            ("1 200", Some(1200.0)),
            ("1\u{202f}200,5", Some(1200.5)),
            ("12'345’678.9", Some(12_345_678.9)),
            ("12 %", Some(12.0)),
            ("−3", Some(-3.0)),
            ("- 3", Some(-3.0)),
            ("00.125", Some(0.125)),
            // Groups of India.
            ("1,20,000", Some(120_000.0)),
            ("12,00,000.5", Some(1_200_000.5)),
            ("1,20,00,000", Some(12_000_000.0)),
            ("১২,০০,০০০", Some(1_200_000.0)),
            ("१,२०,०००", Some(120_000.0)),
            ("12 00 000", Some(1_200_000.0)),
            ("120,00,000", None),
            ("1,20,0000", None),
            ("1.20.000", None),
            // Several numbers, feet and inches, and a mark between no groups.
            ("5 4", None),
            ("120 80", None),
            ("2019 2024", None),
            ("1 2 3", None),
            ("0 200", None),
            ("1  200", None),
            ("1 200'000", None),
            ("1.5 200", None),
            ("5'10", None),
            ("5'", None),
            ("5٬4", None),
            ("1٬20", None),
            ("1٬200,5", None),
            ("1,200٫5", None),
            ("+2", Some(2.0)),
            (".5", Some(0.5)),
            ("007.50", Some(7.5)),
            ("৫.৪", Some(5.4)),
            ("٥٫٤", Some(5.4)),
            ("١٬٢٠٠", Some(1200.0)),
            ("۱۲ ٪", Some(12.0)),
            ("१२००", Some(1200.0)),
            ("੧੨", Some(12.0)),
            ("௧௨", Some(12.0)),
            ("٥4", None),
            ("1٫2,3", None),
            ("1٫2٫3", None),
            ("1,2,3", None),
            ("--1", None),
            ("about 5", None),
            ("5-6", None),
            ("1234567890123456", None),
            ("", None),
            ("%", None),
            (".", None),
            ("1.2.3", None),
        ] {
            let read = Number::read(written).ok();
            assert_eq!(read.map(|it| it.value()), value, "{written}");
        }
    }

    #[test]
    fn what_is_two_numbers_is_told_as_both() {
        for (written, whole, parted) in [
            ("1.200", "1200", "1.2"),
            ("1,125", "1125", "1.1250"),
            ("12.000", "12000", "12.0"),
            ("-1.200", "-1200", "-1.2"),
            ("−1,200 %", "-1200 %", "-1.2 %"),
            ("৫.২০০", "৫২০০", "৫.২"),
            ("012,345", "12345", "12.3450"),
        ] {
            let both = NoNumber::Ambiguous(whole.into(), parted.into());
            assert_eq!(Number::read(written), Err(both), "{written}");
            for told in [whole, parted] {
                assert!(Number::read(told).is_ok(), "{told}");
            }
        }
        assert_eq!(Number::read("1.2.3"), Err(NoNumber::Words));
        assert_eq!(Number::read("120 80"), Err(NoNumber::Words));
    }

    #[test]
    fn things_are_counted_whole() {
        let count = |written| Number::read(written).ok()?.count();
        assert_eq!(count("7"), Some(7));
        assert_eq!(count("1 000"), Some(1000));
        for written in ["7.5", "-1", "many", "5000000000"] {
            assert_eq!(count(written), None, "{written}");
        }
    }

    #[test]
    fn numbers_keep_their_digits_their_decimals_and_what_is_behind() {
        for (tag, written, printed) in [
            ("de", "5.40", "5,40"),
            ("de", "-3", "−3"),
            ("de", "+2 %", "+2 %"),
            ("de", "1 200", "1200"),
            ("en", "5,4", "5.4"),
            ("en", "12 000", "12,000"),
            ("bn", "৫.৪", "৫.৪"),
            ("bn", "১২০০০০০", "১২,০০,০০০"),
            ("ar", "١٢٠٠٠٫٥", "١٢٬٠٠٠٫٥"),
            ("hi", "१२००००", "१,२०,०००"),
            ("hi", "१,२०,०००", "१,२०,०००"),
            // A tag may say more than a language, or what no language is.
            ("de-u-co-phonebk", "5.40", "5,40"),
            ("de-x-leicht", "5.40", "5,40"),
            ("bn-x-easy", "১২০০০০০", "১২,০০,০০০"),
            ("de-DE-AT-CH-1", "5.40", "5,40"),
            // A sign stays at the left of its number where lines run from the right.
            ("ar", "-3", "\u{200e}−3"),
            ("ur", "+3", "\u{200e}+3"),
        ] {
            let number = Number::read(written).expect("a number");
            assert_eq!(number.printed(&language(tag)), printed, "{tag} {written}");
        }
    }
}
