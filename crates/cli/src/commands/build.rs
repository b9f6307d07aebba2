//! `pamphlet build`: articles to finished files.

use std::io::IsTerminal;
use std::sync::Arc;
use std::sync::atomic::AtomicBool;
use std::time::Instant;

use indicatif::{ProgressBar, ProgressStyle};
use pamphlet_build::{Format, Outcome, Progress, Request};
use pamphlet_core::date::Date;

use crate::args::{Build, Emit, FormatName};
use crate::exit::Exit;
use crate::report::{human, json};

/// Builds what is asked for and tells of it.
pub fn run(args: &Build) -> Exit {
    let started = Instant::now();
    let request = match request(args) {
        Ok(request) => request,
        Err(exit) => return exit,
    };
    let cancel = Arc::new(AtomicBool::new(false));
    // Without a handler an interruption ends the process at once, which leaves
    // no half-written output either: files appear only by renaming.
    let _ = signal_hook::flag::register(signal_hook::consts::SIGINT, cancel.clone());
    let bar = Bar::new();
    let result = pamphlet_build::build(&request, &bar, &cancel);
    bar.clear();
    match result {
        Ok(outcome) => {
            if args.report.is_some() {
                println!("{}", json::report(&outcome));
            }
            human::outcome(
                &outcome,
                &request.output,
                started.elapsed(),
                args.report.is_none(),
            );
            exit(&outcome)
        }
        Err(error) => {
            if args.report.is_some() {
                println!("{}", json::failed(&error));
            }
            human::build_error(&error)
        }
    }
}

fn request(args: &Build) -> Result<Request, Exit> {
    let format = |name: &FormatName| match name {
        FormatName::Html => Format::Html,
        FormatName::Epub => Format::Epub,
        FormatName::Pdf => Format::Pdf,
    };
    Ok(Request {
        paths: args.paths.clone(),
        output: args.output.clone(),
        languages: args.languages.clone(),
        targets: args.targets.clone(),
        formats: args.formats.iter().map(format).collect(),
        site: args.site.clone(),
        threads: args.jobs.map(usize::from),
        emit_typst: args.emit == Some(Emit::Typst),
        fallback_date: source_date()?,
    })
}

/// The day of `SOURCE_DATE_EPOCH`, the convention of reproducible builds.
fn source_date() -> Result<Option<Date>, Exit> {
    let Ok(text) = std::env::var("SOURCE_DATE_EPOCH") else {
        return Ok(None);
    };
    match text.trim().parse().ok().and_then(Date::from_unix) {
        Some(date) => Ok(Some(date)),
        None => {
            let hint = "give the seconds since 1970-01-01, or unset it";
            human::trouble(
                &format!("SOURCE_DATE_EPOCH is not a date: {text}"),
                &[hint.into()],
            );
            Err(Exit::Usage)
        }
    }
}

fn exit(outcome: &Outcome) -> Exit {
    let any = |what: fn(&pamphlet_build::ArticleOutcome) -> bool| outcome.articles.iter().any(what);
    if outcome.interrupted {
        Exit::Interrupted
    } else if any(|article| article.fault.is_some()) {
        Exit::Fault
    } else if any(|article| article.io_error.is_some()) {
        Exit::Io
    } else if any(|article| article.failed()) {
        Exit::Content
    } else {
        Exit::Done
    }
}

/// Progress on a terminal; silence elsewhere.
struct Bar {
    bar: Option<ProgressBar>,
}

impl Bar {
    fn new() -> Bar {
        let bar = std::io::stderr().is_terminal().then(ProgressBar::no_length);
        Bar { bar }
    }

    fn clear(&self) {
        if let Some(bar) = &self.bar {
            bar.finish_and_clear();
        }
    }
}

impl Progress for Bar {
    fn start(&self, outputs: usize) {
        if let Some(bar) = &self.bar {
            bar.set_length(outputs as u64);
            if let Ok(style) = ProgressStyle::with_template("{bar:30} {pos}/{len} {msg}") {
                bar.set_style(style);
            }
        }
    }

    fn output(&self, name: &str) {
        if let Some(bar) = &self.bar {
            bar.set_message(name.to_owned());
            bar.inc(1);
        }
    }
}
