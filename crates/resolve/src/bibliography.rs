//! The references of an edition: as a list, as a link to the list on the web
//! page, or not at all.

use std::collections::{BTreeMap, BTreeSet};

use pamphlet_core::Inline;
use pamphlet_core::article::PartKind;
use pamphlet_core::block::Block;
use pamphlet_core::diagnostic::{self, Diagnostic, Severity};
use pamphlet_core::edition::{BibliographyEntry, EditionPart, EditionPartKind};
use pamphlet_core::node::Meta;
use pamphlet_core::profile::ReferenceList;
use pamphlet_core::reference::Reference;

use crate::draft::{self, Draft};
use crate::{Input, about, cited, front_span, links, made, select};

/// What citations print.
pub(crate) struct Printed {
    /// Whether citations print anything.
    pub(crate) shown: bool,
    /// The number of each entry by key.
    pub(crate) numbers: BTreeMap<String, usize>,
}

/// Decides the entries and their numbers, and puts list or link into the draft.
pub(crate) fn place(input: &Input, draft: &mut Draft, report: &mut Vec<Diagnostic>) -> Printed {
    let known: BTreeMap<&str, &Reference> = input
        .references
        .entries
        .iter()
        .map(|entry| (entry.key.value.as_str(), entry))
        .collect();
    let cut = PartKind::ALL
        .iter()
        .any(|kind| !input.profile.parts.contains(kind));
    let here = cited::order(draft);
    let everywhere = match cut {
        true => cited::order(&draft::whole(input, draft)),
        false => here.clone(),
    };
    let unasked = uncited(input, &known, &everywhere, report);
    let listed = |order: Vec<String>| -> Vec<&Reference> {
        let named: BTreeSet<&str> = order.iter().map(String::as_str).collect();
        let rest = unasked
            .iter()
            .copied()
            .filter(|entry| !named.contains(&*entry.key.value));
        let cited = order
            .iter()
            .filter_map(|key| known.get(key.as_str()).copied());
        cited.chain(rest).collect()
    };
    let url = input
        .article
        .front
        .canonical_url
        .as_ref()
        .map(|url| url.value.as_str());
    let (shown, entries) = match (input.profile.references, url) {
        (ReferenceList::List, _) => (true, listed(here)),
        // The numbers are those of the list that the link leads to.
        (ReferenceList::Link, Some(_)) => (true, listed(everywhere)),
        (ReferenceList::Link, None) => (true, listed(here)),
        (ReferenceList::None, _) => (false, Vec::new()),
    };
    match (input.profile.references, url) {
        (ReferenceList::Link, Some(url)) if !entries.is_empty() => link(draft, url),
        (ReferenceList::Link, None) if !entries.is_empty() => {
            report.push(no_page(input));
            list(input, draft, &entries);
        }
        (ReferenceList::List, _) if !entries.is_empty() => list(input, draft, &entries),
        (ReferenceList::List | ReferenceList::Link | ReferenceList::None, _) => {}
    }
    drop_empty(draft);
    let keys = entries.iter().map(|entry| entry.key.value.clone());
    Printed {
        shown,
        numbers: keys.zip(1..).collect(),
    }
}

fn no_page(input: &Input) -> Diagnostic {
    let message = format!(
        "the edition `{}` links its references to the web page, which is not known; it lists them",
        input.profile.name
    );
    Diagnostic::new(
        Severity::Note,
        "no-canonical-url",
        front_span(input.article),
        message,
    )
    .hint("write `canonical-url:` in the front matter")
}

/// Entries that the author lists though nothing cites them. Entries that are
/// neither are reported.
fn uncited<'a>(
    input: &Input<'a>,
    known: &BTreeMap<&str, &'a Reference>,
    cited: &[String],
    report: &mut Vec<Diagnostic>,
) -> Vec<&'a Reference> {
    let nocite = &input.article.front.nocite;
    let all = nocite.iter().any(|key| key.value == "*");
    let name = |key: &str| key.trim_start_matches('@').to_owned();
    let asked: BTreeSet<String> = nocite.iter().map(|key| name(&key.value)).collect();
    for key in nocite.iter().filter(|key| key.value != "*") {
        if !known.contains_key(name(&key.value).as_str()) {
            report.push(unknown(&name(&key.value), key.span, known.keys().copied()));
        }
    }
    let cited: BTreeSet<&str> = cited.iter().map(String::as_str).collect();
    let mut unasked = Vec::new();
    for entry in &input.references.entries {
        let key = &entry.key;
        if all || asked.contains(&key.value) {
            unasked.push(entry);
        } else if !cited.contains(key.value.as_str()) {
            let message = format!(
                "nothing cites the reference `{}`, so it is not listed",
                key.value
            );
            report.push(
                Diagnostic::warning("uncited-reference", key.span, message).hint(format!(
                    "cite it with `[@{0}]`, list it with `nocite: [{0}]`, or take it out",
                    key.value
                )),
            );
        }
    }
    unasked
}

/// The fault of a key that no entry has.
pub(crate) fn unknown<'a>(
    key: &str,
    span: pamphlet_core::Span,
    known: impl Iterator<Item = &'a str>,
) -> Diagnostic {
    let hint = match diagnostic::nearest(key, known) {
        Some(name) => format!("did you mean `@{name}`?"),
        None => {
            "write the entry in `references.yaml` or `references.bib` beside the article".to_owned()
        }
    };
    Diagnostic::error(
        "unknown-citation",
        span,
        format!("there is no reference `{key}`"),
    )
    .hint(hint)
}

/// Puts the list into the References part, which is made where it is missing.
fn list(input: &Input, draft: &mut Draft, entries: &[&Reference]) {
    let part = references_part(draft);
    // A list without a heading is a riddle.
    part.title_shown = true;
    part.bibliography = entries
        .iter()
        .zip(1..)
        .map(|(entry, number)| BibliographyEntry {
            meta: Meta::at(entry.span),
            key: entry.key.value.clone(),
            label: format!("{number}."),
            inlines: pamphlet_cite::format_entry(entry, input.sources),
            cited_by: Vec::new(),
        })
        .collect();
}

/// Puts the link where the list would be: into the References part, or to the
/// other addresses of the closing part where the edition has none.
fn link(draft: &mut Draft, url: &str) {
    let words = draft.edition.words;
    let name = words.part(PartKind::References);
    let address = made::link(
        links::with_fragment(url, PartKind::References.id()),
        vec![Inline::made(url)],
    );
    match draft
        .edition
        .parts
        .iter_mut()
        .find(|part| is_references(part))
    {
        Some(part) => {
            let lead = words.on_web_page.replace("{}", name) + words.colon;
            part.blocks
                .push(Block::made(vec![Inline::made(lead), address]));
        }
        None => about::add(&mut draft.edition.closing, words, name, vec![address]),
    }
}

fn is_references(part: &EditionPart) -> bool {
    part.kind == EditionPartKind::Article(PartKind::References)
}

fn references_part(draft: &mut Draft) -> &mut EditionPart {
    let name = draft.edition.words.part(PartKind::References);
    let parts = &mut draft.edition.parts;
    let at = match parts.iter().position(is_references) {
        Some(at) => at,
        None => {
            let behind = EditionPartKind::Article(PartKind::References);
            let at = parts
                .iter()
                .position(|part| part.kind > behind)
                .unwrap_or(parts.len());
            let part = select::empty_part(PartKind::References, Meta::made());
            parts.insert(
                at,
                EditionPart {
                    title: vec![Inline::made(name)],
                    ..part
                },
            );
            at
        }
    };
    &mut parts[at]
}

/// A References part that came out empty is a heading over nothing.
fn drop_empty(draft: &mut Draft) {
    draft.edition.parts.retain(|part| {
        !is_references(part)
            || !part.blocks.is_empty()
            || !part.sections.is_empty()
            || !part.bibliography.is_empty()
    });
}
