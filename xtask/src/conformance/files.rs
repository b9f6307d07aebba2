//! Which built files there are to judge, by format.

use std::path::{Path, PathBuf};

use anyhow::{Context, Result, bail};

use crate::project::files_under;

/// The files to judge, each list sorted.
#[derive(Debug, Default)]
pub struct Files {
    /// EPUB books.
    pub epub: Vec<PathBuf>,
    /// PDF documents.
    pub pdf: Vec<PathBuf>,
    /// Web pages.
    pub html: Vec<PathBuf>,
    /// HTML that is no page by itself.
    pub fragments: Vec<PathBuf>,
}

impl Files {
    /// Takes files as they are and searches folders; finding nothing is an error, since a check of
    /// nothing would pass.
    pub fn under(paths: &[PathBuf]) -> Result<Self> {
        let mut files = Self::default();
        for path in paths {
            let path = path
                .canonicalize()
                .with_context(|| format!("nothing to judge at {}", path.display()))?;
            if path.is_dir() {
                files_under(&path)?
                    .into_iter()
                    .for_each(|file| _ = files.add(file));
            } else if let Err(file) = files.add(path) {
                bail!("{} is no .epub, .pdf or .html file", file.display());
            }
        }
        if files.count() == 0 {
            let places: Vec<_> = paths
                .iter()
                .map(|path| path.display().to_string())
                .collect();
            bail!("no .epub, .pdf or .html file under {}", places.join(", "));
        }
        Ok(files)
    }

    /// How many files there are.
    pub fn count(&self) -> usize {
        self.epub.len() + self.pdf.len() + self.html.len() + self.fragments.len()
    }

    fn add(&mut self, file: PathBuf) -> Result<(), PathBuf> {
        let extension = file
            .extension()
            .map(|text| text.to_string_lossy().to_lowercase());
        let list = match extension.as_deref() {
            Some("epub") => &mut self.epub,
            Some("pdf") => &mut self.pdf,
            Some("html" | "htm") if is_fragment(&file) => &mut self.fragments,
            Some("html" | "htm") => &mut self.html,
            _ => return Err(file),
        };
        list.push(file);
        Ok(())
    }
}

/// Whether a file starts as the body of a page would. What cannot be read is for the validators.
fn is_fragment(file: &Path) -> bool {
    let start = std::fs::read(file).unwrap_or_default();
    start.starts_with(b"<article")
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::project::fresh_folder;

    #[test]
    fn files_are_told_apart_by_extension_at_any_depth() {
        let folder = std::env::temp_dir().join(format!("pamphlet-built-{}", std::process::id()));
        fresh_folder(&folder.join("a")).unwrap();
        for name in ["a/x.epub", "a/x.pdf", "x.html", "a/y.HTML", "cover.png"] {
            std::fs::write(folder.join(name), "").unwrap();
        }
        std::fs::write(folder.join("f.html"), "<article>\n").unwrap();
        let files = Files::under(std::slice::from_ref(&folder)).unwrap();
        assert_eq!(
            (files.epub.len(), files.pdf.len(), files.html.len()),
            (1, 1, 2)
        );
        assert_eq!(
            files.fragments,
            [folder.canonicalize().unwrap().join("f.html")]
        );

        assert!(Files::under(&[folder.join("cover.png")]).is_err());
        std::fs::remove_dir_all(folder).unwrap();
    }

    #[test]
    fn judging_nothing_is_an_error() {
        let folder = std::env::temp_dir().join(format!("pamphlet-nothing-{}", std::process::id()));
        fresh_folder(&folder).unwrap();
        let error = Files::under(std::slice::from_ref(&folder)).unwrap_err();
        assert!(
            error
                .to_string()
                .starts_with("no .epub, .pdf or .html file under")
        );
        std::fs::remove_dir(folder).unwrap();
    }
}
