//! A reference in hayagriva's terms: types with parents.

use hayagriva::types::{
    ChunkKind, ChunkedString, Date, EntryType, FormatString, MaybeTyped, Numeric, Person,
    PersonRole, PersonsWithRoles, Publisher, QualifiedUrl, StringChunk,
};
use hayagriva::{Entry, citationberg};
use pamphlet_core::reference::{Day, Field, Kind, Mark, Name, Reference, Role, Time, Words};

use crate::hygiene::abbreviated;
use crate::spoken;

/// The sign before marked words, which hayagriva carries through as it does math;
/// [`crate::inlines`] turns it back. A private character, which no author writes.
pub(crate) fn sign(mark: Mark) -> Option<char> {
    match mark {
        Mark::Kept => None,
        Mark::Emphasis => Some('\u{F8F1}'),
        Mark::Strong => Some('\u{F8F2}'),
        Mark::Subscript => Some('\u{F8F3}'),
        Mark::Superscript => Some('\u{F8F4}'),
    }
}

/// The entry that styles print.
pub(crate) fn of(reference: &Reference) -> Entry {
    let (kind, parent) = types(reference);
    let key = reference.key.value.as_str();
    let mut entry = Entry::new(key, kind);
    let mut holder = parent.map(|kind| Entry::new(key, kind));
    people(reference, &mut entry, holder.as_mut());
    words(reference, &mut entry);
    numbers(reference, &mut entry, holder.as_mut());
    identifiers(reference, &mut entry);
    dates(reference, &mut entry);
    if let Some(holder) = &mut holder {
        if let Some(title) = titles(reference, Field::Container, Field::ShortContainer) {
            holder.set_title(title);
        }
        if let Some(series) = series(reference, holder.entry_type()) {
            holder.set_parents(vec![series]);
        }
    }
    let mut parents: Vec<Entry> = holder.into_iter().collect();
    if parents.is_empty() {
        parents.extend(series(reference, entry.entry_type()));
    }
    parents.extend(event(reference));
    if let Some(date) = reference
        .dates
        .get(&Time::Original)
        .and_then(|when| date(when.value.start?, false))
    {
        let mut original = Entry::new(key, EntryType::Original);
        original.set_date(date);
        parents.push(original);
    }
    entry.set_parents(parents);
    entry
}

/// Hayagriva's type, and that of what holds the work.
fn types(reference: &Reference) -> (EntryType, Option<EntryType>) {
    let held = |field| reference.field(field).is_some();
    let container = held(Field::Container);
    match reference.kind.value {
        Kind::Article | Kind::MagazineArticle => (EntryType::Article, Some(EntryType::Periodical)),
        Kind::NewspaperArticle => (EntryType::Article, Some(EntryType::Newspaper)),
        // No style prints a preprint's server, but as what holds it.
        Kind::Preprint => (
            EntryType::Article,
            container.then_some(EntryType::Periodical),
        ),
        // A book within something, and anything else within something, are known to
        // hayagriva only as parts of it.
        Kind::Book if container => (EntryType::Chapter, Some(EntryType::Book)),
        // An article in a book would be a preprint to CSL.
        Kind::Other if container => (EntryType::Article, Some(EntryType::Periodical)),
        Kind::Book => (EntryType::Book, None),
        // With the types made for them, hayagriva prints the book's title twice
        // ("anthos" in an "anthology") or not at all ("entry" in a "reference").
        Kind::Chapter | Kind::Entry => (EntryType::Chapter, Some(EntryType::Book)),
        Kind::Proceedings => (EntryType::Proceedings, None),
        Kind::Paper => (EntryType::Article, Some(EntryType::Proceedings)),
        Kind::Report => (EntryType::Report, container.then_some(EntryType::Book)),
        Kind::Thesis => (EntryType::Thesis, None),
        Kind::WebPage => (EntryType::Web, container.then_some(EntryType::Web)),
        Kind::BlogPost => (EntryType::Article, Some(EntryType::Blog)),
        Kind::Post => (EntryType::Post, container.then_some(EntryType::Web)),
        Kind::Video => (EntryType::Video, None),
        Kind::Audio => (EntryType::Audio, None),
        Kind::Dataset | Kind::Software => (EntryType::Repository, None),
        Kind::Patent => (EntryType::Patent, None),
        Kind::Legislation => (EntryType::Legislation, None),
        Kind::Case => (EntryType::Case, container.then_some(EntryType::Report)),
        Kind::Manuscript => (EntryType::Manuscript, None),
        Kind::Speech => (EntryType::Misc, None),
        Kind::Artwork => (EntryType::Artwork, None),
        Kind::Other => (EntryType::Misc, None),
    }
}

fn people(reference: &Reference, entry: &mut Entry, holder: Option<&mut Entry>) {
    let persons = |role| -> Vec<Person> {
        let names = reference.people(role).iter();
        names
            .filter(|name| !abbreviated(name))
            .map(person)
            .collect()
    };
    let some = |role| Some(persons(role)).filter(|persons| !persons.is_empty());
    if let Some(authors) = some(Role::Author) {
        entry.set_authors(authors);
    }
    match (some(Role::Editor), holder) {
        (editors, Some(holder)) => {
            if let Some(editors) = editors {
                holder.set_editors(editors);
            }
            if let Some(authors) = some(Role::ContainerAuthor) {
                holder.set_authors(authors);
            }
        }
        (Some(editors), None) => entry.set_editors(editors),
        (None, None) => {}
    }
    let roles = [
        (Role::Translator, PersonRole::Translator),
        (Role::Director, PersonRole::Director),
        (Role::Compiler, PersonRole::Compiler),
        (Role::Illustrator, PersonRole::Illustrator),
        (Role::Holder, PersonRole::Holder),
        (Role::Contributor, PersonRole::Collaborator),
    ];
    let affiliated: Vec<_> = roles
        .into_iter()
        .filter_map(|(role, theirs)| Some(PersonsWithRoles::new(some(role)?, theirs)))
        .collect();
    if !affiliated.is_empty() {
        entry.set_affiliated(affiliated);
    }
}

/// Hayagriva takes "San" off "San Francisco Health Network" and "Van" off "Van
/// Cauter" as it takes "van" off "van der Berg". Spaces that do not break keep
/// such names whole, and [`crate::inlines`] turns them back.
fn person(name: &Name) -> Person {
    let capital = !name.family.starts_with(char::is_lowercase);
    let family = match name.is_body() || capital {
        true => name.family.replace(' ', "\u{a0}"),
        false => name.family.clone(),
    };
    Person {
        name: family,
        given_name: name.given.clone(),
        prefix: name.prefix.clone(),
        suffix: name.suffix.clone(),
        comma_suffix: false,
        alias: None,
    }
}

fn words(reference: &Reference, entry: &mut Entry) {
    if let Some(title) = titles(reference, Field::Title, Field::ShortTitle) {
        entry.set_title(title);
    }
    let get = |field| reference.field(field).map(|words| string(&words.value));
    let name = get(Field::Publisher);
    let place = get(Field::Place);
    if name.is_some() || place.is_some() {
        entry.set_publisher(Publisher::new(name, place));
    }
    type Setter = fn(&mut Entry, FormatString);
    let setters: [(Field, Setter); 5] = [
        (Field::Archive, Entry::set_archive),
        (Field::ArchiveLocation, Entry::set_archive_location),
        (Field::CallNumber, Entry::set_call_number),
        (Field::Note, Entry::set_note),
        (Field::Genre, Entry::set_genre),
    ];
    for (field, set) in setters {
        if let Some(words) = get(field) {
            set(entry, words);
        }
    }
    if reference.kind.value == Kind::Dataset && reference.field(Field::Genre).is_none() {
        entry.set_genre(FormatString::with_value("Data set"));
    }
    if reference.kind.value == Kind::Report
        && let Some(body) = get(Field::Publisher)
    {
        entry.set_organization(body);
    }
    let language = spoken::language(reference);
    let tags = language.as_ref().map(|it| [it.tag(), it.primary()]);
    if let Some(language) = tags.into_iter().flatten().find_map(|tag| tag.parse().ok()) {
        entry.set_language(language);
    }
}

fn numbers(reference: &Reference, entry: &mut Entry, mut holder: Option<&mut Entry>) {
    let number = |field| reference.text(field).map(numeric);
    if let Some(volume) = number(Field::Volume) {
        match &mut holder {
            Some(holder) => holder.set_volume(volume),
            None => entry.set_volume(volume),
        }
    }
    if let Some(issue) = number(Field::Issue) {
        match &mut holder {
            Some(holder) => holder.set_issue(issue),
            None => entry.set_issue(issue),
        }
    }
    if let Some(edition) = number(Field::Edition) {
        match &mut holder {
            Some(holder) => holder.set_edition(edition),
            None => entry.set_edition(edition),
        }
    }
    if let Some(chapter) = number(Field::Chapter) {
        entry.set_chapter(chapter);
    }
    if let Some(MaybeTyped::Typed(volumes)) = number(Field::Volumes) {
        entry.set_volume_total(volumes);
    }
    if let Some(MaybeTyped::Typed(pages)) = number(Field::PageTotal) {
        entry.set_page_total(pages);
    }
    if let Some(pages) = reference.text(Field::Pages) {
        let pages = pages.replace("--", "-");
        entry.set_page_range(match countable(&pages) {
            true => pages.parse().unwrap_or(MaybeTyped::String(pages)),
            false => MaybeTyped::String(pages),
        });
    }
    for (field, name) in [(Field::Number, "serial"), (Field::Version, "version")] {
        if let Some(text) = reference.text(field) {
            // Hayagriva takes "US 1,234,567" for three numbers.
            let text = text.replace(',', &format!(",{JOINER}"));
            entry.set_keyed_serial_number(name, text);
        }
    }
}

/// A sign that no one sees; [`crate::inlines`] takes it out again.
pub(crate) const JOINER: char = '\u{2060}';

fn identifiers(reference: &Reference, entry: &mut Entry) {
    for (field, name) in [
        (Field::Doi, "doi"),
        (Field::Pmid, "pmid"),
        (Field::Pmcid, "pmcid"),
        (Field::Arxiv, "arxiv"),
        (Field::Isbn, "isbn"),
        (Field::Issn, "issn"),
    ] {
        if let Some(text) = reference.text(field) {
            entry.set_keyed_serial_number(name, text.to_owned());
        }
    }
    if let Some(Ok(mut url)) = reference.text(Field::Url).map(str::parse::<QualifiedUrl>) {
        url.visit_date = reference
            .dates
            .get(&Time::Accessed)
            .and_then(|when| date(when.value.start?, false));
        entry.set_url(url);
    }
}

fn dates(reference: &Reference, entry: &mut Entry) {
    if let Some(when) = reference.dates.get(&Time::Issued)
        && let Some(start) = when.value.start
        && let Some(date) = date(start, when.value.circa)
    {
        entry.set_date(date);
    }
}

fn date(day: Day, circa: bool) -> Option<Date> {
    let season = day
        .season
        .and_then(|season| citationberg::taxonomy::Season::try_from_csl_number(season).ok());
    Some(Date {
        year: day.year,
        month: day.month.map(|month| month.saturating_sub(1)),
        day: day.day.map(|day| day.saturating_sub(1)),
        approximate: circa,
        season,
    })
}

/// The series, as a parent of something of a type.
fn series(reference: &Reference, kind: &EntryType) -> Option<Entry> {
    let title = reference.field(Field::Series)?;
    let kind = match kind {
        EntryType::Periodical => EntryType::Periodical,
        EntryType::Report => EntryType::Book,
        // As the part of a "book" a volume would also be a part and a chapter.
        _ => EntryType::Anthology,
    };
    let mut series = Entry::new(&reference.key.value, kind);
    series.set_title(string(&title.value));
    if let Some(number) = reference.text(Field::SeriesNumber) {
        series.set_volume(numeric(number));
    }
    let editors: Vec<_> = reference
        .people(Role::SeriesEditor)
        .iter()
        .map(person)
        .collect();
    if !editors.is_empty() {
        series.set_editors(editors);
    }
    Some(series)
}

fn event(reference: &Reference) -> Option<Entry> {
    let title = reference.field(Field::Event);
    let place = reference.field(Field::EventPlace);
    let held = reference.dates.get(&Time::Event);
    if title.is_none() && place.is_none() && held.is_none() {
        return None;
    }
    let mut event = Entry::new(&reference.key.value, EntryType::Conference);
    if let Some(title) = title {
        event.set_title(string(&title.value));
    }
    if let Some(place) = place {
        event.set_location(string(&place.value));
    }
    if let Some(date) = held.and_then(|when| date(when.value.start?, when.value.circa)) {
        event.set_date(date);
    }
    Some(event)
}

fn titles(reference: &Reference, long: Field, short: Field) -> Option<FormatString> {
    let long = reference.field(long);
    let short = reference.field(short);
    let value = long.or(short)?;
    Some(FormatString {
        value: chunks(&value.value),
        short: short.map(|words| Box::new(chunks(&words.value))),
    })
}

fn string(words: &Words) -> FormatString {
    FormatString {
        value: chunks(words),
        short: None,
    }
}

fn chunks(words: &Words) -> ChunkedString {
    let pieces = words.pieces();
    let mut out = Vec::new();
    for (text, mark) in pieces {
        match mark.map(sign) {
            None => plain(text, &mut out),
            Some(None) => out.push(StringChunk::verbatim(text)),
            Some(Some(sign)) => {
                out.push(StringChunk::new(format!("{sign}{text}"), ChunkKind::Math));
            }
        }
    }
    if words
        .text
        .ends_with(['“', '”', '’', '‘', '»', '›', '》', '〉'])
    {
        // Hayagriva takes one of two marks that close quotations.
        out.push(StringChunk::verbatim(JOINER));
    }
    ChunkedString(out)
}

/// Words with a capital in their middle keep it: hayagriva makes "Plos One" of
/// "PLoS One" and "Mrna" of "mRNA".
fn plain(text: &str, out: &mut Vec<StringChunk>) {
    // What has no Latin letters is not English.
    if !text.contains(|c: char| c.is_ascii_alphabetic()) && text.chars().any(char::is_alphabetic) {
        out.push(StringChunk::verbatim(text));
        return;
    }
    let mixed = |word: &str| {
        let mut letters = word.chars();
        letters.next();
        let lower = word.chars().any(char::is_lowercase);
        lower && letters.any(char::is_uppercase)
    };
    let mut from = 0;
    let mut at = 0;
    for word in text.split_inclusive(|c: char| !c.is_alphanumeric()) {
        let bare = word.trim_end_matches(|c: char| !c.is_alphanumeric());
        if mixed(bare) {
            if from < at {
                out.push(StringChunk::normal(&text[from..at]));
            }
            out.push(StringChunk::verbatim(bare));
            from = at + bare.len();
        }
        at += word.len();
    }
    if from < text.len() {
        out.push(StringChunk::normal(&text[from..]));
    }
}

fn numeric(text: &str) -> MaybeTyped<Numeric> {
    match countable(text) {
        true => text.parse().unwrap_or(MaybeTyped::String(text.to_owned())),
        false => MaybeTyped::String(text.to_owned()),
    }
}

/// Whether every number in it is small enough to count with.
fn countable(text: &str) -> bool {
    let mut runs = text.split(|c: char| !c.is_numeric());
    text.len() < 200 && runs.all(|run| run.chars().count() < 10)
}
