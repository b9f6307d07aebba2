//! The words and rules of languages, decoded one by one as they are asked for.

mod mend;

use std::collections::BTreeMap;
use std::sync::{Arc, Mutex, PoisonError};

use hayagriva::archive::LOCALES;
use hayagriva::citationberg::taxonomy::Locator;
use hayagriva::citationberg::{Locale, LocaleCode};
use pamphlet_core::language::Language;
use pamphlet_core::words::Words;

use crate::locator;

/// What printing in a language needs.
#[derive(Debug)]
pub(crate) struct Tongue {
    pub(crate) locale: LocaleCode,
    pub(crate) locales: Vec<Locale>,
    /// Its words for parts of a work.
    pub(crate) labels: Vec<(String, Locator)>,
    /// Its quotation marks: outer open and close, inner open and close.
    pub(crate) quotes: Option<[char; 4]>,
    /// Names of months with their forms in dates, where they differ.
    pub(crate) months: Vec<(String, &'static str)>,
}

/// Months as a table of words has them.
type Months = [&'static str; 12];

/// A locale's name, and the months of the words beside it.
type Spoken = (String, Option<Months>);

/// Languages that were asked for.
static DECODED: Mutex<BTreeMap<Spoken, Arc<Tongue>>> = Mutex::new(BTreeMap::new());

/// The language's locale, decoded alone. Where there is none the words are English,
/// but the language is still its own: a style may have words for it, and no title in
/// it takes English capitals.
pub(super) fn tongue(tag: &str, words: Option<&'static Words>) -> Arc<Tongue> {
    let language = Language::parse(tag);
    let own = language.as_ref().map_or("en", Language::primary);
    let name = locale_name(tag);
    let code = name.unwrap_or(own).to_owned();
    let name = name.unwrap_or("en-US");
    let mut decoded = DECODED.lock().unwrap_or_else(PoisonError::into_inner);
    if decoded.len() >= super::KEPT {
        decoded.clear();
    }
    let key = (code, words.map(|words| words.months));
    let tongue = decoded.entry(key).or_insert_with_key(|(code, months)| {
        let found = LOCALE_NAMES.iter().position(|known| *known == name);
        let mut locales: Vec<Locale> = found
            .and_then(|at| LOCALES.get(at))
            .and_then(|bytes| ciborium::from_reader::<Locale, _>(*bytes).ok())
            .into_iter()
            .collect();
        locales.iter_mut().for_each(mend::mend);
        let locale = locales.first();
        let months = locale
            .zip(*months)
            .map(|(it, months)| mend::dated(it, months));
        Arc::new(Tongue {
            locale: LocaleCode(code.clone()),
            labels: locator::labels(&locales),
            quotes: locale.and_then(mend::marks),
            months: months.unwrap_or_default(),
            locales,
        })
    });
    tongue.clone()
}

/// The locale's name: the tag's own, else its language's usual one.
fn locale_name(tag: &str) -> Option<&'static str> {
    let language = Language::parse(tag);
    let primary = language.as_ref().map_or("en", Language::primary);
    let region = language.as_ref().and_then(Language::region);
    let script = language.as_ref().and_then(Language::script);
    // The variety that the words of the interface are in.
    let words = language.as_ref().and_then(Words::tag_of);
    let usual = match (primary, script) {
        ("en" | "de" | "pt", _) => match words {
            Some("en") | None => "en-US",
            Some("pt") => "pt-BR",
            Some(tag) => tag,
        },
        // The only locale is in another script.
        ("pa", script) if region != Some("PK") && script != Some("Arab") => return None,
        ("zh", Some("Hant")) => "zh-TW",
        ("zh", _) => "zh-CN",
        ("no", _) => "nb-NO",
        ("sr", Some("Latn")) => "sr-Latn-RS",
        ("sr", _) => "sr-Cyrl-RS",
        (primary, _) => primary,
    };
    let exact = LOCALE_NAMES
        .iter()
        .find(|name| region.is_some_and(|region| **name == format!("{primary}-{region}")));
    let doubled = format!("{primary}-{}", primary.to_ascii_uppercase());
    let wanted = |name: &&&str| **name == usual || **name == doubled;
    let language = |name: &&&str| name.split('-').next() == Some(primary);
    exact
        .or_else(|| LOCALE_NAMES.iter().find(wanted))
        .or_else(|| LOCALE_NAMES.iter().find(language))
        .copied()
}

/// The languages of [`LOCALES`], in its order, so that one can be decoded alone.
const LOCALE_NAMES: [&str; LOCALES.len()] = [
    "af-ZA",
    "ar",
    "bal-PK",
    "bg-BG",
    "brh-PK",
    "ca-AD",
    "cs-CZ",
    "cy-GB",
    "da-DK",
    "de-AT",
    "de-CH",
    "de-DE",
    "el-GR",
    "en-GB",
    "en-US",
    "es-CL",
    "es-ES",
    "es-MX",
    "et-EE",
    "eu",
    "fa-IR",
    "fi-FI",
    "fr-CA",
    "fr-FR",
    "gl-ES",
    "he-IL",
    "hi-IN",
    "hr-HR",
    "hu-HU",
    "hy-AM",
    "id-ID",
    "is-IS",
    "it-IT",
    "ja-JP",
    "km-KH",
    "ko-KR",
    "la",
    "lij-IT",
    "lt-LT",
    "lv-LV",
    "mn-MN",
    "ms-MY",
    "nb-NO",
    "nl-NL",
    "nn-NO",
    "pa-PK",
    "pl-PL",
    "pt-BR",
    "pt-PT",
    "ro-RO",
    "ru-RU",
    "sk-SK",
    "sl-SI",
    "sr-Cyrl-RS",
    "sr-Latn-RS",
    "sv-SE",
    "th-TH",
    "tl-PH",
    "tr-TR",
    "uk-UA",
    "vi-VN",
    "zh-CN",
    "zh-TW",
];

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_stand_in_the_order_of_the_archive() {
        for (name, bytes) in LOCALE_NAMES.iter().zip(LOCALES) {
            let locale: Locale = ciborium::from_reader(*bytes).unwrap();
            assert_eq!(locale.lang.unwrap().0, *name);
        }
    }

    #[test]
    fn languages_find_their_locale() {
        for (tag, name) in [
            ("en", "en-US"),
            ("en-GB", "en-GB"),
            ("en-ZA", "en-GB"),
            ("en-CA", "en-US"),
            ("de", "de-DE"),
            ("de-AT", "de-AT"),
            ("de-LI", "de-CH"),
            ("es", "es-ES"),
            ("es-CL", "es-CL"),
            ("es-CO", "es-ES"),
            ("pt", "pt-BR"),
            ("pt-AO", "pt-PT"),
            ("fr-BE", "fr-FR"),
            ("zh", "zh-CN"),
            ("zh-Hant", "zh-TW"),
            ("nb", "nb-NO"),
        ] {
            assert_eq!(locale_name(tag), Some(name), "{tag}");
            assert_eq!(tongue(tag, None).locale.0, name);
        }
        let without = tongue("tlh", None);
        assert_eq!(without.locale.0, "tlh");
        assert_eq!(without.locales[0].lang.as_ref().unwrap().0, "en-US");
    }
}
