//! XLIFF 2.1 and 1.2 as text. Nothing in it hangs on when or where it is written.

use pamphlet_core::inline::Inline;

use crate::codes::{Code, Item};
use crate::unit::{Document, Group, Unit, Version};

/// The namespace of XLIFF 1.2.
pub const XLIFF_1: &str = "urn:oasis:names:tc:xliff:document:1.2";
/// The namespace of XLIFF 2.0 and 2.1.
pub const XLIFF_2: &str = "urn:oasis:names:tc:xliff:document:2.0";
/// The namespace of our attributes: where a unit's block stands, its hash, and that of the
/// target that goes out.
pub const OURS: &str = "urn:pamphlet:translate:1";

/// Writes a document.
pub fn write(document: &Document) -> String {
    let mut out = Out {
        text: "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n".to_owned(),
        version: document.version,
    };
    let (namespace, version) = match document.version {
        Version::V1 => (XLIFF_1, "1.2"),
        Version::V2 => (XLIFF_2, "2.1"),
    };
    let head = [
        ("xmlns", namespace),
        ("xmlns:pamphlet", OURS),
        ("version", version),
    ];
    let (source, target) = (document.source.as_str(), document.target.as_str());
    match document.version {
        Version::V1 => out.open(0, "xliff", &head),
        Version::V2 => {
            let languages = [("srcLang", source), ("trgLang", target)];
            out.open(0, "xliff", &[&head[..], &languages].concat());
        }
    }
    for group in &document.files {
        out.group(group, source, target);
    }
    out.line(0, "</xliff>");
    out.text
}

struct Out {
    text: String,
    version: Version,
}

impl Out {
    fn line(&mut self, depth: usize, line: &str) {
        self.text.push_str(&"  ".repeat(depth));
        self.text.push_str(line);
        self.text.push('\n');
    }

    fn open(&mut self, depth: usize, name: &str, attributes: &[(&str, &str)]) {
        let line = tag(name, attributes, "");
        self.line(depth, &line);
    }

    fn group(&mut self, group: &Group, source: &str, target: &str) {
        let original = ("original", group.original.as_str());
        match self.version {
            Version::V1 => {
                let languages = [("source-language", source), ("target-language", target)];
                let kind = [("datatype", "plaintext"), ("xml:space", "preserve")];
                self.open(1, "file", &[&[original][..], &languages, &kind].concat());
                self.line(2, "<body>");
                group.units.iter().for_each(|unit| self.unit_1(unit));
                self.line(2, "</body>");
            }
            Version::V2 => {
                let id = ("id", group.id.as_str());
                self.open(1, "file", &[id, original, ("xml:space", "preserve")]);
                group.units.iter().for_each(|unit| self.unit_2(unit));
            }
        }
        self.line(1, "</file>");
    }

    fn unit_2(&mut self, unit: &Unit) {
        let mut attributes = vec![("id", unit.id.as_str()), ("name", &unit.path)];
        attributes.extend(ours(unit));
        self.open(2, "unit", &attributes);
        if !unit.notes.is_empty() {
            self.line(3, "<notes>");
            for note in &unit.notes {
                self.line(4, &format!("<note>{}</note>", escape(note)));
            }
            self.line(3, "</notes>");
        }
        if !unit.codes.is_empty() {
            self.line(3, "<originalData>");
            for code in &unit.codes {
                let (start, end) = code.marks();
                for (name, mark) in data_of(code).into_iter().zip([start, end]) {
                    let data = format!("<data id=\"{name}\">{}</data>", escape(&mark));
                    self.line(4, &data);
                }
            }
            self.line(3, "</originalData>");
        }
        let state = match unit.target {
            Some(_) => "translated",
            None => "initial",
        };
        self.open(3, "segment", &[("id", "s1"), ("state", state)]);
        self.content(unit, 4);
        self.line(3, "</segment>");
        self.line(2, "</unit>");
    }

    fn unit_1(&mut self, unit: &Unit) {
        let mut attributes = vec![("id", unit.id.as_str()), ("resname", &unit.path)];
        attributes.extend(ours(unit));
        self.open(3, "trans-unit", &attributes);
        self.content(unit, 4);
        for note in &unit.notes {
            self.line(4, &format!("<note>{}</note>", escape(note)));
        }
        self.line(3, "</trans-unit>");
    }

    fn content(&mut self, unit: &Unit, depth: usize) {
        let source = self.items(&unit.source, unit);
        self.line(depth, &format!("<source>{source}</source>"));
        if let Some(target) = &unit.target {
            let target = self.items(target, unit);
            let state = match self.version {
                Version::V1 => " state=\"translated\"",
                Version::V2 => "",
            };
            self.line(depth, &format!("<target{state}>{target}</target>"));
        }
    }

    fn items(&self, items: &[Item], unit: &Unit) -> String {
        let mut out = String::new();
        for item in items {
            let code = match item {
                Item::Words(words) => {
                    out.push_str(&escape(words));
                    continue;
                }
                Item::Code(code) => code,
            };
            let meaning = unit.codes.iter().find(|it| it.id == code.id);
            let attributes = match meaning {
                Some(meaning) => self.attributes(meaning),
                None => vec![("id", code.id.clone())],
            };
            let attributes: Vec<(&str, &str)> = attributes
                .iter()
                .map(|(name, value)| (*name, value.as_str()))
                .collect();
            let name = match (self.version, code.pair) {
                (Version::V1, true) => "g",
                (Version::V1, false) => "x",
                (Version::V2, true) => "pc",
                (Version::V2, false) => "ph",
            };
            if code.pair {
                out.push_str(&tag(name, &attributes, ""));
                out.push_str(&self.items(&code.items, unit));
                out.push_str(&format!("</{name}>"));
            } else {
                out.push_str(&tag(name, &attributes, "/"));
            }
        }
        out
    }

    fn attributes(&self, code: &Code) -> Vec<(&'static str, String)> {
        let mut all = vec![("id", code.id.clone())];
        match self.version {
            Version::V1 => {
                all.push(("ctype", ctype(&code.inline, code.pair).to_owned()));
                // Programs show the text of `equiv-text` in place of what stands within.
                let mark = if code.pair {
                    "pamphlet:mark"
                } else {
                    "equiv-text"
                };
                all.push((mark, code.mark()));
            }
            Version::V2 => {
                all.extend([("canCopy", "no".into()), ("canDelete", "no".into())]);
                let names = match code.pair {
                    true => ["dataRefStart", "dataRefEnd"].as_slice(),
                    false => &["dataRef"],
                };
                all.extend(names.iter().copied().zip(data_of(code)));
                if !code.pair {
                    all.push(("disp", code.marks().0));
                }
                let (kind, more) = kind(&code.inline);
                all.push(("type", kind.to_owned()));
                all.extend(more.map(|more| ("subType", more.to_owned())));
            }
        }
        all
    }
}

/// The names of the data that hold a code's marks.
fn data_of(code: &Code) -> Vec<String> {
    match code.pair {
        true => vec![format!("d{}-start", code.id), format!("d{}-end", code.id)],
        false => vec![format!("d{}", code.id)],
    }
}

fn ours(unit: &Unit) -> impl Iterator<Item = (&str, &str)> {
    let block = unit.block.iter().map(|it| ("pamphlet:block", it.as_str()));
    let hash = unit.hash.iter().map(|it| ("pamphlet:hash", it.as_str()));
    let sent = unit.sent.iter().map(|it| ("pamphlet:target", it.as_str()));
    block.chain(hash).chain(sent)
}

/// What XLIFF 2 calls a code.
fn kind(inline: &Inline) -> (&'static str, Option<&'static str>) {
    match inline {
        Inline::Emphasis(_) => ("fmt", Some("xlf:i")),
        Inline::Strong(_) => ("fmt", Some("xlf:b")),
        Inline::Strikethrough(_) | Inline::Subscript(_) | Inline::Superscript(_) => ("fmt", None),
        Inline::HardBreak(_) => ("fmt", Some("xlf:lb")),
        Inline::Link(_) | Inline::CrossReference(_) | Inline::Term(_) => ("link", None),
        Inline::Image(_) => ("image", None),
        Inline::Field(_) => ("ui", Some("xlf:var")),
        Inline::Text(_)
        | Inline::SoftBreak(_)
        | Inline::Phrase(_)
        | Inline::Code(_)
        | Inline::Math(_)
        | Inline::Citation(_)
        | Inline::NoteCall(_)
        | Inline::Comment(_) => ("other", None),
    }
}

/// What XLIFF 1.2 calls a code.
fn ctype(inline: &Inline, pair: bool) -> &'static str {
    match inline {
        Inline::Emphasis(_) => "italic",
        Inline::Strong(_) => "bold",
        Inline::Strikethrough(_) => "x-strikethrough",
        Inline::Subscript(_) => "x-subscript",
        Inline::Superscript(_) => "x-superscript",
        Inline::HardBreak(_) => "lb",
        Inline::Link(_) | Inline::CrossReference(_) if pair => "link",
        // A link is no placeholder there.
        Inline::Link(_) | Inline::CrossReference(_) => "x-link",
        Inline::Term(_) => "x-term",
        Inline::Image(_) => "image",
        Inline::Text(_) | Inline::SoftBreak(_) => "x-character",
        Inline::Phrase(_) => "x-phrase",
        Inline::Code(_) => "x-code",
        Inline::Math(_) => "x-math",
        Inline::Citation(_) => "x-citation",
        Inline::Field(_) => "x-field",
        Inline::NoteCall(_) => "x-note",
        Inline::Comment(_) => "x-comment",
    }
}

fn tag(name: &str, attributes: &[(&str, &str)], end: &str) -> String {
    let said = attributes
        .iter()
        .map(|(name, value)| format!(" {name}=\"{}\"", escape(value)));
    format!("<{name}{}{end}>", said.collect::<String>())
}

/// A character of marks as XML can have it.
pub(crate) fn shown(c: char) -> char {
    match c {
        '\t' | '\n' | '\r' => c,
        '\0'..='\u{1F}' | '\u{FFFE}' | '\u{FFFF}' => '\u{FFFD}',
        c => c,
    }
}

/// Words as characters of XML. What XML has no character for is shown as `U+FFFD`:
/// only marks that people look at can have it.
fn escape(words: &str) -> String {
    let mut out = String::with_capacity(words.len());
    for c in words.chars() {
        match c {
            '&' => out.push_str("&amp;"),
            '<' => out.push_str("&lt;"),
            '>' => out.push_str("&gt;"),
            '"' => out.push_str("&quot;"),
            '\t' => out.push_str("&#9;"),
            '\n' => out.push_str("&#10;"),
            '\r' => out.push_str("&#13;"),
            c => out.push(shown(c)),
        }
    }
    out
}
