//! Labels: items (and paragraphs) that begin with a name and a separator.

use pamphlet_core::article::PartKind;
use pamphlet_core::inline::{Inline, Wrapped, plain_words};
use pamphlet_core::node::Meta;

use crate::draft::{Body, Item};
use crate::report::Kind;
use crate::shape::Shape;

/// What stands between a label and its text, with the share of items that must
/// have it, in percent: the pasted sign is rarely anything else.
const SEPARATORS: [(&str, usize); 6] = [
    (" ∞ ", 1),
    (" – ", 60),
    (" — ", 60),
    (" - ", 60),
    (" : ", 60),
    (": ", 75),
];
/// Words of a label.
const WORDS: usize = 8;

/// Sets labels in bold, with a colon.
pub fn label(shape: &mut Shape) {
    let parts = shape.parts.iter_mut();
    for part in parts.filter(|it| it.kind != PartKind::References) {
        for piece in &mut part.pieces {
            let place = piece.place;
            match &mut piece.body {
                Body::Items(items) => {
                    let Some((separator, count)) = separator(&items.items) else {
                        continue;
                    };
                    for item in &mut items.items {
                        split(&mut item.words, separator);
                    }
                    let all = items.items.len();
                    let name = separator.trim();
                    let message =
                        format!("{count} of {all} items begin with a label before `{name}`");
                    let confidence = if count == all { 95 } else { 85 };
                    shape.report.say(place, Kind::Labels, confidence, message);
                }
                Body::Line(line) => {
                    let sign = " ∞ ";
                    let capital = cut(&line.words, sign)
                        .is_some_and(|(_, rest)| rest.starts_with(char::is_uppercase));
                    let last = plain_words(&line.words);
                    let told = last.trim_end().ends_with(['.', '?', '!', '”', ')']);
                    if capital && told && count(&line.words, '∞') == 1 {
                        split(&mut line.words, sign);
                        let message = "the paragraph begins with a label before `∞`";
                        shape.report.say(place, Kind::Labels, 85, message);
                    }
                }
                Body::Heading(_) | Body::Block(_) => {}
            }
        }
    }
}

/// The separator that enough items have, with their number.
fn separator(items: &[Item]) -> Option<(&'static str, usize)> {
    SEPARATORS.into_iter().find_map(|(separator, share)| {
        let has = |item: &&Item| cut(&item.words, separator).is_some();
        let count = items.iter().filter(has).count();
        let enough = count > 0 && count * 100 >= items.len() * share;
        let several = count > 1 || separator.contains('∞');
        (enough && several).then_some((separator, count))
    })
}

/// The label and the text behind it, if the words begin with a label.
fn cut<'a>(words: &'a [Inline], separator: &str) -> Option<(&'a str, &'a str)> {
    let Some(Inline::Text(first)) = words.first() else {
        return None;
    };
    let (label, rest) = first.text.split_once(separator)?;
    let label = label.trim();
    let short = label.split_whitespace().nth(WORDS).is_none() && !label.is_empty();
    let inner = label.ends_with(['.', '?', '!', ';', ',']) || label.contains(". ");
    let says = !rest.trim().is_empty() || words.len() > 1;
    let number = label.chars().all(|c| !c.is_alphabetic());
    (short && !inner && says && !number).then_some((label, rest))
}

fn split(words: &mut Vec<Inline>, separator: &str) {
    let Some((label, rest)) = cut(words, separator) else {
        return;
    };
    let strong = Inline::Strong(Wrapped {
        meta: Meta::made(),
        inlines: vec![Inline::made(format!("{label}:"))],
    });
    let rest = Inline::made(format!(" {}", rest.trim_start()));
    words.splice(..1, [strong, rest]);
}

fn count(words: &[Inline], sign: char) -> usize {
    words
        .iter()
        .map(|inline| match inline {
            Inline::Text(text) => text.text.matches(sign).count(),
            _ => 0,
        })
        .sum()
}
