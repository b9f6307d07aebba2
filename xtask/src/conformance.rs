//! `cargo xtask conformance`: independent validators over every built file; any finding fails.
//!
//! | files | validators |
//! |---|---|
//! | EPUB | EPUBCheck, DAISY Ace |
//! | PDF | veraPDF (PDF/UA-1 and PDF/A-2a, or PDF/A-2b where the file claims that), qpdf |
//! | PDF | poppler and pdfium: whether both draw the words of the web pages and books beside it out of it, in their order, and find their blocks |
//! | what the sample shows first | pictures under `tests/pages`, drawn by poppler and Chromium |
//! | handouts | poppler (sizes of type, lines, margins), zbar (the code) |
//! | HTML | the Nu checker; axe-core in Chromium, narrow and wide, light and dark, closed and opened |
//! | fragments | the same, in pages of a host, each beside another |
//! | EPUB | Chromium: whether its documents fit the narrowest window |
//!
//! Given no path, it builds `content/` and the suite's broad and stress samples, judges those, and
//! holds what pages and screens show of `content/` first against pictures under `tests/pages`;
//! `--bless` takes the pictures as they are instead. `--prefetch` only installs the validators, after
//! which no network is needed. `--prove` shows with small samples that each of them passes what is good and fails what is bad.

mod ace;
mod axe;
mod books;
mod browser;
mod epubcheck;
mod files;
mod finding;
mod hosts;
mod nu;
mod pages;
mod paper;
mod picture;
mod prove;
mod qpdf;
mod samples;
mod screens;
mod stand_in;
mod validators;
mod verapdf;
mod words;
mod zip;

use std::path::{Path, PathBuf};
use std::process::Command;

use anyhow::{Context, Result, bail};

use crate::process;
use crate::project::{Project, fresh_folder};
use files::Files;
use finding::Report;
use picture::Use;
use validators::Validators;

/// What is built and judged when no path is given.
const DEFAULTS: [&str; 5] = [
    "content",
    "tests/broad",
    "tests/stress",
    "tests/languages",
    "tests/bilingual",
];

/// The built-in targets, all of whose files are judged.
const TARGETS: [&str; 9] = [
    "web",
    "ebook",
    "print",
    "handout",
    "large-print",
    "booklet",
    "ehr",
    "fragment",
    "proof",
];

/// Runs the command.
pub fn run(arguments: &[String]) -> Result<()> {
    let options = Options::read(arguments)?;
    let project = Project::find()?;
    let validators = Validators::ready()?;
    if options.prefetch {
        eprintln!("the validators are in place; from here on no network is needed");
        return Ok(());
    }
    // A folder a run, so that two at once do not meet.
    let scratch = project
        .results("conformance/.work")
        .join(std::process::id().to_string());
    fresh_folder(&scratch)?;
    let result = if options.bless {
        bless(&project, &validators, &scratch)
    } else if options.prove {
        prove::run(&validators, &scratch)
    } else {
        judge_all(options.paths, &project, &validators, &scratch)
    };
    std::fs::remove_dir_all(&scratch)?;
    result
}

fn judge_all(
    paths: Vec<PathBuf>,
    project: &Project,
    validators: &Validators,
    scratch: &Path,
) -> Result<()> {
    let pictures = paths.is_empty().then_some(Use::Compare(&project.root));
    let paths = if paths.is_empty() {
        build_defaults(project)?
    } else {
        paths
    };
    let files = Files::under(&paths)?;
    let report = judge(&files, validators, scratch, pictures.as_ref())?;
    print!("{report}");
    match report.findings.len() {
        0 => Ok(()),
        count => bail!("{count} findings in {} files", files.count()),
    }
}

/// Takes what pages and screens now show as what they have to.
fn bless(project: &Project, validators: &Validators, scratch: &Path) -> Result<()> {
    let files = Files::under(&build_defaults(project)?)?;
    let hosts = hosts::pages(&files.fragments, scratch)?;
    let documents = books::documents(&files.epub, validators, scratch)?;
    let pictures = Use::Bless(&project.root);
    pages::check(&files.pdf, validators, &pictures)?;
    screens::check(
        &files.html,
        &hosts,
        &documents,
        Some(&pictures),
        validators,
        scratch,
    )?;
    Ok(())
}

/// Runs all validators over all files, as many at a time as there are processors.
/// `pictures` says what becomes of those of the sample.
fn judge(
    files: &Files,
    validators: &Validators,
    scratch: &Path,
    pictures: Option<&Use>,
) -> Result<Report> {
    let hosts = &hosts::pages(&files.fragments, scratch)?;
    let documents = &books::documents(&files.epub, validators, scratch)?;
    let mut jobs: Vec<finding::Job> = Vec::new();
    for epub in &files.epub {
        jobs.push((
            "EPUBCheck",
            Box::new(|| epubcheck::check(epub, validators, scratch)),
        ));
        jobs.push(("Ace", Box::new(|| ace::check(epub, validators, scratch))));
    }
    let html = &files.html;
    if !html.is_empty() || !hosts.is_empty() {
        jobs.push((
            "axe-core",
            Box::new(|| axe::check(html, hosts, validators, scratch)),
        ));
        jobs.push(("Nu", Box::new(|| nu::check(html, hosts, validators))));
    }
    if !documents.is_empty() || pictures.is_some() {
        jobs.push((
            "screens",
            Box::new(move || screens::check(html, hosts, documents, pictures, validators, scratch)),
        ));
    }
    if !files.pdf.is_empty() {
        jobs.push((
            "veraPDF",
            Box::new(|| verapdf::check(&files.pdf, validators)),
        ));
        jobs.push(("qpdf", Box::new(|| qpdf::check(&files.pdf, validators))));
        let judged = words::Judged {
            pdf: &files.pdf,
            html: files.html.iter().chain(&files.fragments).collect(),
            documents,
            is_known: pictures.is_some(),
        };
        jobs.push(("words", Box::new(move || words::check(&judged, validators))));
        jobs.push((
            "paper",
            Box::new(|| paper::check(&files.pdf, validators, scratch)),
        ));
        if let Some(to) = pictures {
            jobs.push((
                "pages",
                Box::new(move || pages::check(&files.pdf, validators, to)),
            ));
        }
    }
    finding::run_all(files, jobs)
}

/// Sources of the kinds that are imported, below the import's tests.
const IMPORTED: [&str; 4] = [
    "clippings/statins/clipping.txt",
    "docx/lo-spanish/source.docx",
    "pages/html-german/page.html",
    "pages/md-pandoc/page.md",
];

/// Builds what the project itself ships, and returns the folders with the results.
fn build_defaults(project: &Project) -> Result<Vec<PathBuf>> {
    let pamphlet = project.pamphlet()?;
    let mut built = Vec::new();
    for source in DEFAULTS.map(|name| project.root.join(name)) {
        if !source.exists() {
            continue;
        }
        let name = source.file_name().context("a source without a name")?;
        let output = project.results("conformance").join(name);
        fresh_folder(&output)?;
        // The built-in targets, then those that the library itself asks for.
        for targets in [&TARGETS[..], &[]] {
            let mut build = Command::new(&pamphlet);
            build
                .current_dir(&project.root)
                .arg("build")
                .arg(&source)
                .arg("-o")
                .arg(&output);
            for target in targets {
                build.args(["-t", target]);
            }
            process::run(&mut build)?;
        }
        built.push(output);
    }
    if built.is_empty() {
        bail!("neither {} is there to build", DEFAULTS.join(" nor "));
    }
    built.push(build_imported(project, &pamphlet)?);
    Ok(built)
}

/// Imports sources of the import's own tests and builds what comes out, unedited.
fn build_imported(project: &Project, pamphlet: &Path) -> Result<PathBuf> {
    let library = project.results("imported");
    let output = project.results("conformance").join("imported");
    fresh_folder(&library)?;
    fresh_folder(&output)?;
    for source in IMPORTED {
        let file = project.root.join("crates/import/tests").join(source);
        let folder = source.split('/').nth(1).unwrap_or(source);
        let mut import = Command::new(pamphlet);
        import
            .arg("import")
            .arg(file)
            .arg("-o")
            .arg(library.join(folder));
        import.args(["--format", "csv"]);
        process::run(&mut import)?;
    }
    let mut build = Command::new(pamphlet);
    build.arg("build").arg(&library).arg("-o").arg(&output);
    process::run(&mut build)?;
    Ok(output)
}

#[derive(Debug, Default)]
struct Options {
    paths: Vec<PathBuf>,
    bless: bool,
    prefetch: bool,
    prove: bool,
}

impl Options {
    fn read(arguments: &[String]) -> Result<Self> {
        let mut options = Self::default();
        for argument in arguments {
            match argument.as_str() {
                "--bless" => options.bless = true,
                "--prefetch" => options.prefetch = true,
                "--prove" => options.prove = true,
                other if other.starts_with('-') => bail!("conformance knows no option `{other}`"),
                path => options.paths.push(path.into()),
            }
        }
        Ok(options)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_unknown_option_is_an_error_and_no_path() {
        let error = Options::read(&["--prefech".into()]).unwrap_err();
        assert!(error.to_string().contains("`--prefech`"));
    }
}
