//! Files → the bytes of one EPUB container. The same files give the same bytes:
//! the order is ours and every entry has the same date.

use std::io::{Cursor, Write};

use zip::write::SimpleFileOptions;
use zip::{CompressionMethod, DateTime, ZipWriter};

/// Where the package document lies in the container.
pub(crate) const PACKAGE: &str = "EPUB/package.opf";

const CONTAINER: &str = r#"<?xml version="1.0" encoding="UTF-8"?>
<container version="1.0" xmlns="urn:oasis:names:tc:opendocument:xmlns:container">
  <rootfiles>
    <rootfile full-path="EPUB/package.opf" media-type="application/oebps-package+xml"/>
  </rootfiles>
</container>
"#;

/// A file of the book with its path in the container.
pub(crate) struct File {
    /// The path from the container's root.
    pub(crate) path: String,
    /// What it holds.
    pub(crate) bytes: Vec<u8>,
}

/// The container with `mimetype` first and uncompressed, as readers that look at
/// its first bytes expect, and the other files in the order given.
pub(crate) fn write(files: &[File]) -> zip::result::ZipResult<Vec<u8>> {
    let mut zip = ZipWriter::new(Cursor::new(Vec::new()));
    let stored = options(CompressionMethod::Stored);
    zip.start_file("mimetype", stored)?;
    zip.write_all(b"application/epub+zip")?;
    zip.start_file(
        "META-INF/container.xml",
        options(CompressionMethod::Deflated),
    )?;
    zip.write_all(CONTAINER.as_bytes())?;
    for file in files {
        let method = match is_compressed(&file.path) {
            true => CompressionMethod::Stored,
            false => CompressionMethod::Deflated,
        };
        zip.start_file(&file.path, options(method))?;
        zip.write_all(&file.bytes)?;
    }
    Ok(zip.finish()?.into_inner())
}

/// Dated 1980-01-01, the first date that the format can say; readable by all.
fn options(method: CompressionMethod) -> SimpleFileOptions {
    SimpleFileOptions::default()
        .compression_method(method)
        .last_modified_time(DateTime::default())
        .unix_permissions(0o644)
        .system(zip::System::Unix)
}

/// Whether a second compression would gain nothing.
fn is_compressed(path: &str) -> bool {
    [".png", ".jpg", ".woff2"]
        .iter()
        .any(|ending| path.ends_with(ending))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn book() -> Vec<u8> {
        let file = |path: &str| File {
            path: path.into(),
            bytes: b"words words words words".to_vec(),
        };
        write(&[file("EPUB/b.xhtml"), file("EPUB/a.png")]).expect("memory takes everything")
    }

    #[test]
    fn the_first_bytes_say_what_it_is() {
        assert_eq!(&book()[30..58], b"mimetypeapplication/epub+zip");
    }

    #[test]
    fn order_dates_and_bytes_are_always_the_same() {
        assert_eq!(book(), book());
        let mut zip = zip::ZipArchive::new(Cursor::new(book())).expect("a container");
        let names: Vec<String> = zip
            .file_names()
            .map(|name| name.expect("a name").into_owned())
            .collect();
        assert_eq!(
            names,
            [
                "mimetype",
                "META-INF/container.xml",
                "EPUB/b.xhtml",
                "EPUB/a.png"
            ]
        );
        let entry = zip.by_index(2).expect("an entry");
        assert_eq!(entry.last_modified().map(|d| d.year()), Some(1980));
    }
}
