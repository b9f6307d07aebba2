//! What stands within a line, as ours: cross-references, short codes, spans with
//! attributes, raw HTML, LaTeX, links of other programs.

use super::blocks::Convert;
use super::html;
use super::scan::{destination, is_cross, matching};
use crate::report::{Decision, Kind, Place};

/// Converts a line.
pub fn line(convert: &mut Convert, at: u32, text: &str) -> String {
    let mut spans = Spans {
        convert,
        at,
        text,
        i: 0,
        out: String::with_capacity(text.len()),
        tail: String::new(),
    };
    while spans.i < text.len() {
        spans.step();
    }
    let (mut out, tail) = (spans.out, spans.tail);
    if !tail.is_empty() {
        if !out.trim().is_empty() && !out.ends_with(' ') {
            out.push(' ');
        }
        out.push_str(&tail);
    }
    out
}

/// A line on its way.
pub struct Spans<'c, 'a, 't> {
    /// The conversion that it is part of.
    pub convert: &'c mut Convert<'a>,
    /// Its number.
    pub at: u32,
    text: &'t str,
    /// The byte that is next.
    pub i: usize,
    /// What it became.
    pub out: String,
    /// Remarks that stand at the end of the line: at its start they would hide it.
    tail: String,
}

impl Spans<'_, '_, '_> {
    /// What is still to be read.
    pub fn rest(&self) -> &str {
        &self.text[self.i..]
    }

    /// Copies so many bytes as they are.
    fn copy(&mut self, count: usize) {
        self.out.push_str(&self.text[self.i..self.i + count]);
        self.i += count;
    }

    /// A decision that loses words.
    pub fn lose(&mut self, message: String, words: &str) {
        self.convert.lose(self.at, 80, message, words);
    }

    fn step(&mut self) {
        let rest = self.rest();
        let Some(c) = rest.chars().next() else {
            return;
        };
        let taken = match c {
            '\\' => self.backslash(),
            '`' => self.code(),
            '$' => self.math(),
            '<' => self.tag(),
            '{' => self.brace(),
            '[' => self.bracket(),
            '!' => self.image(),
            '@' => self.mention(),
            '(' => self.example(),
            '=' => self.highlight(),
            '%' => self.comment(),
            '-' | '.' if self.convert.smart => self.smart(c),
            _ => false,
        };
        if !taken {
            self.copy(c.len_utf8());
        }
    }

    fn backslash(&mut self) -> bool {
        let rest = self.rest().to_owned();
        if let Some(inner) = rest.strip_prefix("\\@ref(") {
            let Some((label, _)) = inner.split_once(')') else {
                return false;
            };
            let label = label.to_owned();
            let taken = 7 + label.len();
            self.cross(&label, &rest[..taken], taken);
            return true;
        }
        for command in ["\\ref{", "\\autoref{", "\\cite{", "\\citep{", "\\citet{"] {
            let Some((value, _)) = rest.strip_prefix(command).and_then(|it| it.split_once('}'))
            else {
                continue;
            };
            let taken = command.len() + value.len() + 1;
            match command.contains("ref") {
                true => self.cross(value, &rest[..taken], taken),
                false => {
                    let keys: Vec<String> = value
                        .split(',')
                        .map(|it| format!("@{}", it.trim()))
                        .collect();
                    self.lose(
                        "a LaTeX citation is one of ours now".to_owned(),
                        &rest[..taken],
                    );
                    self.out.push_str(&format!("[{}]", keys.join("; ")));
                    self.i += taken;
                }
            }
            return true;
        }
        for (command, mark) in [
            ("\\textbf{", "**"),
            ("\\textit{", "*"),
            ("\\emph{", "*"),
            ("\\footnote{", "^["),
        ] {
            let Some((value, _)) = rest.strip_prefix(command).and_then(|it| it.split_once('}'))
            else {
                continue;
            };
            if value.contains(['{', '\\']) {
                continue;
            }
            let inner = line(self.convert, self.at, value);
            let end = if mark == "^[" { "]" } else { mark };
            self.convert.lose(
                self.at,
                85,
                format!("`{command}…}}` is `{mark}…{end}` now"),
                command,
            );
            self.out.push_str(&format!("{mark}{inner}{end}"));
            self.i += command.len() + value.len() + 1;
            return true;
        }
        for command in [
            "\\newpage",
            "\\pagebreak",
            "\\clearpage",
            "\\noindent",
            "\\LaTeX",
            "\\TeX",
        ] {
            if rest.starts_with(command)
                && !rest[command.len()..].starts_with(|c: char| c.is_ascii_alphabetic())
            {
                self.lose(format!("`{command}` is a command to LaTeX"), command);
                self.i += command.len();
                return true;
            }
        }
        let next = rest[1..].chars().next();
        let count = 1 + next
            .filter(char::is_ascii_punctuation)
            .map_or(0, char::len_utf8);
        self.copy(count);
        true
    }

    fn code(&mut self) -> bool {
        let rest = self.rest();
        let run = rest.len() - rest.trim_start_matches('`').len();
        let mut at = run;
        let end = loop {
            let Some(found) = rest[at..].find('`') else {
                self.copy(run);
                return true;
            };
            let start = at + found;
            let length = rest[start..].len() - rest[start..].trim_start_matches('`').len();
            at = start + length;
            if length == run {
                break at;
            }
        };
        let behind = &rest[end..];
        let content = rest[run..end - run].to_owned();
        if let Some((format, _)) = behind.strip_prefix("{=").and_then(|it| it.split_once('}')) {
            let format = format.to_owned();
            let taken = end + format.len() + 3;
            self.lose(format!("the mark of raw {format}"), &format);
            match format.as_str() {
                "html" => {
                    let inner = line(self.convert, self.at, &content);
                    self.out.push_str(&inner);
                }
                _ => self.lose(format!("raw {format} cannot be printed"), &content),
            }
            self.i += taken;
            return true;
        }
        if content.starts_with("r ") || content.starts_with("{r} ") {
            let message = "code that was to be run in a line is shown as code";
            self.convert
                .report
                .say(Place(self.at), Kind::Converted, 50, message);
        }
        self.copy(end);
        true
    }

    fn math(&mut self) -> bool {
        let rest = self.rest();
        let marks = if rest.starts_with("$$") { "$$" } else { "$" };
        let inner = &rest[marks.len()..];
        if inner.starts_with([' ', '\t']) && marks == "$" {
            return false;
        }
        let Some(end) = inner.find(marks) else {
            return false;
        };
        if end == 0 || (marks == "$" && inner[..end].ends_with(' ')) {
            return false;
        }
        let taken = end + 2 * marks.len();
        let behind = &rest[taken..];
        let label = behind
            .trim_start()
            .strip_prefix("{#")
            .and_then(|it| it.split_once('}'));
        if let Some((label, after)) = label {
            let label = label.to_owned();
            let skip = rest.len() - after.len();
            self.copy(taken);
            self.lose(format!("formulas have no label: `{label}`"), &label);
            self.i += skip - taken;
            return true;
        }
        self.copy(taken);
        true
    }

    /// HTML in a line.
    fn tag(&mut self) -> bool {
        let rest = self.rest().to_owned();
        if rest.starts_with("<!--") {
            let end = rest.find("-->").map_or(rest.len(), |it| it + 3);
            self.copy(end);
            return true;
        }
        let inner = &rest[1..];
        let auto = inner.find('>').map(|end| &inner[..end]);
        if let Some(auto) = auto
            && !auto.contains([' ', '<'])
            && (auto.contains("://") || auto.starts_with("mailto:") || auto.contains('@'))
        {
            self.copy(auto.len() + 2);
            return true;
        }
        match html::tag(self.convert, self.at, &rest) {
            Some((text, taken)) => {
                self.out.push_str(&text);
                self.i += taken;
                true
            }
            None => {
                // A sign, not a tag: it must not open one.
                let tagged = inner
                    .starts_with(|c: char| c.is_ascii_alphabetic() || matches!(c, '/' | '!' | '?'));
                if tagged {
                    self.out.push('\\');
                }
                self.copy(1);
                true
            }
        }
    }

    fn brace(&mut self) -> bool {
        let rest = self.rest().to_owned();
        for (open, close) in [("{{<", ">}}"), ("{{%", "%}}")] {
            let Some(inner) = rest.strip_prefix(open) else {
                continue;
            };
            let Some((words, _)) = inner.split_once(close) else {
                continue;
            };
            let taken = open.len() + words.len() + close.len();
            let words = words.trim().to_owned();
            if let Some(inner) = words.strip_prefix("kbd ") {
                self.lose("the name of a short code".to_owned(), "kbd");
                self.out.push_str(&format!("`{inner}`"));
            } else if words == "pagebreak" {
                self.lose("a page break is left to the program".to_owned(), &words);
            } else {
                let message = format!("the short code `{words}` has no meaning here");
                self.lose(message.clone(), &words);
                match self.text.trim_end().ends_with('|') {
                    true => self.out.push_str(&super::todo(&message).replace('|', "/")),
                    false => self.tail.push_str(&super::todo(&message)),
                }
            }
            self.i += taken;
            return true;
        }
        // MyST: {role}`content`.
        let Some((role, behind)) = rest[1..].split_once('}') else {
            return false;
        };
        let plain = !role.is_empty()
            && role
                .bytes()
                .all(|b| b.is_ascii_lowercase() || b"-:".contains(&b));
        let content = behind.strip_prefix('`').and_then(|it| it.split_once('`'));
        let (true, Some((content, _))) = (plain, content) else {
            return false;
        };
        let taken = role.len() + content.len() + 4;
        let (role, content) = (role.to_owned(), content.to_owned());
        let target = content.rsplit_once('<').and_then(|(words, it)| {
            Some((words.trim().to_owned(), it.strip_suffix('>')?.to_owned()))
        });
        self.lose(
            format!("the role `{role}` is our own mark now, or plain words"),
            &role,
        );
        match role.as_str() {
            "ref" | "numref" | "eq" => match target {
                Some((words, label)) if self.convert.labels.contains(&label) => {
                    self.lose(format!("a link to `{label}`"), &label);
                    self.out.push_str(&format!("[{words}](#{label})"));
                    self.i += taken;
                }
                Some((words, label)) => {
                    self.lose(format!("nothing has the label `{label}`"), &label);
                    self.out.push_str(&words);
                    self.i += taken;
                }
                None => self.cross(&content, &content, taken),
            },
            "cite" | "cite:p" | "cite:t" | "cite:ps" | "cite:ts" => {
                let keys: Vec<String> = content
                    .split(',')
                    .map(|it| format!("@{}", it.trim()))
                    .collect();
                self.lose("a citation is one of ours now".to_owned(), &content);
                let keys = keys.join("; ");
                self.out.push_str(&if role.ends_with('t') {
                    keys
                } else {
                    format!("[{keys}]")
                });
                self.i += taken;
            }
            "sub" => {
                self.out.push_str(&format!("~{content}~"));
                self.i += taken;
            }
            "sup" => {
                self.out.push_str(&format!("^{content}^"));
                self.i += taken;
            }
            "math" => {
                self.out.push_str(&format!("${content}$"));
                self.i += taken;
            }
            _ => {
                self.out.push_str(&super::plain(&content));
                self.i += taken;
            }
        }
        true
    }

    /// A reference to a label: a link whose words the program makes.
    fn cross(&mut self, label: &str, written: &str, taken: usize) {
        let dashed = label.replace(':', "-");
        let known = [label, dashed.as_str()]
            .into_iter()
            .find(|it| self.convert.labels.contains(*it) && !it.starts_with("eq"))
            .map(str::to_owned);
        match known {
            Some(label) => {
                self.convert.lose(
                    self.at,
                    95,
                    format!("`@{label}` is a link to it now"),
                    written,
                );
                self.out.push_str(&format!("[](#{label})"));
            }
            None => {
                let message =
                    format!("nothing here has the label `{label}`: the reference is plain words");
                let decision = Decision::new(Place(self.at), Kind::Converted, 50, message);
                self.convert.report.add(decision);
                self.out.push_str(&super::plain(written));
                let message = format!("nothing has the label {label}");
                self.out.push_str(&format!(" {}", super::todo(&message)));
            }
        }
        self.i += taken;
    }

    fn bracket(&mut self) -> bool {
        let rest = self.rest().to_owned();
        if let Some(inner) = rest.strip_prefix("[@")
            && let Some((label, _)) = inner.split_once(']')
            && is_cross(label)
        {
            self.cross(label, &rest[..label.len() + 3], label.len() + 3);
            return true;
        }
        if rest.starts_with("[[") || rest.starts_with("[^") || rest.starts_with("[@") {
            return false;
        }
        // [words]{attributes} and [words](address){attributes}
        let Some(close) = matching(&rest) else {
            return false;
        };
        let words = &rest[1..close];
        let behind = &rest[close + 1..];
        if let Some((attributes, _)) = behind.strip_prefix('{').and_then(|it| it.split_once('}')) {
            let taken = close + attributes.len() + 3;
            let language =
                attributes.trim().starts_with("lang=") && !attributes.trim().contains(' ');
            if language || attributes.contains('{') {
                return false;
            }
            let inner = line(self.convert, self.at, words);
            let attributes = attributes.to_owned();
            self.lose(
                format!("the attributes `{attributes}` have no meaning here: the words stay"),
                &attributes,
            );
            self.out.push_str(&inner);
            self.i += taken;
            return true;
        }
        if behind.starts_with('(')
            && let Some(end) = destination(behind)
            && let Some((attributes, _)) = behind[end..]
                .strip_prefix('{')
                .and_then(|it| it.split_once('}'))
            && !attributes.is_empty()
        {
            let attributes = attributes.to_owned();
            let inner = line(self.convert, self.at, words);
            let link = format!("[{inner}]{}", &behind[..end]);
            self.lose(
                format!("the attributes `{attributes}` of a link are left out"),
                &attributes,
            );
            self.out.push_str(&link);
            self.i += close + 1 + end + attributes.len() + 2;
            return true;
        }
        if behind.starts_with('(')
            && let Some(end) = destination(behind)
        {
            let inner = line(self.convert, self.at, words);
            let link = format!("[{inner}]{}", &behind[..end]);
            self.out.push_str(&link);
            self.i += close + 1 + end;
            return true;
        }
        false
    }

    /// `@fig-x` in a sentence.
    fn mention(&mut self) -> bool {
        let before = self.out.chars().next_back();
        if before.is_some_and(|c| c.is_alphanumeric()) {
            return false;
        }
        let rest = self.rest();
        let label: String = rest[1..]
            .chars()
            .take_while(|c| c.is_alphanumeric() || "-_:".contains(*c))
            .collect();
        let label = label.trim_end_matches([':', '-', '_']).to_owned();
        if !is_cross(&label) {
            return false;
        }
        let written = format!("@{label}");
        let taken = written.len();
        // `[-@fig-x]` and `(@fig-x)` keep what stands around them.
        self.cross(&label, &written, taken);
        true
    }

    /// `(@label)`: the number of an example.
    fn example(&mut self) -> bool {
        let rest = self.rest();
        let Some((label, _)) = rest.strip_prefix("(@").and_then(|it| it.split_once(')')) else {
            return false;
        };
        let Some(number) = self.convert.examples.get(label).copied() else {
            return false;
        };
        let label = label.to_owned();
        let message = format!("`(@{label})` is its number now");
        let decision = Decision::new(Place(self.at), Kind::Converted, 90, message);
        self.convert
            .report
            .add(decision.dropping(&label).adding(&number.to_string()));
        self.out.push_str(&format!("({number})"));
        self.i += label.len() + 3;
        true
    }

    /// `==marked==`.
    fn highlight(&mut self) -> bool {
        let rest = self.rest();
        let Some((words, _)) = rest.strip_prefix("==").and_then(|it| it.split_once("==")) else {
            return false;
        };
        if words.is_empty() || words.starts_with([' ', '=']) || words.ends_with(' ') {
            return false;
        }
        let words = words.to_owned();
        let inner = line(self.convert, self.at, &words);
        self.convert
            .say(self.at, "marked words are words in bold now");
        self.out.push_str(&format!("**{inner}**"));
        self.i += words.len() + 4;
        true
    }

    /// Obsidian's `%% comment %%`.
    fn comment(&mut self) -> bool {
        let rest = self.rest();
        let Some((words, _)) = rest.strip_prefix("%%").and_then(|it| it.split_once("%%")) else {
            return false;
        };
        let words = words.to_owned();
        self.convert
            .say(self.at, "a comment is a comment of ours now");
        self.out
            .push_str(&format!("<!--{}-->", words.replace("--", "—")));
        self.i += words.len() + 4;
        true
    }

    /// Dashes and dots as pandoc reads them.
    fn smart(&mut self, c: char) -> bool {
        let rest = self.rest();
        let run = rest.len() - rest.trim_start_matches(c).len();
        let alone = self.out.trim().is_empty() || rest[run..].trim().is_empty();
        let text = match (c, run) {
            ('-', 2) => "–",
            ('-', 3) => "—",
            ('.', 3) => "…",
            _ => {
                self.copy(run);
                return true;
            }
        };
        if alone && c == '-' || rest[run..].starts_with(['>', '|']) || self.text.contains("-|") {
            self.copy(run);
            return true;
        }
        self.out.push_str(text);
        self.i += run;
        true
    }
}
