//! DAISY Ace: whether a book is accessible, metadata included, which EPUBCheck does not look at.

use std::path::Path;
use std::process::Command;

use anyhow::{Context, Result, bail};
use serde_json::Value;

use super::finding::Finding;
use super::validators::Validators;
use crate::process;
use crate::tools::hash;

/// Judges one book.
///
/// A second try is allowed: a busy machine may be late once.
pub fn check(file: &Path, validators: &Validators, scratch: &Path) -> Result<Vec<Finding>> {
    let name = hash(file.as_os_str().as_encoded_bytes());
    let folder = scratch.join(format!("ace-{}", &name[..12]));
    let text = report(file, validators, &folder).or_else(|_| report(file, validators, &folder))?;
    read(file, &text)
}

fn report(file: &Path, validators: &Validators, folder: &Path) -> Result<String> {
    let mut ace = Command::new(&validators.ace);
    ace.env("PUPPETEER_EXECUTABLE_PATH", &validators.chromium)
        // Ace gives the browser five seconds to start, which a busy machine does not keep.
        .env("ACE_TIMEOUT_INITIAL", "60000")
        // Ace keeps its configuration and log where these point; ours must not depend on either.
        .env("XDG_CONFIG_HOME", folder.join("config"))
        .env("XDG_STATE_HOME", folder.join("state"))
        .args(["--force", "--outdir"])
        .arg(folder)
        .arg(file);
    let output = process::output(&mut ace)?;
    std::fs::read_to_string(folder.join("report.json")).with_context(|| {
        let talk = [output.stdout, output.stderr].concat();
        format!(
            "Ace wrote no report: {}",
            String::from_utf8_lossy(&talk).trim_end()
        )
    })
}

fn read(file: &Path, text: &str) -> Result<Vec<Finding>> {
    let report: Value = serde_json::from_str(text).context("Ace's report is no JSON")?;
    let subjects = report["assertions"]
        .as_array()
        .context("Ace's report has no assertions")?;
    let mut findings = Vec::new();
    for subject in subjects {
        let place = subject["earl:testSubject"]["url"]
            .as_str()
            .unwrap_or_default();
        let assertions = subject["assertions"]
            .as_array()
            .context("a subject without assertions")?;
        for assertion in assertions {
            if assertion["earl:result"]["earl:outcome"] == "pass" {
                continue;
            }
            let test = &assertion["earl:test"];
            let rule = test["dct:title"].as_str().unwrap_or("unnamed");
            let words = assertion["earl:result"]["dct:description"]
                .as_str()
                .or(test["dct:description"].as_str())
                .unwrap_or_default();
            let words = words.split_whitespace().collect::<Vec<_>>().join(" ");
            findings.push(Finding::new(file, rule, words).at(place));
        }
    }
    match report["earl:result"]["earl:outcome"].as_str() {
        Some("pass") => Ok(findings),
        Some(_) if !findings.is_empty() => Ok(findings),
        outcome => bail!("Ace's outcome is {outcome:?}, and it lists nothing"),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_failed_assertion_is_a_finding_with_the_document_it_is_in() {
        let text = r#"{"earl:result":{"earl:outcome":"fail"},"assertions":[
            {"earl:testSubject":{"url":"book.opf"},"assertions":[
              {"earl:test":{"dct:title":"metadata-accessmode"},
               "earl:result":{"earl:outcome":"fail","dct:description":"no\n access mode"}}]}]}"#;
        let file = Path::new("a.epub");
        let expected = Finding::new(file, "metadata-accessmode", "no access mode").at("book.opf");
        assert_eq!(read(file, text).unwrap(), [expected]);
    }

    #[test]
    fn failing_without_an_assertion_is_an_error() {
        let text = r#"{"earl:result":{"earl:outcome":"fail"},"assertions":[]}"#;
        assert!(read(Path::new("a.epub"), text).is_err());
        assert!(read(Path::new("a.epub"), r#"{"assertions":[]}"#).is_err());
    }
}
