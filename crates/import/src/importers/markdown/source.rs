//! The lines of a text with the files that it includes.

use crate::Source;
use crate::importers::text;
use crate::report::{Decision, Kind, Place, Report};

/// Files that one text may include, in all.
const FILES: usize = 64;
/// Files that include each other.
const DEPTH: usize = 8;

/// A line with its number in the source; an included line has that of the line
/// that includes it.
#[derive(Clone, Debug)]
pub struct Line {
    /// Its number.
    pub at: u32,
    /// What it says, without its end.
    pub text: String,
}

impl Line {
    /// A line at a place.
    pub fn new(at: u32, text: impl Into<String>) -> Line {
        Line {
            at,
            text: text.into(),
        }
    }
}

/// All lines of a text.
pub fn lines(text: &str) -> Vec<Line> {
    let numbered = text.lines().zip(1..);
    numbered.map(|(text, at)| Line::new(at, text)).collect()
}

/// One expansion of includes.
struct Includes<'a> {
    source: &'a Source<'a>,
    report: &'a mut Report,
    files: usize,
    bytes: usize,
    out: Vec<Line>,
}

/// Puts included files in their places.
pub fn include(source: &Source, lines: Vec<Line>, report: &mut Report) -> Vec<Line> {
    let mut includes = Includes {
        source,
        report,
        files: 0,
        bytes: 0,
        out: Vec::with_capacity(lines.len()),
    };
    includes.run(lines, &mut Vec::new());
    includes.out
}

impl Includes<'_> {
    fn run(&mut self, lines: Vec<Line>, path: &mut Vec<String>) {
        let mut fence = Fence::default();
        for line in lines {
            let included = match fence.is_text(&line.text) {
                true => included(&line.text),
                false => None,
            };
            match included {
                None => self.out.push(line),
                Some(name) => self.file(line.at, &name, &line.text, path),
            }
        }
    }

    fn file(&mut self, at: u32, name: &str, line: &str, path: &mut Vec<String>) {
        let refused = if path.iter().any(|it| it == name) {
            Some("it includes itself")
        } else if path.len() >= DEPTH {
            Some("files include each other too deep")
        } else if self.files >= FILES || self.bytes > pamphlet_core::limits::TEXT_BYTES {
            Some("too much is included")
        } else {
            None
        };
        let found = match refused {
            Some(why) => Err(why),
            None => (self.source.beside)(name).ok_or("there is no such file beside the source"),
        };
        let text = found.and_then(|bytes| match text::decode(&bytes) {
            Ok(text) => Ok(text.into_owned()),
            Err(_) => Err("it is no text"),
        });
        match text {
            Ok(text) => {
                self.files += 1;
                self.bytes += text.len();
                let message = format!("the file `{name}` is included here");
                let decision = Decision::new(Place(at), Kind::Converted, 95, message);
                self.report.add(decision.dropping(line).adding(&text));
                path.push(name.to_owned());
                let inner = text.lines().map(|text| Line::new(at, text)).collect();
                self.run(inner, path);
                path.pop();
            }
            Err(why) => {
                let message = format!("the file `{name}` is not included: {why}");
                let decision = Decision::new(Place(at), Kind::Dropped, 50, message.clone());
                self.report.add(decision.dropping(line));
                self.out.push(Line::new(at, super::todo(&message)));
            }
        }
    }
}

/// The file that a line includes: Quarto's short code, R Markdown's child, MyST.
fn included(line: &str) -> Option<String> {
    let bare = line.trim();
    let name = match bare.strip_prefix("{{<") {
        Some(rest) => rest.strip_suffix(">}}")?.trim().strip_prefix("include ")?,
        None => {
            let options = bare.strip_prefix("```{r")?;
            let (_, rest) = options.split_once("child")?;
            let rest = rest.trim_start().strip_prefix('=')?.trim_start();
            let quote = rest.chars().next().filter(|c| matches!(c, '"' | '\''))?;
            rest[1..].split(quote).next()?
        }
    };
    let name = name.trim().trim_matches(['"', '\'']);
    (!name.is_empty()).then(|| name.to_owned())
}

/// Follows fenced code and comments through lines.
#[derive(Default, Clone)]
pub struct Fence {
    open: Option<(char, usize)>,
    comment: bool,
    math: bool,
}

impl Fence {
    /// Takes the next line; whether it is text, and no line of code, of a
    /// comment or of set-apart math. The line that opens code is text.
    pub fn is_text(&mut self, line: &str) -> bool {
        let bare = line.trim_start_matches([' ', '\t', '>']);
        if self.comment {
            self.comment = !bare.contains("-->");
            return false;
        }
        if let Some((mark, count)) = self.open {
            let run = bare.chars().take_while(|c| *c == mark).count();
            if run >= count && bare[run..].trim().is_empty() {
                self.open = None;
            }
            return false;
        }
        if self.math {
            self.math = !bare.trim_end().ends_with("$$") && !bare.contains("$$ {");
            return false;
        }
        if let Some((mark, count, info)) = opening(bare)
            && (mark == '~' || !info.contains('`'))
        {
            self.open = Some((mark, count));
            return true;
        }
        if bare.starts_with("<!--") && !bare.contains("-->") {
            self.comment = true;
            return false;
        }
        if bare.starts_with("$$") && !bare[2..].contains("$$") {
            self.math = true;
            return false;
        }
        true
    }

    /// Whether the next line stands within code.
    pub fn in_code(&self) -> bool {
        self.open.is_some()
    }
}

/// The mark, length and info string of a line that opens code.
pub fn opening(bare: &str) -> Option<(char, usize, &str)> {
    let mark = bare.chars().next().filter(|c| matches!(c, '`' | '~'))?;
    let count = bare.chars().take_while(|c| *c == mark).count();
    (count >= 3).then(|| (mark, count, bare[count..].trim()))
}
