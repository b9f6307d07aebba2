//! `glossary.yaml`, and inline Markdown that stands in YAML.

use pamphlet_core::Diagnostic;
use pamphlet_core::diagnostic::settle;
use pamphlet_core::glossary::{Glossary, GlossaryEntry};
use pamphlet_core::inline::Inline;
use pamphlet_core::span::{FileId, Sources, Span, Spanned};
use pamphlet_core::yaml::{self, Yaml};

use crate::front::{text, texts, unknown_key, wrong_type};
use crate::page::Page;
use crate::reader::Reader;
use crate::{bytes, parse};

const KEYS: [&str; 6] = [
    "term",
    "short",
    "aliases",
    "plain",
    "definition",
    "see-also",
];

/// Reads a glossary. It cannot fail: entries that cannot be read are left out
/// and reported.
pub fn read_glossary(
    path: &str,
    content: &[u8],
    sources: &mut Sources,
) -> (Glossary, Vec<Diagnostic>) {
    let mut faults = Vec::new();
    let (file, _) = bytes::decode(path, content, sources, &mut faults);
    let text = std::sync::Arc::clone(&sources.get(file).text);
    let (value, mut yaml_faults) = yaml::parse(&text, file, 0);
    faults.append(&mut yaml_faults);
    let mut glossary = Glossary::default();
    let hint = "write `growth-hormone: {term: growth hormone, short: GH, definition: …}`";
    match value.as_ref().map(|value| (value, value.entries())) {
        Some((_, Some(entries))) => {
            for (key, value) in entries {
                let entry = entry(key, value, file, sources, &mut faults);
                glossary.entries.extend(entry);
            }
        }
        Some((value, None)) if !value.is_null() => {
            wrong_type(
                &mut faults,
                "glossary",
                value,
                "terms with what is said of them",
                hint,
            );
        }
        _ => {}
    }
    settle(&mut faults);
    (glossary, faults)
}

fn entry(
    key: &Spanned<String>,
    value: &Yaml,
    file: FileId,
    sources: &mut Sources,
    faults: &mut Vec<Diagnostic>,
) -> Option<GlossaryEntry> {
    let hint = format!("write `{}: {{term: …, definition: …}}`", key.value);
    let Some(entries) = value.entries() else {
        wrong_type(faults, &key.value, value, "a map", &hint);
        return None;
    };
    for (field, _) in entries {
        if !KEYS.contains(&field.value.as_str()) {
            unknown_key(faults, field, &KEYS);
        }
    }
    let mut part = |name: &str| text(faults, name, value.get(name)?);
    let (term, short, plain) = (part("term"), part("short"), part("plain"));
    let mut list = |name: &str| value.get(name).map(|v| texts(faults, name, v));
    let aliases = list("aliases").unwrap_or_default();
    let see_also = list("see-also").unwrap_or_default();
    let definition = value
        .get("definition")
        .and_then(|v| text(faults, "definition", v).map(|text| (text, v)));
    let definition = match definition {
        Some((text, value)) => {
            read_inlines(&text.value, place(value, &text), file, sources, faults)
        }
        None => Vec::new(),
    };
    // The key says what the term is, where nothing else does.
    let term = term.unwrap_or_else(|| Spanned::new(key.value.replace('-', " "), key.span));
    Some(GlossaryEntry {
        span: key.span.join(value.span),
        key: key.clone(),
        term,
        short,
        aliases,
        plain,
        definition,
        see_also,
        shared: false,
    })
}

fn place(value: &Yaml, text: &Spanned<String>) -> Span {
    match value.text_span.is_none() {
        true => value.span,
        false => text.span,
    }
}

/// Reads inline Markdown. Where `span` covers `text` byte for byte every inline
/// gets its own place; else each has the place of the whole.
pub fn read_inlines(
    text: &str,
    span: Span,
    file: FileId,
    sources: &mut Sources,
    faults: &mut Vec<Diagnostic>,
) -> Vec<Inline> {
    let exact = sources.text(span) == text && !text.contains(['\n', '\r']);
    let page = match exact {
        true => Page::inline(file, text, span.start()),
        false => Page::loose(file, text, span),
    };
    if let Some(fault) = parse::too_deep(&page) {
        faults.push(fault);
        return Vec::new();
    }
    let none = |_: &str| Err(Vec::new());
    let mut reader = Reader::new(sources, &none);
    let inlines = reader.piece(&page);
    faults.append(&mut reader.faults);
    if let Some(note) = reader.notes.first() {
        let fault = Diagnostic::error(
            "stray-footnote",
            note.meta.span,
            "a footnote cannot stand here",
        );
        faults.push(fault.hint("say it in the text"));
    }
    inlines
}
