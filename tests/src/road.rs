//! The road of a document, in memory: what `pamphlet-build` does with files.

use std::collections::BTreeMap;

use pamphlet_core::assets::MemoryAssets;
use pamphlet_core::date::Date;
use pamphlet_core::diagnostic::{self, Diagnostic, settle};
use pamphlet_core::edition::Publisher;
use pamphlet_core::glossary::Glossary;
use pamphlet_core::language::Language;
use pamphlet_core::profile::Profile;
use pamphlet_core::reference::References;
use pamphlet_core::words::Tables;
use pamphlet_core::{Article, Edition, Rendered, Sources};
use pamphlet_theme::Theme;

use crate::case::Case;

/// The Markdown file's path in diagnostics.
pub const FILE: &str = "article.md";

/// What came of a case.
pub struct Outcome {
    /// The files that were read.
    pub sources: Sources,
    /// The tree as read.
    pub article: Article,
    /// The edition; none if something is an error.
    pub edition: Option<Edition>,
    /// The outputs; none if something is an error.
    pub outputs: Option<Outputs>,
    /// Everything that was found, sorted by place.
    pub diagnostics: Vec<Diagnostic>,
}

/// The three formats of an edition.
pub struct Outputs {
    /// The web page.
    pub html: Vec<u8>,
    /// The ebook.
    pub epub: Vec<u8>,
    /// The PDF.
    pub pdf: Vec<u8>,
    /// The Typst source of the PDF.
    pub typst: String,
}

/// Names of the shared blocks that a case brings.
fn block_names(files: &BTreeMap<&str, &str>) -> Vec<String> {
    let name = |path: &&str| {
        path.strip_prefix("blocks/")?
            .strip_suffix(".md")
            .map(str::to_owned)
    };
    files.keys().filter_map(name).collect()
}

/// Runs a case, in English where it names no language.
pub fn run(case: &Case) -> Outcome {
    run_in(case, &Language::english())
}

/// Runs a case in a library of a language.
pub fn run_in(case: &Case, language: &Language) -> Outcome {
    let mut sources = Sources::new();
    let mut faults = Vec::new();
    let files: BTreeMap<&str, &str> = case.files().collect();
    let shared = |name: &str| {
        let path = format!("blocks/{name}.md");
        match files.get(path.as_str()) {
            Some(text) => Ok((path, text.as_bytes().to_vec())),
            None => Err(block_names(&files)),
        }
    };
    let bytes = case.bytes();
    let words = words(&files, &mut sources, &mut faults);
    let input = pamphlet_markdown::Input {
        slug: "article",
        path: FILE,
        bytes: &bytes,
        language: Some(language),
        words: &words,
        blocks: &shared,
    };
    let reading = pamphlet_markdown::read(&input, &mut sources);
    faults.extend(reading.diagnostics);
    let glossary = glossary(&files, &mut sources, &mut faults);
    let references = references(&files, &mut sources, &mut faults);
    let library = pamphlet_resolve::Library {
        language: language.clone(),
        ..library(&files, words.clone(), &mut sources, &mut faults)
    };
    let assets = assets(&files);
    let theme = Theme::clinic();
    let resolution = pamphlet_resolve::resolve(&pamphlet_resolve::Input {
        article: &reading.article,
        sources: &sources,
        profile: &profile(case.edition()),
        references: &references,
        glossary: &glossary,
        translation: None,
        library: &library,
        folder: "",
        elsewhere: &[],
        assets: &assets,
    });
    faults.extend(resolution.diagnostics);
    if let Some(edition) = &resolution.edition {
        faults.extend(pamphlet_theme::coverage::check(edition, &theme));
    }
    let edition = resolution
        .edition
        .filter(|_| !diagnostic::any_error(&faults));
    let outputs = edition
        .as_ref()
        .and_then(|edition| render(edition, &theme, &assets, &mut faults));
    settle(&mut faults);
    Outcome {
        sources,
        article: reading.article,
        edition,
        outputs,
        diagnostics: faults,
    }
}

fn profile(name: &str) -> Profile {
    match name {
        "full" => Profile::full(),
        "handout" => Profile::handout(),
        "large-print" => Profile::large_print(),
        other => panic!("no edition is called {other}"),
    }
}

fn glossary(
    files: &BTreeMap<&str, &str>,
    sources: &mut Sources,
    faults: &mut Vec<Diagnostic>,
) -> Glossary {
    let Some(text) = files.get("glossary.yaml") else {
        return Glossary::default();
    };
    let (glossary, found) =
        pamphlet_markdown::read_glossary("glossary.yaml", text.as_bytes(), sources);
    faults.extend(found);
    glossary
}

fn references(
    files: &BTreeMap<&str, &str>,
    sources: &mut Sources,
    faults: &mut Vec<Diagnostic>,
) -> References {
    let mut read = Vec::new();
    for format in &pamphlet_cite::FORMATS {
        let Some(text) = files.get(format.file) else {
            continue;
        };
        let (references, found) = pamphlet_cite::read(format.file, text.as_bytes(), sources);
        faults.extend(found);
        read.push(references);
    }
    let (references, found) = pamphlet_cite::merge(read);
    faults.extend(found);
    references
}

/// The library's own words: of files such as `words.so.yaml`.
fn words(
    files: &BTreeMap<&str, &str>,
    sources: &mut Sources,
    faults: &mut Vec<Diagnostic>,
) -> Tables {
    let mut wordings = Vec::new();
    for (name, text) in files {
        let tag = name.strip_prefix("words.");
        let tag = tag.and_then(|it| it.strip_suffix(".yaml"));
        if let Some(language) = tag.and_then(Language::parse) {
            let bytes = text.as_bytes();
            let (wording, found) = pamphlet_markdown::read_words(name, &language, bytes, sources);
            faults.extend(found);
            wordings.push(wording);
        }
    }
    let (tables, found) = Tables::new(&wordings);
    faults.extend(found);
    tables
}

/// The library's data: of a `pamphlet.toml`, else nothing.
fn library(
    files: &BTreeMap<&str, &str>,
    words: Tables,
    sources: &mut Sources,
    faults: &mut Vec<Diagnostic>,
) -> pamphlet_resolve::Library {
    let text = files.get("pamphlet.toml").copied().unwrap_or("");
    let (config, found) = pamphlet_build::config::read("pamphlet.toml", text, words, sources);
    faults.extend(found);
    let name = config.identity.name.clone();
    pamphlet_resolve::Library {
        publisher: name.map(|name| Publisher {
            name,
            url: config.identity.url.clone(),
            logo: None,
        }),
        fields: config.fields.clone(),
        words: config.words.clone(),
        csl: config.csl.clone(),
        // What a build is told by `SOURCE_DATE_EPOCH`, so that cases need no date.
        fallback_date: Date::new(2026, 11, 1),
        ..pamphlet_resolve::Library::default()
    }
}

/// The images of `cases/images`, and those that the case brings.
fn assets(files: &BTreeMap<&str, &str>) -> MemoryAssets {
    let folder = concat!(env!("CARGO_MANIFEST_DIR"), "/cases/images");
    let mut assets = MemoryAssets::new();
    for entry in std::fs::read_dir(folder).into_iter().flatten().flatten() {
        let name = entry.file_name().to_string_lossy().into_owned();
        assets = assets.with(&name, std::fs::read(entry.path()).unwrap_or_default());
    }
    for (path, text) in files.iter().filter(|(path, _)| path.ends_with(".svg")) {
        assets = assets.with(path, text.as_bytes());
    }
    assets
}

/// All three formats, the ebook with the pages of the PDF.
pub fn render(
    edition: &Edition,
    theme: &Theme,
    assets: &MemoryAssets,
    faults: &mut Vec<Diagnostic>,
) -> Option<Outputs> {
    let mut keep = |result: Result<Rendered, Vec<Diagnostic>>| match result {
        Ok(rendered) => {
            faults.extend(rendered.warnings.iter().cloned());
            Some(rendered)
        }
        Err(found) => {
            faults.extend(found);
            None
        }
    };
    let pdf = pamphlet_pdf::Options {
        file_name: "a.pdf".into(),
        emit_typst: true,
        ..Default::default()
    };
    let pdf = keep(pamphlet_pdf::render(edition, theme, assets, &pdf));
    let html = pamphlet_html::Options {
        file_name: "a.html".into(),
        ..Default::default()
    };
    let html = keep(pamphlet_html::render(edition, theme, assets, &html));
    let epub = pamphlet_epub::Options {
        file_name: "a.epub".into(),
        pages: pdf.as_ref().map(|pdf| pdf.pages.clone()),
        ..Default::default()
    };
    let epub = keep(pamphlet_epub::render(edition, theme, assets, &epub));
    let (mut pdf, mut html, mut epub) = (pdf?, html?, epub?);
    let typst = pdf.files.remove("a.typst/main.typ").unwrap_or_default();
    Some(Outputs {
        html: html.files.remove("a.html")?,
        epub: epub.files.remove("a.epub")?,
        pdf: pdf.files.remove("a.pdf")?,
        typst: String::from_utf8_lossy(&typst).into_owned(),
    })
}
