//! Where a thing was written: files, byte ranges, lines and columns.

use std::ops::Range;
use std::sync::Arc;

/// A source file of one [`Sources`] register.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct FileId(u32);

/// A byte range in a source file, or explicitly no place at all ([`Span::NONE`]),
/// for nodes that the program made.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Span {
    file: u32,
    start: u32,
    end: u32,
}

impl Span {
    /// No place: the node was made by the program.
    pub const NONE: Span = Span {
        file: u32::MAX,
        start: 0,
        end: 0,
    };

    /// The bytes `range` of `file`. Files are limited to far less than 4 GiB
    /// (see [`crate::limits`]), so offsets fit; larger ones are clamped.
    pub fn new(file: FileId, range: Range<usize>) -> Span {
        let clamp = |n: usize| u32::try_from(n).unwrap_or(u32::MAX);
        Span {
            file: file.0,
            start: clamp(range.start),
            end: clamp(range.end.max(range.start)),
        }
    }

    /// Whether the node was made by the program.
    pub fn is_none(self) -> bool {
        self.file == u32::MAX
    }

    /// The file, unless the span is [`Span::NONE`].
    pub fn file(self) -> Option<FileId> {
        (!self.is_none()).then_some(FileId(self.file))
    }

    /// The byte range; empty at 0 for [`Span::NONE`].
    pub fn range(self) -> Range<usize> {
        self.start as usize..self.end as usize
    }

    /// The first byte.
    pub fn start(self) -> usize {
        self.start as usize
    }

    /// One past the last byte.
    pub fn end(self) -> usize {
        self.end as usize
    }

    /// The part of this span that `range`, counted from its start, covers.
    pub fn slice(self, range: Range<usize>) -> Span {
        if self.is_none() {
            return self;
        }
        let clamp = |n: usize| u32::try_from(n).unwrap_or(u32::MAX);
        Span {
            file: self.file,
            start: self.start.saturating_add(clamp(range.start)),
            end: self.start.saturating_add(clamp(range.end.max(range.start))),
        }
    }

    /// The smallest span that holds both; the other one where one is none or
    /// lies in another file.
    pub fn join(self, other: Span) -> Span {
        if self.is_none() {
            return other;
        }
        if other.is_none() || other.file != self.file {
            return self;
        }
        Span {
            file: self.file,
            start: self.start.min(other.start),
            end: self.end.max(other.end),
        }
    }
}

impl std::fmt::Debug for Span {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        match self.is_none() {
            true => f.write_str("none"),
            false => write!(f, "{}:{}..{}", self.file, self.start, self.end),
        }
    }
}

/// One file as it was read.
#[derive(Clone, Debug)]
pub struct Source {
    /// Path for people, relative to the library's root, with `/`.
    pub path: String,
    /// The text; a byte order mark and invalid UTF-8 are already dealt with.
    pub text: Arc<str>,
    lines: Vec<u32>,
}

impl Source {
    /// One-based line and column (in characters) of a byte offset.
    pub fn position(&self, byte: usize) -> (usize, usize) {
        let byte = byte.min(self.text.len());
        let line = self
            .lines
            .partition_point(|&start| start as usize <= byte)
            .max(1);
        let start = self.lines[line - 1] as usize;
        let column = self
            .text
            .get(start..byte)
            .map_or(1, |s| s.chars().count() + 1);
        (line, column)
    }

    /// The byte range of a one-based line, without its line break.
    pub fn line_range(&self, line: usize) -> Range<usize> {
        let at = |i: usize| self.lines.get(i).map_or(self.text.len(), |&n| n as usize);
        let (start, end) = (at(line.saturating_sub(1)), at(line));
        let text = &self.text[start..end];
        start..start + text.trim_end_matches(['\n', '\r']).len()
    }

    /// The byte at which a one-based line starts; the end of the text for a
    /// line past it.
    pub fn line_start(&self, line: usize) -> usize {
        self.lines
            .get(line.saturating_sub(1))
            .map_or(self.text.len(), |&n| n as usize)
    }
}

/// The files that one article was read from: its text, glossaries,
/// bibliographies, shared blocks and the library's configuration.
#[derive(Clone, Debug, Default)]
pub struct Sources {
    files: Vec<Source>,
}

impl Sources {
    /// An empty register.
    pub fn new() -> Sources {
        Sources::default()
    }

    /// Adds a file, or returns the one already there with the same path and text.
    pub fn add(&mut self, path: impl Into<String>, text: impl Into<Arc<str>>) -> FileId {
        let (path, text) = (path.into(), text.into());
        if let Some(i) = self
            .files
            .iter()
            .position(|s| s.path == path && s.text == text)
        {
            return FileId(i as u32);
        }
        let lines = std::iter::once(0)
            .chain(
                text.bytes()
                    .enumerate()
                    .filter(|(_, b)| *b == b'\n')
                    .map(|(i, _)| i as u32 + 1),
            )
            .collect();
        self.files.push(Source { path, text, lines });
        FileId(self.files.len() as u32 - 1)
    }

    /// The file of an id that this register gave out.
    pub fn get(&self, id: FileId) -> &Source {
        &self.files[id.0 as usize]
    }

    /// The file that a span lies in, if any.
    pub fn of(&self, span: Span) -> Option<&Source> {
        self.files.get(span.file()?.0 as usize)
    }

    /// The words that a span covers; empty for [`Span::NONE`].
    pub fn text(&self, span: Span) -> &str {
        self.of(span)
            .and_then(|s| s.text.get(span.range()))
            .unwrap_or("")
    }

    /// All files in the order in which they were added.
    pub fn iter(&self) -> impl Iterator<Item = (FileId, &Source)> {
        self.files
            .iter()
            .enumerate()
            .map(|(i, s)| (FileId(i as u32), s))
    }
}

/// A value with the place where it was written.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Spanned<T> {
    /// The value.
    pub value: T,
    /// Where it stands.
    pub span: Span,
}

impl<T> Spanned<T> {
    /// A value at a place.
    pub fn new(value: T, span: Span) -> Self {
        Spanned { value, span }
    }

    /// A value made by the program.
    pub fn made(value: T) -> Self {
        Spanned {
            value,
            span: Span::NONE,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn positions_count_characters_from_one() {
        let mut sources = Sources::new();
        let id = sources.add("a.md", "ab\r\nçd\n");
        let source = sources.get(id);
        assert_eq!(source.position(0), (1, 1));
        assert_eq!(source.position(4), (2, 1));
        assert_eq!(source.position(6), (2, 2));
        assert_eq!(source.position(99), (3, 1));
        assert_eq!(&source.text[source.line_range(1)], "ab");
        assert_eq!(&source.text[source.line_range(2)], "çd");
    }

    #[test]
    fn slices_and_joins_stay_in_one_file() {
        let mut sources = Sources::new();
        let (a, b) = (sources.add("a", "hello"), sources.add("b", "world"));
        let span = Span::new(a, 1..4);
        assert_eq!(sources.text(span.slice(1..2)), "l");
        assert_eq!(span.join(Span::new(a, 3..5)).range(), 1..5);
        assert_eq!(span.join(Span::new(b, 0..5)), span);
        assert_eq!(Span::NONE.join(span), span);
    }
}
