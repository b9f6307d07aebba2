//! The bibliography beside an article: its files in every format, the lock of
//! verified entries, and the styles of the library.

use std::collections::BTreeMap;
use std::path::PathBuf;

use pamphlet_cite::{Lock, Style};
use pamphlet_core::Sources;
use pamphlet_core::diagnostic::{self, Diagnostic};
use pamphlet_core::language::Language;
use pamphlet_core::reference::References;

use crate::disk;
use crate::library::{Library, Place, STYLES};
use crate::pipeline::{beside, read_article};

/// The bibliography files beside an article, in all formats, and what people
/// verified of them.
pub(crate) fn read(
    home: &Library,
    place: &Place,
    sources: &mut Sources,
    diagnostics: &mut Vec<Diagnostic>,
) -> std::io::Result<(References, Lock)> {
    let mut files = Vec::new();
    for format in &pamphlet_cite::FORMATS {
        let path = beside(place, format.file);
        if let Some(bytes) = disk::text_if_any(&home.root.join(&path))? {
            let (references, faults) = pamphlet_cite::read(&path, &bytes, sources);
            diagnostics.extend(faults);
            files.push(references);
        }
    }
    let (references, faults) = pamphlet_cite::merge(files);
    diagnostics.extend(faults);
    let path = beside(place, pamphlet_cite::LOCK_FILE);
    let mut lock = Lock::default();
    if let Some(bytes) = disk::text_if_any(&home.root.join(&path))? {
        let faults;
        (lock, faults) = pamphlet_cite::read_lock(&path, &String::from_utf8_lossy(&bytes), sources);
        diagnostics.extend(faults);
        diagnostics.extend(pamphlet_cite::compare(&lock, &references));
    }
    Ok((references, lock))
}

/// The bibliography of an article, for those who keep it.
pub struct Bibliography {
    /// The entries.
    pub references: References,
    /// What people verified of them.
    pub lock: Lock,
    /// The lock file.
    pub lock_file: PathBuf,
    /// The style in which the article's references are printed.
    pub style: Option<Style>,
    /// The files that were read.
    pub sources: Sources,
    /// What is wrong with them.
    pub diagnostics: Vec<Diagnostic>,
}

/// Reads and checks the bibliography of an article, and nothing else of it that
/// is not needed to print the entries.
pub fn of(home: &Library, place: &Place) -> std::io::Result<Bibliography> {
    let (mut sources, mut diagnostics) = (Sources::new(), Vec::new());
    let (references, lock) = read(home, place, &mut sources, &mut diagnostics)?;
    diagnostics.extend(pamphlet_cite::check(&references));
    let article = read_article(home, place, &mut sources, &mut Vec::new())?;
    let front = &article.front;
    let tag = front.lang.as_ref().map(|lang| lang.value.as_str());
    let language = tag.and_then(Language::parse);
    let language = place.language().cloned().or(language);
    let language = language.or_else(|| home.config.language.clone());
    let name = front.csl.as_ref().map(|csl| csl.value.as_str());
    let name = name.or(home.config.csl.as_deref());
    let style = Style::load(
        name.unwrap_or(pamphlet_cite::DEFAULT_STYLE),
        &styles(home)?,
        &language.unwrap_or_else(Language::english),
        &home.config.words,
    );
    diagnostic::settle(&mut diagnostics);
    Ok(Bibliography {
        references,
        lock,
        lock_file: home.root.join(beside(place, pamphlet_cite::LOCK_FILE)),
        style: style.ok(),
        sources,
        diagnostics,
    })
}

/// The library's own citation styles, `styles/NAME.csl`, by name.
pub(crate) fn styles(home: &Library) -> std::io::Result<BTreeMap<String, String>> {
    let mut styles = BTreeMap::new();
    let entries = match std::fs::read_dir(home.root.join(STYLES)) {
        Ok(entries) => entries,
        Err(error) if error.kind() == std::io::ErrorKind::NotFound => return Ok(styles),
        Err(error) => return Err(error),
    };
    for entry in entries {
        let path = entry?.path();
        let name = path.file_name().and_then(|name| name.to_str());
        let Some(name) = name.and_then(|name| name.strip_suffix(".csl")) else {
            continue;
        };
        if let Some(bytes) = disk::text_if_any(&path)? {
            styles.insert(
                name.to_owned(),
                String::from_utf8_lossy(&bytes).into_owned(),
            );
        }
    }
    Ok(styles)
}
