//! Whether a PDF is PDF/UA-1 and PDF/A-2a at once, as `page_validation` judges it, less one false
//! alarm that is measured here. Also read by the tests of `pamphlet-pdf`, which cannot depend on the suite.

use page_validation::{ValidationOptions, ValidationProfile, validate_pdf_bytes};

/// ISO 19005-2, 6.1.7.1, first test: `/Length` is the number of bytes between the line feed after
/// `stream` and the end of line before `endstream`.
const STREAM_LENGTH: &str = "6.1.7.1:1";

/// What the validator says against a file that is PDF/UA-1 and PDF/A-2a.
pub fn faults(pdf: &[u8]) -> Vec<String> {
    judged(
        pdf,
        &[
            ("PDF/UA-1", ValidationProfile::PdfUa1),
            ("PDF/A-2a", ValidationProfile::PdfA2a),
        ],
    )
}

/// What the validator says against a file that is PDF/A-2b and has no tags.
pub fn sheet_faults(pdf: &[u8]) -> Vec<String> {
    judged(pdf, &[("PDF/A-2b", ValidationProfile::PdfA2b)])
}

fn judged(pdf: &[u8], profiles: &[(&str, ValidationProfile)]) -> Vec<String> {
    let mut faults = Vec::new();
    for (name, profile) in profiles {
        let profile = *profile;
        let options = ValidationOptions::default().profile(profile);
        match validate_pdf_bytes(pdf, &options) {
            Ok(report) => {
                let failures = report.failures.iter().filter(|failure| {
                    !(failure.rule_id.ends_with(STREAM_LENGTH) && only_carriage_returns(pdf))
                });
                faults.extend(failures.map(|failure| format!("{name}: {failure}")));
            }
            Err(error) => faults.push(format!("{name}: {error}")),
        }
    }
    faults
}

/// Whether every stream is as long as it says, and one ends in a carriage return as its last byte of
/// data. The validator (0.12.2) takes that byte and the line feed behind it for one end of line, and
/// then finds the length one too large; veraPDF and qpdf read the same file without complaint.
fn only_carriage_returns(pdf: &[u8]) -> bool {
    match stream_ends(pdf) {
        Some(ends) => ends.iter().any(|end| pdf[end - 1] == b'\r'),
        None => false,
    }
}

/// Where the data of each stream ends; none if a stream is not as long as its dictionary says.
fn stream_ends(pdf: &[u8]) -> Option<Vec<usize>> {
    const START: &[u8] = b"\nstream\n";
    let mut ends = Vec::new();
    let mut at = 0;
    while let Some(found) = find(&pdf[at..], START) {
        let dictionary = &pdf[at..at + found];
        let key = rfind(dictionary, b"/Length ")? + b"/Length ".len();
        let digits = dictionary[key..]
            .iter()
            .take_while(|byte| byte.is_ascii_digit());
        let length: usize = String::from_utf8(digits.copied().collect())
            .ok()?
            .parse()
            .ok()?;
        let end = at + found + START.len() + length;
        if !pdf.get(end..)?.starts_with(b"\nendstream") {
            return None;
        }
        ends.push(end);
        at = end;
    }
    Some(ends)
}

fn find(bytes: &[u8], what: &[u8]) -> Option<usize> {
    bytes.windows(what.len()).position(|window| window == what)
}

fn rfind(bytes: &[u8], what: &[u8]) -> Option<usize> {
    bytes.windows(what.len()).rposition(|window| window == what)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_last_byte_that_is_a_carriage_return_belongs_to_the_stream() {
        let pdf = b"1 0 obj\n<< /Length 3 >>\nstream\nab\r\nendstream\nendobj\n";
        assert!(only_carriage_returns(pdf));
    }

    #[test]
    fn a_wrong_length_stays_a_fault() {
        let pdf = b"1 0 obj\n<< /Length 2 >>\nstream\nab\r\nendstream\nendobj\n";
        assert!(!only_carriage_returns(pdf));
        let pdf = b"1 0 obj\n<< /Length 4 >>\nstream\nabc\nendstream\nendobj\n";
        assert!(!only_carriage_returns(pdf));
        let pdf = b"1 0 obj\n<< /Length 3 >>\nstream\nabc\nendstream\nendobj\n";
        assert!(!only_carriage_returns(pdf));
    }
}
