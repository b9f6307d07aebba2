//! What is known while a document is read: its tables, what is open, and what
//! was found on the way.

use std::collections::BTreeMap;
use std::rc::Rc;

use super::atoms::Change;
use super::fields::Field;
use super::notes::{Notes, Remark};
use super::numbering::Numbering;
use super::package::{Package, Relations};
use super::styles::Styles;
use super::xml::Node;
use crate::report::{Decision, Kind, Place, Report};

/// What is known while a document is read.
pub struct Reader<'d> {
    /// The container, for images.
    pub package: Package<'d>,
    /// Styles.
    pub styles: Styles,
    /// Lists and their counts.
    pub numbering: Numbering,
    /// Relations of the part in hand.
    pub relations: Relations,
    /// Footnotes and endnotes.
    pub notes: Notes<'d>,
    /// Comments by their ids.
    pub remarks: BTreeMap<String, Remark>,
    /// Which languages need no mark.
    pub languages: Vec<String>,
    /// Paragraphs so far.
    pub place: Place,
    /// Fields that are open, from the outermost.
    pub fields: Vec<Field>,
    /// Whether every field that begins also ends, so that dropping one ends too.
    pub fields_end: bool,
    /// Text boxes that are anchored in the paragraph in hand.
    pub boxes: Vec<Node<'d>>,
    /// What an editor should look at in the paragraph in hand.
    pub todos: Vec<String>,
    /// Images by file name.
    pub images: BTreeMap<String, Vec<u8>>,
    /// File names of images by part, or why one could not come along.
    pub image_files: BTreeMap<String, Result<String, String>>,
    /// What was decided.
    pub report: Report,
    /// Words of the paragraph in hand that no reader sees, by why.
    pub unseen: BTreeMap<Unseen, String>,
    /// How deep boxes and tables are nested.
    pub depth: usize,
    /// Whether paragraphs count as the one around them.
    pub frozen: bool,
    /// Whether the head or foot of a page is read.
    pub margin: bool,
}

/// Why no reader sees words.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Unseen {
    /// They are formatted as hidden.
    Hidden,
    /// A table of contents or an index.
    Contents,
    /// The code of a field.
    Code,
    /// A prompt of a form that nobody filled in.
    Prompt,
    /// How to read characters aloud.
    Reading,
    /// What Word fills in by itself at the edge of a page.
    Moment,
}

impl Unseen {
    fn said(self) -> &'static str {
        match self {
            Unseen::Hidden => "hidden text was left out",
            Unseen::Contents => "a table of contents or an index was left out; it is made anew",
            Unseen::Code => "words in the code of a field were left out",
            Unseen::Prompt => "the prompt of an empty form field was left out",
            Unseen::Reading => "readings above characters were left out",
            Unseen::Moment => "numbers of pages and today's date were left out",
        }
    }
}

/// What an element stands under.
#[derive(Clone, Default)]
pub struct Under {
    /// A tracked change.
    pub change: Option<Rc<Change>>,
    /// A link.
    pub link: Option<Rc<str>>,
}

impl<'d> Reader<'d> {
    /// A reader that knows a document's container and styles and nothing else.
    pub fn new(package: Package<'d>, styles: Styles) -> Reader<'d> {
        Reader {
            package,
            styles,
            numbering: Numbering::default(),
            relations: Relations::default(),
            notes: Notes::default(),
            remarks: BTreeMap::new(),
            languages: Vec::new(),
            place: Place::WHOLE,
            fields: Vec::new(),
            fields_end: true,
            boxes: Vec::new(),
            todos: Vec::new(),
            images: BTreeMap::new(),
            image_files: BTreeMap::new(),
            report: Report::default(),
            unseen: BTreeMap::new(),
            depth: 0,
            frozen: false,
            margin: false,
        }
    }

    /// Adds a decision at the paragraph in hand.
    pub fn say(&mut self, kind: Kind, confidence: u8, message: impl Into<String>) {
        self.report.say(self.place, kind, confidence, message);
    }

    /// Adds a decision that drops words at the paragraph in hand.
    pub fn drop(&mut self, kind: Kind, confidence: u8, message: impl Into<String>, words: &str) {
        let decision = Decision::new(self.place, kind, confidence, message);
        self.report.add(decision.dropping(words));
    }

    /// Adds a decision that adds words at the paragraph in hand.
    pub fn add(&mut self, kind: Kind, confidence: u8, message: impl Into<String>, words: &str) {
        let decision = Decision::new(self.place, kind, confidence, message);
        self.report.add(decision.adding(words));
    }

    /// Reports what the paragraph in hand held and no reader sees.
    pub fn report_unseen(&mut self) {
        let kind = match self.margin {
            true => Kind::HeadOrFoot,
            false => Kind::Dropped,
        };
        for (why, words) in std::mem::take(&mut self.unseen) {
            if words.contains(char::is_alphanumeric) {
                let confidence = match why {
                    Unseen::Hidden | Unseen::Code => 60,
                    _ => 95,
                };
                let message = format!("{}: {}", why.said(), excerpt(&words));
                self.drop(kind, confidence, message, &words);
            }
        }
    }

    /// Notes that something may be missing: in the report, and for the editor.
    pub fn doubt(&mut self, kind: Kind, confidence: u8, message: impl Into<String>) {
        let message = message.into();
        self.todos.push(message.clone());
        self.say(kind, confidence, message);
    }
}

/// The first words of a text, in quotes.
pub fn excerpt(text: &str) -> String {
    let words: Vec<&str> = text.split_whitespace().collect();
    match words.len() {
        0..=12 => format!("“{}”", words.join(" ")),
        _ => format!("“{} …”", words[..12].join(" ")),
    }
}
