//! The style sheet: the theme's tokens as custom properties, the font faces,
//! then `web.css`.

use std::collections::BTreeSet;
use std::fmt::Write;

use base64::Engine;
use base64::engine::general_purpose::STANDARD;
use pamphlet_theme::{Palette, Theme};

use super::fonts::Needed;

pub(super) fn sheet(theme: &Theme, faces: &[Needed]) -> String {
    let mut css = String::from("\n");
    for needed in faces {
        push_face(needed, &mut css);
    }
    let _ = writeln!(css, ":root {{\n  color-scheme: light dark;");
    push_palette(&theme.light, &mut css);
    let _ = writeln!(css, "  --scale: {};", theme.typography.scale);
    let _ = writeln!(css, "  --leading: {};", theme.typography.leading);
    let _ = writeln!(css, "  --measure: {}ch;", theme.typography.measure);
    let _ = writeln!(
        css,
        "  --font-text: {};",
        stack(&theme.fonts.text, "sans-serif")
    );
    let _ = writeln!(
        css,
        "  --font-mono: {};\n}}",
        stack(&theme.fonts.mono, "monospace")
    );
    css.push_str("@media screen and (prefers-color-scheme: dark) {\n:root {\n");
    push_palette(&theme.dark, &mut css);
    css.push_str("}\n}\n");
    for setting in &theme.settings {
        // What is written for some elements counts more, as it does in one language.
        let _ = writeln!(
            css,
            ":where([lang|=\"{}\"]) {{ font-family: {}; }}",
            setting.language,
            stack(&setting.text, "sans-serif")
        );
        let _ = writeln!(
            css,
            ":where(:is(.side, .notes li)[lang|=\"{}\"]) {{ line-height: {}; }}",
            setting.language, setting.leading
        );
    }
    css.push_str(&theme.web_css);
    css
}

fn push_palette(palette: &Palette, css: &mut String) {
    for (role, color) in palette.iter() {
        let _ = writeln!(css, "  --{}: {color};", role.name());
    }
}

fn push_face(needed: &Needed, css: &mut String) {
    let face = &needed.face;
    let style = if face.italic { "italic" } else { "normal" };
    let _ = write!(
        css,
        "@font-face {{ font-family: \"{}\"; font-weight: {}; font-style: {style}; font-display: swap; ",
        face.family, face.weight
    );
    if needed.is_narrow {
        let _ = write!(css, "unicode-range: {}; ", ranges(&needed.characters));
    }
    css.push_str("src: url(\"data:font/woff2;base64,");
    STANDARD.encode_string(face.woff2_for(&needed.characters), css);
    css.push_str("\") format(\"woff2\"); }\n");
}

fn stack(families: &[&str], generic: &str) -> String {
    let mut out = String::new();
    for family in families {
        let _ = write!(out, "\"{family}\", ");
    }
    out + generic
}

/// Characters as `U+3b1-3b3, U+2192`.
fn ranges(characters: &BTreeSet<char>) -> String {
    let mut ranges: Vec<(u32, u32)> = Vec::new();
    for c in characters.iter().map(|c| u32::from(*c)) {
        match ranges.last_mut() {
            Some((_, end)) if *end + 1 == c => *end = c,
            Some(_) | None => ranges.push((c, c)),
        }
    }
    let written: Vec<String> = ranges
        .into_iter()
        .map(|(start, end)| match start == end {
            true => format!("U+{start:x}"),
            false => format!("U+{start:x}-{end:x}"),
        })
        .collect();
    written.join(", ")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn neighbours_become_a_range() {
        let all = ['α', 'β', 'γ', '→'].into_iter().collect();
        assert_eq!(ranges(&all), "U+3b1-3b3, U+2192");
    }
}
