//! `references.bib`: BibLaTeX and BibTeX. The crate biblatex divides the file into
//! entries and undoes TeX; a fault costs no more than its field.

mod inherit;
mod names;
mod strings;
mod tex;

use std::collections::BTreeMap;

use biblatex::{ParseError, ParseErrorKind, Person, RawBibliography, RawEntry, Type};
use pamphlet_core::diagnostic::Diagnostic;
use pamphlet_core::limits;
use pamphlet_core::reference::{Field, Kind, Name, Reference, Role, Time, When, Words};
use pamphlet_core::span::{FileId, Span, Spanned};

use crate::slot::{self, Slot};
use strings::Strings;

/// An entry with its fields in lower case.
struct Entry {
    span: Span,
    key: Spanned<String>,
    kind: Spanned<String>,
    fields: BTreeMap<String, Value>,
}

/// A field's value.
#[derive(Clone)]
struct Value {
    words: Words,
    people: Vec<Name>,
    name: Span,
    span: Span,
    inherited: bool,
}

/// The entries in the order written.
pub(crate) fn entries(text: &str, file: FileId, faults: &mut Vec<Diagnostic>) -> Vec<Reference> {
    let blocks = match RawBibliography::parse(text) {
        Ok(raw) => vec![(0, raw)],
        Err(_) => blocks(text, file, faults),
    };
    let defined = blocks.iter().flat_map(|(_, raw)| &raw.abbreviations);
    let strings = Strings::of(defined);
    let mut read = Vec::new();
    for (offset, raw) in blocks {
        for entry in raw.entries {
            let place = Place { text, file, offset };
            let span = place.span(&entry.span);
            let key = Spanned::new(entry.v.key.v.to_owned(), place.span(&entry.v.key.span));
            if depth(&text[span.range()]) > limits::DEPTH {
                let message = format!(
                    "braces nest deeper than {} levels in `{}`",
                    limits::DEPTH,
                    key.value
                );
                faults.push(Diagnostic::error("too-deep", key.span, message));
                continue;
            }
            read.push(one(&place, span, key, &entry.v, &strings, faults));
        }
    }
    inherit::resolve(&mut read, faults);
    let real = |entry: &&Entry| entry.kind.value != "xdata";
    read.iter()
        .filter(real)
        .filter_map(|entry| reference(entry, faults))
        .collect()
}

/// A file that does not parse as a whole, in pieces that each start with an `@`
/// at the start of a line. Pieces that do not parse are reported.
fn blocks<'a>(
    text: &'a str,
    file: FileId,
    faults: &mut Vec<Diagnostic>,
) -> Vec<(usize, RawBibliography<'a>)> {
    let mut starts: Vec<usize> = text.match_indices("\n@").map(|(at, _)| at + 1).collect();
    if starts.first() != Some(&0) {
        starts.insert(0, 0);
    }
    let ends = starts.iter().skip(1).copied().chain([text.len()]);
    let mut out = Vec::new();
    for (start, end) in starts.iter().copied().zip(ends) {
        match RawBibliography::parse(text[start..end].trim_end()) {
            Ok(raw) => out.push((start, raw)),
            Err(error) => faults.push(fault(&error, file, start)),
        }
    }
    out
}

/// How deep braces nest: biblatex takes the square of it in time.
fn depth(text: &str) -> usize {
    let (mut depth, mut most) = (0usize, 0);
    for byte in text.bytes() {
        match byte {
            b'{' => depth += 1,
            b'}' => depth = depth.saturating_sub(1),
            _ => {}
        }
        most = most.max(depth);
    }
    most
}

fn fault(error: &ParseError, file: FileId, offset: usize) -> Diagnostic {
    let span = Span::new(file, offset + error.span.start..offset + error.span.end);
    let hint = match &error.kind {
        ParseErrorKind::UnexpectedEof => "a brace or quotation mark before here is not closed",
        ParseErrorKind::UnknownAbbreviation(_) => "put the value in braces: `field = {value}`",
        _ => "an entry is written `@article{key, title = {…}, author = {…}, year = {…}}`",
    };
    Diagnostic::error("bibliography-syntax", span, error.kind.to_string()).hint(hint)
}

struct Place<'a> {
    text: &'a str,
    file: FileId,
    offset: usize,
}

impl Place<'_> {
    fn span(&self, range: &std::ops::Range<usize>) -> Span {
        Span::new(
            self.file,
            self.offset + range.start..self.offset + range.end,
        )
    }
}

fn one<'a>(
    place: &Place<'a>,
    span: Span,
    key: Spanned<String>,
    raw: &RawEntry<'a>,
    strings: &Strings<'a>,
    faults: &mut Vec<Diagnostic>,
) -> Entry {
    let kind = Spanned::new(raw.kind.v.to_lowercase(), place.span(&raw.kind.span));
    let mut fields: BTreeMap<String, Value> = BTreeMap::new();
    for pair in &raw.fields {
        let name = pair.key.v.to_ascii_lowercase();
        let name_span = place.span(&pair.key.span);
        if let Some(first) = fields.get(&name) {
            let message = format!("`{name}` is written twice");
            faults.push(
                Diagnostic::error("duplicate-key", name_span, message)
                    .hint("keep one of the two")
                    .related(first.name, "first written here"),
            );
            continue;
        }
        let slot = slot::find(names::FIELDS, &name);
        if slot.is_none() {
            let known = names::FIELDS.iter().map(|(name, _)| *name);
            faults.push(slot::unknown_field(&name, name_span, known, false));
            continue;
        }
        let range = match pair.value.v.as_slice() {
            [only] => &only.span,
            _ => &pair.value.span,
        };
        let span = place.span(range);
        let mut expanded = Vec::new();
        let read = strings
            .expand(&pair.value.v, 0, &mut expanded)
            .map_err(|name| ParseError {
                span: pair.value.span.clone(),
                kind: ParseErrorKind::UnknownAbbreviation(name),
            })
            .and_then(|()| tex::read(&name, &expanded));
        let chunks = match read {
            Ok(chunks) => chunks,
            Err(mut error) => {
                let whole = &pair.value.span;
                if error.span.start < whole.start || error.span.end > whole.end {
                    error.span = whole.clone();
                }
                faults.push(fault(&error, place.file, place.offset));
                continue;
            }
        };
        let written = place.text.get(span.range()).unwrap_or("");
        let people = match slot {
            Some(Slot::Names(_)) => people(&chunks, span, written),
            _ => Vec::new(),
        };
        let words = chunks.words().squeezed();
        let exact = written.find(&words.text).filter(|_| !words.text.is_empty());
        let value = Value {
            span: match exact {
                Some(at) => span.slice(at..at + words.text.len()),
                None => span,
            },
            words,
            people,
            name: name_span,
            inherited: false,
        };
        fields.insert(name, value);
    }
    Entry {
        span,
        key,
        kind,
        fields,
    }
}

/// The names of a field, each with its place.
fn people(chunks: &tex::Chunks, span: Span, written: &str) -> Vec<Name> {
    let people = <Vec<Person> as Type>::from_chunks(&chunks.raw()).unwrap_or_default();
    let places = divided(written);
    let exact = places.len() == people.len();
    let join = |a: String, b: String| [a, b].join(" ").trim().to_owned();
    people
        .into_iter()
        .enumerate()
        .map(|(i, person)| {
            let some = |text: String| (!text.is_empty()).then_some(text);
            // In medicine "van der Berg" stands under V or B, as the style has it,
            // and always with its particle.
            Name {
                span: Some(match exact {
                    true => span.slice(places[i].clone()),
                    false => span,
                }),
                family: join(person.prefix, person.name),
                given: some(person.given_name),
                prefix: None,
                suffix: some(person.suffix),
            }
        })
        .collect()
}

/// Ranges between the words `and` that stand outside braces.
fn divided(written: &str) -> Vec<std::ops::Range<usize>> {
    let mut out = Vec::new();
    let (mut depth, mut start, mut word) = (0usize, 0, 0);
    let mut push = |start: usize, end: usize| {
        let piece = &written[start..end];
        let from = start + piece.len() - piece.trim_start().len();
        if !piece.trim().is_empty() {
            out.push(from..from + piece.trim().len());
        }
    };
    for (at, c) in written.char_indices() {
        match c {
            '{' => depth += 1,
            '}' => depth = depth.saturating_sub(1),
            _ => {}
        }
        if c.is_whitespace() {
            if depth == 0 && written[word..at].eq_ignore_ascii_case("and") && word > start {
                push(start, word);
                start = at;
            }
            word = at + c.len_utf8();
        }
    }
    push(start, written.len());
    out
}

/// An entry in the terms of the core.
fn reference(entry: &Entry, faults: &mut Vec<Diagnostic>) -> Option<Reference> {
    let known = names::TYPES
        .iter()
        .find(|(name, ..)| *name == entry.kind.value);
    let Some((_, kind, genre)) = known else {
        let known = names::TYPES.iter().map(|(name, ..)| *name);
        let kind = &entry.kind;
        faults.push(slot::unknown_type(&kind.value, kind.span, known));
        return None;
    };
    let kind = match (kind, entry.fields.get("entrysubtype")) {
        (Kind::Article, Some(sub)) if sub.words.text == "newspaper" => Kind::NewspaperArticle,
        (Kind::Article, Some(sub)) if sub.words.text == "magazine" => Kind::MagazineArticle,
        (kind, _) => *kind,
    };
    let mut out = Reference::new(
        entry.span,
        entry.key.clone(),
        Spanned::new(kind, entry.kind.span),
    );
    title(entry, &mut out);
    for (name, slot) in names::FIELDS {
        let Some(value) = entry.fields.get(*name) else {
            continue;
        };
        let words = || Spanned::new(value.words.clone(), value.span);
        match slot {
            Slot::Text(field) => slot::put(&mut out, *field, words()),
            Slot::Names(role) if !value.people.is_empty() => {
                out.names.insert(*role, value.people.clone());
            }
            Slot::Names(_) | Slot::Unused => {}
            Slot::Date(time) => slot::put_date(
                &mut out,
                *time,
                Spanned::new(When::parse(&value.words.text), value.span),
            ),
            Slot::Own => own(name, value, &mut out),
        }
    }
    issued(entry, &mut out);
    eprint(entry, &mut out);
    if let Some(genre) = genre {
        out.set(
            Field::Genre,
            Spanned::new(Words::plain(*genre), entry.kind.span),
        );
    }
    if kind == Kind::Patent && out.people(Role::Author).is_empty() {
        let holders = out.people(Role::Holder).to_vec();
        if !holders.is_empty() {
            out.names.insert(Role::Author, holders);
        }
    }
    Some(out)
}

/// Fields that mean different things in different entries.
fn own(name: &str, value: &Value, out: &mut Reference) {
    let words = Spanned::new(value.words.clone(), value.span);
    match name {
        "number" => {
            let field = match out.kind.value {
                Kind::Report
                | Kind::Patent
                | Kind::Legislation
                | Kind::Case
                | Kind::Dataset
                | Kind::Manuscript
                | Kind::Thesis => Field::Number,
                Kind::Book | Kind::Chapter | Kind::Entry | Kind::Proceedings | Kind::Paper => {
                    Field::SeriesNumber
                }
                _ => Field::Issue,
            };
            slot::put(out, field, words);
        }
        "type" => {
            let known = names::genre(&words.value.text);
            let words = match known {
                Some(known) => Spanned::new(Words::plain(known), words.span),
                None => words,
            };
            slot::put(out, Field::Genre, words);
        }
        "howpublished" => {
            let web = words.value.text.trim();
            match web.starts_with("http://") || web.starts_with("https://") {
                true => slot::put(out, Field::Url, words),
                false => slot::put(out, Field::Note, words),
            }
        }
        _ => {}
    }
}

/// Title and book title with their subtitles.
fn title(entry: &Entry, out: &mut Reference) {
    for (name, sub, field) in [
        ("title", "subtitle", Field::Title),
        ("booktitle", "booksubtitle", Field::Container),
    ] {
        let Some(title) = entry.fields.get(name) else {
            continue;
        };
        let mut words = title.words.clone();
        let mut span = title.span;
        if let Some(sub) = entry.fields.get(sub) {
            let ends = words.text.ends_with(['?', '!', ':', '.']);
            words.push(if ends { " " } else { ": " }, None);
            for (text, mark) in sub.words.pieces() {
                words.push(text, mark);
            }
            span = span.join(sub.span);
        }
        slot::put(out, field, Spanned::new(words, span));
    }
}

/// `year`, `month` and `day` where there is no `date`.
fn issued(entry: &Entry, out: &mut Reference) {
    let Some(year) = entry.fields.get("year") else {
        return;
    };
    let part = |name: &str| {
        let text = entry.fields.get(name).map(|value| value.words.text.trim());
        text.map(|text| month(text).unwrap_or_else(|| text.to_owned()))
    };
    let mut text = year.words.text.trim().to_owned();
    if let Some(month) = part("month") {
        text.push_str(&format!("-{month}"));
        if let Some(day) = part("day") {
            text.push_str(&format!("-{day}"));
        }
    }
    let when = When::parse(&text);
    // A month that cannot be read does not take the year with it.
    let when = match when.start {
        None => When::parse(&year.words.text),
        Some(_) => when,
    };
    slot::put_date(out, Time::Issued, Spanned::new(when, year.span));
}

fn month(text: &str) -> Option<String> {
    const MONTHS: [&str; 12] = [
        "jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec",
    ];
    let start = text.get(..3)?.to_ascii_lowercase();
    let at = MONTHS.iter().position(|month| *month == start)?;
    Some(format!("{:02}", at + 1))
}

/// `eprint` with what `eprinttype` says it is.
fn eprint(entry: &Entry, out: &mut Reference) {
    let Some(value) = entry.fields.get("eprint") else {
        return;
    };
    let kind = ["eprinttype", "archiveprefix"]
        .iter()
        .find_map(|name| entry.fields.get(*name))
        .map(|value| value.words.text.to_ascii_lowercase());
    let field = match kind.as_deref() {
        Some("pubmed") => Field::Pmid,
        Some("arxiv") => Field::Arxiv,
        _ => return,
    };
    slot::put(out, field, Spanned::new(value.words.clone(), value.span));
}

#[cfg(test)]
mod tests;
