//! axe-core in Chromium: accessibility of web pages as a browser lays them out (`xtask/js/axe.mjs`).
//!
//! Each page is seen wide and narrow, in the light and the dark colour scheme, as it loads and with
//! every disclosure opened. Beside axe's rules the script holds that a page does not scroll sideways
//! and cuts no words off, loads nothing from elsewhere and throws no error.

use std::path::{Path, PathBuf};

use anyhow::{Context, Result, bail};
use serde_json::{Value, json};

use super::browser;
use super::finding::Finding;
use super::stand_in::{self, StandIn};
use super::validators::Validators;

const SCRIPT: &str = include_str!("../../js/axe.mjs");

/// Two widths, two colour schemes.
const VIEWS: usize = 4;

/// Judges web pages, and those that host fragments, in one browser.
pub fn check(
    files: &[PathBuf],
    hosts: &[StandIn],
    validators: &Validators,
    scratch: &Path,
) -> Result<Vec<Finding>> {
    let alone = files
        .iter()
        .map(|file| json!({"file": file, "beside": false}));
    let hosting = stand_in::files(hosts).map(|file| json!({"file": file, "beside": true}));
    let pages: Vec<Value> = alone.chain(hosting).collect();
    let count = pages.len();
    let order = json!({ "pages": pages });
    let printed = browser::run("axe", SCRIPT, order, validators, scratch)?;
    Ok(stand_in::of_built_files(read(&printed, count)?, hosts))
}

fn read(text: &str, files: usize) -> Result<Vec<Finding>> {
    let mut findings = Vec::new();
    let mut views = 0;
    for line in text.lines() {
        let row: Value = serde_json::from_str(line)
            .with_context(|| format!("the script for axe-core printed `{line}`"))?;
        if row["kind"] == "view" {
            views += 1;
            if row["rules"].as_u64().unwrap_or(0) == 0 {
                bail!("axe-core applied no rule: {line}");
            }
            continue;
        }
        let word = |key: &str| row[key].as_str().unwrap_or_default();
        let view = format!("{} px, {}, {}", row["width"], word("scheme"), word("state"));
        findings.push(finding(&row, &view));
    }
    if views != files * VIEWS {
        bail!("axe-core saw {views} views of {}", files * VIEWS);
    }
    Ok(findings)
}

/// What a script found, with the circumstances in which it did.
pub fn finding(row: &Value, view: &str) -> Finding {
    let word = |key: &str| row[key].as_str().unwrap_or_default();
    Finding::new(Path::new(word("file")), word("rule"), word("message"))
        .at(format!("{view}: {}", word("selector")))
}

#[cfg(test)]
mod tests {
    use super::*;

    const VIEW: &str = "{\"kind\":\"view\",\"rules\":60}\n";

    #[test]
    fn a_finding_names_file_width_scheme_rule_and_selector() {
        let row = r##"{"kind":"finding","file":"/a.html","width":320,"scheme":"dark",
            "state":"opened","rule":"color-contrast","selector":"#x > p","message":"2.1 : 1"}"##;
        let text = format!("{}{}", row.replace('\n', ""), "\n") + &VIEW.repeat(4);
        let expected = Finding::new(Path::new("/a.html"), "color-contrast", "2.1 : 1")
            .at("320 px, dark, opened: #x > p");
        assert_eq!(read(&text, 1).unwrap(), [expected]);
    }

    #[test]
    fn nothing_passes_by_silence() {
        assert_eq!(
            read("", 1).unwrap_err().to_string(),
            "axe-core saw 0 views of 4"
        );
        assert!(read("{\"kind\":\"view\",\"rules\":0}\n", 1).is_err());
        assert!(read("TypeError: x is undefined\n", 0).is_err());
        assert_eq!(read(&VIEW.repeat(8), 2).unwrap(), []);
    }
}
