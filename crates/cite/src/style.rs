//! Citation styles by name: those that hayagriva carries, and `.csl` files of the
//! library; with the words of the article's language.

mod mend;

use std::collections::BTreeMap;

use hayagriva::archive::{ArchivedStyle, LOCALES};
use hayagriva::citationberg::{
    self, CitationFormat, IndependentStyle, Locale, LocaleCode, StyleCategory, StyleClass,
    VerticalAlign,
};
use pamphlet_core::diagnostic;
use pamphlet_core::language::Language;

/// The style where nothing names one.
pub const DEFAULT_STYLE: &str = "american-medical-association";

/// A style that can be used, with the words of one language.
#[derive(Clone, Debug)]
pub struct Style {
    pub(crate) csl: IndependentStyle,
    pub(crate) locale: LocaleCode,
    pub(crate) locales: Vec<Locale>,
}

/// Why a style cannot be used.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Unusable {
    /// A lower-case fragment that names the style.
    pub message: String,
    /// What to do about it.
    pub hint: String,
}

impl Style {
    /// The style with a name, in a language. `files` has the texts of the
    /// library's `.csl` files by name without ending; they go before the archive.
    pub fn load(
        name: &str,
        files: &BTreeMap<String, String>,
        language: &Language,
    ) -> Result<Style, Unusable> {
        let stem = name.trim().strip_suffix(".csl").unwrap_or(name.trim());
        let read = match files.get(stem) {
            Some(text) => {
                let refused = |why: String| Unusable {
                    message: format!("the citation style `{stem}.csl` cannot be read: {why}"),
                    hint: "take a style from the Zotero style repository".to_owned(),
                };
                if let Some(why) = mend::too_much(text) {
                    return Err(refused(why));
                }
                citationberg::Style::from_xml(text).map_err(|why| refused(why.to_string()))?
            }
            None => ArchivedStyle::by_name(stem)
                .ok_or_else(|| unknown(stem, files))?
                .get(),
        };
        let mut csl = match read {
            citationberg::Style::Independent(csl) => csl,
            citationberg::Style::Dependent(style) => {
                let parent = &style.parent_link.href;
                match ArchivedStyle::by_id(parent).map(ArchivedStyle::get) {
                    Some(citationberg::Style::Independent(csl)) => csl,
                    _ => {
                        return Err(Unusable {
                            message: format!("the citation style `{stem}` follows `{parent}`"),
                            hint: "put that style's own file into the library's folder `styles`"
                                .to_owned(),
                        });
                    }
                }
            }
        };
        mend::mend(&mut csl).map_err(|name| Unusable {
            message: format!("in the citation style `{stem}` the macro `{name}` calls itself"),
            hint: "take a style from the Zotero style repository".to_owned(),
        })?;
        let (locale, locales) = locales(language.tag());
        Ok(Style {
            csl,
            locale,
            locales,
        })
    }

    /// Whether citations are numbers.
    pub fn is_numeric(&self) -> bool {
        let format = |category: &StyleCategory| {
            matches!(
                category,
                StyleCategory::CitationFormat {
                    format: CitationFormat::Numeric
                }
            )
        };
        self.csl.info.category.iter().any(format)
    }

    /// Whether it has a list of references.
    pub fn has_list(&self) -> bool {
        self.csl.bibliography.is_some()
    }

    /// Whether citations stand above the line.
    pub fn is_raised(&self) -> bool {
        self.csl.citation.layout.vertical_align == Some(VerticalAlign::Sup)
    }

    /// Whether citations stand in footnotes.
    pub fn is_notes(&self) -> bool {
        self.csl.settings.class == StyleClass::Note
    }
}

fn unknown(name: &str, files: &BTreeMap<String, String>) -> Unusable {
    let names = ArchivedStyle::all().iter().flat_map(|style| style.names());
    let known = names.copied().chain(files.keys().map(String::as_str));
    let hint = match diagnostic::nearest(name, known) {
        Some(near) => format!("did you mean `{near}`?"),
        None => format!(
            "take one of `{DEFAULT_STYLE}`, `nlm-citation-sequence`, `apa`, `chicago-notes`, \
             `ieee`, `mla`, or put `{name}.csl` into the library's folder `styles`"
        ),
    };
    Unusable {
        message: format!("there is no citation style `{name}`"),
        hint,
    }
}

/// Names of the styles that are always there, in order.
pub fn style_names() -> Vec<&'static str> {
    let mut names: Vec<_> = ArchivedStyle::all()
        .iter()
        .filter_map(|style| style.names().first().copied())
        .collect();
    names.sort_unstable();
    names
}

/// The locale for a language, decoded alone; English where there is none.
fn locales(tag: &str) -> (LocaleCode, Vec<Locale>) {
    let name = locale_name(tag);
    let found = LOCALE_NAMES.iter().position(|known| *known == name);
    let decoded = found
        .and_then(|at| LOCALES.get(at))
        .and_then(|bytes| ciborium::from_reader::<Locale, _>(*bytes).ok());
    (LocaleCode(name.to_owned()), decoded.into_iter().collect())
}

/// The locale's name: the tag's own, else its language's usual one.
fn locale_name(tag: &str) -> &'static str {
    let language = Language::parse(tag);
    let primary = language.as_ref().map_or("en", Language::primary);
    let region = language.as_ref().and_then(Language::region);
    let script = language.as_ref().and_then(Language::script);
    let usual = match (primary, script) {
        ("en", _) => "en-US",
        ("pt", _) => "pt-PT",
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
        .unwrap_or("en-US")
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
            ("en-ZA", "en-US"),
            ("de", "de-DE"),
            ("de-AT", "de-AT"),
            ("fr-BE", "fr-FR"),
            ("zh-Hant", "zh-TW"),
            ("nb", "nb-NO"),
            ("tlh", "en-US"),
        ] {
            assert_eq!(locale_name(tag), name, "{tag}");
        }
    }

    #[test]
    fn every_archived_style_loads_and_others_are_refused() {
        let files = BTreeMap::from([
            ("broken".to_owned(), "<style>".to_owned()),
            ("deep".to_owned(), "<group>".repeat(100)),
            ("round".to_owned(), ROUND.to_owned()),
        ]);
        for name in style_names() {
            let style = Style::load(name, &files, &Language::english());
            assert!(style.is_ok(), "{name}: {style:?}");
        }
        let refused = |name: &str| Style::load(name, &files, &Language::english()).unwrap_err();
        assert_eq!(
            refused("american-medical-asociation").hint,
            "did you mean `american-medical-association`?"
        );
        assert!(refused("broken.csl").message.contains("cannot be read"));
        assert!(refused("deep.csl").message.contains("deeper than 64"));
        assert!(refused("round").message.contains("macro `a` calls itself"));
        assert!(refused("").message.contains("no citation style"));
    }

    const ROUND: &str = r#"<style xmlns="http://purl.org/net/xbiblio/csl" class="in-text" version="1.0">
<info><title>Round</title><id>round</id><updated>2026-01-01T00:00:00+00:00</updated></info>
<macro name="a"><text macro="b"/></macro>
<macro name="b"><group><text macro="a"/></group></macro>
<citation><layout><text macro="a"/></layout></citation>
<bibliography><layout><text macro="a"/></layout></bibliography>
</style>"#;
}
