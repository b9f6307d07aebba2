//! `cargo xtask release`: the release set under `target/release-set`: the binary, `content/` in every
//! default target, and the checksums of all of it.

use std::path::Path;

use anyhow::{Context, Result, bail};

use crate::ci::build_without_warnings;
use crate::project::{Project, files_under, fresh_folder};
use crate::tools::hash;

const CHECKSUMS: &str = "SHA256SUMS";

/// Runs the command.
pub fn run(arguments: &[String]) -> Result<()> {
    if let Some(argument) = arguments.first() {
        bail!("release takes no argument, and got `{argument}`");
    }
    let project = Project::find()?;
    let pamphlet = project.pamphlet()?;
    let set = project.results("release-set");
    fresh_folder(&set)?;
    let name = pamphlet.file_name().context("a binary without a name")?;
    std::fs::copy(&pamphlet, set.join(name))?;
    build_without_warnings(
        &pamphlet,
        &project.root.join("content"),
        &set.join("content"),
    )?;
    let sums = checksums(&set)?;
    std::fs::write(set.join(CHECKSUMS), &sums)?;
    print!("{sums}");
    println!("the release set is in {}", set.display());
    Ok(())
}

/// One line a file, as `sha256sum --check` reads them.
fn checksums(folder: &Path) -> Result<String> {
    let mut lines = String::new();
    for file in files_under(folder)? {
        let bytes = std::fs::read(&file)?;
        let name = file
            .strip_prefix(folder)?
            .to_string_lossy()
            .replace('\\', "/");
        lines.push_str(&format!("{}  {name}\n", hash(&bytes)));
    }
    Ok(lines)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn checksums_are_as_sha256sum_writes_them() {
        let folder = std::env::temp_dir().join(format!("pamphlet-sums-{}", std::process::id()));
        fresh_folder(&folder.join("b")).unwrap();
        std::fs::write(folder.join("b/c"), "abc").unwrap();
        std::fs::write(folder.join("a"), "").unwrap();
        assert_eq!(
            checksums(&folder).unwrap(),
            "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855  a\n\
             ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad  b/c\n"
        );
        std::fs::remove_dir_all(folder).unwrap();
    }
}
