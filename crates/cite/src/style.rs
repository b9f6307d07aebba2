//! Citation styles by name: those that hayagriva carries, and `.csl` files of the
//! library; with the words of the article's language.

mod locales;
mod mend;
mod narrow;

use std::collections::BTreeMap;
use std::sync::{Arc, Mutex, PoisonError};

use hayagriva::Entry;
use hayagriva::archive::ArchivedStyle;
use hayagriva::citationberg::taxonomy::{NumberVariable, StandardVariable, Variable};
use hayagriva::citationberg::{
    self, CitationFormat, IndependentStyle, LayoutRenderingElement, Locale, SortKey, StyleCategory,
    StyleClass, TextTarget, VerticalAlign,
};
use pamphlet_core::diagnostic;
use pamphlet_core::language::Language;
use pamphlet_core::words::Tables;

pub(crate) use locales::Tongue;

/// The style where nothing names one.
pub const DEFAULT_STYLE: &str = "american-medical-association";

/// A style that can be used, with the words of one language. Cheap to clone.
#[derive(Clone, Debug)]
pub struct Style {
    pub(crate) csl: Arc<IndependentStyle>,
    pub(crate) tongue: Arc<Tongue>,
    /// The language of what is printed.
    pub(crate) language: Language,
    /// The words of the interface, for months as they stand in dates.
    words: Tables,
    /// Whether stops and commas stand within closing quotation marks.
    pub(crate) marks_within: bool,
}

/// Styles that were read, by their names in the archive or their texts: every
/// edition of every article asks for one.
static READ: Mutex<BTreeMap<Source, Arc<IndependentStyle>>> = Mutex::new(BTreeMap::new());
/// More than any library has; a program that runs for days may see more texts.
const KEPT: usize = 64;

/// What a style was read from.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
enum Source {
    Archive(&'static str),
    File(String),
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
    /// The style with a name, in a language and its words. `files` has the texts of the
    /// library's `.csl` files by name without ending; they go before the archive.
    pub fn load(
        name: &str,
        files: &BTreeMap<String, String>,
        language: &Language,
        words: &Tables,
    ) -> Result<Style, Unusable> {
        let stem = name.trim().strip_suffix(".csl").unwrap_or(name.trim());
        let source = match files.get(stem) {
            Some(text) => Source::File(text.clone()),
            None => {
                let archived = ArchivedStyle::by_name(stem).ok_or_else(|| unknown(stem, files))?;
                Source::Archive(archived.names().first().copied().unwrap_or_default())
            }
        };
        let known = || READ.lock().unwrap_or_else(PoisonError::into_inner);
        let found = known().get(&source).cloned();
        let csl = match found {
            Some(csl) => csl,
            None => {
                let csl = Arc::new(read(stem, &source)?);
                let mut kept = known();
                if kept.len() >= KEPT {
                    kept.clear();
                }
                kept.insert(source, csl.clone());
                csl
            }
        };
        Ok(Style::in_words(csl, language, words))
    }

    fn in_words(csl: Arc<IndependentStyle>, language: &Language, words: &Tables) -> Style {
        let tongue = locales::tongue(language.tag(), words.of(language));
        Style {
            marks_within: marks_within(&csl, &tongue),
            language: language.clone(),
            words: words.clone(),
            csl,
            tongue,
        }
    }

    /// The style with the words of another language.
    pub(crate) fn speaking(&self, language: &Language) -> Style {
        Style::in_words(self.csl.clone(), language, &self.words)
    }

    /// The style as these entries need it; it prints the same.
    pub(crate) fn narrowed(&self, entries: &[Entry]) -> Style {
        match narrow::narrowed(&self.csl, entries) {
            Some(csl) => Style {
                csl: Arc::new(csl),
                ..self.clone()
            },
            None => self.clone(),
        }
    }

    /// Whether what an entry of the list says depends on how it is cited: by its
    /// number, by a label, by a test whether citations look alike.
    pub(crate) fn is_told_by_citations(&self) -> bool {
        let number = Variable::Number(NumberVariable::CitationNumber);
        let label = Variable::Standard(StandardVariable::CitationLabel);
        let told = |variable: Variable| variable == number || variable == label;
        let mut found = false;
        narrow::all(&self.csl, &mut |element| {
            found |= match element {
                LayoutRenderingElement::Text(text) => {
                    matches!(text.target, TextTarget::Variable { var, .. } if told(var))
                }
                LayoutRenderingElement::Number(number) => told(number.variable.into()),
                LayoutRenderingElement::Label(label) => told(label.variable.into()),
                LayoutRenderingElement::Choose(choose) => choose
                    .branches()
                    .any(|branch| branch.disambiguate.is_some()),
                _ => false,
            };
        });
        let list = self.csl.bibliography.as_ref();
        let sorts = [
            self.csl.citation.sort.as_ref(),
            list.and_then(|list| list.sort.as_ref()),
        ];
        let mut keys = sorts.into_iter().flatten().flat_map(|sort| &sort.keys);
        found
            || keys.any(|key| matches!(key, SortKey::Variable { variable, .. } if told(*variable)))
    }

    /// Whether citations are numbers or labels, which say nothing without the list.
    pub fn is_keyed(&self) -> bool {
        let format = |category: &StyleCategory| {
            matches!(
                category,
                StyleCategory::CitationFormat {
                    format: CitationFormat::Numeric | CitationFormat::Label
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

/// Reads a style, mended.
fn read(stem: &str, source: &Source) -> Result<IndependentStyle, Unusable> {
    let read = match source {
        Source::File(text) => {
            let refused = |why: String| Unusable {
                message: format!("the citation style `{stem}.csl` cannot be read: {why}"),
                hint: "take a style from the Zotero style repository".to_owned(),
            };
            if let Some(why) = mend::too_much(text) {
                return Err(refused(why));
            }
            citationberg::Style::from_xml(text).map_err(|why| refused(why.to_string()))?
        }
        Source::Archive(name) => ArchivedStyle::by_name(name)
            .ok_or_else(|| unknown(stem, &BTreeMap::new()))?
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
    Ok(csl)
}

/// Whether stops and commas stand within closing quotation marks: what the style
/// says of the language, else what the language's own locale says.
fn marks_within(csl: &IndependentStyle, tongue: &Tongue) -> bool {
    let says = |locale: &Locale| locale.style_options.as_ref()?.punctuation_in_quote;
    let code = tongue.locale.0.as_str();
    let primary = code.split('-').next();
    let of = |wanted: Option<&str>| {
        let same = |locale: &&Locale| locale.lang.as_ref().map(|lang| lang.0.as_str()) == wanted;
        csl.locale.iter().filter(same).find_map(says)
    };
    of(Some(code))
        .or_else(|| of(primary))
        .or_else(|| of(None))
        .or_else(|| tongue.locales.iter().find_map(says))
        .unwrap_or(false)
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

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_archived_style_loads_and_others_are_refused() {
        let files = BTreeMap::from([
            ("broken".to_owned(), "<style>".to_owned()),
            ("deep".to_owned(), "<group>".repeat(100)),
            ("round".to_owned(), ROUND.to_owned()),
        ]);
        for name in style_names() {
            let style = Style::load(name, &files, &Language::english(), Tables::built_in());
            assert!(style.is_ok(), "{name}: {style:?}");
        }
        let refused = |name: &str| {
            Style::load(name, &files, &Language::english(), Tables::built_in()).unwrap_err()
        };
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
