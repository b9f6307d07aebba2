//! Where articles are: libraries, article folders, single Markdown files.

use std::fs;
use std::path::{Path, PathBuf};

use pamphlet_core::Sources;
use pamphlet_core::language::Language;

use crate::config::{self, Config};
use crate::outcome::BuildError;
use crate::translations::{self, Translation};
use crate::words;

/// The file that makes a folder a library.
pub const CONFIG_FILE: &str = "pamphlet.toml";
/// The file that makes a folder an article.
pub const ARTICLE_FILE: &str = "article.md";
/// The folder of shared blocks.
pub const BLOCKS: &str = "blocks";

/// The folder of a library's own citation styles.
pub const STYLES: &str = "styles";
/// Folders nested deeper than this are not searched.
const DEPTH: usize = 16;

/// A folder of articles with its configuration.
#[derive(Clone, Debug)]
pub struct Library {
    /// The folder; images of its articles lie below it.
    pub root: PathBuf,
    /// Its configuration; the default where it has no `pamphlet.toml`.
    pub config: Config,
    /// The configuration's source, for diagnostics that point into it.
    pub sources: Sources,
    /// The articles that were asked for, sorted by path where the library was searched.
    pub articles: Vec<Place>,
}

impl Library {
    /// The articles that were asked for without their translations; where only
    /// translations were asked for, those.
    pub fn originals(&self) -> Vec<&Place> {
        let of_source = |place: &&Place| {
            place.translation.is_none() || !self.articles.contains(&place.source())
        };
        self.articles.iter().filter(of_source).collect()
    }
}

/// Where one article is.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Place {
    /// The name from which file names are made.
    pub slug: String,
    /// Its Markdown file relative to the library's root, with `/`.
    pub file: String,
    /// Its folder relative to the library's root, with `/`; empty for the root.
    pub folder: String,
    /// The folder of its outputs below the output folder.
    pub output_folder: String,
    /// What makes it a translation of the article beside it, if it is one.
    pub translation: Option<Translation>,
}

impl Place {
    /// The name of its files without what tells targets apart: the slug, of a
    /// translation with the language behind it.
    pub fn stem(&self) -> String {
        match &self.translation {
            None => self.slug.clone(),
            Some(translation) => {
                let tag = translation.language.as_ref().map(Language::tag);
                format!("{}.{}", self.slug, tag.unwrap_or(&translation.tag))
            }
        }
    }

    /// Its folder and stem as one path, which no other article of the library has;
    /// a folder of the article's name is not named twice.
    pub fn path(&self) -> String {
        let within = match self.folder.rsplit_once('/') {
            _ if self.folder == self.slug => "",
            Some((within, last)) if last == self.slug => within,
            Some(_) | None => &self.folder,
        };
        join(within, &self.stem())
    }

    /// The language of a translation; none of a source, whose text says it.
    pub fn language(&self) -> Option<&Language> {
        self.translation.as_ref()?.language.as_ref()
    }

    /// The name of its file.
    pub fn file_name(&self) -> &str {
        self.file.rsplit('/').next().unwrap_or(&self.file)
    }

    /// Where the article is that it translates; itself if it is a source.
    pub fn source(&self) -> Place {
        match &self.translation {
            None => self.clone(),
            Some(_) => Place {
                file: join(&self.folder, ARTICLE_FILE),
                translation: None,
                ..self.clone()
            },
        }
    }
}

/// Finds what is asked for; with no path, the nearest library upward, else `content`.
pub fn find(paths: &[PathBuf]) -> Result<Vec<Library>, BuildError> {
    let default;
    let paths = match paths.is_empty() {
        true => {
            default = [default_path()?];
            &default[..]
        }
        false => paths,
    };
    let mut libraries: Vec<Library> = Vec::new();
    for path in paths {
        let found = find_one(path)?;
        match libraries
            .iter_mut()
            .find(|library| library.root == found.root)
        {
            Some(library) => {
                for place in found.articles {
                    if !library.articles.contains(&place) {
                        library.articles.push(place);
                    }
                }
            }
            None => libraries.push(found),
        }
    }
    Ok(libraries)
}

fn default_path() -> Result<PathBuf, BuildError> {
    let here = std::env::current_dir().map_err(|e| BuildError::Read(".".into(), e))?;
    if let Some(root) = here
        .ancestors()
        .find(|folder| folder.join(CONFIG_FILE).is_file())
    {
        return Ok(root.to_owned());
    }
    let content = here.join("content");
    match content.is_dir() {
        true => Ok(content),
        false => Err(BuildError::usage(
            "there is no library here",
            "name a library, an article folder or a Markdown file, or make one with `pamphlet new`",
        )),
    }
}

fn find_one(path: &Path) -> Result<Library, BuildError> {
    let whole = fs::canonicalize(path).map_err(|error| match error.kind() {
        std::io::ErrorKind::NotFound => BuildError::usage(
            format!("{} does not exist", path.display()),
            "name a library, an article folder or a Markdown file",
        ),
        _ => BuildError::Read(path.to_owned(), error),
    })?;
    if whole.is_file() {
        return single(&whole);
    }
    if whole.join(ARTICLE_FILE).is_file() && !whole.join(CONFIG_FILE).is_file() {
        let mut library = single(&whole.join(ARTICLE_FILE))?;
        let names = translations::names(&whole);
        let found = library.articles.iter();
        let found: Vec<Place> = found
            .flat_map(|article| translations::places(article, &names))
            .collect();
        library.articles.extend(found);
        return Ok(library);
    }
    let mut library = open(&whole)?;
    search(&library.root, "", 0, &mut library.articles)?;
    if library.articles.is_empty() {
        return Err(BuildError::NoArticle(
            format!("{} has no article.md", path.display()),
            vec![
                "an article is a folder with a file article.md; a library has such folders".into(),
            ],
        ));
    }
    Ok(library)
}

/// The library of one Markdown file: the nearest one upward, else its own folder.
fn single(file: &Path) -> Result<Library, BuildError> {
    let folder = file.parent().unwrap_or(Path::new("/"));
    let name = file.file_name().map(|name| name.to_string_lossy());
    let name = name.unwrap_or_default().into_owned();
    let is_translation = translations::is_translation(&name);
    let is_article = name == ARTICLE_FILE || is_translation;
    if file
        .extension()
        .is_none_or(|e| e != "md" && e != "markdown")
    {
        return Err(BuildError::usage(
            format!("{} is not a Markdown file", file.display()),
            "name a file that ends in .md",
        ));
    }
    let root = folder
        .ancestors()
        .find(|f| f.join(CONFIG_FILE).is_file())
        .unwrap_or(folder);
    let mut library = open(root)?;
    let relative = |path: &Path| relative(root, path);
    let stem = |path: &Path| path.file_stem().map(|s| s.to_string_lossy().into_owned());
    let slug = match is_article {
        true => folder.file_name().map(|s| s.to_string_lossy().into_owned()),
        false => stem(file),
    };
    let slug = slug.unwrap_or_else(|| "article".into());
    let (path_folder, folder) = (folder, relative(folder));
    let output_folder = match folder.is_empty() && is_article {
        true => slug.clone(),
        false => folder.clone(),
    };
    let place = Place {
        slug,
        file: relative(file),
        folder,
        output_folder,
        translation: None,
    };
    library.articles = match is_translation {
        false => vec![place],
        true => {
            let beside = translations::places(&place, &translations::names(path_folder));
            let own = beside.into_iter().filter(|it| it.file_name() == name);
            own.collect()
        }
    };
    Ok(library)
}

fn open(root: &Path) -> Result<Library, BuildError> {
    let mut sources = Sources::new();
    let (words, faults) = words::read(root, &mut sources)?;
    if !faults.is_empty() {
        return Err(BuildError::Config(faults, sources));
    }
    let path = root.join(CONFIG_FILE);
    let config = match path.is_file() {
        false => Config::with(words),
        true => {
            let bytes = fs::read(&path).map_err(|e| BuildError::Read(path.clone(), e))?;
            let text = String::from_utf8(bytes).map_err(|_| {
                BuildError::usage(
                    format!("{} is not UTF-8 text", path.display()),
                    "save the file as UTF-8",
                )
            })?;
            let (config, faults) = config::read(CONFIG_FILE, &text, words, &mut sources);
            if !faults.is_empty() {
                return Err(BuildError::Config(faults, sources));
            }
            config
        }
    };
    Ok(Library {
        root: root.to_owned(),
        config,
        sources,
        articles: Vec::new(),
    })
}

/// Article folders below a folder, sorted by path. Shared blocks, hidden folders
/// and folders behind links are passed over.
fn search(root: &Path, folder: &str, depth: usize, out: &mut Vec<Place>) -> Result<(), BuildError> {
    let here = root.join(folder);
    let read = |e| BuildError::Read(here.clone(), e);
    let (mut names, mut files) = (Vec::new(), Vec::new());
    let (mut has_article, mut has_data) = (false, false);
    for entry in fs::read_dir(&here).map_err(read)? {
        let entry = entry.map_err(read)?;
        let name = entry.file_name().to_string_lossy().into_owned();
        let kind = entry.file_type().map_err(read)?;
        match kind.is_dir() {
            true if !name.starts_with('.') => names.push(name),
            true => {}
            false => {
                has_article |= name == ARTICLE_FILE;
                has_data |= matches!(name.as_str(), "references.yaml" | "references.bib");
                files.push(name);
            }
        }
    }
    if has_article || files.iter().any(|name| translations::is_translation(name)) {
        let slug = match folder.rsplit('/').next() {
            Some(name) if !name.is_empty() => name.to_owned(),
            _ => root
                .file_name()
                .map_or("article".into(), |n| n.to_string_lossy().into_owned()),
        };
        let article = Place {
            slug,
            file: join(folder, ARTICLE_FILE),
            folder: folder.to_owned(),
            output_folder: folder.to_owned(),
            translation: None,
        };
        let translated = translations::places(&article, &files);
        out.extend(has_article.then_some(article));
        out.extend(translated);
    } else if has_data && !folder.is_empty() {
        return Err(BuildError::NoArticle(
            format!("the folder {folder} has references and no article.md"),
            vec!["an article folder needs a file article.md".into()],
        ));
    }
    names.sort();
    if depth < DEPTH {
        for name in names
            .iter()
            .filter(|name| *name != BLOCKS || !folder.is_empty())
        {
            search(root, &join(folder, name), depth + 1, out)?;
        }
    }
    Ok(())
}

/// All article folders of a library, whatever was asked for.
pub fn all_places(root: &Path) -> Result<Vec<Place>, BuildError> {
    let mut places = Vec::new();
    search(root, "", 0, &mut places)?;
    Ok(places)
}

fn join(folder: &str, name: &str) -> String {
    match folder.is_empty() {
        true => name.to_owned(),
        false => format!("{folder}/{name}"),
    }
}

fn relative(root: &Path, path: &Path) -> String {
    let below = path.strip_prefix(root).unwrap_or(path);
    let parts: Vec<_> = below
        .components()
        .map(|c| c.as_os_str().to_string_lossy().into_owned())
        .collect();
    parts.join("/")
}
