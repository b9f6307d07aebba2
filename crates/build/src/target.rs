//! Targets: an edition in one format and layout, under one name. A library may
//! change the built-in ones and add its own.

use std::sync::Arc;

use pamphlet_core::Span;
use pamphlet_core::language::Language;
use pamphlet_core::profile::Profile;
use pamphlet_theme::PageSize;

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

/// How a target's content is laid out.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Layout {
    /// As the format's own: web page, book, printed article.
    #[default]
    Article,
    /// Paper that is handed over.
    Handout,
    /// Paper for readers who need large type.
    LargePrint,
    /// Small pages, two on a sheet, to be folded.
    Booklet,
    /// Paper for reviewers: a draft whose paragraphs have numbers.
    Proof,
    /// One plain HTML file for a patient record system.
    Record,
    /// The body of a page, for somebody's own site.
    Fragment,
}

impl Layout {
    /// All layouts with the names that they have in `pamphlet.toml`, and the
    /// formats that have them.
    pub const ALL: [(&'static str, Layout, &'static [Format]); 7] = [
        ("article", Layout::Article, &Format::ALL),
        ("handout", Layout::Handout, &[Format::Pdf]),
        ("large-print", Layout::LargePrint, &[Format::Pdf]),
        ("booklet", Layout::Booklet, &[Format::Pdf]),
        ("proof", Layout::Proof, &[Format::Pdf]),
        ("record", Layout::Record, &[Format::Html]),
        ("fragment", Layout::Fragment, &[Format::Html]),
    ];

    /// Its name.
    pub fn name(self) -> &'static str {
        let row = Layout::ALL.iter().find(|(_, layout, _)| *layout == self);
        row.map_or("article", |(name, ..)| name)
    }

    /// Whether a format has it.
    pub fn suits(self, format: Format) -> bool {
        Layout::ALL
            .iter()
            .any(|(_, layout, formats)| *layout == self && formats.contains(&format))
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
    /// Its layout.
    pub layout: Layout,
    /// The sheet of paper; none: the theme's.
    pub page: Option<PageSize>,
    /// The size of large print in points; none: 18.
    pub type_size: Option<u8>,
    /// The theme's name or folder, with its place; none: the library's.
    pub theme: Option<(String, Span)>,
    /// The two languages that stand side by side in it, the article's first; none:
    /// the article's alone.
    pub bilingual: Option<[Language; 2]>,
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
    /// The edition that it shows, with its languages: targets that share it share
    /// what is resolved.
    pub fn shows(&self) -> Shown {
        (self.edition.name.clone(), self.bilingual.clone())
    }

    /// Whether it is printed on the same pages as another target: a proof is its article
    /// with marks.
    pub fn has_pages_of(&self, other: &Target) -> bool {
        let printed = |it: &Target| {
            it.format == Format::Pdf && matches!(it.layout, Layout::Article | Layout::Proof)
        };
        let theme = |it: &Target| it.theme.as_ref().map(|(name, _)| name.clone());
        self == other
            || (printed(self)
                && printed(other)
                && self.shows() == other.shows()
                && self.page == other.page
                && theme(self) == theme(other))
    }

    /// The file that an article becomes: `<slug>[-<target>].<ext>`.
    pub fn file_name(&self, slug: &str) -> String {
        match self.named {
            true => format!("{slug}-{}.{}", self.name, self.format.name()),
            false => format!("{slug}.{}", self.format.name()),
        }
    }
}

/// The name of an edition, and the languages of one in two.
pub type Shown = (String, Option<[Language; 2]>);

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
    /// Its layout.
    pub layout: Layout,
    /// The sheet of paper.
    pub page: Option<PageSize>,
    /// The size of large print in points.
    pub type_size: Option<u8>,
    /// The theme's name or folder, with its place.
    pub theme: Option<(String, Span)>,
    /// The two languages that stand side by side in it.
    pub bilingual: Option<[Language; 2]>,
    /// The name of the target whose printed pages its page list names.
    pub pages_from: Option<String>,
    /// Whether its name stands in file names.
    pub named: bool,
}

impl Row {
    /// A target of the full edition with a name of its own.
    pub fn new(name: &str, format: Format) -> Row {
        Row {
            name: name.into(),
            edition: "full".into(),
            format,
            layout: Layout::Article,
            page: None,
            type_size: None,
            theme: None,
            bilingual: None,
            pages_from: None,
            named: true,
        }
    }

    fn of(name: &str, edition: &str, format: Format, layout: Layout) -> Row {
        Row {
            edition: edition.into(),
            layout,
            ..Row::new(name, format)
        }
    }
}

/// The built-in targets.
pub fn built_in() -> [Row; 9] {
    let plain = |name: &str, format, pages_from: Option<&str>| Row {
        pages_from: pages_from.map(str::to_owned),
        named: false,
        ..Row::new(name, format)
    };
    [
        plain("web", Format::Html, None),
        plain("ebook", Format::Epub, Some("print")),
        plain("print", Format::Pdf, None),
        Row::of("handout", "handout", Format::Pdf, Layout::Handout),
        Row::of(
            "large-print",
            "large-print",
            Format::Pdf,
            Layout::LargePrint,
        ),
        Row::of("booklet", "handout", Format::Pdf, Layout::Booklet),
        Row::of("ehr", "handout", Format::Html, Layout::Record),
        Row::of("fragment", "full", Format::Html, Layout::Fragment),
        Row::of("proof", "full", Format::Pdf, Layout::Proof),
    ]
}

/// What a bare build makes where the library does not say.
pub const DEFAULT_TARGETS: [&str; 3] = ["web", "ebook", "print"];
