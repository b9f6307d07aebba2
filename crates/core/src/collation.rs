//! The order in which readers of a language look words up, by CLDR's data.

use std::cmp::Ordering;

use icu_collator::options::CollatorOptions;
use icu_collator::{CollatorBorrowed, CollatorPreferences};
use icu_locale::Locale;

use crate::language::Language;

/// The alphabetical order of one language: `ñ` stands behind `n` in Spanish, Chinese
/// follows the sounds (pinyin). The Arabic article counts, as CLDR has it.
pub struct Collation {
    collator: CollatorBorrowed<'static>,
}

impl Collation {
    /// The order of a language; where CLDR knows none, the one for all languages.
    pub fn of(language: &Language) -> Collation {
        let locale = Locale::try_from_str(language.tag()).unwrap_or(Locale::UNKNOWN);
        let options = CollatorOptions::default();
        match CollatorBorrowed::try_new(CollatorPreferences::from(&locale), options) {
            Ok(collator) => Collation { collator },
            Err(fault) => unreachable!("the data of all languages is compiled in: {fault}"),
        }
    }

    /// Which of two stands first. Only the same words are equal: what the language
    /// does not tell apart stands in the order of its characters.
    pub fn compare(&self, left: &str, right: &str) -> Ordering {
        self.collator.compare(left, right).then(left.cmp(right))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// The words in the order of a language, given in that of their characters.
    fn sorted(tag: &str, words: &[&str]) -> String {
        let mut words = words.to_vec();
        words.sort_unstable();
        let collation = Collation::of(&Language::parse(tag).unwrap());
        words.sort_by(|a, b| collation.compare(a, b));
        words.join(" ")
    }

    #[test]
    fn every_language_has_its_own_order() {
        for (tag, order) in [
            ("en", "ache Ache acné acorn Zebra"),
            ("es", "ácido cloro control nuez ñame oído útero"),
            ("fr", "côlon cotyle côtyle étude goutte œdème os"),
            ("de", "Ader Ärger Arzt Öl Ozean"),
            ("de-AT", "Ader Ärger Arzt Öl Ozean"),
            ("sv", "arm zon ång ärr öga"),
            (
                "pl",
                "chory cukrzyca ćma lek łokieć oko ósmy zastrzyk źrenica żyła",
            ),
            ("vi", "an ăn ân da đau e ê o ô ơ u ư"),
            // ё is told from е only where nothing else differs.
            ("ru", "ёж ежедневно еженедельно жар"),
            // Bāihé, gān, shèn, xuè: by the first letters of their sounds.
            ("zh-Hans", "百合 肝 肾 血"),
            ("hi", "अंडा आँख इलाज खून रक्त"),
            // The article is not left out.
            ("ar", "إبرة البول الدم بول دم"),
            // Arabic has پ behind ب too, but ٹ and ڑ are Urdu's own letters.
            ("ur", "بال پیٹ تل ٹانگ دل ڈاکٹر رگ"),
        ] {
            let words: Vec<&str> = order.split(' ').collect();
            assert_eq!(sorted(tag, &words), order, "{tag}");
        }
    }

    #[test]
    fn languages_of_one_script_may_differ() {
        assert_eq!(sorted("en", &["ñame", "nuez"]), "ñame nuez");
        assert_eq!(sorted("es", &["ñame", "nuez"]), "nuez ñame");
        assert_eq!(sorted("de", &["öga", "zon"]), "öga zon");
        assert_eq!(sorted("sv", &["öga", "zon"]), "zon öga");
    }

    #[test]
    fn what_a_language_does_not_tell_apart_still_has_an_order() {
        let collation = Collation::of(&Language::parse("qqq").unwrap());
        assert_eq!(collation.compare("a", "a"), Ordering::Equal);
        assert_eq!(collation.compare("a", "a\u{200b}"), Ordering::Less);
    }
}
