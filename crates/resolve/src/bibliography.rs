//! The references of an edition: as a list, as a link to the list on the web
//! page, or not at all.

use std::collections::{BTreeMap, BTreeSet, VecDeque};

use pamphlet_cite::{Cited, FORMATS, Listed, Piece, Request, Style};
use pamphlet_core::Inline;
use pamphlet_core::article::PartKind;
use pamphlet_core::block::Block;
use pamphlet_core::diagnostic::{self, Diagnostic, Severity};
use pamphlet_core::edition::{BibliographyEntry, EditionPart, EditionPartKind};
use pamphlet_core::inline::Citation;
use pamphlet_core::language::Language;
use pamphlet_core::limits;
use pamphlet_core::node::Meta;
use pamphlet_core::profile::ReferenceList;
use pamphlet_core::reference::Reference;
use pamphlet_core::span::{Span, Spanned};

use crate::draft::{self, Draft};
use crate::{Input, about, cited, citing, front_span, links, made, select};

/// What citations print.
pub(crate) struct Printed {
    /// The pieces of each citation, by where and what it is: several where a
    /// shared block stands in several places.
    pieces: BTreeMap<Written, VecDeque<Vec<Piece>>>,
}

/// Where a citation stands in the source, and its keys.
type Written = (Span, String);

fn written(citation: &Citation) -> Written {
    let keys: Vec<&str> = citation.items.iter().map(|item| &*item.key.value).collect();
    (citation.meta.span, keys.join(" "))
}

impl Printed {
    /// The pieces of a citation. One that was copied into several cells of a
    /// table prints the same in all.
    pub(crate) fn of(&mut self, citation: &Citation) -> Vec<Piece> {
        let Some(queue) = self.pieces.get_mut(&written(citation)) else {
            return Vec::new();
        };
        match queue.len() {
            0 | 1 => queue.front().cloned().unwrap_or_default(),
            _ => queue.pop_front().unwrap_or_default(),
        }
    }
}

/// Decides what citations print, and puts list or link into the draft.
pub(crate) fn place(
    input: &Input,
    draft: &mut Draft,
    style: &Style,
    report: &mut Vec<Diagnostic>,
) -> Printed {
    let known: BTreeMap<&str, &Reference> = input
        .references
        .entries
        .iter()
        .map(|entry| (entry.key.value.as_str(), entry))
        .collect();
    let cut = PartKind::ALL
        .iter()
        .any(|kind| !input.profile.parts.contains(kind));
    let here = cited::met(draft);
    let whole = cut.then(|| cited::met(&draft::whole(input, draft, style)));
    let everywhere = cited::keys(whole.as_deref().unwrap_or(&here));
    let unasked = uncited(input, &known, &everywhere, report);
    let url = input
        .article
        .front
        .canonical_url
        .as_ref()
        .map(|url| url.value.as_str());
    let names_alone = citing::names_alone(input, style);
    let linked = url.filter(|_| input.profile.references == ReferenceList::Link);
    // What tells works of one year apart is that of the list that the link leads to.
    let before = match linked.is_some() && !style.is_notes() {
        true => everywhere,
        false => Vec::new(),
    };
    let cited: Vec<Cited> = here
        .iter()
        .map(|met| Cited {
            citation: &met.citation,
            note: met.note,
            among: met.among && style.is_notes(),
        })
        .collect();
    let mut out = Printed {
        pieces: BTreeMap::new(),
    };
    let listed = cited::keys(&here).len() + unasked.len();
    if listed > limits::REFERENCES_LISTED {
        let message = format!(
            "the edition `{}` lists {listed} references, the limit is {}",
            input.profile.name,
            limits::REFERENCES_LISTED
        );
        report.push(
            Diagnostic::error("too-many-references", front_span(input.article), message)
                .hint("name the keys in `nocite` instead of `*`"),
        );
        return out;
    }
    let printed = pamphlet_cite::print(
        style,
        &Request {
            references: &known,
            citations: &cited,
            before: &before,
            behind: &unasked,
            names_alone,
            sources: input.sources,
        },
    );
    for (met, pieces) in here.iter().zip(printed.citations) {
        let queue = out.pieces.entry(written(&met.citation)).or_default();
        queue.push_back(pieces);
    }
    let none = input.profile.references == ReferenceList::None || printed.list.is_empty();
    match linked {
        _ if none => {}
        Some(url) => link(draft, url),
        None => {
            if input.profile.references == ReferenceList::Link {
                report.push(no_page(input));
            }
            list(draft, &known, printed.list);
        }
    }
    drop_empty(draft);
    out
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
    cited: &[&str],
    report: &mut Vec<Diagnostic>,
) -> Vec<&'a str> {
    let nocite = &input.article.front.nocite;
    let all = nocite.iter().any(|key| key.value == "*");
    let name = |key: &str| key.trim_start_matches('@').to_owned();
    let asked: BTreeSet<String> = nocite.iter().map(|key| name(&key.value)).collect();
    for key in nocite.iter().filter(|key| key.value != "*") {
        if !known.contains_key(name(&key.value).as_str()) {
            report.push(unknown(&name(&key.value), key.span, known.keys().copied()));
        }
    }
    let cited: BTreeSet<&str> = cited.iter().copied().collect();
    let mut unasked = Vec::new();
    for entry in &input.references.entries {
        let key = &entry.key;
        if all || asked.contains(&key.value) {
            unasked.push(key.value.as_str());
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
            let files: Vec<_> = FORMATS
                .iter()
                .map(|format| format!("`{}`", format.file))
                .collect();
            format!("write the entry in {} beside the article", files.join(", "))
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
fn list(draft: &mut Draft, known: &BTreeMap<&str, &Reference>, entries: Vec<Listed>) {
    let part = references_part(draft);
    // A list without a heading is a riddle.
    part.title_shown = true;
    part.bibliography = entries
        .into_iter()
        .map(|entry| BibliographyEntry {
            meta: meta(known.get(entry.key.as_str()), entry.language),
            key: entry.key,
            label: entry.label,
            inlines: entry.inlines,
            cited_by: Vec::new(),
        })
        .collect();
}

/// The place of an entry, and its language where that is not the edition's.
fn meta(reference: Option<&&Reference>, language: Option<Language>) -> Meta {
    let mut meta = reference.map_or_else(Meta::made, |reference| Meta::at(reference.span));
    if let Some(language) = language {
        meta.attributes.lang = Some(Spanned::made(language.tag().to_owned()));
    }
    meta
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
