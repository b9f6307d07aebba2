//! What a reference is.

/// The kinds of works that styles tell apart.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Kind {
    /// An article of a journal.
    Article,
    /// An article of a magazine.
    MagazineArticle,
    /// An article of a newspaper.
    NewspaperArticle,
    /// An article that no journal has printed yet.
    Preprint,
    /// A book as a whole.
    Book,
    /// A part of a book.
    Chapter,
    /// An article of an encyclopedia or dictionary.
    Entry,
    /// The printed papers of a conference.
    Proceedings,
    /// A paper among them.
    Paper,
    /// A report of a body: a guideline, a working paper.
    Report,
    /// A thesis.
    Thesis,
    /// A web page or site.
    WebPage,
    /// An article of a blog.
    BlogPost,
    /// Words in a forum or social network.
    Post,
    /// A film or broadcast.
    Video,
    /// A recording.
    Audio,
    /// Data.
    Dataset,
    /// A program.
    Software,
    /// A patent.
    Patent,
    /// A law or regulation.
    Legislation,
    /// A case at court.
    Case,
    /// Something unpublished.
    Manuscript,
    /// A talk.
    Speech,
    /// A picture, chart or map.
    Artwork,
    /// Anything else.
    Other,
}

impl Kind {
    /// Its name for people: "journal article".
    pub fn name(self) -> &'static str {
        match self {
            Kind::Article => "journal article",
            Kind::MagazineArticle => "magazine article",
            Kind::NewspaperArticle => "newspaper article",
            Kind::Preprint => "preprint",
            Kind::Book => "book",
            Kind::Chapter => "chapter",
            Kind::Entry => "encyclopedia entry",
            Kind::Proceedings => "proceedings",
            Kind::Paper => "conference paper",
            Kind::Report => "report",
            Kind::Thesis => "thesis",
            Kind::WebPage => "web page",
            Kind::BlogPost => "blog post",
            Kind::Post => "post",
            Kind::Video => "video",
            Kind::Audio => "recording",
            Kind::Dataset => "data set",
            Kind::Software => "program",
            Kind::Patent => "patent",
            Kind::Legislation => "law",
            Kind::Case => "court case",
            Kind::Manuscript => "manuscript",
            Kind::Speech => "talk",
            Kind::Artwork => "picture",
            Kind::Other => "work",
        }
    }
}
