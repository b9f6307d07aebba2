//! Readers and styles meet what no person would write: nothing panics, all ends in
//! time, limits are named.

mod support;

use std::collections::BTreeMap;
use std::time::{Duration, Instant};

use pamphlet_cite::{Cited, Request, Style, check, compare, print, read, read_lock, to_yaml};
use pamphlet_core::language::Language;
use pamphlet_core::reference::References;
use pamphlet_core::span::Sources;
use pamphlet_core::words::Tables;
use support::case::citation;

const FILES: [&str; 4] = ["r.yaml", "r.bib", "r.json", "r.ris"];

/// Numbers that are the same in every run.
struct Dice(u64);

impl Dice {
    fn below(&mut self, n: usize) -> usize {
        self.0 ^= self.0 << 13;
        self.0 ^= self.0 >> 7;
        self.0 ^= self.0 << 17;
        (self.0 % n as u64) as usize
    }
}

/// All that is done with a file: read, check, print, write, lock.
fn all(name: &str, bytes: &[u8]) -> usize {
    let mut sources = Sources::new();
    let (references, faults) = read(name, bytes, &mut sources);
    for fault in &faults {
        let _ = sources.text(fault.span);
        let _ = pamphlet_core::diagnostic::brief(fault, &sources);
    }
    let _ = check(&references);
    if references.entries.len() <= 50 {
        for style in [
            "american-medical-association",
            "apa",
            "chicago-notes",
            "modern-language-association",
        ] {
            let _ = printed(style, &references, &sources);
        }
    }
    let text = to_yaml(&references);
    let (again, faults) = read("again.yaml", text.as_bytes(), &mut sources);
    let bad: Vec<_> = faults
        .iter()
        .filter(|fault| fault.name.starts_with("yaml"))
        .collect();
    assert!(bad.is_empty(), "{bad:?}\n{text}");
    assert_eq!(again.entries.len(), references.entries.len(), "{text}");
    faults.len()
}

fn printed(style: &str, references: &References, sources: &Sources) -> usize {
    thread_local! {
        static LOADED: std::cell::RefCell<BTreeMap<String, std::rc::Rc<Style>>> = Default::default();
    }
    let style = LOADED.with_borrow_mut(|loaded| {
        let style = loaded.entry(style.to_owned()).or_insert_with(|| {
            Style::load(
                style,
                &BTreeMap::new(),
                &Language::english(),
                Tables::built_in(),
            )
            .unwrap()
            .into()
        });
        style.clone()
    });
    let known: BTreeMap<_, _> = references
        .entries
        .iter()
        .map(|e| (e.key.value.as_str(), e))
        .collect();
    let citations: Vec<_> = references
        .entries
        .iter()
        .map(|entry| {
            let mut citation = citation("[see @x, p. 3]");
            citation.items[0].key = entry.key.clone();
            citation
        })
        .collect();
    let cited: Vec<_> = citations
        .iter()
        .map(|citation| Cited {
            citation,
            note: None,
            among: false,
        })
        .collect();
    let request = Request {
        references: &known,
        citations: &cited,
        before: &[],
        behind: &[],
        names_alone: false,
        sources,
    };
    print(&style, &request).list.len()
}

#[test]
fn random_bytes_and_broken_files_never_panic() {
    let good = [
        "a:\n  type: article\n  title: \"T {x} <i>y</i>\"\n  author: [\"A, B\", {name: C}]\n  date: 2001-02-03\n  page-range: 1-9\n  parent: {type: periodical, title: J, volume: 1}\n",
        "@article{a, author = {A, B and {C D}}, title = {T \\emph{x} $\\beta^2$ \"u}, journal = {J}, year = 2001, pages = {1--9}, crossref = {b}}\n@book{b, title = {B}}\n@string{s = \"x\" # s}\n",
        "[{\"id\":\"a\",\"type\":\"article-journal\",\"title\":\"T <i>x</i>\",\"author\":[{\"family\":\"A\",\"given\":\"B\"}],\"issued\":{\"date-parts\":[[2001,2]]},\"page\":\"1-9\"}]",
        "TY  - JOUR\nID  - a\nAU  - A, B\nTI  - T\nPY  - 2001\nSP  - 1\nEP  - 9\nER  - \n",
    ];
    let signs = b"{}[]\"'\\@=,#:-$<>&|*%~^_\n\t \xff\xc3\xa9\xf0\x9f\x98\x80a0";
    let mut dice = Dice(0x9e37_79b9_7f4a_7c15);
    for round in 0..250 {
        for (name, good) in FILES.iter().zip(good) {
            let mut bytes = good.as_bytes().to_vec();
            if round % 8 == 0 {
                bytes = (0..dice.below(200))
                    .map(|_| signs[dice.below(signs.len())])
                    .collect();
            }
            for _ in 0..1 + dice.below(4) {
                let at = dice.below(bytes.len().max(1)).min(bytes.len());
                match dice.below(3) {
                    0 if at < bytes.len() => drop(bytes.remove(at)),
                    1 => bytes.insert(at, signs[dice.below(signs.len())]),
                    _ => bytes.truncate(bytes.len().max(2) - dice.below(2)),
                }
            }
            all(name, &bytes);
            let mut sources = Sources::new();
            let (lock, _) = read_lock("l", &String::from_utf8_lossy(&bytes), &mut sources);
            let _ = compare(&lock, &References::default());
        }
    }
}

#[test]
fn hostile_files_end_in_bounded_time() {
    let long = "x ".repeat(2_500_000);
    let braces = "{".repeat(5_000);
    let close = "}".repeat(5_000);
    let bombs = [
        (
            "one field of 5 MB",
            "r.bib",
            format!("@book{{a, title = {{{long}}}, year = 2001}}"),
        ),
        (
            "one field of 5 MB",
            "r.yaml",
            format!("a: {{type: book, title: \"{long}\"}}"),
        ),
        (
            "one field of 5 MB",
            "r.json",
            format!("[{{\"id\":\"a\",\"type\":\"book\",\"title\":\"{long}\"}}]"),
        ),
        (
            "one field of 5 MB",
            "r.ris",
            format!("TY  - BOOK\nID  - a\nTI  - {long}\nER  - "),
        ),
        (
            "authors",
            "r.bib",
            format!(
                "@book{{a, title = {{T}}, author = {{{}}}}}",
                vec!["A, B"; 100_000].join(" and ")
            ),
        ),
        (
            "deep braces",
            "r.bib",
            format!("@book{{a, title = {{{braces}x{close}}}}}"),
        ),
        (
            "unclosed braces",
            "r.bib",
            format!("@book{{a, title = {braces}"),
        ),
        (
            "marks without end",
            "r.bib",
            format!("@book{{a, title = {{{}}}}}", "\\emph{".repeat(60)),
        ),
        (
            "commands",
            "r.bib",
            format!(
                "@book{{a, title = {{{}}}}}",
                "\\emph{x}\\'e$\\beta$".repeat(20_000)
            ),
        ),
        (
            "tags",
            "r.json",
            format!(
                "[{{\"id\":\"a\",\"type\":\"book\",\"title\":\"{}\"}}]",
                "<i>".repeat(500_000)
            ),
        ),
        ("brackets", "r.json", "[".repeat(1_000_000)),
        ("objects", "r.json", "{\"a\":".repeat(500_000)),
        ("flow", "r.yaml", "[".repeat(1_000_000)),
        (
            "entries",
            "r.bib",
            (0..100_000)
                .map(|i| format!("@book{{k{i}, title = {{T{i}}}}}\n"))
                .collect(),
        ),
        (
            "entries",
            "r.yaml",
            (0..100_000)
                .map(|i| format!("k{i}: {{type: book, title: T{i}}}\n"))
                .collect(),
        ),
        (
            "entries",
            "r.ris",
            (0..100_000)
                .map(|i| format!("TY  - BOOK\nID  - k{i}\nTI  - T{i}\nER  - \n"))
                .collect(),
        ),
        ("entries", "r.json", {
            let items: Vec<_> = (0..100_000)
                .map(|i| format!("{{\"id\":\"k{i}\",\"type\":\"book\",\"title\":\"T\"}}"))
                .collect();
            format!("[{}]", items.join(","))
        }),
        (
            "crossrefs in a ring",
            "r.bib",
            (0..20_000)
                .map(|i| {
                    format!(
                        "@inbook{{k{i}, title={{T}}, crossref={{k{}}}}}\n",
                        (i + 1) % 20_000
                    )
                })
                .collect(),
        ),
        (
            "strings that double",
            "r.bib",
            (1..60).fold("@string{a0 = {ha}}\n".to_owned(), |text, n| {
                format!("{text}@string{{a{n} = a{0} # a{0}}}\n", n - 1)
            }) + "@book{a, title = a59}",
        ),
        (
            "one title",
            "r.yaml",
            (0..15_000)
                .map(|i| format!("k{i}: {{type: article, title: One title of all, date: 2001}}\n"))
                .collect(),
        ),
    ];
    for (what, name, text) in bombs {
        let start = Instant::now();
        let mut sources = Sources::new();
        let (references, faults) = read(name, text.as_bytes(), &mut sources);
        let found = check(&references);
        let time = start.elapsed();
        assert!(time < Duration::from_secs(30), "{what} in {name}: {time:?}");
        assert!(faults.len() + found.len() < 20_000, "{what} in {name}");
        if text.len() > 1_000_000 && what == "entries" {
            assert!(
                faults
                    .iter()
                    .any(|fault| fault.name == "too-many-references"),
                "{what} in {name}"
            );
        }
        eprintln!(
            "{what} in {name}: {time:?}, {} entries, {} faults",
            references.entries.len(),
            faults.len() + found.len()
        );
    }
}

#[test]
fn styles_meet_long_and_strange_values() {
    let mut sources = Sources::new();
    let long = "word ".repeat(20_000);
    let text = format!(
        "a: {{type: article, title: \"{long}\", author: [\"{long}\", \"A, {long}\"], date: 2001, page-range: \"99999999999999999999-1\", parent: {{title: \"{long}\", volume: \"999999999999999999999\", issue: \"1-2-3-4, 5 & 6\"}}}}\nb: {{type: book, title: \"\u{202e}\u{0}x\", date: -9999, edition: \"0\"}}\nc: {{type: book, title: \".\", author: [\".\", \",\", \"-\", \"'\"], date: 9999, page-range: \"-\"}}\n"
    );
    let (references, _) = read("r.yaml", text.replace('\u{0}', "").as_bytes(), &mut sources);
    assert_eq!(references.entries.len(), 3);
    for style in pamphlet_cite::style_names() {
        if style != "alphanumeric" {
            assert_eq!(printed(style, &references, &sources), 3, "{style}");
        }
    }
}
