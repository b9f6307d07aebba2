//! The words law: no word of a source is lost, none is invented. A word is what
//! stands between white space and has a letter or digit; letters of either
//! case, quotation marks and dashes of any kind are the same.
//!
//! - Every word of the source stands in the article, the glossary or the
//!   references, or a decision names it as dropped.
//! - Every word of the article's text, of a definition and of a remark stands in
//!   the source, or a decision names it as added.
//!
//! What a place repeats or makes on its own need not be in the source: front
//! matter, names of terms, fields of references, numbers of lists. A remark's
//! words are those behind its first `): `, as in `as clipped (line 9): …`.

use std::collections::BTreeMap;

use pamphlet_core::article::{Article, Section};
use pamphlet_core::block::{Block, List, Step};
use pamphlet_core::inline::{CommentKind, Inline, plain_text};
use pamphlet_core::walk::{self, Visitor};
use pamphlet_import::Imported;

/// Holds the words of a text against what it became.
pub fn assert_kept(text: &str, imported: &Imported) {
    assert_words_kept(of(text), imported);
}

/// Holds words against what they became.
pub fn assert_words_kept(source: Vec<String>, imported: &Imported) {
    if let Err(fault) = kept(source, imported) {
        panic!("{fault}");
    }
}

/// Says which words are lost or invented.
pub fn kept(source: Vec<String>, imported: &Imported) -> Result<(), String> {
    let article = super::read_back(imported);
    let decisions = &imported.report.decisions;
    let named = |words: &dyn Fn(usize) -> Vec<String>| -> Vec<String> {
        let lists = (0..decisions.len()).flat_map(words);
        lists.flat_map(|word| of(&word)).collect()
    };
    let dropped = named(&|i| decisions[i].dropped.clone());
    let added = named(&|i| decisions[i].added.clone());
    let outcome = Outcome::of(&article, imported);

    let mut balance: BTreeMap<String, i64> = BTreeMap::new();
    let mut count = |words: Vec<String>, by: i64| {
        for word in words {
            *balance.entry(word).or_default() += by;
        }
    };
    count(source, 1);
    count(added, 1);
    count(dropped, -1);
    count(outcome.said, -1);
    let mut spare: BTreeMap<String, i64> = BTreeMap::new();
    for word in outcome.repeated {
        *spare.entry(word).or_default() += 1;
    }
    let spare = |word: &String| spare.get(word).copied().unwrap_or(0);
    let lost: Vec<_> = balance.iter().filter(|(w, n)| **n > spare(w)).collect();
    let invented: Vec<_> = balance.iter().filter(|(_, n)| **n < 0).collect();
    match lost.is_empty() && invented.is_empty() {
        true => Ok(()),
        false => Err(format!("lost: {lost:?}\ninvented: {invented:?}")),
    }
}

/// The words of a text as they are compared. A dash or a bar between two words
/// divides them.
pub fn of(text: &str) -> Vec<String> {
    text.split(|c: char| c.is_whitespace() || matches!(c, '—' | '|'))
        .filter_map(word)
        .collect()
}

fn word(raw: &str) -> Option<String> {
    let shows = |c: &char| {
        let hidden = matches!(
            c,
            '\u{ad}' | '\u{200b}' | '\u{2060}' | '\u{feff}' | '\u{202d}' | '\u{202e}'
        );
        !hidden && !c.is_control() && !matches!(c, '\u{fffe}' | '\u{ffff}')
    };
    let fold = |c: char| match c {
        '‘' | '’' | '‚' | '‛' | 'ʼ' | '′' => '\'',
        '“' | '”' | '„' | '″' | '«' | '»' => '"',
        '‐' | '‑' | '‒' | '–' | '−' => '-',
        _ => c,
    };
    let folded: String = raw.chars().filter(shows).map(fold).collect();
    let bare = folded.trim_matches(|c: char| !c.is_alphanumeric());
    (!bare.is_empty()).then(|| bare.to_lowercase())
}

#[derive(Default)]
struct Outcome {
    /// Words that must come from the source.
    said: Vec<String>,
    /// Words that may.
    repeated: Vec<String>,
}

impl Outcome {
    fn of(article: &Article, imported: &Imported) -> Outcome {
        let mut outcome = Outcome::default();
        let mut front = article.clone();
        front.parts.clear();
        front.notes.clear();
        outcome.repeat(&pamphlet_markdown::write(&front));
        let front = &article.front;
        let texts = [&front.title, &front.subtitle, &front.version, &front.owner];
        for text in texts.into_iter().flatten() {
            outcome.repeat(&text.value);
        }
        for part in &article.parts {
            outcome.says(&part.heading);
            walk::walk_blocks(&mut outcome, &part.blocks);
            part.sections.iter().for_each(|it| outcome.section(it));
        }
        for note in &article.notes {
            outcome.repeat(&note.label);
            walk::walk_blocks(&mut outcome, &note.blocks);
        }
        for entry in &imported.glossary {
            for name in entry.value.names() {
                outcome.repeat(&name.value);
            }
            outcome.says(&entry.value.definition);
            outcome.remarks(&entry.remarks);
        }
        for entry in &imported.references {
            outcome.repeat(&pamphlet_cite::entry_to_yaml(&entry.value));
            outcome.remarks(&entry.remarks);
        }
        outcome
    }

    fn says(&mut self, inlines: &[Inline]) {
        self.said.extend(of(&plain_text(inlines)));
        walk::walk_inlines(self, inlines);
    }

    fn repeat(&mut self, text: &str) {
        self.repeated.extend(of(text));
    }

    fn remarks(&mut self, remarks: &[String]) {
        for remark in remarks {
            if let Some((_, words)) = remark.split_once("): ") {
                self.said.extend(of(words));
            }
        }
    }

    fn numbers(&mut self, start: u32, count: usize) {
        for i in 0..count {
            self.repeat(&(start as usize + i).to_string());
        }
    }

    fn branches(&mut self, steps: &[Step]) {
        self.numbers(1, steps.len());
        steps.iter().for_each(|step| self.branches(&step.branches));
    }
}

impl Visitor for Outcome {
    fn section(&mut self, section: &Section) {
        self.says(&section.heading);
        walk::walk_blocks(self, &section.blocks);
        section.sections.iter().for_each(|it| self.section(it));
    }

    fn block(&mut self, block: &Block) {
        match block {
            Block::Paragraph(n) => return self.says(&n.inlines),
            Block::TermList(n) => {
                for item in &n.items {
                    self.says(&item.term);
                    for blocks in &item.descriptions {
                        walk::walk_blocks(self, blocks);
                    }
                }
                return;
            }
            Block::Callout(n) => {
                self.says(&n.title);
                walk::walk_blocks(self, &n.blocks);
                return;
            }
            Block::Table(n) => {
                if let Some(caption) = &n.caption {
                    self.says(&caption.inlines);
                }
                for row in std::iter::once(&n.header).chain(&n.rows) {
                    row.cells.iter().for_each(|cell| self.says(&cell.inlines));
                }
                return;
            }
            Block::Figure(n) => {
                self.repeat(&n.alt);
                self.repeat(&n.source.value);
                if let Some(caption) = &n.caption {
                    self.says(&caption.inlines);
                }
                return;
            }
            Block::Chart(n) => {
                if let Some(caption) = &n.caption {
                    self.says(&caption.inlines);
                }
                walk::walk_blocks(self, &n.table);
                return;
            }
            Block::Code(n) => self.said.extend(of(&n.text)),
            Block::Math(n) => self.said.extend(of(&n.tex)),
            Block::Comment(n) if n.kind == CommentKind::Plain => self.said.extend(of(&n.text)),
            Block::List(List {
                start: Some(start),
                items,
                ..
            }) => self.numbers(*start, items.len()),
            Block::Steps(n) => self.branches(&n.items),
            Block::Questions(n) | Block::Actions(n) => self.numbers(1, n.items.len()),
            Block::List(_)
            | Block::Quote(_)
            | Block::KeyPoint(_)
            | Block::Break(_)
            | Block::Use(_)
            | Block::Comment(_)
            | Block::Pair(_) => {}
        }
        walk::walk_block(self, block);
    }

    /// What an inline says besides its plain text.
    fn inline(&mut self, inline: &Inline) {
        match inline {
            Inline::Comment(n) if n.kind == CommentKind::Plain => self.said.extend(of(&n.text)),
            Inline::Link(n) => {
                self.repeat(&n.url.value);
                self.repeat(n.title.as_deref().unwrap_or(""));
            }
            Inline::Term(n) => self.repeat(&n.name.value),
            Inline::Image(n) => self.repeat(&n.source.value),
            Inline::Citation(n) => {
                for item in &n.items {
                    self.said.extend(of(&item.prefix));
                    self.said.extend(of(&item.locator));
                }
            }
            _ => {}
        }
        walk::walk_inline(self, inline);
    }
}

/// A law that cannot be broken holds nothing: these break it.
#[test]
fn a_lost_and_an_invented_word_are_seen() {
    let text = "Fundamentals\nRest your arm for two days.\n";
    let mut imported = super::imported("arm", text.as_bytes()).unwrap();
    assert_eq!(kept(of(text), &imported), Ok(()));
    assert!(
        kept(
            of("Fundamentals rest your left arm for two days"),
            &imported
        )
        .is_err()
    );
    assert!(kept(of("Fundamentals rest your arm for days"), &imported).is_err());
    let decision = &mut imported.report.decisions[0];
    decision.dropped.push("left".to_owned());
    assert_eq!(
        kept(
            of("Fundamentals rest your left arm for two days"),
            &imported
        ),
        Ok(())
    );
}
