//! What a reference says of itself, by name.

/// What somebody did for a work.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Role {
    /// Wrote it.
    Author,
    /// Edited it, or the book it stands in.
    Editor,
    /// Translated it.
    Translator,
    /// Wrote the book that it is a part of.
    ContainerAuthor,
    /// Edits the series.
    SeriesEditor,
    /// Directed it.
    Director,
    /// Gathered it.
    Compiler,
    /// Drew its pictures.
    Illustrator,
    /// Holds the patent.
    Holder,
    /// Helped.
    Contributor,
}

impl Role {
    /// Its name for people: "author".
    pub fn name(self) -> &'static str {
        match self {
            Role::Author => "author",
            Role::Editor => "editor",
            Role::Translator => "translator",
            Role::ContainerAuthor => "author of the book",
            Role::SeriesEditor => "editor of the series",
            Role::Director => "director",
            Role::Compiler => "compiler",
            Role::Illustrator => "illustrator",
            Role::Holder => "holder",
            Role::Contributor => "contributor",
        }
    }
}

/// What happened at a time.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Time {
    /// It came out.
    Issued,
    /// Somebody looked at its address.
    Accessed,
    /// It first came out.
    Original,
    /// Its conference was held.
    Event,
}

impl Time {
    /// Its name for people: "date".
    pub fn name(self) -> &'static str {
        match self {
            Time::Issued => "date",
            Time::Accessed => "access date",
            Time::Original => "original date",
            Time::Event => "event date",
        }
    }
}

macro_rules! fields {
    ($($(#[$doc:meta])* $field:ident = $name:literal),* $(,)?) => {
        /// A field of words or numbers.
        #[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
        pub enum Field {
            $($(#[$doc])* $field,)*
        }

        impl Field {
            /// All fields.
            pub const ALL: &'static [Field] = &[$(Field::$field),*];

            /// Its name for people and lock files: `issue`.
            pub fn name(self) -> &'static str {
                match self {
                    $(Field::$field => $name,)*
                }
            }
        }
    };
}

fields! {
    /// Title.
    Title = "title",
    /// A shorter title, for later citations.
    ShortTitle = "short title",
    /// The journal, book, site or program that holds it.
    Container = "container",
    /// The container's abbreviated title.
    ShortContainer = "short container",
    /// The series that it or its book belongs to.
    Series = "series",
    /// Its number in the series.
    SeriesNumber = "series number",
    /// The conference.
    Event = "event",
    /// Where the conference was held.
    EventPlace = "event place",
    /// Publisher, or the school of a thesis, or the body behind a report.
    Publisher = "publisher",
    /// The publisher's place.
    Place = "place",
    /// Edition: `2`, `2nd revised`.
    Edition = "edition",
    /// Volume.
    Volume = "volume",
    /// How many volumes there are.
    Volumes = "volumes",
    /// Issue within the volume.
    Issue = "issue",
    /// A report's, patent's or law's own number.
    Number = "number",
    /// Page range.
    Pages = "pages",
    /// How many pages it has.
    PageTotal = "page total",
    /// Number of the chapter.
    Chapter = "chapter",
    /// Version of a program or data set.
    Version = "version",
    /// A finer kind: `Doctoral dissertation`, `Fact sheet`.
    Genre = "genre",
    /// DOI without a resolver's address.
    Doi = "DOI",
    /// PubMed identifier.
    Pmid = "PMID",
    /// PubMed Central identifier with its `PMC`.
    Pmcid = "PMCID",
    /// arXiv identifier.
    Arxiv = "arXiv",
    /// ISBN.
    Isbn = "ISBN",
    /// ISSN.
    Issn = "ISSN",
    /// ORCID iDs of its authors, divided by spaces.
    Orcid = "ORCID",
    /// Address.
    Url = "URL",
    /// What keeps it: an archive or data bank.
    Archive = "archive",
    /// Where in the archive.
    ArchiveLocation = "archive location",
    /// Its number on a library's shelf.
    CallNumber = "call number",
    /// Its language.
    Language = "language",
    /// Words to print behind it.
    Note = "note",
    /// What it says in short; never printed by the styles.
    Abstract = "abstract",
}
