//! One line → a reference. Styles differ in what divides authors, title and the
//! rest: quotation marks (MLA, Chicago), a year in brackets (APA, Harvard), full
//! stops (Vancouver, AMA). The rest is read alike for all of them.

use pamphlet_core::reference::{Field, Kind, Name, Reference, Role, Time, When, Words};
use pamphlet_core::span::{Span, Spanned};

use super::dates::{self, Date};
use super::ids::{self, Ids};
use super::people::{self, People};
use super::tail::{self, Tail};

/// What a line says.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Parsed {
    /// The entry; its key is empty.
    pub entry: Reference,
    /// How sure that is, in percent.
    pub confidence: u8,
    /// What an editor should look at.
    pub doubts: Vec<String>,
}

/// A longer line is no reference.
const LONGEST: usize = 4_000;

/// A line cut into its three parts.
#[derive(Debug, Default)]
struct Cut<'a> {
    people: &'a str,
    date: Date,
    title: String,
    tail: &'a str,
    /// Whether quotation marks or a year in brackets show where the title is.
    marked: bool,
    quoted: bool,
}

/// Reads a line; none where it does not look like a reference.
pub fn parse(line: &str) -> Option<Parsed> {
    if line.len() > LONGEST {
        return None;
    }
    let line = line.split_whitespace().collect::<Vec<_>>().join(" ");
    let line = line.replace(" ∞ ", ": ").replace('∞', ":");
    let (rest, ids) = ids::take(&line);
    let rest = rest
        .trim()
        .trim_matches(|c: char| matches!(c, ',' | ';' | ' '));
    let cut = by_quotes(rest)
        .or_else(|| by_bracketed_year(rest))
        .or_else(|| by_stops(rest, &ids))?;
    if !cut.title.contains(char::is_alphabetic) {
        return None;
    }
    let people = match cut.people.trim().is_empty() {
        true => None,
        false => Some(people::parse(cut.people)?),
    };
    let (mut tail, mut title) = (tail::read(cut.tail), cut.title.clone());
    if !cut.quoted {
        split_name(&mut title, &mut tail, cut.marked);
    }
    edition(&mut title, &mut tail);
    let date = whole_date(cut.date, tail.date, &ids);
    let known = !ids.fields.is_empty() || date.year.is_some();
    let numbered = tail.fields.contains_key(&Field::Volume);
    let quoted = cut.quoted && people.is_some();
    if !(known || quoted || numbered) {
        return None;
    }
    let parsed = Found {
        people,
        title,
        tail,
        date,
        ids,
        marked: cut.marked,
    };
    Some(parsed.entry(rest))
}

/// AUTHORS. “TITLE.” REST, also with the year before the title.
fn by_quotes(text: &str) -> Option<Cut<'_>> {
    const PAIRS: [(&str, &str); 7] = [
        ("“", "”"),
        ("„", "“"),
        ("„", "”"),
        ("«", "»"),
        ("‘", "’"),
        ("\"", "\""),
        ("'", "'"),
    ];
    let found = PAIRS.iter().filter_map(|(open, close)| {
        let mut at = text.match_indices(open).map(|(at, _)| at);
        // An apostrophe opens nothing.
        let at = at.find(|at| *at == 0 || text[..*at].ends_with([' ', '(']))?;
        Some((at, *open, *close))
    });
    let (at, open, _) = found.min_by_key(|(at, ..)| *at)?;
    let before = text[..at].trim_end();
    let placed = before.is_empty() || before.ends_with(['.', ',', ':', ')']);
    let inner = &text[at + open.len()..];
    let closes = PAIRS
        .iter()
        .filter(|(it, _)| *it == open)
        .map(|(_, close)| *close);
    let end = closes.filter_map(|close| closing(inner, close)).min()?;
    let (title, close) = (&inner[..end.0], end.1);
    // A title of one word ends with a mark of its own: “Migraine.”
    let one = title.split_whitespace().nth(1).is_none();
    if !placed || (one && !title.ends_with(['.', ',', '?', '!'])) {
        return None;
    }
    let (people, date) = date_at_end(before);
    Some(Cut {
        people,
        date,
        title: clean_title(title),
        tail: &inner[end.0 + close..],
        marked: true,
        quoted: true,
    })
}

/// Where a title's closing quotation mark stands, and its length.
fn closing(text: &str, close: &str) -> Option<(usize, usize)> {
    let ends = |at: usize| {
        let before = text[..at].chars().next_back();
        let after = text[at + close.len()..].chars().next();
        let outer = after.is_none_or(|c| c.is_whitespace() || matches!(c, '.' | ',' | ';' | ')'));
        outer && (before.is_some_and(|c| matches!(c, '.' | ',' | '?' | '!')) || after.is_some())
            || after.is_none()
    };
    let strict = |at: &usize| {
        // An apostrophe is no end of a title: "patients’ views".
        let marked = text[..*at].ends_with(['.', ',', '?', '!'])
            || text[*at + close.len()..].starts_with(['.', ',', ';']);
        !matches!(close, "’" | "'") || marked || text[*at + close.len()..].is_empty()
    };
    text.match_indices(close)
        .map(|(at, _)| at)
        .filter(|at| ends(*at))
        .find(strict)
        .map(|at| (at, close.len()))
}

/// A date at the end of a list of authors: `(2010)`, `. 2010.`, `(2010, May 1)`.
fn date_at_end(before: &str) -> (&str, Date) {
    let text = before.trim_end_matches([',', ':', ' ']);
    if let Some(open) = text.rfind('(')
        && let Some(inner) = text[open + 1..]
            .trim_end_matches(['.', ',', ':', ' '])
            .strip_suffix(')')
        && let Some(date) = bracketed_date(inner)
    {
        return (text[..open].trim_end(), date);
    }
    let bare = text.trim_end_matches(['.', ' ']);
    if let Some((people, year)) = bare.rsplit_once(' ')
        && let Some(year) = dates::lettered_year(year).and_then(dates::year)
        && (people.ends_with('.') || people.ends_with(','))
    {
        let date = Date {
            year: Some(year),
            ..Date::default()
        };
        return (people.trim_end_matches(','), date);
    }
    (before, Date::default())
}

/// A year or day in brackets; of `n.d.` nothing is known.
fn bracketed_date(inner: &str) -> Option<Date> {
    let low = inner.to_lowercase();
    if matches!(
        low.as_str(),
        "n.d." | "o. j." | "o.j." | "s.f." | "s. f." | "in press" | "im druck" | "en prensa"
    ) {
        return Some(Date::default());
    }
    if inner.len() > 40 {
        return None;
    }
    let words: Vec<&str> = inner
        .split([' ', ','])
        .filter(|it| !it.is_empty())
        .collect();
    if let Some(year) = words.first().and_then(|it| dates::lettered_year(it)) {
        let (date, used) = dates::leading(&[&[year], &words[1..]].concat());
        return (used == words.len()).then_some(date);
    }
    let (date, used) = dates::leading(&words);
    (date.year.is_some() && used == words.len()).then_some(date)
}

/// AUTHORS (YEAR). TITLE. REST
fn by_bracketed_year(text: &str) -> Option<Cut<'_>> {
    let (open, date, end) = text.match_indices('(').take(20).find_map(|(open, _)| {
        let close = open + text[open..].find(')')?;
        Some((open, bracketed_date(&text[open + 1..close])?, close + 1))
    })?;
    let people = text[..open].trim_end();
    // Behind a title the bracket belongs to a journal's numbers.
    let behind = &text[end..];
    let divided = behind.starts_with(['.', ',', ':', ' ', ';']);
    let body = behind.starts_with(['.', ',', ':'])
        && !people.contains(". ")
        && people.split_whitespace().count() <= 8
        && people.starts_with(char::is_uppercase);
    if people.is_empty() || !divided || !(body || looks_like_people(people)) {
        return None;
    }
    let rest = behind.trim_start_matches(['.', ',', ':', ';', ' ']);
    let (title, tail) = first_sentence(rest);
    Some(Cut {
        people,
        date,
        title: clean_title(title),
        tail,
        marked: true,
        quoted: false,
    })
}

/// AUTHORS. TITLE. REST
fn by_stops<'a>(text: &'a str, ids: &Ids) -> Option<Cut<'a>> {
    let (mut people, mut rest) = author_end(text).unwrap_or(("", text));
    if !people.is_empty() && !looks_like_people(people) {
        (people, rest) = ("", text);
    }
    let (people, date) = date_at_end(people);
    let (mut title, mut tail) = first_sentence(rest);
    let mut date = date;
    // "Smith J. 2010. Title."
    if let (Some(year), None) = (dates::year(title.trim_end_matches('.')), date.year) {
        date.year = Some(year);
        (title, tail) = first_sentence(tail);
    }
    let mut people = people;
    // A page names its title first: "Osteoporosis. Mayo Clinic. https://…".
    let page = ids.fields.contains_key(&Field::Url);
    let (second, _) = first_sentence(rest);
    if page
        && !people.is_empty()
        && !people::is_body(people)
        && people::is_body(second)
        && people::parse(people).is_some_and(|it| !it.persons)
    {
        (title, tail, people) = (people, rest, "");
    }
    Some(Cut {
        people,
        date,
        title: clean_title(title),
        tail,
        marked: false,
        quoted: false,
    })
}

/// The list of authors at the start, and what follows its full stop.
fn author_end(text: &str) -> Option<(&str, &str)> {
    let stops = text
        .match_indices(['.', ':', '?'])
        .filter(|(at, stop)| text[at + stop.len()..].starts_with(' '));
    for (at, stop) in stops.take(60) {
        if stop == "?" {
            return None;
        }
        let (left, next) = (&text[..at], text[at + 1..].trim_start());
        let first = next.split(' ').next().unwrap_or("");
        let initial = first.trim_end_matches([',', ';']);
        let goes_on = (initial.ends_with('.')
            && initial.len() <= 5
            && initial.starts_with(char::is_uppercase)
            && initial.chars().filter(|c| c.is_alphabetic()).count() <= 2)
            || matches!(first, "and" | "&" | "y" | "und" | "et" | "e" | "Jr." | "Jr")
            || first
                .chars()
                .all(|c| c.is_uppercase() || c == ',' || c == '.')
                && first.ends_with(',');
        let last = left.rsplit([' ', ',']).next().unwrap_or("");
        let short = matches!(last, "St" | "Dr" | "Prof" | "Mr" | "Mrs");
        let nameless = !left
            .split([' ', ',', '.', '-'])
            .any(|word| word.chars().count() > 1);
        // An initial with its family name behind it: "J. Smith".
        let leads = last.chars().count() == 1 && left.len() <= 2;
        if goes_on || short || nameless || leads {
            continue;
        }
        return Some((&text[..=at], next));
    }
    None
}

/// Whether words are a list of authors rather than a title.
fn looks_like_people(text: &str) -> bool {
    let Some(people) = people::parse(text) else {
        return false;
    };
    let longest = people
        .names
        .iter()
        .map(|it| it.family.split_whitespace().count())
        .max();
    if people.persons || people.truncated {
        return longest.is_some_and(|it| it <= 7);
    }
    let words: Vec<&str> = text.split_whitespace().collect();
    let capital = words
        .iter()
        .filter(|it| it.starts_with(|c: char| c.is_uppercase() || c.is_ascii_digit()));
    let small = words.len() - capital.count();
    words.len() <= 10 && small * 2 < words.len().max(1) && !text.contains('?')
}

/// Abbreviations within titles and journals' names that end no sentence.
const ABBREVIATIONS: [&str; 12] = [
    "vs", "St", "Dr", "No", "Vol", "e.g", "i.e", "ed", "cf", "Jr", "bzw", "ca",
];

/// The first sentence, and what follows it.
fn first_sentence(text: &str) -> (&str, &str) {
    for (at, stop) in text.match_indices(['.', '?', '!']) {
        let end = at + stop.len();
        let behind = &text[end..];
        if behind.is_empty() {
            break;
        }
        let last = text[..at].rsplit([' ', '(']).next().unwrap_or("");
        let short = stop == "." && (ABBREVIATIONS.contains(&last) || last.chars().count() == 1);
        let next = behind.trim_start().chars().next();
        let starts = next.is_some_and(|c| !c.is_lowercase() && c != '(' || stop == ".");
        if behind.starts_with(' ') && !short && starts && !next.is_some_and(char::is_lowercase) {
            return (&text[..end], behind.trim_start());
        }
    }
    (text, "")
}

/// A title without the stop at its end; `?.` is `?`.
fn clean_title(title: &str) -> String {
    let title = title.trim().trim_matches([',', ' ']);
    let title = title.trim_end_matches(['.', ',', ' ']);
    title.trim().to_owned()
}

/// Where nothing marks the end of a title its last sentence may stand before the
/// journal's name.
fn split_name(title: &mut String, tail: &mut Tail, marked: bool) {
    let pieces: Vec<&str> = tail.name.split(". ").collect();
    if pieces.len() < 2 || tail.within {
        return;
    }
    let mut from = pieces.len() - 1;
    let short = |piece: &str| !piece.contains(' ') && piece.chars().count() <= 12;
    while from > 0 && short(pieces[from - 1]) {
        from -= 1;
    }
    let numbered =
        tail.fields.contains_key(&Field::Volume) || tail.fields.contains_key(&Field::Pages);
    if from > 0 && (numbered || marked) {
        let (more, name) = (pieces[..from].join(". "), pieces[from..].join(". "));
        title.push_str(if title.ends_with(['?', '!']) {
            " "
        } else {
            ". "
        });
        title.push_str(&more);
        tail.name = name;
    }
}

/// Takes "(5th ed.)" off the end of a title.
fn edition(title: &mut String, tail: &mut Tail) {
    let Some(open) = title.rfind('(') else { return };
    let inner = title[open + 1..].trim_end_matches(['.', ')']);
    let number = inner.split_whitespace().next().unwrap_or("");
    let named = inner.strip_prefix(number).unwrap_or("").trim();
    let numbered = number.starts_with(|c: char| c.is_ascii_digit());
    let is = matches!(
        named,
        "ed" | "edn" | "edition" | "Aufl" | "Auflage" | "edición" | "ed.ª"
    );
    if numbered && is && title.ends_with(')') {
        tail.fields.insert(Field::Edition, number.to_owned());
        title.truncate(open);
        title.truncate(title.trim_end().len());
    }
}

fn whole_date(first: Date, second: Date, ids: &Ids) -> Date {
    let third = ids.published.unwrap_or_default();
    match (first.year, second.year) {
        (Some(_), _) => Date {
            month: first.month.or(second.month),
            day: first.day.or(second.day),
            ..first
        },
        (None, Some(_)) => second,
        (None, None) => third,
    }
}

/// What was found, on its way to an entry.
struct Found {
    people: Option<People>,
    title: String,
    tail: Tail,
    date: Date,
    ids: Ids,
    marked: bool,
}

impl Found {
    fn kind(&self) -> Kind {
        let has = |field| self.tail.fields.contains_key(&field);
        let numbered = has(Field::Volume) || has(Field::Issue);
        let url = self.ids.fields.contains_key(&Field::Url);
        let identified = self
            .ids
            .fields
            .keys()
            .any(|field| matches!(field, Field::Doi | Field::Pmid | Field::Pmcid));
        let body = self
            .people
            .as_ref()
            .is_some_and(|it| it.names.iter().all(Name::is_body));
        let low = format!("{} {}", self.title, self.tail.name).to_lowercase();
        let thesis = [
            "dissertation",
            "phd thesis",
            "doctoral thesis",
            "tesis doctoral",
            "master's thesis",
        ];
        match () {
            () if thesis.iter().any(|word| low.contains(word)) => Kind::Thesis,
            () if self.tail.within && !numbered => Kind::Chapter,
            () if numbered => Kind::Article,
            () if has(Field::Pages) && !self.tail.name.is_empty() => Kind::Article,
            () if identified && !self.tail.name.is_empty() => Kind::Article,
            () if url => Kind::WebPage,
            () if has(Field::Edition) => Kind::Book,
            () if body => Kind::Report,
            () if self.marked && self.tail.name.is_empty() => Kind::Other,
            () if !self.tail.name.is_empty() => Kind::Book,
            () => Kind::Other,
        }
    }

    fn entry(self, line: &str) -> Parsed {
        let kind = self.kind();
        let none = Spanned::made(String::new());
        let mut entry = Reference::new(Span::NONE, none, Spanned::made(kind));
        let mut doubts = Vec::new();
        let mut confidence = if self.marked { 95 } else { 90 };
        let put = |entry: &mut Reference, field: Field, text: &str| {
            entry.set(field, Spanned::made(Words::plain(text)));
        };
        put(&mut entry, Field::Title, &self.title);
        for (field, text) in self.ids.fields.iter().chain(&self.tail.fields) {
            if *field == Field::Publisher && !text.contains(char::is_alphabetic) {
                continue;
            }
            put(&mut entry, *field, text);
        }
        name(&mut entry, kind, &self.tail.name);
        if let Some(when) = self.date.text() {
            entry
                .dates
                .insert(Time::Issued, Spanned::made(When::parse(&when)));
        }
        let accessed = self.ids.accessed.and_then(Date::text);
        if let Some(when) = accessed.filter(|_| entry.field(Field::Url).is_some()) {
            entry
                .dates
                .insert(Time::Accessed, Spanned::made(When::parse(&when)));
        }
        if !self.tail.editors.is_empty() {
            entry.names.insert(Role::Editor, self.tail.editors.clone());
        }
        match &self.people {
            Some(people) => {
                if people.mended {
                    confidence = confidence.min(55);
                    doubts.push("a comma is missing between its authors".to_owned());
                }
                if people.truncated {
                    confidence = confidence.min(75);
                    doubts.push("its list of authors is cut short: name them all".to_owned());
                }
                entry.names.insert(Role::Author, people.names.clone());
            }
            None => {
                confidence = confidence.min(85);
            }
        }
        if kind == Kind::Report && entry.field(Field::Place).is_none() {
            confidence = confidence.min(75);
            doubts
                .push("nothing says what kind of work it is; it is taken for a report".to_owned());
        }
        if matches!(kind, Kind::Other) {
            confidence = confidence.min(70);
            doubts.push("nothing says what kind of work it is".to_owned());
        }
        if matches!(kind, Kind::Article) && entry.field(Field::Container).is_none() {
            confidence = confidence.min(65);
            doubts.push("it names no journal".to_owned());
        }
        let left = left_over(line, &entry);
        if !left.is_empty() {
            confidence = confidence.min(70);
            doubts.push(format!("no field has its words “{}”", left.join(" ")));
        }
        Parsed {
            entry,
            confidence,
            doubts,
        }
    }
}

/// Puts the name behind a title where its kind has it.
fn name(entry: &mut Reference, kind: Kind, name: &str) {
    let mut put = |field: Field, text: &str| {
        entry.set(field, Spanned::made(Words::plain(text.trim())));
    };
    let place = |name: &str| -> Option<(String, String)> {
        let (place, publisher) = name.split_once(": ")?;
        let shaped = place.split_whitespace().count() <= 4 && !place.contains(". ");
        shaped.then(|| (place.to_owned(), publisher.to_owned()))
    };
    match kind {
        Kind::Article | Kind::WebPage => match place(name).filter(|_| kind == Kind::WebPage) {
            Some((place, publisher)) => {
                put(Field::Place, &place);
                put(Field::Publisher, &publisher);
            }
            None => put(Field::Container, name),
        },
        Kind::Chapter => {
            // "Book. Place: Publisher".
            let (book, house) = name.rsplit_once(". ").unwrap_or((name, ""));
            put(Field::Container, book);
            match place(house) {
                Some((place, publisher)) => {
                    put(Field::Place, &place);
                    put(Field::Publisher, &publisher);
                }
                None => put(Field::Publisher, house),
            }
        }
        _ => match place(name) {
            Some((place, publisher)) => {
                put(Field::Place, &place);
                put(Field::Publisher, &publisher);
            }
            None => put(Field::Publisher, name),
        },
    }
}

/// Words of a line that no field of its entry has, without labels and glue.
fn left_over(line: &str, entry: &Reference) -> Vec<String> {
    const GLUE: [&str; 44] = [
        "and", "y", "und", "et", "al", "e", "in", "en", "vol", "no", "pp", "p", "s", "ed", "eds",
        "editor", "editors", "edited", "by", "edition", "aufl", "auflage", "hrsg", "issue",
        "volume", "pages", "bd", "nr", "heft", "núm", "núm.", "págs", "pág", "n", "d", "others",
        "otros", "cols", "edn", "nd", "suppl", "art", "hg", "jg",
    ];
    let words = |text: &str| -> Vec<String> {
        text.split(|c: char| !c.is_alphanumeric())
            .filter(|it| !it.is_empty())
            .map(str::to_lowercase)
            .collect()
    };
    let mut known: std::collections::BTreeSet<String> = std::collections::BTreeSet::new();
    for field in entry.fields.values() {
        known.extend(words(&field.value.text));
    }
    for name in entry.names.values().flatten() {
        known.extend(words(&name.inverted()));
    }
    let date = entry.dates.values().flat_map(|it| words(&it.value.text));
    known.extend(date);
    let left = words(line).into_iter().filter(|word| {
        let number = word.trim_start_matches('0');
        let dated = dates::month(word).is_some()
            || dates::lettered_year(word).is_some_and(|it| known.contains(it))
            || known.contains(&format!("0{number}"))
            || dates::day(word).is_some_and(|day| known.contains(&format!("{day:02}")));
        !known.contains(word) && !GLUE.contains(&word.as_str()) && !dated
    });
    left.take(12).collect()
}
