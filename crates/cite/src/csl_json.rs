//! `references.json`: CSL-JSON, as Zotero, Mendeley and pandoc write it. The crate
//! jsonc-parser reads each item with its places; a fault costs no more than its item.

mod pieces;

use jsonc_parser::ast::{Object, ObjectProp, Value};
use jsonc_parser::{CollectOptions, ParseOptions, parse_to_ast};
use pamphlet_core::diagnostic::Diagnostic;
use pamphlet_core::limits;
use pamphlet_core::reference::{Day, Field, Kind, Name, Reference, Role, Time, When, Words};
use pamphlet_core::span::{FileId, Span, Spanned};

use crate::slot::{self, Slot, Slots};
use pieces::{between, items};

/// CSL's types.
const TYPES: [(&str, Kind); 45] = [
    ("article", Kind::Preprint),
    ("article-journal", Kind::Article),
    ("article-magazine", Kind::MagazineArticle),
    ("article-newspaper", Kind::NewspaperArticle),
    ("bill", Kind::Legislation),
    ("book", Kind::Book),
    ("broadcast", Kind::Video),
    ("chapter", Kind::Chapter),
    ("classic", Kind::Book),
    ("collection", Kind::Book),
    ("dataset", Kind::Dataset),
    ("document", Kind::Other),
    ("entry", Kind::Entry),
    ("entry-dictionary", Kind::Entry),
    ("entry-encyclopedia", Kind::Entry),
    ("event", Kind::Other),
    ("figure", Kind::Artwork),
    ("graphic", Kind::Artwork),
    ("hearing", Kind::Other),
    ("interview", Kind::Other),
    ("legal_case", Kind::Case),
    ("legislation", Kind::Legislation),
    ("manuscript", Kind::Manuscript),
    ("map", Kind::Artwork),
    ("motion_picture", Kind::Video),
    ("musical_score", Kind::Other),
    ("pamphlet", Kind::Book),
    ("paper-conference", Kind::Paper),
    ("patent", Kind::Patent),
    ("performance", Kind::Other),
    ("periodical", Kind::Book),
    ("personal_communication", Kind::Manuscript),
    ("post", Kind::Post),
    ("post-weblog", Kind::BlogPost),
    ("regulation", Kind::Legislation),
    ("report", Kind::Report),
    ("review", Kind::Article),
    ("review-book", Kind::Article),
    ("software", Kind::Software),
    ("song", Kind::Audio),
    ("speech", Kind::Speech),
    ("standard", Kind::Report),
    ("thesis", Kind::Thesis),
    ("treaty", Kind::Legislation),
    ("webpage", Kind::WebPage),
];

/// CSL's variables.
const FIELDS: Slots = &[
    ("id", Slot::Own),
    ("type", Slot::Own),
    ("author", Slot::Names(Role::Author)),
    ("editor", Slot::Names(Role::Editor)),
    ("translator", Slot::Names(Role::Translator)),
    ("container-author", Slot::Names(Role::ContainerAuthor)),
    ("collection-editor", Slot::Names(Role::SeriesEditor)),
    ("director", Slot::Names(Role::Director)),
    ("compiler", Slot::Names(Role::Compiler)),
    ("illustrator", Slot::Names(Role::Illustrator)),
    ("contributor", Slot::Names(Role::Contributor)),
    ("issued", Slot::Date(Time::Issued)),
    ("accessed", Slot::Date(Time::Accessed)),
    ("original-date", Slot::Date(Time::Original)),
    ("event-date", Slot::Date(Time::Event)),
    ("title", Slot::Text(Field::Title)),
    ("title-short", Slot::Text(Field::ShortTitle)),
    ("shortTitle", Slot::Text(Field::ShortTitle)),
    ("container-title", Slot::Text(Field::Container)),
    ("container-title-short", Slot::Text(Field::ShortContainer)),
    ("journalAbbreviation", Slot::Text(Field::ShortContainer)),
    ("collection-title", Slot::Text(Field::Series)),
    ("collection-number", Slot::Text(Field::SeriesNumber)),
    ("event-title", Slot::Text(Field::Event)),
    ("event", Slot::Text(Field::Event)),
    ("event-place", Slot::Text(Field::EventPlace)),
    ("publisher", Slot::Text(Field::Publisher)),
    ("publisher-place", Slot::Text(Field::Place)),
    ("edition", Slot::Text(Field::Edition)),
    ("volume", Slot::Text(Field::Volume)),
    ("number-of-volumes", Slot::Text(Field::Volumes)),
    ("issue", Slot::Text(Field::Issue)),
    ("number", Slot::Text(Field::Number)),
    ("page", Slot::Text(Field::Pages)),
    ("number-of-pages", Slot::Text(Field::PageTotal)),
    ("chapter-number", Slot::Text(Field::Chapter)),
    ("version", Slot::Text(Field::Version)),
    ("genre", Slot::Text(Field::Genre)),
    ("DOI", Slot::Text(Field::Doi)),
    ("PMID", Slot::Text(Field::Pmid)),
    ("PMCID", Slot::Text(Field::Pmcid)),
    ("ISBN", Slot::Text(Field::Isbn)),
    ("ISSN", Slot::Text(Field::Issn)),
    ("URL", Slot::Text(Field::Url)),
    ("archive", Slot::Text(Field::Archive)),
    ("archive_location", Slot::Text(Field::ArchiveLocation)),
    ("archive-location", Slot::Text(Field::ArchiveLocation)),
    ("call-number", Slot::Text(Field::CallNumber)),
    ("language", Slot::Text(Field::Language)),
    ("note", Slot::Text(Field::Note)),
    ("abstract", Slot::Text(Field::Abstract)),
    ("annote", Slot::Unused),
    ("archive-place", Slot::Unused),
    ("archive_collection", Slot::Unused),
    ("authority", Slot::Unused),
    ("available-date", Slot::Unused),
    ("categories", Slot::Unused),
    ("chair", Slot::Unused),
    ("citation-key", Slot::Unused),
    ("citation-label", Slot::Unused),
    ("citation-number", Slot::Unused),
    ("composer", Slot::Unused),
    ("curator", Slot::Unused),
    ("custom", Slot::Unused),
    ("dimensions", Slot::Unused),
    ("division", Slot::Unused),
    ("editor-translator", Slot::Unused),
    ("editorial-director", Slot::Unused),
    ("executive-producer", Slot::Unused),
    ("first-reference-note-number", Slot::Unused),
    ("guest", Slot::Unused),
    ("host", Slot::Unused),
    ("interviewer", Slot::Unused),
    ("jurisdiction", Slot::Unused),
    ("keyword", Slot::Unused),
    ("license", Slot::Unused),
    ("locator", Slot::Unused),
    ("medium", Slot::Unused),
    ("narrator", Slot::Unused),
    ("organizer", Slot::Unused),
    ("original-author", Slot::Unused),
    ("original-publisher", Slot::Unused),
    ("original-publisher-place", Slot::Unused),
    ("original-title", Slot::Unused),
    ("page-first", Slot::Unused),
    ("part-number", Slot::Unused),
    ("part-title", Slot::Unused),
    ("performer", Slot::Unused),
    ("printing-number", Slot::Unused),
    ("producer", Slot::Unused),
    ("recipient", Slot::Unused),
    ("references", Slot::Unused),
    ("reviewed-author", Slot::Unused),
    ("reviewed-genre", Slot::Unused),
    ("reviewed-title", Slot::Unused),
    ("scale", Slot::Unused),
    ("script-writer", Slot::Unused),
    ("section", Slot::Unused),
    ("series-creator", Slot::Unused),
    ("source", Slot::Unused),
    ("status", Slot::Unused),
    ("submitted", Slot::Unused),
    ("supplement", Slot::Unused),
    ("supplement-number", Slot::Unused),
    ("system_id", Slot::Unused),
    ("volume-title", Slot::Unused),
    ("volume-title-short", Slot::Unused),
    ("year-suffix", Slot::Unused),
];

/// The entries in the order written.
pub(crate) fn entries(text: &str, file: FileId, faults: &mut Vec<Diagnostic>) -> Vec<Reference> {
    if text.trim().is_empty() {
        return Vec::new();
    }
    let start = text.len() - text.trim_start().len();
    if !text[start..].starts_with(['[', '{']) {
        let message = "CSL-JSON is a list of items in `[` and `]`";
        let span = Span::new(file, start..start + 1);
        faults.push(Diagnostic::error("bibliography-shape", span, message).hint(SHAPE));
        return Vec::new();
    }
    let items = items(text);
    if let Some(missing) = between(text, &items) {
        let span = Span::new(file, missing.clone());
        let message = "this stands between two items and is none";
        faults.push(Diagnostic::error("bibliography-syntax", span, message).hint(SHAPE));
    }
    let mut out = Vec::new();
    for item in items {
        let reader = Reader {
            file,
            base: item.start,
        };
        let parsed = parse_to_ast(&text[item.clone()], &CollectOptions::default(), &STRICT);
        match parsed {
            Ok(parsed) => match parsed.value {
                Some(Value::Object(object)) => out.extend(reader.item(&object, faults)),
                _ => faults.push(
                    Diagnostic::error(
                        "bibliography-shape",
                        Span::new(file, item),
                        "an item is an object in `{` and `}`",
                    )
                    .hint(SHAPE),
                ),
            },
            Err(error) => {
                let range = error.range();
                let message = format!("this is not JSON: {}", error.kind()).to_lowercase();
                let span = Span::new(
                    file,
                    item.start + range.start..item.start + range.end.min(item.len()),
                );
                faults.push(
                    Diagnostic::error("bibliography-syntax", span, message)
                        .hint("every name and text stands in `\"`, with `,` between fields"),
                );
            }
        }
        if faults.len() > limits::DIAGNOSTICS {
            break;
        }
    }
    out
}

const SHAPE: &str =
    "write `[{\"id\": \"key\", \"type\": \"article-journal\", \"title\": \"…\"}, …]`";

const STRICT: ParseOptions = ParseOptions {
    allow_comments: false,
    allow_loose_object_property_names: false,
    allow_trailing_commas: false,
    allow_missing_commas: false,
    allow_single_quoted_strings: false,
    allow_hexadecimal_numbers: false,
    allow_unary_plus_numbers: false,
    allow_bare_decimal_point_numbers: false,
    allow_non_finite_numbers: false,
    allow_extended_string_escapes: false,
};

struct Reader {
    file: FileId,
    base: usize,
}

impl Reader {
    fn span(&self, range: jsonc_parser::common::Range) -> Span {
        Span::new(self.file, self.base + range.start..self.base + range.end)
    }

    fn name_span(&self, prop: &ObjectProp) -> Span {
        match &prop.name {
            jsonc_parser::ast::ObjectPropName::String(name) => {
                self.inner(name.range, name.value.len())
            }
            jsonc_parser::ast::ObjectPropName::Word(name) => self.span(name.range),
        }
    }

    /// The place between the quotation marks, where the text stands there as it is.
    fn inner(&self, range: jsonc_parser::common::Range, length: usize) -> Span {
        let whole = self.span(range);
        match range.end - range.start == length + 2 {
            true => whole.slice(1..1 + length),
            false => whole,
        }
    }

    fn scalar(&self, value: &Value) -> Option<Spanned<String>> {
        match value {
            Value::StringLit(text) => Some(Spanned::new(
                text.value.to_string(),
                self.inner(text.range, text.value.len()),
            )),
            Value::NumberLit(number) => Some(Spanned::new(
                number.value.to_owned(),
                self.span(number.range),
            )),
            _ => None,
        }
    }

    fn item(&self, object: &Object, faults: &mut Vec<Diagnostic>) -> Option<Reference> {
        let span = self.span(object.range);
        let get = |name: &str| {
            let found = object.properties.iter().find(|p| p.name.as_str() == name);
            found.and_then(|prop| self.scalar(&prop.value))
        };
        let Some(key) = get("id").filter(|id| !id.value.trim().is_empty()) else {
            faults.push(
                Diagnostic::error("missing-key", span.slice(0..1), "the item has no `id`")
                    .hint("write `\"id\": \"walker2006\"`: it is what `[@walker2006]` cites"),
            );
            return None;
        };
        let key = Spanned::new(key.value.trim().to_owned(), key.span);
        let written = get("type").unwrap_or_else(|| Spanned::new("document".to_owned(), key.span));
        let Some((_, kind)) = TYPES.iter().find(|(name, _)| *name == written.value) else {
            let known = TYPES.iter().map(|(name, _)| *name);
            faults.push(slot::unknown_type(&written.value, written.span, known));
            return None;
        };
        let mut out = Reference::new(span, key, Spanned::new(*kind, written.span));
        let mut seen: std::collections::BTreeMap<&str, Span> = std::collections::BTreeMap::new();
        for prop in &object.properties {
            let name = prop.name.as_str();
            let name_span = self.name_span(prop);
            if let Some(first) = seen.insert(name, name_span) {
                faults.push(
                    Diagnostic::error(
                        "duplicate-key",
                        name_span,
                        format!("`{name}` is written twice"),
                    )
                    .hint("keep one of the two")
                    .related(first, "first written here"),
                );
                continue;
            }
            match slot::find(FIELDS, name) {
                None => {
                    let known = FIELDS.iter().map(|(name, _)| *name);
                    faults.push(slot::unknown_field(name, name_span, known, false));
                }
                Some(Slot::Unused | Slot::Own) => {}
                Some(Slot::Text(field)) => match self.scalar(&prop.value) {
                    Some(text) => {
                        let words = slot::marked(&text.value, false);
                        slot::put(&mut out, field, Spanned::new(words, text.span));
                    }
                    None if matches!(prop.value, Value::NullKeyword(_)) => {}
                    None => faults.push(self.shape(name, &prop.value, "words in `\"`")),
                },
                Some(Slot::Names(role)) => {
                    let names = self.names(name, &prop.value, faults);
                    if !names.is_empty() {
                        out.names.insert(role, names);
                    }
                }
                Some(Slot::Date(time)) => match self.date(&prop.value) {
                    Some(when) => slot::put_date(&mut out, time, when),
                    None => faults.push(self.shape(name, &prop.value, DATE)),
                },
            }
        }
        extra(&mut out);
        Some(out)
    }

    fn shape(&self, name: &str, value: &Value, wanted: &str) -> Diagnostic {
        let span = self.span(match value {
            Value::StringLit(node) => node.range,
            Value::NumberLit(node) => node.range,
            Value::BooleanLit(node) => node.range,
            Value::Object(node) => node.range,
            Value::Array(node) => node.range,
            Value::NullKeyword(node) => node.range,
        });
        let message = format!("`{name}` has another form here");
        Diagnostic::error("bibliography-shape", span, message).hint(format!("write {wanted}"))
    }

    fn names(&self, field: &str, value: &Value, faults: &mut Vec<Diagnostic>) -> Vec<Name> {
        let Value::Array(list) = value else {
            faults.push(self.shape(field, value, NAMES));
            return Vec::new();
        };
        let mut out = Vec::new();
        for value in &list.elements {
            let Value::Object(name) = value else {
                faults.push(self.shape(field, value, NAMES));
                continue;
            };
            let part = |key: &str| {
                let found = name.properties.iter().find(|p| p.name.as_str() == key);
                let text = found.and_then(|prop| self.scalar(&prop.value));
                text.map(|text| text.value.trim().to_owned())
                    .filter(|text| !text.is_empty())
            };
            let span = self.span(name.range);
            let family = match (part("literal"), part("family")) {
                (Some(body), None) => {
                    out.push(Name::body(body, span));
                    continue;
                }
                (_, Some(family)) => family,
                (None, None) => match part("given") {
                    Some(given) => {
                        out.push(Name::body(given, span));
                        continue;
                    }
                    None => continue,
                },
            };
            let family = match part("non-dropping-particle") {
                Some(particle) => format!("{particle} {family}"),
                None => family,
            };
            out.push(Name {
                span: Some(span),
                family,
                given: part("given"),
                prefix: part("dropping-particle"),
                suffix: part("suffix"),
            });
        }
        out
    }

    /// `{"date-parts": [[2006, 11]]}`, `{"raw": "2006-11"}` or plain text.
    fn date(&self, value: &Value) -> Option<Spanned<When>> {
        if let Some(text) = self.scalar(value) {
            return Some(Spanned::new(When::parse(&text.value), text.span));
        }
        let Value::Object(object) = value else {
            return None;
        };
        let span = self.span(object.range);
        let get = |key: &str| {
            let found = object.properties.iter().find(|p| p.name.as_str() == key);
            found.map(|prop| &prop.value)
        };
        let mut when = None;
        if let Some(Value::Array(parts)) = get("date-parts") {
            let days: Vec<(String, Option<Day>)> =
                parts.elements.iter().map(|day| self.day(day)).collect();
            let text: Vec<_> = days.iter().map(|(text, _)| text.as_str()).collect();
            when = Some(When {
                text: text.join("/"),
                start: days.first().and_then(|(_, day)| *day),
                end: days.get(1).and_then(|(_, day)| *day),
                circa: false,
            });
        }
        let written = ["raw", "literal"].iter().find_map(|key| get(key));
        if when.is_none()
            && let Some(text) = written.and_then(|value| self.scalar(value))
        {
            return Some(Spanned::new(When::parse(&text.value), text.span));
        }
        let mut when = when?;
        when.circa = match get("circa") {
            Some(Value::BooleanLit(circa)) => circa.value,
            Some(other) => self.scalar(other).is_some_and(|text| text.value != "0"),
            None => false,
        };
        let season = get("season").and_then(|value| self.scalar(value));
        if let (Some(season), Some(start)) = (season, &mut when.start)
            && let Ok(season @ 1..=4) = season.value.parse::<u8>()
        {
            start.season = Some(season);
        }
        Some(Spanned::new(when, span))
    }

    fn day(&self, value: &Value) -> (String, Option<Day>) {
        let Value::Array(parts) = value else {
            return (String::new(), None);
        };
        let parts: Vec<String> = parts
            .elements
            .iter()
            .filter_map(|part| self.scalar(part))
            .map(|part| part.value.trim().to_owned())
            .collect();
        // `["2000", "", ""]` is a year.
        let said = parts.iter().rposition(|part| !part.is_empty());
        let parts = &parts[..said.map_or(0, |last| last + 1)];
        let number = |i: usize| parts.get(i).map(|part| part.parse::<i32>().ok());
        let small = |n: Option<Option<i32>>| match n {
            None => Some(None),
            Some(Some(n)) => u8::try_from(n).ok().map(Some),
            Some(None) => None,
        };
        let day = || {
            let year = number(0)??;
            match (small(number(1))?, small(number(2))?) {
                (Some(season @ 21..=24), None) => Some(Day {
                    season: Some(season - 20),
                    ..Day::year(year)
                }),
                (month, day) => Day::new(year, month, day),
            }
        };
        (parts.join("-"), day())
    }
}

const NAMES: &str = "`[{\"family\": \"Walker\", \"given\": \"Richard F.\"}, {\"literal\": \"World Health Organization\"}]`";
const DATE: &str = "`{\"date-parts\": [[2006, 11]]}`";

/// Zotero writes what CSL has no variable for into the note, a line each:
/// `PMID: 123`.
fn extra(out: &mut Reference) {
    let Some(note) = out.fields.get(&Field::Note).cloned() else {
        return;
    };
    const LINES: [(&str, Field); 3] = [
        ("PMID:", Field::Pmid),
        ("PMCID:", Field::Pmcid),
        ("DOI:", Field::Doi),
    ];
    let words: Vec<&str> = note.value.text.split(' ').collect();
    let mut rest = Vec::new();
    let mut i = 0;
    while i < words.len() {
        let found = LINES.iter().find(|(label, _)| *label == words[i]);
        match (found, words.get(i + 1)) {
            (Some((_, field)), Some(value)) => {
                slot::put(out, *field, Spanned::new(Words::plain(*value), note.span));
                i += 2;
            }
            _ => {
                rest.push(words[i]);
                i += 1;
            }
        }
    }
    if rest.len() < words.len() {
        out.fields.remove(&Field::Note);
        out.set(
            Field::Note,
            Spanned::new(Words::plain(rest.join(" ")), note.span),
        );
    }
}

#[cfg(test)]
mod tests;
