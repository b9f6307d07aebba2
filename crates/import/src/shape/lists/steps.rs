//! Processes: a list whose items follow from one another, with those that
//! branch off an item found again where a clipping made them its neighbours.

use pamphlet_core::block::{Block, Step, Steps};
use pamphlet_core::inline::{Inline, plain_text, plain_words};
use pamphlet_core::node::Meta;
use pamphlet_core::words::Words;

use crate::draft::{Item, Items};
use crate::report::SURE;
use crate::shape::language::{Hints, hints};

/// A process found.
pub struct Found {
    /// The process.
    pub steps: Steps,
    /// How sure it is.
    pub confidence: u8,
    /// What was decided.
    pub message: String,
    /// What to look at.
    pub todo: Option<String>,
}

/// The process that a list is, where the evidence is clear: a word such as
/// "cascade" above it, and items that take up what the one before them says.
pub fn steps(items: &Items, context: &str, words: &Words) -> Option<Found> {
    let hints = hints(words);
    let flat = items.items.iter().all(|item| item.depth == 0);
    let mut rows = items.items.clone();
    let branches = if flat { branch(&mut rows, hints) } else { 0 };
    let trunk: Vec<&Item> = rows.iter().filter(|item| item.depth == 0).collect();
    if trunk.len() < 3 {
        return None;
    }
    let context = context.to_lowercase();
    let named = hints.process.iter().any(|word| context.contains(word));
    let chained = trunk
        .windows(2)
        .filter(|pair| follows(pair[0], pair[1], hints))
        .count();
    let share = chained * 100 / (trunk.len() - 1);
    let numbered = items.start.is_some();
    let mut confidence = 0;
    confidence += if named { 45 } else { 0 };
    confidence += share * 40 / 100;
    confidence += if numbered { 15 } else { 0 };
    if confidence < 60 || !named {
        return None;
    }
    let confidence = confidence.min(95) as u8;
    let count = trunk.len();
    let mut message = format!("{count} items are steps of a process");
    if branches > 0 {
        message = format!("{message}; {branches} items branch off the one before them");
    }
    let unsure = confidence < SURE;
    let todo = unsure.then(|| {
        "this list was read as steps that follow one another; look whether they do".to_owned()
    });
    let steps = Steps {
        meta: Meta::made(),
        lead: Vec::new(),
        start: 1,
        items: tree(rows),
    };
    Some(Found {
        steps,
        confidence,
        message,
        todo,
    })
}

/// Puts items that begin with one preposition below the item before them.
/// Gives their number; none where that is not clear.
fn branch(items: &mut [Item], hints: &Hints) -> usize {
    let opens: Vec<Option<&'static str>> = items
        .iter()
        .map(|item| preposition(&item.words, hints))
        .collect();
    let mut found = 0;
    let mut at = 0;
    while at < items.len() {
        let end = match opens[at] {
            None => at + 1,
            Some(word) => {
                let same = opens[at..].iter().take_while(|it| **it == Some(word));
                at + same.count()
            }
        };
        if opens[at].is_some() && end - at > 1 && at > 0 {
            items[at..end].iter_mut().for_each(|item| item.depth = 1);
            found += end - at;
        }
        at = end;
    }
    found
}

/// The preposition that an item (its label, if it has one) begins with.
fn preposition(words: &[Inline], hints: &Hints) -> Option<&'static str> {
    let first = match words.first()? {
        Inline::Strong(label) => plain_text(&label.inlines),
        Inline::Text(text) => text.text.clone(),
        _ => return None,
    };
    let word = first.split_whitespace().next()?.to_lowercase();
    let all = hints.prepositions.iter();
    all.copied().find(|it| *it == word)
}

/// Whether an item takes up what the one before it says.
fn follows(before: &Item, item: &Item, hints: &Hints) -> bool {
    let text = text(item);
    let lower = text.to_lowercase();
    let mut first = lower.split(|c: char| !c.is_alphanumeric());
    let mut first = first.by_ref().filter(|word| !word.is_empty()).take(6);
    if first.any(|word| hints.sequence.contains(&word)) {
        return true;
    }
    // Two words of its first sentence that the one before has too.
    let said = plain_words(&before.words).to_lowercase();
    let said: Vec<&str> = content(&said).collect();
    let sentence = lower.split(". ").next().unwrap_or("");
    content(sentence)
        .filter(|word| said.contains(word))
        .take(2)
        .count()
        > 1
}

/// The words of an item without its label.
fn text(item: &Item) -> String {
    match item.words.split_first() {
        Some((Inline::Strong(_), rest)) => plain_text(rest),
        _ => plain_text(&item.words),
    }
}

/// Words that name something, of the first few.
fn content(text: &str) -> impl Iterator<Item = &str> {
    let words = text.split(|c: char| !c.is_alphanumeric());
    words.filter(|word| word.chars().count() > 4).take(60)
}

/// Steps with their branches; a label ends with a full stop, as in steps.
fn tree(items: Vec<Item>) -> Vec<Step> {
    let mut steps: Vec<Step> = Vec::new();
    for item in items {
        let depth = item.depth;
        let numbered = item.numbered;
        let step = Step {
            meta: Meta::made(),
            blocks: vec![Block::made(stopped(item.words))],
            ordered: false,
            branches: Vec::new(),
        };
        put(&mut steps, step, depth, numbered);
    }
    steps
}

fn put(steps: &mut Vec<Step>, step: Step, depth: u8, numbered: bool) {
    match steps.last_mut() {
        Some(last) if depth > 0 => {
            if last.branches.is_empty() {
                last.ordered = numbered;
            }
            put(&mut last.branches, step, depth - 1, numbered);
        }
        _ => steps.push(step),
    }
}

fn stopped(mut words: Vec<Inline>) -> Vec<Inline> {
    if let Some(Inline::Strong(label)) = words.first_mut()
        && let Some(Inline::Text(text)) = label.inlines.last_mut()
        && let Some(bare) = text.text.strip_suffix(':')
    {
        text.text = format!("{bare}.");
    }
    words
}
