//! What opens in place: buttons without words, popovers beside the content, and
//! links that work without either.

mod sample;

use pamphlet_core::assets::MemoryAssets;
use pamphlet_core::edition::{Edition, ResolvedTerm};
use pamphlet_core::inline::Inline;
use pamphlet_core::node::{Meta, NodeId};
use pamphlet_html::Options;
use pamphlet_theme::Theme;
use scraper::{ElementRef, Html, Selector};

fn page(edition: &Edition) -> Html {
    let assets = MemoryAssets::new().with("sample/pulses.svg", sample::IMAGE);
    let options = Options {
        file_name: "a.html".into(),
        ..Options::default()
    };
    let rendered = pamphlet_html::render(edition, &Theme::clinic(), &assets, &options).unwrap();
    Html::parse_document(&String::from_utf8(rendered.files["a.html"].clone()).unwrap())
}

fn all<'a>(html: &'a Html, css: &str) -> Vec<ElementRef<'a>> {
    html.select(&Selector::parse(css).unwrap()).collect()
}

fn words(element: ElementRef) -> String {
    let text: String = element.text().collect();
    text.split_whitespace().collect::<Vec<_>>().join(" ")
}

#[test]
fn every_button_opens_a_popover_and_every_popover_is_opened() {
    let html = page(&sample::edition());
    let mut opened: Vec<_> = all(&html, "main button")
        .iter()
        .map(|button| button.attr("popovertarget").unwrap())
        .collect();
    opened.sort_unstable();
    opened.dedup();
    let mut popovers: Vec<_> = all(&html, "[popover]")
        .iter()
        .map(|popover| popover.attr("id").unwrap())
        .collect();
    popovers.sort_unstable();
    assert_eq!(opened, popovers);
    assert_eq!(opened, ["_of-ref-1", "_of-term-sermorelin"]);
    assert!(all(&html, "main [popover]").is_empty());
    assert!(all(&html, "a button, button a, h1 button, h2 button, h3 button").is_empty());
}

#[test]
fn no_word_stands_in_a_button_and_each_says_what_it_does() {
    let html = page(&sample::edition());
    for button in all(&html, "button") {
        assert_eq!(words(button), "");
        assert!(!button.attr("aria-label").unwrap().is_empty());
    }
    let names: Vec<_> = all(&html, "main button")
        .iter()
        .map(|button| button.attr("aria-label").unwrap())
        .collect();
    assert!(names.contains(&"What Sermorelin means"), "{names:?}");
    assert!(names.contains(&"Sources of [1, p. 3]"), "{names:?}");
}

#[test]
fn a_popover_says_what_the_glossary_says_and_leads_only_out() {
    let html = page(&sample::edition());
    let meaning = all(&html, "#_of-term-sermorelin")[0];
    assert_eq!(
        words(meaning),
        "sermorelin A man-made peptide. See the figure and the web"
    );
    let links: Vec<_> = all(&html, "[popover] a")
        .iter()
        .map(|link| link.attr("href").unwrap())
        .collect();
    assert_eq!(links, ["https://example.org/peptide"]);
    assert!(words(all(&html, "#_of-ref-1")[0]).starts_with("1. Sigalos JT"));
    assert!(all(&html, "[popover] [id]").is_empty());
}

#[test]
fn without_popovers_the_glossary_is_one_link_away_and_leads_back() {
    let html = page(&sample::edition());
    let term = all(&html, "a[role=doc-glossref]")[0];
    assert_eq!(term.attr("href"), Some("#term-sermorelin"));
    let back = all(&html, "dl.glossary a[role=doc-backlink]");
    assert_eq!(back.len(), 1);
    assert_eq!(back[0].attr("href"), Some("#use-0"));
    assert_eq!(term.attr("id"), Some("use-0"));
}

#[test]
fn a_short_form_says_what_it_stands_for() {
    let mut edition = sample::edition();
    let (id, term) = edition.facts.terms.iter().next().unwrap();
    let (id, short) = (*id, NodeId(90_000));
    let mut text = Inline::made("SRM");
    *text.meta_mut() = Meta {
        id: short,
        ..Meta::made()
    };
    let resolved = ResolvedTerm {
        inlines: vec![text, Inline::made(" (sermorelin)")],
        ..term.clone()
    };
    edition.facts.terms.insert(id, resolved);
    edition.facts.short_forms.insert(short, "sermorelin".into());
    let html = page(&edition);
    let abbreviation = all(&html, "a.term > abbr")[0];
    assert_eq!(words(abbreviation), "SRM");
    assert_eq!(abbreviation.attr("title"), Some("sermorelin"));
    assert_eq!(words(all(&html, "a.term")[0]), "SRM (sermorelin)");
    assert!(all(&html, "nav abbr").is_empty());
}

#[test]
fn several_sources_open_together() {
    let mut edition = sample::edition();
    let entries: Vec<NodeId> = edition
        .parts
        .iter()
        .flat_map(|part| &part.bibliography)
        .map(|entry| entry.meta.id)
        .collect();
    for sources in edition.facts.sources.values_mut() {
        *sources = entries.clone();
    }
    let html = page(&edition);
    let both = all(&html, "#_of-cite-1")[0];
    assert!(words(both).starts_with("1. Sigalos"));
    assert!(words(both).contains("1. Walker"));
}
