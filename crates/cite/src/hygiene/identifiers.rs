//! Identifiers: their form and their check digits.

use pamphlet_core::reference::Field;

use super::{Context, Found};

/// DOIs by Crossref's pattern: `10.`, 4 to 9 digits, a slash, no space.
pub(crate) fn doi(context: &Context, found: &mut Found) {
    for entry in context.entries {
        let Some(doi) = entry.text(Field::Doi) else {
            continue;
        };
        let prefix = doi
            .strip_prefix("10.")
            .and_then(|rest| rest.split_once('/'));
        let shaped = prefix.is_some_and(|(registrant, suffix)| {
            let (number, rest) = registrant.split_once('.').unwrap_or((registrant, "0"));
            (4..=9).contains(&number.len())
                && number.bytes().all(|b| b.is_ascii_digit())
                && rest.bytes().all(|b| b.is_ascii_digit() || b == b'.')
                && !suffix.is_empty()
                && !suffix.contains(|c: char| c.is_whitespace() || c.is_control())
        });
        let trailing = doi.ends_with(['.', ',', ';']);
        if shaped && !trailing {
            continue;
        }
        let hint = match trailing {
            true => "remove the punctuation at its end",
            false => "it has the form 10.1210/er.2011-1035",
        };
        found.push(entry.place(Field::Doi), format!("`{doi}` is no DOI"), hint);
    }
}

/// PMIDs and PMCIDs.
pub(crate) fn pubmed(context: &Context, found: &mut Found) {
    for entry in context.entries {
        if let Some(pmid) = entry.text(Field::Pmid)
            && !number(pmid, 8)
        {
            let message = format!("`{pmid}` is no PMID");
            found.push(
                entry.place(Field::Pmid),
                message,
                "it is a number such as 9141536",
            );
        }
        if let Some(pmcid) = entry.text(Field::Pmcid)
            && !pmcid
                .strip_prefix("PMC")
                .is_some_and(|rest| number(rest, 9))
        {
            let message = format!("`{pmcid}` is no PMCID");
            found.push(
                entry.place(Field::Pmcid),
                message,
                "it has the form PMC2699646",
            );
        }
    }
}

/// A number that does not start with 0.
fn number(text: &str, most: usize) -> bool {
    (1..=most).contains(&text.len())
        && text.bytes().all(|b| b.is_ascii_digit())
        && !text.starts_with('0')
}

/// ISBNs; a field may have several, for print and screen.
pub(crate) fn isbn(context: &Context, found: &mut Found) {
    each(context, found, Field::Isbn, "ISBN", |digits| {
        match digits.len() {
            13 => {
                let sum = digits.iter().zip([1, 3].into_iter().cycle());
                digits[12] < 10 && sum.map(|(d, weight)| d * weight).sum::<u32>() % 10 == 0
            }
            10 => mod11(digits),
            _ => false,
        }
    });
}

/// ISSNs.
pub(crate) fn issn(context: &Context, found: &mut Found) {
    each(context, found, Field::Issn, "ISSN", |digits| {
        digits.len() == 8 && mod11(digits)
    });
}

/// Weighted from the length down to 1, modulo 11, with X as 10 at the end.
fn mod11(digits: &[u32]) -> bool {
    let weights = (1..=digits.len() as u32).rev();
    let sum: u32 = digits
        .iter()
        .zip(weights)
        .map(|(d, weight)| d * weight)
        .sum();
    sum.is_multiple_of(11)
}

fn each(context: &Context, found: &mut Found, field: Field, name: &str, valid: fn(&[u32]) -> bool) {
    for entry in context.entries {
        let Some(text) = entry.text(field) else {
            continue;
        };
        for written in text.split([',', ';', ' ']).take(20) {
            // "978-0-19-024655-6 (print)".
            if !written.contains(|c: char| c.is_ascii_digit()) {
                continue;
            }
            let body = written.trim_start_matches("ISBN").trim_start_matches(':');
            if !digits(body).is_some_and(|digits| valid(&digits)) {
                let message = format!("`{written}` is no {name}: its check digit is wrong");
                found.push(
                    entry.place(field),
                    message,
                    "compare it with the work itself",
                );
            }
        }
    }
}

/// Digits with an X at the end as 10; hyphens are left out.
fn digits(text: &str) -> Option<Vec<u32>> {
    let signs: Vec<char> = text
        .chars()
        .filter(|c| !matches!(c, '-' | '–' | '‐' | '(' | ')'))
        .collect();
    let last = signs.len().checked_sub(1)?;
    let digit = |(i, c): (usize, &char)| match c {
        'X' | 'x' if i == last => Some(10),
        _ => c.to_digit(10),
    };
    signs.iter().enumerate().map(digit).collect()
}

/// ORCID iDs: ISO 7064, 11-2.
pub(crate) fn orcid(context: &Context, found: &mut Found) {
    for entry in context.entries {
        let Some(text) = entry.text(Field::Orcid) else {
            continue;
        };
        for written in text
            .split([',', ';', ' '])
            .filter(|id| !id.is_empty())
            .take(200)
        {
            let id = written.trim_start_matches("https://orcid.org/");
            let valid = digits(id)
                .filter(|digits| digits.len() == 16)
                .is_some_and(|digits| {
                    let sum = digits[..15]
                        .iter()
                        .fold(0, |total, digit| (total + digit) * 2 % 11);
                    (12 - sum) % 11 == digits[15]
                });
            if !valid {
                let message = format!("`{written}` is no ORCID iD: its check digit is wrong");
                found.push(
                    entry.place(Field::Orcid),
                    message,
                    "compare it with orcid.org",
                );
            }
        }
    }
}

/// Addresses.
pub(crate) fn url(context: &Context, found: &mut Found) {
    for entry in context.entries {
        let Some(url) = entry.text(Field::Url) else {
            continue;
        };
        let parsed = url.parse::<hayagriva::types::QualifiedUrl>();
        let web = parsed.is_ok_and(|url| {
            matches!(url.value.scheme(), "http" | "https") && url.value.host_str().is_some()
        });
        if !web {
            let message = format!("`{url}` is no address of a web page");
            found.push(entry.place(Field::Url), message, "it starts with https://");
        }
    }
}
