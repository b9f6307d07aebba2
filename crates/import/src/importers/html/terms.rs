//! Definitions behind terms: pop-ups, tooltips, titles. A term with a definition
//! becomes an entry of the glossary; a short form with a title is reported.

use std::collections::BTreeMap;

use pamphlet_core::glossary::GlossaryEntry;
use pamphlet_core::inline::{Inline, Term};
use pamphlet_core::node::Meta;
use pamphlet_core::span::{Span, Spanned};
use scraper::ElementRef;

use super::element::{self, name, place, tokens, within, words};
use super::walk::{Walk, short};
use crate::Kept;
use crate::report::{Decision, Kind, SURE};

/// Attributes that hold a definition.
const ATTRIBUTES: [&str; 10] = [
    "data-definition",
    "data-glossary",
    "data-glossary-definition",
    "data-tooltip",
    "data-tip",
    "data-tippy-content",
    "data-bs-content",
    "data-original-title",
    "data-bs-original-title",
    "data-popover",
];

/// Definitions by the lower-case name of their term.
#[derive(Default)]
pub struct Terms {
    entries: Vec<Kept<GlossaryEntry>>,
    by_name: BTreeMap<String, usize>,
    keys: BTreeMap<String, usize>,
    /// Short forms whose expansion is reported already.
    short_forms: BTreeMap<String, String>,
}

impl Terms {
    /// The entries in the order in which they were found.
    pub fn entries(self) -> Vec<Kept<GlossaryEntry>> {
        self.entries
    }
}

/// Where a definition was found.
struct Definition {
    text: String,
    /// Whether its words are words of the page, not of an attribute.
    shown: bool,
}

impl<'a> Walk<'a> {
    /// The term that an element is, if a definition hangs on it.
    pub fn term(&mut self, element: &ElementRef<'a>) -> Option<Inline> {
        if !matches!(
            name(element),
            "span" | "a" | "dfn" | "abbr" | "button" | "mark" | "em" | "i" | "b" | "strong" | "u"
        ) {
            return None;
        }
        let inner = self.inner_definition(element);
        let definition = match &inner {
            Some((node, definition)) => {
                self.taken.insert(node.id());
                Definition {
                    text: definition.clone(),
                    shown: true,
                }
            }
            None => self.outer_definition(element)?,
        };
        let said = self.words(*element);
        let fits = !said.is_empty()
            && said.split_whitespace().count() <= 6
            && !said.contains([
                '[', ']', '|', '{', '}', '*', '_', '`', '\\', '<', '$', '^', '~',
            ])
            && definition.text.split_whitespace().count() > 1;
        let at = place(element);
        if !fits {
            if let Some((node, _)) = inner {
                self.taken.remove(&node.id());
                return None;
            }
            let message = format!(
                "a definition on \u{201c}{}\u{201d} was left out: {}",
                short(&said),
                definition.text
            );
            self.todos.push(message.clone());
            let decision = Decision::new(at, Kind::Definition, 50, message);
            let dropped = if definition.shown {
                definition.text.as_str()
            } else {
                ""
            };
            self.report.add(decision.dropping(dropped));
            return None;
        }
        self.define(at, &said, definition);
        Some(Inline::Term(Term {
            meta: Meta::made(),
            name: Spanned::made(said),
            shown: None,
        }))
    }

    fn define(&mut self, at: crate::Place, said: &str, definition: Definition) {
        let lower = said.to_lowercase();
        let text = definition.text;
        if let Some(i) = self.terms.by_name.get(&lower) {
            let entry = &mut self.terms.entries[*i];
            let first = pamphlet_core::inline::plain_text(&entry.value.definition);
            if first == text {
                let dropped = if definition.shown { text.as_str() } else { "" };
                let message = format!("\u{201c}{said}\u{201d} is defined again in the same words");
                let decision = Decision::new(at, Kind::Definition, 95, message);
                return self.report.add(decision.dropping(dropped));
            }
            let message =
                format!("a second definition of \u{201c}{said}\u{201d} is kept as a remark");
            let mut decision = Decision::new(at, Kind::SecondDefinition, 60, message);
            if !definition.shown {
                decision = decision.adding(&text);
            }
            entry
                .remarks
                .push(format!("another definition (line {}): {text}", at.0));
            return self.report.add(decision);
        }
        let key = self.key(&lower);
        let message =
            format!("\u{201c}{said}\u{201d} is a term: its definition is an entry of the glossary");
        let mut decision = Decision::new(at, Kind::Definition, 95, message);
        if !definition.shown {
            decision = decision.adding(&text);
        }
        self.report.add(decision);
        self.terms.by_name.insert(lower, self.terms.entries.len());
        self.terms.entries.push(Kept {
            value: GlossaryEntry {
                span: Span::NONE,
                key: Spanned::made(key),
                term: Spanned::made(said.to_owned()),
                short: None,
                aliases: Vec::new(),
                plain: None,
                definition: vec![Inline::made(text)],
                see_also: Vec::new(),
                shared: false,
            },
            remarks: Vec::new(),
        });
    }

    /// A key that no entry has.
    fn key(&mut self, name: &str) -> String {
        let mut key = String::new();
        for c in name.chars() {
            match c {
                c if c.is_alphanumeric() => key.push(c),
                _ if !key.is_empty() && !key.ends_with('-') => key.push('-'),
                _ => {}
            }
        }
        let key = key.trim_end_matches('-');
        let key = if key.is_empty() { "term" } else { key }.to_owned();
        let count = self.terms.keys.entry(key.clone()).or_default();
        *count += 1;
        match count {
            1 => key,
            n => format!("{key}-{n}"),
        }
    }

    /// A definition that stands within the element itself.
    fn inner_definition(&self, element: &ElementRef<'a>) -> Option<(ElementRef<'a>, String)> {
        let marked = |it: &ElementRef| {
            let classes = tokens(it);
            let is = |word: &str| classes.iter().any(|it| it == word);
            it.attr("role") == Some("tooltip")
                || is("tooltiptext")
                || (is("tooltip") || is("popover") || is("glossary") || is("term"))
                    && (is("text") || is("content") || is("definition") || is("body"))
        };
        let found = within(*element).find(marked)?;
        let text = words(*found);
        (!text.is_empty()).then_some((found, text))
    }

    /// A definition in an attribute, or in an element that the element names.
    fn outer_definition(&mut self, element: &ElementRef<'a>) -> Option<Definition> {
        let written = |text: &str| {
            let text = plain(&element::clean(text));
            (!text.is_empty()).then_some(Definition { text, shown: false })
        };
        if let Some(text) = ATTRIBUTES.iter().find_map(|it| element.attr(it)) {
            return written(text);
        }
        let named = element
            .attr("aria-describedby")
            .or_else(|| element.attr("data-definition-id"))
            .and_then(|ids| ids.split_whitespace().next())
            .and_then(|id| self.ids.get(id).copied());
        if let Some(target) = named {
            let classes = tokens(&target);
            let tip = target.attr("role") == Some("tooltip")
                || classes.iter().any(|it| {
                    matches!(
                        it.as_str(),
                        "tooltip" | "definition" | "glossary" | "popover"
                    )
                });
            if tip {
                let fresh = self.taken.insert(target.id());
                return Some(Definition {
                    text: words(*target),
                    shown: fresh,
                });
            }
        }
        let title = element.attr("title")?;
        let classes = tokens(element);
        let marks = [
            "tooltip",
            "glossary",
            "term",
            "definition",
            "tooltips",
            "begriff",
            "glossar",
            "glosario",
        ];
        let marked =
            classes.iter().any(|it| marks.contains(&it.as_str())) || name(element) == "dfn";
        marked.then(|| written(title))?
    }

    /// `<abbr title>`: what a short form stands for is reported once.
    pub fn expansion(&mut self, element: &ElementRef<'a>) {
        if !matches!(name(element), "abbr" | "acronym") {
            return;
        }
        let Some(title) = element.attr("title").map(plain).filter(|it| !it.is_empty()) else {
            return;
        };
        let said = words(**element);
        if self
            .terms
            .short_forms
            .insert(said.clone(), title.clone())
            .is_some()
        {
            return;
        }
        let message = format!(
            "the page says that \u{201c}{}\u{201d} stands for \u{201c}{}\u{201d}: say it in the text or the glossary",
            short(&said),
            short(&title)
        );
        self.todos.push(message.clone());
        self.report
            .say(place(element), Kind::ShortForm, SURE - 10, message);
    }
}

/// Text of an attribute that may hold markup.
fn plain(text: &str) -> String {
    let mut out = String::new();
    let mut tag = false;
    for c in text.chars() {
        match c {
            '<' => tag = true,
            '>' if tag => {
                tag = false;
                out.push(' ');
            }
            c if !tag => out.push(c),
            _ => {}
        }
    }
    let text = if tag { text.to_owned() } else { out };
    text.split_whitespace().collect::<Vec<_>>().join(" ")
}
