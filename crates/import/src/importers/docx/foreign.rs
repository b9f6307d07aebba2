//! Files that look like documents of an office program and are not DOCX: each
//! is refused with what to do about it.

use crate::Refused;

const SAVE: &str = "open it in Word or LibreOffice and save it as .docx";

/// What the first bytes say, where they are those of another kind of document.
pub fn of_bytes(bytes: &[u8]) -> Option<Refused> {
    let start = &bytes[..bytes.len().min(4096)];
    let has = |what: &str| start.windows(what.len()).any(|it| it == what.as_bytes());
    if start.starts_with(&[0xD0, 0xCF, 0x11, 0xE0]) {
        let locked: Vec<u8> = "EncryptedPackage".bytes().flat_map(|b| [b, 0]).collect();
        return Some(match bytes.windows(locked.len()).any(|it| it == locked) {
            true => Refused::new(
                "the document is protected by a password",
                "open it, remove the password and save it again as .docx",
            ),
            false => Refused::new("the file is in the old format of Office (.doc)", SAVE),
        });
    }
    if start.starts_with(b"{\\rtf") {
        return Some(Refused::new("the file is RTF", SAVE));
    }
    if start.starts_with(b"%PDF-") {
        return Some(Refused::new(
            "the file is a PDF",
            "import the document from which it was made, or clip its text into a .txt file",
        ));
    }
    let xml = start.starts_with(b"<?xml") || start.starts_with(b"\xEF\xBB\xBF<?xml");
    if xml && (has("progid=\"Word.Document\"") || has("<pkg:package") || has("<w:wordDocument")) {
        return Some(Refused::new("the file is Word's flat XML", SAVE));
    }
    if xml && has("<office:document") {
        return Some(Refused::new(
            "the file is a flat OpenDocument (.fodt)",
            SAVE,
        ));
    }
    None
}

/// What a zip holds that has no Word document in it.
pub fn of_zip(has: impl Fn(&str) -> bool, mimetype: &str) -> Refused {
    let (what, remedy) = match mimetype.trim() {
        it if it.starts_with("application/epub") => ("an EPUB", "import its source"),
        it if it.contains("opendocument.text") => ("an OpenDocument text (.odt)", SAVE),
        it if it.contains("opendocument") => ("an OpenDocument file that is no text", NO_TEXT),
        _ if has("xl/workbook.xml") || has("xl/workbook.bin") => ("an Excel workbook", NO_TEXT),
        _ if has("ppt/presentation.xml") => ("a PowerPoint presentation", NO_TEXT),
        _ => (
            "a zip without a Word document in it",
            "unpack it and import the files in it",
        ),
    };
    Refused::new(format!("the file is {what}"), remedy)
}

const NO_TEXT: &str = "copy the words into a Word document or a .txt file and import that";
