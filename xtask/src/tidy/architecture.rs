//! Whether `ARCHITECTURE.md` names exactly the crates that exist.

use super::Complaint::{self, Error};
use super::edges;

/// Every crate's folder must stand in backticks somewhere, as `name` or `crates/name`, and no
/// table row or path may name a crate that is not there.
pub fn check(text: Option<&str>, folders: &[&str]) -> Vec<Complaint> {
    let Some(text) = text else {
        return vec![Error("ARCHITECTURE.md is missing".into())];
    };
    let mut complaints = Vec::new();
    let codes = codes(text);
    for folder in folders {
        if !codes
            .iter()
            .any(|code| code == folder || crate_path(code) == Some(folder))
        {
            complaints.push(Error(format!(
                "ARCHITECTURE.md does not name the crate `{folder}`"
            )));
        }
    }
    let mut gone: Vec<_> = codes.iter().filter_map(|code| crate_path(code)).collect();
    // Names such as `check` are commands as well: only the first cell of a row must be a crate.
    gone.extend(
        text.lines()
            .filter_map(first_cell)
            .filter(|cell| edges::known().any(|it| it == *cell)),
    );
    gone.retain(|name| !folders.contains(name));
    gone.sort_unstable();
    gone.dedup();
    for name in gone {
        complaints.push(Error(format!(
            "ARCHITECTURE.md names `{name}`, and there is no such crate"
        )));
    }
    complaints
}

/// What stands between single backticks.
fn codes(text: &str) -> Vec<&str> {
    text.lines()
        .flat_map(|line| line.split('`').skip(1).step_by(2))
        .collect()
}

/// The crate that a path such as `crates/core/src/lib.rs` lies in; `crates/*` names none.
fn crate_path(code: &str) -> Option<&str> {
    let name = code.strip_prefix("crates/")?.split('/').next()?;
    let plain = !name.is_empty() && name.chars().all(|c| c.is_ascii_alphanumeric() || c == '-');
    plain.then_some(name)
}

/// The name alone in backticks at the start of a table row, with or without a star.
fn first_cell(line: &str) -> Option<&str> {
    let cell = line.trim().strip_prefix('|')?.split('|').next()?.trim();
    cell.trim_end_matches(['*', '\\', ' '])
        .strip_prefix('`')?
        .strip_suffix('`')
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_missing_page_is_an_error() {
        assert_eq!(
            check(None, &[]),
            [Error("ARCHITECTURE.md is missing".into())]
        );
    }

    #[test]
    fn a_crate_that_is_not_named_is_an_error() {
        let text = "The crates are `core` and `crates/html/src/lib.rs`; pdf has no backticks.";
        assert_eq!(
            check(Some(text), &["core", "html", "pdf"]),
            [Error(
                "ARCHITECTURE.md does not name the crate `pdf`".into()
            )]
        );
    }

    #[test]
    fn a_named_crate_that_is_not_there_is_an_error() {
        let text = "| `core` | the tree |\n| `check` * | rules |\nSee `crates/site/src`.";
        assert_eq!(
            check(Some(text), &["core"]),
            [
                Error("ARCHITECTURE.md names `check`, and there is no such crate".into()),
                Error("ARCHITECTURE.md names `site`, and there is no such crate".into()),
            ]
        );
    }

    #[test]
    fn a_command_and_a_pattern_are_no_crates() {
        let text = "| `core` | x |\nRun `check`, see `crates/*` and `crates/<name>`.";
        assert_eq!(check(Some(text), &["core"]), []);
    }
}
