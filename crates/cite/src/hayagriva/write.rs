//! References as Hayagriva's YAML. Reading what is written gives the same entry.

use std::fmt::Write;

use pamphlet_core::reference::{Field, Kind, Mark, Name, Reference, Role, Time, Words};

/// An entry as YAML.
pub(crate) fn written(entry: &Reference) -> String {
    let (kind, parent) = types(entry.kind.value);
    let mut out = format!("{}:\n  type: {kind}\n", quoted(&entry.key.value));
    own(entry, parent.is_some(), &mut out);
    if let Some(parent) = parent {
        holder(entry, parent, &mut out);
    }
    out
}

/// Hayagriva's names for a kind and for what holds it.
fn types(kind: Kind) -> (&'static str, Option<&'static str>) {
    match kind {
        Kind::Article | Kind::MagazineArticle => ("article", Some("periodical")),
        Kind::NewspaperArticle => ("article", Some("newspaper")),
        Kind::Preprint => ("article", Some("periodical")),
        Kind::Book => ("book", None),
        Kind::Chapter => ("chapter", Some("book")),
        Kind::Entry => ("entry", Some("reference")),
        Kind::Proceedings => ("proceedings", None),
        Kind::Paper => ("article", Some("proceedings")),
        Kind::Report => ("report", None),
        Kind::Thesis => ("thesis", None),
        Kind::WebPage => ("web", Some("web")),
        Kind::BlogPost => ("article", Some("blog")),
        Kind::Post => ("post", Some("web")),
        Kind::Video => ("video", None),
        Kind::Audio => ("audio", None),
        Kind::Dataset | Kind::Software => ("repository", None),
        Kind::Patent => ("patent", None),
        Kind::Legislation => ("legislation", None),
        Kind::Case => ("case", None),
        Kind::Manuscript => ("manuscript", None),
        Kind::Speech => ("performance", None),
        Kind::Artwork => ("artwork", None),
        Kind::Other => ("misc", None),
    }
}

const OWN: [(Field, &str); 13] = [
    (Field::Edition, "edition"),
    (Field::Volume, "volume"),
    (Field::Volumes, "volume-total"),
    (Field::Issue, "issue"),
    (Field::Pages, "page-range"),
    (Field::PageTotal, "page-total"),
    (Field::Chapter, "chapter"),
    (Field::Genre, "genre"),
    (Field::Language, "language"),
    (Field::Archive, "archive"),
    (Field::ArchiveLocation, "archive-location"),
    (Field::CallNumber, "call-number"),
    (Field::Note, "note"),
];

const SERIALS: [(Field, &str); 9] = [
    (Field::Doi, "doi"),
    (Field::Pmid, "pmid"),
    (Field::Pmcid, "pmcid"),
    (Field::Isbn, "isbn"),
    (Field::Issn, "issn"),
    (Field::Arxiv, "arxiv"),
    (Field::Orcid, "orcid"),
    (Field::Number, "serial"),
    (Field::Version, "version"),
];

fn own(entry: &Reference, held: bool, out: &mut String) {
    title(entry, Field::Title, Field::ShortTitle, 2, out);
    names(entry, Role::Author, "author", 2, out);
    if !held {
        names(entry, Role::Editor, "editor", 2, out);
    }
    affiliated(entry, out);
    if let Some(when) = entry.dates.get(&Time::Issued) {
        line(2, "date", &when.value.text, out);
    }
    for (field, name) in OWN {
        let above = matches!(field, Field::Volume | Field::Issue | Field::Edition);
        if let Some(words) = entry.field(field).filter(|_| !(held && above)) {
            line(2, name, &braced(&words.value), out);
        }
    }
    if !held {
        publisher(entry, 2, out);
    }
    let serials = SERIALS
        .iter()
        .filter_map(|(field, name)| Some((name, entry.text(*field)?)));
    for (i, (name, text)) in serials.enumerate() {
        if i == 0 {
            out.push_str("  serial-number:\n");
        }
        line(4, name, text, out);
    }
    if let Some(url) = entry.text(Field::Url) {
        match entry.dates.get(&Time::Accessed) {
            None => line(2, "url", url, out),
            Some(date) => {
                out.push_str("  url:\n");
                line(4, "value", url, out);
                line(4, "date", &date.value.text, out);
            }
        }
    }
    if !held && entry.field(Field::Series).is_some() {
        out.push_str("  parent:\n");
        line(4, "type", "anthology", out);
        series(entry, 4, out);
    }
}

fn holder(entry: &Reference, kind: &str, out: &mut String) {
    let mut inner = String::new();
    title(
        entry,
        Field::Container,
        Field::ShortContainer,
        4,
        &mut inner,
    );
    names(entry, Role::Editor, "editor", 4, &mut inner);
    names(entry, Role::ContainerAuthor, "author", 4, &mut inner);
    for (field, name) in [
        (Field::Volume, "volume"),
        (Field::Issue, "issue"),
        (Field::Edition, "edition"),
    ] {
        if let Some(text) = entry.text(field) {
            line(4, name, text, &mut inner);
        }
    }
    publisher(entry, 4, &mut inner);
    if entry.field(Field::Series).is_some() {
        inner.push_str("    parent:\n");
        line(6, "type", "anthology", &mut inner);
        series(entry, 6, &mut inner);
    }
    if inner.is_empty() && kind == "web" {
        return;
    }
    let _ = writeln!(out, "  parent:");
    line(4, "type", kind, out);
    out.push_str(&inner);
}

fn series(entry: &Reference, indent: usize, out: &mut String) {
    if let Some(words) = entry.field(Field::Series) {
        line(indent, "title", &braced(&words.value), out);
    }
    if let Some(number) = entry.text(Field::SeriesNumber) {
        line(indent, "volume", number, out);
    }
    names(entry, Role::SeriesEditor, "editor", indent, out);
}

fn publisher(entry: &Reference, indent: usize, out: &mut String) {
    let name = entry
        .field(Field::Publisher)
        .map(|words| braced(&words.value));
    match (name, entry.field(Field::Place)) {
        (Some(name), None) => line(indent, "publisher", &name, out),
        (name, Some(place)) => {
            let _ = writeln!(out, "{:indent$}publisher:", "");
            if let Some(name) = name {
                line(indent + 2, "name", &name, out);
            }
            line(indent + 2, "location", &braced(&place.value), out);
        }
        (None, None) => {}
    }
}

fn title(entry: &Reference, long: Field, short: Field, indent: usize, out: &mut String) {
    let Some(words) = entry.field(long).or(entry.field(short)) else {
        return;
    };
    match entry.field(short).filter(|_| entry.field(long).is_some()) {
        None => line(indent, "title", &braced(&words.value), out),
        Some(short) => {
            let _ = writeln!(out, "{:indent$}title:", "");
            line(indent + 2, "value", &braced(&words.value), out);
            line(indent + 2, "short", &braced(&short.value), out);
        }
    }
}

fn names(entry: &Reference, role: Role, key: &str, indent: usize, out: &mut String) {
    let names = entry.people(role);
    if names.is_empty() {
        return;
    }
    let _ = writeln!(out, "{:indent$}{key}:", "");
    for name in names {
        one(name, indent + 2, out);
    }
}

fn one(name: &Name, indent: usize, out: &mut String) {
    let comma = |text: &Option<String>| text.as_ref().is_some_and(|text| text.contains(','));
    let plain = name.prefix.is_none() && !name.family.contains(',');
    if plain
        && !comma(&name.given)
        && !comma(&name.suffix)
        && (name.given.is_some() || name.suffix.is_none())
    {
        let _ = writeln!(out, "{:indent$}- {}", "", quoted(&name.inverted()));
        return;
    }
    let parts = [
        ("name", Some(&name.family)),
        ("given-name", name.given.as_ref()),
        ("prefix", name.prefix.as_ref()),
        ("suffix", name.suffix.as_ref()),
    ];
    let parts = parts
        .into_iter()
        .filter_map(|(key, text)| Some((key, text?)));
    for (i, (key, text)) in parts.enumerate() {
        let sign = if i == 0 { '-' } else { ' ' };
        let _ = writeln!(out, "{:indent$}{sign} {key}: {}", "", quoted(text));
    }
}

fn affiliated(entry: &Reference, out: &mut String) {
    const ROLES: [(Role, &str); 6] = [
        (Role::Translator, "translator"),
        (Role::Compiler, "compiler"),
        (Role::Director, "director"),
        (Role::Illustrator, "illustrator"),
        (Role::Holder, "holder"),
        (Role::Contributor, "collaborator"),
    ];
    let named = ROLES
        .iter()
        .filter(|(role, _)| !entry.people(*role).is_empty());
    for (i, (role, name)) in named.enumerate() {
        if i == 0 {
            out.push_str("  affiliated:\n");
        }
        let _ = writeln!(out, "    - role: {name}");
        names(entry, *role, "names", 6, out);
    }
}

fn line(indent: usize, key: &str, text: &str, out: &mut String) {
    let _ = writeln!(out, "{:indent$}{key}: {}", "", quoted(text));
}

/// Words with their marks written out.
fn braced(words: &Words) -> String {
    let mut out = String::new();
    for (text, mark) in words.pieces() {
        let (open, close) = match mark {
            None => ("", ""),
            Some(Mark::Kept) => ("{", "}"),
            Some(Mark::Emphasis) => ("<i>", "</i>"),
            Some(Mark::Strong) => ("<b>", "</b>"),
            Some(Mark::Subscript) => ("<sub>", "</sub>"),
            Some(Mark::Superscript) => ("<sup>", "</sup>"),
        };
        out.push_str(open);
        out.push_str(text);
        out.push_str(close);
    }
    out
}

/// Text as it stands where YAML cannot take it for something else, else in
/// quotation marks.
fn quoted(text: &str) -> String {
    let plain = text.starts_with(|c: char| c.is_alphabetic())
        && text
            .chars()
            .all(|c| c.is_alphanumeric() || matches!(c, ' ' | '.' | '-' | '(' | ')'))
        && !text.ends_with(' ')
        && !matches!(
            text.to_ascii_lowercase().as_str(),
            "true" | "false" | "null" | "yes" | "no" | "on" | "off"
        );
    if plain {
        return text.to_owned();
    }
    let mut out = String::from("\"");
    for c in text.chars() {
        match c {
            '"' => out.push_str("\\\""),
            '\\' => out.push_str("\\\\"),
            c if c.is_control() => {
                let _ = write!(out, "\\u{:04x}", c as u32);
            }
            c => out.push(c),
        }
    }
    out.push('"');
    out
}
