//! The terms of an article: the library's glossary with the article's laid over it,
//! in the article's language.

use pamphlet_core::Sources;
use pamphlet_core::diagnostic::{Diagnostic, nearest};
use pamphlet_core::glossary::Glossary;
use pamphlet_core::span::Span;

use crate::library::{Library, Place};
use crate::pipeline::beside;
use crate::{disk, translations};

/// Reads the glossaries of an article: `glossary.yaml`, of a translation
/// `glossary.es.yaml` in the same folders. Where a language lacks an entry, one that
/// its readers can do with has it: `es` for `es-MX`.
pub(crate) fn glossaries(
    home: &Library,
    place: &Place,
    sources: &mut Sources,
    report: &mut Vec<Diagnostic>,
) -> std::io::Result<Glossary> {
    let mut read = |folder: &str| -> std::io::Result<Glossary> {
        let Some(language) = place.language() else {
            return read_file(home, folder, "glossary.yaml", &[], sources, report);
        };
        let names = translations::names(&home.root.join(folder));
        let mut whole = Glossary::default();
        for language in language.fallbacks().iter().rev() {
            let name = translations::name_in(&names, "glossary", "yaml", language);
            let rivals = translations::rivals_of(&name, &names, "glossary", "yaml");
            let own = read_file(home, folder, &name, &rivals, sources, report)?;
            whole = Glossary::lay(whole, own);
        }
        Ok(whole)
    };
    let library = read("")?;
    match place.folder.is_empty() {
        true => Ok(library),
        false => Ok(Glossary::merge(&library, &read(&place.folder)?)),
    }
}

/// Reads one file; nothing where it is not there. `rivals` are in the same language.
fn read_file(
    home: &Library,
    folder: &str,
    name: &str,
    rivals: &[String],
    sources: &mut Sources,
    report: &mut Vec<Diagnostic>,
) -> std::io::Result<Glossary> {
    let path = match folder.is_empty() {
        true => name.to_owned(),
        false => format!("{folder}/{name}"),
    };
    let Some(bytes) = disk::text_if_any(&home.root.join(&path))? else {
        return Ok(Glossary::default());
    };
    let (glossary, faults) = pamphlet_markdown::read_glossary(&path, &bytes, sources);
    report.extend(faults);
    let file = sources.iter().find(|(_, it)| it.path == path);
    if let Some((file, _)) = file.filter(|_| !rivals.is_empty()) {
        let message = format!("`{}` is in the same language", rivals.join("`, `"));
        report.push(
            Diagnostic::error("doubled-translation", Span::new(file, 0..0), message)
                .hint("make them one file"),
        );
    }
    Ok(glossary)
}

/// Lays a translation's terms over its source's: related entries that it does not
/// name are the source's, as far as it has them. A key that the source lacks is
/// doubtful: it may be misspelt.
pub(crate) fn match_source(
    own: &mut Glossary,
    source: &Glossary,
    place: &Place,
) -> Vec<Diagnostic> {
    let keys: Vec<String> = own.entries.iter().map(|it| it.key.value.clone()).collect();
    let known = || source.entries.iter().map(|it| it.key.value.as_str());
    let mut report = Vec::new();
    for entry in &mut own.entries {
        let same =
            |other: &&pamphlet_core::glossary::GlossaryEntry| other.key.value == entry.key.value;
        match source.entries.iter().find(same) {
            Some(other) if entry.see_also.is_empty() => {
                let related = other.see_also.iter().cloned();
                let there = related.filter(|it| keys.contains(&it.value));
                entry.see_also = there.collect();
            }
            Some(_) => {}
            None => {
                let key = &entry.key.value;
                let message = format!("the source's glossary has no key `{key}`");
                let hint = match nearest(key, known()) {
                    Some(near) => format!("did you mean `{near}`?"),
                    None => format!(
                        "write the entry `{key}` in `{}` too",
                        beside(place, "glossary.yaml")
                    ),
                };
                report.push(
                    Diagnostic::warning("translation-term", entry.key.span, message).hint(hint),
                );
            }
        }
    }
    report
}
