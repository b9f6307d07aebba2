//! What may be wrong with a glossary itself: two entries with one name, related
//! entries that are not there, definitions that use themselves, entries that
//! nothing uses.

use std::collections::BTreeMap;

use pamphlet_core::diagnostic::{self, Diagnostic};
use pamphlet_core::edition::{Edition, EditionPartKind};
use pamphlet_core::glossary::GlossaryEntry;
use pamphlet_core::inline::Inline;
use pamphlet_core::span::{Span, Spanned};
use pamphlet_core::walk::{self, Visitor};

use crate::Input;
use crate::glossary::Used;
use crate::lexicon::{Lexicon, fold};

/// So many circles are reported.
const CIRCLES: usize = 100;

/// Looks through the glossary of an edition.
pub(crate) fn check(input: &Input, edition: &Edition, report: &mut Vec<Diagnostic>) {
    let lexicon = Lexicon::of(input.glossary, edition.words);
    claims(input, report);
    see_also(input, &lexicon, report);
    circles(input, &lexicon, edition, report);
    // A misspelt use leaves its entry unused: one report says it.
    let misspelt = |fault: &Diagnostic| matches!(fault.name, "unknown-term" | "untranslated-term");
    if !report.iter().any(misspelt) {
        unused(input, &lexicon, report);
    }
}

/// The place of a name, else of its entry.
fn place(name: &Spanned<String>, entry: &GlossaryEntry) -> Span {
    match name.span.is_none() {
        true => entry.span,
        false => name.span,
    }
}

/// Two entries with one name. The article's entry has it before the library's;
/// which of two in one file is meant nobody can know.
fn claims(input: &Input, report: &mut Vec<Diagnostic>) {
    let mut claimed: BTreeMap<String, (usize, Span)> = BTreeMap::new();
    for (index, entry) in input.glossary.entries.iter().enumerate() {
        for name in entry.names() {
            let folded = fold(&name.value);
            let at = place(name, entry);
            let Some((first, first_at)) = claimed.get(&folded) else {
                claimed.insert(folded, (index, at));
                continue;
            };
            if *first == index {
                continue;
            }
            let other = &input.glossary.entries[*first];
            let (key, other_key) = (&entry.key.value, &other.key.value);
            let message = format!(
                "`{key}` and `{other_key}` are both called \"{}\"",
                name.value.trim()
            );
            let report_one = match entry.shared == other.shared {
                true => Diagnostic::error("ambiguous-term", at, message)
                    .hint("take the name away from one of them, or make them one entry"),
                false => Diagnostic::warning("ambiguous-term", at, message).hint(format!(
                    "the article's entry has the name; give it the key `{other_key}` to replace \
                     the library's entry"
                )),
            };
            report.push(report_one.related(*first_at, "first called so here"));
            // One report for two entries says it.
            break;
        }
    }
}

/// Keys of related entries that no entry has.
fn see_also(input: &Input, lexicon: &Lexicon, report: &mut Vec<Diagnostic>) {
    let entries = &input.glossary.entries;
    let keys: BTreeMap<&str, &GlossaryEntry> =
        entries.iter().map(|e| (e.key.value.as_str(), e)).collect();
    for entry in entries {
        for key in &entry.see_also {
            if keys.contains_key(key.value.as_str()) {
                continue;
            }
            let message = format!("`see-also` names no entry of the glossary: `{}`", key.value);
            let meant = lexicon.find(&key.value).map(|found| &found.entry.key.value);
            let near = || diagnostic::nearest(&key.value, keys.keys().copied());
            let hint = match meant.map(String::as_str).or_else(near) {
                Some(key) => format!("did you mean `{key}`?"),
                None => "write its entry in `glossary.yaml`, or take the key away".to_owned(),
            };
            report
                .push(Diagnostic::error("unknown-see-also", place(key, entry), message).hint(hint));
        }
    }
}

/// The entries that a definition uses, with the place of each use.
struct Uses<'a> {
    lexicon: &'a Lexicon<'a>,
    found: Vec<(usize, Span)>,
}

impl Visitor for Uses<'_> {
    fn inline(&mut self, inline: &Inline) {
        if let Inline::Term(term) = inline
            && let Some(found) = self.lexicon.find(&term.name.value)
        {
            self.found.push((found.index, term.name.span));
        }
        walk::walk_inline(self, inline);
    }
}

/// Definitions that use themselves, directly or through others: who does not
/// know the word learns nothing. Only what the edition prints is looked at.
fn circles(input: &Input, lexicon: &Lexicon, edition: &Edition, report: &mut Vec<Diagnostic>) {
    let entries = &input.glossary.entries;
    let keys: BTreeMap<&str, usize> = entries
        .iter()
        .enumerate()
        .map(|(index, entry)| (entry.key.value.as_str(), index))
        .collect();
    let glossary = |kind| kind == EditionPartKind::Glossary;
    let parts = edition.parts.iter().filter(|part| glossary(part.kind));
    let items = parts.flat_map(|part| &part.glossary);
    let printed: Vec<usize> = items
        .filter_map(|item| keys.get(item.key.as_str()).copied())
        .collect();
    let uses = |index: usize| {
        let mut uses = Uses {
            lexicon,
            found: Vec::new(),
        };
        walk::walk_inlines(&mut uses, &entries[index].definition);
        uses.found
    };
    let mut reported = 0;
    let mut done = vec![false; entries.len()];
    for start in printed {
        // The definitions that are open, each with the uses that are left of it.
        let mut path: Vec<(usize, std::vec::IntoIter<(usize, Span)>)> = Vec::new();
        let mut depth: BTreeMap<usize, usize> = BTreeMap::new();
        if !done[start] {
            depth.insert(start, 0);
            path.push((start, uses(start).into_iter()));
        }
        while let Some((index, left)) = path.last_mut() {
            let index = *index;
            match left.next() {
                None => {
                    done[index] = true;
                    depth.remove(&index);
                    path.pop();
                }
                Some((next, at)) => match depth.get(&next) {
                    Some(from) if reported < CIRCLES => {
                        let circle = path[*from..].iter().map(|(index, _)| *index);
                        report.push(circle_of(circle, next, entries, at));
                        reported += 1;
                    }
                    Some(_) => {}
                    None if done[next] => {}
                    None => {
                        depth.insert(next, path.len());
                        path.push((next, uses(next).into_iter()));
                    }
                },
            }
        }
    }
}

fn circle_of(
    circle: impl ExactSizeIterator<Item = usize>,
    first: usize,
    entries: &[GlossaryEntry],
    at: Span,
) -> Diagnostic {
    let name = |index: usize| format!("\"{}\"", entries[index].term.value);
    let message = match circle.len() {
        1 => format!("the definition of {0} uses {0}", name(first)),
        2..=5 => {
            let names: Vec<String> = circle.chain([first]).map(name).collect();
            format!("a definition uses itself: {}", names.join(" uses "))
        }
        more => format!(
            "the definition of {} uses itself through {} others",
            name(first),
            more - 1
        ),
    };
    Diagnostic::warning("circular-definition", at, message)
        .hint("define one of them in words that need no entry")
}

/// Entries of the article's own glossary that nothing in the whole article uses.
fn unused(input: &Input, lexicon: &Lexicon, report: &mut Vec<Diagnostic>) {
    let mut used = Used::new(lexicon);
    walk::walk_article(&mut used, input.article);
    let used = used.with_definitions(input);
    for (index, entry) in input.glossary.entries.iter().enumerate() {
        if entry.shared || used.contains(&index) {
            continue;
        }
        let name = &entry.term.value;
        let message = format!("nothing links to the term \"{name}\", so it is not printed");
        let hint = format!("write `[[{name}]]` where it stands in the text, or remove the entry");
        let at = place(&entry.key, entry);
        report.push(Diagnostic::warning("unused-term", at, message).hint(hint));
    }
}
