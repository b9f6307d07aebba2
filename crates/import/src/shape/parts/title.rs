//! The title: what the one who imports says, what the source says, a first short
//! line before the first part; else the name of the file.

use pamphlet_core::inline::{plain_text, plain_words};
use pamphlet_core::span::Spanned;

use super::Names;
use crate::Options;
use crate::draft::{Body, Draft};
use crate::report::{Decision, Kind, Place, Report};

/// Characters of a line that can still be a title.
const LONGEST: usize = 120;

/// Finds the title; a line that is the title is no piece any more.
pub fn settle(draft: &mut Draft, names: &mut Names, options: &Options, report: &mut Report) {
    let asked = options.title.clone();
    let said = draft.front.title.as_ref().map(|it| it.value.clone());
    let line = match said {
        Some(_) => None,
        None => take(draft, names),
    };
    let (title, decision) = match (asked, said, line) {
        (Some(title), said, line) => (title.clone(), instead(&title, said, line)),
        (None, Some(_), _) => return,
        (None, None, Some((place, words, confidence))) => {
            let message = format!("`{words}` is the title");
            (
                words,
                Some(Decision::new(place, Kind::Title, confidence, message)),
            )
        }
        (None, None, None) => {
            let name = readable(&options.slug);
            let message =
                format!("the source gives no title; the name of its folder, `{name}`, stands in");
            if let Some(piece) = draft.pieces.first_mut() {
                piece
                    .todos
                    .push("write a title in the front matter".to_owned());
            }
            let decision = Decision::new(Place::WHOLE, Kind::Title, 20, message);
            (name.clone(), Some(decision.adding(&name)))
        }
    };
    draft.front.title = Some(Spanned::made(title));
    if let Some(decision) = decision {
        report.add(decision);
    }
}

/// What is said of a title of the source that gives way to another.
fn instead(
    title: &str,
    said: Option<String>,
    line: Option<(Place, String, u8)>,
) -> Option<Decision> {
    let (place, words) = match (said, line) {
        (Some(said), _) => (Place::WHOLE, said),
        (None, Some((place, words, _))) => (place, words),
        (None, None) => return None,
    };
    if words.to_lowercase() == title.to_lowercase() {
        return Some(Decision::new(place, Kind::Title, 100, "the title"));
    }
    let message = format!("the source's title `{words}` gives way to `{title}`");
    let decision = Decision::new(place, Kind::Title, 100, message);
    Some(decision.dropping(&words).adding(title))
}

/// Takes the piece that is the title out of the draft.
fn take(draft: &mut Draft, names: &mut Names) -> Option<(Place, String, u8)> {
    let first = draft.pieces.first()?;
    if names.contains_key(&0) {
        return None;
    }
    let confidence = match &first.body {
        Body::Heading(heading) => {
            let level = heading.level;
            let rival = |body: &Body| matches!(body, Body::Heading(it) if it.level <= level);
            let others = draft.pieces.iter().enumerate().skip(1);
            let mut others = others.filter(|(index, _)| !names.contains_key(index));
            (!others.any(|(_, it)| rival(&it.body))).then_some(90)?
        }
        Body::Line(line) => {
            let words = plain_words(&line.words);
            let words = words.trim();
            let short = words.chars().nth(LONGEST).is_none();
            let open = words.ends_with(['.', ';', ',', ':']);
            let next = draft.pieces.get(1)?;
            let opens = names.contains_key(&1);
            let apart = match &next.body {
                Body::Line(next) => next.after_blank && line.after_blank,
                Body::Heading(_) | Body::Items(_) | Body::Block(_) => true,
            };
            let names_follow = !names.is_empty();
            match (short && !open, opens, apart) {
                (true, true, _) => 90,
                (true, false, true) if names_follow => 75,
                (true, false, true) => 70,
                _ => return None,
            }
        }
        Body::Items(_) | Body::Block(_) => return None,
    };
    let piece = draft.pieces.remove(0);
    *names = std::mem::take(names)
        .into_iter()
        .map(|(index, name)| (index - 1, name))
        .collect();
    let words = match piece.body {
        Body::Heading(heading) => plain_text(&heading.words),
        Body::Line(line) => plain_text(&line.words),
        Body::Items(_) | Body::Block(_) => return None,
    };
    if confidence < crate::report::SURE
        && let Some(next) = draft.pieces.first_mut()
    {
        let todo = format!("look whether `{}` is the title", words.trim());
        next.todos.push(todo);
    }
    Some((piece.place, words.trim().to_owned(), confidence))
}

/// `growth-hormone` as `Growth hormone`.
fn readable(slug: &str) -> String {
    let words = slug.replace(['-', '_'], " ");
    let mut chars = words.trim().chars();
    match chars.next() {
        Some(first) => first.to_uppercase().chain(chars).collect(),
        None => "Untitled".to_owned(),
    }
}
