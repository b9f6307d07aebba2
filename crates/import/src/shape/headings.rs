//! Headings without marks, levels without gaps, and sentences set apart.

mod doubts;
mod key_points;
mod unmarked;

use crate::draft::Body;
use crate::report::SURE;
use crate::shape::Shape;

/// Finds headings and key points.
pub fn find(shape: &mut Shape) {
    let bodies = shape.parts.iter().flat_map(|part| &part.pieces);
    let marked = bodies.clone().any(|it| matches!(it.body, Body::Heading(_)));
    let strong = bodies.filter(|it| matches!(&it.body, Body::Line(line) if line.strong));
    let strong = strong.take(2).count() > 1;
    for part in &mut shape.parts {
        let trust = match (marked, strong) {
            (false, false) => unmarked::Trust::Lines,
            _ => unmarked::Trust::Bold,
        };
        for found in unmarked::find(part, trust) {
            let piece = &mut part.pieces[found.index];
            if found.confidence < SURE {
                piece.todos.push(found.todo);
            }
            let decision =
                crate::Decision::new(piece.place, found.kind, found.confidence, found.message);
            shape.report.add(decision.dropping(&found.dropped));
        }
    }
    doubts::report(shape);
    key_points::find(shape);
}
