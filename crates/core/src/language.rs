//! Language tags and what follows from them, by CLDR's data.

use icu_locale::fallback::LocaleFallbackConfig;
use icu_locale::{
    LanguageIdentifier, Locale, LocaleCanonicalizer, LocaleDirectionality, LocaleExpander,
    LocaleFallbacker,
};

/// A well-formed BCP 47 tag as written, such as `en`, `en-GB`, `zh-Hans`.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Language {
    tag: String,
}

/// Which way lines run.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Direction {
    /// Left to right.
    LeftToRight,
    /// Right to left.
    RightToLeft,
}

impl Direction {
    /// The value of the `dir` attribute: `ltr` or `rtl`.
    pub fn name(self) -> &'static str {
        match self {
            Direction::LeftToRight => "ltr",
            Direction::RightToLeft => "rtl",
        }
    }
}

impl Language {
    /// Reads a tag (RFC 5646, section 2.1): a language of 2 to 3 letters, then
    /// subtags of 1 to 8 letters and digits. Case is normalised as its section
    /// 2.1.1 recommends. None where it is not well-formed; nor where the language
    /// has 5 to 8 letters: none of these is registered, and words are that long.
    pub fn parse(tag: &str) -> Option<Language> {
        let mut out = String::new();
        for (i, part) in tag.split('-').enumerate() {
            let letters = part.bytes().all(|b| b.is_ascii_alphabetic());
            let alphanumeric = part.bytes().all(|b| b.is_ascii_alphanumeric());
            let valid = match i {
                0 => letters && matches!(part.len(), 2 | 3),
                _ => alphanumeric && (1..=8).contains(&part.len()),
            };
            if !valid {
                return None;
            }
            if i > 0 {
                out.push('-');
            }
            match (i, part.len()) {
                (1.., 2) if letters => out.push_str(&part.to_ascii_uppercase()),
                (1.., 4) if letters => {
                    out.push_str(&part[..1].to_ascii_uppercase());
                    out.push_str(&part[1..].to_ascii_lowercase());
                }
                _ => out.push_str(&part.to_ascii_lowercase()),
            }
        }
        Some(Language { tag: out })
    }

    /// English, where nothing else is said.
    pub fn english() -> Language {
        Language { tag: "en".into() }
    }

    /// The whole tag.
    pub fn tag(&self) -> &str {
        &self.tag
    }

    /// The language without script and region: `zh`.
    pub fn primary(&self) -> &str {
        self.tag.split('-').next().unwrap_or(&self.tag)
    }

    /// The region in capitals, if the tag has one: `GB`.
    pub fn region(&self) -> Option<&str> {
        let is = |p: &&str| p.len() == 2 && p.bytes().all(|b| b.is_ascii_uppercase());
        self.tag.split('-').skip(1).find(is)
    }

    /// The script, if the tag has one: `Hans`.
    pub fn script(&self) -> Option<&str> {
        self.tag
            .split('-')
            .skip(1)
            .find(|p| p.len() == 4 && p.as_bytes()[0].is_ascii_uppercase())
    }

    /// The script that the tag names, else the one that its language is usually
    /// written in, in its region (CLDR's likely subtags); none where that is not
    /// known.
    pub fn usual_script(&self) -> Option<String> {
        if let Some(script) = self.script() {
            return Some(script.to_owned());
        }
        let tag = LanguageIdentifier::try_from_str(&self.tag).ok()?;
        let script = LocaleExpander::new_extended().get_likely_script(&tag)?;
        Some(script.as_str().to_owned())
    }

    /// The language that most of what is written in a script is in: of `Latn`
    /// English; none where that is not known.
    pub fn of_script(script: &str) -> Option<Language> {
        let mut tag = LanguageIdentifier::try_from_str(&format!("und-{script}")).ok()?;
        LocaleExpander::new_extended().maximize(&mut tag);
        let known = !tag.language.is_unknown();
        known
            .then(|| Language::parse(tag.language.as_str()))
            .flatten()
    }

    /// The tag that CLDR has for the same: `en` of `eng`, `de` of `ger`.
    pub fn canonical(&self) -> Language {
        let Ok(mut tag) = Locale::try_from_str(&self.tag) else {
            return self.clone();
        };
        LocaleCanonicalizer::new_extended().canonicalize(&mut tag);
        Language {
            tag: tag.to_string(),
        }
    }

    /// The languages whose words readers of this one can do with, itself first:
    /// `es-MX`, `es-419`, `es`. Never one of another script.
    pub fn fallbacks(&self) -> Vec<Language> {
        let mut found = vec![self.clone()];
        let fallbacker = LocaleFallbacker::new();
        if let Ok(locale) = Locale::try_from_str(&self.tag) {
            let mut parents = fallbacker
                .for_config(LocaleFallbackConfig::default())
                .fallback_for(locale.into());
            while !parents.get().is_unknown() {
                let parent = Language::parse(&parents.get().to_string());
                found.extend(parent.filter(|parent| !found.contains(parent)));
                parents.step();
            }
        }
        found
    }

    /// Which way its lines run, by its script or usual script.
    pub fn direction(&self) -> Direction {
        let directions = LocaleDirectionality::new_extended();
        let tag = LanguageIdentifier::try_from_str(&self.tag);
        match tag.is_ok_and(|tag| directions.is_right_to_left(&tag)) {
            true => Direction::RightToLeft,
            false => Direction::LeftToRight,
        }
    }
}

impl std::fmt::Display for Language {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str(&self.tag)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn tags_are_checked_and_normalised() {
        let tag = |t: &str| Language::parse(t).map(|l| l.tag().to_owned());
        assert_eq!(tag("EN-gb").as_deref(), Some("en-GB"));
        assert_eq!(tag("zh-hans-cn").as_deref(), Some("zh-Hans-CN"));
        for bad in [
            "",
            "e",
            "english language",
            "english",
            "en_GB",
            "en-",
            "日本",
        ] {
            assert_eq!(tag(bad), None, "{bad}");
        }
    }

    #[test]
    fn what_stands_in_for_a_language_has_its_script() {
        let told = |tag| {
            let all = Language::parse(tag).unwrap().fallbacks();
            all.iter().map(Language::tag).collect::<Vec<_>>().join(" ")
        };
        assert_eq!(told("es"), "es");
        assert_eq!(told("es-MX"), "es-MX es-419 es");
        assert_eq!(told("de-AT"), "de-AT de");
        assert_eq!(told("zh-Hant"), "zh-Hant");
        assert_eq!(told("pa-Arab"), "pa-Arab");
    }

    #[test]
    fn direction_follows_the_script() {
        let direction = |t| Language::parse(t).map(|l| l.direction().name());
        assert_eq!(direction("ar"), Some("rtl"));
        assert_eq!(direction("az-Arab"), Some("rtl"));
        assert_eq!(direction("pa"), Some("ltr"));
        assert_eq!(direction("pa-PK"), Some("rtl"));
        assert_eq!(direction("zh"), Some("ltr"));
        assert_eq!(direction("nqo"), Some("rtl"));
        assert_eq!(direction("tlh"), Some("ltr"));
    }

    #[test]
    fn languages_have_a_usual_script_and_scripts_a_usual_language() {
        let script = |tag| Language::parse(tag).and_then(|l| l.usual_script());
        for (tag, usual) in [
            ("en", "Latn"),
            ("ur", "Arab"),
            ("zh-TW", "Hant"),
            ("zh", "Hans"),
            ("pa-PK", "Arab"),
            ("sr", "Cyrl"),
            ("sr-Latn", "Latn"),
        ] {
            assert_eq!(script(tag).as_deref(), Some(usual), "{tag}");
        }
        assert_eq!(script("qqq"), None);
        let language = |script| Language::of_script(script).map(|l| l.tag().to_owned());
        for (script, usual) in [
            ("Latn", "en"),
            ("Arab", "ar"),
            ("Cyrl", "ru"),
            ("Deva", "hi"),
        ] {
            assert_eq!(language(script).as_deref(), Some(usual), "{script}");
        }
        assert_eq!(language("Zyyy"), None);
    }
}
