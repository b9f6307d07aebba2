//! Which lines of the References part are references, and their numbers.

use pamphlet_core::Inline;
use pamphlet_core::block::{Block, ListItem};
use pamphlet_core::inline::plain_words;
use pamphlet_core::walk::{self, Visitor};

use crate::draft::{Body, Items, Piece};
use crate::report::Place;

/// A line that may be a reference.
pub struct Candidate {
    /// Where it stands.
    pub place: Place,
    /// Its number, where the references are numbered.
    pub number: Option<u32>,
    /// Its words as clipped, with a number that was typed.
    pub whole: String,
    /// Its words without the number.
    pub text: String,
    /// Addresses of links whose words do not say them.
    pub urls: Vec<String>,
    /// Whether it is an item of a list: then it is no prose.
    pub listed: bool,
}

/// What a piece of the part is.
pub enum Found {
    /// References, as far as its form tells.
    Lines(Vec<Candidate>),
    /// Something else.
    Piece(Box<Piece>),
}

/// Looks at a piece.
pub fn read(piece: Piece) -> Found {
    match piece.body {
        Body::Items(items) => Found::Lines(of_items(items)),
        Body::Block(Block::List(list)) if list.items.iter().all(plain) => {
            let items = list.items.iter().enumerate();
            let lines = items.map(|(i, item)| {
                let words: &[Inline] = match item.blocks.as_slice() {
                    [Block::Paragraph(n)] => &n.inlines,
                    _ => &[],
                };
                let number = list.start.map(|start| start.saturating_add(i as u32));
                candidate(piece.place, number, words, true)
            });
            Found::Lines(lines.collect())
        }
        Body::Line(line) => {
            let mut found = candidate(piece.place, None, &line.words, false);
            found.listed = found.number.is_some();
            Found::Lines(vec![found])
        }
        body => Found::Piece(Box::new(Piece { body, ..piece })),
    }
}

fn plain(item: &ListItem) -> bool {
    matches!(item.blocks.as_slice(), [Block::Paragraph(_)])
}

fn of_items(items: Items) -> Vec<Candidate> {
    let mut next = items.start.unwrap_or(1);
    let mut out = Vec::new();
    for item in items.items {
        let numbered = item.numbered || items.start.is_some();
        let number = numbered.then_some(next);
        next = next.saturating_add(1);
        out.push(candidate(item.place, number, &item.words, true));
    }
    out
}

fn candidate(place: Place, number: Option<u32>, words: &[Inline], listed: bool) -> Candidate {
    let text = plain_words(words);
    let whole = one_line(&text);
    let (typed, rest) = typed_number(&whole);
    Candidate {
        place,
        number: typed.or(number),
        text: rest.to_owned(),
        urls: urls(words, &whole),
        listed,
        whole,
    }
}

/// Words on one line, without characters that YAML has no place for.
fn one_line(text: &str) -> String {
    let words = text.split(|c: char| c.is_whitespace() || c.is_control());
    let words: Vec<&str> = words.filter(|it| !it.is_empty()).collect();
    words
        .join(" ")
        .replace(['\u{feff}', '\u{fffe}', '\u{ffff}'], "")
}

/// A number typed before a reference: `[1]`, `1.`, `1)`, `(1)`.
fn typed_number(line: &str) -> (Option<u32>, &str) {
    let (open, rest) = match line.chars().next() {
        Some(c @ ('[' | '(')) => (Some(c), &line[1..]),
        _ => (None, line),
    };
    let digits = rest.bytes().take_while(u8::is_ascii_digit).count();
    let behind = &rest[digits..];
    let closed = match open {
        Some('[') => behind.strip_prefix(']'),
        Some(_) => behind.strip_prefix(')'),
        None => behind.strip_prefix(['.', ')']),
    };
    let number = rest[..digits]
        .parse()
        .ok()
        .filter(|_| (1..=3).contains(&digits));
    let spaced = |rest: &&str| rest.starts_with(' ') || open == Some('[');
    match (number, closed.filter(spaced)) {
        (Some(number), Some(rest)) => {
            let rest = rest
                .trim_start()
                .trim_start_matches(['.', ':'])
                .trim_start();
            (Some(number), rest)
        }
        _ => (None, line),
    }
}

/// The addresses of links that their words do not say.
fn urls(words: &[Inline], whole: &str) -> Vec<String> {
    struct Links<'a>(Vec<String>, &'a str);
    impl Visitor for Links<'_> {
        fn inline(&mut self, inline: &Inline) {
            if let Inline::Link(link) = inline {
                let url = &link.url.value;
                let web = url.starts_with("http://") || url.starts_with("https://");
                let bare = url.split_once("://").map_or(url.as_str(), |(_, rest)| rest);
                if web && !self.1.contains(bare.trim_end_matches('/')) && url.len() < 1_000 {
                    self.0.push(url.clone());
                }
            }
            walk::walk_inline(self, inline);
        }
    }
    let mut links = Links(Vec::new(), whole);
    walk::walk_inlines(&mut links, words);
    links.0
}

/// Joins an address that stands on a line of its own to the line before it; each
/// line keeps the piece that it would be if it is prose.
pub fn joined<P>(lines: Vec<Candidate>, pieces: Vec<P>) -> Vec<(Candidate, P)> {
    let mut out: Vec<(Candidate, P)> = Vec::new();
    for (line, piece) in lines.into_iter().zip(pieces) {
        match out.last_mut() {
            Some((last, _)) if !line.listed && is_dated(&last.text) && only_address(&line.text) => {
                last.whole = format!("{} {}", last.whole, line.whole);
                last.text = format!("{} {}", last.text, line.text);
                last.urls.extend(line.urls);
                last.listed = true;
            }
            _ => out.push((line, piece)),
        }
    }
    out
}

fn only_address(text: &str) -> bool {
    let low = text.trim().to_lowercase();
    let starts = [
        "http://",
        "https://",
        "www.",
        "doi:",
        "doi ",
        "pmid",
        "available ",
        "disponible en",
    ];
    let (rest, ids) = super::ids::take(text);
    starts.iter().any(|start| low.starts_with(start)) && !ids.fields.is_empty() && rest.len() < 20
}

/// Whether words are a sentence about the list rather than part of it.
pub fn is_prose(text: &str) -> bool {
    const VERBS: [&str; 24] = [
        " is ", " are ", " was ", " were ", " has ", " have ", " this ", " these ", " you ",
        " we ", " can ", " ist ", " sind ", " wurde ", " wurden ", " wird ", " sie ", " es ",
        " son ", " fue ", " fueron ", " este ", " esta ", " puede ",
    ];
    let low = format!(" {} ", text.to_lowercase());
    text.trim_end().ends_with(':') || VERBS.iter().any(|verb| low.contains(verb))
}

/// Whether a line holds a year or an address.
pub fn is_dated(text: &str) -> bool {
    let year = |word: &str| super::dates::year(word).is_some();
    text.split(|c: char| !c.is_alphanumeric()).any(year)
        || text.contains("://")
        || text.contains("www.")
}
