//! Numbers of sections.

use std::collections::BTreeMap;

use pamphlet_core::Section;
use pamphlet_core::edition::{Edition, EditionPartKind};
use pamphlet_core::node::NodeId;
use pamphlet_core::profile::{Numbering, Profile};

/// Numbers the sections of the article's parts, if the profile says so. The
/// count runs on from part to part, so that every number is there once.
pub(crate) fn sections(edition: &mut Edition, profile: &Profile) {
    match profile.numbering {
        Numbering::None => {}
        Numbering::Sections => {
            let paths = positions(edition);
            let written = |path: &[usize]| {
                path.iter()
                    .map(usize::to_string)
                    .collect::<Vec<_>>()
                    .join(".")
            };
            edition
                .facts
                .numbers
                .extend(paths.iter().map(|(id, path)| (*id, written(path))));
        }
    }
}

/// Where each section stands: `[2, 1]` is the first within the second.
pub(crate) fn positions(edition: &Edition) -> BTreeMap<NodeId, Vec<usize>> {
    let mut out = BTreeMap::new();
    let mut before = 0;
    for part in &edition.parts {
        match part.kind {
            EditionPartKind::Article(_) => {
                push(&part.sections, before, &mut Vec::new(), &mut out);
                before += part.sections.len();
            }
            EditionPartKind::Glossary | EditionPartKind::Contact | EditionPartKind::About => {}
        }
    }
    out
}

fn push(
    sections: &[Section],
    before: usize,
    path: &mut Vec<usize>,
    out: &mut BTreeMap<NodeId, Vec<usize>>,
) {
    for (section, number) in sections.iter().zip(before + 1..) {
        path.push(number);
        out.insert(section.meta.id, path.clone());
        push(&section.sections, 0, path, out);
        path.pop();
    }
}
