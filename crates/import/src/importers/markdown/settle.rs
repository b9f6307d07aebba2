//! What reads well but cannot build from one folder: images that are not there,
//! citations without an entry, terms without a definition, fields without data.

use std::collections::{BTreeMap, BTreeSet};

use pamphlet_core::article::{Article, Section};
use pamphlet_core::block::{Block, CodeBlock};
use pamphlet_core::inline::{Code, Comment, CommentKind, Inline};
use pamphlet_core::node::{Attributes, Meta};
use pamphlet_core::span::{Sources, Span};

use crate::Source;
use crate::report::{Decision, Kind, Place, Report};

/// What is known beside the article.
pub struct Settle<'a> {
    /// The file, with the way to files beside it.
    pub source: &'a Source<'a>,
    /// Keys of references.
    pub keys: BTreeSet<String>,
    /// Names of terms in lower case.
    pub terms: BTreeSet<String>,
    /// Images and other files that came along.
    pub beside: BTreeMap<String, Vec<u8>>,
    /// Images out of HTML.
    pub made: BTreeMap<String, Vec<u8>>,
    /// What was decided.
    pub report: &'a mut Report,
    /// The line in the source of each line that was read.
    pub lines: Vec<u32>,
    /// What was read.
    pub sources: Sources,
    /// Whether something was changed.
    pub changed: bool,
    /// Images of which nothing says what they show.
    pub unsaid: BTreeSet<String>,
}

impl Settle<'_> {
    /// Settles an article.
    pub fn article(&mut self, article: &mut Article) {
        for part in &mut article.parts {
            self.inlines(&mut part.heading);
            self.blocks(&mut part.blocks);
            part.sections.iter_mut().for_each(|it| self.section(it));
        }
        for note in &mut article.notes {
            self.blocks(&mut note.blocks);
        }
    }

    fn section(&mut self, section: &mut Section) {
        self.inlines(&mut section.heading);
        self.blocks(&mut section.blocks);
        section.sections.iter_mut().for_each(|it| self.section(it));
    }

    fn place(&self, span: Span) -> Place {
        let line = self.sources.of(span).map(|it| it.position(span.start()).0);
        let line = line.and_then(|it| self.lines.get(it.saturating_sub(1)).copied());
        Place(line.unwrap_or(0))
    }

    fn blocks(&mut self, blocks: &mut Vec<Block>) {
        let mut out = Vec::with_capacity(blocks.len());
        for mut block in std::mem::take(blocks) {
            if let Block::Figure(figure) = &mut block {
                let at = self.place(figure.meta.span);
                if let Err(why) = self.image(at, &figure.source.value) {
                    let caption = figure.caption.take().map(|it| it.inlines);
                    let text = self.lost(at, &figure.source.value, &figure.alt, &why);
                    out.push(Block::Comment(comment(text)));
                    if let Some(inlines) = caption {
                        out.push(Block::Paragraph(pamphlet_core::block::Paragraph {
                            meta: Meta::made(),
                            inlines,
                        }));
                    }
                    continue;
                }
            }
            if let Block::Figure(figure) = &block
                && self.unsaid.remove(&figure.source.value)
            {
                let text = format!("say what the image {} shows", figure.source.value);
                out.push(Block::Comment(comment(text)));
            }
            self.block(&mut block);
            if let Block::Paragraph(paragraph) = &mut block {
                // A line that starts with a comment is no paragraph.
                let first = paragraph.inlines.iter().position(|it| !is_remark(it));
                let first = first.unwrap_or(paragraph.inlines.len());
                for inline in paragraph.inlines.drain(..first) {
                    if let Inline::Comment(comment) = inline {
                        out.push(Block::Comment(comment));
                    }
                }
                let blank =
                    |it: &Inline| matches!(it, Inline::Text(text) if text.text.trim().is_empty());
                if first > 0 && paragraph.inlines.iter().all(blank) {
                    continue;
                }
            }
            out.push(block);
        }
        *blocks = out;
    }

    /// Takes attributes off that have no meaning here.
    fn attributes(&mut self, meta: &mut Meta, classes: &[&str], labelled: bool) {
        if meta.attributes.is_empty() {
            return;
        }
        let mut gone = Attributes::from(std::mem::take(&mut meta.attributes));
        if labelled {
            meta.attributes.id = gone.id.take();
        }
        meta.attributes.lang = gone.lang.take();
        let (kept, rest) = gone
            .classes
            .into_iter()
            .partition(|it| classes.contains(&it.as_str()));
        meta.attributes.classes = kept;
        gone.classes = rest;
        if gone.is_empty() {
            return;
        }
        let words = written_attributes(&gone);
        let message = format!("the attributes `{words}` have no meaning here");
        let decision = Decision::new(self.place(meta.span), Kind::Dropped, 85, message);
        self.report.add(decision.dropping(&words));
        self.changed = true;
    }

    /// A fence called `chart` of another tool, whose words are no data of ours.
    fn foreign_chart(&mut self, block: &mut Block) {
        let Block::Chart(chart) = block else {
            return;
        };
        if !chart.table.is_empty() {
            return;
        }
        let message = "this chart is none that can be drawn; it stays as text".to_owned();
        let place = self.place(chart.meta.span);
        let decision = Decision::new(place, Kind::Dropped, 85, message);
        self.report.add(decision.dropping("chart"));
        *block = Block::Code(CodeBlock {
            meta: std::mem::replace(&mut chart.meta, Meta::made()),
            language: None,
            text: std::mem::take(&mut chart.text),
            text_span: chart.text_span,
        });
        self.changed = true;
    }

    fn block(&mut self, block: &mut Block) {
        self.foreign_chart(block);
        match block {
            Block::Table(it) => self.attributes(&mut it.meta, &["row-headers"], true),
            Block::Figure(it) => self.attributes(&mut it.meta, &["decorative"], true),
            Block::Code(it) => self.attributes(&mut it.meta, &[], false),
            Block::Math(it) => self.attributes(&mut it.meta, &[], false),
            _ => {}
        }
        match block {
            Block::Paragraph(it) => self.inlines(&mut it.inlines),
            Block::List(it) => it
                .items
                .iter_mut()
                .for_each(|it| self.blocks(&mut it.blocks)),
            Block::TermList(it) => {
                for item in &mut it.items {
                    self.inlines(&mut item.term);
                    let first = item.term.iter().position(|it| !is_remark(it));
                    item.term.rotate_left(first.unwrap_or(0));
                    item.descriptions.iter_mut().for_each(|it| self.blocks(it));
                }
            }
            Block::Quote(it) | Block::KeyPoint(it) => self.blocks(&mut it.blocks),
            Block::Callout(it) => {
                self.inlines(&mut it.title);
                self.blocks(&mut it.blocks);
            }
            Block::Table(it) => {
                if let Some(caption) = &mut it.caption {
                    self.inlines(&mut caption.inlines);
                }
                for row in std::iter::once(&mut it.header).chain(&mut it.rows) {
                    row.cells
                        .iter_mut()
                        .for_each(|it| self.inlines(&mut it.inlines));
                }
            }
            Block::Figure(it) => {
                if let Some(caption) = &mut it.caption {
                    self.inlines(&mut caption.inlines);
                }
            }
            Block::Chart(it) => {
                if let Some(caption) = &mut it.caption {
                    self.inlines(&mut caption.inlines);
                }
            }
            Block::Questions(it) | Block::Actions(it) => {
                self.blocks(&mut it.lead);
                it.items
                    .iter_mut()
                    .for_each(|it| self.blocks(&mut it.blocks));
            }
            Block::Steps(_)
            | Block::Math(_)
            | Block::Code(_)
            | Block::Break(_)
            | Block::Use(_)
            | Block::Comment(_)
            | Block::Pair(_) => {}
        }
    }

    fn inlines(&mut self, inlines: &mut Vec<Inline>) {
        let mut out = Vec::with_capacity(inlines.len());
        for inline in std::mem::take(inlines) {
            self.inline(inline, &mut out);
        }
        *inlines = out;
    }

    fn inline(&mut self, mut inline: Inline, out: &mut Vec<Inline>) {
        let at = self.place(inline.meta().span);
        match &mut inline {
            Inline::Code(it) => self.attributes(&mut it.meta, &[], false),
            Inline::Math(it) => self.attributes(&mut it.meta, &[], false),
            Inline::Link(it) => self.attributes(&mut it.meta, &[], false),
            Inline::Image(it) => self.attributes(&mut it.meta, &["decorative"], true),
            _ => {}
        }
        match &mut inline {
            Inline::Image(image) => {
                if let Err(why) = self.image(at, &image.source.value) {
                    let text = self.lost(at, &image.source.value, &image.alt, &why);
                    out.push(Inline::Comment(comment(text)));
                    return;
                }
            }
            Inline::Citation(citation) => {
                let unknown: Vec<String> = citation
                    .items
                    .iter()
                    .filter(|it| !self.keys.contains(&it.key.value))
                    .map(|it| it.key.value.clone())
                    .collect();
                if !unknown.is_empty() {
                    let message = format!(
                        "no entry is there for `{}`: the citation is plain words",
                        unknown.join("`, `")
                    );
                    self.changed = true;
                    let said = pamphlet_markdown::write_inlines(std::slice::from_ref(&inline));
                    let decision = Decision::new(at, Kind::UnclearMention, 50, message.clone());
                    self.report.add(decision.adding(&unknown.join(" ")));
                    out.push(Inline::made(said));
                    out.push(Inline::Comment(comment(message)));
                    return;
                }
            }
            Inline::Term(term) => {
                if !self.terms.contains(&term.name.value.to_lowercase()) {
                    let name = term.name.value.clone();
                    let shown = term.shown.as_ref().map(|it| it.value.clone());
                    let message = format!("no glossary here defines `{name}`: it is plain words");
                    self.changed = true;
                    let decision = Decision::new(at, Kind::Converted, 70, message);
                    let lost = if shown.is_some() { name.as_str() } else { "" };
                    self.report.add(decision.dropping(lost));
                    out.push(Inline::made(shown.unwrap_or(name)));
                    return;
                }
            }
            Inline::Field(field) => {
                let text = format!("{{{{{}}}}}", field.name);
                let message = format!(
                    "the field `{}` has no data here: it is literal words",
                    field.name
                );
                self.changed = true;
                self.report
                    .add(Decision::new(at, Kind::Converted, 50, message).adding(&text));
                out.push(Inline::Code(Code {
                    meta: Meta::made(),
                    text,
                    text_span: Span::NONE,
                }));
                return;
            }
            Inline::Phrase(phrase) if phrase.meta.attributes.lang.is_none() => {
                let inner = std::mem::take(&mut phrase.inlines);
                let words = written_attributes(&phrase.meta.attributes);
                let message = "attributes of words have no meaning here: the words stay";
                self.changed = true;
                self.report
                    .add(Decision::new(at, Kind::Dropped, 80, message).dropping(&words));
                for inline in inner {
                    self.inline(inline, out);
                }
                return;
            }
            other => {
                if let Some(children) = other.children_mut() {
                    let mut inner = std::mem::take(children);
                    self.inlines(&mut inner);
                    *children = inner;
                }
            }
        }
        out.push(inline);
    }

    /// Takes an image along.
    fn image(&mut self, at: Place, path: &str) -> Result<(), String> {
        if self.beside.contains_key(path) {
            return Ok(());
        }
        if let Some(bytes) = self.made.get(path) {
            self.beside.insert(path.to_owned(), bytes.clone());
            return Ok(());
        }
        if path.contains("://") || path.starts_with("data:") {
            return Err("it lies on the web, and nothing is fetched".to_owned());
        }
        let inside =
            !path.starts_with('/') && !path.contains('\\') && path.split('/').all(|it| it != "..");
        let bytes = inside.then(|| (self.source.beside)(path)).flatten();
        let bytes = bytes.ok_or("there is no such file beside the source")?;
        let image = pamphlet_core::image::Image::read(path, bytes.clone());
        image.map_err(|fault| fault.to_string())?;
        self.report.say(
            at,
            Kind::Image,
            100,
            format!("the image `{path}` came along"),
        );
        self.beside.insert(path.to_owned(), bytes);
        Ok(())
    }

    /// Reports an image that stays behind and gives the words of the remark.
    fn lost(&mut self, at: Place, path: &str, alt: &str, why: &str) -> String {
        self.changed = true;
        let message = format!("the image `{path}` could not come along: {why}");
        let decision = Decision::new(at, Kind::LostImage, 60, message.clone());
        self.report.add(decision.dropping(alt));
        match alt.is_empty() {
            true => message,
            false => format!("{message}. It shows: {alt}"),
        }
    }
}

fn written_attributes(attributes: &Attributes) -> String {
    let id = attributes.id.iter().map(|it| format!("#{}", it.value));
    let classes = attributes.classes.iter().map(|it| format!(".{it}"));
    let pairs = attributes
        .pairs
        .iter()
        .map(|(key, value)| format!("{key}={value}"));
    id.chain(classes).chain(pairs).collect::<Vec<_>>().join(" ")
}

/// Whether an inline is a comment or space before one.
fn is_remark(inline: &Inline) -> bool {
    match inline {
        Inline::Text(text) => text.text.trim().is_empty(),
        Inline::SoftBreak(_) | Inline::HardBreak(_) | Inline::Comment(_) => true,
        _ => false,
    }
}

fn comment(text: String) -> Comment {
    let text = text.replace("--", "–").replace('>', "");
    Comment {
        meta: Meta::made(),
        kind: CommentKind::Todo(text.clone()),
        text: format!(" pamphlet: todo {text} "),
    }
}
