//! Random trees: whatever is in them, ids are unique and facts complete, or
//! there is an error.

use pamphlet_core::block::{
    Alignment, Block, Boxed, Callout, CalloutKind, Caption, Cell, CodeBlock, Figure, List,
    ListItem, Paragraph, Prompts, Row, Step, Steps, Table, TermItem, TermList, Use,
};
use pamphlet_core::inline::{
    Citation, CitationForm, CitationItem, Code, Comment, CommentKind, CrossReference, Field, Image,
    Link, Math, NoteCall, NoteDefinition, Term, Wrapped,
};
use pamphlet_core::node::Meta;
use pamphlet_core::profile::{Numbering, Profile, ReferenceList, Unfilled};
use pamphlet_core::span::{Span, Spanned};
use pamphlet_core::stream::Streams;
use pamphlet_core::{Edition, Inline, Part, PartKind, Section};
use pamphlet_resolve::{bilingual, missing_facts};

use crate::case::{Case, said};

/// A generator of trees, from a seed (xorshift).
struct Trees {
    state: u64,
    labels: u32,
}

impl Trees {
    fn below(&mut self, n: u64) -> u64 {
        self.state ^= self.state << 13;
        self.state ^= self.state >> 7;
        self.state ^= self.state << 17;
        self.state % n
    }

    fn some<T>(&mut self, most: u64, make: impl Fn(&mut Trees) -> T) -> Vec<T> {
        (0..self.below(most + 1)).map(|_| make(self)).collect()
    }

    /// Sometimes with a label of its own.
    fn meta(&mut self) -> Meta {
        let mut meta = Meta::made();
        if self.below(4) == 0 {
            self.labels += 1;
            meta.attributes.id = said(&format!("l{}", self.labels));
        }
        meta
    }

    fn words(&mut self) -> String {
        ["one", "Two", "três", "четыре", "#read(x)", ""][self.below(6) as usize].to_owned()
    }

    fn inlines(&mut self, depth: u32) -> Vec<Inline> {
        let mut inlines = vec![Inline::made(format!("w{}", self.words()))];
        inlines.extend(self.some(3, |trees| trees.inline(depth)));
        inlines
    }

    fn inline(&mut self, depth: u32) -> Inline {
        let meta = self.meta();
        let wraps = if depth == 0 { 11 } else { 18 };
        match self.below(wraps) {
            0 => Inline::made(self.words()),
            1 => Inline::SoftBreak(Meta::made()),
            2 => Inline::HardBreak(Meta::made()),
            3 => Inline::Code(Code {
                meta,
                text: self.words(),
                text_span: Span::NONE,
            }),
            4 => Inline::Math(Math {
                meta,
                tex: "x".into(),
                tex_span: Span::NONE,
                alt: None,
                display: false,
            }),
            5 => Inline::Image(Image {
                meta,
                source: Spanned::made("a.svg".into()),
                alt: self.words(),
            }),
            6 => Inline::Citation(Citation {
                meta: Meta::made(),
                form: self.form(),
                items: self.items(),
            }),
            7 => Inline::Term(Term {
                meta: Meta::made(),
                name: self.term(),
                shown: None,
            }),
            8 => Inline::Field(Field {
                meta: Meta::made(),
                name: "contact.phone".into(),
            }),
            9 => Inline::NoteCall(NoteCall {
                meta: Meta::made(),
                label: format!("n{}", self.below(3)),
            }),
            10 => Inline::Comment(Comment {
                meta: Meta::made(),
                kind: CommentKind::Plain,
                text: self.words(),
            }),
            11 => Inline::Emphasis(self.wrapped(depth)),
            12 => Inline::Strong(self.wrapped(depth)),
            13 => Inline::Strikethrough(self.wrapped(depth)),
            14 => Inline::Subscript(self.wrapped(depth)),
            15 => Inline::Phrase(self.wrapped(depth)),
            16 => {
                let inlines = self.inlines(depth - 1);
                Inline::Link(Link {
                    meta,
                    url: Spanned::made("https://a.org".into()),
                    title: None,
                    inlines,
                })
            }
            _ => {
                let label =
                    ["fundamentals", "academic", "about", "l1", "table-1"][self.below(5) as usize];
                // Often empty; then the place must have a name.
                let inlines = if self.below(2) == 0 {
                    Vec::new()
                } else {
                    self.inlines(depth - 1)
                };
                Inline::CrossReference(CrossReference {
                    meta,
                    article: None,
                    label: said(label),
                    inlines,
                })
            }
        }
    }

    fn wrapped(&mut self, depth: u32) -> Wrapped {
        Wrapped {
            meta: self.meta(),
            inlines: self.inlines(depth - 1),
        }
    }

    fn form(&mut self) -> CitationForm {
        [CitationForm::Bracketed, CitationForm::InSentence][self.below(2) as usize]
    }

    fn items(&mut self) -> Vec<CitationItem> {
        let item = |trees: &mut Trees| CitationItem {
            key: Spanned::made(["a", "b", "c"][trees.below(3) as usize].into()),
            prefix: trees.words(),
            locator: trees.words(),
            suppress_author: trees.below(2) == 0,
        };
        let mut items = vec![item(self)];
        items.extend(self.some(2, item));
        items
    }

    fn term(&mut self) -> Spanned<String> {
        Spanned::made(["GH", "zinc"][self.below(2) as usize].to_owned())
    }

    fn blocks(&mut self, depth: u32) -> Vec<Block> {
        self.some(4, |trees| trees.block(depth))
    }

    fn block(&mut self, depth: u32) -> Block {
        let meta = self.meta();
        let choices = if depth == 0 { 7 } else { 15 };
        match self.below(choices) {
            0 | 1 => Block::Paragraph(Paragraph {
                meta,
                inlines: self.inlines(2),
            }),
            2 => Block::Code(CodeBlock {
                meta,
                language: None,
                text: "x\n".into(),
                text_span: Span::NONE,
            }),
            3 => Block::Break(Meta::made()),
            4 => Block::Comment(Comment {
                meta: Meta::made(),
                kind: CommentKind::Plain,
                text: self.words(),
            }),
            5 => self.table(meta),
            6 => {
                let (source, alt) = (Spanned::made("a.svg".into()), self.words());
                Block::Figure(Figure {
                    meta,
                    source,
                    alt,
                    caption: self.caption(),
                    caption_is_title: false,
                })
            }
            7 => Block::List(List {
                meta,
                start: None,
                tight: true,
                items: self.list(depth),
            }),
            8 => {
                let items = self.some(3, |trees| TermItem {
                    meta: Meta::made(),
                    term: trees.inlines(1),
                    descriptions: trees.some(2, |trees| trees.blocks(depth - 1)),
                });
                Block::TermList(TermList { meta, items })
            }
            9 => Block::Quote(Boxed {
                meta,
                blocks: self.blocks(depth - 1),
            }),
            10 => Block::KeyPoint(Boxed {
                meta,
                blocks: self.blocks(depth - 1),
            }),
            11 => {
                let (title, blocks) = (
                    self.some(1, |trees| trees.inline(1)),
                    self.blocks(depth - 1),
                );
                Block::Callout(Callout {
                    meta,
                    kind: CalloutKind::Tip,
                    title,
                    blocks,
                })
            }
            12 => {
                let items = self.some(3, |trees| trees.step(depth));
                Block::Steps(Steps {
                    meta,
                    lead: self.blocks(0),
                    start: 1,
                    items,
                })
            }
            13 => {
                let (lead, items) = (self.blocks(0), self.list(depth));
                Block::Questions(Prompts {
                    meta,
                    lead,
                    start: None,
                    items,
                })
            }
            _ => {
                let name = Spanned::made("shared".into());
                Block::Use(Use {
                    meta: Meta::made(),
                    name,
                    blocks: self.blocks(depth - 1),
                })
            }
        }
    }

    fn list(&mut self, depth: u32) -> Vec<ListItem> {
        self.some(3, |trees| ListItem {
            meta: Meta::made(),
            task: None,
            blocks: trees.blocks(depth - 1),
        })
    }

    fn step(&mut self, depth: u32) -> Step {
        let blocks = self.blocks(depth - 1);
        let branches = match depth {
            0 | 1 => Vec::new(),
            _ => self.some(2, |trees| trees.step(depth - 1)),
        };
        Step {
            meta: Meta::made(),
            blocks,
            ordered: false,
            branches,
        }
    }

    fn caption(&mut self) -> Option<Caption> {
        (self.below(2) == 0).then(|| Caption {
            meta: Meta::made(),
            inlines: self.inlines(1),
        })
    }

    fn table(&mut self, meta: Meta) -> Block {
        let columns = 1 + self.below(5) as usize;
        let row = |trees: &mut Trees| Row {
            meta: Meta::made(),
            cells: (0..columns)
                .map(|_| Cell {
                    meta: Meta::made(),
                    inlines: trees.some(2, |trees| trees.inline(1)),
                })
                .collect(),
        };
        let (header, rows) = (row(self), self.some(3, row));
        let columns = vec![Alignment::Start; columns];
        Block::Table(Table {
            meta,
            caption: self.caption(),
            columns,
            header,
            rows,
        })
    }

    fn sections(&mut self, depth: u32) -> Vec<Section> {
        self.some(3, |trees| Section {
            meta: trees.meta(),
            heading: trees.inlines(1),
            blocks: trees.blocks(2),
            sections: if depth == 0 {
                Vec::new()
            } else {
                trees.sections(depth - 1)
            },
        })
    }

    fn case(&mut self) -> Case {
        let mut case = Case::new("");
        case.article.parts.clear();
        for kind in PartKind::ALL {
            if self.below(4) > 0 {
                let heading = self.some(1, |trees| trees.inline(1));
                let part = Part {
                    meta: self.meta(),
                    kind,
                    heading,
                    blocks: self.blocks(3),
                    sections: self.sections(2),
                };
                case.article.parts.push(part);
            }
        }
        for n in 0..3 {
            let note = NoteDefinition {
                meta: Meta::made(),
                label: format!("n{n}"),
                blocks: self.blocks(1),
            };
            case.article.notes.push(note);
        }
        case.references(&["a Adams: On A", "b Baker: On B", "c: On C"]);
        case.term("growth hormone (GH) = See [[zinc]] and [@c].")
            .term("zinc = A metal.");
        case.field("contact.phone", "555");
        let svg = "<svg xmlns='http://www.w3.org/2000/svg'/>";
        case.assets = std::mem::take(&mut case.assets).with("leaflets/gh/a.svg", svg);
        if self.below(2) == 0 {
            case.front(|front| front.canonical_url = said("https://a.org/gh"));
        }
        case.profile(Profile {
            name: "random".into(),
            parts: PartKind::ALL
                .into_iter()
                .filter(|_| self.below(4) > 0)
                .collect(),
            part_titles: self.below(2) == 0,
            part_names: [(PartKind::Academic, "In depth".into())]
                .into_iter()
                .filter(|_| self.below(2) == 0)
                .collect(),
            numbering: [Numbering::None, Numbering::Sections][self.below(2) as usize],
            references: [
                ReferenceList::List,
                ReferenceList::Link,
                ReferenceList::None,
            ][self.below(3) as usize],
            csl: [None, Some("chicago-notes".into()), Some("apa".into())][self.below(3) as usize]
                .clone(),
            table_columns: 1 + self.below(4) as usize,
            fields: Unfilled::Fill,
            definitions: Default::default(),
            contact: self.below(2) == 1,
        });
        case
    }
}

#[test]
fn ids_are_unique_and_facts_complete() {
    let mut built = 0;
    for seed in 1..=150u64 {
        let mut trees = Trees {
            state: seed.wrapping_mul(0x9e37_79b9_7f4a_7c15),
            labels: 0,
        };
        let case = trees.case();
        let resolution = case.resolution();
        match &resolution.edition {
            Some(edition) => {
                built += 1;
                assert_eq!(missing_facts(edition), Vec::<String>::new(), "seed {seed}");
                let again = case.resolution().edition;
                assert_eq!(
                    format!("{edition:?}"),
                    format!("{:?}", again.unwrap()),
                    "seed {seed}"
                );
            }
            None => assert!(
                resolution.diagnostics.iter().any(|d| d.is_error()),
                "seed {seed}"
            ),
        }
    }
    assert!(built > 20, "only {built} of the trees had no error");
}

#[test]
fn of_two_editions_side_by_side_no_word_is_lost_and_facts_are_complete() {
    let editions: Vec<Edition> = (1..=150u64)
        .filter_map(|seed| {
            let mut trees = Trees {
                state: seed.wrapping_mul(0x9e37_79b9_7f4a_7c15),
                labels: 0,
            };
            let mut edition = trees.case().resolution().edition?;
            // Both are of one profile, where they stand side by side.
            let parts = edition.parts.iter_mut();
            parts.for_each(|part| part.title_shown = true);
            Some(edition)
        })
        .collect();
    for pair in editions.windows(2) {
        let [first, second] = pair else {
            unreachable!("windows of two");
        };
        let (both, _) = bilingual::beside(first.clone(), second.clone());
        assert_eq!(missing_facts(&both), Vec::<String>::new());
        let said = Streams::of(&both);
        let (main, notes) = (said.main.join("\n"), said.notes.concat().join("\n"));
        for edition in [first, second] {
            let streams = Streams::of(edition);
            for line in streams.main {
                // Sections of both have the number of the first.
                let line =
                    line.trim_start_matches(|c: char| c.is_ascii_digit() || ".  ".contains(c));
                assert!(main.contains(line), "lost: {line}\n{main}");
            }
            for line in streams.notes.concat() {
                assert!(notes.contains(&line), "lost: {line}");
            }
        }
    }
}
