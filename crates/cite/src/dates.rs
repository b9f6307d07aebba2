//! Months in dates. Styles ask for one form of a name; in some languages a month behind
//! a day has another.

use crate::inlines::Run;

/// Names of months with their forms in dates, where they have one.
pub(crate) type Months<'a> = &'a [(String, &'static str)];

/// Gives months behind a day their form in dates, in what an element of a style prints
/// of a date: in a title they stand as they are written.
pub(crate) fn settle(runs: &mut [Run], months: Months) {
    for run in runs {
        for (name, dated) in months {
            if let Some(text) = settled(&run.text, name, dated) {
                run.text = text;
            }
        }
    }
}

fn settled(text: &str, name: &str, dated: &str) -> Option<String> {
    let in_date = |at: &usize| {
        let day = text[..*at].strip_suffix([' ', '\u{a0}']);
        let ends = !text[at + name.len()..].starts_with(char::is_alphabetic);
        ends && day.is_some_and(|day| day.ends_with(|c: char| c.is_ascii_digit()))
    };
    let mut found = text.match_indices(name).map(|(at, _)| at).filter(in_date);
    let mut next = found.next()?;
    let (mut out, mut done) = (String::new(), 0);
    loop {
        out.push_str(&text[done..next]);
        out.push_str(dated);
        done = next + name.len();
        match found.next() {
            Some(at) => next = at,
            None => break,
        }
    }
    out.push_str(&text[done..]);
    Some(out)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_month_behind_a_day_has_its_form_in_dates() {
        for (text, expected) in [
            (
                "1 март 2020 г., 2\u{a0}март",
                Some("1 марта 2020 г., 2\u{a0}марта"),
            ),
            ("март 2020 г.", None),
            ("1 мартовский", None),
            ("1март", None),
        ] {
            assert_eq!(
                settled(text, "март", "марта").as_deref(),
                expected,
                "{text}"
            );
        }
    }
}
