//! The package document: what the book is, which files it has, in what order
//! they are read.

use pamphlet_core::edition::{Edition, Metadata};

use crate::accessibility::{CONFORMS_TO, Findings};
use crate::xml::Xml;

/// A file that the package names.
pub(crate) struct Item {
    /// Its id in the package.
    pub(crate) id: String,
    /// The path from the package document.
    pub(crate) href: String,
    /// Media type.
    pub(crate) media_type: &'static str,
    /// `nav`, `cover-image`, `mathml`.
    pub(crate) properties: Option<&'static str>,
    /// Whether it is a page of the reading order.
    pub(crate) in_spine: bool,
}

/// What the package says beside the edition's own facts.
pub(crate) struct Claims<'a> {
    /// What is in the book.
    pub(crate) findings: &'a Findings,
    /// The print edition that the page list follows.
    pub(crate) page_source: Option<&'a str>,
}

/// The package document's text.
pub(crate) fn encode(edition: &Edition, items: &[Item], claims: &Claims) -> String {
    let tag = edition.language.tag();
    let mut xml = Xml::new();
    let package = [
        ("xmlns", "http://www.idpf.org/2007/opf"),
        ("version", "3.0"),
        ("unique-identifier", "identifier"),
        ("xml:lang", tag),
        ("dir", edition.language.direction().name()),
    ];
    xml.open("package", &package);
    xml.open(
        "metadata",
        &[("xmlns:dc", "http://purl.org/dc/elements/1.1/")],
    );
    identity(&mut xml, edition);
    people(&mut xml, &edition.metadata);
    subjects(&mut xml, &edition.metadata);
    accessibility(&mut xml, edition, claims);
    // For reading systems of EPUB 2, which know no `cover-image`.
    if let Some(cover) = items
        .iter()
        .find(|item| item.properties == Some("cover-image"))
    {
        xml.empty("meta", &[("name", "cover"), ("content", &cover.id)]);
    }
    xml.close();
    manifest(&mut xml, items);
    let direction = edition.language.direction().name();
    xml.open("spine", &[("page-progression-direction", direction)]);
    for item in items.iter().filter(|item| item.in_spine) {
        xml.empty("itemref", &[("idref", &item.id)]);
    }
    xml.finish()
}

fn identity(xml: &mut Xml, edition: &Edition) {
    let metadata = &edition.metadata;
    xml.leaf(
        "dc:identifier",
        &[("id", "identifier")],
        &metadata.identifier,
    );
    if let Some(isbn) = metadata.isbn.get("epub") {
        xml.leaf("dc:identifier", &[("id", "isbn")], &isbn_urn(isbn));
    }
    xml.leaf("dc:title", &[("id", "title")], &metadata.title);
    if let Some(subtitle) = &metadata.subtitle {
        property(xml, "title-type", Some("#title"), "main");
        xml.leaf("dc:title", &[("id", "subtitle")], subtitle);
        property(xml, "title-type", Some("#subtitle"), "subtitle");
    }
    xml.leaf("dc:language", &[], edition.language.tag());
    if let Some(beside) = &edition.beside {
        xml.leaf("dc:language", &[], beside.language.tag());
    }
    xml.leaf("dc:date", &[], &metadata.date.to_string());
    property(
        xml,
        "dcterms:modified",
        None,
        &format!("{}T00:00:00Z", metadata.date),
    );
    if let Some(description) = &metadata.description {
        xml.leaf("dc:description", &[], description);
    }
    if let Some(license) = &metadata.license {
        xml.leaf("dc:rights", &[], license);
    }
}

fn people(xml: &mut Xml, metadata: &Metadata) {
    for (i, author) in metadata.authors.iter().enumerate() {
        person(
            xml,
            "dc:creator",
            &format!("author-{}", i + 1),
            &author.name,
            "aut",
        );
    }
    if metadata.authors.is_empty()
        && let Some(publisher) = &metadata.publisher
    {
        person(xml, "dc:creator", "author-1", &publisher.name, "aut");
    }
    for (i, reviewer) in metadata.reviewers.iter().enumerate() {
        person(
            xml,
            "dc:contributor",
            &format!("reviewer-{}", i + 1),
            &reviewer.name,
            "rev",
        );
    }
    if let Some(publisher) = &metadata.publisher {
        xml.leaf("dc:publisher", &[], &publisher.name);
    }
}

fn person(xml: &mut Xml, element: &'static str, id: &str, name: &str, role: &str) {
    xml.leaf(element, &[("id", id)], name);
    let refines = format!("#{id}");
    let attributes = [
        ("refines", refines.as_str()),
        ("property", "role"),
        ("scheme", "marc:relators"),
    ];
    xml.leaf("meta", &attributes, role);
}

fn subjects(xml: &mut Xml, metadata: &Metadata) {
    for keyword in &metadata.keywords {
        xml.leaf("dc:subject", &[], keyword);
    }
    for (i, code) in metadata.codes.iter().enumerate() {
        let id = format!("code-{}", i + 1);
        let words = format!("{} {}", code.system, code.code);
        xml.leaf("dc:subject", &[("id", &id)], &words);
        let refines = format!("#{id}");
        property(xml, "authority", Some(&refines), &code.system);
        property(xml, "term", Some(&refines), &code.code);
    }
}

fn accessibility(xml: &mut Xml, edition: &Edition, claims: &Claims) {
    let findings = claims.findings;
    for mode in findings.modes() {
        property(xml, "schema:accessMode", None, mode);
    }
    property(xml, "schema:accessModeSufficient", None, "textual");
    for feature in findings.features() {
        property(xml, "schema:accessibilityFeature", None, feature);
    }
    property(xml, "schema:accessibilityHazard", None, "none");
    let words = edition.words;
    let summary = [
        ("property", "schema:accessibilitySummary"),
        ("xml:lang", words.language),
    ];
    xml.leaf("meta", &summary, &findings.summary(words));
    if findings.pages > 0 {
        let source = match claims.page_source {
            Some(source) if is_isbn(source) => isbn_urn(source),
            Some(source) => source.to_owned(),
            None => format!("{} (PDF)", edition.metadata.title),
        };
        property(xml, "pageBreakSource", None, &source);
    }
    // Nobody answers for a claim without a name.
    if let Some(publisher) = &edition.metadata.publisher {
        xml.leaf(
            "meta",
            &[("property", "dcterms:conformsTo"), ("id", "conformance")],
            CONFORMS_TO,
        );
        property(
            xml,
            "a11y:certifiedBy",
            Some("#conformance"),
            &publisher.name,
        );
    }
}

fn manifest(xml: &mut Xml, items: &[Item]) {
    xml.open("manifest", &[]);
    for item in items {
        let mut attributes = vec![
            ("id", item.id.as_str()),
            ("href", item.href.as_str()),
            ("media-type", item.media_type),
        ];
        attributes.extend(item.properties.map(|properties| ("properties", properties)));
        xml.empty("item", &attributes);
    }
    xml.close();
}

fn property(xml: &mut Xml, name: &str, refines: Option<&str>, value: &str) {
    match refines {
        Some(refines) => xml.leaf("meta", &[("refines", refines), ("property", name)], value),
        None => xml.leaf("meta", &[("property", name)], value),
    }
}

/// Whether a text is an ISBN, with or without hyphens and prefix.
fn is_isbn(text: &str) -> bool {
    let bare = bare_isbn(text);
    matches!(bare.len(), 10 | 13)
        && bare.chars().rev().skip(1).all(|c| c.is_ascii_digit())
        && bare.ends_with(|c: char| c.is_ascii_digit() || c == 'X')
}

fn isbn_urn(isbn: &str) -> String {
    format!("urn:isbn:{}", bare_isbn(isbn))
}

fn bare_isbn(text: &str) -> String {
    let text = text.trim();
    let text = text
        .strip_prefix("urn:isbn:")
        .or_else(|| text.strip_prefix("ISBN"))
        .unwrap_or(text);
    text.chars()
        .filter(|c| !matches!(c, '-' | ' ' | ':'))
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_isbn_is_known_by_its_shape() {
        assert!(is_isbn("978-3-16-148410-0") && is_isbn("urn:isbn:080442957X"));
        assert!(!is_isbn("the print edition") && !is_isbn("12345"));
        assert_eq!(isbn_urn("ISBN 978-3-16-148410-0"), "urn:isbn:9783161484100");
    }
}
