//! What a case may expect, by the name of its section:
//!
//! - `tree`: the article as `pamphlet inspect` prints it, without places
//! - `html`, `xhtml`: the parts' content in either syntax, with the notes
//! - `typst`: the calls that print the parts
//! - `text`: the words of the PDF, in the order of its structure tree; `~` is a
//!   space at which no line breaks
//! - `diagnostics`: everything that was found, a line each

use std::collections::BTreeMap;

use pamphlet_core::diagnostic::brief;
use pamphlet_core::edition::{Edition, EditionPart};
use pamphlet_html::content::{self, ContentOptions, ImageSource};
use pamphlet_html::encode::{self, Syntax};

use crate::extract::pdf;
use crate::road::{Outcome, Outputs};

/// What came of a case, as the section of that name shows it. None where a
/// case that does not build has no such thing.
pub fn actual(heading: &str, outcome: &Outcome) -> Option<String> {
    match heading {
        "diagnostics" => {
            let lines = outcome
                .diagnostics
                .iter()
                .map(|d| brief(d, &outcome.sources) + "\n");
            Some(lines.collect())
        }
        "tree" => Some(tree(outcome)),
        "html" => Some(markup(outcome.edition.as_ref()?, Syntax::Html)),
        "xhtml" => Some(markup(outcome.edition.as_ref()?, Syntax::Xhtml)),
        "typst" => Some(typst(outcome.outputs.as_ref()?)),
        "text" => Some(text(outcome.outputs.as_ref()?)),
        other => panic!("no section is called {other}"),
    }
}

fn tree(outcome: &Outcome) -> String {
    pamphlet_markdown::inspect::tree(&outcome.article, &outcome.sources)
}

/// Parts that the author wrote: the words that the program adds have tests of
/// their own.
fn written(edition: &Edition) -> impl Iterator<Item = &EditionPart> {
    edition.parts.iter()
}

fn markup(edition: &Edition, syntax: Syntax) -> String {
    let breaks = BTreeMap::new();
    let options = ContentOptions {
        syntax,
        heading_offset: 0,
        href: &|node| content::fragment(edition, "", node),
        article: &|_, _| None,
        url: &|url| Some(url.to_owned()),
        image: &|path| ImageSource::from(path.to_owned()),
        page_breaks: &breaks,
        id_prefix: "",
        scroll_tables: false,
        scroll_math: false,
        in_place: true,
    };
    let mut nodes = Vec::new();
    for part in written(edition) {
        nodes.extend(content::part_body(edition, part, &options));
    }
    nodes.extend(content::notes(edition, &options, &|_| true));
    let text = encode::fragment(&nodes, syntax);
    let lines = text
        .lines()
        .map(str::trim_end)
        .filter(|line| !line.is_empty());
    let text: String = lines.map(|line| format!("{line}\n")).collect();
    text.replace('\u{a0}', "~")
}

/// The calls of the parts that the author wrote, without the number in front of each
/// block, which says nothing of it.
fn typst(outputs: &Outputs) -> String {
    let all = &outputs.typst;
    let from = all.find("\npart(").unwrap_or(0);
    let to = all.find("\npart(kind: \"about\"").unwrap_or(all.len());
    let said = lines(&all[from.min(to)..to]);
    let said = said.lines().filter(|line| !line.starts_with("metadata("));
    said.map(|line| format!("{line}\n")).collect()
}

fn text(outputs: &Outputs) -> String {
    let said = pdf::read(&outputs.pdf).unwrap_or_default();
    let mut out = lines(&said.main);
    for (mark, note) in said.notes {
        out.push_str(&format!("[{mark}] {}", lines(&note)));
    }
    out.replace('\u{a0}', "~")
}

/// Lines that are not empty, without space at their ends.
fn lines(text: &str) -> String {
    let lines = text.lines().map(str::trim).filter(|line| !line.is_empty());
    lines.map(|line| format!("{line}\n")).collect()
}
