//! Fonts as Typst needs them: only those of the document, and one for equations.
//! Each is looked into once in the life of the program.

use std::collections::BTreeMap;
use std::sync::{Mutex, PoisonError};

use pamphlet_theme::Fonts;
use typst::foundations::Bytes;
use typst::text::{Font, FontBook, FontInfo};
use typst::utils::LazyHash;

/// The family for equations.
pub(crate) const MATH_FAMILY: &str = "New Computer Modern Math";

/// New Computer Modern Math; `fonts/SOURCE.toml` says where it comes from.
static MATH: &[u8] = include_bytes!("../fonts/NewCMMath-Regular.otf");

/// What is known about font files, by address: all are part of the program.
static INFOS: Mutex<BTreeMap<usize, FontInfo>> = Mutex::new(BTreeMap::new());

/// The fonts of one document.
#[derive(Clone)]
pub(crate) struct FontSet {
    book: LazyHash<FontBook>,
    files: Vec<&'static [u8]>,
}

impl FontSet {
    /// A document's faces, and the font for equations if there are any.
    pub fn new(fonts: &Fonts, math: bool) -> FontSet {
        let mut files: Vec<&'static [u8]> = fonts.faces.iter().map(|face| face.ttf).collect();
        if math {
            files.push(MATH);
        }
        files.retain(|file| info(file).is_some());
        let infos = files.iter().filter_map(|file| info(file));
        FontSet {
            book: LazyHash::new(FontBook::from_infos(infos)),
            files,
        }
    }

    /// What fonts there are.
    pub fn book(&self) -> &LazyHash<FontBook> {
        &self.book
    }

    /// A font by its place in the book.
    pub fn font(&self, index: usize) -> Option<Font> {
        static FONTS: Mutex<BTreeMap<usize, Font>> = Mutex::new(BTreeMap::new());
        let file = self.files.get(index)?;
        let mut fonts = FONTS.lock().unwrap_or_else(PoisonError::into_inner);
        if let Some(font) = fonts.get(&(file.as_ptr() as usize)) {
            return Some(font.clone());
        }
        let font = Font::new(Bytes::new(*file), 0)?;
        fonts.insert(file.as_ptr() as usize, font.clone());
        Some(font)
    }
}

fn info(file: &'static [u8]) -> Option<FontInfo> {
    let mut infos = INFOS.lock().unwrap_or_else(PoisonError::into_inner);
    if let Some(info) = infos.get(&(file.as_ptr() as usize)) {
        return Some(info.clone());
    }
    let info = FontInfo::new(file, 0)?;
    infos.insert(file.as_ptr() as usize, info.clone());
    Some(info)
}

/// The font files of a document with their names, for those who compile the emitted
/// source themselves.
pub(crate) fn files(fonts: &Fonts, math: bool) -> Vec<(String, &'static [u8])> {
    let faces = fonts.faces.iter();
    let mut files: Vec<_> = faces.map(|f| (format!("{}.ttf", f.stem), f.ttf)).collect();
    if math {
        files.push(("NewCMMath-Regular.otf".into(), MATH));
    }
    files
}
