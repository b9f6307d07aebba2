//! Terms and the glossary.

use std::fmt::Write;
use std::time::Instant;

use pamphlet_core::block::Block;
use pamphlet_core::diagnostic::Severity;
use pamphlet_core::inline::{Inline, Term};
use pamphlet_core::node::Meta;
use pamphlet_core::profile::Profile;
use pamphlet_core::span::Spanned;

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
            "The Pituitary makes the hormone. gh (growth hormone) again.",
            "Glossary",
            "growth hormone (GH)",
            "A messenger.",
            "pituitary",
            "A gland that makes GH.",
        ]
    );
    assert_eq!(
        case.anchors()[3..6],
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

fn list(words: &[&str]) -> Vec<Spanned<String>> {
    words.iter().filter_map(|word| said(word)).collect()
}

/// What the first paragraphs say.
fn lines(case: &Case, count: usize) -> Vec<String> {
    case.says()[1..=count].to_vec()
}

#[test]
fn a_plural_is_the_term_and_an_irregular_one_is_an_alias() {
    let mut case = Case::new(
        "[[Biopsies]], [[boxes]], [[calves]], [[knives]], [[GAGs]], [[diagnoses]], [[mass]].",
    );
    for entry in [
        "biopsy = A.",
        "box = B.",
        "calf = C.",
        "knife = D.",
        "glycosaminoglycan (GAG) = E.",
        "diagnosis = F.",
        "mass = G.",
    ] {
        case.term(entry);
    }
    assert_eq!(
        case.faults(),
        [
            "error[unknown-term] leaflets/gh/article.md:1:62 the glossary has no term \"diagnoses\" (did you mean `[[diagnosis]]`?)"
        ]
    );
    case.glossary.entries[5].aliases = list(&["diagnoses"]);
    assert_eq!(case.faults(), [""; 0]);
    let edition = case.edition();
    assert!(edition.facts.terms.values().all(|term| term.first));
    // What a short form stands for is not inflected; an alias says the plural.
    assert!(lines(&case, 1)[0].contains("GAGs (glycosaminoglycan)"));
    case.glossary.entries[4].aliases = list(&["glycosaminoglycans"]);
    assert!(lines(&case, 1)[0].contains("GAGs (glycosaminoglycans)"));
}

#[test]
fn a_misspelt_plural_is_named_with_the_nearest() {
    let mut case = Case::new("[[hernjas]]");
    case.term("Hernia = A gap.");
    assert!(case.faults()[0].contains("did you mean `[[Hernia]]`?"));
}

#[test]
fn a_written_short_form_is_expanded_once() {
    let text = "# Fundamentals\n## Why [[GH]]\n[[GH]] and [[growth hormone]] and [[GH]].\n# Academic\n[[GH]] and [[growth hormone|GH]].";
    assert_eq!(
        lines(&case(text), 5),
        [
            "Fundamentals",
            "Why GH",
            "GH (growth hormone) and growth hormone and GH.",
            "Academic",
            "GH and GH.",
        ]
    );
    let shown = case("[[growth hormone|GH]], [[growth hormone|the hormone]].");
    assert_eq!(lines(&shown, 1), ["GH (growth hormone), the hormone."]);
    let edition = shown.edition();
    let shorts: Vec<_> = edition.facts.short_forms.values().collect();
    assert_eq!(
        shorts, ["growth hormone"; 2],
        "in the text and in the glossary"
    );
}

#[test]
fn what_the_author_says_beside_a_term_is_not_said_again() {
    for (text, says) in [
        (
            "[[growth hormone]] (GH), then [[GH]].",
            "growth hormone (GH), then GH.",
        ),
        (
            "[[GH]] (growth hormone), then [[GH]].",
            "GH (growth hormone), then GH.",
        ),
        (
            "Growth hormone ([[GH]]), then [[GH]].",
            "Growth hormone (GH), then GH.",
        ),
        (
            "Growth hormone (GH), then [[GH]].",
            "Growth hormone (GH), then GH.",
        ),
        (
            "[[growth hormone|It]] (GHRH), then [[GH]].",
            "It (GHRH), then GH (growth hormone).",
        ),
    ] {
        let mut case = Case::new(text);
        case.term("growth hormone (GH) = A messenger.");
        assert_eq!(lines(&case, 1), [says]);
    }
}

#[test]
fn a_line_break_stands_between_words_of_one_sentence() {
    for (before, says) in [
        ("[[growth hormone]]", "growth hormone (GH), then GH."),
        ("Growth hormone", "Growth hormone (GH), then GH."),
    ] {
        let mut case = Case::new(before);
        case.term("growth hormone (GH) = A messenger.");
        let term = Inline::Term(Term {
            meta: Meta::made(),
            name: Spanned::made("GH".into()),
            shown: None,
        });
        let Block::Paragraph(paragraph) = &mut case.article.parts[0].blocks[0] else {
            panic!("a paragraph");
        };
        paragraph.inlines.extend([
            Inline::SoftBreak(Meta::made()),
            Inline::made("(GH), then "),
            term,
            Inline::made("."),
        ]);
        assert_eq!(lines(&case, 1), [says]);
    }
}

#[test]
fn a_note_knows_what_was_read_before_its_call_and_tells_the_text_nothing() {
    let mut case = case("A[^a]. [[GH]] B[^b].\n[^a]: [[GH]] first.\n[^b]: [[GH]] later.");
    case.glossary.entries.truncate(2);
    let says = case.says();
    assert_eq!(says[1], "A. GH (growth hormone) B.");
    let notes: Vec<_> = says
        .iter()
        .filter(|line| line.starts_with("note"))
        .collect();
    assert_eq!(
        notes,
        ["note 1: GH (growth hormone) first.", "note 2: GH later."]
    );
}

/// An article on the umbilicus, whose plain word is "belly button".
fn simple(text: &str) -> Case {
    let mut case = Case::new(text);
    case.term("umbilicus (UMB) = The scar of the cord.");
    case.glossary.entries[0].plain = said("belly button");
    case
}

#[test]
fn in_fundamentals_the_plain_word_stands_first() {
    for (text, says) in [
        (
            "The [[umbilicus]], the [[umbilicus]].",
            "The belly button (umbilicus), the umbilicus.",
        ),
        ("[[Umbilicus]] first.", "Belly button (umbilicus) first."),
        ("The [[UMB]].", "The belly button (umbilicus, UMB)."),
        (
            "The [[umbilicus|navel]], the [[umbilicus]].",
            "The navel, the belly button (umbilicus).",
        ),
        ("All [[umbilicuses]].", "All umbilicuses."),
        (
            "The belly button ([[umbilicus]]).",
            "The belly button (umbilicus).",
        ),
        (
            "The [[umbilicus]] (belly button).",
            "The umbilicus (belly button).",
        ),
    ] {
        assert_eq!(lines(&simple(text), 1), [says]);
        let mut handout = simple(text);
        handout.profile(Profile::handout());
        assert_eq!(lines(&handout, 1), [says]);
    }
    let deep = simple("# Fundamentals\nThe [[umbilicus]].\n# Intermediate\nThe [[umbilicus]].");
    assert_eq!(lines(&deep, 4)[3], "The umbilicus.");
    let heading = simple("## The [[umbilicus]]\nThe [[umbilicus]].");
    assert_eq!(
        lines(&heading, 2),
        ["The umbilicus", "The belly button (umbilicus)."]
    );
}

#[test]
fn definitions_bring_their_own_terms_and_related_entries_that_are_printed() {
    let mut case = Case::new("The [[pituitary]].");
    case.term("pituitary = A gland that makes [[GH]]")
        .term("growth hormone (GH) = Acts through [[IGF-1]] and [[GH]].")
        .term("IGF-1 = A factor.")
        .term("zinc = A metal.");
    case.glossary.entries[0].see_also = list(&["IGF-1", "zinc", "pituitary"]);
    case.glossary.entries[3].shared = true;
    assert_eq!(
        case.says()[2..9],
        [
            "Glossary",
            "growth hormone (GH)",
            "Acts through IGF-1 and GH.",
            "IGF-1",
            "A factor.",
            "pituitary",
            "A gland that makes GH. See also: IGF-1.",
        ]
    );
    let edition = case.edition();
    let glossary = &edition.parts.last().unwrap().glossary;
    let inner: Vec<_> = glossary
        .iter()
        .flat_map(|item| &item.definition)
        .filter_map(|inline| edition.facts.terms.get(&inline.meta().id))
        .map(|term| {
            (
                term.item.and_then(|item| edition.anchor(item)).unwrap(),
                term.first,
            )
        })
        .collect();
    assert_eq!(
        inner,
        [
            ("term-IGF-1", true),
            ("term-growth-hormone", false),
            ("term-growth-hormone", true),
            ("term-IGF-1", true),
        ]
    );
    let uses: Vec<_> = glossary.iter().map(|item| item.used_by.len()).collect();
    assert_eq!(uses, [0, 0, 1]);
    let used = glossary[2].used_by[0];
    assert_eq!(edition.anchor(used), Some("term-pituitary-use"));
}

#[test]
fn an_edition_prints_only_the_terms_it_uses() {
    let mut case = case("# Fundamentals\n[[zinc]]\n# Academic\n[[pituitary]]");
    case.profile(Profile::handout());
    let edition = case.edition();
    let keys: Vec<_> = edition
        .parts
        .last()
        .unwrap()
        .glossary
        .iter()
        .map(|item| item.key.as_str())
        .collect();
    assert_eq!(keys, ["zinc"]);
    // The article uses the others.
    assert_eq!(case.faults(), [""; 0]);
}

#[test]
fn two_entries_with_one_name_are_an_error_in_one_file_and_the_articles_wins() {
    let mut case = Case::new("[[GH]] (growth hormone)");
    case.term("growth hormone (GH) = A.")
        .term("gum health (gh) = B.");
    assert_eq!(
        case.faults(),
        [
            "error[ambiguous-term] glossary/gum-health.yaml:1:1 `gum-health` and `growth-hormone` are both called \"gh\" (take the name away from one of them, or make them one entry)",
            "warning[unused-term] glossary/gum-health.yaml:1:1 nothing links to the term \"gum health\", so it is not printed (write `[[gum health]]` where it stands in the text, or remove the entry)",
        ]
    );
    case.glossary.entries[0].shared = true;
    assert_eq!(
        case.faults()[1..],
        [
            "warning[ambiguous-term] glossary/gum-health.yaml:1:1 `gum-health` and `growth-hormone` are both called \"gh\" (the article's entry has the name; give it the key `growth-hormone` to replace the library's entry)",
        ]
    );
    assert_eq!(lines(&case, 3)[2], "gum health (gh)");
}

#[test]
fn related_entries_that_are_not_there_are_errors() {
    let mut case = Case::new("[[zinc]]");
    case.term("zinc = A metal.");
    case.glossary.entries[0].see_also = list(&["zink", "copper"]);
    assert_eq!(
        case.faults(),
        [
            "error[unknown-see-also] glossary/zinc.yaml:1:1 `see-also` names no entry of the glossary: `copper` (write its entry in `glossary.yaml`, or take the key away)",
            "error[unknown-see-also] glossary/zinc.yaml:1:1 `see-also` names no entry of the glossary: `zink` (did you mean `zinc`?)",
        ]
    );
}

#[test]
fn a_definition_that_uses_itself_is_reported_once() {
    let mut case = Case::new("[[a]]");
    case.term("a = Uses [[b]].")
        .term("b = Uses [[c]] and [[b]].")
        .term("c = Uses [[b]] and [[a]].");
    assert_eq!(
        case.faults(),
        [
            "warning[circular-definition] glossary/b.md:1:18 the definition of \"b\" uses \"b\" (define one of them in words that need no entry)",
            "warning[circular-definition] glossary/c.md:1:8 a definition uses itself: \"b\" uses \"c\" uses \"b\" (define one of them in words that need no entry)",
            "warning[circular-definition] glossary/c.md:1:18 a definition uses itself: \"a\" uses \"b\" uses \"c\" uses \"a\" (define one of them in words that need no entry)",
        ]
    );
    let mut other = Case::new("No term.");
    other.term("a = Uses [[a]].");
    other.glossary.entries[0].shared = true;
    assert_eq!(other.faults(), [""; 0], "what is not printed is no matter");
}

#[test]
fn an_entry_that_nothing_uses_is_a_warning_unless_it_is_the_librarys() {
    let mut case = case("[[pituitary]]");
    assert_eq!(
        case.faults(),
        [
            "warning[unused-term] glossary/zinc.yaml:1:1 nothing links to the term \"zinc\", so it is not printed (write `[[zinc]]` where it stands in the text, or remove the entry)"
        ]
    );
    case.glossary.entries[2].shared = true;
    assert_eq!(case.faults(), [""; 0]);
}

fn hints(text: &str) -> Vec<String> {
    let mut case = Case::new(text);
    case.term("growth hormone (GH) = A messenger.")
        .term("who = A question.")
        .term("pituitary = A gland.");
    case.glossary.entries[1].short = said("WHO");
    case.glossary
        .entries
        .iter_mut()
        .for_each(|entry| entry.shared = true);
    case.faults()
}

#[test]
fn a_known_term_that_stands_unlinked_at_its_first_use_is_a_hint_with_a_fix() {
    assert_eq!(
        hints(
            "# Fundamentals\nThe Pituitary makes *growth hormones*, (GH).\n# Academic\nThe pituitary makes GH."
        ),
        [
            "note[unlinked-term] leaflets/gh/article.md:2:5 \"Pituitary\" is in the glossary and is not linked here (write `[[Pituitary]]`: then it is explained at its first use)",
            "note[unlinked-term] leaflets/gh/article.md:2:22 \"growth hormones\" is in the glossary and is not linked here (write `[[growth hormones]]`: then it is explained at its first use)",
        ]
    );
    let mut case = Case::new("The pituitary.");
    case.term("pituitary = A gland.");
    case.glossary.entries[0].shared = true;
    let found = &case.resolution().diagnostics[0];
    assert_eq!(found.severity, Severity::Note);
    let fix = found.fix.as_ref().unwrap();
    let [(span, new)] = fix.edits.as_slice() else {
        panic!("{fix:?}");
    };
    assert_eq!(case.sources.text(*span), "pituitary");
    assert_eq!(new, "[[pituitary]]");
}

#[test]
fn no_hint_stands_where_a_link_would_be_wrong_or_noise() {
    for text in [
        "The [[pituitary]], the pituitary.",
        "## The pituitary\n`pituitary` [pituitary](https://example.org)",
        "The growth-hormone and the GH-like and pituitaryish, gh, growth: hormone.",
        "# Reflection\nThe pituitary.",
        "# Fundamentals\n[[pituitary]]\n# Academic\n[[pituitary]] pituitary",
        "the [[growth hormone]] (GH)",
    ] {
        assert_eq!(hints(text), [""; 0], "{text}");
    }
}

#[test]
fn a_long_circle_and_many_circles_are_said_in_few_words() {
    let mut long = Case::new("[[t0]]");
    for i in 0..3000 {
        long.term(&format!("t{i} = [[t{}]]", (i + 1) % 3000));
    }
    let faults = long.faults();
    assert_eq!(faults.len(), 1);
    assert!(
        faults[0].contains("the definition of \"t0\" uses itself through 2999 others"),
        "{faults:?}"
    );
    let mut dense = Case::new("[[t0]]");
    let all: Vec<String> = (0..40).map(|i| format!("[[t{i}]]")).collect();
    for i in 0..40 {
        dense.term(&format!("t{i} = {}", all.join(" ")));
    }
    assert_eq!(dense.faults().len(), 100);
}

/// So many terms, used so many times.
fn large(terms: usize, uses: usize) -> Case {
    let mut text = String::new();
    for i in 0..uses {
        let _ = write!(
            text,
            "Word number {i} and [[term of kind {}s]]. ",
            i % terms
        );
        if i % 20 == 19 {
            text.push('\n');
        }
    }
    let mut case = Case::new(&text);
    for i in 0..terms {
        case.term(&format!(
            "term of kind {i} (TK{i}) = Like [[term of kind {}]].",
            (i + 1) % terms
        ));
    }
    case
}

#[test]
fn four_hundred_terms_used_five_thousand_times_resolve_in_linear_time() {
    let time = |case: &Case| {
        let start = Instant::now();
        assert!(case.resolution().edition.is_some());
        start.elapsed()
    };
    let (small, whole) = (large(100, 1250), large(400, 5000));
    // Four times the work; sixteen times the time would be quadratic. Other
    // tests run beside this one, so that it may look again.
    let linear = (0..8).any(|_| time(&whole) < time(&small) * 9);
    assert!(linear, "{:?} and {:?}", time(&small), time(&whole));
}
