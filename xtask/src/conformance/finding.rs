//! What validators find, and the report over all of them.

use std::collections::BTreeMap;
use std::fmt;
use std::path::{Path, PathBuf};
use std::sync::Mutex;
use std::time::{Duration, Instant};

use anyhow::{Context, Result};

use super::files::Files;

/// How many findings of one rule in one file are shown; a page may break a rule in every paragraph.
const SHOWN: usize = 4;

/// One thing a validator objects to.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Finding {
    /// The file, as the validator was given it.
    pub file: PathBuf,
    /// Where in the file or in what circumstances: a line, a page, a width and colour scheme.
    pub place: String,
    /// The validator's own name for the rule.
    pub rule: String,
    /// What is wrong, in the validator's words.
    pub message: String,
}

impl Finding {
    /// A finding about a file as a whole.
    pub fn new(file: &Path, rule: impl Into<String>, message: impl Into<String>) -> Self {
        let (rule, message) = (rule.into(), message.into());
        Self {
            file: file.to_path_buf(),
            place: String::new(),
            rule,
            message,
        }
    }

    /// The same finding at a place.
    pub fn at(self, place: impl Into<String>) -> Self {
        Self {
            place: place.into(),
            ..self
        }
    }
}

/// One run of one validator.
pub type Job<'a> = (
    &'static str,
    Box<dyn Fn() -> Result<Vec<Finding>> + Send + Sync + 'a>,
);

/// The outcome of all runs.
pub struct Report {
    /// Everything found, with the validator that found it, in the order of the jobs.
    pub findings: Vec<(&'static str, Finding)>,
    /// For each validator how often it ran and how long in all.
    runs: Vec<(&'static str, usize, Duration)>,
    counts: [usize; 4],
}

/// Runs jobs on all processors; the findings come in the order of the jobs.
pub fn run_all(files: &Files, jobs: Vec<Job>) -> Result<Report> {
    let next = Mutex::new(0);
    let results: Mutex<Vec<_>> = Mutex::new(Vec::new());
    let workers = std::thread::available_parallelism().map_or(1, |count| count.get().min(4));
    std::thread::scope(|scope| {
        for _ in 0..workers {
            scope.spawn(|| {
                loop {
                    let index = {
                        let mut next = next.lock().expect("a worker panicked");
                        *next += 1;
                        *next - 1
                    };
                    let Some((name, job)) = jobs.get(index) else {
                        break;
                    };
                    let start = Instant::now();
                    let result = job().with_context(|| format!("{name} could not judge"));
                    let result = (index, *name, start.elapsed(), result);
                    results.lock().expect("a worker panicked").push(result);
                }
            });
        }
    });
    let mut results = results.into_inner().expect("a worker panicked");
    results.sort_by_key(|(index, ..)| *index);
    let mut report = Report {
        findings: Vec::new(),
        runs: Vec::new(),
        counts: [&files.epub, &files.pdf, &files.html, &files.fragments].map(Vec::len),
    };
    for (_, name, time, result) in results {
        report
            .findings
            .extend(result?.into_iter().map(|finding| (name, finding)));
        match report.runs.iter_mut().find(|run| run.0 == name) {
            Some(run) => *run = (name, run.1 + 1, run.2 + time),
            None => report.runs.push((name, 1, time)),
        }
    }
    Ok(report)
}

impl fmt::Display for Report {
    fn fmt(&self, out: &mut fmt::Formatter) -> fmt::Result {
        let kind = |(validator, finding): &(&'static str, Finding)| {
            (*validator, finding.file.clone(), finding.rule.clone())
        };
        let mut counts: BTreeMap<_, usize> = BTreeMap::new();
        let total = |item: &_| self.findings.iter().filter(|it| kind(it) == *item).count();
        for item in &self.findings {
            let kind = kind(item);
            let count = counts.entry(kind.clone()).or_default();
            *count += 1;
            if *count <= SHOWN {
                writeln!(out, "{}", line(item))?;
            } else if *count == SHOWN + 1 {
                let (validator, file, rule) = &kind;
                let more = total(&kind) - SHOWN;
                writeln!(
                    out,
                    "{}: {validator} [{rule}]: and {more} more",
                    file.display()
                )?;
            }
        }
        let [epub, pdf, html, fragments] = self.counts;
        writeln!(
            out,
            "judged {epub} EPUB, {pdf} PDF and {html} HTML files, and {fragments} fragments"
        )?;
        for (validator, runs, time) in &self.runs {
            let found = self
                .findings
                .iter()
                .filter(|(name, _)| name == validator)
                .count();
            let seconds = time.as_secs_f32();
            writeln!(
                out,
                "  {validator:<10} {found:>4} findings  {runs:>3} runs  {seconds:>6.1} s"
            )?;
        }
        Ok(())
    }
}

fn line((validator, finding): &(&str, Finding)) -> String {
    let Finding {
        file,
        place,
        rule,
        message,
    } = finding;
    let place = if place.is_empty() {
        String::new()
    } else {
        format!("{place}: ")
    };
    format!("{}: {place}{validator} [{rule}]: {message}", file.display())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn one(name: &str) -> Result<Vec<Finding>> {
        Ok(vec![
            Finding::new(Path::new(name), "a-rule", "is wrong").at("line 3"),
        ])
    }

    #[test]
    fn findings_keep_the_order_of_the_jobs_and_name_everything() {
        let slow = || {
            std::thread::sleep(Duration::from_millis(30));
            one("first.pdf")
        };
        let jobs: Vec<Job> = vec![
            ("Slow", Box::new(slow)),
            ("Fast", Box::new(|| one("second.pdf"))),
        ];
        let report = run_all(&Files::default(), jobs).unwrap().to_string();
        let lines: Vec<_> = report.lines().collect();
        assert_eq!(lines[0], "first.pdf: line 3: Slow [a-rule]: is wrong");
        assert_eq!(lines[1], "second.pdf: line 3: Fast [a-rule]: is wrong");
        assert!(
            lines[3].contains("Slow") && lines[3].contains("1 findings"),
            "{report}"
        );
    }

    #[test]
    fn of_many_findings_of_one_kind_a_few_are_shown_and_all_are_counted() {
        let many = || {
            let finding = Finding::new(Path::new("a.html"), "region", "is outside");
            Ok((0..9)
                .map(|index| finding.clone().at(format!("p{index}")))
                .collect())
        };
        let jobs: Vec<Job> = vec![("axe-core", Box::new(many))];
        let report = run_all(&Files::default(), jobs).unwrap();
        let text = report.to_string();
        assert_eq!(report.findings.len(), 9);
        assert_eq!(text.matches("is outside").count(), SHOWN);
        assert!(
            text.contains(&format!(
                "a.html: axe-core [region]: and {} more",
                9 - SHOWN
            )),
            "{text}"
        );
    }

    #[test]
    fn a_validator_that_cannot_run_is_an_error_and_no_pass() {
        let jobs: Vec<Job> = vec![("Broken", Box::new(|| anyhow::bail!("no browser")))];
        let error = run_all(&Files::default(), jobs).err().unwrap();
        assert_eq!(format!("{error:#}"), "Broken could not judge: no browser");
    }
}
