//! Signs of East Asia: lines break around them, and where they are written without
//! spaces a sentence goes on over a line break of the source.

use unicode_width::UnicodeWidthChar;

use crate::inline::{Inline, plain_text};

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

fn first(inline: &Inline) -> Option<char> {
    plain_text(std::slice::from_ref(inline)).chars().next()
}

fn last(inline: &Inline) -> Option<char> {
    plain_text(std::slice::from_ref(inline)).chars().next_back()
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
