//! What a build tells about itself.

use std::path::PathBuf;

use pamphlet_core::Sources;
use pamphlet_core::diagnostic::{self, Diagnostic};

use crate::target::Format;
use crate::upload::Entry;

/// What became of a build that could begin.
#[derive(Debug)]
pub struct Outcome {
    /// Every article in the order in which it was asked for.
    pub articles: Vec<ArticleOutcome>,
    /// Whether it was interrupted; articles that were not reached are missing.
    pub interrupted: bool,
    /// Lists over all articles; none unless every article is built.
    pub lists: Vec<ListFile>,
}

impl Outcome {
    /// Whether every article is built.
    pub fn is_ok(&self) -> bool {
        self.articles.iter().all(|article| !article.failed())
    }
}

/// What became of one article.
#[derive(Debug)]
pub struct ArticleOutcome {
    /// The path of its Markdown file, for people.
    pub path: String,
    /// Its files, in the order of its targets; empty if it failed.
    pub outputs: Vec<Output>,
    /// What lists say of it.
    pub entries: Vec<Entry>,
    /// What is wrong or doubtful, sorted.
    pub diagnostics: Vec<Diagnostic>,
    /// The files that the diagnostics point into.
    pub sources: Sources,
    /// Why reading or writing failed.
    pub io_error: Option<String>,
    /// A fault of ours: what happened where.
    pub fault: Option<String>,
}

impl ArticleOutcome {
    /// Whether it was not built.
    pub fn failed(&self) -> bool {
        self.io_error.is_some() || self.fault.is_some() || diagnostic::any_error(&self.diagnostics)
    }
}

/// One file that was written.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Output {
    /// Its path below the output folder, with `/`.
    pub path: String,
    /// The target's name.
    pub target: String,
    /// The edition's name.
    pub edition: String,
    /// The format.
    pub format: Format,
    /// Its size in bytes.
    pub size: usize,
    /// SHA-256 of its bytes in hexadecimal.
    pub sha256: String,
    /// Printed pages, where it has pages.
    pub pages: Option<usize>,
}

/// A list that was written.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ListFile {
    /// Its path below the output folder, with `/`.
    pub path: String,
    /// Its size in bytes.
    pub size: usize,
    /// SHA-256 of its bytes in hexadecimal.
    pub sha256: String,
}

/// Why a build could not begin.
#[derive(Debug)]
pub enum BuildError {
    /// The request or the configuration is wrong: exit code 2.
    Usage(String, Vec<String>),
    /// `pamphlet.toml` has faults: exit code 2.
    Config(Vec<Diagnostic>, Sources),
    /// A folder or file cannot be read: exit code 74.
    Read(PathBuf, std::io::Error),
    /// A folder or file cannot be written: exit code 74.
    Write(PathBuf, std::io::Error),
    /// What was asked for has no article: exit code 1.
    NoArticle(String, Vec<String>),
}

impl BuildError {
    /// A wrong request with advice.
    pub fn usage(message: impl Into<String>, hint: impl Into<String>) -> BuildError {
        BuildError::Usage(message.into(), vec![hint.into()])
    }
}
