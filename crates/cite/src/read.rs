//! A bibliography file by its name: one table of formats, one door.

use std::collections::BTreeMap;

use pamphlet_core::diagnostic::Diagnostic;
use pamphlet_core::limits;
use pamphlet_core::reference::{Reference, References};
use pamphlet_core::span::{FileId, Sources, Span};

use crate::{bibtex, csl_json, hayagriva, ris};

/// A format of bibliographies.
pub struct Format {
    /// Its name for people.
    pub name: &'static str,
    /// The file that is looked for beside an article.
    pub file: &'static str,
    /// Endings of its files.
    pub endings: &'static [&'static str],
    read: Reader,
}

type Reader = fn(&str, FileId, &mut Vec<Diagnostic>) -> Vec<Reference>;

/// The formats, in the order in which their files are read.
pub const FORMATS: [Format; 4] = [
    Format {
        name: "Hayagriva",
        file: "references.yaml",
        endings: &["yaml", "yml"],
        read: hayagriva::entries,
    },
    Format {
        name: "BibLaTeX",
        file: "references.bib",
        endings: &["bib", "bibtex"],
        read: bibtex::entries,
    },
    Format {
        name: "CSL-JSON",
        file: "references.json",
        endings: &["json"],
        read: csl_json::entries,
    },
    Format {
        name: "RIS",
        file: "references.ris",
        endings: &["ris"],
        read: ris::entries,
    },
];

/// The format of a file by its name.
pub fn format_of(path: &str) -> Option<&'static Format> {
    let ending = path.rsplit('.').next()?.to_ascii_lowercase();
    FORMATS
        .iter()
        .find(|format| format.endings.contains(&ending.as_str()))
}

/// Reads a bibliography and registers its file. Faulty entries are reported and
/// left out; the others are read. A file of no known name is read as Hayagriva.
pub fn read(path: &str, bytes: &[u8], sources: &mut Sources) -> (References, Vec<Diagnostic>) {
    if bytes.len() > limits::TEXT_BYTES {
        let file = sources.add(path, "");
        let message = format!(
            "the file has {:.1} MB, the limit is {} MB",
            bytes.len() as f64 / 1e6,
            limits::TEXT_BYTES >> 20
        );
        let fault = Diagnostic::error("file-too-large", Span::new(file, 0..0), message);
        return (References::default(), vec![fault]);
    }
    let bytes = bytes.strip_prefix(b"\xef\xbb\xbf").unwrap_or(bytes);
    let text = String::from_utf8_lossy(bytes);
    let file = sources.add(path, &*text);
    let mut faults = Vec::new();
    if let Err(error) = std::str::from_utf8(bytes) {
        let at = error.valid_up_to();
        faults.push(
            Diagnostic::error(
                "invalid-utf8",
                Span::new(file, at..at + 3),
                "the file is not UTF-8 text from here on",
            )
            .hint("save it with the encoding UTF-8"),
        );
        return (References::default(), faults);
    }
    let format = format_of(path).unwrap_or(&FORMATS[0]);
    let mut entries = (format.read)(&text, file, &mut faults);
    if entries.len() > limits::REFERENCES {
        let message = format!(
            "the file has {} entries, the limit is {}",
            entries.len(),
            limits::REFERENCES
        );
        let span = entries[limits::REFERENCES].key.span;
        entries.truncate(limits::REFERENCES);
        faults.push(
            Diagnostic::error("too-many-references", span, message)
                .hint("keep the entries that the article cites"),
        );
    }
    let (references, twice) = merge([References { entries }]);
    faults.extend(twice);
    faults.truncate(limits::DIAGNOSTICS);
    (references, faults)
}

/// The references of several files beside one article. Of two with one key the
/// first holds, and the second is reported.
pub fn merge(files: impl IntoIterator<Item = References>) -> (References, Vec<Diagnostic>) {
    let mut seen: BTreeMap<String, Span> = BTreeMap::new();
    let mut all = References::default();
    let mut faults = Vec::new();
    for entry in files.into_iter().flat_map(|file| file.entries) {
        let key = &entry.key;
        if let Some(first) = seen.get(&key.value) {
            let message = format!("the key `{}` is there twice", key.value);
            faults.push(
                Diagnostic::error("duplicate-key", key.span, message)
                    .hint("give each entry a key of its own")
                    .related(*first, "it is written here first"),
            );
            continue;
        }
        seen.insert(key.value.clone(), key.span);
        all.entries.push(entry);
    }
    (all, faults)
}
