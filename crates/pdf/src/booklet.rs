//! Laid-out pages → sheets to be folded: two pages side by side, in the order in
//! which a folded pile is read.

use typst::foundations::{Content, Smart};
use typst::layout::{Abs, Frame, Point, Size};
use typst::model::Document;
use typst_layout::{Page, PagedDocument};

/// Which pages stand side by side on each side of each sheet, by their place in
/// reading order, the left one first: of eight pages the last and the first, the
/// second and the last but one, and so on. None is a blank page. Where a script
/// runs from right to left, so does the booklet.
pub(crate) fn order(pages: usize, right_to_left: bool) -> Vec<[Option<usize>; 2]> {
    let whole = pages.next_multiple_of(4);
    let page = |place: usize| (place < pages).then_some(place);
    let sides = (0..whole / 2).map(|side| {
        let (low, high) = (side, whole - 1 - side);
        // The front of a sheet has the earlier page at the right.
        match (side % 2 == 0) != right_to_left {
            true => [page(high), page(low)],
            false => [page(low), page(high)],
        }
    });
    sides.collect()
}

/// The sheets of a document, without tags: who listens takes its accessible twin.
pub(crate) fn impose(document: &PagedDocument, right_to_left: bool) -> PagedDocument {
    let pages = document.pages();
    let size = pages.first().map_or(Size::zero(), |page| page.frame.size());
    let sheets = order(pages.len(), right_to_left)
        .into_iter()
        .zip(1..)
        .map(|(side, number)| {
            let mut frame = Frame::hard(Size::new(size.x * 2.0, size.y));
            for (place, page) in side.into_iter().enumerate() {
                if let Some(page) = page {
                    let at = Point::with_x(size.x * place as f64);
                    frame.push_frame(at, clipped(&pages[page].frame));
                }
            }
            Page {
                frame,
                bleed: Default::default(),
                fill: Smart::Auto,
                numbering: None,
                supplement: Content::empty(),
                number,
            }
        });
    PagedDocument::new(sheets.collect(), document.info().clone())
}

/// A page whose colour does not reach over the fold.
fn clipped(frame: &Frame) -> Frame {
    let mut frame = frame.clone();
    let size = frame.size();
    debug_assert!(size.x > Abs::zero());
    frame.clip(typst::visualize::Curve::rect(size));
    frame
}

#[cfg(test)]
mod tests {
    use super::*;

    fn shown(pages: usize, right_to_left: bool) -> String {
        let page = |it: Option<usize>| it.map_or("-".into(), |it| (it + 1).to_string());
        let sides = order(pages, right_to_left);
        let sides = sides
            .iter()
            .map(|[a, b]| format!("{} {}", page(*a), page(*b)));
        sides.collect::<Vec<_>>().join(" | ")
    }

    #[test]
    fn a_folded_pile_reads_in_order() {
        assert_eq!(shown(8, false), "8 1 | 2 7 | 6 3 | 4 5");
        assert_eq!(shown(4, false), "4 1 | 2 3");
    }

    #[test]
    fn what_is_missing_to_a_multiple_of_four_is_blank_at_the_end() {
        assert_eq!(shown(1, false), "- 1 | - -");
        assert_eq!(shown(6, false), "- 1 | 2 - | 6 3 | 4 5");
    }

    #[test]
    fn a_booklet_from_right_to_left_opens_at_the_other_side() {
        assert_eq!(shown(4, true), "1 4 | 3 2");
    }
}
