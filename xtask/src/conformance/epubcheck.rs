//! EPUBCheck: whether a book is a valid EPUB 3.3. Warnings count as findings.

use std::path::Path;

use anyhow::{Context, Result, bail};
use serde_json::Value;

use super::finding::Finding;
use super::validators::Validators;
use crate::process;
use crate::tools::hash;

/// Judges one book.
pub fn check(file: &Path, validators: &Validators, scratch: &Path) -> Result<Vec<Finding>> {
    let name = hash(file.as_os_str().as_encoded_bytes());
    let report = scratch.join(format!("epubcheck-{}.json", &name[..12]));
    let mut java = validators.java();
    java.arg("-jar")
        .arg(&validators.epubcheck_jar)
        .arg(file)
        .arg("--json")
        .arg(&report);
    // Its exit code says no more than the report does, and 1 is both a fault and a finding.
    let output = process::output(&mut java)?;
    let text = std::fs::read_to_string(&report).with_context(|| {
        format!(
            "EPUBCheck wrote no report: {}",
            String::from_utf8_lossy(&output.stderr)
        )
    })?;
    read(file, &text)
}

fn read(file: &Path, text: &str) -> Result<Vec<Finding>> {
    let report: Value = serde_json::from_str(text).context("EPUBCheck's report is no JSON")?;
    let messages = report["messages"]
        .as_array()
        .context("EPUBCheck's report has no messages")?;
    let mut findings = Vec::new();
    for message in messages {
        if matches!(
            message["severity"].as_str(),
            Some("INFO" | "USAGE" | "SUPPRESSED")
        ) {
            continue;
        }
        let words = message["message"].as_str().unwrap_or_default();
        let rule = message["ID"].as_str().unwrap_or_default();
        let place = match message["locations"]
            .as_array()
            .and_then(|places| places.first())
        {
            Some(place) => {
                format!(
                    "{}:{}",
                    place["path"].as_str().unwrap_or_default(),
                    place["line"]
                )
            }
            None => String::new(),
        };
        findings.push(Finding::new(file, rule, words).at(place));
    }
    let counts = ["nFatal", "nError", "nWarning"].map(|key| report["checker"][key].as_u64());
    if counts.iter().any(Option::is_none) {
        bail!("EPUBCheck's report does not count what it found");
    }
    if findings.is_empty() && counts.iter().flatten().sum::<u64>() > 0 {
        bail!("EPUBCheck counts findings that its report does not list");
    }
    Ok(findings)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn warnings_are_findings_with_their_place() {
        let text = r#"{"checker":{"nFatal":0,"nError":0,"nWarning":1},"messages":[
            {"ID":"ACC-1","severity":"USAGE","message":"a hint"},
            {"ID":"RSC-017","severity":"WARNING","message":"odd",
             "locations":[{"path":"OPS/a.xhtml","line":4,"column":2}]}]}"#;
        let file = Path::new("a.epub");
        let expected = Finding::new(file, "RSC-017", "odd").at("OPS/a.xhtml:4");
        assert_eq!(read(file, text).unwrap(), [expected]);
    }

    #[test]
    fn a_report_that_contradicts_itself_is_an_error() {
        let file = Path::new("a.epub");
        let text = r#"{"checker":{"nFatal":1,"nError":0,"nWarning":0},"messages":[]}"#;
        assert!(read(file, text).is_err());
        assert!(read(file, r#"{"messages":[]}"#).is_err());
    }
}
