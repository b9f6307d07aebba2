//! What came back from a translator, put into the typed tree.
//!
//! Each block is the translation's own where that has the same slots and follows
//! its source, else the source's; in either the words of every slot are the
//! file's. What the file leaves without a translation stays as it was, unless only
//! its place says what it is of.

mod assemble;
mod incoming;

use std::collections::BTreeMap;

use pamphlet_core::diagnostic::{Diagnostic, any_error};
use pamphlet_core::glossary::GlossaryEntry;
use pamphlet_core::inline::Inline;
use pamphlet_core::language::Language;
use pamphlet_core::span::Span;
use pamphlet_core::walk::{self, VisitorMut};

use crate::codes::{aired, words};
use crate::export::{Exchange, Seat, Value, View, entries, full, is_counted, plain, views};
use crate::terms::Terms;
use crate::unit::{Document, Unit};

use self::incoming::{Found, Incoming};

/// Places that are told in one fault.
const SHOWN: usize = 5;

/// What comes of a file.
#[derive(Debug, Default)]
pub struct Imported {
    /// The translation as Markdown; none if not a word of it changes.
    pub article: Option<String>,
    /// What its lock notes now; none if it notes nothing.
    pub lock: Option<Vec<(String, String)>>,
    /// Entries of glossaries that are new or have other words.
    pub entries: Vec<GlossaryEntry>,
    /// What is doubtful.
    pub warnings: Vec<Diagnostic>,
}

/// What the words beside a code are: `behind-2` of a citation is `text behind key 2`.
fn named(kind: &str) -> String {
    match kind.split_once('-') {
        Some((side, number)) => format!("text {side} key {number}"),
        None => kind.to_owned(),
    }
}

/// What a slot says from now on.
enum Fresh {
    /// What the translation says already.
    Old,
    /// Other words.
    New(Value),
    /// What the translation says at this place, where the block changed: it may be of
    /// another row.
    Unsure,
    /// Nothing was ever said.
    Nothing,
}

impl Fresh {
    /// What a slot says where the file says nothing new.
    fn kept(seat: &Seat) -> Fresh {
        match seat.old {
            Some(_) if seat.is_unsure => Fresh::Unsure,
            Some(_) => Fresh::Old,
            None => Fresh::Nothing,
        }
    }
}

/// What a piece says from now on.
struct Outcome<'a> {
    view: &'a View,
    slots: Vec<(&'a str, Fresh)>,
    /// The places of the units, by their slots.
    places: BTreeMap<&'a str, Span>,
    /// The place of its first unit.
    span: Span,
}

impl Outcome<'_> {
    fn is_old(&self) -> bool {
        let stays = |fresh: &Fresh| matches!(fresh, Fresh::Old | Fresh::Unsure);
        self.view.old.is_some() && self.slots.iter().all(|(_, it)| stays(it))
    }

    /// The places of its units by the paths of their words.
    fn spans(&self) -> Vec<(String, Span)> {
        let path = |rel: &str| full(&self.view.path, rel);
        let places = self.places.iter();
        places.map(|(rel, span)| (path(rel), *span)).collect()
    }
}

/// Puts a file's words into the translation. Faults say that nothing comes of it.
pub fn import(document: &Document, exchange: &Exchange) -> Result<Imported, Vec<Diagnostic>> {
    let mut faults = belongs(document, exchange);
    if !faults.is_empty() {
        return Err(faults);
    }
    let views = views(exchange);
    let file = Incoming::of(document, &views);
    let mut warnings = file.warnings(&views);
    let mut outcomes = Vec::new();
    for view in &views {
        outcomes.push(file.outcome(view, &mut faults));
    }
    faults.extend(untranslated(document, &file, &outcomes));
    if any_error(&faults) {
        return Err(faults);
    }
    let (terms, article): (Vec<_>, Vec<_>) = outcomes.into_iter().partition(|it| it.view.is_term());
    let entries = changed_entries(exchange, &terms);
    let lock = lock(exchange, &file, &article, &terms);
    let moved = |it: &Outcome| it.view.old.as_ref() != Some(&it.view.path);
    let mut imported = Imported {
        article: None,
        lock,
        entries,
        warnings: Vec::new(),
    };
    if article.iter().any(|it| !it.is_old() || moved(it)) {
        let all = merged(exchange, &imported.entries);
        let named = Terms {
            glossary: &all,
            language: exchange.terms.language,
            words: exchange.terms.words,
        };
        let text = assemble::assemble(exchange, article, named, &mut warnings)?;
        imported.article = Some(text);
    }
    imported.warnings = warnings;
    Ok(imported)
}

/// Whether a file is of this article and language.
fn belongs(document: &Document, exchange: &Exchange) -> Vec<Diagnostic> {
    let mut faults = Vec::new();
    let pairs = [
        ("from", &document.source, exchange.source.terms.language),
        ("into", &document.target, exchange.terms.language),
    ];
    for (word, said, language) in pairs {
        if Language::parse(said).as_ref() != Some(language) {
            let message = format!("this file translates {word} `{said}`, not `{language}`");
            faults.push(Diagnostic::error("xliff-language", document.span, message));
        }
    }
    let ours = [exchange.file, exchange.glossary_file];
    for group in &document.files {
        if !ours.contains(&group.original.as_str()) {
            let message = format!(
                "this is of `{}`, not of `{}`",
                group.original, exchange.file
            );
            let hint = "name the article that the file was exported from";
            faults.push(Diagnostic::error("xliff-article", group.span, message).hint(hint));
        }
    }
    if document.files.iter().all(|group| group.units.is_empty()) {
        let message = "there is no unit in this file";
        faults.push(Diagnostic::error("xliff-unit", document.span, message));
    }
    faults
}

impl Incoming<'_> {
    fn outcome<'v>(&self, view: &'v View, faults: &mut Vec<Diagnostic>) -> Outcome<'v> {
        let seats = || view.seats.iter();
        let untouched = self.is_untouched(view);
        let slots = seats().map(|seat| {
            let fresh = match untouched {
                true => Fresh::kept(seat),
                false => self.fresh(view, seat, faults),
            };
            (seat.rel.as_str(), fresh)
        });
        let place = |seat: &'v Seat| {
            let found = self.find(view, &seat.rel)?;
            Some((seat.rel.as_str(), found.unit.span))
        };
        Outcome {
            slots: slots.collect(),
            places: seats().filter_map(place).collect(),
            span: self.first(view).map_or(Span::NONE, |unit| unit.span),
            view,
        }
    }

    fn fresh(&self, view: &View, seat: &Seat, faults: &mut Vec<Diagnostic>) -> Fresh {
        let found = self.find(view, &seat.rel);
        let target = found.and_then(Found::target);
        let own = seat.own.clone().filter(|it| !it.is_empty());
        // What nobody touched is no more than the translation was then.
        let untouched = found.is_some_and(|it| it.unit.is_untouched());
        let is_known = untouched && !seat.is_unsure && seat.old.is_some();
        if is_known && self.is_untouched_at(view, seat) {
            return Fresh::Old;
        }
        let items = match untouched {
            true => own.clone().or(target),
            false => target.or_else(|| own.clone()),
        };
        let (Some(found), Some(items)) = (found, items) else {
            return Fresh::kept(seat);
        };
        let (id, span) = (&found.unit.id, found.unit.span);
        let wrong = seat.table.faults(&items);
        if !wrong.is_empty() {
            faults.extend(code_faults(view, found, &wrong));
            return Fresh::Old;
        }
        let mut table = seat.table.clone();
        let mut changed = Some(&items) != own.as_ref();
        for (code, kind, unit) in self.asides(view, seat) {
            let now = unit.and_then(|unit| unit.target.as_ref());
            let Some(own) = table.get_mut(code) else {
                continue;
            };
            match now {
                Some(_) if seat.own.is_some() && unit.is_some_and(Unit::is_untouched) => {}
                Some(now) if own.aside(&kind).map(plain).as_ref() != Some(now) => {
                    own.set_aside(&kind, &words(now));
                    changed = true;
                }
                None if seat.own.is_none() => {
                    let kind = named(&kind);
                    let message =
                        format!("unit {id}: the {kind} of code {code} has no translation");
                    let place = unit.map_or(span, |unit| unit.span);
                    let hint = "translate it in its own unit; if the file has none, export again";
                    faults.push(Diagnostic::error("xliff-untranslated", place, message).hint(hint));
                }
                Some(_) | None => {}
            }
        }
        if !changed && seat.old.is_some() {
            return Fresh::Old;
        }
        let items = aired(&items);
        let value = match seat.is_words {
            true => Value::Words(table.decode_words(&items)),
            false => Value::Inlines(table.decode(&items)),
        };
        Fresh::New(value)
    }
}

/// What is wrong with a unit's codes. Where they are those of other words, that is what
/// is wrong: nobody could mend them in the file.
fn code_faults(view: &View, found: &Found, wrong: &[(Span, String)]) -> Vec<Diagnostic> {
    let (id, span) = (&found.unit.id, found.unit.span);
    if found.codes.is_some() {
        let message = format!(
            "unit {id}: the source of {} changed since the export, and its codes with it",
            view.path
        );
        let hint = "export again, and translate this unit in the new file";
        return vec![Diagnostic::error("xliff-code", span, message).hint(hint)];
    }
    let fault = |(place, what): &(Span, String)| {
        let place = if place.is_none() { span } else { *place };
        let hint = "put the codes of the unit's source into its target, each once, within the same code and around words as there";
        Diagnostic::error("xliff-code", place, format!("unit {id}: {what}")).hint(hint)
    };
    wrong.iter().map(fault).collect()
}

/// Words that nobody translated, or that nobody knows the translation of any more.
fn untranslated(document: &Document, file: &Incoming, outcomes: &[Outcome]) -> Option<Diagnostic> {
    let mut places = Vec::new();
    let (mut any_unsure, mut any_changed, mut refused) = (false, false, None);
    for outcome in outcomes {
        let is_old = outcome.is_old();
        for (rel, fresh) in &outcome.slots {
            // A short form or another name need not be there in every language.
            let optional = outcome.view.is_term() && !matches!(*rel, "term" | "definition");
            let unsure = matches!(fresh, Fresh::Unsure) && !is_old;
            if unsure || matches!(fresh, Fresh::Nothing) && !optional {
                let unit = outcome.places.get(rel).copied();
                let span = unit.unwrap_or(outcome.span);
                let state = file.find(outcome.view, rel);
                let state = state.and_then(|it| it.unit.refused.as_ref());
                refused = refused.or(state.map(|it| &it.state));
                any_unsure |= unsure;
                any_changed |= unit.is_none() && !file.is_same(outcome.view);
                places.push((full(&outcome.view.path, rel), span));
            }
        }
    }
    let (path, span) = places.first()?;
    let message = match places.len() {
        1 => format!("{path} has no translation"),
        count => format!("{path} and {} others have no translation", count - 1),
    };
    let span = if span.is_none() { document.span } else { *span };
    let mut fault = Diagnostic::error("xliff-untranslated", span, message)
        .hint("an article is imported once all of it is translated; what the file lacks came since: export again");
    if let Some(state) = refused {
        fault = fault.hint(format!(
            "the state `{state}` says that a target is no translation: set `translated` where somebody translated it"
        ));
    }
    if any_changed {
        fault = fault.hint("where the source changed since the export, words are taken only for the same words: export again");
    }
    if any_unsure {
        fault = fault.hint("what a block with other rows or items said so far may be of another of them: translate all of its units");
    }
    for (path, span) in places
        .iter()
        .skip(1)
        .filter(|it| !it.1.is_none())
        .take(SHOWN)
    {
        fault = fault.related(*span, path.clone());
    }
    Some(fault)
}

/// What the lock says once the file is in: a block whose words all came in follows
/// the source as it was when the file was made.
fn lock(
    exchange: &Exchange,
    file: &Incoming,
    article: &[Outcome],
    terms: &[Outcome],
) -> Option<Vec<(String, String)>> {
    let old: BTreeMap<&str, &str> = exchange
        .lock
        .iter()
        .flatten()
        .map(|(path, hash)| (path.as_str(), hash.as_str()))
        .collect();
    let old = |path: &str| old.get(path).map(|it| (*it).to_owned());
    let by_path: BTreeMap<&str, &View> = article
        .iter()
        .chain(terms)
        .map(|it| (it.view.path.as_str(), it.view))
        .collect();
    let (mut lines, mut any) = (Vec::new(), false);
    for (path, now) in &exchange.hashes {
        let hash = match by_path.get(path.as_str()) {
            // Of a shared block, which has a file of its own: `--accept` says that its
            // translation follows.
            None => old(path).or_else(|| Some(now.clone())),
            Some(view) if view.is_term() => {
                let came = is_whole(file, view) && !file.is_untouched(view);
                match (came, file.is_same(view)) {
                    (true, true) => Some(now.clone()),
                    // No hash of a lock is like it: `status` lists the term.
                    (true, false) => file.hash(view).cloned(),
                    (false, _) => old(path).or_else(|| Some(now.clone())),
                }
            }
            // Without words there is nothing to translate, and so nothing to compare.
            Some(view) if view.seats.is_empty() => match &view.old {
                Some(path) => old(path),
                None => Some(now.clone()),
            },
            Some(view) => {
                let whole = is_whole(file, view);
                any |= whole;
                let before = view.old.as_ref().and_then(|path| old(path));
                match whole && !(file.is_untouched(view) && before.is_some()) {
                    true => file.hash(view).cloned(),
                    false => before,
                }
            }
        };
        lines.extend(hash.map(|hash| (path.clone(), hash)));
    }
    (any || exchange.lock.is_some()).then_some(lines)
}

/// Whether a file has a translation of all that a piece says. The lock notes nothing of
/// other names of a term, and words that no entry of the translation has may be left out.
fn is_whole(file: &Incoming, view: &View) -> bool {
    let needed = |seat: &&Seat| match seat.rel.as_str() {
        "term" | "definition" => true,
        rel => !view.is_term() || seat.old.is_some() && !is_counted(rel),
    };
    let mut seats = view.seats.iter().filter(needed);
    let found = |seat: &Seat| file.find(view, &seat.rel);
    seats.all(|seat| found(seat).is_some_and(|it| it.unit.target.is_some()))
}

/// Entries with other words than the translation's glossaries have.
fn changed_entries(exchange: &Exchange, outcomes: &[Outcome]) -> Vec<GlossaryEntry> {
    let mut changed = Vec::new();
    for source in entries(&exchange.source) {
        let key = &source.key.value;
        let own = exchange.terms.keyed(key);
        let path = format!("glossary/{key}");
        let Some(outcome) = outcomes.iter().find(|it| it.view.path == path) else {
            continue;
        };
        let any = outcome
            .slots
            .iter()
            .any(|(_, it)| matches!(it, Fresh::New(..)));
        if !any {
            continue;
        }
        let mut entry = own.cloned().unwrap_or_else(|| GlossaryEntry {
            short: None,
            aliases: Vec::new(),
            plain: None,
            definition: Vec::new(),
            see_also: Vec::new(),
            ..source.clone()
        });
        for (rel, fresh) in &outcome.slots {
            let Fresh::New(value) = fresh else {
                continue;
            };
            match value {
                Value::Inlines(inlines) => entry.definition.clone_from(inlines),
                Value::Words(words) => set(&mut entry, rel, words),
            }
        }
        if own.is_none() {
            entry.shared = source.shared;
        }
        changed.push(entry);
    }
    let all = merged(exchange, &changed);
    let terms = Terms {
        glossary: &all,
        language: exchange.terms.language,
        words: exchange.terms.words,
    };
    for entry in &mut changed {
        name_terms(&mut entry.definition, terms);
    }
    changed
}

fn set(entry: &mut GlossaryEntry, rel: &str, words: &str) {
    use pamphlet_core::span::Spanned;
    let words = Spanned::made(words.to_owned());
    match rel {
        "term" => entry.term = words,
        "short" => entry.short = Some(words),
        "plain" => entry.plain = Some(words),
        _ => {
            let number = rel.strip_prefix("aliases/").and_then(|it| it.parse().ok());
            let place: usize = number.unwrap_or(1);
            match entry.aliases.get_mut(place - 1) {
                Some(alias) => *alias = words,
                None => entry.aliases.push(words),
            }
        }
    }
}

/// The terms of the translation with those that came in.
fn merged(exchange: &Exchange, entries: &[GlossaryEntry]) -> pamphlet_core::glossary::Glossary {
    let mut all = exchange.terms.glossary.clone();
    for entry in entries {
        let same = |own: &&mut GlossaryEntry| own.key.value == entry.key.value;
        match all.entries.iter_mut().find(same) {
            Some(own) => own.clone_from(entry),
            None => all.entries.push(entry.clone()),
        }
    }
    all
}

/// Writes links of terms by the words they show, where these name the entry anyway.
fn name_terms(inlines: &mut Vec<Inline>, terms: Terms) {
    struct Names<'a>(Terms<'a>);
    impl VisitorMut for Names<'_> {
        fn inlines(&mut self, inlines: &mut Vec<Inline>) {
            for inline in inlines {
                if let Inline::Term(term) = inline
                    && let Some(shown) = &term.shown
                    && let Some(entry) = self.0.find(&shown.value)
                    && entry.key.value == term.name.value
                {
                    term.name = shown.clone();
                    term.shown = None;
                }
            }
        }
    }
    walk::walk_inlines_mut(&mut Names(terms), inlines);
}
