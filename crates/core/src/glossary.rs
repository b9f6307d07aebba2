//! Glossary entries as written.

use crate::inline::Inline;
use crate::span::{Span, Spanned};

/// One entry of a `glossary.yaml`.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct GlossaryEntry {
    /// Where the entry stands.
    pub span: Span,
    /// The key of the map.
    pub key: Spanned<String>,
    /// The term's full name.
    pub term: Spanned<String>,
    /// Its short form: `GH`.
    pub short: Option<Spanned<String>>,
    /// Other names.
    pub aliases: Vec<Spanned<String>>,
    /// A plain-language word.
    pub plain: Option<Spanned<String>>,
    /// The definition, inline Markdown; empty if there is none.
    pub definition: Vec<Inline>,
    /// Keys of related entries.
    pub see_also: Vec<Spanned<String>>,
}

/// Entries in the order written; keys are unique.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Glossary {
    /// The entries.
    pub entries: Vec<GlossaryEntry>,
}

impl Glossary {
    /// The library's glossary with the article's laid over it: an entry of the
    /// article replaces the library's entry of the same key.
    pub fn merge(library: &Glossary, article: &Glossary) -> Glossary {
        let overridden = |key: &str| article.entries.iter().any(|e| e.key.value == key);
        let kept = library.entries.iter().filter(|e| !overridden(&e.key.value));
        Glossary {
            entries: kept.chain(&article.entries).cloned().collect(),
        }
    }

    /// The entry that a term, short form, alias or key names; letters of either case.
    pub fn find(&self, name: &str) -> Option<&GlossaryEntry> {
        let wanted = name.trim().to_lowercase();
        let is = |text: &str| text.to_lowercase() == wanted;
        self.entries.iter().find(|e| {
            is(&e.term.value)
                || is(&e.key.value)
                || e.short.as_ref().is_some_and(|s| is(&s.value))
                || e.aliases.iter().any(|a| is(&a.value))
        })
    }
}
