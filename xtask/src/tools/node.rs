//! The npm packages of `xtask/tools/package.json`, by `npm ci`.
//!
//! The lock file holds the version and the hash of every package, and no address: npm asks the
//! registry that the machine is set up for. It is made by
//! `npm install --package-lock-only --omit-lockfile-registry-resolved`.

use std::path::PathBuf;
use std::process::Command;

use anyhow::Result;

use super::{Tools, system};
use crate::process;

const MANIFEST: &str = include_str!("../../tools/package.json");
const LOCK: &str = include_str!("../../tools/package-lock.json");

/// The `node_modules` folder with Ace, axe-core, puppeteer-core and the Nu checker.
pub fn modules(tools: &Tools) -> Result<PathBuf> {
    let place = tools.ready("node", &format!("{MANIFEST}{LOCK}"), |folder| {
        system::require(&[&system::NODE, &system::NPM])?;
        std::fs::write(folder.join("package.json"), MANIFEST)?;
        std::fs::write(folder.join("package-lock.json"), LOCK)?;
        // Without scripts no package fetches a browser of its own or runs code while installing.
        let mut npm = Command::new("npm");
        npm.current_dir(folder).args([
            "ci",
            "--ignore-scripts",
            "--no-audit",
            "--no-fund",
            "--loglevel",
            "error",
        ]);
        process::run(&mut npm)
    })?;
    Ok(place.join("node_modules"))
}

#[cfg(test)]
mod tests {
    use serde_json::Value;

    use super::*;

    #[test]
    fn the_lock_names_no_host_and_hashes_every_package() {
        let lock: Value = serde_json::from_str(LOCK).unwrap();
        for (place, package) in lock["packages"].as_object().unwrap() {
            assert!(
                package.get("resolved").is_none(),
                "{place} names a registry"
            );
            assert!(
                place.is_empty() || package["integrity"].is_string(),
                "{place} has no hash"
            );
        }
    }

    #[test]
    fn the_manifest_pins_exact_versions() {
        let manifest: Value = serde_json::from_str(MANIFEST).unwrap();
        for (name, version) in manifest["dependencies"].as_object().unwrap() {
            let version = version.as_str().unwrap();
            assert!(
                version.split('.').all(|part| part.parse::<u32>().is_ok()),
                "{name} {version}"
            );
        }
    }
}
