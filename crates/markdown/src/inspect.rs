//! Prints the tree as read: as indented text for people, as JSON for programs.
//!
//! Both come from one intermediate tree, so that they cannot disagree. The JSON
//! is `{"format": "pamphlet-tree", "version": 1, …}`; its version changes when a
//! program that reads it would have to change.

use pamphlet_core::article::{Article, Part, Section};
use pamphlet_core::block::{Alignment, Block, Caption, ListItem, Row, Step, Table};
use pamphlet_core::front::{Front, Person};
use pamphlet_core::inline::{CitationForm, Comment, CommentKind, Inline};
use pamphlet_core::node::Meta;
use pamphlet_core::span::{Sources, Span, Spanned};
use serde_json::{Map, Value, json};

/// One node of the printed tree.
struct Item {
    kind: &'static str,
    span: Span,
    /// Facts about the node in their order.
    facts: Vec<(&'static str, Value)>,
    /// The words of a text.
    text: Option<String>,
    children: Vec<Item>,
}

/// The tree as indented text: kind, bytes, facts, words.
pub fn tree(article: &Article, sources: &Sources) -> String {
    let item = article_item(article);
    let home = item.span;
    let mut out = String::new();
    print(&item, home, sources, 0, &mut out);
    out
}

/// The tree as JSON, without a line break at its end.
pub fn json(article: &Article, sources: &Sources) -> String {
    let item = article_item(article);
    let files: Vec<Value> = sources.iter().map(|(_, s)| json!(s.path)).collect();
    let value = json!({
        "format": "pamphlet-tree",
        "version": 1,
        "files": files,
        "root": object(&item, sources),
    });
    serde_json::to_string_pretty(&value).unwrap_or_default()
}

fn print(item: &Item, home: Span, sources: &Sources, depth: usize, out: &mut String) {
    out.push_str(&"  ".repeat(depth));
    out.push_str(item.kind);
    if let Some(source) = sources.of(item.span) {
        let range = item.span.range();
        match item.span.file() == home.file() || home.is_none() {
            true => out.push_str(&format!(" {}..{}", range.start, range.end)),
            false => out.push_str(&format!(" {}:{}..{}", source.path, range.start, range.end)),
        }
    }
    for (name, value) in &item.facts {
        out.push_str(&format!(" {name}={value}"));
    }
    if let Some(text) = &item.text {
        out.push_str(&format!(" {}", json!(text)));
    }
    out.push('\n');
    for child in &item.children {
        print(child, home, sources, depth + 1, out);
    }
}

fn object(item: &Item, sources: &Sources) -> Value {
    let mut map = Map::new();
    map.insert("kind".to_owned(), json!(item.kind));
    let file = item.span.file();
    let index = sources.iter().position(|(id, _)| Some(id) == file);
    let span = index.map(|index| {
        let range = item.span.range();
        json!({"file": index, "start": range.start, "end": range.end})
    });
    map.insert("span".to_owned(), json!(span));
    for (name, value) in &item.facts {
        map.insert((*name).to_owned(), value.clone());
    }
    if let Some(text) = &item.text {
        map.insert("text".to_owned(), json!(text));
    }
    if !item.children.is_empty() {
        let children: Vec<Value> = item.children.iter().map(|c| object(c, sources)).collect();
        map.insert("children".to_owned(), Value::Array(children));
    }
    Value::Object(map)
}

impl Item {
    fn new(kind: &'static str, span: Span) -> Item {
        Item {
            kind,
            span,
            facts: Vec::new(),
            text: None,
            children: Vec::new(),
        }
    }

    fn of(kind: &'static str, meta: &Meta) -> Item {
        let attributes = &meta.attributes;
        let pairs: Map<String, Value> = attributes
            .pairs
            .iter()
            .map(|(key, value)| (key.clone(), json!(value)))
            .collect();
        let classes = attributes.classes.clone();
        Item::new(kind, meta.span)
            .maybe("id", spanned(&attributes.id))
            .maybe("lang", spanned(&attributes.lang))
            .maybe("classes", (!classes.is_empty()).then_some(classes))
            .maybe("pairs", (!pairs.is_empty()).then_some(pairs))
    }

    fn fact(mut self, name: &'static str, value: impl Into<Value>) -> Item {
        self.facts.push((name, value.into()));
        self
    }

    fn maybe(self, name: &'static str, value: Option<impl Into<Value>>) -> Item {
        match value {
            Some(value) => self.fact(name, value),
            None => self,
        }
    }

    fn words(mut self, text: &str) -> Item {
        self.text = Some(text.to_owned());
        self
    }

    fn with(mut self, children: impl IntoIterator<Item = Item>) -> Item {
        self.children.extend(children);
        self
    }
}

fn spanned(value: &Option<Spanned<String>>) -> Option<String> {
    value.as_ref().map(|value| value.value.clone())
}

fn article_item(article: &Article) -> Item {
    let span = article.parts.iter().map(|part| part.meta.span);
    let span = span.chain(article.front.span).fold(Span::NONE, Span::join);
    let notes = article.notes.iter().map(|note| {
        Item::of("note", &note.meta)
            .fact("label", note.label.as_str())
            .with(blocks(&note.blocks))
    });
    Item::new("article", span)
        .fact("slug", article.slug.as_str())
        .with([front_item(&article.front)])
        .with(article.parts.iter().map(part_item))
        .with(notes)
}

fn front_item(front: &Front) -> Item {
    let mut item = Item::new("front", front.span.unwrap_or(Span::NONE));
    let texts = [
        ("title", &front.title),
        ("subtitle", &front.subtitle),
        ("lang", &front.lang),
        ("purpose", &front.purpose),
        ("main-message", &front.main_message),
        ("owner", &front.owner),
        ("version", &front.version),
        ("supersedes", &front.supersedes),
        ("translation-of", &front.translation_of),
        ("source-version", &front.source_version),
        ("identifier", &front.identifier),
        ("canonical-url", &front.canonical_url),
        ("feedback-url", &front.feedback_url),
        ("urgent-help", &front.urgent_help),
        ("license", &front.license),
        ("disclaimer", &front.disclaimer),
        ("funding", &front.funding),
        ("conflicts", &front.conflicts),
        ("csl", &front.csl),
    ];
    for (name, value) in texts {
        let value = value.as_ref();
        item.children
            .extend(value.map(|v| Item::new(name, v.span).words(&v.value)));
    }
    let dates = [
        ("published", &front.published),
        ("reviewed", &front.reviewed),
        ("next-review", &front.next_review),
    ];
    for (name, value) in dates {
        let value = value.as_ref();
        item.children
            .extend(value.map(|v| Item::new(name, v.span).words(&v.value.to_string())));
    }
    let status = front.status.as_ref();
    let patients = front.patient_reviewed.as_ref();
    item.with(status.map(|s| Item::new("status", s.span).words(s.value.name())))
        .with(patients.map(|p| Item::new("patient-reviewed", p.span).fact("value", p.value)))
        .with(front.authors.iter().map(|p| person("author", p)))
        .with(front.reviewers.iter().map(|p| person("reviewer", p)))
        .with(
            front
                .keywords
                .iter()
                .map(|k| Item::new("keyword", k.span).words(&k.value)),
        )
        .with(
            front
                .nocite
                .iter()
                .map(|k| Item::new("nocite", k.span).words(&k.value)),
        )
        .with(front.codes.iter().map(|c| {
            Item::new("code", c.span)
                .fact("system", c.system.as_str())
                .fact("code", c.code.as_str())
        }))
        .with(front.isbn.iter().map(|(format, isbn)| {
            Item::new("isbn", isbn.span)
                .fact("of", format.as_str())
                .words(&isbn.value)
        }))
        .with(front.allow.iter().map(|(rule, reason)| {
            Item::new("allow", rule.span)
                .fact("rule", rule.value.as_str())
                .words(&reason.value)
        }))
        .with(front.custom.iter().map(|(key, value)| {
            Item::new("custom", value.span)
                .fact("key", key.as_str())
                .words(&value.value)
        }))
}

fn person(kind: &'static str, person: &Person) -> Item {
    Item::new(kind, person.span)
        .words(&person.name)
        .maybe("role", person.role.clone())
        .maybe("credential", person.credential.clone())
        .maybe("orcid", person.orcid.clone())
}

fn part_item(part: &Part) -> Item {
    Item::of("part", &part.meta)
        .fact("part", part.kind.id())
        .with(heading(&part.heading))
        .with(blocks(&part.blocks))
        .with(part.sections.iter().map(section_item))
}

fn section_item(section: &Section) -> Item {
    Item::of("section", &section.meta)
        .with(heading(&section.heading))
        .with(blocks(&section.blocks))
        .with(section.sections.iter().map(section_item))
}

fn heading(words: &[Inline]) -> Option<Item> {
    group("heading", words)
}

/// Inlines under a name; nothing for none.
fn group(kind: &'static str, words: &[Inline]) -> Option<Item> {
    let span = words
        .iter()
        .map(|w| w.meta().span)
        .fold(Span::NONE, Span::join);
    (!words.is_empty()).then(|| Item::new(kind, span).with(inlines(words)))
}

fn blocks(blocks: &[Block]) -> Vec<Item> {
    blocks.iter().map(block_item).collect()
}

fn block_item(block: &Block) -> Item {
    let item = Item::of(block.kind(), block.meta());
    match block {
        Block::Paragraph(n) => item.with(inlines(&n.inlines)),
        Block::List(n) => item
            .maybe("start", n.start)
            .fact("tight", n.tight)
            .with(n.items.iter().map(list_item)),
        Block::TermList(n) => item.with(n.items.iter().map(|entry| {
            let descriptions = entry
                .descriptions
                .iter()
                .map(|d| Item::new("description", Span::NONE).with(blocks(d)));
            Item::of("item", &entry.meta)
                .with(group("term", &entry.term))
                .with(descriptions)
        })),
        Block::Quote(n) | Block::KeyPoint(n) => item.with(blocks(&n.blocks)),
        Block::Callout(n) => item
            .fact("callout", n.kind.name())
            .with(group("title", &n.title))
            .with(blocks(&n.blocks)),
        Block::Steps(n) => item
            .maybe("start", Some(n.start).filter(|start| *start != 1))
            .with(lead(&n.lead))
            .with(n.items.iter().map(step_item)),
        Block::Questions(n) | Block::Actions(n) => item
            .fact("ordered", n.start.is_some())
            .maybe("start", n.start.filter(|start| *start != 1))
            .with(lead(&n.lead))
            .with(n.items.iter().map(list_item)),
        Block::Table(n) => table_item(item, n),
        Block::Figure(n) => item
            .fact("source", n.source.value.as_str())
            .fact("alt", n.alt.as_str())
            .with(caption_item(&n.caption)),
        Block::Chart(n) => item
            .fact("kind", n.kind.name())
            .with(caption_item(&n.caption))
            .with(blocks(&n.table)),
        Block::Math(n) => item.maybe("alt", n.alt.clone()).words(&n.tex),
        Block::Code(n) => item.maybe("language", n.language.clone()).words(&n.text),
        Block::Break(_) => item,
        Block::Use(n) => item
            .fact("name", n.name.value.as_str())
            .with(blocks(&n.blocks)),
        Block::Comment(n) => comment_item(item, n),
        Block::Pair(n) => item.with(blocks(&n.first)).with(blocks(&n.second)),
    }
}

fn lead(words: &[Block]) -> Option<Item> {
    (!words.is_empty()).then(|| Item::new("lead", Span::NONE).with(blocks(words)))
}

fn list_item(entry: &ListItem) -> Item {
    Item::of("item", &entry.meta)
        .maybe("done", entry.task)
        .with(blocks(&entry.blocks))
}

fn step_item(step: &Step) -> Item {
    let ordered = (!step.branches.is_empty()).then_some(step.ordered);
    Item::of("step", &step.meta)
        .maybe("ordered", ordered)
        .with(blocks(&step.blocks))
        .with(step.branches.iter().map(step_item))
}

fn table_item(item: Item, table: &Table) -> Item {
    let columns: Vec<&str> = table
        .columns
        .iter()
        .map(|column| match column {
            Alignment::Start => "start",
            Alignment::Center => "center",
            Alignment::End => "end",
        })
        .collect();
    item.fact("columns", columns)
        .with(caption_item(&table.caption))
        .with([row_item("header", &table.header)])
        .with(table.rows.iter().map(|row| row_item("row", row)))
}

fn row_item(kind: &'static str, row: &Row) -> Item {
    let cells = row
        .cells
        .iter()
        .map(|cell| Item::of("cell", &cell.meta).with(inlines(&cell.inlines)));
    Item::of(kind, &row.meta).with(cells)
}

fn caption_item(caption: &Option<Caption>) -> Option<Item> {
    let caption = caption.as_ref()?;
    Some(Item::of("caption", &caption.meta).with(inlines(&caption.inlines)))
}

fn comment_item(item: Item, comment: &Comment) -> Item {
    let item = match &comment.kind {
        CommentKind::Plain => item,
        CommentKind::Allow { rule, reason } => item
            .fact("allow", rule.as_str())
            .fact("reason", reason.as_str()),
        CommentKind::Todo(what) => item.fact("todo", what.as_str()),
    };
    item.words(&comment.text)
}

fn inlines(inlines: &[Inline]) -> Vec<Item> {
    inlines.iter().map(inline_item).collect()
}

fn inline_item(inline: &Inline) -> Item {
    let item = Item::of(inline.kind(), inline.meta());
    let item = match inline {
        Inline::Text(n) => item.words(&n.text),
        Inline::SoftBreak(_) | Inline::HardBreak(_) => item,
        Inline::Emphasis(_)
        | Inline::Strong(_)
        | Inline::Strikethrough(_)
        | Inline::Subscript(_)
        | Inline::Superscript(_)
        | Inline::Phrase(_) => item,
        Inline::Code(n) => item.words(&n.text),
        Inline::Math(n) => item
            .fact("display", n.display)
            .maybe("alt", n.alt.clone())
            .words(&n.tex),
        Inline::Link(n) => item
            .fact("url", n.url.value.as_str())
            .maybe("title", n.title.clone()),
        Inline::CrossReference(n) => item
            .maybe("article", spanned(&n.article))
            .maybe("label", spanned(&n.label)),
        Inline::Image(n) => item
            .fact("source", n.source.value.as_str())
            .fact("alt", n.alt.as_str()),
        Inline::Citation(n) => {
            let form = match n.form {
                CitationForm::Bracketed => "bracketed",
                CitationForm::InSentence => "in-sentence",
            };
            let text = |s: &str| (!s.is_empty()).then(|| s.to_owned());
            item.fact("form", form).with(n.items.iter().map(|entry| {
                Item::new("reference", entry.key.span)
                    .fact("key", entry.key.value.as_str())
                    .maybe("prefix", text(&entry.prefix))
                    .maybe("locator", text(&entry.locator))
                    .maybe("suppress-author", entry.suppress_author.then_some(true))
            }))
        }
        Inline::Term(n) => item
            .fact("name", n.name.value.as_str())
            .maybe("shown", spanned(&n.shown)),
        Inline::Field(n) => item.fact("name", n.name.as_str()),
        Inline::NoteCall(n) => item.fact("label", n.label.as_str()),
        Inline::Comment(n) => comment_item(item, n),
    };
    item.with(inlines(inline.children()))
}
