//! Glossary entries as written.

use std::collections::BTreeSet;

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
    /// Whether it is the library's, for all articles: one of them need not use it.
    pub shared: bool,
}

impl GlossaryEntry {
    /// Its names as written: the term, the short form, aliases, the key.
    pub fn names(&self) -> impl Iterator<Item = &Spanned<String>> {
        let others = self.short.iter().chain(&self.aliases);
        std::iter::once(&self.term)
            .chain(others)
            .chain(std::iter::once(&self.key))
    }
}

/// Entries in the order written; keys are unique.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Glossary {
    /// The entries.
    pub entries: Vec<GlossaryEntry>,
}

impl Glossary {
    /// The library's glossary with the article's laid over it: an entry of the
    /// article replaces the library's entry of the same key. The library's
    /// entries stand first and are marked as shared.
    pub fn merge(library: &Glossary, article: &Glossary) -> Glossary {
        let shared = library.entries.iter().map(|entry| GlossaryEntry {
            shared: true,
            ..entry.clone()
        });
        let shared = Glossary {
            entries: shared.collect(),
        };
        Glossary::lay(shared, article.clone())
    }

    /// One glossary over another: an entry above replaces that of the same key below.
    pub fn lay(mut below: Glossary, above: Glossary) -> Glossary {
        let own: BTreeSet<&str> = above
            .entries
            .iter()
            .map(|entry| entry.key.value.as_str())
            .collect();
        below
            .entries
            .retain(|entry| !own.contains(entry.key.value.as_str()));
        below.entries.extend(above.entries);
        below
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn entry(key: &str, term: &str) -> GlossaryEntry {
        GlossaryEntry {
            span: Span::NONE,
            key: Spanned::made(key.into()),
            term: Spanned::made(term.into()),
            short: None,
            aliases: Vec::new(),
            plain: None,
            definition: Vec::new(),
            see_also: Vec::new(),
            shared: false,
        }
    }

    #[test]
    fn an_articles_entry_replaces_the_librarys_of_the_same_key() {
        let library = Glossary {
            entries: vec![entry("a", "old"), entry("b", "kept")],
        };
        let article = Glossary {
            entries: vec![entry("a", "new")],
        };
        let merged = Glossary::merge(&library, &article);
        let said: Vec<_> = merged
            .entries
            .iter()
            .map(|entry| (entry.term.value.as_str(), entry.shared))
            .collect();
        assert_eq!(said, [("kept", true), ("new", false)]);
    }
}
