//! What each page starts with: the first word of the main flow, as a node and
//! the byte in it.

use pamphlet_core::NodeId;
use pamphlet_core::rendered::PageStart;
use typst::WorldExt;
use typst::foundations::{NativeElement, StyleChain};
use typst::introspection::{Location, Tag};
use typst::layout::{Frame, FrameItem};
use typst::model::TableCell;
use typst::syntax::Span;
use typst::text::Glyph;
use typst_layout::PagedDocument;

use crate::emit::map::SourceMap;
use crate::letters::is_backwards;
use crate::world::Paper;

/// The starts of all pages.
pub(crate) fn starts(document: &PagedDocument, paper: &Paper, map: &SourceMap) -> Vec<PageStart> {
    let pages = document.pages().iter();
    pages
        .map(|page| {
            let mut search = Search {
                paper,
                map,
                skipped: None,
                last: None,
            };
            let (node, byte) = search.frame(&page.frame).unwrap_or((NodeId::NONE, 0));
            PageStart {
                label: page.number.to_string(),
                node,
                byte,
            }
        })
        .collect()
}

struct Search<'a> {
    paper: &'a Paper,
    map: &'a SourceMap,
    /// The repeated header cell that is open, if any.
    skipped: Option<Location>,
    /// The last span found to be none of ours.
    last: Option<Span>,
}

impl Search<'_> {
    fn frame(&mut self, frame: &Frame) -> Option<(NodeId, usize)> {
        for (_, item) in frame.items() {
            let found = match item {
                FrameItem::Group(group) => self.frame(&group.frame),
                FrameItem::Text(text) if self.skipped.is_none() => {
                    // Of words from the right the last glyph is read first.
                    let mut word = |it: &Glyph| self.word(it.span.0, usize::from(it.span.1));
                    match is_backwards(text) {
                        true => text.glyphs.iter().rev().find_map(&mut word),
                        false => text.glyphs.iter().find_map(&mut word),
                    }
                }
                FrameItem::Tag(tag) => {
                    self.tag(tag);
                    None
                }
                FrameItem::Text(_)
                | FrameItem::Shape(..)
                | FrameItem::Image(..)
                | FrameItem::Link(..) => None,
            };
            if found.is_some() {
                return found;
            }
        }
        None
    }

    fn tag(&mut self, tag: &Tag) {
        match tag {
            Tag::Start(elem, _) if self.skipped.is_none() => {
                let repeated = elem
                    .to_packed::<TableCell>()
                    .is_some_and(|cell| cell.is_repeated.get(StyleChain::default()));
                if repeated && elem.elem() == TableCell::ELEM {
                    self.skipped = elem.location();
                }
            }
            Tag::End(location, ..) if self.skipped == Some(*location) => self.skipped = None,
            Tag::Start(..) | Tag::End(..) => {}
        }
    }

    fn word(&mut self, span: Span, offset: usize) -> Option<(NodeId, usize)> {
        if self.last == Some(span) || span.id() != Some(self.paper.main_id()) {
            return None;
        }
        let range = self.paper.range(span)?;
        let literal = self.map.literal_at(range.start);
        match literal.filter(|literal| literal.node != NodeId::NONE) {
            Some(literal) => Some((literal.node, literal.node_byte(offset))),
            None => {
                self.last = Some(span);
                None
            }
        }
    }
}
