//! Which blocks of two languages stand beside each other, by their kinds and labels.

use std::collections::{BTreeMap, BTreeSet};

use similar::{Algorithm, DiffOp, capture_diff_slices};

/// What a block is matched by.
pub(super) struct Likeness {
    /// Its kind, with its label where both have it.
    pub(super) kind: String,
    /// The label that its author gave it.
    pub(super) label: Option<String>,
}

/// The kinds of blocks but for those with some labels.
pub(super) fn kinds<'a>(blocks: &'a [Likeness], without: &BTreeSet<String>) -> Vec<&'a str> {
    let stays = |it: &&Likeness| it.label.as_ref().is_none_or(|it| !without.contains(it));
    let stay = blocks.iter().filter(stays);
    stay.map(|it| it.kind.as_str()).collect()
}

/// Of more labels in a section none is tried for what it holds apart.
const MANY: usize = 100;

/// The labels of both that do not stand in one order, or that would hold others of a kind
/// apart if they stood beside each other in it.
pub(super) fn in_another_order(first: &[Likeness], second: &[Likeness]) -> BTreeSet<String> {
    let once = |blocks: &[Likeness]| -> BTreeSet<String> {
        let mut counts: BTreeMap<&String, usize> = BTreeMap::new();
        for label in blocks.iter().filter_map(|it| it.label.as_ref()) {
            *counts.entry(label).or_default() += 1;
        }
        let once = counts.into_iter().filter(|(_, count)| *count == 1);
        once.map(|(label, _)| label.clone()).collect()
    };
    let (ones, twos) = (once(first), once(second));
    let shared: BTreeSet<&String> = ones.intersection(&twos).collect();
    let mut loose = BTreeSet::new();
    if shared.is_empty() {
        return loose;
    }
    // How many others are paired without some labels, and which labels are.
    let paired = |loose: &BTreeSet<String>| -> (usize, BTreeSet<String>) {
        let stays = |it: &&Likeness| it.label.as_ref().is_none_or(|it| !loose.contains(it));
        let (mut ones, mut twos) = (first.iter().filter(stays), second.iter().filter(stays));
        let (mut others, mut labels) = (0, BTreeSet::new());
        for (olds, news) in matched(&kinds(first, loose), &kinds(second, loose)) {
            let (olds, news): (Vec<_>, Vec<_>) = (
                ones.by_ref().take(olds).collect(),
                twos.by_ref().take(news).collect(),
            );
            if let ([one], [two]) = (&olds[..], &news[..]) {
                match &one.label {
                    Some(label) if one.label == two.label => drop(labels.insert(label.clone())),
                    _ => others += usize::from(one.kind == two.kind),
                }
            }
        }
        (others, labels)
    };
    let unlabelled = |blocks: &[Likeness]| blocks.iter().filter(|it| it.label.is_none()).count();
    let most = unlabelled(first).min(unlabelled(second));
    loop {
        let (others, labels) = paired(&loose);
        let is_apart = |it: &&&String| !labels.contains(**it) && !loose.contains(**it);
        let apart: Vec<String> = shared.iter().filter(is_apart).copied().cloned().collect();
        if !apart.is_empty() {
            loose.extend(apart);
            continue;
        }
        let holds = |label: &&String| {
            let mut without = loose.clone();
            without.insert((*label).clone());
            paired(&without).0 > others
        };
        let tried = labels.len() <= MANY && others < most;
        match labels.iter().find(|it| tried && holds(it)) {
            Some(label) => drop(loose.insert(label.clone())),
            None => return loose,
        }
    }
}

/// How many of each list stand beside each other, in order: one and one where they
/// are of a kind, several where one stretch stands for another.
pub(super) fn matched(first: &[&str], second: &[&str]) -> Vec<(usize, usize)> {
    let ops = capture_diff_slices(Algorithm::Myers, first, second);
    let mut out = Vec::new();
    for op in ops {
        match op {
            DiffOp::Equal { len, .. } => out.extend(std::iter::repeat_n((1, 1), len)),
            DiffOp::Delete { old_len, .. } => out.push((old_len, 0)),
            DiffOp::Insert { new_len, .. } => out.push((0, new_len)),
            DiffOp::Replace {
                old_len, new_len, ..
            } => out.push((old_len, new_len)),
        }
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    fn matched_by(first: &str, second: &str) -> Vec<(usize, usize)> {
        matched(&letters(first), &letters(second))
    }

    fn letters(text: &str) -> Vec<&str> {
        text.split("").filter(|it| !it.is_empty()).collect()
    }

    /// Capitals are labelled.
    fn loose(first: &str, second: &str) -> String {
        let likeness = |text: &str| -> Vec<Likeness> {
            let letters = letters(text).into_iter();
            let one = |letter: &str| Likeness {
                kind: letter.to_owned(),
                label: letter
                    .chars()
                    .all(char::is_uppercase)
                    .then(|| letter.to_owned()),
            };
            letters.map(one).collect()
        };
        let labels = in_another_order(&likeness(first), &likeness(second));
        labels.into_iter().collect()
    }

    #[test]
    fn labels_are_loose_where_they_would_hold_others_apart() {
        assert_eq!(loose("pTp", "pTp"), "");
        assert_eq!(loose("pTp", "Tp"), "", "the one before has no partner");
        assert_eq!(loose("pTpF", "pFpT"), "FT");
        assert_eq!(loose("TF", "FT").len(), 1, "one of two stays");
        assert_eq!(loose("pTlp", "plpT"), "T");
        assert_eq!(
            loose("TpT", "pT"),
            "",
            "a label that stands twice names nothing"
        );
        assert_eq!(loose("pA", "pB"), "", "labels of one language alone");
    }

    #[test]
    fn what_is_of_a_kind_stands_beside_each_other() {
        assert_eq!(matched_by("ppl", "ppl"), [(1, 1), (1, 1), (1, 1)]);
        assert_eq!(matched_by("pl", "p"), [(1, 1), (1, 0)]);
        assert_eq!(matched_by("l", "pl"), [(0, 1), (1, 1)]);
        assert_eq!(matched_by("pll", "ppp"), [(1, 1), (2, 2)]);
        assert_eq!(matched_by("", ""), []);
    }
}
