//! Running other programs: the command line is shown first, and failure names the program.

use std::ffi::OsStr;
use std::path::Path;
use std::process::{Command, Output};

use anyhow::{Context, Result, bail};

/// A call of the cargo that runs us.
///
/// `cargo run` leaves variables about the xtask package behind; they are taken away, so that
/// build scripts see what they see in a call by hand and nothing is compiled twice.
pub fn cargo() -> Command {
    let program = std::env::var_os("CARGO").unwrap_or_else(|| "cargo".into());
    let mut command = Command::new(program);
    for (name, _) in std::env::vars_os() {
        let Some(name) = name.to_str() else { continue };
        if name.starts_with("CARGO_PKG_") || name.starts_with("CARGO_MANIFEST_") {
            command.env_remove(name);
        }
    }
    command
}

/// The same command at the lowest priority, where the machine has `nice`.
pub fn low_priority(command: Command) -> Command {
    let Some(nice) = find("nice") else {
        return command;
    };
    let mut polite = Command::new(nice);
    polite
        .args(["-n", "19"])
        .arg(command.get_program())
        .args(command.get_args());
    for (name, value) in command.get_envs() {
        match value {
            Some(value) => polite.env(name, value),
            None => polite.env_remove(name),
        };
    }
    polite
}

/// Shows the command line, runs it with our output, and fails unless it succeeds.
pub fn run(command: &mut Command) -> Result<()> {
    eprintln!("$ {}", line(command));
    let status = command.status().with_context(|| missing(command))?;
    if !status.success() {
        bail!("`{}` ended with {status}", line(command));
    }
    Ok(())
}

/// Runs quietly and returns what was printed, whatever the exit code says.
pub fn output(command: &mut Command) -> Result<Output> {
    command.output().with_context(|| missing(command))
}

/// Runs quietly and returns standard output; a failure carries standard error.
pub fn stdout(command: &mut Command) -> Result<String> {
    let output = output(command)?;
    if !output.status.success() {
        let talk = String::from_utf8_lossy(&output.stderr);
        bail!(
            "`{}` ended with {}\n{}",
            line(command),
            output.status,
            talk.trim_end()
        );
    }
    String::from_utf8(output.stdout)
        .with_context(|| format!("`{}` printed no UTF-8", line(command)))
}

/// Where a program lies on `PATH`.
pub fn find(program: &str) -> Option<std::path::PathBuf> {
    let path = std::env::var_os("PATH")?;
    std::env::split_paths(&path)
        .map(|folder| folder.join(program))
        .find(|file| is_program(file))
}

/// The command as a person would type it; long ones are cut.
pub fn line(command: &Command) -> String {
    let mut text = shown(command.get_program());
    for argument in command.get_args() {
        text.push(' ');
        text.push_str(&shown(argument));
    }
    if text.chars().count() > 200 {
        text = text.chars().take(200).chain(" …".chars()).collect();
    }
    text
}

fn missing(command: &Command) -> String {
    format!("cannot run `{}`", shown(command.get_program()))
}

fn shown(text: &OsStr) -> String {
    let text = text.to_string_lossy();
    match Path::new(text.as_ref()).file_name() {
        Some(name) if text.ends_with("/cargo") => name.to_string_lossy().into_owned(),
        _ => text.into_owned(),
    }
}

#[cfg(unix)]
fn is_program(file: &Path) -> bool {
    use std::os::unix::fs::PermissionsExt;
    file.metadata()
        .is_ok_and(|data| data.is_file() && data.permissions().mode() & 0o111 != 0)
}

#[cfg(not(unix))]
fn is_program(file: &Path) -> bool {
    file.is_file()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_failing_program_is_an_error_that_names_it() {
        let error = run(Command::new("sh").args(["-c", "exit 3"])).unwrap_err();
        assert!(
            error.to_string().starts_with("`sh -c exit 3` ended with"),
            "{error}"
        );
    }

    #[test]
    fn a_program_that_is_not_there_is_an_error_that_names_it() {
        let error = run(&mut Command::new("no-such-program-at-all")).unwrap_err();
        assert_eq!(error.to_string(), "cannot run `no-such-program-at-all`");
    }

    #[test]
    fn standard_error_is_part_of_the_message() {
        let error = stdout(Command::new("sh").args(["-c", "echo why >&2; false"])).unwrap_err();
        assert!(error.to_string().ends_with("\nwhy"), "{error}");
    }

    #[test]
    fn cargo_does_not_inherit_our_package() {
        let removed = cargo();
        let kept = removed.get_envs().filter(|(name, value)| {
            value.is_some() && name.to_string_lossy().starts_with("CARGO_PKG_")
        });
        assert_eq!(kept.count(), 0);
    }
}
