//! Blocks between fences: `:::` of pandoc and Quarto, directives of MyST,
//! admonitions of MkDocs, code that was to be run.

use super::blocks::Convert;
use super::html;
use super::source::Line;
use super::spans;

/// Callouts within each other.
const NESTED: usize = 10;

/// An open block.
pub struct Div {
    /// What it is.
    pub kind: DivKind,
    /// What ends it.
    end: End,
    /// Spaces before it.
    pub indent: usize,
    /// Spaces that its body has and its result has not.
    pub body_indent: Option<usize>,
}

/// What a block is.
pub enum DivKind {
    /// A block of ours: its fence stays.
    Ours(String),
    /// A block without a meaning here: its content stays.
    Plain,
    /// A callout, with the line that opens it in the result.
    Callout {
        /// Its place among the lines.
        line: usize,
        /// Whether it has a title.
        titled: bool,
    },
    /// An image or table with a caption: where it starts and its label.
    Figure(usize, String),
}

enum End {
    Colons,
    Fence(char, usize),
    Dedent(usize),
}

impl Div {
    /// Whether its lines stand behind `> `.
    pub fn is_quote(&self) -> bool {
        matches!(self.kind, DivKind::Callout { .. })
    }
}

/// What a name of another program means as a callout.
pub fn callout_kind(name: &str) -> Option<&'static str> {
    let name = name.to_lowercase();
    Some(match name.as_str() {
        "note" | "info" | "information" | "abstract" | "summary" | "tldr" | "todo" | "question"
        | "help" | "faq" | "example" | "quote" | "cite" | "seealso" | "admonition" | "hinweis" => {
            "note"
        }
        "tip" | "hint" | "success" | "check" | "done" => "tip",
        "important" => "important",
        "warning" | "attention" | "danger" | "error" => "warning",
        "caution" | "failure" | "fail" | "missing" | "bug" => "caution",
        _ => return None,
    })
}

/// Attributes in braces, or a bare name, behind a fence.
#[derive(Default)]
struct Info {
    classes: Vec<String>,
    id: Option<String>,
    pairs: Vec<(String, String)>,
    words: String,
}

impl Info {
    fn pair(&self, key: &str) -> Option<&str> {
        self.pairs
            .iter()
            .find(|(k, _)| k == key)
            .map(|(_, v)| v.as_str())
    }
}

fn info(text: &str) -> Info {
    let mut info = Info::default();
    let text = text.trim().trim_end_matches(':').trim();
    let (braces, rest) = match text.strip_prefix('{').and_then(|it| it.split_once('}')) {
        Some((braces, rest)) => (braces, rest),
        None => match text.split_once([' ', '\t']) {
            Some((name, rest)) => {
                info.classes.push(name.to_owned());
                ("", rest)
            }
            None => {
                info.classes.push(text.to_owned());
                ("", "")
            }
        },
    };
    let mut rest = rest.trim();
    if let Some((inner, behind)) = rest.strip_prefix('{').and_then(|it| it.split_once('}')) {
        pieces(inner, &mut info);
        rest = behind.trim();
    }
    info.words = rest.to_owned();
    pieces(braces, &mut info);
    info
}

fn pieces(text: &str, info: &mut Info) {
    let mut rest = text.trim();
    while !rest.is_empty() {
        let end = rest.find([' ', '\t', '=']).unwrap_or(rest.len());
        let (word, behind) = rest.split_at(end);
        if let Some(value) = behind.strip_prefix('=') {
            let quote = value.chars().next().filter(|c| matches!(c, '"' | '\''));
            let (value, next) = match quote {
                Some(quote) => value[1..].split_once(quote).unwrap_or((&value[1..], "")),
                None => value.split_once([' ', '\t']).unwrap_or((value, "")),
            };
            info.pairs.push((word.trim().to_owned(), value.to_owned()));
            rest = next.trim_start();
            continue;
        }
        if let Some(id) = word.strip_prefix('#') {
            info.id = Some(id.to_owned());
        } else if !word.is_empty() {
            info.classes.push(word.trim_start_matches('.').to_owned());
        }
        rest = behind.trim_start();
    }
}

/// A line of colons: opens or closes a block. Gives the lines taken.
pub fn colons(convert: &mut Convert, line: &Line, text: &str) -> usize {
    let bare = text.trim();
    let indent = text.len() - text.trim_start().len();
    let rest = bare.trim_start_matches(':').trim();
    if rest.is_empty() {
        match convert
            .divs
            .iter()
            .rposition(|it| matches!(it.end, End::Colons))
        {
            Some(i) => {
                while convert.divs.len() > i {
                    if let Some(div) = convert.divs.pop() {
                        convert.close(div, line.at);
                    }
                }
            }
            None => convert.say(line.at, "a line of colons that closes nothing is left out"),
        }
        return 1;
    }
    let found = info(rest);
    let name = found.classes.first().cloned().unwrap_or_default();
    let ours = ["key-point", "steps", "questions", "actions", "use"];
    if ours.contains(&name.as_str()) {
        let marks: String = bare.chars().take_while(|c| *c == ':').collect();
        convert.emit(line.at, text);
        convert.divs.push(Div {
            kind: DivKind::Ours(format!("{}{marks}", " ".repeat(indent))),
            end: End::Colons,
            indent,
            body_indent: None,
        });
        return 1;
    }
    let written = found
        .classes
        .iter()
        .map(|it| it.trim_matches(['{', '}']).to_owned());
    let callout = written
        .clone()
        .find_map(|it| callout_kind(it.strip_prefix("callout-").unwrap_or(&it)));
    if let Some(kind) = callout {
        let title = found.pair("title").unwrap_or(&found.words).to_owned();
        open_callout(convert, line.at, kind, &title, End::Colons, indent, None);
        convert.say(line.at, format!("the block `{name}` is a callout: {kind}"));
        let lost: Vec<&str> = found
            .pairs
            .iter()
            .filter(|(key, _)| key != "title")
            .map(|(_, value)| value.as_str())
            .collect();
        let label = found.id.iter().map(String::as_str);
        let all: Vec<&str> = lost.into_iter().chain(label).collect();
        // The marker says what the fence said: its words are gone.
        let mut gone = rest.to_owned();
        if !title.is_empty() {
            gone = gone.replacen(&title, " ", 1);
        }
        let _ = all;
        convert.lose(line.at, 95, "the fence of a callout", &gone);
        return 1;
    }
    let figure = found
        .id
        .as_ref()
        .filter(|it| it.starts_with("fig-") || it.starts_with("tbl-"));
    let kind = match figure {
        Some(id) => DivKind::Figure(convert.out.len(), id.clone()),
        None => DivKind::Plain,
    };
    let message = match (&kind, found.id.as_deref()) {
        (DivKind::Figure(..), _) => {
            "a block around a figure gives it its label and caption".to_owned()
        }
        (_, Some("refs")) => "the list of references is made by the program".to_owned(),
        _ => format!(
            "the block `{}` has no meaning here: what it says stays",
            rest
        ),
    };
    convert.lose(line.at, 80, message, rest);
    convert.gap(line.at);
    convert.divs.push(Div {
        kind,
        end: End::Colons,
        indent,
        body_indent: None,
    });
    1
}

fn open_callout(
    convert: &mut Convert,
    at: u32,
    kind: &str,
    title: &str,
    end: End,
    indent: usize,
    body_indent: Option<usize>,
) {
    convert.gap(at);
    let title = spans::line(convert, at, title.trim()).replace("\\\n", " ");
    if convert.divs.iter().filter(|it| it.is_quote()).count() >= NESTED {
        convert.say(
            at,
            "callouts within each other without end: what they say stays",
        );
        convert.emit(at, &title);
        return convert.divs.push(Div {
            kind: DivKind::Plain,
            end,
            indent,
            body_indent,
        });
    }
    convert.divs.push(Div {
        kind: DivKind::Callout {
            line: convert.out.len(),
            titled: !title.is_empty(),
        },
        end,
        indent,
        body_indent,
    });
    let text = format!("[!{}] {title}", kind.to_uppercase());
    convert.emit(at, text.trim_end());
}

impl Convert<'_> {
    /// Ends a block.
    pub fn close(&mut self, div: Div, at: u32) {
        match div.kind {
            DivKind::Ours(marks) => self.emit(at, &marks),
            DivKind::Callout { line, titled } => {
                let empty = self.out[line + 1..]
                    .iter()
                    .all(|it| it.text.trim_matches(['>', ' ']).is_empty());
                if empty && titled {
                    let title = self.out[line].text.clone();
                    if let Some((head, words)) = title.split_once(']') {
                        self.out.truncate(line);
                        let marks = head.split('[').next().unwrap_or_default().to_owned();
                        self.out.push(Line::new(at, format!("{head}]")));
                        self.out
                            .push(Line::new(at, format!("{marks}{}", words.trim())));
                    }
                }
                self.gap(at);
            }
            DivKind::Figure(start, id) => {
                label_figure(&mut self.out, start, &id);
                self.gap(at);
            }
            DivKind::Plain => self.gap(at),
        }
    }

    /// Ends blocks that end where lines are indented less.
    pub fn close_indented(&mut self, line: &Line) {
        let own = line.text.len() - line.text.trim_start().len();
        if line.text.trim().is_empty() {
            return;
        }
        while let Some(Div {
            end: End::Dedent(least),
            ..
        }) = self.divs.last()
        {
            if own >= *least {
                break;
            }
            if let Some(div) = self.divs.pop() {
                self.close(div, line.at);
            }
        }
    }
}

/// Gives the last paragraph of a block to its figure or table as a caption.
fn label_figure(out: &mut [Line], start: usize, id: &str) {
    let start = start.min(out.len());
    let body = &mut out[start..];
    let images = body
        .iter()
        .filter(|it| it.text.trim_start().starts_with("!["))
        .count();
    let Some(last) = body.iter().rposition(|it| !it.text.trim().is_empty()) else {
        return;
    };
    let first = body[..=last]
        .iter()
        .rposition(|it| it.text.trim().is_empty())
        .map_or(0, |i| i + 1);
    let own = body[first].text.trim_start().to_owned();
    let table = id.starts_with("tbl-");
    if own.starts_with("![") && images == 1 && !own.contains("{#") {
        body[last].text.push_str(&format!("{{#{id}}}"));
        return;
    }
    if own.starts_with(':') && !own.contains("{#") {
        body[last].text.push_str(&format!(" {{#{id}}}"));
        return;
    }
    let pictured =
        !table && images == 1 || table && body[..first].iter().any(|it| it.text.contains('|'));
    if pictured && !own.starts_with(['|', '!', '-', '#', '>']) {
        body[first].text = format!(": {own}");
        body[last].text.push_str(&format!(" {{#{id}}}"));
    }
}

/// `!!! note "Title"` with an indented body.
pub fn admonition(convert: &mut Convert, line: &Line, text: &str) -> Option<usize> {
    let bare = text.trim();
    let rest = ["!!! ", "??? ", "???+ "]
        .iter()
        .find_map(|it| bare.strip_prefix(it))?;
    let (name, title) = rest.split_once(' ').unwrap_or((rest, ""));
    let kind = callout_kind(name)?;
    let indent = text.len() - text.trim_start().len();
    let own = line.text.len() - line.text.trim_start().len();
    convert.lose(
        line.at,
        90,
        format!("the admonition `{name}` is a callout: {kind}"),
        name,
    );
    let title = title.trim().trim_matches('"').to_owned();
    open_callout(
        convert,
        line.at,
        kind,
        &title,
        End::Dedent(own + 4),
        indent,
        Some(4),
    );
    Some(1)
}

/// `:class: tip` under the line that opens a directive.
pub fn option(convert: &mut Convert, bare: &str) -> Option<usize> {
    let directive = matches!(
        convert.divs.last(),
        Some(Div {
            end: End::Fence(..),
            ..
        })
    );
    let (key, value) = bare.strip_prefix(':')?.split_once(':')?;
    if !directive
        || key.is_empty()
        || !key
            .bytes()
            .all(|b| b.is_ascii_alphanumeric() || b"-_".contains(&b))
    {
        return None;
    }
    let at = convert.out.last().map_or(1, |it| it.at);
    convert.lose(
        at,
        85,
        format!("the option `{key}` of a directive is left out"),
        &format!("{key} {value}"),
    );
    Some(1)
}

/// Whether a line ends the innermost directive.
pub fn is_fence_end(convert: &Convert, bare: &str) -> bool {
    match convert.divs.last() {
        Some(Div {
            end: End::Fence(mark, count),
            ..
        }) => {
            let run = bare.chars().take_while(|c| c == mark).count();
            run >= *count && run == bare.chars().count()
        }
        _ => false,
    }
}

/// Fenced code. Gives the lines taken; none where it stays as it is.
pub fn code(
    convert: &mut Convert,
    lines: &[Line],
    at: usize,
    (mark, count, given): (char, usize, &str),
) -> usize {
    let line = &lines[at];
    if given.is_empty() && is_fence_end(convert, line.text.trim()) {
        if let Some(div) = convert.divs.pop() {
            convert.close(div, line.at);
        }
        return 1;
    }
    if !given.starts_with('{') {
        convert.emit(line.at, &line.text.clone());
        return copy(convert, lines, at, mark, count);
    }
    let indent = line.text.len() - line.text.trim_start().len();
    let found = given.trim_start_matches('{');
    let name: String = found
        .chars()
        .take_while(|c| !c.is_whitespace() && *c != '}' && *c != ',')
        .collect();
    let words = found.split_once('}').map_or("", |(_, words)| words).trim();
    let body = || {
        lines[at + 1..]
            .iter()
            .take_while(|it| !ends(it, mark, count))
    };
    if let Some(kind) = name.strip_prefix('=') {
        let text: Vec<&str> = body().map(|it| it.text.as_str()).collect();
        let taken = (text.len() + 2).min(lines.len() - at);
        let text = text.join("\n");
        match kind.starts_with("html") {
            true => html::snippet(convert, line.at + 1, &text),
            false => convert.lose(line.at, 80, format!("raw {kind} cannot be printed"), &text),
        }
        convert.lose(line.at, 95, "the fence of raw text", given);
        return taken;
    }
    if matches!(
        name.as_str(),
        "toctree" | "contents" | "tableofcontents" | "index"
    ) {
        let text: Vec<&str> = body().map(|it| it.text.as_str()).collect();
        let taken = (text.len() + 2).min(lines.len() - at);
        let text = format!("{given} {}", text.join(" "));
        convert.lose(
            line.at,
            85,
            format!("the directive `{name}` has no meaning here"),
            &text,
        );
        return taken;
    }
    if matches!(name.as_str(), "figure" | "image") {
        return picture(convert, lines, at, (mark, count), &name, words);
    }
    let kind = match name.as_str() {
        "admonition" | "dropdown" | "topic" | "sidebar" | "margin" => {
            let class = body()
                .take(4)
                .find_map(|it| it.text.trim().strip_prefix(":class:"));
            class
                .and_then(|it| callout_kind(it.trim()))
                .or(Some("note"))
        }
        name => callout_kind(name),
    };
    if let Some(kind) = kind {
        convert.lose(
            line.at,
            90,
            format!("the directive `{name}` is a callout: {kind}"),
            &name,
        );
        open_callout(
            convert,
            line.at,
            kind,
            words,
            End::Fence(mark, count),
            indent,
            None,
        );
        return 1;
    }
    let language = match name.as_str() {
        "code" | "code-block" | "code-cell" | "literalinclude" => words.to_owned(),
        name => name.trim_start_matches('.').to_owned(),
    };
    let plain = given.starts_with("{.");
    let message = match plain {
        true => "attributes of code are left out",
        false => "code that was to be run is shown as code",
    };
    convert.lose(line.at, if plain { 90 } else { 70 }, message, given);
    let marks: String = std::iter::repeat_n(mark, count).collect();
    convert.emit(line.at, &format!("{}{marks}{language}", " ".repeat(indent)));
    copy(convert, lines, at, mark, count)
}

fn ends(line: &Line, mark: char, count: usize) -> bool {
    let bare = line.text.trim_start_matches([' ', '\t', '>']).trim_end();
    let run = bare.chars().take_while(|c| *c == mark).count();
    run >= count && run == bare.chars().count()
}

/// Copies lines of code up to their end, which is made where there is none.
fn copy(convert: &mut Convert, lines: &[Line], at: usize, mark: char, count: usize) -> usize {
    let mut taken = 1;
    for line in &lines[at + 1..] {
        taken += 1;
        convert.emit(line.at, &line.text.clone());
        if ends(line, mark, count) {
            return taken;
        }
    }
    // A quote may end code before its fence: only open code needs an end.
    let marks: String = std::iter::repeat_n(mark, count).collect();
    let at = lines.last().map_or(1, |it| it.at);
    convert.emit(at, &marks);
    taken
}

/// MyST's figure: options, then a caption.
fn picture(
    convert: &mut Convert,
    lines: &[Line],
    at: usize,
    (mark, count): (char, usize),
    name: &str,
    path: &str,
) -> usize {
    let line = &lines[at];
    let body: Vec<&Line> = lines[at + 1..]
        .iter()
        .take_while(|it| !ends(it, mark, count))
        .collect();
    let taken = (body.len() + 2).min(lines.len() - at);
    let (mut alt, mut label, mut caption, mut lost) =
        (String::new(), None, Vec::new(), vec![name.to_owned()]);
    for it in &body {
        let bare = it.text.trim();
        let option = bare.strip_prefix(':').and_then(|it| it.split_once(':'));
        match option {
            Some(("alt", value)) => {
                alt = value.trim().to_owned();
                lost.push("alt".to_owned());
            }
            Some(("name", value)) => {
                label = Some(value.trim().to_owned());
                lost.push("name".to_owned());
                lost.push(value.to_owned());
            }
            Some((key, value)) if caption.is_empty() => lost.push(format!("{key} {value}")),
            _ if bare == "---" => {}
            _ => caption.push(bare.to_owned()),
        }
    }
    convert.lose(line.at, 90, "a directive is an image now", &lost.join(" "));
    let label = label.map(|it| format!("{{#{it}}}")).unwrap_or_default();
    convert.gap(line.at);
    let image = spans::line(convert, line.at, &format!("![{alt}]({path}){label}"));
    convert.emit(line.at, &image);
    let caption = caption.join(" ");
    if !caption.trim().is_empty() {
        let words = spans::line(convert, line.at, caption.trim());
        convert.emit(line.at, "");
        convert.emit(line.at, &format!(": {words}"));
    }
    convert.gap(line.at);
    taken
}
