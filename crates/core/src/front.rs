//! The front matter, typed, each value with its place.

use crate::date::Date;
use crate::span::{Span, Spanned};

/// The front matter of one article. Absent keys are `None` or empty.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Front {
    /// Where the whole block stands, without its `---` lines.
    pub span: Option<Span>,
    /// The title, from the key or the first level-1 heading of a plain file.
    pub title: Option<Spanned<String>>,
    /// A second line under the title.
    pub subtitle: Option<Spanned<String>>,
    /// Language, a BCP 47 tag.
    pub lang: Option<Spanned<String>>,
    /// What the leaflet is for, in a sentence.
    pub purpose: Option<Spanned<String>>,
    /// The one thing to remember.
    pub main_message: Option<Spanned<String>>,
    /// Who wrote it.
    pub authors: Vec<Person>,
    /// Who reviewed it.
    pub reviewers: Vec<Person>,
    /// Whether patients reviewed it.
    pub patient_reviewed: Option<Spanned<bool>>,
    /// Who answers for it.
    pub owner: Option<Spanned<String>>,
    /// Draft, current or withdrawn.
    pub status: Option<Spanned<Status>>,
    /// The version, as text.
    pub version: Option<Spanned<String>>,
    /// First published.
    pub published: Option<Spanned<Date>>,
    /// Last reviewed.
    pub reviewed: Option<Spanned<Date>>,
    /// To be reviewed again.
    pub next_review: Option<Spanned<Date>>,
    /// Identifier of the leaflet that this one replaces.
    pub supersedes: Option<Spanned<String>>,
    /// Slug of the article that this one translates.
    pub translation_of: Option<Spanned<String>>,
    /// Version of the source that was translated.
    pub source_version: Option<Spanned<String>>,
    /// Keywords.
    pub keywords: Vec<Spanned<String>>,
    /// Codes of classification systems.
    pub codes: Vec<Code>,
    /// A lasting identifier (URI, URN or a house number).
    pub identifier: Option<Spanned<String>>,
    /// ISBN per format: (`pdf`, `epub`, `print`, `html`) or one for `epub`.
    pub isbn: Vec<(String, Spanned<String>)>,
    /// Where the web page lives.
    pub canonical_url: Option<Spanned<String>>,
    /// Where readers send comments.
    pub feedback_url: Option<Spanned<String>>,
    /// What to do in an emergency.
    pub urgent_help: Option<Spanned<String>>,
    /// Licence of the words.
    pub license: Option<Spanned<String>>,
    /// Disclaimer.
    pub disclaimer: Option<Spanned<String>>,
    /// Who paid.
    pub funding: Option<Spanned<String>>,
    /// Conflicts of interest.
    pub conflicts: Option<Spanned<String>>,
    /// Bibliography keys listed though nothing cites them; `*` lists all.
    pub nocite: Vec<Spanned<String>>,
    /// Citation style by name or `.csl` file.
    pub csl: Option<Spanned<String>>,
    /// Rules that do not apply, with reasons.
    pub allow: Vec<(Spanned<String>, Spanned<String>)>,
    /// A free map, printable as `{{custom.key}}`; nested keys are joined by dots.
    pub custom: Vec<(String, Spanned<String>)>,
}

/// A person with a part in the article.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Person {
    /// Where the entry stands.
    pub span: Span,
    /// Full name.
    pub name: String,
    /// What the person did or is.
    pub role: Option<String>,
    /// Degree or registration.
    pub credential: Option<String>,
    /// ORCID iD.
    pub orcid: Option<String>,
}

/// A code of a classification system.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Code {
    /// Where the entry stands.
    pub span: Span,
    /// The system: `ICD-10-CM`, `SNOMED CT`, `RxNorm`, …
    pub system: String,
    /// The code.
    pub code: String,
}

/// Where the article is in its life.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Status {
    /// Prints DRAFT on every page.
    Draft,
    /// In use.
    #[default]
    Current,
    /// Builds nothing and says so.
    Withdrawn,
}

impl Status {
    /// All of them.
    pub const ALL: [Status; 3] = [Status::Draft, Status::Current, Status::Withdrawn];

    /// The word in the front matter.
    pub fn name(self) -> &'static str {
        match self {
            Status::Draft => "draft",
            Status::Current => "current",
            Status::Withdrawn => "withdrawn",
        }
    }
}
