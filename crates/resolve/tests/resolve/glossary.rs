//! Terms and the glossary.

use crate::case::{Case, said};

fn case(text: &str) -> Case {
    let mut case = Case::new(text);
    case.term("pituitary = A gland that makes [[GH]].")
        .term("growth hormone (GH) = A *messenger*.")
        .term("zinc = A metal.");
    case
}

#[test]
fn the_glossary_has_the_terms_in_use_in_order() {
    let case = case("The [[Pituitary]] makes [[GH|the hormone]]. [[gh]] again.");
    assert_eq!(
        case.says()[1..7],
        [
            "The Pituitary makes the hormone. gh again.",
            "Glossary",
            "growth hormone (GH)",
            "A messenger.",
            "pituitary",
            "A gland that makes GH.",
        ]
    );
    assert_eq!(
        case.anchors()[1..4],
        ["glossary", "term-growth-hormone", "term-pituitary"]
    );
}

#[test]
fn the_first_use_in_a_part_is_marked_and_headings_links_and_captions_show_plain() {
    let case = case(
        "# Fundamentals\n## On [[GH]]\n[about [[GH]]](https://example.org/) [[GH]] [[GH]]\n# Academic\n[[GH]][^n]\n| a |\n: [[GH]]\n[^n]: [[GH]]",
    );
    let edition = case.edition();
    let terms: Vec<_> = edition
        .facts
        .terms
        .values()
        .map(|term| (term.item.is_some(), term.first))
        .collect();
    let (plain, first, again) = ((false, false), (true, true), (true, false));
    assert_eq!(terms, [plain, plain, first, again, first, plain, first]);
    let items = &edition.parts.last().unwrap().glossary;
    assert_eq!(items[0].used_by.len(), 4);
}

#[test]
fn unknown_terms_are_named_with_the_nearest() {
    assert_eq!(
        case("The [[pituitry]] and [[heart]].").faults(),
        [
            "error[unknown-term] leaflets/gh/article.md:1:7 the glossary has no term \"pituitry\" (did you mean `[[pituitary]]`?)",
            "error[unknown-term] leaflets/gh/article.md:1:24 the glossary has no term \"heart\" (write its entry in `glossary.yaml`, or take the brackets away)",
        ]
    );
}

#[test]
fn a_term_without_definition_says_its_plain_word_or_fails() {
    let mut case = Case::new("[[myalgia]]");
    case.term("myalgia");
    assert_eq!(
        case.faults(),
        [
            "error[no-definition] glossary/myalgia.yaml:1:1 the term \"myalgia\" has no definition (write `definition:` with a sentence that says what it means)"
        ]
    );
    case.glossary.entries[0].plain = said("muscle pain");
    assert_eq!(case.says()[2..5], ["Glossary", "myalgia", "muscle pain"]);
    assert!(case.faults()[0].starts_with("warning[no-definition]"));
}
