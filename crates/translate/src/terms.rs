//! Which entry of a glossary the words of a link name.

use pamphlet_core::glossary::{Glossary, GlossaryEntry};
use pamphlet_core::language::Language;
use pamphlet_core::words::Words;

/// A glossary in its language.
#[derive(Clone, Copy)]
pub struct Terms<'a> {
    /// The entries.
    pub glossary: &'a Glossary,
    /// The language of their names.
    pub language: &'a Language,
    /// The words of the interface in it.
    pub words: Option<&'static Words>,
}

impl<'a> Terms<'a> {
    /// The entry that words name: by a name as it stands, else by its plural. The
    /// article's entries come before the library's.
    pub fn find(&self, written: &str) -> Option<&'a GlossaryEntry> {
        let written = fold(written);
        let named = |name: &str| {
            let has = |it: &&GlossaryEntry| it.names().any(|own| fold(&own.value) == name);
            let all = || self.glossary.entries.iter();
            let own = all().filter(|it| !it.shared).find(has);
            own.or_else(|| all().find(has))
        };
        let singulars = || self.words.map(|it| it.singulars(&written));
        named(&written).or_else(|| {
            let singulars = singulars().unwrap_or_default();
            singulars.iter().find_map(|name| named(name))
        })
    }

    /// The entry of a key.
    pub fn keyed(&self, key: &str) -> Option<&'a GlossaryEntry> {
        self.glossary.entries.iter().find(|it| it.key.value == key)
    }
}

/// A name without what does not tell names apart.
fn fold(name: &str) -> String {
    let words: Vec<String> = name.split_whitespace().map(str::to_lowercase).collect();
    let joined = words.join(" ");
    joined
        .replace(['\u{2010}', '\u{2011}'], "-")
        .replace('\u{2019}', "'")
}
