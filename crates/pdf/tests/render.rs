//! An edition with one of everything becomes one file that is PDF/A-2a and
//! PDF/UA-1, the same bytes every time, and whatever an author writes stays text.

#[path = "../../../tests/src/conforming.rs"]
mod conforming;
mod support;

use pamphlet_core::article::PartKind;
use pamphlet_core::assets::MemoryAssets;
use pamphlet_core::edition::Edition;
use pamphlet_core::front::Status;
use pamphlet_core::inline::Inline;
use pamphlet_core::language::Language;
use pamphlet_core::profile::Definitions;
use pamphlet_core::{Block, Rendered};
use pamphlet_pdf::{Layout, Options, Sheet, render};
use pamphlet_theme::Theme;
use support::Maker;

fn options() -> Options {
    Options {
        file_name: "sample.pdf".into(),
        emit_typst: true,
        ..Options::default()
    }
}

fn rendered(edition: &Edition) -> Rendered {
    render(edition, &Theme::clinic(), &support::assets(), &options())
        .unwrap_or_else(|faults| panic!("{faults:#?}"))
}

fn faults(edition: &Edition) -> Vec<String> {
    match render(edition, &Theme::clinic(), &MemoryAssets::new(), &options()) {
        Ok(_) => vec![],
        Err(faults) => faults
            .into_iter()
            .map(|f| format!("{}: {}", f.name, f.message))
            .collect(),
    }
}

/// An edition of one part with these blocks.
fn with(blocks: impl FnOnce(&mut Maker) -> Vec<Block>) -> Edition {
    let mut maker = Maker::default();
    let blocks = blocks(&mut maker);
    let part = maker.part(PartKind::Fundamentals, blocks, vec![]);
    Edition {
        parts: vec![part],
        facts: maker.facts,
        ..support::empty()
    }
}

fn source(rendered: &Rendered) -> String {
    String::from_utf8(rendered.files["sample.typst/main.typ"].clone()).unwrap()
}

fn conforms(pdf: &[u8]) {
    assert_eq!(conforming::faults(pdf), Vec::<String>::new());
}

#[test]
fn a_booklet_is_archivable() {
    let sheet = Sheet {
        layout: Layout::Booklet,
        ..Sheet::default()
    };
    let options = Options { sheet, ..options() };
    let edition = support::edition();
    let made = render(&edition, &Theme::clinic(), &support::assets(), &options);
    let made = made.expect("it is set");
    let pdf = &made.files["sample.pdf"];
    assert_eq!(conforming::sheet_faults(pdf), Vec::<String>::new());
}

#[test]
fn one_of_everything_is_archivable_and_accessible() {
    let rendered = rendered(&support::edition());
    conforms(&rendered.files["sample.pdf"]);
    assert!(rendered.warnings.is_empty());
}

#[test]
fn an_edition_without_parts_is_a_page() {
    let rendered = rendered(&support::empty());
    conforms(&rendered.files["sample.pdf"]);
    assert_eq!(rendered.pages.len(), 1);
}

#[test]
fn a_draft_without_part_titles_conforms_too() {
    let mut edition = support::edition();
    edition.metadata.status = Status::Draft;
    edition
        .parts
        .iter_mut()
        .for_each(|part| part.title_shown = false);
    conforms(&rendered(&edition).files["sample.pdf"]);
}

#[test]
fn the_same_edition_gives_the_same_bytes() {
    let edition = support::edition();
    let first = rendered(&edition);
    pamphlet_pdf::evict(0);
    assert!(first.files == rendered(&edition).files);
}

#[test]
fn what_looks_like_code_stays_text() {
    let hostile = "#read(\"/etc/passwd\") \\ $x$ *b* _e_ // <l> @k [c] {d} \u{202e}";
    let edition = with(|m| vec![m.par(hostile)]);
    let source = source(&rendered(&edition));
    assert!(source.contains(r##"text("#read(\"/etc/passwd\") \\ $x$"##));
    let bare = source.replace(r"\\", "").replace(r#"\""#, "");
    let outside: Vec<_> = bare.split('"').step_by(2).collect();
    assert!(!outside.concat().contains("passwd"));
}

#[test]
fn every_page_knows_its_first_word() {
    let edition = with(|m| {
        (0..60)
            .map(|i| m.par(&format!("Word{i} {}", "and so on ".repeat(40))))
            .collect()
    });
    let pages = rendered(&edition).pages;
    assert!(pages.len() > 3, "{pages:?}");
    let labels: Vec<_> = pages.iter().map(|p| p.label.as_str()).collect();
    assert_eq!(&labels[..3], ["1", "2", "3"]);
    assert!(
        pages[1..].windows(2).all(|w| w[0].node < w[1].node),
        "{pages:?}"
    );
}

#[test]
fn a_page_that_starts_within_a_paragraph_names_the_byte() {
    let text = "one two three 5 mg four ".repeat(900);
    let edition = with(|m| vec![m.par(text.trim_end())]);
    let pages = rendered(&edition).pages;
    assert!(pages.len() > 2);
    for page in &pages[2..] {
        let at = &text[page.byte..];
        let starts = ["one ", "two ", "three ", "5 mg", "four "]
            .iter()
            .any(|w| at.starts_with(w));
        assert!(
            starts && text[..page.byte].ends_with(' '),
            "{page:?}: {:.20}",
            at
        );
    }
}

#[test]
fn a_short_list_is_not_divided_and_stands_with_the_words_that_announce_it() {
    let mut moved = 0;
    for lines in 15..40 {
        let mut ids = Vec::new();
        let edition = with(|m| {
            let mut blocks: Vec<_> = (0..lines).map(|i| m.par(&format!("Line {i}."))).collect();
            ids.push(m.meta().id);
            blocks.push(m.par("Drink more:"));
            ids.push(m.meta().id);
            blocks.push(m.list(None, &["in hot weather", "at work", "at night"]));
            ids.push(m.meta().id);
            blocks.push(m.par("After."));
            blocks
        });
        for page in rendered(&edition).pages {
            let within = ids[1] < page.node && page.node < ids[2];
            assert!(!within, "{lines} lines: {page:?}");
            moved += usize::from(ids[0] < page.node && page.node < ids[1]);
        }
    }
    assert!(moved > 0, "no page ended near the list");
}

#[test]
fn headings_of_scripts_that_reach_further_have_wider_lines() {
    let tall = |tag: &str| {
        let language = Language::parse(tag).expect("a tag");
        let edition = Edition {
            language,
            ..with(|m| vec![m.par("5")])
        };
        let tokens = &rendered(&edition).files["sample.typst/tokens.typ"];
        String::from_utf8_lossy(tokens).contains("tall: true")
    };
    assert_eq!(
        ["ta", "bn", "pa", "hi", "en", "zh-Hans"].map(tall),
        [true, true, true, true, false, false]
    );
}

#[test]
fn equations_that_cannot_be_set_are_named() {
    let broken = with(|m| vec![Block::Math(m.math(r"\frac{a}", true))]);
    assert!(
        faults(&broken)[0].starts_with("math-syntax: "),
        "{:?}",
        faults(&broken)
    );
    let colored = with(|m| vec![Block::Math(m.math(r"\color{red} x", true))]);
    assert!(faults(&colored)[0].starts_with("math-unsupported: "));
}

#[test]
fn a_missing_image_is_named() {
    let faults = faults(&support::edition());
    assert_eq!(faults, ["image: there is no image pulses.svg"]);
}

#[test]
fn a_character_without_a_glyph_is_a_fault() {
    let edition = with(|m| vec![m.par("漢字")]);
    assert!(
        faults(&edition)[0].starts_with("page-layout: "),
        "{:?}",
        faults(&edition)
    );
}

#[test]
fn common_equations_are_set() {
    let equations = [
        r"E = mc^2",
        r"\int_0^\infty e^{-x^2}\,dx = \frac{\sqrt{\pi}}{2}",
        r"\lim_{n \to \infty} \left(1 + \frac{1}{n}\right)^n",
        r"\begin{cases} 1 & x > 0 \\ 0 & \text{otherwise} \end{cases}",
        r"\begin{aligned} a &= b + c \\ &= d \end{aligned}",
        r"\begin{bmatrix} 1 & 0 \\ 0 & 1 \end{bmatrix}",
        r"\binom{n}{k} \overline{x} \vec{v} \dot{q} \tilde{y} \underbrace{a+b}_{2}",
        r"\mathbf{x} \cdot \mathbb{R} \in \mathcal{L} \; \mathrm{mg} \quad \alpha \beta \Gamma",
        r"\big( \sqrt[3]{x} \big) \not= \sum_{i=1}^n \log x_i \operatorname{AUC}",
    ];
    let edition = with(|m| {
        let set = |tex: &&str| Block::Math(m.math(tex, true));
        equations.iter().map(set).collect()
    });
    conforms(&rendered(&edition).files["sample.pdf"]);
}

#[test]
fn numbers_hold_their_units() {
    let edition = with(|m| {
        let inlines = vec![
            m.text("Take 200"),
            Inline::SoftBreak(m.meta()),
            m.text("mcg or 5 mg."),
        ];
        vec![m.pars(inlines)]
    });
    let source = source(&rendered(&edition));
    assert!(
        source.contains(r#"text("\u{a0}mcg or"#) && source.contains(r"5\u{a0}mg"),
        "{source}"
    );
}

#[test]
fn what_terms_mean_is_boxed_where_the_edition_says_so() {
    let mut edition = support::edition();
    let plain = source(&rendered(&edition));
    assert!(!plain.contains("definition-box("), "{plain}");
    assert!(
        plain.contains(r#""term-sermorelin-use""#),
        "no page for the glossary"
    );
    edition.definitions = Definitions::Boxed;
    let boxed = rendered(&edition);
    assert_eq!(source(&boxed).matches("definition-box(").count(), 1);
    conforms(&boxed.files["sample.pdf"]);
}

fn proof() -> Options {
    let sheet = Sheet {
        layout: Layout::Proof,
        ..Sheet::default()
    };
    Options { sheet, ..options() }
}

#[test]
fn a_proof_is_its_article_and_marks_and_conforms_as_it_does() {
    let edition = support::edition();
    let article = rendered(&edition);
    let made = render(&edition, &Theme::clinic(), &support::assets(), &proof());
    let made = made.expect("it is set");
    assert_eq!(source(&made), source(&article));
    assert_eq!(made.pages, article.pages);
    let marks = String::from_utf8_lossy(&made.files["sample.typst/marks.typ"]);
    assert!(marks.contains("\"DRAFT\""), "{marks}");
    assert_eq!(marks.matches("\"1.1\"").count(), 1, "{marks}");
    conforms(&made.files["sample.pdf"]);
}

#[test]
fn a_theme_that_leaves_out_a_page_of_marks_is_told_so() {
    let mut theme = Theme::clinic();
    let template = theme.typst.get_mut("template.typ").expect("the entry");
    template.push_str("\n#let proof-marks(doc, pages) = [one page]\n");
    let faults = render(&support::edition(), &theme, &support::assets(), &proof())
        .expect_err("pages are missing");
    let said = format!("{} ({})", faults[0].message, faults[0].hints[0]);
    assert!(
        said.starts_with("the theme marks a proof on 1 pages instead of ")
            && said.contains("`proof-marks` in pdf/template.typ"),
        "{said}"
    );
}

#[test]
fn a_page_from_the_right_starts_at_the_start_of_a_word() {
    let mut maker = Maker::default();
    let words = "الأطفال يشربون الماء كل يوم. ".repeat(400);
    let blocks = vec![maker.par(&words)];
    let part = maker.part(PartKind::Fundamentals, blocks, vec![]);
    let language = Language::parse("ar").unwrap();
    let edition = Edition {
        words: pamphlet_core::words::Words::of(&language).unwrap(),
        language,
        parts: vec![part],
        facts: maker.facts,
        ..support::empty()
    };
    let pages = rendered(&edition).pages;
    let starts: Vec<usize> = pages
        .iter()
        .map(|it| it.byte)
        .filter(|it| *it > 0)
        .collect();
    assert!(starts.len() > 1, "{pages:?}");
    for byte in starts {
        assert!(words[..byte].ends_with(' '), "{byte}");
    }
}
