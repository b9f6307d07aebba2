//! Markdown: our own is taken as it is; that of other programs (pandoc, Quarto,
//! R Markdown, MyST, Obsidian) is converted line by line and then read by our
//! reader. What it cannot read becomes plain words, and every loss is reported.

mod blocks;
mod divs;
mod front;
mod headings;
mod html;
mod images;
mod marks;
mod mend;
mod scan;
mod settle;
mod source;
mod spans;
mod tables;

use std::collections::{BTreeMap, BTreeSet};

use pamphlet_core::Diagnostic;
use pamphlet_core::article::Article;
use pamphlet_core::language::Language;
use pamphlet_core::span::Sources;
use pamphlet_core::words::{Tables, Words};

use crate::draft::{Found, Settled};
use crate::importers::pictures::Pictures;
use crate::importers::{Importer, text};
use crate::report::{Decision, Kind, Place, Report};
use crate::{Refused, Source};
use blocks::Convert;
use settle::Settle;
use source::Line;

/// This importer.
pub const IMPORTER: Importer = Importer {
    name: "markdown",
    recognises,
    read,
};

/// Bibliographies that may lie beside an article.
const REFERENCES: [&str; 4] = [
    "references.yaml",
    "references.bib",
    "references.json",
    "references.ris",
];

fn recognises(source: &Source) -> bool {
    text::decode(source.bytes).is_ok_and(|text| marks::is_markdown(&text))
}

fn read(source: &Source, report: &mut Report) -> Result<Found, Refused> {
    let text = text::decode(source.bytes)?.replace("\r\n", "\n");
    let mut beside = Beside::default();
    beside.take_own(source, report);
    if marks::is_ours(&text) {
        let read = read_text(&text);
        if !read.has_error() {
            let mut scratch = Report::default();
            let (lines, pictures) = (Vec::new(), Pictures::default());
            let mut settle = beside.settle(source, &mut scratch, read.sources, lines, pictures);
            let before = read.article.clone();
            let mut article = read.article;
            settle.article(&mut article);
            let files = settle.beside;
            return Ok(verbatim(before, text, files));
        }
    }
    let mut own = Report::default();
    let (lines, pictures) = convert(source, &text, &mut beside, &mut own);
    let mended = mend::mend(lines, &mut own);
    let same = mended.text.trim_end() == text.trim_end();
    let numbers = mended.lines.iter().map(|it| it.at).collect();
    let mut article = mended.article;
    let before = same.then(|| article.clone());
    let mut settle = beside.settle(source, &mut own, mended.sources, numbers, pictures);
    settle.article(&mut article);
    let (changed, files) = (settle.changed, settle.beside);
    if let Some(before) = before.filter(|_| !changed) {
        report.decisions.extend(own.decisions);
        return Ok(verbatim(before, text, files));
    }
    // What is written is what is read: a tree that was changed may write marks
    // that read otherwise.
    let written = pamphlet_markdown::write(&article);
    let article = mend::mend(source::lines(&written), &mut own).article;
    report.decisions.extend(own.decisions);
    Ok(Found::Article(Box::new(Settled {
        article,
        beside: files,
        verbatim: None,
    })))
}

fn verbatim(article: Article, text: String, beside: BTreeMap<String, Vec<u8>>) -> Found {
    Found::Article(Box::new(Settled {
        article,
        beside,
        verbatim: Some(text),
    }))
}

/// Converts the lines of a text.
fn convert(
    source: &Source,
    text: &str,
    beside: &mut Beside,
    report: &mut Report,
) -> (Vec<Line>, Pictures) {
    let mut lines = source::lines(text);
    let before = lines.clone();
    let foreign = front::take(&mut lines, report);
    let kept = before.len() - lines.len();
    let pandoc = foreign.changed
        || lines.iter().any(|it| {
            it.text.starts_with(":::") || it.text.contains("[@") || it.text.starts_with("```{")
        });
    beside.take_named(source, &foreign.bibliographies, report);
    let lines = source::include(source, lines, report);
    let mut convert = Convert {
        source,
        report,
        out: Vec::with_capacity(lines.len()),
        divs: Vec::new(),
        labels: labels(&lines),
        examples: BTreeMap::new(),
        example: 0,
        pictures: Pictures::default(),
        smart: pandoc,
        target: None,
        caption: None,
        unsaid: BTreeSet::new(),
    };
    convert.examples = examples(&lines);
    convert.run(&lines);
    beside.unsaid = convert.unsaid;
    let (mut body, pictures) = (convert.out, convert.pictures);
    let front = match foreign.changed {
        true => foreign.lines,
        false => before[..kept].to_vec(),
    };
    let titled = front.iter().any(|it| it.text.starts_with("title:"));
    let words = language(&front);
    headings::settle(&mut body, titled, words, report);
    let mut out = Vec::with_capacity(front.len() + body.len() + 2);
    match foreign.changed {
        true if front.is_empty() => {}
        true => {
            out.push(Line::new(1, "---"));
            out.extend(front);
            out.push(Line::new(1, "---"));
        }
        false => out.extend(front),
    }
    for line in body {
        out.extend(line.text.split('\n').map(|text| Line::new(line.at, text)));
    }
    (out, pictures)
}

/// The words of the language that front matter names.
fn language(front: &[Line]) -> &'static Words {
    let named = front.iter().find_map(|it| it.text.strip_prefix("lang:"));
    let named = named.and_then(|it| Language::parse(it.trim().trim_matches(['"', '\''])));
    named
        .as_ref()
        .and_then(Words::of)
        .or_else(|| Words::of(&Language::english()))
        .expect("English is always there")
}

/// Labels that a text defines.
fn labels(lines: &[Line]) -> BTreeSet<String> {
    let mut out = BTreeSet::new();
    for line in lines {
        for piece in line.text.split("{#").skip(1) {
            let label = piece.split([' ', '}']).next().unwrap_or_default();
            out.insert(label.to_owned());
        }
        let bare = line.text.trim();
        let target = bare.strip_prefix('(').and_then(|it| it.strip_suffix(")="));
        let named = bare.strip_prefix(":name:").map(str::trim);
        let figure = bare
            .strip_prefix(":::")
            .and_then(|it| it.split_once('#'))
            .map(|(_, it)| it);
        let figure = figure.map(|it| it.split([' ', '}']).next().unwrap_or_default());
        out.extend(
            [target, named, figure]
                .into_iter()
                .flatten()
                .map(str::to_owned),
        );
    }
    out
}

/// Numbers of examples by their label.
fn examples(lines: &[Line]) -> BTreeMap<String, usize> {
    let mut out = BTreeMap::new();
    let marks = lines
        .iter()
        .filter_map(|it| it.text.trim_start().strip_prefix("(@"));
    for (mark, number) in marks.zip(1..) {
        if let Some((label, rest)) = mark.split_once(')')
            && rest.starts_with(' ')
            && !label.is_empty()
        {
            out.insert(label.to_owned(), number);
        }
    }
    out
}

/// Files beside the source that an article needs.
#[derive(Default)]
struct Beside {
    files: BTreeMap<String, Vec<u8>>,
    keys: BTreeSet<String>,
    terms: BTreeSet<String>,
    /// Images of which nothing says what they show.
    unsaid: BTreeSet<String>,
}

impl Beside {
    /// Glossary and bibliography under the names that articles have them.
    fn take_own(&mut self, source: &Source, report: &mut Report) {
        let mut sources = Sources::new();
        if let Some(bytes) = (source.beside)("glossary.yaml") {
            let (glossary, faults) =
                pamphlet_markdown::read_glossary("glossary.yaml", &bytes, &mut sources);
            if broken("glossary.yaml", &faults, report) {
                return;
            }
            for entry in &glossary.entries {
                self.terms
                    .extend(entry.names().map(|it| it.value.to_lowercase()));
            }
            self.files.insert("glossary.yaml".to_owned(), bytes);
        }
        for name in REFERENCES {
            if let Some(bytes) = (source.beside)(name) {
                let (references, faults) = pamphlet_cite::read(name, &bytes, &mut sources);
                if broken(name, &faults, report) {
                    continue;
                }
                self.keys
                    .extend(references.entries.iter().map(|it| it.key.value.clone()));
                self.files.insert(name.to_owned(), bytes);
            }
        }
        if let Some(bytes) = (source.beside)("references.lock") {
            self.files.insert("references.lock".to_owned(), bytes);
        }
    }

    /// Bibliographies that the front matter names.
    fn take_named(&mut self, source: &Source, names: &[String], report: &mut Report) {
        for name in names {
            let extension = name.rsplit('.').next().unwrap_or_default().to_lowercase();
            let extension = if extension == "yml" {
                "yaml".to_owned()
            } else {
                extension
            };
            let own = format!("references.{extension}");
            let bytes = (source.beside)(name.trim_start_matches("./"));
            let why = match bytes {
                None => "there is no such file beside the source",
                Some(_) if !REFERENCES.contains(&own.as_str()) => "it is of no kind that is known",
                Some(_) if self.files.contains_key(&own) && *name != own => "there is one already",
                Some(bytes) => {
                    let mut sources = Sources::new();
                    let (references, mut faults) = pamphlet_cite::read(&own, &bytes, &mut sources);
                    faults.extend(pamphlet_cite::check(&references));
                    let broken = faults.iter().filter(|it| it.is_error()).count();
                    if broken > 0 {
                        let message = format!(
                            "the bibliography `{name}` has {broken} errors; `pamphlet refs` names them"
                        );
                        report.say(Place::WHOLE, Kind::Reference, 50, message);
                    }
                    self.keys
                        .extend(references.entries.iter().map(|it| it.key.value.clone()));
                    self.files.insert(own.clone(), bytes);
                    let message = format!("the bibliography `{name}` came along as `{own}`");
                    report.add(
                        Decision::new(Place::WHOLE, Kind::Reference, 95, message).dropping(name),
                    );
                    continue;
                }
            };
            let message = format!("the bibliography `{name}` could not come along: {why}");
            report.add(Decision::new(Place::WHOLE, Kind::Reference, 40, message).dropping(name));
        }
    }

    fn settle<'a>(
        self,
        source: &'a Source<'a>,
        report: &'a mut Report,
        sources: Sources,
        lines: Vec<u32>,
        pictures: Pictures,
    ) -> Settle<'a> {
        Settle {
            source,
            keys: self.keys,
            terms: self.terms,
            beside: self.files,
            made: pictures.files,
            report,
            lines,
            sources,
            changed: false,
            unsaid: self.unsaid,
        }
    }
}

/// Whether a file beside the source has errors: then it stays there.
fn broken(name: &str, faults: &[Diagnostic], report: &mut Report) -> bool {
    let Some(fault) = faults.iter().find(|it| it.is_error()) else {
        return false;
    };
    let message = format!(
        "`{name}` beside the source has errors and stays behind: {}",
        fault.message
    );
    report.say(Place::WHOLE, Kind::Dropped, 40, message);
    true
}

/// What our reader makes of a text.
struct Read {
    sources: Sources,
    article: Article,
    faults: Vec<Diagnostic>,
}

impl Read {
    fn errors(&self) -> impl Iterator<Item = &Diagnostic> {
        self.faults.iter().filter(|it| it.is_error())
    }

    fn has_error(&self) -> bool {
        self.errors().next().is_some()
    }
}

/// Reads a text as our reader does.
fn read_text(text: &str) -> Read {
    let mut sources = Sources::new();
    let input = pamphlet_markdown::Input {
        slug: "article",
        path: "article.md",
        bytes: text.as_bytes(),
        language: None,
        words: Tables::built_in(),
        // A block of the library is not beside the text: that is no fault of it.
        blocks: &|name| Ok((format!("blocks/{name}.md"), Vec::new())),
    };
    let reading = pamphlet_markdown::read_with_all_faults(&input, &mut sources);
    Read {
        sources,
        article: reading.article,
        faults: reading.diagnostics,
    }
}

/// A remark for the editor.
fn todo(message: &str) -> String {
    let message = message.replace("--", "–").replace(['<', '>'], "");
    format!("<!-- pamphlet: todo {} -->", message.replace('\n', " "))
}

/// Words without any mark.
fn plain(words: &str) -> String {
    let mut out = String::new();
    for c in words.chars() {
        if matches!(
            c,
            '*' | '_'
                | '`'
                | '['
                | ']'
                | '<'
                | '>'
                | '\\'
                | '^'
                | '~'
                | '$'
                | '@'
                | '#'
                | '{'
                | '}'
                | '|'
                | '!'
        ) {
            out.push('\\');
        }
        out.push(c);
    }
    out
}
