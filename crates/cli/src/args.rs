//! The command line, one type a command.

use std::path::PathBuf;

use clap::{Parser, Subcommand, ValueEnum};
use pamphlet_core::date::Date;

/// Builds one Markdown health article as tagged PDF, EPUB 3 and web page.
#[derive(Debug, Parser)]
#[command(name = "pamphlet", version, max_term_width = 100)]
pub struct Args {
    /// What to do.
    #[command(subcommand)]
    pub command: Command,
}

/// What to do.
#[derive(Debug, Subcommand)]
pub enum Command {
    /// Build libraries, article folders or Markdown files
    Build(Build),
    /// Make articles of clipped text, Word documents, web pages and other Markdown
    Import(Import),
    /// Print the typed tree of an article as it was read
    Inspect(Inspect),
    /// List references as they print, format their file, note who verified them
    Refs(Refs),
    /// List what changed in sources since their translations followed them
    Status(Status),
    /// Exchange words with translators as XLIFF files
    #[command(subcommand)]
    Translate(TranslateCommand),
    /// Write a starter library that builds
    New(New),
    /// Look at a theme: contrast of its colours, scripts of its fonts
    #[command(subcommand)]
    Theme(ThemeCommand),
    /// Print the words of the interface in a language, to be translated or changed
    Words(Words),
    /// Print a completion script for a shell
    Completions(Completions),
}

/// `pamphlet build`
#[derive(Debug, clap::Args)]
pub struct Build {
    /// Libraries, article folders or .md files [default: the nearest pamphlet.toml upward, else content/]
    pub paths: Vec<PathBuf>,
    /// Folder in which the files land
    #[arg(short, long, value_name = "DIR", default_value = "dist")]
    pub output: PathBuf,
    /// Build only this language, a tag such as es (may be repeated) [default: all]
    #[arg(short, long = "lang", value_name = "LANG")]
    pub languages: Vec<String>,
    /// Build this target (may be repeated) [default: the library's default-targets]
    #[arg(short, long = "target", value_name = "TARGET")]
    pub targets: Vec<String>,
    /// Build only targets of this format (may be repeated)
    #[arg(short, long = "format", value_name = "FORMAT")]
    pub formats: Vec<FormatName>,
    /// Use the fields of this site; files land in a folder of its name
    #[arg(long, value_name = "NAME")]
    pub site: Option<String>,
    /// Worker threads [default: one a core]
    #[arg(short, long, value_name = "N", value_parser = clap::value_parser!(u16).range(1..=256))]
    pub jobs: Option<u16>,
    /// Build everything anew (every build does: there is no cache yet)
    #[arg(long)]
    pub force: bool,
    /// Write the source of PDFs beside them too
    #[arg(long, value_name = "SOURCE")]
    pub emit: Option<Emit>,
    /// Print a report on standard output
    #[arg(long, value_name = "FORMAT")]
    pub report: Option<ReportFormat>,
}

/// `pamphlet import`
#[derive(Debug, clap::Args)]
pub struct Import {
    /// A file, or a folder whose files are imported each by itself
    pub path: PathBuf,
    /// Folder in which articles' folders land [default: the library here, else content]
    #[arg(short, long, value_name = "DIR")]
    pub output: Option<PathBuf>,
    /// The title, from which the folder is named too (for one file)
    #[arg(long, value_name = "TEXT")]
    pub title: Option<String>,
    /// How the decisions are told
    #[arg(long, value_name = "FORMAT", default_value = "human")]
    pub format: ImportFormat,
    /// Overwrite what is there
    #[arg(long)]
    pub force: bool,
}

/// `pamphlet theme`
#[derive(Debug, clap::Subcommand)]
pub enum ThemeCommand {
    /// Report the contrast of every pair of colours, and scripts without fonts
    Check(ThemeCheck),
}

/// `pamphlet theme check`
#[derive(Debug, clap::Args)]
pub struct ThemeCheck {
    /// A theme's folder, or the name of a built-in theme
    pub theme: String,
}

/// `pamphlet inspect`
#[derive(Debug, clap::Args)]
pub struct Inspect {
    /// An article folder or .md file
    pub path: PathBuf,
    /// How the tree is printed
    #[arg(long, value_name = "FORMAT", default_value = "tree")]
    pub format: TreeFormat,
    /// Print where the block stands that has this number in a proof: 4.12
    #[arg(long, value_name = "NUMBER", conflicts_with = "format")]
    pub paragraph: Option<String>,
}

/// `pamphlet refs`
#[derive(Debug, clap::Args)]
pub struct Refs {
    /// A library, an article folder or a .md file [default: as for build]
    pub path: Option<PathBuf>,
    /// How the references are printed
    #[arg(long, value_name = "FORMAT", default_value = "list")]
    pub format: RefsFormat,
    /// Note that these references were compared with the works themselves; without keys, all
    #[arg(long, value_name = "KEY", num_args = 0.., requires = "by")]
    pub lock: Option<Vec<String>>,
    /// Initials of the person who compared them
    #[arg(long, value_name = "INITIALS", requires = "lock")]
    pub by: Option<String>,
    /// The day on which they were compared [default: today]
    #[arg(long, value_name = "DATE", requires = "lock", value_parser = date)]
    pub on: Option<Date>,
}

fn date(text: &str) -> Result<Date, String> {
    Date::parse(text).ok_or_else(|| "a date is written as 2026-11-30".to_owned())
}

/// `pamphlet status`
#[derive(Debug, clap::Args)]
pub struct Status {
    /// A library, an article folder or a translation [default: as for build]
    pub path: Option<PathBuf>,
    /// Look at this language only, a tag such as es (may be repeated) [default: all]
    #[arg(short, long = "lang", value_name = "LANG")]
    pub languages: Vec<String>,
    /// Note that these translations follow their sources as they are now
    #[arg(long, requires = "languages")]
    pub accept: bool,
    /// How the blocks are told
    #[arg(long, value_name = "FORMAT", default_value = "human")]
    pub format: StatusFormat,
}

/// `pamphlet translate`
#[derive(Debug, clap::Subcommand)]
pub enum TranslateCommand {
    /// Write the words of an article as XLIFF, with those of its translation so far
    Export(TranslateExport),
    /// Put what a translator sent back into article.LANG.md, its lock and its glossary
    Import(TranslateImport),
}

/// `pamphlet translate export`
#[derive(Debug, clap::Args)]
pub struct TranslateExport {
    /// The folder of an article, or its file [default: as for build]
    pub path: Option<PathBuf>,
    /// The language to translate into, a tag such as es
    #[arg(short, long = "lang", value_name = "LANG")]
    pub language: String,
    /// The file to write [default: standard output]
    #[arg(short, long, value_name = "FILE.xlf")]
    pub output: Option<PathBuf>,
    /// The version of XLIFF
    #[arg(long, value_name = "VERSION", default_value = "2.1")]
    pub xliff: XliffVersion,
}

/// `pamphlet translate import`
#[derive(Debug, clap::Args)]
pub struct TranslateImport {
    /// The XLIFF file that came back
    pub file: PathBuf,
    /// The article or its library [default: as for build]
    pub path: Option<PathBuf>,
}

/// A version of XLIFF.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub enum XliffVersion {
    /// XLIFF 1.2, for older programs
    #[value(name = "1.2")]
    V1,
    /// XLIFF 2.1
    #[value(name = "2.1")]
    V2,
}

/// `pamphlet new`
#[derive(Debug, clap::Args)]
pub struct New {
    /// The folder to make; it must not exist or be empty
    pub path: PathBuf,
}

/// `pamphlet words`
#[derive(Debug, clap::Args)]
pub struct Words {
    /// The language, a tag such as so
    #[arg(value_name = "LANG")]
    pub language: String,
}

/// `pamphlet completions`
#[derive(Debug, clap::Args)]
pub struct Completions {
    /// The shell
    pub shell: clap_complete::Shell,
}

/// A format of outputs.
#[derive(Clone, Copy, Debug, ValueEnum)]
pub enum FormatName {
    /// Web pages
    Html,
    /// Ebooks
    Epub,
    /// Printable documents
    Pdf,
}

/// A source that can be written.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub enum Emit {
    /// Typst source with its template, for the stock Typst program
    Typst,
}

/// How references are printed.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub enum RefsFormat {
    /// A line each: who verified it, its key, the reference in the article's style
    List,
    /// As the text of a references.yaml
    Yaml,
}

/// How an import is told of.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub enum ImportFormat {
    /// A line a decision
    Human,
    /// Everything, for programs
    Json,
    /// A row a file, to see which leaflets need what
    Csv,
}

impl ImportFormat {
    /// Whether standard output is for a program.
    pub fn is_for_programs(self) -> bool {
        matches!(self, ImportFormat::Json | ImportFormat::Csv)
    }
}

/// How translations are told of.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub enum StatusFormat {
    /// A line a block
    Human,
    /// Everything, for programs
    Json,
}

/// A format of reports.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub enum ReportFormat {
    /// Every output and every diagnostic as JSON
    Json,
}

/// A format of trees.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub enum TreeFormat {
    /// Indented text
    Tree,
    /// JSON
    Json,
}
