//! The references by the names under which sentences mention them.

use std::collections::BTreeMap;

use pamphlet_core::reference::{Name, Reference};

use crate::Kept;
use crate::shape::definitions::fold;

/// References by name.
pub struct Index {
    entries: Vec<Entry>,
    names: BTreeMap<String, Vec<usize>>,
}

struct Entry {
    key: String,
    /// The folded family names of its authors.
    families: Vec<String>,
    year: Option<i32>,
    /// Whether its list of authors is cut short.
    truncated: bool,
}

/// Who is mentioned, and when they wrote.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Who {
    /// Names as written.
    pub names: Vec<String>,
    /// Whether there are more than these.
    pub others: bool,
    /// The year, with the letter that may stand behind it.
    pub year: Option<(i32, Option<char>)>,
}

impl Index {
    /// The references of an article.
    pub fn new(references: &[Kept<Reference>]) -> Index {
        let mut index = Index {
            entries: Vec::new(),
            names: BTreeMap::new(),
        };
        for (i, kept) in references.iter().enumerate() {
            let names = kept.value.creators();
            for name in names.first().into_iter().flat_map(called) {
                let list = index.names.entry(name).or_default();
                if list.last() != Some(&i) {
                    list.push(i);
                }
            }
            let clipped = kept
                .remarks
                .first()
                .map_or("", String::as_str)
                .to_lowercase();
            let cut = [" et al", " y cols", " y otros", " and others", " u. a."];
            index.entries.push(Entry {
                key: kept.value.key.value.clone(),
                families: names.iter().map(|name| fold(&name.family)).collect(),
                year: kept.value.year(),
                truncated: cut.iter().any(|cut| clipped.contains(cut)),
            });
        }
        index
    }

    /// Whether any reference is by somebody of that name.
    pub fn knows(&self, name: &str) -> bool {
        self.names.contains_key(&fold(name))
    }

    /// The keys of the references that fit.
    pub fn fitting(&self, who: &Who) -> Vec<&str> {
        let Some(first) = who.names.first() else {
            return Vec::new();
        };
        let all = self.names.get(&fold(first)).map_or(&[][..], Vec::as_slice);
        let of_year = |entry: &&Entry| who.year.is_none_or(|(year, _)| entry.year == Some(year));
        let fits = |entry: &&Entry| match who.names.as_slice() {
            [_] if who.others => entry.truncated || entry.families.len() > 1,
            [_] => true,
            more => {
                let named = more.iter().skip(1).zip(entry.families.iter().skip(1));
                let same = named.clone().all(|(a, b)| ends_alike(b, &fold(a)));
                let whole = entry.families.len() == more.len()
                    || (who.others && entry.families.len() > more.len());
                same && (whole || (entry.truncated && named.count() + 1 == entry.families.len()))
            }
        };
        let mut found: Vec<&Entry> = all
            .iter()
            .map(|i| &self.entries[*i])
            .filter(of_year)
            .filter(fits)
            .collect();
        // "Smith (2019)" is the work that Smith wrote alone, where there is one.
        if who.names.len() == 1 && !who.others && found.iter().any(|it| it.families.len() == 1) {
            found.retain(|it| it.families.len() == 1);
        }
        // "2019b" is the second of that year.
        if let Some((_, Some(letter))) = who.year
            && found.len() > 1
        {
            let nth = (letter as usize).saturating_sub('a' as usize);
            found = found.get(nth).map_or(Vec::new(), |it| vec![*it]);
        }
        found.into_iter().map(|it| it.key.as_str()).collect()
    }
}

fn ends_alike(family: &str, name: &str) -> bool {
    family == name || family.rsplit(' ').next() == Some(name)
}

/// How somebody may be called: by the family name, by its last word, a body by
/// its initials.
fn called(name: &Name) -> Vec<String> {
    let whole = fold(&name.family);
    let mut out = vec![whole.clone()];
    if name.is_body() {
        let letters: String = name
            .family
            .split_whitespace()
            .filter_map(|word| word.chars().next())
            .filter(|c| c.is_uppercase())
            .collect();
        if letters.chars().count() > 2 {
            out.push(fold(&letters));
        }
    } else if let Some((_, last)) = whole.rsplit_once(' ') {
        out.push(last.to_owned());
    }
    out
}
