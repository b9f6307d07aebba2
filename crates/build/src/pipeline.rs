//! The road of a document, in code: read it top to bottom.
//!
//! ```text
//! read ──► Article ──resolve──► Edition ──render──► Rendered
//! ```
//!
//! [`read`] and [`resolve`] run once an article and edition, [`render`] once a
//! target. Each is a function of what it is given.

use std::collections::BTreeMap;
use std::path::Path;
use std::sync::Arc;

use pamphlet_core::diagnostic::{self, Diagnostic};
use pamphlet_core::edition::Publisher;
use pamphlet_core::front::Status;
use pamphlet_core::glossary::Glossary;
use pamphlet_core::inline::Inline;
use pamphlet_core::language::Language;
use pamphlet_core::profile::Profile;
use pamphlet_core::reference::References;
use pamphlet_core::rendered::PageStart;
use pamphlet_core::words::Tables;
use pamphlet_core::{Article, Assets, Edition, NodeId, Rendered, Sources, Span, paragraphs, query};
use pamphlet_theme::Theme;

use crate::bibliography;
use crate::disk::{self, Disk};
use crate::library::{BLOCKS, Library, Place};
use crate::target::{Format, Layout, Target};
use crate::translations::{self, Tongue, Translation};
use crate::{Request, library, terms};

/// An article with everything that belongs to it, read and not yet resolved.
pub struct Material {
    told: Told,
    /// The same article in the language that stands beside this one.
    beside: Option<(Place, Told)>,
    /// The languages that the article has, if it has several.
    tongues: Vec<Tongue>,
    disk: Disk,
    /// The files that were read.
    pub sources: Sources,
    /// What is wrong with them.
    pub diagnostics: Vec<Diagnostic>,
}

/// What an article says in one language.
struct Told {
    article: Article,
    references: References,
    glossary: Glossary,
    translation: Option<pamphlet_resolve::Translation>,
    library: pamphlet_resolve::Library,
    /// Whether its files have errors.
    has_errors: bool,
}

/// Reads an article, its glossaries, its bibliography and what it needs of other
/// articles; all that also in the language that is to stand beside its own.
pub fn read(
    request: &Request,
    home: &Library,
    place: &Place,
    beside: Option<&Place>,
) -> std::io::Result<Material> {
    let mut sources = Sources::new();
    let mut diagnostics = Vec::new();
    let mut one = |place| {
        let before = diagnostics.len();
        let told = read_one(request, home, place, &mut sources, &mut diagnostics)?;
        Ok::<_, std::io::Error>(Told {
            has_errors: diagnostic::any_error(&diagnostics[before..]),
            ..told
        })
    };
    let told = one(place)?;
    let beside = match beside {
        Some(place) => Some((place.clone(), one(place)?)),
        None => None,
    };
    Ok(Material {
        told,
        beside,
        tongues: translations::tongues(home, place)?,
        disk: Disk::new(&home.root),
        sources,
        diagnostics,
    })
}

fn read_one(
    request: &Request,
    home: &Library,
    place: &Place,
    sources: &mut Sources,
    diagnostics: &mut Vec<Diagnostic>,
) -> std::io::Result<Told> {
    let (article, translation) = match &place.translation {
        None => (read_article(home, place, sources, diagnostics)?, None),
        Some(it) => {
            let (article, translation) = translations::read(home, place, it, sources, diagnostics)?;
            (article, Some(translation))
        }
    };
    let mut glossary = terms::glossaries(home, place, sources, diagnostics)?;
    if let Some(translation) = &translation {
        let found = terms::match_source(&mut glossary, &translation.terms, place);
        diagnostics.extend(found);
    }
    let (references, _) = bibliography::read(home, place, sources, diagnostics)?;
    let library = library_facts(request, home, place, &article)?;
    Ok(Told {
        article,
        references,
        glossary,
        translation,
        library,
        has_errors: false,
    })
}

/// An article as it is read, for looking at, with its sources and what is wrong with it.
pub fn inspect(
    home: &Library,
    place: &Place,
) -> std::io::Result<(Article, Sources, Vec<Diagnostic>)> {
    let (mut sources, mut diagnostics) = (Sources::new(), Vec::new());
    let article = read_article(home, place, &mut sources, &mut diagnostics)?;
    diagnostic::settle(&mut diagnostics);
    Ok((article, sources, diagnostics))
}

/// The numbers that the blocks of an article have in a proof, with their places, as
/// the library's target `proof` has them; none if the article cannot be built.
pub fn numbers(home: &Library, place: &Place) -> std::io::Result<Numbered> {
    let mut material = read(&Request::default(), home, place, None)?;
    let proof = home.config.target("proof");
    let profile = proof.map_or_else(Profile::full, |target| (*target.edition).clone());
    let edition = match crate::theme::of(home) {
        Ok(theme) => resolve(&mut material, place, &profile, &theme),
        Err(faults) => {
            // Their places are in the library's configuration.
            material.sources = home.sources.clone();
            material.diagnostics = faults;
            None
        }
    };
    let numbers = edition.map(|edition| paragraphs::numbers(&edition));
    diagnostic::settle(&mut material.diagnostics);
    Ok((numbers, material.sources, material.diagnostics))
}

/// Numbers of blocks with their places, the files, and what is wrong with them.
pub type Numbered = (
    Option<BTreeMap<NodeId, (String, Span)>>,
    Sources,
    Vec<Diagnostic>,
);

/// Decides everything that a reader sees, in both languages where there are two.
/// Adds to the material's diagnostics; none if any of them is an error or the
/// article is withdrawn.
pub fn resolve(
    material: &mut Material,
    place: &Place,
    profile: &Profile,
    theme: &Theme,
) -> Option<Edition> {
    let one = |place, told| resolve_one(material, place, told, profile, theme);
    let (edition, mut found) = one(place, &material.told);
    let second = material.beside.as_ref();
    let second = second.map(|(place, told)| one(place, told));
    material.told.has_errors |= diagnostic::any_error(&found);
    let second = second.map(|(edition, faults)| {
        if let Some((_, told)) = &mut material.beside {
            told.has_errors |= diagnostic::any_error(&faults);
        }
        found.extend(faults);
        edition
    });
    material.diagnostics.extend(found);
    if diagnostic::any_error(&material.diagnostics) {
        return None;
    }
    match second {
        None => edition,
        Some(second) => {
            let (edition, found) = pamphlet_resolve::bilingual::beside(edition?, second?);
            material.diagnostics.extend(found);
            Some(edition)
        }
    }
}

/// Why two languages do not stand side by side in some files, a warning for each article
/// that holds the other up. `goes_on` says whether other files are built without one.
pub fn not_side_by_side(
    material: &Material,
    place: &Place,
    files: &[String],
    goes_on: &dyn Fn(&Place) -> bool,
) -> Vec<Diagnostic> {
    let first = (place, &material.told);
    let second = material.beside.iter().map(|(place, told)| (place, told));
    let both = std::iter::once(first).chain(second);
    both.filter_map(|(place, told)| {
        let status = told.article.front.status.as_ref();
        let is_withdrawn = status.is_some_and(|it| it.value == Status::Withdrawn);
        let (why, hint) = match (told.has_errors, is_withdrawn) {
            (true, _) => ("has errors", "mend what is told of it"),
            (false, true) => ("is withdrawn", "to build it again, set `status: current`"),
            (false, false) => return None,
        };
        let start = translations::start_of(place, &material.sources);
        let (files, are) = match files {
            [file] => (file.clone(), "is"),
            [some @ .., last] => (format!("{} and {last}", some.join(", ")), "are"),
            [] => return None,
        };
        let message = format!("{files} {are} not made, since {} {why}", place.file_name());
        let fault = Diagnostic::warning("not-side-by-side", start, message);
        Some(match goes_on(place) {
            true => fault.hint(format!("{hint}; all other files are built without it")),
            false => fault.hint(hint),
        })
    })
    .collect()
}

fn resolve_one(
    material: &Material,
    place: &Place,
    told: &Told,
    profile: &Profile,
    theme: &Theme,
) -> (Option<Edition>, Vec<Diagnostic>) {
    let refused = place.translation.as_ref();
    if refused.is_some_and(Translation::is_refused) {
        return (None, Vec::new());
    }
    let elsewhere = elsewhere(material, place);
    let resolution = pamphlet_resolve::resolve(&pamphlet_resolve::Input {
        article: &told.article,
        sources: &material.sources,
        profile,
        references: &told.references,
        glossary: &told.glossary,
        translation: told.translation.as_ref(),
        library: &told.library,
        folder: &place.folder,
        elsewhere: &elsewhere,
        assets: &material.disk,
    });
    let mut diagnostics = resolution.diagnostics;
    if let Some(edition) = &resolution.edition {
        diagnostics.extend(pamphlet_theme::coverage::check(edition, theme));
    }
    (resolution.edition, diagnostics)
}

/// What a target is told of its siblings.
pub struct Surroundings<'a> {
    /// The library.
    pub library: &'a Library,
    /// The article.
    pub place: &'a Place,
    /// The printed pages that a page list names.
    pub pages: Option<&'a [PageStart]>,
    /// Told the printed pages as soon as they are known.
    pub laid_out: &'a (dyn Fn(&[PageStart]) + Sync),
    /// Whether the Typst source is wanted too.
    pub emit_typst: bool,
}

/// Makes one target's files from an edition.
pub fn render(
    target: &Target,
    edition: &Edition,
    theme: &Theme,
    material: &Material,
    around: &Surroundings,
) -> Result<Rendered, Vec<Diagnostic>> {
    if target.theme.is_some() {
        // Resolving looked at the library's theme only.
        let mut faults = pamphlet_theme::coverage::check(edition, theme);
        if diagnostic::any_error(&faults) {
            diagnostic::settle(&mut faults);
            return Err(faults);
        }
    }
    let file_name = target.file_name(&around.place.stem());
    let assets: &dyn Assets = &material.disk;
    match target.format {
        Format::Html => {
            let options = pamphlet_html::Options {
                file_name,
                siblings: siblings(target, around),
                languages: languages(target, material, &around.library.config.words),
                articles: article_pages(around, &material.told.library),
                form: form(target, around),
            };
            pamphlet_html::render(edition, theme, assets, &options)
        }
        Format::Epub => {
            let options = pamphlet_epub::Options {
                file_name,
                pages: around.pages.map(<[PageStart]>::to_vec),
                page_source: edition.metadata.isbn.get("print").cloned(),
                cover: own_cover(around.place, assets),
            };
            pamphlet_epub::render(edition, theme, assets, &options)
        }
        Format::Pdf => {
            let options = pamphlet_pdf::Options {
                file_name,
                emit_typst: around.emit_typst,
                sheet: sheet(target),
                twin: twin(target, around),
            };
            let pages = pamphlet_pdf::lay_out(edition, theme, assets, options.sheet)?;
            (around.laid_out)(&pages.pages);
            pages.export(&options)
        }
    }
}

/// The kind of file of an HTML target.
fn form(target: &Target, around: &Surroundings) -> pamphlet_html::Form {
    match target.layout {
        Layout::Record => pamphlet_html::Form::Record,
        Layout::Fragment => pamphlet_html::Form::Fragment {
            name: around.place.path(),
        },
        Layout::Article
        | Layout::Handout
        | Layout::LargePrint
        | Layout::Booklet
        | Layout::Proof => pamphlet_html::Form::Page,
    }
}

/// The paper of a PDF target.
fn sheet(target: &Target) -> pamphlet_pdf::Sheet {
    pamphlet_pdf::Sheet {
        layout: match target.layout {
            Layout::Handout => pamphlet_pdf::Layout::Handout,
            Layout::LargePrint => pamphlet_pdf::Layout::LargePrint,
            Layout::Booklet => pamphlet_pdf::Layout::Booklet,
            Layout::Proof => pamphlet_pdf::Layout::Proof,
            Layout::Article | Layout::Record | Layout::Fragment => pamphlet_pdf::Layout::Article,
        },
        page: target.page,
        type_size: target.type_size,
    }
}

/// The tagged file that says the same as a booklet: the first PDF target of its
/// edition that is none.
fn twin(target: &Target, around: &Surroundings) -> Option<String> {
    let mut targets = around.library.config.targets.iter();
    let accessible = |other: &&Arc<Target>| {
        other.format == Format::Pdf
            && other.layout != Layout::Booklet
            && other.shows() == target.shows()
    };
    let twin = targets.find(accessible)?;
    Some(twin.file_name(&around.place.stem()))
}

pub(crate) fn read_article(
    home: &Library,
    place: &Place,
    sources: &mut Sources,
    diagnostics: &mut Vec<Diagnostic>,
) -> std::io::Result<Article> {
    let bytes = disk::text(&home.root.join(&place.file))?;
    let reading = pamphlet_markdown::read(
        &pamphlet_markdown::Input {
            slug: &place.slug,
            path: &place.file,
            bytes: &bytes,
            language: place.language().or(home.config.language.as_ref()),
            words: &home.config.words,
            blocks: &|name| shared_block(&home.root, name, place.language()),
        },
        sources,
    );
    diagnostics.extend(reading.diagnostics);
    Ok(reading.article)
}

/// A shared block by its name, which is a file's stem and nothing else; or the
/// names that there are. A translation has those of its language, `NAME.es.md`, or of
/// one that its readers can do with.
fn shared_block(
    root: &Path,
    name: &str,
    language: Option<&Language>,
) -> Result<(String, Vec<u8>), Vec<String>> {
    let plain = |c: char| c.is_alphanumeric() || c == '-' || c == '_';
    let files = || translations::names(&root.join(BLOCKS));
    let candidates = match language {
        None => vec![format!("{name}.md")],
        Some(language) => {
            let (all, files) = (language.fallbacks(), files());
            let file = |language| translations::name_in(&files, name, "md", language);
            all.iter().map(file).collect()
        }
    };
    for file in candidates {
        let path = format!("{BLOCKS}/{file}");
        if !name.is_empty()
            && name.chars().all(plain)
            && let Ok(Some(bytes)) = disk::text_if_any(&root.join(&path))
        {
            return Ok((path, bytes));
        }
    }
    let ending = language.map_or(".md".to_owned(), |language| format!(".{language}.md"));
    let stem = |file: &String| file.strip_suffix(&ending).map(str::to_owned);
    let known = files();
    let names = known.iter().filter_map(stem);
    Err(names.filter(|name| name.chars().all(plain)).collect())
}

pub(crate) fn beside(place: &Place, name: &str) -> String {
    match place.folder.is_empty() {
        true => name.to_owned(),
        false => format!("{}/{name}", place.folder),
    }
}

fn library_facts(
    request: &Request,
    home: &Library,
    place: &Place,
    article: &Article,
) -> std::io::Result<pamphlet_resolve::Library> {
    let config = &home.config;
    let written = article.front.lang.as_ref();
    let language = written.and_then(|it| Language::parse(&it.value));
    let language = language.or_else(|| config.language.clone());
    let mut fields = config.fields.clone();
    let spoken = |site: Option<&String>, fields: &mut BTreeMap<String, String>| {
        for tag in language.iter().flat_map(|it| [it.primary(), it.tag()]) {
            let whose = (site.cloned(), tag.to_owned());
            fields.extend(config.spoken.get(&whose).cloned().unwrap_or_default());
        }
    };
    spoken(None, &mut fields);
    if let Some((name, site)) = request
        .site
        .as_ref()
        .and_then(|name| Some((name, config.sites.get(name)?)))
    {
        fields.extend(site.clone());
        spoken(Some(name), &mut fields);
    }
    let identity = &config.identity;
    let publisher = identity.name.clone().map(|name| Publisher {
        name,
        url: identity.url.clone(),
        logo: identity.logo.clone().zip(identity.logo_alt.clone()),
    });
    Ok(pamphlet_resolve::Library {
        language: config.language.clone().unwrap_or_else(Language::english),
        words: config.words.clone(),
        publisher,
        fields,
        siblings: sibling_articles(home, place, article)?,
        fallback_date: request.fallback_date,
        csl: config.csl.clone(),
        styles: bibliography::styles(home)?,
    })
}

/// The other articles that this one links to, read for their titles and labels.
fn sibling_articles(
    home: &Library,
    place: &Place,
    article: &Article,
) -> std::io::Result<BTreeMap<String, pamphlet_resolve::Sibling>> {
    let links = query::inlines(
        article,
        |inline| matches!(inline, Inline::CrossReference(link) if link.article.is_some()),
    );
    let mut siblings = BTreeMap::new();
    if links.is_empty() {
        return Ok(siblings);
    }
    let places = library::all_places(&home.root).unwrap_or_default();
    let itself = |other: &Place| other.folder == place.folder && other.slug == place.slug;
    let source = |other: &&Place| other.translation.is_none() && !itself(other);
    for source in places.iter().filter(source) {
        // A translation leads to translations, where there are any.
        let other = places.iter().find(|other| {
            other.folder == source.folder
                && place.language().is_some()
                && other.language() == place.language()
                && other
                    .translation
                    .as_ref()
                    .is_some_and(|it| !it.is_refused())
        });
        let other = other.unwrap_or(source);
        let (mut sources, mut ignored) = (Sources::new(), Vec::new());
        let article = read_article(home, other, &mut sources, &mut ignored)?;
        let title = article
            .front
            .title
            .as_ref()
            .map(|title| title.value.clone());
        let sibling = pamphlet_resolve::Sibling {
            folder: other.output_folder.clone(),
            stem: other.stem(),
            title: title.unwrap_or_else(|| other.slug.clone()),
            canonical_url: article
                .front
                .canonical_url
                .as_ref()
                .map(|url| url.value.clone()),
            labels: Some(query::labels(&article)),
        };
        siblings.insert(other.slug.clone(), sibling);
    }
    Ok(siblings)
}

/// The same article in other formats. It follows from the configuration and not
/// from what else is asked for, so that a page's bytes do not depend on it.
fn siblings(target: &Target, around: &Surroundings) -> Vec<pamphlet_html::Sibling> {
    let others = around.library.config.default_targets();
    others
        .into_iter()
        .filter(|other| other.name != target.name && other.format != Format::Html)
        // Whether the article is in both languages is another question.
        .filter(|other| other.bilingual == target.bilingual)
        .map(|other| pamphlet_html::Sibling {
            label: label(&other),
            href: other.file_name(&around.place.stem()),
            media_type: other.format.media_type().to_owned(),
        })
        .collect()
}

/// The same page in every language that the article has. Like [`siblings`] it
/// follows from the library's files alone.
fn languages(target: &Target, material: &Material, words: &Tables) -> Vec<pamphlet_html::Tongue> {
    if target.bilingual.is_some() {
        return Vec::new();
    }
    let languages: Vec<_> = material.tongues.iter().map(|it| &it.language).collect();
    let tongues = material.tongues.iter().zip(words.names(&languages));
    tongues
        .map(|(tongue, name)| pamphlet_html::Tongue {
            language: tongue.language.clone(),
            name,
            href: target.file_name(&tongue.stem),
            canonical_url: tongue.canonical_url.clone(),
            is_source: tongue.is_source,
        })
        .collect()
}

/// The web pages of the article in its other languages, of those that have an address.
fn elsewhere(material: &Material, place: &Place) -> Vec<pamphlet_resolve::InLanguage> {
    let others = material.tongues.iter().filter(|it| it.stem != place.stem());
    others
        .filter_map(|tongue| {
            let url = tongue.canonical_url.clone()?;
            // Any other address is reported where it stands.
            let known = url.starts_with("https://") || url.starts_with("http://");
            known.then(|| pamphlet_resolve::InLanguage {
                language: tongue.language.clone(),
                url,
            })
        })
        .collect()
}

/// `PDF`, or of a target with a name of its own `PDF, large-print`.
fn label(target: &Target) -> String {
    let format = target.format.name().to_uppercase();
    match target.named {
        true => format!("{format}, {}", target.name),
        false => format,
    }
}

/// Pages of other articles by slug, relative to this one's.
fn article_pages(
    around: &Surroundings,
    library: &pamphlet_resolve::Library,
) -> BTreeMap<String, String> {
    let depth = match around.place.output_folder.is_empty() {
        true => 0,
        false => around.place.output_folder.split('/').count(),
    };
    let up = "../".repeat(depth);
    let page = |slug: &String, sibling: &pamphlet_resolve::Sibling| {
        let folder = match sibling.folder.is_empty() {
            true => String::new(),
            false => format!("{}/", sibling.folder),
        };
        (slug.clone(), format!("{up}{folder}{}.html", sibling.stem))
    };
    library
        .siblings
        .iter()
        .map(|(slug, sibling)| page(slug, sibling))
        .collect()
}

/// The article's own cover, if its folder has one.
fn own_cover(place: &Place, assets: &dyn Assets) -> Option<String> {
    let names = ["cover.jpg", "cover.jpeg", "cover.png", "cover.svg"];
    names
        .into_iter()
        .map(|name| beside(place, name))
        .find(|path| assets.image(path).is_ok())
}
