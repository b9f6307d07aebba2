//! Names for nodes: numbers from 1, each given once.

use pamphlet_core::node::{Meta, NodeId};
use pamphlet_core::walk::{self, VisitorMut};
use pamphlet_core::{Edition, Inline};

use crate::tour;

/// The numbers that are left.
pub(crate) struct Ids {
    last: u32,
}

impl Ids {
    /// The next number.
    pub(crate) fn next(&mut self) -> NodeId {
        self.last += 1;
        NodeId(self.last)
    }

    /// A made node's meta.
    pub(crate) fn made(&mut self) -> Meta {
        Meta {
            id: self.next(),
            ..Meta::made()
        }
    }

    /// Numbers inlines that were made or copied.
    pub(crate) fn inlines(&mut self, mut inlines: Vec<Inline>) -> Vec<Inline> {
        walk::walk_inlines_mut(self, &mut inlines);
        inlines
    }
}

/// The numbers that an edition leaves.
pub(crate) fn left_by(edition: &mut Edition) -> Ids {
    struct Last(u32);
    impl VisitorMut for Last {
        fn meta(&mut self, meta: &mut Meta) {
            self.0 = self.0.max(meta.id.0);
        }
    }
    let mut last = Last(0);
    tour::whole_mut(&mut last, edition);
    tour::facts_mut(&mut last, &mut edition.facts);
    Ids { last: last.0 }
}

impl VisitorMut for Ids {
    fn meta(&mut self, meta: &mut Meta) {
        meta.id = self.next();
    }
}

/// Numbers every node of an edition in reading order; nodes made later take
/// the numbers behind.
pub(crate) fn number(edition: &mut Edition) -> Ids {
    let mut ids = Ids { last: 0 };
    tour::whole_mut(&mut ids, edition);
    ids
}
