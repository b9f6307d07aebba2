//! One citation: how it is asked for, and what is made of the answer.

use std::collections::BTreeMap;

use hayagriva::citationberg::taxonomy::OtherTerm;
use hayagriva::citationberg::{Collapse, FontStyle, FontWeight, TermForm, VerticalAlign};
use hayagriva::{
    CitationItem, CitationRequest, ElemChild, ElemChildren, ElemMeta, Entry, LocatorPayload,
    SpecificLocator,
};
use pamphlet_core::inline::{self, CitationForm};
use pamphlet_core::reference::{Field, Name, Reference};

use super::marks::{clip, quoted, tidy, without_links};
use super::{Cited, Piece};
use crate::inlines::{self, Look, Run};
use crate::links;
use crate::locator::{self, Behind};
use crate::style::Style;

/// How one citation is asked for.
pub(super) struct Plan {
    form: CitationForm,
    pub(super) groups: Vec<Group>,
    /// Whether the sentence has the name alone: resolving sets a note beside it.
    pub(super) named: bool,
    /// Whether nothing else than names is printed.
    names_alone: bool,
    among: bool,
}

impl Plan {
    /// What it cites.
    pub(super) fn keys(&self) -> impl Iterator<Item = &str> {
        let items = self.groups.iter().flat_map(|group| &group.items);
        items.map(|item| item.key.as_str())
    }
}

/// Items that go to hayagriva together. It knows no words before and behind an
/// item, so an item that has them goes alone.
#[derive(Default)]
pub(super) struct Group {
    items: Vec<Asked>,
}

pub(super) struct Asked {
    key: String,
    at: Option<usize>,
    prefix: String,
    behind: Behind,
    locator: String,
    alone: bool,
    suppress: bool,
}

pub(super) struct Press<'a> {
    pub(super) style: &'a Style,
    pub(super) entries: &'a [Entry],
    pub(super) at: &'a BTreeMap<&'a str, usize>,
    pub(super) references: &'a BTreeMap<&'a str, &'a Reference>,
}

impl<'a> Press<'a> {
    pub(super) fn plan(&self, cited: &Cited, names_alone: bool) -> Plan {
        let citation = cited.citation;
        let sentence = citation.form == CitationForm::InSentence;
        // Hayagriva would draw "3, p. 1" and "4" and "5" together as "3–5".
        let collapses = self.style.csl.citation.collapse == Some(Collapse::CitationNumber);
        let places = |item: &inline::CitationItem| !item.locator.trim().is_empty();
        let apart = collapses && citation.items.iter().any(places);
        let mut groups: Vec<Group> = Vec::new();
        for item in &citation.items {
            let key = item.key.value.clone();
            let at = self.at.get(key.as_str()).copied();
            let behind = locator::read(&item.locator, &self.style.tongue.labels);
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
                locator: behind_words(&item.locator, &behind),
                behind,
                alone,
                suppress: item.suppress_author,
            };
            let alone = alone || apart;
            match groups.last_mut() {
                Some(last) if !alone && !last.items.iter().any(|item| item.alone) => {
                    last.items.push(asked);
                }
                _ => groups.push(Group { items: vec![asked] }),
            }
        }
        if apart && self.style.csl.citation.sort.is_some() {
            groups.sort_by_key(|group| group.items.first().and_then(|item| item.at));
        }
        Plan {
            form: citation.form,
            groups,
            named: sentence && (names_alone || self.style.is_notes() && cited.note.is_none()),
            names_alone,
            among: cited.among,
        }
    }

    pub(super) fn items<'b>(&self, group: &'b Group) -> Vec<CitationItem<'b, Entry>>
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

    pub(super) fn request<'b>(
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
            Some(self.style.tongue.locale.clone()),
            &self.style.tongue.locales,
            note,
        )
    }

    /// The names that a sentence has.
    fn names(&self, plan: &Plan) -> Vec<(Vec<Run>, Option<String>)> {
        let mut body = Vec::new();
        let items = plan.groups.iter().flat_map(|group| &group.items);
        for item in items.filter(|item| !(plan.names_alone && item.suppress)) {
            if !body.is_empty() {
                body.push((vec![Run::plain(", ", Look::default())], None));
            }
            body.push((self.name(item), Some(item.key.clone())));
        }
        body
    }

    /// Puts the groups of one citation together.
    pub(super) fn pieces<'b>(
        &self,
        plan: &Plan,
        done: impl Iterator<Item = &'b ElemChildren>,
    ) -> Vec<Piece> {
        if plan.names_alone && !plan.named {
            return Vec::new();
        }
        let layout = &self.style.csl.citation.layout;
        let look = Look {
            italic: layout.font_style == Some(FontStyle::Italic),
            bold: layout.font_weight == Some(FontWeight::Bold),
            raised: layout.vertical_align == Some(VerticalAlign::Sup),
            lowered: layout.vertical_align == Some(VerticalAlign::Sub),
            foreign: false,
        };
        let prefix = layout.prefix.as_deref().unwrap_or("");
        let suffix = layout.suffix.as_deref().unwrap_or("");
        let delimiter = layout.delimiter.as_deref().unwrap_or(", ");
        let mut body = match plan.named {
            true => self.names(plan),
            false => Vec::new(),
        };
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
            body.push(between(if plan.among { "" } else { suffix }));
        }
        tidy(&mut body, self.style.marks_within);
        body.into_iter()
            .filter_map(|(runs, key)| {
                let runs = inlines::merge(runs);
                let inlines = inlines::inlines(&without_links(runs), &[], None);
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
                    out.push((self.runs(&one), None));
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
            true => self.runs(&nameless(children)),
            false => self.runs(children),
        };
        if let Some(reference) = self.references.get(item.key.as_str()) {
            links::as_written(&mut runs, reference);
        }
        if self.style.marks_within {
            quoted(&mut runs);
        }
        if item.suppress {
            clip(&mut runs);
            if runs.is_empty() {
                // Nothing but the name stands for it in this style.
                runs = self.runs(children);
            }
        }
        let mut around = Vec::new();
        if !item.prefix.is_empty() {
            around.push(Run::plain(format!("{} ", item.prefix), look));
        }
        around.append(&mut runs);
        if !item.behind.suffix.is_empty() {
            let suffix = self.within_quotes(&item.behind.suffix, &mut around);
            around.push(Run::plain(suffix, look));
        }
        if let Some((_, part)) = &item.behind.locator
            && !self.style.is_notes()
            && !says(&around, part)
        {
            // Some styles print no places; the author's words stay.
            around.push(Run::plain(format!(", {}", item.locator), look));
        }
        let key = Some(item.key.clone());
        if plan.form == CitationForm::Bracketed {
            return vec![(around, key)];
        }
        let mut out = Vec::new();
        if !item.suppress {
            // The sentence names them: the citation does not again.
            around = self.runs(&nameless(children));
            clip(&mut around);
            if around.is_empty() {
                return vec![(self.name(item), key)];
            }
            if !item.behind.suffix.is_empty() {
                around.push(Run::plain(item.behind.suffix.clone(), look));
            }
            out.push((self.name(item), None));
            let gap = if look.raised { "" } else { " " };
            out.push((vec![Run::plain(gap, Look::default())], None));
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

    /// In some languages a comma stands before the closing quotation mark.
    fn within_quotes(&self, suffix: &str, runs: &mut [Run]) -> String {
        let within = self.style.marks_within;
        match (suffix.strip_prefix(','), runs.last_mut()) {
            (Some(rest), Some(last)) if within && last.text.ends_with('”') => {
                let end = last.text.len() - '”'.len_utf8();
                last.text.insert(end, ',');
                rest.to_owned()
            }
            _ => suffix.to_owned(),
        }
    }

    /// The authors as words of a sentence, else the title: "Walker", "Clark and
    /// Dunn", "Evans et al." Styles say nothing of it, or too much ("C. Clark").
    fn name(&self, item: &Asked) -> Vec<Run> {
        let Some(reference) = self.references.get(item.key.as_str()) else {
            return vec![Run::plain(item.key.clone(), Look::default())];
        };
        let named = |name: &&Name| !crate::hygiene::abbreviated(name);
        let creators = reference.creators();
        let names: Vec<String> = creators
            .iter()
            .filter(named)
            .map(|name| match &name.prefix {
                Some(prefix) => format!("{prefix} {}", name.family),
                None => name.family.clone(),
            })
            .collect();
        let cut = names.len() < creators.len();
        let words = match names.as_slice() {
            [] => {
                let title = reference
                    .text(Field::ShortTitle)
                    .or(reference.text(Field::Title));
                title.unwrap_or(&item.key).to_owned()
            }
            [one] if !cut => one.clone(),
            [one, two] if !cut => {
                format!("{one} {} {two}", self.term(OtherTerm::And, "and"))
            }
            [first, ..] => format!("{first} {}", self.term(OtherTerm::EtAl, "et al.")),
        };
        vec![Run::plain(words, Look::default())]
    }

    fn runs(&self, children: &ElemChildren) -> Vec<Run> {
        inlines::runs(children, &self.style.tongue)
    }

    /// A word of the language.
    fn term(&self, term: OtherTerm, english: &'static str) -> &str {
        let locale = self.style.tongue.locales.first();
        let found = locale.and_then(|locale| locale.term(term.into(), TermForm::Long));
        found.and_then(|term| term.single()).unwrap_or(english)
    }
}

/// The locator as written, without what stands behind it.
fn behind_words(written: &str, behind: &Behind) -> String {
    let written = written.trim().trim_start_matches(',').trim();
    written
        .strip_suffix(&behind.suffix)
        .unwrap_or(written)
        .trim()
        .to_owned()
}

/// Whether a place is printed, whatever its dashes are.
fn says(runs: &[Run], part: &str) -> bool {
    let bare = |text: &str| -> String { text.chars().filter(|c| c.is_alphanumeric()).collect() };
    let text: String = runs.iter().map(|run| run.text.as_str()).collect();
    bare(&text).contains(&bare(part))
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
