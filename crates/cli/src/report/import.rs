//! What an import did: for people every decision, for programs the same as JSON,
//! for whoever has hundreds of leaflets a row each as CSV.

use std::fmt::Write;

use pamphlet_build::intake::{Accepted, Order, Rejected, Taken};
use pamphlet_core::diagnostic::{Diagnostic, brief};
use pamphlet_core::limits;
use pamphlet_import::report::Decision;
use serde_json::{Value, json};

use crate::args::ImportFormat;
use crate::report::human;

/// The shape's version.
const VERSION: u32 = 1;

/// The columns of the triage list.
const COLUMNS: [&str; 13] = [
    "file",
    "status",
    "importer",
    "folder",
    "title",
    "language",
    "dates",
    "parts",
    "words",
    "confidence",
    "to look at",
    "empty slots",
    "blocks a build",
];

/// Tells of sources one after another.
pub struct Telling<'a> {
    format: ImportFormat,
    order: &'a Order,
    files: Vec<Value>,
    rows: Vec<[String; 13]>,
    /// Sources, articles among them, decisions to look at.
    counts: [usize; 3],
}

impl Telling<'_> {
    /// Begins.
    pub fn new(format: ImportFormat, order: &Order) -> Telling<'_> {
        Telling {
            format,
            order,
            files: Vec::new(),
            rows: Vec::new(),
            counts: [0; 3],
        }
    }

    /// Tells of one source.
    pub fn one(&mut self, taken: &Taken) {
        self.counts[0] += 1;
        if let Ok(accepted) = &taken.result {
            self.counts[1] += 1;
            self.counts[2] += unsure(accepted).count();
        }
        match self.format {
            ImportFormat::Human => self.human(taken),
            ImportFormat::Json => self.files.push(self.json(taken)),
            ImportFormat::Csv => self.rows.push(self.row(taken)),
        }
        if self.format.is_for_programs()
            && let Err(rejected) = &taken.result
        {
            let (message, hint) = reason(rejected);
            human::trouble(&format!("{}: {message}", taken.found.name), &[hint]);
        }
    }

    /// Ends: what is one document is printed, then the sum.
    pub fn end(self) {
        match self.format {
            ImportFormat::Human => {}
            ImportFormat::Json => {
                let whole = json!({ "version": VERSION, "files": self.files });
                // As one text: standard output writes a line at a time.
                println!(
                    "{}",
                    serde_json::to_string_pretty(&whole).unwrap_or_default()
                );
            }
            ImportFormat::Csv => print!("{}", csv(&self.rows)),
        }
        let [sources, articles, unsure] = self.counts;
        let count = |n: usize, what: &str| format!("{n} {what}{}", if n == 1 { "" } else { "s" });
        eprintln!(
            "{} from {}, {} to look at",
            count(articles, "article"),
            count(sources, "source"),
            count(unsure, "decision")
        );
    }

    fn folder(&self, taken: &Taken) -> String {
        let folder = self.order.output.join(&taken.found.folder);
        folder.display().to_string()
    }

    fn human(&self, taken: &Taken) {
        let accepted = match &taken.result {
            Ok(accepted) => accepted,
            Err(rejected) => {
                let (message, hint) = reason(rejected);
                human::trouble(&format!("{}: {message}", taken.found.name), &[hint]);
                return;
            }
        };
        let imported = &accepted.imported;
        // As one text: standard output writes a line at a time.
        let mut told = format!(
            "{} → {} ({}, {}, {} words, {} % sure)\n",
            taken.found.name,
            self.folder(taken),
            imported.importer,
            status(accepted),
            imported.words(),
            imported.report.confidence()
        );
        let place = |it: &Decision| match it.place.0 {
            0 => String::new(),
            line => line.to_string(),
        };
        let kinds = imported
            .report
            .decisions
            .iter()
            .map(|it| it.kind.name().len());
        let width = kinds.max().unwrap_or(0);
        for it in &imported.report.decisions {
            let mark = if it.is_unsure() { "?" } else { " " };
            let _ = writeln!(
                told,
                "{:>6} {mark} {:width$} {:>3} %  {}{}",
                place(it),
                it.kind.name(),
                it.confidence,
                it.message,
                words(it)
            );
        }
        print!("{told}");
        match &accepted.blocking {
            Some(blocking) => human::diagnostics(&blocking.errors, &blocking.sources),
            None => eprintln!(
                "{}: longer than {} KB: `pamphlet build` tells what stops a build",
                taken.found.name,
                limits::CHECKED_BYTES >> 10
            ),
        }
    }

    fn json(&self, taken: &Taken) -> Value {
        let file = &taken.found.name;
        let folder = self.folder(taken);
        match &taken.result {
            Ok(accepted) => {
                let imported = &accepted.imported;
                json!({
                    "file": file,
                    "folder": folder,
                    "status": status(accepted),
                    "importer": imported.importer,
                    "title": title(accepted),
                    "language": language(accepted),
                    "dates": dates(accepted),
                    "parts": parts(accepted),
                    "words": imported.words(),
                    "confidence": imported.report.confidence(),
                    "slots": imported.slots,
                    "blocking": blocking(accepted),
                    "decisions": imported.report.decisions.iter().map(decision).collect::<Vec<_>>(),
                })
            }
            Err(rejected) => {
                let (message, hint) = reason(rejected);
                json!({
                    "file": file,
                    "folder": folder,
                    "status": state(rejected),
                    "reason": message,
                    "remedy": hint,
                })
            }
        }
    }

    fn row(&self, taken: &Taken) -> [String; 13] {
        let file = taken.found.name.clone();
        let folder = self.folder(taken);
        let accepted = match &taken.result {
            Ok(accepted) => accepted,
            Err(rejected) => {
                let mut row: [String; 13] = Default::default();
                let (message, hint) = reason(rejected);
                (row[0], row[1], row[3]) = (file, state(rejected).to_owned(), folder);
                row[12] = format!("{message} ({hint})");
                return row;
            }
        };
        let imported = &accepted.imported;
        [
            file,
            status(accepted).to_owned(),
            imported.importer.to_owned(),
            folder,
            title(accepted),
            language(accepted),
            dates(accepted).join("; "),
            parts(accepted).join("; "),
            imported.words().to_string(),
            imported.report.confidence().to_string(),
            unsure(accepted).count().to_string(),
            imported.slots.join("; "),
            blocking(accepted).unwrap_or_default().join("; "),
        ]
    }
}

fn unsure(accepted: &Accepted) -> impl Iterator<Item = &Decision> {
    let decisions = accepted.imported.report.decisions.iter();
    decisions.filter(|it| it.is_unsure())
}

fn status(accepted: &Accepted) -> &'static str {
    match accepted.changed {
        true => "imported",
        false => "unchanged",
    }
}

fn state(rejected: &Rejected) -> &'static str {
    match rejected {
        Rejected::Refused(_) => "refused",
        Rejected::InTheWay(_) => "in the way",
        Rejected::Io(..) => "not read or written",
        Rejected::Fault(_) => "fault",
        Rejected::Interrupted => "interrupted",
    }
}

/// Why there is no article, and what to do.
fn reason(rejected: &Rejected) -> (String, String) {
    match rejected {
        Rejected::Refused(it) => (it.reason.clone(), it.remedy.clone()),
        Rejected::InTheWay(files) => {
            let files: Vec<_> = files.iter().map(|it| it.display().to_string()).collect();
            let message = format!("{} would be overwritten", files.join(", "));
            (message, "say `--force`, or another folder with `-o`".into())
        }
        Rejected::Io(path, error) => (
            format!("{}: {error}", path.display()),
            "see to the file and its folder".into(),
        ),
        Rejected::Fault(fault) => (
            format!("a fault in pamphlet itself: {fault}"),
            "please report it with the file that shows it".into(),
        ),
        Rejected::Interrupted => ("interrupted".into(), "import it again".into()),
    }
}

fn title(accepted: &Accepted) -> String {
    let title = accepted.imported.article.front.title.as_ref();
    title.map_or_else(String::new, |it| it.value.clone())
}

fn language(accepted: &Accepted) -> String {
    let language = accepted.imported.article.front.lang.as_ref();
    language.map_or_else(String::new, |it| it.value.clone())
}

fn dates(accepted: &Accepted) -> Vec<String> {
    let front = &accepted.imported.article.front;
    let dates = [
        ("published", &front.published),
        ("reviewed", &front.reviewed),
        ("next-review", &front.next_review),
    ];
    let known = dates
        .into_iter()
        .filter_map(|(key, date)| Some((key, date.as_ref()?)));
    known
        .map(|(key, date)| format!("{key} {}", date.value))
        .collect()
}

fn parts(accepted: &Accepted) -> Vec<&'static str> {
    let parts = &accepted.imported.article.parts;
    parts.iter().map(|part| part.kind.id()).collect()
}

/// What stops a build; none where nobody tried.
fn blocking(accepted: &Accepted) -> Option<Vec<String>> {
    let blocking = accepted.blocking.as_ref()?;
    let told = |it: &Diagnostic| brief(it, &blocking.sources);
    Some(blocking.errors.iter().map(told).collect())
}

fn decision(it: &Decision) -> Value {
    json!({
        "line": (it.place.0 > 0).then_some(it.place.0),
        "kind": it.kind.name(),
        "confidence": it.confidence,
        "unsure": it.is_unsure(),
        "message": it.message,
        "dropped": it.dropped,
        "added": it.added,
    })
}

/// The words that a decision lost or made, for people.
fn words(it: &Decision) -> String {
    let told = |what: &str, words: &[String]| match words.is_empty() {
        true => String::new(),
        false => format!(" [{what}: {}]", words.join(" ")),
    };
    told("left out", &it.dropped) + &told("added", &it.added)
}

fn csv(rows: &[[String; 13]]) -> String {
    let mut writer = csv::Writer::from_writer(Vec::new());
    let mut all = vec![COLUMNS.map(str::to_owned)];
    all.extend(rows.iter().cloned());
    for row in all {
        // Writing to memory does not fail.
        let _ = writer.write_record(row.map(|cell| inert(&cell)));
    }
    String::from_utf8(writer.into_inner().unwrap_or_default()).unwrap_or_default()
}

/// A cell that no spreadsheet takes for a formula, whatever a file's title is.
fn inert(cell: &str) -> String {
    match cell.starts_with(['=', '+', '-', '@', '\t', '\r']) {
        true => format!("'{cell}"),
        false => cell.to_owned(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_title_is_never_a_formula() {
        assert_eq!(inert("=HYPERLINK(1)"), "'=HYPERLINK(1)");
        assert_eq!(inert("Asthma"), "Asthma");
        let mut row: [String; 13] = Default::default();
        row[4] = "a, \"b\"\nc".into();
        let text = csv(&[row]);
        assert!(
            text.ends_with(",,,,\"a, \"\"b\"\"\nc\",,,,,,,,\n"),
            "{text}"
        );
    }
}
