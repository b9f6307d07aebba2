//! The cache of programs that are no part of the toolchain: installed once, pinned, used offline.
//!
//! It lies in `PAMPHLET_TOOLS`, else in `pamphlet/tools` of the user's cache folder. Every tool has a
//! folder named after itself and the hash of what pins it, so a new pin never meets old files.

pub mod java;
pub mod node;
pub mod python;
pub mod rust;
pub mod system;

use std::path::{Path, PathBuf};

use anyhow::{Context, Result};
use sha2::{Digest, Sha256};

/// The cache folder.
pub struct Tools {
    dir: PathBuf,
}

impl Tools {
    /// Opens the cache, making the folder if need be.
    pub fn open() -> Result<Self> {
        let dir = folder(&|name| std::env::var_os(name).filter(|value| !value.is_empty()))
            .context("neither PAMPHLET_TOOLS nor XDG_CACHE_HOME nor HOME is set")?;
        Self::at(dir)
    }

    /// A cache in a given folder.
    pub fn at(dir: PathBuf) -> Result<Self> {
        std::fs::create_dir_all(&dir).with_context(|| format!("cannot make {}", dir.display()))?;
        Ok(Self { dir })
    }

    /// The folder of a tool; `install` fills it the first time.
    ///
    /// It is filled beside and renamed, so an interrupted installation leaves nothing that looks
    /// whole, and two that run at once do not meet.
    pub fn ready(
        &self,
        name: &str,
        pin: &str,
        install: impl FnOnce(&Path) -> Result<()>,
    ) -> Result<PathBuf> {
        let place = self
            .dir
            .join(format!("{name}-{}", &hash(pin.as_bytes())[..12]));
        if place.is_dir() {
            return Ok(place);
        }
        eprintln!("installing {name} into {}", place.display());
        let partial = self.dir.join(format!(".{name}-{}", std::process::id()));
        crate::project::fresh_folder(&partial)?;
        install(&partial).with_context(|| format!("cannot install {name}"))?;
        match std::fs::rename(&partial, &place) {
            Ok(()) => Ok(place),
            // Someone else was faster.
            Err(_) if place.is_dir() => {
                std::fs::remove_dir_all(&partial)?;
                Ok(place)
            }
            Err(error) => Err(error).with_context(|| format!("cannot install {name}")),
        }
    }
}

/// The SHA-256 of some bytes in hexadecimal digits.
pub fn hash(bytes: &[u8]) -> String {
    Sha256::digest(bytes)
        .iter()
        .map(|byte| format!("{byte:02x}"))
        .collect()
}

fn folder(variable: &dyn Fn(&str) -> Option<std::ffi::OsString>) -> Option<PathBuf> {
    if let Some(dir) = variable("PAMPHLET_TOOLS") {
        return Some(dir.into());
    }
    let cache = match variable("XDG_CACHE_HOME") {
        Some(cache) => PathBuf::from(cache),
        None => PathBuf::from(variable("HOME")?).join(".cache"),
    };
    Some(cache.join("pamphlet/tools"))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn scratch(name: &str) -> PathBuf {
        std::env::temp_dir().join(format!("pamphlet-{name}-{}", std::process::id()))
    }

    #[test]
    fn the_cache_folder_follows_the_environment() {
        let of = |set: &'static [(&str, &str)]| {
            folder(&move |name| {
                set.iter()
                    .find(|(key, _)| *key == name)
                    .map(|(_, value)| value.into())
            })
        };
        assert_eq!(
            of(&[("PAMPHLET_TOOLS", "/t"), ("HOME", "/h")]),
            Some("/t".into())
        );
        assert_eq!(
            of(&[("XDG_CACHE_HOME", "/c"), ("HOME", "/h")]),
            Some("/c/pamphlet/tools".into())
        );
        assert_eq!(
            of(&[("HOME", "/h")]),
            Some("/h/.cache/pamphlet/tools".into())
        );
        assert_eq!(of(&[]), None);
    }

    #[test]
    fn a_tool_is_installed_once_for_a_pin() {
        let dir = scratch("tools-once");
        let tools = Tools::at(dir.clone()).unwrap();
        let count = std::cell::Cell::new(0);
        for pin in ["1", "1", "2"] {
            let place = tools
                .ready("thing", pin, |folder| {
                    count.set(count.get() + 1);
                    Ok(std::fs::write(folder.join("file"), pin)?)
                })
                .unwrap();
            assert_eq!(std::fs::read_to_string(place.join("file")).unwrap(), pin);
        }
        assert_eq!(count.get(), 2);
        std::fs::remove_dir_all(dir).unwrap();
    }

    #[test]
    fn a_failed_installation_is_not_taken_for_a_tool() {
        let dir = scratch("tools-failed");
        let tools = Tools::at(dir.clone()).unwrap();
        for _ in 0..2 {
            let result = tools.ready("thing", "1", |_| anyhow::bail!("no"));
            assert_eq!(
                format!("{:#}", result.unwrap_err()),
                "cannot install thing: no"
            );
        }
        std::fs::remove_dir_all(dir).unwrap();
    }
}
