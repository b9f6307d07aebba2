//! Which language a text is in: what it says of itself, else what its words
//! look like, and which part names it uses.

use pamphlet_core::language::Language;
use pamphlet_core::words::Words;

/// The language of a text, a BCP 47 tag, with how sure that is in percent; none
/// where the text is too short to tell.
pub fn detect(text: &str) -> Option<(&'static str, u8)> {
    // Enough to tell; more costs time.
    let end = text
        .char_indices()
        .nth(20_000)
        .map_or(text.len(), |(at, _)| at);
    let info = whatlang::detect(&text[..end])?;
    let tag = TAGS.iter().find(|(lang, _)| *lang == info.lang())?.1;
    Some((tag, (info.confidence() * 100.0) as u8))
}

use whatlang::Lang;

const TAGS: [(Lang, &str); 16] = [
    (Lang::Eng, "en"),
    (Lang::Spa, "es"),
    (Lang::Por, "pt"),
    (Lang::Fra, "fr"),
    (Lang::Deu, "de"),
    (Lang::Pol, "pl"),
    (Lang::Rus, "ru"),
    (Lang::Vie, "vi"),
    (Lang::Ara, "ar"),
    (Lang::Urd, "ur"),
    (Lang::Hin, "hi"),
    (Lang::Ben, "bn"),
    (Lang::Pan, "pa"),
    (Lang::Tam, "ta"),
    (Lang::Cmn, "zh-Hans"),
    (Lang::Ita, "it"),
];

/// The tables of all languages that the program speaks.
pub fn tables() -> impl Iterator<Item = &'static Words> {
    Words::languages()
        .into_iter()
        .filter_map(|tag| Words::of(&Language::parse(tag)?))
}
