//! `cargo xtask tidy`: whether the source tree keeps the rules that a compiler does not know.
//!
//! Each rule is a file that turns text or cargo's metadata into complaints, and tests that it can.

mod architecture;
mod edges;
mod features;
mod homes;
mod hosts;
mod sources;

use std::path::Path;
use std::process::Command;

use anyhow::{Context, Result, bail};

use crate::process;
use crate::project::{Project, metadata};

/// What a rule says about the tree.
#[derive(Debug, PartialEq, Eq)]
pub enum Complaint {
    /// Fails the command.
    Error(String),
    /// Is shown and passes.
    Warning(String),
}

use Complaint::{Error, Warning};

/// Runs the command.
pub fn run(arguments: &[String]) -> Result<()> {
    if let Some(argument) = arguments.first() {
        bail!("tidy takes no argument, and got `{argument}`");
    }
    let project = Project::find()?;
    let complaints = all(&project.root)?;
    let mut errors = 0;
    for complaint in &complaints {
        match complaint {
            Error(text) => {
                errors += 1;
                println!("error: {text}");
            }
            Warning(text) => println!("warning: {text}"),
        }
    }
    match errors {
        0 => {
            println!("tidy: no error, {} warnings", complaints.len());
            Ok(())
        }
        count => bail!("{count} rules of the source tree are broken"),
    }
}

fn all(root: &Path) -> Result<Vec<Complaint>> {
    let metadata = metadata(root, &["--no-deps"])?;
    let crates = edges::crates(&metadata)?;
    let mut complaints = edges::check(&crates);
    complaints.extend(homes::check(&crates));
    complaints.extend(features::check(root)?);
    complaints.extend(architecture::check(
        std::fs::read_to_string(root.join("ARCHITECTURE.md"))
            .ok()
            .as_deref(),
        &crates
            .iter()
            .map(|it| it.folder.as_str())
            .collect::<Vec<_>>(),
    ));
    for name in files(root)? {
        let Ok(bytes) = std::fs::read(root.join(&name)) else {
            // Deleted, and not yet committed so.
            continue;
        };
        let Ok(text) = String::from_utf8(bytes) else {
            continue;
        };
        if name.ends_with(".rs") {
            complaints.extend(sources::check(&name, &text));
        }
        complaints.extend(hosts::check(&name, &text, &root.to_string_lossy()));
    }
    Ok(complaints)
}

/// Every file that is tracked or about to be.
fn files(root: &Path) -> Result<Vec<String>> {
    let mut git = Command::new("git");
    git.current_dir(root).args([
        "ls-files",
        "-z",
        "--cached",
        "--others",
        "--exclude-standard",
    ]);
    let list = process::stdout(&mut git).context("tidy asks git which files belong to the tree")?;
    Ok(list
        .split('\0')
        .filter(|name| !name.is_empty())
        .map(str::to_string)
        .collect())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_tree_lists_files_and_leaves_out_what_is_ignored() {
        let root = Project::find().unwrap().root;
        let files = files(&root).unwrap();
        assert!(files.iter().any(|name| name == "xtask/src/main.rs"));
        assert!(!files.iter().any(|name| name.starts_with("target/")));
    }
}
