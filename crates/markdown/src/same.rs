//! Trees without their places, to compare what two files say.

use std::borrow::Cow;

use pamphlet_core::article::{Article, Part, Section};
use pamphlet_core::block::Block;
use pamphlet_core::inline::{Comment, Inline};
use pamphlet_core::node::{Meta, NodeId};
use pamphlet_core::span::{Span, Spanned};
use pamphlet_core::walk::{self, VisitorMut};

/// Whether two articles say the same, wherever it is written.
pub fn same(a: &Article, b: &Article) -> bool {
    without_places(a.clone()) == without_places(b.clone())
}

/// An article without spans and ids; neighbouring words are one text.
pub fn without_places(mut article: Article) -> Article {
    front(&mut article);
    for part in &mut article.parts {
        strip_part(part);
    }
    for note in &mut article.notes {
        Strip.meta(&mut note.meta);
        walk::walk_blocks_mut(&mut Strip, &mut note.blocks);
    }
    article
}

/// Inlines without spans and ids; neighbouring words are one text.
pub fn inlines_without_places(mut inlines: Vec<Inline>) -> Vec<Inline> {
    walk::walk_inlines_mut(&mut Strip, &mut inlines);
    inlines
}

fn strip_part(part: &mut Part) {
    Strip.meta(&mut part.meta);
    walk::walk_inlines_mut(&mut Strip, &mut part.heading);
    walk::walk_blocks_mut(&mut Strip, &mut part.blocks);
    for section in &mut part.sections {
        strip_section(section);
    }
}

fn strip_section(section: &mut Section) {
    walk::walk_section_mut(&mut Strip, section);
}

fn front(article: &mut Article) {
    let front = &mut article.front;
    front.span = None;
    let texts = [
        &mut front.title,
        &mut front.subtitle,
        &mut front.lang,
        &mut front.purpose,
        &mut front.main_message,
        &mut front.owner,
        &mut front.version,
        &mut front.supersedes,
        &mut front.translation_of,
        &mut front.source_version,
        &mut front.identifier,
        &mut front.canonical_url,
        &mut front.feedback_url,
        &mut front.urgent_help,
        &mut front.license,
        &mut front.disclaimer,
        &mut front.funding,
        &mut front.conflicts,
        &mut front.csl,
    ];
    texts.into_iter().for_each(unplace_option);
    let dates = [
        &mut front.published,
        &mut front.reviewed,
        &mut front.next_review,
    ];
    dates.into_iter().for_each(unplace_option);
    unplace_option(&mut front.patient_reviewed);
    unplace_option(&mut front.status);
    for person in front.authors.iter_mut().chain(&mut front.reviewers) {
        person.span = Span::NONE;
    }
    front.keywords.iter_mut().for_each(unplace);
    front.nocite.iter_mut().for_each(unplace);
    front.codes.iter_mut().for_each(|c| c.span = Span::NONE);
    front.isbn.iter_mut().for_each(|(_, isbn)| unplace(isbn));
    front
        .custom
        .iter_mut()
        .for_each(|(_, value)| unplace(value));
    for (rule, reason) in &mut front.allow {
        unplace(rule);
        unplace(reason);
    }
}

fn unplace<T>(spanned: &mut Spanned<T>) {
    spanned.span = Span::NONE;
}

fn unplace_option<T>(spanned: &mut Option<Spanned<T>>) {
    if let Some(spanned) = spanned {
        unplace(spanned);
    }
}

/// Neighbouring texts as one.
pub fn join(inlines: impl Iterator<Item = Inline>) -> Vec<Inline> {
    let mut joined: Vec<Inline> = Vec::new();
    for inline in inlines {
        match (joined.last_mut(), inline) {
            (Some(Inline::Text(last)), Inline::Text(text)) => last.text.push_str(&text.text),
            (_, inline) => joined.push(inline),
        }
    }
    joined
}

/// As [`join`]; inlines without neighbouring texts are not copied.
pub fn joined(inlines: &[Inline]) -> Cow<'_, [Inline]> {
    let both = |pair: &[Inline]| matches!(pair, [Inline::Text(_), Inline::Text(_)]);
    match inlines.windows(2).any(both) {
        true => Cow::Owned(join(inlines.iter().cloned())),
        false => Cow::Borrowed(inlines),
    }
}

struct Strip;

impl VisitorMut for Strip {
    fn meta(&mut self, meta: &mut Meta) {
        meta.id = NodeId::NONE;
        meta.span = Span::NONE;
        if !meta.attributes.is_empty() {
            unplace_option(&mut meta.attributes.id);
            unplace_option(&mut meta.attributes.lang);
        }
    }

    fn blocks(&mut self, blocks: &mut Vec<Block>) {
        for block in blocks {
            match block {
                Block::Figure(figure) => unplace(&mut figure.source),
                Block::Code(code) => code.text_span = Span::NONE,
                Block::Chart(chart) => chart.text_span = Span::NONE,
                Block::Math(math) => math.tex_span = Span::NONE,
                Block::Use(shared) => {
                    unplace(&mut shared.name);
                    shared.blocks.clear();
                }
                Block::Paragraph(_)
                | Block::List(_)
                | Block::TermList(_)
                | Block::Quote(_)
                | Block::Callout(_)
                | Block::KeyPoint(_)
                | Block::Steps(_)
                | Block::Questions(_)
                | Block::Actions(_)
                | Block::Table(_)
                | Block::Break(_)
                | Block::Comment(_)
                | Block::Pair(_) => {}
            }
        }
    }

    fn inlines(&mut self, inlines: &mut Vec<Inline>) {
        inlines.iter_mut().for_each(strip_inline);
        *inlines = join(inlines.drain(..));
    }
}

fn strip_inline(inline: &mut Inline) {
    match inline {
        Inline::Code(code) => code.text_span = Span::NONE,
        Inline::Math(math) => math.tex_span = Span::NONE,
        Inline::Link(link) => unplace(&mut link.url),
        Inline::CrossReference(reference) => {
            unplace_option(&mut reference.article);
            unplace_option(&mut reference.label);
        }
        Inline::Image(image) => unplace(&mut image.source),
        Inline::Citation(citation) => citation.items.iter_mut().for_each(|i| unplace(&mut i.key)),
        Inline::Term(term) => {
            unplace(&mut term.name);
            unplace_option(&mut term.shown);
        }
        Inline::Comment(Comment { .. })
        | Inline::Text(_)
        | Inline::SoftBreak(_)
        | Inline::HardBreak(_)
        | Inline::Emphasis(_)
        | Inline::Strong(_)
        | Inline::Strikethrough(_)
        | Inline::Subscript(_)
        | Inline::Superscript(_)
        | Inline::Phrase(_)
        | Inline::Field(_)
        | Inline::NoteCall(_) => {}
    }
}
