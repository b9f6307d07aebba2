//! Cross-references: within the edition, to parts that it cuts, to other articles.

use pamphlet_core::profile::Profile;

use crate::case::{Case, said};

const TABLE: &str = "| Drug | Dose |\n| A | 1 |\n: Doses {#tbl-d}";

#[test]
fn an_empty_reference_says_what_the_place_is_called() {
    let text = format!(
        "# Fundamentals\n## How *it* works\n{TABLE}\n! Remember {{#key}}\nSee [](#tbl-d), [](#how-it-works), [](#key), [](#fundamentals) and [here](#tbl-d)."
    );
    let case = Case::new(&text);
    assert_eq!(
        case.says()[10],
        "See Table 1, How it works, Key point, Fundamentals and here."
    );
    assert_eq!(
        case.targets(),
        ["#tbl-d", "#how-it-works", "#key", "#fundamentals", "#tbl-d"]
    );
}

#[test]
fn a_place_in_a_part_that_is_cut_is_a_pointer_to_the_web_page() {
    let text = format!(
        "# Fundamentals\nSee [](#tbl-d), [doses](#tbl-d) or [](#academic).\n# Academic\n{TABLE}"
    );
    let mut case = Case::new(&text);
    assert_eq!(case.says()[2], "See Table 1, doses or Academic.");
    case.profile(Profile::handout());
    assert_eq!(
        case.faults()[0],
        "error[cut-reference] leaflets/gh/article.md:2:8 `#tbl-d` stands in the part \"Academic\", which the edition \
         `handout` leaves out (write `canonical-url:` in the front matter, so that the link can lead to the web page)"
    );
    case.front(|front| front.canonical_url = said("https://example.org/gh#x"));
    assert_eq!(
        case.says()[1],
        "See Doses (on the web page), doses or Academic (on the web page)."
    );
    assert_eq!(
        case.targets()[..3],
        [
            "https://example.org/gh#tbl-d",
            "https://example.org/gh#tbl-d",
            "https://example.org/gh#academic"
        ]
    );
}

#[test]
fn dangling_references_are_all_reported_with_the_nearest_label() {
    let mut case = Case::new("A {#uses}\nSee [](#use) and [](#zebra).");
    case.sibling("sleep", None, &["rhythm"]);
    assert_eq!(
        case.faults(),
        [
            "error[dangling-reference] leaflets/gh/article.md:2:8 nothing is labelled `#use` (did you mean `#uses`?)",
            "error[dangling-reference] leaflets/gh/article.md:2:21 nothing is labelled `#zebra` (label the place with `{#zebra}`)",
        ]
    );
}

#[test]
fn a_place_without_a_name_needs_words() {
    let case = Case::new("A {#a}\nSee [](#a).");
    assert_eq!(
        case.faults(),
        [
            "error[nameless-reference] leaflets/gh/article.md:2:5 what `#a` labels has no number and no heading to print here (write words between the brackets)"
        ]
    );
}

#[test]
fn other_articles_are_linked_by_slug() {
    let mut case = Case::new(
        "[](article:sleep), [rhythm](article:sleep#rhythm), [](article:gh), [x](https://example.org/)",
    );
    case.sibling("sleep", Some("https://example.org/sleep"), &["rhythm"]);
    assert_eq!(case.says()[1], "About sleep, rhythm, A leaflet, x");
    assert_eq!(
        case.targets(),
        [
            "sleep - https://example.org/sleep",
            "sleep rhythm https://example.org/sleep#rhythm",
            "#fundamentals",
            "https://example.org/"
        ]
    );
}

#[test]
fn an_article_without_an_address_is_a_warning_and_one_that_is_not_there_an_error() {
    let mut case = Case::new("[a](article:sleep), [b](article:slep), [c](article:sleep#rythm)");
    case.sibling("sleep", None, &["rhythm"]);
    assert_eq!(
        case.faults(),
        [
            "warning[no-canonical-url] leaflets/gh/article.md:1:5 `sleep` has no address on the web, so only web pages can link to it (write `canonical-url:` in its front matter)",
            "error[dangling-reference] leaflets/gh/article.md:1:25 the library has no article `slep` (did you mean `article:sleep`?)",
            "error[dangling-reference] leaflets/gh/article.md:1:44 nothing in `sleep` is labelled `#rythm` (did you mean `article:sleep#rhythm`?)",
        ]
    );
}

#[test]
fn a_label_is_there_once() {
    let case = Case::new("A {#x}\nB {#x}\n+ blocks/h.md Help {#h}\n+ blocks/h.md Help {#h}");
    assert_eq!(
        case.faults(),
        [
            "error[duplicate-label] leaflets/gh/article.md:2:5 the label `x` is given twice (give each place a label of its own)"
        ]
    );
}
