//! Front matter of other programs as ours: known keys stay as written, those
//! with a meaning here are translated, the others are named in the report.

use pamphlet_core::date::Date;
use pamphlet_core::span::Sources;
use pamphlet_core::yaml::{self, Yaml};

use super::source::Line;
use crate::report::{Decision, Kind, Place, Report};

/// Keys that other programs have in another sense, or written in another way.
const SHARED: [&str; 5] = ["authors", "author", "date", "nocite", "csl"];

/// Whether a key is ours and no other program uses it in another sense.
fn is_ours(key: &str) -> bool {
    pamphlet_markdown::FRONT_KEYS.contains(&key) && !SHARED.contains(&key)
}

/// What foreign front matter says.
#[derive(Default)]
pub struct Foreign {
    /// Lines of ours, without `---`.
    pub lines: Vec<Line>,
    /// Bibliography files that it names.
    pub bibliographies: Vec<String>,
    /// Whether something was translated.
    pub changed: bool,
}

impl Foreign {
    fn put(&mut self, at: u32, key: &str, value: &str) {
        self.changed = true;
        let taken = format!("{key}:");
        if !value.is_empty() && !self.lines.iter().any(|it| it.text.starts_with(&taken)) {
            self.lines
                .push(Line::new(at, format!("{key}: {}", quoted(value))));
        }
    }
}

/// Takes the front matter off the lines: YAML, or pandoc's title block.
pub fn take(lines: &mut Vec<Line>, report: &mut Report) -> Foreign {
    let mut foreign = Foreign::default();
    let first = lines.first().map(|it| it.text.trim_end().to_owned());
    match first.as_deref() {
        Some("---") => {
            let end = lines
                .iter()
                .skip(1)
                .position(|it| matches!(it.text.trim_end(), "---" | "..."));
            if let Some(end) = end {
                let yaml: Vec<Line> = lines.drain(..end + 2).collect();
                read(&yaml[1..=end], &mut foreign, report);
            }
        }
        Some(first) if first.starts_with("% ") => title_block(lines, &mut foreign, report),
        _ => {}
    }
    foreign
}

/// `% title`, `% authors`, `% date`.
fn title_block(lines: &mut Vec<Line>, foreign: &mut Foreign, report: &mut Report) {
    let count = lines
        .iter()
        .take(3)
        .take_while(|it| it.text.starts_with('%'))
        .count();
    let block: Vec<Line> = lines.drain(..count).collect();
    let message = "pandoc's title block is front matter now";
    report.say(Place(1), Kind::Front, 95, message);
    for (line, key) in block.iter().zip(["title", "authors", "date"]) {
        let value = line.text[1..].trim();
        match key {
            "title" => foreign.put(line.at, "title", value),
            "authors" => {
                let names: Vec<String> = value.split(';').map(|it| it.trim().to_owned()).collect();
                authors(line.at, &names, foreign);
            }
            _ => dated(line.at, value, foreign, report),
        }
    }
}

fn read(block: &[Line], foreign: &mut Foreign, report: &mut Report) {
    let text: String = block.iter().map(|it| format!("{}\n", it.text)).collect();
    let mut sources = Sources::new();
    let file = sources.add("front", text.as_str());
    let (value, faults) = yaml::parse(&text, file, 0);
    let entries = value.as_ref().and_then(Yaml::entries);
    let broken = faults.iter().any(pamphlet_core::Diagnostic::is_error);
    let Some(entries) = entries.filter(|_| !broken) else {
        if text.trim().is_empty() {
            return;
        }
        foreign.changed = true;
        let at = Place(block.first().map_or(1, |it| it.at));
        let message = "the front matter cannot be read; it is left out";
        report.add(Decision::new(at, Kind::Dropped, 40, message).dropping(&text));
        return;
    };
    for (i, (key, value)) in entries.iter().enumerate() {
        let line_of = |byte: usize| text[..byte.min(text.len())].matches('\n').count();
        let start = line_of(key.span.start());
        let end = entries
            .get(i + 1)
            .map_or(block.len(), |(next, _)| line_of(next.span.start()));
        let own = &block[start.min(block.len())..end.clamp(start, block.len())];
        let at = own.first().map_or(1, |it| it.at);
        entry(at, &key.value, value, own, foreign, report);
    }
}

fn entry(
    at: u32,
    key: &str,
    value: &Yaml,
    own: &[Line],
    foreign: &mut Foreign,
    report: &mut Report,
) {
    if is_ours(key) && is_accepted(own) {
        foreign.lines.extend(own.iter().cloned());
        return;
    }
    let scalar = value.scalar().map(|it| it.value);
    let translated = |report: &mut Report, to: &str| {
        let message = format!("`{key}` is `{to}` now");
        report.say(Place(at), Kind::Front, 90, message);
    };
    match (key, scalar) {
        ("authors", _) if is_accepted(own) => foreign.lines.extend(own.iter().cloned()),
        ("author" | "authors", _) => {
            let mut names = Vec::new();
            let rest = names_of(value, &mut names);
            authors(at, &names, foreign);
            translated(report, "authors");
            if !rest.is_empty() {
                let message = "more is said of the authors than an article keeps";
                let decision = Decision::new(Place(at), Kind::Dropped, 80, message);
                report.add(decision.dropping(&rest.join(" ")));
            }
        }
        ("nocite", _) if is_accepted(own) => {
            foreign.lines.extend(own.iter().cloned());
        }
        ("date" | "date-modified" | "published", Some(text)) => dated(at, &text, foreign, report),
        ("language", Some(text)) => {
            foreign.put(at, "lang", &text);
            translated(report, "lang");
        }
        ("tags" | "categories" | "keywords" | "subject", _) => {
            let mut words = Vec::new();
            scalars(value, &mut words);
            let words: Vec<String> = words
                .iter()
                .flat_map(|it| it.split(',').map(|it| it.trim().to_owned()))
                .filter(|it| !it.is_empty())
                .collect();
            foreign.changed = true;
            if !words.is_empty()
                && !foreign
                    .lines
                    .iter()
                    .any(|it| it.text.starts_with("keywords:"))
            {
                let list: Vec<String> = words.iter().map(|it| quoted(it)).collect();
                let line = format!("keywords: [{}]", list.join(", "));
                foreign.lines.push(Line::new(at, line));
            }
            translated(report, "keywords");
        }
        ("bibliography", _) => {
            foreign.changed = true;
            scalars(value, &mut foreign.bibliographies);
        }
        ("abstract" | "description" | "summary", Some(text)) => {
            custom(at, key, &text, foreign);
            translated(report, &format!("custom: {key}"));
        }
        _ => {
            foreign.changed = true;
            let mut words = Vec::new();
            scalars(value, &mut words);
            let message = format!("the key `{key}` says nothing to an article; it is left out");
            let decision = Decision::new(Place(at), Kind::Dropped, 90, message);
            report.add(decision.dropping(&words.join(" ")));
        }
    }
}

/// Whether our reader takes lines of front matter as they are.
fn is_accepted(own: &[Line]) -> bool {
    let text: String = own.iter().map(|it| format!("{}\n", it.text)).collect();
    !super::read_text(&format!("---\n{text}---\n")).has_error()
}

fn authors(at: u32, names: &[String], foreign: &mut Foreign) {
    foreign.changed = true;
    let names: Vec<&String> = names.iter().filter(|it| !it.is_empty()).collect();
    if names.is_empty()
        || foreign
            .lines
            .iter()
            .any(|it| it.text.starts_with("authors:"))
    {
        return;
    }
    foreign.lines.push(Line::new(at, "authors:"));
    for name in names {
        let line = format!("  - name: {}", quoted(name));
        foreign.lines.push(Line::new(at, line));
    }
}

/// Names of people in whatever shape; gives what else is said of them.
fn names_of(value: &Yaml, names: &mut Vec<String>) -> Vec<String> {
    if let Some(text) = value.scalar() {
        names.push(text.value.split_whitespace().collect::<Vec<_>>().join(" "));
        return Vec::new();
    }
    if let Some(members) = value.members() {
        return members.iter().flat_map(|it| names_of(it, names)).collect();
    }
    let mut rest = Vec::new();
    for (key, value) in value.entries().unwrap_or_default() {
        match key.value.as_str() {
            "name" | "literal" => rest.extend(names_of(value, names)),
            "given" | "family" if value.scalar().is_some() => {
                let part = value.scalar().map(|it| it.value).unwrap_or_default();
                match names.last_mut().filter(|_| key.value == "family") {
                    Some(last) => *last = format!("{last} {part}"),
                    None => names.push(part),
                }
            }
            _ => scalars(value, &mut rest),
        }
    }
    rest
}

fn dated(at: u32, text: &str, foreign: &mut Foreign, report: &mut Report) {
    match Date::parse(text.trim()) {
        Some(date) => {
            foreign.put(at, "published", &date.to_string());
            let message = "the document's date is taken for the day it was published";
            report.say(Place(at), Kind::Front, 75, message);
        }
        None => {
            custom(at, "date", text, foreign);
            let message = format!("`{text}` is no full date: noted as `custom: date`");
            report.say(Place(at), Kind::Front, 70, message);
        }
    }
}

/// Adds to the free map.
fn custom(at: u32, key: &str, value: &str, foreign: &mut Foreign) {
    foreign.changed = true;
    let line = Line::new(at, format!("  {key}: {}", quoted(value)));
    match foreign
        .lines
        .iter()
        .position(|it| it.text.trim_end() == "custom:")
    {
        Some(i) => foreign.lines.insert(i + 1, line),
        None if foreign
            .lines
            .iter()
            .any(|it| it.text.starts_with("custom:")) => {}
        None => foreign.lines.extend([Line::new(at, "custom:"), line]),
    }
}

fn scalars(value: &Yaml, out: &mut Vec<String>) {
    if let Some(text) = value.scalar() {
        out.push(text.value);
    }
    for member in value.members().unwrap_or_default() {
        scalars(member, out);
    }
    for (key, value) in value.entries().unwrap_or_default() {
        out.push(key.value.clone());
        scalars(value, out);
    }
}

/// A scalar in double quotes.
fn quoted(text: &str) -> String {
    let text = text.split_whitespace().collect::<Vec<_>>().join(" ");
    format!("\"{}\"", text.replace('\\', "\\\\").replace('"', "\\\""))
}
