//! Tables and figures: numbers, and lists in place of wide tables.

use pamphlet_core::block::Block;

use crate::case::Case;

const WIDE: &str = "# Fundamentals\n| Drug | Dose[^n] | Route |  |\n| A | 1 | Skin | x |\n| B |  | Mouth | y |\n: How *given* {#tbl-w}\nSee [](#tbl-w).\n[^n]: Noted.";

fn wide() -> Case {
    let mut case = Case::new(WIDE);
    case.profile.table_columns = 3;
    case.assets = std::mem::take(&mut case.assets).with(
        "leaflets/gh/a.svg",
        "<svg xmlns='http://www.w3.org/2000/svg'/>",
    );
    case
}

#[test]
fn captioned_and_labelled_tables_and_figures_are_numbered() {
    let mut case = wide();
    case.profile.table_columns = 4;
    assert_eq!(case.says()[2], "Table 1. How given");
    let mut case = Case::new(
        "| a |\n![An A](a.svg)\n| b |\n: B\n![B](a.svg)\n: Picture\n| c |\n: C\nSee [](#table-2).",
    );
    case.assets = wide().assets;
    let captions: Vec<_> = case
        .says()
        .into_iter()
        .filter(|l| l.contains(". ") || l.contains("See"))
        .collect();
    assert_eq!(
        captions,
        [
            "Table 1. B",
            "Figure 1. Picture",
            "Table 2. C",
            "See Table 2."
        ]
    );
}

#[test]
fn a_wide_table_is_a_list_with_every_word() {
    let case = wide();
    assert_eq!(
        case.says()[2..11],
        [
            "Table 1. How given",
            "Drug: A",
            "Dose: 1",
            "Route: Skin",
            "x",
            "Drug: B",
            "Dose:",
            "Route: Mouth",
            "y"
        ]
    );
    assert_eq!(case.says()[11], "See Table 1.");
    assert_eq!(case.targets(), ["#tbl-w"]);
}

#[test]
fn what_became_a_list_is_marked() {
    let edition = wide().edition();
    let blocks = &edition.parts[0].blocks;
    let marked: Vec<_> = blocks
        .iter()
        .filter(|block| edition.facts.linearised.contains(&block.meta().id))
        .map(Block::kind)
        .collect();
    assert_eq!(marked, ["paragraph", "list"]);
    assert_eq!(edition.anchor(blocks[0].meta().id), Some("tbl-w"));
}

#[test]
fn a_wide_table_without_caption_is_a_list_alone() {
    let mut case = Case::new("| a | b |\n| 1 | 2 |");
    case.profile.table_columns = 1;
    assert_eq!(case.says()[1..3], ["a: 1", "b: 2"]);
}
