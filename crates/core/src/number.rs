//! Numbers as authors write them, and as their language prints them (CLDR's
//! data, by ICU4X).

use icu_decimal::DecimalFormatter;
use icu_decimal::input::Decimal;
use icu_decimal::options::GroupingStrategy;
use icu_locale::Locale;

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
    /// `1 200`, `1,234,567`, `৫.৪`, `٥٫٤`. What is 1.2 in one country and 1200 in
    /// another (`1,200`, `1.200`) is none: a bar of the wrong length would harm.
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
                ('-' | '−', _) if marked.is_empty() && sign.is_empty() => sign = "-",
                ('+', _) if marked.is_empty() && sign.is_empty() => sign = "+",
                // Between groups of three.
                (' ' | '\u{a0}' | '\u{202f}' | '\u{2009}' | '\'' | '’', _) => {}
                _ => return Err(NoNumber::Words),
            }
        }
        let digits = digits.ok_or(NoNumber::Words)?;
        Ok(Number {
            sign,
            plain: plain(&marked)?,
            digits,
            behind,
        })
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
        let tag = format!("{language}-u-nu-{}", self.digits.name);
        let locale = Locale::try_from_str(&tag).unwrap_or(Locale::UNKNOWN);
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
    // Arabic has marks that mean one thing.
    let told = marked.contains('٫') || marked.contains('٬');
    let marked = marked.replace('٬', "").replace('٫', ".");
    let (commas, points) = (marked.matches(',').count(), marked.matches('.').count());
    let plain = match (commas, points) {
        (0, 0) => marked,
        (0, 1) if told => marked,
        (_, _) if told => return Err(NoNumber::Words),
        (1, 0) | (0, 1) if in_thousands(&marked) => return Err(ambiguous(&marked)),
        (1, 0) => marked.replace(',', "."),
        (0, 1) => marked,
        (_, 0 | 1) if marked.rfind('.') > marked.rfind(',') || points == 0 => {
            let whole = marked.split('.').next().unwrap_or(&marked);
            let plain = in_thousands(whole).then(|| marked.replace(',', ""));
            plain.ok_or(NoNumber::Words)?
        }
        (0 | 1, _) => {
            let whole = marked.split(',').next().unwrap_or(&marked);
            let plain = in_thousands(whole).then(|| marked.replace('.', "").replace(',', "."));
            plain.ok_or(NoNumber::Words)?
        }
        _ => return Err(NoNumber::Words),
    };
    let (whole, decimals) = plain.split_once('.').unwrap_or((&plain, ""));
    let whole = whole.trim_start_matches('0');
    let whole = if whole.is_empty() { "0" } else { whole };
    // More digits than a float has are none that someone counted.
    if whole.len() + decimals.len() > MOST || !plain.contains(|c: char| c.is_ascii_digit()) {
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
    let (whole, rest) = marked.split_once([',', '.']).unwrap_or((marked, ""));
    let decimals = match rest.trim_end_matches('0') {
        "" => "0".to_owned(),
        short if short.len() < rest.len() => short.to_owned(),
        _ => format!("{rest}0"),
    };
    NoNumber::Ambiguous(format!("{whole}{rest}"), format!("{whole}.{decimals}"))
}

/// Whether marks stand between groups of three figures only.
fn in_thousands(plain: &str) -> bool {
    let mut groups = plain.split([',', '.']);
    let first = groups.next().unwrap_or("");
    (1..=3).contains(&first.len()) && first != "0" && groups.all(|group| group.len() == 3)
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
            ("12 %", Some(12.0)),
            ("−3", Some(-3.0)),
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
        ] {
            let both = NoNumber::Ambiguous(whole.into(), parted.into());
            assert_eq!(Number::read(written), Err(both));
        }
        assert_eq!(Number::read("1.2.3"), Err(NoNumber::Words));
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
            // A sign stays at the left of its number where lines run from the right.
            ("ar", "-3", "\u{200e}−3"),
            ("ur", "+3", "\u{200e}+3"),
        ] {
            let number = Number::read(written).expect("a number");
            assert_eq!(number.printed(&language(tag)), printed, "{tag} {written}");
        }
    }
}
