//! From folders to finished files.
//!
//! [`pipeline`] is the road of a document in code: read it first. Around it:
//! what a library is ([`config`], [`library`], [`translations`], [`freshness`], [`exchange`], [`mod@words`], [`disk`]), what it looks like ([`theme`]), which files come out
//! under which names ([`target`], [`plan`]), who does the work ([`jobs`]), how
//! files reach the disk ([`write`], [`upload`]) and what is told of it ([`outcome`]). The way
//! in for what is no article yet is [`intake`].
//! Nothing here asks the clock.

pub mod pipeline;

pub mod bibliography;
pub mod config;
pub mod disk;
pub mod exchange;
pub mod freshness;
pub mod intake;
pub mod jobs;
pub mod library;
pub mod outcome;
pub mod plan;
pub mod starter;
pub mod target;
mod terms;
pub mod theme;
pub mod translations;
pub mod upload;
mod words;
pub mod write;

use std::path::PathBuf;
use std::sync::atomic::AtomicBool;

use pamphlet_core::date::Date;

pub use outcome::{ArticleOutcome, BuildError, Outcome, Output};
pub use target::{Format, Target};
use write::WriteError;

/// What to build and where to.
#[derive(Clone, Debug, Default)]
pub struct Request {
    /// Libraries, article folders or Markdown files; empty: the nearest library.
    pub paths: Vec<PathBuf>,
    /// The folder in which outputs land.
    pub output: PathBuf,
    /// Tags of languages; empty: all that an article has.
    pub languages: Vec<String>,
    /// Names of targets; empty: each library's default targets.
    pub targets: Vec<String>,
    /// Formats; empty: all.
    pub formats: Vec<Format>,
    /// The site whose fields are used.
    pub site: Option<String>,
    /// Worker threads; none: one a core.
    pub threads: Option<usize>,
    /// Whether the Typst source of PDFs is written beside them.
    pub emit_typst: bool,
    /// The date of articles that name none (`SOURCE_DATE_EPOCH`).
    pub fallback_date: Option<Date>,
}

/// Hears how a build goes on. Calls come from worker threads, in no fixed order.
pub trait Progress: Sync {
    /// The number of outputs that will be made.
    fn start(&self, _outputs: usize) {}
    /// One output is made.
    fn output(&self, _name: &str) {}
}

/// Hears nothing.
pub struct Silent;
impl Progress for Silent {}

/// Builds everything that is asked for. `cancel` is looked at between jobs:
/// once it is set nothing more is written.
pub fn build(
    request: &Request,
    progress: &dyn Progress,
    cancel: &AtomicBool,
) -> Result<Outcome, BuildError> {
    let libraries = library::find(&request.paths)?;
    let plan = plan::make(request, libraries)?;
    let mut outcome = jobs::run(request, &plan, progress, cancel)?;
    if outcome.is_ok() && !outcome.interrupted {
        match upload::write(&outcome, &request.output, request.site.as_deref(), cancel) {
            Ok(lists) => outcome.lists = lists,
            Err(WriteError::Interrupted) => outcome.interrupted = true,
            Err(WriteError::Io(path, error)) => return Err(BuildError::Write(path, error)),
        }
    }
    Ok(outcome)
}
