//! Colours and what they are for.

use std::fmt;

/// An opaque sRGB colour.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Color {
    /// Red, green and blue, 0 to 255.
    pub rgb: [u8; 3],
}

impl Color {
    /// Reads `#rrggbb`.
    pub fn parse(text: &str) -> Option<Color> {
        let digits = text
            .strip_prefix('#')
            .filter(|d| d.len() == 6 && d.is_ascii())?;
        let part = |i: usize| u8::from_str_radix(&digits[2 * i..2 * i + 2], 16).ok();
        Some(Color {
            rgb: [part(0)?, part(1)?, part(2)?],
        })
    }

    /// Whether it has no hue.
    pub fn is_grey(self) -> bool {
        let [red, green, blue] = self.rgb;
        red == green && green == blue
    }

    /// Relative luminance, 0 to 1 (WCAG 2.2, "relative luminance").
    pub fn luminance(self) -> f64 {
        let linear = self.rgb.map(|c| {
            let c = f64::from(c) / 255.0;
            if c <= 0.04045 {
                c / 12.92
            } else {
                ((c + 0.055) / 1.055).powf(2.4)
            }
        });
        0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]
    }

    /// Contrast ratio, 1 to 21 (WCAG 2.2, "contrast ratio").
    pub fn contrast(self, other: Color) -> f64 {
        let (a, b) = (self.luminance(), other.luminance());
        (a.max(b) + 0.05) / (a.min(b) + 0.05)
    }

    /// Black or white, whichever is easier to read on this colour.
    pub fn readable_on(self) -> Color {
        let (black, white) = (Color { rgb: [0; 3] }, Color { rgb: [255; 3] });
        if self.contrast(white) >= self.contrast(black) {
            white
        } else {
            black
        }
    }

    /// A mixture with `share` (0 to 1) of the other colour, in sRGB.
    pub fn mix(self, other: Color, share: f64) -> Color {
        let mut rgb = self.rgb;
        for (c, o) in rgb.iter_mut().zip(other.rgb) {
            *c = (f64::from(*c) * (1.0 - share) + f64::from(o) * share).round() as u8;
        }
        Color { rgb }
    }
}

impl fmt::Display for Color {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let [r, g, b] = self.rgb;
        write!(f, "#{r:02x}{g:02x}{b:02x}")
    }
}

/// What a colour is for.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Role {
    /// Running text.
    Text,
    /// Captions, running heads, labels.
    Muted,
    /// The page.
    Background,
    /// Boxes and table heads.
    Surface,
    /// Quiet lines.
    Rule,
    /// Headings, rails, key points.
    Accent,
    /// Text on the accent.
    OnAccent,
    /// A ground in the accent's tint.
    AccentSoft,
    /// Links.
    Link,
    /// The ring around what has the focus.
    Focus,
    /// Label and edge of a note.
    Note,
    /// Ground of a note.
    NoteSoft,
    /// Label and edge of a tip.
    Tip,
    /// Ground of a tip.
    TipSoft,
    /// Label and edge of something important.
    Important,
    /// Ground of something important.
    ImportantSoft,
    /// Label and edge of a warning.
    Warning,
    /// Ground of a warning.
    WarningSoft,
    /// Label and edge of a caution.
    Caution,
    /// Ground of a caution.
    CautionSoft,
}

impl Role {
    /// All roles in the order of a theme file.
    pub const ALL: [Role; 20] = [
        Role::Text,
        Role::Muted,
        Role::Background,
        Role::Surface,
        Role::Rule,
        Role::Accent,
        Role::OnAccent,
        Role::AccentSoft,
        Role::Link,
        Role::Focus,
        Role::Note,
        Role::NoteSoft,
        Role::Tip,
        Role::TipSoft,
        Role::Important,
        Role::ImportantSoft,
        Role::Warning,
        Role::WarningSoft,
        Role::Caution,
        Role::CautionSoft,
    ];

    /// The token's name: `on-accent`.
    pub fn name(self) -> &'static str {
        match self {
            Role::Text => "text",
            Role::Muted => "muted",
            Role::Background => "background",
            Role::Surface => "surface",
            Role::Rule => "rule",
            Role::Accent => "accent",
            Role::OnAccent => "on-accent",
            Role::AccentSoft => "accent-soft",
            Role::Link => "link",
            Role::Focus => "focus",
            Role::Note => "note",
            Role::NoteSoft => "note-soft",
            Role::Tip => "tip",
            Role::TipSoft => "tip-soft",
            Role::Important => "important",
            Role::ImportantSoft => "important-soft",
            Role::Warning => "warning",
            Role::WarningSoft => "warning-soft",
            Role::Caution => "caution",
            Role::CautionSoft => "caution-soft",
        }
    }
}

/// A colour for every role.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Palette {
    colors: [Color; 20],
}

impl Palette {
    /// A palette from one colour a role, in the order of [`Role::ALL`].
    pub fn new(colors: [Color; 20]) -> Palette {
        Palette { colors }
    }

    /// The colour of a role.
    pub fn get(&self, role: Role) -> Color {
        self.colors[role as usize]
    }

    /// Changes the colour of a role.
    pub fn set(&mut self, role: Role, color: Color) {
        self.colors[role as usize] = color;
    }

    /// All roles with their colours.
    pub fn iter(&self) -> impl Iterator<Item = (Role, Color)> + '_ {
        Role::ALL.into_iter().map(|role| (role, self.get(role)))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn contrast_is_that_of_the_standard() {
        let color = |c| Color::parse(c).unwrap();
        assert!((color("#000000").contrast(color("#ffffff")) - 21.0).abs() < 1e-9);
        // A well-known boundary pair: 4.54:1.
        assert!((color("#767676").contrast(color("#ffffff")) - 4.54).abs() < 0.01);
    }

    #[test]
    fn only_six_digits_are_a_colour() {
        assert_eq!(
            Color::parse("#0b5c6b").map(|c| c.to_string()).as_deref(),
            Some("#0b5c6b")
        );
        for bad in ["0b5c6b", "#fff", "#0b5c6g", "#0b5c6bff", "#ééé"] {
            assert_eq!(Color::parse(bad), None, "{bad}");
        }
    }

    #[test]
    fn roles_stand_at_their_place() {
        assert!(
            Role::ALL
                .iter()
                .enumerate()
                .all(|(i, role)| *role as usize == i)
        );
    }
}
