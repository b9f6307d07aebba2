//! What is printed, and what is printed apart.

use pamphlet_core::inline::{CitationForm, CitationItem};
use pamphlet_core::language::Language;
use pamphlet_core::node::Meta;
use pamphlet_core::span::Spanned;
use pamphlet_core::words::Tables;

use super::*;

const ENTRIES: &str = r#"
a: {type: article, title: Alpha, author: ["Adams, Ann", "Brown, Bob"], date: 2001-05-03, page-range: 1-9, serial-number: {doi: 10.1000/a}, parent: {title: Journal, volume: 1, issue: 2}}
b: {type: book, title: Beta, editor: "Brown, Bob", date: 2002, publisher: {name: House, location: Town}, edition: 2}
c: {type: chapter, title: Gamma, author: "Clark, Cy", date: 2003, page-range: 3-4, parent: {title: Whole, editor: "Dunn, Di", publisher: House}}
d: {type: web, title: Delta, author: World Health Organization, date: 2004, url: {value: "https://example.org/d", date: 2026-01-02}}
e: {type: report, title: Epsilon, publisher: NICE, date: 2005}
f: {type: thesis, title: Zeta, author: "Adams, Ann", genre: Doctoral thesis, date: 2001, publisher: School}
g: {type: misc, title: Eta, note: In press}
h: {type: article, title: Theta, author: "Adams, Ann", date: 2001, parent: {type: newspaper, title: Daily}}
i: {type: legislation, title: Health Act, date: 2012}
j: {type: article, title: Iota, author: "Adams, Ann", date: 2001, parent: {title: Journal, volume: 2}}
"#;

/// A style that is narrowed prints what it prints whole.
#[test]
fn narrowed_styles_print_the_same() {
    let mut sources = Sources::new();
    let (read, faults) = crate::read("references.yaml", ENTRIES.as_bytes(), &mut sources);
    assert!(faults.is_empty(), "{faults:?}");
    let known: BTreeMap<&str, &Reference> = read
        .entries
        .iter()
        .map(|entry| (entry.key.value.as_str(), entry))
        .collect();
    for keys in [
        &["a", "f", "h", "j"][..],
        &["a", "j"],
        &["a", "b", "c", "d", "e", "f", "g", "h", "i", "j"],
    ] {
        let pair = |i: usize| [keys[i], keys[(i * 3 + 1) % keys.len()]];
        let citations: Vec<Citation> = (0..keys.len() * 2)
            .map(|i| Citation {
                meta: Meta::made(),
                form: CitationForm::Bracketed,
                items: pair(i % keys.len())
                    .into_iter()
                    .map(|key| CitationItem {
                        key: Spanned::made(key.to_owned()),
                        prefix: String::new(),
                        locator: if i % 3 == 0 {
                            "p. 3".to_owned()
                        } else {
                            String::new()
                        },
                        suppress_author: false,
                    })
                    .collect(),
            })
            .collect();
        for name in crate::style_names() {
            let style = Style::load(
                name,
                &BTreeMap::new(),
                &Language::english(),
                Tables::built_in(),
            )
            .unwrap();
            let cited: Vec<Cited> = citations
                .iter()
                .enumerate()
                .map(|(i, citation)| Cited {
                    citation,
                    note: style.is_notes().then_some(i + 1),
                    among: false,
                })
                .collect();
            let request = Request {
                references: &known,
                citations: &cited,
                before: &[],
                behind: &[],
                names_alone: false,
                sources: &sources,
            };
            let text = |many| {
                let printed = pressed(&style, &request, many);
                let pieces = printed.citations.iter().flatten();
                let pieces = pieces.map(|piece| pamphlet_core::inline::plain_text(&piece.inlines));
                let list = printed.list.iter();
                let list = list.map(|row| pamphlet_core::inline::plain_text(&row.inlines));
                pieces.chain(list).collect::<Vec<String>>()
            };
            assert_eq!(text(0), text(usize::MAX), "{name}");
        }
    }
}
