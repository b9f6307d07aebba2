//! What a translation takes from its source beside the words: the facts of the
//! front matter, and the ids of headings, so that a link into one language leads
//! to the same place in another.

use std::collections::{BTreeMap, BTreeSet};

use pamphlet_core::article::{Article, Part, Section};
use pamphlet_core::diagnostic::Diagnostic;
use pamphlet_core::edition::EditionPartKind;
use pamphlet_core::glossary::Glossary;
use pamphlet_core::inline::plain_text;
use pamphlet_core::query;
use pamphlet_core::span::{Span, Spanned};

use crate::slug;

/// What a translation is made from.
#[derive(Clone, Debug)]
pub struct Translation {
    /// The article in its own language, as read.
    pub source: Article,
    /// The terms of the source.
    pub terms: Glossary,
    /// The file in which the article's terms are written in the translation's language.
    pub glossary_file: String,
}

/// Takes from the source what the translation leaves out. Gives what is doubtful.
pub fn adopt(article: &mut Article, source: &Article) -> Vec<Diagnostic> {
    let mut report = identity(article, source);
    report.extend(strange_labels(article, source));
    article.front.inherit(&source.front);
    headings(article, source);
    report
}

/// What names one publication cannot name two.
fn identity(article: &Article, source: &Article) -> Vec<Diagnostic> {
    let (own, theirs) = (&article.front, &source.front);
    let pairs = [
        ("identifier", &own.identifier, &theirs.identifier),
        ("canonical-url", &own.canonical_url, &theirs.canonical_url),
    ];
    let same = pairs.into_iter().filter_map(|(key, own, theirs)| {
        let (own, theirs) = (own.as_ref()?, theirs.as_ref()?);
        (own.value == theirs.value).then_some((key, own.span, theirs.span))
    });
    let fault = |(key, own, theirs)| {
        let message = format!("the translation has the `{key}` of its source");
        Diagnostic::error("translation-identity", own, message)
            .hint("write one of its own, or take the line out")
            .related(theirs, "the source has it")
    };
    same.map(fault).collect()
}

/// Labels that the source lacks: a link to one leads nowhere in other languages.
fn strange_labels(article: &Article, source: &Article) -> Vec<Diagnostic> {
    let known = query::labels(source);
    let warning = |(label, span): (String, Span)| {
        let message = format!("the source has no label `{label}`");
        let near = pamphlet_core::diagnostic::nearest(&label, known.iter().map(String::as_str));
        let hint = match near {
            Some(near) => format!("did you mean `{{#{near}}}`?"),
            None => format!("label the same place of the source with `{{#{label}}}` too"),
        };
        Diagnostic::warning("translation-label", span, message).hint(hint)
    };
    let own = query::labels_below_parts(article).into_iter();
    own.filter(|label| !known.contains(&label.value))
        .map(|label| warning((label.value, label.span)))
        .collect()
}

/// Gives headings without a label the id of the source's heading in the same
/// place, in every part whose sections nest as the source's do.
fn headings(article: &mut Article, source: &Article) {
    let ids = heading_ids(source);
    let mut taken: BTreeSet<String> = query::labels_below_parts(article)
        .iter()
        .map(|label| slug::of_label(&label.value))
        .collect();
    for part in &mut article.parts {
        let same = |other: &&Part| other.kind == part.kind;
        let Some(other) = source.parts.iter().find(same) else {
            continue;
        };
        if same_shape(&part.sections, &other.sections) {
            give(&mut part.sections, &other.sections, &ids, &mut taken);
        }
    }
}

fn same_shape(a: &[Section], b: &[Section]) -> bool {
    let mut pairs = a.iter().zip(b);
    a.len() == b.len() && pairs.all(|(a, b)| same_shape(&a.sections, &b.sections))
}

fn give(
    sections: &mut [Section],
    source: &[Section],
    ids: &BTreeMap<Span, String>,
    taken: &mut BTreeSet<String>,
) {
    for (section, other) in sections.iter_mut().zip(source) {
        if section.meta.label().is_none()
            && let Some(id) = ids.get(&other.meta.span)
            && taken.insert(id.clone())
        {
            section.meta.attributes.id = Some(Spanned::made(id.clone()));
        }
        give(&mut section.sections, &other.sections, ids, taken);
    }
}

/// The ids that the headings of the whole article have on its web page, by the
/// places of their sections: as `anchors` gives them out.
fn heading_ids(article: &Article) -> BTreeMap<Span, String> {
    let parts = article.parts.iter().map(|part| part.kind.id());
    let made = [
        EditionPartKind::Glossary,
        EditionPartKind::Contact,
        EditionPartKind::About,
    ];
    let reserved = parts.chain(made.map(|kind| kind.id()));
    let written = query::labels(article);
    let written = written.iter().map(|label| slug::of_label(label));
    let mut ids = HeadingIds {
        used: reserved.map(str::to_owned).chain(written).collect(),
        of: BTreeMap::new(),
    };
    let mut before = 0;
    for part in &article.parts {
        ids.sections(&part.sections, before, &mut Vec::new());
        before += part.sections.len();
    }
    ids.of
}

struct HeadingIds {
    used: BTreeSet<String>,
    of: BTreeMap<Span, String>,
}

impl HeadingIds {
    fn sections(&mut self, sections: &[Section], before: usize, path: &mut Vec<usize>) {
        for (section, number) in sections.iter().zip(before + 1..) {
            path.push(number);
            let id = match section.meta.label() {
                Some(label) => slug::of_label(label),
                None => self.made(section, path),
            };
            self.of.insert(section.meta.span, id);
            self.sections(&section.sections, 0, path);
            path.pop();
        }
    }

    fn made(&mut self, section: &Section, path: &[usize]) -> String {
        let words = plain_text(&section.heading);
        let wanted = slug::of_heading(&words).unwrap_or_else(|| slug::of_place(path));
        let mut id = wanted.clone();
        for count in 2.. {
            if self.used.insert(id.clone()) {
                break;
            }
            id = format!("{wanted}-{count}");
        }
        id
    }
}
