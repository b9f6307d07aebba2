//! Web pages as a browser saves them: the page's text is found, what surrounds
//! it is named in the report, and its elements become pieces. html5ever reads
//! the page, whatever its faults.

mod boxes;
mod element;
mod figures;
mod front;
mod inline;
mod lists;
mod noise;
mod notes;
mod parse;
mod tables;
mod terms;
mod text;
mod tidy;
mod walk;

use std::collections::{BTreeMap, BTreeSet};

use pamphlet_core::block::Block;
use pamphlet_core::inline::plain_text;
use pamphlet_core::span::Spanned;
use scraper::ElementRef;
use url::Url;

use crate::draft::{Body, Draft, Found, Piece};
use crate::importers::Importer;
use crate::importers::pictures::Pictures;
use crate::report::{Decision, Kind, Place, Report};
use crate::{Refused, Source};
use element::{NodeRef, elements, name, place, within, words};
use walk::Walk;

/// This importer.
pub const IMPORTER: Importer = Importer {
    name: "html",
    recognises,
    read,
};

fn recognises(source: &Source) -> bool {
    text::is_page(source.bytes)
}

fn read(source: &Source, report: &mut Report) -> Result<Found, Refused> {
    let text = text::decode(source.bytes, report)?;
    let page = parse::parse(&text);
    if let Some(line) = page.too_deep {
        let message = "elements nested without end were left out; their words stayed";
        report.say(Place(line), Kind::Converted, 50, message);
    }
    let mut front = front::read(&page.html, report);
    let root = page.html.root_element();
    let body = elements(root).find(|it| name(it) == "body").unwrap_or(root);
    let main = noise::main_of(body);
    let base = within(root)
        .filter(|it| name(it) == "base")
        .find_map(|it| Url::parse(it.attr("href")?).ok());
    let canonical = front.canonical_url.as_ref();
    let mut walk = Walk::new(source, report, root, main);
    walk.base = base.or_else(|| Url::parse(&canonical?.value).ok());
    front.title = walk.title(root, body, main).map(Spanned::made);
    walk.find_notes(main);
    let mut pieces = walk.flow(main, 0);
    walk.surroundings(body, main);
    walk.remaining_todos(&mut pieces);
    walk.say_inner_links();
    settle_rules(&mut pieces);
    if !walk.definitions.is_empty() {
        drop_empty_notes(&mut pieces, walk.report);
    }
    if let Some(title) = &front.title {
        drop_title(&mut pieces, &title.value, walk.report);
    }
    let Walk {
        definitions,
        pictures,
        terms,
        ..
    } = walk;
    if pieces.is_empty() && front.title.is_none() {
        return Err(Refused::new(
            "the page has no text",
            "save the page again when it is fully shown, or copy its text into a .txt file",
        ));
    }
    Ok(Found::Draft(Box::new(Draft {
        front,
        pieces,
        notes: definitions,
        images: pictures.files,
        glossary: terms.entries(),
    })))
}

/// What a piece of HTML became.
pub struct Snippet {
    /// Its blocks.
    pub blocks: Vec<Block>,
    /// Images, old and new.
    pub pictures: Pictures,
    /// What an editor should look at.
    pub todos: Vec<String>,
}

/// Reads a piece of HTML that stands in another text.
pub fn blocks(source: &Source, text: &str, pictures: Pictures, report: &mut Report) -> Snippet {
    let page = parse::parse(text);
    let root = page.html.root_element();
    let body = elements(root).find(|it| name(it) == "body").unwrap_or(root);
    let mut walk = Walk::new(source, report, root, body);
    walk.pictures = pictures;
    let pieces = walk.flow(body, 1);
    let blocks = walk.blocks(pieces);
    Snippet {
        blocks,
        todos: std::mem::take(&mut walk.todos),
        pictures: walk.pictures,
    }
}

/// Elements by their id; the first has it.
fn ids(root: ElementRef<'_>) -> BTreeMap<&str, ElementRef<'_>> {
    let mut out = BTreeMap::new();
    for element in within(root) {
        let named = element.attr("id").or_else(|| {
            let anchor = matches!(name(&element), "a");
            element.attr("name").filter(|_| anchor)
        });
        if let Some(id) = named {
            out.entry(id).or_insert(element);
        }
    }
    out
}

impl<'a> Walk<'a> {
    fn new(
        source: &'a Source<'a>,
        report: &'a mut Report,
        root: ElementRef<'a>,
        main: ElementRef<'a>,
    ) -> Walk<'a> {
        Walk {
            source,
            report,
            ids: ids(root),
            taken: BTreeSet::new(),
            notes: BTreeMap::new(),
            calls: BTreeMap::new(),
            definitions: Vec::new(),
            pictures: Pictures::default(),
            terms: terms::Terms::default(),
            base: None,
            level: 1,
            todos: Vec::new(),
            inner_links: Vec::new(),
            main: main.id(),
            in_box: false,
        }
    }

    /// The page's title: its first `<h1>`, else its `<title>`.
    fn title(
        &mut self,
        root: ElementRef<'a>,
        body: ElementRef<'a>,
        main: ElementRef<'a>,
    ) -> Option<String> {
        let named = elements(root)
            .flat_map(within)
            .filter(|it| name(it) == "title")
            .find(|it| {
                it.parent()
                    .and_then(ElementRef::wrap)
                    .is_some_and(|it| name(&it) == "head")
            })
            .map(|it| (place(&it), words(*it)))
            .filter(|(_, text)| !text.is_empty());
        let is_part = |text: &str| !pamphlet_core::words::Words::parts_named(text).is_empty();
        let heading = within(main)
            .chain(within(body))
            .filter(|it| name(it) == "h1")
            .find(|it| {
                let text = words(**it);
                !text.is_empty() && !is_part(&text) && !element::is_hidden(it)
            });
        match (heading, named) {
            (Some(heading), named) => {
                let text = words(*heading);
                self.taken.insert(heading.id());
                let message = format!("the title is the page's first heading: {text}");
                self.report.say(place(&heading), Kind::Title, 95, message);
                if let Some((at, named)) = named {
                    front::other_title(at, &named, self.report);
                }
                Some(text)
            }
            (None, Some((at, text))) => {
                let message = format!("the title is the page's name: {text}");
                self.report.say(at, Kind::Title, 75, message);
                Some(text)
            }
            (None, None) => None,
        }
    }

    /// Names the words that stand beside the main element.
    fn surroundings(&mut self, body: ElementRef<'a>, main: ElementRef<'a>) {
        let above: BTreeSet<_> = main.ancestors().map(|it| it.id()).collect();
        if body.id() == main.id() {
            return;
        }
        let mut open: Vec<NodeRef<'a>> = vec![*body];
        while let Some(node) = open.pop() {
            let mut inside: Vec<NodeRef<'a>> = Vec::new();
            for child in node.children() {
                if child.id() == main.id() || self.taken.contains(&child.id()) {
                    continue;
                }
                match ElementRef::wrap(child) {
                    Some(_) if above.contains(&child.id()) => inside.push(child),
                    Some(element) if name(&element) == "script" || name(&element) == "style" => {}
                    Some(element) => {
                        let todos = std::mem::take(&mut self.todos);
                        let what = format!("`<{}>` beside the page's text", name(&element));
                        self.leave_out(element, &what);
                        self.todos = todos;
                    }
                    None => {
                        let text = words(child);
                        if !text.is_empty() {
                            let at = element::place_of(&child);
                            let message = "words beside the page's text are left out";
                            let decision = Decision::new(at, Kind::Dropped, 85, message);
                            self.report.add(decision.dropping(&text));
                        }
                    }
                }
            }
            open.extend(inside.into_iter().rev());
        }
    }

    /// What nothing came behind stands with the last piece.
    fn remaining_todos(&mut self, pieces: &mut [Piece]) {
        if let Some(last) = pieces.last_mut() {
            last.todos.append(&mut self.todos);
        }
    }

    fn say_inner_links(&mut self) {
        let Some(first) = self.inner_links.first() else {
            return;
        };
        let count = self.inner_links.len();
        let message = format!(
            "{count} links within the page are plain words now: label the section with `{{#label}}` and link to it"
        );
        self.report.say(*first, Kind::Converted, 80, message);
    }
}

/// A heading under which only footnotes stood goes with them.
fn drop_empty_notes(pieces: &mut Vec<Piece>, report: &mut Report) {
    let names = [
        "footnotes",
        "footnote",
        "notes",
        "endnotes",
        "fußnoten",
        "anmerkungen",
        "notas",
        "notas al pie",
        "notas de rodapé",
        "notes de bas de page",
        "note",
    ];
    let mut i = 0;
    while let Some(piece) = pieces.get(i) {
        let empty = match (&piece.body, pieces.get(i + 1).map(|it| &it.body)) {
            (Body::Heading(_), None) => true,
            (Body::Heading(own), Some(Body::Heading(next))) => next.level <= own.level,
            _ => false,
        };
        let text = said(piece);
        if !empty || !names.contains(&text.trim().to_lowercase().as_str()) {
            i += 1;
            continue;
        }
        let message = "the heading of the footnotes is left out: the program sets them";
        let decision = Decision::new(piece.place, Kind::Note, 90, message);
        report.add(decision.dropping(&text));
        let mut todos = pieces.remove(i).todos;
        if let Some(next) = pieces.get_mut(i) {
            next.todos.append(&mut todos);
        }
    }
}

/// A first line that says the title again goes.
fn drop_title(pieces: &mut Vec<Piece>, title: &str, report: &mut Report) {
    let Some(first) = pieces.first() else {
        return;
    };
    let text = said(first);
    if text.trim().to_lowercase() == title.trim().to_lowercase() && first.todos.is_empty() {
        let message = "the first line says the title again";
        let decision = Decision::new(first.place, Kind::Title, 85, message);
        report.add(decision.dropping(&text));
        pieces.remove(0);
    }
}

/// The words of a heading or line.
fn said(piece: &Piece) -> String {
    match &piece.body {
        Body::Heading(it) => plain_text(&it.words),
        Body::Line(it) => plain_text(&it.words),
        Body::Items(_) | Body::Block(_) => String::new(),
    }
}

/// A rule parts what no heading parts: elsewhere it goes.
fn settle_rules(pieces: &mut Vec<Piece>) {
    let is_rule = |it: &Piece| matches!(it.body, Body::Block(Block::Break(_)));
    let is_heading = |it: &Piece| matches!(it.body, Body::Heading(_));
    let mut out: Vec<Piece> = Vec::with_capacity(pieces.len());
    for mut piece in std::mem::take(pieces) {
        let after = out.last().is_none_or(|it| is_rule(it) || is_heading(it));
        if is_rule(&piece) && after {
            continue;
        }
        if is_heading(&piece) && out.last().is_some_and(is_rule) {
            let mut rule = out.pop().map(|it| it.todos).unwrap_or_default();
            piece.todos.append(&mut rule);
        }
        out.push(piece);
    }
    if out.last().is_some_and(is_rule) {
        out.pop();
    }
    *pieces = out;
}
