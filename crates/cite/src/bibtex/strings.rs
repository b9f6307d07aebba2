//! `@string` definitions of a BibTeX file, put in place of their names.

use std::collections::BTreeMap;

use biblatex::{Pair, RawChunk, Spanned};

/// Strings within strings, and pieces of one field.
const STRINGS_DEEP: usize = 16;
const STRINGS_LONG: usize = 256;

/// The `@string`s of a file. biblatex would follow one that names itself for
/// ever, and let each of a chain double the one before.
pub(crate) struct Strings<'a> {
    known: BTreeMap<&'a str, Vec<Spanned<RawChunk<'a>>>>,
}

impl<'a> Strings<'a> {
    /// The definitions of a file; of two with one name the last holds.
    pub(crate) fn of<'b>(defined: impl Iterator<Item = &'b Pair<'a>>) -> Strings<'a>
    where
        'a: 'b,
    {
        Strings {
            known: defined
                .map(|pair| (pair.key.v, pair.value.v.clone()))
                .collect(),
        }
    }

    /// Puts strings in place of their names; a name that leads too far comes back.
    pub(crate) fn expand(
        &self,
        field: &[Spanned<RawChunk<'a>>],
        depth: usize,
        out: &mut Vec<Spanned<RawChunk<'a>>>,
    ) -> Result<(), String> {
        for chunk in field {
            match &chunk.v {
                RawChunk::Abbreviation(name) => match self.known.get(name) {
                    Some(_) if depth > STRINGS_DEEP || out.len() > STRINGS_LONG => {
                        return Err((*name).to_owned());
                    }
                    Some(inner) => self.expand(inner, depth + 1, out)?,
                    // A month, or a fault that biblatex names.
                    None => out.push(chunk.clone()),
                },
                RawChunk::Normal(_) => out.push(chunk.clone()),
            }
        }
        Ok(())
    }
}
