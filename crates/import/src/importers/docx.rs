//! TODO docx

use crate::draft::{Draft, Found};
use crate::importers::{Importer, text};
use crate::report::Report;
use crate::{Refused, Source};

/// This importer.
pub const IMPORTER: Importer = Importer {
    name: "docx",
    recognises,
    read,
};

fn recognises(source: &Source) -> bool {
    let _ = source;
    false
}

fn read(source: &Source, _report: &mut Report) -> Result<Found, Refused> {
    text::decode(source.bytes)?;
    Ok(Found::Draft(Box::new(Draft::default())))
}
