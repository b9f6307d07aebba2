//! What a file says of itself: languages of its words, its title, its maker.

use std::collections::BTreeMap;

use pamphlet_core::front::Front;
use pamphlet_core::inline::plain_text;
use pamphlet_core::language::Language;
use pamphlet_core::span::Spanned;

use super::notes;
use super::reader::Reader;
use super::styles::Props;
use super::xml::{self, Node};
use crate::draft::{Body, Piece};
use crate::language;
use crate::report::{Kind, Place};

/// Decides which language the document is in: the one that most of its words
/// are marked with, unless they are plainly of another.
pub fn language(reader: &mut Reader, body: Node, front: &mut Front) {
    let mut counts: BTreeMap<String, usize> = BTreeMap::new();
    for node in body.descendants().filter(|it| xml::is_w(*it, "p")) {
        let style = xml::child(node, "pPr").and_then(|it| xml::value(it, "pStyle"));
        let base = reader.styles.paragraph(style).props.lang;
        for run in xml::children(node, "r") {
            let lang = Props::read(xml::child(run, "rPr"))
                .lang
                .or_else(|| base.clone());
            let size: usize = xml::children(run, "t")
                .map(|it| xml::text_of(it).len())
                .sum();
            if let Some(lang) = lang.as_deref().and_then(Language::parse) {
                *counts.entry(lang.tag().to_owned()).or_default() += size;
            }
        }
    }
    let marked = counts
        .into_iter()
        .max_by_key(|(_, count)| *count)
        .map(|(tag, _)| tag);
    let text = notes::words(body);
    let seen = match text.len() {
        ..200 => None,
        _ => language::detect(&text).filter(|(_, sure)| *sure >= 90),
    };
    let first = |tag: &str| tag.split('-').next().unwrap_or_default().to_owned();
    let tag = match (&marked, seen) {
        (Some(marked), Some((seen, _))) if first(marked) != first(seen) => {
            let message = format!("the words are marked as `{marked}` and are plainly `{seen}`");
            reader.report.say(Place::WHOLE, Kind::Language, 75, message);
            Some(seen.to_owned())
        }
        (Some(marked), _) => {
            let message = format!("most words are marked as `{marked}`");
            reader.report.say(Place::WHOLE, Kind::Language, 95, message);
            Some(marked.clone())
        }
        (None, Some((seen, sure))) => {
            let message = format!("the words are plainly `{seen}`");
            reader
                .report
                .say(Place::WHOLE, Kind::Language, sure, message);
            Some(seen.to_owned())
        }
        (None, None) => None,
    };
    reader.languages = marked.into_iter().chain(tag.clone()).collect();
    if reader.languages.is_empty() {
        reader.languages.push("en".to_owned());
    }
    front.lang = tag.map(Spanned::made);
}

/// Reports the properties of the file; its title counts where the text has none.
pub fn core(reader: &mut Reader, root: Option<Node>, pieces: &[Piece], front: &mut Front) {
    let Some(root) = root else {
        return;
    };
    let read = |name: &str| {
        let node = root.children().find(|it| it.tag_name().name() == name)?;
        let text = xml::text_of(node)
            .split_whitespace()
            .collect::<Vec<_>>()
            .join(" ");
        (!text.is_empty()).then_some(text)
    };
    reader.place = Place::WHOLE;
    if let Some(title) = read("title") {
        let has_own = front.title.is_some()
            || matches!(
                pieces.first(),
                Some(Piece {
                    body: Body::Heading(_),
                    ..
                })
            );
        if said_already(&title, pieces, front) {
            // The text says it, so nothing is to be told.
        } else if has_own || is_made_up(&title) {
            let message = format!("the file's own title “{title}” was not used");
            reader.say(Kind::Title, 85, message);
        } else {
            let message = format!("the title is the file's own: {title}");
            reader.add(Kind::Title, 60, message, &title);
            front.title = Some(Spanned::made(title));
        }
    }
    if let Some(creator) = read("creator") {
        let message =
            format!("the file was made by “{creator}”; whether that is an author is not known");
        reader.say(Kind::Front, 85, message);
    }
    if let Some(day) = read("modified").as_deref().and_then(|it| it.get(..10)) {
        let message = format!("the file was last changed on {day}; that is no review");
        reader.say(Kind::Front, 90, message);
    }
}

/// Whether the title, or the first heading, has the same words.
fn said_already(title: &str, pieces: &[Piece], front: &Front) -> bool {
    let first = match pieces.first().map(|it| &it.body) {
        Some(Body::Heading(it)) => plain_text(&it.words),
        _ => String::new(),
    };
    let own = front.title.as_ref().map(|it| it.value.as_str());
    own == Some(title) || first.trim() == title
}

/// Titles that programs make up.
fn is_made_up(title: &str) -> bool {
    let lower = title.to_lowercase();
    let starts = [
        "microsoft word",
        "document",
        "dokument",
        "documento",
        "untitled",
        "template",
    ];
    starts.iter().any(|it| lower.starts_with(it))
        || lower.ends_with(".doc")
        || lower.ends_with(".docx")
}
