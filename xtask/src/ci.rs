//! `cargo xtask ci`: everything a change must pass, in order of how soon it fails; the first failure
//! ends it. `--no-test` leaves out the tests, for a caller that has just run them.

use std::path::Path;
use std::process::Command;
use std::time::{Duration, Instant};

use anyhow::{Context, Result, bail};
use serde_json::Value;

use crate::process;
use crate::project::{Project, fresh_folder};
use crate::tools::{Tools, rust};
use crate::{conformance, test, tidy};

/// The version of cargo-deny whose answers we have read.
const CARGO_DENY: &str = "0.20.2";

type Step = (&'static str, Box<dyn Fn() -> Result<()>>);

/// Runs the command.
pub fn run(arguments: &[String]) -> Result<()> {
    let with_tests = match arguments {
        [] => true,
        [only] if only == "--no-test" => false,
        _ => bail!("ci knows only --no-test, and got `{}`", arguments.join(" ")),
    };
    let mut steps: Vec<Step> = vec![
        ("format", Box::new(format)),
        ("tidy", Box::new(|| tidy::run(&[]))),
        ("licences", Box::new(licences)),
        ("clippy", Box::new(clippy)),
    ];
    if with_tests {
        steps.push(("test", Box::new(|| test::run(&[]))));
    }
    steps.extend::<[Step; 3]>([
        ("content", Box::new(content)),
        (
            "validators",
            Box::new(|| conformance::run(&["--prove".to_string()])),
        ),
        ("conformance", Box::new(|| conformance::run(&[]))),
    ]);
    run_steps(&steps)
}

fn run_steps(steps: &[Step]) -> Result<()> {
    let mut times: Vec<(&str, Duration)> = Vec::new();
    let mut result = Ok(());
    for (name, step) in steps {
        eprintln!("\n=== {name} ===");
        let start = Instant::now();
        result = step().with_context(|| format!("the step `{name}` failed"));
        times.push((name, start.elapsed()));
        if result.is_err() {
            break;
        }
    }
    println!();
    for (name, time) in &times {
        println!("{name:<12} {:>7.1} s", time.as_secs_f32());
    }
    let left: Vec<_> = steps[times.len()..].iter().map(|(name, _)| *name).collect();
    if !left.is_empty() {
        println!("not run: {}", left.join(", "));
    }
    result
}

fn format() -> Result<()> {
    let project = Project::find()?;
    process::run(
        process::cargo()
            .current_dir(&project.root)
            .args(["fmt", "--all", "--check"]),
    )
}

/// The release profile shares build scripts and procedural macros with the tests.
fn clippy() -> Result<()> {
    let project = Project::find()?;
    let mut clippy = process::cargo();
    clippy.current_dir(&project.root).args([
        "clippy",
        "--release",
        "--workspace",
        "--all-targets",
        "--",
        "-D",
        "warnings",
    ]);
    process::run(&mut clippy)
}

/// Licences, bans and sources by `deny.toml`. Advisories are left out: their database is a git
/// repository on a host that builds cannot count on reaching.
fn licences() -> Result<()> {
    let project = Project::find()?;
    let deny = rust::program(&Tools::open()?, "cargo-deny", CARGO_DENY, "cargo-deny")?;
    let mut command = Command::new(deny);
    command
        .current_dir(&project.root)
        .args(["--log-level", "warn", "check", "--hide-inclusion-graph"])
        .args(["licenses", "bans", "sources"]);
    process::run(&mut command)
}

/// Builds what is shipped, where a warning counts as a failure.
fn content() -> Result<()> {
    let project = Project::find()?;
    let pamphlet = project.pamphlet()?;
    let output = project.results("ci/content");
    fresh_folder(&output)?;
    build_without_warnings(&pamphlet, &project.root.join("content"), &output)
}

/// Builds a library or article and fails on any diagnostic above a note.
pub fn build_without_warnings(pamphlet: &Path, source: &Path, output: &Path) -> Result<()> {
    let mut build = Command::new(pamphlet);
    build
        .arg("build")
        .arg(source)
        .arg("-o")
        .arg(output)
        .args(["--report", "json"]);
    eprintln!("$ {}", process::line(&build));
    let done = process::output(&mut build)?;
    // What a person would see, for the log.
    eprint!("{}", String::from_utf8_lossy(&done.stderr));
    let report = String::from_utf8_lossy(&done.stdout);
    let complaints = complaints(&report)?;
    if !complaints.is_empty() {
        bail!(
            "{} has warnings:\n  {}",
            source.display(),
            complaints.join("\n  ")
        );
    }
    if !done.status.success() {
        bail!("`{}` ended with {}", process::line(&build), done.status);
    }
    Ok(())
}

/// The errors and warnings of a build's report; a report that built nothing is an error.
fn complaints(report: &str) -> Result<Vec<String>> {
    let report: Value = serde_json::from_str(report)
        .with_context(|| format!("`--report json` printed no JSON: `{report}`"))?;
    if report["version"] != 1 {
        bail!(
            "the build's report is of version {}, and 1 is what we read",
            report["version"]
        );
    }
    let diagnostics = report["diagnostics"]
        .as_array()
        .context("the report has no diagnostics")?;
    let complaints: Vec<_> = diagnostics
        .iter()
        .filter(|it| it["severity"] != "note")
        .map(shown)
        .collect();
    let outputs = report["outputs"].as_array().map_or(0, Vec::len);
    if complaints.is_empty() && outputs == 0 {
        bail!("the build made nothing");
    }
    Ok(complaints)
}

fn shown(diagnostic: &Value) -> String {
    let word = |key: &str| diagnostic[key].as_str().unwrap_or_default();
    let file = word("file");
    let place = if file.is_empty() {
        String::new()
    } else {
        format!("{file}:{}: ", diagnostic["line"])
    };
    format!(
        "{place}{}[{}]: {}",
        word("severity"),
        word("name"),
        word("message")
    )
}

#[cfg(test)]
mod tests {
    use std::cell::Cell;
    use std::rc::Rc;

    use super::*;

    #[test]
    fn the_first_failure_ends_the_run_and_is_named() {
        let runs = Rc::new(Cell::new(0));
        let count = |result: fn() -> Result<()>| -> Box<dyn Fn() -> Result<()>> {
            let runs = Rc::clone(&runs);
            Box::new(move || {
                runs.set(runs.get() + 1);
                result()
            })
        };
        let steps: Vec<Step> = vec![
            ("first", count(|| Ok(()))),
            ("second", count(|| bail!("no"))),
            ("third", count(|| Ok(()))),
        ];
        let error = run_steps(&steps).unwrap_err();
        assert_eq!(format!("{error:#}"), "the step `second` failed: no");
        assert_eq!(runs.get(), 2);
    }

    #[test]
    fn a_warning_is_a_complaint_and_a_note_is_none() {
        let report = r#"{"version":1,"status":"ok","outputs":[{"path":"a.pdf"}],"diagnostics":[
            {"severity":"warning","name":"no-date","message":"no date","file":"a.md","line":3},
            {"severity":"note","name":"x","message":"y"}]}"#;
        assert_eq!(
            complaints(report).unwrap(),
            ["a.md:3: warning[no-date]: no date"]
        );
    }

    #[test]
    fn a_build_of_nothing_and_an_unknown_report_are_errors() {
        assert!(complaints(r#"{"version":1,"outputs":[],"diagnostics":[]}"#).is_err());
        assert!(complaints(r#"{"version":2,"outputs":[{}],"diagnostics":[]}"#).is_err());
        assert!(complaints("").is_err());
    }
}
