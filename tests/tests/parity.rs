//! That parity finds what is lost: a check that cannot fail proves nothing.

use pamphlet_tests::case::{Case, Section};
use pamphlet_tests::road::{self, Outcome};
use pamphlet_tests::{extract, parity};

fn outcome(body: &str) -> Outcome {
    let body = format!("---\ntitle: T\n---\n\n{body}");
    let sections: Vec<Section> = Vec::new();
    let outcome = road::run(&Case {
        name: "made".into(),
        body,
        sections,
    });
    assert!(outcome.outputs.is_some(), "{:?}", outcome.diagnostics);
    outcome
}

#[test]
fn a_word_that_is_lost_is_found_in_every_format() {
    let whole = outcome("Take it with food[^1].\n\n[^1]: Not with milk.\n");
    let poorer = outcome("Take it food[^1].\n\n[^1]: Not with milk.\n");
    let (edition, outputs) = (whole.edition.as_ref(), poorer.outputs.as_ref());
    let found = parity::differences(edition.expect("built"), outputs.expect("built"));
    let formats: Vec<_> = found
        .iter()
        .filter_map(|line| line.split(',').next())
        .collect();
    assert_eq!(formats, ["html", "epub", "pdf"], "{found:#?}");
}

#[test]
fn a_note_that_is_lost_is_found_in_every_format() {
    let whole = outcome("Words[^1].\n\n[^1]: Not with milk.\n");
    let poorer = outcome("Words[^1].\n\n[^1]: Not milk.\n");
    let (edition, outputs) = (whole.edition.as_ref(), poorer.outputs.as_ref());
    let found = parity::differences(edition.expect("built"), outputs.expect("built"));
    assert_eq!(found.len(), 3, "{found:#?}");
    assert!(
        found.iter().all(|line| line.contains("note 1")),
        "{found:#?}"
    );
}

/// A table over several pages: its repeated header is furniture, and the ebook
/// names every page of the paper.
#[test]
fn long_articles_say_the_same_and_name_their_pages() {
    let rows: String = (0..120)
        .map(|i| format!("| row {i} | {i} mg |\n"))
        .collect();
    let text: String = (0..40)
        .map(|i| format!("Paragraph {i} has words enough to fill a line or two of a page, and a note[^{i}].\n\n[^{i}]: Note {i}.\n\n"))
        .collect();
    let made = outcome(&format!(
        "{text}| Name | Dose |\n|---|---|\n{rows}\n: Many rows\n\nThe end.\n"
    ));
    let (Some(edition), Some(outputs)) = (&made.edition, &made.outputs) else {
        return;
    };
    assert_eq!(parity::differences(edition, outputs), Vec::<String>::new());
    let pages = extract::pdf::page_count(&outputs.pdf);
    assert!(pages > 4, "{pages} pages");
    let files = extract::epub::files(&outputs.epub);
    let nav = &files["EPUB/nav.xhtml"];
    for page in 1..=pages {
        assert_eq!(
            nav.matches(&format!("#_page-{page}\"")).count(),
            1,
            "page {page}"
        );
    }
}
