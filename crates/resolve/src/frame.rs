//! What stands before the first part: title, subtitle, what the leaflet is for,
//! the one thing to remember, and what to do in an emergency.

use pamphlet_core::Inline;
use pamphlet_core::block::{Block, Callout, CalloutKind};
use pamphlet_core::edition::Edition;
use pamphlet_core::front::Front;
use pamphlet_core::node::{Meta, NodeId};

use crate::{Input, made};

/// Roles of the opening's blocks, in the order in which they stand. They are
/// written down when the blocks have their ids.
const ROLES: [&str; 3] = ["purpose", "main-message", "urgent-help"];

/// Fills title, subtitle and opening from the front matter.
pub(crate) fn open(input: &Input, edition: &mut Edition) {
    let Front {
        title, subtitle, ..
    } = &input.article.front;
    let written = title.as_ref().filter(|t| t.value == edition.metadata.title);
    edition.title = match written {
        Some(title) => vec![made::text(input.sources, title)],
        None => vec![Inline::made(&*edition.metadata.title)],
    };
    if let Some(subtitle) = subtitle.as_ref().filter(|s| !s.value.is_empty()) {
        edition.subtitle = vec![made::text(input.sources, subtitle)];
    }
    edition.opening = opening(input, edition).into_iter().flatten().collect();
}

/// The blocks of each role.
fn opening(input: &Input, edition: &Edition) -> [Vec<Block>; ROLES.len()] {
    let Front {
        purpose,
        main_message,
        urgent_help,
        ..
    } = &input.article.front;
    let paragraphs = |value: &Option<_>| match value {
        Some(value) => made::paragraphs(input.sources, value),
        None => Vec::new(),
    };
    let help = paragraphs(urgent_help);
    let callout = (!help.is_empty()).then(|| {
        Block::Callout(Callout {
            meta: Meta::made(),
            kind: CalloutKind::Important,
            title: vec![Inline::made(edition.words.urgent_help)],
            blocks: help,
        })
    });
    [
        paragraphs(purpose),
        paragraphs(main_message),
        callout.into_iter().collect(),
    ]
}

/// Writes down which block says what.
pub(crate) fn roles(input: &Input, edition: &mut Edition) {
    let groups = opening(input, edition);
    let names = ROLES
        .iter()
        .zip(&groups)
        .flat_map(|(role, blocks)| blocks.iter().map(|_| *role));
    let ids: Vec<NodeId> = edition
        .opening
        .iter()
        .map(|block| block.meta().id)
        .collect();
    edition.facts.roles.extend(ids.into_iter().zip(names));
}
