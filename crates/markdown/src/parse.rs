//! comrak, with the extensions that the format has. No other place sets them.

use comrak::nodes::NodeValue;
use comrak::{Arena, Node, Options, parse_document};
use pamphlet_core::diagnostic::Diagnostic;
use pamphlet_core::limits;

use crate::page::Page;

/// Parses a page.
pub fn parse<'a>(arena: &'a Arena<'a>, page: &Page) -> Node<'a> {
    parse_document(arena, &page.buffer, &options())
}

/// Our Markdown. Quotation marks stay as written; attributes are read by
/// ourselves, since comrak gives them no place.
fn options() -> Options<'static> {
    let mut options = Options::default();
    let extension = &mut options.extension;
    extension.strikethrough = true;
    extension.table = true;
    extension.autolink = true;
    extension.tasklist = true;
    extension.superscript = true;
    extension.subscript = true;
    extension.footnotes = true;
    extension.inline_footnotes = true;
    extension.description_lists = true;
    extension.alerts = true;
    extension.math_dollars = true;
    extension.block_directive = true;
    // Chinese has no spaces at which stress could start or end.
    extension.cjk_friendly_emphasis = true;
    options.parse.leave_footnote_definitions = true;
    options
}

/// What an entity means: `&amp;` is `&`.
pub fn entity(text: &str) -> Option<String> {
    let arena = Arena::new();
    let root = parse_document(&arena, text, &Options::default());
    let paragraph = root.first_child()?;
    match &paragraph.first_child()?.data().value {
        NodeValue::Text(text) => Some(text.to_string()),
        _ => None,
    }
}

/// Refuses what would take long to parse and be too deep anyway: quotes and
/// fenced blocks within each other beyond the limit, endless runs of stars.
pub fn too_deep(page: &Page) -> Option<Diagnostic> {
    let mut fences: usize = 0;
    let mut at = 0;
    for line in page.buffer.split_inclusive('\n') {
        let bare = line
            .trim_start_matches([' ', '\t', '>', '-', '*', '+'])
            .trim_end();
        let quotes = line
            .bytes()
            .take_while(|b| matches!(b, b'>' | b' ' | b'\t'))
            .filter(|b| *b == b'>')
            .count();
        match bare.strip_prefix(":::") {
            Some(info) if info.trim_start_matches(':').is_empty() => {
                fences = fences.saturating_sub(1);
            }
            Some(_) => fences += 1,
            None => {}
        }
        if quotes > limits::DEPTH || fences > limits::DEPTH {
            return Some(fault(page, at));
        }
        if let Some(run) = long_run(line) {
            return Some(fault(page, at + run));
        }
        at += line.len();
    }
    None
}

/// Where a run of marks starts that could nest far too deep.
fn long_run(line: &str) -> Option<usize> {
    const MARKS: &[u8] = b"*_~^[";
    let bytes = line.as_bytes();
    let trimmed = line.trim();
    let rule =
        trimmed.starts_with(['*', '_']) && trimmed.bytes().all(|b| b == trimmed.as_bytes()[0]);
    if rule {
        return None;
    }
    let mut start = 0;
    for i in 0..bytes.len() {
        if i > 0 && bytes[i] != bytes[i - 1] {
            start = i;
        }
        if MARKS.contains(&bytes[i]) && i - start > 4 * limits::DEPTH {
            return Some(start);
        }
    }
    None
}

/// The error for nesting beyond the limit.
pub fn fault(page: &Page, at: usize) -> Diagnostic {
    let span = page.span(at..page.line_end(at).min(at + 40).max(at));
    let message = format!("marks are nested deeper than {} levels", limits::DEPTH);
    Diagnostic::error("too-deep", span, message).hint("take quotes, lists or emphasis apart")
}
