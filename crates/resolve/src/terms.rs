//! What terms print and mean: which use is the first in its part, and what the
//! program adds to the author's words, a plain word before them or the full name
//! behind a short form.

use std::collections::{BTreeMap, BTreeSet};

use pamphlet_core::article::PartKind;
use pamphlet_core::diagnostic::Diagnostic;
use pamphlet_core::edition::{Edition, EditionPart, EditionPartKind, ResolvedTerm};
use pamphlet_core::inline::Term;
use pamphlet_core::node::NodeId;
use pamphlet_core::walk::{self, Visitor};
use pamphlet_core::{Block, Inline, Section};

use crate::Input;
use crate::ids::Ids;
use crate::introduce::{self, Beside, Introduced, Printed};
use crate::lexicon::Lexicon;

/// So many unknown names are compared with all known ones.
const COMPARED: usize = 100;

/// Writes down every term, and in every glossary item who uses it.
pub(crate) fn resolve(
    input: &Input,
    edition: &mut Edition,
    ids: &mut Ids,
    report: &mut Vec<Diagnostic>,
) {
    let beside = introduce::beside(edition);
    let lexicon = Lexicon::of(input.glossary, edition.words);
    let source = input
        .translation
        .map(|it| Lexicon::of(&it.terms, edition.words));
    let glossary = edition.parts.iter().flat_map(|part| &part.glossary);
    let mut terms = Terms {
        input,
        edition,
        lexicon: &lexicon,
        source: source.as_ref(),
        beside: &beside,
        items: glossary
            .map(|item| (item.key.as_str(), item.meta.id))
            .collect(),
        plain: 0,
        stream: Stream::Main,
        simple: false,
        met: BTreeSet::new(),
        introduced: Introduced::default(),
        notes_met: BTreeSet::new(),
        notes_introduced: Introduced::default(),
        called: BTreeSet::new(),
        tail: String::new(),
        pending: Vec::new(),
        compared: 0,
        report,
        found: Vec::new(),
    };
    terms.edition();
    let found = std::mem::take(&mut terms.found);
    write_down(edition, ids, found);
}

/// A use of a term.
struct Use {
    id: NodeId,
    item: Option<NodeId>,
    first: bool,
    printed: Printed,
    stream: Stream,
}

/// Where words stand.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Stream {
    Main,
    Note,
    /// A definition in the glossary.
    Definition,
}

fn write_down(edition: &mut Edition, ids: &mut Ids, mut found: Vec<Use>) {
    // In reading order: notes were looked at where they are called.
    found.sort_by_key(|term| term.id);
    let facts = &mut edition.facts;
    let mut taken: BTreeSet<String> = facts.anchors.values().cloned().collect();
    let mut used_by: BTreeMap<NodeId, Vec<NodeId>> = BTreeMap::new();
    for term in found {
        let inlines = ids.inlines(term.printed.inlines);
        if let Some((index, full)) = term.printed.short {
            facts.short_forms.insert(inlines[index].meta().id, full);
        }
        if let Some(item) = term.item.filter(|_| term.stream != Stream::Definition) {
            let uses = used_by.entry(item).or_default();
            uses.push(term.id);
            if term.first
                && let Some(wanted) = facts.anchors.get(&item).map(|item| format!("{item}-use"))
            {
                let later = (2..).map(|n| format!("{wanted}-{n}"));
                let free = std::iter::once(wanted.clone())
                    .chain(later)
                    .find(|id| !taken.contains(id));
                if let Some(id) = free {
                    taken.insert(id.clone());
                    facts.anchors.insert(term.id, id);
                }
            }
        }
        let resolved = ResolvedTerm {
            item: term.item,
            inlines,
            first: term.first,
        };
        facts.terms.insert(term.id, resolved);
    }
    for item in edition.parts.iter_mut().flat_map(|part| &mut part.glossary) {
        item.used_by = used_by.remove(&item.meta.id).unwrap_or_default();
        if let [term, _, short, _] = item.term.as_slice() {
            let full = pamphlet_core::inline::plain_text(std::slice::from_ref(term));
            facts.short_forms.insert(short.meta().id, full);
        }
    }
}

struct Terms<'a> {
    input: &'a Input<'a>,
    edition: &'a Edition,
    lexicon: &'a Lexicon<'a>,
    /// The terms of the source, in a translation.
    source: Option<&'a Lexicon<'a>>,
    beside: &'a BTreeMap<NodeId, Beside>,
    items: BTreeMap<&'a str, NodeId>,
    /// Above 0 where terms show plain: in links, headings, captions.
    plain: usize,
    stream: Stream,
    /// Whether plain words stand first here: in Fundamentals.
    simple: bool,
    /// Entries that the part has used.
    met: BTreeSet<NodeId>,
    /// What the edition has introduced so far.
    introduced: Introduced,
    /// The same of notes, which a reader may skip.
    notes_met: BTreeSet<NodeId>,
    notes_introduced: Introduced,
    /// Notes that were looked at.
    called: BTreeSet<usize>,
    /// What the author said last in this line.
    tail: String,
    /// Notes that notes call.
    pending: Vec<usize>,
    /// How many unknown names were compared with all known ones.
    compared: usize,
    report: &'a mut Vec<Diagnostic>,
    found: Vec<Use>,
}

impl Terms<'_> {
    fn edition(&mut self) {
        let edition = self.edition;
        walk::walk_blocks(self, &edition.opening);
        edition.all_parts().for_each(|part| self.part(part));
    }

    fn part(&mut self, part: &EditionPart) {
        self.met.clear();
        self.introduced.next_part();
        self.simple = part.kind == EditionPartKind::Article(PartKind::Fundamentals);
        self.plainly(&part.title);
        walk::walk_blocks(self, &part.blocks);
        part.sections
            .iter()
            .for_each(|section| self.section(section));
        part.bibliography
            .iter()
            .for_each(|entry| self.plainly(&entry.inlines));
        for item in &part.glossary {
            self.plainly(&item.term);
            let outer = std::mem::replace(&mut self.stream, Stream::Definition);
            // An entry does not link to itself.
            self.met = BTreeSet::from([item.meta.id]);
            walk::walk_inlines(self, &item.definition);
            self.stream = outer;
        }
    }

    /// A note, where it is called first: who reads it has read so far.
    fn note(&mut self, number: usize) {
        self.pending.push(number);
        if self.stream == Stream::Note {
            return;
        }
        let edition = self.edition;
        let outer = (self.stream, self.plain);
        (self.stream, self.plain) = (Stream::Note, 0);
        while let Some(number) = self.pending.pop() {
            let note = number.checked_sub(1).and_then(|i| edition.notes.get(i));
            if let Some(note) = note.filter(|_| self.called.insert(number)) {
                walk::walk_blocks(self, &note.blocks);
            }
        }
        (self.stream, self.plain) = outer;
    }

    /// Words of the author may introduce a short form.
    fn said(&mut self, text: &str) {
        self.tail.push_str(text);
        match (self.plain, self.stream) {
            (0, Stream::Main) => self.introduced.read(&self.tail, self.lexicon),
            (0, Stream::Note) => self.notes_introduced.read(&self.tail, self.lexicon),
            (_, Stream::Main | Stream::Note | Stream::Definition) => {}
        }
        self.tail = introduce::end_of(&self.tail).to_owned();
    }

    fn plainly(&mut self, inlines: &[Inline]) {
        self.plain += 1;
        walk::walk_inlines(self, inlines);
        self.plain -= 1;
    }

    fn unknown(&mut self, term: &Term) {
        let name = &term.name.value;
        if let Some(fault) = self.untranslated(term) {
            self.report.push(fault);
            return;
        }
        let message = format!("the glossary has no term \"{name}\"");
        self.compared += 1;
        let looks = self.compared <= COMPARED;
        let near = looks.then(|| self.lexicon.nearest(name)).flatten();
        let hint = match near {
            Some(name) => format!("did you mean `[[{name}]]`?"),
            None => {
                let file = self.input.translation;
                let file = file.map_or("glossary.yaml", |it| &it.glossary_file);
                format!("write its entry in `{file}`, or take the brackets away")
            }
        };
        self.report
            .push(Diagnostic::error("unknown-term", term.name.span, message).hint(hint));
    }

    /// The fault of a term that has an entry, but not in the translation's language.
    fn untranslated(&self, term: &Term) -> Option<Diagnostic> {
        let translation = self.input.translation?;
        let key = &self.source?.find(&term.name.value)?.entry.key.value;
        let (language, file) = (&self.edition.language, &translation.glossary_file);
        let message = format!("the term `{key}` has no entry in the language `{language}`");
        let hint = format!("write `{key}:` with its `term:` and `definition:` in `{file}`");
        Some(Diagnostic::error("untranslated-term", term.name.span, message).hint(hint))
    }

    fn term(&mut self, term: &Term) {
        let Some(found) = self.lexicon.find(&term.name.value) else {
            return self.unknown(term);
        };
        let item = match self.plain {
            0 => self.items.get(found.entry.key.value.as_str()).copied(),
            _ => None,
        };
        let met = match self.stream {
            Stream::Main | Stream::Definition => &mut self.met,
            Stream::Note => &mut self.notes_met,
        };
        let first = item.is_some_and(|item| met.insert(item));
        let lone = Beside::default();
        let speech = introduce::Speech {
            sources: self.input.sources,
            lexicon: self.lexicon,
            words: self.edition.words,
            beside: self.beside.get(&term.meta.id).unwrap_or(&lone),
        };
        let printed = match (self.stream, item) {
            (Stream::Definition, _) | (_, None) => speech.as_written(term, found),
            (Stream::Main, Some(_)) => {
                speech.introduce(term, found, self.simple, &mut self.introduced, None)
            }
            (Stream::Note, Some(_)) => {
                let known = Some(&self.introduced);
                speech.introduce(term, found, false, &mut self.notes_introduced, known)
            }
        };
        self.found.push(Use {
            id: term.meta.id,
            item,
            first,
            printed,
            stream: self.stream,
        });
    }
}

impl Visitor for Terms<'_> {
    fn section(&mut self, section: &Section) {
        self.plainly(&section.heading);
        walk::walk_blocks(self, &section.blocks);
        section
            .sections
            .iter()
            .for_each(|section| self.section(section));
    }

    fn block(&mut self, block: &Block) {
        self.tail.clear();
        match block {
            Block::Table(n) => {
                self.plainly(n.caption.as_ref().map_or(&[], |caption| &caption.inlines));
                for cell in std::iter::once(&n.header)
                    .chain(&n.rows)
                    .flat_map(|row| &row.cells)
                {
                    walk::walk_inlines(self, &cell.inlines);
                }
            }
            Block::Figure(n) => {
                self.plainly(n.caption.as_ref().map_or(&[], |caption| &caption.inlines))
            }
            Block::Chart(n) => {
                self.plainly(n.caption.as_ref().map_or(&[], |caption| &caption.inlines));
                walk::walk_blocks(self, &n.table);
            }
            Block::Paragraph(n) if self.edition.facts.linearised.contains(&n.meta.id) => {
                self.plainly(&n.inlines)
            }
            Block::Callout(n) => {
                self.plainly(&n.title);
                walk::walk_blocks(self, &n.blocks);
            }
            Block::Paragraph(_)
            | Block::List(_)
            | Block::TermList(_)
            | Block::Quote(_)
            | Block::KeyPoint(_)
            | Block::Steps(_)
            | Block::Questions(_)
            | Block::Actions(_)
            | Block::Math(_)
            | Block::Code(_)
            | Block::Break(_)
            | Block::Use(_)
            | Block::Comment(_)
            | Block::Pair(_) => walk::walk_block(self, block),
        }
    }

    fn inline(&mut self, inline: &Inline) {
        if !matches!(inline, Inline::Text(_) | Inline::SoftBreak(_)) {
            self.tail.clear();
        }
        match inline {
            Inline::Term(term) => self.term(term),
            Inline::Text(text) => self.said(&text.text),
            Inline::SoftBreak(_) => self.tail.push(' '),
            Inline::NoteCall(call) => {
                let number = self.edition.facts.note_numbers.get(&call.meta.id);
                if let Some(number) = number {
                    self.note(*number);
                }
            }
            Inline::Link(_) | Inline::CrossReference(_) => self.plainly(inline.children()),
            Inline::HardBreak(_)
            | Inline::Emphasis(_)
            | Inline::Strong(_)
            | Inline::Strikethrough(_)
            | Inline::Subscript(_)
            | Inline::Superscript(_)
            | Inline::Phrase(_)
            | Inline::Code(_)
            | Inline::Math(_)
            | Inline::Image(_)
            | Inline::Citation(_)
            | Inline::Field(_)
            | Inline::Comment(_) => walk::walk_inline(self, inline),
        }
    }
}
