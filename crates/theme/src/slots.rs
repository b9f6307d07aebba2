//! Slots: what stands in the furniture of a page, by name and in an order.

/// Something that the foot of a page can say of the document.
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
}

impl Slot {
    /// All slots.
    pub const ALL: [Slot; 7] = [
        Slot::Version,
        Slot::Published,
        Slot::Reviewed,
        Slot::NextReview,
        Slot::Identifier,
        Slot::WebAddress,
        Slot::Publisher,
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
        }
    }
}

/// The feet of pages, each slot in its order; one that the document has nothing
/// for is left out.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Slots {
    /// Of the printed article and the proof.
    pub article_foot: Vec<Slot>,
    /// Of handouts and booklets.
    pub handout_foot: Vec<Slot>,
    /// Of large print, which has room for one: the first that there is.
    pub large_print_foot: Vec<Slot>,
}
