//! Lists: lines that start with a mark, up to the first that does not.

use crate::draft::{Item, Items};
use crate::importers::clip::lines::Raw;
use crate::importers::clip::links;
use crate::report::{Decision, Kind, Report};

/// Levels that are kept apart; deeper items stand on the last.
const DEEPEST: usize = 6;

/// A mark with the bytes it takes.
#[derive(Clone, Copy, PartialEq)]
enum Mark {
    Bullet(char),
    Number(u32),
}

/// The list that the first line opens, with how many lines it has.
pub fn items(lines: &[Raw], report: &mut Report) -> Option<(Items, usize)> {
    let (first, _) = mark(&lines.first()?.text)?;
    let mut list = Reader {
        indents: Vec::new(),
        next: Vec::new(),
        items: Vec::new(),
    };
    let mut used = 0;
    for line in lines {
        let Some((mark, words)) = mark(&line.text) else {
            break;
        };
        if !list.take(line, mark, first, words, report) {
            break;
        }
        used += 1;
    }
    let is_number = matches!(first, Mark::Number(_));
    let followed = lines.get(used).is_some();
    // `1. Why it happens` above a paragraph is a heading with a number.
    if used == 1 && is_number && followed && !lines[0].text.ends_with(['.', ':', ';']) {
        return None;
    }
    let start = match first {
        Mark::Number(start) => Some(start),
        Mark::Bullet(_) => None,
    };
    let items = Items {
        start,
        items: list.items,
    };
    Some((items, used))
}

struct Reader {
    /// The indent of each open level.
    indents: Vec<usize>,
    /// The next number of each open level.
    next: Vec<u32>,
    items: Vec<Item>,
}

impl Reader {
    /// Takes a line as the next item; none of this list where it does not go on.
    fn take(
        &mut self,
        line: &Raw,
        mark: Mark,
        first: Mark,
        words: &str,
        report: &mut Report,
    ) -> bool {
        while self.indents.len() > 1 && self.indents.last().is_some_and(|it| *it > line.indent) {
            self.indents.pop();
            self.next.pop();
        }
        let deeper = self.indents.last().is_none_or(|it| line.indent > it + 1);
        if deeper && self.indents.len() < DEEPEST {
            self.indents.push(line.indent);
            self.next.push(match (mark, self.indents.len()) {
                (Mark::Number(number), 1) => number,
                _ => 1,
            });
        }
        let level = self.indents.len().saturating_sub(1);
        if level == 0 && !goes_on(mark, first, self.next[0]) {
            return false;
        }
        if let Mark::Number(number) = mark
            && number != self.next[level]
        {
            let message = format!("the item's number {number} is made anew");
            let decision = Decision::new(line.place, Kind::List, 85, message);
            report.add(decision.dropping(&number.to_string()));
        }
        self.next[level] = self.next[level].saturating_add(1);
        self.items.push(Item {
            place: line.place,
            depth: level as u8,
            numbered: matches!(mark, Mark::Number(_)),
            words: links::inlines(words),
        });
        true
    }
}

/// Whether an item of the first level belongs to the list of the first item.
fn goes_on(mark: Mark, first: Mark, next: u32) -> bool {
    match (mark, first) {
        (Mark::Number(number), Mark::Number(_)) => number == next,
        (Mark::Bullet(_), Mark::Bullet(_)) => true,
        _ => false,
    }
}

/// The mark at the start of a line, with the words behind it.
fn mark(text: &str) -> Option<(Mark, &str)> {
    let first = text.chars().next()?;
    if "-*•–—·◦▪‣●○■□➢✓".contains(first) {
        let words = &text[first.len_utf8()..];
        let apart = words.starts_with([' ', '\t']) || "•●▪‣".contains(first);
        let says = words.contains(char::is_alphanumeric);
        return (apart && says).then(|| (Mark::Bullet(first), words.trim()));
    }
    let digits = text.len() - text.trim_start_matches(|c: char| c.is_ascii_digit()).len();
    if !(1..=3).contains(&digits) {
        return None;
    }
    let rest = text[digits..].strip_prefix(['.', ')'])?;
    let says = rest.starts_with([' ', '\t']) && rest.contains(char::is_alphanumeric);
    let number = text[..digits].parse().ok()?;
    says.then(|| (Mark::Number(number), rest.trim()))
}
