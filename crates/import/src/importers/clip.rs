//! Clipped text, by line: every line that is not blank is a paragraph, unless it
//! is an item of a list or a row of a table. What a line means is decided later;
//! whether a blank line stood before it is noted, for it may say something.

mod lines;
mod links;
mod lists;
mod rows;

use pamphlet_core::block::Block;

use crate::draft::{Body, Draft, Found, Heading, Line, Piece};
use crate::importers::{Importer, text};
use crate::report::{Decision, Kind, Place, Report};
use crate::{Refused, Source};

use lines::{Raw, lines};

/// This importer.
pub const IMPORTER: Importer = Importer {
    name: "clip",
    recognises,
    read,
};

fn recognises(source: &Source) -> bool {
    text::decode(source.bytes).is_ok()
}

fn read(source: &Source, report: &mut Report) -> Result<Found, Refused> {
    let text = text::decode(source.bytes)?;
    let (lines, controls) = lines(&text);
    if lines.is_empty() {
        let reason = "the file holds no words";
        return Err(Refused::new(reason, "clip the page's text into it"));
    }
    if controls > 0 {
        let message = format!("{controls} control characters cannot be printed; they are left out");
        report.say(Place::WHOLE, Kind::Dropped, 90, message);
    }
    let draft = Draft {
        pieces: pieces(&lines, report),
        ..Draft::default()
    };
    Ok(Found::Draft(Box::new(draft)))
}

fn pieces(lines: &[Raw], report: &mut Report) -> Vec<Piece> {
    let mut pieces = Vec::new();
    let mut at = 0;
    while let Some(line) = lines.get(at) {
        if let Some((table, used)) = rows::table(&lines[at..]) {
            let rows = used - usize::from(table.ruled) - 1;
            let message = format!("{rows} rows below a header of {} cells", table.columns);
            report.say(line.place, Kind::Table, table.confidence, message);
            for fault in &table.faults {
                report.say(fault.0, Kind::Table, 60, fault.1.clone());
            }
            let mut piece = Piece::new(line.place, Body::Block(Block::Table(table.block)));
            piece.todos = table.todos;
            pieces.push(piece);
            at += used;
        } else if let Some((items, used)) = lists::items(&lines[at..], report) {
            let message = format!("{} items", items.items.len());
            report.say(line.place, Kind::List, 95, message);
            pieces.push(Piece::new(line.place, Body::Items(items)));
            at += used;
        } else {
            pieces.extend(single(line, report));
            at += 1;
        }
    }
    pieces
}

/// A line on its own: a heading with marks, a rule, or a paragraph.
fn single(line: &Raw, report: &mut Report) -> Option<Piece> {
    let hashes = line.text.len() - line.text.trim_start_matches('#').len();
    let words = line.text[hashes..].trim();
    if (1..=6).contains(&hashes)
        && line.text[hashes..].starts_with(' ')
        && words.contains(char::is_alphanumeric)
    {
        let heading = Heading {
            level: hashes as u8,
            words: links::inlines(words.trim_end_matches([' ', '#'])),
        };
        return Some(Piece::new(line.place, Body::Heading(heading)));
    }
    if !line.text.contains(char::is_alphanumeric) {
        let message = format!("`{}` says nothing; it is left out", shorten(&line.text));
        report.add(Decision::new(line.place, Kind::Dropped, 90, message));
        return None;
    }
    let line_of = Line {
        words: links::inlines(&line.text),
        after_blank: line.after_blank,
        strong: false,
    };
    Some(Piece::new(line.place, Body::Line(line_of)))
}

fn shorten(text: &str) -> String {
    match text.char_indices().nth(20) {
        Some((at, _)) => format!("{}…", &text[..at]),
        None => text.to_owned(),
    }
}
