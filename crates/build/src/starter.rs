//! The starter library of `pamphlet new`: small, whole, and built by a test.

use std::fs;
use std::path::{Path, PathBuf};

use crate::outcome::BuildError;

/// Its files with their text.
pub const FILES: [(&str, &str); 4] = [
    ("pamphlet.toml", include_str!("starter/pamphlet.toml")),
    ("glossary.yaml", include_str!("starter/glossary.yaml")),
    (
        "drinking-water/article.md",
        include_str!("starter/article.md"),
    ),
    (
        "drinking-water/references.yaml",
        include_str!("starter/references.yaml"),
    ),
];

/// Writes the library into a folder that does not exist or is empty. Gives the
/// files' paths below it.
pub fn write(folder: &Path) -> Result<Vec<&'static str>, BuildError> {
    let read = |error| BuildError::Read(folder.to_owned(), error);
    if folder.exists() && fs::read_dir(folder).map_err(read)?.next().is_some() {
        return Err(BuildError::usage(
            format!("{} is not empty", folder.display()),
            "name a new folder: nothing is overwritten",
        ));
    }
    for (path, text) in FILES {
        let file: PathBuf = folder.join(path);
        let io = |error| BuildError::Write(file.clone(), error);
        if let Some(parent) = file.parent() {
            fs::create_dir_all(parent).map_err(io)?;
        }
        fs::write(&file, text).map_err(io)?;
    }
    Ok(FILES.map(|(path, _)| path).to_vec())
}
