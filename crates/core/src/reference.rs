//! Bibliography entries as read, a span per field, in whatever format they were written.

use crate::span::{Span, Spanned};

/// One entry of a bibliography.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Reference {
    /// Where the entry stands.
    pub span: Span,
    /// Its citation key.
    pub key: Spanned<String>,
    /// Its type in lower case as its file names it: `article`, `book`, `web`.
    pub kind: Spanned<String>,
    /// Names of authors (or editors where there are none), as parts.
    pub authors: Vec<Name>,
    /// Title.
    pub title: Option<Spanned<String>>,
    /// The journal, book or site that holds it.
    pub container: Option<Spanned<String>>,
    /// Year, as written.
    pub year: Option<Spanned<String>>,
    /// Volume.
    pub volume: Option<Spanned<String>>,
    /// Issue within the volume.
    pub issue: Option<Spanned<String>>,
    /// Page range as written.
    pub pages: Option<Spanned<String>>,
    /// Publisher.
    pub publisher: Option<Spanned<String>>,
    /// DOI without a resolver's address.
    pub doi: Option<Spanned<String>>,
    /// PubMed identifier.
    pub pmid: Option<Spanned<String>>,
    /// Address.
    pub url: Option<Spanned<String>>,
}

/// A person's or body's name.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Name {
    /// Where it stands.
    pub span: Span,
    /// Family name, or the whole name of a body.
    pub family: String,
    /// Given names or initials.
    pub given: Option<String>,
}

/// The references that an article may cite; keys are unique.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct References {
    /// The entries in the order written.
    pub entries: Vec<Reference>,
}

impl References {
    /// The entry with a key.
    pub fn find(&self, key: &str) -> Option<&Reference> {
        self.entries.iter().find(|entry| entry.key.value == key)
    }
}
