//! `cargo xtask bless`: takes what the tests now give as what they expect.
//!
//! Read the difference before you commit it: a blessed fault is a fault with a test that guards it.

use anyhow::Result;

use crate::process;
use crate::project::Project;

/// Runs all tests in the mode that rewrites expectations, then shows what changed.
pub fn run(arguments: &[String]) -> Result<()> {
    let project = Project::find()?;
    let tests = process::run(
        process::cargo()
            .current_dir(&project.root)
            .args(["test", "--release", "--workspace", "--no-fail-fast"])
            .args(arguments)
            // The suite's own runner reads the first, the expect-test crate the second.
            .env("PAMPHLET_BLESS", "1")
            .env("UPDATE_EXPECT", "1"),
    );
    let mut diff = std::process::Command::new("git");
    process::run(
        diff.current_dir(&project.root)
            .args(["--no-pager", "diff", "--stat"]),
    )?;
    tests
}
