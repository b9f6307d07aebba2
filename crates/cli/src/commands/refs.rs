//! `pamphlet refs`: the references of articles, as they print and as they stand
//! to what people verified.

use std::collections::{BTreeMap, BTreeSet};
use std::time::SystemTime;

use pamphlet_build::bibliography::{self, Bibliography};
use pamphlet_cite::{Request, Standing};
use pamphlet_core::date::Date;
use pamphlet_core::diagnostic::any_error;
use pamphlet_core::inline::plain_text;

use crate::args::{Refs, RefsFormat};
use crate::exit::Exit;
use crate::report::human;

/// Lists, formats or locks the references of every article asked for. Faults go
/// to standard error; nothing is locked where there is an error.
pub fn run(args: &Refs) -> Exit {
    let paths: Vec<_> = args.path.iter().cloned().collect();
    let libraries = match pamphlet_build::library::find(&paths) {
        Ok(libraries) => libraries,
        Err(error) => return human::build_error(&error),
    };
    let mut exit = Exit::Done;
    let mut all = Vec::new();
    for library in &libraries {
        // A translation cites what its source cites.
        for place in library.originals() {
            let found = match bibliography::of(library, place) {
                Ok(found) => found,
                Err(error) => {
                    human::trouble(&format!("cannot read {}: {error}", place.file), &[]);
                    return Exit::Io;
                }
            };
            human::diagnostics(&found.diagnostics, &found.sources);
            if any_error(&found.diagnostics) {
                exit = Exit::Content;
            }
            all.push(found);
        }
    }
    match (&args.lock, &args.by) {
        (Some(keys), Some(by)) => lock(&mut all, keys, by, args.on),
        (Some(_), None) | (None, Some(_) | None) => {
            for found in &all {
                match args.format {
                    RefsFormat::List => list(found),
                    RefsFormat::Yaml => print!("{}", pamphlet_cite::to_yaml(&found.references)),
                }
            }
            exit
        }
    }
}

fn list(found: &Bibliography) {
    let printed = printed(found);
    for entry in &found.references.entries {
        let key = entry.key.value.as_str();
        let standing = match pamphlet_cite::standing(entry, &found.lock) {
            Standing::Open => "not verified".to_owned(),
            Standing::Verified(it) => format!("verified {} {}", it.date, it.by),
            Standing::Changed(it) => format!("changed since {} {}", it.date, it.by),
        };
        let words = printed.get(key).map_or("", String::as_str);
        println!("{key}\t{standing}\t{words}");
    }
}

/// What each entry says in the article's style.
fn printed(found: &Bibliography) -> BTreeMap<String, String> {
    let Some(style) = &found.style else {
        return BTreeMap::new();
    };
    let entries = &found.references.entries;
    let references = entries
        .iter()
        .map(|entry| (entry.key.value.as_str(), entry));
    let keys: Vec<&str> = entries
        .iter()
        .map(|entry| entry.key.value.as_str())
        .collect();
    let printed = pamphlet_cite::print(
        style,
        &Request {
            references: &references.collect(),
            citations: &[],
            before: &[],
            behind: &keys,
            names_alone: false,
            sources: &found.sources,
        },
    );
    let list = printed.list.into_iter();
    list.map(|entry| (entry.key, plain_text(&entry.inlines)))
        .collect()
}

fn lock(all: &mut [Bibliography], keys: &[String], by: &str, on: Option<Date>) -> Exit {
    let Some(date) = on.or_else(today) else {
        human::trouble(
            "this machine has no date",
            &["say the day with `--on`".to_owned()],
        );
        return Exit::Usage;
    };
    let known: BTreeSet<&str> = all
        .iter()
        .flat_map(|found| &found.references.entries)
        .map(|entry| entry.key.value.as_str())
        .collect();
    if let Some(key) = keys.iter().find(|key| !known.contains(key.as_str())) {
        let near = pamphlet_core::diagnostic::nearest(key, known.iter().copied());
        let hint = near.map(|near| format!("did you mean `{near}`?"));
        human::trouble(
            &format!("there is no reference `{key}`"),
            &hint.into_iter().collect::<Vec<_>>(),
        );
        return Exit::Usage;
    }
    for found in all {
        let own = |key: &&String| found.references.find(key).is_some();
        let own: Vec<&str> = keys.iter().filter(own).map(String::as_str).collect();
        let nothing = found.references.entries.is_empty() || own.is_empty() && !keys.is_empty();
        if nothing {
            continue;
        }
        pamphlet_cite::verify(&mut found.lock, &found.references, &own, date, by);
        let text = pamphlet_cite::write_lock(&found.lock);
        if let Err(error) = std::fs::write(&found.lock_file, text) {
            human::trouble(
                &format!("cannot write {}: {error}", found.lock_file.display()),
                &[],
            );
            return Exit::Io;
        }
        println!("{}", found.lock_file.display());
    }
    Exit::Done
}

/// The day of whoever locks, which no build ever asks for.
fn today() -> Option<Date> {
    let since = SystemTime::now().duration_since(SystemTime::UNIX_EPOCH);
    Date::from_unix(since.ok()?.as_secs())
}
