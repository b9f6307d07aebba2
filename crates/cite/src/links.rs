//! Ways from an entry to its work: DOI, PubMed and addresses as links, also
//! where a style leaves them out.

use pamphlet_core::reference::{Field, Reference};

use crate::inlines::{Look, Run};

/// Identifiers that follow an entry whose style does not print them, with what
/// stands before them and where they lead. A reader without a library finds a
/// work by them.
const BEHIND: [(Field, &str, &str); 3] = [
    (Field::Doi, "doi:", "https://doi.org/"),
    (Field::Pmid, "PMID: ", "https://pubmed.ncbi.nlm.nih.gov/"),
    (
        Field::Pmcid,
        "PMCID: ",
        "https://pmc.ncbi.nlm.nih.gov/articles/",
    ),
];

/// Mends the links that a style printed: as the author wrote them, and only to
/// pages of the web.
pub(crate) fn as_written(runs: &mut [Run], reference: &Reference) {
    let written = reference.text(Field::Url);
    for run in runs.iter_mut() {
        let Some(url) = &run.url else { continue };
        let known = BEHIND
            .iter()
            .filter_map(|(field, _, address)| Some((reference.text(*field)?, *address)))
            .find(|(id, _)| run.text.ends_with(id));
        if let Some((id, address)) = known {
            run.url = Some(format!("{address}{}", escape(id)));
        } else if let Some(written) = written
            && same(url, written)
        {
            // As the author wrote it, and not as a parser has it.
            run.text = written.to_owned();
            run.url = web(written).then(|| written.to_owned());
        } else if !web(url) {
            run.url = None;
        }
    }
}

/// Mends the links that a style printed, and adds those that it left out.
pub(crate) fn complete(runs: &mut Vec<Run>, reference: &Reference) {
    as_written(runs, reference);
    let written = reference.text(Field::Url);
    let printed = |runs: &[Run], id: &str| runs.iter().any(|run| run.text.contains(id));
    let mut any = runs.iter().any(|run| run.url.is_some());
    for (field, label, address) in BEHIND {
        let Some(id) = reference.text(field).filter(|id| !printed(runs, id)) else {
            continue;
        };
        // A free copy matters where nothing else leads anywhere.
        if field == Field::Pmcid && any {
            continue;
        }
        space(runs);
        runs.push(Run::plain(label, Look::default()));
        runs.push(Run {
            text: id.to_owned(),
            look: Look::default(),
            url: Some(format!("{address}{}", escape(id))),
        });
        any = true;
    }
    if let Some(url) = written.filter(|url| !any && !printed(runs, url)) {
        space(runs);
        runs.push(Run {
            text: url.to_owned(),
            look: Look::default(),
            url: web(url).then(|| url.to_owned()),
        });
    }
}

fn space(runs: &mut Vec<Run>) {
    let end = runs
        .iter()
        .rev()
        .find_map(|run| run.text.chars().next_back());
    let text = match end {
        None => return,
        Some('.' | '?' | '!' | '…' | '”' | '"') => " ",
        Some(_) => ". ",
    };
    runs.push(Run::plain(text, Look::default()));
}

/// Whether two addresses differ only in what parsers add.
fn same(a: &str, b: &str) -> bool {
    let bare = |url: &str| url.trim_end_matches('/').to_ascii_lowercase();
    let parsed = b.parse::<hayagriva::types::QualifiedUrl>();
    bare(a) == bare(b) || parsed.is_ok_and(|url| url.value.as_str() == a)
}

fn web(url: &str) -> bool {
    url.starts_with("https://") || url.starts_with("http://")
}

/// What may not stand in the path of an address as it is.
fn escape(text: &str) -> String {
    let mut out = String::new();
    for byte in text.trim().bytes() {
        match byte {
            b'a'..=b'z' | b'A'..=b'Z' | b'0'..=b'9' => out.push(byte as char),
            b'-' | b'.' | b'_' | b'~' | b'/' | b':' | b'(' | b')' | b';' => out.push(byte as char),
            _ => out.push_str(&format!("%{byte:02X}")),
        }
    }
    out
}
