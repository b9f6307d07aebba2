//! The Nu checker: whether a web page is valid HTML. Its mere information is left out.

use std::path::{Path, PathBuf};

use anyhow::{Context, Result};
use serde_json::Value;

use super::finding::Finding;
use super::stand_in::{self, StandIn};
use super::validators::Validators;
use crate::process;

/// Judges web pages, and those that host fragments, in one run.
pub fn check(
    files: &[PathBuf],
    hosts: &[StandIn],
    validators: &Validators,
) -> Result<Vec<Finding>> {
    let mut java = validators.java();
    java.arg("-jar").arg(&validators.nu_jar);
    java.args(["--format", "json", "--stdout", "--exit-zero-always"])
        .args(files)
        .args(stand_in::files(hosts));
    let findings = read(&process::stdout(&mut java)?)?;
    Ok(stand_in::of_built_files(findings, hosts))
}

fn read(text: &str) -> Result<Vec<Finding>> {
    let report: Value = serde_json::from_str(text)
        .with_context(|| format!("the Nu checker printed no JSON: {text}"))?;
    let messages = report["messages"]
        .as_array()
        .context("the Nu checker lists no messages")?;
    let of_weight = messages
        .iter()
        .filter(|message| message["type"] != "info" || message["subType"] == "warning");
    Ok(of_weight.map(finding).collect())
}

fn finding(message: &Value) -> Finding {
    let text = |key: &str| message[key].as_str().unwrap_or_default();
    let file = text("url").strip_prefix("file:").unwrap_or(text("url"));
    let rule = if message["subType"] == "warning" {
        "warning"
    } else {
        text("type")
    };
    let words = match text("extract").trim() {
        "" => text("message").to_string(),
        extract => format!("{} in `{}`", text("message"), extract.replace('\n', " ")),
    };
    let place = match (message["lastLine"].as_u64(), message["lastColumn"].as_u64()) {
        (Some(line), Some(column)) => format!("{line}:{column}"),
        _ => String::new(),
    };
    Finding::new(Path::new(file), rule, words).at(place)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn errors_and_warnings_are_findings_and_information_is_none() {
        let text = r#"{"messages":[
            {"type":"info","message":"trailing slash","url":"file:/a.html"},
            {"type":"info","subType":"warning","message":"no lang","url":"file:/a.html",
             "lastLine":2,"lastColumn":7,"extract":"<html>\n"},
            {"type":"error","message":"stray tag","url":"file:/a.html"},
            {"type":"non-document-error","message":"cannot read","url":"file:/b.html"}]}"#;
        let a = Path::new("/a.html");
        let expected = [
            Finding::new(a, "warning", "no lang in `<html>`").at("2:7"),
            Finding::new(a, "error", "stray tag"),
            Finding::new(Path::new("/b.html"), "non-document-error", "cannot read"),
        ];
        assert_eq!(read(text).unwrap(), expected);
    }

    #[test]
    fn a_crash_is_an_error() {
        assert!(read("java.lang.OutOfMemoryError").is_err());
        assert!(read("{}").is_err());
    }
}
