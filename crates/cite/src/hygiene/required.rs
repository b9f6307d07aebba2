//! What an entry must have.

use pamphlet_core::reference::{Field, Kind, Reference, Role, Time};

use super::{Context, Found};

/// Something that one of several fields can give.
enum Need {
    Any(&'static str, &'static [Field]),
    People(&'static str, &'static [Role]),
    Date,
    Accessed,
}

const AUTHOR: Need = Need::People("author", &[Role::Author, Role::Editor]);
const JOURNAL: Need = Need::Any("journal", &[Field::Container]);
const BOOK: Need = Need::Any("book", &[Field::Container]);
const PUBLISHER: Need = Need::Any("publisher", &[Field::Publisher]);
const URL: Need = Need::Any("address", &[Field::Url, Field::Doi]);

/// What each type needs beside its title.
fn needs(kind: Kind) -> &'static [Need] {
    match kind {
        Kind::Article => &[AUTHOR, JOURNAL, Need::Date],
        Kind::MagazineArticle | Kind::NewspaperArticle => &[JOURNAL, Need::Date],
        Kind::Preprint => &[AUTHOR, Need::Date, URL],
        Kind::Book | Kind::Proceedings => &[AUTHOR, PUBLISHER, Need::Date],
        Kind::Chapter => &[AUTHOR, BOOK, PUBLISHER, Need::Date],
        Kind::Entry => &[BOOK],
        Kind::Paper => &[AUTHOR, BOOK, Need::Date],
        Kind::Report => &[AUTHOR, PUBLISHER, Need::Date],
        Kind::Thesis => &[AUTHOR, Need::Any("school", &[Field::Publisher]), Need::Date],
        Kind::WebPage => &[URL, Need::Accessed],
        Kind::BlogPost | Kind::Post => &[AUTHOR, URL],
        Kind::Dataset | Kind::Software => &[AUTHOR, URL],
        Kind::Patent => &[AUTHOR, Need::Any("number", &[Field::Number]), Need::Date],
        Kind::Legislation | Kind::Case => &[Need::Date],
        Kind::Video
        | Kind::Audio
        | Kind::Manuscript
        | Kind::Speech
        | Kind::Artwork
        | Kind::Other => &[],
    }
}

/// Every entry has a title.
pub(crate) fn title(context: &Context, found: &mut Found) {
    for entry in context.entries {
        let named = [Field::Title, Field::ShortTitle];
        if !named.iter().any(|field| entry.field(*field).is_some()) {
            let message = format!("the reference `{}` has no title", entry.key.value);
            found.push(entry.key.span, message, "write `title`");
        }
    }
}

/// An entry has what its type needs.
pub(crate) fn fields(context: &Context, found: &mut Found) {
    for entry in context.entries {
        let missing: Vec<&str> = needs(entry.kind.value)
            .iter()
            .filter(|need| !given(entry, need))
            .map(|need| match need {
                Need::Any(name, _) | Need::People(name, _) => *name,
                Need::Date => "date",
                Need::Accessed => "date of publication or access",
            })
            .collect();
        if missing.is_empty() {
            continue;
        }
        let message = format!(
            "the {} `{}` has no {}",
            entry.kind.value.name(),
            entry.key.value,
            missing.join(", no ")
        );
        found.push(
            entry.key.span,
            message,
            "add it, or choose the type that the work has",
        );
    }
}

fn given(entry: &Reference, need: &Need) -> bool {
    // A body's own page or report often stands for its author.
    let body = matches!(
        entry.kind.value,
        Kind::Report | Kind::Dataset | Kind::Software
    ) && entry.field(Field::Publisher).is_some();
    match need {
        Need::Any(_, fields) => fields.iter().any(|field| entry.field(*field).is_some()),
        Need::People(_, roles) => body || roles.iter().any(|role| !entry.people(*role).is_empty()),
        Need::Date => entry.dates.contains_key(&Time::Issued),
        Need::Accessed => {
            entry.dates.contains_key(&Time::Issued) || entry.dates.contains_key(&Time::Accessed)
        }
    }
}

/// A journal article can be found.
pub(crate) fn identifier(context: &Context, found: &mut Found) {
    const IDS: [Field; 5] = [
        Field::Doi,
        Field::Pmid,
        Field::Pmcid,
        Field::Arxiv,
        Field::Url,
    ];
    for entry in context.entries {
        // Official gazettes are found by volume and page.
        let official = entry.people(Role::Author).iter().all(|name| name.is_body());
        let article = entry.kind.value == Kind::Article && !official;
        if article && !IDS.iter().any(|field| entry.field(*field).is_some()) {
            let message = format!(
                "the journal article `{}` has no identifier",
                entry.key.value
            );
            found.push(
                entry.key.span,
                message,
                "add its DOI or PMID: readers find it by them, and a reference that nobody can find may not exist",
            );
        }
    }
}
