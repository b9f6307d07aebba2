//! A hand-built edition with one of everything.
#![allow(dead_code, missing_docs)]

use std::collections::BTreeMap;

use pamphlet_core::article::{PartKind, Section};
use pamphlet_core::assets::MemoryAssets;
use pamphlet_core::block::*;
use pamphlet_core::date::Date;
use pamphlet_core::edition::*;
use pamphlet_core::front::{Person, Status};
use pamphlet_core::inline::{self, Inline, Wrapped};
use pamphlet_core::language::Language;
use pamphlet_core::node::Meta;
use pamphlet_core::span::Spanned;
use pamphlet_core::words::Words;
use pamphlet_core::{NodeId, Sources, Span};

/// Builds nodes with ids in reading order and spans into one source.
#[derive(Default)]
pub struct Maker {
    next: u32,
    pub source: String,
    pub sources: Sources,
    pub facts: Facts,
}

impl Maker {
    pub fn meta(&mut self) -> Meta {
        self.next += 1;
        Meta {
            id: NodeId(self.next),
            ..Meta::made()
        }
    }

    pub fn classed(&mut self, class: &str) -> Meta {
        let mut meta = self.meta();
        meta.attributes.classes = vec![class.into()];
        meta
    }

    pub fn anchor(&mut self, meta: &Meta, anchor: &str) {
        self.facts.anchors.insert(meta.id, anchor.into());
    }

    pub fn text(&mut self, text: &str) -> Inline {
        Inline::Text(inline::Text {
            meta: self.meta(),
            text: text.into(),
        })
    }

    pub fn wrapped(&mut self, text: &str) -> Wrapped {
        Wrapped {
            meta: self.meta(),
            inlines: vec![self.text(text)],
        }
    }

    pub fn strong(&mut self, text: &str) -> Inline {
        Inline::Strong(self.wrapped(text))
    }

    pub fn par(&mut self, text: &str) -> Block {
        let meta = self.meta();
        let inlines = vec![self.text(text)];
        Block::Paragraph(Paragraph { meta, inlines })
    }

    pub fn pars(&mut self, inlines: Vec<Inline>) -> Block {
        Block::Paragraph(Paragraph {
            meta: self.meta(),
            inlines,
        })
    }

    pub fn item(&mut self, task: Option<bool>, text: &str) -> ListItem {
        ListItem {
            meta: self.meta(),
            task,
            blocks: vec![self.par(text)],
        }
    }

    pub fn list(&mut self, start: Option<u32>, items: &[&str]) -> Block {
        Block::List(List {
            meta: self.meta(),
            start,
            tight: true,
            items: items.iter().map(|t| self.item(None, t)).collect(),
        })
    }

    pub fn step(&mut self, name: &str, text: &str, branches: Vec<Step>) -> Step {
        let meta = self.meta();
        let inlines = vec![self.strong(name), self.text(text)];
        Step {
            meta,
            blocks: vec![self.pars(inlines)],
            ordered: false,
            branches,
        }
    }

    pub fn prompts(&mut self, ordered: bool, items: &[&str]) -> Prompts {
        Prompts {
            meta: self.meta(),
            lead: vec![],
            start: ordered.then_some(1),
            items: items.iter().map(|t| self.item(None, t)).collect(),
        }
    }

    pub fn row(&mut self, cells: &[&str]) -> Row {
        Row {
            meta: self.meta(),
            cells: cells
                .iter()
                .map(|t| Cell {
                    meta: self.meta(),
                    inlines: vec![self.text(t)],
                })
                .collect(),
        }
    }

    pub fn math(&mut self, tex: &str, display: bool) -> inline::Math {
        inline::Math {
            meta: self.meta(),
            tex: tex.into(),
            tex_span: Span::NONE,
            alt: Some("an equation".into()),
            display,
        }
    }

    pub fn part(
        &mut self,
        kind: PartKind,
        blocks: Vec<Block>,
        sections: Vec<Section>,
    ) -> EditionPart {
        let meta = self.meta();
        self.anchor(&meta, kind.id());
        EditionPart {
            meta,
            kind: EditionPartKind::Article(kind),
            title: vec![Inline::made(words().part(kind))],
            title_shown: true,
            blocks,
            sections,
            bibliography: vec![],
            glossary: vec![],
        }
    }

    pub fn section(&mut self, title: &str, blocks: Vec<Block>, sections: Vec<Section>) -> Section {
        let meta = self.meta();
        Section {
            meta,
            heading: vec![self.text(title)],
            blocks,
            sections,
        }
    }
}

pub fn words() -> &'static Words {
    Words::of(&Language::english()).unwrap()
}

const PROSE: &str = "Hormones are messages that travel in the blood. The gland does not release growth hormone at a steady rate. It sends out short bursts, called pulses, and the most regular one comes soon after you fall asleep, with the first deep sleep of the night. A usual dose is 200 to 500 mcg once a day for 16 weeks.";

pub const SVG: &str = r##"<svg xmlns="http://www.w3.org/2000/svg" width="720" height="300" viewBox="0 0 720 300"><rect width="720" height="300" fill="#e2f0f2"/><path d="M20 280 L200 120 L380 200 L700 40" fill="none" stroke="#0b5c6b" stroke-width="4"/></svg>"##;

pub fn assets() -> MemoryAssets {
    MemoryAssets::new().with("pulses.svg", SVG.as_bytes().to_vec())
}

/// An edition without any content but its title.
pub fn empty() -> Edition {
    Edition {
        profile: "full".into(),
        slug: "sample".into(),
        language: Language::parse("en-US").unwrap(),
        words: words(),
        metadata: Metadata {
            title: "Sermorelin and growth hormone".into(),
            subtitle: None,
            description: Some("To help adults weigh what is known.".into()),
            authors: vec![Person {
                span: Span::NONE,
                name: "Ada Example".into(),
                role: None,
                credential: None,
                orcid: None,
            }],
            reviewers: vec![],
            publisher: Some(Publisher {
                name: "Pamphlet sample library".into(),
                url: None,
                logo: None,
            }),
            status: Status::Current,
            version: Some("1.0".into()),
            published: Date::new(2026, 11, 1),
            reviewed: Date::new(2026, 11, 1),
            next_review: Date::new(2029, 11, 1),
            date: Date::new(2026, 11, 1).unwrap(),
            keywords: vec!["sermorelin".into(), "growth hormone".into()],
            codes: vec![],
            identifier: "urn:uuid:00000000-0000-5000-8000-000000000000".into(),
            isbn: BTreeMap::new(),
            canonical_url: Some("https://example.org/leaflets/sermorelin".into()),
            feedback_url: None,
            license: None,
        },
        title: vec![Inline::made("Sermorelin and growth hormone")],
        subtitle: vec![Inline::made(
            "How it works, what studies show, and what to ask before you decide",
        )],
        opening: vec![],
        parts: vec![],
        closing: None,
        notes: vec![],
        facts: Facts::default(),
        fields: BTreeMap::new(),
        definitions: Default::default(),
        beside: None,
        note_marks: Default::default(),
        qr_code: None,
    }
}

/// An edition with one of everything.
pub fn edition() -> Edition {
    let mut m = Maker::default();
    let mut edition = empty();
    edition.opening = opening(&mut m);
    let fundamentals = fundamentals(&mut m, &mut edition);
    let intermediate = intermediate(&mut m);
    let academic = academic(&mut m, &mut edition);
    let references = references(&mut m);
    let reflection = reflection(&mut m);
    let glossary = glossary(&mut m);
    edition.parts = vec![
        fundamentals,
        intermediate,
        academic,
        references,
        reflection,
        glossary,
    ];
    edition.closing = Some(closing(&mut m));
    edition.facts = m.facts;
    edition.fields = BTreeMap::from([("contact.phone".into(), "555-0142".into())]);
    edition
}

fn opening(m: &mut Maker) -> Vec<Block> {
    let purpose = m.par("To help adults who are thinking about sermorelin weigh what is known and unknown, and prepare for a talk with a health professional.");
    let message = m.par("Sermorelin makes the body release more of its own growth hormone for a short time. Whether this helps healthy adults, and whether it is safe for years, has not been shown.");
    let help = Block::Callout(Callout {
        meta: m.meta(),
        kind: CalloutKind::Important,
        title: vec![Inline::made("Urgent help")],
        blocks: vec![
            m.par("If you have trouble breathing, call 911 or your local emergency number now."),
        ],
    });
    for (block, role) in [
        (&purpose, "purpose"),
        (&message, "main-message"),
        (&help, "urgent-help"),
    ] {
        m.facts.roles.insert(block.meta().id, role);
    }
    vec![purpose, message, help]
}

/// The one use of a term.
const TERM: NodeId = NodeId(9002);

fn fundamentals(m: &mut Maker, edition: &mut Edition) -> EditionPart {
    let term = Meta {
        id: TERM,
        ..m.meta()
    };
    let call = m.meta();
    m.facts.anchors.insert(TERM, "term-sermorelin-use".into());
    m.facts.terms.insert(
        term.id,
        ResolvedTerm {
            item: Some(NodeId(9001)),
            inlines: vec![Inline::made("Sermorelin")],
            first: true,
        },
    );
    m.facts
        .anchors
        .insert(NodeId(9001), "term-sermorelin".into());
    m.facts.note_numbers.insert(call.id, 1);
    let intro = vec![
        Inline::Term(inline::Term {
            meta: term,
            name: Spanned::made("sermorelin".into()),
            shown: None,
        }),
        m.text(" is a medicine that tells your body to release more of its own "),
        Inline::Emphasis(m.wrapped("growth hormone")),
        m.text(" (GH) "),
        m.strong("each night"),
        m.text(". Take 200"),
        Inline::SoftBreak(m.meta()),
        m.text("mcg of H"),
        Inline::Subscript(m.wrapped("2")),
        m.text("O and x"),
        Inline::Superscript(m.wrapped("2")),
        m.text(", not "),
        Inline::Strikethrough(m.wrapped("this")),
        m.text(", see "),
        cite(m),
        m.text(" and "),
        Inline::Code(inline::Code {
            meta: m.meta(),
            text: "#read(\"/etc/passwd\")".into(),
            text_span: Span::NONE,
        }),
        m.text(" at "),
        Inline::Field(inline::Field {
            meta: m.meta(),
            name: "contact.phone".into(),
        }),
        m.text(" or "),
        Inline::Field(inline::Field {
            meta: m.meta(),
            name: "contact.name".into(),
        }),
        m.text("."),
        Inline::NoteCall(inline::NoteCall {
            meta: call,
            label: "a".into(),
        }),
    ];
    edition.notes.push(Note {
        meta: m.meta(),
        number: 1,
        blocks: vec![m.par("A note with its own words, at the foot of the page.")],
        calls: vec![],
    });
    let key = Block::KeyPoint(Boxed {
        meta: m.meta(),
        blocks: vec![m.par("Sermorelin can raise growth hormone for a short time. No long study has shown that this helps healthy adults.")],
    });
    let figure = Block::Figure(Figure {
        meta: m.meta(),
        source: Spanned::made("pulses.svg".into()),
        alt: "A line that rises, falls and rises.".into(),
        caption: Some(Caption {
            meta: m.meta(),
            inlines: vec![m.text("Growth hormone over one day. This is a drawing of the pattern.")],
        }),
        caption_is_title: true,
    });
    let id = figure.meta().id;
    m.facts.numbers.insert(id, "Figure 1".into());
    m.facts.images.insert(id, "pulses.svg".into());
    let callouts = CalloutKind::ALL.map(|kind| {
        Block::Callout(Callout {
            meta: m.meta(),
            kind,
            title: vec![],
            blocks: vec![m.par("Do not use sermorelin if you have active cancer, if you are pregnant, or if you breastfeed.")],
        })
    });
    let prose = |m: &mut Maker| vec![m.par(PROSE), m.par(PROSE)];
    let mut how = prose(m);
    how.push(m.list(
        None,
        &[
            "pain, redness or swelling",
            "a warm, red face (flushing)",
            "headache",
        ],
    ));
    how.push(m.list(Some(3), &["third", "fourth"]));
    let tasks = Block::List(List {
        meta: m.meta(),
        start: None,
        tight: true,
        items: vec![
            m.item(Some(true), "measured"),
            m.item(Some(false), "still to do"),
        ],
    });
    how.push(tasks);
    let actions =
        Block::Actions(m.prompts(true, &["Have a check-up first.", "Tell your whole story."]));
    let blocks = prose(m);
    let subs = vec![m.section("Firmer skin", blocks, vec![]), {
        let blocks = prose(m);
        m.section("More muscle, less fat", blocks, vec![])
    }];
    let sections = vec![
        m.section("What growth hormone does", vec![figure], vec![]),
        m.section("How sermorelin works", how, vec![]),
        m.section(
            "What people hope for, and what studies show",
            callouts.to_vec(),
            subs,
        ),
        m.section("Before you decide", vec![actions], vec![]),
    ];
    let intro = m.pars(intro);
    m.part(PartKind::Fundamentals, vec![intro, key], sections)
}

fn cite(m: &mut Maker) -> Inline {
    let meta = m.meta();
    m.anchor(&meta, &format!("cite-{}", meta.id.0));
    m.facts.citations.insert(
        meta.id,
        vec![
            CitationPiece {
                inlines: vec![Inline::made("[")],
                entry: None,
            },
            CitationPiece {
                inlines: vec![Inline::made("1")],
                entry: Some(NodeId(9100)),
            },
            CitationPiece {
                inlines: vec![Inline::made("]")],
                entry: None,
            },
        ],
    );
    m.facts
        .anchors
        .insert(NodeId(9100), "ref-khorram1997".into());
    Inline::Citation(inline::Citation {
        meta,
        form: inline::CitationForm::Bracketed,
        items: vec![],
    })
}

fn intermediate(m: &mut Maker) -> EditionPart {
    let branches = vec![
        m.step(
            "Skin. ",
            "Fibroblasts receive a signal to make collagen.",
            vec![],
        ),
        m.step("Fat. ", "Fat cells release stored fat.", vec![]),
        m.step(
            "Muscle. ",
            "Muscle cells take up amino acids and build protein.",
            vec![],
        ),
    ];
    let items = vec![
        m.step("Injection. ", "Sermorelin goes under the skin, usually in the evening. It leaves the blood within minutes.", vec![]),
        m.step("Pituitary gland. ", "It binds to the receptor on the cells that store GH.", vec![]),
        m.step("Liver. ", "GH reaches the liver, which answers by making IGF-1. They then act together in several places:", branches),
        m.step("Feedback. ", "IGF-1 and GH report back to the brain.", vec![]),
    ];
    let steps = Block::Steps(Steps {
        meta: m.meta(),
        lead: vec![],
        start: 1,
        items,
    });
    let meta = m.classed("row-headers");
    m.facts.numbers.insert(meta.id, "Table 1".into());
    m.anchor(&meta, "tbl-compare");
    let target = meta.id;
    let mut rows = vec![];
    for _ in 0..4 {
        rows.push(m.row(&[
            "Where it acts",
            "Pituitary gland",
            "Liver, muscle, fat, bone and skin",
        ]));
        rows.push(m.row(&[
            "Approved in the United States",
            "Formerly, for children; no product on sale now",
            "Yes, for named conditions",
        ]));
        rows.push(m.row(&["Needs a working pituitary gland", "Yes", "No"]));
    }
    let table = Block::Table(Table {
        meta,
        caption: Some(Caption {
            meta: m.meta(),
            inlines: vec![m.text("Sermorelin beside recombinant growth hormone")],
        }),
        columns: vec![Alignment::Start; 3],
        header: m.row(&["Feature", "Sermorelin", "Recombinant GH"]),
        rows,
    });
    let link = m.meta();
    m.facts.links.insert(
        link.id,
        ResolvedLink {
            target: LinkTarget::Node(target),
            words: Some(vec![Inline::made("Table 1")]),
        },
    );
    let web = m.meta();
    m.facts.links.insert(
        web.id,
        ResolvedLink {
            target: LinkTarget::Url("https://www.wada-ama.org/en/prohibited-list".into()),
            words: None,
        },
    );
    let links = vec![
        Inline::CrossReference(inline::CrossReference {
            meta: link,
            article: None,
            label: None,
            inlines: vec![],
        }),
        m.text(" sets them side by side; the "),
        Inline::Link(inline::Link {
            meta: web,
            url: Spanned::made("https://www.wada-ama.org/en/prohibited-list".into()),
            title: None,
            inlines: vec![m.text("list of banned drugs")],
        }),
        m.text(" names it."),
    ];
    let links = m.pars(links);
    let intro = vec![m.par(PROSE), m.par(PROSE), links];
    let steps = vec![m.par(PROSE), steps];
    let sections = vec![
        m.section("Two ways to raise growth hormone", vec![table], vec![]),
        m.section("From injection to tissue", steps, vec![]),
    ];
    m.part(PartKind::Intermediate, intro, sections)
}

fn academic(m: &mut Maker, _edition: &mut Edition) -> EditionPart {
    let mut french = m.meta();
    french.attributes.lang = Some(Spanned::made("fr".into()));
    let mixed = vec![
        m.text("In French "),
        Inline::Phrase(Wrapped {
            meta: french,
            inlines: vec![Inline::made("hormone de croissance")],
        }),
        m.text(", in Greek Ὁρμάω, 5 µg → 10 µg, and as an equation "),
        Inline::Math(m.math(r"\frac{a^2}{b_1} \le \sqrt{x}", false)),
        m.text("."),
    ];
    let quote = Block::Quote(Boxed {
        meta: m.meta(),
        blocks: vec![m.par("Someone else's words, quoted at length.")],
    });
    let math = Block::Math(m.math(
        r"\hat{C}(t) = C_0 \, e^{-kt} + \sum_{i=1}^{n} \begin{pmatrix} a & b \\ c & d \end{pmatrix} \text{ if } x \in \mathbb{R}",
        true,
    ));
    let code = Block::Code(CodeBlock {
        meta: m.meta(),
        language: None,
        text: "fn main() {\n    println!(\"#panic\");\n}\n".into(),
        text_span: Span::NONE,
    });
    let terms = Block::TermList(TermList {
        meta: m.meta(),
        items: vec![
            TermItem {
                meta: m.meta(),
                term: vec![m.text("Collagen")],
                descriptions: vec![vec![
                    m.par("Types I and III give the dermis its tensile strength."),
                ]],
            },
            TermItem {
                meta: m.meta(),
                term: vec![m.text("Elastin")],
                descriptions: vec![vec![
                    m.par("These fibers let skin recoil. Adults form little new elastin."),
                ]],
            },
        ],
    });
    let mixed = m.pars(mixed);
    let blocks = vec![mixed, quote, math, Block::Break(m.meta()), code, terms];
    m.part(PartKind::Academic, blocks, vec![])
}

fn references(m: &mut Maker) -> EditionPart {
    let intro = m.par("These are the publications that the article cites.");
    let mut part = m.part(PartKind::References, vec![intro], vec![]);
    let cited = m.facts.citations.keys().next().copied();
    part.bibliography = vec![BibliographyEntry {
        meta: Meta {
            id: NodeId(9100),
            ..Meta::made()
        },
        key: "khorram1997".into(),
        label: "1.".into(),
        inlines: vec![
            Inline::made(
                "Khorram O, Laughlin GA, Yen SSC. Endocrine and metabolic effects of long-term administration of [Nle27]growth hormone-releasing hormone-(1-29)-NH2 in age-advanced men and women. ",
            ),
            Inline::Emphasis(m.wrapped("J Clin Endocrinol Metab")),
            Inline::made(". 1997;82(5):1472-1479."),
        ],
        cited_by: cited.into_iter().collect(),
    }];
    part
}

fn reflection(m: &mut Maker) -> EditionPart {
    let open = Block::Questions(m.prompts(
        false,
        &[
            "What made you start to think about sermorelin?",
            "Which risk would worry you most?",
        ],
    ));
    let numbered = Block::Questions(m.prompts(
        true,
        &["How is sermorelin different?", "Who should not use it?"],
    ));
    let sections = vec![
        m.section("What matters to you", vec![open], vec![]),
        m.section("In your own words", vec![numbered], vec![]),
    ];
    m.part(PartKind::Reflection, vec![], sections)
}

fn glossary(m: &mut Maker) -> EditionPart {
    let mut part = m.part(PartKind::Reflection, vec![], vec![]);
    part.kind = EditionPartKind::Glossary;
    part.title = vec![Inline::made("Glossary")];
    part.glossary = vec![GlossaryItem {
        meta: Meta {
            id: NodeId(9001),
            ..Meta::made()
        },
        key: "sermorelin".into(),
        term: vec![Inline::made("sermorelin")],
        definition: vec![Inline::made(
            "A man-made peptide of 29 amino acids, the shortest piece of growth hormone-releasing hormone that still works in full.",
        )],
        used_by: vec![TERM],
    }];
    part
}

fn closing(m: &mut Maker) -> EditionPart {
    let list = Block::TermList(TermList {
        meta: m.meta(),
        items: vec![TermItem {
            meta: m.meta(),
            term: vec![m.text("Last reviewed")],
            descriptions: vec![vec![m.par("November 1, 2026")]],
        }],
    });
    let mut part = m.part(PartKind::Reflection, vec![list], vec![]);
    part.kind = EditionPartKind::About;
    part.title = vec![Inline::made("About this leaflet")];
    part
}
