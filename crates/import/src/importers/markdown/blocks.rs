//! Blocks of other dialects as ours, line by line.

use std::collections::{BTreeMap, BTreeSet};

use super::divs::{self, Div, DivKind};
use super::marks::{is_atx, is_delimiter_row};
use super::source::{Fence, Line, opening};
use super::{headings, spans, tables};
use crate::Source;
use crate::importers::pictures::Pictures;
use crate::report::{Decision, Kind, Place, Report};

/// One conversion.
pub struct Convert<'a> {
    /// The file, with the way to files beside it.
    pub source: &'a Source<'a>,
    /// What was decided.
    pub report: &'a mut Report,
    /// Lines of ours.
    pub out: Vec<Line>,
    /// Blocks that are open.
    pub divs: Vec<Div>,
    /// Labels that the text defines.
    pub labels: BTreeSet<String>,
    /// Numbers of examples by their label.
    pub examples: BTreeMap<String, usize>,
    /// The number of the next example.
    pub example: usize,
    /// Images out of HTML.
    pub pictures: Pictures,
    /// Whether two hyphens are a dash.
    pub smart: bool,
    /// A label that waits for its heading.
    pub target: Option<String>,
    /// A caption that stands above its table.
    pub caption: Option<Line>,
    /// Images of which nothing says what they show.
    pub unsaid: BTreeSet<String>,
}

impl Convert<'_> {
    /// Adds a line of the result.
    pub fn emit(&mut self, at: u32, text: &str) {
        let callouts = self.divs.iter().filter(|it| it.is_quote()).count();
        if callouts == 0 {
            return self.out.push(Line::new(at, text));
        }
        let indent = self
            .divs
            .iter()
            .find(|it| it.is_quote())
            .map_or(0, |it| it.indent);
        let own = text.len() - text.trim_start_matches(' ').len();
        let (space, rest) = text.split_at(own.min(indent));
        let marks = "> ".repeat(callouts);
        let line = format!("{}{marks}{rest}", " ".repeat(indent.max(space.len())));
        self.out.push(Line::new(at, line.trim_end()));
    }

    /// Adds a line that parts blocks.
    pub fn gap(&mut self, at: u32) {
        let depth = self.divs.iter().filter(|it| it.is_quote()).count();
        let blank = |it: &Line| {
            let bare = it.text.trim_matches(['>', ' ']).is_empty();
            bare && it.text.matches('>').count() == depth
        };
        if !self.out.last().is_none_or(blank) {
            self.emit(at, "");
        }
    }

    /// A decision that loses words.
    pub fn lose(&mut self, at: u32, sure: u8, message: impl Into<String>, words: &str) {
        let decision = Decision::new(Place(at), Kind::Dropped, sure, message);
        self.report.add(decision.dropping(words));
    }

    /// A construct written in another way.
    pub fn say(&mut self, at: u32, message: impl Into<String>) {
        self.report.say(Place(at), Kind::Converted, 85, message);
    }

    /// Converts all lines.
    pub fn run(&mut self, lines: &[Line]) {
        let mut fence = Fence::default();
        let mut at = 0;
        while let Some(line) = lines.get(at) {
            self.close_indented(line);
            let in_code = fence.in_code();
            let before = fence.clone();
            if !fence.is_text(&line.text) {
                let text = line.text.clone();
                self.emit(line.at, self.inner(&text).to_owned().as_str());
                at += 1;
                continue;
            }
            let _ = in_code;
            let taken = self.block(lines, at);
            if taken > 0 {
                // What was taken as a whole opened no code.
                fence = before;
                at += taken;
                continue;
            }
            let text = self.text_line(line);
            for part in text.split('\n') {
                self.emit(line.at, part);
            }
            at += 1;
        }
        while let Some(div) = self.divs.pop() {
            self.close(div, lines.last().map_or(1, |it| it.at));
        }
        if let Some(caption) = self.caption.take() {
            self.emit(caption.at, &caption.text);
        }
    }

    /// A line without the indent of the block that it stands in.
    fn inner<'t>(&self, text: &'t str) -> &'t str {
        let strip = self
            .divs
            .iter()
            .filter_map(|it| it.body_indent)
            .sum::<usize>();
        let own = text.len() - text.trim_start_matches(' ').len();
        &text[own.min(strip)..]
    }

    /// Converts a block that starts at a line; gives how many lines it took.
    fn block(&mut self, lines: &[Line], at: usize) -> usize {
        let line = &lines[at];
        let text = self.inner(&line.text).to_owned();
        let bare = text.trim();
        if bare.is_empty() {
            return 0;
        }
        if let Some((mark, count, info)) = opening(bare) {
            return divs::code(self, lines, at, (mark, count, info));
        }
        if bare.starts_with(":::") {
            return divs::colons(self, line, &text);
        }
        if divs::is_fence_end(self, bare) {
            let div = self.divs.pop();
            if let Some(div) = div {
                self.close(div, line.at);
            }
            return 1;
        }
        let starts = at == 0
            || lines[at - 1]
                .text
                .trim()
                .trim_matches('>')
                .trim()
                .is_empty();
        let taken = divs::admonition(self, line, &text)
            .or_else(|| divs::option(self, bare))
            .or_else(|| self.quote_callout(line, &text))
            .or_else(|| self.target_line(line, bare))
            .or_else(|| self.command(lines, at, bare))
            .or_else(|| super::html::block(self, lines, at))
            .or_else(|| tables::block(self, lines, at, starts))
            .or_else(|| self.line_block(lines, at, starts))
            .or_else(|| self.heading(lines, at));
        taken.unwrap_or(0)
    }

    /// A line of running text.
    fn text_line(&mut self, line: &Line) -> String {
        let text = self.inner(&line.text).to_owned();
        let text = self.list_mark(line.at, text);
        spans::line(self, line.at, &text)
    }

    /// `> [!info]- Title`: kinds of other programs.
    fn quote_callout(&mut self, line: &Line, text: &str) -> Option<usize> {
        let marks = text.len() - text.trim_start_matches([' ', '>', '\t']).len();
        let (before, rest) = text.split_at(marks);
        if !before.contains('>') {
            return None;
        }
        if is_atx(rest) {
            let words = rest.trim_start_matches('#').trim();
            let words = spans::line(self, line.at, words);
            self.say(
                line.at,
                "a heading within a quotation is a line in bold now",
            );
            self.emit(line.at, &format!("{before}**{}**", words.trim_matches('*')));
            return Some(1);
        }
        let (name, title) = rest.strip_prefix("[!")?.split_once(']')?;
        let name = name.split('|').next().unwrap_or_default();
        let upper = name.trim().to_uppercase();
        let title = title.trim_start_matches(['+', '-']).trim();
        let known = ["NOTE", "TIP", "IMPORTANT", "WARNING", "CAUTION"];
        let kind = divs::callout_kind(name.trim())
            .map(str::to_uppercase)
            .unwrap_or_else(|| "NOTE".to_owned());
        let written = format!("{before}[!{kind}] {title}");
        if known.contains(&upper.as_str()) && written.trim_end() == text.trim_end() {
            return None;
        }
        if !known.contains(&upper.as_str()) {
            self.say(
                line.at,
                format!("the callout `{name}` is a {} now", kind.to_lowercase()),
            );
        }
        let title = spans::line(self, line.at, title);
        self.emit(line.at, format!("{before}[!{kind}] {title}").trim_end());
        Some(1)
    }

    /// MyST's `(label)=`, `+++`, marks for a table of contents.
    fn target_line(&mut self, line: &Line, bare: &str) -> Option<usize> {
        if let Some(label) = bare.strip_prefix('(').and_then(|it| it.strip_suffix(")=")) {
            let plain = !label.is_empty()
                && label
                    .bytes()
                    .all(|b| b.is_ascii_alphanumeric() || b"-_:.".contains(&b));
            if plain {
                self.target = Some(label.to_owned());
                let message = "a target before a heading is its label now";
                self.report.add(
                    Decision::new(Place(line.at), Kind::Converted, 90, message).dropping(bare),
                );
                return Some(1);
            }
        }
        let contents = [
            "[TOC]",
            "[[_TOC_]]",
            "[[TOC]]",
            "{:toc}",
            "\\tableofcontents",
            "{{< toc >}}",
        ];
        if contents.contains(&bare) {
            self.lose(
                line.at,
                90,
                "a table of contents is made by the program",
                bare,
            );
            return Some(1);
        }
        (bare == "+++").then_some(1)
    }

    /// LaTeX and Liquid commands on lines of their own.
    fn command(&mut self, lines: &[Line], at: usize, bare: &str) -> Option<usize> {
        let line = &lines[at];
        if bare.starts_with("{%") && bare.ends_with("%}") {
            self.lose(
                line.at,
                85,
                format!("`{bare}` is a command to another program"),
                bare,
            );
            return Some(1);
        }
        let name = bare.strip_prefix('\\')?;
        let name: String = name.chars().take_while(char::is_ascii_alphabetic).collect();
        let math = ["equation", "align", "gather", "displaymath", "eqnarray"];
        if name == "begin"
            && let Some(kind) = math
                .iter()
                .find(|it| bare.starts_with(&format!("\\begin{{{it}")))
        {
            let close = format!("\\end{{{kind}");
            let end = lines[at..]
                .iter()
                .take(200)
                .position(|it| it.text.trim().starts_with(&close))?;
            let tex: Vec<&str> = lines[at + 1..at + end]
                .iter()
                .map(|it| it.text.trim())
                .filter(|it| !it.is_empty())
                .collect();
            let tex = tex.join(" ");
            if *kind == "equation" && !tex.contains("\\label") && end > 1 {
                self.lose(
                    line.at,
                    85,
                    "a LaTeX formula is set between `$$` now",
                    &format!("{bare} {}", lines[at + end].text),
                );
                self.gap(line.at);
                self.emit(line.at, &format!("$${tex}$$"));
                self.gap(line.at);
                return Some(end + 1);
            }
        }
        let commands = [
            "newpage",
            "pagebreak",
            "clearpage",
            "cleardoublepage",
            "vspace",
            "hspace",
            "noindent",
            "bigskip",
            "medskip",
            "smallskip",
            "maketitle",
            "begin",
            "end",
            "usepackage",
            "centering",
            "hfill",
            "vfill",
            "setlength",
            "renewcommand",
            "newcommand",
            "label",
            "raggedright",
            "toc",
            "listoffigures",
            "listoftables",
            "printbibliography",
            "bibliography",
            "appendix",
            "linebreak",
            "hline",
            "footnotesize",
            "small",
            "normalsize",
        ];
        if !commands.contains(&name.as_str()) {
            return None;
        }
        self.lose(
            line.at,
            85,
            format!("`\\{name}` is a command to LaTeX"),
            bare,
        );
        Some(1)
    }

    /// `| words`: lines that end where they end.
    fn line_block(&mut self, lines: &[Line], at: usize, starts: bool) -> Option<usize> {
        let is_row = |it: &&Line| it.text.starts_with("| ") || it.text.trim_end() == "|";
        if !starts {
            return None;
        }
        let rows: Vec<&Line> = lines[at..].iter().take_while(is_row).collect();
        let table = rows
            .iter()
            .any(|it| is_delimiter_row(it.text.trim()) || it.text[1..].trim_end().ends_with('|'));
        if rows.is_empty() || table {
            return None;
        }
        self.say(lines[at].at, "a block of lines has line breaks now");
        for (i, row) in rows.iter().enumerate() {
            let words = spans::line(self, row.at, row.text[1..].trim());
            let end = if i + 1 < rows.len() && !words.is_empty() {
                "\\"
            } else {
                ""
            };
            let blank_next = rows.get(i + 1).is_some_and(|it| it.text.trim_end() == "|");
            let end = if blank_next { "" } else { end };
            self.emit(row.at, &format!("{words}{end}"));
        }
        Some(rows.len())
    }

    /// Marks of lists that CommonMark does not know.
    fn list_mark(&mut self, at: u32, text: String) -> String {
        let own = text.len() - text.trim_start().len();
        let (indent, rest) = text.split_at(own);
        let Some((mark, words)) = rest.split_once(' ') else {
            return text;
        };
        if mark == "#." {
            self.say(at, "a list item is numbered `1.` now");
            return format!("{indent}1. {words}");
        }
        let example = mark.strip_prefix("(@").and_then(|it| it.strip_suffix(')'));
        if let Some(label) = example {
            self.example += 1;
            let number = self.example;
            let message = format!("example {number} is an item of a numbered list now");
            let decision = Decision::new(Place(at), Kind::Converted, 85, message);
            self.report.add(decision.dropping(mark));
            let _ = label;
            return format!("{indent}{number}. {words}");
        }
        if mark == "~" && words.starts_with("  ") {
            return format!("{indent}: {words}");
        }
        text
    }

    /// A heading without classes, labelled by the target before it.
    fn heading(&mut self, lines: &[Line], at: usize) -> Option<usize> {
        let line = &lines[at];
        let text = self.inner(&line.text).to_owned();
        let bare = text.trim();
        let own = text.len() - text.trim_start().len();
        let next = lines
            .get(at + 1)
            .map(|it| it.text.trim_end())
            .unwrap_or_default();
        let setext = next.len() > 1
            && (next.bytes().all(|b| b == b'=') || next.bytes().all(|b| b == b'-'))
            && own < 4
            && !bare.starts_with(['>', '-', '*', '+', '|', '#', '<'])
            && (at == 0 || lines[at - 1].text.trim().is_empty())
            && self.divs.iter().all(|it| !it.is_quote());
        let (level, words, taken) = if is_atx(bare) && own < 4 {
            let rest = bare.trim_start_matches('#');
            (bare.len() - rest.len(), rest.trim(), 1)
        } else if setext {
            (if next.starts_with('=') { 1 } else { 2 }, bare, 2)
        } else {
            return None;
        };
        let (words, label) = headings::label(self, line.at, words);
        let words = spans::line(self, line.at, &words).replace("\\\n", " ");
        if self.divs.iter().any(|it| it.is_quote()) {
            self.quoted_heading(line.at, &words);
            return Some(taken);
        }
        let label = label.or_else(|| self.target.take());
        let label = label.map(|it| format!(" {{#{it}}}")).unwrap_or_default();
        let closed = words.trim_end_matches('#').trim_end().to_owned();
        let words = if closed.is_empty() { words } else { closed };
        let written = format!("{} {words}{label}", "#".repeat(level));
        match taken == 1 && written == bare {
            true => self.emit(line.at, &text),
            false => self.emit(line.at, &written),
        }
        Some(taken)
    }

    /// The heading of a callout is its title.
    fn quoted_heading(&mut self, at: u32, words: &str) {
        let open = self.divs.iter().rposition(|it| it.is_quote());
        let fresh = open.and_then(|i| match &self.divs[i].kind {
            DivKind::Callout {
                line,
                titled: false,
            } => {
                let line = *line;
                self.out[line + 1..]
                    .iter()
                    .all(|it| it.text.trim_matches(['>', ' ']).is_empty())
                    .then_some((i, line))
            }
            _ => None,
        });
        match fresh {
            Some((i, line)) => {
                self.out[line].text.push_str(&format!(" {words}"));
                self.out.truncate(line + 1);
                if let DivKind::Callout { titled, .. } = &mut self.divs[i].kind {
                    *titled = true;
                }
            }
            None => {
                self.say(at, "a heading within a callout is a line in bold now");
                self.gap(at);
                self.emit(at, &format!("**{}**", words.trim_matches('*')));
                self.gap(at);
            }
        }
    }
}
