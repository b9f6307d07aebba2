//! Signs of East Asia: lines break around them, and where they are written without
//! spaces a sentence goes on over a line break of the source.

use std::slice;

use unicode_width::UnicodeWidthChar;

use crate::inline::{Inline, plain_words};

/// Whether lines may break before and behind a sign.
pub fn is_ideograph(c: char) -> bool {
    matches!(c, '\u{2e80}'..='\u{a4cf}' | '\u{f900}'..='\u{faff}' | '\u{fe30}'..='\u{fe4f}' | '\u{ff00}'..='\u{ff60}' | '\u{20000}'..='\u{3ffff}')
        || is_hangul(c)
}

/// Whether a sign is one of a script without spaces between words. Korean has them.
pub fn is_unspaced(c: char) -> bool {
    is_ideograph(c) && !is_hangul(c)
}

fn is_hangul(c: char) -> bool {
    matches!(c, '\u{1100}'..='\u{11ff}' | '\u{3130}'..='\u{318f}' | '\u{ac00}'..='\u{d7ff}')
}

/// How many words a text has: what stands between spaces and has a letter or digit;
/// without spaces, every sign.
pub fn count_words(text: &str) -> usize {
    let speaks = |part: &&str| part.contains(char::is_alphanumeric);
    let sign = |c: &char| is_unspaced(*c) && c.is_alphanumeric();
    let others = text.split(|c: char| c.is_whitespace() || is_unspaced(c));
    text.chars().filter(sign).count() + others.filter(speaks).count()
}

/// Takes out the line breaks of the source that would read as spaces where none
/// belongs: in Chinese and Japanese a sentence goes on without one (CSS Text 3,
/// section 4.1.3).
pub fn close_up(inlines: &mut Vec<Inline>) {
    let is_break = |inline: &Inline| matches!(inline, Inline::SoftBreak(_));
    if !inlines.iter().any(is_break) {
        return;
    }
    // One way there and one back: many may say nothing between two that do.
    let mut after = vec![None; inlines.len()];
    let mut next = None;
    for (at, inline) in inlines.iter().enumerate().rev() {
        after[at] = next;
        next = plain_words(slice::from_ref(inline)).chars().next().or(next);
    }
    let mut before = None;
    let mut after = after.into_iter();
    inlines.retain(|inline| {
        let close = before.zip(after.next().flatten());
        let goes_on = is_break(inline) && close.is_some_and(|(a, b)| are_close(a, b));
        let last = plain_words(slice::from_ref(inline)).chars().next_back();
        before = last.or(before);
        !goes_on
    });
}

/// Whether both letters are wide, or one is and the other is as wide as its
/// neighbours: quotation marks, dashes.
fn are_close(before: char, after: char) -> bool {
    let may_be = |c: char| {
        let neutral = !c.is_alphanumeric() && !is_hangul(c);
        is_unspaced(c) || neutral && c.width_cjk() == Some(2)
    };
    (is_unspaced(before) && may_be(after)) || (may_be(before) && is_unspaced(after))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::inline::{Comment, CommentKind};
    use crate::node::Meta;

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

    #[test]
    fn breaks_are_closed_over_what_says_nothing() {
        let silent = || {
            Inline::Comment(Comment {
                meta: Meta::made(),
                kind: CommentKind::Plain,
                text: "c".to_owned(),
            })
        };
        let line_break = || Inline::SoftBreak(Meta::made());
        let shown = |before: &str, after: &str| {
            let (before, after) = (Inline::made(before), Inline::made(after));
            let mut all = vec![before, silent(), line_break(), silent(), after];
            close_up(&mut all);
            plain_words(&all).into_owned()
        };
        assert_eq!(shown("多喝水", "每天"), "多喝水每天");
        assert_eq!(shown("多喝水", "daily"), "多喝水 daily");
        let mut ends = vec![line_break(), Inline::made("水"), line_break()];
        close_up(&mut ends);
        assert_eq!(plain_words(&ends), " 水 ");
    }

    #[test]
    fn words_are_counted_with_and_without_spaces() {
        for (text, words) in [
            ("", 0),
            ("Drink 2 glasses, well-filled – now.", 5),
            ("多喝水。", 3),
            ("每天喝 2 升水，IGF-1 正常", 9),
            ("물을 마셔요", 2),
            ("। — …", 0),
        ] {
            assert_eq!(count_words(text), words, "{text}");
        }
    }
}
