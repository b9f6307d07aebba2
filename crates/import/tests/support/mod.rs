//! What several tests of the import ask.
#![allow(dead_code)]

pub mod package;
pub mod words;

use pamphlet_core::span::Sources;
use pamphlet_core::words::Tables;
use pamphlet_core::{Diagnostic, Severity, article::Article};
use pamphlet_import::{Imported, Options, Refused, Source, import};

/// Imports bytes that have no files beside them.
pub fn imported(name: &str, bytes: &[u8]) -> Result<Imported, Refused> {
    let options = Options {
        slug: name.to_owned(),
        title: None,
    };
    let source = Source {
        name,
        bytes,
        beside: &|_| None,
    };
    import(&source, &options)
}

/// The article that was written, as the program reads it; without errors, and
/// the same tree that was made.
pub fn read_back(imported: &Imported) -> Article {
    let files = imported.files();
    let mut sources = Sources::new();
    let input = pamphlet_markdown::Input {
        slug: &imported.article.slug,
        path: "article.md",
        bytes: &files["article.md"],
        language: None,
        words: Tables::built_in(),
        blocks: &|_| Err(Vec::new()),
    };
    let reading = pamphlet_markdown::read(&input, &mut sources);
    let text = || String::from_utf8_lossy(&files["article.md"]);
    let faults = errors(&reading.diagnostics);
    assert!(faults.is_empty(), "{faults:#?}\n{}", text());
    if imported.verbatim.is_none() {
        let same = pamphlet_markdown::same(&reading.article, &imported.article);
        assert!(same, "it reads as another tree:\n{}", text());
    }
    if let Some(bytes) = files.get("glossary.yaml") {
        let (_, faults) = pamphlet_markdown::read_glossary("glossary.yaml", bytes, &mut sources);
        let faults = errors(&faults);
        let text = String::from_utf8_lossy(bytes);
        assert!(faults.is_empty(), "{faults:#?}\n{text}");
    }
    if let Some(bytes) = files.get("references.yaml") {
        let (references, mut faults) = pamphlet_cite::read("references.yaml", bytes, &mut sources);
        faults.extend(pamphlet_cite::check(&references));
        let faults = errors(&faults);
        let text = String::from_utf8_lossy(bytes);
        assert!(faults.is_empty(), "{faults:#?}\n{text}");
    }
    reading.article
}

fn errors(faults: &[Diagnostic]) -> Vec<&Diagnostic> {
    let error = |it: &&Diagnostic| it.severity == Severity::Error;
    faults.iter().filter(error).collect()
}

/// The words of a web page, found without a parser of HTML: tags part or join,
/// scripts and styles say nothing, images say their text alternative.
pub fn page_words(text: &str) -> Vec<String> {
    let inline = [
        "a", "abbr", "b", "code", "del", "em", "i", "ins", "kbd", "q", "s", "span", "strong",
        "sub", "sup", "u", "font", "wbr",
    ];
    let mut out = String::new();
    let mut rest = text;
    while let Some(open) = rest.find('<') {
        out.push_str(&rest[..open]);
        rest = &rest[open..];
        if rest.starts_with("<!--") {
            rest = rest.split_once("-->").map_or("", |(_, it)| it);
            continue;
        }
        if !rest[1..].starts_with(|c: char| c.is_ascii_alphabetic() || c == '/' || c == '!') {
            out.push('<');
            rest = &rest[1..];
            continue;
        }
        let end = rest.find('>').map_or(rest.len(), |it| it + 1);
        let (tag, behind) = rest.split_at(end);
        rest = behind;
        let name: String = tag
            .trim_start_matches(['<', '/'])
            .chars()
            .take_while(char::is_ascii_alphanumeric)
            .collect();
        let name = name.to_lowercase();
        if matches!(name.as_str(), "script" | "style") && !tag.starts_with("</") {
            rest = rest.find(&format!("</{name}")).map_or("", |it| &rest[it..]);
            continue;
        }
        // A call of a note stands at a word, not in it.
        if !inline.contains(&name.as_str()) || tag.contains("href=\"#") {
            out.push(' ');
        }
        if name == "img"
            && let Some((_, alt)) = tag.split_once("alt=\"")
        {
            out.push_str(&format!(" {} ", alt.split('"').next().unwrap()));
        }
    }
    out.push_str(rest);
    let text = out.replace("&nbsp;", " ").replace("&shy;", "");
    let text = text
        .replace("&lt;", "<")
        .replace("&gt;", ">")
        .replace("&amp;", "&");
    words::of(&text)
}
