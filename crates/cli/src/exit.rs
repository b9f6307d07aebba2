//! How the program ends: exit codes are part of its contract.

use std::process::ExitCode;

/// Why the program ends.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Exit {
    /// Done.
    Done,
    /// The content has errors.
    Content,
    /// Wrong usage or configuration.
    Usage,
    /// A fault of ours.
    Fault,
    /// Reading or writing failed.
    Io,
    /// Interrupted.
    Interrupted,
}

impl From<Exit> for ExitCode {
    fn from(exit: Exit) -> ExitCode {
        ExitCode::from(match exit {
            Exit::Done => 0,
            Exit::Content => 1,
            Exit::Usage => 2,
            Exit::Fault => 70,
            Exit::Io => 74,
            Exit::Interrupted => 130,
        })
    }
}

/// Keeps a reader that goes away (`pamphlet inspect … | head`) from looking like
/// a fault of ours.
pub fn on_broken_pipe() {
    let usual = std::panic::take_hook();
    std::panic::set_hook(Box::new(move |info| {
        let text = info
            .payload()
            .downcast_ref::<String>()
            .map_or("", String::as_str);
        if text.contains("failed printing to stdout") {
            std::process::exit(74);
        }
        usual(info);
    }));
}
