//! A small book of every kind of file, looked at from outside.

use std::collections::BTreeMap;
use std::io::{Cursor, Read};

use pamphlet_core::article::{PartKind, Section};
use pamphlet_core::assets::MemoryAssets;
use pamphlet_core::block::{Block, Caption, Figure, Paragraph};
use pamphlet_core::date::Date;
use pamphlet_core::edition::{
    BibliographyEntry, CitationPiece, Edition, EditionPart, EditionPartKind, Facts, GlossaryItem,
    LinkTarget, Metadata, Note, Publisher, ResolvedLink, ResolvedTerm,
};
use pamphlet_core::front::Status;
use pamphlet_core::inline::{Citation, CitationForm, CrossReference, Inline, NoteCall, Term, Text};
use pamphlet_core::language::Language;
use pamphlet_core::node::{Meta, NodeId};
use pamphlet_core::rendered::PageStart;
use pamphlet_core::span::Spanned;
use pamphlet_core::words::Words;
use pamphlet_core::{Diagnostic, Rendered};
use pamphlet_epub::{Options, render};
use pamphlet_theme::Theme;

const DRAWING: &str = "<svg xmlns=\"http://www.w3.org/2000/svg\" viewBox=\"0 0 90 30\" width=\"90\" \
    height=\"30\"><rect width=\"90\" height=\"30\" fill=\"#e2f0f2\"/><text x=\"4\" y=\"20\">Dose</text></svg>";

fn meta(id: u32) -> Meta {
    Meta {
        id: NodeId(id),
        ..Meta::made()
    }
}

fn text(id: u32, words: &str) -> Inline {
    Inline::Text(Text {
        meta: meta(id),
        text: words.into(),
    })
}

fn paragraph(id: u32, inlines: Vec<Inline>) -> Block {
    Block::Paragraph(Paragraph {
        meta: meta(id),
        inlines,
    })
}

fn part(id: u32, kind: PartKind, blocks: Vec<Block>, sections: Vec<Section>) -> EditionPart {
    EditionPart {
        meta: meta(id),
        kind: EditionPartKind::Article(kind),
        title: vec![Inline::made(
            Words::of(&Language::english()).unwrap().part(kind),
        )],
        title_shown: true,
        blocks,
        sections,
        bibliography: Vec::new(),
        glossary: Vec::new(),
    }
}

fn figure(id: u32, alt: &str) -> Block {
    Block::Figure(Figure {
        meta: Meta {
            attributes: Default::default(),
            ..meta(id)
        },
        source: Spanned::made("dose.svg".into()),
        alt: alt.into(),
        caption: Some(Caption {
            meta: meta(id + 1),
            inlines: vec![text(id + 2, "A dose")],
        }),
        caption_is_title: true,
    })
}

/// Fundamentals calls a note and links into Academic, which has a figure.
fn edition(alt: &str) -> Edition {
    let language = Language::english();
    let link = Inline::CrossReference(CrossReference {
        meta: meta(11),
        article: None,
        label: Some(Spanned::made("fig-dose".into())),
        inlines: vec![text(12, "the figure")],
    });
    let call = Inline::NoteCall(NoteCall {
        meta: meta(13),
        label: "n".into(),
    });
    let first = paragraph(10, vec![text(9, "Ask </script> & look at "), link, call]);
    let section = Section {
        meta: meta(21),
        heading: vec![text(22, "In depth")],
        blocks: vec![figure(30, alt)],
        sections: Vec::new(),
    };
    let anchors = [
        (7, "fundamentals"),
        (20, "academic"),
        (21, "in-depth"),
        (30, "fig-dose"),
        (13, "call-1"),
        (40, "note-1"),
    ];
    let mut facts = Facts {
        anchors: anchors
            .map(|(id, anchor)| (NodeId(id), anchor.to_owned()))
            .into(),
        numbers: [(NodeId(30), "Figure 1".to_owned())].into(),
        note_numbers: [(NodeId(13), 1)].into(),
        images: [(NodeId(30), "a/dose.svg".to_owned())].into(),
        ..Facts::default()
    };
    let target = LinkTarget::Node(NodeId(30));
    facts.links.insert(
        NodeId(11),
        ResolvedLink {
            target,
            words: None,
        },
    );
    Edition {
        profile: "full".into(),
        slug: "dose".into(),
        words: Words::of(&language).unwrap(),
        language,
        metadata: metadata(),
        title: vec![text(1, "Your dose")],
        subtitle: vec![text(2, "How much, how often")],
        opening: vec![paragraph(4, vec![text(5, "For patients.")])],
        parts: vec![
            part(7, PartKind::Fundamentals, vec![first], Vec::new()),
            part(20, PartKind::Academic, Vec::new(), vec![section]),
        ],
        closing: None,
        notes: vec![Note {
            meta: meta(40),
            number: 1,
            blocks: vec![paragraph(41, vec![text(42, "At any time.")])],
            calls: vec![NodeId(13)],
        }],
        facts,
        fields: BTreeMap::new(),
        definitions: Default::default(),
        beside: None,
        note_marks: Default::default(),
        qr_code: None,
    }
}

fn metadata() -> Metadata {
    Metadata {
        title: "Your dose".into(),
        subtitle: Some("How much, how often".into()),
        description: Some("Says how much to take.".into()),
        authors: Vec::new(),
        reviewers: Vec::new(),
        publisher: Some(Publisher {
            name: "Clinic & Co".into(),
            url: None,
            logo: None,
        }),
        status: Status::Current,
        version: None,
        published: None,
        reviewed: Date::parse("2026-03-01"),
        next_review: None,
        date: Date::parse("2026-03-01").unwrap(),
        keywords: vec!["dose".into()],
        codes: Vec::new(),
        identifier: "urn:uuid:6f2c1d0e-3a4b-5c6d-8e7f-112233445566".into(),
        isbn: BTreeMap::new(),
        canonical_url: None,
        feedback_url: None,
        license: Some("CC BY 4.0".into()),
    }
}

fn options() -> Options {
    let page = |label: &str, node, byte| PageStart {
        label: label.into(),
        node: NodeId(node),
        byte,
    };
    Options {
        file_name: "dose.epub".into(),
        pages: Some(vec![
            page("1", 1, 0),
            page("2", 9, 4),
            page("3", 99, 0),
            page("4", 22, 0),
        ]),
        page_source: Some("978-3-16-148410-0".into()),
        cover: None,
    }
}

fn book(edition: &Edition) -> Result<Rendered, Vec<Diagnostic>> {
    let assets = MemoryAssets::new().with("a/dose.svg", DRAWING);
    render(edition, &Theme::clinic(), &assets, &options())
}

fn files(rendered: &Rendered) -> BTreeMap<String, String> {
    let bytes = rendered.files["dose.epub"].clone();
    let mut zip = zip::ZipArchive::new(Cursor::new(bytes)).expect("a container");
    let mut files = BTreeMap::new();
    for i in 0..zip.len() {
        let mut entry = zip.by_index(i).expect("an entry");
        let mut bytes = Vec::new();
        entry.read_to_end(&mut bytes).expect("its bytes");
        let name = entry.name().expect("a name").into_owned();
        files.insert(name, String::from_utf8_lossy(&bytes).into_owned());
    }
    files
}

/// Values of `meta` elements with a property.
fn property(opf: &str, name: &str) -> Vec<String> {
    let document = roxmltree::Document::parse(opf).expect("well-formed");
    let metas = document
        .descendants()
        .filter(|n| n.attribute("property") == Some(name));
    metas.map(|n| n.text().unwrap_or("").to_owned()).collect()
}

#[test]
fn every_document_is_well_formed_and_links_cross_files() {
    let rendered = book(&edition("A measuring cup")).expect("a whole book");
    let out = std::path::Path::new(env!("CARGO_TARGET_TMPDIR")).join("dose.epub");
    std::fs::write(out, &rendered.files["dose.epub"]).expect("a place for validators to look");
    let files = files(&rendered);
    for (name, text) in files
        .iter()
        .filter(|(n, _)| n.ends_with(".xhtml") || n.ends_with(".opf"))
    {
        let options = roxmltree::ParsingOptions {
            allow_dtd: true,
            ..Default::default()
        };
        assert!(
            roxmltree::Document::parse_with_options(text, options).is_ok(),
            "{name}: {text}"
        );
    }
    let fundamentals = &files["EPUB/fundamentals.xhtml"];
    assert!(
        fundamentals.contains("href=\"academic.xhtml#fig-dose\""),
        "{fundamentals}"
    );
    assert!(
        fundamentals.contains("epub:type=\"footnote\""),
        "{fundamentals}"
    );
    assert!(
        fundamentals.contains("&lt;/script&gt; &amp; look"),
        "{fundamentals}"
    );
    assert!(files["EPUB/images/1-dose.svg"].contains("<path"));
    assert!(!files["EPUB/images/1-dose.svg"].contains("<text"));
}

#[test]
fn metadata_says_what_is_in_the_book() {
    let opf = &files(&book(&edition("A measuring cup")).expect("a whole book"))["EPUB/package.opf"];
    assert_eq!(
        property(opf, "dcterms:conformsTo"),
        ["EPUB Accessibility 1.1 - WCAG 2.2 Level AA"]
    );
    assert_eq!(property(opf, "a11y:certifiedBy"), ["Clinic & Co"]);
    assert_eq!(property(opf, "pageBreakSource"), ["urn:isbn:9783161484100"]);
    assert_eq!(property(opf, "dcterms:modified"), ["2026-03-01T00:00:00Z"]);
    let features = property(opf, "schema:accessibilityFeature");
    assert!(
        features.contains(&"alternativeText".to_owned()),
        "{features:?}"
    );
    assert!(!features.contains(&"MathML".to_owned()), "{features:?}");
}

#[test]
fn nobody_claims_without_a_name() {
    let mut edition = edition("A measuring cup");
    edition.metadata.publisher = None;
    let opf = &files(&book(&edition).expect("a whole book"))["EPUB/package.opf"];
    assert!(property(opf, "dcterms:conformsTo").is_empty());
    assert!(property(opf, "a11y:certifiedBy").is_empty());
    assert!(!property(opf, "schema:accessMode").is_empty());
}

#[test]
fn the_page_list_names_every_page() {
    let files = files(&book(&edition("A measuring cup")).expect("a whole book"));
    let nav = &files["EPUB/nav.xhtml"];
    for href in [
        "title.xhtml#_page-1",
        "fundamentals.xhtml#_page-2",
        "academic.xhtml#_page-3",
        "academic.xhtml#_page-4",
    ] {
        assert!(nav.contains(&format!("href=\"{href}\"")), "{href} in {nav}");
    }
    assert!(files["EPUB/fundamentals.xhtml"].contains("Ask <span role=\"doc-pagebreak\""));
}

#[test]
fn an_image_without_words_fails_the_claim() {
    let faults = book(&edition("")).expect_err("the claim would be false");
    assert_eq!(
        faults.iter().map(|f| f.name).collect::<Vec<_>>(),
        ["missing-alt"]
    );
}

#[test]
fn the_same_edition_gives_the_same_bytes() {
    let bytes = || {
        book(&edition("A measuring cup"))
            .expect("a whole book")
            .files
    };
    assert_eq!(bytes(), bytes());
}

/// The small book with a term and a citation in Academic, what they mean and
/// cite in documents of their own.
fn learned() -> Edition {
    let mut edition = edition("A dose");
    let term = Inline::Term(Term {
        meta: meta(50),
        name: Spanned::made("GH".into()),
        shown: None,
    });
    let citation = Inline::Citation(Citation {
        meta: meta(51),
        form: CitationForm::Bracketed,
        items: Vec::new(),
    });
    edition.parts[1].blocks = vec![paragraph(52, vec![term, text(53, " and "), citation])];
    let mut references = part(60, PartKind::References, Vec::new(), Vec::new());
    references.bibliography = vec![BibliographyEntry {
        meta: meta(61),
        key: "a".into(),
        label: "1.".into(),
        inlines: vec![text(62, "Abel A. A study.")],
        cited_by: vec![NodeId(51)],
    }];
    let mut glossary = part(70, PartKind::Reflection, Vec::new(), Vec::new());
    glossary.kind = EditionPartKind::Glossary;
    glossary.glossary = vec![GlossaryItem {
        meta: meta(71),
        key: "gh".into(),
        term: vec![text(72, "growth hormone (GH)")],
        definition: vec![text(73, "A messenger.")],
        used_by: vec![NodeId(50)],
    }];
    edition.parts.extend([references, glossary]);
    let facts = &mut edition.facts;
    for (id, anchor) in [
        (50, "term-gh-use"),
        (51, "cite-1"),
        (60, "references"),
        (61, "ref-a"),
        (70, "glossary"),
        (71, "term-gh"),
    ] {
        facts.anchors.insert(NodeId(id), anchor.into());
    }
    let resolved = ResolvedTerm {
        item: Some(NodeId(71)),
        inlines: vec![text(54, "GH"), text(55, " (growth hormone)")],
        first: true,
    };
    facts.terms.insert(NodeId(50), resolved);
    facts
        .short_forms
        .insert(NodeId(54), "growth hormone".into());
    let piece = CitationPiece {
        inlines: vec![text(56, "1")],
        entry: Some(NodeId(61)),
    };
    facts.citations.insert(NodeId(51), vec![piece]);
    facts.sources.insert(NodeId(51), vec![NodeId(61)]);
    edition
}

#[test]
fn terms_and_citations_lead_there_and_back_and_open_in_their_own_document() {
    let files = files(&book(&learned()).unwrap());
    let academic = &files["EPUB/academic.xhtml"];
    for part in [
        "<a class=\"term\" role=\"doc-glossref\" href=\"glossary.xhtml#term-gh\" epub:type=\"glossref\" id=\"term-gh-use\"><abbr title=\"growth hormone\">GH</abbr> (growth hormone)</a>",
        "<a role=\"doc-biblioref\" href=\"references.xhtml#ref-a\" epub:type=\"biblioref\">1</a>",
        "popovertarget=\"_of-term-gh\"",
        "popovertarget=\"_of-ref-a\"",
    ] {
        assert!(academic.contains(part), "{part} in {academic}");
    }
    let xml = roxmltree::Document::parse_with_options(
        academic,
        roxmltree::ParsingOptions {
            allow_dtd: true,
            ..Default::default()
        },
    )
    .unwrap();
    let popovers: Vec<_> = xml
        .descendants()
        .filter(|node| node.has_attribute("popover"))
        .filter_map(|node| node.attribute("id"))
        .collect();
    assert_eq!(popovers, ["_of-term-gh", "_of-ref-a"]);
    let glossary = &files["EPUB/glossary.xhtml"];
    assert!(glossary.contains("role=\"doc-backlink\" href=\"academic.xhtml#term-gh-use\""));
    assert!(glossary.contains("<dfn epub:type=\"glossterm\">growth hormone (GH)</dfn>"));
    assert!(!glossary.contains("popover"));
    let references = &files["EPUB/references.xhtml"];
    assert!(references.contains("role=\"doc-backlink\" href=\"academic.xhtml#cite-1\""));
    assert!(!files["EPUB/fundamentals.xhtml"].contains("popover"));
}
