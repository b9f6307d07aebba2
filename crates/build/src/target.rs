//! Targets: an edition in one format, under one name. Three are built in; a
//! library may change them and add its own.

use std::sync::Arc;

use pamphlet_core::profile::Profile;

/// What kind of file comes out.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Format {
    /// A web page.
    Html,
    /// An ebook.
    Epub,
    /// A printable document.
    Pdf,
}

impl Format {
    /// All formats.
    pub const ALL: [Format; 3] = [Format::Html, Format::Epub, Format::Pdf];

    /// The name on the command line, also the file's ending.
    pub fn name(self) -> &'static str {
        match self {
            Format::Html => "html",
            Format::Epub => "epub",
            Format::Pdf => "pdf",
        }
    }

    /// The media type.
    pub fn media_type(self) -> &'static str {
        match self {
            Format::Html => "text/html",
            Format::Epub => "application/epub+zip",
            Format::Pdf => "application/pdf",
        }
    }
}

/// An edition in one format. Names are unique in a library, so targets are
/// compared by name.
#[derive(Clone, Debug)]
pub struct Target {
    /// Its name.
    pub name: String,
    /// Its edition.
    pub edition: Arc<Profile>,
    /// Its format.
    pub format: Format,
    /// The target whose printed pages its page list names; that one is a PDF.
    pub pages_from: Option<Arc<Target>>,
    /// Whether its name stands in file names.
    pub named: bool,
}

impl PartialEq for Target {
    fn eq(&self, other: &Target) -> bool {
        self.name == other.name
    }
}

impl Target {
    /// The file that an article becomes: `<slug>[-<target>].<ext>`.
    pub fn file_name(&self, slug: &str) -> String {
        match self.named {
            true => format!("{slug}-{}.{}", self.name, self.format.name()),
            false => format!("{slug}.{}", self.format.name()),
        }
    }
}

/// What a library's tables say of a target; what they leave out is the built-in
/// target's of the same name.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Row {
    /// Its name.
    pub name: String,
    /// Its edition's name.
    pub edition: String,
    /// Its format.
    pub format: Format,
    /// The name of the target whose printed pages its page list names.
    pub pages_from: Option<String>,
    /// Whether its name stands in file names.
    pub named: bool,
}

/// The built-in targets.
pub fn built_in() -> [Row; 3] {
    let row = |name: &str, format, pages_from: Option<&str>| Row {
        name: name.into(),
        edition: "full".into(),
        format,
        pages_from: pages_from.map(str::to_owned),
        named: false,
    };
    [
        row("web", Format::Html, None),
        row("ebook", Format::Epub, Some("print")),
        row("print", Format::Pdf, None),
    ]
}

/// What a bare build makes where the library does not say.
pub const DEFAULT_TARGETS: [&str; 3] = ["web", "ebook", "print"];
