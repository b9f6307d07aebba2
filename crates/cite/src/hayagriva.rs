//! `references.yaml`: Hayagriva's format, a map of entries by key whose parents
//! stand within them.

mod write;

use pamphlet_core::diagnostic::Diagnostic;
use pamphlet_core::reference::{Field, Kind, Name, Reference, Role, Time, When};
use pamphlet_core::span::{FileId, Span, Spanned};
use pamphlet_core::yaml::{self, Yaml, YamlKind};

use crate::slot::{self, Slot, Slots};

pub(crate) use write::written;

/// The entries in the order written.
pub(crate) fn entries(text: &str, file: FileId, faults: &mut Vec<Diagnostic>) -> Vec<Reference> {
    let (root, found) = yaml::parse(text, file, 0);
    let broken = root.is_none() && !found.is_empty();
    faults.extend(found);
    if broken {
        return pieces(text, file, faults);
    }
    let Some(root) = root.filter(|root| !root.is_null()) else {
        return Vec::new();
    };
    of(&root, faults)
}

/// A file that is no YAML as a whole, in pieces that each start with a key at the
/// start of a line; what is wrong with the first bad one is already reported.
fn pieces(text: &str, file: FileId, faults: &mut Vec<Diagnostic>) -> Vec<Reference> {
    let key = |line: &str| {
        line.starts_with(|c: char| c.is_alphanumeric() || c == '_' || c == '"' || c == '\'')
            && line.contains(':')
    };
    let mut starts = Vec::new();
    let mut at = 0;
    for line in text.split_inclusive('\n') {
        if key(line) {
            starts.push(at);
        }
        at += line.len();
    }
    if starts.len() < 2 {
        return Vec::new();
    }
    let ends: Vec<usize> = starts.iter().skip(1).copied().chain([at]).collect();
    let mut out = Vec::new();
    for (start, end) in starts.into_iter().zip(ends) {
        let (root, found) = yaml::parse(&text[start..end], file, start);
        for fault in found {
            let known = faults
                .iter()
                .any(|old| old.name == fault.name && old.span.start() == fault.span.start());
            if !known && faults.len() < pamphlet_core::limits::DIAGNOSTICS {
                faults.push(fault);
            }
        }
        if let Some(root) = root.filter(|root| root.entries().is_some()) {
            out.extend(of(&root, faults));
        }
    }
    out
}

fn of(root: &Yaml, faults: &mut Vec<Diagnostic>) -> Vec<Reference> {
    let Some(entries) = root.entries() else {
        let message = format!(
            "a bibliography is a map of entries by key; this is {}",
            root.description()
        );
        faults.push(Diagnostic::error("bibliography-shape", root.span, message).hint(SHAPE));
        return Vec::new();
    };
    let mut out = Vec::new();
    for (key, value) in entries {
        match value.entries() {
            Some(_) => out.extend(entry(key, value, faults)),
            None => {
                let message = format!(
                    "the reference `{}` is {}, not a map of fields",
                    key.value,
                    value.description()
                );
                faults.push(Diagnostic::error("bibliography-shape", key.span, message).hint(SHAPE));
            }
        }
    }
    out
}

const SHAPE: &str =
    "write `key:`, and indented below it `type: article`, `title: …`, `author: …`, `date: …`";

/// Hayagriva's types, with what they are and what their parent is by default.
const TYPES: [(&str, Kind, &str); 30] = [
    ("article", Kind::Article, "periodical"),
    ("chapter", Kind::Chapter, "book"),
    ("entry", Kind::Entry, "reference"),
    ("anthos", Kind::Chapter, "anthology"),
    ("report", Kind::Report, "misc"),
    ("thesis", Kind::Thesis, "misc"),
    ("web", Kind::WebPage, "web"),
    ("scene", Kind::Video, "video"),
    ("artwork", Kind::Artwork, "exhibition"),
    ("patent", Kind::Patent, "misc"),
    ("case", Kind::Case, "misc"),
    ("newspaper", Kind::NewspaperArticle, "misc"),
    ("legislation", Kind::Legislation, "anthology"),
    ("manuscript", Kind::Manuscript, "misc"),
    ("original", Kind::Other, "misc"),
    ("post", Kind::Post, "post"),
    ("misc", Kind::Other, "misc"),
    ("performance", Kind::Speech, "misc"),
    ("periodical", Kind::Book, "misc"),
    ("proceedings", Kind::Proceedings, "misc"),
    ("book", Kind::Book, "misc"),
    ("blog", Kind::BlogPost, "misc"),
    ("reference", Kind::Book, "misc"),
    ("conference", Kind::Speech, "misc"),
    ("anthology", Kind::Book, "misc"),
    ("repository", Kind::Software, "misc"),
    ("thread", Kind::Post, "misc"),
    ("video", Kind::Video, "video"),
    ("audio", Kind::Audio, "audio"),
    ("exhibition", Kind::Artwork, "misc"),
];

/// Hayagriva's fields, as an entry has them; [`parent`] says what they mean above.
const FIELDS: Slots = &[
    ("type", Slot::Own),
    ("title", Slot::Own),
    ("author", Slot::Names(Role::Author)),
    ("editor", Slot::Names(Role::Editor)),
    ("affiliated", Slot::Own),
    ("date", Slot::Date(Time::Issued)),
    ("publisher", Slot::Own),
    ("location", Slot::Text(Field::Place)),
    ("organization", Slot::Text(Field::Publisher)),
    ("issue", Slot::Text(Field::Issue)),
    ("chapter", Slot::Text(Field::Chapter)),
    ("volume", Slot::Text(Field::Volume)),
    ("volume-total", Slot::Text(Field::Volumes)),
    ("edition", Slot::Text(Field::Edition)),
    ("page-range", Slot::Text(Field::Pages)),
    ("page-total", Slot::Text(Field::PageTotal)),
    ("time-range", Slot::Unused),
    ("runtime", Slot::Unused),
    ("url", Slot::Own),
    ("serial-number", Slot::Own),
    ("serial", Slot::Own),
    ("language", Slot::Text(Field::Language)),
    ("archive", Slot::Text(Field::Archive)),
    ("archive-location", Slot::Text(Field::ArchiveLocation)),
    ("call-number", Slot::Text(Field::CallNumber)),
    ("note", Slot::Text(Field::Note)),
    ("abstract", Slot::Text(Field::Abstract)),
    ("annote", Slot::Unused),
    ("genre", Slot::Text(Field::Genre)),
    ("doi", Slot::Text(Field::Doi)),
    ("pmid", Slot::Text(Field::Pmid)),
    ("pmcid", Slot::Text(Field::Pmcid)),
    ("isbn", Slot::Text(Field::Isbn)),
    ("issn", Slot::Text(Field::Issn)),
    ("orcid", Slot::Text(Field::Orcid)),
    ("parent", Slot::Own),
];

/// Keys of `serial-number`; others are numbers of their own.
const SERIALS: [(&str, Field); 10] = [
    ("doi", Field::Doi),
    ("pmid", Field::Pmid),
    ("pmcid", Field::Pmcid),
    ("isbn", Field::Isbn),
    ("issn", Field::Issn),
    ("arxiv", Field::Arxiv),
    ("orcid", Field::Orcid),
    ("serial", Field::Number),
    ("version", Field::Version),
    ("printing", Field::Number),
];

fn entry(key: &Spanned<String>, value: &Yaml, faults: &mut Vec<Diagnostic>) -> Option<Reference> {
    let written = scalar(value, "type");
    let kind = match &written {
        None => Spanned::new("misc".to_owned(), key.span),
        Some(kind) => Spanned::new(kind.value.to_ascii_lowercase(), kind.span),
    };
    let Some((_, known, default)) = TYPES.iter().find(|(name, ..)| *name == kind.value) else {
        let known = TYPES.iter().map(|(name, ..)| *name);
        faults.push(slot::unknown_type(&kind.value, kind.span, known));
        return None;
    };
    let parents = parents(value, default, 0);
    let above = |name: &str| parents.iter().any(|parent| parent.kind == name);
    let known = match (*known, kind.value.as_str()) {
        (Kind::Article, _) if above("newspaper") => Kind::NewspaperArticle,
        (Kind::Article, _) if above("blog") => Kind::BlogPost,
        (Kind::Article, _) if above("proceedings") || above("conference") => Kind::Paper,
        (Kind::Article, _) if above("report") => Kind::Report,
        (Kind::Article, _) if above("book") || above("anthology") => Kind::Chapter,
        (Kind::Article, _) if above("reference") => Kind::Entry,
        (Kind::Article, _) if above("web") => Kind::WebPage,
        (Kind::WebPage, _) if above("blog") => Kind::BlogPost,
        (Kind::Chapter, _) if above("reference") => Kind::Entry,
        (known, _) => known,
    };
    let mut out = Reference::new(
        key.span.join(value.span),
        key.clone(),
        Spanned::new(known, kind.span),
    );
    own(value, &mut out, true, faults);
    for parent in &parents {
        above_entry(parent, &mut out, faults);
    }
    Some(out)
}

/// What the entry says of itself.
fn own(value: &Yaml, out: &mut Reference, whole: bool, faults: &mut Vec<Diagnostic>) {
    for (name, value) in value.entries().unwrap_or_default() {
        let found = slot::find(FIELDS, &name.value);
        match found {
            None => {
                let known = FIELDS.iter().map(|(name, _)| *name);
                faults.push(slot::unknown_field(&name.value, name.span, known, true));
            }
            Some(Slot::Unused) => {}
            Some(_) if !whole => {}
            Some(Slot::Text(field)) => text(field, value, out, faults, name),
            Some(Slot::Names(role)) => {
                let names = names(value, faults);
                if !names.is_empty() {
                    out.names.insert(role, names);
                }
            }
            Some(Slot::Date(time)) => {
                if let Some(date) = value.scalar() {
                    let when = Spanned::new(When::parse(&date.value), date.span);
                    slot::put_date(out, time, when);
                } else if !value.is_null() {
                    faults.push(shape(name, value, "a date such as 2006-11"));
                }
            }
            Some(Slot::Own) => special(name, value, out, faults),
        }
    }
}

fn shape(name: &Spanned<String>, value: &Yaml, wanted: &str) -> Diagnostic {
    let message = format!("`{}` is {}", name.value, value.description());
    Diagnostic::error("bibliography-shape", value.span, message).hint(format!("write {wanted}"))
}

fn text(
    field: Field,
    value: &Yaml,
    out: &mut Reference,
    faults: &mut Vec<Diagnostic>,
    name: &Spanned<String>,
) {
    match inner(value, "value").scalar() {
        Some(words) => put(out, field, words),
        None if value.is_null() => {}
        None => faults.push(shape(name, value, "words")),
    }
}

fn put(out: &mut Reference, field: Field, words: Spanned<String>) {
    let marked = slot::marked(&unescape(&words.value), true);
    slot::put(out, field, Spanned::new(marked, words.span));
}

/// Hayagriva's `$…$` is Typst math, which no other format has: its words stay.
fn unescape(text: &str) -> String {
    match text.contains('\\') {
        true => text
            .replace("\\{", "{")
            .replace("\\}", "}")
            .replace("\\$", "$"),
        false => text.to_owned(),
    }
}

fn special(
    name: &Spanned<String>,
    value: &Yaml,
    out: &mut Reference,
    faults: &mut Vec<Diagnostic>,
) {
    match name.value.as_str() {
        "title" => {
            text(Field::Title, value, out, faults, name);
            if let Some(short) = value.get("short").and_then(Yaml::scalar) {
                put(out, Field::ShortTitle, short);
            }
        }
        "publisher" => publisher(value, out),
        "url" => url(value, out),
        "serial-number" | "serial" => serial(value, out),
        "affiliated" => affiliated(value, out, faults),
        _ => {}
    }
}

fn publisher(value: &Yaml, out: &mut Reference) {
    if let Some(name) = inner(value, "name").scalar() {
        put(out, Field::Publisher, name);
    }
    if let Some(place) = value.get("location").and_then(Yaml::scalar) {
        put(out, Field::Place, place);
    }
}

fn url(value: &Yaml, out: &mut Reference) {
    if let Some(url) = inner(value, "value").scalar() {
        put_plain(out, Field::Url, url);
    }
    if let Some(date) = value.get("date").and_then(Yaml::scalar) {
        let when = Spanned::new(When::parse(&date.value), date.span);
        slot::put_date(out, Time::Accessed, when);
    }
}

fn serial(value: &Yaml, out: &mut Reference) {
    if let Some(number) = value.scalar() {
        put_plain(out, Field::Number, number);
    }
    for (name, number) in value.entries().unwrap_or_default() {
        let known = SERIALS.iter().find(|(known, _)| *known == name.value);
        if let (Some((_, field)), Some(number)) = (known, number.scalar()) {
            put_plain(out, *field, number);
        }
    }
}

fn put_plain(out: &mut Reference, field: Field, words: Spanned<String>) {
    let plain = pamphlet_core::reference::Words::plain(words.value);
    slot::put(out, field, Spanned::new(plain, words.span));
}

fn affiliated(value: &Yaml, out: &mut Reference, faults: &mut Vec<Diagnostic>) {
    let groups = value.members().unwrap_or(std::slice::from_ref(value));
    for group in groups {
        let role = group.get("role").and_then(Yaml::scalar);
        let role = match role.as_ref().map(|role| role.value.as_str()) {
            Some("translator") => Role::Translator,
            Some("compiler") => Role::Compiler,
            Some("director") => Role::Director,
            Some("illustrator") => Role::Illustrator,
            Some("holder") => Role::Holder,
            _ => Role::Contributor,
        };
        if let Some(value) = group.get("names") {
            let names = names(value, faults);
            out.names.entry(role).or_default().extend(names);
        }
    }
}

/// Something that holds the entry.
struct Parent<'a> {
    kind: String,
    yaml: &'a Yaml,
    depth: usize,
}

/// What holds the entry, nearest first.
fn parents<'a>(entry: &'a Yaml, default: &str, depth: usize) -> Vec<Parent<'a>> {
    let Some(parent) = entry.get("parent") else {
        return Vec::new();
    };
    let direct = parent.members().unwrap_or(std::slice::from_ref(parent));
    let direct = direct.iter().filter(|parent| parent.entries().is_some());
    let mut out: Vec<Parent> = direct
        .map(|yaml| Parent {
            kind: scalar(yaml, "type").map_or_else(
                || default.to_owned(),
                |kind| kind.value.to_ascii_lowercase(),
            ),
            yaml,
            depth,
        })
        .collect();
    let further: Vec<Parent> = out
        .iter()
        .flat_map(|parent| {
            let default = TYPES.iter().find(|(name, ..)| *name == parent.kind);
            let default = default.map_or("misc", |(.., default)| default);
            parents(parent.yaml, default, depth + 1)
        })
        .collect();
    out.extend(further);
    out
}

/// What a parent says of the entry: a journal's title is its container, a
/// book's publisher its publisher.
fn above_entry(parent: &Parent, out: &mut Reference, faults: &mut Vec<Diagnostic>) {
    own(parent.yaml, out, false, faults);
    if !TYPES.iter().any(|(name, ..)| *name == parent.kind) {
        let span = parent
            .yaml
            .get("type")
            .map_or(parent.yaml.span, Yaml::place);
        let known = TYPES.iter().map(|(name, ..)| *name);
        faults.push(slot::unknown_type(&parent.kind, span, known));
        return;
    }
    let title = inner_title(parent.yaml);
    let event = matches!(parent.kind.as_str(), "conference" | "exhibition");
    let series = parent.depth > 0
        || matches!(
            out.kind.value,
            Kind::Book | Kind::Proceedings | Kind::Report | Kind::Thesis
        );
    if parent.kind == "original" {
        if let Some(date) = scalar(parent.yaml, "date") {
            let when = Spanned::new(When::parse(&date.value), date.span);
            slot::put_date(out, Time::Original, when);
        }
        return;
    }
    let title_field = match (event, series) {
        (true, _) if out.kind.value == Kind::Paper && out.field(Field::Container).is_none() => {
            Field::Container
        }
        (true, _) => Field::Event,
        (_, true) => Field::Series,
        (_, false) => Field::Container,
    };
    if let Some(title) = title {
        put(out, title_field, title);
        if let Some(short) = parent
            .yaml
            .get("title")
            .and_then(|title| title.get("short"))
            && title_field == Field::Container
            && let Some(short) = short.scalar()
        {
            put(out, Field::ShortContainer, short);
        }
    }
    let volume = match title_field {
        Field::Series => Field::SeriesNumber,
        _ => Field::Volume,
    };
    for (name, field) in [
        ("volume", volume),
        ("issue", Field::Issue),
        ("edition", Field::Edition),
        ("volume-total", Field::Volumes),
        ("language", Field::Language),
        ("isbn", Field::Isbn),
        ("issn", Field::Issn),
    ] {
        if let Some(words) = scalar(parent.yaml, name) {
            put(out, field, words);
        }
    }
    let place = match event {
        true => Field::EventPlace,
        false => Field::Place,
    };
    if let Some(words) = scalar(parent.yaml, "location") {
        put(out, place, words);
    }
    if let Some(value) = parent.yaml.get("publisher") {
        publisher(value, out);
    }
    if let Some(words) = scalar(parent.yaml, "organization") {
        put(out, Field::Publisher, words);
    }
    if let Some(value) = parent.yaml.get("serial-number") {
        for (name, number) in value.entries().unwrap_or_default() {
            let known = SERIALS.iter().find(|(known, _)| *known == name.value);
            if let (Some((_, field @ (Field::Isbn | Field::Issn | Field::Doi))), Some(number)) =
                (known, number.scalar())
            {
                put_plain(out, *field, number);
            }
        }
    }
    if let Some(value) = parent.yaml.get("url") {
        url(value, out);
    }
    if let Some(date) = scalar(parent.yaml, "date") {
        let time = if event { Time::Event } else { Time::Issued };
        slot::put_date(out, time, Spanned::new(When::parse(&date.value), date.span));
    }
    let role = |name: &str| match (name, title_field) {
        ("author", Field::Series) => None,
        ("author", _) => Some(Role::ContainerAuthor),
        (_, Field::Series) => Some(Role::SeriesEditor),
        (_, _) => Some(Role::Editor),
    };
    for name in ["author", "editor"] {
        if let (Some(value), Some(role)) = (parent.yaml.get(name), role(name)) {
            let names = names(value, faults);
            if !names.is_empty() {
                out.names.entry(role).or_insert(names);
            }
        }
    }
}

fn inner_title(entry: &Yaml) -> Option<Spanned<String>> {
    scalar(entry, "title")
}

/// The value itself, or what stands under a name within it.
fn inner<'a>(value: &'a Yaml, name: &str) -> &'a Yaml {
    value.get(name).unwrap_or(value)
}

/// A field's text, whether it is written plainly or as a map with `value:`.
fn scalar(entry: &Yaml, name: &str) -> Option<Spanned<String>> {
    let value = inner(entry.get(name)?, "value");
    value.scalar().filter(|text| !text.value.trim().is_empty())
}

/// Names, as one or a list: "Family, Given" or a map with `name` and `given-name`.
fn names(value: &Yaml, faults: &mut Vec<Diagnostic>) -> Vec<Name> {
    let members = value.members().unwrap_or(std::slice::from_ref(value));
    members
        .iter()
        .filter_map(|member| match name(member) {
            Some(name) => Some(name),
            None if member.kind == YamlKind::Null => None,
            None => {
                let message = format!("a name is text; this is {}", member.description());
                faults.push(
                    Diagnostic::error("bibliography-shape", member.span, message)
                        .hint("write `Family, Given`, or the name of a body"),
                );
                None
            }
        })
        .collect()
}

fn name(value: &Yaml) -> Option<Name> {
    if let Some(text) = value.scalar() {
        return written_name(&text.value, text.span);
    }
    let field = |name: &str| {
        let text = value
            .get(name)
            .and_then(Yaml::scalar)
            .map(|text| text.value);
        text.filter(|text| !text.trim().is_empty())
    };
    Some(Name {
        span: Some(value.span),
        family: field("name")?,
        given: field("given-name"),
        prefix: field("prefix"),
        suffix: field("suffix"),
    })
}

/// "Family, Given", "Family, Jr., Given" or the whole name of a body. Braces
/// keep a comma in a body's name.
pub(crate) fn written_name(text: &str, span: Span) -> Option<Name> {
    let text = text.split_whitespace().collect::<Vec<_>>().join(" ");
    if let Some(body) = text.strip_prefix('{').and_then(|t| t.strip_suffix('}')) {
        return Some(Name::body(body, span));
    }
    let pieces: Vec<&str> = text
        .split(',')
        .map(str::trim)
        .filter(|piece| !piece.is_empty())
        .collect();
    let (family, given, suffix) = match pieces.as_slice() {
        [] => return None,
        [family] => (*family, None, None),
        [family, given] => (*family, Some(*given), None),
        [family, suffix, given @ ..] => (*family, given.first().copied(), Some(*suffix)),
    };
    Some(Name {
        span: Some(span),
        family: family.to_owned(),
        given: given.map(str::to_owned),
        prefix: None,
        suffix: suffix.map(str::to_owned),
    })
}

#[cfg(test)]
mod tests;
