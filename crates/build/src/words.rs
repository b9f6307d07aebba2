//! A library's own words of the interface: files `words.so.yaml` in its folder.

use std::path::Path;

use pamphlet_core::Sources;
use pamphlet_core::diagnostic::{Diagnostic, nearest};
use pamphlet_core::language::Language;
use pamphlet_core::span::Span;
use pamphlet_core::words::{Tables, Wording};

use crate::translations::{names, rivals_of, tag};
use crate::{disk, outcome::BuildError};

/// Reads all of them. Where there is a fault, there are the program's own words only.
pub(crate) fn read(
    root: &Path,
    sources: &mut Sources,
) -> Result<(Tables, Vec<Diagnostic>), BuildError> {
    let names = names(root);
    let (mut wordings, mut faults): (Vec<Wording>, Vec<Diagnostic>) = Default::default();
    for name in &names {
        let Some(tag) = tag(name, "words", "yaml") else {
            continue;
        };
        let path = root.join(name);
        let bytes = disk::text(&path).map_err(|error| BuildError::Read(path.clone(), error))?;
        let Some(language) = Language::parse(tag) else {
            faults.push(no_language(name, tag, sources));
            continue;
        };
        let (wording, found) = pamphlet_markdown::read_words(name, &language, &bytes, sources);
        faults.extend(found);
        let rivals = rivals_of(name, &names, "words", "yaml");
        if !rivals.is_empty() {
            let message = format!("`{}` is in the same language", rivals.join("`, `"));
            let fault = Diagnostic::error("doubled-translation", wording.span, message);
            faults.push(fault.hint("make them one file"));
        }
        wordings.push(wording);
    }
    if !faults.is_empty() {
        return Ok((Tables::default(), faults));
    }
    Ok(Tables::new(&wordings))
}

fn no_language(name: &str, tag: &str, sources: &mut Sources) -> Diagnostic {
    let span = Span::new(sources.add(name, ""), 0..0);
    let message = format!("`{tag}` in the name of this file is not a language tag");
    let hint = match nearest(tag, Tables::built_in().languages()) {
        Some(near) => format!("did you mean `words.{near}.yaml`?"),
        None => "call it by a BCP 47 tag: `words.so.yaml`, `words.pt-BR.yaml`".to_owned(),
    };
    Diagnostic::error("language-tag", span, message).hint(hint)
}
