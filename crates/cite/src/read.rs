//! A bibliography file by its name: Hayagriva's YAML or BibLaTeX.

use pamphlet_core::diagnostic::Diagnostic;
use pamphlet_core::limits;
use pamphlet_core::reference::{Reference, References};
use pamphlet_core::span::{Sources, Span, Spanned};

use crate::{bibtex, hayagriva};

/// Reads a bibliography and registers its file. Faulty entries are reported and
/// left out; the others are read.
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
    let entries = match path.rsplit('.').next() {
        Some("bib") => bibtex::entries(&text, file, &mut faults),
        Some(_) | None => hayagriva::entries(&text, file, &mut faults),
    };
    (References { entries }, faults)
}

/// An entry with nothing in it yet.
pub(crate) fn empty(span: Span, key: Spanned<String>, kind: Spanned<String>) -> Reference {
    Reference {
        span,
        key,
        kind,
        authors: Vec::new(),
        title: None,
        container: None,
        year: None,
        volume: None,
        issue: None,
        pages: None,
        publisher: None,
        doi: None,
        pmid: None,
        url: None,
    }
}
