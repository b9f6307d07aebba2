//! `::: use NAME`: shared blocks, which may use one another but not themselves.

use std::ops::Range;
use std::sync::Arc;

use comrak::Arena;
use pamphlet_core::block::{Block, Use};
use pamphlet_core::diagnostic::{Diagnostic, nearest};
use pamphlet_core::limits;
use pamphlet_core::node::Meta;
use pamphlet_core::span::{FileId, Span, Spanned};

use crate::inlines::Doc;
use crate::page::Page;
use crate::reader::{Reader, note_labels};
use crate::{bytes, parse};

impl Reader<'_> {
    /// Reads the block named in the words behind `use`.
    pub fn use_block(
        &mut self,
        page: &Page,
        words: &Range<usize>,
        mut meta: Meta,
        line: Span,
    ) -> Block {
        let text = &page.buffer[words.clone()];
        let name = text.trim();
        let start = words.start + text.len() - text.trim_start().len();
        let name = Spanned::new(name.to_owned(), page.span(start..start + name.len()));
        meta.span = line;
        let blocks = match self.shared_file(&name) {
            Ok(file) => self.shared_blocks(&name.value, file),
            Err(fault) => {
                self.faults.push(*fault);
                Vec::new()
            }
        };
        Block::Use(Use { meta, name, blocks })
    }

    fn shared_file(&mut self, name: &Spanned<String>) -> Result<FileId, Box<Diagnostic>> {
        let refuse = |id, message: String, hint: &str| {
            Err(Box::new(
                Diagnostic::error(id, name.span, message).hint(hint),
            ))
        };
        let shape = |c: char| c.is_alphanumeric() || matches!(c, '-' | '_' | '.');
        let value = name.value.as_str();
        if value.is_empty() || !value.chars().all(shape) || value.starts_with('.') {
            return refuse(
                "unknown-block",
                format!("`{value}` is not the name of a shared block"),
                "write `::: use NAME` for the file `blocks/NAME.md` of the library",
            );
        }
        if self.uses.iter().any(|outer| outer == value) {
            let road = self.uses.join("` uses `");
            return refuse(
                "block-cycle",
                format!("the block `{value}` uses itself: `{road}` uses `{value}`"),
                "take one of the uses out",
            );
        }
        if self.uses.len() >= limits::USE_DEPTH {
            return refuse(
                "too-deep",
                format!(
                    "shared blocks use one another deeper than {} times",
                    limits::USE_DEPTH
                ),
                "put the text itself in the article",
            );
        }
        let (path, content) = match (self.shared)(value) {
            Ok(found) => found,
            Err(names) => {
                let message = format!("there is no shared block `{value}`");
                return match nearest(value, names.iter().map(String::as_str)) {
                    Some(near) => {
                        let hint = format!("did you mean `::: use {near}`?");
                        refuse("unknown-block", message, &hint)
                    }
                    None => refuse(
                        "unknown-block",
                        message,
                        "shared blocks are files `blocks/NAME.md` of the library",
                    ),
                };
            }
        };
        // An empty block costs time too.
        self.shared_bytes += content.len() + 1_024;
        if self.shared_bytes > limits::TEXT_BYTES {
            self.shared_bytes = limits::TEXT_BYTES;
            return refuse(
                "file-too-large",
                format!(
                    "the shared blocks in use have more than {} bytes",
                    limits::TEXT_BYTES
                ),
                "use fewer of them",
            );
        }
        Ok(bytes::decode(&path, &content, self.sources, &mut self.faults).0)
    }

    fn shared_blocks(&mut self, name: &str, file: FileId) -> Vec<Block> {
        let text = Arc::clone(&self.sources.get(file).text);
        let page = Page::new(file, &text, 0..text.len());
        if let Some(fault) = parse::too_deep(&page) {
            self.faults.push(fault);
            return Vec::new();
        }
        self.uses.push(name.to_owned());
        let arena = Arena::new();
        let root = parse::parse(&arena, &page);
        let doc = Doc::new(page, root);
        let known = self.notes.len();
        let labels = std::mem::replace(&mut self.labels, note_labels(root));
        let blocks = self.blocks_in(&doc, root, 1);
        self.labels = labels;
        self.uses.pop();
        // A block in use twice defines its notes once.
        let added = self.notes.split_off(known);
        for note in added {
            let again = |n: &&pamphlet_core::inline::NoteDefinition| n.meta.span == note.meta.span;
            if self.notes.iter().find(again).is_none() {
                self.notes.push(note);
            }
        }
        blocks
    }
}
