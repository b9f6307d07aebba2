//! The edition's language and its words of the interface.

use pamphlet_core::diagnostic::Diagnostic;
use pamphlet_core::language::Language;
use pamphlet_core::span::Span;
use pamphlet_core::words::Words;

use crate::Input;

/// The article's language, else the library's, with its table of words. Where
/// there is no table this is an error, and English stands in so that the other
/// faults are found too.
pub(crate) fn decide(input: &Input, report: &mut Vec<Diagnostic>) -> (Language, &'static Words) {
    let written = input.article.front.lang.as_ref();
    let span = written.map_or(Span::NONE, |lang| lang.span);
    let language = match written.map(|lang| (lang, Language::parse(&lang.value))) {
        None => input.library.language.clone(),
        Some((_, Some(language))) => language,
        Some((lang, None)) => {
            let message = format!("`{}` is not a language tag", lang.value);
            let hint = "write a BCP 47 tag such as `en`, `en-GB` or `es`";
            report.push(Diagnostic::error("invalid-language", span, message).hint(hint));
            Language::english()
        }
    };
    if let Some(words) = input.library.words.of(&language) {
        return (language, words);
    }
    report.extend(input.library.words.unsupported(&language, span));
    let english = Language::english();
    let words = Words::of(&english).expect("English has a table");
    (english, words)
}
