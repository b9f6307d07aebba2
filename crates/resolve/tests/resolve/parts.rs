//! Which parts an edition has, and what they are called.

use pamphlet_core::profile::{Numbering, Profile};

use crate::case::Case;

const FIVE: &str = "# Fundamentals\nBasic.\n# Intermediate\nMore.\n# Reflection\nThink.";

#[test]
fn the_full_edition_has_every_part_and_the_handout_two_without_titles() {
    let mut case = Case::new(FIVE);
    assert_eq!(
        case.says(),
        [
            "A leaflet",
            "Fundamentals",
            "Basic.",
            "Intermediate",
            "More.",
            "Reflection",
            "Think.",
            "About this leaflet",
            "Last reviewed",
            "November 1, 2026"
        ]
    );
    case.profile(Profile::handout());
    assert_eq!(
        case.says(),
        [
            "A leaflet",
            "Basic.",
            "Think.",
            "About this leaflet",
            "Last reviewed",
            "November 1, 2026"
        ]
    );
}

#[test]
fn a_plain_file_shows_no_title_that_its_author_did_not_write() {
    assert_eq!(
        Case::new("Plain.\n## One").says()[..3],
        ["A leaflet", "Plain.", "One"]
    );
}

#[test]
fn parts_are_named_by_their_author_else_by_the_language() {
    let mut case = Case::new("Under no part.\n# Intermediate\nMore.");
    assert_eq!(
        case.says()[1..4],
        ["Fundamentals", "Under no part.", "Intermediate"]
    );
    case.article.parts[1].heading = vec![pamphlet_core::Inline::made("The next step")];
    assert_eq!(case.says()[3], "The next step");
    assert_eq!(case.anchors()[..2], ["fundamentals", "intermediate"]);
}

#[test]
fn shared_blocks_stand_in_their_place_and_comments_are_gone() {
    let case = Case::new("One.\n+ blocks/help.md Call <!-- who? -->us.\nTwo.");
    assert_eq!(case.says()[1..4], ["One.", "Call us.", "Two."]);
}

#[test]
fn sections_count_on_from_part_to_part() {
    let mut case =
        Case::new("# Fundamentals\n## A\n### B\n## C\n# Academic\n## D\nSee [](#c) and [](#b).");
    case.profile.numbering = Numbering::Sections;
    assert_eq!(
        case.says()[2..8],
        [
            "1 A",
            "1.1 B",
            "2 C",
            "Academic",
            "3 D",
            "See Section 2 and Section 1.1."
        ]
    );
}

#[test]
fn anchors_are_unique_and_written_labels_win() {
    let case = Case::new(
        "# Fundamentals\n## Uses\n### Uses\n## Что это\nText {#uses}\n! Point {#fundamentals}",
    );
    assert_eq!(
        case.anchors(),
        [
            "fundamentals-2",
            "uses-2",
            "uses-3",
            "section-2",
            "uses",
            "fundamentals",
            "about"
        ]
    );
}
