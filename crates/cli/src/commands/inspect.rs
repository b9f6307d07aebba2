//! `pamphlet inspect`: the typed tree of an article as it was read.

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
    let mut exit = Exit::Done;
    for library in &libraries {
        for place in &library.articles {
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
