//! Letters made whole: Typst sets a mark that stands higher or lower than its
//! letter as a text of its own, which says the whole letter again (typst-layout
//! groups glyphs by their vertical offset). Whoever reads the file, by ear or by
//! search, would get the letter twice. Here such texts become one again, in which
//! the mark has its offset; the page looks the same.
//!
//! And signs that tell only how a line is set are taken out: who copies an address or looks for a
//! unit or a telephone number has none of them.
//!
//! And runs put in order: of a run of words from the right Typst says the pieces from
//! left to right. Here they stand in the order in which they are read, a word by
//! itself; nothing moves on the page.

use std::collections::{HashMap, HashSet};

use ecow::EcoString;
use typst::layout::{Abs, Dir, Em, Frame, FrameItem, Point};
use typst::model::Document;
use typst::text::{FontInstance, Glyph, TextItem};
use typst_layout::{Page, PagedDocument};
use unicode_bidi::{BidiClass, bidi_class};

use crate::letters::{apart, are_joined, is_drawn};
use crate::unseen::Unseen;

/// Signs that tell only how a line is set: where it does not break, and which words run
/// which way in it.
const SETTING: [char; 8] = [
    '\u{200b}', '\u{2060}', '\u{2066}', '\u{2067}', '\u{2068}', '\u{2069}', '\u{202c}', '\u{202d}',
];

/// The document with whole letters and lines in their order; itself where all are.
pub(crate) fn letters(document: PagedDocument) -> PagedDocument {
    let pages = document.pages();
    let wanting =
        |page: &Page| is_torn(&page.frame) || has_settings(&page.frame) || are_joined(&page.frame);
    if !pages.iter().any(wanting) {
        return document;
    }
    let whole = pages.iter().map(|page| apart(&mended(&page.frame)));
    let whole: Vec<Frame> = whole.collect();
    let mut glyphs = Glyphs::default();
    whole.iter().for_each(|frame| glyphs.of(frame));
    let mut unseen = Unseen::default();
    let mended = pages.iter().zip(&whole).map(|(page, whole)| Page {
        frame: by_word(whole, &glyphs, &mut unseen),
        ..page.clone()
    });
    PagedDocument::new(mended.collect(), document.info().clone())
}

/// What each glyph of a document says.
#[derive(Default)]
struct Glyphs {
    says: HashMap<(FontInstance, u16), EcoString>,
    /// Those that do not always say the same.
    several: HashSet<(FontInstance, u16)>,
}

impl Glyphs {
    fn of(&mut self, frame: &Frame) {
        for (_, item) in frame.items() {
            match item {
                FrameItem::Group(group) => self.of(&group.frame),
                FrameItem::Text(text) => {
                    for glyph in text.glyphs.iter().filter(|glyph| !is_drawn(glyph)) {
                        let says: EcoString = text.text.get(glyph.range()).unwrap_or("").into();
                        let key = (text.font.clone(), glyph.id);
                        match self.says.get(&key) {
                            Some(known) if *known != says => _ = self.several.insert(key),
                            Some(_) => {}
                            None => _ = self.says.insert(key, says),
                        }
                    }
                }
                _ => {}
            }
        }
    }
}

/// A frame whose texts from the right are taken apart into words.
fn by_word(frame: &Frame, glyphs: &Glyphs, unseen: &mut Unseen) -> Frame {
    let items = frame.items().flat_map(|(at, item)| match item {
        FrameItem::Group(group) => {
            let mut group = group.clone();
            group.frame = by_word(&group.frame, glyphs, unseen);
            vec![(*at, FrameItem::Group(group))]
        }
        FrameItem::Text(text) => words(text, *at, glyphs, unseen),
        other => vec![(*at, other.clone())],
    });
    framed(frame, items)
}

/// Items in a frame like another one.
pub(crate) fn framed(like: &Frame, items: impl IntoIterator<Item = (Point, FrameItem)>) -> Frame {
    let mut frame = Frame::new(like.size(), like.kind());
    if like.has_baseline() {
        frame.set_baseline(like.baseline());
    }
    frame.push_multiple(items);
    frame
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
        let (at, item) = match item {
            FrameItem::Group(group) => {
                let mut group = group.clone();
                group.frame = mended(&group.frame);
                (*at, FrameItem::Group(group))
            }
            other => (*at, other.clone()),
        };
        match item {
            FrameItem::Text(text) => {
                let text = unset(text);
                if text.glyphs.is_empty() {
                    continue;
                }
                let joined = last.and_then(|index| match &out[index] {
                    (place, FrameItem::Text(before)) => {
                        let whole = join(before, *place, &text, at)
                            .or_else(|| spaced(before, *place, &text, at))?;
                        Some((index, (*place, FrameItem::Text(whole))))
                    }
                    _ => None,
                });
                match joined {
                    Some((index, whole)) => out[index] = whole,
                    None => {
                        last = Some(out.len());
                        out.push((at, FrameItem::Text(text)));
                    }
                }
            }
            FrameItem::Shape(..) => out.push((at, item)),
            other => {
                last = None;
                out.push((at, other));
            }
        }
    }
    in_order(&mut out);
    framed(frame, out)
}

/// Whether a frame has signs that tell only how a line is set.
fn has_settings(frame: &Frame) -> bool {
    frame.items().any(|(_, item)| match item {
        FrameItem::Group(group) => has_settings(&group.frame),
        FrameItem::Text(text) => text.text.contains(SETTING),
        _ => false,
    })
}

/// A text without the signs that tell only how a line is set, whose glyphs show nothing.
fn unset(mut text: TextItem) -> TextItem {
    if !text.text.contains(SETTING) {
        return text;
    }
    let before = |byte: u16| {
        let start = text.text.get(..byte.into()).unwrap_or("");
        let signs = start.matches(SETTING).map(str::len).sum::<usize>();
        byte - u16::try_from(signs).unwrap_or(0)
    };
    for glyph in &mut text.glyphs {
        glyph.range = before(glyph.range.start)..before(glyph.range.end);
    }
    text.glyphs.retain(|glyph| !glyph.range.is_empty());
    text.text = text.text.as_str().replace(SETTING, "").into();
    text
}

/// Whether the first word of a text runs from the right. Figures run from the left.
pub(crate) fn runs_from_right(text: &TextItem) -> bool {
    // Before Hebrew no letter does.
    if text.text.chars().all(|c| c < '\u{590}') {
        return false;
    }
    let strong = text.text.chars().find(|c| is_strong(*c));
    strong.is_some_and(|c| matches!(bidi_class(c), BidiClass::R | BidiClass::AL))
}

/// Whether a character runs one way wherever it stands: a letter or a digit, not `½`.
fn is_strong(c: char) -> bool {
    use BidiClass::{AL, AN, EN, L, R};
    matches!(bidi_class(c), L | R | AL | EN | AN)
}

/// Puts the pieces of a run from the right, which stand from left to right, in the
/// order in which they are read. The runs of a line are in that order. Lines under
/// words stand between their pieces, and stay where they are.
fn in_order(items: &mut [(Point, FrameItem)]) {
    let mut run: Vec<usize> = Vec::new();
    for index in 0..items.len() {
        match &items[index].1 {
            FrameItem::Shape(..) => {}
            FrameItem::Text(_) => {
                let goes_on = run
                    .last()
                    .is_some_and(|last| follows(&items[*last], &items[index]));
                if !goes_on {
                    reverse(items, &run);
                    run.clear();
                }
                run.push(index);
            }
            _ => {
                reverse(items, &run);
                run.clear();
            }
        }
    }
    reverse(items, &run);
}

/// Reverses the items at some places.
fn reverse(items: &mut [(Point, FrameItem)], places: &[usize]) {
    for (first, last) in places
        .iter()
        .zip(places.iter().rev())
        .take(places.len() / 2)
    {
        items.swap(*first, *last);
    }
}

/// Whether two neighbours are pieces of one run from the right.
fn follows(left: &(Point, FrameItem), right: &(Point, FrameItem)) -> bool {
    let ((at, FrameItem::Text(first)), (then, FrameItem::Text(second))) = (left, right) else {
        return false;
    };
    let signs = |text: &TextItem| text.text.chars().all(|c| !is_strong(c));
    let from_right = |text: &TextItem| runs_from_right(text) || signs(text);
    // Which way signs run is told by where they were written.
    let backwards = said_later(first, second)
        .unwrap_or_else(|| runs_from_right(first) || runs_from_right(second));
    backwards
        && from_right(first)
        && from_right(second)
        && first.size == second.size
        && (at.x + first.width() - then.x).abs() < Abs::pt(0.05)
        && (at.y - then.y).abs() < first.size
}

/// Whether of two texts the first stands behind the second in the emitted source; none
/// where one is made by the template.
fn said_later(first: &TextItem, second: &TextItem) -> Option<bool> {
    let ((span, at), (other, then)) = (first.glyphs.first()?.span, second.glyphs.first()?.span);
    let file = span.id()?;
    (other.id() == Some(file)).then(|| (span.into_raw(), at) > (other.into_raw(), then))
}

/// How far apart stand glyphs that start at one place, in points: more than readers take for one place
/// where a page is made small.
const STEP: f64 = 0.01;

/// A text from the right as its words in the order in which they are read, and each
/// letter of several pieces by itself, and each whose glyph says other things
/// elsewhere: PDF marks a text as written backwards only where every piece of it is,
/// and says in place of such a glyph what it stands for (krilla, `/ReversedChars`,
/// `/ActualText`).
fn words(
    text: &TextItem,
    at: Point,
    known: &Glyphs,
    unseen: &mut Unseen,
) -> Vec<(Point, FrameItem)> {
    let starts = |index: usize| text.glyphs.get(index).map(|it| it.range.start);
    let backwards = starts(0) > starts(text.glyphs.len().saturating_sub(1));
    if !backwards {
        return from_left(text, at, known, unseen);
    }
    // Letters as they stand, from left to right: their glyphs, and where they start.
    let mut letters: Vec<(std::ops::Range<usize>, Abs)> = Vec::new();
    let mut x = at.x;
    for (index, glyph) in text.glyphs.iter().enumerate() {
        match letters.last_mut() {
            Some((glyphs, _)) if text.glyphs[glyphs.start].range == glyph.range => {
                glyphs.end = index + 1;
            }
            _ => letters.push((index..index + 1, x)),
        }
        x += glyph.x_advance.at(text.size);
    }
    let says = |index: usize| text.text.get(text.glyphs[index].range()).unwrap_or("");
    let alone = |glyphs: &std::ops::Range<usize>| {
        let first = &text.glyphs[glyphs.start];
        let key = (text.font.clone(), first.id);
        glyphs.len() > 1 || known.several.contains(&key) && !is_drawn(first)
    };
    // Pieces in reading order, each a range of glyphs.
    let mut pieces: Vec<(std::ops::Range<usize>, Abs)> = Vec::new();
    let mut open = false;
    for (glyphs, x) in letters.into_iter().rev() {
        let (lone, space) = (alone(&glyphs), says(glyphs.start) == " ");
        let drawn = is_drawn(&text.glyphs[glyphs.start]);
        match pieces.last_mut() {
            // Of those that start at one place each has to stand left of the one before.
            Some((before, start)) if drawn && is_drawn(&text.glyphs[before.start]) => {
                let x = *start - Abs::pt(STEP);
                pieces.push((glyphs, x));
            }
            _ if drawn => pieces.push((glyphs, x - Abs::pt(STEP))),
            Some((piece, start)) if open && !lone => {
                piece.start = glyphs.start;
                *start = x;
            }
            _ => pieces.push((glyphs, x)),
        }
        open = !lone && !space && !drawn;
    }
    let piece = |(glyphs, x): (std::ops::Range<usize>, Abs)| {
        let part = part(text, glyphs);
        if part.glyphs.iter().all(is_drawn) {
            return (Point::new(x, at.y), FrameItem::Text(unseen.text(part)));
        }
        (Point::new(x, at.y), FrameItem::Text(part))
    };
    pieces.into_iter().map(piece).collect()
}

/// A text from the left. A space between two clusters that `/ActualText` says is a text of its own,
/// which pdfium overlooks, since a space has no extent: one that is not seen has a little.
fn from_left(
    text: &TextItem,
    at: Point,
    known: &Glyphs,
    unseen: &mut Unseen,
) -> Vec<(Point, FrameItem)> {
    let clusters: Vec<&[Glyph]> = text.glyphs.chunk_by(|a, b| a.range == b.range).collect();
    let is_replaced = |cluster: &&[Glyph]| {
        let key = (text.font.clone(), cluster[0].id);
        cluster.len() > 1 || known.several.contains(&key)
    };
    let is_lone = |index: usize| {
        let says = text.text.get(clusters[index][0].range());
        let before = index.checked_sub(1).and_then(|it| clusters.get(it));
        says == Some(" ")
            && before.is_some_and(is_replaced)
            && clusters.get(index + 1).is_some_and(is_replaced)
    };
    let mut out = Vec::new();
    let (mut x, mut start, mut from) = (at.x, at.x, 0);
    let mut glyphs = 0;
    let mut add = |glyphs: std::ops::Range<usize>, x: Abs, seen: bool| {
        if !glyphs.is_empty() {
            let part = part(text, glyphs);
            let part = if seen { part } else { unseen.text(part) };
            out.push((Point::new(x, at.y), FrameItem::Text(part)));
        }
    };
    for (index, cluster) in clusters.iter().enumerate() {
        let end = glyphs + cluster.len();
        let width: Abs = cluster.iter().map(|it| it.x_advance.at(text.size)).sum();
        if is_lone(index) {
            add(from..glyphs, start, true);
            add(glyphs..end, x, false);
            (from, start) = (end, x + width);
        }
        (glyphs, x) = (end, x + width);
    }
    add(from..glyphs, start, true);
    out
}

/// Some of a text's glyphs as a text of their own.
fn part(text: &TextItem, glyphs: std::ops::Range<usize>) -> TextItem {
    let glyphs = &text.glyphs[glyphs];
    let from = glyphs.iter().map(|it| it.range.start).min().unwrap_or(0);
    let to = glyphs.iter().map(|it| it.range.end).max().unwrap_or(0);
    let mut part = TextItem {
        text: text.text.get(from.into()..to.into()).unwrap_or("").into(),
        glyphs: glyphs.to_vec(),
        ..text.clone()
    };
    for glyph in &mut part.glyphs {
        glyph.range = glyph.range.start - from..glyph.range.end - from;
    }
    part
}

/// In which order two neighbouring texts say their words.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
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

/// Spaces that a font may have.
const SPACES: [&str; 3] = [" ", "\u{a0}", "\u{202f}"];

/// A text and a space beside it as one, and then the text behind the space. Typst takes
/// spaces from the first font of a list; a text of nothing else is overlooked by pdfium,
/// which then runs words together.
fn spaced(left: &TextItem, at: Point, right: &TextItem, then: Point) -> Option<TextItem> {
    let touch = (at.x + left.width() - then.x).abs() < Abs::pt(0.05)
        && at.y == then.y
        && left.size == right.size
        && left.fill == right.fill
        && left.stroke == right.stroke
        && left.lang == right.lang
        && left.region == right.region;
    if !touch || left.text.len() + right.text.len() > usize::from(u16::MAX) {
        return None;
    }
    let is_space = |text: &TextItem| SPACES.contains(&text.text.as_str());
    let later = said_later(left, right);
    let in_order = match later {
        Some(later) => !later,
        None => left.lang.dir() == Dir::LTR,
    };
    // A space that is said before what stands right of it is none of a word from the right.
    let backwards = later != Some(false);
    let (from_left, from_right) = (!runs_from_right(left), runs_from_right(right));
    let ends_so = left
        .text
        .ends_with(SPACES.map(|it| it.chars().next().unwrap_or(' ')));
    match (is_space(left), is_space(right)) {
        (false, true) if from_left && in_order => Some(added(left, &in_font(right, &left.font)?)),
        // A word from the right takes the space on either side.
        (false, true) if !from_left && backwards => Some(added(&in_font(right, &left.font)?, left)),
        (true, false) if from_right && backwards => {
            Some(added(right, &in_font(left, &right.font)?))
        }
        (false, false) if from_left && !from_right && in_order && ends_so => {
            (left.font == right.font).then(|| added(left, right))
        }
        _ => None,
    }
}

/// A space in another font, as wide as it was.
fn in_font(space: &TextItem, font: &FontInstance) -> Option<TextItem> {
    let c = space.text.chars().next()?;
    let id = font.ttf().glyph_index(c)?.0;
    let mut space = space.clone();
    space.font = font.clone();
    space.glyphs.first_mut()?.id = id;
    (space.glyphs.len() == 1).then_some(space)
}

/// Two texts as one, of which the second is said behind the first. Where the second is a
/// word from the right or a space before one, it stands left of it.
fn added(first: &TextItem, second: &TextItem) -> TextItem {
    let mut whole = first.clone();
    let shift = u16::try_from(first.text.len()).unwrap_or(u16::MAX);
    whole.text.push_str(&second.text);
    let moved = second.glyphs.iter().map(|glyph| Glyph {
        range: glyph.range.start + shift..glyph.range.end + shift,
        ..glyph.clone()
    });
    match runs_from_right(&whole) {
        true => whole.glyphs.splice(0..0, moved).for_each(drop),
        false => whole.glyphs.extend(moved),
    }
    whole
}

fn em(length: Abs, size: Abs) -> Em {
    Em::from_abs(length, size)
}
