//! The programs we measure against, pinned as the validators are.

use std::path::{Path, PathBuf};
use std::process::Command;

use anyhow::{Context, Result};

use crate::tools::{Tools, python, rust};

/// The version of typst's own program: the one whose library the PDF crate uses.
const TYPST: &str = "0.15.1";

/// pandoc and typst.
pub struct Peers {
    pandoc: PathBuf,
    typst: PathBuf,
}

impl Peers {
    /// Installs what is missing: pandoc from a wheel, typst by compiling it, which takes minutes.
    pub fn ready(tools: &Tools, typst: Option<&Path>) -> Result<Self> {
        let wheel = python::wheels(tools, "pandoc", include_str!("../../tools/peers.txt"))?;
        let typst = match typst {
            Some(typst) => typst.canonicalize()?,
            None => rust::program(tools, "typst-cli", TYPST, "typst")
                .context("compiling typst takes the packages libssl-dev and pkg-config")?,
        };
        Ok(Self {
            pandoc: wheel.join("pypandoc/files/pandoc"),
            typst,
        })
    }

    /// Three processes for the three formats we make: a page with its style inside, a book, a PDF.
    ///
    /// Citations are read as plain text: pandoc's own processor would cost it as much again.
    pub fn pandoc_three(&self, article: &Path, output: &Path) -> [Command; 3] {
        let call = |name: &str, arguments: &[&str]| {
            let mut command = Command::new(&self.pandoc);
            command.current_dir(article).arg("article.md").args([
                "--from",
                "markdown-citations",
                "-s",
            ]);
            command.arg("-o").arg(output.join(name)).args(arguments);
            command
        };
        let mut pdf = call("article.pdf", &[]);
        pdf.arg("--pdf-engine").arg(&self.typst);
        [
            call(
                "article.html",
                &["--to", "html5", "--embed-resources", "--toc", "--mathml"],
            ),
            call("article.epub", &["--to", "epub3", "--toc"]),
            pdf,
        ]
    }

    /// pandoc with its own citation processor, in its default style.
    pub fn pandoc_cited(&self, article: &Path, page: &Path) -> Command {
        let mut command = Command::new(&self.pandoc);
        command
            .current_dir(article)
            .args([
                "article.md",
                "-s",
                "--citeproc",
                "--bibliography",
                "references.bib",
            ])
            .arg("-o")
            .arg(page);
        command
    }

    /// typst alone on the source that pamphlet emits, to the same two standards.
    pub fn typst(&self, source: &Path, pdf: &Path) -> Command {
        let mut command = Command::new(&self.typst);
        command
            .arg("compile")
            .args(["--pdf-standard", "a-2a,ua-1", "--features", "a11y-extras"])
            .arg("--ignore-system-fonts")
            .arg("--font-path")
            .arg(source.parent().unwrap_or(Path::new(".")))
            .arg(source)
            .arg(pdf);
        command
    }
}
