//! Characters that print nothing.

/// Whether a character steers others and prints nothing: where lines break, which way words
/// run, how letters join, which form a sign has (Unicode's `Default_Ignorable_Code_Point`,
/// UAX #44). No font needs a glyph for it.
pub fn is_ignorable(c: char) -> bool {
    matches!(
        c,
        '\u{ad}'
            | '\u{34f}'
            | '\u{61c}'
            | '\u{115f}'..='\u{1160}'
            | '\u{17b4}'..='\u{17b5}'
            | '\u{180b}'..='\u{180f}'
            | '\u{200b}'..='\u{200f}'
            | '\u{202a}'..='\u{202e}'
            | '\u{2060}'..='\u{206f}'
            | '\u{3164}'
            | '\u{fe00}'..='\u{fe0f}'
            | '\u{feff}'
            | '\u{ffa0}'
            | '\u{fff0}'..='\u{fff8}'
            | '\u{1bca0}'..='\u{1bca3}'
            | '\u{1d173}'..='\u{1d17a}'
            | '\u{e0000}'..='\u{e0fff}'
    )
}

#[cfg(test)]
mod tests {
    use super::is_ignorable;

    #[test]
    fn what_steers_is_told_from_what_is_seen_and_from_spaces() {
        for c in [
            '\u{ad}',
            '\u{61c}',
            '\u{200d}',
            '\u{2066}',
            '\u{fe0f}',
            '\u{e0101}',
        ] {
            assert!(is_ignorable(c), "{c:?}");
        }
        for c in ['a', ' ', '\u{a0}', '\u{301}', '\u{3000}', '–'] {
            assert!(!is_ignorable(c), "{c:?}");
        }
    }
}
