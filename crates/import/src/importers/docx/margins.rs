//! Heads and feet of pages: what they say of the leaflet becomes front matter,
//! and the rest is named in the report.

use pamphlet_core::block::{Block, List};
use pamphlet_core::front::Front;
use pamphlet_core::inline::{Inline, plain_text};
use pamphlet_core::span::Spanned;

use super::boxes;
use super::dates::{Order, When};
use super::facts::{self, About, Fact};
use super::reader::{Reader, excerpt};
use super::xml::Node;
use crate::draft::Body;
use crate::report::{Decision, Kind, Place};

/// Reads the head or foot of a page.
pub fn read<'d>(reader: &mut Reader<'d>, root: Node<'d>, order: Order, front: &mut Front) {
    reader.place = Place::WHOLE;
    reader.margin = true;
    let outer = std::mem::take(&mut reader.report);
    let mut found = boxes::nested(reader, root);
    boxes::restore_title(&mut found);
    let inner = std::mem::replace(&mut reader.report, outer);
    reader.margin = false;
    // How a foot is laid out is nobody's concern.
    let counts = |it: &Decision| {
        let told = matches!(
            it.kind,
            Kind::LostImage | Kind::TrackedChange | Kind::Remark
        );
        told || !it.dropped.is_empty() || !it.added.is_empty()
    };
    reader
        .report
        .decisions
        .extend(inner.decisions.into_iter().filter(counts));
    let mut lines = Vec::new();
    for piece in found.pieces {
        match piece.body {
            Body::Heading(it) => lines.push(it.words),
            Body::Line(it) => lines.push(it.words),
            Body::Items(it) => lines.extend(it.items.into_iter().map(|it| it.words)),
            Body::Block(it) => of_block(it, &mut lines),
        }
    }
    for line in lines {
        for remark in remarks(&line) {
            let message = format!(
                "a remark in the head or foot of a page was left out: {}",
                excerpt(&remark)
            );
            reader.drop(Kind::HeadOrFoot, 50, message, &remark);
        }
        of_line(reader, &plain_text(&line), order, front);
    }
}

fn of_block(block: Block, lines: &mut Vec<Vec<Inline>>) {
    match block {
        Block::Paragraph(it) => lines.push(it.inlines),
        Block::List(List { items, .. }) => {
            let blocks = items.into_iter().flat_map(|it| it.blocks);
            blocks.for_each(|it| of_block(it, lines));
        }
        Block::Quote(it) => it.blocks.into_iter().for_each(|it| of_block(it, lines)),
        Block::Callout(it) => {
            lines.push(it.title);
            it.blocks.into_iter().for_each(|it| of_block(it, lines));
        }
        Block::Table(it) => {
            let rows = std::iter::once(it.header).chain(it.rows);
            let cells = rows.flat_map(|it| it.cells);
            lines.extend(cells.map(|it| it.inlines));
        }
        Block::Comment(it) => lines.push(vec![Inline::Comment(it)]),
        _ => {}
    }
}

/// What remarks within a line say.
fn remarks(line: &[Inline]) -> Vec<String> {
    let mut out = Vec::new();
    for inline in line {
        if let Inline::Comment(it) = inline {
            out.push(it.text.trim().to_owned());
        }
        out.extend(remarks(inline.children()));
    }
    out
}

fn of_line(reader: &mut Reader, line: &str, order: Order, front: &mut Front) {
    let mut left = String::new();
    let mut from = 0;
    for fact in facts::find(line, order) {
        left.push_str(&line[from..fact.start]);
        left.push(' ');
        from = fact.end;
        let said = &line[fact.start..fact.end];
        take(reader, said, fact, front);
    }
    left.push_str(&line[from..]);
    if left.contains(char::is_alphanumeric) {
        let message = format!(
            "words in the head or foot of a page were left out: {}",
            excerpt(&left)
        );
        reader.drop(Kind::HeadOrFoot, 85, message, &left);
    }
}

/// Puts a fact into the front matter, unless another one is there.
fn take(reader: &mut Reader, said: &str, fact: Fact, front: &mut Front) {
    let key = fact.about.key();
    let (value, known) = match (&fact.value, fact.about) {
        (When::Vague(text), About::Version) => (text.clone(), text_into(&mut front.version, text)),
        (When::Vague(text), About::Identifier) => {
            (text.clone(), text_into(&mut front.identifier, text))
        }
        (When::Vague(text), _) => return vague(reader, said, key, text, front),
        (When::Day(date), about) => {
            let slot = match about {
                About::Reviewed => &mut front.reviewed,
                About::NextReview => &mut front.next_review,
                _ => &mut front.published,
            };
            let old = slot.get_or_insert_with(|| Spanned::made(*date)).value;
            (date.to_string(), old.to_string())
        }
    };
    let decision = if known == value {
        let message = format!("`{key}: {value}` from “{said}” in the head or foot of a page");
        Decision::new(Place::WHOLE, Kind::Front, 90, message).adding(&value)
    } else {
        let message = format!(
            "“{said}” in the head or foot of a page contradicts `{key}: {known}`, which stays"
        );
        Decision::new(Place::WHOLE, Kind::Front, 40, message)
    };
    reader.report.add(decision.dropping(said));
}

fn text_into(slot: &mut Option<Spanned<String>>, text: &str) -> String {
    slot.get_or_insert_with(|| Spanned::made(text.to_owned()))
        .value
        .clone()
}

/// A date that names no single day stays words among the custom data.
fn vague(reader: &mut Reader, said: &str, key: &str, text: &str, front: &mut Front) {
    let known = front.custom.iter().any(|(it, _)| it == key);
    if !known {
        front
            .custom
            .push((key.to_owned(), Spanned::made(text.to_owned())));
    }
    let message = format!(
        "“{said}” in the head or foot of a page names no single day; its words stand as `custom: {key}`, and `{key}` waits for a date"
    );
    let decision = Decision::new(Place::WHOLE, Kind::Front, 50, message);
    reader.report.add(
        decision
            .dropping(said)
            .adding(if known { "" } else { text }),
    );
}
