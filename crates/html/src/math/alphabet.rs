//! Letters and digits in the styles that mathematics gives a meaning of their
//! own: Unicode's Mathematical Alphanumeric Symbols.

use pulldown_latex::event::Font;

/// Words in a style.
pub(super) fn text(words: &str, font: Option<Font>) -> String {
    words.chars().map(|c| letter(c, font)).collect()
}

/// A character in a style; the character itself where the style has none.
pub(super) fn letter(c: char, font: Option<Font>) -> char {
    let Some(font) = font else { return c };
    if let Some(exception) = exception(c, font) {
        return exception;
    }
    let (capitals, digits) = match font {
        Font::Bold | Font::BoldSymbol if c.is_ascii_digit() => (0, 0x1d7ce),
        Font::Bold => (0x1d400, 0x1d7ce),
        Font::Italic => (0x1d434, 0),
        Font::BoldItalic | Font::BoldSymbol => (0x1d468, 0),
        Font::Script => (0x1d49c, 0),
        Font::BoldScript => (0x1d4d0, 0),
        Font::Fraktur => (0x1d504, 0),
        Font::DoubleStruck => (0x1d538, 0x1d7d8),
        Font::BoldFraktur => (0x1d56c, 0),
        Font::SansSerif => (0x1d5a0, 0x1d7e2),
        Font::BoldSansSerif => (0x1d5d4, 0x1d7ec),
        Font::SansSerifItalic => (0x1d608, 0),
        Font::SansSerifBoldItalic => (0x1d63c, 0),
        Font::Monospace => (0x1d670, 0x1d7f6),
        Font::DoubleStruckItalic | Font::UpRight => (0, 0),
    };
    let (start, offset) = match c {
        'A'..='Z' => (capitals, c as u32 - 'A' as u32),
        'a'..='z' => (capitals, 26 + c as u32 - 'a' as u32),
        '0'..='9' => (digits, c as u32 - '0' as u32),
        _ => (0, 0),
    };
    match start {
        0 => c,
        _ => char::from_u32(start + offset).unwrap_or(c),
    }
}

/// Letters that Unicode had before the block, in another place.
fn exception(c: char, font: Font) -> Option<char> {
    let (from, to): (&str, &str) = match font {
        Font::Italic => ("h", "ℎ"),
        Font::Script => ("BEFHILMRego", "ℬℰℱℋℐℒℳℛℯℊℴ"),
        Font::Fraktur => ("CHIRZ", "ℭℌℑℜℨ"),
        Font::DoubleStruck => ("CHNPQRZ", "ℂℍℕℙℚℝℤ"),
        Font::DoubleStruckItalic => ("Ddeij", "ⅅⅆⅇⅈⅉ"),
        Font::BoldScript
        | Font::BoldItalic
        | Font::Bold
        | Font::BoldSymbol
        | Font::Monospace
        | Font::SansSerif
        | Font::BoldFraktur
        | Font::SansSerifBoldItalic
        | Font::SansSerifItalic
        | Font::BoldSansSerif
        | Font::UpRight => return None,
    };
    let place = from.chars().position(|known| known == c)?;
    to.chars().nth(place)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn letters_take_their_place_in_the_block() {
        assert_eq!(letter('R', Some(Font::DoubleStruck)), 'ℝ');
        assert_eq!(letter('x', Some(Font::Bold)), '𝐱');
        assert_eq!(letter('7', Some(Font::Monospace)), '𝟽');
        assert_eq!(letter('+', Some(Font::Bold)), '+');
        assert_eq!(letter('x', None), 'x');
    }
}
