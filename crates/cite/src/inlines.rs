//! What hayagriva renders, as inlines of the core.

use hayagriva::citationberg::{Display, FontStyle, FontWeight, VerticalAlign};
use hayagriva::{ElemChild, ElemChildren, ElemMeta, Formatting};
use pamphlet_core::Inline;
use pamphlet_core::inline::{Link, Text, Wrapped};
use pamphlet_core::language::Language;
use pamphlet_core::node::{Attributes, Meta};
use pamphlet_core::reference::Mark;
use pamphlet_core::span::{Span, Spanned};

use crate::dates::{self, Months};
use crate::style::Tongue;
use crate::{entry, quotes};

/// How words are set. Small capitals and underlines are a matter of looks, for
/// which the core has no inlines: their words stand plain.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(crate) struct Look {
    pub(crate) italic: bool,
    pub(crate) bold: bool,
    pub(crate) raised: bool,
    pub(crate) lowered: bool,
    /// In the language of the work.
    pub(crate) foreign: bool,
}

/// Words of one look, within one link or none.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Run {
    pub(crate) text: String,
    pub(crate) look: Look,
    pub(crate) url: Option<String>,
}

impl Run {
    pub(crate) fn plain(text: impl Into<String>, look: Look) -> Run {
        Run {
            text: text.into(),
            look,
            url: None,
        }
    }
}

/// The runs of a rendered piece, in a language.
pub(crate) fn runs(children: &ElemChildren, tongue: &Tongue) -> Vec<Run> {
    let mut out = collected(children, &tongue.months);
    quotes::nest(&mut out, tongue.quotes);
    out
}

/// The runs of a rendered piece as they come.
pub(crate) fn bare(children: &ElemChildren) -> Vec<Run> {
    collected(children, &[])
}

fn collected(children: &ElemChildren, months: Months) -> Vec<Run> {
    let mut out = Vec::new();
    collect(children, months, &mut out);
    for run in &mut out {
        if run.text.contains(entry::JOINER) {
            run.text = run.text.replace(entry::JOINER, "");
        }
    }
    let mut out = merge(out);
    // A term of the locale and the style may each bring a space.
    for run in out.iter_mut().filter(|run| run.text.contains("  ")) {
        run.text = run.text.replace("  ", " ");
    }
    out
}

fn collect(children: &ElemChildren, months: Months, out: &mut Vec<Run>) {
    for child in &children.0 {
        match child {
            ElemChild::Text(text) => {
                out.push(Run::plain(text.text.clone(), look(&text.formatting)));
            }
            ElemChild::Elem(elem) => {
                let line = matches!(elem.display, Some(Display::Block | Display::Indent));
                if line && !out.is_empty() {
                    out.push(Run::plain(" ", Look::default()));
                }
                let from = out.len();
                collect(&elem.children, months, out);
                match elem.meta {
                    Some(ElemMeta::Names(_)) => {
                        for run in &mut out[from..] {
                            run.text = run.text.replace('\u{a0}', " ");
                        }
                    }
                    Some(ElemMeta::Date) => {
                        let mut date = merge(out.split_off(from));
                        dates::settle(&mut date, months);
                        out.append(&mut date);
                    }
                    _ => {}
                }
            }
            ElemChild::Markup(words) => out.push(marked(words, out.last())),
            ElemChild::Link { text, url } => out.push(Run {
                text: text.text.clone(),
                look: look(&text.formatting),
                url: Some(url.clone()),
            }),
            // Locators are given as text; see `crate::print`.
            ElemChild::Transparent { .. } => {}
        }
    }
}

/// Joins what looks the same, and drops what is empty.
pub(crate) fn merge(runs: Vec<Run>) -> Vec<Run> {
    let mut out: Vec<Run> = Vec::new();
    for run in runs {
        match out.last_mut() {
            _ if run.text.is_empty() => {}
            Some(last) if last.look == run.look && last.url == run.url => {
                last.text.push_str(&run.text);
            }
            _ => out.push(run),
        }
    }
    out
}

fn look(format: &Formatting) -> Look {
    Look {
        italic: format.font_style == FontStyle::Italic,
        bold: format.font_weight == FontWeight::Bold,
        raised: format.vertical_align == VerticalAlign::Sup,
        lowered: format.vertical_align == VerticalAlign::Sub,
        foreign: false,
    }
}

/// Words that a field marks: italics within italics stand upright.
fn marked(words: &str, before: Option<&Run>) -> Run {
    let around = before.map(|run| run.look).unwrap_or_default();
    let of = |mark| entry::sign(mark).is_some_and(|sign| words.starts_with(sign));
    let look = Look {
        italic: of(Mark::Emphasis) != around.italic,
        bold: of(Mark::Strong) != around.bold,
        raised: of(Mark::Superscript),
        lowered: of(Mark::Subscript),
        foreign: false,
    };
    let signs = [
        Mark::Emphasis,
        Mark::Strong,
        Mark::Subscript,
        Mark::Superscript,
    ];
    let text = signs
        .into_iter()
        .filter_map(entry::sign)
        .find_map(|sign| words.strip_prefix(sign))
        .unwrap_or(words);
    Run::plain(text, look)
}

/// The runs as inlines. Pieces of `places` (words with where they stand in the
/// source, in any order) keep their place where they are printed as written. Foreign
/// words are in `language`.
pub(crate) fn inlines(
    runs: &[Run],
    places: &[(&str, Span)],
    language: Option<&Language>,
) -> Vec<Inline> {
    let mut out: Vec<Inline> = Vec::new();
    let mut open: Option<(String, Vec<Inline>)> = None;
    for run in &bared(runs) {
        if open.as_ref().map(|(url, _)| url) != run.url.as_ref() {
            close(open.take(), &mut out);
            open = run.url.clone().map(|url| (url, Vec::new()));
        }
        let words = set(texts(&run.text, places), run.look);
        let within = match &mut open {
            Some((_, within)) => within,
            None => &mut out,
        };
        match language.filter(|_| run.look.foreign) {
            Some(language) => phrase(words, language, within),
            None => within.extend(words),
        }
    }
    close(open, &mut out);
    out
}

/// The runs with the spaces at the ends of emphasis, and of the like, outside it.
fn bared(runs: &[Run]) -> Vec<Run> {
    let mut out = Vec::with_capacity(runs.len());
    for run in runs {
        let text = run.text.trim_matches(' ');
        let bare = Look {
            foreign: run.look.foreign,
            ..Look::default()
        };
        if run.look == bare || text.len() == run.text.len() {
            out.push(run.clone());
            continue;
        }
        let start = run.text.len() - run.text.trim_start_matches(' ').len();
        let end = (start + text.len()).min(run.text.len());
        let pieces = [
            (&run.text[..start], bare),
            (text, run.look),
            (&run.text[end..], bare),
        ];
        out.extend(pieces.map(|(text, look)| Run {
            text: text.to_owned(),
            look,
            url: run.url.clone(),
        }));
    }
    merge(out)
}

/// Adds words of another language, to those before where they are in it too.
fn phrase(words: Vec<Inline>, language: &Language, out: &mut Vec<Inline>) {
    if let Some(Inline::Phrase(before)) = out.last_mut() {
        return before.inlines.extend(words);
    }
    let attributes = Attributes {
        lang: Some(Spanned::made(language.tag().to_owned())),
        ..Attributes::default()
    };
    out.push(Inline::Phrase(Wrapped {
        meta: Meta::with(Span::NONE, attributes),
        inlines: words,
    }));
}

fn close(open: Option<(String, Vec<Inline>)>, out: &mut Vec<Inline>) {
    if let Some((url, inlines)) = open {
        out.push(Inline::Link(Link {
            meta: Meta::made(),
            url: Spanned::made(url),
            title: None,
            inlines,
        }));
    }
}

fn set(mut inlines: Vec<Inline>, look: Look) -> Vec<Inline> {
    let wrap = |inlines| Wrapped {
        meta: Meta::made(),
        inlines,
    };
    if look.raised {
        inlines = vec![Inline::Superscript(wrap(inlines))];
    }
    if look.lowered {
        inlines = vec![Inline::Subscript(wrap(inlines))];
    }
    if look.italic {
        inlines = vec![Inline::Emphasis(wrap(inlines))];
    }
    if look.bold {
        inlines = vec![Inline::Strong(wrap(inlines))];
    }
    inlines
}

/// Text nodes: what is printed as written stands in a node of its own, with its place.
fn texts(text: &str, places: &[(&str, Span)]) -> Vec<Inline> {
    let mut out = Vec::new();
    let mut rest = text;
    while !rest.is_empty() {
        let found = places
            .iter()
            .filter_map(|(words, span)| Some((rest.find(words)?, *words, *span)))
            .min_by_key(|(at, words, _)| (*at, usize::MAX - words.len()));
        let Some((at, words, span)) = found else {
            out.push(Inline::made(rest));
            break;
        };
        if at > 0 {
            out.push(Inline::made(&rest[..at]));
        }
        out.push(Inline::Text(Text {
            meta: Meta::at(span),
            text: words.to_owned(),
        }));
        rest = &rest[at + words.len()..];
    }
    out
}
