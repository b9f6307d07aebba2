//! `pamphlet inspect`: the typed tree of an article as it was read.

use pamphlet_build::library::Library;
use pamphlet_build::pipeline;

use crate::args::{Inspect, TreeFormat};
use crate::exit::Exit;
use crate::report::human;

/// Prints the trees; faults go to standard error, the tree comes out all the same.
pub fn run(args: &Inspect) -> Exit {
    let libraries = match pamphlet_build::library::find(std::slice::from_ref(&args.path)) {
        Ok(libraries) => libraries,
        Err(error) => return human::build_error(&error),
    };
    if let Some(number) = &args.paragraph {
        return paragraph(&libraries, number);
    }
    let mut exit = Exit::Done;
    for library in &libraries {
        for place in library.originals() {
            let reading = match pipeline::inspect(library, place) {
                Ok(reading) => reading,
                Err(error) => {
                    human::trouble(&format!("cannot read {}: {error}", place.file), &[]);
                    return Exit::Io;
                }
            };
            let (article, sources, diagnostics) = reading;
            match args.format {
                TreeFormat::Tree => {
                    print!("{}", pamphlet_markdown::inspect::tree(&article, &sources))
                }
                TreeFormat::Json => {
                    println!("{}", pamphlet_markdown::inspect::json(&article, &sources))
                }
            }
            human::diagnostics(&diagnostics, &sources);
            if pamphlet_core::diagnostic::any_error(&diagnostics) {
                exit = Exit::Content;
            }
        }
    }
    exit
}

/// Prints file, line and column of a numbered block of a proof.
fn paragraph(libraries: &[Library], number: &str) -> Exit {
    let places = libraries.iter().flat_map(|library| {
        library
            .originals()
            .into_iter()
            .map(move |place| (library, place))
    });
    let [(library, place)] = places.collect::<Vec<_>>()[..] else {
        let hint = "give the path of one article";
        human::trouble("a number is one of one article", &[hint.into()]);
        return Exit::Usage;
    };
    let (numbers, sources, diagnostics) = match pipeline::numbers(library, place) {
        Ok(found) => found,
        Err(error) => {
            human::trouble(&format!("cannot read {}: {error}", place.file), &[]);
            return Exit::Io;
        }
    };
    let Some(numbers) = numbers else {
        human::diagnostics(&diagnostics, &sources);
        return Exit::Content;
    };
    let Some((_, span)) = numbers.values().find(|(it, _)| it == number) else {
        let known = numbers.values().map(|(it, _)| it.as_str());
        let hint = match pamphlet_core::diagnostic::nearest(number, known) {
            Some(near) => format!("did you mean {near}?"),
            None => "build the target proof to see the numbers".into(),
        };
        human::trouble(&format!("no block has the number {number}"), &[hint]);
        return Exit::Usage;
    };
    match sources.of(*span) {
        Some(source) => {
            let (line, column) = source.position(span.start());
            println!("{}:{line}:{column}", source.path);
        }
        None => println!("{}: made of the front matter", place.file),
    }
    Exit::Done
}
