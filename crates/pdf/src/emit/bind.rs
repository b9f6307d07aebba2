//! Which spaces must not break: those between a number and its unit, and
//! between "Table" and its number. A space becomes a no-break space; no other
//! character changes.

use pamphlet_core::words::Words;

/// Symbols of units, which are everyone's.
const SYMBOLS: &[&str] = &[
    "mcg", "µg", "μg", "mg", "g", "kg", "ng", "pg", "mL", "ml", "µL", "dL", "L", "l", "IU", "mIU",
    "mmol", "µmol", "nmol", "mol", "mEq", "mm", "cm", "m", "km", "nm", "°C", "°F", "°", "%",
    "mmHg", "kPa", "Hz", "kcal", "kJ", "kDa", "Da", "h", "min", "s", "×",
];

/// Words that hold on to a number, in the language of the edition.
#[derive(Clone, Copy)]
pub(crate) struct Binding<'a> {
    /// Words that carry a number behind them ("Table").
    pub(crate) names: [&'a str; 4],
    /// Units in words ("weeks").
    pub(crate) units: &'a [&'a str],
}

impl Binding<'_> {
    /// The words of a table.
    pub(crate) fn of(words: &'static Words) -> Binding<'static> {
        Binding {
            names: [words.table, words.figure, words.section, words.page],
            units: words.units,
        }
    }

    /// Bytes of the spaces in `text` at which no line may break.
    pub(crate) fn spaces(&self, text: &str) -> Vec<usize> {
        if !text.bytes().any(|b| b.is_ascii_digit()) {
            return Vec::new();
        }
        let spaces = text.bytes().enumerate().filter(|(_, b)| *b == b' ');
        spaces
            .map(|(i, _)| i)
            .filter(|i| self.holds(&text[..*i], &text[*i + 1..]))
            .collect()
    }

    /// Whether the space between two texts binds them.
    pub(crate) fn holds(&self, before: &str, after: &str) -> bool {
        let last = before.rsplit(char::is_whitespace).next().unwrap_or("");
        let next = after.split(char::is_whitespace).next().unwrap_or("");
        let number = last.ends_with(|c: char| c.is_ascii_digit() || "½¼¾⅓⅔".contains(c));
        if number && self.starts_with_unit(next) {
            return true;
        }
        let name = last.trim_start_matches(['(', '[', '“', '„', '«', '"', '‘']);
        next.starts_with(|c: char| c.is_ascii_digit()) && self.names.contains(&name)
    }

    fn starts_with_unit(&self, word: &str) -> bool {
        SYMBOLS.iter().chain(self.units).any(|unit| {
            word.strip_prefix(unit)
                .is_some_and(|rest| !rest.starts_with(|c: char| c.is_alphanumeric() || c == '-'))
        })
    }
}

#[cfg(test)]
mod tests {
    use pamphlet_core::language::Language;

    use super::*;

    fn bound_in(tag: &str, text: &str) -> String {
        let language = Language::parse(tag).expect("a tag");
        let binding = Binding::of(Words::of(&language).expect("a table"));
        let mut out = text.to_owned();
        for at in binding.spaces(text).into_iter().rev() {
            out.replace_range(at..at + 1, "~");
        }
        out
    }

    #[test]
    fn numbers_hold_their_units_and_names_their_numbers() {
        let bound = |text: &str| bound_in("en", text);
        assert_eq!(bound("200 to 500 mcg once"), "200 to 500~mcg once");
        assert_eq!(bound("2 mg, or 5 mg/dL."), "2~mg, or 5~mg/dL.");
        assert_eq!(bound("(Table 2) and 11 men"), "(Table~2) and 11 men");
        assert_eq!(bound("16 weeks at 9 am"), "16~weeks at 9~am");
        assert_eq!(bound("in 2008. The"), "in 2008. The");
        assert_eq!(bound("a 6 min-long x"), "a 6 min-long x");
    }

    #[test]
    fn every_language_has_its_own_units_and_names() {
        assert_eq!(
            bound_in("de", "2 Tabletten, 5 mg, 3 weeks, „Tabelle 2“"),
            "2~Tabletten, 5~mg, 3 weeks, „Tabelle~2“"
        );
        assert_eq!(
            bound_in("es", "2 cápsulas o 3 semanas (Tabla 2, Table 2)"),
            "2~cápsulas o 3~semanas (Tabla~2, Table 2)"
        );
    }
}
