//! Raw HTML: comments are kept, everything else is an error that names what to
//! write instead.

use std::ops::Range;

use pamphlet_core::inline::{Comment, CommentKind};
use pamphlet_core::node::Meta;
use pamphlet_core::{Diagnostic, Span};

use crate::page::{Page, unmask};

/// What raw HTML is made of.
pub enum Html {
    /// A comment.
    Comment(Comment),
    /// Anything else that is not white space: its bytes.
    Raw(Range<usize>),
}

/// Divides the bytes of raw HTML into comments and the rest.
pub fn divide(page: &Page, range: Range<usize>, faults: &mut Vec<Diagnostic>) -> Vec<Html> {
    let mut out = Vec::new();
    let mut at = range.start;
    while let Some(found) = page.buffer[at..range.end].find("<!--") {
        raw(page, at..at + found, &mut out);
        let start = at + found;
        let body = start + 4;
        let (end, next) = match page.buffer[body..range.end].find("-->") {
            Some(length) => (body + length, body + length + 3),
            None => {
                let fault = Diagnostic::error(
                    "open-comment",
                    page.span(start..body),
                    "this comment has no end",
                );
                faults.push(fault.hint("close it with `-->`"));
                (range.end, range.end)
            }
        };
        let text = unmask(&page.buffer[body..end]);
        out.push(Html::Comment(comment(page.span(start..next), text, faults)));
        at = next;
    }
    raw(page, at..range.end, &mut out);
    out
}

fn raw(page: &Page, range: Range<usize>, out: &mut Vec<Html>) {
    let text = &page.buffer[range.clone()];
    let bare = text.trim();
    if !bare.is_empty() {
        let start = range.start + text.len() - text.trim_start().len();
        out.push(Html::Raw(start..start + bare.len()));
    }
}

/// What a comment says that stands alone, as the parser has it: the bytes of its lines in
/// a quote have marks before them.
pub fn inner(literal: &str) -> Option<&str> {
    let inner = literal.trim().strip_prefix("<!--")?.strip_suffix("-->")?;
    (!inner.contains("-->")).then_some(inner)
}

/// A comment with what it says to the program.
fn comment(span: Span, text: String, faults: &mut Vec<Diagnostic>) -> Comment {
    let kind = match text.trim().strip_prefix("pamphlet:") {
        None => CommentKind::Plain,
        Some(rest) => directive(rest.trim()).unwrap_or_else(|| {
            let fault = Diagnostic::warning(
                "unknown-directive",
                span,
                "this comment to pamphlet is not understood",
            );
            faults.push(fault.hint(
                "write `<!-- pamphlet: allow RULE: reason -->` or `<!-- pamphlet: todo … -->`",
            ));
            CommentKind::Plain
        }),
    };
    Comment {
        meta: Meta::at(span),
        kind,
        text,
    }
}

fn directive(text: &str) -> Option<CommentKind> {
    let (word, rest) = text.split_once(char::is_whitespace).unwrap_or((text, ""));
    match word.trim_end_matches(':') {
        "todo" => Some(CommentKind::Todo(rest.trim().to_owned())),
        "allow" => {
            let (rule, reason) = rest.split_once(':')?;
            let (rule, reason) = (rule.trim(), reason.trim());
            let kebab = |b: u8| b.is_ascii_lowercase() || b.is_ascii_digit() || b == b'-';
            let shape = !rule.is_empty() && rule.bytes().all(kebab) && !reason.is_empty();
            shape.then(|| CommentKind::Allow {
                rule: rule.to_owned(),
                reason: reason.to_owned(),
            })
        }
        _ => None,
    }
}

/// The error for raw HTML at a place; none for a closing tag, whose opening
/// tag is reported already.
pub fn fault(page: &Page, range: Range<usize>) -> Option<Diagnostic> {
    let text = &page.buffer[range.clone()];
    let name: String = text
        .trim_start_matches('<')
        .chars()
        .take_while(|c| c.is_ascii_alphanumeric() || *c == '-')
        .take(40)
        .collect::<String>()
        .to_ascii_lowercase();
    if text.starts_with("</") {
        return None;
    }
    let end = text.find('>').map_or(text.len(), |i| i + 1);
    let span = page.span(range.start..range.start + end);
    let message = match name.is_empty() {
        true => "raw HTML cannot be printed".to_owned(),
        false => format!("raw HTML `<{name}>` cannot be printed"),
    };
    let fault = Diagnostic::error("raw-html", span, message).hint(remedy(&name));
    Some(match name.as_str() {
        "br" => fault.fix(
            "break the line with a backslash",
            vec![(span, "\\\n".to_owned())],
        ),
        _ => fault,
    })
}

/// What to write instead of an element.
fn remedy(name: &str) -> String {
    let text = match name {
        "br" => "end the line with a backslash `\\`",
        "sup" => "write `x^2^`",
        "sub" => "write `H~2~O`",
        "b" | "strong" => "write `**words**`",
        "i" | "em" | "cite" | "dfn" | "var" => "write `*words*`",
        "s" | "del" | "strike" => "write `~~words~~`",
        "code" | "kbd" | "samp" | "tt" => "write `` `words` ``",
        "pre" => "put the text between lines of three backticks",
        "img" | "picture" | "figure" => "write `![alt](file \"Caption\"){#fig-x}`",
        "figcaption" | "caption" => "write `: Caption` under the figure or table",
        "a" => "write `[words](address)`, and `{#id}` behind a heading to link to it",
        "table" | "tr" | "td" | "th" | "thead" | "tbody" => "write a table with `|` between cells",
        "ul" | "ol" | "li" => "write a list with `-` or `1.`",
        "dl" | "dt" | "dd" => "write a term, and under it `: description`",
        "h1" | "h2" | "h3" | "h4" | "h5" | "h6" => "write a heading with `##`",
        "p" => "leave an empty line between paragraphs",
        "hr" => "write `***` on a line of its own",
        "blockquote" | "q" => "start the lines with `> `",
        "span" => "write `[words]{lang=fr}` or `[words]{.class}`",
        "div" | "section" | "aside" | "article" | "main" => {
            "write `::: key-point` … `:::` or `> [!NOTE]`"
        }
        "details" | "summary" => {
            "write a section of its own; deeper parts open and close by themselves"
        }
        "u" | "ins" | "mark" | "font" | "center" | "small" | "big" => {
            "say it with `**words**`; the theme decides how things look"
        }
        "math" => "write `$x^2$`",
        "svg" => "save the drawing as a file and write `![alt](file.svg)`",
        "script" | "style" | "iframe" | "object" | "embed" | "form" | "input" | "button"
        | "video" | "audio" | "link" | "meta" => "remove it: it cannot be on paper",
        _ => "write it in Markdown, or put a backslash before `<` to print the sign",
    };
    text.to_owned()
}
