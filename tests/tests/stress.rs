//! The library of what is hard to set, on paper: all of it is there, within the margins, and no
//! page ends where it must not.

use lopdf::Document;
use pamphlet_build::target::{Format, Layout};
use pamphlet_tests::library::{self, Made};
use pamphlet_tests::paper::{self, Run};
use pamphlet_tests::parity;

const MILLIMETRE: f64 = 72.0 / 25.4;
/// How far glyphs may reach beyond the margin, in points: Typst hangs hyphens and commas into it by
/// about half their width, a third of the size of the type.
const SLACK: f64 = 4.0;
const SLACK_OF_LARGE: f64 = 6.0;
/// What printers cannot print at the upper and lower edge, in millimetres. The foot stands in the
/// margin and grows towards it.
const EDGE: f64 = 5.0;
/// The number of a block stands in a proof's margin, this far.
const NUMBERS: f64 = 42.0;

/// The margins of a page in millimetres, left and right.
fn margins(layout: Layout) -> [f64; 2] {
    match layout {
        Layout::Article | Layout::Proof => [24.0, 24.0],
        Layout::Handout => [18.0, 18.0],
        Layout::LargePrint => [25.4, 25.4],
        Layout::Booklet => [14.0, 12.0],
        Layout::Record | Layout::Fragment => panic!("no paper"),
    }
}

/// The library's files for paper.
fn printed() -> Vec<Made> {
    let but = ["web", "ebook", "ehr", "fragment"];
    let made = library::made(&library::shipped("tests/stress"), &but);
    assert_eq!(made.len(), 5);
    made
}

#[test]
fn nothing_hard_to_set_leaves_the_page_or_ends_one() {
    let mut faults = Vec::new();
    for made in printed() {
        assert_eq!(made.target.format, Format::Pdf);
        let pdf = Document::load_mem(&made.bytes).expect("a PDF");
        let mut found = outside(&pdf, made.target.layout);
        if made.target.layout != Layout::Booklet {
            found.extend(paper::end_faults(&pdf));
            found.extend(parity::in_pdf(&made.edition, &made.bytes));
        }
        faults.extend(found.iter().map(|it| format!("{}: {it}", made.name)));
    }
    assert!(faults.is_empty(), "{}", faults.join("\n"));
}

#[test]
fn what_is_higher_than_a_page_is_divided_however_short_its_source_is() {
    let items = |mark: &str, count: usize| {
        (1..=count).fold(String::new(), |out, n| out + mark + &format!("w{n} a b\n"))
    };
    let loose = items("- ", 24).replace('\n', "\n\n");
    let warned = items("> - ", 70);
    let article = format!(
        "---\ntitle: T\nreviewed: 2026-01-01\n---\n\nItems:\n\n{}\n{loose}A.\n\n{}\n\
         > [!WARNING]\n{warned}\n::: actions\n{}:::\n\n> {}\n",
        items("- ", 40),
        items("1. ", 45),
        items("- ", 40),
        items("> - ", 60).trim_start_matches("> "),
    );
    let home = library::Scratch::new();
    home.write("pamphlet.toml", "[library]\nlang = 'en'\n");
    home.write("a/article.md", article);
    for made in library::made(home.path(), &["web", "ebook", "ehr", "fragment"]) {
        let pdf = Document::load_mem(&made.bytes).expect("a PDF");
        let mut found = outside(&pdf, made.target.layout);
        if made.target.layout != Layout::Booklet {
            found.extend(parity::in_pdf(&made.edition, &made.bytes));
        }
        assert!(found.is_empty(), "{}: {}", made.name, found.join("\n"));
    }
}

#[test]
fn a_paragraph_longer_than_a_literal_is_set() {
    let home = library::Scratch::new();
    let words = "word ".repeat(14_000);
    let article = format!("---\ntitle: T\nreviewed: 2026-01-01\n---\n\nA *b* {words}**c**.\n");
    home.write("pamphlet.toml", "[library]\nlang = 'en'\n");
    home.write("a/article.md", article);
    let but = [
        "web",
        "ebook",
        "ehr",
        "fragment",
        "booklet",
        "handout",
        "large-print",
        "proof",
    ];
    let made = library::made(home.path(), &but);
    assert_eq!(made.len(), 1);
    assert_eq!(parity::in_pdf(&made[0].edition, &made[0].bytes), [""; 0]);
}

/// Text beyond the margins; a booklet's side has two pages.
fn outside(pdf: &Document, layout: Layout) -> Vec<String> {
    let (width, height) = size(pdf);
    let page = match layout {
        Layout::Booklet => width / 2.0,
        _ => width,
    };
    let [left, right] = margins(layout).map(|it| it * MILLIMETRE);
    let slack = match layout {
        Layout::LargePrint => SLACK_OF_LARGE,
        _ => SLACK,
    };
    let runs = paper::runs(pdf);
    assert!(runs.len() > 300, "{} runs of text", runs.len());
    let beyond = |run: &&Run| {
        let start = (run.left / page).floor() * page;
        let (from, to) = (run.left - start, run.right - start);
        let reach = match layout {
            Layout::Proof => left - NUMBERS,
            _ => left,
        };
        from < reach - slack
            || to > page - right + slack
            || run.base < EDGE * MILLIMETRE
            || run.base > height - EDGE * MILLIMETRE
    };
    let beyond = runs.iter().filter(beyond);
    beyond
        .map(|run| format!("outside the margins: {run:?}"))
        .collect()
}

fn size(pdf: &Document) -> (f64, f64) {
    let page = pdf.get_pages()[&1];
    let page = pdf.get_dictionary(page).expect("a page");
    let media = page.get(b"MediaBox").and_then(|it| it.as_array());
    let media: Vec<f64> = media
        .expect("a box")
        .iter()
        .map(|it| it.as_float().map_or(0.0, f64::from))
        .collect();
    (media[2], media[3])
}
