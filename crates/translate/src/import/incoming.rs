//! Which unit of a file is for which slot of the source as it is now.
//!
//! Where the file knows a block as it is now, places tell. Where the block went on
//! since, a unit is for the slot with the words that the unit was made of: a place
//! alone would give one row's words to another.

use std::collections::{BTreeMap, BTreeSet};

use pamphlet_core::diagnostic::Diagnostic;

use crate::codes::{Code, Coded, Item, renumbered, words};
use crate::export::{Seat, View, aside, is_counted, plain};
use crate::matching::{Before, matched};
use crate::unit::{Document, Unit, hash_of, token};
use crate::write::shown;

/// Of a block that a file does not know by its hash: another than any hash is.
const UNKNOWN: &str = "0000000000000000";
/// Targets that are told in one warning.
const SHOWN: usize = 5;

/// A file's units and the pieces of the source that they were made of.
pub(super) struct Incoming<'a> {
    units: BTreeMap<&'a str, &'a Unit>,
    /// The units of slots, by the id that they would have now.
    found: BTreeMap<String, Found<'a>>,
    /// By the pieces' paths now, those then.
    before: BTreeMap<String, Before>,
    /// The pieces' hashes then, by their paths then.
    hashes: BTreeMap<String, String>,
}

/// The unit of a slot.
pub(super) struct Found<'a> {
    /// The unit.
    pub(super) unit: &'a Unit,
    /// Where the slot says other words than the unit was made of: the ids of its codes
    /// now by those in the unit.
    pub(super) codes: Option<BTreeMap<&'a str, String>>,
}

impl Found<'_> {
    /// Its translation with the codes' ids as they are now. A code that is no more keeps
    /// no id that another has.
    pub(super) fn target(&self) -> Option<Vec<Item>> {
        let target = self.unit.target.as_ref()?;
        let Some(ids) = &self.codes else {
            return Some(target.clone());
        };
        let mut all = ids.clone();
        for id in ids_of(target) {
            all.entry(id).or_insert_with(|| format!("{id} of then"));
        }
        Some(renumbered(target, &all))
    }

    /// The id in the unit of a code that is there now.
    fn then<'b>(&'b self, code: &'b str) -> Option<&'b str> {
        match &self.codes {
            None => Some(code),
            Some(ids) => ids.iter().find(|(_, now)| *now == code).map(|(id, _)| *id),
        }
    }
}

/// The units of a piece as it was.
struct Former<'a> {
    path: String,
    hash: String,
    units: Vec<&'a Unit>,
}

impl Former<'_> {
    /// Whether it was a piece that is there now, as far as its words say.
    fn is_made_of(&self, view: &View) -> bool {
        let seats = view.seats.iter();
        let seats: BTreeMap<String, &Seat> = seats
            .map(|seat| (View::id(&self.path, &seat.rel), seat))
            .collect();
        self.units.iter().all(|unit| {
            let seat = seats.get(&unit.id);
            seat.is_some_and(|seat| is_said(&seat.source, unit, false))
        })
    }
}

impl<'a> Incoming<'a> {
    pub(super) fn of(document: &'a Document, views: &[View]) -> Incoming<'a> {
        let all = || document.files.iter().flat_map(|group| &group.units);
        let units: BTreeMap<&str, &Unit> = all().map(|unit| (unit.id.as_str(), unit)).collect();
        let is_aside = |unit: &&Unit| {
            let outer = unit.id.rsplit_once(":code-");
            outer.is_some_and(|(outer, _)| units.contains_key(outer))
        };
        let formers = formers(all().filter(|unit| !is_aside(unit)), views);
        let then: Vec<(String, String)> = formers
            .iter()
            .map(|it| (it.path.clone(), it.hash.clone()))
            .collect();
        let of = |view: &View| (view.path.clone(), view.hash.clone());
        let now: Vec<(String, String)> = views.iter().map(of).collect();
        let before = matched(&then, &now);
        let by_path: BTreeMap<&str, &Former> =
            formers.iter().map(|it| (it.path.as_str(), it)).collect();
        let mut found = BTreeMap::new();
        for view in views {
            let Some(before) = before.get(&view.path) else {
                continue;
            };
            if let Some(former) = by_path.get(before.path.as_str()) {
                let pairs = match before.same {
                    true => at_their_places(view, former),
                    false => by_their_words(view, former),
                };
                found.extend(pairs);
            }
        }
        Incoming {
            units,
            found,
            before,
            hashes: then.into_iter().collect(),
        }
    }

    /// The unit of a slot of a piece as it is now.
    pub(super) fn find(&self, view: &View, rel: &str) -> Option<&Found<'a>> {
        self.found.get(&View::id(&view.path, rel))
    }

    /// The unit of words beside a code of a slot.
    pub(super) fn aside(&self, view: &View, rel: &str, code: &str, kind: &str) -> Option<&'a Unit> {
        let found = self.find(view, rel)?;
        let id = token(&aside("", found.then(code)?, kind));
        let id = format!("{}:{id}", found.unit.id);
        self.units.get(id.as_str()).copied()
    }

    /// The first unit of a piece that is there.
    pub(super) fn first(&self, view: &View) -> Option<&'a Unit> {
        let mut rels = view.seats.iter();
        rels.find_map(|seat| Some(self.find(view, &seat.rel)?.unit))
    }

    /// Whether a piece is what the file was made of; so is one that the file lacks.
    pub(super) fn is_same(&self, view: &View) -> bool {
        self.before.get(&view.path).is_none_or(|it| it.same)
    }

    /// The hash of a piece in the file.
    pub(super) fn hash(&self, view: &View) -> Option<&String> {
        self.hashes.get(&self.before.get(&view.path)?.path)
    }

    /// The units of words beside the codes of a slot, with the codes' ids and what they are.
    pub(super) fn asides<'s>(
        &self,
        view: &View,
        seat: &'s Seat,
    ) -> Vec<(&'s str, String, Option<&'a Unit>)> {
        let codes = seat.source.codes.iter();
        let kinds = codes.flat_map(|code| {
            let kinds = code.asides().into_iter();
            kinds.map(|(kind, _)| (code.id.as_str(), kind))
        });
        let unit = |(code, kind): (&'s str, String)| {
            let unit = self.aside(view, &seat.rel, code, &kind);
            (code, kind, unit)
        };
        kinds.map(unit).collect()
    }

    /// Whether nobody touched what a slot's units were sent with.
    pub(super) fn is_untouched_at(&self, view: &View, seat: &Seat) -> bool {
        let own = self.find(view, &seat.rel).map(|found| found.unit);
        let asides = self.asides(view, seat).into_iter();
        let mut units = own
            .into_iter()
            .chain(asides.filter_map(|(_, _, unit)| unit));
        units.all(|it| it.target.is_none() || it.is_untouched())
    }

    /// Whether a piece has a translation of which the file says nothing new, whatever it
    /// says now.
    pub(super) fn is_untouched(&self, view: &View) -> bool {
        let is_new = |seat: &Seat| {
            let found = self.find(view, &seat.rel);
            seat.old.is_none() && found.is_some_and(|it| it.unit.target.is_some())
        };
        let kept = |seat: &Seat| self.is_untouched_at(view, seat) && !is_new(seat);
        view.old.is_some() && view.seats.iter().all(kept)
    }

    /// What became of the source since the file was made.
    pub(super) fn warnings(&self, views: &[View]) -> Vec<Diagnostic> {
        let mut warnings = Vec::new();
        let mut used = BTreeSet::new();
        for view in views {
            for seat in &view.seats {
                let found = self.find(view, &seat.rel);
                used.extend(found.map(|it| it.unit.id.as_str()));
                let asides = self.asides(view, seat).into_iter();
                used.extend(asides.filter_map(|(_, _, unit)| Some(unit?.id.as_str())));
            }
            let is_changed = !self.is_same(view) && !self.is_untouched(view);
            if let Some(unit) = self.first(view).filter(|_| is_changed) {
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
        warnings.extend(self.refused());
        warnings.extend(self.replacing(views));
        warnings.sort_by_key(|it| it.span);
        warnings
    }

    /// Words that look translated and have a state that says otherwise.
    fn refused(&self) -> Option<Diagnostic> {
        let refused = |unit: &&Unit| unit.refused.as_ref().is_some_and(|it| !it.is_copy);
        let all: Vec<&Unit> = self.units.values().copied().filter(refused).collect();
        let state = &all.iter().min_by_key(|it| it.span)?.refused.as_ref()?.state;
        let what = format!("are not taken: their state is `{state}`, not translated");
        let hint = "set the state `translated` where somebody translated them";
        Some(doubtful("xliff-state", all, &what)?.hint(hint))
    }

    /// Words that replace others than those that went out.
    fn replacing(&self, views: &[View]) -> Option<Diagnostic> {
        let mut all = Vec::new();
        for view in views {
            for seat in view.seats.iter().filter(|seat| seat.own.is_some()) {
                let found = self.find(view, &seat.rel);
                let own = seat.own.clone();
                let mut said = vec![(found.map(|it| it.unit), found.and_then(Found::target), own)];
                for (code, kind, unit) in self.asides(view, seat) {
                    let own = seat
                        .table
                        .get(code)
                        .and_then(|it| it.aside(&kind))
                        .map(plain);
                    said.push((unit, unit.and_then(|it| it.target.clone()), own));
                }
                let replaced = said.into_iter().filter_map(|(unit, target, own)| {
                    let (unit, target) = (unit?, target?);
                    let own = own.filter(|it| !it.is_empty() && *it != target)?;
                    // A program that leaves our attributes out says nothing of it.
                    let is_known = unit.block.is_some() && !unit.is_untouched();
                    (is_known && unit.sent != Some(hash_of(&own))).then_some(unit)
                });
                all.extend(replaced);
            }
        }
        let what = "replace what the translation says since the export";
        let hint = "compare them with the translation as it was: somebody may have corrected it";
        Some(doubtful("xliff-conflict", all, what)?.hint(hint))
    }
}

/// A warning of the words of units.
fn doubtful(name: &'static str, mut units: Vec<&Unit>, what: &str) -> Option<Diagnostic> {
    units.sort_by_key(|unit| unit.span);
    let (first, others) = units.split_first()?;
    let message = match others.len() {
        0 => format!("the words of {} {what}", first.id),
        count => format!("the words of {} and {count} others {what}", first.id),
    };
    let warning = Diagnostic::warning(name, first.span, message);
    let others = others.iter().take(SHOWN);
    Some(others.fold(warning, |warning, unit| {
        warning.related(unit.span, unit.id.clone())
    }))
}

/// The pieces that units were made of, in their order.
fn formers<'a>(units: impl Iterator<Item = &'a Unit>, views: &[View]) -> Vec<Former<'a>> {
    let known: BTreeMap<String, &View> =
        views.iter().map(|view| (token(&view.path), view)).collect();
    let mut formers: Vec<Former> = Vec::new();
    let mut places: BTreeMap<String, usize> = BTreeMap::new();
    for unit in units {
        let (path, hash) = match (&unit.block, &unit.hash, home(unit, &known)) {
            (Some(block), Some(hash), _) => (block, hash.clone()),
            // Of a program that leaves out what it does not know.
            (_, _, Some(view)) => (&view.path, String::new()),
            (_, _, None) => continue,
        };
        let place = *places.entry(path.clone()).or_insert(formers.len());
        match formers.get_mut(place) {
            Some(former) => former.units.push(unit),
            None => formers.push(Former {
                path: path.clone(),
                hash,
                units: vec![unit],
            }),
        }
    }
    let mut by_words: BTreeMap<String, Vec<&View>> = BTreeMap::new();
    for view in views {
        let said = view.seats.iter().map(|seat| words(&seat.source.items));
        by_words.entry(line(said)).or_default().push(view);
    }
    for former in formers.iter_mut().filter(|it| it.hash.is_empty()) {
        let own = known.get(&token(&former.path)).copied();
        let said = former.units.iter().map(|unit| words(&unit.source));
        let others = by_words.get(&line(said)).into_iter().flatten().copied();
        let made_of = own
            .into_iter()
            .chain(others)
            .find(|it| former.is_made_of(it));
        former.hash = made_of.map_or(UNKNOWN.to_owned(), |view| view.hash.clone());
    }
    formers
}

/// Words as one.
fn line(words: impl Iterator<Item = String>) -> String {
    words.collect::<Vec<_>>().join("\n")
}

/// The piece that a unit's id is of.
fn home<'v>(unit: &Unit, known: &BTreeMap<String, &'v View>) -> Option<&'v View> {
    let mut id = unit.id.as_str();
    loop {
        if let Some(view) = known.get(id) {
            return Some(view);
        }
        (id, _) = id.rsplit_once(':')?;
    }
}

/// Whether a unit was made of these words. Codes have the same numbers then; `strictly`,
/// the file says that they are the same codes.
fn is_said(source: &Coded, unit: &Unit, strictly: bool) -> bool {
    let same = |code: &Code| match unit.marks.get(&code.id) {
        Some(mark) => *mark == said(code),
        None => !strictly,
    };
    source.items == unit.source && source.codes.iter().all(same)
}

/// A code's Markdown as a file has it.
fn said(code: &Code) -> String {
    code.mark().chars().map(shown).collect()
}

type Pairs<'a> = BTreeMap<String, Found<'a>>;

/// Units by their places in a piece that is as it was.
fn at_their_places<'a>(view: &View, former: &Former<'a>) -> Pairs<'a> {
    let units: BTreeMap<&str, &'a Unit> = former
        .units
        .iter()
        .map(|it| (it.id.as_str(), *it))
        .collect();
    let seats = view.seats.iter().filter_map(|seat| {
        let unit = units.get(View::id(&former.path, &seat.rel).as_str())?;
        let found = Found { unit, codes: None };
        Some((View::id(&view.path, &seat.rel), found))
    });
    seats.collect()
}

/// Units by the words that they were made of, first at the same place. One that no
/// slot has the words of is for the slot at its place if nothing else can be there.
fn by_their_words<'a>(view: &View, former: &Former<'a>) -> Pairs<'a> {
    let units: BTreeMap<&str, &'a Unit> = former
        .units
        .iter()
        .map(|it| (it.id.as_str(), *it))
        .collect();
    let then = |seat: &Seat| View::id(&former.path, &seat.rel);
    let mut taken: BTreeSet<&str> = BTreeSet::new();
    let mut pairs: BTreeMap<&str, Found> = BTreeMap::new();
    let exact = |unit: &'a Unit| Found { unit, codes: None };
    for seat in &view.seats {
        let unit = units.get(then(seat).as_str());
        if let Some(unit) = unit.filter(|unit| is_said(&seat.source, unit, true)) {
            taken.insert(&unit.id);
            pairs.insert(&seat.rel, exact(unit));
        }
    }
    let mut by_words: BTreeMap<String, Vec<&'a Unit>> = BTreeMap::new();
    for unit in &former.units {
        by_words.entry(words(&unit.source)).or_default().push(unit);
    }
    let mut moved = false;
    for seat in &view.seats {
        if !pairs.contains_key(seat.rel.as_str()) {
            let mut all = by_words
                .get(&words(&seat.source.items))
                .into_iter()
                .flatten();
            let unit = all.find(|unit| {
                !taken.contains(unit.id.as_str()) && is_said(&seat.source, unit, true)
            });
            if let Some(unit) = unit {
                moved = true;
                taken.insert(&unit.id);
                pairs.insert(&seat.rel, exact(unit));
            }
        }
    }
    let places: BTreeSet<String> = view.seats.iter().map(then).collect();
    let same_places = !moved && former.units.iter().all(|it| places.contains(&it.id));
    let left = view.seats.iter().filter(|seat| is_counted(&seat.rel));
    let left = left.filter(|seat| !pairs.contains_key(seat.rel.as_str()));
    let only = left.count() == 1 && same_places;
    for seat in &view.seats {
        let id = then(seat);
        let open = !pairs.contains_key(seat.rel.as_str()) && !taken.contains(id.as_str());
        if open
            && (only || !is_counted(&seat.rel))
            && let Some(unit) = units.get(id.as_str())
        {
            let codes = Some(counterparts(unit, &seat.source));
            pairs.insert(&seat.rel, Found { unit, codes });
        }
    }
    let own = |(rel, found): (&str, Found<'a>)| (View::id(&view.path, rel), found);
    pairs.into_iter().map(own).collect()
}

/// The ids of a unit's codes in other words, by what the codes are.
fn counterparts<'a>(unit: &'a Unit, source: &Coded) -> BTreeMap<&'a str, String> {
    let mut left: Vec<_> = source.codes.iter().collect();
    let mut ids = BTreeMap::new();
    for id in ids_of(&unit.source) {
        let mark = unit.marks.get(id);
        let same = |code: &&Code| mark.is_some_and(|mark| *mark == said(code));
        if let Some(place) = left.iter().position(same) {
            ids.insert(id, left.remove(place).id.clone());
        }
    }
    ids
}

fn ids_of(items: &[Item]) -> Vec<&str> {
    let mut ids = Vec::new();
    for item in items {
        if let Item::Code(code) = item {
            ids.push(code.id.as_str());
            ids.extend(ids_of(&code.items));
        }
    }
    ids
}
