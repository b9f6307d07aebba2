//! `cargo xtask test`: everything that needs only the Rust toolchain.
//!
//! The tests use the release profile, so that Typst is compiled once and serves
//! `cargo run --release -- build` as well.

use anyhow::Result;

use crate::process;
use crate::project::Project;

/// Runs all tests of the workspace; further arguments go to `cargo test`.
pub fn run(arguments: &[String]) -> Result<()> {
    let project = Project::find()?;
    process::run(
        process::cargo()
            .current_dir(&project.root)
            .args(["test", "--release", "--workspace"])
            .args(arguments),
    )
}
