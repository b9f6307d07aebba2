//! Front matter as YAML, keys in the order of the format's documentation.

use pamphlet_core::front::{Front, Person};
use pamphlet_core::span::Spanned;

/// Writes the front matter with its `---` lines; nothing for nothing.
pub fn write(front: &Front) -> String {
    let mut out = Yaml::default();
    out.text("title", &front.title);
    out.text("subtitle", &front.subtitle);
    out.text("lang", &front.lang);
    out.text("purpose", &front.purpose);
    out.text("main-message", &front.main_message);
    out.people("authors", &front.authors);
    out.people("reviewers", &front.reviewers);
    out.plain(
        "patient-reviewed",
        front.patient_reviewed.as_ref().map(|p| p.value),
    );
    out.text("owner", &front.owner);
    out.plain("status", front.status.as_ref().map(|s| s.value.name()));
    out.text("version", &front.version);
    out.plain("published", front.published.as_ref().map(|d| d.value));
    out.plain("reviewed", front.reviewed.as_ref().map(|d| d.value));
    out.plain("next-review", front.next_review.as_ref().map(|d| d.value));
    out.text("supersedes", &front.supersedes);
    out.text("translation-of", &front.translation_of);
    out.text("source-version", &front.source_version);
    out.texts("keywords", &front.keywords);
    out.codes(front);
    out.text("identifier", &front.identifier);
    out.map("isbn", front.isbn.iter().map(|(key, v)| (key, &v.value)));
    out.text("canonical-url", &front.canonical_url);
    out.text("feedback-url", &front.feedback_url);
    out.text("urgent-help", &front.urgent_help);
    out.text("license", &front.license);
    out.text("disclaimer", &front.disclaimer);
    out.text("funding", &front.funding);
    out.text("conflicts", &front.conflicts);
    out.texts("nocite", &front.nocite);
    out.text("csl", &front.csl);
    out.map(
        "allow",
        front
            .allow
            .iter()
            .map(|(rule, why)| (&rule.value, &why.value)),
    );
    out.map(
        "custom",
        front.custom.iter().map(|(key, v)| (key, &v.value)),
    );
    match out.text.is_empty() {
        true => String::new(),
        false => format!("---\n{}---\n", out.text),
    }
}

#[derive(Default)]
struct Yaml {
    text: String,
}

impl Yaml {
    fn line(&mut self, key: &str, value: &str) {
        self.text.push_str(&format!("{key}: {value}\n"));
    }

    fn plain(&mut self, key: &str, value: Option<impl ToString>) {
        if let Some(value) = value {
            self.line(key, &value.to_string());
        }
    }

    fn text(&mut self, key: &str, value: &Option<Spanned<String>>) {
        if let Some(value) = value {
            self.line(key, &scalar(&value.value));
        }
    }

    fn texts(&mut self, key: &str, values: &[Spanned<String>]) {
        if values.is_empty() {
            return;
        }
        self.text.push_str(&format!("{key}:\n"));
        for value in values {
            self.text
                .push_str(&format!("  - {}\n", scalar(&value.value)));
        }
    }

    fn map<'a>(&mut self, key: &str, entries: impl Iterator<Item = (&'a String, &'a String)>) {
        for (i, (name, value)) in entries.enumerate() {
            if i == 0 {
                self.text.push_str(&format!("{key}:\n"));
            }
            self.line(&format!("  {}", scalar(name)), &scalar(value));
        }
    }

    fn people(&mut self, key: &str, people: &[Person]) {
        for (i, person) in people.iter().enumerate() {
            if i == 0 {
                self.text.push_str(&format!("{key}:\n"));
            }
            self.line("  - name", &scalar(&person.name));
            let more = [
                ("role", &person.role),
                ("credential", &person.credential),
                ("orcid", &person.orcid),
            ];
            for (name, value) in more {
                if let Some(value) = value {
                    self.line(&format!("    {name}"), &scalar(value));
                }
            }
        }
    }

    fn codes(&mut self, front: &Front) {
        for (i, code) in front.codes.iter().enumerate() {
            if i == 0 {
                self.text.push_str("codes:\n");
            }
            self.line("  - system", &scalar(&code.system));
            self.line("    code", &scalar(&code.code));
        }
    }
}

/// Text as a scalar: bare where nobody can take it as something else.
pub fn scalar(text: &str) -> String {
    let word = |c: char| {
        c.is_alphanumeric() || matches!(c, ' ' | '-' | '.' | ',' | '/' | '(' | ')' | '\'')
    };
    let reserved = ["true", "false", "null", "yes", "no", "on", "off"];
    let bare = text.starts_with(char::is_alphabetic)
        && !text.ends_with(' ')
        && text.chars().all(word)
        && !reserved.contains(&text.to_lowercase().as_str());
    match bare {
        true => text.to_owned(),
        false => quoted(text),
    }
}

/// Text as a scalar between quotation marks.
pub fn quoted(text: &str) -> String {
    let mut out = String::from("\"");
    for c in text.chars() {
        match c {
            '"' | '\\' => out.extend(['\\', c]),
            '\n' => out.push_str("\\n"),
            '\r' => out.push_str("\\r"),
            '\t' => out.push_str("\\t"),
            '\u{85}' | '\u{A0}' | '\u{2028}' | '\u{2029}' | '\u{FEFF}' => {
                out.push_str(&format!("\\u{:04X}", u32::from(c)));
            }
            c if c.is_control() => out.push_str(&format!("\\u{:04X}", u32::from(c))),
            c => out.push(c),
        }
    }
    out.push('"');
    out
}
