//! Each character from the right gets a glyph that says it, and no other. Whoever draws words
//! out of a page turns a line from the right round character by character: poppler and pdfium
//! (which Chrome searches with) turn round what one glyph says, and what stands in
//! `/ActualText`, too, and pdf.js does not know `/ActualText`. So the glyphs of a letter with
//! marks say the letter and the marks; what a ligature says beyond its first character is said
//! by glyphs that are not seen ([`crate::unseen`]); and a mark with a glyph of its own, which
//! would be a text beside its word where it is raised, is drawn as a shape, while a glyph that
//! is not seen says it on the line. From the left `/ActualText` is read as it is, but a mark that
//! is set back from the end of its letter is drawn as a shape, too ([`set_back`]). The page looks
//! the same.

use std::ops::Range;

use ttf_parser::{GlyphId, OutlineBuilder};
use typst::layout::{Abs, Em, Frame, FrameItem, Point};
use typst::syntax::Span;
use typst::text::{FontInstance, Glyph, TextItem};
use typst::visualize::{Curve, FillRule, Geometry, Shape};

use crate::whole::{framed, runs_from_right};

/// Whether a frame has a text whose glyphs may say more or less than a character each.
pub(crate) fn are_joined(frame: &Frame) -> bool {
    frame.items().any(|(_, item)| match item {
        FrameItem::Group(group) => are_joined(&group.frame),
        FrameItem::Text(text) => {
            let mut pairs = text.glyphs.windows(2);
            pairs.any(|pair| pair[0].range == pair[1].range) || runs_from_right(text)
        }
        _ => false,
    })
}

/// A frame whose letters are taken apart.
pub(crate) fn apart(frame: &Frame) -> Frame {
    let items: Vec<_> = frame
        .items()
        .flat_map(|(at, item)| match item {
            FrameItem::Group(group) => {
                let mut group = group.clone();
                group.frame = apart(&group.frame);
                vec![(*at, FrameItem::Group(group))]
            }
            FrameItem::Text(text) => {
                let (mut text, mut at) = (text.clone(), *at);
                let backwards = is_backwards(&text);
                if backwards {
                    at.y -= on_the_line(&mut text);
                }
                let marks = match backwards {
                    true => {
                        text.glyphs = one_each(&text);
                        level(&mut text, at)
                    }
                    false => set_back(&mut text, at),
                };
                let text = (at, FrameItem::Text(text));
                std::iter::once(text).chain(marks).collect()
            }
            other => vec![(*at, other.clone())],
        })
        .collect();
    framed(frame, items)
}

/// Whether the glyphs of a text stand against the order of reading.
pub(crate) fn is_backwards(text: &TextItem) -> bool {
    let starts = |glyph: Option<&Glyph>| glyph.map(|it| it.range.start);
    let (first, last) = (starts(text.glyphs.first()), starts(text.glyphs.last()));
    first > last || first == last && runs_from_right(text)
}

/// Moves the glyphs of a text so that letters are at no height, as where a text that was
/// made whole began with a mark; gives how high they were.
fn on_the_line(text: &mut TextItem) -> Abs {
    let letter = text.glyphs.iter().find(|it| it.x_advance != Em::zero());
    let height = letter.map_or(Em::zero(), |it| it.y_offset);
    for glyph in &mut text.glyphs {
        glyph.y_offset -= height;
        if glyph.y_offset.get().abs() < 1e-6 {
            glyph.y_offset = Em::zero();
        }
    }
    height.at(text.size)
}

/// The glyphs of a text from the right, each with what it says.
fn one_each(text: &TextItem) -> Vec<Glyph> {
    let clusters = text.glyphs.chunk_by(|a, b| a.range == b.range);
    clusters
        .flat_map(|cluster| from_right(text, cluster).unwrap_or_else(|| cluster.to_vec()))
        .collect()
}

/// Draws marks of a text from the left as shapes where the last of a letter is set back from
/// the letter's end: whoever reads a page sees a gap there. The letter's glyph says them, too.
fn set_back(text: &mut TextItem, at: Point) -> Vec<(Point, FrameItem)> {
    let mut marks = Vec::new();
    let mut glyphs = Vec::with_capacity(text.glyphs.len());
    let mut end = at.x;
    for cluster in text.glyphs.chunk_by(|a, b| a.range == b.range) {
        let width: Em = cluster.iter().map(|it| it.x_advance).sum();
        end += width.at(text.size);
        let is_set_back = |mark: &Glyph| {
            let advance = text.font.x_advance(mark.id).unwrap_or_default();
            mark.x_offset + advance < -GAP
        };
        match cluster {
            [letter, rest @ .., last] if letter.x_advance == width && is_set_back(last) => {
                glyphs.push(letter.clone());
                for mark in rest.iter().chain([last]) {
                    let place = Point::new(end + mark.x_offset.at(text.size), at.y);
                    marks.extend(shape(text, mark, place));
                }
            }
            _ => glyphs.extend_from_slice(cluster),
        }
    }
    text.glyphs = glyphs;
    marks
}

/// The gap that readers take for a space: a tenth of an em (poppler's `minWordBreakSpace`).
const GAP: Em = Em::new(0.1);

/// A glyph drawn as a shape where its origin is, but for how high it stands.
fn shape(text: &TextItem, glyph: &Glyph, origin: Point) -> Option<(Point, FrameItem)> {
    let shape = Shape {
        geometry: outline(&text.font, glyph.id, text.size)?,
        fill: Some(text.fill.clone()),
        fill_rule: FillRule::NonZero,
        stroke: None,
    };
    let place = Point::new(origin.x, origin.y - glyph.y_offset.at(text.size));
    Some((place, FrameItem::Shape(shape, Span::detached())))
}

/// The glyphs of a cluster from the right with what each of them says; none where that cannot
/// be told. Glyphs that are not seen say what no glyph says.
fn from_right(text: &TextItem, cluster: &[Glyph]) -> Option<Vec<Glyph>> {
    let range = cluster.first()?.range();
    let said = text.text.get(range.clone())?;
    said.chars().nth(1)?;
    let glyphs: Vec<&Glyph> = cluster.iter().rev().collect();
    let ids: Vec<u16> = glyphs.iter().map(|glyph| glyph.id).collect();
    let mut out: Vec<Glyph> = Vec::new();
    for (index, piece) in shares(&text.font, said, &ids)? {
        let mut glyph = match index {
            Some(index) => glyphs[index].clone(),
            None => unseen(out.last().unwrap_or(glyphs[0])),
        };
        glyph.range = narrow(range.start + piece.start)?..narrow(range.start + piece.end)?;
        out.push(glyph);
    }
    out.reverse();
    Some(out)
}

/// What glyphs in the order of reading say of a text: the index of each, and its share.
/// Without an index stands what no glyph says.
fn shares(
    font: &FontInstance,
    said: &str,
    ids: &[u16],
) -> Option<Vec<(Option<usize>, Range<usize>)>> {
    let chars: Vec<(usize, char)> = said.char_indices().collect();
    let end = |index: usize| chars.get(index).map_or(said.len(), |it| it.0);
    let mut out: Vec<(Option<usize>, Range<usize>)> = Vec::new();
    let (mut glyph, mut from) = (0, 0);
    // A glyph that is a character's own says that one. What lies between two of these is
    // shared out one by one.
    let mut share = |glyphs: Range<usize>, from: usize, to: usize| {
        if glyphs.len() > to - from {
            return false;
        }
        let each = glyphs.map(Some).chain(std::iter::repeat(None));
        for (c, glyph) in (from..to).zip(each) {
            // Of two equal letters in one place readers drop one; turned round, both are
            // the same as they were.
            let again = glyph.is_none() && c > from && chars[c].1 == chars[c - 1].1;
            match out.last_mut() {
                Some((None, range)) if again => range.end = end(c + 1),
                _ => out.push((glyph, end(c)..end(c + 1))),
            }
        }
        true
    };
    for (index, id) in ids.iter().enumerate() {
        let Some(own) = chars
            .iter()
            .position(|(_, c)| own_glyph(font, *c) == Some(*id))
        else {
            continue;
        };
        // It stands before something that it is said after.
        if own < from || !share(glyph..index, from, own) || !share(index..index + 1, own, own + 1) {
            return None;
        }
        (glyph, from) = (index + 1, own + 1);
    }
    share(glyph..ids.len(), from, chars.len()).then_some(out)
}

/// A glyph for what no glyph says.
fn unseen(like: &Glyph) -> Glyph {
    Glyph {
        x_advance: Em::zero(),
        x_offset: Em::zero(),
        y_offset: DRAWN,
        ..like.clone()
    }
}

/// Draws the marks of a text from the right as shapes, at any height, and leaves their
/// glyphs on the line, to be set in glyphs that are not seen.
fn level(text: &mut TextItem, at: Point) -> Vec<(Point, FrameItem)> {
    let mut marks = Vec::new();
    let mut right = at.x + text.width();
    // The glyph before in the order of reading, whether it is drawn.
    let mut drawn = false;
    for index in (0..text.glyphs.len()).rev() {
        let shares = |other: Option<usize>| {
            let other = other.and_then(|other| text.glyphs.get(other));
            other.is_some_and(|other| other.range == text.glyphs[index].range)
        };
        let alone = !shares(index.checked_sub(1)) && !shares(Some(index + 1));
        let glyph = &text.glyphs[index];
        right -= glyph.x_advance.at(text.size);
        let is_narrow = alone && glyph.x_advance == Em::zero();
        let place = Point::new(right + glyph.x_offset.at(text.size), at.y);
        let shown = match is_narrow && !is_drawn(glyph) {
            true => shape(text, glyph, place),
            false => None,
        };
        let glyph = &mut text.glyphs[index];
        if let Some(shown) = shown {
            marks.push(shown);
            (glyph.x_offset, glyph.y_offset) = (Em::zero(), DRAWN);
        } else if is_narrow && drawn && is_empty(&text.font, glyph.id) {
            // A text of nothing but this would be overlooked.
            glyph.y_offset = DRAWN;
        }
        drawn = is_drawn(glyph);
    }
    marks
}

/// The height that tells a glyph that is to be set in one that is not seen, since what it
/// says is drawn by another or as a shape: a billionth of an em shows nowhere.
const DRAWN: Em = Em::new(1e-9);

/// Whether what a glyph says is drawn in another way.
pub(crate) fn is_drawn(glyph: &Glyph) -> bool {
    glyph.y_offset == DRAWN
}

/// A character's own glyph.
fn own_glyph(font: &FontInstance, c: char) -> Option<u16> {
    font.ttf().glyph_index(c).map(|glyph| glyph.0)
}

/// Whether a glyph has neither ink nor width.
fn is_empty(font: &FontInstance, glyph: u16) -> bool {
    is_narrow(font, glyph) && font.ttf().glyph_bounding_box(GlyphId(glyph)).is_none()
}

/// Whether a glyph has no width.
fn is_narrow(font: &FontInstance, glyph: u16) -> bool {
    font.ttf().glyph_hor_advance(GlyphId(glyph)) == Some(0)
}

fn narrow(place: usize) -> Option<u16> {
    u16::try_from(place).ok()
}

/// A glyph's outline in a size.
fn outline(font: &FontInstance, glyph: u16, size: Abs) -> Option<Geometry> {
    let mut pen = Pen {
        font,
        size,
        last: Point::zero(),
        curve: Curve::new(),
    };
    font.ttf().outline_glyph(GlyphId(glyph), &mut pen)?;
    Some(Geometry::Curve(pen.curve))
}

struct Pen<'a> {
    font: &'a FontInstance,
    size: Abs,
    last: Point,
    curve: Curve,
}

impl Pen<'_> {
    /// A point of the outline, whose axis points up.
    fn point(&self, x: f32, y: f32) -> Point {
        let length = |units: f32| self.font.to_em(units).at(self.size);
        Point::new(length(x), -length(y))
    }
}

impl OutlineBuilder for Pen<'_> {
    fn move_to(&mut self, x: f32, y: f32) {
        self.last = self.point(x, y);
        self.curve.move_(self.last);
    }

    fn line_to(&mut self, x: f32, y: f32) {
        self.last = self.point(x, y);
        self.curve.line(self.last);
    }

    fn quad_to(&mut self, x1: f32, y1: f32, x: f32, y: f32) {
        let (from, control, to) = (self.last, self.point(x1, y1), self.point(x, y));
        let towards = |end: Point| end + (control - end) * (2.0 / 3.0);
        self.curve.cubic(towards(from), towards(to), to);
        self.last = to;
    }

    fn curve_to(&mut self, x1: f32, y1: f32, x2: f32, y2: f32, x: f32, y: f32) {
        let (first, second, to) = (self.point(x1, y1), self.point(x2, y2), self.point(x, y));
        self.curve.cubic(first, second, to);
        self.last = to;
    }

    fn close(&mut self) {
        self.curve.close();
    }
}
