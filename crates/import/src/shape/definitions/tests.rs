//! What is lifted out of a sentence, and what stays.

use pamphlet_core::article::PartKind;
use pamphlet_core::front::Front;
use pamphlet_core::language::Language;

use super::*;
use crate::draft::{Heading, Item, Items, Line};
use crate::shape::PartPieces;

fn line(n: u32, text: &str) -> Piece {
    let line = Line {
        words: vec![Inline::made(text)],
        after_blank: false,
        strong: false,
    };
    Piece::new(Place(n), Body::Line(line))
}

fn shape(pieces: Vec<Piece>) -> Shape {
    Shape {
        front: Front::default(),
        parts: vec![PartPieces {
            kind: PartKind::Fundamentals,
            heading: Vec::new(),
            pieces,
        }],
        notes: Vec::new(),
        glossary: Vec::new(),
        references: Vec::new(),
        reference_numbers: Default::default(),
        words: Words::of(&Language::english()).unwrap(),
        report: Report::default(),
    }
}

fn lifted(lines: &[&str]) -> Shape {
    let pieces = (1..).zip(lines).map(|(n, text)| line(n, text)).collect();
    let mut shape = shape(pieces);
    lift(&mut shape);
    shape
}

fn written(inlines: &[Inline]) -> String {
    let mut out = String::new();
    for inline in inlines {
        match inline {
            Inline::Term(term) => out.push_str(&format!("[[{}]]", term.name.value)),
            inline => out.push_str(&plain_text(std::slice::from_ref(inline))),
        }
    }
    out
}

fn prose(shape: &Shape) -> Vec<String> {
    let pieces = shape.parts.iter().flat_map(|part| &part.pieces);
    pieces
        .map(|piece| match &piece.body {
            Body::Line(line) => written(&line.words),
            Body::Heading(heading) => written(&heading.words),
            Body::Items(items) => {
                let items: Vec<String> = items.items.iter().map(|it| written(&it.words)).collect();
                items.join("\n")
            }
            Body::Block(_) => String::new(),
        })
        .collect()
}

/// A glossary as an editor reads it.
fn glossary(shape: &Shape) -> String {
    let entries = shape.glossary.iter().map(|entry| {
        let remarks: String = entry.remarks.iter().map(|it| format!("# {it}\n")).collect();
        remarks + &pamphlet_markdown::write_entry(&entry.value)
    });
    entries.collect()
}

/// One line with a pasted definition, and what becomes of both.
fn one(text: &str, wanted: &str, entry: &str) {
    let shape = lifted(&[text]);
    assert_eq!(prose(&shape), [wanted], "{text}");
    assert_eq!(glossary(&shape), entry, "{text}");
}

#[test]
fn the_sentence_reads_as_it_was_written() {
    one(
        "A shift in bone density Meaning ∞ Bone density is how much mineral a bone holds. ∞ less of it ∞ is common.",
        "A shift in [[bone density]] ∞ less of it ∞ is common.",
        "bone-density:\n  term: bone density\n  definition: Bone density is how much mineral a bone holds.\n",
    );
}

#[test]
fn words_before_the_term_stay_in_the_sentence() {
    one(
        "It makes a positive feedback loop Meaning ∞ A feedback loop describes how output acts on input. that goes on.",
        "It makes a positive [[feedback loop]] that goes on.",
        "feedback-loop:\n  term: feedback loop\n  definition: A feedback loop describes how output acts on input.\n",
    );
}

#[test]
fn a_term_may_be_the_other_name_in_its_definition() {
    one(
        "The GH and IGF-1 Meaning ∞ Insulin-like Growth Factor 1, or IGF-1, is a hormone. act on it.",
        "The GH and [[IGF-1]] act on it.",
        "insulin-like-growth-factor-1:\n  term: Insulin-like Growth Factor 1\n  short: IGF-1\n  definition: Insulin-like Growth Factor 1, or IGF-1, is a hormone.\n",
    );
}

#[test]
fn a_short_form_goes_back_to_its_term() {
    let shape = lifted(&[
        "Part of bone mineral density Meaning ∞ Bone mineral density is a measure of bone. (BMD), in short.",
    ]);
    assert_eq!(
        prose(&shape),
        ["Part of [[bone mineral density]] (BMD), in short."]
    );
    assert_eq!(
        glossary(&shape),
        "bone-mineral-density:\n  term: bone mineral density\n  short: BMD\n  definition: Bone mineral density is a measure of bone.\n"
    );
    assert_eq!(shape.report.of(Kind::ShortForm).count(), 1);
    assert!(!shape.report.decisions.iter().any(Decision::is_unsure));
}

#[test]
fn a_definition_without_a_mark_is_found_by_its_term_and_doubted() {
    let shape = lifted(&[
        "One is human growth hormone Growth hormone modulators stimulate what the body makes itself. (GH), which matters.",
    ]);
    assert_eq!(
        prose(&shape),
        ["One is human [[growth hormone]] (GH), which matters."]
    );
    assert_eq!(
        glossary(&shape),
        "growth-hormone:\n  term: growth hormone\n  short: GH\n  definition: Growth hormone modulators stimulate what the body makes itself.\n"
    );
    let doubt = shape.report.of(Kind::Definition).next().unwrap();
    assert!(doubt.is_unsure(), "{doubt:?}");
    assert_eq!(shape.parts[0].pieces[0].todos.len(), 1);
}

#[test]
fn two_definitions_of_one_term_are_both_kept_the_better_first() {
    let shape = lifted(&[
        "One is growth hormone Growth hormone modulators stimulate what the body makes. (GH), which matters.",
        "More growth hormone Meaning ∞ Growth hormone, or somatotropin, is a hormone of growth. helps.",
        "And GH Meaning ∞ GH is made at night. too.",
    ]);
    assert_eq!(
        prose(&shape)[1..],
        ["More [[growth hormone]] helps.", "And [[GH]] too."]
    );
    assert_eq!(
        glossary(&shape),
        "# also clipped (line 1): Growth hormone modulators stimulate what the body makes.\n\
         # also clipped (line 3): GH is made at night.\n\
         growth-hormone:\n  term: growth hormone\n  short: GH\n  definition: Growth hormone, or somatotropin, is a hormone of growth.\n  aliases:\n    - somatotropin\n"
    );
    assert_eq!(shape.report.of(Kind::SecondDefinition).count(), 2);
}

#[test]
fn plain_sentences_stay_as_they_are() {
    for text in [
        "The meaning of this is clear: rest your arm. it helps.",
        "This has one Meaning: you must rest. and drink.",
        "Feedback Loop ∞ A feedback loop is a circle. (see below)",
        "Meaning ∞ What a word says. and more",
        "We met Smith. Smith is a doctor. and so on",
        "In New York, New York people walk. often.",
        "No Definition – Nothing fits here. so it stays.",
        "",
    ] {
        let shape = lifted(&[text]);
        assert_eq!(prose(&shape), [text]);
        assert_eq!(glossary(&shape), "");
    }
}

#[test]
fn other_languages_have_their_own_marks() {
    one(
        "El índice de masa corporal Significado ∞ El índice de masa corporal (IMC) es una medida del peso. se calcula así.",
        "El [[índice de masa corporal]] se calcula así.",
        "indice-de-masa-corporal:\n  term: índice de masa corporal\n  short: IMC\n  definition: El índice de masa corporal (IMC) es una medida del peso.\n",
    );
    one(
        "Bei Hypertonie Bedeutung: Der Begriff Hypertonie, auch Bluthochdruck genannt, bezeichnet einen zu hohen Druck. ist Ruhe wichtig.",
        "Bei [[Hypertonie]] ist Ruhe wichtig.",
        "hypertonie:\n  term: Hypertonie\n  definition: Der Begriff Hypertonie, auch Bluthochdruck genannt, bezeichnet einen zu hohen Druck.\n  aliases:\n    - Bluthochdruck\n",
    );
}

#[test]
fn plurals_name_the_entry_too() {
    one(
        "They act on collagen fibres Meaning ∞ A collagen fibre is a strand in the skin. and more.",
        "They act on [[collagen fibres]] and more.",
        "collagen-fibre:\n  term: collagen fibre\n  definition: A collagen fibre is a strand in the skin.\n",
    );
}

#[test]
fn the_sentences_own_stop_stays_behind_the_term() {
    one(
        "It slows with somatopause Meaning ∞ The term Somatopause refers to less hormone. . Then it stops.",
        "It slows with [[somatopause]]. Then it stops.",
        "somatopause:\n  term: somatopause\n  definition: The term Somatopause refers to less hormone.\n",
    );
    one(
        "It slows down with somatopause Meaning ∞ The term Somatopause refers to less hormone.",
        "It slows down with [[somatopause]].",
        "somatopause:\n  term: somatopause\n  definition: The term Somatopause refers to less hormone.\n",
    );
}

#[test]
fn a_word_that_starts_with_a_stop_stays_apart() {
    one(
        "The growth rate Meaning ∞ The growth rate is a measure. .5 is much.",
        "The [[growth rate]] .5 is much.",
        "growth-rate:\n  term: growth rate\n  definition: The growth rate is a measure.\n",
    );
}

#[test]
fn two_definitions_in_one_line_are_both_lifted() {
    let shape = lifted(&[
        "Sermorelin Meaning ∞ Sermorelin is a peptide, e.g. a small protein. is one, a copy of somatropin Meaning ∞ Somatropin is a hormone. itself.",
    ]);
    assert_eq!(
        prose(&shape),
        ["[[Sermorelin]] is one, a copy of [[somatropin]] itself."]
    );
    assert_eq!(shape.glossary.len(), 2);
}

#[test]
fn a_term_that_nothing_delimits_is_reported() {
    let shape = lifted(&["It helps skin care Meaning ∞ Washing and creams every day. at home."]);
    assert_eq!(prose(&shape), ["It helps skin [[care]] at home."]);
    assert!(shape.report.of(Kind::Definition).all(Decision::is_unsure));
}

#[test]
fn a_definition_of_two_sentences_is_taken_whole_and_doubted() {
    let shape = lifted(&[
        "The axis Meaning ∞ The axis is a line. It goes through the middle. turns round.",
    ]);
    assert_eq!(prose(&shape), ["The [[axis]] turns round."]);
    assert!(shape.report.of(Kind::Definition).all(Decision::is_unsure));
}

#[test]
fn a_glossary_section_becomes_entries_and_its_terms_links() {
    let item = |n, text: &str| Item {
        place: Place(n),
        depth: 0,
        numbered: false,
        words: vec![Inline::made(text)],
    };
    let items = vec![
        item(4, "Growth hormone (GH) ∞ Makes us tall."),
        item(5, "Liver – Cleans the blood."),
        item(6, "Spleen: Filters it."),
    ];
    let heading = Heading {
        level: 2,
        words: vec![Inline::made("Glossary")],
    };
    let mut shape = shape(vec![
        line(1, "The liver and GH matter, and the liver again."),
        Piece::new(Place(3), Body::Heading(heading)),
        Piece::new(Place(4), Body::Items(Items { start: None, items })),
        line(8, "A last word."),
    ]);
    lift(&mut shape);
    assert_eq!(
        prose(&shape),
        [
            "The [[liver]] and [[GH]] matter, and the liver again.",
            "A last word."
        ]
    );
    assert_eq!(
        glossary(&shape),
        "growth-hormone:\n  term: Growth hormone\n  short: GH\n  definition: Makes us tall.\n\
         liver:\n  term: Liver\n  definition: Cleans the blood.\n\
         spleen:\n  term: Spleen\n  definition: Filters it.\n"
    );
    let unused: Vec<_> = shape
        .report
        .decisions
        .iter()
        .filter(|it| it.is_unsure())
        .collect();
    assert_eq!(unused.len(), 1, "{unused:?}");
    assert!(unused[0].message.contains("Spleen"));
}

#[test]
fn names_are_claimed_once() {
    let shape = lifted(&[
        "An axis Meaning ∞ An axis, or HPA, is a line. is there.",
        "A loop Meaning ∞ A loop, or HPA, is a circle. is there.",
    ]);
    let names = shape.glossary.iter().flat_map(|entry| {
        let mut names: Vec<String> = entry.value.names().map(|it| fold(&it.value)).collect();
        names.sort();
        names.dedup();
        names
    });
    let mut names: Vec<String> = names.collect();
    let count = names.len();
    names.sort();
    names.dedup();
    assert_eq!(names.len(), count, "{names:?}");
}

mod any {
    use proptest::prelude::*;

    use super::*;

    proptest! {
        #[test]
        fn no_words_are_lost(
            words in prop::collection::vec(
                prop_oneof![
                    Just("Meaning".to_owned()), Just("∞".to_owned()), Just("growth".to_owned()),
                    Just("Growth".to_owned()), Just("hormone".to_owned()), Just("is.".to_owned()),
                    Just("(GH)".to_owned()), Just("The".to_owned()), Just("term".to_owned()),
                    Just("or".to_owned()), Just("GH,".to_owned()), Just("–".to_owned()),
                    "\\PC{1,5}",
                ],
                0..30,
            ),
        ) {
            let text = words.join(" ");
            let shape = lifted(&[&text]);
            let bag = |text: &str| {
                let mut words: Vec<String> =
                    text.split(|c: char| c.is_whitespace() || matches!(c, '∞' | '–'))
                        .map(|word| names::bare(word).to_owned())
                        .filter(|word| !word.is_empty())
                        .collect();
                words.sort();
                words
            };
            let mut out = prose(&shape).join(" ").replace("[[", "").replace("]]", "");
            for entry in &shape.glossary {
                out.push_str(&format!(" {}", plain_text(&entry.value.definition)));
                for remark in &entry.remarks {
                    out.push_str(&format!(" {}", remark.split_once("): ").unwrap().1));
                }
            }
            for decision in &shape.report.decisions {
                out.push_str(&format!(" {}", decision.dropped.join(" ")));
            }
            prop_assert_eq!(bag(&out), bag(&text), "{}", text);
        }
    }
}
