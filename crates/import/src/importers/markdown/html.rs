//! Raw HTML in Markdown: elements with a meaning are converted as in a web
//! page, the others leave their words.

use pamphlet_core::article::{Article, Part, PartKind};
use pamphlet_core::block::Block;
use pamphlet_core::front::Front;
use pamphlet_core::node::Meta;

use super::blocks::Convert;
use super::source::Line;
use super::spans;

/// Elements that are converted whole.
const WHOLE: [&str; 12] = [
    "table", "figure", "ul", "ol", "dl", "iframe", "video", "audio", "svg", "form", "pre", "object",
];
/// Elements whose content is no text.
const SILENT: [&str; 3] = ["script", "style", "template"];
/// Elements that leave what stands in them.
const OPEN: [&str; 32] = [
    "div",
    "section",
    "article",
    "main",
    "aside",
    "header",
    "footer",
    "center",
    "details",
    "span",
    "font",
    "small",
    "big",
    "u",
    "ins",
    "mark",
    "nav",
    "p",
    "a",
    "body",
    "html",
    "abbr",
    "time",
    "label",
    "button",
    "figcaption",
    "picture",
    "source",
    "summary",
    "wbr",
    "blockquote",
    "q",
];

/// A tag at the start of a text.
struct Tag<'t> {
    name: String,
    closes: bool,
    /// What stands between name and `>`.
    attributes: &'t str,
    length: usize,
}

fn parse(text: &str) -> Option<Tag<'_>> {
    let inner = text.strip_prefix('<')?;
    let closes = inner.starts_with('/');
    let inner = if closes { &inner[1..] } else { inner };
    let name: String = inner
        .chars()
        .take_while(|c| c.is_ascii_alphanumeric() || *c == '-')
        .collect();
    if !name.starts_with(|c: char| c.is_ascii_alphabetic()) {
        return None;
    }
    let rest = &inner[name.len()..];
    if !rest.starts_with(['>', ' ', '\t', '/']) {
        return None;
    }
    let mut quote = None;
    for (i, c) in rest.char_indices().take(10_000) {
        match (c, quote) {
            (c, Some(q)) if c == q => quote = None,
            ('"' | '\'', None) => quote = Some(c),
            ('<', None) => return None,
            ('>', None) => {
                return Some(Tag {
                    name: name.to_ascii_lowercase(),
                    closes,
                    attributes: &rest[..i],
                    length: text.len() - rest.len() + i + 1,
                });
            }
            _ => {}
        }
    }
    None
}

fn attribute(attributes: &str, key: &str) -> Option<String> {
    let lower = attributes.to_ascii_lowercase();
    let mut from = 0;
    while let Some(found) = lower[from..].find(key) {
        let at = from + found;
        from = at + key.len();
        let before = lower[..at].chars().next_back();
        let behind = attributes[from..].trim_start();
        let Some(value) = behind
            .strip_prefix('=')
            .filter(|_| before.is_none_or(char::is_whitespace))
        else {
            continue;
        };
        let value = value.trim_start();
        let quote = value.chars().next().filter(|c| matches!(c, '"' | '\''));
        return Some(match quote {
            Some(quote) => value[1..]
                .split(quote)
                .next()
                .unwrap_or_default()
                .to_owned(),
            None => value
                .split([' ', '\t', '/'])
                .next()
                .unwrap_or_default()
                .to_owned(),
        });
    }
    None
}

/// Converts the tag at the start of a text, with its content where that is part
/// of its meaning. Gives what stands for it and how much of the text it took.
pub fn tag(convert: &mut Convert, at: u32, text: &str) -> Option<(String, usize)> {
    let tag = parse(text)?;
    let said = |convert: &mut Convert, what: &str| {
        convert.say(at, format!("`<{}>` is {what} now", tag.name));
    };
    let content = |name: &str| {
        let rest = &text[tag.length..];
        let close = format!("</{name}>");
        let end = rest.to_ascii_lowercase().find(&close)?;
        Some((&rest[..end], tag.length + end + close.len()))
    };
    let around = match tag.name.as_str() {
        "b" | "strong" => Some("**"),
        "i" | "em" | "cite" | "dfn" | "var" => Some("*"),
        "s" | "del" | "strike" => Some("~~"),
        "sup" => Some("^"),
        "sub" => Some("~"),
        "code" | "kbd" | "samp" | "tt" => Some("`"),
        _ => None,
    };
    if let Some(mark) = around {
        let Some((inner, taken)) = (if tag.closes { None } else { content(&tag.name) }) else {
            convert.say(
                at,
                format!("`<{}>` that stands alone is left out", tag.name),
            );
            return Some((String::new(), tag.length));
        };
        let words = match mark {
            "`" => inner.to_owned(),
            _ => spans::line(convert, at, inner.trim()),
        };
        if words.trim().is_empty() {
            return Some((String::new(), taken));
        }
        said(convert, &format!("`{mark}…{mark}`"));
        let odd = matches!(mark, "^" | "~") && words.contains(char::is_whitespace);
        let words = if odd {
            words.replace(' ', "\\ ")
        } else {
            words
        };
        let words = if odd {
            words.replace("\\ ", " ")
        } else {
            words
        };
        return Some((format!("{mark}{words}{mark}"), taken));
    }
    match tag.name.as_str() {
        "br" => {
            said(convert, "a line break");
            let row = convert_in_row(text);
            return Some((
                if row {
                    " ".to_owned()
                } else {
                    "\\\n".to_owned()
                },
                tag.length,
            ));
        }
        "hr" => {
            said(convert, "`***`");
            return Some(("\n\n***\n\n".to_owned(), tag.length));
        }
        "img" => {
            let source = attribute(tag.attributes, "src").unwrap_or_default();
            let alt = attribute(tag.attributes, "alt").unwrap_or_default();
            said(convert, "`![…](…)`");
            // Its text alternative was no word of the text; now it is read as one.
            let image = format!(
                "![{}](<{}>)",
                super::plain(&alt),
                source.replace(['<', '>'], "")
            );
            return Some((spans::line(convert, at, &image), tag.length));
        }
        "a" if !tag.closes => {
            let address = attribute(tag.attributes, "href");
            if let (Some(address), Some((inner, taken))) = (address, content("a")) {
                let words = spans::line(convert, at, inner);
                let safe = ["http://", "https://", "mailto:", "tel:"]
                    .iter()
                    .any(|it| address.starts_with(it));
                if safe && !words.trim().is_empty() {
                    said(convert, "`[…](…)`");
                    return Some((
                        format!("[{words}](<{}>)", address.replace(['<', '>'], "")),
                        taken,
                    ));
                }
                convert.say(at, format!("the link to `{address}` is plain words now"));
                return Some((words, taken));
            }
        }
        "summary" if !tag.closes => {
            if let Some((inner, taken)) = content("summary") {
                let words = spans::line(convert, at, inner.trim());
                said(convert, "a line in bold");
                return Some((format!("**{}**\n\n", words.trim_matches('*')), taken));
            }
        }
        name if SILENT.contains(&name) && !tag.closes => {
            let (inner, taken) = content(name).unwrap_or((&text[tag.length..], text.len()));
            convert.lose(at, 85, format!("`<{name}>` cannot be printed"), inner);
            return Some((String::new(), taken));
        }
        _ => {}
    }
    let known = OPEN.contains(&tag.name.as_str())
        || WHOLE.contains(&tag.name.as_str())
        || SILENT.contains(&tag.name.as_str());
    let common = [
        "td", "th", "tr", "tbody", "thead", "tfoot", "li", "dt", "dd", "input", "link", "meta",
        "caption", "colgroup", "col", "h1", "h2", "h3", "h4", "h5", "h6", "nobr", "track", "param",
        "embed", "iframe", "noscript", "canvas", "map", "area", "base", "head", "title", "ruby",
        "rt", "rp", "bdi", "bdo", "data", "output", "select", "option", "textarea", "fieldset",
        "legend", "hgroup", "address", "dialog", "menu", "slot",
    ];
    if !known && !common.contains(&tag.name.as_str()) {
        return None;
    }
    if !tag.closes {
        convert.say(
            at,
            format!(
                "the tag `<{}>` is left out; what stands in it stays",
                tag.name
            ),
        );
    }
    Some((String::new(), tag.length))
}

/// Whether a text goes on as a row of a table.
fn convert_in_row(text: &str) -> bool {
    text.trim_end().ends_with('|')
}

/// Converts a block of HTML that starts at a line. Gives the lines taken.
pub fn block(convert: &mut Convert, lines: &[Line], at: usize) -> Option<usize> {
    let line = &lines[at];
    let bare = line.text.trim();
    let tag = parse(bare)?;
    let name = tag.name.clone();
    if name.len() == 2 && name.starts_with('h') && name != "hr" && !tag.closes {
        let close = format!("</{name}>");
        let end = lines[at..]
            .iter()
            .take(20)
            .position(|it| it.text.to_ascii_lowercase().contains(&close))?;
        let text = joined(&lines[at..=at + end]);
        let text = text.trim();
        let inner = &text[tag.length..];
        let stop = inner.to_ascii_lowercase().find(&close)?;
        let words = spans::line(convert, line.at, &inner[..stop].replace('\n', " "));
        let words = words.replace("\\\n", " ");
        let level = name.as_bytes()[1].saturating_sub(b'0').clamp(1, 6);
        convert.say(line.at, format!("`<{name}>` is a heading now"));
        convert.gap(line.at);
        if !words.trim().is_empty() {
            convert.emit(
                line.at,
                &format!("{} {}", "#".repeat(level.into()), words.trim()),
            );
        }
        convert.gap(line.at);
        let rest = inner[stop + close.len()..].trim();
        if !rest.is_empty() {
            let rest = spans::line(convert, line.at, rest);
            convert.emit(line.at, &rest);
        }
        return Some(end + 1);
    }
    let whole = WHOLE.contains(&name.as_str()) || SILENT.contains(&name.as_str());
    if !whole || tag.closes {
        return None;
    }
    let (open, close) = (format!("<{name}"), format!("</{name}"));
    let mut depth = 0usize;
    let mut taken = 0;
    for line in &lines[at..] {
        let lower = line.text.to_ascii_lowercase();
        depth += lower.matches(&open).count();
        let closes = lower.matches(&close).count();
        taken += 1;
        if closes >= depth {
            break;
        }
        depth -= closes;
        if taken > 5_000 {
            break;
        }
    }
    let text = joined(&lines[at..at + taken]);
    snippet(convert, line.at, &text);
    Some(taken)
}

fn joined(lines: &[Line]) -> String {
    let texts: Vec<&str> = lines.iter().map(|it| it.text.as_str()).collect();
    texts.join("\n")
}

/// Converts a piece of HTML as the importer of web pages does.
pub fn snippet(convert: &mut Convert, at: u32, text: &str) {
    let first = convert.report.decisions.len();
    let found = crate::importers::html::blocks(
        convert.source,
        text,
        std::mem::take(&mut convert.pictures),
        convert.report,
    );
    for decision in &mut convert.report.decisions[first..] {
        decision.place.0 = decision.place.0.saturating_sub(1) + at;
    }
    convert.pictures = found.pictures;
    convert.gap(at);
    for todo in &found.todos {
        convert.emit(at, &super::todo(todo));
        convert.gap(at);
    }
    let written = written(found.blocks);
    for line in written.lines() {
        convert.emit(at, line);
    }
    convert.gap(at);
    convert.say(at, "raw HTML is Markdown now");
}

/// Blocks as Markdown.
fn written(blocks: Vec<Block>) -> String {
    let article = Article {
        slug: String::new(),
        front: Front::default(),
        parts: vec![Part {
            meta: Meta::made(),
            kind: PartKind::Fundamentals,
            heading: Vec::new(),
            blocks,
            sections: Vec::new(),
        }],
        notes: Vec::new(),
    };
    pamphlet_markdown::write(&article)
}
