//! Equations in rows and columns: matrices, cases, aligned lines.

use pulldown_latex::event::{ArrayColumn, ColumnAlignment, EnvironmentFlow, Event, Grouping, Line};

use super::{Cursor, Fault};
use crate::emit::code::Code;

/// Rows of cells, each the code of a sequence.
type Rows = Vec<Vec<Code>>;

impl Cursor<'_> {
    pub(super) fn matrix(&mut self, grouping: &Grouping, code: &mut Code) -> Result<(), Fault> {
        let align = match grouping {
            Grouping::Array(columns) => array_alignment(columns)?,
            Grouping::Matrix { alignment } | Grouping::SubArray { alignment } => *alignment,
            _ => ColumnAlignment::Center,
        };
        let rows = self.rows()?;
        code.raw("math.mat(delim: none, align: ");
        code.raw(match align {
            ColumnAlignment::Left => "left",
            ColumnAlignment::Center => "center",
            ColumnAlignment::Right => "right",
        });
        for row in rows {
            code.raw(", (");
            for cell in row {
                code.raw("{");
                code.append(cell);
                code.raw("}, ");
            }
            code.raw(")");
        }
        code.raw(")");
        Ok(())
    }

    pub(super) fn cases(&mut self, left: bool, code: &mut Code) -> Result<(), Fault> {
        let rows = self.rows()?;
        code.raw("math.cases(reverse: ");
        code.boolean(!left);
        for row in rows {
            code.raw(", {");
            aligned(row, code);
            code.raw("}");
        }
        code.raw(")");
        Ok(())
    }

    pub(super) fn lines(&mut self, code: &mut Code) -> Result<(), Fault> {
        let rows = self.rows()?;
        code.raw("{");
        for (i, row) in rows.into_iter().enumerate() {
            if i > 0 {
                code.raw("linebreak();");
            }
            aligned(row, code);
        }
        code.raw("}");
        Ok(())
    }

    /// All rows up to the end of the group.
    fn rows(&mut self) -> Result<Rows, Fault> {
        let mut rows = vec![vec![]];
        loop {
            let mut cell = Code::default();
            self.sequence(&mut cell)?;
            if let Some(row) = rows.last_mut() {
                row.push(cell);
            }
            match self.next() {
                Some(Event::EnvironmentFlow(EnvironmentFlow::Alignment)) => {}
                Some(Event::EnvironmentFlow(EnvironmentFlow::NewLine {
                    horizontal_lines, ..
                })) => {
                    no_lines(horizontal_lines)?;
                    rows.push(vec![]);
                }
                Some(Event::EnvironmentFlow(EnvironmentFlow::StartLines { lines })) => {
                    no_lines(lines)?;
                    // They come before the first cell, which is still to be read.
                    rows = vec![vec![]];
                }
                Some(Event::End) => break,
                _ => return Err(Fault::Syntax("a group is not closed".into())),
            }
        }
        // A line break behind the last row starts none.
        if rows
            .last()
            .is_some_and(|row| row.len() == 1 && row[0].here() == 0)
        {
            rows.pop();
        }
        Ok(rows)
    }
}

fn aligned(row: Vec<Code>, code: &mut Code) {
    for (i, cell) in row.into_iter().enumerate() {
        if i > 0 {
            code.raw("align-mark;");
        }
        code.append(cell);
    }
}

fn no_lines(lines: &[Line]) -> Result<(), Fault> {
    match lines.is_empty() {
        true => Ok(()),
        false => Err(Fault::Unsupported("lines in an array")),
    }
}

fn array_alignment(columns: &[ArrayColumn]) -> Result<ColumnAlignment, Fault> {
    let mut alignment = None;
    for column in columns {
        match column {
            ArrayColumn::Column(this) => match alignment {
                None => alignment = Some(*this),
                Some(first) if first == *this => {}
                Some(_) => alignment = Some(ColumnAlignment::Center),
            },
            ArrayColumn::Separator(_) => return Err(Fault::Unsupported("lines in an array")),
        }
    }
    Ok(alignment.unwrap_or(ColumnAlignment::Center))
}
