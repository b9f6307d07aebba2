//! Tracked changes: nothing is accepted and nothing refused. What was added
//! stays with a remark behind it, what was deleted is a remark in its place.

use std::rc::Rc;

use super::atoms::{self, Atom, Change, Look, What};
use super::paragraph::by;
use super::reader::{Reader, excerpt};
use super::xml::{self, Node};
use crate::report::{Decision, Kind};

/// Puts a remark behind each run of changed atoms; deleted words stand in it.
pub fn settle(reader: &mut Reader, found: Vec<Atom>) -> Vec<Atom> {
    if found.iter().all(|it| it.change.is_none()) {
        return found;
    }
    let mut out = Vec::with_capacity(found.len() + 2);
    let mut run: Vec<Atom> = Vec::new();
    for atom in found {
        if run.first().is_some_and(|it| it.change != atom.change) {
            close(reader, std::mem::take(&mut run), &mut out);
        }
        run.push(atom);
    }
    close(reader, run, &mut out);
    out
}

fn close(reader: &mut Reader, run: Vec<Atom>, out: &mut Vec<Atom>) {
    let change = run.first().and_then(|it| it.change.clone());
    let Some(change) = change else {
        out.extend(run);
        return;
    };
    let text = atoms::plain(&run);
    let text = text.split_whitespace().collect::<Vec<_>>().join(" ");
    let signs = run
        .iter()
        .any(|it| !matches!(it.what, What::Words(_) | What::Break));
    if !change.deed.is_gone() {
        out.extend(run);
    } else if signs {
        let (kept, gone): (Vec<_>, Vec<_>) = run
            .into_iter()
            .partition(|it| matches!(it.what, What::Comment(_)));
        let lost = gone
            .iter()
            .any(|it| matches!(it.what, What::Call(_) | What::Picture(_)));
        out.extend(kept);
        if lost {
            reader.doubt(Kind::TrackedChange, 40, "an image or a call for a note was deleted and the deletion is not accepted; it was left out");
        }
    }
    if text.is_empty() {
        return;
    }
    remark(reader, &change, &text, out);
}

fn remark(reader: &mut Reader, change: &Rc<Change>, text: &str, out: &mut Vec<Atom>) {
    let (deed, by) = (change.deed, &change.by);
    let label = format!("tracked: {} by {by}:", deed.said());
    let what = format!("{label} {text}");
    let message = match deed.is_gone() {
        true => format!(
            "words {} by {by}, not accepted yet, stand in a remark: {}",
            deed.said(),
            excerpt(text)
        ),
        false => format!(
            "words {} by {by}, not accepted yet, stand in the text: {}",
            deed.said(),
            excerpt(text)
        ),
    };
    reader.todos.push(format!(
        "accept or refuse: {} by {by}: {}",
        deed.said(),
        excerpt(text)
    ));
    let decision = Decision::new(reader.place, Kind::TrackedChange, 50, message);
    // Deleted words stand in the remark only; added ones in text and remark.
    let added = if deed.is_gone() { &label } else { &what };
    reader.report.add(decision.adding(added));
    out.push(Atom {
        look: Look::default(),
        what: What::Comment(what),
        change: None,
    });
}

/// Reports tracked changes of a paragraph's own properties.
pub fn of_paragraph(reader: &mut Reader, pr: Node) {
    let mark = xml::child(pr, "rPr");
    let ended = |name| mark.and_then(|it| xml::child(it, name));
    if let Some(node) = ended("ins").or_else(|| ended("moveTo")) {
        let message = format!(
            "the end of this paragraph was added by {}, not accepted yet; it stays",
            by(node)
        );
        reader.say(Kind::TrackedChange, 70, message);
    }
    if let Some(node) = ended("del").or_else(|| ended("moveFrom")) {
        let message = format!(
            "the end of this paragraph was deleted by {}, not accepted yet; it stays a paragraph of its own",
            by(node)
        );
        reader.say(Kind::TrackedChange, 60, message);
    }
    if let Some(node) = xml::child(pr, "pPrChange") {
        let message = format!(
            "a change of this paragraph's format by {} is not accepted yet; it is read as changed",
            by(node)
        );
        reader.say(Kind::TrackedChange, 70, message);
    }
}

/// Reports tracked changes of a table's rows and cells.
pub fn of_row(reader: &mut Reader, row: Node) {
    let row_pr = xml::child(row, "trPr");
    let cells = xml::children(row, "tc").filter_map(|it| xml::child(it, "tcPr"));
    let changes: Vec<(String, String)> = row_pr
        .into_iter()
        .chain(cells)
        .flat_map(|it| it.children())
        .filter_map(|it| {
            let what = match it.tag_name().name() {
                "ins" => "a row was added",
                "del" => "a row was deleted",
                "cellIns" => "a cell was added",
                "cellDel" => "a cell was deleted",
                "cellMerge" => "cells were merged",
                _ => return None,
            };
            Some((what.to_owned(), by(it)))
        })
        .collect();
    for (what, by) in changes {
        reader.doubt(
            Kind::TrackedChange,
            50,
            format!("{what} by {by}, not accepted yet; the table has it still"),
        );
    }
}
