//! `cargo xtask fonts PACK DIR`: the whole files of a font pack of which the repository has only a
//! part, fetched from the package that `themes/fonts/PACK/SOURCE.toml` names and held against its
//! hashes. DIR is the `fonts` folder of a theme, whose fonts come before those of the program.

use std::path::Path;
use std::process::Command;

use anyhow::{Context, Result, bail};
use serde::Deserialize;

use crate::process;
use crate::project::Project;
use crate::tools::{hash, system};

/// What a pack's `SOURCE.toml` says of its whole files.
#[derive(Deserialize)]
#[serde(rename_all = "kebab-case")]
struct Source {
    package: Package,
    license_file: String,
    #[serde(default)]
    whole: Vec<Whole>,
}

#[derive(Deserialize)]
struct Package {
    registry: String,
    name: String,
    version: String,
}

#[derive(Deserialize)]
struct Whole {
    /// Its path in the package.
    name: String,
    sha256: String,
}

/// Runs the command.
pub fn run(arguments: &[String]) -> Result<()> {
    let [pack, to] = arguments else {
        bail!("give a pack of themes/fonts and a folder");
    };
    let folder = Project::find()?.root.join("themes/fonts").join(pack);
    let source = read(&folder)?;
    if source.whole.is_empty() {
        bail!("the repository has all of {pack}: there is nothing to fetch");
    }
    let package = &source.package;
    if package.registry != "npm" {
        bail!(
            "{pack} comes from {}, which this command does not know",
            package.registry
        );
    }
    system::require(&[&system::NODE, &system::NPM])?;
    let scratch = tempfile::tempdir()?;
    let mut npm = Command::new("npm");
    npm.args([
        "install",
        "--ignore-scripts",
        "--no-audit",
        "--no-fund",
        "--prefix",
    ])
    .arg(scratch.path())
    .arg(format!("{}@{}", package.name, package.version));
    process::run(&mut npm)?;
    let to = Path::new(to);
    std::fs::create_dir_all(to).with_context(|| format!("cannot make {}", to.display()))?;
    let package = scratch.path().join("node_modules").join(&package.name);
    for file in &source.whole {
        let bytes = std::fs::read(package.join(&file.name))
            .with_context(|| format!("the package has no {}", file.name))?;
        put(to, file, &bytes)?;
    }
    let license = folder.join(&source.license_file);
    std::fs::copy(&license, to.join(&source.license_file))?;
    Ok(())
}

fn read(folder: &Path) -> Result<Source> {
    let path = folder.join("SOURCE.toml");
    let text = std::fs::read_to_string(&path).with_context(|| {
        format!(
            "{} is no font pack: it has no SOURCE.toml",
            folder.display()
        )
    })?;
    toml::from_str(&text).with_context(|| path.display().to_string())
}

/// Writes a file that is the one that was meant.
fn put(to: &Path, file: &Whole, bytes: &[u8]) -> Result<()> {
    let found = hash(bytes);
    if found != file.sha256 {
        bail!(
            "{} is another file: its hash is {found} and not {}",
            file.name,
            file.sha256
        );
    }
    let name = Path::new(&file.name).file_name().context("a name")?;
    let path = to.join(name);
    std::fs::write(&path, bytes).with_context(|| format!("cannot write {}", path.display()))?;
    println!("{}", path.display());
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_the_file_that_was_meant_is_written() {
        let to = tempfile::tempdir().unwrap();
        let file = |sha256: String| Whole {
            name: "400/A.ttf".into(),
            sha256,
        };
        let fault = put(to.path(), &file("0".into()), b"font").unwrap_err();
        assert!(fault.to_string().contains("is another file"), "{fault}");
        assert!(!to.path().join("A.ttf").exists());
        put(to.path(), &file(hash(b"font")), b"font").unwrap();
        assert!(to.path().join("A.ttf").exists());
    }

    #[test]
    fn the_files_of_every_pack_are_those_that_its_source_names() {
        #[derive(Deserialize)]
        struct Files {
            file: Vec<Whole>,
        }
        let packs = Project::find().unwrap().root.join("themes/fonts");
        let packs: Vec<_> = std::fs::read_dir(packs).unwrap().flatten().collect();
        assert!(packs.len() > 10);
        for pack in packs {
            read(&pack.path()).unwrap();
            let text = std::fs::read_to_string(pack.path().join("SOURCE.toml")).unwrap();
            for file in toml::from_str::<Files>(&text).unwrap().file {
                let bytes = std::fs::read(pack.path().join(&file.name)).unwrap();
                assert_eq!(hash(&bytes), file.sha256, "{}", file.name);
            }
        }
    }
}
