//! How long large bibliographies take to read, check and print, in styles of three kinds:
//! `cargo run --release -p pamphlet-cite --example measure`, or with a style, a size
//! and `1` for citations of one key each behind `--`.

#[path = "../tests/support/mod.rs"]
mod support;

use std::collections::BTreeMap;
use std::time::Instant;

use pamphlet_cite::{Cited, Request, Style, check, print, read};
use pamphlet_core::language::Language;
use pamphlet_core::span::Sources;
use pamphlet_core::words::Tables;
use support::case::citation;

fn main() {
    let asked: Vec<String> = std::env::args().skip(1).collect();
    let styles = match asked.first() {
        Some(style) => vec![style.as_str()],
        None => vec![
            "american-medical-association",
            "apa",
            "chicago-author-date",
            "chicago-notes",
        ],
    };
    let sizes = match asked.get(1).map(|size| size.parse::<usize>()) {
        Some(Ok(size)) => vec![size],
        _ => vec![500, 1_000, 2_000, 4_000],
    };
    let one = asked.get(2).is_some_and(|keys| keys == "1");
    for style in styles {
        for &size in &sizes {
            let text: String = (0..size)
                .map(|i| format!("@article{{k{i}, author = {{Name{} , Ann B. and Other{i}, Bob}}, title = {{Title number {i}}}, journal = {{Journal {}}}, year = {}, volume = {i}, pages = {{{i}--{}}}, doi = {{10.1000/{i}}}}}\n", i % 700, i % 40, 1950 + i % 70, i + 9))
                .collect();
            let mut sources = Sources::new();
            let start = Instant::now();
            let (references, _) = read("r.bib", text.as_bytes(), &mut sources);
            let read_in = start.elapsed();
            let found = check(&references);
            let checked_in = start.elapsed() - read_in;
            let known: BTreeMap<_, _> = references
                .entries
                .iter()
                .map(|e| (e.key.value.as_str(), e))
                .collect();
            let citations: Vec<_> = (0..size * 3 / 2)
                .map(|i| match one {
                    true => citation(&format!("[@k{}]", i % size)),
                    false => citation(&format!("[@k{}; @k{}]", i % size, (i * 7 + 3) % size)),
                })
                .collect();
            let cited: Vec<_> = citations
                .iter()
                .enumerate()
                .map(|(i, citation)| Cited {
                    citation,
                    note: (style == "chicago-notes").then_some(i + 1),
                    among: false,
                })
                .collect();
            let style = Style::load(
                style,
                &BTreeMap::new(),
                &Language::english(),
                Tables::built_in(),
            )
            .unwrap();
            let start = Instant::now();
            let request = Request {
                references: &known,
                citations: &cited,
                before: &[],
                behind: &[],
                names_alone: false,
                sources: &sources,
            };
            let list = print(&style, &request).list.len();
            eprintln!(
                "{size} entries, {} citations: read {read_in:?}, checked {checked_in:?} ({} findings), printed {list} in {:?}",
                cited.len(),
                found.len(),
                start.elapsed()
            );
        }
    }
}
