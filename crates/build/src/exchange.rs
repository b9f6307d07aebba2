//! Exchange with translators: the files of an article that `translate` needs, and
//! those that come of what it gives back.

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};
use std::sync::atomic::AtomicBool;

use pamphlet_core::diagnostic::{Diagnostic, any_error};
use pamphlet_core::glossary::{Glossary, GlossaryEntry};
use pamphlet_core::language::Language;
use pamphlet_core::span::Span;
use pamphlet_core::words::Tables;
use pamphlet_core::{Article, Sources, limits};
use pamphlet_markdown::{read_glossary, write_entry};
use pamphlet_translate::terms::Terms;
use pamphlet_translate::{Document, Exchange, Side, Version, slots};

use crate::disk;
use crate::freshness::{self, Lock, followed, lock_text, read_lock};
use crate::library::{ARTICLE_FILE, Library, Place};
use crate::outcome::BuildError;
use crate::pipeline::{beside, read_article};
use crate::terms::glossaries;
use crate::translations::{self, Translation, name_in};
use crate::write::{Staged, WriteError};

/// Why there is no exchange.
#[derive(Debug)]
pub enum Refused {
    /// It cannot begin.
    Start(BuildError),
    /// What was read has faults, here with the warnings beside them.
    Faults(Vec<Diagnostic>, Sources),
}

impl From<BuildError> for Refused {
    fn from(error: BuildError) -> Refused {
        Refused::Start(error)
    }
}

/// What goes to a translator.
#[derive(Debug)]
pub struct Exported {
    /// The XLIFF file.
    pub text: String,
    /// What is doubtful.
    pub warnings: Vec<Diagnostic>,
    /// The files that were read.
    pub sources: Sources,
}

/// What an import wrote.
#[derive(Debug)]
pub struct Written {
    /// The files, in their order.
    pub files: Vec<PathBuf>,
    /// What is doubtful.
    pub warnings: Vec<Diagnostic>,
    /// The files that were read.
    pub sources: Sources,
}

/// The one article among libraries as XLIFF, for a language.
pub fn export(
    libraries: &[Library],
    language: &Language,
    version: Version,
) -> Result<Exported, Refused> {
    let found = articles(libraries);
    let [(home, place)] = &found[..] else {
        let hint = "name the folder of one article";
        return Err(BuildError::usage("a file for a translator is of one article", hint).into());
    };
    let sources = Sources::new();
    let pair = Pair::read(home, place, (language, Span::NONE), sources)?;
    let document = pamphlet_translate::export(&pair.exchange(), version);
    Ok(Exported {
        text: pamphlet_translate::write(&document),
        warnings: pair.moved().into_iter().collect(),
        sources: pair.sources,
    })
}

/// Puts an XLIFF file into the translation of the article that it is of. Where it
/// has faults nothing is written.
pub fn import(libraries: &[Library], path: &Path) -> Result<Written, Refused> {
    let mut sources = Sources::new();
    let document = read(path, &mut sources)?;
    let document = match document {
        Ok(document) => document,
        Err(faults) => return Err(Refused::Faults(faults, sources)),
    };
    let found = articles(libraries);
    let of = |(_, place): &&(&Library, Place)| {
        let own = [place.file.clone(), beside(place, "glossary.yaml")];
        document.files.iter().any(|it| own[0] == it.original)
            || document.files.iter().all(|it| own.contains(&it.original))
    };
    let Some((home, place)) = found.iter().find(of) else {
        let group = document.files.first();
        let span = group.map_or(document.span, |group| group.span);
        let said = group.map_or("", |group| group.original.as_str());
        let message = format!("this file is of `{said}`, which is not here");
        let known: Vec<_> = found
            .iter()
            .take(3)
            .map(|(_, it)| it.file.as_str())
            .collect();
        let hint = format!("there is {}", known.join(", "));
        let fault = Diagnostic::error("xliff-article", span, message).hint(hint);
        return Err(Refused::Faults(vec![fault], sources));
    };
    let Some(language) = Language::parse(&document.target) else {
        let message = format!("`{}` is not a language tag", document.target);
        let fault = Diagnostic::error("xliff-language", document.span, message);
        return Err(Refused::Faults(vec![fault], sources));
    };
    let pair = Pair::read(home, place, (&language, document.span), sources)?;
    let imported = pamphlet_translate::import(&document, &pair.exchange());
    let imported = match imported {
        Ok(imported) => imported,
        Err(faults) => return Err(Refused::Faults(faults, pair.sources)),
    };
    let mut files: Vec<(String, String)> = Vec::new();
    if let Some(text) = imported.article {
        files.push((pair.place.file.clone(), text));
    }
    if imported.lock != pair.lock
        && let Some(lines) = imported.lock
    {
        let lines = lines
            .iter()
            .map(|(path, hash)| (path.as_str(), hash.as_str()));
        files.push((freshness::lock_file(home, &pair.place), lock_text(lines)));
    }
    files.extend(pair.glossary_files(home, imported.entries)?);
    let staged = files
        .iter()
        .map(|(path, text)| (path.as_str(), text.as_bytes()));
    let never = AtomicBool::new(false);
    let written = Staged::write(&home.root, staged, &never).and_then(Staged::commit);
    match written {
        Ok(()) | Err(WriteError::Interrupted) => {}
        Err(WriteError::Io(path, error)) => return Err(BuildError::Write(path, error).into()),
    }
    Ok(Written {
        files: files.iter().map(|(path, _)| home.root.join(path)).collect(),
        warnings: imported.warnings,
        sources: pair.sources,
    })
}

/// The sources among what was asked for, each once.
fn articles(libraries: &[Library]) -> Vec<(&Library, Place)> {
    let mut found: Vec<(&Library, Place)> = Vec::new();
    for library in libraries {
        for place in &library.articles {
            let source = place.source();
            if !found.iter().any(|(_, it)| *it == source) {
                found.push((library, source));
            }
        }
    }
    found
}

fn read(
    path: &Path,
    sources: &mut Sources,
) -> Result<Result<Document, Vec<Diagnostic>>, BuildError> {
    let bytes = disk::text(path).map_err(|error| match error.kind() {
        std::io::ErrorKind::NotFound => BuildError::usage(
            format!("{} does not exist", path.display()),
            "name the .xlf file that came back",
        ),
        _ => BuildError::Read(path.to_owned(), error),
    })?;
    let name = path.display().to_string();
    if bytes.len() > limits::TEXT_BYTES {
        let file = sources.add(name.as_str(), "");
        let message = format!("this file has more than {} bytes", limits::TEXT_BYTES);
        let fault = Diagnostic::error("xliff-syntax", Span::new(file, 0..0), message);
        return Ok(Err(vec![fault]));
    }
    let text = match pamphlet_translate::encoding::decode(&bytes) {
        Ok(text) => text,
        Err(fault) => {
            let file = sources.add(name.as_str(), fault.text.as_str());
            let span = Span::new(file, fault.place);
            let hint = "save it in UTF-8, or in UTF-16 with a byte order mark";
            let fault = Diagnostic::error("xliff-syntax", span, fault.message).hint(hint);
            return Ok(Err(vec![fault]));
        }
    };
    let file = sources.add(name.as_str(), text.as_str());
    let text = std::sync::Arc::clone(&sources.get(file).text);
    Ok(pamphlet_translate::read(&text, file))
}

/// A source and its translation with all that belongs to them.
struct Pair {
    sources: Sources,
    language: Language,
    words: Tables,
    source_language: Language,
    source: Article,
    source_file: String,
    terms: Glossary,
    glossary_file: String,
    /// Where the translation is or will be.
    place: Place,
    translation: Option<Article>,
    own_terms: Glossary,
    lock: Option<Lock>,
}

impl Pair {
    fn read(
        home: &Library,
        source: &Place,
        (language, asked): (&Language, Span),
        mut sources: Sources,
    ) -> Result<Pair, Refused> {
        if source.file_name() != ARTICLE_FILE {
            let message = format!("{} has no translations beside it", source.file);
            let hint = format!("an article that is translated is called {ARTICLE_FILE}");
            return Err(BuildError::usage(message, hint).into());
        }
        // Nobody should translate what no build can print.
        if let Some(fault) = home.config.words.unsupported(language, asked) {
            return Err(Refused::Faults(vec![fault], sources));
        }
        let unreadable =
            |error| Refused::from(BuildError::Read(home.root.join(&source.folder), error));
        let mut report = Vec::new();
        let article = read_article(home, source, &mut sources, &mut report).map_err(unreadable)?;
        let source_language = translations::language_of(home, &article.front);
        if source_language == *language {
            let message = format!("{} is itself in the language {language}", source.file);
            let hint = "name the language that it is translated into";
            return Err(BuildError::usage(message, hint).into());
        }
        let terms = glossaries(home, source, &mut sources, &mut report).map_err(unreadable)?;
        let names = translations::names(&home.root.join(&source.folder));
        let places = translations::places(source, &names);
        let there = places
            .into_iter()
            .find(|it| it.language() == Some(language));
        let place = there.clone().unwrap_or_else(|| new_place(source, language));
        let mut translation = None;
        if there.is_some() {
            let mut faults = Vec::new();
            let own = read_article(home, &place, &mut sources, &mut faults).map_err(unreadable)?;
            // What is not there yet may come with the file.
            faults.retain(|fault| fault.name != "missing-title");
            report.extend(faults);
            if let Some(name) = place.translation.as_ref().filter(|it| it.is_refused()) {
                let start = translations::start_of(&place, &sources);
                report.extend(name.faults(place.file_name(), start));
            }
            translation = Some(slots::same_notes(own, &article));
        }
        let own_terms = glossaries(home, &place, &mut sources, &mut report).map_err(unreadable)?;
        let path = freshness::lock_file(home, &place);
        let bytes = disk::text_if_any(&home.root.join(&path)).map_err(unreadable)?;
        let lock = bytes.filter(|_| there.is_some()).map(|bytes| {
            let (lock, faults) = read_lock(&path, &bytes, &mut sources);
            report.extend(faults);
            lock
        });
        if any_error(&report) {
            return Err(Refused::Faults(report, sources));
        }
        Ok(Pair {
            sources,
            language: language.clone(),
            words: home.config.words.clone(),
            source_language,
            source: article,
            source_file: source.file.clone(),
            terms,
            glossary_file: beside(source, "glossary.yaml"),
            place,
            translation,
            own_terms,
            lock,
        })
    }

    fn source_terms(&self) -> Terms<'_> {
        Terms {
            glossary: &self.terms,
            language: &self.source_language,
            words: self.words.of(&self.source_language),
        }
    }

    /// A warning if blocks of the source changed places: the translation's words go along from
    /// where they stood, and are others if somebody moved them already.
    fn moved(&self) -> Option<Diagnostic> {
        let (lock, _) = self.lock.as_ref().zip(self.translation.as_ref())?;
        let moved = freshness::moved(lock, &followed(&self.source, self.source_terms()));
        let first = moved.first()?;
        let message = "blocks of the source changed places since this translation was accepted, \
                       and take its words along from their old places";
        let hint = format!(
            "if they were moved in the translation too, `pamphlet status --lang {} --accept` comes first",
            self.language
        );
        let warning = Diagnostic::warning("moved-blocks", first.span, message).hint(hint);
        let others = moved[1..].iter().take(freshness::SHOWN);
        Some(others.fold(warning, |it, block| it.related(block.span, "moved, too")))
    }

    fn exchange(&self) -> Exchange<'_> {
        let terms = self.source_terms();
        let hashes = followed(&self.source, terms).into_iter();
        let lock = self.lock.as_ref().map(|lock| {
            let lines = lock.iter().map(|(path, hash)| (path.clone(), hash.clone()));
            lines.collect()
        });
        Exchange {
            source: Side {
                article: &self.source,
                terms,
            },
            translation: self.translation.as_ref(),
            front: self.translation.as_ref().and_then(|it| {
                let span = it.front.span?;
                Some(self.sources.text(span))
            }),
            terms: Terms {
                glossary: &self.own_terms,
                language: &self.language,
                words: self.words.of(&self.language),
            },
            words: &self.words,
            hashes: hashes.map(|piece| (piece.path, piece.hash)).collect(),
            lock,
            file: &self.source_file,
            glossary_file: &self.glossary_file,
        }
    }

    /// The glossaries of the translation with entries that are new or other: the
    /// library's where the source's entry is the library's.
    fn glossary_files(
        &self,
        home: &Library,
        entries: Vec<GlossaryEntry>,
    ) -> Result<Vec<(String, String)>, BuildError> {
        let mut of: BTreeMap<String, Vec<GlossaryEntry>> = BTreeMap::new();
        for entry in entries {
            let folder = match entry.shared {
                true => "",
                false => self.place.folder.as_str(),
            };
            let names = translations::names(&home.root.join(folder));
            let name = name_in(&names, "glossary", "yaml", &self.language);
            let path = match folder.is_empty() {
                true => name,
                false => format!("{folder}/{name}"),
            };
            of.entry(path).or_default().push(entry);
        }
        let mut files = Vec::new();
        for (path, entries) in of {
            let whole = home.root.join(&path);
            let bytes = disk::text_if_any(&whole);
            let bytes = bytes.map_err(|error| BuildError::Read(whole, error))?;
            let text = String::from_utf8_lossy(&bytes.unwrap_or_default()).into_owned();
            files.push((path, with_entries(&text, &entries)));
        }
        Ok(files)
    }
}

/// Where a translation will be that is not there yet.
fn new_place(source: &Place, language: &Language) -> Place {
    Place {
        file: beside(source, &format!("article.{language}.md")),
        translation: Some(Translation {
            tag: language.tag().to_owned(),
            language: Some(language.clone()),
            has_source: true,
            rivals: Vec::new(),
        }),
        ..source.clone()
    }
}

/// A glossary's text with entries in place of those of the same key, or behind all.
/// What else stands in it stays, where entries can be told apart from it.
fn with_entries(text: &str, entries: &[GlossaryEntry]) -> String {
    let read = |text: &str| {
        read_glossary("", text.as_bytes(), &mut Sources::new())
            .0
            .entries
    };
    let old = read(text);
    let mut all = old.clone();
    let mut patched = text.to_owned();
    let mut added = String::new();
    let mut edits = Vec::new();
    for entry in entries {
        let same = |own: &&mut GlossaryEntry| own.key.value == entry.key.value;
        match all.iter_mut().find(same) {
            Some(own) => {
                edits.push((own.span.range(), write_entry(entry)));
                own.clone_from(entry);
            }
            None => {
                added.push_str(&write_entry(entry));
                all.push(entry.clone());
            }
        }
    }
    edits.sort_by_key(|(range, _)| std::cmp::Reverse(range.start));
    for (range, written) in edits {
        let Some(before) = patched.get(range.clone()) else {
            continue;
        };
        let blank = before.len() - before.trim_end().len();
        let end = range.end - blank;
        patched.replace_range(range.start..end, written.trim_end());
    }
    if !patched.is_empty() && !patched.ends_with('\n') {
        patched.push('\n');
    }
    patched.push_str(&added);
    let said = |all: &[GlossaryEntry]| all.iter().map(write_entry).collect::<String>();
    match said(&read(&patched)) == said(&all) {
        true => patched,
        false => said(&all),
    }
}

#[cfg(test)]
mod tests {
    use pamphlet_core::words::Words;

    use super::*;
    use crate::freshness::pieces;

    fn entries(text: &str) -> Vec<GlossaryEntry> {
        read_glossary("", text.as_bytes(), &mut Sources::new())
            .0
            .entries
    }

    #[test]
    fn a_glossary_keeps_what_stands_around_its_entries() {
        let text = "# Ours.\nwater:\n  term: agua\n  definition: Lo que se bebe.\n\n# Rare.\nice: {term: hielo}\n";
        let new = entries("water:\n  term: el agua\nsteam:\n  term: vapor\n");
        let expected = "# Ours.\nwater:\n  term: el agua\n\n# Rare.\nice: {term: hielo}\nsteam:\n  term: vapor\n";
        assert_eq!(with_entries(text, &new), expected);
        assert_eq!(with_entries("", &new[1..]), "steam:\n  term: vapor\n");
        let flow = with_entries("{water: {term: agua}}", &new[1..]);
        assert_eq!(flow, "water:\n  term: agua\nsteam:\n  term: vapor\n");
    }

    #[test]
    fn the_paths_of_units_are_those_of_the_lock() {
        let text = "---\ntitle: A\npurpose: B\n---\n\n# Fundamentals\n\nA[^1].\n\n## B\n\n> C\n\n- D\n\nE\n: F\n\n| a | b |\n|---|---|\n| c | d |\n\n### G\n\n::: key-point\nH\n:::\n\n```\ncode\n```\n\n***\n\n![i](j.svg)\n\n$$x$$\n\n```chart bar\na,b\nc,1\n```\n\n::: steps\n1. K\n:::\n\n[^1]: L.\n";
        let input = pamphlet_markdown::Input {
            slug: "a",
            path: "article.md",
            bytes: text.as_bytes(),
            language: None,
            words: Tables::built_in(),
            blocks: &|_| Err(Vec::new()),
        };
        let mut article = pamphlet_markdown::read(&input, &mut Sources::new()).article;
        let noted: Vec<String> = pieces(&article).into_iter().map(|it| it.path).collect();
        let english = Language::english();
        let ours = slots::pieces(&mut article, Words::of(&english));
        let ours: Vec<String> = ours.into_iter().map(|it| it.path).collect();
        assert_eq!(ours, noted);
    }
}
