//! Lines that are headings although nothing marks them: short, without a full
//! stop, after a blank line or touching the text below.

use pamphlet_core::article::PartKind;
use pamphlet_core::inline::{Inline, plain_words};

use crate::draft::{Body, Heading, Line, Piece};
use crate::report::Kind;
use crate::shape::PartPieces;

/// Characters of a line that can still be a heading.
const LONGEST: usize = 80;
/// Words of such a line.
const WORDS: usize = 14;

/// What the source can be trusted with.
#[derive(Clone, Copy, PartialEq)]
pub enum Trust {
    /// It marks no heading: lines may be headings.
    Lines,
    /// It marks headings or sets them in bold: other lines are none.
    Bold,
}

/// A decision about a piece.
pub struct Found {
    /// The number of the piece.
    pub index: usize,
    /// About what.
    pub kind: Kind,
    /// How sure it is.
    pub confidence: u8,
    /// What was decided.
    pub message: String,
    /// Words left out.
    pub dropped: String,
    /// What to look at if it is not sure.
    pub todo: String,
}

/// Turns lines of a part into headings.
pub fn find(part: &mut PartPieces, trust: Trust) -> Vec<Found> {
    if part.kind == PartKind::References {
        return Vec::new();
    }
    let may: Vec<bool> = part.pieces.iter().map(|it| may_be(it, trust)).collect();
    let mut found = Vec::new();
    let mut level = 0;
    let mut at = 0;
    while at < part.pieces.len() {
        if let Body::Heading(heading) = &part.pieces[at].body {
            level = heading.level;
            let text = plain_words(&heading.words);
            found.push(section(at, 100, &text, String::new()));
            at += 1;
            continue;
        }
        let run = may[at..].iter().take_while(|it| **it).count();
        if run == 0 {
            at += 1;
            continue;
        }
        for (index, confidence) in judge(&part.pieces, at, run, trust) {
            let deeper = if trust == Trust::Bold {
                level.saturating_add(1)
            } else {
                1
            };
            found.extend(turn(&mut part.pieces[index], index, deeper, confidence));
        }
        if run > 2 && trust == Trust::Lines {
            found.push(Found {
                index: at,
                kind: Kind::Assumed,
                confidence: 50,
                message: format!("{run} short lines in a row are paragraphs"),
                dropped: String::new(),
                todo:
                    "short lines follow one another here; look whether they are a list or headings"
                        .to_owned(),
            });
        }
        at += run;
    }
    found
}

fn section(index: usize, confidence: u8, text: &str, dropped: String) -> Found {
    Found {
        index,
        kind: Kind::Section,
        confidence,
        message: format!("`{text}` opens a section"),
        dropped,
        todo: "look whether this line is a heading".to_owned(),
    }
}

/// Whether the words of a line can be a heading's.
fn may_be(piece: &Piece, trust: Trust) -> bool {
    let Body::Line(line) = &piece.body else {
        return false;
    };
    match trust {
        Trust::Bold => line.strong && short(line, LONGEST * 3 / 2),
        Trust::Lines => short(line, LONGEST),
    }
}

fn short(line: &Line, longest: usize) -> bool {
    let plain =
        |it: &Inline| matches!(it, Inline::Text(_) | Inline::Term(_)) || !it.children().is_empty();
    if line.words.len() > 12 || !line.words.iter().all(plain) {
        return false;
    }
    if let Some(Inline::Text(text)) = line.words.first()
        && text.text.len() > longest * 4
    {
        return false;
    }
    let text = plain_words(&line.words);
    let text = text.trim();
    let first = text.chars().find(|c| c.is_alphanumeric());
    let opens = first.is_some_and(|c| !c.is_lowercase());
    let colon = text.ends_with(':') && !line.strong;
    let stopped = text.ends_with(['.', ';', ',', '!', '…', '”', '|']) || colon;
    let bare = text.trim_start_matches(|c: char| c.is_ascii_digit() || ".)".contains(c));
    let says = text.contains(char::is_alphabetic);
    opens
        && says
        && !stopped
        && !bare.contains(". ")
        && text.chars().nth(longest).is_none()
        && text.split_whitespace().nth(WORDS).is_none()
}

/// Which lines of a run are headings, with how sure that is.
fn judge(pieces: &[Piece], at: usize, run: usize, trust: Trust) -> Vec<(usize, u8)> {
    let end = at + run;
    let Some(next) = pieces.get(end) else {
        // Nothing follows: they head nothing.
        return Vec::new();
    };
    if matches!(next.body, Body::Heading(_)) && trust == Trust::Lines {
        return Vec::new();
    }
    let last = end - 1;
    if trust == Trust::Bold {
        return (at..end).map(|index| (index, 90)).collect();
    }
    let touches = match &next.body {
        Body::Line(line) => !line.after_blank,
        Body::Items(_) | Body::Block(_) | Body::Heading(_) => true,
    };
    let first = last == 0;
    let blank =
        |index: usize| matches!(&pieces[index].body, Body::Line(line) if line.after_blank) || first;
    let confidence = match (blank(last), touches) {
        (true, true) => 95,
        (true, false) => 85,
        (false, true) => 75,
        (false, false) if titled(&pieces[last]) => 60,
        (false, false) => return Vec::new(),
    };
    match run {
        1 => vec![(last, confidence)],
        2 if blank(at) => vec![(at, 60), (last, confidence.min(70))],
        _ if blank(last) => vec![(last, confidence.min(70))],
        _ => Vec::new(),
    }
}

/// Whether words are set as a title, or ask.
fn titled(piece: &Piece) -> bool {
    let Body::Line(line) = &piece.body else {
        return false;
    };
    let text = plain_words(&line.words);
    let long = text.split_whitespace().filter(|it| it.chars().count() > 3);
    let mut long = long.peekable();
    let any = long.peek().is_some();
    text.trim_end().ends_with('?') || (any && long.all(|it| !it.starts_with(char::is_lowercase)))
}

/// Makes a piece a heading.
fn turn(piece: &mut Piece, index: usize, level: u8, confidence: u8) -> Option<Found> {
    let Body::Line(line) = &mut piece.body else {
        return None;
    };
    let mut words = std::mem::take(&mut line.words);
    if line.strong {
        words = unwrapped(words);
    }
    if let Some(Inline::Text(last)) = words.last_mut() {
        last.text
            .truncate(last.text.trim_end_matches([':', ' ']).len());
    }
    let mut dropped = String::new();
    if let Some(Inline::Text(first)) = words.first_mut() {
        let rest = first.text.trim_start_matches(|c: char| c.is_ascii_digit());
        let number = &first.text[..first.text.len() - rest.len()];
        let bare = rest.strip_prefix(['.', ')']);
        let bare = bare.filter(|it| it.starts_with(' ')).map(str::trim_start);
        if let Some(bare) = bare.filter(|it| !number.is_empty() && it.contains(char::is_alphabetic))
        {
            dropped = number.to_owned();
            first.text = bare.to_owned();
        }
    }
    let text = plain_words(&words);
    let mut found = section(index, confidence, text.trim(), dropped);
    if !found.dropped.is_empty() {
        found
            .message
            .push_str("; its number is left out, since editions number sections");
    }
    piece.body = Body::Heading(Heading { level, words });
    Some(found)
}

/// Words without the bold that covers all of them.
fn unwrapped(words: Vec<Inline>) -> Vec<Inline> {
    let strong = |it: Inline| match it {
        Inline::Strong(inner) => inner.inlines,
        other => vec![other],
    };
    words.into_iter().flat_map(strong).collect()
}
