//! The fonts that a theme brings in its folder `fonts/`.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::{Mutex, PoisonError};

use pamphlet_core::Span;
use pamphlet_core::diagnostic::Diagnostic;
use ttf_parser::{Permissions, name_id};

use crate::font::{Face, Web};

/// The faces of a theme's font files, by path.
pub(crate) fn faces(files: &BTreeMap<String, Vec<u8>>) -> Result<Vec<Face>, Vec<Diagnostic>> {
    let (mut faces, mut faults) = (Vec::new(), Vec::new());
    for (path, bytes) in files.iter().filter(|(path, _)| is_font(path)) {
        match face(path, bytes) {
            Ok(face) => faces.push(face),
            Err(what) => faults.push(
                Diagnostic::error("theme-font", Span::NONE, format!("{path} {what}")).hint(
                    "a theme's fonts are TrueType or OpenType files of one weight, which may be embedded",
                ),
            ),
        }
    }
    match faults.is_empty() {
        true => Ok(faces),
        false => Err(faults),
    }
}

/// Whether a file of a theme is a font.
pub(crate) fn is_font(path: &str) -> bool {
    path.starts_with("fonts/") && (path.ends_with(".ttf") || path.ends_with(".otf"))
}

fn face(path: &str, bytes: &[u8]) -> Result<Face, &'static str> {
    let face = ttf_parser::Face::parse(bytes, 0).map_err(|_| "is no font that can be read")?;
    if face.is_variable() {
        return Err("is a variable font");
    }
    if face.permissions() == Some(Permissions::Restricted) {
        return Err("forbids to be embedded");
    }
    let mut names = face.names().into_iter();
    let family = names.find_map(|name| match name.name_id == name_id::FAMILY {
        true => name.to_string(),
        false => None,
    });
    let family = family.ok_or("has no name")?;
    let stem = path.trim_start_matches("fonts/");
    let stem = stem.rsplit_once('.').map_or(stem, |(stem, _)| stem);
    let (weight, italic) = (face.weight().to_number(), face.is_italic());
    // Chinese letters need no layout, and are too many to be taken whole.
    let web = match face.glyph_index('的').is_some() {
        true => Web::Part,
        false => Web::Made,
    };
    let ttf = kept(bytes);
    Ok(Face {
        family: name(&family),
        weight,
        italic,
        stem: name(stem),
        ttf,
        web,
    })
}

fn name(text: &str) -> &'static str {
    let bytes = kept(text.as_bytes());
    std::str::from_utf8(bytes).unwrap_or_default()
}

/// Bytes for the life of the program, as the vendored fonts are, the same ones once:
/// a theme that is read again takes no more room.
fn kept(bytes: &[u8]) -> &'static [u8] {
    static KEPT: Mutex<BTreeSet<&'static [u8]>> = Mutex::new(BTreeSet::new());
    let mut all = KEPT.lock().unwrap_or_else(PoisonError::into_inner);
    if let Some(there) = all.get(bytes) {
        return there;
    }
    let new: &'static [u8] = Box::leak(bytes.into());
    all.insert(new);
    new
}
