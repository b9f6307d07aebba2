//! Signs of the symbol fonts: their codes are letters of the font only, so each
//! becomes the sign that it shows.

use pamphlet_markdown::is_forbidden;

/// The sign that a code of a symbol font shows; none where it is not known.
pub fn sign(font: &str, code: u32) -> Option<char> {
    let code = match code {
        0xF000..=0xF0FF => code - 0xF000,
        0..=0xFF => code,
        _ => return char::from_u32(code).filter(|it| !is_private(*it)),
    };
    let font = font.to_lowercase();
    let table: &[(u32, char)] = match font.as_str() {
        "symbol" => SYMBOL,
        "wingdings" => WINGDINGS,
        "wingdings 2" => WINGDINGS_2,
        "webdings" => &[(0x61, '✓'), (0x72, '✗')],
        _ => return char::from_u32(code).filter(|it| !is_forbidden(*it)),
    };
    let found = table.iter().find(|(it, _)| *it == code);
    found.map(|(_, sign)| *sign)
}

/// Whether a character means something in its font only.
pub fn is_private(c: char) -> bool {
    matches!(c, '\u{E000}'..='\u{F8FF}')
}

/// Whether a font's letters are signs.
pub fn is_symbolic(font: &str) -> bool {
    let font = font.to_lowercase();
    matches!(
        font.as_str(),
        "symbol" | "wingdings" | "wingdings 2" | "wingdings 3" | "webdings"
    )
}

const SYMBOL: &[(u32, char)] = &[
    (0x20, ' '),
    (0x25, '%'),
    (0x2B, '+'),
    (0x2D, '−'),
    (0x3C, '<'),
    (0x3D, '='),
    (0x3E, '>'),
    (0x44, 'Δ'),
    (0x53, 'Σ'),
    (0x57, 'Ω'),
    (0x61, 'α'),
    (0x62, 'β'),
    (0x64, 'δ'),
    (0x65, 'ε'),
    (0x67, 'γ'),
    (0x6B, 'κ'),
    (0x6C, 'λ'),
    (0x6D, 'µ'),
    (0x70, 'π'),
    (0x73, 'σ'),
    (0x77, 'ω'),
    (0xA3, '≤'),
    (0xAC, '←'),
    (0xAD, '↑'),
    (0xAE, '→'),
    (0xAF, '↓'),
    (0xB0, '°'),
    (0xB1, '±'),
    (0xB3, '≥'),
    (0xB4, '×'),
    (0xB7, '•'),
    (0xB8, '÷'),
    (0xB9, '≠'),
    (0xBB, '≈'),
    (0xBC, '…'),
    (0xD2, '®'),
    (0xD3, '©'),
    (0xD4, '™'),
    (0xE2, '®'),
    (0xE3, '©'),
    (0xE4, '™'),
];

const WINGDINGS: &[(u32, char)] = &[
    (0x28, '☎'),
    (0x29, '✆'),
    (0x2A, '✉'),
    (0x4A, '☺'),
    (0x4C, '☹'),
    (0x6C, '●'),
    (0x6E, '■'),
    (0x6F, '☐'),
    (0x71, '❑'),
    (0x76, '❖'),
    (0x9F, '•'),
    (0xA7, '▪'),
    (0xA8, '☐'),
    (0xD8, '➢'),
    (0xDF, '←'),
    (0xE0, '→'),
    (0xE1, '↑'),
    (0xE2, '↓'),
    (0xE8, '→'),
    (0xF0, '⇨'),
    (0xFB, '✗'),
    (0xFC, '✓'),
    (0xFD, '☒'),
    (0xFE, '☑'),
];

const WINGDINGS_2: &[(u32, char)] = &[
    (0x4F, '✗'),
    (0x50, '✓'),
    (0x52, '☑'),
    (0x53, '☒'),
    (0xA3, '☐'),
];

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn codes_are_the_signs_that_they_show() {
        assert_eq!(sign("Wingdings", 0xF0FC), Some('✓'));
        assert_eq!(sign("Symbol", 0xF0B3), Some('≥'));
        assert_eq!(sign("Symbol", 0x6D), Some('µ'));
        assert_eq!(sign("Wingdings", 0xF021), None);
        assert_eq!(sign("Segoe UI Symbol", 0x2610), Some('☐'));
        assert_eq!(sign("House Icons", 0xE123), None);
    }
}
