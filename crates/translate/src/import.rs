//! What came back from a translator, put into the typed tree.
//!
//! Each block is the translation's own where that has the same slots and follows
//! its source, else the source's; in either the words of every slot are the
//! file's. What the file leaves without a translation stays as it was.

mod assemble;

use std::collections::{BTreeMap, BTreeSet};

use pamphlet_core::diagnostic::{Diagnostic, any_error};
use pamphlet_core::glossary::GlossaryEntry;
use pamphlet_core::inline::Inline;
use pamphlet_core::language::Language;
use pamphlet_core::span::Span;
use pamphlet_core::walk::{self, VisitorMut};

use crate::codes::{Item, words};
use crate::export::{Exchange, Seat, Value, View, aside, entries, full, plain, views};
use crate::matching::{Before, matched};
use crate::terms::Terms;
use crate::unit::{Document, Unit};

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
    /// Nothing was ever said.
    Nothing,
}

/// What a piece says from now on.
struct Outcome<'a> {
    view: &'a View,
    slots: Vec<(&'a str, Fresh)>,
    /// The place of its first unit.
    span: Span,
}

impl Outcome<'_> {
    fn is_old(&self) -> bool {
        self.view.old.is_some() && self.slots.iter().all(|(_, it)| matches!(it, Fresh::Old))
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
    faults.extend(untranslated(document, &outcomes));
    if any_error(&faults) {
        return Err(faults);
    }
    let (terms, article): (Vec<_>, Vec<_>) = outcomes.into_iter().partition(|it| it.view.is_term());
    let entries = changed_entries(exchange, &terms);
    let lock = lock(exchange, &file, &article);
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

/// A file's units and the pieces of the source that they were made of.
struct Incoming<'a> {
    units: BTreeMap<&'a str, &'a Unit>,
    /// By the pieces' paths now, those then.
    before: BTreeMap<String, Before>,
    /// The pieces' hashes then, by their paths then.
    hashes: BTreeMap<String, String>,
}

impl<'a> Incoming<'a> {
    fn of(document: &'a Document, views: &[View]) -> Incoming<'a> {
        let all = || document.files.iter().flat_map(|group| &group.units);
        let mut known: BTreeMap<String, (&View, Vec<Item>)> = BTreeMap::new();
        for view in views {
            for seat in &view.seats {
                let id = View::id(&view.path, &seat.rel);
                known.insert(id, (view, seat.source.items.clone()));
            }
        }
        let mut pieces: Vec<(String, String)> = Vec::new();
        let mut hashes = BTreeMap::new();
        for unit in all() {
            let known = known.get(&unit.id);
            let piece = match (&unit.block, &unit.hash, known) {
                (Some(block), Some(hash), _) => (block.clone(), hash.clone()),
                // A program that leaves out what it does not know: the source's words tell.
                (_, _, Some((view, source))) if *source == unit.source => {
                    (view.path.clone(), view.hash.clone())
                }
                (_, _, Some((view, _))) => (view.path.clone(), "changed".to_owned()),
                (_, _, None) => continue,
            };
            if hashes.insert(piece.0.clone(), piece.1.clone()).is_none() {
                pieces.push(piece);
            }
        }
        let of = |view: &View| (view.path.clone(), view.hash.clone());
        let now: Vec<(String, String)> = views.iter().map(of).collect();
        Incoming {
            units: all().map(|unit| (unit.id.as_str(), unit)).collect(),
            before: matched(&pieces, &now),
            hashes,
        }
    }

    /// The unit of a slot of a piece as it is now.
    fn unit(&self, view: &View, rel: &str) -> Option<&'a Unit> {
        let then = &self.before.get(&view.path)?.path;
        self.units.get(View::id(then, rel).as_str()).copied()
    }

    /// The first unit of a piece that is there.
    fn first(&self, view: &View) -> Option<&'a Unit> {
        view.seats
            .iter()
            .find_map(|seat| self.unit(view, &seat.rel))
    }

    /// What became of the source since the file was made.
    fn warnings(&self, views: &[View]) -> Vec<Diagnostic> {
        let mut warnings = Vec::new();
        let mut used = BTreeSet::new();
        for view in views {
            for seat in &view.seats {
                used.extend(self.unit(view, &seat.rel).map(|it| it.id.as_str()));
                for code in &seat.source.codes {
                    for (kind, _) in code.asides() {
                        let rel = aside(&seat.rel, &code.id, &kind);
                        used.extend(self.unit(view, &rel).map(|it| it.id.as_str()));
                    }
                }
            }
            let same = self.before.get(&view.path).is_none_or(|it| it.same);
            if let Some(unit) = self.first(view).filter(|_| !same) {
                let message = format!("the source of {} changed since the export", view.path);
                let hint = "its words are taken; `pamphlet status` lists it until somebody has compared it";
                warnings.push(Diagnostic::warning("xliff-source", unit.span, message).hint(hint));
            }
        }
        for (id, unit) in &self.units {
            if !used.contains(id) && unit.target.is_some() {
                let message = format!("the source has nothing at {id} any more");
                let hint = "its translation is not taken";
                warnings.push(Diagnostic::warning("xliff-source", unit.span, message).hint(hint));
            }
        }
        warnings.sort_by_key(|it| it.span);
        warnings
    }

    fn outcome<'v>(&self, view: &'v View, faults: &mut Vec<Diagnostic>) -> Outcome<'v> {
        let slots = view.seats.iter();
        let slots = slots.map(|seat| (seat.rel.as_str(), self.fresh(view, seat, faults)));
        Outcome {
            slots: slots.collect(),
            span: self.first(view).map_or(Span::NONE, |unit| unit.span),
            view,
        }
    }

    fn fresh(&self, view: &View, seat: &Seat, faults: &mut Vec<Diagnostic>) -> Fresh {
        let unit = self.unit(view, &seat.rel);
        let target = unit.and_then(|unit| unit.target.as_ref());
        let own = seat.own.as_ref().filter(|it| !it.is_empty());
        let (id, items, span) = match (unit, target.or(own)) {
            (Some(unit), Some(items)) => (&unit.id, items, unit.span),
            (None, _) | (_, None) if seat.old.is_some() => return Fresh::Old,
            (None, _) | (_, None) => return Fresh::Nothing,
        };
        let same = self.before.get(&view.path).is_some_and(|it| it.same);
        let wrong = seat.table.faults(items);
        for (place, what) in &wrong {
            let place = if place.is_none() { span } else { *place };
            let mut fault = Diagnostic::error("xliff-code", place, format!("unit {id}: {what}"));
            if !same {
                fault = fault.hint("the source changed since the export: export again");
            }
            faults.push(fault);
        }
        if !wrong.is_empty() {
            return Fresh::Old;
        }
        let mut table = seat.table.clone();
        let mut changed = Some(items) != own;
        for code in &seat.source.codes {
            for (kind, _) in code.asides() {
                let unit = self.unit(view, &aside(&seat.rel, &code.id, &kind));
                let now = unit.and_then(|unit| unit.target.as_ref());
                let Some(own) = table.get_mut(&code.id) else {
                    continue;
                };
                match now {
                    Some(now) if own.aside(&kind).map(plain).as_ref() != Some(now) => {
                        own.set_aside(&kind, &words(now));
                        changed = true;
                    }
                    None if seat.own.is_none() => {
                        let message = format!(
                            "unit {id}: the {} of code {} has no translation",
                            named(&kind),
                            code.id
                        );
                        let place = unit.map_or(span, |unit| unit.span);
                        faults.push(Diagnostic::error("xliff-untranslated", place, message));
                    }
                    Some(_) | None => {}
                }
            }
        }
        if !changed && seat.old.is_some() {
            return Fresh::Old;
        }
        let value = match seat.is_words {
            true => Value::Words(table.decode_words(items)),
            false => Value::Inlines(table.decode(items)),
        };
        Fresh::New(value)
    }
}

/// Words that nobody ever translated.
fn untranslated(document: &Document, outcomes: &[Outcome]) -> Option<Diagnostic> {
    let mut places = Vec::new();
    for outcome in outcomes {
        for (rel, fresh) in &outcome.slots {
            // A short form or another name need not be there in every language.
            let optional = outcome.view.is_term() && !matches!(*rel, "term" | "definition");
            if matches!(fresh, Fresh::Nothing) && !optional {
                places.push((full(&outcome.view.path, rel), outcome.span));
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
    outcomes: &[Outcome],
) -> Option<Vec<(String, String)>> {
    let old: BTreeMap<&str, &str> = exchange
        .lock
        .iter()
        .flatten()
        .map(|(path, hash)| (path.as_str(), hash.as_str()))
        .collect();
    let old = |path: &str| old.get(path).map(|it| (*it).to_owned());
    let by_path: BTreeMap<&str, &Outcome> = outcomes
        .iter()
        .map(|it| (it.view.path.as_str(), it))
        .collect();
    let (mut lines, mut any) = (Vec::new(), false);
    for (path, now) in &exchange.hashes {
        let Some(outcome) = by_path.get(path.as_str()) else {
            // Of a shared block or a term, which have files of their own: `--accept`
            // says that their translations follow.
            lines.push((path.clone(), old(path).unwrap_or_else(|| now.clone())));
            continue;
        };
        let view = outcome.view;
        let mut units = view.seats.iter().map(|seat| file.unit(view, &seat.rel));
        let whole = units.all(|unit| unit.is_some_and(|it| it.target.is_some()));
        let hash = match (view.seats.is_empty(), whole, &view.old) {
            (false, true, _) => {
                any = true;
                let then = file.before.get(path);
                then.and_then(|it| file.hashes.get(&it.path)).cloned()
            }
            // Without words there is nothing to translate, and so nothing to compare.
            (true, _, None) => Some(now.clone()),
            (true, _, Some(path)) | (false, false, Some(path)) => old(path),
            (false, false, None) => None,
        };
        lines.extend(hash.map(|hash| (path.clone(), hash)));
    }
    (any || exchange.lock.is_some()).then_some(lines)
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
