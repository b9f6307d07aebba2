//! Pictures of the first pages of the sample's printed documents.

use std::path::{Path, PathBuf};
use std::process::Command;

use anyhow::{Context, Result};

use super::finding::Finding;
use super::picture::{Gray, Tolerance, Use};
use super::validators::Validators;
use crate::process;

/// The documents, by the names of their files.
const PAGES: [&str; 5] = [
    "sermorelin",
    "sermorelin-handout",
    "sermorelin-large-print",
    "sermorelin-booklet",
    "sermorelin-proof",
];
/// Dots an inch: coarse enough for small files and for what one version of poppler sharpens and
/// another does not, fine enough to see every line of text move.
const DOTS: &str = "40";
/// Over the five pages, cairo instead of poppler's own rasteriser, which is further away than another
/// version of it, gives 4.2 to 8.2 levels and 2.0 to 4.7 clear pixels in a hundred; a subtitle less,
/// which moves what is below it, gives 10.4 to 19.9 and 6.7 to 13.4; the same page gives 0.6 to 1.1
/// and none, from having sixteen levels. That other words stand on a page is the suite's business.
const TOLERANCE: Tolerance = Tolerance {
    mean: 9.0,
    share: 5.5,
};

/// Compares the pictures of the documents among `files`, or takes them as the reference.
pub fn check(files: &[PathBuf], validators: &Validators, to: &Use) -> Result<Vec<Finding>> {
    let mut findings = Vec::new();
    for (file, name) in ours(files) {
        let fault = to.of(&draw(file, &validators.pdftoppm)?, name, TOLERANCE)?;
        findings.extend(fault.map(|it| Finding::new(file, "page", it).at("page 1")));
    }
    Ok(findings)
}

/// The files that have a reference picture, with its name.
fn ours(files: &[PathBuf]) -> impl Iterator<Item = (&PathBuf, &'static str)> {
    files.iter().filter_map(|file| {
        let stem = file.file_stem()?;
        let name = PAGES.into_iter().find(|name| stem == *name)?;
        Some((file, name))
    })
}

/// The first page.
fn draw(file: &Path, pdftoppm: &Path) -> Result<Gray> {
    let mut draw = Command::new(pdftoppm);
    draw.args(["-r", DOTS, "-gray", "-singlefile", "-f", "1", "-l", "1"]);
    let output = process::output(draw.arg(file))?;
    Gray::of_pgm(&output.stdout).with_context(|| format!("no picture of {}", file.display()))
}
