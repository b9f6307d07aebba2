//! How a Rust file looks: its size, its first line, its name, and what is left unfinished in it.

use super::Complaint::{self, Error, Warning};

/// Past this many lines a file must be split.
const MOST_LINES: usize = 1000;

/// Past this many lines one should think about it.
const MANY_LINES: usize = 600;

/// Names that gather what belongs elsewhere.
const DRAWERS: &[&str] = &["utils", "common", "shared"];

/// What is not finished; put together here so that this file does not hold it itself.
const UNFINISHED: &[&str] = &[
    concat!("to", "do!("),
    concat!("unimple", "mented!("),
    concat!("#[ig", "nore"),
];

/// Complains about one file.
pub fn check(name: &str, text: &str) -> Vec<Complaint> {
    let mut complaints = Vec::new();
    let lines = text.lines().count();
    if lines > MOST_LINES {
        let text = format!("{name} has {lines} lines; split it, {MOST_LINES} is the most");
        complaints.push(Error(text));
    } else if lines > MANY_LINES {
        complaints.push(Warning(format!(
            "{name} has {lines} lines; think about splitting it"
        )));
    }
    if !text.starts_with("//!") {
        complaints.push(Error(format!(
            "{name} does not start with a `//!` line of what it is for"
        )));
    }
    for part in name.trim_end_matches(".rs").split('/') {
        if DRAWERS.contains(&part) {
            complaints.push(Error(drawer(name, part)));
        }
    }
    for (index, line) in text.lines().enumerate() {
        let place = format!("{name}:{}", index + 1);
        if let Some(module) = module(line).filter(|module| DRAWERS.contains(module)) {
            complaints.push(Error(drawer(&place, module)));
        }
        for mark in UNFINISHED.iter().filter(|mark| line.contains(**mark)) {
            complaints.push(Error(format!("{place}: `{mark}` is not finished work")));
        }
    }
    complaints
}

fn drawer(place: &str, module: &str) -> String {
    format!("{place}: a module called `{module}` gathers what belongs with its user")
}

/// The module that a line declares, inline or in a file.
fn module(line: &str) -> Option<&str> {
    let line = line.trim();
    let line = match line.strip_prefix("pub") {
        Some(rest) => rest
            .trim_start_matches("(crate)")
            .trim_start_matches("(super)")
            .trim_start(),
        None => line,
    };
    let name = line.strip_prefix("mod ")?;
    Some(name.trim_end_matches(['{', '}', ';', ' ']))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_good_file_passes() {
        assert_eq!(
            check("crates/core/src/span.rs", "//! Spans.\n\npub mod tests;\n"),
            []
        );
    }

    #[test]
    fn size_warns_and_then_fails() {
        let file = |lines: usize| check("a.rs", &format!("//! A.\n{}", "\n".repeat(lines - 1)));
        assert_eq!(file(600), []);
        assert!(matches!(file(601)[..], [Warning(_)]));
        assert!(matches!(file(1000)[..], [Warning(_)]));
        assert!(matches!(file(1001)[..], [Error(_)]));
    }

    #[test]
    fn a_file_that_does_not_say_what_it_is_for_fails() {
        assert!(matches!(check("a.rs", "use std::fmt;\n")[..], [Error(_)]));
        assert!(matches!(check("a.rs", "// A.\n")[..], [Error(_)]));
    }

    #[test]
    fn drawers_fail_by_file_by_folder_and_by_declaration() {
        for name in ["src/utils.rs", "src/common/mod.rs", "src/shared/a.rs"] {
            assert_eq!(check(name, "//! A.\n").len(), 1, "{name}");
        }
        for line in ["mod utils;", "pub mod common {", "pub(crate) mod shared;"] {
            assert_eq!(
                check("a.rs", &format!("//! A.\n{line}\n")).len(),
                1,
                "{line}"
            );
        }
        assert_eq!(check("src/shared_blocks.rs", "//! A.\nmod commons;\n"), []);
    }

    #[test]
    fn unfinished_work_fails() {
        for mark in UNFINISHED {
            assert_eq!(
                check("a.rs", &format!("//! A.\n    {mark}\n")).len(),
                1,
                "{mark}"
            );
        }
    }
}
