//! Authors and reviewers: a name, a list of names, or names with particulars.

use pamphlet_core::diagnostic::Diagnostic;
use pamphlet_core::front::Person;
use pamphlet_core::yaml::{Yaml, YamlKind};

use crate::front::{text, unknown_key, wrong_type};

const KEYS: [&str; 4] = ["name", "role", "credential", "orcid"];

/// Reads the people of a key.
pub fn people(faults: &mut Vec<Diagnostic>, key: &str, value: &Yaml) -> Vec<Person> {
    match &value.kind {
        YamlKind::Null => Vec::new(),
        YamlKind::Sequence(members) => members
            .iter()
            .filter_map(|member| person(faults, key, member))
            .collect(),
        _ => person(faults, key, value).into_iter().collect(),
    }
}

fn person(faults: &mut Vec<Diagnostic>, key: &str, value: &Yaml) -> Option<Person> {
    let hint = format!("write `{key}: [{{name: A. Author, role: Pharmacist}}]`");
    if value.members().is_some() || value.is_null() {
        wrong_type(faults, key, value, "names", &hint);
        return None;
    }
    let Some(entries) = value.entries() else {
        let name = text(faults, key, value)?;
        return Some(Person {
            span: value.span,
            name: name.value,
            role: None,
            credential: None,
            orcid: None,
        });
    };
    let known = faults.len();
    for (field, _) in entries {
        match field.value.as_str() {
            known if KEYS.contains(&known) => {}
            "affiliation" | "affiliations" | "email" | "url" | "degrees" | "corresponding"
            | "department" => {
                let message = format!("`{}` is not read here", field.value);
                let fault = Diagnostic::warning("foreign-key", field.span, message);
                faults.push(fault.hint("say it in `role:` or `credential:`"));
            }
            _ => unknown_key(faults, field, &KEYS),
        }
    }
    let mut part = |name: &str| text(faults, name, value.get(name)?).map(|text| text.value);
    let (name, role) = (part("name"), part("role"));
    let (credential, orcid) = (part("credential"), part("orcid"));
    let Some(name) = name else {
        if faults.len() > known {
            return None;
        }
        let message = format!("a person in `{key}` has no name");
        faults.push(Diagnostic::error("wrong-value", value.span, message).hint(hint));
        return None;
    };
    Some(Person {
        span: value.span,
        name,
        role,
        credential,
        orcid,
    })
}
