//! All citations of an edition and its list, in one run of hayagriva: numbers,
//! order, collapsing, ibid and disambiguation follow from all of them together.

use std::collections::BTreeMap;

use hayagriva::citationberg::{FontStyle, FontWeight, VerticalAlign};
use hayagriva::{
    BibliographyDriver, BibliographyRequest, CitationItem, CitationRequest, CitePurpose, ElemChild,
    ElemChildren, ElemMeta, Entry, LocatorPayload, SpecificLocator,
};
use pamphlet_core::Inline;
use pamphlet_core::inline::{Citation, CitationForm};
use pamphlet_core::reference::{Field, Reference, Role};
use pamphlet_core::span::{Sources, Span};

use crate::inlines::{self, Look, Run};
use crate::locator::{self, Behind};
use crate::style::Style;
use crate::{entry, links};

/// A citation where it stands.
#[derive(Clone, Copy, Debug)]
pub struct Cited<'a> {
    /// The citation.
    pub citation: &'a Citation,
    /// The number of the footnote that it stands in, where the style cites there.
    pub note: Option<usize>,
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
}

/// Prints citations and list. Keys that no entry has stand as they are.
pub fn print(style: &Style, request: &Request) -> Printed {
    let mut keys: Vec<&str> = Vec::new();
    let cited = request.citations.iter();
    let cited = cited.flat_map(|cited| cited.citation.items.iter().map(|item| &*item.key.value));
    let all = request.before.iter().copied().chain(cited).chain(request.behind.iter().copied());
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
    let run = Press {
        style,
        entries: &entries,
        at: &at,
        labels: locator::labels(&style.locales),
    };
    let plans: Vec<Plan> = request.citations.iter().map(|cited| run.plan(cited)).collect();
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
    for (plan, cited) in plans.iter().zip(request.citations) {
        for group in &plan.groups {
            driver.citation(run.request(run.items(group), cited.note));
        }
    }
    let behind = hidden(request.behind);
    if !behind.is_empty() {
        driver.citation(run.request(behind, None));
    }
    let rendered = driver.finish(BibliographyRequest::new(
        &style.csl,
        Some(style.locale.clone()),
        &style.locales,
    ));
    let mut citations = rendered.citations.iter().skip(skipped);
    let pieces = plans
        .iter()
        .map(|plan| {
            let groups = citations.by_ref().take(plan.groups.len());
            run.pieces(plan, groups.map(|done| &done.citation))
        })
        .collect();
    let items = rendered.bibliography.map(|list| list.items).unwrap_or_default();
    let list = items
        .into_iter()
        .filter_map(|item| {
            let reference = request.references.get(item.key.as_str())?;
            let (label, content) = label(item.first_field, item.content);
            let mut runs = inlines::runs(&content);
            trim(&mut runs);
            links::complete(&mut runs, reference);
            let places = places(reference, request.sources);
            Some(Listed {
                key: item.key,
                label,
                inlines: inlines::inlines(&runs, &places),
            })
        })
        .collect();
    Printed {
        citations: pieces,
        list,
    }
}

/// How one citation is asked for.
struct Plan {
    form: CitationForm,
    groups: Vec<Group>,
    note: bool,
}

/// Items that go to hayagriva together. It knows no words before and behind an
/// item, so an item that has them goes alone.
#[derive(Default)]
struct Group {
    items: Vec<Asked>,
}

struct Asked {
    key: String,
    at: Option<usize>,
    prefix: String,
    behind: Behind,
    alone: bool,
    suppress: bool,
}

struct Press<'a> {
    style: &'a Style,
    entries: &'a [Entry],
    at: &'a BTreeMap<&'a str, usize>,
    labels: Vec<(String, hayagriva::citationberg::taxonomy::Locator)>,
}

impl<'a> Press<'a> {
    fn plan(&self, cited: &Cited) -> Plan {
        let citation = cited.citation;
        let sentence = citation.form == CitationForm::InSentence;
        let mut groups: Vec<Group> = Vec::new();
        for item in &citation.items {
            let key = item.key.value.clone();
            let at = self.at.get(key.as_str()).copied();
            let behind = locator::read(&item.locator, &self.labels);
            let prefix = item.prefix.trim().to_owned();
            let alone = sentence
                || item.suppress_author
                || at.is_none()
                || !prefix.is_empty()
                || !behind.suffix.is_empty();
            let asked = Asked {
                key,
                at,
                prefix,
                behind,
                alone,
                suppress: item.suppress_author,
            };
            match groups.last_mut() {
                Some(last) if !alone && !last.items.iter().any(|item| item.alone) => {
                    last.items.push(asked);
                }
                _ => groups.push(Group { items: vec![asked] }),
            }
        }
        Plan {
            form: citation.form,
            groups,
            note: cited.note.is_some(),
        }
    }

    fn items<'b>(&self, group: &'b Group) -> Vec<CitationItem<'b, Entry>>
    where
        'a: 'b,
    {
        let items = group.items.iter().filter_map(|item| Some((item, item.at?)));
        items
            .map(|(item, at)| {
                let locator = item.behind.locator.as_ref();
                let locator =
                    locator.map(|(kind, text)| SpecificLocator(*kind, LocatorPayload::Str(text)));
                CitationItem::with_locator(&self.entries[at], locator)
            })
            .collect()
    }

    fn request<'b>(
        &self,
        items: Vec<CitationItem<'b, Entry>>,
        note: Option<usize>,
    ) -> CitationRequest<'b, Entry>
    where
        'a: 'b,
    {
        CitationRequest::new(
            items,
            &self.style.csl,
            Some(self.style.locale.clone()),
            &self.style.locales,
            note,
        )
    }

    /// Puts the groups of one citation together.
    fn pieces<'b>(
        &self,
        plan: &Plan,
        done: impl Iterator<Item = &'b ElemChildren>,
    ) -> Vec<Piece> {
        let layout = &self.style.csl.citation.layout;
        let look = Look {
            italic: layout.font_style == Some(FontStyle::Italic),
            bold: layout.font_weight == Some(FontWeight::Bold),
            raised: layout.vertical_align == Some(VerticalAlign::Sup),
            lowered: layout.vertical_align == Some(VerticalAlign::Sub),
        };
        let prefix = layout.prefix.as_deref().unwrap_or("");
        let suffix = layout.suffix.as_deref().unwrap_or("");
        let delimiter = layout.delimiter.as_deref().unwrap_or(", ");
        let mut body: Vec<(Vec<Run>, Option<String>)> = Vec::new();
        let between = |text: &str| (vec![Run::plain(text, look)], None);
        for (i, (group, children)) in plan.groups.iter().zip(done).enumerate() {
            if i > 0 {
                let text = match plan.form {
                    CitationForm::InSentence => ", ",
                    CitationForm::Bracketed => delimiter,
                };
                body.push(between(text));
            }
            body.extend(self.group(plan, group, children, (prefix, suffix), look));
        }
        if plan.form == CitationForm::Bracketed && !body.is_empty() {
            body.insert(0, between(prefix));
            body.push(between(suffix));
        }
        tidy(&mut body);
        body.into_iter()
            .filter_map(|(runs, key)| {
                let runs = inlines::merge(runs);
                let inlines = inlines::inlines(&without_links(runs), &[]);
                (!inlines.is_empty()).then_some(Piece { inlines, key })
            })
            .collect()
    }

    /// The pieces of one group, without what the style puts around a citation.
    fn group(
        &self,
        plan: &Plan,
        group: &Group,
        children: &ElemChildren,
        (prefix, suffix): (&str, &str),
        look: Look,
    ) -> Vec<(Vec<Run>, Option<String>)> {
        if let [Asked { at: None, key, .. }] = group.items.as_slice() {
            return vec![(vec![Run::plain(key.clone(), look)], Some(key.clone()))];
        }
        let mut out = Vec::new();
        let last = children.0.len().saturating_sub(1);
        for (i, child) in children.0.iter().enumerate() {
            match child {
                ElemChild::Text(text) if i == 0 && text.text == prefix => {}
                ElemChild::Text(text) if i == last && text.text == suffix => {}
                ElemChild::Elem(elem) => {
                    let index = match &elem.meta {
                        Some(ElemMeta::Entry(index)) => *index,
                        _ => 0,
                    };
                    let Some(item) = group.items.get(index) else {
                        continue;
                    };
                    out.extend(self.item(plan, item, &elem.children, look));
                }
                other => {
                    let one = ElemChildren(vec![other.clone()]);
                    out.push((inlines::runs(&one), None));
                }
            }
        }
        out
    }

    /// One item with the words around it.
    fn item(
        &self,
        plan: &Plan,
        item: &Asked,
        children: &ElemChildren,
        look: Look,
    ) -> Vec<(Vec<Run>, Option<String>)> {
        let layout = &self.style.csl.citation.layout;
        let mut runs = match item.suppress {
            true => inlines::runs(&nameless(children)),
            false => inlines::runs(children),
        };
        if item.suppress {
            clip(&mut runs);
        }
        let mut around = Vec::new();
        if !item.prefix.is_empty() {
            around.push(Run::plain(format!("{} ", item.prefix), look));
        }
        around.append(&mut runs);
        if !item.behind.suffix.is_empty() {
            around.push(Run::plain(item.behind.suffix.clone(), look));
        }
        let key = Some(item.key.clone());
        if plan.form == CitationForm::Bracketed {
            return vec![(around, key)];
        }
        let mut out = Vec::new();
        if !item.suppress {
            let name = self.name(item);
            let bare = self.style.is_notes() && !plan.note;
            if bare {
                return vec![(name, key)];
            }
            out.push((name, None));
            let raised = look.raised || self.style.is_notes();
            out.push((vec![Run::plain(if raised { "" } else { " " }, Look::default())], None));
            // The sentence names them: the citation does not again.
            around = inlines::runs(&nameless(children));
            clip(&mut around);
            if !item.behind.suffix.is_empty() {
                around.push(Run::plain(item.behind.suffix.clone(), look));
            }
        }
        let affix = |text: &Option<String>| {
            let text = text.clone().unwrap_or_default();
            (vec![Run::plain(text, look)], None)
        };
        out.push(affix(&layout.prefix));
        out.push((around, key));
        out.push(affix(&layout.suffix));
        out
    }

    /// The authors as words of a sentence, by the style; else the title.
    fn name(&self, item: &Asked) -> Vec<Run> {
        let Some(entry) = item.at.map(|at| &self.entries[at]) else {
            return vec![Run::plain(item.key.clone(), Look::default())];
        };
        let asked = CitationItem::with_entry(entry).kind(CitePurpose::Author);
        let request = CitationRequest::new(
            vec![asked],
            &self.style.csl,
            Some(self.style.locale.clone()),
            &self.style.locales,
            None,
        );
        let rendered = hayagriva::standalone_citation(request);
        let mut runs: Vec<Run> = inlines::runs(&rendered);
        for run in &mut runs {
            run.look.raised = false;
            run.url = None;
        }
        let layout = &self.style.csl.citation.layout;
        strip(&mut runs, layout.prefix.as_deref(), layout.suffix.as_deref());
        trim(&mut runs);
        let title = || entry.title().map(|title| title.value.to_string());
        match runs.is_empty() {
            true => vec![Run::plain(title().unwrap_or_else(|| item.key.clone()), Look::default())],
            false => runs,
        }
    }
}

/// Takes the style's brackets off again.
fn strip(runs: &mut [Run], prefix: Option<&str>, suffix: Option<&str>) {
    if let (Some(first), Some(prefix)) = (runs.first_mut(), prefix)
        && let Some(rest) = first.text.strip_prefix(prefix)
    {
        first.text = rest.to_owned();
    }
    if let (Some(last), Some(suffix)) = (runs.last_mut(), suffix)
        && let Some(rest) = last.text.strip_suffix(suffix)
    {
        last.text = rest.to_owned();
    }
}

/// A rendered item without its names.
fn nameless(children: &ElemChildren) -> ElemChildren {
    let mut gone = false;
    fn walk(children: &ElemChildren, gone: &mut bool) -> ElemChildren {
        let mut out = Vec::new();
        for child in &children.0 {
            match child {
                ElemChild::Elem(elem)
                    if !*gone && matches!(elem.meta, Some(ElemMeta::Names(_))) =>
                {
                    *gone = true;
                }
                ElemChild::Elem(elem) => {
                    let mut elem = elem.clone();
                    elem.children = walk(&elem.children, gone);
                    out.push(ElemChild::Elem(elem));
                }
                other => out.push(other.clone()),
            }
        }
        ElemChildren(out)
    }
    walk(children, &mut gone)
}

/// Takes away punctuation that stood behind what is gone.
fn clip(runs: &mut Vec<Run>) {
    while let Some(first) = runs.first_mut() {
        let rest = first
            .text
            .trim_start_matches(|c: char| c.is_whitespace() || matches!(c, ',' | ';' | ':' | '.'));
        first.text = rest.to_owned();
        if !first.text.is_empty() {
            break;
        }
        runs.remove(0);
    }
}

/// No space at the ends.
fn trim(runs: &mut Vec<Run>) {
    while let Some(first) = runs.first_mut() {
        first.text = first.text.trim_start().to_owned();
        if !first.text.is_empty() {
            break;
        }
        runs.remove(0);
    }
    while let Some(last) = runs.last_mut() {
        last.text.truncate(last.text.trim_end().len());
        if !last.text.is_empty() {
            break;
        }
        runs.pop();
    }
}

/// No piece starts or ends with a space that belongs between pieces; none doubles
/// the stop of the one before it.
fn tidy(pieces: &mut Vec<(Vec<Run>, Option<String>)>) {
    pieces.retain(|(runs, _)| runs.iter().any(|run| !run.text.is_empty()));
    for i in 1..pieces.len() {
        let (before, from) = pieces.split_at_mut(i);
        let last = before[i - 1].0.iter().rev().find(|run| !run.text.is_empty());
        let ends = last.and_then(|run| run.text.chars().next_back());
        let first = from[0].0.iter_mut().find(|run| !run.text.is_empty());
        if let (Some('.'), Some(first)) = (ends, first)
            && first.text.starts_with('.')
        {
            first.text.remove(0);
        }
    }
}

/// A citation leads to its entry and nowhere else: links cannot nest.
fn without_links(runs: Vec<Run>) -> Vec<Run> {
    let plain = runs.into_iter().map(|run| Run { url: None, ..run });
    inlines::merge(plain.collect())
}

/// The mark before an entry, and the entry without it.
fn label(first: Option<ElemChild>, content: ElemChildren) -> (String, ElemChildren) {
    let numbered = |elem: &hayagriva::Elem| {
        let is = |meta: &Option<ElemMeta>| {
            matches!(meta, Some(ElemMeta::CitationNumber | ElemMeta::CitationLabel))
        };
        is(&elem.meta) || elem.children.find_elem_by(&|elem| is(&elem.meta)).is_some()
    };
    let text = |child: ElemChild| {
        let runs = inlines::runs(&ElemChildren(vec![child]));
        let text: String = runs.into_iter().map(|run| run.text).collect();
        text.trim().to_owned()
    };
    match first {
        Some(ElemChild::Elem(elem)) if numbered(&elem) => (text(ElemChild::Elem(elem)), content),
        Some(other) => {
            let mut children = vec![other];
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
fn places<'a>(reference: &'a Reference, sources: &Sources) -> Vec<(&'a str, Span)> {
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
