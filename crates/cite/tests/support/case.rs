//! Running a case: what its citations and entries print, with signs for what
//! they are.

use std::collections::BTreeMap;

use pamphlet_cite::{Cited, Printed, Request, Style};
use pamphlet_core::diagnostic::{self, Diagnostic};
use pamphlet_core::inline::{Citation, CitationForm, CitationItem, Inline};
use pamphlet_core::language::Language;
use pamphlet_core::node::Meta;
use pamphlet_core::reference::References;
use pamphlet_core::span::{Sources, Spanned};
use pamphlet_core::words::Tables;

pub use super::written::{Case, Section, read};

/// A case that ran.
pub struct Run {
    sources: Sources,
    references: References,
    faults: Vec<Diagnostic>,
    citations: Vec<Citation>,
}

impl Case {
    pub fn run(&self) -> Run {
        let mut sources = Sources::new();
        let (references, mut faults) = self.references(&mut sources);
        faults.extend(pamphlet_cite::check(&references));
        diagnostic::settle(&mut faults);
        let lines = self.citations(&references);
        let citations = lines.iter().map(|line| citation(line)).collect();
        Run {
            sources,
            references,
            faults,
            citations,
        }
    }
}

impl Run {
    /// What a section should say; none for what goes in.
    pub fn of(&self, section: &Section) -> Option<String> {
        if section.head == "faults" {
            let faults = self.faults.iter();
            let lines = faults.map(|fault| diagnostic::brief(fault, &self.sources) + "\n");
            return Some(lines.collect());
        }
        let (style, language) = section.style()?;
        Some(self.style(style, language))
    }

    fn style(&self, name: &str, language: &str) -> String {
        let language = Language::parse(language).expect("a language");
        let style =
            Style::load(name, &BTreeMap::new(), &language, Tables::built_in()).expect("a style");
        let known: BTreeMap<_, _> = self
            .references
            .entries
            .iter()
            .map(|entry| (entry.key.value.as_str(), entry))
            .collect();
        let cited: Vec<Cited> = self
            .citations
            .iter()
            .enumerate()
            .map(|(i, citation)| Cited {
                citation,
                note: style.is_notes().then_some(i + 1),
                among: false,
            })
            .collect();
        let printed = pamphlet_cite::print(
            &style,
            &Request {
                references: &known,
                citations: &cited,
                before: &[],
                behind: &[],
                names_alone: false,
                sources: &self.sources,
            },
        );
        shown(&printed)
    }
}

fn shown(printed: &Printed) -> String {
    let mut out = String::new();
    for pieces in &printed.citations {
        out.push_str("> ");
        for piece in pieces {
            let words = inlines(&piece.inlines);
            match &piece.key {
                Some(_) => out.push_str(&format!("‹{words}›")),
                None => out.push_str(&words),
            }
        }
        out.push('\n');
    }
    for entry in &printed.list {
        let gap = if entry.label.is_empty() { "" } else { " " };
        let words = inlines(&entry.inlines);
        let words = foreign(entry.language.as_ref().map(Language::tag), words);
        out.push_str(&format!("{}{gap}{words}\n", entry.label));
    }
    out
}

/// Inlines with signs for what they are.
pub fn inlines(inlines: &[Inline]) -> String {
    let mut out = String::new();
    for inline in inlines {
        match inline {
            Inline::Text(text) => out.push_str(&text.text),
            Inline::Emphasis(n) => out.push_str(&format!("*{}*", self::inlines(&n.inlines))),
            Inline::Strong(n) => out.push_str(&format!("**{}**", self::inlines(&n.inlines))),
            Inline::Superscript(n) => out.push_str(&format!("^{}^", self::inlines(&n.inlines))),
            Inline::Subscript(n) => out.push_str(&format!("~{}~", self::inlines(&n.inlines))),
            Inline::Link(n) => {
                let words = self::inlines(&n.inlines);
                match words == n.url.value {
                    true => out.push_str(&format!("<{words}>")),
                    false => out.push_str(&format!("[{words}]({})", n.url.value)),
                }
            }
            Inline::Phrase(n) => out.push_str(&foreign(n.meta.lang(), self::inlines(&n.inlines))),
            other => out.push_str(&format!("{other:?}")),
        }
    }
    out
}

/// Words of another language: `{fr: Le sommeil}`.
pub fn foreign(language: Option<&str>, words: String) -> String {
    match language {
        Some(language) => format!("{{{language}: {words}}}"),
        None => words,
    }
}

/// `[see @key, p. 3; -@other]` or `@key`.
pub fn citation(line: &str) -> Citation {
    let bracketed = line
        .strip_prefix('[')
        .and_then(|line| line.strip_suffix(']'));
    let items = bracketed.unwrap_or(line).split(';').map(|item| {
        let (prefix, rest) = item.split_once('@').expect("a key");
        let (key, locator) = rest.split_once(',').unwrap_or((rest, ""));
        CitationItem {
            key: Spanned::made(key.trim().to_owned()),
            prefix: prefix.trim().trim_end_matches('-').trim().to_owned(),
            locator: locator.trim().to_owned(),
            suppress_author: prefix.ends_with('-'),
        }
    });
    Citation {
        meta: Meta::made(),
        form: match bracketed {
            Some(_) => CitationForm::Bracketed,
            None => CitationForm::InSentence,
        },
        items: items.collect(),
    }
}
