//! `pamphlet new`: a starter library that builds.

use pamphlet_build::starter;

use crate::args::New;
use crate::exit::Exit;
use crate::report::human;

/// Writes the library.
pub fn run(args: &New) -> Exit {
    match starter::write(&args.path) {
        Ok(files) => {
            for file in files {
                println!("{}", args.path.join(file).display());
            }
            eprintln!("\nNow run: pamphlet build {}", args.path.display());
            Exit::Done
        }
        Err(error) => human::build_error(&error),
    }
}
