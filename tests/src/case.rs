//! How cases are written.
//!
//! ```text
//! === name of the behaviour
//! Markdown, as an author writes it
//! --- file glossary.yaml
//! another file
//! --- html
//! what is expected
//! ```
//!
//! Sections in the order in which they stand: `file PATH` adds a file; `edition
//! NAME` takes another profile than `full`; `only-latin REASON` is not told again in other
//! languages, see [`crate::retold`]; `escaped` reads `\r`, `\t`, `\\`,
//! `\xHH` and `\u{H}` in the Markdown as what they stand for. All others are
//! expectations, see [`crate::sections`].

use std::fmt::Write;

/// One case.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Case {
    /// What behaviour it shows.
    pub name: String,
    /// The Markdown as written in the case.
    pub body: String,
    /// Sections with their heading, in the order written.
    pub sections: Vec<Section>,
}

/// What stands under a `---` line.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Section {
    /// The words behind `---`.
    pub heading: String,
    /// The lines below, each ended by a line break, without empty ones at the end.
    pub text: String,
}

/// The headings that a section may have.
const HEADINGS: &[&str] = &[
    "file",
    "edition",
    "escaped",
    "only-latin",
    "tree",
    "html",
    "xhtml",
    "typst",
    "text",
    "diagnostics",
];

impl Case {
    /// Further files by path.
    pub fn files(&self) -> impl Iterator<Item = (&str, &str)> {
        self.sections.iter().filter_map(|section| {
            Some((
                section.heading.strip_prefix("file ")?,
                section.text.as_str(),
            ))
        })
    }

    /// The name of the profile.
    pub fn edition(&self) -> &str {
        let mut names = self
            .sections
            .iter()
            .filter_map(|s| s.heading.strip_prefix("edition "));
        names.next_back().unwrap_or("full")
    }

    /// The Markdown file's bytes.
    pub fn bytes(&self) -> Vec<u8> {
        match self
            .sections
            .iter()
            .any(|section| section.heading == "escaped")
        {
            true => unescape(&self.body),
            false => self.body.clone().into_bytes(),
        }
    }
}

/// Reads a file of cases.
pub fn parse(text: &str) -> Vec<Case> {
    let mut cases: Vec<Case> = Vec::new();
    for line in text.lines() {
        if let Some(name) = line.strip_prefix("=== ") {
            let (body, sections) = (String::new(), Vec::new());
            cases.push(Case {
                name: name.trim().to_owned(),
                body,
                sections,
            });
            continue;
        }
        let Some(case) = cases.last_mut() else {
            continue;
        };
        match heading(line) {
            Some(heading) => {
                let heading = heading.to_owned();
                case.sections.push(Section {
                    heading,
                    text: String::new(),
                });
            }
            None => {
                let text = match case.sections.last_mut() {
                    Some(section) => &mut section.text,
                    None => &mut case.body,
                };
                text.push_str(line);
                text.push('\n');
            }
        }
    }
    for case in &mut cases {
        trim(&mut case.body);
        case.sections
            .iter_mut()
            .for_each(|section| trim(&mut section.text));
    }
    cases
}

/// The heading that a line is, if it is one.
fn heading(line: &str) -> Option<&str> {
    let heading = line.strip_prefix("--- ")?.trim();
    let word = heading.split(' ').next()?;
    HEADINGS.contains(&word).then_some(heading)
}

fn trim(text: &mut String) {
    let length = text.trim_end_matches('\n').len();
    text.truncate(length);
    if !text.is_empty() {
        text.push('\n');
    }
}

/// Writes cases as [`parse`] reads them; `above` is what stands over the first.
pub fn write(above: &str, cases: &[Case]) -> String {
    let mut out = above.to_owned();
    for case in cases {
        let _ = write!(out, "=== {}\n{}", case.name, case.body);
        for section in &case.sections {
            let _ = write!(out, "--- {}\n{}", section.heading, section.text);
        }
        out.push('\n');
    }
    let length = out.trim_end_matches('\n').len();
    out.truncate(length);
    out.push('\n');
    out
}

/// What stands over the first case of a file.
pub fn above(text: &str) -> &str {
    match text.starts_with("=== ") {
        true => "",
        false => text.find("\n=== ").map_or(text, |at| &text[..=at]),
    }
}

fn unescape(text: &str) -> Vec<u8> {
    let mut out = Vec::new();
    let mut rest = text;
    while let Some(at) = rest.find('\\') {
        out.extend_from_slice(&rest.as_bytes()[..at]);
        rest = &rest[at + 1..];
        let (bytes, used) = escape(rest);
        out.extend(bytes);
        rest = &rest[used..];
    }
    out.extend_from_slice(rest.as_bytes());
    out
}

/// What an escape stands for and how many bytes it takes behind the backslash.
fn escape(rest: &str) -> (Vec<u8>, usize) {
    let hex = |digits: &str| u32::from_str_radix(digits, 16).unwrap_or(u32::from('?'));
    match rest.as_bytes().first() {
        Some(b'r') => (vec![b'\r'], 1),
        Some(b't') => (vec![b'\t'], 1),
        Some(b'x') if rest.len() >= 3 => (vec![hex(&rest[1..3]) as u8], 3),
        Some(b'u') => {
            let end = rest.find('}').unwrap_or(rest.len() - 1);
            let c = char::from_u32(hex(rest.get(2..end).unwrap_or(""))).unwrap_or('?');
            (c.to_string().into_bytes(), end + 1)
        }
        Some(other) => (vec![*other], 1),
        None => (Vec::new(), 0),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const FILE: &str = "About these cases.\n\n=== one\n---\ntitle: T\n---\n\nText\n--- file a.yaml\nk: v\n--- html\n<p>\n\n=== two\nText\n";

    #[test]
    fn what_is_read_is_written_back() {
        let cases = parse(FILE);
        assert_eq!(cases.len(), 2);
        assert_eq!(cases[0].body, "---\ntitle: T\n---\n\nText\n");
        assert_eq!(cases[0].files().collect::<Vec<_>>(), [("a.yaml", "k: v\n")]);
        assert_eq!(write(above(FILE), &cases), FILE);
    }

    #[test]
    fn escapes_give_bytes() {
        assert_eq!(unescape(r"a\r\xff\u{feff}\\"), b"a\r\xff\xef\xbb\xbf\\");
    }
}
