//! What a proof shows beside the printed article → Typst code of its own.

use pamphlet_core::edition::Edition;
use pamphlet_core::front::Status;

use super::code::Code;
use super::direction;

/// The code of a proof's marks: for each page the numbers on it, with their places in
/// points from its top. An article that is a draft says so on its own pages.
pub(crate) fn marks(edition: &Edition, pages: &[Vec<(f64, String)>]) -> String {
    let mut code = Code::default();
    code.raw("#import \"template.typ\": *\n#proof-marks((language: ");
    code.string(edition.language.primary());
    code.raw(", region: ");
    code.optional(edition.language.region());
    code.raw(", dir: ");
    code.raw(direction(&edition.language));
    code.raw(", draft: ");
    code.optional(match edition.metadata.status {
        Status::Draft => None,
        Status::Current | Status::Withdrawn => Some(edition.words.draft),
    });
    code.raw("), (\n");
    for numbers in pages {
        code.raw("(");
        for (place, number) in numbers {
            code.raw("(");
            code.points(*place);
            code.raw(", ");
            code.string(number);
            code.raw("), ");
        }
        code.raw("),\n");
    }
    code.raw("))\n");
    code.finish().0
}
