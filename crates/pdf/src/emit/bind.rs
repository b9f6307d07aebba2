//! Which spaces must not break: those between a number and its unit, and
//! between "Table" and its number. A space becomes a no-break space; no other
//! character changes.

/// Units as written behind numbers. Words are English; symbols are everyone's.
const UNITS: &[&str] = &[
    "mcg", "µg", "μg", "mg", "g", "kg", "ng", "pg", "mL", "ml", "µL", "dL", "L", "l", "IU", "mIU",
    "unit", "units", "mmol", "µmol", "nmol", "mol", "mEq", "mm", "cm", "m", "km", "nm", "in",
    "inch", "inches", "ft", "feet", "lb", "lbs", "oz", "°C", "°F", "°", "%", "percent", "mmHg",
    "kPa", "Hz", "kcal", "kJ", "kDa", "Da", "h", "hr", "hrs", "hour", "hours", "min", "minute",
    "minutes", "s", "sec", "second", "seconds", "day", "days", "week", "weeks", "month", "months",
    "year", "years", "am", "pm", "a.m.", "p.m.", "tablet", "tablets", "capsule", "capsules",
    "drop", "drops", "puff", "puffs", "dose", "doses", "times", "million", "billion", "people",
    "×",
];

/// Bytes of the spaces in `text` at which no line may break. `names` are words
/// that carry a number behind them ("Table").
pub(crate) fn bound_spaces(text: &str, names: &[&str]) -> Vec<usize> {
    if !text.bytes().any(|b| b.is_ascii_digit()) {
        return Vec::new();
    }
    let spaces = text.bytes().enumerate().filter(|(_, b)| *b == b' ');
    spaces
        .map(|(i, _)| i)
        .filter(|i| is_bound(&text[..*i], &text[*i + 1..], names))
        .collect()
}

/// Whether the space between two texts binds them.
pub(crate) fn is_bound(before: &str, after: &str, names: &[&str]) -> bool {
    let last = before.rsplit(char::is_whitespace).next().unwrap_or("");
    let next = after.split(char::is_whitespace).next().unwrap_or("");
    let number = last.ends_with(|c: char| c.is_ascii_digit() || "½¼¾⅓⅔".contains(c));
    if number && starts_with_unit(next) {
        return true;
    }
    let name = last.trim_start_matches(['(', '[', '“', '"', '‘']);
    next.starts_with(|c: char| c.is_ascii_digit()) && names.contains(&name)
}

fn starts_with_unit(word: &str) -> bool {
    UNITS.iter().any(|unit| {
        word.strip_prefix(unit)
            .is_some_and(|rest| !rest.starts_with(|c: char| c.is_alphanumeric() || c == '-'))
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_hold_their_units_and_names_their_numbers() {
        let bound = |text: &str| {
            let mut out = text.to_owned();
            for at in bound_spaces(text, &["Table"]).into_iter().rev() {
                out.replace_range(at..at + 1, "~");
            }
            out
        };
        assert_eq!(bound("200 to 500 mcg once"), "200 to 500~mcg once");
        assert_eq!(bound("2 mg, or 5 mg/dL."), "2~mg, or 5~mg/dL.");
        assert_eq!(bound("(Table 2) and 11 men"), "(Table~2) and 11 men");
        assert_eq!(bound("16 weeks at 9 am"), "16~weeks at 9~am");
        assert_eq!(bound("in 2008. The"), "in 2008. The");
        assert_eq!(bound("a 6 min-long x"), "a 6 min-long x");
    }
}
