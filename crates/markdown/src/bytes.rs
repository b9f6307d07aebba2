//! Bytes to text: encoding, byte order mark, control characters, size.

use pamphlet_core::Diagnostic;
use pamphlet_core::limits;
use pamphlet_core::span::{FileId, Sources, Span};

/// Registers a file with its text. What cannot be text is replaced by U+FFFD
/// and reported; a byte order mark is dropped. False: the file is too large or
/// UTF-16, and was registered empty.
pub fn decode(
    path: &str,
    bytes: &[u8],
    sources: &mut Sources,
    faults: &mut Vec<Diagnostic>,
) -> (FileId, bool) {
    if bytes.len() > limits::TEXT_BYTES {
        let file = sources.add(path, "");
        let message = format!(
            "the file has {} bytes; {} are allowed",
            bytes.len(),
            limits::TEXT_BYTES
        );
        faults.push(
            Diagnostic::error("file-too-large", Span::new(file, 0..0), message)
                .hint("divide it into several articles"),
        );
        return (file, false);
    }
    if bytes.starts_with(b"\xFF\xFE") || bytes.starts_with(b"\xFE\xFF") {
        let file = sources.add(path, "");
        let message = "this file is UTF-16";
        faults.push(
            Diagnostic::error("invalid-utf8", Span::new(file, 0..0), message)
                .hint("save it as UTF-8"),
        );
        return (file, false);
    }
    let bytes = bytes.strip_prefix(b"\xEF\xBB\xBF").unwrap_or(bytes);
    let text = String::from_utf8_lossy(bytes);
    let file = sources.add(path, text.as_ref());
    let mut places = Vec::new();
    if let std::borrow::Cow::Owned(_) = text {
        invalid(bytes, file, &mut places);
    }
    controls(&text, file, &mut places);
    faults.extend(places);
    (file, true)
}

/// Reports each place that is not UTF-8; spans lie in the text with U+FFFD.
fn invalid(bytes: &[u8], file: FileId, faults: &mut Vec<Diagnostic>) {
    let (mut at, mut byte) = (0, 0);
    for chunk in bytes.utf8_chunks() {
        at += chunk.valid().len();
        byte += chunk.valid().len();
        if chunk.invalid().is_empty() {
            continue;
        }
        if faults.len() < limits::DIAGNOSTICS {
            let message = format!(
                "byte {} (0x{:02X}) is not valid UTF-8",
                byte + 1,
                chunk.invalid()[0]
            );
            faults.push(
                Diagnostic::error("invalid-utf8", Span::new(file, at..at + 3), message)
                    .hint("save the file as UTF-8"),
            );
        }
        at += '\u{FFFD}'.len_utf8();
        byte += chunk.invalid().len();
    }
}

/// Whether a character can stand in no document that we make.
pub fn is_forbidden(c: char) -> bool {
    match c {
        '\t' | '\n' | '\r' => false,
        '\u{0}'..='\u{1F}' | '\u{7F}'..='\u{9F}' | '\u{FFFE}' | '\u{FFFF}' => true,
        // Stands for something else while an article is read.
        crate::page::JOINT => true,
        // What is read would not be what is written.
        '\u{202D}' | '\u{202E}' => true,
        _ => false,
    }
}

fn controls(text: &str, file: FileId, faults: &mut Vec<Diagnostic>) {
    let found = text.char_indices().filter(|(_, c)| is_forbidden(*c));
    for (at, c) in found.take(limits::DIAGNOSTICS) {
        let message = format!(
            "the control character U+{:04X} cannot be printed",
            u32::from(c)
        );
        faults.push(
            Diagnostic::error(
                "control-character",
                Span::new(file, at..at + c.len_utf8()),
                message,
            )
            .hint(match c {
                '\u{202D}' | '\u{202E}' => {
                    "delete it: it turns the order of letters round; words of another language \
                     are marked as in `[words]{lang=ar}`"
                }
                _ => "delete it",
            }),
        );
    }
}
