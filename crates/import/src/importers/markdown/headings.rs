//! Levels of headings: parts are of the first level and sections nest without
//! gaps, whatever the levels of the source.

use pamphlet_core::article::PartKind;
use pamphlet_core::words::Words;

use super::blocks::Convert;
use super::marks::is_atx;
use super::source::{Fence, Line};
use crate::report::{Decision, Kind, Place, Report};

/// Takes the attributes off a heading: its words and its label.
pub fn label(convert: &mut Convert, at: u32, words: &str) -> (String, Option<String>) {
    let Some(open) = words.rfind('{').filter(|_| words.ends_with('}')) else {
        return (words.to_owned(), None);
    };
    let inner = &words[open + 1..words.len() - 1];
    let mut label = None;
    let mut rest = Vec::new();
    for part in inner.split_whitespace() {
        match part.strip_prefix('#') {
            Some(id) if !id.is_empty() => label = Some(id.to_owned()),
            _ => rest.push(part),
        }
    }
    let attributes = |it: &&&str| it.starts_with('.') || it.contains('=') || **it == "-";
    if !rest.iter().all(|it| attributes(&it)) || (label.is_none() && rest.is_empty()) {
        return (words.to_owned(), None);
    }
    if !rest.is_empty() {
        let rest = rest.join(" ");
        let message = format!("the attributes `{rest}` of a heading are left out");
        convert.lose(at, 85, message, &rest);
    }
    (words[..open].trim_end().to_owned(), label)
}

/// A heading among the lines.
struct Found {
    line: usize,
    level: usize,
    part: Option<PartKind>,
    to: usize,
}

/// Sets the levels. `titled`: the front matter has a title.
pub fn settle(lines: &mut [Line], titled: bool, words: &Words, report: &mut Report) {
    let mut fence = Fence::default();
    let mut found = Vec::new();
    for (i, line) in lines.iter().enumerate() {
        if !fence.is_text(&line.text) || !is_atx(line.text.trim_end()) {
            continue;
        }
        let rest = line.text.trim_start_matches('#');
        let bare = rest.split("{#").next().unwrap_or_default().trim();
        let named = rest
            .rsplit_once("{#")
            .and_then(|(_, it)| PartKind::from_id(it.trim().trim_end_matches('}')));
        found.push(Found {
            line: i,
            level: line.text.len() - rest.len(),
            part: named.or_else(|| words.part_of(bare)).or_else(|| {
                // Named in another language: its id says it to every reader.
                Words::parts_named(bare).first().map(|(_, kind)| *kind)
            }),
            to: 0,
        });
    }
    let mut seen: Vec<PartKind> = Vec::new();
    let count = found.len();
    let mut titled = titled;
    let first_text = lines.iter().position(|it| !it.text.trim().is_empty());
    let mut shift = 0;
    for (i, it) in found.iter_mut().enumerate() {
        let last = i + 1 == count;
        let takes = it.part.is_some_and(|part| !seen.contains(&part))
            && (it.level == 1 || last && it.part == Some(PartKind::References));
        if takes {
            seen.extend(it.part);
            it.to = 1;
        } else if it.level == 1 && !titled && first_text == Some(it.line) {
            titled = true;
            it.to = 1;
        } else {
            it.part = None;
            if it.level == 1 {
                shift = 1;
            }
        }
    }
    let mut open: Vec<usize> = Vec::new();
    for it in &mut found {
        if it.to == 1 {
            open.clear();
            continue;
        }
        let level = it.level + shift;
        while open.last().is_some_and(|last| *last >= level) {
            open.pop();
        }
        open.push(level);
        it.to = open.len() + 1;
    }
    if shift > 0 {
        let first = found.iter().find(|it| it.to > 1 && it.level == 1);
        let at = first.map_or(0, |it| lines[it.line].at);
        let message = "headings of the first level that name no part are sections of Fundamentals now, and all below them one level lower";
        report.say(Place(at), Kind::Section, 85, message);
    }
    for it in &found {
        let line = &mut lines[it.line];
        if let Some(part) = it.part.filter(|_| it.to == 1 && !line.text.contains("{#")) {
            let bare = line.text.trim_start_matches('#').trim();
            if words.part_of(bare) != Some(part) {
                let message = format!("the part {} is named in another language", part.id());
                report.say(Place(line.at), Kind::Part, 85, message);
                line.text = format!("{} {{#{}}}", line.text.trim_end(), part.id());
            }
        }
        if it.to == it.level && it.to <= 4 {
            continue;
        }
        let rest = line.text.trim_start_matches('#').trim().to_owned();
        if it.to > 4 {
            let bare = rest.split(" {#").next().unwrap_or_default();
            let message = "a heading too deep for a section is a line in bold now";
            report.say(Place(line.at), Kind::Converted, 80, message);
            line.text = format!("\n**{}**\n", bare.trim_matches('*'));
            continue;
        }
        if it.to == 1 {
            let message = "the last heading opens the part References";
            report.say(Place(line.at), Kind::Part, 85, message);
        } else if it.to != it.level + shift {
            let message = format!(
                "the level of a heading is {} now: levels have no gaps",
                it.to
            );
            report.add(Decision::new(Place(line.at), Kind::Section, 85, message));
        }
        line.text = format!("{} {rest}", "#".repeat(it.to));
    }
}
