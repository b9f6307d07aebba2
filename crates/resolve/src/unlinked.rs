//! A hint for each term that the glossary knows and that stands without a link
//! where a part uses it first.

use std::collections::{BTreeMap, BTreeSet};

use pamphlet_core::article::{Part, PartKind};
use pamphlet_core::block::Block;
use pamphlet_core::diagnostic::{Diagnostic, Severity};
use pamphlet_core::edition::Edition;
use pamphlet_core::language::Language;
use pamphlet_core::span::Span;
use pamphlet_core::walk::{self, Visitor};
use pamphlet_core::{Inline, Section};

use crate::Input;
use crate::lexicon::{Lexicon, fold};

/// The parts that explain things. In the others a link would come too late.
const PARTS: [PartKind; 3] = [
    PartKind::Fundamentals,
    PartKind::Intermediate,
    PartKind::Academic,
];

/// Looks through the article. One hint a term is enough.
pub(crate) fn check(input: &Input, edition: &Edition, report: &mut Vec<Diagnostic>) {
    if input.glossary.entries.is_empty() {
        return;
    }
    let lexicon = Lexicon::of(input.glossary, edition.words);
    let mut search = Search {
        input,
        language: edition.language.primary(),
        names: Names::of(input),
        words: edition.words,
        lexicon: &lexicon,
        linked: BTreeSet::new(),
        hinted: BTreeSet::new(),
        silent: 0,
        line: Vec::new(),
        open: false,
        report,
    };
    for kind in PARTS {
        search.linked.clear();
        if let Some(part) = input.article.part(kind) {
            search.part(part);
        }
    }
}

/// Names as words one after the other: a step a word.
struct Names {
    steps: Vec<Step>,
}

#[derive(Default)]
struct Step {
    next: BTreeMap<String, usize>,
    /// The entries that are called by the words up to here; a name with capitals
    /// within its words, as GH, is only meant where it is written so.
    ends: Vec<(usize, Option<String>)>,
}

impl Names {
    fn of(input: &Input) -> Names {
        let mut names = Names {
            steps: vec![Step::default()],
        };
        for (index, entry) in input.glossary.entries.iter().enumerate() {
            let others = entry.short.iter().chain(&entry.aliases);
            for name in std::iter::once(&entry.term).chain(others) {
                names.add(&name.value, index);
            }
        }
        names
    }

    fn add(&mut self, name: &str, index: usize) {
        let mut at = 0;
        let words: Vec<&str> = name.split_whitespace().collect();
        for (i, word) in words.iter().enumerate() {
            let key = match i + 1 == words.len() {
                true => fold(trimmed_end(word)),
                false => fold(word),
            };
            let new = self.steps.len();
            at = *self.steps[at].next.entry(key).or_insert(new);
            if at == new {
                self.steps.push(Step::default());
            }
        }
        let has_capitals = words
            .iter()
            .any(|word| word.chars().skip(1).any(char::is_uppercase));
        if at > 0 {
            let exact = has_capitals.then(|| words.join(" "));
            self.steps[at].ends.push((index, exact));
        }
    }
}

/// A word of the text without the marks around it.
struct Word {
    text: String,
    span: Span,
    /// Whether marks of punctuation stand before and behind it.
    opened: bool,
    closed: bool,
    /// Whether another node goes on with it: then it is half a word.
    joined: bool,
}

struct Search<'a> {
    input: &'a Input<'a>,
    language: &'a str,
    names: Names,
    words: &'static pamphlet_core::words::Words,
    lexicon: &'a Lexicon<'a>,
    /// Entries that the part has used, linked or not.
    linked: BTreeSet<usize>,
    hinted: BTreeSet<usize>,
    /// Above 0 where words are no use of their own: in shared blocks and in
    /// other languages.
    silent: usize,
    /// Words that stand one behind the other in the text.
    line: Vec<Word>,
    /// Whether the last of them may go on in the next node.
    open: bool,
    report: &'a mut Vec<Diagnostic>,
}

impl Search<'_> {
    fn part(&mut self, part: &Part) {
        walk::walk_blocks(self, &part.blocks);
        part.sections.iter().for_each(|s| self.section(s));
    }

    fn inlines(&mut self, inlines: &[Inline]) {
        self.end_line();
        walk::walk_inlines(self, inlines);
        self.end_line();
    }

    fn text(&mut self, text: &str, span: Span) {
        if self.silent > 0 || self.input.sources.text(span) != text {
            return self.end_line();
        }
        let goes_on = self.open && !text.starts_with(char::is_whitespace);
        if let Some(last) = self.line.last_mut().filter(|_| goes_on) {
            last.joined = true;
        }
        let mut at = 0;
        for chunk in text.split_inclusive(char::is_whitespace) {
            let whole = chunk.trim();
            let word = whole.trim_start_matches(is_opening);
            let bare = trimmed_end(word);
            let start = at + (chunk.len() - chunk.trim_start().len()) + (whole.len() - word.len());
            if !whole.is_empty() {
                self.line.push(Word {
                    text: bare.to_owned(),
                    span: span.slice(start..start + bare.len()),
                    opened: word.len() < whole.len(),
                    closed: bare.len() < word.len(),
                    joined: goes_on && at == 0,
                });
            }
            at += chunk.len();
        }
        self.open = !text.ends_with(char::is_whitespace);
    }

    fn end_line(&mut self) {
        self.open = false;
        let line = std::mem::take(&mut self.line);
        let mut at = 0;
        while at < line.len() {
            at += self.longest(&line[at..]).max(1);
        }
    }

    /// Reports the longest name that the line starts with; gives its words.
    fn longest(&mut self, line: &[Word]) -> usize {
        let mut step = 0;
        let mut best = None;
        for (count, word) in (1..).zip(line) {
            let parted = count > 1 && (word.opened || line[count - 2].closed);
            if parted || word.joined || word.text.is_empty() {
                break;
            }
            let folded = fold(&word.text);
            let singulars = self.words.singulars(&folded);
            let ends = std::iter::once(&folded).chain(&singulars);
            for (plural, key) in (0..).zip(ends) {
                let Some(end) = self.names.steps[step].next.get(key) else {
                    continue;
                };
                let written = line[..count].iter().map(|word| word.text.as_str());
                let written = written.collect::<Vec<_>>().join(" ");
                let meant = |exact: &Option<String>| match exact {
                    None => true,
                    Some(name) if plural == 0 => *name == written,
                    Some(name) => self.words.singulars(&written).contains(name),
                };
                let ends = &self.names.steps[*end].ends;
                if let Some((index, _)) = ends.iter().find(|(_, exact)| meant(exact)) {
                    best = Some((*index, count, written));
                    break;
                }
            }
            match self.names.steps[step].next.get(&folded) {
                Some(next) => step = *next,
                None => break,
            }
        }
        let Some((index, count, written)) = best else {
            return 0;
        };
        let span = line[0].span.join(line[count - 1].span);
        self.met(index, &written, span);
        count
    }

    fn met(&mut self, index: usize, written: &str, span: Span) {
        // The brackets must find the same entry.
        let found = self.lexicon.find(written).map(|found| found.index);
        if found != Some(index) || !self.linked.insert(index) || !self.hinted.insert(index) {
            return;
        }
        let message = format!("\"{written}\" is in the glossary and is not linked here");
        self.report.push(
            Diagnostic::new(Severity::Note, "unlinked-term", span, message)
                .hint(format!(
                    "write `[[{written}]]`: then it is explained at its first use"
                ))
                .fix(
                    "link it to the glossary",
                    vec![(span, format!("[[{written}]]"))],
                ),
        );
    }
}

impl Visitor for Search<'_> {
    /// The heading is left out: terms in it show plain.
    fn section(&mut self, section: &Section) {
        walk::walk_blocks(self, &section.blocks);
        section.sections.iter().for_each(|s| self.section(s));
    }

    fn block(&mut self, block: &Block) {
        match block {
            Block::Paragraph(n) => self.inlines(&n.inlines),
            Block::TermList(n) => {
                // What stands before the colon is explained behind it.
                for blocks in n.items.iter().flat_map(|item| &item.descriptions) {
                    walk::walk_blocks(self, blocks);
                }
            }
            Block::Table(n) => {
                for cell in n.rows.iter().flat_map(|row| &row.cells) {
                    self.inlines(&cell.inlines);
                }
            }
            Block::Callout(n) => walk::walk_blocks(self, &n.blocks),
            Block::Use(_) => {
                self.silent += 1;
                walk::walk_block(self, block);
                self.silent -= 1;
            }
            Block::List(_)
            | Block::Quote(_)
            | Block::KeyPoint(_)
            | Block::Steps(_)
            | Block::Questions(_)
            | Block::Chart(_)
            | Block::Actions(_)
            | Block::Pair(_) => walk::walk_block(self, block),
            Block::Figure(_)
            | Block::Math(_)
            | Block::Code(_)
            | Block::Break(_)
            | Block::Comment(_) => {}
        }
    }

    fn inline(&mut self, inline: &Inline) {
        match inline {
            Inline::Text(n) => self.text(&n.text, n.meta.span),
            Inline::SoftBreak(_) => self.open = false,
            Inline::Term(n) => {
                self.end_line();
                let found = self.lexicon.find(&n.name.value);
                self.linked.extend(found.map(|found| found.index));
            }
            Inline::Phrase(n) => {
                let foreign = n.meta.lang().and_then(Language::parse);
                let foreign = foreign.is_some_and(|l| l.primary() != self.language);
                self.silent += usize::from(foreign);
                self.inlines(&n.inlines);
                self.silent -= usize::from(foreign);
            }
            Inline::Emphasis(n) | Inline::Strong(n) => self.inlines(&n.inlines),
            Inline::HardBreak(_)
            | Inline::Strikethrough(_)
            | Inline::Subscript(_)
            | Inline::Superscript(_)
            | Inline::Code(_)
            | Inline::Math(_)
            | Inline::Link(_)
            | Inline::CrossReference(_)
            | Inline::Image(_)
            | Inline::Citation(_)
            | Inline::Field(_)
            | Inline::NoteCall(_)
            | Inline::Comment(_) => self.end_line(),
        }
    }
}

fn is_opening(c: char) -> bool {
    matches!(
        c,
        '(' | '[' | '"' | '\'' | '“' | '‘' | '«' | '‹' | '„' | '¿' | '¡'
    )
}

/// A word without the marks that close it.
fn trimmed_end(word: &str) -> &str {
    word.trim_end_matches(|c: char| {
        matches!(
            c,
            ')' | ']'
                | '"'
                | '\''
                | '”'
                | '’'
                | '»'
                | '›'
                | '.'
                | ','
                | ';'
                | ':'
                | '!'
                | '?'
                | '…'
        )
    })
}
