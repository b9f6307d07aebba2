//! Line breaks of the source between letters that are written without spaces: in
//! Chinese and Japanese a sentence goes on without one (CSS Text 3, section 4.1.3).

use pamphlet_core::edition::{Edition, EditionPart};
use pamphlet_core::inline::{Inline, plain_text};
use pamphlet_core::walk::{self, VisitorMut};
use unicode_width::UnicodeWidthChar;

/// Takes out the breaks that would read as spaces where none belongs.
pub(crate) fn close_up(edition: &mut Edition) {
    let mut close = CloseUp;
    walk::walk_blocks_mut(&mut close, &mut edition.opening);
    edition
        .parts
        .iter_mut()
        .chain(&mut edition.closing)
        .for_each(|part| close.part(part));
    for note in &mut edition.notes {
        walk::walk_blocks_mut(&mut close, &mut note.blocks);
    }
}

struct CloseUp;

impl CloseUp {
    fn part(&mut self, part: &mut EditionPart) {
        walk::walk_blocks_mut(self, &mut part.blocks);
        part.sections
            .iter_mut()
            .for_each(|section| walk::walk_section_mut(self, section));
        for item in &mut part.glossary {
            walk::walk_inlines_mut(self, &mut item.definition);
        }
    }
}

impl VisitorMut for CloseUp {
    fn inlines(&mut self, inlines: &mut Vec<Inline>) {
        let goes_on = |at: usize, inline: &Inline| {
            let is_break = matches!(inline, Inline::SoftBreak(_));
            let before = inlines[..at].iter().rev().find_map(last);
            let after = inlines[at + 1..].iter().find_map(first);
            is_break && before.zip(after).is_some_and(|(a, b)| are_close(a, b))
        };
        let each = inlines.iter().enumerate();
        let gone: Vec<bool> = each.map(|(at, inline)| goes_on(at, inline)).collect();
        let mut gone = gone.into_iter();
        inlines.retain(|_| !gone.next().unwrap_or(false));
    }
}

fn first(inline: &Inline) -> Option<char> {
    plain_text(std::slice::from_ref(inline)).chars().next()
}

fn last(inline: &Inline) -> Option<char> {
    plain_text(std::slice::from_ref(inline)).chars().next_back()
}

/// Whether both letters are wide, or one is and the other is as wide as its
/// neighbours: quotation marks, dashes. Korean has spaces between words.
fn are_close(before: char, after: char) -> bool {
    let is_korean = |c| matches!(c, '\u{1100}'..='\u{11ff}' | '\u{3130}'..='\u{318f}' | '\u{ac00}'..='\u{d7ff}');
    let is_wide = |c: char| c.width() == Some(2) && !is_korean(c);
    let may_be =
        |c: char| is_wide(c) || c.width_cjk() == Some(2) && !c.is_alphanumeric() && !is_korean(c);
    (is_wide(before) && may_be(after)) || (may_be(before) && is_wide(after))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn letters_without_spaces_between_words_are_close() {
        for (before, after, close) in [
            ('水', '分', true),
            ('，', '分', true),
            ('：', '“', true),
            ('”', '他', true),
            ('か', '漢', true),
            ('水', 'G', false),
            ('2', '升', false),
            ('a', 'b', false),
            ('”', 'h', false),
            ('α', '水', false),
            ('물', '을', false),
        ] {
            assert_eq!(are_close(before, after), close, "{before}{after}");
        }
    }
}
