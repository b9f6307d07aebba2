//! To come.

use anyhow::Result;

/// To come.
pub fn run(_: &[String]) -> Result<()> {
    Ok(())
}
