//! What is no article yet: finds sources, imports each into an article's folder
//! and tells what would still stop a build of it.

use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::io;
use std::path::{Component, Path, PathBuf};
use std::sync::atomic::{AtomicBool, Ordering};

use pamphlet_core::diagnostic::Diagnostic;
use pamphlet_core::{Severity, Sources, limits};
use pamphlet_import::{Imported, Options, Refused, Source, import};

use crate::jobs::guarded;
use crate::library::ARTICLE_FILE;
use crate::outcome::BuildError;
use crate::write::{Staged, WriteError};
use crate::{Request, library, pipeline};

/// Files that belong to an article and are no sources of their own.
const PARTS_OF_ARTICLES: [&str; 7] = [
    "glossary.yaml",
    "references.yaml",
    "references.bib",
    "references.json",
    "references.ris",
    "references.lock",
    library::CONFIG_FILE,
];
/// Folders nested deeper than this are not searched.
const DEPTH: usize = 16;

/// What to import and where to.
#[derive(Clone, Debug)]
pub struct Order {
    /// A file or a folder of files.
    pub path: PathBuf,
    /// The folder in which the articles' folders land.
    pub output: PathBuf,
    /// The title; for one file only.
    pub title: Option<String>,
    /// Whether what is there may be overwritten.
    pub force: bool,
    /// Whether articles longer than [`limits::CHECKED_BYTES`] are tried too: it
    /// takes several times as long as importing them.
    pub check_long: bool,
}

/// A source that was found.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Found {
    /// The file.
    pub file: PathBuf,
    /// Its path for people: relative to the folder that was asked for.
    pub name: String,
    /// The article's folder below the output folder, with `/`.
    pub folder: String,
}

/// What became of a source.
pub struct Taken {
    /// The source.
    pub found: Found,
    /// The article, or why there is none.
    pub result: Result<Accepted, Rejected>,
}

/// An article that was imported.
pub struct Accepted {
    /// What it holds and what was decided.
    pub imported: Imported,
    /// Whether its files are new; they are not where the same stood there before.
    pub changed: bool,
    /// What stops a build of it; none where it is too long to have been tried.
    pub blocking: Option<Blocking>,
}

/// What stops a build of an article.
#[derive(Default)]
pub struct Blocking {
    /// The errors.
    pub errors: Vec<Diagnostic>,
    /// The files that their places lie in.
    pub sources: Sources,
}

/// Why a source has not become an article.
#[derive(Debug)]
pub enum Rejected {
    /// It cannot be imported.
    Refused(Refused),
    /// Its article's folder holds something else: the files in the way.
    InTheWay(Vec<PathBuf>),
    /// Reading or writing failed.
    Io(PathBuf, io::Error),
    /// A fault of ours.
    Fault(String),
    /// The import was interrupted before it.
    Interrupted,
}

/// Finds the sources of an order, sorted by path. An article's own parts, hidden
/// files and the files of a saved page are none.
pub fn find(order: &Order) -> Result<Vec<Found>, BuildError> {
    let data = fs::metadata(&order.path).map_err(|error| match error.kind() {
        io::ErrorKind::NotFound => BuildError::usage(
            format!("{} does not exist", order.path.display()),
            "name a file to import or a folder of files",
        ),
        _ => BuildError::Read(order.path.clone(), error),
    })?;
    let mut files = Vec::new();
    match data.is_dir() {
        true if order.title.is_some() => {
            return Err(BuildError::usage(
                "`--title` is for one file".to_owned(),
                "import that file by itself",
            ));
        }
        true => search(&order.path, "", 0, &mut files)?,
        false => files.push((order.path.clone(), String::new())),
    }
    let mut taken = BTreeSet::new();
    let name = |file: &Path| relative(&order.path, file);
    let found = files.into_iter().map(|(file, within)| {
        let slug = match &order.title {
            Some(title) => slug(title),
            None => slug_of(&file),
        };
        Found {
            name: name(&file),
            folder: unused(&within, &slug, &mut taken),
            file,
        }
    });
    Ok(found.collect())
}

fn relative(root: &Path, file: &Path) -> String {
    match file.strip_prefix(root) {
        Ok(below) if !below.as_os_str().is_empty() => below.display().to_string(),
        Ok(_) | Err(_) => file.display().to_string(),
    }
}

/// The files below a folder with the folder they lie in, as a path of slugs.
fn search(
    folder: &Path,
    within: &str,
    depth: usize,
    out: &mut Vec<(PathBuf, String)>,
) -> Result<(), BuildError> {
    let read = |error| BuildError::Read(folder.to_owned(), error);
    let mut entries = Vec::new();
    for entry in fs::read_dir(folder).map_err(read)? {
        let entry = entry.map_err(read)?;
        let name = entry.file_name().to_string_lossy().into_owned();
        let kind = entry.file_type().map_err(read)?;
        entries.push((name, kind.is_dir(), kind.is_file(), entry.path()));
    }
    entries.sort();
    let article = entries.iter().any(|(name, ..)| name == ARTICLE_FILE);
    for (name, is_folder, is_file, path) in entries {
        let passed_over =
            name.starts_with(['.', '~']) || PARTS_OF_ARTICLES.contains(&name.as_str());
        if passed_over || article && name != ARTICLE_FILE {
            continue;
        }
        if is_file && !is_picture(&path) {
            // The folder of an article is named by the article.
            let within = match article {
                true => within.rsplit_once('/').map_or("", |(above, _)| above),
                false => within,
            };
            out.push((path, within.to_owned()));
        } else if is_folder && depth < DEPTH && !is_saved_with_a_page(&path) {
            let within = match within.is_empty() {
                true => slug(&name),
                false => format!("{within}/{}", slug(&name)),
            };
            search(&path, &within, depth + 1, out)?;
        }
    }
    Ok(())
}

/// Whether a folder holds the images, scripts and styles of a page that a
/// browser saved beside it: `NAME_files` of `NAME.html`.
fn is_saved_with_a_page(folder: &Path) -> bool {
    let name = folder.file_name().map(|name| name.to_string_lossy());
    let page = name.as_deref().and_then(|name| name.strip_suffix("_files"));
    page.is_some_and(|page| {
        ["html", "htm"]
            .iter()
            .any(|end| folder.with_file_name(format!("{page}.{end}")).is_file())
    })
}

/// Whether a file begins as pictures do.
fn is_picture(file: &Path) -> bool {
    let starts: [&[u8]; 5] = [b"\x89PNG", b"\xFF\xD8\xFF", b"GIF8", b"RIFF", b"BM"];
    let head = head(file).unwrap_or_default();
    starts.iter().any(|start| head.starts_with(start))
}

fn head(file: &Path) -> io::Result<Vec<u8>> {
    let mut head = Vec::new();
    io::Read::read_to_end(&mut io::Read::take(fs::File::open(file)?, 16), &mut head)?;
    Ok(head)
}

/// A folder's name from a file's: an article's is its folder's.
fn slug_of(file: &Path) -> String {
    let own = file.file_name().is_some_and(|name| name == ARTICLE_FILE);
    let whole = fs::canonicalize(file).unwrap_or_else(|_| file.to_owned());
    let name = match own {
        true => whole.parent().and_then(Path::file_name),
        false => whole.file_stem(),
    };
    slug(&name.unwrap_or_default().to_string_lossy())
}

/// `Going home (v2)` as `going-home-v2`; letters of every script stay.
fn slug(name: &str) -> String {
    let mut out = String::new();
    for c in name.chars().flat_map(char::to_lowercase) {
        match c.is_alphanumeric() {
            true => out.push(c),
            false if out.is_empty() || out.ends_with('-') => {}
            false => out.push('-'),
        }
    }
    let slug: String = out.trim_end_matches('-').chars().take(80).collect();
    match slug.is_empty() {
        true => "article".to_owned(),
        false => slug,
    }
}

/// A folder that no other source of this import has.
fn unused(within: &str, slug: &str, taken: &mut BTreeSet<String>) -> String {
    let folder = |slug: &str| match within.is_empty() {
        true => slug.to_owned(),
        false => format!("{within}/{slug}"),
    };
    let mut name = folder(slug);
    let mut number = 2;
    while !taken.insert(name.clone()) {
        name = folder(&format!("{slug}-{number}"));
        number += 1;
    }
    name
}

/// Imports one source. Nothing that goes wrong with it stops another.
pub fn take(order: &Order, found: Found, cancel: &AtomicBool) -> Taken {
    let result = match cancel.load(Ordering::Relaxed) {
        true => Err(Rejected::Interrupted),
        false => guarded(|| accept(order, &found, cancel))
            .unwrap_or_else(|fault| Err(Rejected::Fault(fault))),
    };
    Taken { found, result }
}

fn accept(order: &Order, found: &Found, cancel: &AtomicBool) -> Result<Accepted, Rejected> {
    let bytes = read(&found.file, limits::IMPORT_BYTES)?;
    let home = found.file.parent().unwrap_or(Path::new(""));
    let slug = found.folder.rsplit('/').next().unwrap_or(&found.folder);
    let imported = import(
        &Source {
            name: &found.name,
            bytes: &bytes,
            beside: &|path| beside(home, path),
        },
        &Options {
            slug: slug.to_owned(),
            title: order.title.clone(),
        },
    )
    .map_err(Rejected::Refused)?;
    drop(bytes);
    let folder = order.output.join(&found.folder);
    let files = imported.files();
    let changed = write(&folder, &files, order.force, cancel)?;
    let tried = order.check_long || text_length(&files) <= limits::CHECKED_BYTES;
    Ok(Accepted {
        imported,
        changed,
        blocking: tried.then(|| blocking(&folder)),
    })
}

/// A file's bytes, of which there may be so many.
fn read(file: &Path, most: usize) -> Result<Vec<u8>, Rejected> {
    let io = |error| Rejected::Io(file.to_owned(), error);
    let length = fs::metadata(file).map_err(io)?.len();
    if length > most as u64 {
        let reason = format!(
            "the file has {} MB; {} MB are the limit",
            length >> 20,
            most >> 20
        );
        let refused = Refused::new(reason, "split it: an article is one leaflet");
        return Err(Rejected::Refused(refused));
    }
    fs::read(file).map_err(io)
}

/// A file in a source's folder or below it; a link out of the folder gives none.
fn beside(home: &Path, path: &str) -> Option<Vec<u8>> {
    let path = Path::new(path);
    let inside = path
        .components()
        .all(|part| matches!(part, Component::Normal(_) | Component::CurDir));
    let home = match home.as_os_str().is_empty() {
        true => Path::new("."),
        false => home,
    };
    let root = fs::canonicalize(home).ok()?;
    let file = fs::canonicalize(home.join(path)).ok()?;
    let whole = inside && file.starts_with(&root) && file.is_file();
    let fits = || fs::metadata(&file).is_ok_and(|data| data.len() <= limits::IMAGE_BYTES as u64);
    (whole && fits()).then(|| fs::read(&file).ok())?
}

/// The bytes of what a build reads as text; pictures cost next to nothing.
fn text_length(files: &BTreeMap<String, Vec<u8>>) -> usize {
    let is_text = |path: &str| path == ARTICLE_FILE || PARTS_OF_ARTICLES.contains(&path);
    let texts = files.iter().filter(|(path, _)| is_text(path));
    texts.map(|(_, bytes)| bytes.len()).sum()
}

/// Writes an article's folder; whether that changed anything. What is there and
/// differs is overwritten only by force.
fn write(
    folder: &Path,
    files: &BTreeMap<String, Vec<u8>>,
    force: bool,
    cancel: &AtomicBool,
) -> Result<bool, Rejected> {
    let differs = |(path, bytes): (&String, &Vec<u8>)| match fs::read(folder.join(path)) {
        Ok(there) if there == *bytes => None,
        Ok(_) => Some((folder.join(path), true)),
        Err(_) => Some((folder.join(path), false)),
    };
    let new: Vec<_> = files.iter().filter_map(differs).collect();
    if new.is_empty() {
        return Ok(false);
    }
    let in_the_way = new.into_iter().filter(|(_, there)| *there);
    let in_the_way: Vec<PathBuf> = in_the_way.map(|(path, _)| path).collect();
    if !force && !in_the_way.is_empty() {
        return Err(Rejected::InTheWay(in_the_way));
    }
    let failed = |error| match error {
        WriteError::Io(path, error) => Rejected::Io(path, error),
        WriteError::Interrupted => Rejected::Interrupted,
    };
    let bytes = files
        .iter()
        .map(|(path, bytes)| (path.as_str(), bytes.as_slice()));
    let staged = Staged::write(folder, bytes, cancel).map_err(failed)?;
    staged.commit().map_err(failed)?;
    Ok(true)
}

/// The errors that a build of an article's folder would end with.
fn blocking(folder: &Path) -> Blocking {
    let Ok(libraries) = library::find(&[folder.to_owned()]) else {
        return Blocking::default();
    };
    let request = Request {
        paths: Vec::new(),
        output: PathBuf::new(),
        languages: Vec::new(),
        targets: Vec::new(),
        formats: Vec::new(),
        site: None,
        threads: None,
        emit_typst: false,
        fallback_date: None,
    };
    let Some((home, place)) = libraries
        .iter()
        .find_map(|home| Some((home, home.articles.first()?)))
    else {
        return Blocking::default();
    };
    let Ok(mut material) = pipeline::read(&request, home, place, None) else {
        return Blocking::default();
    };
    if let Ok(theme) = crate::theme::of(home) {
        // Targets share editions: each is tried once.
        let mut tried = BTreeSet::new();
        for target in home.config.default_targets() {
            if !tried.insert(target.edition.name.clone()) {
                continue;
            }
            if pipeline::resolve(&mut material, place, &target.edition, &theme).is_none() {
                break;
            }
        }
    }
    let mut errors = material.diagnostics;
    pamphlet_core::diagnostic::settle(&mut errors);
    errors.retain(|it| it.severity == Severity::Error);
    Blocking {
        errors,
        sources: material.sources,
    }
}
