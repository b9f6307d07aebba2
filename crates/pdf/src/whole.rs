//! Letters made whole: Typst sets a mark that stands higher or lower than its
//! letter as a text of its own, which says the whole letter again (typst-layout
//! groups glyphs by their vertical offset). Whoever reads the file, by ear or by
//! search, would get the letter twice. Here such texts become one again, in which
//! the mark has its offset; the page looks the same.

use typst::layout::{Abs, Em, Frame, FrameItem, Point};
use typst::model::Document;
use typst::text::TextItem;
use typst_layout::{Page, PagedDocument};

/// The document with whole letters; itself where every letter is.
pub(crate) fn letters(document: PagedDocument) -> PagedDocument {
    let pages = document.pages();
    if !pages.iter().any(|page| is_torn(&page.frame)) {
        return document;
    }
    let mended = pages.iter().map(|page| Page {
        frame: mended(&page.frame),
        ..page.clone()
    });
    PagedDocument::new(mended.collect(), document.info().clone())
}

/// Whether a frame has a letter in two texts.
fn is_torn(frame: &Frame) -> bool {
    let mut last: Option<&(Point, FrameItem)> = None;
    for item in frame.items() {
        match &item.1 {
            FrameItem::Group(group) if is_torn(&group.frame) => return true,
            FrameItem::Text(text) => {
                if let Some((_, FrameItem::Text(before))) = last
                    && order(before, text).is_some()
                {
                    return true;
                }
                last = Some(item);
            }
            // Lines under words stand between their pieces.
            FrameItem::Shape(..) => {}
            _ => last = None,
        }
    }
    false
}

fn mended(frame: &Frame) -> Frame {
    let mut out: Vec<(Point, FrameItem)> = Vec::new();
    let mut last: Option<usize> = None;
    for (at, item) in frame.items() {
        let item = match item {
            FrameItem::Group(group) => {
                let mut group = group.clone();
                group.frame = mended(&group.frame);
                FrameItem::Group(group)
            }
            other => other.clone(),
        };
        match item {
            FrameItem::Text(text) => {
                let joined = last.and_then(|index| match &out[index] {
                    (place, FrameItem::Text(before)) => {
                        let whole = join(before, *place, &text, *at)?;
                        Some((index, (*place, FrameItem::Text(whole))))
                    }
                    _ => None,
                });
                match joined {
                    Some((index, whole)) => out[index] = whole,
                    None => {
                        last = Some(out.len());
                        out.push((*at, FrameItem::Text(text)));
                    }
                }
            }
            FrameItem::Shape(..) => out.push((*at, item)),
            other => {
                last = None;
                out.push((*at, other));
            }
        }
    }
    let mut whole = Frame::new(frame.size(), frame.kind());
    if frame.has_baseline() {
        whole.set_baseline(frame.baseline());
    }
    whole.push_multiple(out);
    whole
}

/// In which order two neighbouring texts say their words.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Order {
    /// The left one first.
    LeftToRight,
    /// The right one first.
    RightToLeft,
}

/// The order of two texts that share the letter at which they meet; none where they
/// share none, or look different.
fn order(left: &TextItem, right: &TextItem) -> Option<Order> {
    let (a, b) = (left.glyphs.last()?, right.glyphs.first()?);
    let alike = left.font == right.font
        && left.size == right.size
        && left.fill == right.fill
        && left.stroke == right.stroke
        && left.lang == right.lang
        && left.region == right.region;
    let (shared, again) = (left.text.get(a.range())?, right.text.get(b.range())?);
    // The same bytes of the same word: a letter that stands there twice differs.
    if !alike || a.span != b.span || shared != again {
        return None;
    }
    let fits = left.text.len() + right.text.len() <= usize::from(u16::MAX);
    if !fits {
        return None;
    }
    let ends = |text: &TextItem, end: usize| end == text.text.len();
    if ends(left, a.range().end) && b.range().start == 0 {
        return Some(Order::LeftToRight);
    }
    (a.range().start == 0 && ends(right, b.range().end)).then_some(Order::RightToLeft)
}

/// Two texts as one, at the place of the left one.
fn join(left: &TextItem, at: Point, right: &TextItem, then: Point) -> Option<TextItem> {
    let order = order(left, right)?;
    let shared = left.glyphs.last()?.range().len();
    let (mut whole, rise) = (left.clone(), em(at.y - then.y, left.size));
    let (first, second) = match order {
        Order::LeftToRight => (left, right),
        Order::RightToLeft => (right, left),
    };
    whole.text = first.text.clone();
    whole.text.push_str(second.text.get(shared..)?);
    let shift = u16::try_from(first.text.len() - shared).ok()?;
    let moved = |range: &std::ops::Range<u16>| range.start + shift..range.end + shift;
    if order == Order::RightToLeft {
        for glyph in &mut whole.glyphs {
            glyph.range = moved(&glyph.range);
        }
    }
    // Words are apart where the frame says so, not where the advances end.
    let gap = em(then.x - at.x - left.width(), left.size);
    if let Some(last) = whole.glyphs.last_mut() {
        last.x_advance += gap;
    }
    for glyph in &right.glyphs {
        let mut glyph = glyph.clone();
        glyph.y_offset += rise;
        if order == Order::LeftToRight {
            glyph.range = moved(&glyph.range);
        }
        whole.glyphs.push(glyph);
    }
    Some(whole)
}

fn em(length: Abs, size: Abs) -> Em {
    Em::from_abs(length, size)
}
