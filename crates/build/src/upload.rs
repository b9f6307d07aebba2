//! The list of pages for a patient record system: which file is which leaflet,
//! for whoever uploads them.

use std::collections::BTreeMap;
use std::path::Path;
use std::sync::atomic::AtomicBool;

use pamphlet_core::Edition;
use pamphlet_core::language::Language;
use sha2::{Digest, Sha256};

use crate::outcome::{ListFile, Outcome};
use crate::write::{Staged, WriteError};

/// The columns.
const COLUMNS: [&str; 7] = [
    "identifier",
    "title",
    "language",
    "codes",
    "version",
    "file",
    "sha256",
];

/// A page in the list.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Entry {
    /// The list's name: its target's.
    pub list: String,
    /// What the columns say of the leaflet, up to its file.
    leaflet: [String; 5],
    /// The page's path below the output folder.
    pub path: String,
    /// SHA-256 of its bytes in hexadecimal.
    pub sha256: String,
}

impl Entry {
    /// The entry of an edition's page.
    pub fn new(list: &str, edition: &Edition, path: &str, sha256: &str) -> Entry {
        let metadata = &edition.metadata;
        let codes = metadata.codes.iter();
        let codes: Vec<_> = codes
            .map(|it| format!("{}:{}", it.system, it.code))
            .collect();
        let beside = edition.beside.as_ref().map(|it| &it.language);
        let languages = [&edition.language].into_iter().chain(beside);
        let languages: Vec<_> = languages.map(Language::tag).collect();
        Entry {
            list: list.to_owned(),
            leaflet: [
                metadata.identifier.clone(),
                metadata.title.clone(),
                languages.join(" "),
                codes.join(" "),
                metadata.version.clone().unwrap_or_default(),
            ],
            path: path.to_owned(),
            sha256: sha256.to_owned(),
        }
    }
}

/// Writes a list for each target that has pages, beside the folders of the
/// articles: `ehr.csv`. Paths in it start there.
pub fn write(
    outcome: &Outcome,
    output: &Path,
    site: Option<&str>,
    cancel: &AtomicBool,
) -> Result<Vec<ListFile>, WriteError> {
    let mut lists: BTreeMap<&str, Vec<&Entry>> = BTreeMap::new();
    for entry in outcome.articles.iter().flat_map(|article| &article.entries) {
        lists.entry(&entry.list).or_default().push(entry);
    }
    let folder = site.map_or(String::new(), |site| format!("{site}/"));
    let mut files = Vec::new();
    for (name, entries) in lists {
        let io =
            |error: csv::Error| WriteError::Io(output.join(name), std::io::Error::other(error));
        files.push((
            format!("{folder}{name}.csv"),
            table(&entries, &folder).map_err(io)?,
        ));
    }
    let written = files
        .iter()
        .map(|(path, bytes)| (path.as_str(), bytes.as_slice()));
    Staged::write(output, written, cancel)?.commit()?;
    let told = files.into_iter().map(|(path, bytes)| ListFile {
        path,
        size: bytes.len(),
        sha256: hexadecimal(&Sha256::digest(&bytes)),
    });
    Ok(told.collect())
}

fn table(entries: &[&Entry], folder: &str) -> Result<Vec<u8>, csv::Error> {
    let mut table = csv::Writer::from_writer(Vec::new());
    table.write_record(COLUMNS)?;
    for entry in entries {
        let path = entry.path.strip_prefix(folder).unwrap_or(&entry.path);
        let row = entry.leaflet.iter().map(String::as_str);
        table.write_record(row.chain([path, &entry.sha256]).map(harmless))?;
    }
    table
        .into_inner()
        .map_err(|error| csv::Error::from(error.into_error()))
}

/// A spreadsheet would run a cell that starts like a formula; behind an
/// apostrophe it is text.
fn harmless(cell: &str) -> String {
    match cell.starts_with(['=', '+', '-', '@', '\t', '\r']) {
        true => format!("'{cell}"),
        false => cell.to_owned(),
    }
}

/// Bytes as hexadecimal digits.
pub fn hexadecimal(bytes: &[u8]) -> String {
    bytes.iter().map(|byte| format!("{byte:02x}")).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_title_is_text_and_never_a_formula() {
        let entry = Entry {
            list: "ehr".into(),
            leaflet: ["urn:a", "=cmd()", "en", "ATC:H01AC04", "1.0"].map(String::from),
            path: "north/a/a-ehr.html".into(),
            sha256: "ab".into(),
        };
        let table = table(&[&entry], "north/").unwrap();
        assert_eq!(
            String::from_utf8(table).unwrap(),
            "identifier,title,language,codes,version,file,sha256\n\
             urn:a,'=cmd(),en,ATC:H01AC04,1.0,a/a-ehr.html,ab\n"
        );
    }
}
