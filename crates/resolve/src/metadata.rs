//! Facts about the document: title, people, dates, a lasting identifier.

use pamphlet_core::date::Date;
use pamphlet_core::diagnostic::Diagnostic;
use pamphlet_core::edition::Metadata;
use pamphlet_core::front::Front;
use pamphlet_core::language::Language;
use pamphlet_core::span::Spanned;
use uuid::Uuid;

use crate::{Input, front_span};

/// The document's facts, with the fallbacks of those that it must have.
pub(crate) fn collect(
    input: &Input,
    language: &Language,
    report: &mut Vec<Diagnostic>,
) -> Metadata {
    let front = &input.article.front;
    let text = |value: &Option<Spanned<String>>| value.as_ref().map(|v| v.value.clone());
    Metadata {
        title: title(input, report),
        subtitle: text(&front.subtitle),
        description: text(&front.purpose),
        authors: front.authors.clone(),
        reviewers: front.reviewers.clone(),
        publisher: input.library.publisher.clone(),
        status: front.status.as_ref().map(|s| s.value).unwrap_or_default(),
        version: text(&front.version),
        published: day(&front.published),
        reviewed: day(&front.reviewed),
        next_review: day(&front.next_review),
        date: date(input, report),
        keywords: front.keywords.iter().map(|k| k.value.clone()).collect(),
        codes: front.codes.clone(),
        identifier: identifier(input, language),
        isbn: front
            .isbn
            .iter()
            .map(|(format, isbn)| (format.clone(), isbn.value.clone()))
            .collect(),
        canonical_url: text(&front.canonical_url),
        feedback_url: text(&front.feedback_url),
        license: text(&front.license),
    }
}

fn day(value: &Option<Spanned<Date>>) -> Option<Date> {
    value.as_ref().map(|date| date.value)
}

/// The title, else the slug made readable: every format needs one.
fn title(input: &Input, report: &mut Vec<Diagnostic>) -> String {
    let written = input.article.front.title.as_ref().map(|t| t.value.trim());
    if let Some(title) = written.filter(|title| !title.is_empty()) {
        return title.to_owned();
    }
    let title = from_slug(&input.article.slug);
    report.push(
        Diagnostic::warning(
            "missing-title",
            front_span(input.article),
            format!("the article has no title; it is called \"{title}\""),
        )
        .hint("write `title:` in the front matter, or start the text with `# The title`"),
    );
    title
}

/// "growth-hormone" as "Growth hormone".
fn from_slug(slug: &str) -> String {
    let words = slug.replace(['-', '_'], " ");
    let words = words.trim();
    let mut letters = words.chars();
    match letters.next() {
        Some(first) => first.to_uppercase().chain(letters).collect(),
        None => "Untitled".to_owned(),
    }
}

/// Reviewed, else published, else what the build was told, else the epoch.
fn date(input: &Input, report: &mut Vec<Diagnostic>) -> Date {
    let Front {
        reviewed,
        published,
        ..
    } = &input.article.front;
    let known = day(reviewed)
        .or(day(published))
        .or(input.library.fallback_date);
    known.unwrap_or_else(|| {
        let message = "the article has no date; documents carry 1970-01-01";
        report.push(
            Diagnostic::warning("no-date", front_span(input.article), message)
                .hint("write `reviewed:` or `published:` in the front matter"),
        );
        Date::EPOCH
    })
}

/// As written, else a version 5 UUID of the canonical URL or the slug. It stays
/// from version to version, so nothing that changes between them goes in; a
/// translation shares its original's slug, so its language goes in.
fn identifier(input: &Input, language: &Language) -> String {
    let front = &input.article.front;
    if let Some(identifier) = &front.identifier {
        return identifier.value.clone();
    }
    let translated =
        front.translation_of.is_some() || language.primary() != input.library.language.primary();
    if let Some(translation) = input.translation {
        let source = &translation.source;
        // Of its own address or the source's; in any case with its language, since
        // somebody may give both one address.
        let url = front.canonical_url.as_ref();
        let name = match url.or(source.front.canonical_url.as_ref()) {
            Some(url) => url.value.clone(),
            None => format!("pamphlet:{}", source.slug),
        };
        return urn(&format!("{name}.{language}"));
    }
    let name = match (&front.canonical_url, translated) {
        (Some(url), _) => url.value.clone(),
        (None, false) => format!("pamphlet:{}", input.article.slug),
        (None, true) => format!("pamphlet:{}.{language}", input.article.slug),
    };
    urn(&name)
}

/// A lasting identifier made of a name.
pub(crate) fn urn(name: &str) -> String {
    let id = Uuid::new_v5(&Uuid::NAMESPACE_URL, name.as_bytes());
    format!("urn:uuid:{id}")
}
