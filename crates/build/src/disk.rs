//! The door to a library's files: nothing outside its root is read, whatever a
//! link in it says.

use std::collections::BTreeMap;
use std::fs;
use std::io::Read;
use std::path::{Path, PathBuf};
use std::sync::{Arc, Mutex};

use pamphlet_core::assets::{AssetFault, Assets};
use pamphlet_core::image::{Image, ImageFault};
use pamphlet_core::limits;

/// Images below a library's root, each read and checked once.
pub struct Disk {
    root: PathBuf,
    seen: Mutex<BTreeMap<String, Result<Arc<Image>, AssetFault>>>,
}

impl Disk {
    /// Opens a folder.
    pub fn new(root: &Path) -> Disk {
        let root = fs::canonicalize(root).unwrap_or_else(|_| root.to_owned());
        Disk {
            root,
            seen: Mutex::default(),
        }
    }

    fn read(&self, path: &str) -> Result<Arc<Image>, AssetFault> {
        let file = self.locate(path)?;
        let unreadable = |error: std::io::Error| AssetFault::Unreadable(error.to_string());
        let length = fs::metadata(&file).map_err(unreadable)?.len();
        if length > limits::IMAGE_BYTES as u64 {
            let length = usize::try_from(length).unwrap_or(usize::MAX);
            return Err(AssetFault::Image(ImageFault::TooManyBytes(length)));
        }
        let bytes = fs::read(&file).map_err(unreadable)?;
        Image::read(path, bytes)
            .map(Arc::new)
            .map_err(AssetFault::Image)
    }

    fn locate(&self, path: &str) -> Result<PathBuf, AssetFault> {
        let file = fs::canonicalize(self.root.join(path)).map_err(|error| match error.kind() {
            std::io::ErrorKind::NotFound => AssetFault::Missing,
            _ => AssetFault::Unreadable(error.to_string()),
        })?;
        match file.starts_with(&self.root) {
            false => Err(AssetFault::Outside),
            true if !file.is_file() => Err(AssetFault::Unreadable("it is not a file".into())),
            true => Ok(file),
        }
    }
}

impl Assets for Disk {
    fn image(&self, path: &str) -> Result<Arc<Image>, AssetFault> {
        let mut seen = self
            .seen
            .lock()
            .unwrap_or_else(|poisoned| poisoned.into_inner());
        seen.entry(path.to_owned())
            .or_insert_with(|| self.read(path))
            .clone()
    }
}

/// A text file's bytes, at most one more than the limit, so that a reader can
/// tell that it is too large without its being read whole.
pub fn text(path: &Path) -> std::io::Result<Vec<u8>> {
    let mut bytes = Vec::new();
    let limit = limits::TEXT_BYTES as u64 + 1;
    fs::File::open(path)?.take(limit).read_to_end(&mut bytes)?;
    Ok(bytes)
}

/// Like [`text`], with none for a file that does not exist.
pub fn text_if_any(path: &Path) -> std::io::Result<Option<Vec<u8>>> {
    match text(path) {
        Ok(bytes) => Ok(Some(bytes)),
        Err(error) if error.kind() == std::io::ErrorKind::NotFound => Ok(None),
        Err(error) => Err(error),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn nothing_outside_the_root_is_an_image() {
        let folder = tempfile::tempdir().unwrap();
        let (root, outside) = (
            folder.path().join("root"),
            folder.path().join("outside.svg"),
        );
        fs::create_dir(&root).unwrap();
        fs::write(&outside, "<svg xmlns='http://www.w3.org/2000/svg'/>").unwrap();
        fs::copy(&outside, root.join("inside.svg")).unwrap();
        #[cfg(unix)]
        std::os::unix::fs::symlink(&outside, root.join("link.svg")).unwrap();
        let disk = Disk::new(&root);
        assert!(disk.image("inside.svg").is_ok());
        assert_eq!(disk.image("../outside.svg"), Err(AssetFault::Outside));
        assert_eq!(disk.image("none.svg"), Err(AssetFault::Missing));
        #[cfg(unix)]
        assert_eq!(disk.image("link.svg"), Err(AssetFault::Outside));
    }
}
