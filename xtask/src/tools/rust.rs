//! Programs out of the Rust registry, by `cargo install --locked`.

use std::path::PathBuf;

use anyhow::Result;

use super::Tools;
use crate::process;

/// Installs one exact version of a package into the cache and returns its program.
///
/// Compiling takes minutes, so it is done at low priority and once.
pub fn program(tools: &Tools, package: &str, version: &str, program: &str) -> Result<PathBuf> {
    let place = tools.ready(package, version, |folder| {
        let mut cargo = process::cargo();
        cargo
            .args([
                "install",
                "--locked",
                "--quiet",
                "--version",
                &format!("={version}"),
                package,
            ])
            .arg("--root")
            .arg(folder)
            .arg("--target-dir")
            .arg(folder.join("target"));
        process::run(&mut process::low_priority(cargo))?;
        Ok(std::fs::remove_dir_all(folder.join("target"))?)
    })?;
    Ok(place.join("bin").join(program))
}
