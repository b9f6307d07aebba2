//! Which pieces of two states of an article are the same, by path and hash.

use std::collections::{BTreeMap, BTreeSet};

/// The piece that one of a newer state was before.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Before {
    /// Its path then.
    pub path: String,
    /// Whether its words are the same.
    pub same: bool,
}

/// The former piece of each new one that had one, by its path now: the one of the
/// same words, first at the same place; else what stood there, unless that is now
/// somewhere else.
pub fn matched(old: &[(String, String)], new: &[(String, String)]) -> BTreeMap<String, Before> {
    let mut found = BTreeMap::new();
    let mut taken: BTreeSet<&str> = BTreeSet::new();
    let by_path: BTreeMap<&str, &str> = old
        .iter()
        .map(|(path, hash)| (path.as_str(), hash.as_str()))
        .collect();
    let at = |path: &str, same| Before {
        path: path.to_owned(),
        same,
    };
    for (path, hash) in new {
        if by_path.get(path.as_str()) == Some(&hash.as_str()) {
            taken.insert(path);
            found.insert(path.clone(), at(path, true));
        }
    }
    for (path, hash) in new {
        if !found.contains_key(path) {
            let same =
                |(other, its): &&(String, String)| its == hash && !taken.contains(other.as_str());
            if let Some((other, _)) = old.iter().find(same) {
                taken.insert(other);
                found.insert(path.clone(), at(other, true));
            }
        }
    }
    for (path, _) in new {
        if !found.contains_key(path)
            && let Some((other, _)) = by_path.get_key_value(path.as_str())
            && taken.insert(other)
        {
            found.insert(path.clone(), at(other, false));
        }
    }
    found
}

#[cfg(test)]
mod tests {
    use super::*;

    fn state(all: &[(&str, &str)]) -> Vec<(String, String)> {
        let own = |(path, hash): &(&str, &str)| ((*path).to_owned(), (*hash).to_owned());
        all.iter().map(own).collect()
    }

    fn told(old: &[(&str, &str)], new: &[(&str, &str)]) -> Vec<String> {
        let found = matched(&state(old), &state(new));
        let line = |(path, it): (&String, &Before)| format!("{path} {} {}", it.path, it.same);
        found.iter().map(line).collect()
    }

    #[test]
    fn what_moved_is_found_and_does_not_lend_its_place() {
        let old = [("p-1", "a"), ("p-2", "b")];
        let grown = [("p-1", "x"), ("p-2", "a"), ("p-3", "b")];
        assert_eq!(told(&old, &grown), ["p-2 p-1 true", "p-3 p-2 true"]);
        let changed = [("p-1", "x"), ("p-2", "b")];
        assert_eq!(told(&old, &changed), ["p-1 p-1 false", "p-2 p-2 true"]);
    }
}
