//! Translations: files beside an article, `article.es.md`, and beside what belongs
//! to it, `glossary.es.yaml` and `blocks/when-to-call.es.md`.
//!
//! A translation is an article of its own that builds by itself; what it takes of
//! its source is `pamphlet_resolve::translation`.

use std::path::Path;

use pamphlet_core::diagnostic::{self, Diagnostic};
use pamphlet_core::front::{Front, Status};
use pamphlet_core::glossary::Glossary;
use pamphlet_core::language::Language;
use pamphlet_core::span::{Span, Spanned};
use pamphlet_core::words::Words;
use pamphlet_core::{Article, Sources};
use pamphlet_translate::terms::Terms;

use crate::library::{ARTICLE_FILE, BLOCKS, Library, Place};
use crate::pipeline::{beside, read_article};
use crate::terms::glossaries;
use crate::{disk, freshness};

/// What makes a file a translation.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Translation {
    /// The tag as it stands in the file's name.
    pub tag: String,
    /// Its language; none where the tag is none.
    pub language: Option<Language>,
    /// Whether the article that it translates is there.
    pub has_source: bool,
    /// Other files of the same language beside it.
    pub rivals: Vec<String>,
}

impl Translation {
    /// Whether the file's name alone says that nothing can be made of it.
    pub fn is_refused(&self) -> bool {
        self.language.is_none() || !self.has_source || !self.rivals.is_empty()
    }

    /// What is wrong with the file's name.
    pub(crate) fn faults(&self, name: &str, span: Span) -> Vec<Diagnostic> {
        let mut faults = Vec::new();
        if self.language.is_none() {
            let message = format!(
                "`{}` in the name of this file is not a language tag",
                self.tag
            );
            let near = diagnostic::nearest(&self.tag, Words::languages());
            let near = near.map(|tag| format!("did you mean `article.{tag}.md`?"));
            faults.push(
                Diagnostic::error("translation-tag", span, message).hint(near.unwrap_or_else(
                    || "a translation is called by a BCP 47 tag: `article.es.md`, `article.pt-BR.md`; call other files otherwise".into(),
                )),
            );
        }
        if !self.has_source {
            let message = format!("there is no `{ARTICLE_FILE}` that this file translates");
            let hint = format!("put the source beside it, or rename `{name}` to `{ARTICLE_FILE}`");
            faults.push(Diagnostic::error("translation-source", span, message).hint(hint));
        }
        if !self.rivals.is_empty() {
            let message = format!("`{}` is in the same language", self.rivals.join("`, `"));
            faults.push(
                Diagnostic::error("doubled-translation", span, message)
                    .hint("keep one file a language"),
            );
        }
        faults
    }
}

/// The tag in a name such as `article.es.md`.
pub(crate) fn tag<'a>(name: &'a str, stem: &str, ending: &str) -> Option<&'a str> {
    name.strip_prefix(stem)?
        .strip_prefix('.')?
        .strip_suffix(ending)?
        .strip_suffix('.')
}

/// Whether a file is the translation of an article, by its name.
pub fn is_translation(name: &str) -> bool {
    tag(name, "article", "md").is_some()
}

/// The translations among the files of a folder, sorted by name. `article` is
/// where the article itself is or would be.
pub(crate) fn places(article: &Place, names: &[String]) -> Vec<Place> {
    let mut found: Vec<(&str, &str, Option<Language>)> = names
        .iter()
        .filter_map(|name| Some((name.as_str(), tag(name, "article", "md")?)))
        .map(|(name, tag)| (name, tag, Language::parse(tag)))
        .collect();
    found.sort_unstable_by_key(|(name, ..)| *name);
    let rivals = |name: &str, language: &Option<Language>| {
        let same = found
            .iter()
            .filter(|(other, _, its)| *other != name && language.is_some() && its == language);
        same.map(|(other, ..)| (*other).to_owned()).collect()
    };
    let place = |(name, tag, language): &(&str, &str, Option<Language>)| Place {
        file: beside(article, name),
        translation: Some(Translation {
            tag: (*tag).to_owned(),
            language: language.clone(),
            has_source: names.iter().any(|name| name == ARTICLE_FILE),
            rivals: rivals(name, language),
        }),
        ..article.clone()
    };
    found.iter().map(place).collect()
}

/// The names of the files in a folder, sorted; none where it cannot be read.
pub(crate) fn names(folder: &Path) -> Vec<String> {
    let entries = std::fs::read_dir(folder).into_iter().flatten().flatten();
    let files = entries.filter(|entry| entry.path().is_file());
    let names = files.filter_map(|entry| entry.file_name().into_string().ok());
    let mut names: Vec<String> = names.collect();
    names.sort_unstable();
    names
}

/// Files of a language that stand beside the one that is read, which is [`name_in`].
pub(crate) fn rivals_of(name: &str, names: &[String], stem: &str, ending: &str) -> Vec<String> {
    let language = tag(name, stem, ending).and_then(Language::parse);
    let same = |other: &&String| {
        let its = tag(other, stem, ending).and_then(Language::parse);
        other.as_str() != name && its.is_some() && its == language
    };
    names.iter().filter(same).cloned().collect()
}

/// The file of a language among the names of a folder, `glossary.es.yaml`; by its
/// canonical name where there is none. Of two, the first by name.
pub(crate) fn name_in(names: &[String], stem: &str, ending: &str, language: &Language) -> String {
    let of_it = |name: &&String| {
        let tag = tag(name, stem, ending);
        tag.and_then(Language::parse).as_ref() == Some(language)
    };
    let found = names.iter().find(of_it).cloned();
    found.unwrap_or_else(|| format!("{stem}.{language}.{ending}"))
}

/// Reads a translation with what it takes of its source. Nothing but its faults
/// comes of a file that is refused for its name.
pub(crate) fn read(
    home: &Library,
    place: &Place,
    translation: &Translation,
    sources: &mut Sources,
    report: &mut Vec<Diagnostic>,
) -> std::io::Result<(Article, pamphlet_resolve::Translation)> {
    let mut faults = Vec::new();
    let mut article = read_article(home, place, sources, &mut faults)?;
    let start = start_of(place, sources);
    let language = match (&translation.language, translation.is_refused()) {
        (Some(language), false) => language,
        (None | Some(_), _) => {
            report.extend(translation.faults(place.file_name(), start));
            let nothing = pamphlet_resolve::Translation {
                source: article.clone(),
                terms: Glossary::default(),
                glossary_file: String::new(),
            };
            return Ok((article, nothing));
        }
    };
    let no_block = |fault: &&mut Diagnostic| fault.name == "unknown-block";
    for fault in faults.iter_mut().filter(no_block) {
        let hint = format!("a translation has blocks of its own: `{BLOCKS}/NAME.{language}.md`");
        fault.hints.push(hint);
    }
    report.append(&mut faults);
    own_words(&mut article, language, start, report);

    let source_place = place.source();
    let mut source_faults = Vec::new();
    let source = read_article(home, &source_place, sources, &mut source_faults)?;
    report.extend(broken_source(start, &source_faults));
    let source_language = language_of(home, &source.front);
    if source_language == *language {
        let message = format!("`{ARTICLE_FILE}` is itself in the language `{language}`");
        report.push(
            Diagnostic::error("doubled-translation", start, message)
                .hint("take this file away, or write the language of the source as its `lang:`"),
        );
    }
    // The source's own faults are told when it is built.
    let terms = glossaries(home, &source_place, sources, &mut Vec::new())?;
    let its_terms = Terms {
        glossary: &terms,
        language: &source_language,
        words: home.config.words.of(&source_language),
    };
    // Before the headings have the source's labels.
    report.extend(freshness::check(
        home,
        place,
        &article,
        (&source, its_terms),
        start,
        sources,
    )?);
    report.extend(pamphlet_resolve::translation::adopt(&mut article, &source));
    let slug = Spanned::made(source.slug.clone());
    article.front.translation_of.get_or_insert(slug);
    let names = names(&home.root.join(&place.folder));
    let glossary_file = beside(place, &name_in(&names, "glossary", "yaml", language));
    let translation = pamphlet_resolve::Translation {
        source,
        terms,
        glossary_file,
    };
    Ok((article, translation))
}

/// Where faults of a file as a whole are.
pub(crate) fn start_of(place: &Place, sources: &Sources) -> Span {
    let file = sources.iter().find(|(_, it)| it.path == place.file);
    file.map_or(Span::NONE, |(id, _)| Span::new(id, 0..0))
}

/// The title is the translation's own, and its language is that of its name.
fn own_words(
    article: &mut Article,
    language: &Language,
    start: Span,
    report: &mut Vec<Diagnostic>,
) {
    let front = &mut article.front;
    report.retain(|fault| fault.name != "missing-title");
    let unread = report.iter().any(|fault| fault.name == "yaml-syntax");
    let title = front.title.as_ref();
    if !unread && title.is_none_or(|title| title.span.is_none()) {
        let message = format!("the translation has no title in `{language}`");
        report.push(
            Diagnostic::error("missing-title", start, message)
                .hint("write `title:` in the front matter, or a first line `# Title`"),
        );
    }
    if let Some(written) = &front.lang
        && Language::parse(&written.value).as_ref() != Some(language)
    {
        let message = format!(
            "the name of this file says `{language}`, the front matter `{}`",
            written.value
        );
        report.push(
            Diagnostic::error("translation-language", written.span, message)
                .hint("take the line out, or rename the file"),
        );
    }
    let span = front.lang.as_ref().map_or(start, |lang| lang.span);
    front.lang = Some(Spanned::new(language.tag().to_owned(), span));
}

/// What a translation takes from a source that cannot be read as meant is not to be trusted.
fn broken_source(start: Span, faults: &[Diagnostic]) -> Option<Diagnostic> {
    let is_error = |fault: &&Diagnostic| diagnostic::any_error(std::slice::from_ref(fault));
    let first = faults.iter().find(is_error)?;
    let message = format!("`{ARTICLE_FILE}`, which this file translates, has errors");
    let fault = Diagnostic::error("translation-source", start, message);
    Some(
        fault
            .hint("build the source and mend what it names")
            .related(first.span, first.message.clone()),
    )
}

/// The language of an article by its front matter, else the library's.
pub(crate) fn language_of(home: &Library, front: &Front) -> Language {
    let written = front.lang.as_ref();
    written
        .and_then(|lang| Language::parse(&lang.value))
        .or_else(|| home.config.language.clone())
        .unwrap_or_else(Language::english)
}

/// The language of the article at a place; none where the name of a translation has none.
pub fn language(home: &Library, place: &Place) -> std::io::Result<Option<Language>> {
    match &place.translation {
        Some(translation) => Ok(translation.language.clone()),
        None => Ok(Some(language_of(home, &front(home, place)?))),
    }
}

fn is_withdrawn(front: &Front) -> bool {
    let status = front.status.as_ref();
    status.is_some_and(|status| status.value == Status::Withdrawn)
}

fn front(home: &Library, place: &Place) -> std::io::Result<Front> {
    let bytes = disk::text(&home.root.join(&place.file))?;
    Ok(pamphlet_markdown::read_front(&place.file, &bytes))
}

/// An article in one of its languages.
#[derive(Clone, Debug)]
pub struct Tongue {
    /// The language.
    pub language: Language,
    /// The name of its files, without what tells targets apart.
    pub stem: String,
    /// Where its web page lives.
    pub canonical_url: Option<String>,
    /// Whether it is the source.
    pub is_source: bool,
}

/// Where an article is in a language, whatever is wrong with the file.
pub(crate) fn in_language(
    home: &Library,
    place: &Place,
    wanted: &Language,
) -> std::io::Result<Option<Place>> {
    let source = place.source();
    if source.file_name() != ARTICLE_FILE {
        return Ok(None);
    }
    let names = names(&home.root.join(&place.folder));
    if names.iter().any(|name| name == ARTICLE_FILE)
        && language_of(home, &front(home, &source)?) == *wanted
    {
        return Ok(Some(source));
    }
    let mut translations = places(&source, &names).into_iter();
    Ok(translations.find(|it| {
        let translation = it.translation.as_ref();
        translation.and_then(|it| it.language.as_ref()) == Some(wanted)
    }))
}

/// The languages that an article has, the source's first; none where there is but
/// one. They follow from the files beside it, not from what a build makes of them.
pub(crate) fn tongues(home: &Library, place: &Place) -> std::io::Result<Vec<Tongue>> {
    let source = place.source();
    let mut tongues: Vec<Tongue> = Vec::new();
    if source.file_name() != ARTICLE_FILE {
        return Ok(tongues);
    }
    let names = names(&home.root.join(&place.folder));
    let translations = places(&source, &names);
    if translations.is_empty() || !names.iter().any(|name| name == ARTICLE_FILE) {
        return Ok(tongues);
    }
    for place in std::iter::once(source).chain(translations) {
        let front = front(home, &place)?;
        let language = match &place.translation {
            None => Some(language_of(home, &front)),
            Some(it) if it.is_refused() => None,
            Some(it) => it.language.clone(),
        };
        let Some(language) = language.filter(|it| home.config.words.of(it).is_some()) else {
            continue;
        };
        if is_withdrawn(&front) || tongues.iter().any(|other| other.language == language) {
            continue;
        }
        tongues.push(Tongue {
            language,
            stem: place.stem(),
            canonical_url: front.canonical_url.map(|url| url.value),
            is_source: place.translation.is_none(),
        });
    }
    if tongues.len() < 2 {
        tongues.clear();
    }
    Ok(tongues)
}
