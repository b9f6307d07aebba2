//! `pamphlet completions`: a completion script for a shell.

use clap::CommandFactory;

use crate::args::{Args, Completions};
use crate::exit::Exit;

/// Prints the script.
pub fn run(args: &Completions) -> Exit {
    clap_complete::generate(
        args.shell,
        &mut Args::command(),
        "pamphlet",
        &mut std::io::stdout(),
    );
    Exit::Done
}
