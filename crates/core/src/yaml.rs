//! YAML with places: a tree in which every key and value knows its bytes.
//!
//! Front matter, glossaries and bibliographies are read through it. It takes
//! what people write by hand and refuses what only machines and attackers
//! write: anchors, aliases, tags, several documents, endless nesting.

use std::collections::HashSet;

use saphyr_parser::{Event, Marker, Parser, ScalarStyle, ScanError};

use crate::diagnostic::Diagnostic;
use crate::limits;
use crate::span::{FileId, Span, Spanned};

/// A value with its place.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Yaml {
    /// Where it stands, with its quotation marks; a block scalar without its `>`.
    pub span: Span,
    /// What it is.
    pub kind: YamlKind,
    /// The text of a scalar, whatever its kind, with quotes, escapes and folded
    /// lines undone: the version `1.10` stays `1.10`. Empty for collections.
    pub text: String,
    /// Where `text` stands byte for byte; [`Span::NONE`] where it does not.
    pub text_span: Span,
}

/// What a value is, by the core schema of YAML 1.2.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum YamlKind {
    /// Nothing, `~` or `null`.
    Null,
    /// `true` or `false`.
    Bool(bool),
    /// A number; its text says which.
    Number,
    /// Any other scalar.
    String,
    /// A list.
    Sequence(Vec<Yaml>),
    /// Keys with values in the order written; keys are unique.
    Mapping(Vec<(Spanned<String>, Yaml)>),
}

impl Yaml {
    /// The text of a scalar that is not null, with its place.
    pub fn scalar(&self) -> Option<Spanned<String>> {
        match self.kind {
            YamlKind::Bool(_) | YamlKind::Number | YamlKind::String => {
                Some(Spanned::new(self.text.clone(), self.place()))
            }
            YamlKind::Null | YamlKind::Sequence(_) | YamlKind::Mapping(_) => None,
        }
    }

    /// The entries of a mapping.
    pub fn entries(&self) -> Option<&[(Spanned<String>, Yaml)]> {
        match &self.kind {
            YamlKind::Mapping(entries) => Some(entries),
            _ => None,
        }
    }

    /// The members of a sequence.
    pub fn members(&self) -> Option<&[Yaml]> {
        match &self.kind {
            YamlKind::Sequence(members) => Some(members),
            _ => None,
        }
    }

    /// The value of a mapping's key.
    pub fn get(&self, key: &str) -> Option<&Yaml> {
        let found = self.entries()?.iter().find(|(name, _)| name.value == key);
        found.map(|(_, value)| value)
    }

    /// Whether nothing was written.
    pub fn is_null(&self) -> bool {
        self.kind == YamlKind::Null
    }

    /// Where the text stands: without its quotation marks, if that is possible.
    pub fn place(&self) -> Span {
        match self.text_span.is_none() {
            true => self.span,
            false => self.text_span,
        }
    }

    /// What a person would call it: "a list".
    pub fn description(&self) -> &'static str {
        match self.kind {
            YamlKind::Null => "nothing",
            YamlKind::Bool(_) => "yes or no",
            YamlKind::Number => "a number",
            YamlKind::String => "text",
            YamlKind::Sequence(_) => "a list",
            YamlKind::Mapping(_) => "a map",
        }
    }
}

/// Reads one YAML document. `base` is the byte of `file` at which `text` starts
/// (front matter stands inside a Markdown file). The value is none where the
/// text is empty or cannot be read.
pub fn parse(text: &str, file: FileId, base: usize) -> (Option<Yaml>, Vec<Diagnostic>) {
    let place = Place::new(text, file, base);
    if text.len() > limits::TEXT_BYTES {
        let message = format!(
            "the file has {} bytes; {} are allowed",
            text.len(),
            limits::TEXT_BYTES
        );
        let fault = Diagnostic::error("file-too-large", place.span(0, 0), message)
            .hint("divide it into several files");
        return (None, vec![fault]);
    }
    let mut builder = Builder {
        place,
        open: Vec::new(),
        root: None,
        faults: Vec::new(),
        documents: 0,
    };
    let complete = builder.run(text);
    let root = builder.root.filter(|_| complete);
    (root, builder.faults)
}

/// Turns the parser's marks, which count characters, into bytes.
struct Place<'a> {
    text: &'a str,
    file: FileId,
    base: usize,
    /// The byte of every character; empty where the text is ASCII.
    bytes: Vec<u32>,
}

impl<'a> Place<'a> {
    fn new(text: &'a str, file: FileId, base: usize) -> Self {
        let bytes = match text.is_ascii() {
            true => Vec::new(),
            false => text.char_indices().map(|(i, _)| i as u32).collect(),
        };
        Place {
            text,
            file,
            base,
            bytes,
        }
    }

    fn byte(&self, mark: &Marker) -> usize {
        let byte = match self.bytes.is_empty() {
            true => mark.index(),
            false => self
                .bytes
                .get(mark.index())
                .map_or(self.text.len(), |b| *b as usize),
        };
        byte.min(self.text.len())
    }

    fn span(&self, start: usize, end: usize) -> Span {
        Span::new(self.file, self.base + start..self.base + end.max(start))
    }

    /// The bytes of an event without the white space behind it.
    fn range(&self, span: &saphyr_parser::Span) -> (usize, usize) {
        let (start, end) = (self.byte(&span.start), self.byte(&span.end));
        let written = self.text.get(start..end).unwrap_or("");
        (start, start + written.trim_end().len())
    }
}

/// A collection that is not yet closed.
enum Open {
    Sequence(usize, Vec<Yaml>),
    Mapping {
        start: usize,
        entries: Vec<(Spanned<String>, Yaml)>,
        keys: HashSet<String>,
        /// A key that waits for its value; the flag says that it is a repetition.
        key: Option<(Spanned<String>, bool)>,
    },
}

struct Builder<'a> {
    place: Place<'a>,
    open: Vec<Open>,
    root: Option<Yaml>,
    faults: Vec<Diagnostic>,
    documents: usize,
}

impl Builder<'_> {
    /// Whether the whole text was read.
    fn run(&mut self, text: &str) -> bool {
        for event in Parser::new_from_str(text) {
            let (event, span) = match event {
                Ok(event) => event,
                Err(fault) => {
                    self.syntax(&fault);
                    return false;
                }
            };
            if !self.event(event, &span) || self.faults.len() > limits::DIAGNOSTICS {
                return false;
            }
        }
        true
    }

    fn syntax(&mut self, fault: &ScanError) {
        let start = self.place.byte(fault.marker());
        let end = start
            + self.place.text[start..]
                .chars()
                .next()
                .filter(|c| *c != '\n' && *c != '\r')
                .map_or(0, char::len_utf8);
        let message = format!(
            "this is not YAML: {}",
            fault.info().trim_end_matches('.').to_lowercase()
        );
        let line = self.place.text[..start].rsplit('\n').next().unwrap_or("");
        let mut diagnostic = Diagnostic::error("yaml-syntax", self.place.span(start, end), message);
        diagnostic = match line.contains('\t') {
            true => diagnostic.hint("indent with spaces, not with tabs"),
            false => diagnostic.hint(
                "put text that has `: ` or `#` in it, or starts with a sign, in quotation marks",
            ),
        };
        self.faults.push(diagnostic);
    }

    /// Takes one event; false ends the reading.
    fn event(&mut self, event: Event<'_>, span: &saphyr_parser::Span) -> bool {
        let (start, end) = self.place.range(span);
        match event {
            Event::Nothing | Event::StreamStart | Event::StreamEnd | Event::DocumentEnd => {}
            Event::DocumentStart(_) => {
                self.documents += 1;
                if self.documents > 1 {
                    let fault = Diagnostic::error(
                        "yaml-documents",
                        self.place.span(start, end),
                        "a second YAML document starts here",
                    );
                    self.faults.push(fault.hint("remove the `---` line"));
                    return false;
                }
            }
            Event::Alias(_) => {
                self.refuse_anchor(start, end);
                self.value(Yaml {
                    span: self.place.span(start, end),
                    kind: YamlKind::Null,
                    text: String::new(),
                    text_span: Span::NONE,
                });
            }
            Event::Scalar(text, style, anchor, tag) => {
                self.refuse(anchor, tag.is_some(), start, end);
                self.refuse_controls(&text, start, end);
                let scalar = self.scalar(&text, style, start, end);
                self.value(scalar);
            }
            Event::SequenceStart(anchor, tag) => {
                self.refuse(anchor, tag.is_some(), start, end);
                self.open.push(Open::Sequence(start, Vec::new()));
                return self.depth(start, end);
            }
            Event::MappingStart(anchor, tag) => {
                self.refuse(anchor, tag.is_some(), start, end);
                self.open.push(Open::Mapping {
                    start,
                    entries: Vec::new(),
                    keys: HashSet::new(),
                    key: None,
                });
                return self.depth(start, end);
            }
            Event::SequenceEnd | Event::MappingEnd => self.close(end),
        }
        true
    }

    fn refuse(&mut self, anchor: usize, tag: bool, start: usize, end: usize) {
        if anchor > 0 {
            self.refuse_anchor(start, end);
        }
        if tag {
            let fault = Diagnostic::error(
                "yaml-tag",
                self.place.span(start, end),
                "YAML tags such as `!!str` are not taken",
            );
            self.faults
                .push(fault.hint("write the value in quotation marks, without the tag"));
        }
    }

    fn refuse_anchor(&mut self, start: usize, end: usize) {
        let fault = Diagnostic::error(
            "yaml-alias",
            self.place.span(start, end),
            "YAML anchors and aliases (`&` and `*`) are not taken",
        );
        self.faults.push(
            fault.hint(
                "write the value out; put text that starts with `*` or `&` in quotation marks",
            ),
        );
    }

    /// Control characters that were written as escapes. Those that stand in the
    /// file are told by who reads its bytes.
    fn refuse_controls(&mut self, text: &str, start: usize, end: usize) {
        let written = self.place.text.get(start..end).unwrap_or("");
        let forbidden = |c: &char| match c {
            '\t' | '\n' | '\r' => false,
            '\u{202D}' | '\u{202E}' | '\u{FFFE}' | '\u{FFFF}' => true,
            c => c.is_control(),
        };
        let mut found = text
            .chars()
            .filter(|c| forbidden(c) && !written.contains(*c));
        if let Some(c) = found.next() {
            let message = format!(
                "the control character U+{:04X} cannot be printed",
                u32::from(c)
            );
            let place = self.place.span(start, end);
            let fault = Diagnostic::error("control-character", place, message);
            self.faults.push(fault.hint("delete its escape"));
        }
    }

    fn depth(&mut self, start: usize, end: usize) -> bool {
        if self.open.len() <= limits::DEPTH {
            return true;
        }
        let message = format!("values are nested deeper than {} levels", limits::DEPTH);
        self.faults.push(Diagnostic::error(
            "too-deep",
            self.place.span(start, end),
            message,
        ));
        false
    }

    fn scalar(&self, text: &str, style: ScalarStyle, start: usize, end: usize) -> Yaml {
        let kind = match style {
            ScalarStyle::Plain => plain_kind(text),
            _ => YamlKind::String,
        };
        let quotes = match style {
            ScalarStyle::SingleQuoted | ScalarStyle::DoubleQuoted => 1,
            _ => 0,
        };
        let (from, to) = (start + quotes, end.saturating_sub(quotes));
        let verbatim = !text.is_empty() && self.place.text.get(from..to) == Some(text);
        Yaml {
            span: self.place.span(start, end),
            kind,
            text: text.to_owned(),
            text_span: match verbatim {
                true => self.place.span(from, to),
                false => Span::NONE,
            },
        }
    }

    fn close(&mut self, end: usize) {
        let (start, kind, last) = match self.open.pop() {
            Some(Open::Sequence(start, members)) => {
                let last = members.last().map(|m| m.span.end());
                (start, YamlKind::Sequence(members), last)
            }
            Some(Open::Mapping { start, entries, .. }) => {
                let last = entries.last().map(|(k, v)| v.span.end().max(k.span.end()));
                (start, YamlKind::Mapping(entries), last)
            }
            None => return,
        };
        // The end of a collection in block style is marked where the next thing
        // starts; in flow style its bracket stands there.
        let flow = matches!(self.place.text.as_bytes().get(start), Some(b'[' | b'{'));
        let end = match (flow, last) {
            (false, Some(last)) => last - self.place.base,
            _ => end,
        };
        self.value(Yaml {
            span: self.place.span(start, end),
            kind,
            text: String::new(),
            text_span: Span::NONE,
        });
    }

    fn value(&mut self, value: Yaml) {
        match self.open.last_mut() {
            None => self.root = Some(value),
            Some(Open::Sequence(_, members)) => members.push(value),
            Some(Open::Mapping {
                entries, keys, key, ..
            }) => match key.take() {
                Some((_, true)) => {}
                Some((name, false)) => entries.push((name, value)),
                None => {
                    let name = Spanned::new(value.text.clone(), value.place());
                    if matches!(value.kind, YamlKind::Sequence(_) | YamlKind::Mapping(_)) {
                        let message = "a key must be plain text";
                        self.faults
                            .push(Diagnostic::error("yaml-key", value.span, message));
                        *key = Some((name, true));
                        return;
                    }
                    let repeated = !keys.insert(name.value.clone());
                    if repeated {
                        let mut fault = Diagnostic::error(
                            "duplicate-key",
                            value.span,
                            format!("`{}` is written twice", name.value),
                        )
                        .hint("keep one of the two");
                        if let Some((first, _)) =
                            entries.iter().find(|(k, _)| *k.value == *name.value)
                        {
                            fault = fault.related(first.span, "first written here");
                        }
                        self.faults.push(fault);
                    }
                    *key = Some((name, repeated));
                }
            },
        }
    }
}

fn plain_kind(text: &str) -> YamlKind {
    match text {
        "" | "~" | "null" | "Null" | "NULL" => YamlKind::Null,
        "true" | "True" | "TRUE" => YamlKind::Bool(true),
        "false" | "False" | "FALSE" => YamlKind::Bool(false),
        _ if is_number(text) => YamlKind::Number,
        _ => YamlKind::String,
    }
}

fn is_number(text: &str) -> bool {
    let digits = text.strip_prefix(['-', '+']).unwrap_or(text);
    let starts = digits
        .trim_start_matches('.')
        .starts_with(|c: char| c.is_ascii_digit());
    starts && text.parse::<f64>().is_ok_and(f64::is_finite)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::diagnostic::brief;
    use crate::span::Sources;

    /// Reads `text` as if it stood behind four bytes of another thing, and
    /// prints each scalar with the bytes that it covers.
    fn read(text: &str) -> (String, Vec<String>) {
        let mut sources = Sources::new();
        let whole = format!("---\n{text}");
        let file = sources.add("a.yaml", whole.as_str());
        let (yaml, faults) = parse(text, file, 4);
        let mut out = String::new();
        if let Some(yaml) = &yaml {
            print(yaml, &sources, &mut out);
        }
        let faults = faults.iter().map(|d| brief(d, &sources)).collect();
        (out, faults)
    }

    fn print(yaml: &Yaml, sources: &Sources, out: &mut String) {
        match &yaml.kind {
            YamlKind::Sequence(members) => {
                out.push('[');
                members.iter().for_each(|m| print(m, sources, out));
                out.push(']');
            }
            YamlKind::Mapping(entries) => {
                out.push('{');
                for (key, value) in entries {
                    assert_eq!(sources.text(key.span), key.value);
                    out.push_str(&format!("{}=", key.value));
                    print(value, sources, out);
                }
                out.push('}');
            }
            kind => {
                if !yaml.text_span.is_none() {
                    assert_eq!(sources.text(yaml.text_span), yaml.text);
                }
                out.push_str(&format!("{kind:?}({})", sources.text(yaml.span)));
            }
        }
        out.push(' ');
    }

    #[test]
    fn scalars_keep_their_place_and_text() {
        let (tree, faults) = read(
            "title: Größe \"x\"  # no\r\nversion: 1.10\r\nlist:\r\n  - 'a b'\r\n  - \"c\\td\"\r\nmap: {é: ü, on: true}\r\nempty:\r\n",
        );
        assert_eq!(
            tree,
            "{title=String(Größe \"x\") version=Number(1.10) list=[String('a b') String(\"c\\td\") ] \
             map={é=String(ü) on=Bool(true)(true) } empty=Null() } "
        );
        assert_eq!(faults, [""; 0]);
    }

    #[test]
    fn folded_and_literal_text_covers_its_lines() {
        let (tree, faults) = read("a: >-\n  one\n  two\nb: three\n  four\n");
        assert_eq!(tree, "{a=String(one\n  two) b=String(three\n  four) } ");
        assert_eq!(faults, [""; 0]);
    }

    #[test]
    fn faults_have_their_place() {
        let cases = [
            (
                "title: \"a\\fb\"\n",
                "error[control-character] a.yaml:2:8 the control character U+000C cannot be printed (delete its escape)",
            ),
            (
                "a: 1\nb: 2\na: 3\n",
                "error[duplicate-key] a.yaml:4:1 `a` is written twice (keep one of the two)",
            ),
            (
                "a: b: c\n",
                "error[yaml-syntax] a.yaml:2:5 this is not YAML: mapping values are not allowed in this context (put text that has `: ` or `#` in it, or starts with a sign, in quotation marks)",
            ),
            (
                "a: &x 1\nb: *x\n",
                "error[yaml-alias] a.yaml:2:4 YAML anchors and aliases (`&` and `*`) are not taken (write the value out; put text that starts with `*` or `&` in quotation marks)",
            ),
            (
                "a: !!str 1\n",
                "error[yaml-tag] a.yaml:2:4 YAML tags such as `!!str` are not taken (write the value in quotation marks, without the tag)",
            ),
            (
                "? [a]\n: b\n",
                "error[yaml-key] a.yaml:2:3 a key must be plain text",
            ),
            (
                "a: 1\n---\nb: 2\n",
                "error[yaml-documents] a.yaml:3:1 a second YAML document starts here (remove the `---` line)",
            ),
        ];
        for (text, fault) in cases {
            assert_eq!(
                read(text).1.first().map(String::as_str),
                Some(fault),
                "{text}"
            );
        }
    }

    #[test]
    fn hostile_input_ends_soon() {
        for text in [
            "- ".repeat(200_000),
            "[".repeat(200_000),
            "{a: ".repeat(1_000),
            "? ".repeat(100_000),
        ] {
            let (_, faults) = read(&text);
            assert_eq!(faults.len(), 1, "{faults:?}");
        }
    }
}
