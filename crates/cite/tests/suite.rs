//! The tests of the Citation Style Language, where a clone of them is given:
//! `CSL_SUITE=path/to/test-suite cargo test -p pamphlet-cite --test suite`. They run
//! through our road: our reader of CSL-JSON, our model, our printing. The names in
//! `suite-passing.txt` must pass (`BLESS=1` rewrites them); none of the suite is kept
//! here. `suite-refused.txt` has the names that hayagriva passes alone and we do not,
//! with reasons. The tests in `suite/` are our own, in the same form, and always run.

mod support;

use std::collections::{BTreeMap, BTreeSet};
use std::path::{Path, PathBuf};

use jsonc_parser::JsonValue;
use pamphlet_cite::{Cited, Printed, Request, Style, print, read};
use pamphlet_core::inline::{Citation, CitationForm, CitationItem, Inline};
use pamphlet_core::language::Language;
use pamphlet_core::node::Meta;
use pamphlet_core::reference::{Field, Reference};
use pamphlet_core::span::{Sources, Spanned};
use pamphlet_core::words::Tables;

/// The tests of the Citation Style Language.
#[test]
fn names_that_passed_pass() {
    let Some(folder) = std::env::var_os("CSL_SUITE").map(PathBuf::from) else {
        eprintln!("CSL_SUITE is not set: the suite was not run");
        return;
    };
    let list = tests().join("suite-passing.txt");
    let known = std::fs::read_to_string(&list).expect("the list of passing names");
    let known: BTreeSet<&str> = known.lines().filter(|line| !line.is_empty()).collect();
    let only = std::env::var("CSL_ONLY").ok();
    let ran = run_all(&folder.join("processor-tests/humans"), only.as_deref());
    let passing: BTreeSet<&str> = ran
        .iter()
        .filter(|(_, outcome)| matches!(outcome, Outcome::Same))
        .map(|(name, _)| name.as_str())
        .collect();
    eprintln!("{} of {} pass", passing.len(), ran.len());
    if only.is_some() {
        eprintln!("{ran:#?}");
        return;
    }
    if std::env::var_os("BLESS").is_some() {
        let all: Vec<_> = passing.iter().copied().collect();
        std::fs::write(&list, all.join("\n") + "\n").expect("a writable list");
    }
    let lost: Vec<_> = known.difference(&passing).collect();
    assert!(lost.is_empty(), "these passed once: {lost:?}");
}

/// Tests of our own, in the same form and on the same road. What is in the folder
/// must pass, but for one that expects what is wrong: the road tells them apart.
#[test]
fn our_own_pass_and_the_wrong_one_fails() {
    let ran = run_all(&tests().join("suite"), None);
    assert!(ran.len() >= 4, "{ran:#?}");
    for (name, outcome) in &ran {
        match name.as_str() {
            "wrong_ExpectsWhatIsWrong" => assert!(
                matches!(outcome, Outcome::Differs { .. }),
                "{name}: {outcome:#?}"
            ),
            _ => assert!(matches!(outcome, Outcome::Same), "{name}: {outcome:#?}"),
        }
    }
}

/// Hayagriva's own list of passing names is a part of ours, but for those in
/// `suite-refused.txt`, each with its reason.
#[test]
fn refused_names_have_reasons_and_do_not_pass() {
    let read = |name: &str| std::fs::read_to_string(tests().join(name)).expect("a list");
    let (refused, passing) = (read("suite-refused.txt"), read("suite-passing.txt"));
    let passing: BTreeSet<&str> = passing.lines().collect();
    let lines = refused.lines().filter(|line| !line.starts_with('#'));
    for line in lines.filter(|line| !line.trim().is_empty()) {
        let (name, reason) = line.split_once(": ").expect("`name: reason`");
        assert!(reason.len() > 10, "{line}");
        assert!(!passing.contains(name), "{name} passes: take it out");
    }
}

fn tests() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("tests")
}

/// How a test came out.
#[derive(Debug)]
#[allow(dead_code)]
enum Outcome {
    Same,
    Differs {
        expected: String,
        printed: String,
    },
    /// The harness cannot ask what it asks.
    Skipped,
    Panicked,
}

fn run_all(folder: &Path, only: Option<&str>) -> Vec<(String, Outcome)> {
    let mut files: Vec<_> = std::fs::read_dir(folder)
        .expect("the suite's folder")
        .map(|entry| entry.expect("an entry").path())
        .filter(|path| path.extension().is_some_and(|ending| ending == "txt"))
        .collect();
    files.sort();
    let mut out = Vec::new();
    for path in files {
        let name = path.file_stem().expect("a name").to_string_lossy();
        if only.is_some_and(|only| only != name) {
            continue;
        }
        let text = std::fs::read_to_string(&path).expect("a readable test");
        let text = text.trim_start_matches('\u{feff}');
        let outcome = match std::panic::catch_unwind(|| run(text)) {
            Ok(Some((expected, printed))) if expected == printed => Outcome::Same,
            Ok(Some((expected, printed))) => Outcome::Differs { expected, printed },
            Ok(None) => Outcome::Skipped,
            Err(_) => Outcome::Panicked,
        };
        out.push((name.into_owned(), outcome));
    }
    out
}

/// What a test expects and what came out; none for what this harness cannot ask.
fn run(text: &str) -> Option<(String, String)> {
    let part = |name: &str| section(text, name);
    if part("BIBENTRIES").is_some() || part("BIBSECTION").is_some() || part("CITATIONS").is_some() {
        return None;
    }
    let mode = part("MODE")?;
    let result = part("RESULT")?;
    let csl = part("CSL")?;
    let input = named(part("INPUT")?)?;
    let mut sources = Sources::new();
    let (references, _) = read("input.json", input.as_bytes(), &mut sources);
    let files = BTreeMap::from([("tested".to_owned(), csl.to_owned())]);
    let language = csl
        .split_once("default-locale=\"")
        .and_then(|(_, rest)| Language::parse(rest.split('"').next()?))
        .unwrap_or_else(|| Language::parse("en-US").expect("a tag"));
    let style = Style::load("tested", &files, &language, Tables::built_in()).ok()?;
    let known: BTreeMap<_, _> = references
        .entries
        .iter()
        .map(|e| (e.key.value.as_str(), e))
        .collect();
    let citations = match part("CITATION-ITEMS") {
        Some(items) => citations(items)?,
        None => {
            let keys = references
                .entries
                .iter()
                .map(|entry| item(&entry.key.value, "", "", false));
            vec![cite(keys.collect())]
        }
    };
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
    let printed = print(&style, &request);
    let actual = match mode.trim() {
        "citation" => cited_lines(&printed),
        "bibliography" => listed_lines(&printed, result, &known),
        _ => return None,
    };
    Some((plain(result), plain(&actual)))
}

/// The items with an `id`: some tests go without, which our reader refuses.
fn named(input: &str) -> Option<String> {
    let parsed = jsonc_parser::parse_to_ast(input, &Default::default(), &Default::default());
    let Some(jsonc_parser::ast::Value::Array(list)) = parsed.ok()?.value else {
        return None;
    };
    let mut out = input.to_owned();
    for (i, item) in list.elements.iter().enumerate().rev() {
        if let jsonc_parser::ast::Value::Object(item) = item
            && item.get("id").is_none()
        {
            out.insert_str(item.range.start + 1, &format!("\"id\": \"item-{i}\","));
        }
    }
    Some(out)
}

fn section<'a>(text: &'a str, name: &str) -> Option<&'a str> {
    let mut start = None;
    let mut at = 0;
    for line in text.split_inclusive('\n') {
        let bare = line
            .trim()
            .trim_matches(|c| matches!(c, '=' | '>' | '<'))
            .trim();
        if bare == name && line.starts_with(">>") {
            start = Some(at + line.len());
        } else if bare == name && line.starts_with("<<") {
            return text.get(start?..at);
        }
        at += line.len();
    }
    None
}

fn citations(items: &str) -> Option<Vec<Citation>> {
    let value = jsonc_parser::parse_to_value(items, &Default::default()).ok()??;
    let JsonValue::Array(list) = value else {
        return None;
    };
    list.into_iter()
        .map(|group| {
            let JsonValue::Array(group) = group else {
                return None;
            };
            let items = group.into_iter().map(|one| {
                let JsonValue::Object(one) = one else {
                    return None;
                };
                let text = |key: &str| match one.get(key) {
                    Some(JsonValue::String(text)) => text.to_string(),
                    Some(JsonValue::Number(number)) => (*number).to_owned(),
                    _ => String::new(),
                };
                let label = match (text("label").as_str(), text("locator").is_empty()) {
                    (_, true) => String::new(),
                    ("", false) => "page ".to_owned(),
                    (label, false) => format!("{label} "),
                };
                let behind = format!("{label}{}{}", text("locator"), text("suffix"));
                let alone = matches!(
                    one.get("suppress-author"),
                    Some(JsonValue::Boolean(true)) | Some(JsonValue::Number("1"))
                );
                Some(item(&text("id"), &text("prefix"), &behind, alone))
            });
            Some(cite(items.collect::<Option<_>>()?))
        })
        .collect()
}

fn item(key: &str, prefix: &str, behind: &str, suppress_author: bool) -> CitationItem {
    CitationItem {
        key: Spanned::made(key.to_owned()),
        prefix: prefix.to_owned(),
        locator: behind.to_owned(),
        suppress_author,
    }
}

fn cite(items: Vec<CitationItem>) -> Citation {
    Citation {
        meta: Meta::made(),
        form: CitationForm::Bracketed,
        items,
    }
}

fn cited_lines(printed: &Printed) -> String {
    let line = |pieces: &Vec<pamphlet_cite::Piece>| -> String {
        pieces.iter().map(|piece| html(&piece.inlines)).collect()
    };
    printed
        .citations
        .iter()
        .map(line)
        .collect::<Vec<_>>()
        .join("\n")
}

fn listed_lines(printed: &Printed, expected: &str, known: &BTreeMap<&str, &Reference>) -> String {
    let lines = printed.list.iter().map(|entry| {
        let mut inlines = entry.inlines.clone();
        // Identifiers and addresses that we add behind what the style prints.
        while let [.., Inline::Text(before), Inline::Link(link)] = inlines.as_mut_slice() {
            let label = ["doi:", "PMID: ", "PMCID: "]
                .iter()
                .find(|label| before.text.ends_with(*label));
            let words = support::case::inlines(&link.inlines);
            let bare = label.is_none() && words != link.url.value;
            if bare || expected.contains(&words) {
                break;
            }
            let kept = before.text.len() - label.map_or(0, |label| label.len());
            before.text.truncate(kept);
            before.text.truncate(before.text.trim_end().len());
            inlines.pop();
        }
        let address = known[entry.key.as_str()].text(Field::Url);
        if let (Some(Inline::Text(last)), Some(address)) = (inlines.last_mut(), address)
            && !expected.contains(address)
            && let Some(before) = last.text.strip_suffix(address)
        {
            last.text = before.trim_end().to_owned();
        }
        // How far the mark stands from the entry is the layout's business.
        format!("{} {}", entry.label, html(&inlines))
    });
    lines.collect::<Vec<_>>().join("\n")
}

fn html(inlines: &[Inline]) -> String {
    let mut out = String::new();
    for inline in inlines {
        let (open, close) = match inline {
            Inline::Text(text) => {
                let text = text
                    .text
                    .replace('&', "&#38;")
                    .replace('<', "&#60;")
                    .replace('>', "&#62;");
                out.push_str(&text);
                continue;
            }
            Inline::Emphasis(_) => ("<i>", "</i>"),
            Inline::Strong(_) => ("<b>", "</b>"),
            Inline::Superscript(_) => ("<sup>", "</sup>"),
            Inline::Subscript(_) => ("<sub>", "</sub>"),
            _ => ("", ""),
        };
        out.push_str(open);
        out.push_str(&html(inline.children()));
        out.push_str(close);
    }
    out
}

/// Without what our inlines do not have: blocks, small capitals, links.
fn plain(text: &str) -> String {
    let mut out = String::new();
    let mut rest = text;
    while let Some(at) = rest.find('<') {
        out.push_str(&rest[..at]);
        let end = rest[at..].find('>').map_or(rest.len(), |end| at + end + 1);
        let tag = &rest[at..end];
        if [
            "<i>", "</i>", "<b>", "</b>", "<sup>", "</sup>", "<sub>", "</sub>",
        ]
        .contains(&tag)
        {
            out.push_str(tag);
        } else if tag.contains("div") {
            out.push(' ');
        }
        rest = &rest[end..];
    }
    out.push_str(rest);
    let lines = out.lines().map(str::trim).filter(|line| !line.is_empty());
    lines
        .collect::<Vec<_>>()
        .join("\n")
        .split_whitespace()
        .collect::<Vec<_>>()
        .join(" ")
}
