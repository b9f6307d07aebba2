//! Data in a fenced block: ```` ```chart bar ````. It is read as comma-separated
//! values (RFC 4180; a semicolon separates where the first line has one), and
//! becomes a table beside what is drawn.

use std::ops::Range;

use csv_core::{ReadFieldResult, ReaderBuilder};
use pamphlet_core::block::{Alignment, Block, Cell, CodeBlock, Row, Table};
use pamphlet_core::chart::{Chart, ChartData, ChartKind};
use pamphlet_core::diagnostic::{Diagnostic, nearest};
use pamphlet_core::inline::{Inline, Text};
use pamphlet_core::limits;
use pamphlet_core::node::{Attributes, Meta};
use pamphlet_core::number::{NoNumber, Number, is_digit};
use pamphlet_core::span::Span;

/// The first word behind the fence of a chart.
pub const CHART: &str = "chart";

/// A value of the data: its words, and where they stand.
struct Field {
    text: String,
    span: Span,
    /// Whether the words stand there byte for byte.
    exact: bool,
}

impl Field {
    fn cell(&self) -> Cell {
        let inlines = match (self.text.is_empty(), self.exact) {
            (true, _) => Vec::new(),
            (false, true) => vec![Inline::Text(Text {
                meta: Meta::at(self.span),
                text: self.text.clone(),
            })],
            (false, false) => vec![Inline::made(self.text.clone())],
        };
        Cell {
            meta: Meta::at(self.span),
            inlines,
        }
    }
}

/// Reads a code block as a chart; `word` is what stands behind `chart`.
pub fn read(code: CodeBlock, word: &str, faults: &mut Vec<Diagnostic>) -> Chart {
    let place = code.meta.span;
    let kind = kind(word, place, faults);
    let lines = fields(&code.text, code.text_span, place);
    let before = faults.len();
    let data = data(&lines, kind, place, faults);
    let whole = faults.len() == before;
    Chart {
        kind,
        caption: None,
        table: match whole {
            true => vec![Block::Table(table(&lines, place))],
            false => Vec::new(),
        },
        data,
        text: code.text,
        text_span: code.text_span,
        meta: code.meta,
    }
}

fn kind(word: &str, place: Span, faults: &mut Vec<Diagnostic>) -> ChartKind {
    if let Some(kind) = ChartKind::named(word) {
        return kind;
    }
    let names = ChartKind::ALL.map(ChartKind::name);
    let message = match word.is_empty() {
        true => "this chart does not say how it is drawn".to_owned(),
        false => format!("there is no chart `{word}`"),
    };
    let hint = match nearest(word, names) {
        Some(near) => format!("did you mean `{near}`?"),
        None => format!("write one of {} behind `chart`", names.join(", ")),
    };
    faults.push(Diagnostic::error("chart-kind", place, message).hint(hint));
    ChartKind::Bar
}

/// The values by line; empty lines are none.
fn fields(text: &str, span: Span, place: Span) -> Vec<Vec<Field>> {
    let first = text.lines().find(|line| !line.trim().is_empty());
    let delimiter = match first.is_some_and(|line| line.contains(';')) {
        true => b';',
        false => b',',
    };
    let mut reader = ReaderBuilder::new().delimiter(delimiter).build();
    let mut lines = Vec::new();
    let mut line = Vec::new();
    let (mut at, mut start) = (0, 0);
    let mut words = Vec::new();
    let mut out = [0; 1024];
    loop {
        let (result, read, written) = reader.read_field(&text.as_bytes()[at..], &mut out);
        at += read;
        words.extend_from_slice(&out[..written]);
        match result {
            // The end of the text ends the last value with the next call.
            ReadFieldResult::InputEmpty | ReadFieldResult::OutputFull => {}
            ReadFieldResult::Field { record_end } => {
                line.push(field(text, &words, start..at, span, place));
                words.clear();
                start = at;
                if record_end {
                    lines.push(std::mem::take(&mut line));
                }
            }
            ReadFieldResult::End => break,
        }
    }
    lines.retain(|line: &Vec<Field>| line.iter().any(|field| !field.text.is_empty()));
    lines
}

/// A value; `range` are the bytes of the text that were read for it.
fn field(text: &str, words: &[u8], range: Range<usize>, span: Span, place: Span) -> Field {
    // The bytes are those of a text, so they are whole characters.
    let words = String::from_utf8_lossy(words);
    let trimmed = words.trim();
    let raw = text.get(range.clone()).unwrap_or("");
    let found = raw.find(trimmed).filter(|_| !trimmed.is_empty());
    match found.map(|i| range.start + i) {
        Some(start) if !span.is_none() => Field {
            text: trimmed.to_owned(),
            span: span.slice(start..start + trimmed.len()),
            exact: true,
        },
        Some(_) | None => Field {
            text: trimmed.split_whitespace().collect::<Vec<_>>().join(" "),
            span: if span.is_none() {
                place
            } else {
                span.slice(range)
            },
            exact: false,
        },
    }
}

fn data(
    lines: &[Vec<Field>],
    kind: ChartKind,
    place: Span,
    faults: &mut Vec<Diagnostic>,
) -> ChartData {
    let Some((header, rows)) = lines.split_first().filter(|(_, rows)| !rows.is_empty()) else {
        let fault = Diagnostic::error("chart-data", place, "this chart has no data");
        faults.push(fault.hint("write a line of names, then a line a row: `Age,Value`, `20,5.4`"));
        return ChartData::default();
    };
    size(header, rows, kind, place, faults);
    let mut data = ChartData {
        series: header.iter().skip(1).map(|it| it.text.clone()).collect(),
        rows: Vec::new(),
    };
    for row in rows {
        let at = row.first().map_or(place, |field| field.span);
        if row.len() != header.len() {
            let message = format!(
                "this row has {} values and the first line {}",
                row.len(),
                header.len()
            );
            let fault = Diagnostic::error("chart-data", at, message);
            faults.push(fault.hint(match row.len() > header.len() && has_decimals(row) {
                true => "a comma parts values here: write numbers without one (`5.4`, `1200`), or part values by semicolons in every line",
                false => "give every row a value for each name; put words that have a comma in quotation marks",
            }));
            continue;
        }
        let values = row.iter().skip(1);
        values.clone().for_each(|field| value(field, kind, faults));
        let name = row.first().map_or("", |field| &field.text).to_owned();
        data.rows
            .push((name, values.map(|it| it.text.clone()).collect()));
    }
    if kind == ChartKind::Icons {
        icons(rows, faults);
    }
    data
}

/// Whether a value of a row may be the decimals of the one before it.
fn has_decimals(row: &[Field]) -> bool {
    let figures = |field: &Field| {
        let text = field.text.trim_start_matches(['-', '−', '+']);
        !text.is_empty() && text.chars().all(is_digit)
    };
    let mut pairs = row.windows(2).skip(1);
    pairs.any(|pair| pair.iter().all(figures))
}

/// Whether there is as much as can be drawn, and not more.
fn size(
    header: &[Field],
    rows: &[Vec<Field>],
    kind: ChartKind,
    place: Span,
    faults: &mut Vec<Diagnostic>,
) {
    let series = header.len().saturating_sub(1);
    let mut fault = |message: String, hint: String| {
        faults.push(Diagnostic::error("chart-data", place, message).hint(hint));
    };
    match kind {
        ChartKind::Icons if series != 2 => fault(
            format!("icons need two numbers a row, and the first line names {series}"),
            "name three columns: `Effect,Number,Out of`".into(),
        ),
        ChartKind::Icons => {}
        ChartKind::Bar | ChartKind::Line | ChartKind::Dot => {
            if !(1..=limits::CHART_SERIES).contains(&series) {
                fault(
                    format!("this chart has {series} columns of values"),
                    format!("give it 1 to {}, or make it a table", limits::CHART_SERIES),
                );
            }
        }
    }
    if rows.len() > limits::CHART_ROWS {
        fault(
            format!("this chart has {} rows", rows.len()),
            format!("draw at most {}, or make it a table", limits::CHART_ROWS),
        );
    }
    if kind == ChartKind::Line && rows.len() < 2 {
        fault(
            "a line needs two rows".into(),
            "add a row, or write `chart bar`".into(),
        );
    }
}

fn value(field: &Field, kind: ChartKind, faults: &mut Vec<Diagnostic>) {
    let written = &field.text;
    let mut fault = |message: String, hint: &str| {
        faults.push(Diagnostic::error("chart-value", field.span, message).hint(hint));
    };
    match Number::read(written) {
        Err(NoNumber::Words) => fault(
            format!("`{written}` is no number that can be drawn"),
            "write figures with a decimal mark only (1200, 1.2), and units in the first line",
        ),
        Err(NoNumber::Ambiguous(whole, parted)) => fault(
            format!("`{written}` is {whole} in some countries and {parted} in others"),
            &format!(
                "write `{whole}` or `{parted}`; it is printed as the article's language has it"
            ),
        ),
        Ok(number) if number.value() < 0.0 && kind == ChartKind::Bar => fault(
            format!("a bar cannot be {written} long"),
            "draw values below zero with `chart dot` or `chart line`",
        ),
        Ok(number) if kind == ChartKind::Icons && number.count().is_none() => fault(
            format!("`{written}` is no whole number"),
            "icons count whole people: write `7` and `100`",
        ),
        Ok(_) => {}
    }
}

/// Icons compare only if every row has as many.
fn icons(rows: &[Vec<Field>], faults: &mut Vec<Diagnostic>) {
    let mut first = None;
    for row in rows {
        let [_, filled, whole] = &row[..] else {
            continue;
        };
        let count = |field: &Field| Number::read(&field.text).ok()?.count();
        let (Some(part), Some(all)) = (count(filled), count(whole)) else {
            continue;
        };
        let fault = if part > all {
            Some((format!("{part} is more than {all}"), "write the part first"))
        } else if all == 0 || all > limits::CHART_ICONS {
            let most = limits::CHART_ICONS;
            let message = format!("{all} icons cannot be drawn: 1 to {most} can");
            Some((message, "use a smaller whole, such as 100"))
        } else if all != *first.get_or_insert(all) {
            let message = "these rows count out of different numbers".to_owned();
            Some((
                message,
                "give every row the same whole, so that they compare",
            ))
        } else {
            None
        };
        if let Some((message, hint)) = fault {
            faults.push(Diagnostic::error("chart-value", whole.span, message).hint(hint));
        }
    }
}

/// The data for those who read it: the first column names its row.
fn table(lines: &[Vec<Field>], place: Span) -> Table {
    let row = |fields: &Vec<Field>| Row {
        meta: Meta::at(place),
        cells: fields.iter().map(Field::cell).collect(),
    };
    let mut rows = lines.iter().map(row);
    let header = rows.next().unwrap_or(Row {
        meta: Meta::at(place),
        cells: Vec::new(),
    });
    let columns = (0..header.cells.len()).map(|column| match column {
        0 => Alignment::Start,
        _ => Alignment::End,
    });
    Table {
        meta: Meta::with(
            place,
            Attributes {
                classes: vec!["row-headers".into()],
                ..Attributes::default()
            },
        ),
        caption: None,
        columns: columns.collect(),
        header,
        rows: rows.collect(),
    }
}
