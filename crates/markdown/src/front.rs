//! Front matter: finds it and types every key.

use pamphlet_core::date::Date;
use pamphlet_core::diagnostic::{Diagnostic, nearest};
use pamphlet_core::front::{Code, Front, Status};
use pamphlet_core::language::Language;
use pamphlet_core::span::{FileId, Span, Spanned};
use pamphlet_core::yaml::{self, Yaml, YamlKind};

use crate::people::people;

/// Every key that front matter may have.
pub const KEYS: [&str; 34] = [
    "title",
    "subtitle",
    "lang",
    "purpose",
    "main-message",
    "authors",
    "author",
    "reviewers",
    "patient-reviewed",
    "owner",
    "status",
    "version",
    "published",
    "reviewed",
    "next-review",
    "supersedes",
    "translation-of",
    "source-version",
    "keywords",
    "codes",
    "identifier",
    "isbn",
    "canonical-url",
    "feedback-url",
    "urgent-help",
    "license",
    "disclaimer",
    "funding",
    "conflicts",
    "nocite",
    "csl",
    "allow",
    "custom",
    "date",
];

/// Keys that tell pandoc, Quarto, R Markdown or Jekyll how to build.
const FOREIGN: [&str; 44] = [
    "format",
    "output",
    "bibliography",
    "toc",
    "toc-depth",
    "toc-title",
    "number-sections",
    "execute",
    "editor",
    "engine",
    "jupyter",
    "knitr",
    "params",
    "css",
    "theme",
    "mainfont",
    "fontsize",
    "fontfamily",
    "geometry",
    "documentclass",
    "classoption",
    "papersize",
    "header-includes",
    "include-before",
    "include-after",
    "link-citations",
    "linkcolor",
    "colorlinks",
    "linestretch",
    "margin-left",
    "margin-right",
    "margin-top",
    "margin-bottom",
    "pdf-engine",
    "template",
    "filters",
    "crossref",
    "layout",
    "categories",
    "tags",
    "image",
    "citation",
    "highlight-style",
    "secnumdepth",
];

/// Reads the front matter of a file. Also returns where the body starts.
pub fn read(text: &str, file: FileId, faults: &mut Vec<Diagnostic>) -> (Front, usize) {
    let mut front = Front::default();
    let Some(found) = find(text, file, faults) else {
        return (front, 0);
    };
    let span = Span::new(file, found.yaml.clone());
    front.span = Some(span);
    let (value, mut yaml_faults) = yaml::parse(&text[found.yaml.clone()], file, found.yaml.start);
    faults.append(&mut yaml_faults);
    if let Some(value) = value {
        Keys {
            front: &mut front,
            faults,
        }
        .read(&value);
    }
    (front, found.body)
}

struct Found {
    yaml: std::ops::Range<usize>,
    body: usize,
}

/// Finds the lines between `---` and `---`.
fn find(text: &str, file: FileId, faults: &mut Vec<Diagnostic>) -> Option<Found> {
    let blank = text.len() - text.trim_start_matches(['\n', '\r', ' ']).len();
    let start = text[..blank].rfind(['\n', '\r']).map_or(0, |i| i + 1);
    let mut lines = text[start..].split_inclusive('\n');
    let first = lines.next()?;
    if first.trim_end() != "---" {
        return None;
    }
    let from = start + first.len();
    let mut at = from;
    for line in lines {
        if matches!(line.trim_end(), "---" | "...") {
            return Some(Found {
                yaml: from..at,
                body: at + line.len(),
            });
        }
        at += line.len();
    }
    let second = text[from..].lines().next().unwrap_or("");
    let key = second.split(':').next().unwrap_or("");
    if second.contains(':') && !key.is_empty() && !key.contains(' ') {
        let span = Span::new(file, start..start + 3);
        let fault = Diagnostic::error("open-front-matter", span, "no line ends the front matter");
        faults.push(fault.hint("write a line `---` behind its last key"));
    }
    None
}

/// Gathers typed values from a mapping.
struct Keys<'f> {
    front: &'f mut Front,
    faults: &'f mut Vec<Diagnostic>,
}

/// An error for a value that is not what its key wants.
pub fn wrong_type(faults: &mut Vec<Diagnostic>, key: &str, value: &Yaml, wanted: &str, hint: &str) {
    let message = format!("`{key}` should be {wanted}, not {}", value.description());
    faults.push(Diagnostic::error("wrong-type", value.span, message).hint(hint));
}

/// A scalar as text, without white space around it.
pub fn text(faults: &mut Vec<Diagnostic>, key: &str, value: &Yaml) -> Option<Spanned<String>> {
    if value.is_null() {
        return None;
    }
    match value.scalar() {
        Some(mut scalar) => {
            let bare = scalar.value.trim();
            if bare.len() != scalar.value.len() {
                let from = scalar.value.len() - scalar.value.trim_start().len();
                if !value.text_span.is_none() {
                    scalar.span = value.text_span.slice(from..from + bare.len());
                }
                scalar.value = bare.to_owned();
            }
            (!scalar.value.is_empty()).then_some(scalar)
        }
        None => {
            wrong_type(faults, key, value, "text", &format!("write `{key}: words`"));
            None
        }
    }
}

/// One text or a list of them.
pub fn texts(faults: &mut Vec<Diagnostic>, key: &str, value: &Yaml) -> Vec<Spanned<String>> {
    match &value.kind {
        YamlKind::Sequence(members) => members
            .iter()
            .filter_map(|member| text(faults, key, member))
            .collect(),
        _ => text(faults, key, value).into_iter().collect(),
    }
}

impl Keys<'_> {
    fn read(&mut self, yaml: &Yaml) {
        if yaml.is_null() {
            return;
        }
        let Some(entries) = yaml.entries() else {
            let fault = Diagnostic::error(
                "wrong-type",
                yaml.span,
                format!(
                    "front matter should be keys with values, not {}",
                    yaml.description()
                ),
            );
            self.faults.push(fault.hint("write `title: words`"));
            return;
        };
        let mut foreign: Vec<&Spanned<String>> = Vec::new();
        for (key, value) in entries {
            if FOREIGN.contains(&key.value.as_str()) {
                foreign.push(key);
            } else {
                self.key(key, value);
            }
        }
        self.foreign(&foreign);
    }

    fn key(&mut self, key: &Spanned<String>, value: &Yaml) {
        let name = key.value.as_str();
        match name {
            "title" => self.front.title = self.text(name, value),
            "subtitle" => self.front.subtitle = self.text(name, value),
            "lang" => self.front.lang = self.lang(value),
            "purpose" => self.front.purpose = self.text(name, value),
            "main-message" => self.front.main_message = self.text(name, value),
            "authors" | "author" => {
                let people = people(self.faults, name, value);
                self.front.authors.extend(people);
            }
            "reviewers" => self.front.reviewers = people(self.faults, name, value),
            "patient-reviewed" => self.front.patient_reviewed = self.truth(name, value),
            "owner" => self.front.owner = self.text(name, value),
            "status" => self.front.status = self.status(value),
            "version" => self.front.version = self.text(name, value),
            "published" => {
                self.front.published = self.date(name, value).or(self.front.published.take())
            }
            "date" => self.foreign_date(key, value),
            "reviewed" => self.front.reviewed = self.date(name, value),
            "next-review" => self.front.next_review = self.date(name, value),
            "supersedes" => self.front.supersedes = self.text(name, value),
            "translation-of" => self.front.translation_of = self.text(name, value),
            "source-version" => self.front.source_version = self.text(name, value),
            "keywords" => self.front.keywords = self.keywords(value),
            "codes" => self.front.codes = self.codes(value),
            "identifier" => self.front.identifier = self.text(name, value),
            "isbn" => self.front.isbn = self.isbn(value),
            "canonical-url" => self.front.canonical_url = self.text(name, value),
            "feedback-url" => self.front.feedback_url = self.text(name, value),
            "urgent-help" => self.front.urgent_help = self.text(name, value),
            "license" => self.front.license = self.text(name, value),
            "disclaimer" => self.front.disclaimer = self.text(name, value),
            "funding" => self.front.funding = self.text(name, value),
            "conflicts" => self.front.conflicts = self.text(name, value),
            "nocite" => self.front.nocite = self.nocite(value),
            "csl" => self.front.csl = self.text(name, value),
            "allow" => self.front.allow = self.allow(value),
            "custom" => self.custom("", value, 0),
            _ => self.unknown(key),
        }
    }

    fn text(&mut self, key: &str, value: &Yaml) -> Option<Spanned<String>> {
        text(self.faults, key, value)
    }

    fn wrong_value(&mut self, value: &Yaml, message: String, hint: &str) {
        self.faults
            .push(Diagnostic::error("wrong-value", value.place(), message).hint(hint));
    }

    fn lang(&mut self, value: &Yaml) -> Option<Spanned<String>> {
        let lang = self.text("lang", value)?;
        if Language::parse(&lang.value).is_none() {
            let message = format!("`{}` is not a language tag", lang.value);
            self.wrong_value(
                value,
                message,
                "write a BCP 47 tag such as `en`, `es-MX` or `zh-Hans`",
            );
            return None;
        }
        Some(lang)
    }

    fn truth(&mut self, key: &str, value: &Yaml) -> Option<Spanned<bool>> {
        let truth = match (&value.kind, value.text.to_lowercase().as_str()) {
            (YamlKind::Null, _) => return None,
            (YamlKind::Bool(truth), _) => Some(*truth),
            (_, "yes") => Some(true),
            (_, "no") => Some(false),
            _ => None,
        };
        if truth.is_none() {
            wrong_type(
                self.faults,
                key,
                value,
                "true or false",
                &format!("write `{key}: true`"),
            );
        }
        truth.map(|truth| Spanned::new(truth, value.span))
    }

    fn status(&mut self, value: &Yaml) -> Option<Spanned<Status>> {
        let text = self.text("status", value)?;
        let found = Status::ALL.into_iter().find(|s| s.name() == text.value);
        if found.is_none() {
            let known = Status::ALL.map(Status::name);
            let hint = match nearest(&text.value, known) {
                Some(name) => format!("did you mean `{name}`?"),
                None => format!("write one of {}", known.join(", ")),
            };
            self.wrong_value(value, format!("`{}` is no status", text.value), &hint);
        }
        found.map(|status| Spanned::new(status, text.span))
    }

    fn date(&mut self, key: &str, value: &Yaml) -> Option<Spanned<Date>> {
        let text = self.text(key, value)?;
        let date = Date::parse(&text.value);
        if date.is_none() {
            let message = format!("`{}` is not a date that exists", text.value);
            self.wrong_value(
                value,
                message,
                &format!("write `{key}: 2026-11-30` (year, month, day)"),
            );
        }
        date.map(|date| Spanned::new(date, text.span))
    }

    /// pandoc's `date` is the day of publication.
    fn foreign_date(&mut self, key: &Spanned<String>, value: &Yaml) {
        let Some(text) = self.text("date", value) else {
            return;
        };
        match Date::parse(&text.value) {
            Some(date) => {
                self.front
                    .published
                    .get_or_insert(Spanned::new(date, text.span));
                let fault =
                    Diagnostic::warning("foreign-key", key.span, "`date` is read as `published`");
                self.faults
                    .push(fault.hint(
                        "write `published:`, and `reviewed:` for the day of the last review",
                    ));
            }
            None => {
                let message = format!("`{}` is not a date that exists", text.value);
                self.wrong_value(
                    value,
                    message,
                    "write `published: 2026-11-30` (year, month, day)",
                );
            }
        }
    }

    fn keywords(&mut self, value: &Yaml) -> Vec<Spanned<String>> {
        let found = texts(self.faults, "keywords", value);
        if value.members().is_some() {
            return found;
        }
        let one = |text: Spanned<String>| {
            let words: Vec<_> = text
                .value
                .split(',')
                .map(str::trim)
                .map(str::to_owned)
                .collect();
            words
                .into_iter()
                .filter(|word| !word.is_empty())
                .map(move |word| Spanned::new(word, text.span))
        };
        found.into_iter().flat_map(one).collect()
    }

    fn nocite(&mut self, value: &Yaml) -> Vec<Spanned<String>> {
        let mut keys = Vec::new();
        for text in texts(self.faults, "nocite", value) {
            let words = text
                .value
                .split([',', ' ', '\n', ';'])
                .filter(|w| !w.is_empty());
            keys.extend(words.map(|word| {
                let key = word.strip_prefix('@').unwrap_or(word);
                Spanned::new(key.to_owned(), text.span)
            }));
        }
        keys
    }

    fn codes(&mut self, value: &Yaml) -> Vec<Code> {
        let hint = "write `codes: [{system: ICD-10-CM, code: E23.0}]`";
        let Some(members) = value.members() else {
            if !value.is_null() {
                wrong_type(self.faults, "codes", value, "a list", hint);
            }
            return Vec::new();
        };
        let mut codes = Vec::new();
        for member in members {
            let Some(entries) = member.entries() else {
                wrong_type(self.faults, "codes", member, "a system with a code", hint);
                continue;
            };
            for (key, _) in entries {
                if !["system", "code"].contains(&key.value.as_str()) {
                    unknown_key(self.faults, key, &["system", "code"]);
                }
            }
            let mut part = |key: &str| text(self.faults, key, member.get(key)?);
            match (part("system"), part("code")) {
                (Some(system), Some(code)) => codes.push(Code {
                    span: member.span,
                    system: system.value,
                    code: code.value,
                }),
                _ => self.wrong_value(
                    member,
                    "a code needs its system and its code".to_owned(),
                    hint,
                ),
            }
        }
        codes
    }

    fn isbn(&mut self, value: &Yaml) -> Vec<(String, Spanned<String>)> {
        const FORMATS: [&str; 4] = ["pdf", "epub", "print", "html"];
        let Some(entries) = value.entries() else {
            let one = self.text("isbn", value);
            return one
                .map(|isbn| ("epub".to_owned(), isbn))
                .into_iter()
                .collect();
        };
        let mut found = Vec::new();
        for (key, value) in entries {
            if !FORMATS.contains(&key.value.as_str()) {
                unknown_key(self.faults, key, &FORMATS);
            } else if let Some(isbn) = text(self.faults, &key.value, value) {
                found.push((key.value.clone(), isbn));
            }
        }
        found
    }

    fn allow(&mut self, value: &Yaml) -> Vec<(Spanned<String>, Spanned<String>)> {
        let hint = "write `allow: {rule-name: why it does not apply here}`";
        let Some(entries) = value.entries() else {
            if !value.is_null() {
                wrong_type(self.faults, "allow", value, "rules with reasons", hint);
            }
            return Vec::new();
        };
        let mut found = Vec::new();
        for (rule, reason) in entries {
            match text(self.faults, &rule.value, reason) {
                Some(reason) => found.push((rule.clone(), reason)),
                None if reason.is_null() || reason.scalar().is_some() => {
                    let message = format!("`{}` has no reason", rule.value);
                    self.faults
                        .push(Diagnostic::error("wrong-value", rule.span, message).hint(hint));
                }
                None => {}
            }
        }
        found
    }

    /// Flattens nested keys: `{a: {b: c}}` is `a.b`.
    fn custom(&mut self, prefix: &str, value: &Yaml, depth: usize) {
        let hint = "write `custom: {leaflet-no: A12}`";
        let Some(entries) = value.entries() else {
            if !value.is_null() || depth > 0 {
                wrong_type(self.faults, "custom", value, "keys with values", hint);
            }
            return;
        };
        for (key, value) in entries {
            let name = format!("{prefix}{}", key.value);
            match &value.kind {
                YamlKind::Mapping(_) => self.custom(&format!("{name}."), value, depth + 1),
                _ => {
                    let found = text(self.faults, &key.value, value);
                    self.front.custom.extend(found.map(|value| (name, value)));
                }
            }
        }
    }

    fn unknown(&mut self, key: &Spanned<String>) {
        let remedy = match key.value.as_str() {
            "description" | "abstract" | "summary" => {
                Some("`purpose:` (a sentence) or `main-message:`")
            }
            "language" => Some("`lang:`"),
            "copyright" | "rights" => Some("`license:`"),
            "institute" | "affiliation" | "publisher" | "organization" => {
                Some("`owner:`, and the publisher's name under `[identity]` in `pamphlet.toml`")
            }
            "thanks" | "acknowledgements" | "acknowledgments" => Some("`funding:` or `conflicts:`"),
            _ => None,
        };
        match remedy {
            Some(remedy) => {
                let message = format!("`{}` is not read here", key.value);
                let fault = Diagnostic::warning("foreign-key", key.span, message);
                self.faults.push(fault.hint(format!("write {remedy}")));
            }
            None => unknown_key(self.faults, key, &KEYS[..KEYS.len() - 1]),
        }
    }

    /// One message for all keys that another program reads.
    fn foreign(&mut self, keys: &[&Spanned<String>]) {
        let Some((first, rest)) = keys.split_first() else {
            return;
        };
        let names: Vec<_> = keys.iter().map(|key| format!("`{}`", key.value)).collect();
        let message = format!(
            "{} {} how another program builds and {} not read",
            names.join(", "),
            if rest.is_empty() { "says" } else { "say" },
            if rest.is_empty() { "is" } else { "are" },
        );
        let mut fault = Diagnostic::warning("foreign-key", first.span, message);
        fault = match keys.iter().any(|key| key.value == "bibliography") {
            true => fault.hint("references are read from `references.bib` or `references.yaml` beside the article; remove these keys"),
            false => fault.hint("remove them; targets and looks are set in `pamphlet.toml`"),
        };
        for key in rest {
            fault = fault.related(key.span, format!("`{}` too", key.value));
        }
        self.faults.push(fault);
    }
}

/// The error for a key that nothing knows.
pub fn unknown_key(faults: &mut Vec<Diagnostic>, key: &Spanned<String>, known: &[&str]) {
    let message = format!("there is no key `{}`", key.value);
    let fault = Diagnostic::error("unknown-key", key.span, message);
    let dashed = key.value.replace('_', "-");
    faults.push(match nearest(&dashed, known.iter().copied()) {
        Some(near) => fault.hint(format!("did you mean `{near}`?")),
        None if known.len() > 10 => fault.hint("put keys of your own under `custom:`"),
        None => fault.hint(format!("keys are {}", known.join(", "))),
    });
}
