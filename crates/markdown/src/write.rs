//! An article back to Markdown: what is written reads as the same tree.
//!
//! Two things are written otherwise than they were: a note in the line becomes a
//! definition, and a part whose name is not known in the article's language
//! gets its id. Notes of shared blocks stay in their files.
//!
//! Some trees have no Markdown. Reading gives none of these but the first:
//!
//! - Marks within marks of their own kind (stress in stress, a superscript in a
//!   superscript) where only spaces could tell which opens and which closes. The
//!   inner mark is left out; its words stay.
//! - Marks of one kind side by side: `^a^^b^` is one superscript.
//! - A backslash before a bar in code or a formula within a table's cell, which
//!   GFM takes for the bar's own; and a line break there.

mod attributes;
mod blocks;
mod entry;
mod escape;
mod front;
mod inlines;
mod marks;

use std::collections::BTreeSet;

use pamphlet_core::article::{Article, Part, PartKind, Section};
use pamphlet_core::block::Block;
use pamphlet_core::inline::{Inline, plain_text};
use pamphlet_core::language::Language;
use pamphlet_core::node::Attributes;
use pamphlet_core::span::Spanned;
use pamphlet_core::walk::{self, Visitor};
use pamphlet_core::words::{Tables, Words};

pub use entry::write_entry;
pub use front::quoted;

/// Inlines as Markdown in one line.
pub fn write_inlines(inlines: &[Inline]) -> String {
    inlines::line(inlines)
}

/// Writes an article as Markdown, front matter and notes included.
pub fn write(article: &Article) -> String {
    write_with(article, Tables::built_in())
}

/// As [`write()`], for a library with these words of the interface.
pub fn write_with(article: &Article, words: &Tables) -> String {
    let mut pieces = Vec::new();
    let language = article.front.lang.as_ref();
    let language = language.and_then(|lang| Language::parse(&lang.value));
    let words = words.of(&language.unwrap_or_else(Language::english));
    for (i, part) in article.parts.iter().enumerate() {
        write_part(part, i == 0, words, &mut pieces);
    }
    let foreign = foreign_notes(article);
    for note in &article.notes {
        if !foreign.contains(&note.label) {
            let mark = format!("[^{}]: ", note.label);
            pieces.push(blocks::hang(&mark, 4, &blocks::write(&note.blocks)));
        }
    }
    let mut out = front::write(&article.front);
    if !pieces.is_empty() {
        out.push('\n');
        out.push_str(&pieces.join("\n\n"));
        out.push('\n');
    }
    out
}

fn write_part(part: &Part, first: bool, table: Option<&Words>, pieces: &mut Vec<String>) {
    let attributes = &part.meta.attributes;
    let bare = part.heading.is_empty() && attributes.is_empty();
    let silent = bare && first && part.kind == PartKind::Fundamentals;
    if !silent {
        let mut attributes = attributes.clone();
        if named(&part.heading, &attributes, table) != Some(part.kind) {
            attributes.id = Some(Spanned::made(part.kind.id().to_owned()));
        }
        pieces.push(heading(1, &part.heading, &attributes));
    }
    write_blocks(&part.blocks, pieces);
    for section in &part.sections {
        write_section(section, 2, pieces);
    }
}

/// The part that a heading is read as.
fn named(words: &[Inline], attributes: &Attributes, table: Option<&Words>) -> Option<PartKind> {
    let id = attributes
        .id
        .as_ref()
        .and_then(|id| PartKind::from_id(&id.value));
    id.or_else(|| table?.part_of(plain_text(words).trim()))
}

fn write_section(section: &Section, level: usize, pieces: &mut Vec<String>) {
    pieces.push(heading(level, &section.heading, &section.meta.attributes));
    write_blocks(&section.blocks, pieces);
    for inner in &section.sections {
        write_section(inner, level + 1, pieces);
    }
}

fn write_blocks(written: &[Block], pieces: &mut Vec<String>) {
    if !written.is_empty() {
        pieces.push(blocks::write(written));
    }
}

fn heading(level: usize, words: &[Inline], attributes: &Attributes) -> String {
    let words = inlines::line(words);
    let braces = attributes::write(attributes, None);
    let parts: Vec<&str> = [words.as_str(), &braces]
        .into_iter()
        .filter(|p| !p.is_empty())
        .collect();
    let line = parts.join(" ");
    match (words.contains('\n'), level) {
        // Only an underlined heading has several lines.
        (true, 1) => format!("{line}\n==="),
        (true, 2) => format!("{line}\n---"),
        _ => format!("{} {}", "#".repeat(level), line.replace('\n', " ")),
    }
}

/// Labels of notes that only shared blocks call.
fn foreign_notes(article: &Article) -> BTreeSet<String> {
    #[derive(Default)]
    struct Calls {
        within: usize,
        own: BTreeSet<String>,
        shared: BTreeSet<String>,
    }
    impl Visitor for Calls {
        fn block(&mut self, block: &Block) {
            let shared = usize::from(matches!(block, Block::Use(_)));
            self.within += shared;
            walk::walk_block(self, block);
            self.within -= shared;
        }
        fn inline(&mut self, inline: &Inline) {
            if let Inline::NoteCall(call) = inline {
                let set = match self.within {
                    0 => &mut self.own,
                    _ => &mut self.shared,
                };
                set.insert(call.label.clone());
            }
            walk::walk_inline(self, inline);
        }
    }
    let mut calls = Calls::default();
    for part in &article.parts {
        walk::walk_part(&mut calls, part);
    }
    // A shared block's notes may call others.
    for note in &article.notes {
        calls.within = usize::from(calls.shared.contains(&note.label));
        walk::walk_blocks(&mut calls, &note.blocks);
    }
    calls.shared.difference(&calls.own).cloned().collect()
}
