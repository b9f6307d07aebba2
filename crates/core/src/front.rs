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

impl Front {
    /// The keys whose values are words, which a translation has anew, with their
    /// values. Keywords are a list of their own.
    pub fn words(&self) -> [(&'static str, &Option<Spanned<String>>); 6] {
        [
            ("title", &self.title),
            ("subtitle", &self.subtitle),
            ("purpose", &self.purpose),
            ("main-message", &self.main_message),
            ("urgent-help", &self.urgent_help),
            ("disclaimer", &self.disclaimer),
        ]
    }

    /// The same, to be changed.
    pub fn words_mut(&mut self) -> [(&'static str, &mut Option<Spanned<String>>); 6] {
        [
            ("title", &mut self.title),
            ("subtitle", &mut self.subtitle),
            ("purpose", &mut self.purpose),
            ("main-message", &mut self.main_message),
            ("urgent-help", &mut self.urgent_help),
            ("disclaimer", &mut self.disclaimer),
        ]
    }

    /// Takes from the source what a translation leaves out: facts are the source's,
    /// words are written anew or absent. What names one publication (identifier,
    /// ISBN, address on the web) is each one's own.
    pub fn inherit(&mut self, source: &Front) {
        // Every key is named, so that a new one is decided here too.
        let Front {
            span: _,
            title: _,
            subtitle: _,
            lang: _,
            purpose: _,
            main_message: _,
            authors,
            reviewers,
            patient_reviewed,
            owner,
            status,
            version,
            published,
            reviewed,
            next_review,
            supersedes,
            translation_of: _,
            source_version: _,
            keywords: _,
            codes,
            identifier: _,
            isbn: _,
            canonical_url: _,
            feedback_url,
            urgent_help: _,
            license,
            disclaimer: _,
            funding,
            conflicts,
            nocite,
            csl,
            allow,
            custom,
        } = source;
        list(&mut self.authors, authors);
        list(&mut self.reviewers, reviewers);
        one(&mut self.patient_reviewed, patient_reviewed);
        one(&mut self.owner, owner);
        one(&mut self.version, version);
        one(&mut self.published, published);
        one(&mut self.reviewed, reviewed);
        one(&mut self.next_review, next_review);
        one(&mut self.supersedes, supersedes);
        list(&mut self.codes, codes);
        one(&mut self.feedback_url, feedback_url);
        one(&mut self.license, license);
        one(&mut self.funding, funding);
        one(&mut self.conflicts, conflicts);
        list(&mut self.nocite, nocite);
        one(&mut self.csl, csl);
        list(&mut self.allow, allow);
        let withdrawn = |it: &&Spanned<Status>| it.value == Status::Withdrawn;
        match status.as_ref().filter(withdrawn) {
            // What nobody should read any more nobody should read in another language.
            Some(_) => self.status.clone_from(status),
            None => one(&mut self.status, status),
        }
        for (key, value) in custom {
            if self.custom.iter().all(|(own, _)| own != key) {
                self.custom.push((key.clone(), value.clone()));
            }
        }
    }
}

fn one<T: Clone>(own: &mut Option<T>, source: &Option<T>) {
    if own.is_none() {
        own.clone_from(source);
    }
}

fn list<T: Clone>(own: &mut Vec<T>, source: &[T]) {
    if own.is_empty() {
        own.extend_from_slice(source);
    }
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

#[cfg(test)]
mod tests {
    use super::*;

    fn said(text: &str) -> Option<Spanned<String>> {
        Some(Spanned::made(text.to_owned()))
    }

    #[test]
    fn a_translation_takes_facts_and_no_words() {
        let source = Front {
            title: said("Water"),
            purpose: said("What to drink"),
            version: said("2"),
            license: said("CC BY 4.0"),
            identifier: said("house-7"),
            canonical_url: said("https://example.org/water"),
            ..Front::default()
        };
        let mut own = Front {
            title: said("Agua"),
            version: said("2a"),
            ..Front::default()
        };
        own.inherit(&source);
        let expected = Front {
            title: said("Agua"),
            version: said("2a"),
            license: said("CC BY 4.0"),
            ..Front::default()
        };
        assert_eq!(own, expected);
    }

    #[test]
    fn a_withdrawn_source_withdraws_its_translations() {
        let status = |status| Some(Spanned::made(status));
        let source = Front {
            status: status(Status::Withdrawn),
            ..Front::default()
        };
        let mut own = Front {
            status: status(Status::Current),
            ..Front::default()
        };
        own.inherit(&source);
        assert_eq!(own.status, status(Status::Withdrawn));
    }
}
