//! A hand-made edition that has every construct, for tests and for looking at.

mod make;

use std::collections::BTreeMap;

use pamphlet_core::article::{PartKind, Section};
use pamphlet_core::block::{Alignment, Block, CalloutKind};
use pamphlet_core::date::Date;
use pamphlet_core::edition::{
    BibliographyEntry, CitationPiece, Edition, EditionPart, EditionPartKind, Facts, GlossaryItem,
    LinkTarget, Metadata, Note, Publisher, ResolvedLink, ResolvedTerm,
};
use pamphlet_core::front::{Code, Status};
use pamphlet_core::inline::Inline;
use pamphlet_core::language::Language;
use pamphlet_core::words::Words;

pub use make::Make;

/// The image that the edition shows.
pub const IMAGE: &str = r##"<svg xmlns="http://www.w3.org/2000/svg" width="640" height="240" viewBox="0 0 640 240"><rect width="640" height="240" fill="#f3f7f8"/><path d="M20 210 C 120 210 120 40 180 40 S 260 200 340 200 400 110 440 110 500 205 620 205" fill="none" stroke="#0b5c6b" stroke-width="6"/></svg>"##;

/// The edition.
pub fn edition() -> Edition {
    let mut make = Make::default();
    let fundamentals = fundamentals(&mut make);
    let intermediate = intermediate(&mut make);
    let academic = academic(&mut make);
    let reflection = reflection(&mut make);
    let references = references(&mut make);
    let glossary = glossary(&mut make);
    let closing = about(&mut make);
    let note = make.anchored("fn-1");
    let notes = vec![Note {
        meta: note,
        number: 1,
        blocks: vec![make.p("Norleucine replaces methionine at position 27 & keeps it whole.")],
        calls: make.calls.clone(),
    }];
    let opening = opening(&mut make);
    let facts = make.finish(&references, &glossary);
    Edition {
        title: vec![Inline::made("Sermorelin and growth hormone")],
        subtitle: vec![Inline::made(
            "How it works, what studies show, and what to ask before you decide",
        )],
        opening,
        parts: vec![
            fundamentals,
            intermediate,
            academic,
            references,
            reflection,
            glossary,
        ],
        closing: Some(closing),
        notes,
        facts,
        fields: BTreeMap::from([("contact.phone".into(), "555-0142".into())]),
        definitions: Default::default(),
        beside: None,
        note_marks: Default::default(),
        qr_code: None,
        ..empty()
    }
}

/// An edition without content.
pub fn empty() -> Edition {
    let language = Language::english();
    let words = Words::of(&language).expect("English has its words");
    Edition {
        profile: "full".into(),
        slug: "sample".into(),
        language,
        words,
        metadata: metadata(),
        title: vec![Inline::made("A title")],
        subtitle: Vec::new(),
        opening: Vec::new(),
        parts: Vec::new(),
        closing: None,
        notes: Vec::new(),
        facts: Facts::default(),
        fields: BTreeMap::new(),
        definitions: Default::default(),
        beside: None,
        note_marks: Default::default(),
        qr_code: None,
    }
}

fn metadata() -> Metadata {
    Metadata {
        title: "Sermorelin and growth hormone </script>".into(),
        subtitle: None,
        description: Some("To help adults weigh what is known \"and\" unknown.".into()),
        authors: Vec::new(),
        reviewers: Vec::new(),
        publisher: Some(Publisher {
            name: "Pamphlet sample library".into(),
            url: Some("https://example.org".into()),
            logo: None,
        }),
        status: Status::Draft,
        version: Some("1.0".into()),
        published: Date::new(2026, 11, 1),
        reviewed: Date::new(2026, 11, 1),
        next_review: None,
        date: Date::EPOCH,
        keywords: vec!["sermorelin".into()],
        codes: vec![Code {
            span: pamphlet_core::Span::NONE,
            system: "ATC".into(),
            code: "H01AC04".into(),
        }],
        identifier: "urn:uuid:5c2a".into(),
        isbn: BTreeMap::new(),
        canonical_url: Some("https://example.org/leaflets/sermorelin".into()),
        feedback_url: None,
        license: Some("MIT OR Apache-2.0".into()),
    }
}

fn opening(make: &mut Make) -> Vec<Block> {
    vec![
        make.role(make_p("To help adults who are thinking about sermorelin weigh what is known and unknown, and prepare for a talk with a health professional."), "purpose"),
        make.role(make_p("Sermorelin makes the body release more of its own growth hormone for a short time. Whether this helps healthy adults, and whether it is safe for years, has not been shown."), "main-message"),
        make.role(make_p("If you have trouble breathing, or your face, lips or throat swell, call 911 now."), "urgent-help"),
    ]
}

fn make_p(text: &str) -> Block {
    Block::made(vec![Inline::made(text)])
}

fn fundamentals(make: &mut Make) -> EditionPart {
    let term = make.term("Sermorelin");
    let cite = make.cite("1");
    let mut lead = vec![term];
    lead.push(Inline::made(" is a medicine that tells your body to release more of its own growth hormone (GH). Some clinics offer it to healthy adults who want to look or feel younger "));
    lead.push(cite);
    lead.push(Inline::made(
        ". The choice is yours to make, with a health professional who knows you.",
    ));
    let key = make.key_point("Sermorelin can raise growth hormone for a short time. No long study has shown that this helps healthy adults, or that it is safe for years.");
    let mut what = make.section("What growth hormone does");
    let see = make.cross_reference("Figure 1", "fig-pulses");
    what.blocks = vec![
        make.p("Hormones are messages that travel in the blood. GH comes from the pituitary gland, a gland the size of a pea at the base of the brain."),
        Block::made(vec![Inline::made("As we grow older, we release less GH. "), see, Inline::made(" shows the idea. "), make.strong("This is no disease."), Inline::made(" "), make.emphasis("It is aging.")]),
        make.figure("fig-pulses", "Figure 1", "Two line charts of growth hormone over one day.", "Growth hormone over one day. This is a drawing, not data."),
    ];
    let mut side = make.section("Side effects and who should not use it");
    side.blocks = vec![
        make.p("The most common side effects are mild and pass soon:"),
        make.bullets(&[
            "pain, redness or swelling where the needle goes in",
            "a warm, red face (flushing)",
            "headache",
        ]),
    ];
    for kind in CalloutKind::ALL {
        side.blocks.push(make.callout(kind, "", "Do not use sermorelin if you have active cancer, if you are pregnant, or if you breastfeed."));
    }
    side.blocks.push(make.callout(
        CalloutKind::Warning,
        "Read first",
        "A callout with a title.",
    ));
    let mut act = make.section("Before you decide");
    act.blocks = vec![make.actions(true, &["Have a check-up first. Feeling tired or gaining weight can have causes that are simple to treat.", "Tell your whole story.", "Ask what the goal is."])];
    let mut call = make.section("When to call");
    let phone = make.field("contact.phone");
    let blank = make.field("contact.name");
    call.blocks = vec![
        Block::made(vec![
            Inline::made("Call us at "),
            phone,
            Inline::made(" and ask for "),
            blank,
            Inline::made("."),
        ]),
        make.tasks(&[
            (true, "Write down your questions"),
            (false, "Bring your notes"),
        ]),
    ];
    EditionPart {
        blocks: vec![Block::made(lead), key],
        sections: vec![what, side, act, call],
        ..make.part(
            EditionPartKind::Article(PartKind::Fundamentals),
            "Fundamentals",
        )
    }
}

fn intermediate(make: &mut Make) -> EditionPart {
    let mut two = make.section("Two ways to raise growth hormone");
    let table = make.table(
        "tbl-compare",
        "Table 1",
        "Sermorelin beside recombinant growth hormone",
        &[
            &["Feature", "Sermorelin", "Recombinant GH"],
            &[
                "What it is",
                "A copy of the first 29 amino acids of GHRH",
                "A laboratory copy of GH itself",
            ],
            &[
                "Where it acts",
                "Pituitary gland",
                "Liver, muscle, fat, bone and skin",
            ],
            &["Body’s own brake", "Still works", "Bypassed"],
        ],
        vec![Alignment::Start, Alignment::Start, Alignment::End],
    );
    two.blocks = vec![make.p("Sermorelin acts one step earlier."), table];
    let mut steps = make.section("From injection to tissue");
    let branches = vec![
        make.step("Skin.", " Cells receive a signal to make collagen.", vec![]),
        make.step("Fat.", " Fat cells release stored fat.", vec![]),
    ];
    let items = vec![
        make.step("Injection.", " Sermorelin goes under the skin, usually in the evening. It leaves the blood within minutes.", vec![]),
        make.step("Liver.", " GH reaches the liver, which answers by making IGF-1. GH and IGF-1 then act together in several places:", branches),
        make.step("Feedback.", " IGF-1 and GH report back to the brain.", vec![]),
    ];
    steps.blocks = vec![make.steps(items)];
    let mut deeper = make.section("A section below");
    deeper.blocks = vec![make.p("Its text.")];
    steps.sections = vec![deeper];
    EditionPart {
        sections: vec![two, steps],
        ..make.part(
            EditionPartKind::Article(PartKind::Intermediate),
            "Intermediate",
        )
    }
}

fn academic(make: &mut Make) -> EditionPart {
    let mut signal = make.section("Receptor and signal");
    let call = make.note_call();
    let mut line = vec![
        Inline::made("Sermorelin is GHRH(1–29)-NH"),
        make.sub("2"),
        Inline::made(", Aβ and µ → "),
        make.code("read(\"x\")"),
        Inline::made("."),
        call,
    ];
    line.push(Inline::made(" It binds "));
    line.push(make.math("K_d < 10^{-9}", None));
    line.push(Inline::made("; "));
    line.push(make.french("liberté"));
    line.push(Inline::made(" and "));
    line.push(make.struck("no more"));
    line.push(Inline::HardBreak(pamphlet_core::Meta::made()));
    line.push(make.link(
        "a list of banned drugs",
        "https://www.wada-ama.org/en/?a=1&b=2",
    ));
    line.push(Inline::made("."));
    signal.blocks = vec![
        Block::made(line),
        make.display_math(
            "\\frac{d[GH]}{dt} = k_1 S(t) - k_2 [GH]",
            "the change of growth hormone is release minus clearance",
        ),
        make.term_list(&[
            (
                "Collagen",
                "Types I and III give the dermis its tensile strength.",
            ),
            ("Elastin", "These fibers let skin recoil."),
        ]),
        make.quote("Someone else’s words."),
        Block::Break(pamphlet_core::Meta::made()),
        make.code_block("fn main() {\n    println!(\"</pre>\");\n}\n"),
    ];
    EditionPart {
        blocks: vec![make.p("This part gives the physiology and the trials in more detail.")],
        sections: vec![signal],
        ..make.part(EditionPartKind::Article(PartKind::Academic), "Academic")
    }
}

fn reflection(make: &mut Make) -> EditionPart {
    EditionPart {
        blocks: vec![
            make.p("You do not have to decide today."),
            make.questions(
                false,
                &[
                    "What made you start to think about sermorelin?",
                    "Which risk would worry you most?",
                ],
            ),
            make.questions(
                true,
                &[
                    "How is it different from growth hormone?",
                    "When would you call?",
                ],
            ),
        ],
        ..make.part(EditionPartKind::Article(PartKind::Reflection), "Reflection")
    }
}

fn references(make: &mut Make) -> EditionPart {
    let entry = |make: &mut Make, id: &str, text: &str, cited: bool| BibliographyEntry {
        meta: make.anchored(id),
        key: id.into(),
        label: "1.".into(),
        inlines: vec![Inline::made(text)],
        cited_by: if cited {
            make.citations.clone()
        } else {
            Vec::new()
        },
    };
    EditionPart {
        blocks: vec![make.p("These are the publications that the article cites.")],
        bibliography: vec![
            entry(
                make,
                "ref-1",
                "Sigalos JT, Pastuszak AW. The safety and efficacy of growth hormone secretagogues. Sex Med Rev. 2018;6(1):45-53.",
                true,
            ),
            entry(
                make,
                "ref-2",
                "Walker RF. Sermorelin: a better approach? Clin Interv Aging. 2006;1(4):307-308.",
                false,
            ),
        ],
        ..make.part(EditionPartKind::Article(PartKind::References), "References")
    }
}

fn glossary(make: &mut Make) -> EditionPart {
    let item = GlossaryItem {
        meta: make.anchored("term-sermorelin"),
        key: "sermorelin".into(),
        term: vec![Inline::made("sermorelin")],
        definition: vec![
            Inline::made("A man-made peptide. See "),
            make.cross_reference("the figure", "fig-pulses"),
            Inline::made(" and "),
            make.link("the web", "https://example.org/peptide"),
        ],
        used_by: make.terms.iter().map(|(id, _)| *id).collect(),
    };
    EditionPart {
        glossary: vec![item],
        ..make.part(EditionPartKind::Glossary, "Glossary")
    }
}

fn about(make: &mut Make) -> EditionPart {
    EditionPart {
        blocks: vec![make.term_list(&[
            ("Published by", "Pamphlet sample library"),
            ("Last reviewed", "November 1, 2026"),
        ])],
        ..make.part(EditionPartKind::About, "About this leaflet")
    }
}

impl Make {
    /// The facts, once everything is there.
    fn finish(self, references: &EditionPart, glossary: &EditionPart) -> Facts {
        let entry = references.bibliography[0].meta.id;
        let item = glossary.glossary[0].meta.id;
        let mut facts = self.facts;
        for id in &self.citations {
            let piece = |text: &str, entry| CitationPiece {
                inlines: vec![Inline::made(text)],
                entry,
            };
            let pieces = vec![
                piece("[", None),
                piece("1, p. 3", Some(entry)),
                piece("]", None),
            ];
            facts.citations.insert(*id, pieces);
            facts.sources.insert(*id, vec![entry]);
        }
        for (id, shown) in &self.terms {
            facts.terms.insert(
                *id,
                ResolvedTerm {
                    item: Some(item),
                    inlines: vec![Inline::made(shown)],
                    first: true,
                },
            );
        }
        for (id, label) in &self.links {
            let target = facts.anchors.iter().find(|(_, anchor)| *anchor == label);
            let target = target.map_or(LinkTarget::Nowhere, |(node, _)| LinkTarget::Node(*node));
            facts.links.insert(
                *id,
                ResolvedLink {
                    target,
                    words: None,
                },
            );
        }
        facts
    }
}

/// A section without content.
pub fn section(meta: pamphlet_core::Meta, heading: &str) -> Section {
    Section {
        meta,
        heading: vec![Inline::made(heading)],
        blocks: Vec::new(),
        sections: Vec::new(),
    }
}
