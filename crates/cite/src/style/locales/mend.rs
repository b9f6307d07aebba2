//! What the archive's locales, or hayagriva's reading of them, get wrong.

use ciborium::Value;
use hayagriva::citationberg::taxonomy::{OtherTerm, Term};
use hayagriva::citationberg::{
    DateForm, DatePartName, GrammarGender, Locale, LocalizedTerm, TermForm, Terms,
};

/// Quotation marks: outer open and close, inner open and close.
const QUOTES: [OtherTerm; 4] = [
    OtherTerm::OpenQuote,
    OtherTerm::CloseQuote,
    OtherTerm::OpenInnerQuote,
    OtherTerm::CloseInnerQuote,
];

/// Mends a locale.
pub(super) fn mend(locale: &mut Locale) {
    let name = locale.lang.as_ref().map_or("", |lang| &lang.0).to_owned();
    ordinals(&name, locale);
    if name == "es-MX" {
        // "el 1 de marzo" also stands where no sentence goes on.
        let forms = locale.date.iter_mut();
        let parts = forms
            .filter(|date| date.form == Some(DateForm::Text))
            .flat_map(|date| &mut date.date_part);
        for day in parts.filter(|part| part.name == DatePartName::Day) {
            day.affixes.prefix = None;
        }
        if let Some(terms) = &mut locale.terms {
            replace(terms, OtherTerm::Accessed, "accessed", "consultado el");
        }
    }
}

/// Hayagriva 0.10.1 takes no ordinal by its gender. What has one is the edition, which
/// is feminine in these languages; in Brazil the first of a month has one too.
fn ordinals(name: &str, locale: &mut Locale) {
    let Some(terms) = &mut locale.terms else {
        return;
    };
    let masculine = Some(GrammarGender::Masculine);
    match name {
        "es-MX" | "fr-CA" | "fr-FR" | "pt-PT" => {
            let terms = &mut terms.terms;
            terms.retain(|term| !(term.name.is_ordinal() && term.gender_form == masculine));
        }
        "pt-BR" => replace(terms, OtherTerm::Ordinal, "ordinal", "ª"),
        _ => {}
    }
}

/// Gives a term other words.
fn replace(terms: &mut Terms, term: OtherTerm, name: &str, words: &str) {
    let fields = [("@name", name), ("$text", words)];
    let fields = fields.map(|(name, text)| (Value::from(name), Value::from(text)));
    // Its fields are private.
    if let Ok(made) = Value::Map(fields.into()).deserialized::<LocalizedTerm>() {
        let others = terms.terms.iter_mut();
        others
            .filter(|other| other.name == Term::Other(term))
            .for_each(|other| *other = made.clone());
    }
}

/// The marks of quotations as a locale has them, without spaces within.
pub(super) fn marks(locale: &Locale) -> Option<[char; 4]> {
    let mut marks = QUOTES.iter().map(|term| {
        let term = locale.term(Term::Other(*term), TermForm::Long)?;
        term.single()?.trim().chars().next()
    });
    let mut next = || marks.next().flatten();
    Some([next()?, next()?, next()?, next()?])
}

/// Months as a locale names them with what stands in dates, where that is another form
/// of the same word: март, 1 марта.
pub(super) fn dated(locale: &Locale, dated: [&'static str; 12]) -> Vec<(String, &'static str)> {
    let start = |name: &str| name.chars().take(2).collect::<String>();
    let months = (0..12).filter_map(OtherTerm::month);
    let pairs = months.zip(dated);
    let named = pairs.filter_map(|(month, dated)| {
        let term = locale.term(Term::Other(month), TermForm::Long)?;
        Some((term.single()?.to_owned(), dated))
    });
    named
        .filter(|(name, dated)| name != dated && start(name) == start(dated))
        .collect()
}
