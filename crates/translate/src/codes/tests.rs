//! Inlines of every kind to codes and back, also through both versions of XLIFF.

use pamphlet_core::glossary::Glossary;
use pamphlet_core::inline::{
    Citation, CitationForm, CitationItem, Code as Literal, Comment, CommentKind, CrossReference,
    Image, Link, Math, NoteCall, Term, Wrapped,
};
use pamphlet_core::language::Language;
use pamphlet_core::span::Sources;
use pamphlet_core::words::Words;
use proptest::prelude::*;

use super::*;
use crate::unit::{Document, Group, Unit, Version, hash_of, token};

fn meta() -> Meta {
    Meta::made()
}

fn spanned(text: &str) -> Spanned<String> {
    Spanned::made(text.to_owned())
}

/// Words with everything that XML and Markdown take for their own.
fn text() -> impl Strategy<Value = String> {
    let word = "[a-zé<>&\"'*_\\[\\]{}|ñ\u{1}\u{A0}\u{301}😀]{1,6}";
    prop::collection::vec(word, 1..4).prop_map(|words| words.join(" "))
}

fn leaf() -> impl Strategy<Value = Inline> {
    let alone = prop::sample::select(vec![
        Inline::HardBreak(meta()),
        Inline::Code(Literal {
            meta: meta(),
            text: "a`<b>".into(),
            text_span: Span::NONE,
        }),
        Inline::Math(Math {
            meta: meta(),
            tex: "x^2".into(),
            tex_span: Span::NONE,
            alt: Some("x squared".into()),
            display: false,
        }),
        Inline::Image(Image {
            meta: meta(),
            source: spanned("a.svg"),
            alt: "A \"b\"".into(),
        }),
        Inline::Citation(Citation {
            meta: meta(),
            form: CitationForm::Bracketed,
            items: vec![CitationItem {
                key: spanned("a2001"),
                prefix: "see".into(),
                locator: "p. 3".into(),
                suppress_author: true,
            }],
        }),
        Inline::Term(Term {
            meta: meta(),
            name: spanned("water"),
            shown: None,
        }),
        Inline::Term(Term {
            meta: meta(),
            name: spanned("water"),
            shown: Some(spanned("waters & more")),
        }),
        Inline::Field(Field {
            meta: meta(),
            name: "contact.phone".into(),
        }),
        Inline::NoteCall(NoteCall {
            meta: meta(),
            label: "1".into(),
        }),
        Inline::Comment(Comment {
            meta: meta(),
            kind: CommentKind::Plain,
            text: " hm ".into(),
        }),
    ]);
    prop_oneof![text().prop_map(Inline::made), alone]
}

fn tree() -> impl Strategy<Value = Vec<Inline>> {
    let inline = leaf().prop_recursive(4, 24, 4, |inner| {
        let inner = prop::collection::vec(inner, 1..4);
        (0..8, inner).prop_map(|(kind, inlines)| {
            let n = Wrapped {
                meta: meta(),
                inlines,
            };
            match kind {
                0 => Inline::Emphasis(n),
                1 => Inline::Strong(n),
                2 => Inline::Strikethrough(n),
                3 => Inline::Subscript(n),
                4 => Inline::Superscript(n),
                5 => Inline::Phrase(n),
                6 => Inline::CrossReference(CrossReference {
                    meta: meta(),
                    article: None,
                    label: Some(spanned("tbl-a")),
                    inlines: n.inlines,
                }),
                _ => Inline::Link(Link {
                    meta: meta(),
                    url: spanned("https://example.org/?a=1&b=2"),
                    title: Some("T".into()),
                    inlines: n.inlines,
                }),
            }
        })
    });
    prop::collection::vec(inline, 1..6)
}

fn in_terms<T>(run: impl FnOnce(Terms) -> T) -> T {
    let (glossary, language) = (Glossary::default(), Language::english());
    run(Terms {
        glossary: &glossary,
        language: &language,
        words: Words::of(&language),
    })
}

fn document(coded: &Coded, version: Version) -> Document {
    let target = Some(coded.items.clone()).filter(|it| !it.is_empty());
    Document {
        version,
        source: "en".into(),
        target: "es".into(),
        files: vec![Group {
            id: "article".into(),
            original: "a/article.md".into(),
            units: vec![Unit {
                id: token("a/é"),
                path: "a/é".into(),
                block: Some("a".into()),
                hash: Some("0".into()),
                sent: target.as_deref().map(hash_of),
                source: coded.items.clone(),
                target,
                codes: coded.codes.clone(),
                marks: BTreeMap::new(),
                refused: None,
                notes: vec!["a <b> & c".into()],
                span: Span::NONE,
            }],
            span: Span::NONE,
        }],
        span: Span::NONE,
    }
}

proptest! {
    #[test]
    fn inlines_become_codes_and_the_same_inlines(inlines in tree()) {
        let coded = in_terms(|terms| encode(&inlines, terms));
        let (table, own) = Table::of(&coded, Some(&coded));
        prop_assert_eq!(own.as_ref(), Some(&coded.items));
        prop_assert_eq!(table.faults(&coded.items), []);
        prop_assert_eq!(table.decode(&coded.items), inlines_without_places(inlines));
    }

    #[test]
    fn both_versions_say_the_same_codes(inlines in tree()) {
        let coded = in_terms(|terms| encode(&inlines, terms));
        for version in [Version::V1, Version::V2] {
            let text = crate::write(&document(&coded, version));
            let mut sources = Sources::new();
            let file = sources.add("a.xlf", text.as_str());
            let read = crate::read(&text, file).map_err(|it| format!("{it:?}\n{text}")).unwrap();
            prop_assert_eq!(read.version, version);
            let unit = &read.files[0].units[0];
            prop_assert_eq!(&unit.source, &coded.items);
            prop_assert_eq!((&read.source, &read.target), (&"en".to_owned(), &"es".to_owned()));
            prop_assert_eq!(unit.block.as_deref(), Some("a"));
            prop_assert_eq!(unit.is_untouched(), !coded.items.is_empty());
            let mark = |code: &Code| code.mark().chars().map(crate::write::shown).collect();
            let marks = coded.codes.iter().map(|code| (code.id.clone(), mark(code)));
            prop_assert_eq!(&unit.marks, &marks.collect::<BTreeMap<String, String>>());
        }
    }
}

fn coded(markdown: &str) -> Coded {
    let mut sources = Sources::new();
    let file = sources.add("a", markdown);
    let span = Span::new(file, 0..markdown.len());
    let inlines =
        pamphlet_markdown::read_inlines(markdown, span, file, &mut sources, &mut Vec::new());
    in_terms(|terms| encode(&inlines, terms))
}

#[test]
fn codes_of_a_translation_are_its_sources_whatever_their_order() {
    let source = coded("*One* and **two** {{a.b}}");
    let (table, own) = Table::of(&source, Some(&coded("{{a.b}} y **dos**, *uno* ~~no~~")));
    let items = own.unwrap();
    let ids: Vec<&str> = items
        .iter()
        .filter_map(|item| match item {
            Item::Code(code) => Some(code.id.as_str()),
            Item::Words(_) => None,
        })
        .collect();
    assert_eq!(ids, ["3", "2", "1", "t1"]);
    assert_eq!(table.faults(&items), []);
}

#[test]
fn what_is_wrong_with_codes_is_told_by_their_ids() {
    let source = coded("*One **two*** {{a.b}}");
    let (table, _) = Table::of(&source, None);
    let place = |id: &str, pair, items| {
        Item::Code(Placed {
            id: id.into(),
            span: Span::NONE,
            pair,
            items,
        })
    };
    let told = |items: &[Item]| -> Vec<String> {
        let faults = table.faults(items);
        faults.into_iter().map(|(_, what)| what).collect()
    };
    let some = || Item::Words("uno".into());
    let two = || place("2", true, vec![some()]);
    let field = || place("3", false, Vec::new());
    assert_eq!(told(&[place("1", true, vec![two()]), field()]), [""; 0]);
    assert_eq!(
        told(&[place("1", true, vec![two()])]),
        ["code 3 (`{{a.b}}`) is missing"]
    );
    assert_eq!(
        told(&[place("1", true, vec![two()]), field(), field()]),
        ["code 3 is there twice"]
    );
    assert_eq!(
        told(&[place("1", true, vec![some()]), two(), field()]),
        ["code 2 has to stand within code 1"]
    );
    assert_eq!(
        told(&[place("1", true, vec![two(), field()])]),
        ["code 3 cannot stand within code 1"]
    );
    assert_eq!(
        told(&[place("1", false, vec![two()]), field()]),
        ["code 1 stands around words"]
    );
    let empty = place("2", true, vec![Item::Words(" ".into())]);
    assert_eq!(
        told(&[place("1", true, vec![some(), empty]), field()]),
        ["code 2 has no words"]
    );
    let unknown = place("9", false, Vec::new());
    assert_eq!(
        told(&[place("1", true, vec![two()]), field(), unknown]),
        ["there is no code 9 in the source"]
    );
}

#[test]
fn fields_in_words_without_markup_are_codes() {
    let coded = encode_words("Call {{contact.phone}} or {{ 2 }}");
    assert_eq!(coded.codes.len(), 1);
    let (table, _) = Table::of(&coded, None);
    assert_eq!(
        table.decode_words(&coded.items),
        "Call {{contact.phone}} or {{ 2 }}"
    );
}

#[test]
fn a_line_break_between_chinese_signs_is_no_space() {
    let broken = |text: &str| {
        let mut inlines = Vec::new();
        for line in text.split('\n') {
            inlines.extend([Inline::made(line), Inline::SoftBreak(meta())]);
        }
        inlines.pop();
        inlines
    };
    let items = |inlines: Vec<Inline>| in_terms(|terms| encode(&inlines, terms)).items;
    for (text, words) in [
        ("多喝\n水，\n少喝\n“茶”。", "多喝水，少喝“茶”。"),
        ("每天\n2 升\nIGF-1", "每天 2 升 IGF-1"),
        ("a line\ngoes on", "a line goes on"),
    ] {
        assert_eq!(items(broken(text)), [Item::Words(words.to_owned())]);
    }
    let stress = Inline::Strong(Wrapped {
        meta: meta(),
        inlines: broken("多喝\n水"),
    });
    let found = items(vec![stress, Inline::SoftBreak(meta()), Inline::made("吧")]);
    let [Item::Code(stress), Item::Words(behind)] = &found[..] else {
        panic!("{found:?}");
    };
    assert_eq!(stress.items, [Item::Words("多喝水".to_owned())]);
    assert_eq!(behind, "吧");
}

#[test]
fn words_around_the_keys_of_a_citation_are_words() {
    let citation = |items: &[(&str, &str)]| {
        let items = items.iter().map(|(prefix, locator)| CitationItem {
            key: spanned("a2001"),
            prefix: (*prefix).into(),
            locator: (*locator).into(),
            suppress_author: false,
        });
        let inline = Inline::Citation(Citation {
            meta: meta(),
            form: CitationForm::Bracketed,
            items: items.collect(),
        });
        Code {
            id: "1".into(),
            inline,
            pair: false,
            parent: None,
        }
    };
    let told = |items: &[(&str, &str)]| {
        let code = citation(items);
        let asides = code.asides().into_iter();
        asides
            .map(|(kind, words)| format!("{kind} {words}"))
            .collect::<Vec<_>>()
    };
    assert_eq!(
        told(&[
            ("see", "p. 3"),
            ("", "p. 4, our translation"),
            ("", "unpublished")
        ]),
        [
            "before-1 see",
            "behind-2 p. 4, our translation",
            "behind-3 unpublished"
        ]
    );
    // A place is read in every language.
    assert_eq!(
        told(&[("", "pp. 3–5"), ("", "fig. 2"), ("", "12")]),
        Vec::<String>::new()
    );
    let mut code = citation(&[("see", ""), ("see also", "")]);
    code.set_aside("before-2", "véase también");
    assert_eq!(code.aside("before-1"), Some("see"));
    assert_eq!(code.aside("before-2"), Some("véase también"));
}
