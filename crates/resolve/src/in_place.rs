//! What can be read in place: the entries behind each citation.

use std::collections::BTreeMap;

use pamphlet_core::edition::Edition;
use pamphlet_core::node::NodeId;

/// Writes down for each citation all entries that it cites, also those within a
/// range of numbers.
pub(crate) fn sources(edition: &mut Edition) {
    let mut sources: BTreeMap<NodeId, Vec<NodeId>> = BTreeMap::new();
    let entries = edition.parts.iter().flat_map(|part| &part.bibliography);
    for entry in entries {
        for citation in &entry.cited_by {
            sources.entry(*citation).or_default().push(entry.meta.id);
        }
    }
    edition.facts.sources = sources;
}
