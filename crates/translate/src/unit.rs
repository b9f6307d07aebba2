//! What an XLIFF file says, whichever version writes it.

use std::collections::BTreeMap;

use pamphlet_core::span::Span;
use sha2::{Digest, Sha256};

use crate::codes::{Code, Item};

/// A version of XLIFF.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Version {
    /// XLIFF 1.2, which older programs read.
    V1,
    /// XLIFF 2.1.
    #[default]
    V2,
}

/// A file of units.
#[derive(Clone, Debug)]
pub struct Document {
    /// Its version.
    pub version: Version,
    /// Tag of the language that is translated.
    pub source: String,
    /// Tag of the language of the translation.
    pub target: String,
    /// Units by the files that they come from.
    pub files: Vec<Group>,
    /// Where the root stands; nowhere, unless it was read.
    pub span: Span,
}

/// The units of one file.
#[derive(Clone, Debug)]
pub struct Group {
    /// Its id: `article` or `glossary`.
    pub id: String,
    /// The file below the library's root.
    pub original: String,
    /// Its units in reading order.
    pub units: Vec<Unit>,
    /// Where it stands.
    pub span: Span,
}

/// Words that are translated as one.
#[derive(Clone, Debug)]
pub struct Unit {
    /// Its id within the document, made of its path.
    pub id: String,
    /// Where it stands: `fundamentals/2/table-1/row-1/cell-2`.
    pub path: String,
    /// The path of the piece that it belongs to, as the lock has it.
    pub block: Option<String>,
    /// The hash of that piece's words, as the lock has it.
    pub hash: Option<String>,
    /// The hash of the target that it was sent with.
    pub sent: Option<String>,
    /// The source's words.
    pub source: Vec<Item>,
    /// The translation's words, if there are any.
    pub target: Option<Vec<Item>>,
    /// What the codes stand for; none where the file was read.
    pub codes: Vec<Code>,
    /// The codes' Markdown by their ids, as far as a file that was read tells it.
    pub marks: BTreeMap<String, String>,
    /// A target that its state says nobody translated.
    pub refused: Option<Refused>,
    /// What a translator should know.
    pub notes: Vec<String>,
    /// Where it stands.
    pub span: Span,
}

impl Unit {
    /// Whether its target is the one that it was sent with.
    pub fn is_untouched(&self) -> bool {
        let target = self.target.as_deref().map(hash_of);
        target.is_some() && target == self.sent
    }
}

/// The hash of a target: of its words, and of where codes stand in them.
pub fn hash_of(items: &[Item]) -> String {
    fn said(items: &[Item], out: &mut String) {
        for item in items {
            match item {
                Item::Words(words) => out.push_str(words),
                // What no words can have.
                Item::Code(code) => {
                    out.push_str(&format!("\u{1}{}\u{2}", code.id));
                    said(&code.items, out);
                    out.push('\u{3}');
                }
            }
        }
    }
    let mut all = String::new();
    said(items, &mut all);
    hash(&all)
}

/// A hash that tells the words of one article apart.
pub fn hash(words: &str) -> String {
    let digest = Sha256::digest(words.as_bytes());
    digest[..8].iter().map(|it| format!("{it:02x}")).collect()
}

/// A target whose state says that it is no translation.
#[derive(Clone, Debug)]
pub struct Refused {
    /// The state.
    pub state: String,
    /// Whether it says what the source says, or nothing.
    pub is_copy: bool,
}

/// A path as an id that XML takes (an `NMTOKEN`): other characters than letters,
/// digits, dots and hyphens are written as their number.
pub fn token(path: &str) -> String {
    let mut out = String::new();
    for c in path.chars() {
        match c {
            '/' => out.push(':'),
            c if c.is_ascii_alphanumeric() || matches!(c, '.' | '-') => out.push(c),
            c => out.push_str(&format!("_{:x}_", u32::from(c))),
        }
    }
    out
}
