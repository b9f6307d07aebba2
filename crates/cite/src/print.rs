//! All citations of an edition and its list, in one run of hayagriva: numbers,
//! order, collapsing, ibid and disambiguation follow from all of them together.

use std::collections::BTreeMap;

use hayagriva::citationberg::taxonomy::OtherTerm;
use hayagriva::citationberg::{Collapse, FontStyle, FontWeight, TermForm, VerticalAlign};
use hayagriva::{
    BibliographyDriver, BibliographyRequest, CitationItem, CitationRequest, ElemChild,
    ElemChildren, ElemMeta, Entry, LocatorPayload, SpecificLocator,
};
use pamphlet_core::Inline;
use pamphlet_core::inline::{self, Citation, CitationForm};
use pamphlet_core::reference::{Field, Name, Reference, Role};
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
    let run = Press {
        style,
        entries: &entries,
        at: &at,
        references: request.references,
        labels: locator::labels(&style.locales),
    };
    let plans: Vec<Plan> = request
        .citations
        .iter()
        .map(|cited| run.plan(cited))
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
        for group in &plan.groups {
            match plan.named {
                false => driver.citation(run.request(run.items(group), cited.note)),
                // The note beside the name is the first to cite, not the name.
                true => behind.extend(group.items.iter().map(|item| item.key.as_str())),
            }
        }
    }
    let behind = hidden(&behind);
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
            if plan.named {
                return run.names(plan);
            }
            let groups = citations.by_ref().take(plan.groups.len());
            run.pieces(plan, groups.map(|done| &done.citation))
        })
        .collect();
    let items = rendered
        .bibliography
        .map(|list| list.items)
        .unwrap_or_default();
    let mut whole = undisturbed(style, &entries);
    let list = items
        .into_iter()
        .filter_map(|item| {
            let reference = request.references.get(item.key.as_str())?;
            let (label, content) = label(item.first_field, item.content);
            let mut runs = inlines::runs(&content);
            if let Some(whole) = whole.remove(&item.key)
                && !suffixed(&runs, &whole)
            {
                runs = whole;
            }
            trim(&mut runs);
            stop(&mut runs);
            if style.locale.0.starts_with("en") {
                close_up(&mut runs);
            }
            if style.locale.0 == "en-US" {
                quoted(&mut runs);
            }
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

/// The entries as they are where no two citations look alike, by key. Hayagriva
/// 0.10.1 sets the names of the list as those of citations that it told apart:
/// "Adams" for "Adams, A." Empty where the style tells none apart by names.
fn undisturbed(style: &Style, entries: &[Entry]) -> BTreeMap<String, Vec<Run>> {
    let citation = &style.csl.citation;
    if !citation.disambiguate_add_names && !citation.disambiguate_add_givenname {
        return BTreeMap::new();
    }
    let mut csl = style.csl.clone();
    csl.citation.disambiguate_add_names = false;
    csl.citation.disambiguate_add_givenname = false;
    csl.citation.disambiguate_add_year_suffix = false;
    let locale = Some(style.locale.clone());
    let mut driver = BibliographyDriver::new();
    for entry in entries {
        let item = CitationItem::with_entry(entry);
        driver.citation(CitationRequest::new(
            vec![item],
            &csl,
            locale.clone(),
            &style.locales,
            None,
        ));
    }
    let request = BibliographyRequest::new(&csl, locale, &style.locales);
    let list = driver.finish(request).bibliography;
    let items = list.map(|list| list.items).unwrap_or_default();
    items
        .into_iter()
        .map(|item| {
            let (_, content) = label(item.first_field, item.content);
            (item.key, inlines::runs(&content))
        })
        .collect()
}

/// Whether the first differs from the second by no more than the letter that tells
/// works of one year apart: "2001a".
fn suffixed(runs: &[Run], whole: &[Run]) -> bool {
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

/// How one citation is asked for.
struct Plan {
    form: CitationForm,
    groups: Vec<Group>,
    /// Whether the sentence has the name alone: resolving sets a note beside it.
    named: bool,
    among: bool,
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
    locator: String,
    alone: bool,
    suppress: bool,
}

struct Press<'a> {
    style: &'a Style,
    entries: &'a [Entry],
    at: &'a BTreeMap<&'a str, usize>,
    references: &'a BTreeMap<&'a str, &'a Reference>,
    labels: Vec<(String, hayagriva::citationberg::taxonomy::Locator)>,
}

impl<'a> Press<'a> {
    fn plan(&self, cited: &Cited) -> Plan {
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
            named: sentence && self.style.is_notes() && cited.note.is_none(),
            among: cited.among,
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

    /// The names that a sentence has.
    fn names(&self, plan: &Plan) -> Vec<Piece> {
        let mut body = Vec::new();
        for item in plan.groups.iter().flat_map(|group| &group.items) {
            if !body.is_empty() {
                body.push((vec![Run::plain(", ", Look::default())], None));
            }
            body.push((self.name(item), Some(item.key.clone())));
        }
        self.finished(body)
    }

    /// Puts the groups of one citation together.
    fn pieces<'b>(&self, plan: &Plan, done: impl Iterator<Item = &'b ElemChildren>) -> Vec<Piece> {
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
            body.push(between(if plan.among { "" } else { suffix }));
        }
        self.finished(body)
    }

    fn finished(&self, mut body: Vec<(Vec<Run>, Option<String>)>) -> Vec<Piece> {
        tidy(&mut body, self.style.locale.0 == "en-US");
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
        if let Some(reference) = self.references.get(item.key.as_str()) {
            links::as_written(&mut runs, reference);
        }
        if self.style.locale.0 == "en-US" {
            quoted(&mut runs);
        }
        if item.suppress {
            clip(&mut runs);
            if runs.is_empty() {
                // Nothing but the name stands for it in this style.
                runs = inlines::runs(children);
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
            around = inlines::runs(&nameless(children));
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

    /// American English has a comma before the closing quotation mark.
    fn within_quotes(&self, suffix: &str, runs: &mut [Run]) -> String {
        let american = self.style.locale.0 == "en-US";
        match (suffix.strip_prefix(','), runs.last_mut()) {
            (Some(rest), Some(last)) if american && last.text.ends_with('”') => {
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

    /// A word of the language.
    fn term(&self, term: OtherTerm, english: &'static str) -> &str {
        let locale = self.style.locales.first();
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

/// A question mark ends a sentence as well as a stop: "insufficiency?.".
fn stop(runs: &mut [Run]) {
    let ends = |text: &str| text.ends_with(['?', '!']);
    for run in runs.iter_mut().filter(|run| run.url.is_none()) {
        for (doubled, once) in [("?.", "?"), ("!.", "!")] {
            if run.text.contains(doubled) {
                run.text = run.text.replace(doubled, once);
            }
        }
    }
    for i in 1..runs.len() {
        let (before, from) = runs.split_at_mut(i);
        if ends(&before[i - 1].text) && from[0].text.starts_with('.') && from[0].url.is_none() {
            from[0].text.remove(0);
        }
    }
}

/// Hayagriva leaves a space where a part between came out empty: "2001 ;1".
/// English has none before a mark.
fn close_up(runs: &mut [Run]) {
    for run in runs.iter_mut().filter(|run| run.url.is_none()) {
        for (wrong, right) in [(",)", ")"), ("  ", " ")] {
            if run.text.contains(wrong) {
                run.text = run.text.replace(wrong, right);
            }
        }
        for mark in [" ;", " ,", " ."] {
            // Not before "...".
            if run.text.contains(mark) && !run.text.contains(" ..") {
                run.text = run.text.replace(mark, &mark[1..]);
            }
        }
    }
    for i in 1..runs.len() {
        let (before, from) = runs.split_at_mut(i);
        let last = &mut before[i - 1];
        if from[0].text.starts_with([';', ',']) && last.url.is_none() {
            last.text.truncate(last.text.trim_end().len());
        }
    }
}

/// Where marked words end a quotation, hayagriva leaves stops and commas behind it.
fn quoted(runs: &mut [Run]) {
    for run in runs.iter_mut().filter(|run| run.url.is_none()) {
        for (wrong, right) in [("”,", ",”"), ("”.", ".”")] {
            if run.text.contains(wrong) {
                run.text = run.text.replace(wrong, right);
            }
        }
    }
    for i in 1..runs.len() {
        let (before, from) = runs.split_at_mut(i);
        let last = &mut before[i - 1];
        if last.text.ends_with('”') && from[0].text.starts_with([',', '.']) {
            let mark = from[0].text.remove(0);
            last.text.insert(last.text.len() - '”'.len_utf8(), mark);
        }
    }
}

/// No piece doubles the stop of the one before it; American English has stops and
/// commas before a closing quotation mark.
fn tidy(pieces: &mut Vec<(Vec<Run>, Option<String>)>, american: bool) {
    pieces.retain(|(runs, _)| runs.iter().any(|run| !run.text.is_empty()));
    for i in 1..pieces.len() {
        let (before, from) = pieces.split_at_mut(i);
        let last = before[i - 1]
            .0
            .iter_mut()
            .rev()
            .find(|run| !run.text.is_empty());
        let first = from[0].0.iter_mut().find(|run| !run.text.is_empty());
        let (Some(last), Some(first)) = (last, first) else {
            continue;
        };
        if first.text.starts_with('.') && last.text.ends_with('.') {
            first.text.remove(0);
        } else if american && first.text.starts_with(['.', ',']) && last.text.ends_with('”') {
            let mark = first.text.remove(0);
            last.text.insert(last.text.len() - '”'.len_utf8(), mark);
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
            matches!(
                meta,
                Some(ElemMeta::CitationNumber | ElemMeta::CitationLabel)
            )
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
