//! The book's style sheet: the theme's tokens, the fonts in the book, then the
//! theme's `book.css`.

use std::collections::BTreeSet;

use pamphlet_theme::{Face, Role, Setting, Theme};

/// The whole style sheet.
pub(crate) fn sheet(theme: &Theme, faces: &[(Face, BTreeSet<char>)]) -> String {
    let mut css = String::new();
    for (face, _) in faces {
        css.push_str(&font_face(face));
    }
    css.push_str(&tokens(theme));
    theme
        .settings
        .iter()
        .for_each(|it| css.push_str(&setting(it)));
    css.push_str(&theme.book_css);
    css
}

fn font_face(face: &Face) -> String {
    format!(
        "@font-face {{\n  font-family: \"{}\";\n  font-weight: {};\n  font-style: {};\n  src: url(\"fonts/{}.woff2\") format(\"woff2\");\n}}\n",
        face.family,
        face.weight,
        if face.italic { "italic" } else { "normal" },
        face.stem,
    )
}

/// The tokens as custom properties. Only those for lines: a reader chooses the
/// colours of text and ground.
fn tokens(theme: &Theme) -> String {
    let mut css = String::from(":root {\n");
    for role in [
        Role::Rule,
        Role::Accent,
        Role::Note,
        Role::Tip,
        Role::Important,
        Role::Warning,
        Role::Caution,
    ] {
        css.push_str(&format!(
            "  --{}: {};\n",
            role.name(),
            theme.light.get(role)
        ));
    }
    let typography = &theme.typography;
    for (level, steps) in [("h1", 4), ("h2", 3), ("h3", 2), ("h4", 1)] {
        let size = typography.scale.powi(steps);
        css.push_str(&format!("  --size-{level}: {size:.3}em;\n"));
    }
    css.push_str(&format!("  --leading: {};\n", typography.leading));
    css.push_str(&format!(
        "  --text-font: {};\n",
        stack(&theme.fonts.text, "sans-serif")
    ));
    css.push_str(&format!(
        "  --mono-font: {};\n",
        stack(&theme.fonts.mono, "monospace")
    ));
    css.push_str("}\n");
    css
}

/// What a language needs otherwise than that beside it.
fn setting(setting: &Setting) -> String {
    format!(
        "[lang|=\"{0}\"]:not(pre):not(code) {{\n  font-family: {1};\n}}\n\n.side[lang|=\"{0}\"],\n.note[lang|=\"{0}\"] {{\n  line-height: {2};\n}}\n\n",
        setting.language,
        stack(&setting.text, "sans-serif"),
        setting.leading
    )
}

fn stack(families: &[&str], last: &str) -> String {
    let names: Vec<String> = families.iter().map(|name| format!("\"{name}\"")).collect();
    format!("{}, {last}", names.join(", "))
}
