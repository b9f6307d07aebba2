//! veraPDF: PDF/UA-1 and PDF/A, one Java machine for all files (`xtask/java/VeraPdf.java`).

use std::path::{Path, PathBuf};

use anyhow::{Context, Result, bail};

use super::finding::Finding;
use super::validators::Validators;
use crate::process;

/// A profile that was read without its rules would pass everything; the true counts are 106, 153, 144.
const FEWEST_RULES: usize = 100;

/// Judges PDF files by the profiles they must keep.
pub fn check(files: &[PathBuf], validators: &Validators) -> Result<Vec<Finding>> {
    let mut java = validators.java();
    java.arg("-cp")
        .arg(&validators.vera_class_path)
        .arg("VeraPdf");
    let mut runs = 0;
    for file in files {
        let bytes =
            std::fs::read(file).with_context(|| format!("cannot read {}", file.display()))?;
        for profile in profiles(&bytes) {
            java.arg(profile).arg(file);
            runs += 1;
        }
    }
    read(&process::stdout(&mut java)?, runs)
}

/// What a file must keep: every document is tagged for readers and archives, but an imposed booklet,
/// which is for the printer, claims PDF/A-2b only.
fn profiles(bytes: &[u8]) -> &'static [&'static str] {
    let claims = |text: &str| {
        bytes
            .windows(text.len())
            .any(|window| window == text.as_bytes())
    };
    if claims("<pdfaid:conformance>B<") || claims("pdfaid:conformance=\"B\"") {
        &["PDFA-2B"]
    } else {
        &["PDFUA-1", "PDFA-2A"]
    }
}

fn read(text: &str, runs: usize) -> Result<Vec<Finding>> {
    let mut findings = Vec::new();
    let mut verdicts = 0;
    for line in text.lines() {
        match line.split('\t').collect::<Vec<_>>()[..] {
            ["profile", name, rules] => {
                if rules.parse::<usize>()? < FEWEST_RULES {
                    bail!("veraPDF's profile {name} has only {rules} rules");
                }
            }
            ["finding", profile, file, rule, count, message, place] => findings.push(
                Finding::new(Path::new(file), format!("{profile} {rule}"), message)
                    .at(format!("{count} × {place}")),
            ),
            ["verdict", profile, file, verdict] => {
                verdicts += 1;
                // A failure without a failed rule must not pass for want of a line.
                if verdict != "pass" && !findings.iter().any(|found| found.file == Path::new(file))
                {
                    findings.push(Finding::new(Path::new(file), profile, "does not conform"));
                }
            }
            _ => bail!("veraPDF's caller printed `{line}`"),
        }
    }
    if verdicts != runs {
        bail!("veraPDF gave {verdicts} verdicts of {runs}");
    }
    Ok(findings)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn findings_name_profile_rule_and_place() {
        let text = "profile\tPDFUA-1\t106\n\
                    finding\tPDFUA-1\ta.pdf\t7.1-10\t2\tno title\troot\n\
                    verdict\tPDFUA-1\ta.pdf\tfail\n";
        let findings = read(text, 1).unwrap();
        let expected =
            Finding::new(Path::new("a.pdf"), "PDFUA-1 7.1-10", "no title").at("2 × root");
        assert_eq!(findings, [expected]);
    }

    #[test]
    fn nothing_passes_by_silence() {
        let missing = read("profile\tPDFUA-1\t106\nverdict\tPDFUA-1\ta.pdf\tpass\n", 2);
        assert_eq!(
            missing.unwrap_err().to_string(),
            "veraPDF gave 1 verdicts of 2"
        );
        assert!(read("profile\tPDFUA-1\t0\n", 0).is_err());
        assert!(read("Exception in thread main\n", 0).is_err());
        assert_eq!(read("verdict\tPDFUA-1\ta.pdf\tfail\n", 1).unwrap().len(), 1);
    }

    #[test]
    fn only_a_claim_of_level_b_is_judged_by_level_b() {
        let claim = b"<pdfaid:part>2</pdfaid:part><pdfaid:conformance>B</pdfaid:conformance>";
        assert_eq!(profiles(claim), ["PDFA-2B"]);
        assert_eq!(
            profiles(b"<pdfaid:conformance>A</pdfaid:conformance>"),
            ["PDFUA-1", "PDFA-2A"]
        );
        assert_eq!(
            profiles(b"%PDF-1.7 no claim at all"),
            ["PDFUA-1", "PDFA-2A"]
        );
    }
}
