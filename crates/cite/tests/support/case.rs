//! Files of cases: reading, running, writing.

use std::collections::BTreeMap;

use pamphlet_cite::{Cited, Printed, Request, Style};
use pamphlet_core::diagnostic::{self, Diagnostic};
use pamphlet_core::inline::{Citation, CitationForm, CitationItem, Inline};
use pamphlet_core::language::Language;
use pamphlet_core::node::Meta;
use pamphlet_core::reference::References;
use pamphlet_core::span::{Sources, Spanned};

/// A file of cases, with the words before the first.
pub struct File {
    lead: String,
    pub cases: Vec<Case>,
}

/// A case.
pub struct Case {
    pub title: String,
    pub sections: Vec<Section>,
}

/// A part of a case.
pub struct Section {
    pub head: String,
    pub text: String,
}

/// A case that ran.
pub struct Run {
    sources: Sources,
    references: References,
    faults: Vec<Diagnostic>,
    citations: Vec<Citation>,
}

pub fn read(text: &str) -> File {
    let mut file = File {
        lead: String::new(),
        cases: Vec::new(),
    };
    for line in text.lines() {
        if let Some(title) = line.strip_prefix("=== ") {
            file.cases.push(Case {
                title: title.to_owned(),
                sections: Vec::new(),
            });
            continue;
        }
        let Some(case) = file.cases.last_mut() else {
            file.lead.push_str(line);
            file.lead.push('\n');
            continue;
        };
        if let Some(head) = line.strip_prefix("--- ") {
            case.sections.push(Section {
                head: head.to_owned(),
                text: String::new(),
            });
        } else if let Some(section) = case.sections.last_mut() {
            section.text.push_str(line);
            section.text.push('\n');
        }
    }
    file
}

impl File {
    pub fn write(&self) -> String {
        let mut out = format!("{}\n", self.lead.trim_end());
        for case in &self.cases {
            out.push_str(&format!("\n=== {}\n", case.title));
            for section in &case.sections {
                out.push_str(&format!("--- {}\n", section.head));
                let text = section.text.trim_end();
                if !text.is_empty() {
                    out.push_str(text);
                    out.push('\n');
                }
            }
        }
        out
    }
}

impl Case {
    pub fn run(&self) -> Run {
        let mut sources = Sources::new();
        let mut faults = Vec::new();
        let mut read = Vec::new();
        let mut citations = Vec::new();
        for section in &self.sections {
            let text = section.text.trim_end();
            match section.head.as_str() {
                "yaml" | "bib" | "json" | "ris" => {
                    let path = format!("references.{}", section.head);
                    let (found, wrong) = pamphlet_cite::read(&path, text.as_bytes(), &mut sources);
                    read.push(found);
                    faults.extend(wrong);
                }
                "cite" => citations.extend(text.lines().map(citation)),
                _ => {}
            }
        }
        let (references, twice) = pamphlet_cite::merge(read);
        faults.extend(twice);
        faults.extend(pamphlet_cite::check(&references));
        diagnostic::settle(&mut faults);
        if citations.is_empty() {
            let all = references.entries.iter();
            citations = all
                .map(|entry| citation(&format!("[@{}]", entry.key.value)))
                .collect();
        }
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
        match section.head.as_str() {
            "yaml" | "bib" | "json" | "ris" | "cite" => None,
            "faults" => Some(
                self.faults
                    .iter()
                    .map(|fault| diagnostic::brief(fault, &self.sources) + "\n")
                    .collect(),
            ),
            head => Some(self.style(head)),
        }
    }

    fn style(&self, head: &str) -> String {
        let (name, language) = head.split_once(' ').unwrap_or((head, "en"));
        let language = Language::parse(language).expect("a language");
        let style = Style::load(name, &BTreeMap::new(), &language).expect("a style");
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
            other => out.push_str(&format!("{other:?}")),
        }
    }
    out
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
