//! How files reach the disk: all of an article's are written beside their places
//! first, then renamed into them. A build that fails leaves what was there.

use std::fs;
use std::io::Write;
use std::path::{Path, PathBuf};
use std::sync::atomic::{AtomicBool, Ordering};

/// Files written beside their places. Dropping it without [`Staged::commit`]
/// removes them.
pub struct Staged {
    files: Vec<(PathBuf, PathBuf)>,
    folders: Vec<PathBuf>,
}

/// Why files did not reach the disk.
#[derive(Debug)]
pub enum WriteError {
    /// The system refused: what and why.
    Io(PathBuf, std::io::Error),
    /// The build was interrupted.
    Interrupted,
}

impl Staged {
    /// Writes files, given by their path below `folder`, beside their places.
    pub fn write<'a>(
        folder: &Path,
        files: impl Iterator<Item = (&'a str, &'a [u8])>,
        cancel: &AtomicBool,
    ) -> Result<Staged, WriteError> {
        let mut staged = Staged {
            files: Vec::new(),
            folders: Vec::new(),
        };
        for (path, bytes) in files {
            if cancel.load(Ordering::Relaxed) {
                return Err(WriteError::Interrupted);
            }
            staged.one(folder.join(path), bytes)?;
        }
        Ok(staged)
    }

    fn one(&mut self, place: PathBuf, bytes: &[u8]) -> Result<(), WriteError> {
        if let Some(folder) = place.parent() {
            self.make_folder(folder)?;
        }
        let name = place
            .file_name()
            .map(|n| n.to_string_lossy().into_owned())
            .unwrap_or_default();
        let beside = place.with_file_name(format!(".{name}.{}.part", std::process::id()));
        self.files.push((beside.clone(), place));
        let io = |error| WriteError::Io(beside.clone(), error);
        let mut file = fs::File::create(&beside).map_err(io)?;
        file.write_all(bytes).map_err(io)
    }

    fn make_folder(&mut self, folder: &Path) -> Result<(), WriteError> {
        // The last ancestor of a relative path is the empty path: where we stand.
        let missing: Vec<_> = folder
            .ancestors()
            .take_while(|f| !f.as_os_str().is_empty() && !f.exists())
            .collect();
        for new in missing.into_iter().rev() {
            match fs::create_dir(new) {
                Ok(()) => self.folders.push(new.to_owned()),
                // Another worker made it in between.
                Err(e) if e.kind() == std::io::ErrorKind::AlreadyExists => {}
                Err(error) => return Err(WriteError::Io(new.to_owned(), error)),
            }
        }
        Ok(())
    }

    /// Renames every file into its place.
    pub fn commit(mut self) -> Result<(), WriteError> {
        while let Some((beside, place)) = self.files.pop() {
            if let Err(error) = fs::rename(&beside, &place) {
                // What is not renamed is removed with this value.
                self.files.push((beside, place.clone()));
                return Err(WriteError::Io(place, error));
            }
        }
        self.folders.clear();
        Ok(())
    }
}

impl Drop for Staged {
    fn drop(&mut self) {
        for (beside, _) in &self.files {
            let _ = fs::remove_file(beside);
        }
        // Only empty folders go; one that another article uses stays.
        for folder in self.folders.iter().rev() {
            let _ = fs::remove_dir(folder);
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn names(folder: &Path) -> Vec<String> {
        let mut names: Vec<_> = fs::read_dir(folder)
            .unwrap()
            .map(|e| e.unwrap().file_name().to_string_lossy().into_owned())
            .collect();
        names.sort();
        names
    }

    #[test]
    fn nothing_shows_before_the_commit_and_nothing_stays_without_it() {
        let folder = tempfile::tempdir().unwrap();
        let go = AtomicBool::new(false);
        fs::write(folder.path().join("a"), "old").unwrap();
        let files = [("a", &b"new"[..]), ("sub/b", &b"x"[..])];
        drop(Staged::write(folder.path(), files.into_iter(), &go).unwrap());
        assert_eq!(names(folder.path()), ["a"]);
        assert_eq!(fs::read(folder.path().join("a")).unwrap(), b"old");
        Staged::write(folder.path(), files.into_iter(), &go)
            .unwrap()
            .commit()
            .unwrap();
        assert_eq!(names(folder.path()), ["a", "sub"]);
        assert_eq!(names(&folder.path().join("sub")), ["b"]);
        assert_eq!(fs::read(folder.path().join("a")).unwrap(), b"new");
    }

    #[test]
    fn a_place_that_cannot_be_taken_leaves_nothing_beside_it() {
        let folder = tempfile::tempdir().unwrap();
        let go = AtomicBool::new(false);
        fs::create_dir_all(folder.path().join("b/full")).unwrap();
        let files = [("a", &b"x"[..]), ("b", &b"x"[..]), ("c", &b"x"[..])];
        let staged = Staged::write(folder.path(), files.into_iter(), &go).unwrap();
        assert!(matches!(staged.commit(), Err(WriteError::Io(_, _))));
        assert!(
            !names(folder.path())
                .iter()
                .any(|name| name.contains(".part"))
        );
    }

    #[test]
    fn an_interrupted_build_leaves_what_was_there() {
        let folder = tempfile::tempdir().unwrap();
        let stop = AtomicBool::new(true);
        let result = Staged::write(folder.path(), [("a", &b"x"[..])].into_iter(), &stop);
        assert!(matches!(result, Err(WriteError::Interrupted)));
        assert!(names(folder.path()).is_empty());
    }
}
