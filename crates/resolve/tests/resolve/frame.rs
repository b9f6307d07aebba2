//! Front matter: what it prints, metadata, language, status.

use pamphlet_core::block::{Block, CalloutKind};
use pamphlet_core::date::Date;
use pamphlet_core::edition::Publisher;
use pamphlet_core::front::{Person, Status};
use pamphlet_core::span::{Span, Spanned};

use crate::case::{Case, said};

#[test]
fn the_opening_says_purpose_message_and_urgent_help() {
    let mut case = Case::new("Text.");
    case.front(|front| {
        front.subtitle = said("For adults");
        front.purpose = said("It explains.");
        front.main_message = said("Ask.\nSoon.\n\nAgain.");
        front.urgent_help = said("Call 911.");
    });
    assert_eq!(
        case.says()[..8],
        [
            "A leaflet",
            "For adults",
            "It explains.",
            "Ask. Soon.",
            "Again.",
            "Important: Urgent help",
            "Call 911.",
            "Text."
        ]
    );
    let edition = case.edition();
    let roles: Vec<_> = edition.facts.roles.values().copied().collect();
    assert_eq!(
        roles,
        ["purpose", "main-message", "main-message", "urgent-help"]
    );
    assert!(matches!(&edition.opening[3], Block::Callout(n) if n.kind == CalloutKind::Important));
}

#[test]
fn the_closing_says_who_and_when() {
    let mut case = Case::new("Text.");
    let person = |name: &str| Person {
        span: Span::NONE,
        name: name.into(),
        role: Some("nurse".into()),
        credential: Some("RN".into()),
        orcid: Some("0000-0002-1825-0097".into()),
    };
    case.front(|front| {
        front.authors = vec![person("Ann"), person("Bob")];
        front.patient_reviewed = Some(Spanned::made(true));
        front.version = said("2.1");
        front.canonical_url = said("https://example.org/gh");
        front.feedback_url = said("mailto:a@example.org");
        front.disclaimer = said("Not advice.");
    });
    case.library.publisher = Some(Publisher {
        name: "Clinic".into(),
        url: Some("https://example.org".into()),
        logo: None,
    });
    case.elsewhere = ["es", "ar"]
        .map(|tag| pamphlet_resolve::InLanguage {
            language: pamphlet_core::language::Language::parse(tag).expect("a tag"),
            url: format!("https://example.org/{tag}"),
        })
        .to_vec();
    assert_eq!(
        case.says()[2..],
        [
            "About this leaflet",
            "Written by",
            "Ann, RN (nurse), ORCID 0000-0002-1825-0097",
            "Bob, RN (nurse), ORCID 0000-0002-1825-0097",
            "Reviewed by patients",
            "Yes",
            "Published by",
            "Clinic",
            "Version",
            "2.1",
            "Last reviewed",
            "November 1, 2026",
            "On the web",
            "https://example.org/gh",
            "This leaflet in other languages",
            "Español https://example.org/es",
            "العربية https://example.org/ar",
            "Send comments to",
            "a@example.org",
            "Disclaimer: Not advice.",
        ]
    );
}

#[test]
fn a_file_without_front_matter_has_title_date_and_no_closing() {
    let case = Case::bare("Text.");
    assert_eq!(case.says(), ["Gh", "Text."]);
    assert_eq!(
        case.faults(),
        [
            "warning[missing-title] the article has no title; it is called \"Gh\" (write `title:` in the front matter, or start the text with `# The title`)",
            "warning[no-date] the article has no date; documents carry 1970-01-01 (write `reviewed:` or `published:` in the front matter)",
        ]
    );
}

#[test]
fn the_date_is_reviewed_else_published_else_what_the_build_was_told() {
    let day = |text: &str| Date::parse(text).map(Spanned::made);
    let mut case = Case::bare("Text.");
    case.library.fallback_date = Date::parse("2020-02-02");
    assert_eq!(case.edition().metadata.date.to_string(), "2020-02-02");
    case.front(|front| front.published = day("2021-01-01"));
    assert_eq!(case.edition().metadata.date.to_string(), "2021-01-01");
    case.front(|front| front.reviewed = day("2022-01-01"));
    assert_eq!(case.edition().metadata.date.to_string(), "2022-01-01");
}

#[test]
fn the_identifier_stays_and_is_the_articles_own() {
    let mut case = Case::new("Text.");
    let first = case.edition().metadata.identifier;
    // Fixed for ever: readers' libraries know a book by it.
    assert_eq!(first, "urn:uuid:3f6d2914-6d0c-5554-85e4-4752361fdc38");
    case.front(|front| front.version = said("9"));
    assert_eq!(case.edition().metadata.identifier, first);
    case.front(|front| front.translation_of = said("gh"));
    assert_ne!(case.edition().metadata.identifier, first);
    case.front(|front| front.canonical_url = said("https://example.org/gh"));
    assert_eq!(
        case.edition().metadata.identifier,
        "urn:uuid:3c843365-3d2a-5989-8d04-42e66cc18e9b"
    );
    case.front(|front| front.identifier = said("house-7"));
    assert_eq!(case.edition().metadata.identifier, "house-7");
}

#[test]
fn a_withdrawn_article_builds_nothing_and_says_so() {
    let mut case = Case::new("Text [](#nowhere).");
    case.front(|front| front.status = Some(Spanned::made(Status::Withdrawn)));
    assert!(case.resolution().edition.is_none());
    assert_eq!(
        case.faults(),
        [
            "warning[withdrawn] `gh` is withdrawn: nothing is built from it (to build it again, set `status: current`)"
        ]
    );
}

#[test]
fn a_language_without_words_is_an_error_beside_the_others() {
    let mut case = Case::new("See [](#nowhere).");
    case.front(|front| front.lang = said("la"));
    let faults = case.faults();
    assert_eq!(faults.len(), 2);
    let start = "error[unsupported-language] the words of the interface are missing in `la`: the names of parts and months, labels such as “Warning” and “Table”, 89 entries in all (`pamphlet words la > words.la.yaml`";
    assert!(faults[1].starts_with(start), "{}", faults[1]);
    case.front(|front| front.lang = said("en_GB"));
    assert!(case.faults()[1].starts_with("error[invalid-language] `en_GB` is not a language tag"));
}
