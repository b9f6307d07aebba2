//! `pamphlet import`: clipped text, Word documents, web pages and foreign
//! Markdown to articles.

use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::sync::atomic::AtomicBool;

use pamphlet_build::intake::{self, Order, Rejected, Taken};

use crate::args::{Import, ImportFormat};
use crate::exit::Exit;
use crate::report::{human, import};

/// Imports what is asked for and tells of every decision.
pub fn run(args: &Import) -> Exit {
    let order = Order {
        path: args.path.clone(),
        output: args.output.clone().unwrap_or_else(default_output),
        title: args.title.clone(),
        force: args.force,
        // A triage list is made to see what stops a build, however long that takes.
        check_long: args.format == ImportFormat::Csv,
    };
    let found = match intake::find(&order) {
        Ok(found) if found.is_empty() => {
            let hint = "a source is text, Markdown, HTML or a Word document".to_owned();
            let message = format!("{} has nothing to import", order.path.display());
            human::trouble(&message, &[hint]);
            return Exit::Content;
        }
        Ok(found) => found,
        Err(error) => return human::build_error(&error),
    };
    let cancel = Arc::new(AtomicBool::new(false));
    let _ = signal_hook::flag::register(signal_hook::consts::SIGINT, cancel.clone());
    let mut told = import::Telling::new(args.format, &order);
    let mut exit = Exit::Done;
    let alone = found.len() == 1;
    for source in found {
        let taken = intake::take(&order, source, &cancel);
        exit = worse(exit, of(&taken));
        told.one(&taken);
        if alone {
            // The program ends here, and taking a tree apart costs a twentieth of
            // an import. Of many sources each must make room for the next.
            std::mem::forget(taken);
        }
    }
    told.end();
    exit
}

/// Where articles go: the library that we stand in, else `content`.
fn default_output() -> PathBuf {
    match Path::new("pamphlet.toml").is_file() {
        true => PathBuf::from("."),
        false => PathBuf::from("content"),
    }
}

fn of(taken: &Taken) -> Exit {
    match &taken.result {
        Ok(_) => Exit::Done,
        Err(Rejected::Refused(_)) => Exit::Content,
        Err(Rejected::InTheWay(_)) => Exit::Usage,
        Err(Rejected::Io(..)) => Exit::Io,
        Err(Rejected::Fault(_)) => Exit::Fault,
        Err(Rejected::Interrupted) => Exit::Interrupted,
    }
}

/// The graver of two ends.
fn worse(a: Exit, b: Exit) -> Exit {
    let gravity = |exit| match exit {
        Exit::Done => 0,
        Exit::Content => 1,
        Exit::Usage => 2,
        Exit::Io => 3,
        Exit::Fault => 4,
        Exit::Interrupted => 5,
    };
    match gravity(b) > gravity(a) {
        true => b,
        false => a,
    }
}
