//! Entries of the list: their marks, their names, the places of their words.

use std::collections::BTreeMap;
use std::ops::Range;

use hayagriva::citationberg::{IndependentStyle, LayoutRenderingElement};
use hayagriva::{
    BibliographyDriver, BibliographyRequest, CitationItem, CitationRequest, ElemChild,
    ElemChildren, ElemMeta, Entry, RenderedBibliography,
};
use pamphlet_core::reference::{Field, Reference, Role};
use pamphlet_core::span::{Sources, Span};

use crate::inlines::{self, Look, Run};
use crate::style::{Style, Tongue};

/// An entry of the list before its words are mended.
pub(super) struct Row {
    pub(super) key: String,
    pub(super) label: String,
    pub(super) runs: Vec<Run>,
}

/// The rows of a rendered list.
pub(super) fn rows(
    list: Option<RenderedBibliography>,
    tongue: &Tongue,
) -> impl Iterator<Item = Row> {
    let items = list.map(|list| list.items).unwrap_or_default();
    items.into_iter().map(move |item| {
        let (label, content) = label(item.first_field, item.content);
        Row {
            key: item.key,
            label,
            runs: inlines::runs(&content, tongue),
        }
    })
}

/// The list where it follows from the entries alone, but for the letters behind years;
/// none where numbers of citations, or lines for repeated names, are a part of it.
///
/// Hayagriva 0.10.1 prints both sides of every comparison while it sorts, so it sorts
/// once, here, and not with the citations again. It also sets the names of the list as
/// those of citations that it told apart, "Adams" for "Adams, A.": here none is.
pub(super) fn apart(style: &Style, entries: &[Entry]) -> Option<Vec<Row>> {
    let list = style.csl.bibliography.as_ref()?;
    list.sort.as_ref()?;
    if list.subsequent_author_substitute.is_some() || style.is_told_by_citations() {
        return None;
    }
    let mut csl = (*style.csl).clone();
    csl.citation.layout.elements = by_key()?;
    csl.citation.sort = None;
    csl.citation.collapse = None;
    csl.citation.disambiguate_add_names = false;
    csl.citation.disambiguate_add_givenname = false;
    csl.citation.disambiguate_add_year_suffix = false;
    let locale = Some(style.tongue.locale.clone());
    let items = entries
        .iter()
        .map(|entry| CitationItem::new(entry, None, None, true, None));
    let mut driver = BibliographyDriver::new();
    driver.citation(CitationRequest::new(
        items.collect(),
        &csl,
        locale.clone(),
        &style.tongue.locales,
        None,
    ));
    let request = BibliographyRequest::new(&csl, locale, &style.tongue.locales);
    Some(rows(driver.finish(request).bibliography, &style.tongue).collect())
}

/// A layout that prints an entry's key.
fn by_key() -> Option<Vec<LayoutRenderingElement>> {
    const STYLE: &str = r#"<style xmlns="http://purl.org/net/xbiblio/csl" class="in-text" version="1.0">
<info><title>Key</title><id>key</id><updated>2026-01-01T00:00:00+00:00</updated></info>
<citation><layout><text variable="citation-key"/></layout></citation>
</style>"#;
    let style = IndependentStyle::from_xml(STYLE).ok()?;
    Some(style.citation.layout.elements)
}

/// The entries as they are where no two citations look alike, by key: see [`apart`].
/// Empty where the style tells none apart by names.
pub(super) fn undisturbed(style: &Style, entries: &[Entry]) -> BTreeMap<String, Vec<Run>> {
    let citation = &style.csl.citation;
    if !citation.disambiguate_add_names && !citation.disambiguate_add_givenname {
        return BTreeMap::new();
    }
    let mut csl = (*style.csl).clone();
    csl.citation.disambiguate_add_names = false;
    csl.citation.disambiguate_add_givenname = false;
    csl.citation.disambiguate_add_year_suffix = false;
    let locale = Some(style.tongue.locale.clone());
    let mut driver = BibliographyDriver::new();
    for entry in entries {
        let item = CitationItem::with_entry(entry);
        driver.citation(CitationRequest::new(
            vec![item],
            &csl,
            locale.clone(),
            &style.tongue.locales,
            None,
        ));
    }
    let request = BibliographyRequest::new(&csl, locale, &style.tongue.locales);
    rows(driver.finish(request).bibliography, &style.tongue)
        .map(|row| (row.key, row.runs))
        .collect()
}

/// Whether the first differs from the second by no more than the letter that tells
/// works of one year apart: "2001a".
pub(super) fn suffixed(runs: &[Run], whole: &[Run]) -> bool {
    let text =
        |runs: &[Run]| -> Vec<char> { runs.iter().flat_map(|run| run.text.chars()).collect() };
    let (long, short) = (text(runs), text(whole));
    let added = match long.len().checked_sub(short.len()) {
        Some(0) => return true,
        Some(added @ 1..=3) => added,
        _ => return false,
    };
    let same = long.iter().zip(&short).take_while(|(a, b)| a == b).count();
    let letters = &long[same..same + added];
    letters.iter().all(|c| c.is_ascii_lowercase() || *c == '-')
        && long[same + added..] == short[same..]
}

/// The mark before an entry, and the entry without it.
fn label(first: Option<ElemChild>, content: ElemChildren) -> (String, ElemChildren) {
    let numbered = |elem: &hayagriva::Elem| {
        let is = |meta: &Option<ElemMeta>| {
            matches!(
                meta,
                Some(ElemMeta::CitationNumber | ElemMeta::CitationLabel)
            )
        };
        is(&elem.meta) || elem.children.find_elem_by(&|elem| is(&elem.meta)).is_some()
    };
    let text = |child: ElemChild| {
        let runs = inlines::bare(&ElemChildren(vec![child]));
        let text: String = runs.into_iter().map(|run| run.text).collect();
        text.trim().to_owned()
    };
    match first {
        Some(ElemChild::Elem(elem)) if numbered(&elem) => (text(ElemChild::Elem(elem)), content),
        Some(other) => {
            // It stands in the margin of the layout that the style means.
            let space = hayagriva::Formatted {
                text: " ".to_owned(),
                formatting: hayagriva::Formatting::default(),
            };
            let mut children = vec![other, ElemChild::Text(space)];
            children.extend(content.0);
            (String::new(), ElemChildren(children))
        }
        None => {
            let at = content.0.iter().position(|child| match child {
                ElemChild::Elem(elem) => numbered(elem),
                _ => false,
            });
            match at {
                // "[" and "1" and "]".
                Some(at) if at <= 1 => {
                    let mut children = content.0;
                    let rest = children.split_off(at + 1);
                    let label = children.into_iter().map(text).collect::<String>();
                    let mut rest = ElemChildren(rest);
                    let mut label = label;
                    if let Some(ElemChild::Text(next)) = rest.0.first_mut() {
                        let taken: String = next
                            .text
                            .chars()
                            .take_while(|c| matches!(c, ']' | ')' | '.' | ' ' | '\t'))
                            .collect();
                        next.text = next.text[taken.len()..].to_owned();
                        label.push_str(taken.trim());
                    }
                    (label, rest)
                }
                _ => (String::new(), content),
            }
        }
    }
}

/// The words of an entry that stand in its file as they are printed, longest first.
pub(super) fn places<'a>(reference: &'a Reference, sources: &Sources) -> Vec<(&'a str, Span)> {
    const FIELDS: [Field; 4] = [
        Field::Title,
        Field::Container,
        Field::Publisher,
        Field::Note,
    ];
    let mut out: Vec<(&str, Span)> = FIELDS
        .iter()
        .filter_map(|field| reference.field(*field))
        .filter(|words| words.value.text.len() > 3)
        .filter(|words| sources.text(words.span) == words.value.text)
        .map(|words| (words.value.text.as_str(), words.span))
        .collect();
    for role in [Role::Author, Role::Editor] {
        for name in reference.people(role).iter().take(50) {
            let at = sources.text(name.place()).find(&name.family);
            if let Some(at) = at.filter(|_| name.family.len() > 3) {
                let span = name.place().slice(at..at + name.family.len());
                out.push((&name.family, span));
            }
        }
    }
    out
}

/// Marks the title as foreign where it stands, whatever the style made of its capitals
/// and quotation marks.
pub(super) fn mark_title(runs: &mut Vec<Run>, reference: &Reference) {
    let title = [Field::Title, Field::ShortTitle];
    let found = title
        .into_iter()
        .filter_map(|field| reference.text(field))
        .find_map(|title| found(runs, title));
    let Some(found) = found else { return };
    let mut out = Vec::with_capacity(runs.len() + 2);
    let mut at = 0;
    for run in runs.drain(..) {
        let chars: Vec<char> = run.text.chars().collect();
        let clamp = |to: usize| to.clamp(at, at + chars.len()) - at;
        let (start, end) = (clamp(found.start), clamp(found.end));
        at += chars.len();
        let pieces = [
            (&chars[..start], false),
            (&chars[start..end], true),
            (&chars[end..], false),
        ];
        out.extend(pieces.map(|(text, foreign)| Run {
            text: text.iter().collect(),
            look: Look {
                foreign,
                ..run.look
            },
            url: run.url.clone(),
        }));
    }
    *runs = inlines::merge(out);
}

/// Where a title stands in the runs, counted in characters.
fn found(runs: &[Run], title: &str) -> Option<Range<usize>> {
    let alike = |c: char| match c {
        '“' | '”' | '„' | '«' | '»' | '‘' | '’' | '\'' => '"',
        '\u{a0}' | '\u{202f}' => ' ',
        c => c.to_lowercase().next().unwrap_or(c),
    };
    let title: Vec<char> = title.chars().map(alike).collect();
    let printed: Vec<char> = runs
        .iter()
        .flat_map(|run| run.text.chars())
        .map(alike)
        .collect();
    if title.is_empty() {
        return None;
    }
    let at = printed
        .windows(title.len())
        .position(|window| window == title)?;
    Some(at..at + title.len())
}
