//! All citations of an edition and its list, in one run of hayagriva: numbers,
//! order, collapsing, ibid and disambiguation follow from all of them together.

mod list;
mod marks;
mod press;

use std::collections::{BTreeMap, BTreeSet};

use hayagriva::citationberg::Bibliography;
use hayagriva::{BibliographyDriver, BibliographyRequest, CitationItem, Entry};
use pamphlet_core::Inline;
use pamphlet_core::inline::Citation;
use pamphlet_core::language::Language;
use pamphlet_core::reference::Reference;
use pamphlet_core::span::Sources;

use crate::inlines::Run;
use crate::spoken::{self, Foreign};
use crate::style::Style;
use crate::{entry, inlines, links};
use press::{Plan, Press};

/// A citation where it stands.
#[derive(Clone, Copy, Debug)]
pub struct Cited<'a> {
    /// The citation.
    pub citation: &'a Citation,
    /// The number of the footnote that it stands in, where the style cites there.
    pub note: Option<usize>,
    /// Whether it stands among other words of that note, which end themselves.
    pub among: bool,
}

/// What to print.
#[derive(Clone, Copy, Debug)]
pub struct Request<'a> {
    /// The entries that may be cited, by key.
    pub references: &'a BTreeMap<&'a str, &'a Reference>,
    /// The citations in the order in which readers meet them.
    pub citations: &'a [Cited<'a>],
    /// Keys that are numbered before all others, though nothing prints them here:
    /// where the list of another edition is linked, its order.
    pub before: &'a [&'a str],
    /// Keys that are listed though nothing cites them, behind the others.
    pub behind: &'a [&'a str],
    /// Whether citations print the names in sentences alone: what points into a list is
    /// left out where there is none.
    pub names_alone: bool,
    /// The files that the entries were read from.
    pub sources: &'a Sources,
}

/// What came out.
#[derive(Clone, Debug, Default)]
pub struct Printed {
    /// The pieces of each citation, in the order asked.
    pub citations: Vec<Vec<Piece>>,
    /// The list, in the style's order.
    pub list: Vec<Listed>,
}

/// A piece of a printed citation.
#[derive(Clone, Debug)]
pub struct Piece {
    /// What is printed.
    pub inlines: Vec<Inline>,
    /// The entry that it stands for; none for what stands between.
    pub key: Option<String>,
}

/// An entry of the list as printed.
#[derive(Clone, Debug)]
pub struct Listed {
    /// Its key.
    pub key: String,
    /// The mark before it: `1.` or `[1]`; empty where the style has none.
    pub label: String,
    /// What it says, with links.
    pub inlines: Vec<Inline>,
    /// The language that it is in as a whole, where that runs the other way than the
    /// style's: the words that the style adds are in it too.
    pub language: Option<Language>,
}

/// As many entries repay looking at all of them first.
const MANY: usize = 8;

/// Prints citations and list. Keys that no entry has stand as they are.
pub fn print(style: &Style, request: &Request) -> Printed {
    let mut printed = pressed(style, request, MANY);
    let languages = printed.list.iter().filter_map(|row| row.language.clone());
    for language in languages.collect::<BTreeSet<Language>>() {
        let other = pressed(&style.speaking(&language), request, MANY).list;
        let mut told: BTreeMap<String, Vec<Inline>> = other
            .into_iter()
            .map(|row| (row.key, row.inlines))
            .collect();
        let rows = printed.list.iter_mut();
        for row in rows.filter(|row| row.language.as_ref() == Some(&language)) {
            if let Some(inlines) = told.remove(&row.key) {
                row.inlines = inlines;
            }
        }
    }
    printed
}

/// Prints with a style that is narrowed for as many entries.
fn pressed(style: &Style, request: &Request, many: usize) -> Printed {
    let mut keys: Vec<&str> = Vec::new();
    let cited = request.citations.iter();
    let cited = cited.flat_map(|cited| cited.citation.items.iter().map(|item| &*item.key.value));
    let all = request
        .before
        .iter()
        .copied()
        .chain(cited)
        .chain(request.behind.iter().copied());
    let mut at: BTreeMap<&str, usize> = BTreeMap::new();
    for key in all.filter(|key| request.references.contains_key(key)) {
        at.entry(key).or_insert_with(|| {
            keys.push(key);
            keys.len() - 1
        });
    }
    let entries: Vec<Entry> = keys
        .iter()
        .filter_map(|key| request.references.get(key).map(|found| entry::of(found)))
        .collect();
    let narrowed;
    let style = match entries.len() < many {
        true => style,
        false => {
            narrowed = style.narrowed(&entries);
            &narrowed
        }
    };
    let run = Press {
        style,
        entries: &entries,
        at: &at,
        references: request.references,
    };
    let plans: Vec<Plan> = request
        .citations
        .iter()
        .map(|cited| run.plan(cited, request.names_alone))
        .collect();
    let mut driver = BibliographyDriver::new();
    let hidden = |keys: &[&str]| -> Vec<CitationItem<Entry>> {
        let found = keys.iter().filter_map(|key| at.get(key));
        found
            .map(|at| CitationItem::new(&entries[*at], None, None, true, None))
            .collect()
    };
    let before = hidden(request.before);
    let skipped = usize::from(!before.is_empty());
    if skipped > 0 {
        driver.citation(run.request(before, None));
    }
    let mut behind = request.behind.to_vec();
    for (plan, cited) in plans.iter().zip(request.citations) {
        if plan.named {
            // The note beside the name is the first to cite, not the name.
            behind.extend(plan.keys());
            continue;
        }
        for group in &plan.groups {
            driver.citation(run.request(run.items(group), cited.note));
        }
    }
    let behind = hidden(&behind);
    if !behind.is_empty() {
        driver.citation(run.request(behind, None));
    }
    // The list is printed apart where it can be; with the citations come the letters
    // that tell works of one year apart.
    let apart = list::apart(style, &entries);
    let unsorted;
    let listed = match &apart {
        None => &*style.csl,
        Some(_) => {
            let mut csl = (*style.csl).clone();
            csl.bibliography = csl
                .bibliography
                .filter(|_| style.csl.citation.disambiguate_add_year_suffix)
                .map(|list| Bibliography { sort: None, ..list });
            unsorted = csl;
            &unsorted
        }
    };
    let rendered = driver.finish(BibliographyRequest::new(
        listed,
        Some(style.tongue.locale.clone()),
        &style.tongue.locales,
    ));
    let mut citations = rendered.citations.iter().skip(skipped);
    let pieces = plans
        .iter()
        .map(|plan| {
            let asked = if plan.named { 0 } else { plan.groups.len() };
            let groups = citations.by_ref().take(asked);
            run.pieces(plan, groups.map(|done| &done.citation))
        })
        .collect();
    let rows = list::rows(rendered.bibliography, &style.tongue);
    let rows: Vec<list::Row> = match apart {
        Some(mut whole) => {
            let mut told: BTreeMap<String, Vec<Run>> =
                rows.map(|row| (row.key, row.runs)).collect();
            for row in &mut whole {
                let told = told.remove(&row.key);
                if let Some(told) = told.filter(|told| list::suffixed(told, &row.runs)) {
                    row.runs = told;
                }
            }
            whole
        }
        None => {
            let mut whole = list::undisturbed(style, &entries);
            rows.map(|mut row| {
                if let Some(whole) = whole.remove(&row.key)
                    && !list::suffixed(&row.runs, &whole)
                {
                    row.runs = whole;
                }
                row
            })
            .collect()
        }
    };
    let list = rows
        .into_iter()
        .filter_map(|row| {
            let list::Row {
                key,
                label,
                mut runs,
            } = row;
            let reference = request.references.get(key.as_str())?;
            marks::trim(&mut runs);
            if runs.is_empty() {
                // The style cites it, and lists nothing of its kind.
                return None;
            }
            marks::stop(&mut runs);
            if style.tongue.locale.0.starts_with("en") {
                marks::close_up(&mut runs);
            }
            if style.marks_within {
                marks::quoted(&mut runs);
            }
            links::complete(&mut runs, reference);
            let places = list::places(reference, request.sources);
            let (whole, title) = match spoken::foreign(reference, &style.language) {
                Some(Foreign::Entry(language)) => (Some(language), None),
                Some(Foreign::Title(language)) => (None, Some(language)),
                None => (None, None),
            };
            if title.is_some() {
                list::mark_title(&mut runs, reference);
            }
            Some(Listed {
                key,
                label,
                inlines: inlines::inlines(&runs, &places, title.as_ref()),
                language: whole,
            })
        })
        .collect();
    Printed {
        citations: pieces,
        list,
    }
}

#[cfg(test)]
mod tests;
