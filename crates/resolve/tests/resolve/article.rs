//! Reads the little Markdown that the cases here are written in. The project's
//! reader is another crate, which this one may not know.

use pamphlet_core::block::{
    Alignment, Block, Boxed, Caption, Cell, Figure, List, ListItem, Paragraph, Row, Table, Use,
};
use pamphlet_core::front::Front;
use pamphlet_core::inline::{
    Citation, CitationForm, CitationItem, CrossReference, Field, Image, Link, NoteCall,
    NoteDefinition, Term, Text, Wrapped,
};
use pamphlet_core::node::{Attributes, Meta};
use pamphlet_core::span::{FileId, Sources, Span, Spanned};
use pamphlet_core::{Article, Inline, Part, PartKind, Section};

/// Reads an article without front matter. Each line is a block:
/// `# Part {#id}`, `## Section`, `| a | b |` rows of a table (the first is its
/// header) with `: Caption {#id}` behind, `![alt](path)` with a caption or not,
/// `- item`, `! key point {#id}`, `[^n]: note`, `+ file text` (a shared block),
/// `<!-- -->`, else a paragraph.
pub fn read(sources: &mut Sources, path: &str, slug: &str, text: &str) -> Article {
    let file = sources.add(path, text);
    let mut article = Article {
        slug: slug.into(),
        front: Front::default(),
        parts: Vec::new(),
        notes: Vec::new(),
    };
    let mut at = 0;
    for line in text.split('\n') {
        let span = Span::new(file, at..at + line.len());
        at += line.len() + 1;
        if !line.trim().is_empty() {
            push_line(sources, &mut article, file, line, span);
        }
    }
    article
}

fn push_line(sources: &mut Sources, article: &mut Article, file: FileId, line: &str, span: Span) {
    let (line, attributes) = attributes(line, span);
    let inlines = |skip: usize| read_inlines(file, &line[skip..], span.start() + skip);
    let meta = Meta::with(span, attributes);
    if let Some(name) = line.strip_prefix("# ") {
        let kind = PartKind::from_id(&name.to_lowercase()).expect("a part's id");
        article.parts.push(part(kind, meta, inlines(2)));
        return;
    }
    if article.parts.is_empty() {
        article
            .parts
            .push(part(PartKind::Fundamentals, Meta::made(), Vec::new()));
    }
    if let Some((label, _)) = line
        .strip_prefix("[^")
        .and_then(|rest| rest.split_once("]: "))
    {
        let blocks = vec![Block::made(inlines(label.len() + 5))];
        article.notes.push(NoteDefinition {
            meta,
            label: label.into(),
            blocks,
        });
        return;
    }
    let part = article.parts.last_mut().expect("a part");
    if let Some(level) = [2, 3, 4]
        .into_iter()
        .find(|n| line.starts_with(&format!("{} ", "#".repeat(*n))))
    {
        let section = Section {
            meta,
            heading: inlines(level + 1),
            blocks: Vec::new(),
            sections: Vec::new(),
        };
        let mut sections = &mut part.sections;
        for _ in 2..level {
            sections = &mut sections.last_mut().expect("a section above").sections;
        }
        sections.push(section);
        return;
    }
    let blocks = last_blocks(part);
    if let Some(caption) = line.strip_prefix(": ") {
        let inlines = read_inlines(file, caption, span.start() + 2);
        let caption = Some(Caption {
            meta: Meta::at(span),
            inlines,
        });
        match blocks.last_mut() {
            Some(Block::Table(table)) => {
                (table.caption, table.meta.attributes) = (caption, meta.attributes)
            }
            Some(Block::Figure(figure)) => {
                (figure.caption, figure.meta.attributes) = (caption, meta.attributes)
            }
            _ => panic!("a caption of nothing"),
        }
    } else if let Some(cells) = line.strip_prefix("| ") {
        let cells: Vec<Cell> = cells
            .trim_end_matches('|')
            .split(" | ")
            .map(|cell| {
                let at = cell.as_ptr() as usize - line.as_ptr() as usize + span.start();
                Cell {
                    meta: Meta::at(span),
                    inlines: read_inlines(file, cell.trim_end(), at),
                }
            })
            .collect();
        let row = Row {
            meta: Meta::at(span),
            cells,
        };
        match blocks.last_mut() {
            Some(Block::Table(table)) => table.rows.push(row),
            _ => blocks.push(Block::Table(Table {
                meta,
                caption: None,
                columns: vec![Alignment::Start; row.cells.len()],
                header: row,
                rows: Vec::new(),
            })),
        }
    } else if line.starts_with("![") {
        let Some(Inline::Image(image)) = inlines(0).pop() else {
            panic!("an image")
        };
        blocks.push(Block::Figure(Figure {
            meta,
            source: image.source,
            alt: image.alt,
            caption: None,
            caption_is_title: false,
        }));
    } else if line.starts_with("- ") {
        let item = ListItem {
            meta: Meta::at(span),
            task: None,
            blocks: vec![Block::made(inlines(2))],
        };
        blocks.push(Block::List(List {
            meta,
            start: None,
            tight: true,
            items: vec![item],
        }));
    } else if line.starts_with("! ") {
        blocks.push(Block::KeyPoint(Boxed {
            meta,
            blocks: vec![Block::made(inlines(2))],
        }));
    } else if let Some((path, shared)) = line
        .strip_prefix("+ ")
        .and_then(|rest| rest.split_once(' '))
    {
        let inner = read(sources, path, "", shared);
        let blocks_of = inner
            .parts
            .into_iter()
            .flat_map(|part| part.blocks)
            .collect();
        let name = Spanned::new(path.to_owned(), span);
        let part = article.parts.last_mut().expect("a part");
        last_blocks(part).push(Block::Use(Use {
            meta,
            name,
            blocks: blocks_of,
        }));
    } else {
        blocks.push(Block::Paragraph(Paragraph {
            meta,
            inlines: inlines(0),
        }));
    }
}

fn part(kind: PartKind, meta: Meta, heading: Vec<Inline>) -> Part {
    Part {
        meta,
        kind,
        heading,
        blocks: Vec::new(),
        sections: Vec::new(),
    }
}

fn last_blocks(part: &mut Part) -> &mut Vec<Block> {
    fn within(section: &mut Section) -> &mut Vec<Block> {
        match section.sections.is_empty() {
            true => &mut section.blocks,
            false => within(section.sections.last_mut().expect("a section")),
        }
    }
    match part.sections.is_empty() {
        true => &mut part.blocks,
        false => within(part.sections.last_mut().expect("a section")),
    }
}

/// A line without the `{#id}` at its end.
fn attributes(line: &str, span: Span) -> (&str, Attributes) {
    let mut attributes = Attributes::default();
    let Some((rest, id)) = line
        .strip_suffix('}')
        .and_then(|line| line.rsplit_once(" {#"))
    else {
        return (line, attributes);
    };
    let place = span.slice(rest.len() + 3..line.len() - 1);
    attributes.id = Some(Spanned::new(id.to_owned(), place));
    (rest, attributes)
}

/// What opens, what closes, and what makes a node of the words between.
type Opener = (
    &'static str,
    &'static str,
    fn(Spanned<String>, Meta) -> Inline,
);

const OPENERS: &[Opener] = &[
    ("<!--", "-->", |inner, meta| {
        let kind = pamphlet_core::inline::CommentKind::Plain;
        Inline::Comment(pamphlet_core::inline::Comment {
            meta,
            kind,
            text: inner.value,
        })
    }),
    ("[[", "]]", |inner, meta| {
        let (name, shown) = match inner.value.split_once('|') {
            Some((name, shown)) => (name.to_owned(), Some(Spanned::made(shown.to_owned()))),
            None => (inner.value.clone(), None),
        };
        Inline::Term(Term {
            meta,
            name: Spanned::new(name, inner.span),
            shown,
        })
    }),
    ("[^", "]", |inner, meta| {
        Inline::NoteCall(NoteCall {
            meta,
            label: inner.value,
        })
    }),
    ("[@", "]", |inner, meta| {
        let items = inner
            .value
            .split("; ")
            .map(|item| cited(item, inner.span))
            .collect();
        Inline::Citation(Citation {
            meta,
            form: CitationForm::Bracketed,
            items,
        })
    }),
    ("{{", "}}", |inner, meta| {
        Inline::Field(Field {
            meta,
            name: inner.value,
        })
    }),
    ("![", ")", |inner, meta| {
        let (alt, path) = inner.value.split_once("](").expect("an image");
        let source = Spanned::new(path.to_owned(), inner.span);
        Inline::Image(Image {
            meta,
            source,
            alt: alt.into(),
        })
    }),
    ("[", ")", |inner, meta| {
        let (words, target) = inner.value.split_once("](").expect("a link");
        let words = match words.is_empty() {
            true => Vec::new(),
            false => read_inlines_at(words, inner.span.slice(0..words.len())),
        };
        link(
            words,
            target,
            inner.span.slice(words_end(&inner.value)..inner.value.len()),
            meta,
        )
    }),
    ("*", "*", |inner, meta| {
        Inline::Emphasis(Wrapped {
            meta,
            inlines: read_inlines_at(&inner.value, inner.span),
        })
    }),
    ("@", " ", |inner, meta| {
        let items = vec![cited(&inner.value, inner.span)];
        Inline::Citation(Citation {
            meta,
            form: CitationForm::InSentence,
            items,
        })
    }),
];

fn words_end(link: &str) -> usize {
    link.find("](").map_or(0, |at| at + 2)
}

fn link(inlines: Vec<Inline>, target: &str, place: Span, meta: Meta) -> Inline {
    let spanned = |text: &str| Some(Spanned::new(text.to_owned(), place));
    let (article, label) = match (target.strip_prefix("article:"), target.strip_prefix('#')) {
        (Some(rest), _) => match rest.split_once('#') {
            Some((slug, label)) => (spanned(slug), spanned(label)),
            None => (spanned(rest), None),
        },
        (None, Some(label)) => (None, spanned(label)),
        (None, None) => {
            let url = Spanned::new(target.to_owned(), place);
            return Inline::Link(Link {
                meta,
                url,
                title: None,
                inlines,
            });
        }
    };
    Inline::CrossReference(CrossReference {
        meta,
        article,
        label,
        inlines,
    })
}

fn cited(item: &str, span: Span) -> CitationItem {
    let (prefix, rest) = item.split_once('@').unwrap_or(("", item));
    let (key, locator) = rest.split_once(", ").unwrap_or((rest, ""));
    CitationItem {
        key: Spanned::new(key.to_owned(), span),
        prefix: prefix.trim().to_owned(),
        locator: locator.to_owned(),
        suppress_author: false,
    }
}

fn read_inlines(file: FileId, text: &str, at: usize) -> Vec<Inline> {
    read_inlines_at(text, Span::new(file, at..at + text.len()))
}

fn read_inlines_at(text: &str, span: Span) -> Vec<Inline> {
    let (mut out, mut done, mut at) = (Vec::new(), 0, 0);
    let words = |from: usize, to: usize, out: &mut Vec<Inline>| {
        if from < to {
            let meta = Meta::at(span.slice(from..to));
            out.push(Inline::Text(Text {
                meta,
                text: text[from..to].to_owned(),
            }));
        }
    };
    while at < text.len() {
        let rest = &text[at..];
        let opener = OPENERS.iter().find(|(open, ..)| rest.starts_with(open));
        let node = opener.and_then(|(open, close, make)| {
            let end = rest[open.len()..].find(close)?;
            Some((open.len(), end, close.len(), make))
        });
        let Some((open, end, close, make)) = node else {
            at += rest.chars().next().map_or(1, char::len_utf8);
            continue;
        };
        words(done, at, &mut out);
        // The space behind `@key` is not its own.
        let close = if rest.starts_with('@') { 0 } else { close };
        let inner = span.slice(at + open..at + open + end);
        let value = Spanned::new(rest[open..open + end].to_owned(), inner);
        out.push(make(
            value,
            Meta::at(span.slice(at..at + open + end + close)),
        ));
        at += open + end + close;
        done = at;
    }
    words(done, text.len(), &mut out);
    out
}

/// Inlines of a text in a file of its own, such as a definition.
pub fn inlines(sources: &mut Sources, path: &str, text: &str) -> Vec<Inline> {
    let file = sources.add(path, text);
    read_inlines(file, text, 0)
}
