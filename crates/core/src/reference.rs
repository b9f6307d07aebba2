//! Bibliography entries as read, a span per field, in whatever format they were
//! written: one model for BibLaTeX, Hayagriva, CSL-JSON and RIS.

mod field;
mod kind;
mod when;

use std::collections::BTreeMap;
use std::ops::Range;

use crate::span::{Span, Spanned};

pub use field::{Field, Role, Time};
pub use kind::Kind;
pub use when::{Day, When};

/// One entry of a bibliography. What it says stands in maps by what it is, so
/// that readers, rules and styles are tables over the same names.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Reference {
    /// Where the entry stands.
    pub span: Span,
    /// Its citation key.
    pub key: Spanned<String>,
    /// What it is.
    pub kind: Spanned<Kind>,
    /// Persons and bodies by what they did.
    pub names: BTreeMap<Role, Vec<Name>>,
    /// Everything that is words or numbers.
    pub fields: BTreeMap<Field, Spanned<Words>>,
    /// Dates by what happened then.
    pub dates: BTreeMap<Time, Spanned<When>>,
}

/// Words with marks on some of them: `<i>in vitro</i>`, `{DNA}`.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Words {
    /// The words without any markup.
    pub text: String,
    /// Marked ranges of bytes in order; none overlaps another.
    pub marks: Vec<(Range<usize>, Mark)>,
}

/// How words within a field are marked.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Mark {
    /// Keeps its capitals where a style changes them.
    Kept,
    /// Set in italics.
    Emphasis,
    /// Set in bold.
    Strong,
    /// Below the line.
    Subscript,
    /// Above the line.
    Superscript,
}

impl Words {
    /// Words without marks.
    pub fn plain(text: impl Into<String>) -> Words {
        Words {
            text: text.into(),
            marks: Vec::new(),
        }
    }

    /// Adds words, marked or not.
    pub fn push(&mut self, text: &str, mark: Option<Mark>) {
        if text.is_empty() {
            return;
        }
        let start = self.text.len();
        self.text.push_str(text);
        let Some(mark) = mark else { return };
        match self.marks.last_mut() {
            Some((range, last)) if *last == mark && range.end == start => {
                range.end = self.text.len();
            }
            _ => self.marks.push((start..self.text.len(), mark)),
        }
    }

    /// The words in pieces, each with its mark if it has one.
    pub fn pieces(&self) -> Vec<(&str, Option<Mark>)> {
        let mut out = Vec::new();
        let mut at = 0;
        for (range, mark) in &self.marks {
            out.extend(self.text.get(at..range.start).map(|text| (text, None)));
            out.extend(self.text.get(range.clone()).map(|text| (text, Some(*mark))));
            at = range.end;
        }
        out.extend(self.text.get(at..).map(|text| (text, None)));
        out.retain(|(text, _)| !text.is_empty());
        out
    }

    /// The same words with each run of white space as one space, none at the ends.
    pub fn squeezed(&self) -> Words {
        let mut out = Words::default();
        for (text, mark) in self.pieces() {
            let mut piece = String::new();
            for c in text.chars() {
                let before = piece.chars().next_back().or(out.text.chars().next_back());
                match c.is_whitespace() {
                    true if before.is_none_or(|c| c == ' ') => {}
                    true => piece.push(' '),
                    false => piece.push(c),
                }
            }
            out.push(&piece, mark);
        }
        let end = out.text.trim_end().len();
        out.text.truncate(end);
        out.marks.retain_mut(|(range, _)| {
            range.end = range.end.min(end);
            range.start < range.end
        });
        out
    }
}

/// A person's or body's name.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Name {
    /// Where it stands.
    pub span: Option<Span>,
    /// Family name, or the whole name of a body.
    pub family: String,
    /// Given names or initials.
    pub given: Option<String>,
    /// A particle that may be left out: `van`, `de la`.
    pub prefix: Option<String>,
    /// `Jr.`, `III`.
    pub suffix: Option<String>,
}

impl Name {
    /// A body: a ministry, a society, a company.
    pub fn body(name: impl Into<String>, span: Span) -> Name {
        Name {
            span: Some(span),
            family: name.into(),
            ..Name::default()
        }
    }

    /// Where it stands.
    pub fn place(&self) -> Span {
        self.span.unwrap_or(Span::NONE)
    }

    /// Whether nothing marks it as a person's.
    pub fn is_body(&self) -> bool {
        self.given.is_none() && self.prefix.is_none() && self.suffix.is_none()
    }

    /// "Walker, Richard F."
    pub fn inverted(&self) -> String {
        let family = [self.prefix.as_deref().unwrap_or(""), &self.family].join(" ");
        let rest = [self.suffix.as_deref(), self.given.as_deref()];
        let mut out = family.trim().to_owned();
        for part in rest.into_iter().flatten() {
            out.push_str(", ");
            out.push_str(part);
        }
        out
    }
}

impl Reference {
    /// An entry with nothing in it yet.
    pub fn new(span: Span, key: Spanned<String>, kind: Spanned<Kind>) -> Reference {
        Reference {
            span,
            key,
            kind,
            names: BTreeMap::new(),
            fields: BTreeMap::new(),
            dates: BTreeMap::new(),
        }
    }

    /// The words of a field.
    pub fn text(&self, field: Field) -> Option<&str> {
        self.fields
            .get(&field)
            .map(|words| words.value.text.as_str())
    }

    /// A field with its place.
    pub fn field(&self, field: Field) -> Option<&Spanned<Words>> {
        self.fields.get(&field)
    }

    /// Where a field stands; the key where it is missing.
    pub fn place(&self, field: Field) -> Span {
        self.fields
            .get(&field)
            .map_or(self.key.span, |words| words.span)
    }

    /// Those who did something for it.
    pub fn people(&self, role: Role) -> &[Name] {
        self.names.get(&role).map_or(&[], Vec::as_slice)
    }

    /// The authors, or who stands in their place.
    pub fn creators(&self) -> &[Name] {
        const ORDER: [Role; 5] = [
            Role::Author,
            Role::Editor,
            Role::Director,
            Role::Compiler,
            Role::Translator,
        ];
        let named = ORDER.iter().map(|role| self.people(*role));
        named
            .into_iter()
            .find(|names| !names.is_empty())
            .unwrap_or(&[])
    }

    /// The year it came out, where its date can be read.
    pub fn year(&self) -> Option<i32> {
        let issued = self.dates.get(&Time::Issued)?;
        issued.value.start.map(|day| day.year)
    }

    /// Sets words that are not empty, unless the field is already there.
    pub fn set(&mut self, field: Field, words: Spanned<Words>) {
        if !words.value.text.trim().is_empty() {
            self.fields.entry(field).or_insert(words);
        }
    }
}

/// The references that an article may cite; keys are unique.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct References {
    /// The entries in the order written.
    pub entries: Vec<Reference>,
}

impl References {
    /// The entry with a key.
    pub fn find(&self, key: &str) -> Option<&Reference> {
        self.entries.iter().find(|entry| entry.key.value == key)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn words_keep_their_marks_when_squeezed() {
        let mut words = Words::default();
        words.push("  The  ", None);
        words.push("in  vitro", Some(Mark::Emphasis));
        words.push(" test\n", None);
        let words = words.squeezed();
        assert_eq!(words.text, "The in vitro test");
        assert_eq!(
            words.pieces(),
            [
                ("The ", None),
                ("in vitro", Some(Mark::Emphasis)),
                (" test", None)
            ]
        );
    }

    #[test]
    fn names_turn_around() {
        let name = Name {
            family: "Beethoven".into(),
            given: Some("Ludwig".into()),
            prefix: Some("van".into()),
            suffix: Some("Jr.".into()),
            span: None,
        };
        assert_eq!(name.inverted(), "van Beethoven, Jr., Ludwig");
        assert!(!name.is_body());
        assert!(Name::body("WHO", Span::NONE).is_body());
    }
}
