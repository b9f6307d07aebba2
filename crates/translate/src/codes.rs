//! Inlines as words and protected codes, and back.
//!
//! What a translator must not change becomes a code with a number: pairs around
//! words (stress, links, terms), or codes that stand alone (citations, fields,
//! calls of notes). The codes come from the typed inlines, never from their text.

use std::collections::BTreeMap;

use pamphlet_core::ideographs;
use pamphlet_core::inline::{Field, Inline, plain_text};
use pamphlet_core::node::Meta;
use pamphlet_core::span::{Span, Spanned};
use pamphlet_markdown::{inlines_without_places, write_inlines};

use crate::terms::Terms;

mod table;

pub use table::Table;

/// Words, or a code among them.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Item {
    /// Words.
    Words(String),
    /// A code.
    Code(Placed),
}

/// A code where it stands.
#[derive(Clone, Debug)]
pub struct Placed {
    /// Its id within the unit.
    pub id: String,
    /// Where it stands in the file that was read.
    pub span: Span,
    /// Whether words may stand within it.
    pub pair: bool,
    /// What stands within it.
    pub items: Vec<Item>,
}

impl PartialEq for Placed {
    // Where it stands is not what it says.
    fn eq(&self, other: &Placed) -> bool {
        (&self.id, self.pair, &self.items) == (&other.id, other.pair, &other.items)
    }
}

impl Eq for Placed {}

/// What a code stands for.
#[derive(Clone, Debug)]
pub struct Code {
    /// Its id within the unit.
    pub id: String,
    /// The inline without what is within it. A term has the key of its entry.
    pub inline: Inline,
    /// Whether words may stand within it.
    pub pair: bool,
    /// The code that it stands within.
    pub parent: Option<String>,
}

impl Code {
    /// Its marks as Markdown: before and behind the words, or as a whole.
    pub fn marks(&self) -> (String, String) {
        /// Stands for the words.
        const WORDS: &str = "\u{25CA}";
        let mut inline = self.inline.clone();
        if let Inline::Term(term) = &mut inline {
            term.shown = Some(Spanned::made(WORDS.to_owned()));
        } else if let Some(children) = inline.children_mut().filter(|_| self.pair) {
            children.push(Inline::made(WORDS));
        }
        let written = write_inlines(&[inline]);
        match written.split_once(WORDS).filter(|_| self.pair) {
            Some((start, end)) => (start.to_owned(), end.to_owned()),
            None => (written, String::new()),
        }
    }

    /// Its Markdown without words within it.
    pub fn mark(&self) -> String {
        let (start, end) = self.marks();
        start + &end
    }

    /// The words that it has beside those within it, by what they are: a text
    /// alternative, a title, what stands before and behind a citation's keys.
    pub fn asides(&self) -> Vec<(String, &str)> {
        let all = match &self.inline {
            Inline::Image(n) => vec![("alt".to_owned(), n.alt.as_str())],
            Inline::Math(n) => {
                vec![("alt".to_owned(), n.alt.as_deref().unwrap_or_default())]
            }
            Inline::Link(n) => {
                vec![("title".to_owned(), n.title.as_deref().unwrap_or_default())]
            }
            Inline::Citation(n) => {
                let items = n.items.iter().zip(1..);
                items
                    .flat_map(|(item, number)| {
                        let behind = match says_words(&item.locator) {
                            true => item.locator.as_str(),
                            false => "",
                        };
                        [
                            (format!("before-{number}"), item.prefix.as_str()),
                            (format!("behind-{number}"), behind),
                        ]
                    })
                    .collect()
            }
            _ => Vec::new(),
        };
        let said = all.into_iter().filter(|(_, words)| !words.is_empty());
        said.collect()
    }

    /// Its words of one kind.
    pub fn aside(&self, kind: &str) -> Option<&str> {
        let found = self.asides().into_iter().find(|(its, _)| its == kind);
        found.map(|(_, words)| words)
    }

    /// Gives it other words of a kind.
    pub fn set_aside(&mut self, kind: &str, words: &str) {
        match &mut self.inline {
            Inline::Image(n) => n.alt = words.to_owned(),
            Inline::Math(n) => n.alt = Some(words.to_owned()),
            Inline::Link(n) => n.title = Some(words.to_owned()),
            Inline::Citation(n) => {
                for (item, number) in n.items.iter_mut().zip(1..) {
                    if kind == format!("before-{number}") {
                        item.prefix = words.to_owned();
                    } else if kind == format!("behind-{number}") {
                        item.locator = words.to_owned();
                    }
                }
            }
            _ => {}
        }
    }

    /// What is the same in every language.
    fn identity(&self) -> Inline {
        let mut inline = self.inline.clone();
        match &mut inline {
            Inline::Image(n) => n.alt.clear(),
            Inline::Math(n) => n.alt = None,
            Inline::Link(n) => n.title = None,
            Inline::Citation(n) => {
                for item in &mut n.items {
                    item.prefix.clear();
                    item.locator.clear();
                }
            }
            _ => {}
        }
        inline
    }
}

/// Whether what stands behind a key says more than a place: "p. 3" is read in every
/// language and printed in the article's, "p. 3, our translation" is words.
fn says_words(locator: &str) -> bool {
    let words = locator.split(|c: char| !c.is_alphabetic());
    match words.filter(|word| word.chars().nth(1).is_some()).count() {
        0 => false,
        1 => !locator.contains(|c: char| c.is_numeric()),
        _ => true,
    }
}

/// Inlines as words and codes.
#[derive(Clone, Debug, Default)]
pub struct Coded {
    /// The words with codes among them.
    pub items: Vec<Item>,
    /// What the codes stand for, in reading order.
    pub codes: Vec<Code>,
}

/// Takes inlines apart. Codes are numbered from 1 in reading order.
pub fn encode(inlines: &[Inline], terms: Terms) -> Coded {
    let mut encoder = Encoder {
        codes: Vec::new(),
        terms: Some(terms),
    };
    let items = encoder.inlines(inlines_without_places(inlines.to_vec()), None);
    Coded {
        items: tidy(items),
        codes: encoder.codes,
    }
}

/// Takes words without markup apart: fields in them are codes.
pub fn encode_words(words: &str) -> Coded {
    let mut encoder = Encoder {
        codes: Vec::new(),
        terms: None,
    };
    let mut inlines = Vec::new();
    let mut rest = words;
    while let Some((before, name, behind)) = field(rest) {
        inlines.push(Inline::made(before));
        inlines.push(Inline::Field(Field {
            meta: Meta::made(),
            name: name.to_owned(),
        }));
        rest = behind;
    }
    inlines.push(Inline::made(rest));
    let items = encoder.inlines(inlines, None);
    Coded {
        items: tidy(items),
        codes: encoder.codes,
    }
}

/// The words before a field, its name, the words behind it.
fn field(words: &str) -> Option<(&str, &str, &str)> {
    let (before, rest) = words.split_once("{{")?;
    let (name, behind) = rest.split_once("}}")?;
    let plain = |c: char| c.is_alphanumeric() || matches!(c, '.' | '-' | '_');
    (!name.is_empty() && name.chars().all(plain)).then_some((before, name, behind))
}

struct Encoder<'a> {
    codes: Vec<Code>,
    terms: Option<Terms<'a>>,
}

impl Encoder<'_> {
    fn inlines(&mut self, mut inlines: Vec<Inline>, parent: Option<&str>) -> Vec<Item> {
        ideographs::close_up(&mut inlines);
        let mut items = Vec::new();
        for inline in inlines {
            match inline {
                Inline::Text(text) => self.text(&text.text, parent, &mut items),
                Inline::SoftBreak(_) => items.push(Item::Words(" ".to_owned())),
                inline => items.push(self.code(inline, parent)),
            }
        }
        items
    }

    /// Words; characters that no XML file may have become codes.
    fn text(&mut self, words: &str, parent: Option<&str>, items: &mut Vec<Item>) {
        let mut start = 0;
        for (i, c) in words.char_indices().filter(|(_, c)| !is_xml(*c)) {
            items.push(Item::Words(words[start..i].to_owned()));
            items.push(self.code(Inline::made(c), parent));
            start = i + c.len_utf8();
        }
        items.push(Item::Words(words[start..].to_owned()));
    }

    fn code(&mut self, mut inline: Inline, parent: Option<&str>) -> Item {
        let id = (self.codes.len() + 1).to_string();
        let pair = is_pair(&inline);
        let mut within = Vec::new();
        if pair && let Some(children) = inline.children_mut() {
            within = std::mem::take(children);
        }
        if let Inline::Term(term) = &mut inline {
            let shown = term.shown.take().unwrap_or_else(|| term.name.clone());
            within.push(Inline::made(shown.value));
            let entry = self.terms.and_then(|terms| terms.find(&term.name.value));
            if let Some(entry) = entry {
                term.name.value.clone_from(&entry.key.value);
            }
        }
        self.codes.push(Code {
            id: id.clone(),
            inline,
            pair,
            parent: parent.map(str::to_owned),
        });
        let items = self.inlines(within, Some(&id));
        Item::Code(Placed {
            id,
            span: Span::NONE,
            pair,
            items,
        })
    }
}

/// Whether words within an inline are translated.
fn is_pair(inline: &Inline) -> bool {
    match inline {
        Inline::Emphasis(_)
        | Inline::Strong(_)
        | Inline::Strikethrough(_)
        | Inline::Subscript(_)
        | Inline::Superscript(_)
        | Inline::Phrase(_)
        | Inline::Term(_) => true,
        Inline::Link(n) => {
            // An address is the same in every language.
            let address = n.url.value.strip_prefix("mailto:").unwrap_or(&n.url.value);
            !n.inlines.is_empty() && plain_text(&n.inlines) != address
        }
        Inline::CrossReference(n) => !n.inlines.is_empty(),
        Inline::Text(_)
        | Inline::SoftBreak(_)
        | Inline::HardBreak(_)
        | Inline::Code(_)
        | Inline::Math(_)
        | Inline::Image(_)
        | Inline::Citation(_)
        | Inline::Field(_)
        | Inline::NoteCall(_)
        | Inline::Comment(_) => false,
    }
}

/// Whether XML 1.0 has the character.
pub fn is_xml(c: char) -> bool {
    !matches!(c, '\0'..='\u{8}' | '\u{B}' | '\u{C}' | '\u{E}'..='\u{1F}' | '\u{FFFE}' | '\u{FFFF}')
}

/// Words that stand beside one another as one, gaps of one space, none at the ends.
pub fn tidy(items: Vec<Item>) -> Vec<Item> {
    let mut items = joined(items);
    if let Some(Item::Words(words)) = items.first_mut() {
        *words = words.trim_start_matches(' ').to_owned();
    }
    if let Some(Item::Words(words)) = items.last_mut() {
        *words = words.trim_end_matches(' ').to_owned();
    }
    items.retain(|item| !matches!(item, Item::Words(words) if words.is_empty()));
    items
}

fn joined(items: Vec<Item>) -> Vec<Item> {
    let mut out: Vec<Item> = Vec::new();
    for item in items {
        match item {
            Item::Words(words) => {
                if !matches!(out.last(), Some(Item::Words(_))) {
                    out.push(Item::Words(String::new()));
                }
                if let Some(Item::Words(last)) = out.last_mut() {
                    for c in words.chars() {
                        match matches!(c, ' ' | '\t' | '\n' | '\r') {
                            true if last.ends_with(' ') => {}
                            true => last.push(' '),
                            false => last.push(c),
                        }
                    }
                }
            }
            Item::Code(mut code) => {
                code.items = joined(code.items);
                out.push(Item::Code(code));
            }
        }
    }
    out.retain(|item| !matches!(item, Item::Words(words) if words.is_empty()));
    out
}

/// Items with the blanks at the ends of codes before and behind these: within marks they
/// would be read otherwise, or not at all.
pub fn aired(items: &[Item]) -> Vec<Item> {
    fn within(items: &[Item]) -> Vec<Item> {
        let mut out = Vec::new();
        for item in items {
            let Item::Code(code) = item else {
                out.push(item.clone());
                continue;
            };
            let mut code = code.clone();
            code.items = within(&code.items);
            let (mut before, mut behind) = (String::new(), String::new());
            if let Some(Item::Words(words)) = code.items.first_mut() {
                let kept = words.trim_start();
                before.push_str(&words[..words.len() - kept.len()]);
                *words = kept.to_owned();
            }
            if let Some(Item::Words(words)) = code.items.last_mut() {
                let kept = words.trim_end();
                behind.push_str(&words[kept.len()..]);
                *words = kept.to_owned();
            }
            out.extend([Item::Words(before), Item::Code(code), Item::Words(behind)]);
        }
        joined(out)
    }
    tidy(within(items))
}

/// The words of items without their codes.
pub fn words(items: &[Item]) -> String {
    let said = items.iter().map(|item| match item {
        Item::Words(words) => words.clone(),
        Item::Code(code) => words(&code.items),
    });
    said.collect()
}

/// Items with other ids of their codes; those that have none keep theirs.
pub fn renumbered(items: &[Item], ids: &BTreeMap<&str, String>) -> Vec<Item> {
    let item = |item: &Item| match item {
        Item::Words(words) => Item::Words(words.clone()),
        Item::Code(code) => Item::Code(Placed {
            id: ids.get(code.id.as_str()).unwrap_or(&code.id).clone(),
            items: renumbered(&code.items, ids),
            ..code.clone()
        }),
    };
    items.iter().map(item).collect()
}

#[cfg(test)]
mod tests;
