//! Pieces as the tree of an article.

use pamphlet_core::article::{Article, Part};
use pamphlet_core::block::Block;
use pamphlet_core::node::Meta;

use crate::Options;
use crate::draft::Body;
use crate::shape::Shape;

/// Builds the article. The shape's pieces are used up.
pub fn build(shape: &mut Shape, options: &Options) -> Article {
    let parts = std::mem::take(&mut shape.parts);
    let part = |it: crate::shape::PartPieces| Part {
        meta: Meta::made(),
        kind: it.kind,
        heading: it.heading,
        blocks: it
            .pieces
            .into_iter()
            .filter_map(|piece| match piece.body {
                Body::Line(line) => Some(Block::made(line.words)),
                Body::Block(block) => Some(block),
                Body::Heading(_) | Body::Items(_) => None,
            })
            .collect(),
        sections: Vec::new(),
    };
    Article {
        slug: options.slug.clone(),
        front: std::mem::take(&mut shape.front),
        parts: parts.into_iter().map(part).collect(),
        notes: std::mem::take(&mut shape.notes),
    }
}
