//! The printed article → a proof: numbers beside its blocks and a word that says what
//! it is. The marks are a document of the theme's with two pages for each of the
//! article's, one to lie under it and one over it.

use pamphlet_core::Span;
use pamphlet_core::diagnostic::Diagnostic;
use typst::foundations::Value;
use typst::introspection::{MetadataElem, Tag};
use typst::layout::{Frame, FrameItem, Point, Transform};
use typst::model::Document;
use typst_layout::{Page, PagedDocument};

use crate::world::Paper;

/// The numbers of blocks on each page, in reading order, with the places of their
/// tops in points from the page's top.
pub(crate) fn numbers(document: &PagedDocument, paper: &Paper) -> Vec<Vec<(f64, String)>> {
    let on = |page: &Page| {
        let mut found = Vec::new();
        search(&page.frame, Transform::identity(), paper, &mut found);
        found
    };
    document.pages().iter().map(on).collect()
}

/// The emitted code has each number as metadata in front of its block, whose tag Typst
/// puts at the block's top.
fn search(frame: &Frame, outer: Transform, paper: &Paper, found: &mut Vec<(f64, String)>) {
    for (at, item) in frame.items() {
        match item {
            FrameItem::Group(group) => {
                let moved = Transform::translate(at.x, at.y);
                let inner = outer.pre_concat(moved).pre_concat(group.transform);
                search(&group.frame, inner, paper, found);
            }
            FrameItem::Tag(Tag::Start(elem, _)) if elem.span().id() == Some(paper.main_id()) => {
                let value = elem.to_packed::<MetadataElem>().map(|it| &it.value);
                if let Some(Value::Str(number)) = value {
                    let top = at.transform(outer).y;
                    found.push((top.to_pt(), number.as_str().to_owned()));
                }
            }
            FrameItem::Tag(_)
            | FrameItem::Text(_)
            | FrameItem::Shape(..)
            | FrameItem::Image(..)
            | FrameItem::Link(..) => {}
        }
    }
}

/// The article's pages between those of the marks.
pub(crate) fn marked(
    document: &PagedDocument,
    marks: &PagedDocument,
) -> Result<PagedDocument, Vec<Diagnostic>> {
    let (pages, layers) = (document.pages(), marks.pages());
    if layers.len() != pages.len() * 2 {
        let (needs, has) = (pages.len() * 2, layers.len());
        let message = format!("the theme marks a proof on {has} pages instead of {needs}");
        let fault = Diagnostic::error("page-layout", Span::NONE, message);
        return Err(vec![fault.hint(
            "`proof-marks` in pdf/template.typ gives two pages for each of the article's",
        )]);
    }
    let marked = pages
        .iter()
        .zip(layers.chunks_exact(2))
        .map(|(page, layers)| {
            let mut frame = Frame::hard(page.frame.size());
            for layer in [&layers[0].frame, &page.frame, &layers[1].frame] {
                frame.push_frame(Point::zero(), layer.clone());
            }
            Page {
                frame,
                ..page.clone()
            }
        });
    Ok(PagedDocument::new(
        marked.collect(),
        document.info().clone(),
    ))
}
