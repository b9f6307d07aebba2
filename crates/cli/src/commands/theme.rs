//! `pamphlet theme check`: whether a theme can be read, by people and by the program.

use std::path::Path;

use pamphlet_core::Sources;
use pamphlet_theme::{Theme, contrast};

use crate::args::{ThemeCheck, ThemeCommand};
use crate::exit::Exit;
use crate::report::human;

/// Scripts by characters that any text in them needs.
const SCRIPTS: [(&str, &str); 12] = [
    ("Latin", "AZaz\u{e9}\u{df}\u{142}"),
    ("Vietnamese", "\u{1ea1}\u{1ec5}\u{1b0}"),
    ("Greek", "\u{391}\u{3b1}\u{3c9}"),
    ("Cyrillic", "\u{410}\u{44f}\u{456}"),
    ("Arabic", "\u{627}\u{628}\u{64a}"),
    ("Urdu", "\u{679}\u{6ba}\u{6d2}"),
    ("Devanagari", "\u{905}\u{915}\u{93f}"),
    ("Bengali", "\u{985}\u{995}\u{9bf}"),
    ("Gurmukhi", "\u{a05}\u{a15}\u{a3f}"),
    ("Tamil", "\u{b85}\u{b95}\u{bbf}"),
    ("Chinese", "\u{4e00}\u{7684}\u{533b}"),
    ("arrows and units", "\u{2192}\u{2264}\u{b5}\u{b0}"),
];

/// Runs the command.
pub fn run(command: &ThemeCommand) -> Exit {
    match command {
        ThemeCommand::Check(args) => check(args),
    }
}

fn check(args: &ThemeCheck) -> Exit {
    let mut sources = Sources::new();
    let folder = Path::new(&args.theme);
    let (theme, faults) = match Theme::built_in(&args.theme) {
        Some(theme) => (theme, Vec::new()),
        None if !folder.join("theme.toml").is_file() => {
            let known = Theme::names().join(", ");
            human::trouble(
                &format!("{} is no theme: it has no theme.toml", args.theme),
                &[format!(
                    "give a theme's folder, or the name of a built-in one: {known}"
                )],
            );
            return Exit::Usage;
        }
        None => match pamphlet_build::theme::load(folder, &mut sources) {
            Ok(looked_at) => looked_at,
            Err(faults) => {
                human::diagnostics(&faults, &sources);
                return Exit::Content;
            }
        },
    };
    println!("theme {}", theme.name);
    pairs(&theme);
    scripts(&theme);
    human::diagnostics(&faults, &sources);
    match faults.is_empty() {
        true => Exit::Done,
        false => Exit::Content,
    }
}

fn pairs(theme: &Theme) {
    for (name, palette) in [("light", &theme.light), ("dark", &theme.dark)] {
        println!("\n{name}: contrast of each pair that meets");
        for &(front, back, needed) in contrast::PAIRS {
            let (front_color, back_color) = (palette.get(front), palette.get(back));
            let ratio = front_color.contrast(back_color);
            let pair = format!("{} on {}", front.name(), back.name());
            let verdict = if ratio < needed { "FAILS" } else { "ok" };
            println!(
                "  {pair:<28} {front_color} {back_color}  {ratio:>5.2}:1 of {needed:.1}:1  {verdict}"
            );
        }
    }
}

fn scripts(theme: &Theme) {
    println!("\nfonts: {}", theme.fonts.text.join(", "));
    for (name, sample) in SCRIPTS {
        let fonts = &theme.fonts;
        let missing = sample
            .chars()
            .any(|c| fonts.family_for(&fonts.text, c).is_none());
        println!("  {name:<18} {}", if missing { "no font" } else { "ok" });
    }
}
