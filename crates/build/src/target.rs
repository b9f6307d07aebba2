//! Targets: an edition in one format, under one name.

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

/// An edition in one format. Names are unique, so targets are compared by name.
#[derive(Clone, Debug)]
pub struct Target {
    /// Its name.
    pub name: &'static str,
    /// Makes the profile of its edition.
    pub profile: fn() -> Profile,
    /// Its format.
    pub format: Format,
    /// The target whose printed pages its page list names.
    pub pages_from: Option<&'static str>,
    /// Whether its name stands in file names.
    pub named: bool,
}

/// The built-in targets.
pub static TARGETS: &[Target] = &[
    Target {
        name: "web",
        profile: Profile::full,
        format: Format::Html,
        pages_from: None,
        named: false,
    },
    Target {
        name: "ebook",
        profile: Profile::full,
        format: Format::Epub,
        pages_from: Some("print"),
        named: false,
    },
    Target {
        name: "print",
        profile: Profile::full,
        format: Format::Pdf,
        pages_from: None,
        named: false,
    },
];

impl PartialEq for Target {
    fn eq(&self, other: &Target) -> bool {
        self.name == other.name
    }
}

impl Target {
    /// The target with a name.
    pub fn find(name: &str) -> Option<&'static Target> {
        TARGETS.iter().find(|target| target.name == name)
    }

    /// The file that an article becomes: `<slug>[-<target>].<ext>`.
    pub fn file_name(&self, slug: &str) -> String {
        match self.named {
            true => format!("{slug}-{}.{}", self.name, self.format.name()),
            false => format!("{slug}.{}", self.format.name()),
        }
    }
}

/// What a bare build makes.
pub const DEFAULT_TARGETS: [&str; 3] = ["web", "ebook", "print"];
