//! Units of an article with what its translation says already.

use std::collections::{BTreeMap, BTreeSet};

use pamphlet_core::article::Article;
use pamphlet_core::block::Block;
use pamphlet_core::glossary::GlossaryEntry;
use pamphlet_core::inline::{Comment, CommentKind, Inline, plain_text};
use pamphlet_core::span::Span;
use pamphlet_core::walk::{self, Visitor};
use pamphlet_core::words::{Tables, Words};
use pamphlet_markdown::write_inlines;

use crate::codes::{Code, Coded, Item, Table, encode, encode_words, tidy, words};
use crate::matching::matched;
use crate::slots::{self, Place, Slot};
use crate::terms::Terms;
use crate::unit::{self, Document, Group, Unit, Version, hash, token};

/// An article in one language.
#[derive(Clone, Copy)]
pub struct Side<'a> {
    /// The article as read.
    pub article: &'a Article,
    /// The terms that it may use.
    pub terms: Terms<'a>,
}

/// A source with its translation: what a file is made of, and what it goes into.
#[derive(Clone)]
pub struct Exchange<'a> {
    /// The source.
    pub source: Side<'a>,
    /// The translation, if there is one; its terms may be there without it.
    pub translation: Option<&'a Article>,
    /// The translation's front matter as written, without its `---` lines.
    pub front: Option<&'a str>,
    /// Terms in the translation's language.
    pub terms: Terms<'a>,
    /// The words of the interface.
    pub words: &'a Tables,
    /// The source's blocks as the lock would note them now.
    pub hashes: Vec<(String, String)>,
    /// The lock of the translation, if it is there.
    pub lock: Option<Vec<(String, String)>>,
    /// The source's file below the library's root.
    pub file: &'a str,
    /// The file of its terms.
    pub glossary_file: &'a str,
}

impl Exchange<'_> {
    /// The hash of a path in the lock.
    pub(crate) fn noted(&self, path: &str) -> Option<&str> {
        let mut lines = self.lock.iter().flatten();
        lines.find_map(|(its, hash)| (its == path).then_some(hash.as_str()))
    }
}

/// The words at a slot.
#[derive(Clone, Debug)]
pub(crate) enum Value {
    Words(String),
    Inlines(Vec<Inline>),
}

impl Value {
    fn of(slot: Slot) -> Value {
        match slot {
            Slot::Words(words) => Value::Words(words.clone()),
            Slot::Inlines(inlines) => Value::Inlines(inlines.clone()),
        }
    }

    pub(crate) fn coded(&self, terms: Terms) -> Coded {
        match self {
            Value::Words(words) => encode_words(words),
            Value::Inlines(inlines) => encode(inlines, terms),
        }
    }
}

/// A slot of the source with what the translation has there.
pub(crate) struct Seat {
    pub(crate) rel: String,
    /// Whether the words have no markup.
    pub(crate) is_words: bool,
    pub(crate) source: Coded,
    /// What the translation has at this slot.
    pub(crate) old: Option<Value>,
    /// Whether only its place says so, in a block that was another then: it may be of
    /// another row.
    pub(crate) is_unsure: bool,
    /// Its codes, and the items of the translation if it follows its source.
    pub(crate) table: Table,
    pub(crate) own: Option<Vec<Item>>,
}

/// A piece of the source with what the translation has there.
pub(crate) struct View {
    pub(crate) path: String,
    pub(crate) hash: String,
    /// Where the translation has it.
    pub(crate) old: Option<String>,
    /// Whether the translation follows it.
    pub(crate) follows: bool,
    pub(crate) seats: Vec<Seat>,
    /// All that the translation says here, where it has other rows or items.
    so_far: Option<String>,
    todos: Vec<String>,
}

impl View {
    pub(crate) fn is_term(&self) -> bool {
        self.path.starts_with("glossary/")
    }

    /// The id of the unit of a slot, where the piece stands or stood at `path`.
    pub(crate) fn id(path: &str, rel: &str) -> String {
        token(&full(path, rel))
    }
}

pub(crate) fn full(path: &str, rel: &str) -> String {
    match rel.is_empty() {
        true => path.to_owned(),
        false => format!("{path}/{rel}"),
    }
}

/// The path of words beside a code.
pub(crate) fn aside(rel: &str, code: &str, kind: &str) -> String {
    match rel.is_empty() {
        true => format!("code-{code}-{kind}"),
        false => format!("{rel}/code-{code}-{kind}"),
    }
}

/// Whether a slot is one of many and told by its number (a cell, an item), not by what
/// it is (a caption, a title).
pub(crate) fn is_counted(rel: &str) -> bool {
    rel.contains(|c: char| c.is_ascii_digit())
}

/// Whether two have the same rows and items.
fn same_shape(a: &[(String, Value)], b: &[(String, Value)]) -> bool {
    let counted = |(rel, _): &&(String, Value)| is_counted(rel);
    let rels = |it: &(String, Value)| it.0.clone();
    let shape =
        |all: &[(String, Value)]| -> Vec<String> { all.iter().filter(counted).map(rels).collect() };
    shape(a) == shape(b)
}

/// A piece with its slots, taken out of its article.
struct Loose {
    path: String,
    slots: Vec<(String, Value)>,
    todos: Vec<String>,
}

fn loose(article: &Article, usual: Option<&Words>) -> Vec<Loose> {
    let mut article = article.clone();
    let mut pieces = slots::pieces(&mut article, usual);
    let piece = |piece: &mut slots::Piece| {
        let inline = match &piece.place {
            Place::Block(block) => todos(block),
            Place::Front(_) | Place::Heading(_) => Vec::new(),
        };
        let before = std::mem::take(&mut piece.todos);
        let slots = piece.slots().into_iter();
        Loose {
            slots: slots.map(|(rel, slot)| (rel, Value::of(slot))).collect(),
            todos: before.into_iter().chain(inline).collect(),
            path: piece.path.clone(),
        }
    };
    pieces.iter_mut().map(piece).collect()
}

/// What comments within a block ask to be done.
fn todos(block: &Block) -> Vec<String> {
    struct Todos(Vec<String>);
    impl Todos {
        fn comment(&mut self, comment: &Comment) {
            if let CommentKind::Todo(what) = &comment.kind {
                self.0.push(what.clone());
            }
        }
    }
    impl Visitor for Todos {
        fn block(&mut self, block: &Block) {
            if let Block::Comment(comment) = block {
                self.comment(comment);
            }
            walk::walk_block(self, block);
        }
        fn inline(&mut self, inline: &Inline) {
            if let Inline::Comment(comment) = inline {
                self.comment(comment);
            }
            walk::walk_inline(self, inline);
        }
    }
    let mut todos = Todos(Vec::new());
    todos.block(block);
    todos.0
}

/// The slots of an entry of a glossary.
pub(crate) fn entry_slots(entry: &GlossaryEntry) -> Vec<(String, Value)> {
    let words = |rel: &str, words: &str| (rel.to_owned(), Value::Words(words.to_owned()));
    let mut found = vec![words("term", &entry.term.value)];
    found.extend(entry.short.iter().map(|it| words("short", &it.value)));
    found.extend(entry.plain.iter().map(|it| words("plain", &it.value)));
    if !entry.definition.is_empty() {
        let definition = Value::Inlines(entry.definition.clone());
        found.push(("definition".to_owned(), definition));
    }
    let aliases = entry.aliases.iter().zip(1..);
    found.extend(aliases.map(|(it, n)| words(&format!("aliases/{n}"), &it.value)));
    found
}

/// The entries that go with an article: its own, and those of the library that it or the
/// definition of one of them uses.
pub(crate) fn entries<'a>(side: &Side<'a>) -> Vec<&'a GlossaryEntry> {
    struct Uses<'a> {
        terms: Terms<'a>,
        keys: BTreeSet<&'a str>,
    }
    impl Visitor for Uses<'_> {
        fn inline(&mut self, inline: &Inline) {
            if let Inline::Term(term) = inline
                && let Some(entry) = self.terms.find(&term.name.value)
                && self.keys.insert(&entry.key.value)
            {
                walk::walk_inlines(self, &entry.definition);
            }
            walk::walk_inline(self, inline);
        }
    }
    let mut uses = Uses {
        terms: side.terms,
        keys: BTreeSet::new(),
    };
    walk::walk_article(&mut uses, side.article);
    for entry in side.terms.glossary.entries.iter().filter(|it| !it.shared) {
        walk::walk_inlines(&mut uses, &entry.definition);
    }
    let used = |it: &&GlossaryEntry| !it.shared || uses.keys.contains(it.key.value.as_str());
    side.terms.glossary.entries.iter().filter(used).collect()
}

fn hash_of(slots: &[(String, Value)]) -> String {
    let said = slots.iter().map(|(rel, value)| match value {
        Value::Words(words) => format!("{rel}\n{words}\n"),
        Value::Inlines(inlines) => format!("{rel}\n{}\n", settled(&write_inlines(inlines))),
    });
    hash(&said.collect::<String>())
}

/// Markdown without the backslashes that are written because of where a character stands: a lock
/// holds however carefully a later version writes.
fn settled(markdown: &str) -> String {
    let mut out = String::with_capacity(markdown.len());
    let mut chars = markdown.chars();
    while let Some(c) = chars.next() {
        match (c, chars.clone().next()) {
            ('\\', Some('.' | ':' | '(' | ')' | '-' | '+' | '/' | '=' | '#' | '>')) => {}
            ('\\', Some(marked)) => {
                chars.next();
                out.extend(['\\', marked]);
            }
            _ => out.push(c),
        }
    }
    out
}

/// All pieces of the source, and of the translation what belongs to each.
pub(crate) fn views(exchange: &Exchange) -> Vec<View> {
    let source = loose(exchange.source.article, exchange.source.terms.words);
    let translation = exchange.translation.map(|it| loose(it, None));
    let own: BTreeMap<String, Vec<(String, Value)>> = translation
        .into_iter()
        .flatten()
        .map(|it| (it.path, it.slots))
        .collect();
    let noted: BTreeMap<&str, &str> = exchange
        .hashes
        .iter()
        .map(|(path, hash)| (path.as_str(), hash.as_str()))
        .collect();
    let now: Vec<(String, String)> = source
        .iter()
        .map(|it| {
            let hash = noted.get(it.path.as_str()).map(|it| (*it).to_owned());
            (it.path.clone(), hash.unwrap_or_else(|| hash_of(&it.slots)))
        })
        .collect();
    // What no lock notes follows its source where it stands in the same place.
    let unnoted = now
        .iter()
        .filter(|(path, _)| !noted.contains_key(path.as_str()) && own.contains_key(path));
    let then: Vec<(String, String)> = match &exchange.lock {
        Some(lock) => lock.iter().chain(unnoted).cloned().collect(),
        None => own
            .keys()
            .map(|path| (path.clone(), String::new()))
            .collect(),
    };
    let before = matched(&then, &now);
    let mut views = Vec::new();
    for (piece, (path, hash)) in source.into_iter().zip(now) {
        let before = before.get(&path).filter(|it| own.contains_key(&it.path));
        let follows = before.is_some_and(|it| it.same);
        let slots = before.and_then(|it| own.get(&it.path));
        let other = slots.filter(|own| !same_shape(own, &piece.slots));
        let so_far = other.map(|own| {
            let said = own.iter().map(|(_, value)| said(exchange, value));
            said.collect::<Vec<_>>().join(" | ")
        });
        views.push(View {
            seats: seats(exchange, &piece.slots, slots, &|rel| {
                follows && (so_far.is_none() || !is_counted(rel))
            }),
            old: before.map(|it| it.path.clone()),
            so_far,
            todos: piece.todos,
            path,
            hash,
            follows,
        });
    }
    for entry in entries(&exchange.source) {
        let slots = entry_slots(entry);
        let path = format!("glossary/{}", entry.key.value);
        let own = exchange.terms.keyed(&entry.key.value).map(entry_slots);
        let then = exchange.noted(&path).zip(noted.get(path.as_str()));
        let follows = then.is_none_or(|(then, now)| then == *now);
        views.push(View {
            hash: hash_of(&slots),
            // The lock notes nothing of other names.
            seats: seats(exchange, &slots, own.as_ref(), &|rel| {
                follows || is_counted(rel)
            }),
            old: own.map(|_| path.clone()),
            follows,
            so_far: None,
            todos: Vec::new(),
            path,
        });
    }
    views
}

/// The words of the translation without their codes.
fn said(exchange: &Exchange, value: &Value) -> String {
    words(&value.coded(exchange.terms).items)
}

/// The slots of a piece, and whether what the translation has at one follows it.
fn seats(
    exchange: &Exchange,
    slots: &[(String, Value)],
    own: Option<&Vec<(String, Value)>>,
    follows: &dyn Fn(&str) -> bool,
) -> Vec<Seat> {
    let counted = |all: &[(String, Value)]| all.iter().filter(|(rel, _)| is_counted(rel)).count();
    let alone = counted(slots) == 1 && own.is_none_or(|own| counted(own) == 1);
    let seat = |(rel, value): &(String, Value)| {
        let source = value.coded(exchange.source.terms);
        let old = own.and_then(|own| own.iter().find(|(its, _)| its == rel));
        let old = old.map(|(_, value)| value.clone());
        let is_told = follows(rel);
        let coded = old.as_ref().filter(|_| is_told);
        let coded = coded.map(|value| value.coded(exchange.terms));
        let (table, own) = Table::of(&source, coded.as_ref());
        Seat {
            is_unsure: old.is_some() && !is_told && !alone && is_counted(rel),
            rel: rel.clone(),
            is_words: matches!(value, Value::Words(_)),
            source,
            old,
            table,
            own,
        }
    };
    slots.iter().map(seat).collect()
}

/// Makes the units of an article.
pub fn export(exchange: &Exchange, version: Version) -> Document {
    let views = views(exchange);
    let group = |id: &str, original: &str, terms: bool| Group {
        id: id.to_owned(),
        original: original.to_owned(),
        units: views
            .iter()
            .filter(|view| view.is_term() == terms)
            .flat_map(|view| units(exchange, view))
            .collect(),
        span: Span::NONE,
    };
    let mut files = vec![
        group("article", exchange.file, false),
        group("glossary", exchange.glossary_file, true),
    ];
    files.retain(|group| !group.units.is_empty());
    Document {
        version,
        source: exchange.source.terms.language.tag().to_owned(),
        target: exchange.terms.language.tag().to_owned(),
        files,
        span: Span::NONE,
    }
}

fn units(exchange: &Exchange, view: &View) -> Vec<Unit> {
    let mut units = Vec::new();
    for (seat, number) in view.seats.iter().zip(0..) {
        let unit = |rel: &str| Unit {
            id: View::id(&view.path, rel),
            path: full(&view.path, rel),
            block: Some(view.path.clone()),
            hash: Some(view.hash.clone()),
            sent: None,
            source: Vec::new(),
            target: None,
            codes: Vec::new(),
            marks: BTreeMap::new(),
            refused: None,
            notes: Vec::new(),
            span: Span::NONE,
        };
        let mut notes = definitions(exchange, seat);
        if number == 0 {
            let todo = view.todos.iter().map(|what| format!("To do: {what}"));
            notes.extend(todo);
        }
        if let Some(all) = view.so_far.as_ref().filter(|_| number == 0) {
            notes.push(format!("Translation so far, of other rows or items: {all}"));
        }
        let misplaced = view.so_far.is_some() && seat.is_unsure;
        let old = seat
            .old
            .as_ref()
            .filter(|_| seat.own.is_none() && !misplaced);
        if let Some(old) = old {
            let said = said(exchange, old);
            notes.push(format!("Translation so far, of other words: {said}"));
        }
        units.push(Unit {
            source: seat.source.items.clone(),
            target: seat.own.clone().filter(|it| !it.is_empty()),
            codes: codes(seat),
            notes,
            ..unit(&seat.rel)
        });
        for code in &seat.source.codes {
            for (kind, said) in code.asides() {
                let own = seat.own.as_ref().and_then(|_| seat.table.get(&code.id));
                let own = own.and_then(|own| own.aside(&kind)).map(plain);
                units.push(Unit {
                    source: plain(said),
                    target: own.filter(|it| !it.is_empty()),
                    ..unit(&aside(&seat.rel, &code.id, &kind))
                });
            }
        }
    }
    for unit in &mut units {
        unit.sent = unit.target.as_deref().map(unit::hash_of);
    }
    units
}

/// What the codes of a unit stand for: the source's as the source has them, then
/// those that only the translation has.
fn codes(seat: &Seat) -> Vec<Code> {
    let all = seat.table.codes.iter().map(|code| {
        let own = seat.source.codes.iter().find(|own| own.id == code.id);
        own.unwrap_or(code).clone()
    });
    all.collect()
}

/// Words without codes.
pub(crate) fn plain(words: &str) -> Vec<Item> {
    tidy(vec![Item::Words(words.to_owned())])
}

/// What the terms of a unit mean, and what they are called in the translation.
fn definitions(exchange: &Exchange, seat: &Seat) -> Vec<String> {
    let mut told = BTreeSet::new();
    let mut notes = Vec::new();
    for code in &seat.source.codes {
        let Inline::Term(term) = &code.inline else {
            continue;
        };
        let key = term.name.value.as_str();
        let Some(entry) = exchange
            .source
            .terms
            .keyed(key)
            .filter(|_| told.insert(key))
        else {
            continue;
        };
        let mut note = entry.term.value.clone();
        if let Some(own) = exchange.terms.keyed(key) {
            note.push_str(&format!(" = {}", own.term.value));
        }
        let definition = plain_text(&entry.definition);
        if !definition.is_empty() {
            note.push_str(&format!(": {definition}"));
        }
        notes.push(note);
    }
    notes
}

#[cfg(test)]
mod tests {
    use super::settled;

    #[test]
    fn how_carefully_something_was_written_changes_no_hash() {
        assert_eq!(settled(r"grow\. In [[a]]\: b"), "grow. In [[a]]: b");
        assert_eq!(settled("grow. In [[a]]: b"), "grow. In [[a]]: b");
        // What would be a mark without it stays apart from the mark, and a backslash from none.
        assert_eq!(settled(r"\*a\* \\. b"), r"\*a\* \\. b");
    }
}
