//! "p. 3 and passim": which part of a work a citation means, and what else
//! stands behind its key.

use hayagriva::citationberg::taxonomy::{Locator, Term};
use hayagriva::citationberg::{Locale, TermForm};

/// What stands behind a key.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(crate) struct Behind {
    /// The part of the work.
    pub(crate) locator: Option<(Locator, String)>,
    /// Words behind it, with the punctuation before them.
    pub(crate) suffix: String,
}

/// Labels in English, which are read in every language.
const LABELS: [(&str, Locator); 72] = [
    ("pages", Locator::Page),
    ("page", Locator::Page),
    ("pp.", Locator::Page),
    ("pp", Locator::Page),
    ("p.", Locator::Page),
    ("p", Locator::Page),
    ("chapters", Locator::Chapter),
    ("chapter", Locator::Chapter),
    ("chaps.", Locator::Chapter),
    ("chap.", Locator::Chapter),
    ("ch.", Locator::Chapter),
    ("sections", Locator::Section),
    ("section", Locator::Section),
    ("secs.", Locator::Section),
    ("sec.", Locator::Section),
    ("§§", Locator::Section),
    ("§", Locator::Section),
    ("paragraphs", Locator::Paragraph),
    ("paragraph", Locator::Paragraph),
    ("paras.", Locator::Paragraph),
    ("para.", Locator::Paragraph),
    ("¶¶", Locator::Paragraph),
    ("¶", Locator::Paragraph),
    ("figures", Locator::Figure),
    ("figure", Locator::Figure),
    ("figs.", Locator::Figure),
    ("fig.", Locator::Figure),
    ("tables", Locator::Table),
    ("table", Locator::Table),
    ("volumes", Locator::Volume),
    ("volume", Locator::Volume),
    ("vols.", Locator::Volume),
    ("vol.", Locator::Volume),
    ("issue", Locator::Issue),
    ("no.", Locator::Issue),
    ("lines", Locator::Line),
    ("line", Locator::Line),
    ("ll.", Locator::Line),
    ("l.", Locator::Line),
    ("notes", Locator::Note),
    ("note", Locator::Note),
    ("nn.", Locator::Note),
    ("n.", Locator::Note),
    ("parts", Locator::Part),
    ("part", Locator::Part),
    ("pt.", Locator::Part),
    ("verses", Locator::Verse),
    ("verse", Locator::Verse),
    ("book", Locator::Book),
    ("bk.", Locator::Book),
    ("columns", Locator::Column),
    ("column", Locator::Column),
    ("col.", Locator::Column),
    ("appendix", Locator::Appendix),
    ("s.v.", Locator::SubVerbo),
    ("sub verbo", Locator::SubVerbo),
    ("folios", Locator::Folio),
    ("folio", Locator::Folio),
    ("fols.", Locator::Folio),
    ("fol.", Locator::Folio),
    ("opus", Locator::Opus),
    ("op.", Locator::Opus),
    ("equations", Locator::Equation),
    ("equation", Locator::Equation),
    ("eq.", Locator::Equation),
    ("supplement", Locator::Supplement),
    ("suppl.", Locator::Supplement),
    ("articles", Locator::ArticleLocator),
    ("article", Locator::ArticleLocator),
    ("art.", Locator::ArticleLocator),
    ("scene", Locator::Scene),
    ("act", Locator::Act),
];

/// The locators that a language's own words are looked up for.
const NAMED: [Locator; 16] = [
    Locator::Page,
    Locator::Chapter,
    Locator::Section,
    Locator::Paragraph,
    Locator::Figure,
    Locator::Table,
    Locator::Volume,
    Locator::Issue,
    Locator::Line,
    Locator::Note,
    Locator::Part,
    Locator::Column,
    Locator::Appendix,
    Locator::SubVerbo,
    Locator::Folio,
    Locator::Supplement,
];

/// Labels of a language: English, and its own.
pub(crate) fn labels(locales: &[Locale]) -> Vec<(String, Locator)> {
    let mut out: Vec<(String, Locator)> = LABELS
        .iter()
        .map(|(label, locator)| ((*label).to_owned(), *locator))
        .collect();
    for locale in locales {
        for locator in NAMED {
            for form in [TermForm::Long, TermForm::Short] {
                let term = locale.term(Term::Locator(locator), form);
                let words = term.map(|term| [term.single(), term.multiple()]);
                for word in words.into_iter().flatten().flatten() {
                    out.push((word.to_lowercase(), locator));
                }
            }
        }
    }
    // The longest label that fits is meant.
    out.sort_by(|a, b| (b.0.len(), &a.0).cmp(&(a.0.len(), &b.0)));
    out.dedup_by(|a, b| a.0 == b.0);
    out
}

/// Reads what stands behind a key.
pub(crate) fn read(text: &str, labels: &[(String, Locator)]) -> Behind {
    let text = text.trim().trim_start_matches(',').trim_start();
    if text.is_empty() {
        return Behind::default();
    }
    let found = labels.iter().find_map(|(label, locator)| {
        let head = text.get(..label.len())?;
        let rest = &text[label.len()..];
        let ends = label.ends_with(['.', '§', '¶'])
            || rest.starts_with(|c: char| c.is_whitespace() || c.is_ascii_digit());
        (head.to_lowercase() == *label && ends).then_some((*locator, rest.trim_start()))
    });
    let (locator, rest) = match found {
        Some((locator, rest)) => (locator, rest),
        None if text.starts_with(|c: char| c.is_ascii_digit()) => (Locator::Page, text),
        None => return words(text),
    };
    let length = match locator {
        Locator::SubVerbo => rest.len(),
        _ => number(rest, found.is_some()),
    };
    if length == 0 {
        return words(text);
    }
    let (value, suffix) = rest.split_at(length);
    let (value, suffix) = match value.strip_suffix([',', ';']) {
        Some(value) => (value, &rest[value.len()..]),
        None => (value, suffix),
    };
    Behind {
        locator: Some((locator, value.trim().to_owned())),
        suffix: suffix.trim_end().to_owned(),
    }
}

fn words(text: &str) -> Behind {
    Behind {
        locator: None,
        suffix: format!(", {text}"),
    }
}

/// How many bytes of a text are numbers: "3–5, 7 and 9". Behind a label the first
/// word counts as one: "fig. A".
fn number(text: &str, labelled: bool) -> usize {
    let mut end = 0;
    let mut at = 0;
    for (i, word) in text.split(' ').enumerate() {
        let start = at;
        at += word.len() + 1;
        let bare = word.trim_matches(|c: char| c.is_ascii_punctuation());
        let digits = bare.chars().any(|c| c.is_ascii_digit());
        let roman = !bare.is_empty() && bare.chars().all(|c| "ivxlcdmIVXLCDM".contains(c));
        let first = i == 0 && labelled && !bare.is_empty() && bare.chars().count() <= 6;
        let between = matches!(word, "&" | "and" | "-" | "–" | "und" | "et" | "y");
        match (digits || (roman && (labelled || i > 0)) || first, between) {
            (true, _) => end = start + word.len(),
            (false, true) if i > 0 => {}
            (false, _) => break,
        }
    }
    end
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn locators_are_told_from_words() {
        let labels = labels(&[]);
        let case = |text: &str| {
            let behind = read(text, &labels);
            let locator = behind
                .locator
                .map(|(kind, value)| format!("{kind:?} {value}"));
            (locator.unwrap_or_default(), behind.suffix)
        };
        let both = |a: &str, b: &str| (a.to_owned(), b.to_owned());
        assert_eq!(case("p. 3"), both("Page 3", ""));
        assert_eq!(case("pp. 33–35, 38"), both("Page 33–35, 38", ""));
        assert_eq!(case("33-35 and passim"), both("Page 33-35", " and passim"));
        assert_eq!(
            case("chap. IV, at the end"),
            both("Chapter IV", ", at the end")
        );
        assert_eq!(case("fig. A"), both("Figure A", ""));
        assert_eq!(case("§12"), both("Section 12", ""));
        assert_eq!(case("for a review"), both("", ", for a review"));
        assert_eq!(case("passim"), both("", ", passim"));
        assert_eq!(case("p."), both("", ", p."));
        assert_eq!(case(""), both("", ""));
        assert_eq!(case("p. 3 and 5"), both("Page 3 and 5", ""));
    }
}
