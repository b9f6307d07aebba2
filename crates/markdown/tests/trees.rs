//! Trees that a program made (an importer, say) survive writing too, as long as
//! they are such as reading could give.

mod support;

use pamphlet_core::article::{Article, Part, PartKind, Section};
use pamphlet_core::block::{
    Alignment, Block, Boxed, Callout, CalloutKind, Caption, Cell, CodeBlock, Figure, List,
    ListItem, Paragraph, Prompts, Row, Step, Steps, Table,
};
use pamphlet_core::front::{Front, Person};
use pamphlet_core::inline::{
    Citation, CitationForm, CitationItem, Code, CrossReference, Field, Inline, Link, Term, Text,
    Wrapped,
};
use pamphlet_core::node::Meta;
use pamphlet_core::span::{Sources, Span, Spanned};
use pamphlet_markdown::{inspect, same, without_places, write};
use proptest::prelude::*;
use support::read;

fn text(words: String) -> Inline {
    Inline::Text(Text {
        meta: Meta::made(),
        text: words,
    })
}

fn wrapped(inlines: Vec<Inline>) -> Wrapped {
    Wrapped {
        meta: Meta::made(),
        inlines,
    }
}

/// Words with every mark that could be taken as something else.
fn words() -> impl Strategy<Value = String> {
    "[a-zé0-9 .,:;!?*_\\[\\](){}<>#&@|~^$`\"'\\\\/+=-]{0,12}[a-z]".prop_map(|s| {
        let s = s.trim().to_owned();
        // Addresses written as plain words become links: GFM knows no escape.
        s.replace('@', " @ ").replace("  ", " ").trim().to_owned()
    })
}

fn name() -> impl Strategy<Value = String> {
    "k([a-z0-9]|-[a-z]){0,4}"
}

/// An inline that stands between spaces; code is made of these characters.
fn inline(code: &'static str) -> impl Strategy<Value = Inline> {
    let spanned = |s: String| Spanned::made(s);
    let leaf = prop_oneof![
        4 => words().prop_map(text),
        1 => code.prop_map(|s| Inline::Code(Code { meta: Meta::made(), text: s, text_span: Span::NONE })),
        1 => (name(), prop::option::of(name())).prop_map(move |(name, shown)| Inline::Term(Term {
            meta: Meta::made(), name: spanned(name), shown: shown.map(Spanned::made),
        })),
        1 => name().prop_map(|name| Inline::Field(Field { meta: Meta::made(), name })),
        1 => (name(), words(), words(), any::<bool>()).prop_map(|(key, prefix, locator, suppress_author)| Inline::Citation(Citation {
            meta: Meta::made(),
            form: CitationForm::Bracketed,
            items: vec![CitationItem { key: Spanned::made(key), prefix, locator, suppress_author }],
        })),
        1 => name().prop_map(|key| Inline::Citation(Citation {
            meta: Meta::made(),
            form: CitationForm::InSentence,
            items: vec![CitationItem { key: Spanned::made(key), prefix: String::new(), locator: String::new(), suppress_author: false }],
        })),
        1 => (name(), words()).prop_map(|(label, words)| Inline::CrossReference(CrossReference {
            meta: Meta::made(), article: None, label: Some(Spanned::made(label)), inlines: vec![text(words)],
        })),
        1 => (name(), words()).prop_map(|(path, words)| Inline::Link(Link {
            meta: Meta::made(),
            url: Spanned::made(format!("https://a.b/{path}?x=(1)&y;")),
            title: None,
            inlines: vec![text(words)],
        })),
    ];
    leaf.prop_recursive(2, 6, 2, |inner| {
        let several = prop::collection::vec(inner, 1..3).prop_map(spaced);
        prop_oneof![
            several.clone().prop_map(|i| Inline::Strong(wrapped(i))),
            several.clone().prop_map(|i| Inline::Emphasis(wrapped(i))),
            several.prop_map(|i| Inline::Strikethrough(wrapped(i))),
        ]
    })
}

/// Words on both sides of each inline, so that marks always open and close.
fn spaced(inlines: Vec<Inline>) -> Vec<Inline> {
    let mut out = vec![text("so ".to_owned())];
    for inline in inlines {
        out.push(inline);
        out.push(text(" so".to_owned()));
        out.push(text(" ".to_owned()));
    }
    out.push(text("on".to_owned()));
    out
}

/// Stress that touches the words before, behind and within it, letters or marks.
/// Marks that touch each other are left to what reading gives: `^a^^b^`, say, is
/// one superscript, and no Markdown is two.
fn dense() -> impl Strategy<Value = Vec<Inline>> {
    let bit = || "[a-z(\".]{1,2}".prop_map(text);
    let stress = (bit(), any::<bool>(), prop::option::of((bit(), bit())));
    let stress = stress.prop_map(|(first, strong, inner)| {
        let mark: [fn(Wrapped) -> Inline; 2] = [Inline::Emphasis, Inline::Strong];
        let (outer, other) = (mark[usize::from(strong)], mark[usize::from(!strong)]);
        let mut inlines = vec![first];
        if let Some((within, last)) = inner {
            inlines.extend([other(wrapped(vec![within])), last]);
        }
        outer(wrapped(inlines))
    });
    (bit(), prop::collection::vec((stress, bit()), 1..4)).prop_map(|(first, rest)| {
        let rest = rest.into_iter().flat_map(|(stress, words)| [stress, words]);
        std::iter::once(first).chain(rest).collect()
    })
}

fn line() -> impl Strategy<Value = Vec<Inline>> {
    prop_oneof![
        dense(),
        words().prop_map(|w| vec![text(w)]),
        prop::collection::vec(inline(r"[a-z`|*\\]{1,6}"), 1..4).prop_map(spaced),
    ]
}

fn several_lines() -> impl Strategy<Value = Vec<Inline>> {
    prop::collection::vec((line(), any::<bool>()), 1..3).prop_map(|lines| {
        let mut out = Vec::new();
        for (i, (line, hard)) in lines.into_iter().enumerate() {
            match (i, hard) {
                (0, _) => {}
                (_, true) => out.push(Inline::HardBreak(Meta::made())),
                (_, false) => out.push(Inline::SoftBreak(Meta::made())),
            }
            out.extend(line);
        }
        out
    })
}

/// A cell. Bars may stand in its code, but no backslash before them: GFM takes it
/// away.
fn cell() -> impl Strategy<Value = Cell> {
    let inlines = prop_oneof![
        3 => words().prop_map(|w| vec![text(w)]),
        1 => prop::collection::vec(inline("[a-z`|*]{1,6}"), 1..3).prop_map(spaced),
    ];
    inlines.prop_map(|inlines| Cell {
        meta: Meta::made(),
        inlines,
    })
}

fn row() -> impl Strategy<Value = Row> {
    prop::collection::vec(cell(), 2).prop_map(|cells| Row {
        meta: Meta::made(),
        cells,
    })
}

fn caption() -> impl Strategy<Value = Option<Caption>> {
    prop::option::of(line().prop_map(|inlines| Caption {
        meta: Meta::made(),
        inlines,
    }))
}

fn step() -> impl Strategy<Value = Step> {
    let leaf = line().prop_map(|inlines| Step {
        meta: Meta::made(),
        blocks: vec![Block::made(inlines)],
        ordered: false,
        branches: Vec::new(),
    });
    leaf.prop_recursive(2, 6, 3, |inner| {
        (line(), any::<bool>(), prop::collection::vec(inner, 1..3)).prop_map(
            |(inlines, ordered, branches)| Step {
                meta: Meta::made(),
                blocks: vec![Block::made(inlines)],
                ordered,
                branches,
            },
        )
    })
}

fn block() -> impl Strategy<Value = Block> {
    let leaf = prop_oneof![
        4 => several_lines().prop_map(|inlines| Block::Paragraph(Paragraph { meta: Meta::made(), inlines })),
        1 => (prop::collection::vec(row(), 0..3), row(), caption()).prop_map(|(rows, header, caption)| Block::Table(Table {
            meta: Meta::made(), caption, columns: vec![Alignment::Start, Alignment::End], header, rows,
        })),
        1 => (words(), caption(), any::<bool>()).prop_map(|(alt, caption, title)| Block::Figure(Figure {
            meta: Meta::made(),
            source: Spanned::made("a b/c.png".to_owned()),
            alt,
            caption_is_title: title && caption.is_some(),
            caption,
        })),
        1 => "([a-z`~ #]{0,6}\n){1,3}".prop_map(|text| Block::Code(CodeBlock {
            meta: Meta::made(), language: None, text, text_span: Span::NONE,
        })),
        1 => (prop::collection::vec(step(), 1..3), 0u32..12).prop_map(|(items, start)| Block::Steps(Steps { meta: Meta::made(), lead: Vec::new(), start, items })),
        1 => Just(Block::Break(Meta::made())),
    ];
    leaf.prop_recursive(3, 12, 3, |inner| {
        let several = prop::collection::vec(inner, 1..3);
        let items = prop::collection::vec((several.clone(), prop::option::of(any::<bool>())), 1..3);
        prop_oneof![
            several.clone().prop_map(|blocks| Block::Quote(Boxed {
                meta: Meta::made(),
                blocks
            })),
            several.clone().prop_map(|blocks| Block::KeyPoint(Boxed {
                meta: Meta::made(),
                blocks
            })),
            (several.clone(), line()).prop_map(|(blocks, title)| Block::Callout(Callout {
                meta: Meta::made(),
                kind: CalloutKind::Tip,
                title,
                blocks,
            })),
            (items.clone(), prop::option::of(0u32..12))
                .prop_map(|(items, start)| list(items, start)),
            (items, several, prop::option::of(0u32..12)).prop_map(|(items, lead, start)| {
                let lead = lead
                    .into_iter()
                    .filter(|b| !matches!(b, Block::List(_)))
                    .collect();
                let Block::List(list) = list(items, None) else {
                    return Block::Break(Meta::made());
                };
                Block::Actions(Prompts {
                    meta: Meta::made(),
                    lead,
                    start,
                    items: list.items,
                })
            }),
        ]
    })
}

fn list(items: Vec<(Vec<Block>, Option<bool>)>, start: Option<u32>) -> Block {
    let single = items.len() == 1 && items[0].0.len() == 1;
    let items = items.into_iter().map(|(blocks, task)| {
        // Only a paragraph can stand behind a box.
        let task = task.filter(|_| matches!(blocks[0], Block::Paragraph(_)));
        ListItem {
            meta: Meta::made(),
            task,
            blocks,
        }
    });
    Block::List(List {
        meta: Meta::made(),
        start,
        tight: single,
        items: items.collect(),
    })
}

fn article() -> impl Strategy<Value = Article> {
    let blocks = || prop::collection::vec(block(), 0..4);
    (words(), words(), blocks(), line(), blocks()).prop_map(
        |(title, author, first, heading, second)| {
            let section = Section {
                meta: Meta::made(),
                heading,
                blocks: second,
                sections: Vec::new(),
            };
            Article {
                slug: "article".to_owned(),
                front: Front {
                    title: Some(Spanned::made(title)),
                    authors: vec![Person {
                        span: Span::NONE,
                        name: author,
                        role: None,
                        credential: None,
                        orcid: None,
                    }],
                    ..Front::default()
                },
                parts: vec![Part {
                    meta: Meta::made(),
                    kind: PartKind::Academic,
                    heading: vec![text("Academic".to_owned())],
                    blocks: first,
                    sections: vec![section],
                }],
                notes: Vec::new(),
            }
        },
    )
}

proptest! {
    #![proptest_config(support::random())]

    #[test]
    fn made_trees_survive_writing(article in article()) {
        let written = write(&article);
        let (reading, _) = read("article.md", written.as_bytes());
        let tree = |a: &Article| inspect::tree(&without_places(a.clone()), &Sources::new());
        let (before, after) = (tree(&article), tree(&reading.article));
        let apart = before.lines().zip(after.lines()).find(|(a, b)| a != b);
        prop_assert!(same(&article, &reading.article), "{written}\n{apart:#?}");
        prop_assert_eq!(&written, &write(&reading.article));
    }
}
