//! `references.ris`: RIS, as PubMed, journals and reference managers export it.
//! A line is two signs, `  - ` and a value; the crates for it give no places, so
//! these lines are read here.

use pamphlet_core::diagnostic::Diagnostic;
use pamphlet_core::limits;
use pamphlet_core::reference::{Field, Kind, Name, Reference, Role, Time, When, Words};
use pamphlet_core::span::{FileId, Span, Spanned};

use crate::hayagriva::written_name;
use crate::slot::{self, Slot, Slots};

/// RIS's types.
const TYPES: [(&str, Kind); 52] = [
    ("JOUR", Kind::Article),
    ("JFULL", Kind::Book),
    ("EJOUR", Kind::Article),
    ("ABST", Kind::Article),
    ("INPR", Kind::Article),
    ("MGZN", Kind::MagazineArticle),
    ("NEWS", Kind::NewspaperArticle),
    ("UNPB", Kind::Manuscript),
    ("UNPD", Kind::Manuscript),
    ("MANSCPT", Kind::Manuscript),
    ("BOOK", Kind::Book),
    ("EBOOK", Kind::Book),
    ("EDBOOK", Kind::Book),
    ("CLSWK", Kind::Book),
    ("SER", Kind::Book),
    ("PAMP", Kind::Book),
    ("CHAP", Kind::Chapter),
    ("ECHAP", Kind::Chapter),
    ("ENCYC", Kind::Entry),
    ("DICT", Kind::Entry),
    ("CONF", Kind::Proceedings),
    ("CPAPER", Kind::Paper),
    ("RPRT", Kind::Report),
    ("GOVDOC", Kind::Report),
    ("STAND", Kind::Report),
    ("THES", Kind::Thesis),
    ("ELEC", Kind::WebPage),
    ("WEB", Kind::WebPage),
    ("ICOMM", Kind::WebPage),
    ("BLOG", Kind::BlogPost),
    ("VIDEO", Kind::Video),
    ("MPCT", Kind::Video),
    ("ADVS", Kind::Video),
    ("SOUND", Kind::Audio),
    ("MUSIC", Kind::Audio),
    ("DATA", Kind::Dataset),
    ("DBASE", Kind::Dataset),
    ("AGGR", Kind::Dataset),
    ("COMP", Kind::Software),
    ("PAT", Kind::Patent),
    ("STAT", Kind::Legislation),
    ("BILL", Kind::Legislation),
    ("LEGAL", Kind::Legislation),
    ("CASE", Kind::Case),
    ("HEAR", Kind::Other),
    ("SLIDE", Kind::Speech),
    ("ART", Kind::Artwork),
    ("FIGURE", Kind::Artwork),
    ("MAP", Kind::Artwork),
    ("PCOMM", Kind::Manuscript),
    ("CHART", Kind::Artwork),
    ("GEN", Kind::Other),
];

/// RIS's tags.
const FIELDS: Slots = &[
    ("TY", Slot::Own),
    ("ER", Slot::Own),
    ("ID", Slot::Own),
    ("AU", Slot::Names(Role::Author)),
    ("A1", Slot::Names(Role::Author)),
    ("A2", Slot::Own),
    ("A3", Slot::Names(Role::SeriesEditor)),
    ("A4", Slot::Names(Role::Translator)),
    ("ED", Slot::Names(Role::Editor)),
    ("TI", Slot::Text(Field::Title)),
    ("T1", Slot::Text(Field::Title)),
    ("CT", Slot::Text(Field::Title)),
    ("ST", Slot::Text(Field::ShortTitle)),
    ("BT", Slot::Own),
    ("JF", Slot::Text(Field::Container)),
    ("JO", Slot::Text(Field::Container)),
    ("T2", Slot::Own),
    ("T3", Slot::Text(Field::Series)),
    ("J2", Slot::Text(Field::ShortContainer)),
    ("JA", Slot::Text(Field::ShortContainer)),
    ("PB", Slot::Text(Field::Publisher)),
    ("CY", Slot::Text(Field::Place)),
    ("PP", Slot::Text(Field::Place)),
    ("ET", Slot::Text(Field::Edition)),
    ("VL", Slot::Text(Field::Volume)),
    ("NV", Slot::Text(Field::Volumes)),
    ("IS", Slot::Own),
    ("M1", Slot::Own),
    ("SP", Slot::Own),
    ("EP", Slot::Own),
    ("SE", Slot::Unused),
    ("PY", Slot::Own),
    ("Y1", Slot::Own),
    ("DA", Slot::Own),
    ("Y2", Slot::Own),
    ("DO", Slot::Text(Field::Doi)),
    ("AN", Slot::Own),
    ("PM", Slot::Text(Field::Pmid)),
    ("C2", Slot::Own),
    ("SN", Slot::Own),
    ("UR", Slot::Text(Field::Url)),
    ("L2", Slot::Text(Field::Url)),
    ("M3", Slot::Own),
    ("LA", Slot::Text(Field::Language)),
    ("CN", Slot::Text(Field::CallNumber)),
    ("DP", Slot::Unused),
    ("AB", Slot::Text(Field::Abstract)),
    ("N2", Slot::Text(Field::Abstract)),
    ("N1", Slot::Unused),
    ("AD", Slot::Unused),
    ("AV", Slot::Unused),
    ("C1", Slot::Unused),
    ("C3", Slot::Own),
    ("C4", Slot::Unused),
    ("C5", Slot::Unused),
    ("C6", Slot::Unused),
    ("C7", Slot::Unused),
    ("C8", Slot::Unused),
    ("CA", Slot::Unused),
    ("DB", Slot::Unused),
    ("KW", Slot::Unused),
    ("L1", Slot::Unused),
    ("L3", Slot::Unused),
    ("L4", Slot::Unused),
    ("LB", Slot::Unused),
    ("LK", Slot::Unused),
    ("NO", Slot::Unused),
    ("OP", Slot::Unused),
    ("RI", Slot::Unused),
    ("RN", Slot::Unused),
    ("RP", Slot::Unused),
    ("TA", Slot::Names(Role::Translator)),
    ("TT", Slot::Unused),
    ("U1", Slot::Unused),
    ("U2", Slot::Unused),
    ("U3", Slot::Unused),
    ("U4", Slot::Unused),
    ("U5", Slot::Unused),
    ("WT", Slot::Unused),
    ("WV", Slot::Unused),
];

/// One line, or more where a value runs on.
struct Line {
    tag: String,
    tag_span: Span,
    value: Spanned<String>,
}

/// The entries in the order written.
pub(crate) fn entries(text: &str, file: FileId, faults: &mut Vec<Diagnostic>) -> Vec<Reference> {
    let mut out = Vec::new();
    let mut open: Vec<Line> = Vec::new();
    let mut at = 0;
    for line in text.split_inclusive('\n') {
        let start = at;
        at += line.len();
        let line = line.trim_end_matches(['\n', '\r']);
        if line.trim().is_empty() {
            continue;
        }
        let Some((tag, value)) = tagged(line) else {
            match open.last_mut() {
                // A long value runs on in the next line.
                Some(last)
                    if line.starts_with([' ', '\t']) || last.tag == "AB" || last.tag == "N2" =>
                {
                    last.value.value.push(' ');
                    last.value.value.push_str(line.trim());
                }
                _ => {
                    let span = Span::new(file, start..start + line.len());
                    let message = "this line is not of the form `TY  - JOUR`";
                    faults.push(
                        Diagnostic::error("bibliography-syntax", span, message)
                            .hint("two signs, two spaces, a hyphen, a space and the value"),
                    );
                }
            }
            if faults.len() > limits::DIAGNOSTICS {
                break;
            }
            continue;
        };
        let value_at = start + line.len() - value.len();
        let value_at = value_at + value.len() - value.trim_start().len();
        let value = value.trim();
        let line = Line {
            tag: tag.to_owned(),
            tag_span: Span::new(file, start..start + 2),
            value: Spanned::new(
                value.to_owned(),
                Span::new(file, value_at..value_at + value.len()),
            ),
        };
        match line.tag.as_str() {
            "TY" => {
                if let Some(first) = open.first() {
                    faults.push(
                        Diagnostic::error(
                            "bibliography-syntax",
                            line.tag_span,
                            "the entry before this one has no end",
                        )
                        .hint("end it with a line `ER  - `")
                        .related(first.tag_span, "it starts here"),
                    );
                    out.extend(entry(&open, faults));
                }
                open = vec![line];
            }
            "ER" => {
                out.extend(entry(&open, faults));
                open.clear();
            }
            _ if open.is_empty() => faults.push(
                Diagnostic::error(
                    "bibliography-syntax",
                    line.tag_span,
                    "this line belongs to no entry",
                )
                .hint("an entry starts with its type: `TY  - JOUR`"),
            ),
            _ => open.push(line),
        }
        if faults.len() > limits::DIAGNOSTICS {
            break;
        }
    }
    if !open.is_empty() {
        out.extend(entry(&open, faults));
    }
    out
}

/// Tag and value of a line; a little more or less space does no harm.
fn tagged(line: &str) -> Option<(&str, &str)> {
    let tag = line.get(..2)?;
    let mut bytes = tag.bytes();
    let shaped = bytes.next()?.is_ascii_uppercase()
        && bytes
            .next()
            .is_some_and(|b| b.is_ascii_uppercase() || b.is_ascii_digit());
    let rest = line[2..].trim_start_matches([' ', '\t']);
    let spaced = rest.len() < line.len() - 2;
    (shaped && spaced).then_some(())?;
    Some((tag, rest.strip_prefix('-')?))
}

fn entry(lines: &[Line], faults: &mut Vec<Diagnostic>) -> Option<Reference> {
    let first = lines.first()?;
    let last = lines.last()?;
    let span = first.tag_span.join(last.value.span);
    let written = first.value.value.to_ascii_uppercase();
    let Some((_, kind)) = TYPES.iter().find(|(name, _)| *name == written) else {
        let known = TYPES.iter().map(|(name, _)| *name);
        faults.push(slot::unknown_type(
            &first.value.value,
            first.value.span,
            known,
        ));
        return None;
    };
    let Some(key) = lines
        .iter()
        .find(|line| line.tag == "ID" && !line.value.value.is_empty())
    else {
        faults.push(
            Diagnostic::error("missing-key", first.tag_span, "the entry has no `ID`")
                .hint("write `ID  - walker2006`: it is what `[@walker2006]` cites"),
        );
        return None;
    };
    let kind = Spanned::new(*kind, first.value.span);
    let mut out = Reference::new(span, key.value.clone(), kind);
    for line in lines {
        match slot::find(FIELDS, &line.tag) {
            None => {
                let message = format!("`{}` is no tag of RIS", line.tag);
                faults.push(
                    Diagnostic::warning("unknown-reference-field", line.tag_span, message)
                        .hint("it is not printed; remove the line"),
                );
            }
            Some(Slot::Text(field)) => put(&mut out, field, &line.value),
            Some(Slot::Names(role)) => person(&mut out, role, &line.value),
            Some(Slot::Date(_) | Slot::Own | Slot::Unused) => {}
        }
    }
    own(lines, &mut out);
    Some(out)
}

fn put(out: &mut Reference, field: Field, value: &Spanned<String>) {
    let words = slot::marked(&value.value, false);
    slot::put(out, field, Spanned::new(words, value.span));
}

fn person(out: &mut Reference, role: Role, value: &Spanned<String>) {
    if let Some(name) = name(value) {
        out.names.entry(role).or_default().push(name);
    }
}

/// "Family, Given, Jr.": RIS has the suffix last.
fn name(value: &Spanned<String>) -> Option<Name> {
    let mut name = written_name(&value.value, value.span)?;
    if name.suffix.is_some() {
        std::mem::swap(&mut name.suffix, &mut name.given);
    }
    Some(name)
}

/// Tags that mean different things in different entries, or belong together.
fn own(lines: &[Line], out: &mut Reference) {
    let get = |tag: &str| {
        let found = lines.iter().find(|line| line.tag == tag);
        found
            .map(|line| &line.value)
            .filter(|value| !value.value.is_empty())
    };
    let kind = out.kind.value;
    let whole = matches!(kind, Kind::Book | Kind::Thesis | Kind::Report);
    for line in lines.iter().filter(|line| line.tag == "A2") {
        let role = if whole {
            Role::SeriesEditor
        } else {
            Role::Editor
        };
        person(out, role, &line.value);
    }
    if let Some(title) = get("BT") {
        let field = match kind {
            Kind::Book => Field::Title,
            _ => Field::Container,
        };
        put(out, field, title);
    }
    if let Some(title) = get("T2") {
        let field = if whole {
            Field::Series
        } else {
            Field::Container
        };
        put(out, field, title);
    }
    if let Some(event) = get("C3") {
        put(out, Field::Event, event);
    }
    let journal = matches!(
        kind,
        Kind::Article | Kind::MagazineArticle | Kind::NewspaperArticle
    );
    let number = if journal { Field::Issue } else { Field::Number };
    for tag in ["IS", "M1"] {
        if let Some(value) = get(tag) {
            put(out, number, value);
        }
    }
    if let Some(value) = get("M3") {
        // Some programs put the DOI here.
        let field = match value.value.starts_with("10.") {
            true => Field::Doi,
            false if journal => Field::Abstract,
            false => Field::Genre,
        };
        if field != Field::Abstract {
            put(out, field, value);
        }
    }
    pages(get("SP"), get("EP"), whole, out);
    if let Some(value) = get("SN") {
        let digits = value
            .value
            .chars()
            .filter(char::is_ascii_alphanumeric)
            .count();
        let field = match digits {
            0..=8 => Field::Issn,
            9 if !whole && kind != Kind::Chapter => Field::Issn,
            _ => Field::Isbn,
        };
        put(out, field, value);
    }
    let digits = |value: &&Spanned<String>| value.value.bytes().all(|b| b.is_ascii_digit());
    if let Some(value) = get("AN").filter(digits) {
        put(out, Field::Pmid, value);
    }
    if let Some(value) = get("C2").filter(|value| value.value.to_uppercase().starts_with("PMC")) {
        put(out, Field::Pmcid, value);
    }
    for (tags, time) in [
        (["DA", "PY", "Y1"], Time::Issued),
        (["Y2", "Y2", "Y2"], Time::Accessed),
    ] {
        // The finest of several dates that can be read.
        let dates = tags.iter().filter_map(|tag| get(tag));
        let dates = dates.map(|value| Spanned::new(date(&value.value), value.span));
        let best = dates.max_by_key(|when| {
            let start = when.value.start;
            let parts =
                start.map(|day| 1 + u8::from(day.month.is_some()) + u8::from(day.day.is_some()));
            parts.unwrap_or(0)
        });
        if let Some(when) = best {
            slot::put_date(out, time, when);
        }
    }
}

fn pages(
    start: Option<&Spanned<String>>,
    end: Option<&Spanned<String>>,
    whole: bool,
    out: &mut Reference,
) {
    let (text, span) = match (start, end) {
        (Some(start), Some(end)) if end.value != start.value => (
            format!("{}-{}", start.value, end.value),
            start.span.join(end.span),
        ),
        (Some(one), _) | (None, Some(one)) => (one.value.clone(), one.span),
        (None, None) => return,
    };
    let total = whole && !text.contains('-');
    let field = if total {
        Field::PageTotal
    } else {
        Field::Pages
    };
    slot::put(out, field, Spanned::new(Words::plain(text), span));
}

/// `2006/11/03/extra` as a date.
fn date(text: &str) -> When {
    let mut parts = Vec::new();
    for part in text.split('/').take(3) {
        if part.trim().is_empty() {
            break;
        }
        parts.push(part.trim());
    }
    let when = When::parse(&parts.join("-"));
    When {
        text: text.to_owned(),
        ..when
    }
}

#[cfg(test)]
mod tests;
