//! qpdf: whether a PDF file is whole in its structure. Warnings count as findings.

use std::path::{Path, PathBuf};
use std::process::Command;

use anyhow::Result;

use super::finding::Finding;
use super::validators::Validators;
use crate::process;

/// Judges PDF files one by one; a run takes milliseconds.
pub fn check(files: &[PathBuf], validators: &Validators) -> Result<Vec<Finding>> {
    let mut findings = Vec::new();
    for file in files {
        let output = process::output(Command::new(&validators.qpdf).arg("--check").arg(file))?;
        let text = [output.stdout, output.stderr].concat();
        findings.extend(read(
            file,
            output.status.success(),
            &String::from_utf8_lossy(&text),
        ));
    }
    Ok(findings)
}

fn read(file: &Path, success: bool, text: &str) -> Vec<Finding> {
    let complaints: Vec<_> = text
        .lines()
        .filter_map(|line| {
            let line = line
                .strip_prefix("WARNING: ")
                .or(line.strip_prefix("ERROR: "))?;
            Some(Finding::new(file, "structure", line))
        })
        .collect();
    if complaints.is_empty() && !success {
        // Something is wrong in a way that this file does not know how to read.
        return vec![Finding::new(
            file,
            "structure",
            text.trim().replace('\n', " · "),
        )];
    }
    complaints
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn warnings_are_findings_even_when_qpdf_ends_well() {
        let text = "checking a.pdf\nPDF Version: 1.7\nWARNING: a.pdf: file is damaged\n";
        let findings = read(Path::new("a.pdf"), true, text);
        assert_eq!(
            findings,
            [Finding::new(
                Path::new("a.pdf"),
                "structure",
                "a.pdf: file is damaged"
            )]
        );
    }

    #[test]
    fn failing_without_a_known_line_is_a_finding() {
        let findings = read(Path::new("a.pdf"), false, "qpdf: a.pdf: no such thing\n");
        assert_eq!(findings[0].message, "qpdf: a.pdf: no such thing");
        assert_eq!(read(Path::new("a.pdf"), true, "checking a.pdf\n"), []);
    }
}
