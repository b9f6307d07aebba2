//! Nodes that the program makes out of the author's values.

use std::ops::Range;

use pamphlet_core::Inline;
use pamphlet_core::block::Block;
use pamphlet_core::inline::{Field, Link, Text, Wrapped, plain_text};
use pamphlet_core::language::Language;
use pamphlet_core::node::{Attributes, Meta};
use pamphlet_core::span::{Sources, Span, Spanned};

/// A value as a text node. It has the value's place only where the value stands
/// there byte for byte (perhaps in quotes), so that bytes can be mapped back.
pub(crate) fn text(sources: &Sources, value: &Spanned<String>) -> Inline {
    let written = sources.text(value.span);
    let quoted = written.len() >= 2 && written.get(1..written.len() - 1) == Some(&*value.value);
    let span = match (written == value.value, quoted) {
        (true, _) => value.span,
        (false, true) => value.span.slice(1..1 + value.value.len()),
        (false, false) => Span::NONE,
    };
    Inline::Text(Text {
        meta: Meta::at(span),
        text: value.value.clone(),
    })
}

/// A value of several lines as paragraphs, parted at its empty lines.
pub(crate) fn paragraphs(sources: &Sources, value: &Spanned<String>) -> Vec<Block> {
    if !value.value.contains('\n') {
        return vec![Block::made(with_fields(text(sources, value), value.span))];
    }
    let mut paragraphs = vec![String::new()];
    for line in value.value.lines().map(str::trim) {
        match paragraphs.last_mut() {
            Some(last) if !line.is_empty() => {
                last.push_str(if last.is_empty() { "" } else { " " });
                last.push_str(line);
            }
            _ => paragraphs.push(String::new()),
        }
    }
    paragraphs.retain(|paragraph| !paragraph.is_empty());
    paragraphs
        .into_iter()
        .map(|p| Block::made(with_fields(Inline::made(p), value.span)))
        .collect()
}

/// Words of the front matter, in which `{{name}}` is a field. A field stands at `place` where its
/// own is not known.
fn with_fields(words: Inline, place: Span) -> Vec<Inline> {
    let Inline::Text(Text { meta, text }) = words else {
        return vec![words];
    };
    let piece = |range: Range<usize>| {
        Inline::Text(Text {
            meta: Meta::at(meta.span.slice(range.clone())),
            text: text[range].to_owned(),
        })
    };
    let (mut out, mut done, mut at) = (Vec::new(), 0, 0);
    while let Some(start) = text[at..].find("{{").map(|found| at + found) {
        let Some(end) = text[start..].find("}}").map(|found| start + found + 2) else {
            break;
        };
        at = start + 2;
        let name = text[start + 2..end - 2].trim();
        if name.is_empty() || name.contains(|c: char| !c.is_alphanumeric() && !"._-".contains(c)) {
            continue;
        }
        if done < start {
            out.push(piece(done..start));
        }
        out.push(Inline::Field(Field {
            meta: Meta::at(match meta.span.is_none() {
                true => place,
                false => meta.span.slice(start..end),
            }),
            name: name.to_owned(),
        }));
        (done, at) = (end, end);
    }
    if done < text.len() {
        out.push(piece(done..text.len()));
    }
    out
}

/// A link.
pub(crate) fn link(url: impl Into<String>, words: Vec<Inline>) -> Inline {
    Inline::Link(Link {
        meta: Meta::made(),
        url: Spanned::made(url.into()),
        title: None,
        inlines: words,
    })
}

/// Words of importance.
pub(crate) fn strong(inlines: Vec<Inline>) -> Inline {
    Inline::Strong(Wrapped {
        meta: Meta::made(),
        inlines,
    })
}

/// Words of another language.
pub(crate) fn phrase(language: &Language, inlines: Vec<Inline>) -> Inline {
    let attributes = Attributes {
        lang: Some(Spanned::made(language.tag().to_owned())),
        ..Attributes::default()
    };
    Inline::Phrase(Wrapped {
        meta: Meta::with(Span::NONE, attributes),
        inlines,
    })
}

/// Inlines said a second time: the same words without links, calls, citations
/// and comments, which would repeat what stands at the first place. None of
/// what is left needs a fact.
pub(crate) fn quiet(inlines: &[Inline]) -> Vec<Inline> {
    let mut out = Vec::new();
    inlines
        .iter()
        .for_each(|inline| push_quiet(inline, &mut out));
    out
}

fn push_quiet(inline: &Inline, out: &mut Vec<Inline>) {
    let wrap = |wrapped: &Wrapped| {
        // A label names one place only.
        let mut meta = wrapped.meta.clone();
        meta.attributes.id = None;
        Wrapped {
            meta,
            inlines: quiet(&wrapped.inlines),
        }
    };
    match inline {
        Inline::Text(_) | Inline::SoftBreak(_) | Inline::HardBreak(_) | Inline::Field(_) => {
            out.push(inline.clone());
        }
        Inline::Code(_) | Inline::Math(_) => {
            let mut copy = inline.clone();
            copy.meta_mut().attributes.id = None;
            out.push(copy);
        }
        Inline::Emphasis(n) => out.push(Inline::Emphasis(wrap(n))),
        Inline::Strong(n) => out.push(Inline::Strong(wrap(n))),
        Inline::Strikethrough(n) => out.push(Inline::Strikethrough(wrap(n))),
        Inline::Subscript(n) => out.push(Inline::Subscript(wrap(n))),
        Inline::Superscript(n) => out.push(Inline::Superscript(wrap(n))),
        Inline::Phrase(n) => out.push(Inline::Phrase(wrap(n))),
        Inline::Link(_) | Inline::CrossReference(_) => {
            inline
                .children()
                .iter()
                .for_each(|child| push_quiet(child, out));
        }
        Inline::Image(_) | Inline::Term(_) => {
            let words = plain_text(std::slice::from_ref(inline));
            if !words.is_empty() {
                out.push(Inline::made(words));
            }
        }
        Inline::Citation(_) | Inline::NoteCall(_) | Inline::Comment(_) => {}
    }
}
