//! The page as a schema.org `MedicalWebPage`, in JSON-LD.

use pamphlet_core::Edition;
use pamphlet_core::front::Person;

use super::Options;

/// A JSON value; objects keep the order given, so that the bytes do.
enum Json {
    Text(String),
    Truth(bool),
    List(Vec<Json>),
    Object(Vec<(&'static str, Json)>),
}

pub(super) fn page(edition: &Edition, options: &Options) -> String {
    let metadata = &edition.metadata;
    let id = metadata
        .canonical_url
        .as_ref()
        .unwrap_or(&metadata.identifier);
    let mut node = vec![
        ("@context", string("https://schema.org")),
        ("@type", string("MedicalWebPage")),
        ("@id", string(id)),
        ("name", string(&metadata.title)),
        ("inLanguage", languages(edition)),
        ("identifier", string(&metadata.identifier)),
    ];
    let mut optional = |key, value: Option<&String>| {
        node.extend(value.map(|value| (key, string(value))));
    };
    optional("alternativeHeadline", metadata.subtitle.as_ref());
    optional("description", metadata.description.as_ref());
    optional("url", metadata.canonical_url.as_ref());
    optional("version", metadata.version.as_ref());
    optional("license", metadata.license.as_ref());
    let dates = [
        ("datePublished", metadata.published),
        ("dateModified", metadata.reviewed),
        ("lastReviewed", metadata.reviewed),
        ("expires", metadata.next_review),
    ];
    for (key, date) in dates {
        node.extend(date.map(|date| (key, string(&date.to_string()))));
    }
    node.extend(people("author", &metadata.authors));
    node.extend(people("reviewedBy", &metadata.reviewers));
    if let Some(publisher) = &metadata.publisher {
        let mut body = vec![
            ("@type", string("Organization")),
            ("name", string(&publisher.name)),
        ];
        body.extend(publisher.url.as_ref().map(|url| ("url", string(url))));
        node.push(("publisher", Json::Object(body)));
    }
    if !metadata.keywords.is_empty() {
        let words = metadata.keywords.iter().map(|word| string(word));
        node.push(("keywords", Json::List(words.collect())));
    }
    let patients = vec![
        ("@type", string("MedicalAudience")),
        ("audienceType", string("Patient")),
    ];
    node.push(("audience", Json::Object(patients)));
    if !metadata.codes.is_empty() {
        node.push(("about", about(edition)));
    }
    node.push(("isAccessibleForFree", Json::Truth(true)));
    if !options.siblings.is_empty() {
        node.push(("encoding", encodings(options)));
    }
    let mut out = String::new();
    push(&Json::Object(node), &mut out);
    out
}

/// One, or both of those that stand side by side.
fn languages(edition: &Edition) -> Json {
    let own = string(edition.language.tag());
    match &edition.beside {
        None => own,
        Some(beside) => Json::List(vec![own, string(beside.language.tag())]),
    }
}

fn people(key: &'static str, people: &[Person]) -> Option<(&'static str, Json)> {
    let person = |person: &Person| {
        let mut out = vec![("@type", string("Person")), ("name", string(&person.name))];
        out.extend(person.role.as_ref().map(|role| ("jobTitle", string(role))));
        let credential = person.credential.as_ref();
        out.extend(credential.map(|c| ("honorificSuffix", string(c))));
        let orcid = person.orcid.as_ref();
        out.extend(orcid.map(|id| ("sameAs", string(&format!("https://orcid.org/{id}")))));
        Json::Object(out)
    };
    (!people.is_empty()).then(|| (key, Json::List(people.iter().map(person).collect())))
}

fn about(edition: &Edition) -> Json {
    let codes = edition.metadata.codes.iter().map(|code| {
        Json::Object(vec![
            ("@type", string("MedicalCode")),
            ("codeValue", string(&code.code)),
            ("codingSystem", string(&code.system)),
        ])
    });
    Json::Object(vec![
        ("@type", string("MedicalEntity")),
        ("name", string(&edition.metadata.title)),
        ("code", Json::List(codes.collect())),
    ])
}

fn encodings(options: &Options) -> Json {
    let encodings = options.siblings.iter().map(|sibling| {
        Json::Object(vec![
            ("@type", string("MediaObject")),
            ("contentUrl", string(&sibling.href)),
            ("encodingFormat", string(&sibling.media_type)),
        ])
    });
    Json::List(encodings.collect())
}

fn string(text: &str) -> Json {
    Json::Text(text.to_owned())
}

fn push(value: &Json, out: &mut String) {
    match value {
        Json::Text(text) => push_string(text, out),
        Json::Truth(truth) => out.push_str(if *truth { "true" } else { "false" }),
        Json::List(values) => {
            out.push('[');
            for (i, value) in values.iter().enumerate() {
                if i > 0 {
                    out.push(',');
                }
                push(value, out);
            }
            out.push(']');
        }
        Json::Object(fields) => {
            out.push('{');
            for (i, (key, value)) in fields.iter().enumerate() {
                if i > 0 {
                    out.push(',');
                }
                push_string(key, out);
                out.push(':');
                push(value, out);
            }
            out.push('}');
        }
    }
}

fn push_string(text: &str, out: &mut String) {
    out.push('"');
    for c in text.chars() {
        match c {
            '"' => out.push_str("\\\""),
            '\\' => out.push_str("\\\\"),
            c if c.is_control() || matches!(c, '\u{2028}' | '\u{2029}') => {
                out.push_str(&format!("\\u{:04x}", c as u32));
            }
            c => out.push(c),
        }
    }
    out.push('"');
}
