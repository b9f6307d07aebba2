//! Whole libraries on the disk, through `pamphlet-build`.

use std::collections::BTreeMap;
use std::fs;
use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, AtomicUsize, Ordering};

use pamphlet_build::library::{Library, Place};
use pamphlet_build::pipeline::{self, Material, Surroundings};
use pamphlet_build::{BuildError, Outcome, Request, Silent, Target, library, plan};
use pamphlet_core::Edition;
use pamphlet_core::diagnostic::brief;
use pamphlet_core::profile::Profile;
use pamphlet_core::rendered::PageStart;
use pamphlet_theme::Theme;

use crate::road::Outputs;

/// A library of this repository: `content`, or the suite's broad sample.
pub fn shipped(name: &str) -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("..").join(name)
}

/// A folder that is gone when it is dropped.
pub struct Scratch {
    folder: PathBuf,
}

impl Scratch {
    /// An empty folder.
    pub fn new() -> Scratch {
        static COUNT: AtomicUsize = AtomicUsize::new(0);
        let count = COUNT.fetch_add(1, Ordering::Relaxed);
        let name = format!("pamphlet-suite-{}-{count}", std::process::id());
        let folder = std::env::temp_dir().join(name);
        fs::create_dir_all(&folder).unwrap_or_else(|e| panic!("{}: {e}", folder.display()));
        Scratch { folder }
    }

    /// Where it is.
    pub fn path(&self) -> &Path {
        &self.folder
    }

    /// Writes a file below it, with its folders.
    pub fn write(&self, path: &str, bytes: impl AsRef<[u8]>) -> PathBuf {
        let file = self.folder.join(path);
        if let Some(folder) = file.parent() {
            fs::create_dir_all(folder).unwrap_or_else(|e| panic!("{}: {e}", folder.display()));
        }
        fs::write(&file, bytes).unwrap_or_else(|e| panic!("{}: {e}", file.display()));
        file
    }
}

impl Default for Scratch {
    fn default() -> Scratch {
        Scratch::new()
    }
}

impl Drop for Scratch {
    fn drop(&mut self) {
        let _ = fs::remove_dir_all(&self.folder);
    }
}

/// A request for a library's default targets.
pub fn request(library: &Path, output: &Path) -> Request {
    Request {
        paths: vec![library.to_owned()],
        output: output.to_owned(),
        languages: Vec::new(),
        targets: Vec::new(),
        formats: Vec::new(),
        site: None,
        threads: None,
        emit_typst: false,
        fallback_date: None,
    }
}

/// Builds, and gives what became of it.
pub fn build(request: &Request) -> Result<Outcome, BuildError> {
    pamphlet_build::build(request, &Silent, &AtomicBool::new(false))
}

/// Everything that a build reported, a line each.
pub fn reported(built: &Result<Outcome, BuildError>) -> Vec<String> {
    match built {
        Ok(outcome) => {
            let lines = outcome.articles.iter().flat_map(|article| {
                let found = article
                    .diagnostics
                    .iter()
                    .map(|d| brief(d, &article.sources));
                let io = article.io_error.iter().map(|error| format!("io: {error}"));
                let fault = article.fault.iter().map(|fault| format!("fault: {fault}"));
                found.chain(io).chain(fault).collect::<Vec<_>>()
            });
            lines.collect()
        }
        Err(BuildError::Usage(message, hints)) => vec![format!("usage: {message} {hints:?}")],
        Err(BuildError::Config(found, sources)) => {
            found.iter().map(|d| brief(d, sources)).collect()
        }
        Err(BuildError::Read(path, error)) => vec![format!("read: {}: {error}", path.display())],
        Err(BuildError::Write(path, error)) => vec![format!("write: {}: {error}", path.display())],
        Err(BuildError::NoArticle(message, hints)) => vec![format!("none: {message} {hints:?}")],
    }
}

/// All files below a folder by relative path.
pub fn files(folder: &Path) -> BTreeMap<String, Vec<u8>> {
    let mut files = BTreeMap::new();
    collect(folder, folder, &mut files);
    files
}

fn collect(root: &Path, folder: &Path, files: &mut BTreeMap<String, Vec<u8>>) {
    for entry in fs::read_dir(folder).into_iter().flatten().flatten() {
        let path = entry.path();
        if path.is_dir() {
            collect(root, &path, files);
        } else {
            let name = path
                .strip_prefix(root)
                .unwrap_or(&path)
                .to_string_lossy()
                .into_owned();
            files.insert(name, fs::read(&path).unwrap_or_default());
        }
    }
}

/// Copies a folder with everything below it.
pub fn copy(from: &Path, to: &Scratch) {
    for (name, bytes) in files(from) {
        to.write(&name, bytes);
    }
}

/// The names of all targets of a library.
pub fn all_targets(root: &Path) -> Vec<String> {
    let libraries = library::find(&[root.to_owned()]).unwrap_or_else(|e| panic!("{e:?}"));
    let targets = libraries.iter().flat_map(|home| &home.config.targets);
    targets.map(|target| target.name.clone()).collect()
}

/// Every article of a library with each of its editions in all three formats.
pub fn editions(root: &Path) -> Vec<(String, Edition, Outputs)> {
    let request = request(root, Path::new("unused"));
    let libraries = library::find(&request.paths).unwrap_or_else(|e| panic!("{e:?}"));
    let mut out = Vec::new();
    for home in &libraries {
        let profiles: BTreeMap<&str, &Profile> = home
            .config
            .targets
            .iter()
            .map(|target| (target.edition.name.as_str(), &*target.edition))
            .collect();
        for place in &home.articles {
            for profile in profiles.values() {
                let (edition, outputs) = edition(&request, home, place, profile);
                let name = format!("{} ({})", place.file, profile.name);
                out.push((name, edition, outputs));
            }
        }
    }
    out
}

/// A file of one target of one article, with the edition that it has to say.
pub struct Made {
    /// The article's file and the target's name.
    pub name: String,
    /// The edition.
    pub edition: Edition,
    /// The target.
    pub target: Arc<Target>,
    /// The target's own file.
    pub bytes: Vec<u8>,
    /// How many pages it has.
    pub pages: usize,
    /// What each of them starts with.
    pub starts: Vec<PageStart>,
}

/// Every article of a library in each of its targets but those named.
pub fn made(root: &Path, but: &[&str]) -> Vec<Made> {
    let request = request(root, Path::new("unused"));
    let libraries = library::find(&request.paths).unwrap_or_else(|e| panic!("{e:?}"));
    let mut out = Vec::new();
    for home in &libraries {
        let targets = home.config.targets.iter();
        let targets: Vec<_> = targets.filter(|it| !but.contains(&&*it.name)).collect();
        for place in &home.articles {
            let all: Vec<_> = targets.iter().map(|it| Arc::clone(it)).collect();
            let planned = plan::of_place(home, place, &all).unwrap_or_else(|e| panic!("{e:?}"));
            let each = planned
                .iter()
                .flat_map(|(targets, beside)| targets.iter().map(move |it| (it, beside)));
            for (target, beside) in each {
                let work = Work::new(&request, home, place, &target.edition, beside.as_ref());
                let pages = target
                    .pages_from
                    .as_ref()
                    .map(|pages| work.render(pages, None).1);
                let (bytes, pages) = work.render(target, pages.as_deref());
                out.push(Made {
                    name: format!("{} ({})", place.file, target.name),
                    edition: work.edition,
                    target: (*target).clone(),
                    bytes,
                    pages: pages.len(),
                    starts: pages,
                });
            }
        }
    }
    out
}

/// One edition of an article in all three formats.
fn edition(
    request: &Request,
    home: &Library,
    place: &Place,
    profile: &Profile,
) -> (Edition, Outputs) {
    let work = Work::new(request, home, place, profile, None);
    let render = |name: &str, pages: Option<&[PageStart]>| {
        let target = home.config.target(name);
        work.render(target.unwrap_or_else(|| panic!("no target {name}")), pages)
    };
    let (pdf, pages) = render("print", None);
    let outputs = Outputs {
        html: render("web", None).0,
        epub: render("ebook", Some(&pages)).0,
        pdf,
        typst: String::new(),
    };
    (work.edition, outputs)
}

/// An edition of an article, ready to be rendered.
struct Work<'a> {
    home: &'a Library,
    place: &'a Place,
    theme: Arc<Theme>,
    material: Material,
    edition: Edition,
}

impl<'a> Work<'a> {
    /// `second` is where the language is that stands beside the article's own.
    fn new(
        request: &Request,
        home: &'a Library,
        place: &'a Place,
        profile: &Profile,
        second: Option<&Place>,
    ) -> Work<'a> {
        let theme = pamphlet_build::theme::of(home).unwrap_or_else(|faults| panic!("{faults:?}"));
        let mut material = pipeline::read(request, home, place, second)
            .unwrap_or_else(|e| panic!("{}: {e}", place.file));
        let Some(edition) = pipeline::resolve(&mut material, place, profile, &theme) else {
            let found = material.diagnostics.iter();
            let found = found.map(|d| brief(d, &material.sources));
            panic!("{}", found.collect::<Vec<_>>().join("\n"));
        };
        Work {
            home,
            place,
            theme,
            material,
            edition,
        }
    }

    /// A target's own file and its pages.
    fn render(&self, target: &Target, pages: Option<&[PageStart]>) -> (Vec<u8>, Vec<PageStart>) {
        let around = Surroundings {
            library: self.home,
            place: self.place,
            pages,
            laid_out: &|_| {},
            emit_typst: false,
        };
        let (theme, material) = (&self.theme, &self.material);
        let mut rendered = pipeline::render(target, &self.edition, theme, material, &around)
            .unwrap_or_else(|faults| panic!("{}: {faults:?}", self.place.file));
        let file = rendered.files.remove(&target.file_name(&self.place.stem()));
        (file.unwrap_or_default(), rendered.pages)
    }
}
