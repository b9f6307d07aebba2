//! Citation hygiene: rules for entries of a bibliography, each reported at its
//! place. Wrong data is an error, what is doubtful a warning. A rule is a function
//! and a row of [`RULES`].

mod duplicates;
mod identifiers;
mod numbers;
mod people;
mod required;

use pamphlet_core::diagnostic::{Diagnostic, Severity};
use pamphlet_core::reference::{Reference, References};
use pamphlet_core::span::Span;

pub(crate) use people::abbreviated;

/// A rule.
pub struct Rule {
    /// Its name in kebab-case; it reads well after "allow".
    pub name: &'static str,
    /// How bad what it finds is.
    pub severity: Severity,
    /// What it asks for, for people.
    pub about: &'static str,
    run: fn(&Context, &mut Found),
}

/// What rules look at.
pub(crate) struct Context<'a> {
    pub(crate) entries: &'a [Reference],
}

/// What one rule found.
pub(crate) struct Found {
    rule: &'static str,
    severity: Severity,
    out: Vec<Diagnostic>,
}

impl Found {
    /// Adds a finding, and gives it for hints.
    fn push(&mut self, span: Span, message: String, hint: &str) -> &mut Diagnostic {
        let found = Diagnostic::new(self.severity, self.rule, span, message).hint(hint);
        let at = self.out.len();
        self.out.push(found);
        &mut self.out[at]
    }
}

/// The rules, in the order of their names in reports of one place.
pub const RULES: &[Rule] = &[
    Rule {
        name: "missing-title",
        severity: Severity::Error,
        about: "every entry has a title",
        run: required::title,
    },
    Rule {
        name: "missing-reference-field",
        severity: Severity::Warning,
        about: "an entry has what its type needs: a journal, a publisher, a date",
        run: required::fields,
    },
    Rule {
        name: "no-identifier",
        severity: Severity::Warning,
        about: "a journal article has a DOI, PMID, PMCID or address by which readers find it",
        run: required::identifier,
    },
    Rule {
        name: "malformed-date",
        severity: Severity::Error,
        about: "dates are of the form 2006, 2006-11 or 2006-11-03 and exist",
        run: numbers::dates,
    },
    Rule {
        name: "page-range",
        severity: Severity::Error,
        about: "page ranges rise",
        run: numbers::descending,
    },
    Rule {
        name: "abbreviated-pages",
        severity: Severity::Warning,
        about: "both ends of a page range are whole: 1472-1479, not 1472-9",
        run: numbers::abbreviated,
    },
    Rule {
        name: "malformed-doi",
        severity: Severity::Error,
        about: "a DOI starts with 10., a number and a slash",
        run: identifiers::doi,
    },
    Rule {
        name: "malformed-pmid",
        severity: Severity::Error,
        about: "a PMID is a number of up to 8 digits, a PMCID `PMC` and a number",
        run: identifiers::pubmed,
    },
    Rule {
        name: "malformed-isbn",
        severity: Severity::Error,
        about: "the check digits of ISBNs are right",
        run: identifiers::isbn,
    },
    Rule {
        name: "malformed-issn",
        severity: Severity::Error,
        about: "the check digits of ISSNs are right",
        run: identifiers::issn,
    },
    Rule {
        name: "malformed-orcid",
        severity: Severity::Error,
        about: "the check digits of ORCID iDs are right",
        run: identifiers::orcid,
    },
    Rule {
        name: "malformed-url",
        severity: Severity::Error,
        about: "an address starts with https:// or http:// and has a host",
        run: identifiers::url,
    },
    Rule {
        name: "duplicate-reference",
        severity: Severity::Error,
        about: "no two entries have one DOI or PMID",
        run: duplicates::identifiers,
    },
    Rule {
        name: "similar-references",
        severity: Severity::Warning,
        about: "no two entries have nearly one title and one year",
        run: duplicates::titles,
    },
    Rule {
        name: "adjacent-pages",
        severity: Severity::Warning,
        about: "two entries of one journal, volume and issue do not stand on adjacent pages",
        run: duplicates::adjacent,
    },
    Rule {
        name: "truncated-authors",
        severity: Severity::Error,
        about: "the style shortens lists of authors; entries name them all",
        run: people::truncated,
    },
    Rule {
        name: "promotional-source",
        severity: Severity::Warning,
        about: "sources are not advertisements or published by their own authors",
        run: people::promotional,
    },
];

/// Everything that the rules find in the references of one article.
pub fn check(references: &References) -> Vec<Diagnostic> {
    let context = Context {
        entries: &references.entries,
    };
    let mut out = Vec::new();
    for rule in RULES {
        let mut found = Found {
            rule: rule.name,
            severity: rule.severity,
            out: Vec::new(),
        };
        (rule.run)(&context, &mut found);
        found.out.truncate(pamphlet_core::limits::DIAGNOSTICS);
        out.append(&mut found.out);
    }
    out
}
