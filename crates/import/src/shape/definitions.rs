//! Definitions pasted into sentences: lifted into the glossary. The sentence
//! reads again as it was written, and its term is a link to the entry.

mod entries;
mod find;
mod link;
mod names;
mod section;

use pamphlet_core::Inline;
use pamphlet_core::block::Block;
use pamphlet_core::inline::{Term, plain_text, plain_words};
use pamphlet_core::node::Meta;
use pamphlet_core::span::Spanned;
use pamphlet_core::walk::{VisitorMut, walk_blocks_mut};
use pamphlet_core::words::Words;

use crate::draft::{Body, Piece};
use crate::report::{Decision, Kind, Place, Report, SURE};
use crate::shape::Shape;
use crate::shape::flat::{cut, flat, joined};
use entries::{Became, Entries, Given};
use find::{Edge, Evidence, Pasted};
use names::{Subject, alike};
pub use names::{fold, slug};

/// Lifts what was pasted and takes a glossary section apart.
pub fn lift(shape: &mut Shape) {
    let mut lift = Lift {
        words: shape.words,
        entries: Entries::new(shape.words),
        report: std::mem::take(&mut shape.report),
    };
    for part in &mut shape.parts {
        for piece in &mut part.pieces {
            lift.piece(piece);
        }
    }
    for note in &mut shape.notes {
        let mut todos = Vec::new();
        lift.blocks(Place::WHOLE, &mut note.blocks, &mut todos);
    }
    let listed = section::take(shape, &mut lift);
    link::first_uses(shape, &mut lift, &listed);
    shape.report = lift.report;
    shape.glossary.extend(lift.entries.kept());
}

/// What lifting gathers.
struct Lift {
    words: &'static Words,
    entries: Entries,
    report: Report,
}

/// A line on its way.
struct At<'a> {
    place: Place,
    /// Whether it is a paragraph, which ends with a full stop.
    paragraph: bool,
    todos: &'a mut Vec<String>,
}

impl Lift {
    fn piece(&mut self, piece: &mut Piece) {
        let (place, todos) = (piece.place, &mut piece.todos);
        match &mut piece.body {
            Body::Heading(heading) => self.inlines(
                &mut heading.words,
                At {
                    place,
                    paragraph: false,
                    todos,
                },
            ),
            Body::Line(line) => self.inlines(
                &mut line.words,
                At {
                    place,
                    paragraph: true,
                    todos,
                },
            ),
            Body::Items(items) => {
                for item in &mut items.items {
                    let at = At {
                        place: item.place,
                        paragraph: false,
                        todos,
                    };
                    self.inlines(&mut item.words, at);
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
        struct Visit<'a> {
            lift: &'a mut Lift,
            place: Place,
            todos: &'a mut Vec<String>,
        }
        impl VisitorMut for Visit<'_> {
            fn inlines(&mut self, inlines: &mut Vec<Inline>) {
                let at = At {
                    place: self.place,
                    paragraph: false,
                    todos: self.todos,
                };
                self.lift.inlines(inlines, at);
            }
        }
        let mut visit = Visit {
            lift: self,
            place,
            todos,
        };
        walk_blocks_mut(&mut visit, blocks);
    }

    /// Lifts what is pasted into a line.
    fn inlines(&mut self, inlines: &mut Vec<Inline>, at: At) {
        let text = flat(inlines);
        let found = find::find(&text, self.words);
        if found.is_empty() {
            return;
        }
        let text = text.into_owned();
        let mut places = Vec::new();
        for pasted in &found {
            places.extend([pasted.term.start, pasted.term.end]);
            places.extend([pasted.definition.start, pasted.definition.end]);
        }
        let mut pieces = cut(std::mem::take(inlines), &places).into_iter();
        let mut out = pieces.next().unwrap_or_default();
        let ends = found.iter().skip(1).map(|next| next.term.start);
        let ends: Vec<usize> = ends.chain([text.len()]).collect();
        let (mut last, todos) = (0, at.todos);
        for (pasted, end) in found.iter().zip(ends) {
            let mut piece = || pieces.next().unwrap_or_default();
            let (term, _marker, definition, rest) = (piece(), piece(), piece(), piece());
            let name = text[pasted.term.clone()].to_owned();
            let starts = starts_sentence(&text[last..pasted.term.start]);
            self.keep(&text, pasted, definition, (at.place, starts), todos);
            out.push(self.term(term, &name));
            let behind = &text[pasted.definition.end..end];
            out.extend(self.closed(rest, behind, &out, at.paragraph && end == text.len()));
            last = pasted.definition.end;
        }
        *inlines = joined(out);
    }

    /// What stands behind a definition, as it stood behind the term.
    fn closed(
        &self,
        mut rest: Vec<Inline>,
        behind: &str,
        before: &[Inline],
        ends: bool,
    ) -> Vec<Inline> {
        let trimmed = behind.trim_start();
        let marks = ['.', ',', ';', ':', '!', '?', ')'];
        let next = trimmed.trim_start_matches(marks);
        // ".5" is a word of its own.
        let apart = next.is_empty() || next.starts_with(char::is_whitespace);
        if trimmed.starts_with(marks) && apart {
            let blank = behind.len() - trimmed.len();
            rest = cut(rest, &[blank]).pop().unwrap_or_default();
        }
        if ends && trimmed.is_empty() && plain_words(before).split_whitespace().nth(3).is_some() {
            // The definition's full stop was the sentence's.
            rest = vec![Inline::made(".")];
        }
        rest
    }

    /// The words of a term as a link to its entry.
    fn term(&self, mut words: Vec<Inline>, name: &str) -> Inline {
        // Brackets and bars would end the link.
        if name.contains(['[', ']', '|', '\\', '\n']) || !name.contains(char::is_alphanumeric) {
            return Inline::made(plain_text(&words));
        }
        let link = Inline::Term(Term {
            meta: Meta::made(),
            name: Spanned::made(name.to_owned()),
            shown: None,
        });
        match words.as_mut_slice() {
            [whole @ (Inline::Emphasis(_) | Inline::Strong(_))] => {
                if let Some(children) = whole.children_mut() {
                    *children = vec![link];
                }
                words.swap_remove(0)
            }
            _ => link,
        }
    }

    /// Puts a definition into the glossary and says so.
    fn keep(
        &mut self,
        text: &str,
        pasted: &Pasted,
        definition: Vec<Inline>,
        (place, starts): (Place, bool),
        todos: &mut Vec<String>,
    ) {
        let written = &text[pasted.term.clone()];
        let known = self.entries.find(written).is_some();
        let (names, other) = self.names(text, pasted, starts);
        let marker = &text[pasted.marker.clone()];
        let unmarked = marker.is_empty();
        let confidence = match (pasted.evidence, pasted.edge) {
            _ if other.is_some() => 60,
            (Evidence::Guess, _) => 50,
            (_, Edge::Later) => 70,
            (_, Edge::Capital) => 65,
            _ if unmarked => 75,
            (Evidence::Letters, _) => 85,
            (_, Edge::End) => 85,
            (Evidence::Start | Evidence::Other, Edge::GoesOn) => 95,
        };
        let given = Given {
            names,
            definition: without_separators(definition),
            place,
            rank: match (unmarked, other.is_some()) {
                (_, true) => 0,
                (true, false) => 1,
                (false, false) => 2,
            },
        };
        let (index, became) = self.entries.give(given);
        let name = self.entries.name(index).to_owned();
        let mut message =
            format!("the definition pasted behind “{written}” is an entry of the glossary");
        if known {
            message = format!("the definition pasted behind “{written}” is another of “{name}”");
        }
        let mut doubts = Vec::new();
        if let Some(other) = &other {
            doubts.push(format!("it speaks of “{other}”"));
        }
        if unmarked {
            doubts.push("no word marks it".to_owned());
        }
        match pasted.evidence {
            Evidence::Guess => doubts.push("nothing tells where its term starts".to_owned()),
            Evidence::Start | Evidence::Other | Evidence::Letters => {}
        }
        match pasted.edge {
            Edge::Later => doubts.push("it has more than one sentence".to_owned()),
            Edge::Capital => {
                doubts.push("what follows may be the next sentence of it".to_owned());
            }
            Edge::GoesOn | Edge::End => {}
        }
        if confidence < SURE {
            let doubts = doubts.join(", ");
            todos.push(format!(
                "look at the definition of “{name}” in glossary.yaml, pasted here: {doubts}"
            ));
            message.push_str(&format!("; {doubts}"));
        }
        let decision = Decision::new(place, Kind::Definition, confidence, message);
        self.report.add(decision.dropping(marker));
        match became {
            Became::First => {}
            Became::Same => {
                let said = &text[pasted.definition.clone()];
                let message = format!("“{name}” has the same definition twice; one is kept");
                let decision = Decision::new(place, Kind::SecondDefinition, 95, message);
                self.report.add(decision.dropping(said));
            }
            Became::Second => {
                let message = format!(
                    "“{name}” has more than one definition; the others are remarks above its entry"
                );
                todos.push(format!(
                    "“{name}” has more than one definition: choose one in glossary.yaml"
                ));
                self.report.say(place, Kind::SecondDefinition, 70, message);
            }
        }
        if let Some(short) = &pasted.short {
            let short = &text[short.clone()];
            let message = format!("“{short}” stands behind its term “{written}” again");
            self.report.say(place, Kind::ShortForm, 95, message);
        }
    }

    /// The names of a term, and what the definition speaks of where that is
    /// something else.
    fn names(&self, text: &str, pasted: &Pasted, starts: bool) -> (Vec<String>, Option<String>) {
        let written = &text[pasted.term.clone()];
        let Subject { name, others } = &pasted.subject;
        let own = alike(name, written, self.words);
        let mut names = Vec::new();
        let mut other = None;
        match pasted.evidence {
            Evidence::Start if own || name.is_empty() => {
                names.push(spelt(written, name, starts, self.words));
                names.extend(others.iter().cloned());
            }
            Evidence::Start | Evidence::Guess => {
                names.push(written.to_owned());
                let stretched = fold(name).starts_with(&fold(written));
                if stretched && pasted.evidence == Evidence::Start {
                    other = Some(name.clone());
                }
            }
            Evidence::Other | Evidence::Letters => {
                names.push(written.to_owned());
                names.push(name.clone());
                names.extend(others.iter().cloned());
            }
        }
        if let Some(short) = &pasted.short {
            names.insert(1, text[short.clone()].to_owned());
        }
        names.retain(|name| !name.trim().is_empty());
        (names, other)
    }
}

/// The spelling of a term for its entry: in the singular, and without the
/// capital that only starts a sentence.
fn spelt(written: &str, subject: &str, starts: bool, words: &Words) -> String {
    let folded = fold(written);
    let plural = folded != fold(subject) && words.singulars(&folded).contains(&fold(subject));
    let small = |text: &str| text.starts_with(char::is_lowercase);
    match (plural, small(written), small(subject)) {
        (true, true, false) => lowered(subject),
        (true, _, _) => subject.to_owned(),
        (false, false, true) if starts => subject.to_owned(),
        _ => written.to_owned(),
    }
}

fn lowered(text: &str) -> String {
    let mut chars = text.chars();
    let first = chars.next().into_iter().flat_map(char::to_lowercase);
    first.chain(chars).collect()
}

/// Whether what stands before a word lets it start a sentence.
fn starts_sentence(before: &str) -> bool {
    let before = before.trim_end();
    before.is_empty() || before.ends_with(['.', '!', '?', ':', '…'])
}

/// A definition without the clipping's separator and the blanks at its ends.
fn without_separators(inlines: Vec<Inline>) -> Vec<Inline> {
    let text = flat(&inlines);
    let (start, end) = (text.len() - text.trim_start().len(), text.trim_end().len());
    let mut pieces = cut(inlines, &[start, end.max(start)]);
    let mut inlines = pieces.swap_remove(1);
    replace(&mut inlines);
    inlines
}

fn replace(inlines: &mut [Inline]) {
    for inline in inlines {
        match inline {
            Inline::Text(n) if n.text.contains('∞') => {
                n.text = n.text.replace(" ∞ ", " – ").replace('∞', "–");
            }
            inline => {
                if let Some(children) = inline.children_mut() {
                    replace(children);
                }
            }
        }
    }
}

#[cfg(test)]
mod tests;
