//! Which files will be made under which names, before anything is made.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

use pamphlet_core::language::Language;

use crate::library::{Library, Place};
use crate::outcome::BuildError;
use crate::target::Target;
use crate::translations::Translation;
use crate::{Request, library, translations};

/// Everything that will be made.
#[derive(Debug)]
pub struct Plan {
    /// The libraries with what is built of each.
    pub libraries: Vec<Library>,
    /// The articles in order: index of the library, place, targets.
    pub articles: Vec<Planned>,
}

/// One article with its targets.
#[derive(Clone, Debug)]
pub struct Planned {
    /// Index in [`Plan::libraries`].
    pub library: usize,
    /// Where it is.
    pub place: Place,
    /// What is made of it.
    pub targets: Vec<Arc<Target>>,
    /// Where it is in the language that stands beside its own in all of them.
    pub beside: Option<Place>,
    /// Folder of its outputs below the output folder, with `/`; empty for none.
    pub folder: String,
}

impl Planned {
    /// Whether it is made of the article at a place of its library.
    pub fn needs(&self, place: &Place) -> bool {
        self.place == *place || self.beside.as_ref() == Some(place)
    }

    /// The path of a target's file below the output folder.
    pub fn output(&self, target: &Target) -> String {
        let name = target.file_name(&self.place.stem());
        match self.folder.is_empty() {
            true => name,
            false => format!("{}/{name}", self.folder),
        }
    }
}

/// Keeps of every library the articles in the languages that are asked for; all
/// where none is named.
pub fn keep_languages(tags: &[String], libraries: &mut [Library]) -> Result<(), BuildError> {
    if tags.is_empty() {
        return Ok(());
    }
    let parse = |tag: &String| {
        Language::parse(tag).ok_or_else(|| {
            let hint = "write a BCP 47 tag such as en, es or pt-BR";
            BuildError::usage(format!("{tag} is not a language tag"), hint)
        })
    };
    let asked = tags.iter().map(parse);
    let asked: Vec<Language> = asked.collect::<Result<_, _>>()?;
    let mut there = BTreeSet::new();
    for library in libraries {
        let mut kept = Vec::new();
        for place in std::mem::take(&mut library.articles) {
            let language = translations::language(library, &place)
                .map_err(|error| BuildError::Read(library.root.join(&place.file), error))?;
            if language.as_ref().is_some_and(|it| asked.contains(it)) {
                kept.push(place);
            }
            there.extend(language);
        }
        library.articles = kept;
    }
    match asked.iter().find(|language| !there.contains(*language)) {
        None => Ok(()),
        Some(language) => {
            let there: Vec<_> = there.iter().map(Language::tag).collect();
            Err(BuildError::usage(
                format!("nothing here is in the language {language}"),
                format!("there are {}", there.join(", ")),
            ))
        }
    }
}

/// Decides targets and names; a name that two outputs share is an error.
pub fn make(request: &Request, mut libraries: Vec<Library>) -> Result<Plan, BuildError> {
    keep_languages(&request.languages, &mut libraries)?;
    let mut articles = Vec::new();
    for (index, library) in libraries.iter().enumerate() {
        check_site(request, library)?;
        let targets = asked(request, library)?;
        let wanted =
            |t: &Arc<Target>| request.formats.is_empty() || request.formats.contains(&t.format);
        let targets: Vec<_> = targets.into_iter().filter(wanted).collect();
        let mut unmade: Vec<&Arc<Target>> = targets.iter().collect();
        for place in &library.articles {
            let folders = [request.site.as_deref().unwrap_or(""), &place.output_folder];
            let folder = folders
                .into_iter()
                .filter(|f| !f.is_empty())
                .collect::<Vec<_>>()
                .join("/");
            for (targets, beside) in of_place(library, place, &targets)? {
                unmade.retain(|target| !targets.contains(target));
                articles.push(Planned {
                    library: index,
                    place: place.clone(),
                    targets,
                    beside,
                    folder: folder.clone(),
                });
            }
        }
        // A library may ask for what its articles do not have yet; a person does not.
        if let Some(target) = unmade.first()
            && let Some([first, second]) = &target.bilingual
            && request.targets.contains(&target.name)
        {
            return Err(BuildError::usage(
                format!(
                    "none of the articles asked for is in {first} and beside it in {second}, as the target {} needs",
                    target.name
                ),
                format!(
                    "put article.{second}.md beside an article in {first}, or build other targets with -t"
                ),
            ));
        }
    }
    if articles.iter().all(|article| article.targets.is_empty()) {
        return Err(BuildError::usage(
            "nothing would be built",
            "no target that was asked for has the format that was asked for",
        ));
    }
    check_names(&articles)?;
    Ok(Plan {
        libraries,
        articles,
    })
}

/// The targets of a library that are asked for, or its own defaults.
fn asked(request: &Request, library: &Library) -> Result<Vec<Arc<Target>>, BuildError> {
    let config = &library.config;
    if request.targets.is_empty() {
        return Ok(config.default_targets());
    }
    let mut targets: Vec<Arc<Target>> = Vec::new();
    for name in &request.targets {
        let Some(target) = config.target(name) else {
            return Err(BuildError::usage(
                format!("no target is called {name}"),
                config.target_hint(name),
            ));
        };
        if !targets.contains(target) {
            targets.push(target.clone());
        }
    }
    Ok(targets)
}

/// Targets of an article, and where it is in the language beside its own.
pub type Together = (Vec<Arc<Target>>, Option<Place>);

/// The targets that are made of an article: those in its language, then those in two
/// languages by the second, each by itself, so that a fault of one translation stops
/// no other file. A target in two languages is made of articles in the first that are
/// also in the second, and says so where one of the two cannot be built.
pub fn of_place(
    library: &Library,
    place: &Place,
    targets: &[Arc<Target>],
) -> Result<Vec<Together>, BuildError> {
    let (alone, double): (Vec<_>, Vec<_>) = targets
        .iter()
        .cloned()
        .partition(|target| target.bilingual.is_none());
    let mut all = Vec::new();
    if !alone.is_empty() {
        all.push((alone, None));
    }
    if double.is_empty() {
        return Ok(all);
    }
    let read = |error| BuildError::Read(library.root.join(&place.file), error);
    let own = translations::language(library, place).map_err(read)?;
    let mut by_second: BTreeMap<&Language, Vec<Arc<Target>>> = BTreeMap::new();
    for target in &double {
        if let Some([first, second]) = &target.bilingual
            && own.as_ref() == Some(first)
        {
            by_second.entry(second).or_default().push(target.clone());
        }
    }
    for (second, targets) in by_second {
        let other = translations::in_language(library, place, second).map_err(read)?;
        all.extend(other.map(|other| (targets, Some(other))));
    }
    Ok(all)
}

fn check_site(request: &Request, library: &Library) -> Result<(), BuildError> {
    let Some(site) = &request.site else {
        return Ok(());
    };
    if library.config.sites.contains_key(site) {
        return Ok(());
    }
    let known: Vec<_> = library.config.sites.keys().map(String::as_str).collect();
    let hint = match pamphlet_core::diagnostic::nearest(site, known.iter().copied()) {
        Some(near) => format!("did you mean {near}?"),
        None => format!("add [sites.{site}] to {}", library::CONFIG_FILE),
    };
    Err(BuildError::usage(format!("no site is called {site}"), hint))
}

/// Names are compared without regard to case: some file systems do so too.
fn check_names(articles: &[Planned]) -> Result<(), BuildError> {
    let mut names: BTreeMap<String, &str> = BTreeMap::new();
    // A file that is refused makes no outputs, and the fault that it tells names both.
    let refused = |article: &&Planned| {
        let translation = article.place.translation.as_ref();
        translation.is_some_and(Translation::is_refused)
    };
    for article in articles.iter().filter(|article| !refused(article)) {
        for target in &article.targets {
            let name = article.output(target);
            if let Some(other) = names.insert(name.to_lowercase(), &article.place.file) {
                return Err(BuildError::Usage(
                    format!(
                        "{other} and {} would both be built as {name}",
                        article.place.file
                    ),
                    vec!["rename one of them".into()],
                ));
            }
        }
    }
    Ok(())
}
