//! Values of charts are data: an edition prints them as its language writes numbers,
//! in the table as in the picture.

use pamphlet_core::Inline;
use pamphlet_core::block::Block;
use pamphlet_core::edition::Edition;
use pamphlet_core::language::Language;
use pamphlet_core::number::Number;
use pamphlet_core::span::Span;
use pamphlet_core::walk::VisitorMut;

use crate::tour;

/// Writes the values below charts as the edition's language does.
pub(crate) fn print(edition: &mut Edition) {
    let mut print = Print(edition.language.clone());
    tour::whole_mut(&mut print, edition);
}

struct Print(Language);

impl VisitorMut for Print {
    fn blocks(&mut self, blocks: &mut Vec<Block>) {
        for block in blocks.iter_mut() {
            if let Block::Chart(chart) = block {
                for table in &mut chart.table {
                    self.table(table);
                }
            }
        }
    }
}

impl Print {
    fn table(&self, block: &mut Block) {
        let Block::Table(table) = block else {
            return;
        };
        let rows = table.rows.iter_mut();
        // The first column names its row.
        for cell in rows.flat_map(|row| row.cells.iter_mut().skip(1)) {
            if let [Inline::Text(text)] = cell.inlines.as_mut_slice()
                && let Ok(number) = Number::read(&text.text)
            {
                let printed = number.printed(&self.0);
                if printed != text.text {
                    text.text = printed;
                    // These words stand nowhere in the source.
                    text.meta.span = Span::NONE;
                }
            }
        }
    }
}
