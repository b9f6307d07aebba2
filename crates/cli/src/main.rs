//! The program `pamphlet`: arguments, commands, reports. What it does is done by
//! the crates below; here is only how it is asked for and told.

mod args;
mod commands;
mod exit;
mod report;

use clap::Parser;

use args::{Args, Command};
use exit::Exit;

fn main() -> std::process::ExitCode {
    let args = match Args::try_parse() {
        Ok(args) => args,
        Err(error) => {
            // Help and version are results; anything else is wrong usage.
            let _ = error.print();
            let exit = if error.use_stderr() {
                Exit::Usage
            } else {
                Exit::Done
            };
            return exit.into();
        }
    };
    exit::on_broken_pipe();
    let exit = match args.command {
        Command::Build(args) => commands::build::run(&args),
        Command::Import(args) => commands::import::run(&args),
        Command::Inspect(args) => commands::inspect::run(&args),
        Command::Refs(args) => commands::refs::run(&args),
        Command::Status(args) => commands::status::run(&args),
        Command::Translate(command) => commands::translate::run(&command),
        Command::New(args) => commands::new::run(&args),
        Command::Theme(command) => commands::theme::run(&command),
        Command::Words(args) => commands::words::run(&args),
        Command::Completions(args) => commands::completions::run(&args),
    };
    exit.into()
}
