//! `cargo xtask COMMAND`: what the project automates about itself.
//!
//! This file is the table of commands; each command is a file, and says at its top what it promises.

mod bench;
mod bless;
mod ci;
mod conformance;
mod fonts;
mod process;
mod project;
mod release;
mod test;
mod tidy;
mod tools;

use std::process::ExitCode;

use anyhow::{Result, bail};

/// A row of the table: how a command is called, what it is for, and what runs it.
struct Command {
    name: &'static str,
    arguments: &'static str,
    about: &'static str,
    run: fn(&[String]) -> Result<()>,
}

const COMMANDS: &[Command] = &[
    Command {
        name: "test",
        arguments: "[ARGUMENT OF cargo test]...",
        about: "everything that needs only Rust",
        run: test::run,
    },
    Command {
        name: "conformance",
        arguments: "[DIR|FILE]... [--bless] [--prefetch] [--prove]",
        about: "run the independent validators over built files",
        run: conformance::run,
    },
    Command {
        name: "tidy",
        arguments: "",
        about: "check that the source tree keeps the design's rules",
        run: tidy::run,
    },
    Command {
        name: "fonts",
        arguments: "PACK DIR",
        about: "fetch the whole files of a font pack into the fonts folder of a theme",
        run: fonts::run,
    },
    Command {
        name: "bench",
        arguments: "[--runs N] [--pamphlet FILE] [--typst FILE]",
        about: "measure speed and memory against pandoc and typst",
        run: bench::run,
    },
    Command {
        name: "bless",
        arguments: "[ARGUMENT OF cargo test]...",
        about: "take what the tests now give as what they expect",
        run: bless::run,
    },
    Command {
        name: "release",
        arguments: "",
        about: "make the release set under target/release-set",
        run: release::run,
    },
    Command {
        name: "ci",
        arguments: "[--no-test]",
        about: "everything a change must pass",
        run: ci::run,
    },
];

fn main() -> ExitCode {
    let arguments: Vec<String> = std::env::args().skip(1).collect();
    match dispatch(&arguments) {
        Ok(()) => ExitCode::SUCCESS,
        Err(error) => {
            eprintln!("error: {error:#}");
            ExitCode::FAILURE
        }
    }
}

fn dispatch(arguments: &[String]) -> Result<()> {
    let Some((name, rest)) = arguments.split_first() else {
        print!("{}", help());
        return Ok(());
    };
    if matches!(name.as_str(), "help" | "-h" | "--help") {
        print!("{}", help());
        return Ok(());
    }
    match COMMANDS.iter().find(|command| command.name == name) {
        Some(command) => (command.run)(rest),
        None => bail!("no command `{name}`\n\n{}", help()),
    }
}

fn help() -> String {
    let mut text = String::from("usage: cargo xtask COMMAND\n\n");
    for command in COMMANDS {
        let call = format!("{} {}", command.name, command.arguments);
        text.push_str(&format!("  {call:<50} {}\n", command.about));
    }
    text
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn help_names_every_command() {
        let help = help();
        for command in COMMANDS {
            assert!(help.contains(command.about), "{}", command.name);
        }
    }

    #[test]
    fn an_unknown_command_is_an_error() {
        let error = dispatch(&["conform".into()]).unwrap_err();
        assert!(error.to_string().contains("no command `conform`"));
    }
}
