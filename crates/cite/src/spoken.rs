//! The language of an entry, where it is not that of the article.

use pamphlet_core::language::Language;
use pamphlet_core::reference::{Field, Reference};
use unicode_script::{Script, UnicodeScript};

/// What of an entry is in another language than the article.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) enum Foreign {
    /// All of it: it runs the other way, and words of the article's language would be
    /// torn from it.
    Entry(Language),
    /// Its title: the words around it are the article's.
    Title(Language),
}

/// What of an entry is in another language than an article's. One in another script
/// that does not name its language is in the one that is most often written so.
pub(crate) fn foreign(reference: &Reference, article: &Language) -> Option<Foreign> {
    let script = script(reference)?;
    let said = language(reference).filter(|said| writes(said, script));
    if !writes(article, script) {
        let language = said.or_else(|| Language::of_script(script))?;
        return Some(match language.direction() == article.direction() {
            true => Foreign::Title(language),
            false => Foreign::Entry(language),
        });
    }
    let other = said.filter(|said| said.primary() != article.primary())?;
    // "[Growth in children]" translates the title; the language is the work's.
    let title = reference.text(Field::Title)?;
    (!title.starts_with('[')).then_some(Foreign::Title(other))
}

/// The language that an entry names: as a tag, in three letters, or by a name.
pub(crate) fn language(reference: &Reference) -> Option<Language> {
    let written = reference.text(Field::Language)?;
    // "fr French" is French, "eng; spa" is English first.
    let first = written
        .trim()
        .split(|c: char| !c.is_alphanumeric() && c != '-' && c != '_')
        .next()?;
    let name = first.to_lowercase();
    let named = NAMES.iter().find(|(known, _)| *known == name);
    let tag = named.map_or_else(|| name.replace('_', "-"), |(_, tag)| (*tag).to_owned());
    let language = Language::parse(&tag)?.canonical();
    language.usual_script().is_some().then_some(language)
}

/// The script of an entry, by most letters of its title, else of its authors: as in a
/// tag.
fn script(reference: &Reference) -> Option<&'static str> {
    let title = [Field::Title, Field::Container]
        .into_iter()
        .filter_map(|field| reference.text(field));
    let names = reference.creators().iter().map(|name| name.family.as_str());
    title.chain(names).find_map(most)
}

/// The script that most letters of a text have.
fn most(text: &str) -> Option<&'static str> {
    let mut counts: Vec<(Script, usize)> = Vec::new();
    let known =
        |script: &Script| !matches!(script, Script::Common | Script::Inherited | Script::Unknown);
    for script in text.chars().map(|c| c.script()).filter(known) {
        match counts.iter_mut().find(|(counted, _)| *counted == script) {
            Some((_, count)) => *count += 1,
            None => counts.push((script, 1)),
        }
    }
    let has = |script| counts.iter().any(|(counted, _)| *counted == script);
    let japanese = has(Script::Hiragana) || has(Script::Katakana);
    // Of two with as many letters, the first.
    let (most, _) = counts.iter().rev().max_by_key(|(_, count)| *count)?;
    Some(match most {
        Script::Hiragana | Script::Katakana => "Jpan",
        Script::Han if japanese => "Jpan",
        Script::Hangul => "Kore",
        other => other.short_name(),
    })
}

/// Whether a language is written in a script, usually or as its tag says.
fn writes(language: &Language, script: &str) -> bool {
    let usual = language.usual_script();
    // What CLDR does not know is written in Latin letters more often than not.
    let usual = usual.as_deref().unwrap_or("Latn");
    match script {
        "Hani" => matches!(usual, "Hans" | "Hant" | "Jpan" | "Kore"),
        script => usual == script,
    }
}

/// Names of languages in bibliographies: those of babel and polyglossia, which `langid`
/// has, and those of English.
const NAMES: &[(&str, &str)] = &[
    ("acadian", "fr-CA"),
    ("american", "en-US"),
    ("arabic", "ar"),
    ("australian", "en-AU"),
    ("austrian", "de-AT"),
    ("bengali", "bn"),
    ("brazil", "pt-BR"),
    ("brazilian", "pt-BR"),
    ("british", "en-GB"),
    ("bulgarian", "bg"),
    ("canadian", "en-CA"),
    ("canadien", "fr-CA"),
    ("catalan", "ca"),
    ("chinese", "zh"),
    ("croatian", "hr"),
    ("czech", "cs"),
    ("danish", "da"),
    ("dutch", "nl"),
    ("english", "en"),
    ("farsi", "fa"),
    ("finnish", "fi"),
    ("francais", "fr"),
    ("french", "fr"),
    ("german", "de"),
    ("greek", "el"),
    ("hebrew", "he"),
    ("hindi", "hi"),
    ("hungarian", "hu"),
    ("indonesian", "id"),
    ("italian", "it"),
    ("japanese", "ja"),
    ("korean", "ko"),
    ("latin", "la"),
    ("magyar", "hu"),
    ("mexican", "es-MX"),
    ("naustrian", "de-AT"),
    ("newzealand", "en-NZ"),
    ("ngerman", "de"),
    ("norsk", "nb"),
    ("norwegian", "nb"),
    ("nswissgerman", "de-CH"),
    ("nynorsk", "nn"),
    ("persian", "fa"),
    ("polish", "pl"),
    ("portuges", "pt"),
    ("portuguese", "pt"),
    ("punjabi", "pa"),
    ("romanian", "ro"),
    ("russian", "ru"),
    ("serbian", "sr"),
    ("slovak", "sk"),
    ("slovene", "sl"),
    ("slovenian", "sl"),
    ("spanish", "es"),
    ("swedish", "sv"),
    ("swissgerman", "de-CH"),
    ("tamil", "ta"),
    ("turkish", "tr"),
    ("ukenglish", "en-GB"),
    ("ukrainian", "uk"),
    ("urdu", "ur"),
    ("usenglish", "en-US"),
    ("vietnamese", "vi"),
];

#[cfg(test)]
mod tests {
    use pamphlet_core::reference::{Kind, Words};
    use pamphlet_core::span::{Span, Spanned};

    use super::*;

    fn entry(title: &str, language: &str) -> Reference {
        let key = Spanned::made("key".to_owned());
        let mut entry = Reference::new(Span::NONE, key, Spanned::made(Kind::Article));
        entry.set(Field::Title, Spanned::made(Words::plain(title)));
        entry.set(Field::Language, Spanned::made(Words::plain(language)));
        entry
    }

    #[test]
    fn languages_are_named_in_many_ways() {
        for (written, tag) in [
            ("en", "en"),
            ("en_GB", "en-GB"),
            ("pt-br", "pt-BR"),
            ("eng", "en"),
            ("ger", "de"),
            ("deu", "de"),
            ("ngerman", "de"),
            ("English", "en"),
            ("fr French", "fr"),
            ("eng; spa", "en"),
        ] {
            let found = language(&entry("Title", written));
            assert_eq!(found.as_ref().map(Language::tag), Some(tag), "{written}");
        }
        for written in ["", "various", "multiple languages", "12"] {
            assert_eq!(language(&entry("Title", written)), None, "{written}");
        }
    }

    #[test]
    fn what_is_in_another_language_follows_from_script_and_field() {
        let all = |tag: &str| Some(Foreign::Entry(Language::parse(tag).unwrap()));
        let title = |tag: &str| Some(Foreign::Title(Language::parse(tag).unwrap()));
        for (article, words, field, found) in [
            ("en", "Growth", "", None),
            ("en", "Growth", "en-GB", None),
            ("en", "Wachstum", "de", title("de")),
            ("en", "[Growth]", "de", None),
            ("es", "Growth", "eng", title("en")),
            ("ar", "Growth", "", all("en")),
            ("ar", "Croissance", "fre", all("fr")),
            // The title was translated, the work is in Russian.
            ("ar", "[Growth]", "rus", all("en")),
            ("ar", "هرمون النمو", "", None),
            ("ar", "نشوونما", "urd", title("ur")),
            ("ru", "Growth of рост", "", title("en")),
            ("en", "هرمون النمو", "", all("ar")),
            ("zh-Hans", "生长激素", "", None),
            ("zh-Hans", "成長ホルモン", "", title("ja")),
            ("en", "123", "de", None),
        ] {
            let article = Language::parse(article).unwrap();
            assert_eq!(foreign(&entry(words, field), &article), found, "{words}");
        }
    }
}
