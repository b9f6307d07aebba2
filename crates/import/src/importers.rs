//! What can be imported: a table, and a file an importer. Each is chosen by what
//! the bytes are, never by a file's name.

mod clip;
mod docx;
mod html;
mod markdown;
mod pictures;
pub mod text;

use crate::draft::Found;
use crate::report::Report;
use crate::{Refused, Source};

/// A kind of source.
pub struct Importer {
    /// Its name in reports.
    pub name: &'static str,
    /// Whether the bytes are of this kind.
    pub recognises: fn(&Source) -> bool,
    /// Reads them.
    pub read: fn(&Source, &mut Report) -> Result<Found, Refused>,
}

/// All importers; the first that recognises a source reads it. The last takes
/// every text.
pub const IMPORTERS: &[Importer] = &[
    docx::IMPORTER,
    html::IMPORTER,
    markdown::IMPORTER,
    clip::IMPORTER,
];

/// The importer of a source.
pub fn importer_of(source: &Source) -> Result<&'static Importer, Refused> {
    let found = IMPORTERS.iter().find(|it| (it.recognises)(source));
    found.ok_or_else(|| {
        text::decode(source.bytes)
            .err()
            .unwrap_or_else(text::unknown)
    })
}
