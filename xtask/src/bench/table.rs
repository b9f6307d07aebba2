//! The table of figures and targets.

use std::fmt;

/// What a figure must keep.
#[derive(Debug, Clone, Copy)]
pub enum Bound {
    /// It must not be larger.
    Most(f64),
    /// It must not be smaller.
    Least(f64),
    /// It is only told.
    None,
}

/// One figure.
#[derive(Debug)]
pub struct Row {
    /// What is measured.
    pub name: &'static str,
    /// Our measurement with its unit.
    pub ours: String,
    /// The peer's measurement, if there is a peer.
    pub theirs: String,
    /// What the bound is about: mostly the ratio of the two.
    pub value: f64,
    /// The target.
    pub bound: Bound,
}

/// All figures of a run.
#[derive(Debug, Default)]
pub struct Table {
    rows: Vec<Row>,
}

impl Row {
    fn kept(&self) -> bool {
        match self.bound {
            Bound::Most(most) => self.value <= most,
            Bound::Least(least) => self.value >= least,
            Bound::None => true,
        }
    }
}

impl Table {
    /// A table without rows.
    pub fn new() -> Self {
        Self::default()
    }

    /// Adds a figure.
    pub fn push(&mut self, row: Row) {
        self.rows.push(row);
    }

    /// How many figures miss their target.
    pub fn missed(&self) -> usize {
        self.rows.iter().filter(|row| !row.kept()).count()
    }
}

impl fmt::Display for Table {
    fn fmt(&self, out: &mut fmt::Formatter) -> fmt::Result {
        let (name, ours, theirs) = ("figure", "pamphlet", "peer");
        writeln!(
            out,
            "{name:<46}{ours:>16}{theirs:>18}{:>9}  target",
            "value"
        )?;
        for row in &self.rows {
            let Row {
                name,
                ours,
                theirs,
                value,
                ..
            } = row;
            let target = match row.bound {
                Bound::Most(most) => format!("≤ {most}"),
                Bound::Least(least) => format!("≥ {least}"),
                Bound::None => "–".to_string(),
            };
            let verdict = if row.kept() { "" } else { "  MISSED" };
            writeln!(
                out,
                "{name:<46}{ours:>16}{theirs:>18}{value:>9.2}  {target}{verdict}"
            )?;
        }
        Ok(())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn row(value: f64, bound: Bound) -> Row {
        Row {
            name: "time",
            ours: "1 ms".into(),
            theirs: "2 ms".into(),
            value,
            bound,
        }
    }

    #[test]
    fn a_missed_target_is_counted_and_shown() {
        let mut table = Table::new();
        table.push(row(0.35, Bound::Most(0.35)));
        table.push(row(0.94, Bound::Least(0.95)));
        table.push(row(9.0, Bound::None));
        assert_eq!(table.missed(), 1);
        let text = table.to_string();
        assert!(
            text.lines()
                .nth(2)
                .unwrap()
                .ends_with("0.94  ≥ 0.95  MISSED"),
            "{text}"
        );
        assert_eq!(text.matches("MISSED").count(), 1);
    }

    #[test]
    fn a_figure_that_is_no_number_misses_its_target() {
        let mut table = Table::new();
        table.push(row(f64::NAN, Bound::Most(1.0)));
        table.push(row(f64::NAN, Bound::Least(1.0)));
        assert_eq!(table.missed(), 2);
    }
}
