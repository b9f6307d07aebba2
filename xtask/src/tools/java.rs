//! Our caller of veraPDF (`xtask/java/VeraPdf.java`), compiled once into the cache.

use std::path::{Path, PathBuf};
use std::process::Command;

use anyhow::Result;

use super::{Tools, system};
use crate::process;

const SOURCE: &str = include_str!("../../java/VeraPdf.java");

/// The folder with the class `VeraPdf`, compiled against veraPDF's jar.
pub fn vera_pdf(tools: &Tools, jar: &Path) -> Result<PathBuf> {
    tools.ready("verapdf", &format!("{SOURCE}{}", jar.display()), |folder| {
        let source = folder.join("VeraPdf.java");
        std::fs::write(&source, SOURCE)?;
        let mut javac = Command::new(system::JAVAC.path()?);
        // The jar refers to annotations it does not ship; that is no fault of ours.
        javac
            .args(["-Xlint:none", "-nowarn", "-encoding", "UTF-8", "-cp"])
            .arg(jar);
        javac.arg("-d").arg(folder).arg(&source);
        process::stdout(&mut javac).map(|_| ())
    })
}
