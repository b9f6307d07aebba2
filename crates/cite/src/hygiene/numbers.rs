//! Dates and pages.

use pamphlet_core::reference::{Field, Reference, Time};
use pamphlet_core::span::Span;

use super::{Context, Found};

/// Dates exist.
pub(crate) fn dates(context: &Context, found: &mut Found) {
    for entry in context.entries {
        for (time, when) in &entry.dates {
            let text = &when.value.text;
            let reversed =
                matches!((when.value.start, when.value.end), (Some(a), Some(b)) if b < a);
            let message = match (when.value.start, reversed) {
                (Some(_), false) => continue,
                (Some(_), true) => format!("the {} `{text}` ends before it starts", time.name()),
                (None, _) => format!("the {} `{text}` is no date", time.name()),
            };
            let hint = match time {
                Time::Issued => {
                    "write 2006, 2006-11 or 2006-11-03; leave the date out where a work has none"
                }
                Time::Accessed | Time::Original | Time::Event => {
                    "write 2006, 2006-11 or 2006-11-03"
                }
            };
            found.push(when.span, message, hint);
        }
    }
}

/// The two ends of each range of pages, with the field's place.
fn ranges(entry: &Reference) -> Vec<(String, String, Span)> {
    let Some(pages) = entry.field(Field::Pages) else {
        return Vec::new();
    };
    let text = pages.value.text.replace("--", "-").replace(['–', '—'], "-");
    let parts = text.split([',', ';', '&']).take(100);
    parts
        .filter_map(|part| {
            let (start, end) = part.split_once('-')?;
            let (start, end) = (start.trim(), end.trim());
            let whole = !start.is_empty() && !end.is_empty() && !end.contains('-');
            whole.then(|| (start.to_owned(), end.to_owned(), pages.span))
        })
        .collect()
}

/// Letters and the number behind them: `M413` as `M`, 413.
fn divided(page: &str) -> Option<(&str, u64)> {
    let at = page.find(|c: char| c.is_ascii_digit())?;
    let (letters, digits) = page.split_at(at);
    let plain = digits.len() < 12 && digits.bytes().all(|b| b.is_ascii_digit());
    plain
        .then(|| Some((letters, digits.parse().ok()?)))
        .flatten()
}

/// The end of an abbreviated range in full: 1472-9 ends at 1479.
fn expanded(start: &str, end: &str) -> Option<String> {
    let (letters, first) = divided(start)?;
    let (other, last) = divided(end)?;
    let digits = start.len() - letters.len();
    let short = end.len() - other.len();
    if short >= digits || last >= first || !(other.is_empty() || other == letters) {
        return None;
    }
    let cut = start.len() - short;
    let whole = format!("{}{}", start.get(..cut)?, &end[other.len()..]);
    (divided(&whole)?.1 > first).then_some(whole)
}

/// Ranges rise, within one series of numbers.
pub(crate) fn descending(context: &Context, found: &mut Found) {
    for entry in context.entries {
        for (start, end, span) in ranges(entry) {
            let (Some((a, first)), Some((b, last))) = (divided(&start), divided(&end)) else {
                continue;
            };
            if expanded(&start, &end).is_some() || (a == b && first <= last) {
                continue;
            }
            let message = match a == b || b.is_empty() {
                true => format!("the pages {start}–{end} descend"),
                false => format!("the pages {start}–{end} start and end in different series"),
            };
            found.push(span, message, "look both numbers up in the work itself");
        }
    }
}

/// Ranges are written whole.
pub(crate) fn abbreviated(context: &Context, found: &mut Found) {
    for entry in context.entries {
        for (start, end, span) in ranges(entry) {
            if let Some(whole) = expanded(&start, &end) {
                let message = format!("the pages {start}–{end} are abbreviated");
                let hint =
                    format!("write {start}-{whole}; the style shortens them where it should");
                found.push(span, message, &hint);
            }
        }
    }
}

/// First and last page as numbers, for rules that compare entries.
pub(crate) fn extent(entry: &Reference) -> Option<(String, u64, u64)> {
    let pages = entry.text(Field::Pages)?;
    let range = ranges(entry).into_iter().next();
    let (start, end) = match range {
        Some((start, end, _)) => {
            let whole = expanded(&start, &end).unwrap_or(end);
            (start, whole)
        }
        None => (pages.trim().to_owned(), pages.trim().to_owned()),
    };
    let (letters, first) = divided(&start)?;
    let (_, last) = divided(&end)?;
    Some((letters.to_owned(), first, last))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn abbreviated_ends_are_expanded() {
        assert_eq!(expanded("1472", "9").as_deref(), Some("1479"));
        assert_eq!(expanded("M413", "8").as_deref(), Some("M418"));
        assert_eq!(expanded("S32", "S7").as_deref(), Some("S37"));
        assert_eq!(expanded("1472", "1479"), None);
        assert_eq!(expanded("307", "8").as_deref(), Some("308"));
        assert_eq!(expanded("99", "1"), None);
        assert_eq!(expanded("é1", "0"), None);
    }
}
