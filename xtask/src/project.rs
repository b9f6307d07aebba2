//! Where things lie: the source tree, cargo's build folder, the pamphlet binary.

use std::path::{Path, PathBuf};

use anyhow::{Context, Result, bail};
use serde_json::Value;

use crate::process;

/// The folders of this working copy.
pub struct Project {
    /// The root of the source tree.
    pub root: PathBuf,
    /// Cargo's build folder, which may lie outside the tree.
    cargo_target: PathBuf,
}

impl Project {
    /// Finds the tree this xtask belongs to.
    pub fn find() -> Result<Self> {
        let package = std::env::var_os("CARGO_MANIFEST_DIR")
            .map_or_else(|| PathBuf::from(env!("CARGO_MANIFEST_DIR")), PathBuf::from);
        let root = package
            .parent()
            .context("xtask lies in no workspace")?
            .to_path_buf();
        let metadata = metadata(&root, &["--no-deps"])?;
        let target = metadata["target_directory"]
            .as_str()
            .context("no target_directory")?;
        Ok(Self {
            root,
            cargo_target: target.into(),
        })
    }

    /// A folder of ours for results, always under `target/` of the tree.
    pub fn results(&self, name: &str) -> PathBuf {
        self.root.join("target").join(name)
    }

    /// Compiles the pamphlet binary as `cargo run --release` would, and says where it is.
    pub fn pamphlet(&self) -> Result<PathBuf> {
        let mut build = process::cargo();
        build
            .current_dir(&self.root)
            .args(["build", "--release", "--package", "pamphlet"]);
        process::run(&mut build)?;
        let binary = self
            .cargo_target
            .join("release")
            .join(program_name("pamphlet"));
        if !binary.is_file() {
            bail!("cargo built no {}", binary.display());
        }
        Ok(binary)
    }
}

/// What `cargo metadata` says of the workspace at `root`.
pub fn metadata(root: &Path, arguments: &[&str]) -> Result<Value> {
    let mut command = process::cargo();
    command
        .current_dir(root)
        .args(["metadata", "--format-version", "1"])
        .args(arguments);
    let text = process::stdout(&mut command)?;
    serde_json::from_str(&text).context("`cargo metadata` printed no JSON")
}

/// Empties a folder, making it if need be.
pub fn fresh_folder(folder: &Path) -> Result<()> {
    if folder.exists() {
        std::fs::remove_dir_all(folder)
            .with_context(|| format!("cannot empty {}", folder.display()))?;
    }
    std::fs::create_dir_all(folder).with_context(|| format!("cannot make {}", folder.display()))
}

/// Every file under a folder, sorted, so that order never depends on the disk.
pub fn files_under(folder: &Path) -> Result<Vec<PathBuf>> {
    let mut found = Vec::new();
    let mut folders = vec![folder.to_path_buf()];
    while let Some(folder) = folders.pop() {
        let entries = std::fs::read_dir(&folder)
            .with_context(|| format!("cannot read {}", folder.display()))?;
        for entry in entries {
            let path = entry?.path();
            if path.is_dir() {
                folders.push(path);
            } else {
                found.push(path);
            }
        }
    }
    found.sort();
    Ok(found)
}

fn program_name(name: &str) -> String {
    format!("{name}{}", std::env::consts::EXE_SUFFIX)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_tree_has_a_workspace_manifest() {
        let project = Project::find().unwrap();
        let manifest = std::fs::read_to_string(project.root.join("Cargo.toml")).unwrap();
        assert!(manifest.contains("[workspace]"));
    }

    #[test]
    fn files_come_sorted_from_every_depth() {
        let folder = std::env::temp_dir().join(format!("pamphlet-files-{}", std::process::id()));
        fresh_folder(&folder.join("b")).unwrap();
        for name in ["z", "b/y", "a"] {
            std::fs::write(folder.join(name), "").unwrap();
        }
        let names: Vec<_> = files_under(&folder)
            .unwrap()
            .iter()
            .map(|file| file.strip_prefix(&folder).unwrap().display().to_string())
            .collect();
        assert_eq!(names, ["a", "b/y", "z"]);
        std::fs::remove_dir_all(folder).unwrap();
    }
}
