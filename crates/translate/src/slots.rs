//! Where an article has words: pieces, which are what a lock names (words of the
//! front matter, headings, blocks), and within them slots, a paragraph, a cell or
//! a text alternative each.

use std::collections::BTreeMap;

use pamphlet_core::article::{Article, Section};
use pamphlet_core::block::{Block, Caption, ListItem, Row, Step};
use pamphlet_core::chart;
use pamphlet_core::inline::{CommentKind, Inline, NoteDefinition, plain_text};
use pamphlet_core::number::Number;
use pamphlet_core::span::{FileId, Span, Spanned};
use pamphlet_core::walk::{self, VisitorMut};
use pamphlet_core::words::Words;

/// Words that are translated as one.
pub enum Slot<'a> {
    /// Words without markup.
    Words(&'a mut String),
    /// Words with markup.
    Inlines(&'a mut Vec<Inline>),
}

/// What stands at the path of a piece.
pub enum Place<'a> {
    /// Words of the front matter.
    Front(&'a mut Spanned<String>),
    /// A heading.
    Heading(&'a mut Vec<Inline>),
    /// A block.
    Block(&'a mut Block),
}

/// Something with words, by the path that locks name it by.
pub struct Piece<'a> {
    /// Where it stands: `fundamentals/2.1/paragraph-3`.
    pub path: String,
    /// What stands there.
    pub place: Place<'a>,
    /// What comments before it ask to be done.
    pub todos: Vec<String>,
}

impl Piece<'_> {
    /// Its slots with their paths within it; of a heading the one has none.
    pub fn slots(&mut self) -> Vec<(String, Slot<'_>)> {
        match &mut self.place {
            Place::Front(words) => vec![(String::new(), Slot::Words(&mut words.value))],
            Place::Heading(words) => vec![(String::new(), Slot::Inlines(words))],
            Place::Block(block) => slots(block),
        }
    }

    /// Where it was written.
    pub fn span(&self) -> Span {
        match &self.place {
            Place::Front(words) => words.span,
            Place::Heading(words) => words
                .iter()
                .fold(Span::NONE, |s, it| s.join(it.meta().span)),
            Place::Block(block) => block.meta().span,
        }
    }
}

/// The pieces of an article in reading order. Headings of parts are among them where
/// they are not what parts are called in `usual` anyway.
pub fn pieces<'a>(article: &'a mut Article, usual: Option<&Words>) -> Vec<Piece<'a>> {
    let mut found = Vec::new();
    let file = home(article);
    let piece = |path: String, place| Piece {
        path,
        place,
        todos: Vec::new(),
    };
    let front = &mut article.front;
    let words = [
        ("title", &mut front.title),
        ("subtitle", &mut front.subtitle),
        ("purpose", &mut front.purpose),
        ("main-message", &mut front.main_message),
        ("urgent-help", &mut front.urgent_help),
        ("disclaimer", &mut front.disclaimer),
    ];
    for (key, value) in words {
        let value = value.as_mut().map(Place::Front);
        found.extend(value.map(|it| piece(format!("front/{key}"), it)));
    }
    for (keyword, number) in front.keywords.iter_mut().zip(1..) {
        let path = format!("front/keywords/{number}");
        found.push(piece(path, Place::Front(keyword)));
    }
    for part in &mut article.parts {
        let path = part.kind.id();
        if !part.heading.is_empty() && !usual.is_some_and(|it| is_usual(&part.heading, it)) {
            let heading = Place::Heading(&mut part.heading);
            found.push(piece(format!("{path}/heading"), heading));
        }
        blocks(path, &mut part.blocks, &mut found);
        sections(path, "", &mut part.sections, &mut found);
    }
    for (note, number) in article.notes.iter_mut().zip(1..) {
        if is_at_home(note, file) {
            blocks(&format!("notes/{number}"), &mut note.blocks, &mut found);
        }
    }
    found
}

/// The file of an article's own text.
pub fn home(article: &Article) -> Option<FileId> {
    let files = article.parts.iter().flat_map(|part| {
        let blocks = part.blocks.iter().map(|it| it.meta().span);
        blocks.chain([part.meta.span])
    });
    files.filter_map(Span::file).min()
}

/// Whether a note stands in the article's own text. Those of shared blocks are
/// written in files of their own.
pub fn is_at_home(note: &NoteDefinition, home: Option<FileId>) -> bool {
    let file = note.meta.span.file();
    file.is_none() || file == home
}

/// Whether a part's heading is what it is called anyway.
pub fn is_usual(heading: &[Inline], table: &Words) -> bool {
    let words = plain_text(heading);
    words.trim().is_empty() || table.part_of(words.trim()).is_some()
}

fn sections<'a>(part: &str, before: &str, all: &'a mut [Section], found: &mut Vec<Piece<'a>>) {
    for (section, number) in all.iter_mut().zip(1..) {
        let number = format!("{before}{number}");
        let path = format!("{part}/{number}");
        found.push(Piece {
            path: format!("{path}/heading"),
            place: Place::Heading(&mut section.heading),
            todos: Vec::new(),
        });
        blocks(&path, &mut section.blocks, found);
        sections(part, &format!("{number}."), &mut section.sections, found);
    }
}

fn blocks<'a>(path: &str, all: &'a mut [Block], found: &mut Vec<Piece<'a>>) {
    let mut count = Count::default();
    let mut todos = Vec::new();
    for block in all {
        if let Block::Comment(comment) = block
            && let CommentKind::Todo(what) = &comment.kind
        {
            todos.push(what.clone());
        }
        let Some(name) = count.name(block) else {
            continue;
        };
        found.push(Piece {
            path: format!("{path}/{name}"),
            place: Place::Block(block),
            todos: std::mem::take(&mut todos),
        });
    }
}

/// Names blocks by their kinds and how many of the kind stood before.
#[derive(Default)]
pub struct Count(BTreeMap<&'static str, usize>);

impl Count {
    /// The name of the next block; none of those without words.
    pub fn name(&mut self, block: &Block) -> Option<String> {
        let kind = kind(block)?;
        let count = self.0.entry(kind).or_insert(0);
        *count += 1;
        Some(format!("{kind}-{count}"))
    }
}

/// The name of a block's kind, as locks have it; none of those without words.
fn kind(block: &Block) -> Option<&'static str> {
    match block {
        Block::TermList(_) => Some("terms"),
        Block::Code(_) => Some("code"),
        Block::Break(_) | Block::Comment(_) | Block::Pair(_) => None,
        Block::Paragraph(_)
        | Block::List(_)
        | Block::Quote(_)
        | Block::Callout(_)
        | Block::KeyPoint(_)
        | Block::Steps(_)
        | Block::Questions(_)
        | Block::Actions(_)
        | Block::Table(_)
        | Block::Figure(_)
        | Block::Chart(_)
        | Block::Math(_)
        | Block::Use(_) => Some(block.kind()),
    }
}

/// The slots of a block.
pub fn slots(block: &mut Block) -> Vec<(String, Slot<'_>)> {
    let mut found = Found(Vec::new());
    found.block(block, String::new());
    found.0
}

struct Found<'a>(Vec<(String, Slot<'a>)>);

impl<'a> Found<'a> {
    fn inlines(&mut self, path: String, words: &'a mut Vec<Inline>) {
        if !words.is_empty() {
            self.0.push((path, Slot::Inlines(words)));
        }
    }

    fn words(&mut self, path: String, words: &'a mut String) {
        if !words.is_empty() {
            self.0.push((path, Slot::Words(words)));
        }
    }

    fn caption(&mut self, path: &str, caption: &'a mut Option<Caption>) {
        if let Some(caption) = caption {
            self.inlines(join(path, "caption"), &mut caption.inlines);
        }
    }

    fn blocks(&mut self, path: &str, blocks: &'a mut [Block]) {
        let mut count = Count::default();
        for block in blocks {
            if let Some(name) = count.name(block) {
                self.block(block, join(path, &name));
            }
        }
    }

    fn items(&mut self, path: &str, items: &'a mut [ListItem]) {
        for (item, number) in items.iter_mut().zip(1..) {
            self.blocks(&join(path, &format!("item-{number}")), &mut item.blocks);
        }
    }

    fn steps(&mut self, path: &str, steps: &'a mut [Step], name: &str) {
        for (step, number) in steps.iter_mut().zip(1..) {
            let path = join(path, &format!("{name}-{number}"));
            self.blocks(&path, &mut step.blocks);
            self.steps(&path, &mut step.branches, "branch");
        }
    }

    fn row(&mut self, path: &str, name: &str, row: &'a mut Row) {
        for (cell, number) in row.cells.iter_mut().zip(1..) {
            self.inlines(
                join(path, &format!("{name}/cell-{number}")),
                &mut cell.inlines,
            );
        }
    }

    fn block(&mut self, block: &'a mut Block, path: String) {
        match block {
            Block::Paragraph(n) => self.inlines(path, &mut n.inlines),
            Block::List(n) => self.items(&path, &mut n.items),
            Block::TermList(n) => {
                for (item, number) in n.items.iter_mut().zip(1..) {
                    let path = join(&path, &format!("item-{number}"));
                    self.inlines(join(&path, "term"), &mut item.term);
                    for (blocks, number) in item.descriptions.iter_mut().zip(1..) {
                        self.blocks(&join(&path, &format!("description-{number}")), blocks);
                    }
                }
            }
            Block::Quote(n) | Block::KeyPoint(n) => self.blocks(&path, &mut n.blocks),
            Block::Callout(n) => {
                self.inlines(join(&path, "title"), &mut n.title);
                self.blocks(&path, &mut n.blocks);
            }
            Block::Steps(n) => {
                self.blocks(&join(&path, "lead"), &mut n.lead);
                self.steps(&path, &mut n.items, "step");
            }
            Block::Questions(n) | Block::Actions(n) => {
                self.blocks(&join(&path, "lead"), &mut n.lead);
                self.items(&path, &mut n.items);
            }
            Block::Table(n) => {
                self.caption(&path, &mut n.caption);
                self.row(&path, "header", &mut n.header);
                for (row, number) in n.rows.iter_mut().zip(1..) {
                    self.row(&path, &format!("row-{number}"), row);
                }
            }
            Block::Figure(n) => {
                self.words(join(&path, "alt"), &mut n.alt);
                self.caption(&path, &mut n.caption);
            }
            Block::Chart(n) => {
                self.caption(&path, &mut n.caption);
                for block in &mut n.table {
                    if let Block::Table(table) = block {
                        self.labels(&path, &mut table.header, "header");
                        for (row, number) in table.rows.iter_mut().zip(1..) {
                            self.labels(&path, row, &format!("row-{number}"));
                        }
                    }
                }
            }
            Block::Math(n) => {
                if let Some(alt) = &mut n.alt {
                    self.words(join(&path, "alt"), alt);
                }
            }
            // Code is no language of people; shared blocks have files of their own.
            Block::Code(_)
            | Block::Use(_)
            | Block::Break(_)
            | Block::Comment(_)
            | Block::Pair(_) => {}
        }
    }

    /// The words among a chart's data: what is no number.
    fn labels(&mut self, path: &str, row: &'a mut Row, name: &str) {
        for (cell, number) in row.cells.iter_mut().zip(1..) {
            if let [Inline::Text(text)] = cell.inlines.as_mut_slice()
                && Number::read(&text.text).is_err()
            {
                let path = join(path, &format!("{name}/cell-{number}"));
                self.words(path, &mut text.text);
            }
        }
    }
}

fn join(path: &str, name: &str) -> String {
    match path.is_empty() {
        true => name.to_owned(),
        false => format!("{path}/{name}"),
    }
}

/// Writes the data of charts anew from their tables, where those differ from what
/// they were in `before`.
pub fn settle_charts(block: &mut Block, before: &Block) {
    /// Sees all charts in their order.
    struct Charts<F>(F);
    impl<F: FnMut(&mut chart::Chart)> VisitorMut for Charts<F> {
        fn blocks(&mut self, blocks: &mut Vec<Block>) {
            for block in blocks {
                if let Block::Chart(chart) = block {
                    (self.0)(chart);
                }
            }
        }
    }
    let mut old = Vec::new();
    let mut note = Charts(|chart: &mut chart::Chart| old.push(chart.table.clone()));
    walk::walk_blocks_mut(&mut note, &mut vec![before.clone()]);
    let mut old = old.into_iter();
    let mut all = vec![block.clone()];
    let mut change = Charts(|chart: &mut chart::Chart| {
        if old.next().as_ref() != Some(&chart.table) {
            write_data(chart);
        }
    });
    walk::walk_blocks_mut(&mut change, &mut all);
    if let Some(changed) = all.pop() {
        *block = changed;
    }
}

fn write_data(chart: &mut chart::Chart) {
    let [Block::Table(table)] = chart.table.as_slice() else {
        return;
    };
    let first = chart.text.lines().next().unwrap_or_default();
    let between = if first.contains(';') { ';' } else { ',' };
    let field = |words: String| match words.contains([between, '"', '\n', ';']) {
        true => format!("\"{}\"", words.replace('"', "\"\"")),
        false => words,
    };
    let mut out = String::new();
    for row in std::iter::once(&table.header).chain(&table.rows) {
        let cells = row.cells.iter().map(|it| field(plain_text(&it.inlines)));
        let cells: Vec<String> = cells.collect();
        out.push_str(&cells.join(&between.to_string()));
        out.push('\n');
    }
    if !chart.text.ends_with('\n') {
        out.pop();
    }
    chart.text = out;
}

/// Calls the notes of a translation as its source does, where both have as many:
/// a label is a name in one file only.
pub fn same_notes(mut translation: Article, source: &Article) -> Article {
    struct Rename(BTreeMap<String, String>);
    impl VisitorMut for Rename {
        fn inlines(&mut self, inlines: &mut Vec<Inline>) {
            for inline in inlines {
                if let Inline::NoteCall(call) = inline
                    && let Some(other) = self.0.get(&call.label)
                {
                    call.label.clone_from(other);
                }
            }
        }
    }
    if translation.notes.len() != source.notes.len() {
        return translation;
    }
    let place = |label: &str| source.notes.iter().position(|it| it.label == label);
    if translation
        .notes
        .iter()
        .all(|note| place(&note.label).is_some())
    {
        // The same labels mean the same notes, in whatever order they stand.
        translation.notes.sort_by_key(|note| place(&note.label));
        return translation;
    }
    let pairs = translation.notes.iter().zip(&source.notes);
    let pairs = pairs.map(|(own, other)| (own.label.clone(), other.label.clone()));
    let mut rename = Rename(pairs.collect());
    for part in &mut translation.parts {
        walk::walk_inlines_mut(&mut rename, &mut part.heading);
        walk::walk_blocks_mut(&mut rename, &mut part.blocks);
        for section in &mut part.sections {
            walk::walk_section_mut(&mut rename, section);
        }
    }
    for (note, other) in translation.notes.iter_mut().zip(&source.notes) {
        note.label.clone_from(&other.label);
        walk::walk_blocks_mut(&mut rename, &mut note.blocks);
    }
    translation
}
