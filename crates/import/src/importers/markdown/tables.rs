//! Grid tables, simple and multiline tables of pandoc as rows with bars.

use super::blocks::Convert;
use super::marks::is_delimiter_row;
use super::source::Line;
use super::spans;
use crate::report::{Kind, Place};

/// Lines that one table may have.
const LINES: usize = 5_000;

/// Rows of cells; the first is the header.
struct Found {
    rows: Vec<Vec<String>>,
    taken: usize,
    headless: bool,
    /// A cell held more than a paragraph.
    flattened: bool,
}

/// Converts a table that starts at a line. Gives the lines taken.
pub fn block(convert: &mut Convert, lines: &[Line], at: usize, starts: bool) -> Option<usize> {
    let line = &lines[at];
    let bare = line.text.trim();
    if starts && let Some(taken) = caption_above(convert, lines, at) {
        return Some(taken);
    }
    let lower = bare.get(..6).map(str::to_ascii_lowercase);
    if starts && lower.as_deref() == Some("table:") && at > 0 {
        let words = spans::line(convert, line.at, bare[6..].trim());
        convert.lose(line.at, 95, "`Table:` is the mark of a caption", "Table");
        convert.emit(line.at, &format!(": {words}"));
        return Some(1);
    }
    let found = if is_grid_rule(bare) {
        grid(&lines[at..])?
    } else if starts {
        simple(&lines[at..])?
    } else {
        return pipe(convert, lines, at);
    };
    let width = found.rows.iter().map(Vec::len).max()?;
    convert.say(line.at, "a table of pandoc has bars between its cells now");
    if found.headless {
        let message = "the table marks no header row: its first row is taken for one";
        convert.report.say(Place(line.at), Kind::Table, 60, message);
        convert.gap(line.at);
        convert.emit(line.at, &super::todo(message));
    }
    if found.flattened {
        let message = "the paragraphs of a cell stand in one line now";
        convert
            .report
            .say(Place(line.at), Kind::Converted, 70, message);
    }
    convert.gap(line.at);
    for (i, row) in found.rows.iter().enumerate() {
        let cells: Vec<String> = (0..width)
            .map(|i| row.get(i).map(String::as_str).unwrap_or_default())
            .map(|cell| {
                let cell = spans::line(convert, line.at, cell).replace("\\\n", " ");
                cell.replace('|', "\\|")
            })
            .collect();
        convert.emit(line.at, &format!("| {} |", cells.join(" | ")));
        if i == 0 {
            convert.emit(line.at, &format!("|{}", "---|".repeat(width)));
        }
    }
    if let Some(caption) = convert.caption.take() {
        convert.emit(caption.at, &caption.text);
        convert.gap(line.at);
    }
    if lines
        .get(at + found.taken)
        .is_some_and(|it| !it.text.trim().is_empty() && !it.text.trim().starts_with(':'))
    {
        convert.gap(line.at);
    }
    Some(found.taken)
}

/// A table with bars: its caption may have stood above it.
fn pipe(convert: &mut Convert, lines: &[Line], at: usize) -> Option<usize> {
    let line = &lines[at];
    let next = lines
        .get(at + 1)
        .map(|it| it.text.trim())
        .unwrap_or_default();
    let last = !next.contains('|') && line.text.contains('|');
    if last
        && convert.caption.is_some()
        && convert.out.last().is_some_and(|it| it.text.contains('|'))
    {
        let text = spans::line(convert, line.at, &line.text);
        convert.emit(line.at, &text);
        if let Some(caption) = convert.caption.take() {
            convert.emit(caption.at, &caption.text);
            convert.gap(line.at);
        }
        return Some(1);
    }
    None
}

/// `Table: words` or `: words` before a table.
fn caption_above(convert: &mut Convert, lines: &[Line], at: usize) -> Option<usize> {
    let line = &lines[at];
    let bare = line.text.trim();
    let worded = bare
        .get(..6)
        .is_some_and(|it| it.eq_ignore_ascii_case("table:"));
    let words = match worded {
        true => bare[6..].trim(),
        false => bare.strip_prefix(": ")?.trim(),
    };
    let blank = lines[at + 1..]
        .iter()
        .take_while(|it| it.text.trim().is_empty())
        .count();
    if blank == 0 {
        return None;
    }
    let next = lines.get(at + 1 + blank)?.text.trim();
    let second = lines
        .get(at + 2 + blank)
        .map(|it| it.text.trim())
        .unwrap_or_default();
    let table = is_grid_rule(next)
        || (next.contains('|') && is_delimiter_row(second))
        || columns(second).is_some_and(|it| it.len() > 1);
    // A caption may belong to the table before it.
    let before = convert
        .out
        .iter()
        .rev()
        .find(|it| !it.text.trim().is_empty());
    let behind = before.is_some_and(|it| it.text.trim().starts_with('|'));
    if !table || behind || convert.caption.is_some() {
        return None;
    }
    let text = spans::line(convert, line.at, words);
    if worded {
        convert.lose(line.at, 95, "`Table:` is the mark of a caption", "Table");
    }
    convert.caption = Some(Line::new(line.at, format!(": {text}")));
    Some(1)
}

fn is_grid_rule(bare: &str) -> bool {
    bare.len() > 3
        && bare.starts_with('+')
        && bare.ends_with('+')
        && bare.bytes().all(|b| matches!(b, b'+' | b'-' | b'=' | b':'))
}

fn is_rule(bare: &str) -> bool {
    bare.len() > 2 && bare.bytes().all(|b| b == b'-')
}

/// `+---+---+`: columns are cut where the rules have a plus.
fn grid(lines: &[Line]) -> Option<Found> {
    let rows: Vec<Vec<char>> = lines
        .iter()
        .take(LINES)
        .map(|it| it.text.trim())
        .take_while(|it| it.starts_with(['+', '|']))
        .map(|it| it.chars().collect())
        .collect();
    let first = rows.first()?;
    let cuts: Vec<usize> = (0..first.len()).filter(|i| first[*i] == '+').collect();
    if cuts.len() < 2 || rows.len() < 3 {
        return None;
    }
    let mut out: Vec<Vec<String>> = Vec::new();
    let mut cells = vec![Vec::<String>::new(); cuts.len() - 1];
    let (mut heads, mut flattened, mut any) = (None, false, false);
    for row in &rows[1..] {
        let text: String = row.iter().collect();
        if is_grid_rule(&text) {
            if any {
                let joined = cells.iter_mut().map(|it| {
                    flattened |= it
                        .iter()
                        .any(|line| line.is_empty() || line.starts_with("- "));
                    let lines: Vec<String> = std::mem::take(it)
                        .into_iter()
                        .filter(|it| !it.is_empty())
                        .collect();
                    lines
                        .join(" ")
                        .replace(" - ", "; ")
                        .trim_start_matches("- ")
                        .to_owned()
                });
                out.push(joined.collect());
            }
            if text.contains('=') && heads.is_none() {
                heads = Some(out.len());
            }
            any = false;
            continue;
        }
        any = true;
        // Wide letters may shift bars: where they do not fit, bars divide.
        let fits = cuts
            .iter()
            .all(|i| row.get(*i).is_some_and(|c| matches!(c, '|' | '+')));
        let parts: Vec<String> = match fits {
            true => cuts
                .windows(2)
                .map(|it| row[it[0] + 1..it[1]].iter().collect())
                .collect(),
            false => text
                .trim_matches('|')
                .split('|')
                .map(str::to_owned)
                .collect(),
        };
        for (i, part) in parts.iter().enumerate() {
            let at = i.min(cells.len() - 1);
            cells[at].push(part.trim().to_owned());
        }
    }
    if any {
        out.push(
            cells
                .into_iter()
                .map(|it| it.join(" ").trim().to_owned())
                .collect(),
        );
    }
    // Several header rows are one.
    if let Some(heads) = heads.filter(|it| *it > 1 && *it <= out.len()) {
        let more: Vec<Vec<String>> = out.drain(1..heads).collect();
        for row in more {
            for (cell, more) in out[0].iter_mut().zip(row) {
                cell.push(' ');
                cell.push_str(&more);
            }
        }
    }
    let silent = out
        .first()
        .is_none_or(|row| row.iter().all(|it| it.trim().is_empty()));
    (!silent).then_some(Found {
        headless: heads.is_none(),
        rows: out,
        taken: rows.len(),
        flattened,
    })
}

/// The columns of a line of dashes: start and end in characters.
fn columns(line: &str) -> Option<Vec<(usize, usize)>> {
    let line = line.trim_end();
    if !line.contains("--") || !line.chars().all(|c| c == '-' || c == ' ') {
        return None;
    }
    let mut out: Vec<(usize, usize)> = Vec::new();
    let mut open = None;
    for (i, c) in line.chars().chain([' ']).enumerate() {
        match (c, open) {
            ('-', None) => open = Some(i),
            (' ', Some(start)) => {
                out.push((start, i));
                open = None;
            }
            _ => {}
        }
    }
    Some(out)
}

fn cut(line: &str, columns: &[(usize, usize)]) -> Vec<String> {
    let chars: Vec<char> = line.trim_end().chars().collect();
    let count = columns.len();
    columns
        .iter()
        .enumerate()
        .map(|(i, _)| {
            // Words belong to the column whose dashes they stand above or below.
            let start = if i == 0 {
                0
            } else {
                edge(&chars, columns[i - 1].1, columns[i].0)
            };
            let end = if i + 1 == count {
                chars.len()
            } else {
                edge(&chars, columns[i].1, columns[i + 1].0)
            };
            let part = chars.get(start.min(chars.len())..end.min(chars.len()));
            part.map(|it| it.iter().collect::<String>().trim().to_owned())
                .unwrap_or_default()
        })
        .collect()
}

/// Where two columns part: at a space between their dashes.
fn edge(chars: &[char], from: usize, to: usize) -> usize {
    (from..=to)
        .find(|i| chars.get(*i).is_none_or(|c| *c == ' '))
        .unwrap_or(to)
}

/// Simple tables (a row a line) and multiline tables (blank lines part rows).
fn simple(lines: &[Line]) -> Option<Found> {
    let text = |i: usize| lines.get(i).map(|it| it.text.as_str());
    let framed = is_rule(text(0)?.trim()) && text(0)?.len() > 8;
    let rule = lines
        .iter()
        .take(if framed { 12 } else { 2 })
        .skip(usize::from(framed))
        .position(|it| columns(&it.text).is_some_and(|it| it.len() > 1))
        .map(|it| it + usize::from(framed));
    let headless = text(0).and_then(columns).is_some_and(|it| it.len() > 1);
    let rule = if headless { 0 } else { rule? };
    if !headless && (rule == 0 || text(rule - 1)?.trim().is_empty()) {
        return None;
    }
    let columns = columns(text(rule)?)?;
    let mut heads = vec![String::new(); columns.len()];
    for i in usize::from(framed)..rule {
        for (cell, more) in heads.iter_mut().zip(cut(text(i)?, &columns)) {
            if !more.is_empty() {
                cell.push_str(if cell.is_empty() { "" } else { " " });
                cell.push_str(&more);
            }
        }
    }
    let mut rows: Vec<Vec<String>> = Vec::new();
    let mut fresh = true;
    let mut taken = rule + 1;
    let mut closed = false;
    for line in lines.iter().skip(rule + 1).take(LINES) {
        let bare = line.text.trim();
        let ends =
            is_rule(bare) || self::columns(&line.text).is_some_and(|it| it.len() == columns.len());
        if ends {
            taken += 1;
            closed = true;
            break;
        }
        if bare.is_empty() {
            if !framed && !headless {
                break;
            }
            fresh = true;
            taken += 1;
            continue;
        }
        taken += 1;
        let cells = cut(&line.text, &columns);
        match rows.last_mut().filter(|_| framed && !fresh) {
            Some(last) => {
                for (cell, more) in last.iter_mut().zip(cells) {
                    if !more.is_empty() {
                        cell.push_str(if cell.is_empty() { "" } else { " " });
                        cell.push_str(&more);
                    }
                }
            }
            None => rows.push(cells),
        }
        fresh = false;
    }
    if (framed || headless) && !closed || rows.is_empty() {
        return None;
    }
    if !headless {
        rows.insert(0, heads);
    }
    let said = rows[0].iter().any(|it| !it.is_empty());
    said.then_some(Found {
        rows,
        taken,
        headless,
        flattened: false,
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::importers::markdown::source::lines;

    #[test]
    fn words_of_a_simple_table_stand_in_their_columns() {
        let text = "  Time      Dose\n-------  -------\nMorning   10 mg\nNoon       5 mg\n\nx";
        let found = simple(&lines(text)).unwrap();
        let expected = [["Time", "Dose"], ["Morning", "10 mg"], ["Noon", "5 mg"]];
        assert_eq!(found.rows, expected);
        assert_eq!(found.taken, 4);
    }

    #[test]
    fn rows_of_a_multiline_table_go_on_over_lines() {
        let text = "---------------------\nTime     Dose\n\
                    -------  ------------\nMorning  ten\n         mg\n\nNoon     five\n---------------------\n";
        let found = simple(&lines(text)).unwrap();
        let expected = [["Time", "Dose"], ["Morning", "ten mg"], ["Noon", "five"]];
        assert_eq!(found.rows, expected);
    }

    #[test]
    fn a_grid_is_cut_at_its_pluses() {
        let text = "+------+-----+\n| Time | Dose|\n+======+=====+\n| Noon | 5   |\n|      | mg  |\n+------+-----+\n";
        let found = grid(&lines(text)).unwrap();
        assert_eq!(found.rows, [["Time", "Dose"], ["Noon", "5 mg"]]);
        assert!(!found.headless);
    }
}
