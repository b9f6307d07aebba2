//! Attributes in braces.

use pamphlet_core::node::Attributes;

/// Writes attributes, with the text alternative of a formula.
pub fn write(attributes: &Attributes, alt: Option<&str>) -> String {
    let mut parts = Vec::new();
    if let Some(id) = &attributes.id {
        parts.push(match is_name(&id.value) {
            true => format!("#{}", id.value),
            false => format!("id={}", quoted(&id.value)),
        });
    }
    parts.extend(attributes.classes.iter().map(|class| format!(".{class}")));
    if let Some(lang) = &attributes.lang {
        parts.push(match is_name(&lang.value) {
            true => format!("lang={}", lang.value),
            false => format!("lang={}", quoted(&lang.value)),
        });
    }
    parts.extend(alt.map(|alt| format!("alt={}", quoted(alt))));
    let pairs = &attributes.pairs;
    parts.extend(
        pairs
            .iter()
            .map(|(key, value)| format!("{key}={}", quoted(value))),
    );
    match parts.is_empty() {
        true => String::new(),
        false => format!("{{{}}}", parts.join(" ")),
    }
}

fn is_name(text: &str) -> bool {
    let is = |c: char| c.is_alphanumeric() || matches!(c, '-' | '_' | ':' | '.' | '%' | '/');
    !text.is_empty() && text.chars().all(is)
}

/// A value in quotation marks; marks that mean something in a line are escaped.
fn quoted(value: &str) -> String {
    let mut out = String::from("\"");
    for c in value.chars() {
        match c {
            '\n' | '\r' => out.push(' '),
            '"' | '\\' | '*' | '_' | '`' | '$' | '[' | ']' | '<' | '>' | '~' | '^' | '&' | '@'
            | '{' | '}' | '!' => out.extend(['\\', c]),
            c => out.push(c),
        }
    }
    out.push('"');
    out
}
