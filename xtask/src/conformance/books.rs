//! The content documents of books, unpacked so that a browser can show them.

use std::path::{Path, PathBuf};
use std::process::Command;

use anyhow::Result;

use super::stand_in::StandIn;
use super::validators::Validators;
use crate::process;
use crate::project::{files_under, fresh_folder};

/// Unpacks books, a folder each; one that cannot be unpacked has no document, and EPUBCheck says why.
pub fn documents(
    books: &[PathBuf],
    validators: &Validators,
    scratch: &Path,
) -> Result<Vec<StandIn>> {
    let mut documents = Vec::new();
    for (number, book) in books.iter().enumerate() {
        let folder = scratch.join(format!("book-{number}"));
        fresh_folder(&folder)?;
        let mut unpack = Command::new(&validators.python);
        unpack.args(["-m", "zipfile", "-e"]).arg(book).arg(&folder);
        process::output(&mut unpack)?;
        let files = files_under(&folder)?.into_iter();
        documents.extend(
            files
                .filter(|file| file.extension().is_some_and(|it| it == "xhtml"))
                .map(|file| StandIn {
                    place: inside(&folder, &file),
                    of: book.clone(),
                    file,
                }),
        );
    }
    Ok(documents)
}

fn inside(folder: &Path, file: &Path) -> String {
    let within = file.strip_prefix(folder).unwrap_or(file);
    within.display().to_string()
}
