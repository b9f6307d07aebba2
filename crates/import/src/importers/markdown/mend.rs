//! What was converted is read; where our reader still finds an error, the place
//! becomes plain words, so that what is written builds.

use pamphlet_core::Diagnostic;
use pamphlet_core::article::Article;
use pamphlet_core::span::Sources;
use pamphlet_markdown::is_forbidden;

use super::source::Line;
use super::{Read, read_text};
use crate::report::{Decision, Kind, Place, Report};

/// Times that a text is read again at most.
const ROUNDS: usize = 12;

/// Lines that read without an error, and what they read as: reading is the dear
/// part of an import, so nobody does it again.
pub struct Mended {
    /// The lines.
    pub lines: Vec<Line>,
    /// They as a text.
    pub text: String,
    /// That text as a source.
    pub sources: Sources,
    /// What it says.
    pub article: Article,
}

impl Mended {
    fn new(lines: Vec<Line>, text: String, read: Read) -> Mended {
        Mended {
            lines,
            text,
            sources: read.sources,
            article: read.article,
        }
    }
}

/// Mends lines until they read without an error.
pub fn mend(mut lines: Vec<Line>, report: &mut Report) -> Mended {
    for round in 0..ROUNDS {
        let text = joined(&lines);
        let read = read_text(&text);
        let mut places: Vec<(usize, &Diagnostic)> = read
            .errors()
            .map(|fault| (line_of(&read.sources, fault), fault))
            .collect();
        if places.is_empty() {
            return Mended::new(lines, text, read);
        }
        places.sort_by_key(|(line, _)| *line);
        places.dedup_by_key(|(line, _)| *line);
        let end = text.lines().count().saturating_sub(1);
        for (i, fault) in places.into_iter().rev() {
            repair(&mut lines, i.min(end), fault, round > 3, report);
            if round + 2 >= ROUNDS {
                break;
            }
        }
    }
    let text = joined(&lines);
    let read = read_text(&text);
    if !read.has_error() {
        return Mended::new(lines, text, read);
    }
    let message = "the text could not be read as Markdown: all of it is plain words now";
    report.say(Place::WHOLE, Kind::Converted, 20, message);
    let plain = |line: Line| Line::new(line.at, plain_line(&line.text));
    let lines: Vec<Line> = lines.into_iter().map(plain).collect();
    let text = joined(&lines);
    let read = read_text(&text);
    Mended::new(lines, text, read)
}

/// Lines as a text.
fn joined(lines: &[Line]) -> String {
    let mut out = String::new();
    for line in lines {
        out.push_str(&line.text);
        out.push('\n');
    }
    out
}

fn line_of(sources: &Sources, fault: &Diagnostic) -> usize {
    match sources.of(fault.span) {
        Some(source) => source.position(fault.span.start()).0.saturating_sub(1),
        None => 0,
    }
}

/// Lines of a block at most: without an end, every fault would search the whole source.
const BLOCK: usize = 2_000;

/// Mends the line of a fault; `hard`: nothing else helped.
fn repair(lines: &mut Vec<Line>, i: usize, fault: &Diagnostic, hard: bool, report: &mut Report) {
    let Some(line) = lines.get_mut(i) else {
        return;
    };
    let at = line.at;
    let message = format!("{}: the place is plain words now", fault.message);
    let marks: String = line
        .text
        .chars()
        .take_while(|c| matches!(c, ' ' | '>'))
        .collect();
    let bare = line.text[marks.len()..].to_owned();
    match fault.name {
        "open-block" | "open-comment" if !hard => {
            let open: String = bare.chars().take_while(|c| *c == ':').collect();
            let close = if fault.name == "open-comment" {
                "-->".to_owned()
            } else {
                open
            };
            let at = lines.last().map_or(at, |it| it.at);
            lines.push(Line::new(at, format!("{marks}{close}")));
        }
        "missing-list" | "unknown-block-kind" | "text-behind-list"
            if bare.starts_with(":::") && !hard =>
        {
            let words = bare.trim_start_matches(':').to_owned();
            let message = format!("{}: what it says stays", fault.message);
            report.add(Decision::new(Place(at), Kind::Dropped, 50, message).dropping(&words));
            line.text = marks.trim_end().to_owned();
            let open = bare.len() - bare.trim_start_matches(':').len();
            let closes = |it: &Line| {
                let bare = it.text.trim_start_matches([' ', '>']).trim_end();
                bare.len() == open && bare.bytes().all(|b| b == b':')
            };
            if !words.trim().is_empty()
                && let Some(close) = lines.iter().skip(i + 1).take(BLOCK).position(closes)
            {
                lines[i + 1 + close].text = marks.trim_end().to_owned();
            }
            return;
        }
        "control-character" => {
            line.text.retain(|c| !is_forbidden(c));
        }
        "missing-alt" if !hard && bare.contains("](") => {
            line.text = line.text.replace("![](", "[](").replace("![ ](", "[](");
            line.text = plain_line(&line.text);
        }
        "duplicate-label" | "second-label" if !hard => {
            if let Some((words, rest)) = line.text.rsplit_once("{#")
                && let Some((label, rest)) = rest.split_once('}')
            {
                let message = format!("the label `{label}` stands twice; the second is left out");
                let decision = Decision::new(Place(at), Kind::Dropped, 70, message);
                report.add(decision.dropping(label));
                line.text = format!("{}{rest}", words.trim_end());
                return;
            }
            line.text = plain_line(&line.text);
        }
        "unknown-key" | "wrong-type" | "wrong-value" | "field-name" if i > 0 && !hard => {
            let decision = Decision::new(Place(at), Kind::Dropped, 50, message);
            report.add(decision.dropping(&line.text));
            line.text.clear();
            return;
        }
        "table-header" if !hard => {
            // A header without words: each column is named by its number.
            let columns = bare.trim().trim_matches('|').split('|').count();
            let names: Vec<String> = (1..=columns).map(|n| n.to_string()).collect();
            let decision = Decision::new(
                Place(at),
                Kind::Table,
                50,
                "the columns of a table have no names: they are numbered",
            );
            report.add(decision.adding(&names.join(" ")));
            line.text = format!("{marks}| {} |", names.join(" | "));
            return;
        }
        "ragged-table" if !hard => {
            line.text = format!("{marks}{}", bare.replace('|', "\\|"));
        }
        "deep-heading" | "skipped-level" | "nested-heading" | "unknown-part" | "empty-heading"
        | "duplicate-part" => {
            let words = bare
                .trim_start_matches(['#', ' ', '-', '*', '+'])
                .trim_end_matches('#')
                .trim();
            let words = words.split(" {#").next().unwrap_or_default();
            let lead: String = bare
                .chars()
                .take_while(|c| matches!(c, '-' | '*' | '+' | ' '))
                .collect();
            line.text = match words.is_empty() {
                true => String::new(),
                false => format!("{marks}{lead}**{}**", words.trim_matches('*')),
            };
            // An underlined heading has its rule below it.
            if !bare.starts_with('#')
                && let Some(next) = lines.get_mut(i + 1)
                && next.text.len() > 1
                && next
                    .text
                    .trim_end()
                    .bytes()
                    .all(|b| matches!(b, b'=' | b'-'))
            {
                next.text.clear();
            }
        }
        "empty-term" => line.text = line.text.replace("[[", "\\[\\[").replace("]]", "\\]\\]"),
        _ => line.text = format!("{marks}{}", plain_line(&bare)),
    }
    report.say(Place(at), Kind::Converted, 50, message);
}

/// A line whose marks say nothing any more.
pub fn plain_line(text: &str) -> String {
    let own = text.len() - text.trim_start().len();
    let (indent, rest) = text.split_at(own);
    let indent = if own > 3 { "" } else { indent };
    let mut out = String::from(indent);
    let mut escaped = false;
    for c in rest.chars() {
        if c.is_ascii_punctuation()
            && !escaped
            && c != '\\'
            && !matches!(c, ',' | ';' | '\'' | '?' | '%' | '/')
        {
            out.push('\\');
        }
        escaped = c == '\\' && !escaped;
        out.push(c);
    }
    // Nothing follows that a last backslash could stand before.
    match escaped {
        true => format!("{out}\\"),
        false => out,
    }
}
