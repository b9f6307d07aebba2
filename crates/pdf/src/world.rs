//! The world that Typst sees: the emitted code, the theme's template, images
//! and fonts, all in memory. No package, no disk, no clock.

use std::collections::BTreeMap;
use std::path::PathBuf;
use std::sync::{Arc, LazyLock};

use pamphlet_core::date::Date;
use pamphlet_core::image::Image;
use pamphlet_theme::Theme;
use typst::diag::{FileError, FileResult};
use typst::foundations::{Bytes, Datetime, Duration};
use typst::syntax::{DiagSpan, FileId, RootedPath, Source, VirtualPath, VirtualRoot};
use typst::text::{Font, FontBook};
use typst::utils::LazyHash;
use typst::{Feature, Library, LibraryExt, World, WorldExt};

use crate::emit::Emitted;
use crate::fonts::FontSet;

/// The name of the emitted document.
pub(crate) const MAIN: &str = "main.typ";
/// The name of a proof's marks.
pub(crate) const MARKS: &str = "marks.typ";
/// The name of the theme's tokens.
pub(crate) const TOKENS: &str = "tokens.typ";

/// Typst's library, with row headers (`pdf.header-cell`).
static LIBRARY: LazyLock<LazyHash<Library>> = LazyLock::new(|| {
    let features = [Feature::A11yExtras].into_iter().collect();
    LazyHash::new(Library::builder().with_features(features).build())
});

/// One document's world.
#[derive(Clone)]
pub(crate) struct Paper {
    main: FileId,
    sources: BTreeMap<u16, Source>,
    images: BTreeMap<u16, Bytes>,
    fonts: FontSet,
    date: Date,
}

/// An image's bytes, shared with whoever opened it.
struct Shared(Arc<Image>);

impl AsRef<[u8]> for Shared {
    fn as_ref(&self) -> &[u8] {
        &self.0.bytes
    }
}

impl Paper {
    /// The world of an emitted edition.
    pub fn new(emitted: &Emitted, theme: &Theme, date: Date) -> Paper {
        let own = [(MAIN, &emitted.main), (TOKENS, &emitted.tokens)];
        let own = own.into_iter().map(|(name, text)| (name, text.as_str()));
        let template = theme.typst.iter().map(|(n, t)| (n.as_str(), t.as_str()));
        // What is made of the edition stands last: no file of a theme takes its place.
        let sources = template.chain(own).filter_map(|(name, text)| {
            let id = file(name)?;
            Some((id.into_raw().get(), parsed(id, text)))
        });
        let images = emitted.images.iter().filter_map(|(name, image)| {
            let bytes = Bytes::new(Shared(image.clone()));
            Some((file(name)?.into_raw().get(), bytes))
        });
        Paper {
            main: file(MAIN).expect("a plain name is a path"),
            sources: sources.collect(),
            images: images.collect(),
            fonts: FontSet::new(&emitted.fonts, emitted.math),
            date,
        }
    }

    /// The same world with another document in it.
    pub fn with_main(&self, name: &str, code: &str) -> Paper {
        let mut paper = self.clone();
        paper.main = file(name).expect("a plain name is a path");
        let source = parsed(paper.main, code);
        paper.sources.insert(paper.main.into_raw().get(), source);
        paper
    }

    /// The emitted document's id.
    pub fn main_id(&self) -> FileId {
        self.main
    }
}

impl Paper {
    /// File, line and column, both from one, of a place in the theme's template.
    pub fn in_theme(&self, span: DiagSpan) -> Option<(String, usize, usize)> {
        let id = span.id().filter(|id| *id != self.main)?;
        let source = self.sources.get(&id.into_raw().get())?;
        let start = self.range(span)?.start;
        let (line, column) = source.lines().byte_to_line_column(start)?;
        let name = id.vpath().get_without_slash().to_owned();
        (name != TOKENS).then_some((name, line + 1, column + 1))
    }
}

/// A file of code, parsed and hashed once for all documents that have it: those of a
/// theme, and what a proof shares with its article.
#[comemo::memoize]
fn parsed(id: FileId, text: &str) -> Source {
    Source::new(id, text.to_owned())
}

fn file(name: &str) -> Option<FileId> {
    let path = VirtualPath::new(name).ok()?;
    Some(RootedPath::new(VirtualRoot::Project, path).intern())
}

fn missing(id: FileId) -> FileError {
    FileError::NotFound(PathBuf::from(id.vpath().get_without_slash()))
}

impl World for Paper {
    fn library(&self) -> &LazyHash<Library> {
        &LIBRARY
    }

    fn book(&self) -> &LazyHash<FontBook> {
        self.fonts.book()
    }

    fn main(&self) -> FileId {
        self.main
    }

    fn source(&self, id: FileId) -> FileResult<Source> {
        let source = self.sources.get(&id.into_raw().get());
        source.cloned().ok_or_else(|| missing(id))
    }

    fn file(&self, id: FileId) -> FileResult<Bytes> {
        let image = self.images.get(&id.into_raw().get());
        image.cloned().ok_or_else(|| missing(id))
    }

    fn font(&self, index: usize) -> Option<Font> {
        self.fonts.font(index)
    }

    fn today(&self, _offset: Option<Duration>) -> Option<Datetime> {
        let date = self.date;
        Datetime::from_ymd(date.year().into(), date.month(), date.day())
    }
}
