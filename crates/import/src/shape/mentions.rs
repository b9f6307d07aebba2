//! Mentions of studies in the prose that become citations, where exactly one
//! reference fits. The words of a sentence stay as they are; what only stands in
//! brackets gives way to the citation.

mod find;
mod index;

use std::collections::{BTreeMap, BTreeSet};

use pamphlet_core::Inline;
use pamphlet_core::article::PartKind;
use pamphlet_core::block::Block;
use pamphlet_core::inline::{Citation, CitationForm, CitationItem};
use pamphlet_core::node::Meta;
use pamphlet_core::span::Spanned;
use pamphlet_core::walk::{self, Visitor, VisitorMut, walk_blocks_mut};

use crate::draft::{Body, Piece};
use crate::report::{Decision, Kind, Place, Report};
use crate::shape::Shape;
use crate::shape::flat::{OBJECT, cut, flat, joined};
use find::{Known, Mention};
use index::Index;

/// Cites what is mentioned, and lists what is not.
pub fn cite(shape: &mut Shape) {
    let index = Index::new(&shape.references);
    let key = |at: &usize| {
        shape
            .references
            .get(*at)
            .map(|it| it.value.key.value.clone())
    };
    let numbers: BTreeMap<u32, String> = shape
        .reference_numbers
        .iter()
        .filter_map(|(number, at)| Some((*number, key(at)?)))
        .collect();
    let mut citing = Citing {
        known: Known {
            index: &index,
            numbers: &numbers,
            any: !shape.references.is_empty(),
        },
        report: std::mem::take(&mut shape.report),
        cited: BTreeSet::new(),
    };
    for part in &mut shape.parts {
        if part.kind != PartKind::References {
            part.pieces.iter_mut().for_each(|piece| citing.piece(piece));
        }
    }
    for note in &mut shape.notes {
        citing.blocks(Place::WHOLE, &mut note.blocks, &mut Vec::new());
    }
    let cited = citing.cited;
    shape.report = citing.report;
    list_uncited(shape, cited);
}

/// The References part prints what is cited. So that an import loses nothing it
/// prints the others too.
fn list_uncited(shape: &mut Shape, cited: BTreeSet<String>) {
    let keys = shape.references.iter().map(|it| &it.value.key.value);
    let uncited = keys.filter(|key| !cited.contains(*key)).count();
    let asked = shape.front.nocite.iter().any(|key| key.value == "*");
    if uncited == 0 || asked {
        return;
    }
    shape.front.nocite = vec![Spanned::made("*".to_owned())];
    let message = format!(
        "nothing in the text cites {uncited} of {} references; `nocite` lists them all the same",
        shape.references.len()
    );
    shape.report.say(Place::WHOLE, Kind::Assumed, 85, message);
}

struct Citing<'a> {
    known: Known<'a>,
    report: Report,
    cited: BTreeSet<String>,
}

impl Citing<'_> {
    fn piece(&mut self, piece: &mut Piece) {
        let (place, todos) = (piece.place, &mut piece.todos);
        match &mut piece.body {
            Body::Heading(_) => {}
            Body::Line(line) => self.inlines(place, &mut line.words, todos),
            Body::Items(items) => {
                for item in &mut items.items {
                    self.inlines(item.place, &mut item.words, todos);
                }
            }
            Body::Block(block) => {
                let mut blocks = vec![std::mem::replace(block, Block::made(Vec::new()))];
                self.blocks(place, &mut blocks, todos);
                if let Some(changed) = blocks.pop() {
                    *block = changed;
                }
            }
        }
    }

    fn blocks(&mut self, place: Place, blocks: &mut Vec<Block>, todos: &mut Vec<String>) {
        struct Visit<'a, 'b> {
            citing: &'a mut Citing<'b>,
            place: Place,
            todos: &'a mut Vec<String>,
            /// Lists within the list that was looked at as a whole.
            within: usize,
        }
        impl VisitorMut for Visit<'_, '_> {
            fn inlines(&mut self, inlines: &mut Vec<Inline>) {
                if self.within > 0 {
                    self.within -= 1;
                    return;
                }
                self.citing.inlines(self.place, inlines, self.todos);
                self.within = lists_within(inlines);
            }
        }
        let mut visit = Visit {
            citing: self,
            place,
            todos,
            within: 0,
        };
        walk_blocks_mut(&mut visit, blocks);
    }

    fn inlines(&mut self, place: Place, inlines: &mut Vec<Inline>, todos: &mut Vec<String>) {
        self.raised(place, inlines);
        let text = flat(inlines);
        let mut found = find::find(&text, &self.known);
        for mention in &mut found {
            let behind = text[mention.place.end..].chars().next();
            if !mention.place.is_empty() && behind.is_some_and(char::is_alphanumeric) {
                let doubt = "it touches the word behind it".to_owned();
                mention.doubt.get_or_insert(doubt);
            }
        }
        if found.is_empty() {
            return;
        }
        let text = text.into_owned();
        let places: Vec<usize> = found
            .iter()
            .flat_map(|it| [it.place.start, it.place.end])
            .collect();
        let mut pieces = cut(std::mem::take(inlines), &places).into_iter();
        let mut out = pieces.next().unwrap_or_default();
        for mention in found {
            let replaced = pieces.next().unwrap_or_default();
            let words = &text[mention.words.clone()];
            match &mention.doubt {
                Some(doubt) => {
                    out.extend(replaced);
                    self.doubt(place, words, doubt, todos);
                }
                None => {
                    if mention.place.is_empty() {
                        out.push(Inline::made(" "));
                    }
                    out.push(citation(&mention));
                    self.say(place, words, &mention);
                }
            }
            out.extend(pieces.next().unwrap_or_default());
        }
        *inlines = joined(out);
    }

    fn say(&mut self, place: Place, words: &str, mention: &Mention) {
        let keys: Vec<String> = mention
            .cited
            .iter()
            .map(|(key, _)| format!("`{key}`"))
            .collect();
        let message = format!("“{}” cites {}", words.trim(), keys.join(", "));
        let decision = Decision::new(place, Kind::Citation, 95, message);
        self.report.add(match mention.place.is_empty() {
            true => decision,
            false => {
                let mut dropped = words.to_owned();
                for (_, prefix) in &mention.cited {
                    dropped = dropped.replacen(prefix.as_str(), "", 1);
                }
                decision.dropping(&dropped)
            }
        });
        let keys = mention.cited.iter().map(|(key, _)| key.clone());
        self.cited.extend(keys);
    }

    fn doubt(&mut self, place: Place, words: &str, doubt: &str, todos: &mut Vec<String>) {
        let words = words.trim();
        let message = format!("“{words}” mentions a study: {doubt}");
        self.report.say(place, Kind::UnclearMention, 50, message);
        todos.push(format!("“{words}”: {doubt}; cite it by its key"));
    }

    /// Raised numbers behind words: `strength.^1^`.
    fn raised(&mut self, place: Place, inlines: &mut [Inline]) {
        if self.known.numbers.is_empty() {
            return;
        }
        let mut before = String::new();
        for inline in inlines {
            let said = flat(std::slice::from_ref(inline)).into_owned();
            let meant = matches!(inline, Inline::Superscript(_)) && ends_words(&before);
            let numbers = find::numbers(said.trim()).filter(|_| meant);
            let keys: Option<Vec<(String, String)>> = numbers.and_then(|numbers| {
                let keys = numbers.iter().map(|n| self.known.numbers.get(n).cloned());
                keys.map(|key| Some((key?, String::new()))).collect()
            });
            before = said.clone();
            if let Some(cited) = keys {
                let mention = Mention {
                    place: 0..said.len(),
                    words: 0..said.len(),
                    cited,
                    doubt: None,
                };
                *inline = citation(&mention);
                self.say(place, &said, &mention);
            }
        }
    }
}

/// Whether a raised number behind these words is no power: "10 m" is.
fn ends_words(before: &str) -> bool {
    let last = before.split_whitespace().next_back().unwrap_or("");
    let marked = last.ends_with(['.', ',', ';', ':', '!', '?', ')', '”', '"', '’', OBJECT]);
    let letters = last.chars().filter(|c| c.is_alphabetic()).count();
    marked || (letters >= 3 && last.ends_with(char::is_lowercase))
}

fn citation(mention: &Mention) -> Inline {
    let items = mention.cited.iter().map(|(key, prefix)| CitationItem {
        key: Spanned::made(key.clone()),
        prefix: prefix.clone(),
        locator: String::new(),
        suppress_author: false,
    });
    Inline::Citation(Citation {
        meta: Meta::made(),
        form: CitationForm::Bracketed,
        items: items.collect(),
    })
}

/// How many lists of inlines stand within a list.
fn lists_within(inlines: &[Inline]) -> usize {
    struct Count(usize);
    impl Visitor for Count {
        fn inline(&mut self, inline: &Inline) {
            let wraps = matches!(
                inline,
                Inline::Emphasis(_)
                    | Inline::Strong(_)
                    | Inline::Strikethrough(_)
                    | Inline::Subscript(_)
                    | Inline::Superscript(_)
                    | Inline::Phrase(_)
                    | Inline::Link(_)
                    | Inline::CrossReference(_)
            );
            self.0 += usize::from(wraps);
            walk::walk_inline(self, inline);
        }
    }
    let mut count = Count(0);
    walk::walk_inlines(&mut count, inlines);
    count.0
}

#[cfg(test)]
mod tests;
