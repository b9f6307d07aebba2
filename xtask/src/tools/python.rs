//! Python wheels, by pip, with the hash of each file required.

use std::path::PathBuf;
use std::process::Command;

use anyhow::Result;

use super::{Tools, system};
use crate::process;

/// Unpacks the wheels that a requirements text pins into a folder of the cache.
pub fn wheels(tools: &Tools, name: &str, requirements: &str) -> Result<PathBuf> {
    tools.ready(name, requirements, |folder| {
        system::require(&[&system::PYTHON])?;
        let list = folder.join("requirements.txt");
        std::fs::write(&list, requirements)?;
        // Wheels only, and no dependencies: nothing of a package runs while it is installed.
        let mut pip = Command::new("python3");
        pip.args([
            "-m",
            "pip",
            "install",
            "--quiet",
            "--no-deps",
            "--only-binary",
            ":all:",
        ])
        .args([
            "--require-hashes",
            "--no-compile",
            "--root-user-action",
            "ignore",
        ])
        .arg("--requirement")
        .arg(&list)
        .arg("--target")
        .arg(folder);
        process::run(&mut pip)
    })
}

#[cfg(test)]
mod tests {
    #[test]
    fn every_wheel_is_pinned_by_version_and_hash() {
        for text in [
            include_str!("../../tools/validators.txt"),
            include_str!("../../tools/peers.txt"),
        ] {
            let wheels = text
                .lines()
                .filter(|line| !line.starts_with('#') && !line.is_empty());
            for line in wheels {
                assert!(
                    line.contains("==") && line.contains("--hash=sha256:"),
                    "{line}"
                );
            }
        }
    }
}
