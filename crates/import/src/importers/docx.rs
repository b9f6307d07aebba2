//! Word documents. What the document marks is taken over: headings, lists,
//! tables, notes, images, text boxes; what it says of itself at the edge of its
//! pages becomes front matter; what its editors left open stays open.
//!
//! ```text
//! bytes ─package─► parts ─xml─► trees ─body─► pieces
//!          bounded       bounded   ├─ margins ─► front matter
//!                                  └─ notes ───► footnotes
//! ```

mod atoms;
mod body;
mod boxes;
mod captions;
mod changes;
mod dates;
mod drawing;
mod facts;
mod fields;
mod foreign;
mod images;
mod links;
mod margins;
mod math;
mod notes;
mod numbering;
mod package;
mod paragraph;
mod parts;
mod properties;
mod reader;
mod styles;
mod symbols;
mod tables;
mod xml;

use pamphlet_core::front::Front;
use pamphlet_core::limits;
use pamphlet_core::span::Spanned;

use crate::draft::{Body, Draft, Found, Piece};
use crate::importers::Importer;
use crate::report::{Kind, Place, Report};
use crate::{Refused, Source};

use notes::Notes;
use package::Package;
use parts::Parts;
use reader::Reader;

/// This importer.
pub const IMPORTER: Importer = Importer {
    name: "docx",
    recognises,
    read,
};

/// Documents of office programs: DOCX is read, the others are refused with what
/// to do about them.
fn recognises(source: &Source) -> bool {
    is_zip(source.bytes) || foreign::of_bytes(source.bytes).is_some()
}

fn is_zip(bytes: &[u8]) -> bool {
    bytes.starts_with(b"PK\x03\x04") || bytes.starts_with(b"PK\x05\x06")
}

fn read(source: &Source, report: &mut Report) -> Result<Found, Refused> {
    if let Some(refused) = foreign::of_bytes(source.bytes) {
        return Err(refused);
    }
    let mut package = Package::open(source.bytes)?;
    let parts = Parts::read(&mut package)?;
    let trees = parts.parse()?;
    let document = trees.root("document");
    let Some(body) = document.and_then(|it| xml::child(it, "body")) else {
        return Err(package::faulty(&parts.document, "has no body of text"));
    };
    let size: usize = body
        .descendants()
        .filter_map(|it| it.text().filter(|_| it.is_text()))
        .map(str::len)
        .sum();
    if size > limits::TEXT_BYTES {
        let reason = format!(
            "the document has more than {} MB of text",
            limits::TEXT_BYTES >> 20
        );
        return Err(Refused::new(reason, "split it: an article is one leaflet"));
    }

    let styles = styles::Styles::read(trees.root("styles"));
    let [footnotes, endnotes] = ["footnotes", "endnotes"]
        .map(|kind| notes::Part::read(trees.root(kind), parts.relations(kind)));
    let mut reader = Reader {
        numbering: numbering::Numbering::read(trees.root("numbering")),
        relations: parts.relations("document"),
        notes: Notes::new([footnotes, endnotes]),
        remarks: notes::remarks(trees.root("comments")),
        fields_end: fields::all_end(body),
        report: std::mem::take(report),
        ..Reader::new(package, styles)
    };
    let mut front = Front::default();
    properties::language(&mut reader, body, &mut front);
    let mut flow = body::flow(&mut reader, body);
    reader.fields.clear();
    let definitions = notes::definitions(&mut reader);
    reader.report_remarks();
    margins(&mut reader, &parts, &trees, &mut front);
    front.title = flow.title.take().map(Spanned::made);
    front.subtitle = flow.subtitle.take().map(Spanned::made);
    properties::core(&mut reader, trees.root("core"), &flow.pieces, &mut front);
    *report = std::mem::take(&mut reader.report);
    if !flow.pieces.iter().any(says) && front.title.is_none() {
        return Err(Refused::new(
            "the document has no text",
            "if it is a scan, have its text recognised first",
        ));
    }
    Ok(Found::Draft(Box::new(Draft {
        front,
        pieces: flow.pieces,
        notes: definitions,
        images: reader.images,
        glossary: Vec::new(),
    })))
}

/// Whether a piece has anything for a reader.
fn says(piece: &Piece) -> bool {
    match &piece.body {
        Body::Block(block) => !matches!(block, pamphlet_core::block::Block::Comment(_)),
        Body::Heading(_) | Body::Line(_) | Body::Items(_) => true,
    }
}

/// Reads the heads and feet of pages, each once.
fn margins<'d>(
    reader: &mut Reader<'d>,
    parts: &Parts,
    trees: &'d parts::Trees<'d>,
    front: &mut Front,
) {
    let order = dates::order(front.lang.as_ref().map(|it| it.value.as_str()));
    for (at, root) in trees.margins() {
        reader.relations = parts.margins[at].relations.clone();
        reader.fields.clear();
        reader.fields_end = fields::all_end(root);
        margins::read(reader, root, order, front);
    }
    reader.place = Place::WHOLE;
    if parts.lost_margins > 0 {
        let message = format!(
            "{} heads or feet of pages could not be read",
            parts.lost_margins
        );
        reader.say(Kind::HeadOrFoot, 40, message);
    }
}
