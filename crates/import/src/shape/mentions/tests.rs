//! Which mentions become citations.

use pamphlet_core::front::Front;
use pamphlet_core::inline::Wrapped;
use pamphlet_core::language::Language;
use pamphlet_core::words::Words;
use proptest::prelude::*;

use super::*;
use crate::draft::{Item, Items, Line};
use crate::report::Kind as About;
use crate::shape::{PartPieces, references};

fn item(n: u32, text: &str) -> Item {
    Item {
        place: Place(n),
        depth: 0,
        numbered: false,
        words: vec![Inline::made(text)],
    }
}

fn paragraph(n: u32, words: Vec<Inline>) -> Piece {
    let line = Line {
        words,
        after_blank: false,
        strong: false,
    };
    Piece::new(Place(n), Body::Line(line))
}

const REFERENCES: [&str; 7] = [
    "Khorram, O. et al. “Effects of GHRH.” Journal of Endocrinology, vol. 82, 1997, pp. 1-9.",
    "Smith J, Jones K. Falls. Lancet. 2019;357:1-5.",
    "Smith J. Hips. Lancet. 2018;358:1-5.",
    "Lee A. Knees. Lancet. 2020;359:1-5.",
    "Lee A. Toes. Lancet. 2020;359:10-15.",
    "World Health Organization. Falls [Internet]. Geneva: WHO; 2021. https://www.who.int/falls",
    "de la Cruz, Ana. “Manos.” Revista, vol. 3, 2015, pp. 3-4.",
];

fn cited(start: Option<u32>, words: Vec<Inline>) -> Shape {
    let items = (50..)
        .zip(REFERENCES)
        .map(|(n, text)| item(n, text))
        .collect();
    let list = Piece::new(Place(50), Body::Items(Items { start, items }));
    let part = |kind, pieces| PartPieces {
        kind,
        heading: Vec::new(),
        pieces,
    };
    let mut shape = Shape {
        front: Front::default(),
        parts: vec![
            part(PartKind::Fundamentals, vec![paragraph(1, words)]),
            part(PartKind::References, vec![list]),
        ],
        notes: Vec::new(),
        glossary: Vec::new(),
        references: Vec::new(),
        reference_numbers: Default::default(),
        words: Words::of(&Language::english()).unwrap(),
        report: Report::default(),
    };
    references::gather(&mut shape);
    cite(&mut shape);
    shape
}

fn prose(shape: &Shape) -> String {
    match &shape.parts[0].pieces[0].body {
        Body::Line(line) => pamphlet_markdown::write_inlines(&line.words),
        _ => String::new(),
    }
}

fn unclear(shape: &Shape) -> usize {
    shape.report.of(About::UnclearMention).count()
}

#[test]
fn mentions_become_citations_and_their_words_stay() {
    for (text, wanted) in [
        (
            "A trial by Khorram et al. on adults.",
            "A trial by Khorram et al. [@khorram1997] on adults.",
        ),
        (
            "Khorram et al. (1997) found it.",
            "Khorram et al. (1997) [@khorram1997] found it.",
        ),
        (
            "Khorram et al., 1997, found it.",
            "Khorram et al., 1997 [@khorram1997], found it.",
        ),
        (
            "Smith and Jones (2019) say so.",
            "Smith and Jones (2019) [@smith2019] say so.",
        ),
        (
            "As Smith (2018) says.",
            "As Smith (2018) [@smith2018] says.",
        ),
        (
            "Khorram and colleagues say so.",
            "Khorram and colleagues [@khorram1997] say so.",
        ),
        (
            "It is known (Smith & Jones, 2019).",
            "It is known [@smith2019].",
        ),
        (
            "It is known (see Smith, 2018; Khorram et al., 1997).",
            "It is known [see @smith2018; @khorram1997].",
        ),
        ("Read it (Lee, 2020b).", "Read it [@lee2020b]."),
        ("Falls hurt (WHO, 2021).", "Falls hurt [@world2021]."),
        (
            "Falls hurt (World Health Organization, 2021).",
            "Falls hurt [@world2021].",
        ),
        (
            "Para Cruz (2015) es así.",
            "Para Cruz (2015) [@delacruz2015] es así.",
        ),
    ] {
        let shape = cited(None, vec![Inline::made(text)]);
        assert_eq!(prose(&shape), wanted);
        assert_eq!(unclear(&shape), 0, "{text}");
    }
}

#[test]
fn what_no_reference_or_more_than_one_fits_is_reported() {
    for text in [
        "Read it (Lee, 2020).",
        "Brown et al. found it.",
        "Smith and Brown (2019) found it.",
        "It is known (Khorram et al., 1998).",
        "It is known [3].",
    ] {
        let shape = cited(None, vec![Inline::made(text)]);
        let plain = prose(&shape).replace("\\[", "[").replace("\\]", "]");
        assert_eq!(plain, text);
        assert_eq!(unclear(&shape), 1, "{text}");
        assert_eq!(shape.parts[0].pieces[0].todos.len(), 1, "{text}");
    }
}

#[test]
fn plain_sentences_mention_nothing() {
    for text in [
        "In Berlin (2019) it rained.",
        "Take two (or three) a day.",
        "It came out in spring (May, 2019).",
        "We met Smith and Jones in 2019.",
        "The HPG axis (HPG) is et al.",
        "Since then (1997) it is known.",
        "",
    ] {
        let shape = cited(None, vec![Inline::made(text)]);
        assert_eq!(prose(&shape), text);
        assert_eq!(unclear(&shape), 0, "{text}");
    }
}

#[test]
fn numbers_cite_where_the_references_are_numbered() {
    let shape = cited(Some(1), vec![Inline::made("It is known [1, 3–4].")]);
    assert_eq!(
        prose(&shape),
        "It is known [@khorram1997; @smith2018; @lee2020]."
    );
    let raised = |text: &str, number: &str| {
        vec![
            Inline::made(text),
            Inline::Superscript(Wrapped {
                meta: Meta::made(),
                inlines: vec![Inline::made(number)],
            }),
        ]
    };
    let shape = cited(Some(1), raised("It is known.", "2"));
    assert_eq!(prose(&shape), "It is known.[@smith2019]");
    for (text, number) in [("An area of 10 m", "2"), ("It is known", "9")] {
        let shape = cited(Some(1), raised(text, number));
        assert!(
            prose(&shape).contains(&format!("^{number}^")),
            "{}",
            prose(&shape)
        );
    }
}

#[test]
fn mark_up_around_a_mention_is_looked_at_once() {
    let strong = Inline::Strong(Wrapped {
        meta: Meta::made(),
        inlines: vec![Inline::made("Khorram et al.")],
    });
    let block = Block::made(vec![
        Inline::made("By "),
        strong,
        Inline::made(" it is known."),
    ]);
    let mut shape = cited(None, vec![Inline::made("x")]);
    shape.parts[0].pieces[0] = Piece::new(Place(1), Body::Block(block));
    cite(&mut shape);
    let Body::Block(Block::Paragraph(n)) = &shape.parts[0].pieces[0].body else {
        panic!("it is no paragraph any more");
    };
    let written = pamphlet_markdown::write_inlines(&n.inlines);
    assert_eq!(written.matches("@khorram1997").count(), 1, "{written}");
    cite(&mut shape);
    let Body::Block(Block::Paragraph(n)) = &shape.parts[0].pieces[0].body else {
        panic!("it is no paragraph any more");
    };
    assert_eq!(pamphlet_markdown::write_inlines(&n.inlines), written);
}

#[test]
fn what_is_not_cited_is_listed_all_the_same() {
    let shape = cited(None, vec![Inline::made("Nothing is cited.")]);
    assert_eq!(shape.front.nocite[0].value, "*");
    assert_eq!(shape.report.of(About::Assumed).count(), 1);
}

proptest! {
    #[test]
    fn no_words_are_lost(
        pieces in prop::collection::vec(
            prop_oneof![
                Just("Khorram"), Just("et"), Just("al."), Just("(1997)"), Just("(Smith"),
                Just("&"), Just("Jones,"), Just("2019)"), Just("[1]"), Just("[1–3]"), Just("["),
                Just("]"), Just("("), Just(")"), Just(";"), Just("see"), Just("and"), Just("é"),
                Just("u."), Just("a."), Just("word"), Just("(see"), Just("1997,"),
            ],
            0..16,
        ),
        numbered in any::<bool>(),
    ) {
        let text = pieces.join(" ");
        let shape = cited(numbered.then_some(1), vec![Inline::made(text.clone())]);
        let Body::Line(line) = &shape.parts[0].pieces[0].body else { unreachable!() };
        let mut out = String::new();
        for inline in &line.words {
            match inline {
                Inline::Citation(it) => {
                    it.items.iter().for_each(|item| out.push_str(&format!(" {} ", item.prefix)));
                }
                inline => out.push_str(&flat(std::slice::from_ref(inline))),
            }
        }
        for decision in shape.report.of(About::Citation) {
            out.push_str(&format!(" {}", decision.dropped.join(" ")));
        }
        let bag = |text: &str| {
            let mut words: Vec<String> = text
                .split_whitespace()
                .map(|word| word.trim_matches(|c: char| !c.is_alphanumeric()).to_owned())
                .filter(|word| !word.is_empty())
                .collect();
            words.sort();
            words
        };
        prop_assert_eq!(bag(&out), bag(&text), "{}", text);
    }
}
