//! What an edition cites, in the order in which its readers meet it.

use std::collections::BTreeSet;

use pamphlet_core::Inline;
use pamphlet_core::edition::Edition;
use pamphlet_core::walk::{self, Visitor};

use crate::draft::Draft;
use crate::notes::NoteNumbers;
use crate::tour;

/// Keys by first citation. A note's citations count where it is first called,
/// as its reader looks there.
pub(crate) fn order(draft: &Draft) -> Vec<String> {
    let mut order = Order {
        edition: &draft.edition,
        notes: &draft.notes,
        read: BTreeSet::new(),
        seen: BTreeSet::new(),
        keys: Vec::new(),
    };
    // The notes at the end of the tour were read at their calls.
    tour::whole(&mut order, &draft.edition);
    order.keys
}

struct Order<'a> {
    edition: &'a Edition,
    notes: &'a NoteNumbers,
    read: BTreeSet<usize>,
    seen: BTreeSet<String>,
    keys: Vec<String>,
}

impl Visitor for Order<'_> {
    fn inline(&mut self, inline: &Inline) {
        if let Inline::Citation(citation) = inline {
            for item in &citation.items {
                if self.seen.insert(item.key.value.clone()) {
                    self.keys.push(item.key.value.clone());
                }
            }
        }
        if let Inline::NoteCall(call) = inline
            && let Some(&number) = self.notes.get(&call.label)
            && self.read.insert(number)
        {
            let edition = self.edition;
            walk::walk_blocks(self, &edition.notes[number - 1].blocks);
        }
        walk::walk_inline(self, inline);
    }
}
