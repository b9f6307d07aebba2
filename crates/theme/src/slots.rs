//! Slots: what stands in the furniture of a page, by name and in an order.

use pamphlet_core::Edition;
use pamphlet_core::date::Date;

/// Something that the furniture of a page can say or hold.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Slot {
    /// "Version 2.1".
    Version,
    /// When it was first published.
    Published,
    /// When it was last reviewed.
    Reviewed,
    /// When it is to be reviewed again.
    NextReview,
    /// Its identifier, where its author gave one.
    Identifier,
    /// Where it stands on the web, without the scheme.
    WebAddress,
    /// Who publishes it.
    Publisher,
    /// Its title.
    Title,
    /// The part that a page is in.
    Part,
    /// Links to the same page in other languages.
    Languages,
    /// Links to the same in other formats.
    Formats,
}

impl Slot {
    /// All slots.
    pub const ALL: [Slot; 11] = [
        Slot::Version,
        Slot::Published,
        Slot::Reviewed,
        Slot::NextReview,
        Slot::Identifier,
        Slot::WebAddress,
        Slot::Publisher,
        Slot::Title,
        Slot::Part,
        Slot::Languages,
        Slot::Formats,
    ];

    /// Its name in `theme.toml`.
    pub fn name(self) -> &'static str {
        match self {
            Slot::Version => "version",
            Slot::Published => "published",
            Slot::Reviewed => "reviewed",
            Slot::NextReview => "next-review",
            Slot::Identifier => "identifier",
            Slot::WebAddress => "web-address",
            Slot::Publisher => "publisher",
            Slot::Title => "title",
            Slot::Part => "part",
            Slot::Languages => "languages",
            Slot::Formats => "formats",
        }
    }

    /// What a document has to say for it; none where it has nothing, and for slots that
    /// are no words of the document.
    pub fn said(self, edition: &Edition) -> Option<String> {
        let (metadata, words) = (&edition.metadata, edition.words);
        let dated = |label: &str, date: Option<Date>| {
            date.map(|date| format!("{label}{}{}", words.colon, words.date(date)))
        };
        match self {
            Slot::Version => {
                let version = metadata.version.as_ref();
                version.map(|it| format!("{} {it}", words.version))
            }
            Slot::Published => dated(words.published, metadata.published),
            Slot::Reviewed => dated(words.reviewed, metadata.reviewed),
            Slot::NextReview => dated(words.next_review, metadata.next_review),
            Slot::Identifier => {
                let own = Some(&metadata.identifier);
                own.filter(|it| !it.starts_with("urn:uuid:")).cloned()
            }
            Slot::WebAddress => {
                let address = metadata.canonical_url.as_deref();
                address.map(|it| it.split_once("://").map_or(it, |(_, rest)| rest).to_owned())
            }
            Slot::Publisher => metadata.publisher.as_ref().map(|it| it.name.clone()),
            Slot::Title => Some(metadata.title.clone()),
            Slot::Part | Slot::Languages | Slot::Formats => None,
        }
    }
}

/// A place of a page's furniture that a theme fills with slots.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Furniture {
    /// The head of printed pages: the first slot at the start, the others at the end.
    Head,
    /// The foot of the printed article and the proof.
    ArticleFoot,
    /// The foot of handouts and booklets.
    HandoutFoot,
    /// The foot of large print, which has room for one: the first that there is.
    LargePrintFoot,
    /// The head of the web page. A draft always says so there.
    WebHeader,
    /// The foot of the web page.
    WebFooter,
}

impl Furniture {
    /// All places.
    pub const ALL: [Furniture; 6] = [
        Furniture::Head,
        Furniture::ArticleFoot,
        Furniture::HandoutFoot,
        Furniture::LargePrintFoot,
        Furniture::WebHeader,
        Furniture::WebFooter,
    ];

    /// Its name in `theme.toml`.
    pub fn name(self) -> &'static str {
        match self {
            Furniture::Head => "head",
            Furniture::ArticleFoot => "article-foot",
            Furniture::HandoutFoot => "handout-foot",
            Furniture::LargePrintFoot => "large-print-foot",
            Furniture::WebHeader => "web-header",
            Furniture::WebFooter => "web-footer",
        }
    }

    /// Whether it has room for a slot.
    pub fn holds(self, slot: Slot) -> bool {
        match slot {
            Slot::Version
            | Slot::Published
            | Slot::Reviewed
            | Slot::NextReview
            | Slot::Identifier
            | Slot::WebAddress => self != Furniture::WebHeader,
            Slot::Publisher => true,
            Slot::Title | Slot::Part => self == Furniture::Head,
            Slot::Languages | Slot::Formats => self == Furniture::WebHeader,
        }
    }
}

/// What stands in each [`Furniture`], in its order; what the document has nothing for
/// is left out.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Slots([Vec<Slot>; Furniture::ALL.len()]);

impl Slots {
    /// The slots of each place.
    pub(crate) fn new(of: impl FnMut(Furniture) -> Vec<Slot>) -> Slots {
        Slots(Furniture::ALL.map(of))
    }

    /// The slots of a place.
    pub fn of(&self, place: Furniture) -> &[Slot] {
        let at = Furniture::ALL.iter().position(|it| *it == place);
        at.map_or(&[], |at| self.0[at].as_slice())
    }
}
