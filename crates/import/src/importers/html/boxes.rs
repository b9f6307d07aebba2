//! Elements that are set apart: callouts and key points.

use pamphlet_core::block::{Block, Boxed, Callout, CalloutKind};
use pamphlet_core::inline::{Inline, plain_text};
use pamphlet_core::node::Meta;
use scraper::ElementRef;

use super::element::{NodeRef, has, has_words, name, place, tokens};
use super::walk::Walk;
use crate::draft::{Body, Piece, one_line};
use crate::report::{Decision, Kind};

/// More words than this are a section, not a box.
const WORDS: usize = 300;

/// What a box is.
#[derive(Clone, Copy, PartialEq)]
pub enum Box {
    /// A callout.
    Callout(CalloutKind),
    /// A statement to remember.
    KeyPoint,
}

/// What kind of box an element is, by its role and classes.
pub fn kind(element: &ElementRef) -> Option<Box> {
    if !matches!(name(element), "div" | "section" | "aside" | "p") {
        return None;
    }
    let role = element.attr("role").unwrap_or_default();
    let classes = tokens(element);
    let is = |words: &[&str]| classes.iter().any(|it| words.contains(&it.as_str()));
    let boxes = [
        "callout",
        "alert",
        "admonition",
        "notice",
        "inset",
        "infobox",
        "hinweis",
        "hinweisbox",
        "aviso",
        "advertencia",
        "achtung",
        "warnung",
        "warnhinweis",
        "messagebox",
    ];
    let frames = [
        "box", "panel", "card", "block", "message", "banner", "bg", "text",
    ];
    let key = is(&["key"])
        && is(&[
            "point",
            "points",
            "takeaway",
            "takeaways",
            "message",
            "fact",
            "facts",
        ])
        || is(&["keypoint", "keypoints", "kernaussage", "merksatz"]);
    let risk = is(&[
        "warning",
        "urgent",
        "danger",
        "emergency",
        "immediate",
        "error",
        "critical",
        "achtung",
        "warnung",
        "warnhinweis",
        "advertencia",
        "urgente",
        "peligro",
    ]) && !is(&["non", "nonurgent"]);
    let named = risk
        || is(&[
            "info",
            "information",
            "note",
            "tip",
            "hint",
            "important",
            "caution",
            "success",
            "wichtig",
            "importante",
            "consejo",
            "tipp",
        ]);
    let care = is(&["care"]) && is(&["card"]);
    let marked = is(&boxes)
        || care
        || key
        || matches!(role, "note" | "alert")
        || (named && is(&frames))
        || name(element) == "aside";
    let node = NodeRef::clone(element);
    if !marked || has(*element, &["h1"]) || !has_words(node, 2) || has_words(node, WORDS) {
        return None;
    }
    if key {
        return Some(Box::KeyPoint);
    }
    Some(Box::Callout(if risk || role == "alert" {
        CalloutKind::Warning
    } else if is(&["caution", "vorsicht", "precaución"]) {
        CalloutKind::Caution
    } else if is(&["important", "wichtig", "importante"]) {
        CalloutKind::Important
    } else if is(&["tip", "hint", "success", "consejo", "tipp"]) {
        CalloutKind::Tip
    } else {
        CalloutKind::Note
    }))
}

impl<'a> Walk<'a> {
    /// A box with its title.
    pub fn boxed(
        &mut self,
        kind: Box,
        element: ElementRef<'a>,
        depth: usize,
        out: &mut Vec<Piece>,
    ) {
        let at = place(&element);
        let level = self.level;
        self.in_box = true;
        let mut pieces = self.flow(element, depth + 1);
        self.in_box = false;
        self.level = level;
        if pieces.is_empty() {
            return;
        }
        let headed = pieces.len() > 1 && matches!(pieces[0].body, Body::Heading(_))
            || matches!(&pieces[0].body, Body::Line(line) if line.strong && pieces.len() > 1);
        let mut title = match headed {
            true => title_of(pieces.remove(0)),
            false => Vec::new(),
        };
        let said = plain_text(&title);
        let blocks = self.blocks(pieces);
        let kind = match kind {
            Box::KeyPoint if title.is_empty() && blocks.iter().all(is_text) => {
                self.report
                    .say(at, Kind::KeyPoint, 85, "a box is a key point");
                let boxed = Boxed {
                    meta: Meta::made(),
                    blocks,
                };
                return self.push(at, Body::Block(Block::KeyPoint(boxed)), out);
            }
            Box::KeyPoint => CalloutKind::Important,
            Box::Callout(kind) => kind,
        };
        let mut decision = Decision::new(
            at,
            Kind::Converted,
            85,
            format!("a box is a callout: {}", kind.name()),
        );
        if said
            .trim()
            .trim_end_matches(['!', ':', '.'])
            .eq_ignore_ascii_case(kind.name())
        {
            decision = decision.dropping(&said);
            title.clear();
        }
        self.report.add(decision);
        let callout = Callout {
            meta: Meta::made(),
            kind,
            title,
            blocks,
        };
        self.push(at, Body::Block(Block::Callout(callout)), out);
    }
}

fn is_text(block: &Block) -> bool {
    matches!(block, Block::Paragraph(_))
}

fn title_of(piece: Piece) -> Vec<Inline> {
    let words = match piece.body {
        Body::Heading(heading) => heading.words,
        Body::Line(line) => line.words,
        Body::Items(_) | Body::Block(_) => Vec::new(),
    };
    let words = one_line(words);
    match <[Inline; 1]>::try_from(words) {
        Ok([Inline::Strong(strong)]) => one_line(strong.inlines),
        Ok([other]) => vec![other],
        Err(words) => words,
    }
}
