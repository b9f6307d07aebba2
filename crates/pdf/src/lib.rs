//! [`Edition`] → PDF for print and archives: PDF/A-2a and PDF/UA-1 in one file.
//!
//! The road: [`emit`] writes Typst function calls over the theme's template,
//! with a map back to the author's bytes; [`world`] shows Typst that code, the
//! template, the images and the theme's fonts, and nothing else; [`compile`]
//! lays out and exports; [`proof`] lays a reviewer's marks over the pages;
//! [`pages`] reads off where each page starts. Typst stays inside this crate.
//!
//! Typst spreads its work over the current rayon pool. Whoever lays out several
//! documents at once calls [`render`] from plain threads, each of them a
//! [`Worker`], and [`evict`] after each document: inside a shared pool the
//! documents would nest in one another by work stealing. A lone document may be
//! [`spread`].

mod booklet;
mod compile;
mod emit;
mod fonts;
mod letters;
mod pages;
mod proof;
mod sheet;
mod unseen;
mod whole;
mod world;

use std::collections::BTreeMap;

use pamphlet_core::diagnostic::{Diagnostic, settle};
use pamphlet_core::edition::Edition;
use pamphlet_core::language::Direction;
use pamphlet_core::rendered::PageStart;
use pamphlet_core::{Assets, Rendered};
use pamphlet_theme::Theme;
use typst_layout::PagedDocument;

use emit::Emitted;
use emit::map::SourceMap;
pub use sheet::{Layout, Sheet};

/// What one target says besides edition and theme.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Options {
    /// The file's name: `sermorelin.pdf`.
    pub file_name: String,
    /// Whether to give source and template too, below `<stem>.typst/`, so that
    /// they compile with the stock Typst program.
    pub emit_typst: bool,
    /// The paper.
    pub sheet: Sheet,
    /// The file that says the same and is accessible, named by one that is not.
    pub twin: Option<String>,
}

/// Lays out an edition and exports it.
pub fn render(
    edition: &Edition,
    theme: &Theme,
    assets: &dyn Assets,
    options: &Options,
) -> Result<Rendered, Vec<Diagnostic>> {
    lay_out(edition, theme, assets, options.sheet)?.export(options)
}

/// An edition on its pages, not yet a file.
pub struct LaidOut<'a> {
    edition: &'a Edition,
    theme: Theme,
    sheet: Sheet,
    emitted: Emitted,
    paper: world::Paper,
    document: PagedDocument,
    /// Code of the marks of a proof.
    marks: Option<String>,
    /// What each page starts with.
    pub pages: Vec<PageStart>,
}

/// Lays out an edition. Whoever only waits for its pages need not wait for the file.
pub fn lay_out<'a>(
    edition: &'a Edition,
    theme: &Theme,
    assets: &dyn Assets,
    sheet: Sheet,
) -> Result<LaidOut<'a>, Vec<Diagnostic>> {
    let theme = sheet.theme(&theme.printing(edition));
    let emitted = emit::emit(edition, &theme, assets, sheet.layout).map_err(settled)?;
    let paper = world::Paper::new(&emitted, &theme, edition.metadata.date);
    let mut document = compile::layout(&paper, &emitted.map).map_err(settled)?;
    let mut marks = None;
    if sheet.layout == Layout::Proof {
        let numbers = proof::numbers(&document, &paper);
        let code = emit::marks(edition, &numbers);
        let over = paper.with_main(world::MARKS, &code);
        // None of its places is the author's.
        let over = compile::layout(&over, &SourceMap::default()).map_err(settled)?;
        document = proof::marked(&document, &over)?;
        marks = Some(code);
    }
    let document = whole::letters(document);
    let pages = pages::starts(&document, &paper, &emitted.map);
    Ok(LaidOut {
        edition,
        theme,
        sheet,
        emitted,
        paper,
        document,
        marks,
        pages,
    })
}

impl LaidOut<'_> {
    /// The PDF, and the Typst source beside it where it is asked for.
    pub fn export(self, options: &Options) -> Result<Rendered, Vec<Diagnostic>> {
        let map = &self.emitted.map;
        let pdf = match self.sheet.layout {
            Layout::Booklet => {
                let sheets = self.folded(options.twin.as_deref());
                compile::export(
                    &sheets,
                    compile::Kind::Sheets,
                    self.edition,
                    &self.paper,
                    map,
                )
            }
            Layout::Article | Layout::Handout | Layout::LargePrint | Layout::Proof => {
                let kind = compile::Kind::Tagged(self.sheet.layout);
                compile::export(&self.document, kind, self.edition, &self.paper, map)
            }
        };
        let pdf = pdf.map_err(settled)?;
        let mut files = BTreeMap::new();
        if options.emit_typst {
            self.source(&options.file_name, &mut files);
        }
        files.insert(options.file_name.clone(), pdf);
        Ok(Rendered {
            files,
            pages: self.pages,
            warnings: Vec::new(),
        })
    }
}

impl LaidOut<'_> {
    /// The sheets of a booklet, whose metadata names what is accessible.
    fn folded(&self, twin: Option<&str>) -> PagedDocument {
        let right_to_left = self.edition.language.direction() == Direction::RightToLeft;
        let mut sheets = booklet::impose(&self.document, right_to_left);
        if let Some(twin) = twin {
            let info = sheets.info_mut();
            let about = info.description.take().unwrap_or_default();
            let space = if about.is_empty() { "" } else { " " };
            let accessible = self.edition.words.accessible_twin.replace("{}", twin);
            info.description = Some(format!("{about}{space}{accessible}").into());
        }
        sheets
    }
}

impl LaidOut<'_> {
    /// Source, template, images and fonts for the stock Typst program.
    fn source(&self, file_name: &str, files: &mut BTreeMap<String, Vec<u8>>) {
        let emitted = &self.emitted;
        let stem = file_name.strip_suffix(".pdf").unwrap_or(file_name);
        let mut add = |name: &str, bytes: &[u8]| {
            files.insert(format!("{stem}.typst/{name}"), bytes.to_vec());
        };
        add(world::MAIN, emitted.main.as_bytes());
        if let Some(marks) = &self.marks {
            add(world::MARKS, marks.as_bytes());
        }
        add(world::TOKENS, emitted.tokens.as_bytes());
        for (name, text) in &self.theme.typst {
            add(name, text.as_bytes());
        }
        for (name, image) in &emitted.images {
            add(name, &image.bytes);
        }
        for (name, bytes) in fonts::files(&emitted.fonts, emitted.math) {
            add(&format!("fonts/{name}"), bytes);
        }
        add("README.txt", README.as_bytes());
    }
}

fn settled(mut faults: Vec<Diagnostic>) -> Vec<Diagnostic> {
    settle(&mut faults);
    faults
}

const README: &str = "\
This folder is what Pamphlet gave to Typst. With the stock program, version 0.15, in this folder:

    typst compile --features a11y-extras --pdf-standard a-2a,ua-1 \\
        --font-path fonts --ignore-system-fonts main.typ

main.typ and tokens.typ are made from the article and the theme; template.typ is the theme's.
A proof has marks.typ too: two pages for each of main.typ, laid under and over it.
";

/// Forgets results of Typst's that were not used in the last `max_age` calls.
/// Without it, memory grows with every document.
pub fn evict(max_age: usize) {
    comemo::evict(max_age);
}

/// Keeps Typst's work on the thread that made it: a pool of that one thread.
pub struct Worker {
    _pool: rayon::ThreadPool,
}

impl Worker {
    /// Makes the calling thread its own pool, to be kept as long as the thread
    /// lays out. None where it already is a pool's.
    pub fn here() -> Option<Worker> {
        let pool = rayon::ThreadPoolBuilder::new()
            .num_threads(1)
            .use_current_thread()
            .build();
        pool.ok().map(|_pool| Worker { _pool })
    }
}

/// Runs `job` with its work spread over so many threads with stacks of so many
/// bytes: for one document that has the machine to itself. Where the system gives
/// no threads, it runs as it is.
pub fn spread<T: Send>(threads: usize, stack: usize, job: impl FnOnce() -> T + Send) -> T {
    let pool = rayon::ThreadPoolBuilder::new()
        .num_threads(threads)
        .stack_size(stack);
    match pool.build() {
        Ok(pool) => pool.install(job),
        Err(_) => job(),
    }
}
