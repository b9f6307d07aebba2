//! Tables: rows of cells between bars or tabs, ended by the first line that is
//! no row.

use pamphlet_core::block::{Alignment, Table};
use pamphlet_core::inline::Inline;

use crate::importers::clip::lines::Raw;
use crate::importers::clip::links;
use crate::report::Place;
use crate::shape::tables;

/// Cells of a row that are still read apart.
const MOST: usize = 60;

/// A table found.
pub struct Found {
    /// The table.
    pub block: Table,
    /// Its number of columns.
    pub columns: usize,
    /// Whether a rule stands below its header.
    pub ruled: bool,
    /// How sure it is that these lines are one.
    pub confidence: u8,
    /// Rows that had too many or too few cells.
    pub faults: Vec<(Place, String)>,
    /// What to look at.
    pub todos: Vec<String>,
}

/// The table that the first line opens, with how many lines it has.
pub fn table(lines: &[Raw]) -> Option<(Found, usize)> {
    let [head, second, ..] = lines else {
        return None;
    };
    let bar = match (head.text.contains('|'), head.text.contains('\t')) {
        (true, _) => '|',
        (false, true) => '\t',
        (false, false) => return None,
    };
    let header = cells(&head.text, bar);
    let columns = header.len();
    let rule = rule(&second.text, bar).filter(|rule| rule.len() == columns);
    if !(2..=MOST).contains(&columns) || header.iter().all(|cell| cell.is_empty()) {
        return None;
    }
    let ruled = rule.is_some();
    let mut used = 1 + usize::from(ruled);
    let mut rows = Vec::new();
    while let Some(line) = lines.get(used) {
        let found = cells(&line.text, bar);
        let is_row = line.text.contains(bar) && (ruled || found.len() == columns);
        let next_table = lines
            .get(used + 1)
            .is_some_and(|next| self::rule(&next.text, bar).is_some());
        if !is_row || next_table || (line.after_blank && found.len() != columns) {
            break;
        }
        rows.push((line.place, found));
        used += 1;
    }
    if rows.is_empty() {
        return None;
    }
    let mut faults = Vec::new();
    let mut all = vec![header.iter().map(|cell| words(cell)).collect()];
    for (place, row) in rows {
        let row = even(row, columns, bar, place, &mut faults);
        all.push(row.iter().map(|cell| words(cell)).collect());
    }
    let todos = match (ruled, faults.is_empty()) {
        (true, true) => Vec::new(),
        (true, false) => vec![
            "compare this table with its source: rows had other numbers of cells than its header"
                .to_owned(),
        ],
        (false, _) => {
            vec!["these lines were read as a table; look whether they are one".to_owned()]
        }
    };
    let alignments = rule.unwrap_or_default();
    let found = Found {
        block: tables::table(all, alignments),
        columns,
        ruled,
        confidence: if ruled { 98 } else { 75 },
        faults,
        todos,
    };
    Some((found, used))
}

fn words(cell: &str) -> Vec<Inline> {
    match cell.is_empty() {
        true => Vec::new(),
        false => links::inlines(cell),
    }
}

fn cells(line: &str, bar: char) -> Vec<&str> {
    let line = match bar {
        '|' => {
            let line = line.strip_prefix('|').unwrap_or(line);
            line.strip_suffix('|').unwrap_or(line)
        }
        _ => line,
    };
    line.split(bar).map(str::trim).collect()
}

/// The rule below a header: `---|:-:|--:`.
fn rule(line: &str, bar: char) -> Option<Vec<Alignment>> {
    if bar != '|' || !line.contains('-') {
        return None;
    }
    let align = |cell: &str| {
        let dashes = cell.trim_matches(':');
        if dashes.is_empty() || dashes.bytes().any(|c| c != b'-') {
            return None;
        }
        Some(match (cell.starts_with(':'), cell.ends_with(':')) {
            (true, true) => Alignment::Center,
            (false, true) => Alignment::End,
            _ => Alignment::Start,
        })
    };
    cells(line, bar).into_iter().map(align).collect()
}

/// A row with as many cells as the header; no word is lost.
fn even(
    row: Vec<&str>,
    columns: usize,
    bar: char,
    place: Place,
    faults: &mut Vec<(Place, String)>,
) -> Vec<String> {
    let given = row.len();
    let mut row: Vec<String> = row.into_iter().map(str::to_owned).collect();
    if given != columns {
        faults.push((
            place,
            format!("this row has {given} cells, its header {columns}; it was made even"),
        ));
    }
    let more = row.split_off(row.len().min(columns));
    let between = if bar == '|' { " | " } else { " " };
    for cell in more.iter().filter(|cell| !cell.is_empty()) {
        if let Some(last) = row.last_mut() {
            last.push_str(between);
            last.push_str(cell);
        }
    }
    row.resize(columns, String::new());
    row
}
