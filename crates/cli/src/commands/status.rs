//! `pamphlet status`: how translations stand to their sources.

use pamphlet_build::freshness::{self, Finding, Standing, Status};
use pamphlet_build::library::{self, Library};
use pamphlet_build::plan;
use pamphlet_core::diagnostic::any_error;
use serde_json::{Value, json};

use crate::args::{self, StatusFormat};
use crate::exit::Exit;
use crate::report::human;

/// The version of the shape of what programs get.
const VERSION: u32 = 1;

/// Compares every translation asked for with its source; notes that it follows it
/// where that is asked. Faults go to standard error.
pub fn run(args: &args::Status) -> Exit {
    let paths: Vec<_> = args.path.iter().cloned().collect();
    let found = library::find(&paths).and_then(|mut libraries| {
        plan::keep_languages(&args.languages, &mut libraries)?;
        Ok(libraries)
    });
    let libraries = match found {
        Ok(libraries) => libraries,
        Err(error) => return human::build_error(&error),
    };
    let (mut exit, mut all) = (Exit::Done, Vec::new());
    for library in &libraries {
        for place in &library.articles {
            let status = match freshness::status(library, place) {
                Ok(Some(status)) => status,
                Ok(None) => continue,
                Err(error) => {
                    human::trouble(&format!("cannot read {}: {error}", place.file), &[]);
                    return Exit::Io;
                }
            };
            let shown = status.diagnostics.iter();
            // What a build warns of is told below, a block a line.
            let shown = shown.filter(|it| it.name != "stale-translation");
            let shown: Vec<_> = shown.cloned().collect();
            human::diagnostics(&shown, &status.sources);
            if any_error(&shown) {
                exit = Exit::Content;
            } else if args.accept
                && let Err(exit) = accept(library, &status, args.format)
            {
                return exit;
            }
            all.push(status);
        }
    }
    match args.format {
        StatusFormat::Json => println!("{:#}", report(&all)),
        StatusFormat::Human if !args.accept => all.iter().for_each(print),
        StatusFormat::Human => {}
    }
    exit
}

fn accept(library: &Library, status: &Status, format: StatusFormat) -> Result<(), Exit> {
    match status.accept(library) {
        Ok(path) => {
            if format == StatusFormat::Human {
                println!("{}", path.display());
            }
            Ok(())
        }
        Err(error) => {
            human::trouble(&format!("cannot write {}: {error}", status.lock_file), &[]);
            Err(Exit::Io)
        }
    }
}

/// A translation in a line, and a line for every block.
fn print(status: &Status) {
    if any_error(&status.diagnostics) {
        println!("{}: has errors and is not compared", status.place.file);
        return;
    }
    let all = [
        Standing::Changed,
        Standing::New,
        Standing::Gone,
        Standing::Moved,
        Standing::Missing,
        Standing::Extra,
    ];
    let counts = all.into_iter().filter_map(|standing| {
        let count = status.findings.iter().filter(|it| it.standing == standing);
        let count = count.count();
        (count > 0).then(|| format!("{count} {}", standing.name()))
    });
    let mut told: Vec<String> = counts.collect();
    if !status.is_locked {
        told.insert(0, format!("there is no {} yet", status.lock_file));
    } else if told.is_empty() {
        told.push("follows its source".into());
    }
    println!("{}: {}", status.place.file, told.join(", "));
    for finding in &status.findings {
        let (name, path) = (finding.standing.name(), &finding.path);
        match place(status, finding) {
            Some((file, line, column)) => println!("  {name:<8} {file}:{line}:{column} {path}"),
            None => println!("  {name:<8} {path}"),
        }
    }
}

fn place<'a>(status: &'a Status, finding: &Finding) -> Option<(&'a str, usize, usize)> {
    let source = status.sources.of(finding.span)?;
    let (line, column) = source.position(finding.span.start());
    Some((&source.path, line, column))
}

fn report(all: &[Status]) -> Value {
    let blocks = |status: &Status| -> Vec<Value> {
        let block = |finding: &Finding| {
            let place = place(status, finding);
            json!({
                "standing": finding.standing.name(),
                "path": finding.path,
                "file": place.map(|(file, ..)| file),
                "line": place.map(|(_, line, _)| line),
                "column": place.map(|(.., column)| column),
            })
        };
        status.findings.iter().map(block).collect()
    };
    let translations = all.iter().map(|status| {
        json!({
            "file": status.place.file,
            "language": status.place.language().map(|it| it.tag()),
            "compared": !any_error(&status.diagnostics),
            "locked": status.is_locked,
            "blocks": blocks(status),
        })
    });
    let translations: Vec<Value> = translations.collect();
    json!({ "version": VERSION, "translations": translations })
}
