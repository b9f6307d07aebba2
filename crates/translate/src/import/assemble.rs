//! The translation's article out of its source's structure and the words of both.

use std::collections::{BTreeMap, BTreeSet};

use pamphlet_core::Sources;
use pamphlet_core::article::{Article, Part, PartKind, Section};
use pamphlet_core::block::Block;
use pamphlet_core::diagnostic::Diagnostic;
use pamphlet_core::front::Front;
use pamphlet_core::inline::{CommentKind, Inline, plain_text};
use pamphlet_core::language::Language;
use pamphlet_core::span::{Span, Spanned};
use pamphlet_core::words::Words;

use super::{Fresh, Outcome, SHOWN, name_terms};
use crate::codes::words;
use crate::export::{Exchange, Value, full};
use crate::slots::{self, Count, Slot, pieces, settle_charts};
use crate::terms::Terms;

/// What stands at a piece from now on.
enum Made {
    Words(String),
    Heading(Vec<Inline>),
    /// A block with the comments that stand before it in the translation.
    Block(Block, Vec<Block>),
}

/// Writes the translation; faults where Markdown cannot say what came in.
pub(super) fn assemble(
    exchange: &Exchange,
    outcomes: Vec<Outcome>,
    terms: Terms,
    warnings: &mut Vec<Diagnostic>,
) -> Result<String, Vec<Diagnostic>> {
    let own = exchange.translation.map(own_pieces).unwrap_or_default();
    warnings.extend(dropped(exchange, &outcomes));
    let is_kept = |it: &Outcome| !it.view.path.starts_with("front/") || it.is_old();
    let front = exchange.front.filter(|_| outcomes.iter().all(is_kept));
    let (mut made, mut spans) = (BTreeMap::new(), BTreeMap::new());
    let source = own_pieces(exchange.source.article);
    for outcome in outcomes {
        let view = outcome.view;
        let old = view.old.as_ref().and_then(|path| own.get(path));
        let Some(base) = source.get(&view.path) else {
            continue;
        };
        spans.extend(outcome.spans());
        let piece = piece(outcome, base, old, terms);
        warnings.extend(old.and_then(|old| left_out(&view.path, old, &piece)));
        made.insert(view.path.clone(), piece);
    }
    let article = article(exchange, &made);
    let text = with_front(
        pamphlet_markdown::write_with(&article, exchange.words),
        front,
    );
    match unsaid(exchange, &article, &text) {
        None => Ok(text),
        Some(unsaid) => {
            let span = spans.get(&unsaid.path).copied().unwrap_or(Span::NONE);
            let message = format!("Markdown cannot say the words of {}", unsaid.path);
            let hint = match unsaid.words.chars().find(|c| is_break(*c)) {
                Some(c) => format!(
                    "U+{:04X} ends a line and cannot stand there: delete it, or write a blank",
                    u32::from(c)
                ),
                None => "put blanks between codes of one kind that stand side by side".to_owned(),
            };
            Err(vec![
                Diagnostic::error("xliff-words", span, message).hint(hint),
            ])
        }
    }
}

/// Whether a character ends lines that XML does not end there.
fn is_break(c: char) -> bool {
    matches!(c, '\u{B}' | '\u{C}' | '\u{85}' | '\u{2028}' | '\u{2029}')
}

/// The text with front matter as it was written, where no word of it changes.
fn with_front(text: String, front: Option<&str>) -> String {
    let front = front.filter(|it| !it.contains('\r') && !it.trim().is_empty());
    match (front, text.split_once("\n---\n")) {
        (Some(front), Some((_, rest))) => {
            format!("---\n{}\n---\n{rest}", front.trim_end_matches('\n'))
        }
        _ => text,
    }
}

/// The pieces of an article by their paths, with comments before blocks.
fn own_pieces(article: &Article) -> BTreeMap<String, Made> {
    let mut article = article.clone();
    let comments = comments(&article);
    let mut comments: BTreeMap<Span, Vec<Block>> = comments.into_iter().collect();
    let found = pieces(&mut article, None).into_iter().map(|piece| {
        let made = match piece.place {
            slots::Place::Front(words) => Made::Words(words.value.clone()),
            slots::Place::Heading(words) => Made::Heading(words.clone()),
            slots::Place::Block(block) => {
                let before = comments.remove(&block.meta().span).unwrap_or_default();
                Made::Block(block.clone(), before)
            }
        };
        (piece.path, made)
    });
    found.collect()
}

/// Comments that stand before blocks, by the places of these.
fn comments(article: &Article) -> Vec<(Span, Vec<Block>)> {
    fn blocks(all: &[Block], found: &mut Vec<(Span, Vec<Block>)>) {
        let mut before = Vec::new();
        for block in all {
            match block {
                Block::Comment(_) => before.push(block.clone()),
                block => found.push((block.meta().span, std::mem::take(&mut before))),
            }
        }
    }
    fn sections(all: &[Section], found: &mut Vec<(Span, Vec<Block>)>) {
        for section in all {
            blocks(&section.blocks, found);
            sections(&section.sections, found);
        }
    }
    let mut found = Vec::new();
    for part in &article.parts {
        blocks(&part.blocks, &mut found);
        sections(&part.sections, &mut found);
    }
    found
}

/// What stands at a piece: of the translation where nothing changes or where it
/// has the same slots, else of the source; with the words of both.
fn piece(outcome: Outcome, base: &Made, old: Option<&Made>, terms: Terms) -> Made {
    let is_old = outcome.is_old();
    let named = |mut words: Vec<Inline>| {
        name_terms(&mut words, terms);
        words
    };
    match (base, old) {
        (_, Some(Made::Words(words))) if is_old => Made::Words(words.clone()),
        (_, Some(Made::Heading(words))) if is_old => Made::Heading(words.clone()),
        (_, Some(Made::Block(block, before))) if is_old => {
            Made::Block(block.clone(), before.clone())
        }
        (Made::Words(_) | Made::Heading(_), _) => {
            match outcome.slots.into_iter().next().map(|(_, fresh)| fresh) {
                Some(Fresh::New(Value::Words(words))) => Made::Words(words),
                Some(Fresh::New(Value::Inlines(words))) => Made::Heading(named(words)),
                _ => Made::Heading(Vec::new()),
            }
        }
        (Made::Block(block, _), old) => {
            let old = match old {
                Some(Made::Block(block, before)) => Some((block, before)),
                _ => None,
            };
            let before = old.map(|(_, before)| before.clone()).unwrap_or_default();
            let rels = |block: &Block| -> Vec<String> {
                let mut block = block.clone();
                let slots = slots::slots(&mut block);
                slots.into_iter().map(|(rel, _)| rel).collect()
            };
            let fits = |old: &Block| outcome.view.follows && rels(old) == rels(block);
            let before_now = old.map(|(block, _)| block).filter(|old| fits(old));
            let base = before_now.unwrap_or(block);
            let mut fresh: BTreeMap<&str, Value> = BTreeMap::new();
            for (seat, (rel, value)) in outcome.view.seats.iter().zip(outcome.slots) {
                let value = match value {
                    Fresh::New(Value::Inlines(words)) => Some(Value::Inlines(named(words))),
                    Fresh::New(value) => Some(value),
                    Fresh::Old => seat.old.clone(),
                    Fresh::Nothing | Fresh::Unsure => None,
                };
                fresh.extend(value.map(|value| (rel, value)));
            }
            let mut now = base.clone();
            for (rel, slot) in slots::slots(&mut now) {
                match (slot, fresh.remove(rel.as_str())) {
                    (Slot::Words(words), Some(Value::Words(value))) => *words = value,
                    (Slot::Inlines(words), Some(Value::Inlines(value))) => *words = value,
                    _ => {}
                }
            }
            settle_charts(&mut now, base);
            Made::Block(now, before)
        }
    }
}

/// What a block of the translation said in rows or items that it has no more.
fn left_out(path: &str, old: &Made, now: &Made) -> Option<Diagnostic> {
    let (Made::Block(old, _), Made::Block(now, _)) = (old, now) else {
        return None;
    };
    let said = |block: &Block| -> Vec<(String, String)> {
        let mut block = block.clone();
        let slots = slots::slots(&mut block).into_iter();
        let words = |slot: Slot| match slot {
            Slot::Words(words) => words.clone(),
            Slot::Inlines(words) => plain_text(words),
        };
        slots.map(|(rel, slot)| (rel, words(slot))).collect()
    };
    let (was, is) = (said(old), said(now));
    let there: BTreeSet<&str> = is.iter().map(|(rel, _)| rel.as_str()).collect();
    if was.iter().all(|(rel, _)| there.contains(rel.as_str())) {
        return None;
    }
    let mut left: BTreeMap<&str, usize> = BTreeMap::new();
    for (_, words) in &is {
        *left.entry(words).or_default() += 1;
    }
    let mut out = Vec::new();
    for (_, words) in &was {
        match left.get_mut(words.as_str()) {
            Some(count) if *count > 0 => *count -= 1,
            _ => out.push(format!("\u{201C}{words}\u{201D}")),
        }
    }
    let more = match out.len().saturating_sub(SHOWN) {
        0 => String::new(),
        count => format!(" and {count} others"),
    };
    let some = out.iter().take(SHOWN).cloned().collect::<Vec<_>>();
    let message = format!(
        "the source has other rows or items at {path}: it is written without {}{more}",
        some.join(", ")
    );
    let warning = Diagnostic::warning("xliff-extra", old.meta().span, message);
    (!out.is_empty()).then_some(warning)
}

/// Pieces of the translation that its source lacks: they do not come along.
fn dropped(exchange: &Exchange, outcomes: &[Outcome]) -> Vec<Diagnostic> {
    let Some(translation) = exchange.translation else {
        return Vec::new();
    };
    let mut translation = translation.clone();
    let pieces = pieces(&mut translation, exchange.terms.words);
    let kept: Vec<&String> = outcomes
        .iter()
        .filter_map(|it| it.view.old.as_ref())
        .collect();
    let dropped = pieces
        .iter()
        .filter(|piece| !piece.path.starts_with("front/") && !kept.contains(&&piece.path));
    let warning = |piece: &slots::Piece| {
        let message = format!("the source has nothing at {}: it is taken out", piece.path);
        Diagnostic::warning("xliff-extra", piece.span(), message)
    };
    dropped.map(warning).collect()
}

fn article(exchange: &Exchange, made: &BTreeMap<String, Made>) -> Article {
    let source = exchange.source.article;
    let mut article = source.clone();
    let old = exchange.translation;
    article.front = front(exchange, made);
    for part in &mut article.parts {
        let own = old.and_then(|it| it.part(part.kind));
        part_heading(exchange, part, own, made);
        let path = part.kind.id();
        blocks(path, &mut part.blocks, made);
        sections(path, "", &mut part.sections, made);
    }
    for (note, number) in article.notes.iter_mut().zip(1..) {
        blocks(&format!("notes/{number}"), &mut note.blocks, made);
    }
    article
}

fn front(exchange: &Exchange, made: &BTreeMap<String, Made>) -> Front {
    let mut front = exchange
        .translation
        .map(|it| it.front.clone())
        .unwrap_or_default();
    // The name of the file says it too; but parts are named by what stands here.
    let language = exchange.terms.language.tag().to_owned();
    front.lang.get_or_insert_with(|| Spanned::made(language));
    let words = |path: &str| match made.get(path) {
        Some(Made::Words(words)) => Some(Spanned::made(words.clone())),
        _ => None,
    };
    for (key, value) in front.words_mut() {
        if let Some(words) = words(&format!("front/{key}")) {
            *value = Some(words);
        }
    }
    let count = exchange.source.article.front.keywords.len();
    let keywords = (1..=count).filter_map(|n| words(&format!("front/keywords/{n}")));
    let keywords: Vec<_> = keywords.collect();
    if !keywords.is_empty() {
        front.keywords = keywords;
    }
    front
}

/// A part is called as the translation calls it, else as the file does, else as
/// parts are called in the language.
fn part_heading(
    exchange: &Exchange,
    part: &mut Part,
    own: Option<&Part>,
    made: &BTreeMap<String, Made>,
) {
    let path = format!("{}/heading", part.kind.id());
    if let Some(Made::Heading(words)) = made.get(&path) {
        part.heading.clone_from(words);
    } else if let Some(own) = own {
        part.heading.clone_from(&own.heading);
        part.meta.attributes = own.meta.attributes.clone();
    } else if !part.heading.is_empty() {
        let name = usual_name(exchange.terms.words, part.kind);
        part.heading = vec![Inline::made(name)];
    }
}

fn usual_name(words: Option<&Words>, kind: PartKind) -> String {
    let words = words.or_else(|| Words::of(&Language::english()));
    words.map_or(kind.id(), |it| it.part(kind)).to_owned()
}

fn sections(part: &str, before: &str, all: &mut [Section], made: &BTreeMap<String, Made>) {
    for (section, number) in all.iter_mut().zip(1..) {
        let number = format!("{before}{number}");
        let path = format!("{part}/{number}");
        if let Some(Made::Heading(words)) = made.get(&format!("{path}/heading")) {
            section.heading.clone_from(words);
        }
        blocks(&path, &mut section.blocks, made);
        sections(part, &format!("{number}."), &mut section.sections, made);
    }
}

/// Blocks with what they say from now on. Of the source's comments only those come
/// along that allow something.
fn blocks(path: &str, all: &mut Vec<Block>, made: &BTreeMap<String, Made>) {
    let mut count = Count::default();
    let mut out = Vec::new();
    for block in std::mem::take(all) {
        let name = count.name(&block);
        match name.and_then(|name| made.get(&format!("{path}/{name}"))) {
            Some(Made::Block(block, before)) => {
                out.extend(before.iter().cloned());
                out.push(block.clone());
            }
            _ => {
                let ours = match &block {
                    Block::Comment(comment) => matches!(comment.kind, CommentKind::Allow { .. }),
                    _ => true,
                };
                out.extend(ours.then_some(block));
            }
        }
    }
    *all = out;
}

/// Words that Markdown cannot say.
struct Unsaid {
    path: String,
    words: String,
}

/// The first words that the text does not say as the tree does.
fn unsaid(exchange: &Exchange, article: &Article, text: &str) -> Option<Unsaid> {
    let input = pamphlet_markdown::Input {
        slug: &article.slug,
        path: "",
        bytes: text.as_bytes(),
        language: Some(exchange.terms.language),
        words: exchange.words,
        blocks: &|_| Err(Vec::new()),
    };
    let read = pamphlet_markdown::read(&input, &mut Sources::new()).article;
    let own = |article: &Article| -> Vec<(String, String, String)> {
        let mut article = article.clone();
        // Notes of shared blocks are not written, so others have other numbers.
        let home = slots::home(&article);
        article.notes.retain(|note| slots::is_at_home(note, home));
        article.notes.sort_by(|a, b| a.label.cmp(&b.label));
        let mut found = Vec::new();
        for mut piece in pieces(&mut article, None) {
            let path = piece.path.clone();
            for (rel, slot) in piece.slots() {
                let coded = match slot {
                    Slot::Words(words) => Value::Words(words.clone()),
                    Slot::Inlines(words) => Value::Inlines(words.clone()),
                };
                let coded = coded.coded(exchange.terms);
                let codes = coded.codes.iter().map(|code| format!("{:?}", code.inline));
                let said = format!("{:?}{:?}", coded.items, codes.collect::<Vec<_>>());
                found.push((full(&path, &rel), said, words(&coded.items)));
            }
        }
        found
    };
    let (meant, said) = (own(article), own(&read));
    let mut pairs = meant.iter().zip(&said);
    let other = pairs.find(|(meant, said)| meant != said);
    let other = other.map(|(meant, _)| meant);
    let longer = meant.len() > said.len();
    let other = other.or_else(|| meant.last().filter(|_| longer));
    other.map(|(path, _, words)| Unsaid {
        path: path.clone(),
        words: words.clone(),
    })
}
