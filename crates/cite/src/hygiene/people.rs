//! Who stands behind a work.

use pamphlet_core::reference::{Field, Kind, Name, Reference, Role};

use super::{Context, Found};

/// Whether a name stands for those who are not named: "et al.", "others".
pub(crate) fn abbreviated(name: &Name) -> bool {
    let words = name.family.trim().trim_end_matches('.').to_lowercase();
    matches!(
        words.as_str(),
        "et al" | "and others" | "others" | "et alii" | "u. a" | "u.a" | "et. al"
    )
}

/// Lists of authors are whole.
pub(crate) fn truncated(context: &Context, found: &mut Found) {
    for entry in context.entries {
        for (role, names) in &entry.names {
            for name in names {
                let parts = [
                    Some(&name.family),
                    name.given.as_ref(),
                    name.suffix.as_ref(),
                ];
                let typed = parts.into_iter().flatten().any(|part| {
                    let part = part.to_lowercase();
                    part.ends_with("et al") || part.ends_with("et al.")
                });
                if typed || abbreviated(name) {
                    let message = format!(
                        "the list of {}s of `{}` is cut short",
                        role.name(),
                        entry.key.value
                    );
                    found.push(
                        name.place(),
                        message,
                        "name them all: the style writes “et al.” where it should",
                    );
                }
            }
        }
    }
}

/// Words of advertisements in titles and names, in small letters.
const PROMOTIONAL: [&str; 14] = [
    "secret to",
    "secrets of",
    "miracle",
    "breakthrough",
    "ultimate guide",
    "best kept",
    "best-kept",
    "you need to know",
    "transform your",
    "anti-aging solution",
    "fountain of youth",
    "unlock",
    "buy now",
    "clinic publication",
];

/// Advertisements and works that their author published alone.
pub(crate) fn promotional(context: &Context, found: &mut Found) {
    for entry in context.entries {
        if let Some((field, word)) = advertises(entry) {
            let message = format!(
                "`{}` reads like an advertisement: “{word}”",
                entry.key.value
            );
            found.push(
                entry.place(field),
                message,
                "cite a work that was reviewed by others",
            );
        } else if let Some(body) = own_publisher(entry) {
            let message = format!(
                "`{}` was published by its own author, {body}",
                entry.key.value
            );
            found.push(
                entry.place(Field::Publisher),
                message,
                "cite a work that was reviewed by others, or allow this one with the reason",
            );
        }
    }
}

fn advertises(entry: &Reference) -> Option<(Field, &'static str)> {
    // A reviewed article may write about miracles.
    let reviewed = matches!(entry.kind.value, Kind::Article | Kind::Thesis)
        && (entry.field(Field::Doi).is_some() || entry.field(Field::Pmid).is_some());
    if reviewed {
        return None;
    }
    let fields = [
        Field::Title,
        Field::Container,
        Field::Publisher,
        Field::Note,
    ];
    fields.into_iter().find_map(|field| {
        let text = entry.text(field)?.to_lowercase();
        let word = PROMOTIONAL.iter().find(|word| text.contains(**word))?;
        Some((field, *word))
    })
}

/// The publisher who is the only author. Ministries and learned societies publish
/// their own reports and pages; sellers call theirs articles and books.
fn own_publisher(entry: &Reference) -> Option<&str> {
    let kinds = [
        Kind::Article,
        Kind::MagazineArticle,
        Kind::Book,
        Kind::Chapter,
    ];
    if !kinds.contains(&entry.kind.value) {
        return None;
    }
    let publisher = entry.text(Field::Publisher)?;
    let names = entry.people(Role::Author);
    let bare = |text: &str| -> String {
        text.chars()
            .filter(|c| c.is_alphanumeric())
            .flat_map(char::to_lowercase)
            .collect()
    };
    let [only] = names else { return None };
    let author = match &only.given {
        Some(given) => format!("{given} {}", only.family),
        None => only.family.clone(),
    };
    let (author, house) = (bare(&author), bare(publisher));
    (!author.is_empty() && (author == house || house.starts_with(&author))).then_some(publisher)
}
