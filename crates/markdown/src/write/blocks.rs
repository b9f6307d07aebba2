//! Blocks as Markdown.

use pamphlet_core::block::{
    Alignment, Block, Callout, Caption, Figure, List, ListItem, Step, Table, TermList,
};
use pamphlet_core::chart::Chart;
use pamphlet_core::node::{Attributes, Meta};

use super::{attributes, inlines};

/// Blocks with an empty line between them.
pub fn write(blocks: &[Block]) -> String {
    join(blocks, "\n\n")
}

fn join(blocks: &[Block], between: &str) -> String {
    let mut out = String::new();
    let mut last_list: Option<(bool, bool)> = None;
    for (i, block) in blocks.iter().enumerate() {
        if let Some(before) = i.checked_sub(1).map(|p| &blocks[p]) {
            out.push_str(if runs_on(before, block) {
                "\n\n"
            } else {
                between
            });
        }
        // Lists of one kind that follow each other take different marks.
        let list = match block {
            Block::List(list) => {
                let ordered = list.start.is_some();
                let other = last_list.is_some_and(|(o, other)| o == ordered && !other);
                Some((ordered, other))
            }
            _ => None,
        };
        out.push_str(&one(block, list.is_some_and(|(_, other)| other)));
        last_list = list;
    }
    out
}

/// Whether the lines of a block would join those of the one before it.
fn runs_on(before: &Block, block: &Block) -> bool {
    let lines = match block {
        Block::Paragraph(_)
        | Block::TermList(_)
        | Block::Table(_)
        | Block::Figure(_)
        | Block::Math(_) => true,
        Block::List(list) => !interrupts(list),
        _ => false,
    };
    lines && !is_closed(before)
}

/// Whether a line behind a block cannot be one more line of it.
fn is_closed(block: &Block) -> bool {
    let ends = |blocks: &[Block]| blocks.last().is_none_or(is_closed);
    match block {
        Block::Code(_)
        | Block::Break(_)
        | Block::Comment(_)
        | Block::KeyPoint(_)
        | Block::Steps(_)
        | Block::Questions(_)
        | Block::Actions(_)
        | Block::Use(_) => true,
        Block::Chart(chart) => chart.caption.is_none(),
        Block::List(list) => list.items.last().is_none_or(|item| ends(&item.blocks)),
        Block::Quote(quote) => ends(&quote.blocks),
        Block::Callout(callout) => ends(&callout.blocks),
        Block::Pair(pair) => ends(&pair.second),
        Block::Paragraph(_)
        | Block::TermList(_)
        | Block::Table(_)
        | Block::Figure(_)
        | Block::Math(_) => false,
    }
}

/// Whether a list may follow a paragraph without an empty line.
fn interrupts(list: &List) -> bool {
    let words = list
        .items
        .first()
        .is_some_and(|item| !item.blocks.is_empty());
    words && list.start.is_none_or(|start| start == 1)
}

fn one(block: &Block, other_marks: bool) -> String {
    match block {
        Block::Paragraph(n) => inlines::line(&n.inlines),
        Block::List(n) => list(n, other_marks),
        Block::TermList(n) => term_list(n),
        Block::Quote(n) => quote("", &write(&n.blocks)),
        Block::Callout(n) => callout(n),
        Block::KeyPoint(n) => fenced("key-point", &n.meta, &[write(&n.blocks)]),
        Block::Steps(n) => fenced(
            "steps",
            &n.meta,
            &[write(&n.lead), steps(&n.items, Some(n.start))],
        ),
        Block::Questions(n) => fenced(
            "questions",
            &n.meta,
            &[write(&n.lead), prompts(&n.items, n.start)],
        ),
        Block::Actions(n) => fenced(
            "actions",
            &n.meta,
            &[write(&n.lead), prompts(&n.items, n.start)],
        ),
        Block::Table(n) => table(n),
        Block::Figure(n) => figure(n),
        Block::Math(n) => inlines::math(n),
        Block::Chart(n) => chart(n),
        Block::Code(n) => {
            let language = n.language.as_deref().unwrap_or("");
            let braces = attributes::write(&n.meta.attributes, None);
            code(format!("{language} {braces}").trim(), &n.text)
        }
        Block::Break(_) => "***".to_owned(),
        Block::Use(n) => fenced(&format!("use {}", n.name.value), &n.meta, &[]),
        Block::Comment(n) => format!("<!--{}-->", n.text),
        Block::Pair(n) => format!("{}\n\n{}", write(&n.first), write(&n.second)),
    }
}

/// Puts a mark before the first line and spaces before all others.
pub fn hang(mark: &str, indent: usize, text: &str) -> String {
    let space = " ".repeat(indent);
    let mut out = String::from(mark);
    for (i, line) in text.split('\n').enumerate() {
        if i > 0 {
            out.push('\n');
            if !line.is_empty() {
                out.push_str(&space);
            }
        }
        out.push_str(line);
    }
    match text.is_empty() {
        true => out.trim_end().to_owned(),
        false => out,
    }
}

fn item(mark: &str, text: &str) -> String {
    hang(mark, mark.len(), text)
}

fn list(n: &List, other_marks: bool) -> String {
    let between = if n.tight { "\n" } else { "\n\n" };
    let items: Vec<String> = n
        .items
        .iter()
        .enumerate()
        .map(|(i, entry)| {
            let mark = mark(
                n.start.map(|start| start.saturating_add(i as u32)),
                other_marks,
            );
            list_item(&mark, entry, between)
        })
        .collect();
    not_a_rule(items).join(between)
}

fn mark(number: Option<u32>, other_marks: bool) -> String {
    match (number, other_marks) {
        (None, false) => "- ".to_owned(),
        (None, true) => "+ ".to_owned(),
        (Some(n), false) => format!("{n}. "),
        (Some(n), true) => format!("{n}) "),
    }
}

/// Items with stars for bullets, where a line of bullets would be a rule.
fn not_a_rule(items: Vec<String>) -> Vec<String> {
    let rule = |item: &String| {
        let line = item.lines().next().unwrap_or("");
        line.matches('-').count() > 2 && line.trim_matches(['-', ' ']).is_empty()
    };
    match items.iter().any(rule) {
        true => items.iter().map(|i| i.replacen('-', "*", 1)).collect(),
        false => items,
    }
}

fn list_item(mark: &str, entry: &ListItem, between: &str) -> String {
    let text = join(&entry.blocks, between);
    let task = match entry.task {
        None => "",
        Some(true) => "[x] ",
        Some(false) => "[ ] ",
    };
    hang(&format!("{mark}{task}"), mark.len(), &text)
}

/// Whether items need no empty line within or between them.
fn is_close(blocks: &[Block]) -> bool {
    match blocks {
        [] | [_] => true,
        [Block::Paragraph(_), Block::List(list)] => interrupts(list),
        _ => false,
    }
}

fn prompts(items: &[ListItem], start: Option<u32>) -> String {
    let tight = items.iter().all(|entry| is_close(&entry.blocks));
    let list_of = List {
        meta: Meta::made(),
        start,
        tight,
        items: items.to_vec(),
    };
    list(&list_of, false)
}

fn steps(items: &[Step], start: Option<u32>) -> String {
    fn is_flat(step: &Step) -> bool {
        step.blocks.len() < 2
    }
    let between = match items.iter().all(is_flat) {
        true => "\n",
        false => "\n\n",
    };
    let written: Vec<String> = items
        .iter()
        .enumerate()
        .map(|(i, step)| {
            let mark = mark(start.map(|start| start.saturating_add(i as u32)), false);
            let mut text = join(&step.blocks, "\n\n");
            if let Some(branch) = step.branches.first() {
                // An item without words cannot follow a paragraph.
                let bare = branch.blocks.is_empty() && branch.branches.is_empty();
                if !step.blocks.is_empty() {
                    text.push_str(if bare { "\n\n" } else { between });
                }
                text.push_str(&steps(&step.branches, step.ordered.then_some(1)));
            }
            item(&mark, &text)
        })
        .collect();
    not_a_rule(written).join(between)
}

fn term_list(n: &TermList) -> String {
    let items: Vec<String> = n
        .items
        .iter()
        .map(|entry| {
            let mut parts = vec![inlines::line(&entry.term)];
            let descriptions = entry.descriptions.iter();
            parts.extend(descriptions.map(|d| item(": ", &write(d))));
            parts.join("\n\n")
        })
        .collect();
    items.join("\n\n")
}

fn quote(first: &str, text: &str) -> String {
    let mut lines: Vec<String> = Vec::new();
    if !first.is_empty() {
        lines.push(format!("> {first}"));
    }
    if !text.is_empty() || first.is_empty() {
        lines.extend(text.split('\n').map(|line| match line.is_empty() {
            true => ">".to_owned(),
            false => format!("> {line}"),
        }));
    }
    lines.join("\n")
}

fn callout(n: &Callout) -> String {
    let title = inlines::line(&n.title);
    if n.meta.attributes.is_empty() {
        let mark = format!("[!{}] {title}", n.kind.name().to_uppercase());
        return quote(mark.trim_end(), &write(&n.blocks));
    }
    let name = format!("{} {title}", n.kind.name());
    fenced(name.trim_end(), &n.meta, &[write(&n.blocks)])
}

/// A `:::` block, with more colons than any block within it.
fn fenced(name: &str, meta: &Meta, parts: &[String]) -> String {
    let parts: Vec<&str> = parts
        .iter()
        .map(String::as_str)
        .filter(|p| !p.is_empty())
        .collect();
    let body = parts.join("\n\n");
    let colons = |line: &str| {
        let bare = line.trim_start_matches([' ', '>', '-', '+']);
        bare.len() - bare.trim_start_matches(':').len()
    };
    let within = body.lines().map(colons).max().unwrap_or(0);
    let fence = ":".repeat((within + 1).max(3));
    let mut out = format!("{fence} {name}");
    if !meta.attributes.is_empty() {
        out.push(' ');
        out.push_str(&attributes::write(&meta.attributes, None));
    }
    if !body.is_empty() {
        out.push('\n');
        out.push_str(&body);
    }
    out.push('\n');
    out.push_str(&fence);
    out
}

fn table(n: &Table) -> String {
    let row = |cells: Vec<String>| {
        let cells: Vec<String> = cells
            .into_iter()
            .map(|cell| match cell.is_empty() {
                true => " ".to_owned(),
                false => format!(" {cell} "),
            })
            .collect();
        format!("|{}|", cells.join("|"))
    };
    let words = |cells: &[pamphlet_core::block::Cell]| -> Vec<String> {
        cells
            .iter()
            .map(|cell| inlines::cell(&cell.inlines))
            .collect()
    };
    let rule = n.columns.iter().map(|column| match column {
        Alignment::Start => "---".to_owned(),
        Alignment::Center => ":-:".to_owned(),
        Alignment::End => "--:".to_owned(),
    });
    let mut lines = vec![row(words(&n.header.cells)), row(rule.collect())];
    lines.extend(n.rows.iter().map(|r| row(words(&r.cells))));
    let table = lines.join("\n");
    match caption(n.caption.as_ref(), &n.meta.attributes) {
        Some(caption) => format!("{table}\n\n{caption}"),
        None => table,
    }
}

fn caption(caption: Option<&Caption>, attributes: &Attributes) -> Option<String> {
    let words = caption.map(|c| inlines::line(&c.inlines));
    let braces = attributes::write(attributes, None);
    let parts: Vec<String> = words
        .into_iter()
        .chain([braces])
        .filter(|p| !p.is_empty())
        .collect();
    (!parts.is_empty()).then(|| format!(": {}", parts.join(" ")))
}

fn figure(n: &Figure) -> String {
    let written = n.caption.as_ref().map(|c| inlines::line(&c.inlines));
    let (title, below) = match n.caption_is_title {
        true => (written, None),
        false => (None, written),
    };
    let image = inlines::image(&n.alt, &n.source.value, title.as_deref());
    let braces = attributes::write(&n.meta.attributes, None);
    match below {
        Some(below) => format!("{image}{braces}\n: {below}"),
        None => format!("{image}{braces}"),
    }
}

fn chart(n: &Chart) -> String {
    let braces = attributes::write(&n.meta.attributes, None);
    let data = code(format!("chart {} {braces}", n.kind).trim(), &n.text);
    match &n.caption {
        Some(caption) => format!("{data}\n\n: {}", inlines::line(&caption.inlines)),
        None => data,
    }
}

fn code(info: &str, text: &str) -> String {
    // Behind a fence of ticks there can be none.
    let mark = if info.contains('`') { '~' } else { '`' };
    let runs = text.lines().map(|line| {
        let bare = line.trim_start();
        bare.len() - bare.trim_start_matches(mark).len()
    });
    let length = (runs.max().unwrap_or(0) + 1).max(3);
    let fence = mark.to_string().repeat(length);
    let between = if info.starts_with(mark) { " " } else { "" };
    format!("{fence}{between}{info}\n{text}{fence}")
}
