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

/// The former piece of each new one that had one, by its path now. It is the one of
/// the same words, first at the same place. Pieces of other words are told by those
/// of the same words around them: where as many of a kind stand between these as
/// before, each was changed; else nothing says which is which.
pub fn matched(old: &[(String, String)], new: &[(String, String)]) -> BTreeMap<String, Before> {
    let mut found = same_words(old, new);
    let taken: BTreeSet<String> = found.values().map(|it| it.path.clone()).collect();
    let (was, now) = (groups(old), groups(new));
    let mut done: BTreeSet<(&str, &str)> = BTreeSet::new();
    // A section's heading comes before what stands in it.
    for (path, _) in new {
        let place = Place::of(path);
        let group = (place.section, place.kind);
        if found.contains_key(path) || !done.insert(group) {
            continue;
        }
        let Some(section) = section_before(place.section, &found) else {
            continue;
        };
        let was = was.get(&(section.as_str(), place.kind));
        let pairs = was.zip(now.get(&group));
        let pairs = pairs.map(|(was, now)| changed(was, now, &found, &taken));
        found.extend(pairs.into_iter().flatten());
    }
    found
}

/// The pieces whose words are those of a former one.
fn same_words(old: &[(String, String)], new: &[(String, String)]) -> BTreeMap<String, Before> {
    let mut found = BTreeMap::new();
    let mut taken: BTreeSet<&str> = BTreeSet::new();
    let by_path: BTreeMap<&str, &str> = old
        .iter()
        .map(|(path, hash)| (path.as_str(), hash.as_str()))
        .collect();
    let at = |path: &str| Before {
        path: path.to_owned(),
        same: true,
    };
    for (path, hash) in new {
        if by_path.get(path.as_str()) == Some(&hash.as_str()) {
            taken.insert(path);
            found.insert(path.clone(), at(path));
        }
    }
    for (path, hash) in new {
        if !found.contains_key(path) {
            let same =
                |(other, its): &&(String, String)| its == hash && !taken.contains(other.as_str());
            if let Some((other, _)) = old.iter().find(same) {
                taken.insert(other);
                found.insert(path.clone(), at(other));
            }
        }
    }
    found
}

/// Where a piece stands, by its path.
#[derive(Clone, Copy)]
struct Place<'a> {
    /// The section or part that it stands in: `fundamentals/2.1`.
    section: &'a str,
    /// What it is: a paragraph, a heading.
    kind: &'a str,
    /// Which of its kind, where these are counted.
    number: usize,
}

impl Place<'_> {
    fn of(path: &str) -> Place<'_> {
        let (section, name) = path.rsplit_once('/').unwrap_or(("", path));
        let numbered = |section, kind, number: &str| Place {
            section,
            kind,
            number: number.parse().unwrap_or(0),
        };
        match (numbers(section), name) {
            // A part's heading is none of a section.
            (Some((part, count)), "heading") => match count.rsplit_once('.') {
                Some((outer, last)) => {
                    let outer = &section[..part.len() + 1 + outer.len()];
                    numbered(outer, "section", last)
                }
                None => numbered(part, "section", count),
            },
            // Notes are counted themselves.
            (Some(("notes", count)), _) => numbered("notes", name, count),
            // Entries are told by their keys.
            _ if section == "glossary" => numbered(section, name, ""),
            _ if digits(name) => numbered(section, "", name),
            _ => match name.rsplit_once('-').filter(|(_, last)| digits(last)) {
                Some((kind, number)) => numbered(section, kind, number),
                None => numbered(section, name, ""),
            },
        }
    }
}

/// The part of a section's path and its numbers.
fn numbers(section: &str) -> Option<(&str, &str)> {
    let numbers = section.rsplit_once('/');
    numbers.filter(|(_, count)| count.split('.').all(digits))
}

fn digits(words: &str) -> bool {
    !words.is_empty() && words.bytes().all(|it| it.is_ascii_digit())
}

/// What a section was before, by its heading.
fn section_before(section: &str, found: &BTreeMap<String, Before>) -> Option<String> {
    if numbers(section).is_none() {
        return Some(section.to_owned());
    }
    let heading = found.get(&format!("{section}/heading"))?;
    let before = heading.path.strip_suffix("/heading")?;
    Some(before.to_owned())
}

/// Pieces by the section and kind that they are counted in, in their order.
fn groups(all: &[(String, String)]) -> BTreeMap<(&str, &str), Vec<&str>> {
    let mut groups: BTreeMap<(&str, &str), Vec<&str>> = BTreeMap::new();
    for (path, _) in all {
        let place = Place::of(path);
        let group = groups.entry((place.section, place.kind)).or_default();
        group.push(path);
    }
    for group in groups.values_mut() {
        group.sort_by_key(|path| Place::of(path).number);
    }
    groups
}

/// Pairs of pieces of one kind that have other words than before.
fn changed(
    was: &[&str],
    now: &[&str],
    found: &BTreeMap<String, Before>,
    taken: &BTreeSet<String>,
) -> Vec<(String, Before)> {
    let all: BTreeSet<&str> = was.iter().copied().collect();
    let stayed = |path: &str| {
        let before = found.get(path)?;
        all.get(before.path.as_str()).copied()
    };
    let stays: BTreeSet<&str> = now.iter().filter_map(|it| stayed(it)).collect();
    // What stands between two that stayed, by the first of these.
    let mut runs: BTreeMap<&str, (Vec<&str>, Vec<&str>)> = BTreeMap::new();
    let mut first = "";
    for path in was {
        if stays.contains(path) {
            first = path;
        } else if !taken.contains(*path) {
            runs.entry(first).or_default().0.push(path);
        }
    }
    first = "";
    for path in now {
        match stayed(path) {
            Some(before) => first = before,
            None if found.contains_key(*path) => {}
            None => runs.entry(first).or_default().1.push(path),
        }
    }
    let even = runs
        .into_values()
        .filter(|(was, now)| was.len() == now.len());
    let pairs = even.flat_map(|(was, now)| was.into_iter().zip(now));
    let pair = |(was, now): (&str, &str)| {
        let before = Before {
            path: was.to_owned(),
            same: false,
        };
        (now.to_owned(), before)
    };
    pairs.map(pair).collect()
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

    #[test]
    fn what_changed_is_told_by_what_stands_around_it() {
        let old = [("a/p-1", "a"), ("a/p-2", "b"), ("a/p-3", "c")];
        // One went, another changed: nothing says which.
        assert_eq!(
            told(&old, &[("a/p-1", "x"), ("a/p-2", "c")]),
            ["a/p-2 a/p-3 true"]
        );
        // One went behind it, or came: it is still the first.
        assert_eq!(
            told(&old, &[("a/p-1", "x"), ("a/p-2", "b")]),
            ["a/p-1 a/p-1 false", "a/p-2 a/p-2 true"]
        );
        assert_eq!(
            told(&old[..2], &[("a/p-1", "x"), ("a/p-2", "b"), ("a/p-3", "y")]),
            ["a/p-1 a/p-1 false", "a/p-2 a/p-2 true"]
        );
        // One went before it.
        assert_eq!(
            told(&old, &[("a/p-1", "b"), ("a/p-2", "x")]),
            ["a/p-1 a/p-2 true", "a/p-2 a/p-3 false"]
        );
    }

    #[test]
    fn a_section_is_told_by_its_heading() {
        let old = [
            ("a/1/heading", "one"),
            ("a/1/p-1", "a"),
            ("a/2/heading", "two"),
            ("a/2/p-1", "b"),
            ("a/2.1/heading", "in two"),
            ("a/2.1/p-1", "c"),
        ];
        let new = [
            ("a/1/heading", "two"),
            ("a/1/p-1", "x"),
            ("a/1.1/heading", "other"),
            ("a/1.1/p-1", "y"),
        ];
        assert_eq!(
            told(&old, &new),
            [
                "a/1.1/heading a/2.1/heading false",
                "a/1.1/p-1 a/2.1/p-1 false",
                "a/1/heading a/2/heading true",
                "a/1/p-1 a/2/p-1 false"
            ]
        );
        // Fewer headings that all say something else are those of other sections.
        assert_eq!(
            told(&old[..4], &[("a/1/heading", "x"), ("a/1/p-1", "y")]),
            [""; 0]
        );
    }

    #[test]
    fn notes_keywords_and_sections_are_counted_and_titles_and_entries_are_not() {
        let old = [
            ("front/title", "a"),
            ("front/keywords/1", "b"),
            ("front/keywords/2", "c"),
            ("notes/1/p-1", "d"),
            ("notes/2/p-1", "e"),
            ("glossary/b-1", "f"),
            ("a/heading", "i"),
            ("a/1/heading", "j"),
        ];
        let new = [
            ("front/title", "x"),
            ("front/keywords/1", "y"),
            ("notes/1/p-1", "z"),
            ("glossary/b-1", "g"),
            ("glossary/b-2", "h"),
            ("a/1/heading", "k"),
        ];
        let expected = [
            "a/1/heading a/1/heading false",
            "front/title front/title false",
            "glossary/b-1 glossary/b-1 false",
        ];
        assert_eq!(told(&old, &new), expected);
    }
}
