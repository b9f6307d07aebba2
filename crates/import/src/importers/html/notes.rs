//! Footnotes: a small link to an element that holds the note.

use std::collections::BTreeMap;

use ego_tree::NodeId;
use pamphlet_core::article::PartKind;
use pamphlet_core::inline::{Inline, NoteDefinition, plain_text};
use pamphlet_core::node::Meta;
use scraper::ElementRef;

use super::element::{NodeRef, elements, has, name, place, tokens, within, words};
use super::walk::Walk;
use crate::report::{Decision, Kind};

impl<'a> Walk<'a> {
    /// Finds the notes of a page: their elements leave the flow of the text.
    pub fn find_notes(&mut self, main: ElementRef<'a>) {
        let order: BTreeMap<NodeId, usize> = main
            .descendants()
            .enumerate()
            .map(|(i, node)| (node.id(), i))
            .collect();
        let sources = sources(main);
        let mut found: Vec<(ElementRef<'a>, ElementRef<'a>)> = Vec::new();
        let mut numbered_sources = None;
        for call in within(main).filter(|it| name(it) == "a") {
            if !is_call(&call) {
                continue;
            }
            let id = call
                .attr("href")
                .unwrap_or_default()
                .trim_start_matches('#');
            let Some(target) = self.ids.get(id).copied().and_then(holder) else {
                continue;
            };
            let (Some(from), Some(to)) = (order.get(&call.id()), order.get(&target.id())) else {
                continue;
            };
            if to <= from || target.descendants().any(|it| it.id() == call.id()) {
                continue;
            }
            if target.ancestors().any(|it| sources.contains(&it.id()))
                || sources.contains(&target.id())
            {
                numbered_sources.get_or_insert(place(&call));
                continue;
            }
            found.push((call, target));
        }
        if let Some(at) = numbered_sources {
            let message = "numbers in the text name entries of the list of sources: cite them as `[@key]` instead";
            self.report.say(at, Kind::UnclearMention, 50, message);
            self.todos.push(message.to_owned());
        }
        let mut targets = Vec::new();
        for (call, target) in found {
            let label = match self.notes.get(&target.id()) {
                Some(label) => label.clone(),
                None => {
                    let label = (self.notes.len() + 1).to_string();
                    self.notes.insert(target.id(), label.clone());
                    targets.push((target, label.clone()));
                    label
                }
            };
            self.calls.insert(call.id(), label.clone());
            let decision = Decision::new(
                place(&call),
                Kind::Note,
                95,
                format!("a link to a note is a call of footnote {label}"),
            );
            self.report.add(decision.dropping(&words(*call)));
        }
        for (target, label) in targets {
            self.note(target, label);
        }
    }

    /// Reads a note.
    fn note(&mut self, target: ElementRef<'a>, label: String) {
        let back = |it: &ElementRef| {
            let text = words(**it);
            let letters = text.chars().filter(|c| c.is_alphanumeric()).count();
            name(it) == "a"
                && it.attr("href").is_some_and(|href| href.starts_with('#'))
                && (letters <= 3 || text.split_whitespace().count() <= 3)
        };
        let links: Vec<ElementRef> = within(target).filter(back).collect();
        for link in links {
            let text = words(*link);
            self.taken.insert(link.id());
            if text.contains(char::is_alphanumeric) {
                let message = format!("footnote {label} needs no link back");
                let decision = Decision::new(place(&link), Kind::Note, 95, message);
                self.report.add(decision.dropping(&text));
            }
        }
        let pieces = match name(&target) {
            "p" => {
                let mut pieces = Vec::new();
                self.flow_nodes(target.children().collect(), 1, &mut pieces);
                pieces
            }
            _ => self.flow(target, 1),
        };
        self.taken.insert(target.id());
        let mut blocks = self.blocks(pieces);
        self.todos.clear();
        if let Some(pamphlet_core::block::Block::Paragraph(first)) = blocks.first_mut() {
            self.own_number(&target, &label, &mut first.inlines);
        }
        if blocks.is_empty() {
            let message = format!("footnote {label} says nothing: its calls are plain words");
            self.report.say(place(&target), Kind::Note, 60, message);
            self.calls.retain(|_, called| *called != label);
            return;
        }
        self.definitions.push(NoteDefinition {
            meta: Meta::made(),
            label,
            blocks,
        });
    }

    /// A note that starts with its own number needs it no more.
    fn own_number(&mut self, target: &ElementRef<'a>, label: &str, inlines: &mut Vec<Inline>) {
        let first = match inlines.first_mut() {
            Some(Inline::Text(text)) => &mut text.text,
            Some(Inline::Superscript(it)) => {
                let said = plain_text(&it.inlines);
                // All that the note says is no number of it.
                let alone = !inlines[1..].iter().any(says);
                if said.trim().trim_end_matches(['.', ')']) == label && !alone {
                    let decision =
                        Decision::new(place(target), Kind::Note, 90, "a note numbers itself");
                    self.report.add(decision.dropping(&said));
                    inlines.remove(0);
                    trim_start(inlines);
                }
                return;
            }
            _ => return,
        };
        let bare = first.trim_start().trim_start_matches(['[', '(']);
        let marked = bare.trim_start_matches(['*', '†', '‡', '§']);
        if marked.len() < bare.len() && marked.starts_with(char::is_whitespace) {
            *first = marked.trim_start().to_owned();
            return;
        }
        let Some(rest) = bare.strip_prefix(label) else {
            return;
        };
        if rest.starts_with(|c: char| c.is_alphanumeric()) || rest.trim().is_empty() {
            return;
        }
        let rest = rest
            .trim_start_matches([']', ')', '.', ':'])
            .trim_start()
            .to_owned();
        let decision = Decision::new(place(target), Kind::Note, 90, "a note numbers itself");
        self.report.add(decision.dropping(label));
        *first = rest;
    }

    /// What stands around calls in `<sup>`: brackets and commas go, words stay.
    pub fn around_calls(&mut self, at: crate::Place, inlines: Vec<Inline>, out: &mut Vec<Inline>) {
        let _ = at;
        for inline in inlines {
            match inline {
                Inline::Text(text) if !text.text.contains(char::is_alphanumeric) => {}
                other => out.push(other),
            }
        }
    }
}

/// Whether an inline has words.
fn says(inline: &Inline) -> bool {
    !plain_text(std::slice::from_ref(inline)).trim().is_empty()
}

fn trim_start(inlines: &mut [Inline]) {
    if let Some(Inline::Text(text)) = inlines.first_mut() {
        text.text = text.text.trim_start().to_owned();
    }
}

/// Whether a link calls a note: a number or a mark.
fn is_call(link: &ElementRef) -> bool {
    let href = link.attr("href").unwrap_or_default();
    if href.len() < 2 || !href.starts_with('#') || has(*link, &["img"]) {
        return false;
    }
    let text = words(**link);
    let bare = text.trim_matches(|c: char| "[]() .".contains(c));
    let number = !bare.is_empty() && bare.len() <= 3 && bare.bytes().all(|b| b.is_ascii_digit());
    let mark =
        !bare.is_empty() && bare.chars().count() <= 2 && bare.chars().all(|c| "*†‡§¶#".contains(c));
    let letter = bare.len() == 1
        && bare.bytes().all(|b| b.is_ascii_lowercase())
        && link
            .parent()
            .and_then(ElementRef::wrap)
            .is_some_and(|it| name(&it) == "sup");
    let marked = link.attr("role") == Some("doc-noteref")
        || tokens(link)
            .iter()
            .any(|it| it == "footnote" || it == "fnref" || it == "noteref");
    (number || mark || letter || marked) && bare.chars().count() <= 4
}

/// The element that holds the note which an id names.
fn holder(target: ElementRef) -> Option<ElementRef> {
    let chain = std::iter::once(target).chain(target.ancestors().filter_map(ElementRef::wrap));
    for element in chain.take(4) {
        match name(&element) {
            "li" | "p" | "dd" => return Some(element),
            "div" | "aside" => {
                let text = elements(element)
                    .all(|it| super::element::is_inline(name(&it)) || name(&it) == "p");
                return text.then_some(element);
            }
            "a" | "sup" | "span" | "b" | "strong" | "em" | "i" | "small" => {}
            _ => return None,
        }
    }
    None
}

/// Nodes that stand under a heading which names the list of sources.
fn sources(main: ElementRef) -> Vec<NodeId> {
    let mut out = Vec::new();
    let heads = ["h1", "h2", "h3", "h4", "h5", "h6"];
    for heading in within(main).filter(|it| heads.contains(&name(it))) {
        let text = words(*heading);
        let named = pamphlet_core::words::Words::parts_named(&text)
            .iter()
            .any(|(_, kind)| *kind == PartKind::References);
        if !named {
            continue;
        }
        let level = name(&heading);
        let mut at: NodeRef = *heading;
        // A heading may stand in a box of its own.
        while let Some(parent) = at.parent() {
            if at.next_siblings().any(|it| it.value().is_element()) || parent.id() == main.id() {
                break;
            }
            at = parent;
        }
        for next in at.next_siblings() {
            let ends = ElementRef::wrap(next)
                .is_some_and(|it| heads.contains(&name(&it)) && name(&it) <= level);
            if ends {
                break;
            }
            out.push(next.id());
        }
    }
    out
}
