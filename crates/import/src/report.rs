//! What an import decided: every decision with its place, its kind and how sure
//! it is.

use std::fmt;

/// Where something stood in the source: a line of text, or a paragraph of a
/// document's body, counted from 1; 0 is the source as a whole.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Place(pub u32);

impl Place {
    /// The source as a whole.
    pub const WHOLE: Place = Place(0);
}

/// Above this percentage a decision needs no second look.
pub const SURE: u8 = 80;

macro_rules! kinds {
    ($($(#[$doc:meta])* $kind:ident = $name:literal),* $(,)?) => {
        /// What a decision is about.
        #[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
        pub enum Kind {
            $($(#[$doc])* $kind,)*
        }

        impl Kind {
            /// Its name in reports: `heading-doubt`.
            pub fn name(self) -> &'static str {
                match self {
                    $(Kind::$kind => $name,)*
                }
            }
        }
    };
}

kinds! {
    /// A line that names one of the five parts.
    Part = "part",
    /// A line or heading that opens a section.
    Section = "section",
    /// A heading whose words look mangled: capitals, a lost colon.
    HeadingDoubt = "heading-doubt",
    /// The title of the article.
    Title = "title",
    /// The language of the source.
    Language = "language",
    /// Something assumed because the source does not say it.
    Assumed = "assumed",
    /// Rows that are a table.
    Table = "table",
    /// Lines that are a list.
    List = "list",
    /// Items that begin with a label.
    Labels = "labels",
    /// A flattened list that is a process.
    Steps = "steps",
    /// A sentence set apart.
    KeyPoint = "key-point",
    /// A pasted definition that was lifted out of a sentence.
    Definition = "definition",
    /// A second definition of one term.
    SecondDefinition = "second-definition",
    /// A short form that goes back to its term.
    ShortForm = "short-form",
    /// A reference that was understood.
    Reference = "reference",
    /// A reference kept whole because it was not understood.
    RawReference = "raw-reference",
    /// A mention that is a citation now.
    Citation = "citation",
    /// A mention that no reference, or more than one, fits.
    UnclearMention = "unclear-mention",
    /// A separator that was read as a dash or colon.
    Separator = "separator",
    /// Quotation marks made even.
    Quotes = "quotes",
    /// A range that got its dash.
    Range = "range",
    /// Front matter taken from the source.
    Front = "front",
    /// Front matter that the source does not give.
    Slot = "slot",
    /// An image that came along.
    Image = "image",
    /// An image that could not come along.
    LostImage = "lost-image",
    /// An image without words for those who do not see it.
    MissingAlt = "missing-alt",
    /// A footnote.
    Note = "note",
    /// A remark of an editor in the source.
    Remark = "remark",
    /// Words that were added or deleted in the source and not yet accepted.
    TrackedChange = "tracked-change",
    /// Merged cells that were split.
    MergedCells = "merged-cells",
    /// Text from a box beside the text.
    TextBox = "text-box",
    /// Text from a page's head or foot.
    HeadOrFoot = "head-or-foot",
    /// A construct written in another way.
    Converted = "converted",
    /// A construct that has no place in an article; its words are named.
    Dropped = "dropped",
}

impl fmt::Display for Kind {
    fn fmt(&self, f: &mut fmt::Formatter) -> fmt::Result {
        f.write_str(self.name())
    }
}

/// One decision.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Decision {
    /// Where.
    pub place: Place,
    /// About what.
    pub kind: Kind,
    /// How sure it is, in percent.
    pub confidence: u8,
    /// What was decided, a lower-case fragment that names the thing.
    pub message: String,
    /// Words of the source that stand nowhere in the outcome.
    pub dropped: Vec<String>,
    /// Words of the outcome that do not stand in the source.
    pub added: Vec<String>,
}

impl Decision {
    /// A decision that loses and adds no word.
    pub fn new(place: Place, kind: Kind, confidence: u8, message: impl Into<String>) -> Decision {
        Decision {
            place,
            kind,
            confidence,
            message: message.into(),
            dropped: Vec::new(),
            added: Vec::new(),
        }
    }

    /// Names words that stand nowhere in the outcome.
    pub fn dropping(mut self, text: &str) -> Decision {
        self.dropped.extend(words(text).map(str::to_owned));
        self
    }

    /// Names words that do not stand in the source.
    pub fn adding(mut self, text: &str) -> Decision {
        self.added.extend(words(text).map(str::to_owned));
        self
    }

    /// Whether an editor should look at it.
    pub fn is_unsure(&self) -> bool {
        self.confidence < SURE
    }
}

/// What stands between white space and holds a letter or digit: the unit in
/// which words are counted.
pub fn words(text: &str) -> impl Iterator<Item = &str> {
    let chunks = text.split_whitespace();
    chunks.filter(|word| word.contains(char::is_alphanumeric))
}

/// All decisions of one import.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Report {
    /// The decisions, by place once settled.
    pub decisions: Vec<Decision>,
}

impl Report {
    /// Adds a decision.
    pub fn add(&mut self, decision: Decision) {
        self.decisions.push(decision);
    }

    /// Adds a decision that loses and adds no word.
    pub fn say(&mut self, place: Place, kind: Kind, confidence: u8, message: impl Into<String>) {
        self.add(Decision::new(place, kind, confidence, message));
    }

    /// Decisions of a kind.
    pub fn of(&self, kind: Kind) -> impl Iterator<Item = &Decision> {
        self.decisions.iter().filter(move |it| it.kind == kind)
    }

    /// The mean confidence in percent; 100 where nothing had to be decided.
    pub fn confidence(&self) -> u8 {
        let sum: u32 = self
            .decisions
            .iter()
            .map(|it| u32::from(it.confidence))
            .sum();
        let count = self.decisions.len() as u32;
        sum.checked_div(count).map_or(100, |mean| mean as u8)
    }

    /// Sorts by place; decisions of one place keep their order.
    pub(crate) fn settle(&mut self) {
        self.decisions.sort_by_key(|it| it.place);
    }
}
