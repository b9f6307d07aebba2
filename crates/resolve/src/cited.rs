//! What an edition cites, in the order in which its readers meet it.

use std::collections::BTreeSet;

use pamphlet_core::Inline;
use pamphlet_core::edition::Edition;
use pamphlet_core::inline::Citation;
use pamphlet_core::walk::{self, Visitor};

use crate::draft::Draft;
use crate::notes::NoteNumbers;
use crate::{citing, tour};

/// A citation and the number of the note that it stands in.
pub(crate) struct Met {
    pub(crate) citation: Citation,
    pub(crate) note: Option<usize>,
    /// Whether the author wrote that note.
    pub(crate) among: bool,
}

/// The citations in reading order. A note's citations count where it is first
/// called, as its reader looks there.
pub(crate) fn met(draft: &Draft) -> Vec<Met> {
    let mut order = Order {
        edition: &draft.edition,
        notes: &draft.notes,
        read: BTreeSet::new(),
        note: None,
        made: false,
        met: Vec::new(),
    };
    // The notes at the end of the tour were read at their calls.
    tour::main(&mut order, &draft.edition);
    order.met
}

/// Keys by first citation.
pub(crate) fn keys(met: &[Met]) -> Vec<&str> {
    let mut seen = BTreeSet::new();
    let items = met.iter().flat_map(|met| &met.citation.items);
    let keys = items.map(|item| item.key.value.as_str());
    keys.filter(|key| seen.insert(*key)).collect()
}

struct Order<'a> {
    edition: &'a Edition,
    notes: &'a NoteNumbers,
    read: BTreeSet<usize>,
    note: Option<usize>,
    made: bool,
    met: Vec<Met>,
}

impl Visitor for Order<'_> {
    fn inline(&mut self, inline: &Inline) {
        if let Inline::Citation(citation) = inline {
            self.met.push(Met {
                citation: citation.clone(),
                note: self.note,
                among: self.note.is_some() && !self.made,
            });
        }
        if let Inline::NoteCall(call) = inline
            && let Some(&number) = self.notes.get(&call.label)
            && self.read.insert(number)
        {
            let edition = self.edition;
            let around = (self.note.replace(number), self.made);
            self.made = citing::is_made(&call.label);
            walk::walk_blocks(self, &edition.notes[number - 1].blocks);
            (self.note, self.made) = around;
        }
        walk::walk_inline(self, inline);
    }
}
