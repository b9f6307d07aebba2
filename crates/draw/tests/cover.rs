//! The generated cover of a hand-made edition.

use std::collections::BTreeMap;

use pamphlet_core::date::Date;
use pamphlet_core::edition::{Edition, Facts, Metadata, Publisher};
use pamphlet_core::front::Status;
use pamphlet_core::inline::Inline;
use pamphlet_core::language::Language;
use pamphlet_core::words::Words;
use pamphlet_theme::Theme;

fn edition(title: &str, subtitle: &str) -> Edition {
    let language = Language::english();
    let words = Words::of(&language).expect("English has its words");
    Edition {
        profile: "full".into(),
        slug: "sample".into(),
        language,
        words,
        metadata: Metadata {
            title: title.into(),
            subtitle: None,
            description: None,
            authors: Vec::new(),
            reviewers: Vec::new(),
            publisher: Some(Publisher {
                name: "Pamphlet sample library".into(),
                url: None,
                logo: None,
            }),
            status: Status::Draft,
            version: None,
            published: None,
            reviewed: None,
            next_review: None,
            date: Date::EPOCH,
            keywords: Vec::new(),
            codes: Vec::new(),
            identifier: "urn:sample".into(),
            isbn: BTreeMap::new(),
            canonical_url: None,
            feedback_url: None,
            license: None,
        },
        title: vec![Inline::made(title)],
        subtitle: vec![Inline::made(subtitle)],
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

#[test]
fn the_cover_is_whole_and_the_same_each_time() {
    let theme = Theme::clinic();
    let edition = edition(
        "Sermorelin and growth hormone",
        "How it works, what studies show, and what to ask before you decide",
    );
    let svg = pamphlet_draw::cover(&edition, &theme);
    roxmltree::Document::parse(&svg).expect("well-formed");
    assert!(!svg.contains("<text"));
    let png = pamphlet_draw::cover_png(&edition, &theme).expect("drawn");
    assert_eq!(
        png,
        pamphlet_draw::cover_png(&edition, &theme).expect("drawn")
    );
    assert!(png.starts_with(b"\x89PNG"));
    assert!(png.len() < 500_000, "{}", png.len());
    if let Some(folder) = std::env::var_os("PAMPHLET_LOOK") {
        std::fs::write(std::path::Path::new(&folder).join("cover.png"), png).expect("written");
    }
}

#[test]
fn odd_titles_still_make_a_cover() {
    let theme = Theme::clinic();
    for title in [
        "µ",
        "Αυξητική ορμόνη",
        "<&>",
        &"Pneumonoultramicroscopic".repeat(9),
        "",
    ] {
        let png = pamphlet_draw::cover_png(&edition(title, title), &theme);
        assert!(png.is_ok(), "{title}");
    }
}
