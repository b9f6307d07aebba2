//! Which colours meet on a page, and whether they can be told apart (WCAG 2.2,
//! success criteria 1.4.3 and 1.4.11).

use crate::Theme;
use crate::color::{Color, Role};

/// The least contrast of text: 4.5:1.
pub const TEXT: f64 = 4.5;
/// The least contrast of lines and marks that carry meaning: 3:1.
pub const GRAPHICS: f64 = 3.0;

/// Pairs that meet: what stands on what, and the contrast it needs.
pub const PAIRS: &[(Role, Role, f64)] = &[
    (Role::Text, Role::Background, TEXT),
    (Role::Text, Role::Surface, TEXT),
    (Role::Text, Role::AccentSoft, TEXT),
    (Role::Muted, Role::Background, TEXT),
    (Role::Muted, Role::Surface, TEXT),
    (Role::Accent, Role::Background, TEXT),
    (Role::Accent, Role::Surface, TEXT),
    (Role::Accent, Role::AccentSoft, TEXT),
    (Role::OnAccent, Role::Accent, TEXT),
    (Role::Link, Role::Background, TEXT),
    (Role::Link, Role::Surface, TEXT),
    (Role::Link, Role::AccentSoft, TEXT),
    (Role::Link, Role::NoteSoft, TEXT),
    (Role::Link, Role::TipSoft, TEXT),
    (Role::Link, Role::ImportantSoft, TEXT),
    (Role::Link, Role::WarningSoft, TEXT),
    (Role::Link, Role::CautionSoft, TEXT),
    (Role::Focus, Role::Background, GRAPHICS),
    (Role::Focus, Role::Surface, GRAPHICS),
    (Role::Note, Role::NoteSoft, TEXT),
    (Role::Text, Role::NoteSoft, TEXT),
    (Role::Tip, Role::TipSoft, TEXT),
    (Role::Text, Role::TipSoft, TEXT),
    (Role::Important, Role::ImportantSoft, TEXT),
    (Role::Text, Role::ImportantSoft, TEXT),
    (Role::Warning, Role::WarningSoft, TEXT),
    (Role::Text, Role::WarningSoft, TEXT),
    (Role::Caution, Role::CautionSoft, TEXT),
    (Role::Text, Role::CautionSoft, TEXT),
];

/// A pair that cannot be told apart well enough.
#[derive(Clone, Debug, PartialEq)]
pub struct Failure {
    /// Whether it is the dark palette's.
    pub dark: bool,
    /// What stands in front.
    pub front: Role,
    /// What it stands on.
    pub back: Role,
    /// Their colours.
    pub colors: (Color, Color),
    /// The contrast they reach.
    pub ratio: f64,
    /// The contrast they need.
    pub needed: f64,
}

impl std::fmt::Display for Failure {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(
            f,
            "{} {} on {} {} has contrast {:.2}:1, {:.1}:1 is needed ({})",
            self.front.name(),
            self.colors.0,
            self.back.name(),
            self.colors.1,
            self.ratio,
            self.needed,
            if self.dark { "dark" } else { "light" },
        )
    }
}

/// All pairs of both palettes that fail.
pub fn check(theme: &Theme) -> Vec<Failure> {
    let mut failures = Vec::new();
    for (dark, palette) in [(false, &theme.light), (true, &theme.dark)] {
        for &(front, back, needed) in PAIRS {
            let colors = (palette.get(front), palette.get(back));
            let ratio = colors.0.contrast(colors.1);
            if ratio < needed {
                failures.push(Failure {
                    dark,
                    front,
                    back,
                    colors,
                    ratio,
                    needed,
                });
            }
        }
    }
    failures
}
