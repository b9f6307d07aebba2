//! Whether the tests and the binary share one compilation of their dependencies.
//!
//! Cargo unites the features that all selected packages ask for. If a test asks for a feature of,
//! say, serde that the binary does not, then `cargo test --release` and `cargo run --release` compile
//! serde and everything above it, Typst included, once each: minutes lost on every fresh clone.
//! The remedy is that the binary's crate names the dependency with the features the tests ask for.

use std::collections::BTreeSet;
use std::path::Path;

use anyhow::Result;

use super::Complaint::{self, Error};
use crate::process;

/// Compares the features of the binary's dependencies alone and in the whole workspace.
pub fn check(root: &Path) -> Result<Vec<Complaint>> {
    let tree = |arguments: &[&str]| {
        let mut cargo = process::cargo();
        cargo
            .current_dir(root)
            .args(["tree", "--prefix", "none", "--format", "{p}|{f}"]);
        process::stdout(cargo.args(arguments))
    };
    let alone = tree(&["--package", "pamphlet", "--edges", "normal,build"])?;
    let together = tree(&["--workspace", "--edges", "normal,build,dev"])?;
    Ok(compare(&alone, &together))
}

fn compare(alone: &str, together: &str) -> Vec<Complaint> {
    let together = rows(together);
    rows(alone)
        .difference(&together)
        .map(|(package, features)| {
            let others: Vec<_> = together
                .iter()
                .filter(|(name, _)| name == package)
                .map(|(_, features)| format!("[{features}]"))
                .collect();
            Error(format!(
                "{package} is compiled twice, and all that stands on it: the binary needs it with \
                 features [{features}], the workspace's tests with {}; name it with the latter in \
                 crates/pdf/Cargo.toml (in build-dependencies for macros and build scripts)",
                others.join(" and ")
            ))
        })
        .collect()
}

/// Packages with features, a row each; a row that stands for a subtree shown before ends in `(*)`.
fn rows(tree: &str) -> BTreeSet<(&str, &str)> {
    tree.lines()
        .map(|line| line.strip_suffix(" (*)").unwrap_or(line))
        .filter_map(|line| line.split_once('|'))
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_feature_that_only_a_test_asks_for_is_an_error() {
        let alone = "pamphlet v0.1.0|\nserde v1.0.0|default,std\n";
        let together = "pamphlet v0.1.0|\nserde v1.0.0|default,rc,std\ninsta v1.0.0|\n";
        let complaints = compare(alone, together);
        assert_eq!(complaints.len(), 1);
        assert!(
            matches!(&complaints[0], Error(text) if text.starts_with("serde v1.0.0 is compiled"))
        );
    }

    #[test]
    fn the_same_features_and_further_packages_are_none() {
        let alone = "serde v1.0.0|default,std\nserde v1.0.0|default,std (*)\n";
        let together = "serde v1.0.0|default,std\nserde v1.0.0|rc\ninsta v1.0.0|\n";
        assert_eq!(compare(alone, together), []);
    }
}
