//! A paragraph as a flat row of atoms, each with its looks; and the row as
//! nested inlines. White space, calls and comments take the looks of what stands
//! around them, so that no mark-up opens or closes at a space.

use std::rc::Rc;

use pamphlet_core::inline::{Comment, CommentKind, Image, Inline, Link, NoteCall, Wrapped};
use pamphlet_core::node::Meta;
use pamphlet_core::span::Spanned;

/// An atom.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Atom {
    /// How it looks.
    pub look: Look,
    /// What it is.
    pub what: What,
    /// The tracked change that it belongs to.
    pub change: Option<Rc<Change>>,
}

/// What an atom is.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum What {
    /// Words or white space.
    Words(String),
    /// A line break.
    Break,
    /// A call for the note with that label.
    Call(String),
    /// A comment of the outcome.
    Comment(String),
    /// An image.
    Picture(Picture),
}

/// An image that came along.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Picture {
    /// Its file name.
    pub file: String,
    /// What it shows, as the source says; empty: it does not say.
    pub alt: String,
    /// Whether the source says that it shows nothing.
    pub decorative: bool,
}

/// How an atom looks.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Look {
    /// The address that it links to.
    pub link: Option<Rc<str>>,
    /// Its language, where that differs.
    pub lang: Option<Rc<str>>,
    /// Bold.
    pub strong: bool,
    /// Italic.
    pub emphasis: bool,
    /// Struck through.
    pub strike: bool,
    /// Above or below the line.
    pub raised: Option<Raised>,
    /// Underlined and no link.
    pub underline: bool,
    /// Half points.
    pub size: u32,
}

/// Above or below the line.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Raised {
    /// `x^2^`.
    Above,
    /// `H~2~O`.
    Below,
}

/// A tracked change.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Change {
    /// What was done.
    pub deed: Deed,
    /// Who did it, and on what day.
    pub by: String,
}

/// What a tracked change did.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Deed {
    /// Words were added.
    Inserted,
    /// Words were deleted.
    Deleted,
    /// Words were moved away.
    MovedAway,
    /// Words were moved to this place.
    MovedHere,
}

impl Deed {
    /// Whether the words are no longer there.
    pub fn is_gone(self) -> bool {
        matches!(self, Deed::Deleted | Deed::MovedAway)
    }

    /// The words of the comment.
    pub fn said(self) -> &'static str {
        match self {
            Deed::Inserted => "inserted",
            Deed::Deleted => "deleted",
            Deed::MovedAway => "moved away",
            Deed::MovedHere => "moved here",
        }
    }
}

impl Atom {
    fn is_space(&self) -> bool {
        match &self.what {
            What::Words(text) => text.chars().all(is_space),
            _ => false,
        }
    }

    /// Whether its looks are those of its neighbours.
    fn is_neutral(&self) -> bool {
        match &self.what {
            What::Break | What::Call(_) | What::Comment(_) => true,
            What::Words(_) => self.is_space(),
            What::Picture(_) => false,
        }
    }

    /// Whether it has a letter or digit.
    pub fn is_said(&self) -> bool {
        matches!(&self.what, What::Words(text) if text.contains(char::is_alphanumeric))
    }
}

/// White space that may be joined: a no-break space is a sign of its own.
fn is_space(c: char) -> bool {
    c.is_whitespace() && !matches!(c, '\u{a0}' | '\u{202f}' | '\u{2007}')
}

/// The words of atoms as plain text; breaks are spaces.
pub fn plain(atoms: &[Atom]) -> String {
    let mut out = String::new();
    for atom in atoms {
        match &atom.what {
            What::Words(text) => out.push_str(text),
            What::Break => out.push(' '),
            What::Call(_) | What::Comment(_) | What::Picture(_) => {}
        }
    }
    out
}

/// Atoms with single spaces, none at either end, and no comment that starts a
/// line: there it would read as a block of its own.
pub fn tidy(atoms: Vec<Atom>) -> Vec<Atom> {
    let mut out: Vec<Atom> = Vec::with_capacity(atoms.len());
    let mut held: Vec<Atom> = Vec::new();
    // Whether a space may follow, and whether words stand on this line.
    let (mut open, mut begun) = (false, false);
    for mut atom in atoms.into_iter().flat_map(split) {
        match &mut atom.what {
            What::Words(text) if text.chars().all(is_space) => {
                if open {
                    *text = " ".to_owned();
                    out.push(atom);
                    open = false;
                }
                continue;
            }
            What::Comment(_) if !begun => {
                held.push(atom);
                continue;
            }
            What::Break => {
                if begun {
                    trim_end(&mut out);
                    out.push(atom);
                }
                (open, begun) = (false, false);
                continue;
            }
            What::Words(_) | What::Call(_) | What::Picture(_) => (open, begun) = (true, true),
            What::Comment(_) => {}
        }
        out.push(atom);
        out.append(&mut held);
    }
    while out
        .last()
        .is_some_and(|it| it.is_space() || it.what == What::Break)
    {
        out.pop();
    }
    out.append(&mut held);
    out
}

fn trim_end(atoms: &mut Vec<Atom>) {
    if atoms.last().is_some_and(Atom::is_space) {
        atoms.pop();
    }
}

/// Words without white space at their ends, and that white space.
fn split(atom: Atom) -> Vec<Atom> {
    let What::Words(text) = &atom.what else {
        return vec![atom];
    };
    let (mut out, mut rest) = (Vec::new(), text.as_str());
    let mut push = |piece: String| {
        out.push(Atom {
            what: What::Words(piece),
            ..atom.clone()
        });
    };
    let body = rest.trim_start_matches(is_space);
    if body.len() < rest.len() {
        push(" ".to_owned());
    }
    rest = body.trim_end_matches(is_space);
    if !rest.is_empty() {
        let mut words = String::with_capacity(rest.len());
        for piece in rest.split(is_space).filter(|it| !it.is_empty()) {
            if !words.is_empty() {
                words.push(' ');
            }
            words.push_str(piece);
        }
        push(words);
        if rest.len() < body.len() {
            push(" ".to_owned());
        }
    }
    out
}

/// Nested inlines of tidy atoms.
pub fn nest(mut atoms: Vec<Atom>) -> Vec<Inline> {
    settle_neutral(&mut atoms);
    level(&atoms, 0)
}

/// Gives neutral atoms the looks that both neighbours share.
fn settle_neutral(atoms: &mut [Atom]) {
    let looks = |atoms: &[Atom], range: &mut dyn Iterator<Item = usize>| -> Vec<Look> {
        let mut last = Look::default();
        range
            .map(|i| {
                if !atoms[i].is_neutral() {
                    last = atoms[i].look.clone();
                }
                last.clone()
            })
            .collect()
    };
    let before = looks(atoms, &mut (0..atoms.len()));
    let mut after = looks(atoms, &mut (0..atoms.len()).rev());
    after.reverse();
    for ((atom, before), after) in atoms.iter_mut().zip(before).zip(after) {
        if atom.is_neutral() {
            let link = before.link.filter(|it| after.link.as_ref() == Some(it));
            atom.look = Look {
                // A call within a link would be a link within a link.
                link: link.filter(|_| !matches!(atom.what, What::Call(_))),
                lang: before.lang.filter(|it| after.lang.as_ref() == Some(it)),
                strong: before.strong && after.strong,
                emphasis: before.emphasis && after.emphasis,
                strike: before.strike && after.strike,
                raised: before.raised.filter(|it| after.raised == Some(*it)),
                ..Look::default()
            };
        }
    }
}

/// How many kinds of mark-up are nested, from the outermost.
const LEVELS: usize = 6;

fn level(atoms: &[Atom], depth: usize) -> Vec<Inline> {
    if depth == LEVELS {
        return flat(atoms);
    }
    let mut out = Vec::new();
    for group in atoms.chunk_by(|a, b| same(&a.look, &b.look, depth)) {
        let inner = level(group, depth + 1);
        match wrap(&group[0].look, depth, inner) {
            Ok(inline) => out.push(inline),
            Err(inlines) => out.extend(inlines),
        }
    }
    out
}

fn same(a: &Look, b: &Look, depth: usize) -> bool {
    match depth {
        0 => a.link == b.link,
        1 => a.lang == b.lang,
        2 => a.strong == b.strong,
        3 => a.emphasis == b.emphasis,
        4 => a.strike == b.strike,
        _ => a.raised == b.raised,
    }
}

fn wrap(look: &Look, depth: usize, inlines: Vec<Inline>) -> Result<Inline, Vec<Inline>> {
    let meta = Meta::made();
    let wrapped = |inlines| Wrapped {
        meta: Meta::made(),
        inlines,
    };
    match depth {
        0 => match &look.link {
            Some(url) => Ok(Inline::Link(Link {
                meta,
                url: Spanned::made(url.to_string()),
                title: None,
                inlines,
            })),
            None => Err(inlines),
        },
        1 => match &look.lang {
            Some(lang) => {
                let mut phrase = wrapped(inlines);
                phrase.meta.attributes.lang = Some(Spanned::made(lang.to_string()));
                Ok(Inline::Phrase(phrase))
            }
            None => Err(inlines),
        },
        2 if look.strong => Ok(Inline::Strong(wrapped(inlines))),
        3 if look.emphasis => Ok(Inline::Emphasis(wrapped(inlines))),
        4 if look.strike => Ok(Inline::Strikethrough(wrapped(inlines))),
        5 => match look.raised {
            Some(Raised::Above) => Ok(Inline::Superscript(wrapped(inlines))),
            Some(Raised::Below) => Ok(Inline::Subscript(wrapped(inlines))),
            None => Err(inlines),
        },
        _ => Err(inlines),
    }
}

fn flat(atoms: &[Atom]) -> Vec<Inline> {
    let mut out: Vec<Inline> = Vec::new();
    for atom in atoms {
        let inline = match &atom.what {
            What::Words(text) => {
                if let Some(Inline::Text(last)) = out.last_mut() {
                    last.text.push_str(text);
                    continue;
                }
                Inline::made(text.clone())
            }
            What::Break => Inline::HardBreak(Meta::made()),
            What::Call(label) => Inline::NoteCall(NoteCall {
                meta: Meta::made(),
                label: label.clone(),
            }),
            What::Comment(text) => Inline::Comment(remark(text)),
            What::Picture(picture) => {
                let mut meta = Meta::made();
                if picture.decorative {
                    meta.attributes.classes.push("decorative".to_owned());
                }
                Inline::Image(Image {
                    meta,
                    source: Spanned::made(picture.file.clone()),
                    alt: picture.alt.clone(),
                })
            }
        };
        out.push(inline);
    }
    out
}

/// A comment with these words, made safe: nothing in it ends it.
pub fn remark(text: &str) -> Comment {
    let mut safe = String::with_capacity(text.len() + 2);
    for word in text.split_whitespace() {
        safe.push(' ');
        for c in word.chars() {
            match c {
                '-' if safe.ends_with('-') => safe.push('\u{2010}'),
                '>' if safe.ends_with('-') => safe.push('\u{203a}'),
                c => safe.push(c),
            }
        }
    }
    if safe.ends_with('-') {
        safe.push('.');
    }
    let kind = match safe.strip_prefix(" pamphlet: todo ") {
        Some(todo) => CommentKind::Todo(todo.to_owned()),
        None => CommentKind::Plain,
    };
    safe.push(' ');
    Comment {
        meta: Meta::made(),
        kind,
        text: safe,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use pamphlet_core::inline::plain_text;

    fn words(text: &str, strong: bool) -> Atom {
        Atom {
            look: Look {
                strong,
                ..Look::default()
            },
            what: What::Words(text.to_owned()),
            change: None,
        }
    }

    #[test]
    fn no_mark_up_opens_or_closes_at_a_space() {
        let row = vec![
            words("Take ", false),
            words("two  ", true),
            words("tablets ", true),
            words("now", false),
        ];
        let inlines = nest(tidy(row));
        assert_eq!(inlines.len(), 3);
        assert_eq!(plain_text(&inlines), "Take two tablets now");
        assert_eq!(plain_text(&inlines[1..2]), "two tablets");
    }

    #[test]
    fn nothing_in_a_comment_ends_it() {
        let text = remark("a --> b ->c -- ---").text;
        assert!(!text.contains("-->") && !text.contains("--"), "{text}");
    }

    #[test]
    fn a_comment_never_starts_a_line() {
        let comment = Atom {
            look: Look::default(),
            what: What::Comment("x".to_owned()),
            change: None,
        };
        let row = vec![
            comment.clone(),
            words("a", false),
            Atom {
                what: What::Break,
                ..comment.clone()
            },
            comment,
            words("b", false),
        ];
        let kinds: Vec<_> = nest(tidy(row)).iter().map(Inline::kind).collect();
        assert_eq!(kinds, ["text", "comment", "hard-break", "text", "comment"]);
    }
}
