//! The text given to comrak, and the way back from its lines and columns to
//! the bytes of the source.
//!
//! In scripts without capitals a word may join the next without a blank, so a mark of
//! stress between them opens or closes as between Chinese signs: the buffer has
//! [`JOINT`] there, which is no byte of the source.
//!
//! Some bytes are masked, each by one other byte, so that places stay: the bar
//! of `[[term|shown]]` and those of captions, which comrak would take as the
//! bars of a table, and control characters, which are errors anyway.

use std::ops::Range;
use std::sync::Arc;

use pamphlet_core::span::{FileId, Span};

use crate::bytes::is_forbidden;

/// Stands for `|` where it does not divide cells.
const BAR: char = '\u{1}';
/// Stands for a control character.
const CONTROL: char = '\u{1A}';
/// Stands between a letter and `**` that would else open or close nothing. To comrak
/// it is a sign of Chinese, for which it has a rule; nobody will ever write it.
pub const JOINT: char = '\u{3FFFD}';
/// Stands for a [`JOINT`] that somebody wrote, which is an error anyway.
const NOT_JOINT: char = '\u{3FFFC}';
/// Goes before a piece of a line that is parsed by itself, so that nothing in
/// it is taken as the start of a block.
const GUARD: &str = "\\. ";

/// A text for comrak.
#[derive(Clone)]
pub struct Page {
    /// What comrak gets.
    pub buffer: String,
    file: FileId,
    /// The byte of the file at which the buffer, without its guard, starts.
    base: usize,
    /// Bytes of the buffer that are not of the source.
    pub skip: usize,
    /// The place of every node, where the buffer stands nowhere byte for byte.
    fixed: Option<Span>,
    lines: Vec<usize>,
    /// Where each [`JOINT`] starts.
    joints: Vec<usize>,
}

impl Page {
    /// The bytes `range` of a file.
    pub fn new(file: FileId, text: &Arc<str>, range: Range<usize>) -> Page {
        Page::build(mask(&text[range.clone()]), file, range.start, 0, None)
    }

    /// A piece of one line of this page, to be read as inlines.
    pub fn piece(&self, range: Range<usize>) -> Page {
        let buffer = format!("{GUARD}{}", &self.buffer[range.clone()]);
        let base = self.of_file(range.start);
        Page::build(buffer, self.file, base, GUARD.len(), self.fixed)
    }

    /// Bytes `range` of a file, to be read as inlines.
    pub fn inline(file: FileId, text: &str, base: usize) -> Page {
        let buffer = format!("{GUARD}{}", mask(text));
        Page::build(buffer, file, base, GUARD.len(), None)
    }

    /// Text that stands nowhere byte for byte, to be read as inlines: every
    /// node gets the place `span`.
    pub fn loose(file: FileId, text: &str, span: Span) -> Page {
        let line = text.trim().replace(['\r', '\n'], " ");
        let buffer = format!("{GUARD}{}", mask(&line));
        Page::build(buffer, file, 0, GUARD.len(), Some(span))
    }

    fn build(buffer: String, file: FileId, base: usize, skip: usize, fixed: Option<Span>) -> Page {
        let bytes = buffer.as_bytes();
        let mut lines = vec![0];
        for (i, b) in bytes.iter().enumerate() {
            let ends = *b == b'\n' || (*b == b'\r' && bytes.get(i + 1) != Some(&b'\n'));
            if ends {
                lines.push(i + 1);
            }
        }
        let joints = buffer.match_indices(JOINT).map(|(at, _)| at).collect();
        Page {
            joints,
            buffer,
            file,
            base,
            skip,
            fixed,
            lines,
        }
    }

    /// The byte of the buffer at a line and column, both from one.
    pub fn byte(&self, line: usize, column: usize) -> usize {
        let end = self.buffer.len();
        let start = self.lines.get(line.max(1) - 1).copied().unwrap_or(end);
        let mut byte = (start + column.max(1) - 1).min(end);
        while !self.buffer.is_char_boundary(byte) {
            byte -= 1;
        }
        byte
    }

    /// The bytes from one line and column to another, which is included.
    pub fn range(&self, start: (usize, usize), end: (usize, usize)) -> Range<usize> {
        let from = self.byte(start.0, start.1);
        let line = self.lines.get(end.0.max(1) - 1).copied();
        let mut to = (line.unwrap_or(self.buffer.len()) + end.1).min(self.buffer.len());
        while !self.buffer.is_char_boundary(to) {
            to += 1;
        }
        from..to.max(from)
    }

    /// The place of bytes of the buffer.
    pub fn span(&self, range: Range<usize>) -> Span {
        match self.fixed {
            Some(span) => span,
            None => {
                let (start, end) = (self.of_file(range.start), self.of_file(range.end));
                Span::new(self.file, start..end)
            }
        }
    }

    /// The byte of the file that a byte of the buffer is.
    fn of_file(&self, byte: usize) -> usize {
        let before = self.joints.partition_point(|joint| *joint < byte);
        let joints = match before.checked_sub(1).map(|last| self.joints[last]) {
            Some(last) => (before - 1) * JOINT.len_utf8() + (byte - last).min(JOINT.len_utf8()),
            None => 0,
        };
        self.base + byte.saturating_sub(self.skip + joints)
    }

    /// Whether nodes have places of their own.
    pub fn is_placed(&self) -> bool {
        self.fixed.is_none()
    }

    /// The file it was read from.
    pub fn file(&self) -> FileId {
        self.file
    }

    /// The end of the line that a byte lies in, without its line break.
    pub fn line_end(&self, byte: usize) -> usize {
        let next = self.lines.partition_point(|start| *start <= byte);
        let end = self.lines.get(next).copied().unwrap_or(self.buffer.len());
        let line = &self.buffer[byte.min(end)..end];
        byte.min(end) + line.trim_end_matches(['\n', '\r']).len()
    }
}

/// Text that comrak gave back, as the author wrote it; lines end with `\n`.
pub fn unmask(text: &str) -> String {
    let lines = match text.contains('\r') {
        true => text.replace("\r\n", "\n").replace('\r', "\n"),
        false => text.to_owned(),
    };
    let chars = lines.chars().filter(|c| *c != JOINT);
    chars.map(unmask_char).collect()
}

/// One character that comrak gave back.
pub fn unmask_char(c: char) -> char {
    match c {
        BAR => '|',
        CONTROL => '\u{FFFD}',
        c if is_forbidden(c) => '\u{FFFD}',
        c => c,
    }
}

/// Whether a character of the buffer reads otherwise than the source.
pub fn is_control(c: char) -> bool {
    c != BAR && is_forbidden(c)
}

/// Whether a letter's script has no capitals, as those of Arabic, Hebrew or Hindi: Arabic
/// writes `و` and `ب` joined to the next word. Of East Asia's comrak knows by itself.
fn joins(c: char) -> bool {
    ('\u{590}'..'\u{1100}').contains(&c) && c.is_alphabetic() && !c.is_lowercase()
}

/// Whether a character is a sign beside which comrak wants a blank or another sign.
fn is_sign(c: char) -> bool {
    !c.is_alphanumeric() && !c.is_whitespace() && c != '*'
}

/// As far ahead as a term may end.
fn window(text: &str) -> &str {
    let mut end = text.len().min(1_000);
    while !text.is_char_boundary(end) {
        end -= 1;
    }
    &text[..end]
}

fn mask(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    let mut above_has_bar = false;
    for line in text.split_inclusive('\n') {
        let bare = line.trim_start_matches([' ', '\t', '>']);
        let caption = above_has_bar && bare.starts_with(": ");
        let mut open = false;
        let mut chars = line.char_indices();
        // The character before a run of stars, and that before this one.
        let (mut outside, mut last) = (' ', ' ');
        while let Some((i, c)) = chars.next() {
            let before = std::mem::replace(&mut last, c);
            match c {
                '\\' => {
                    out.push(c);
                    let next = chars.clone().next().map(|(_, n)| n);
                    if next.is_some_and(|n| n.is_ascii_punctuation()) {
                        out.extend(chars.next().map(|(_, n)| n));
                        // No star behind a backslash is of a run.
                        last = '\\';
                    }
                    continue;
                }
                '*' => {
                    if before != '*' {
                        outside = before;
                        let behind = line[i..].trim_start_matches('*').chars().next();
                        if joins(outside) && behind.is_some_and(is_sign) {
                            out.push(JOINT);
                        }
                    }
                    out.push(c);
                    let behind = line[i + 1..].chars().next();
                    if behind.is_some_and(joins) && is_sign(outside) {
                        out.push(JOINT);
                    }
                    continue;
                }
                JOINT => {
                    out.push(NOT_JOINT);
                    continue;
                }
                '[' if line[i..].starts_with("[[") => {
                    let rest = window(&line[i + 2..]);
                    let close = rest.find("]]");
                    open = close.is_some_and(|end| !rest[..end].contains("[["));
                }
                ']' if line[i..].starts_with("]]") => open = false,
                '|' if open || caption => {
                    out.push(BAR);
                    continue;
                }
                c if c.is_ascii() && is_forbidden(c) => {
                    out.push(CONTROL);
                    continue;
                }
                _ => {}
            }
            out.push(c);
        }
        above_has_bar = line.contains('|') && (caption || !bare.is_empty());
    }
    out
}
