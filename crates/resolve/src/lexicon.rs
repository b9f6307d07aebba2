//! What words name which glossary entry: term, short form, alias or key, in
//! letters of either case, and the plural of each.

use std::collections::BTreeMap;

use pamphlet_core::diagnostic;
use pamphlet_core::glossary::{Glossary, GlossaryEntry};
use pamphlet_core::words::Words;
use unicode_normalization::UnicodeNormalization;

/// Entries by every name that they have. Of two that claim one name the
/// article's has it, then the first.
pub(crate) struct Lexicon<'a> {
    glossary: &'a Glossary,
    words: &'static Words,
    /// Folded names, with their entry and as they are written.
    names: BTreeMap<String, (usize, &'a str)>,
}

/// The entry that words name.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Match<'a> {
    /// The entry.
    pub(crate) entry: &'a GlossaryEntry,
    /// Its place among the entries.
    pub(crate) index: usize,
    /// Whether the words are the plural of a name.
    pub(crate) plural: bool,
}

impl<'a> Lexicon<'a> {
    /// The names of a glossary, in a language.
    pub(crate) fn of(glossary: &'a Glossary, words: &'static Words) -> Lexicon<'a> {
        let mut names = BTreeMap::new();
        for shared in [false, true] {
            for (index, entry) in glossary.entries.iter().enumerate() {
                if entry.shared == shared {
                    for name in entry.names() {
                        let folded = fold(&name.value);
                        if !folded.is_empty() {
                            let name = name.value.trim();
                            names.entry(folded).or_insert((index, name));
                        }
                    }
                }
            }
        }
        Lexicon {
            glossary,
            words,
            names,
        }
    }

    /// The entry that words name: by a name as it stands, else by its plural.
    pub(crate) fn find(&self, written: &str) -> Option<Match<'a>> {
        let folded = fold(written);
        let found = |(index, _): &(usize, &str), plural| Match {
            entry: &self.glossary.entries[*index],
            index: *index,
            plural,
        };
        if let Some(name) = self.names.get(&folded) {
            return Some(found(name, false));
        }
        let singulars = self.words.singulars(&folded);
        let name = singulars.iter().find_map(|name| self.names.get(name))?;
        Some(found(name, true))
    }

    /// Whether words are a name, or its plural.
    pub(crate) fn is(&self, written: &str, name: &str) -> bool {
        let (written, name) = (fold(written), fold(name));
        written == name || self.words.singulars(&written).contains(&name)
    }

    /// Whether words are the plural of a name.
    pub(crate) fn is_plural(&self, written: &str, name: &str) -> bool {
        self.words.singulars(&fold(written)).contains(&fold(name))
    }

    /// The name nearest to words that name nothing, also where they are a plural.
    pub(crate) fn nearest(&self, written: &str) -> Option<&'a str> {
        let folded = fold(written);
        let near = |name: &str| {
            let name = diagnostic::nearest(name, self.names.keys().map(String::as_str))?;
            self.names.get(name).map(|(_, written)| *written)
        };
        near(&folded).or_else(|| {
            let mut singulars = self.words.singulars(&folded).into_iter();
            singulars.find_map(|name| near(&name))
        })
    }
}

/// A name without what does not tell names apart: case, the width of gaps, the
/// form of hyphens and apostrophes.
pub(crate) fn fold(name: &str) -> String {
    let mut out = String::with_capacity(name.len());
    for word in name.split_whitespace() {
        if !out.is_empty() {
            out.push(' ');
        }
        if word.is_ascii() {
            out.extend(word.chars().map(|c| c.to_ascii_lowercase()));
            continue;
        }
        out.extend(word.nfc().flat_map(char::to_lowercase).map(|c| match c {
            '\u{2010}' | '\u{2011}' => '-',
            '\u{2019}' => '\'',
            c => c,
        }));
    }
    out
}
