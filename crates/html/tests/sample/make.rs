//! Makes nodes with ids and anchors.

use pamphlet_core::block::{
    Alignment, Block, Boxed, Callout, CalloutKind, Caption, Cell, CodeBlock, Figure, List,
    ListItem, Paragraph, Prompts, Row, Step, Steps, Table, TermItem, TermList,
};
use pamphlet_core::edition::{EditionPart, EditionPartKind, Facts};
use pamphlet_core::inline::{
    Citation, CitationForm, Code, CrossReference, Field, Inline, Link, Math, NoteCall, Term,
    Wrapped,
};
use pamphlet_core::span::Spanned;
use pamphlet_core::{Meta, NodeId, Section, Span};

/// Makes nodes.
#[derive(Default)]
pub struct Make {
    last: u32,
    pub facts: Facts,
    pub citations: Vec<NodeId>,
    pub calls: Vec<NodeId>,
    pub terms: Vec<(NodeId, String)>,
    pub links: Vec<(NodeId, String)>,
}

impl Make {
    pub fn meta(&mut self) -> Meta {
        self.last += 1;
        Meta {
            id: NodeId(self.last),
            ..Meta::made()
        }
    }

    pub fn anchored(&mut self, anchor: &str) -> Meta {
        let meta = self.meta();
        self.facts.anchors.insert(meta.id, anchor.into());
        meta
    }

    pub fn part(&mut self, kind: EditionPartKind, title: &str) -> EditionPart {
        EditionPart {
            meta: self.anchored(kind.id()),
            kind,
            title: vec![Inline::made(title)],
            title_shown: true,
            blocks: Vec::new(),
            sections: Vec::new(),
            bibliography: Vec::new(),
            glossary: Vec::new(),
        }
    }

    pub fn section(&mut self, heading: &str) -> Section {
        let anchor = format!("s-{}", heading.to_lowercase().replace(' ', "-"));
        super::section(self.anchored(&anchor), heading)
    }

    pub fn p(&mut self, text: &str) -> Block {
        Block::Paragraph(Paragraph {
            meta: self.meta(),
            inlines: vec![Inline::made(text)],
        })
    }

    pub fn role(&mut self, mut block: Block, role: &'static str) -> Block {
        *block.meta_mut() = self.meta();
        self.facts.roles.insert(block.meta().id, role);
        block
    }

    fn wrapped(&mut self, text: &str) -> Wrapped {
        Wrapped {
            meta: self.meta(),
            inlines: vec![Inline::made(text)],
        }
    }

    pub fn strong(&mut self, text: &str) -> Inline {
        Inline::Strong(self.wrapped(text))
    }
    pub fn emphasis(&mut self, text: &str) -> Inline {
        Inline::Emphasis(self.wrapped(text))
    }
    pub fn sub(&mut self, text: &str) -> Inline {
        Inline::Subscript(self.wrapped(text))
    }
    pub fn struck(&mut self, text: &str) -> Inline {
        Inline::Strikethrough(self.wrapped(text))
    }
    pub fn french(&mut self, text: &str) -> Inline {
        let mut wrapped = self.wrapped(text);
        wrapped.meta.attributes.lang = Some(Spanned::made("fr".into()));
        Inline::Phrase(wrapped)
    }

    pub fn code(&mut self, text: &str) -> Inline {
        Inline::Code(Code {
            meta: self.meta(),
            text: text.into(),
            text_span: Span::NONE,
        })
    }

    pub fn math(&mut self, tex: &str, alt: Option<&str>) -> Inline {
        Inline::Math(Math {
            meta: self.meta(),
            tex: tex.into(),
            tex_span: Span::NONE,
            alt: alt.map(str::to_owned),
            display: false,
        })
    }

    pub fn display_math(&mut self, tex: &str, alt: &str) -> Block {
        Block::Math(Math {
            meta: self.meta(),
            tex: tex.into(),
            tex_span: Span::NONE,
            alt: Some(alt.into()),
            display: true,
        })
    }

    pub fn link(&mut self, text: &str, url: &str) -> Inline {
        Inline::Link(Link {
            meta: self.meta(),
            url: Spanned::made(url.into()),
            title: None,
            inlines: vec![Inline::made(text)],
        })
    }

    pub fn cross_reference(&mut self, text: &str, label: &str) -> Inline {
        let meta = self.meta();
        self.links.push((meta.id, label.into()));
        Inline::CrossReference(CrossReference {
            meta,
            article: None,
            label: Some(Spanned::made(label.into())),
            inlines: vec![Inline::made(text)],
        })
    }

    pub fn term(&mut self, shown: &str) -> Inline {
        let meta = self.anchored(&format!("use-{}", self.terms.len()));
        self.terms.push((meta.id, shown.into()));
        Inline::Term(Term {
            meta,
            name: Spanned::made(shown.into()),
            shown: None,
        })
    }

    pub fn cite(&mut self, key: &str) -> Inline {
        let meta = self.anchored(&format!("cite-{key}"));
        self.citations.push(meta.id);
        Inline::Citation(Citation {
            meta,
            form: CitationForm::Bracketed,
            items: Vec::new(),
        })
    }

    pub fn note_call(&mut self) -> Inline {
        let meta = self.anchored("fnref-1");
        self.facts.note_numbers.insert(meta.id, 1);
        self.calls.push(meta.id);
        Inline::NoteCall(NoteCall {
            meta,
            label: "a".into(),
        })
    }

    pub fn field(&mut self, name: &str) -> Inline {
        Inline::Field(Field {
            meta: self.meta(),
            name: name.into(),
        })
    }

    fn items(&mut self, items: &[&str]) -> Vec<ListItem> {
        items
            .iter()
            .map(|text| ListItem {
                meta: self.meta(),
                task: None,
                blocks: vec![self.p(text)],
            })
            .collect()
    }

    pub fn bullets(&mut self, items: &[&str]) -> Block {
        Block::List(List {
            meta: self.meta(),
            start: None,
            tight: true,
            items: self.items(items),
        })
    }

    pub fn tasks(&mut self, items: &[(bool, &str)]) -> Block {
        let items = items.iter().map(|(done, text)| ListItem {
            meta: self.meta(),
            task: Some(*done),
            blocks: vec![self.p(text)],
        });
        let items = items.collect();
        Block::List(List {
            meta: self.meta(),
            start: None,
            tight: true,
            items,
        })
    }

    fn prompts(&mut self, ordered: bool, items: &[&str]) -> Prompts {
        Prompts {
            meta: self.meta(),
            lead: Vec::new(),
            start: ordered.then_some(1),
            items: self.items(items),
        }
    }
    pub fn actions(&mut self, ordered: bool, items: &[&str]) -> Block {
        Block::Actions(self.prompts(ordered, items))
    }
    pub fn questions(&mut self, ordered: bool, items: &[&str]) -> Block {
        Block::Questions(self.prompts(ordered, items))
    }

    fn boxed(&mut self, text: &str) -> Boxed {
        Boxed {
            meta: self.meta(),
            blocks: vec![self.p(text)],
        }
    }
    pub fn key_point(&mut self, text: &str) -> Block {
        Block::KeyPoint(self.boxed(text))
    }
    pub fn quote(&mut self, text: &str) -> Block {
        Block::Quote(self.boxed(text))
    }

    pub fn callout(&mut self, kind: CalloutKind, title: &str, text: &str) -> Block {
        let title = (!title.is_empty()).then(|| Inline::made(title));
        Block::Callout(Callout {
            meta: self.meta(),
            kind,
            title: title.into_iter().collect(),
            blocks: vec![self.p(text)],
        })
    }

    pub fn step(&mut self, name: &str, text: &str, branches: Vec<Step>) -> Step {
        let inlines = vec![self.strong(name), Inline::made(text)];
        Step {
            meta: self.meta(),
            blocks: vec![Block::made(inlines)],
            ordered: false,
            branches,
        }
    }

    pub fn steps(&mut self, items: Vec<Step>) -> Block {
        Block::Steps(Steps {
            meta: self.meta(),
            lead: Vec::new(),
            start: 1,
            items,
        })
    }

    pub fn table(
        &mut self,
        id: &str,
        number: &str,
        caption: &str,
        rows: &[&[&str]],
        columns: Vec<Alignment>,
    ) -> Block {
        let mut rows: Vec<Row> = rows
            .iter()
            .map(|cells| Row {
                meta: self.meta(),
                cells: cells
                    .iter()
                    .map(|text| Cell {
                        meta: self.meta(),
                        inlines: vec![Inline::made(*text)],
                    })
                    .collect(),
            })
            .collect();
        let mut meta = self.anchored(id);
        meta.attributes.classes.push("row-headers".into());
        self.facts.numbers.insert(meta.id, number.into());
        Block::Table(Table {
            caption: Some(self.caption(caption)),
            meta,
            columns,
            header: rows.remove(0),
            rows,
        })
    }

    pub fn figure(&mut self, id: &str, number: &str, alt: &str, caption: &str) -> Block {
        let meta = self.anchored(id);
        self.facts.numbers.insert(meta.id, number.into());
        self.facts
            .images
            .insert(meta.id, "sample/pulses.svg".into());
        Block::Figure(Figure {
            caption: Some(self.caption(caption)),
            meta,
            source: Spanned::made("pulses.svg".into()),
            alt: alt.into(),
            caption_is_title: false,
        })
    }

    fn caption(&mut self, text: &str) -> Caption {
        Caption {
            meta: self.meta(),
            inlines: vec![Inline::made(text)],
        }
    }

    pub fn term_list(&mut self, items: &[(&str, &str)]) -> Block {
        let items = items.iter().map(|(term, text)| TermItem {
            meta: self.meta(),
            term: vec![Inline::made(*term)],
            descriptions: vec![vec![self.p(text)]],
        });
        let items = items.collect();
        Block::TermList(TermList {
            meta: self.meta(),
            items,
        })
    }

    pub fn code_block(&mut self, text: &str) -> Block {
        Block::Code(CodeBlock {
            meta: self.meta(),
            language: None,
            text: text.into(),
            text_span: Span::NONE,
        })
    }
}
