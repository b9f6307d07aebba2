//! What a page says of itself: language, author, dates, address.

use pamphlet_core::date::Date;
use pamphlet_core::front::{Front, Person};
use pamphlet_core::language::Language;
use pamphlet_core::span::{Span, Spanned};
use scraper::{ElementRef, Html};
use url::Url;

use super::element::{NodeRef, name, place, within, words};
use crate::report::{Decision, Kind, Place, Report};

/// Reads the front matter of a page, all but its title.
pub fn read(html: &Html, report: &mut Report) -> Front {
    let root = html.root_element();
    let mut front = Front::default();
    if let Some(lang) = root.attr("lang").or_else(|| root.attr("xml:lang"))
        && let Some(language) = Language::parse(lang.trim())
    {
        report.say(
            place(&root),
            Kind::Language,
            95,
            format!("the page says that it is in `{}`", language.tag()),
        );
        front.lang = Some(Spanned::made(language.tag().to_owned()));
    }
    for element in within(root) {
        match name(&element) {
            "meta" => meta(&element, &mut front, report),
            "link" if element.attr("rel") == Some("canonical") => {
                address(element.attr("href"), &element, &mut front, report);
            }
            "time" => time(&element, &mut front, report),
            "script" if element.attr("type") == Some("application/ld+json") => {
                let text: String = element.text().collect();
                linked_data(&text, place(&element), &mut front, report);
            }
            _ => {}
        }
    }
    front
}

fn meta(element: &ElementRef, front: &mut Front, report: &mut Report) {
    let key = ["name", "property", "itemprop", "http-equiv"]
        .iter()
        .find_map(|it| element.attr(it));
    let (Some(key), Some(content)) = (key, element.attr("content")) else {
        return;
    };
    let content = content.split_whitespace().collect::<Vec<_>>().join(" ");
    if content.is_empty() {
        return;
    }
    let at = place(element);
    match key.to_ascii_lowercase().as_str() {
        "author" | "dcterms.creator" | "dc.creator" | "citation_author" => {
            if front.authors.iter().any(|it| it.name == content) || content.contains("://") {
                return;
            }
            said(report, at, "authors", &content);
            front.authors.push(Person {
                span: Span::NONE,
                name: content,
                role: None,
                credential: None,
                orcid: None,
            });
        }
        "description" => {
            let message = format!(
                "the page describes itself as \u{201c}{content}\u{201d}; that is not taken for its `purpose`"
            );
            report.say(at, Kind::Front, 100, message);
        }
        "keywords" | "dcterms.subject" => {
            for word in content.split([',', ';']).map(str::trim) {
                if !word.is_empty() && !front.keywords.iter().any(|it| it.value == word) {
                    front.keywords.push(Spanned::made(word.to_owned()));
                }
            }
            said(report, at, "keywords", &content);
        }
        "og:url" if front.canonical_url.is_none() => {
            address(Some(&content), element, front, report);
        }
        "language" | "content-language" | "dcterms.language" if front.lang.is_none() => {
            if let Some(language) = Language::parse(&content) {
                said(report, at, "lang", language.tag());
                front.lang = Some(Spanned::made(language.tag().to_owned()));
            }
        }
        key => dated(key, &content, at, front, report),
    }
}

fn said(report: &mut Report, at: Place, key: &str, value: &str) {
    let message = format!("`{key}` is what the page says of itself: {value}");
    report.say(at, Kind::Front, 90, message);
}

fn address(href: Option<&str>, element: &ElementRef, front: &mut Front, report: &mut Report) {
    let Some(url) = href.and_then(|href| Url::parse(href.trim()).ok()) else {
        return;
    };
    if matches!(url.scheme(), "http" | "https") {
        said(report, place(element), "canonical-url", url.as_str());
        front.canonical_url = Some(Spanned::made(url.to_string()));
    }
}

/// Takes a date by the name under which the page gives it.
fn dated(key: &str, value: &str, at: Place, front: &mut Front, report: &mut Report) {
    let key = key.to_ascii_lowercase();
    let Some(date) = date(value) else {
        return;
    };
    let is = |names: &[&str]| names.iter().any(|name| key == *name);
    let slot = if is(&[
        "lastreviewed",
        "dcterms.reviewed",
        "last-reviewed",
        "datereviewed",
        "reviewed",
    ]) {
        &mut front.reviewed
    } else if is(&[
        "nextreview",
        "next-review",
        "dcterms.valid",
        "next-review-date",
    ]) {
        &mut front.next_review
    } else if is(&[
        "article:published_time",
        "datepublished",
        "dcterms.issued",
        "dcterms.created",
        "dcterms.date",
        "dc.date",
        "dc.date.issued",
        "citation_publication_date",
        "date",
        "published",
    ]) {
        &mut front.published
    } else if is(&[
        "article:modified_time",
        "datemodified",
        "dcterms.modified",
        "dc.date.modified",
        "last-modified",
        "og:updated_time",
    ]) {
        if front.custom.iter().all(|(key, _)| key != "modified") {
            let message = format!(
                "the page was changed on {date}: noted as `custom: modified`, since a change is no review"
            );
            report.say(at, Kind::Front, 90, message);
            front
                .custom
                .push(("modified".to_owned(), Spanned::made(date.to_string())));
        }
        return;
    } else {
        return;
    };
    if slot.is_none() {
        *slot = Some(Spanned::made(date));
        let message = format!("the page gives the date {date} as `{key}`");
        report.say(at, Kind::Front, 90, message);
    }
}

fn date(text: &str) -> Option<Date> {
    let text = text.trim();
    let day = text.get(..10)?;
    let rest = &text[10..];
    (rest.is_empty() || rest.starts_with(['T', ' '])).then(|| Date::parse(day))?
}

/// `<time datetime=…>` behind words such as "Page last reviewed".
fn time(element: &ElementRef, front: &mut Front, report: &mut Report) {
    let Some(value) = element.attr("datetime") else {
        return;
    };
    let above = element
        .parent()
        .map(|it: NodeRef| words(it))
        .unwrap_or_default();
    let shown = words(NodeRef::clone(element)).to_lowercase();
    let above = above.to_lowercase();
    let before = above.split(&shown).next().unwrap_or_default();
    let before: Vec<&str> = before.split_whitespace().rev().take(5).collect();
    let says = |stems: &[&str]| {
        before
            .iter()
            .any(|word| stems.iter().any(|it| word.starts_with(it)))
    };
    let reviewed = says(&[
        "review",
        "geprüft",
        "überprüft",
        "revisad",
        "revisión",
        "revisto",
        "révis",
    ]);
    let next = says(&["next", "nächste", "próxima", "prochain"]);
    let published = says(&["publi", "veröffentlicht", "issued"])
        || element.attr("itemprop") == Some("datePublished");
    let key = match (reviewed, next, published) {
        (true, true, _) => "nextreview",
        (true, false, _) => "lastreviewed",
        (false, _, true) => "published",
        (false, ..) => return,
    };
    dated(key, value, place(element), front, report);
}

/// Dates in schema.org data.
fn linked_data(text: &str, at: Place, front: &mut Front, report: &mut Report) {
    for key in ["lastReviewed", "datePublished", "dateModified"] {
        let Some((_, rest)) = text.split_once(&format!("\"{key}\"")) else {
            continue;
        };
        let value = rest.trim_start().strip_prefix(':').map(str::trim_start);
        if let Some(value) = value.and_then(|it| it.strip_prefix('"')) {
            let value = value.split('"').next().unwrap_or_default();
            dated(key, value, at, front, report);
        }
    }
}

/// Names the words of a title that gave way.
pub fn other_title(at: Place, title: &str, report: &mut Report) {
    let message = format!("the page's name \u{201c}{title}\u{201d} gives way to its first heading");
    report.add(Decision::new(at, Kind::Title, 95, message).dropping(title));
}
