//! Images alone in a paragraph, and captions.

use comrak::Node;
use comrak::nodes::NodeValue;
use pamphlet_core::block::{Block, Caption, Figure};
use pamphlet_core::diagnostic::Diagnostic;
use pamphlet_core::inline::Inline;
use pamphlet_core::node::{Attributes, Meta};

use crate::attributes;
use crate::bits::{self, Bit};
use crate::blocks::range;
use crate::inlines::{Doc, Place};
use crate::page::Page;
use crate::reader::Reader;
use crate::refine::{give, missing_alt, refine};

impl Reader<'_> {
    /// An image alone with its attributes; else the bits are handed back.
    pub fn figure(&mut self, page: &Page, bits: Vec<Bit>) -> Result<Figure, Vec<Bit>> {
        let Some(Bit::Node(first, place)) = bits.first() else {
            return Err(bits);
        };
        let Inline::Image(image) = first.as_ref() else {
            return Err(bits);
        };
        let end = bits.last().map_or(place.end, |bit| bit.range().end);
        let rest = &page.buffer[place.end..end.max(place.end)];
        let mut whole = Inline::Image(image.clone());
        if !rest.trim().is_empty() {
            let attributes = attributes::at(page, place.end);
            let Some((attributes, _)) =
                attributes.filter(|(_, to)| page.buffer[*to..end].trim().is_empty())
            else {
                return Err(bits);
            };
            give(&mut whole, attributes);
        }
        let Inline::Image(image) = whole else {
            return Err(bits);
        };
        let mut meta = image.meta;
        meta.span = page.span(place.start..end);
        let written = meta
            .attributes
            .pairs
            .iter()
            .position(|(key, _)| key == "title");
        let title = written.map(|i| meta.attributes.pairs.remove(i).1);
        let caption = title
            .filter(|title| !title.trim().is_empty())
            .map(|title| self.title_caption(page, place.clone(), &title));
        let figure = Figure {
            meta,
            source: image.source,
            alt: image.alt,
            caption_is_title: caption.is_some(),
            caption,
        };
        if figure.alt.is_empty() && !figure.is_decorative() {
            self.faults.push(missing_alt(figure.meta.span));
        }
        Ok(figure)
    }

    /// The caption that was written as an image's title.
    fn title_caption(
        &mut self,
        page: &Page,
        place: std::ops::Range<usize>,
        title: &str,
    ) -> Caption {
        let title = title.trim();
        let written = &page.buffer[place.clone()];
        let span = page.span(place.clone());
        let piece = match written.rfind(title) {
            Some(at) if !title.contains('\n') => {
                let start = place.start + at;
                page.piece(start..start + title.len())
            }
            _ => Page::loose(page.file(), title, span),
        };
        let place = match written.rfind(title) {
            Some(at) => page.span(place.start + at..place.start + at + title.len()),
            None => span,
        };
        Caption {
            meta: Meta::at(place),
            inlines: self.piece(&piece),
        }
    }

    /// Reads a caption from its line; `mark` bytes at its start say that it is one.
    pub fn caption(
        &mut self,
        page: &Page,
        mut bits: Vec<Bit>,
        mark: usize,
    ) -> (Option<Caption>, Attributes) {
        bits::drop_start(&mut bits, mark);
        let attributes = bits::take_attributes(page, &mut bits).unwrap_or_default();
        bits::trim_end(&mut bits);
        let (Some(first), Some(last)) = (bits.first(), bits.last()) else {
            return (None, attributes);
        };
        let span = page.span(first.range().start..last.range().end);
        let inlines = refine(page, bits, &mut self.faults);
        let caption = Caption {
            meta: Meta::at(span),
            inlines,
        };
        (Some(caption), attributes)
    }

    /// `: Caption` under an image, which comrak takes as a description.
    pub fn caption_below(
        &mut self,
        doc: &Doc,
        figure: &mut Figure,
        details: Option<Node>,
        depth: usize,
        out: &mut Vec<Block>,
    ) {
        let nodes: Vec<Node> = details.map(|d| d.children().collect()).unwrap_or_default();
        let Some((first, rest)) = nodes.split_first() else {
            return out.push(Block::Figure(figure.clone()));
        };
        let place = doc.page.span(range(&doc.page, first));
        if !matches!(first.data().value, NodeValue::Paragraph) {
            let fault = Diagnostic::error("stray-caption", place, "a caption is a line of text");
            self.faults
                .push(fault.hint("leave an empty line, and no colon, before what is no caption"));
            out.push(Block::Figure(figure.clone()));
            let blocks = self.blocks(doc, &nodes, depth);
            return out.extend(blocks);
        }
        let bits = self.bits(doc, first, Place::at(depth));
        let (caption, attributes) = self.caption(&doc.page, bits, 0);
        if figure.caption.is_some() && caption.is_some() {
            let fault = Diagnostic::error("second-caption", place, "this image has two captions");
            self.faults
                .push(fault.hint("remove the title in quotation marks or the line below"));
        }
        if caption.is_some() {
            figure.caption = caption;
            figure.caption_is_title = false;
        }
        merge(&mut figure.meta.attributes, attributes, &mut self.faults);
        out.push(Block::Figure(figure.clone()));
        let more = self.blocks(doc, rest, depth);
        out.extend(more);
    }
}

/// Adds attributes written behind a caption to those behind the image or chart.
pub fn merge(own: &mut Attributes, more: Attributes, faults: &mut Vec<Diagnostic>) {
    if let (Some(first), Some(second)) = (&own.id, &more.id) {
        let fault = Diagnostic::error("second-label", second.span, "this has two labels");
        faults.push(fault.hint("keep one").related(first.span, "the other one"));
    }
    own.id = own.id.take().or(more.id);
    own.lang = own.lang.take().or(more.lang);
    own.classes.extend(more.classes);
    own.pairs.extend(more.pairs);
}
