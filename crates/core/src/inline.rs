//! Inlines: what stands within a line of text. A closed enum; every meaning has
//! its own variant, and a `match` on it has no wildcard arm.

use std::borrow::Cow;

use crate::block::Block;
use crate::node::Meta;
use crate::span::{Span, Spanned};

/// A piece of a line of text.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Inline {
    /// Words. Where the node has a span, byte n of the text is byte n of the
    /// span; it is split wherever words and source differ.
    Text(Text),
    /// A line break in the source that reads as a space.
    SoftBreak(Meta),
    /// A line break that the author asked for.
    HardBreak(Meta),
    /// Stress, usually set in italics.
    Emphasis(Wrapped),
    /// Importance, usually set in bold.
    Strong(Wrapped),
    /// Words that no longer hold.
    Strikethrough(Wrapped),
    /// `H~2~O`.
    Subscript(Wrapped),
    /// `x^2^`.
    Superscript(Wrapped),
    /// Words with attributes: `[words]{lang=fr}`.
    Phrase(Wrapped),
    /// `` `literal` ``.
    Code(Code),
    /// `$x^2$` in a line, or `$$…$$` within a paragraph.
    Math(Math),
    /// A link out of the article.
    Link(Link),
    /// A link to a labelled place of this or another article.
    CrossReference(CrossReference),
    /// An image within a line of text.
    Image(Image),
    /// `[@key, p. 3; @other]` or `@key`.
    Citation(Citation),
    /// `[[term]]` or `[[term|shown]]`.
    Term(Term),
    /// `{{contact.phone}}`: its value stands beside the edition.
    Field(Field),
    /// `[^1]`: a call for the footnote with that label.
    NoteCall(NoteCall),
    /// `<!-- … -->`: never printed, kept by the writer.
    Comment(Comment),
}

/// Words without markup.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Text {
    /// Identity and place.
    pub meta: Meta,
    /// The words; never empty as read.
    pub text: String,
}

/// Inlines within one mark-up.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Wrapped {
    /// Identity, place and attributes.
    pub meta: Meta,
    /// What is marked.
    pub inlines: Vec<Inline>,
}

/// Literal characters in a line.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Code {
    /// Identity and place.
    pub meta: Meta,
    /// The characters.
    pub text: String,
    /// Where `text` stands, without its backticks, if it stands there byte for byte.
    pub text_span: Span,
}

/// TeX math.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Math {
    /// Identity, place and attributes.
    pub meta: Meta,
    /// The TeX source between the dollars.
    pub tex: String,
    /// Where `tex` stands.
    pub tex_span: Span,
    /// `{alt="…"}`: how to say it in words; without it the TeX is said.
    pub alt: Option<String>,
    /// Whether it was written `$$…$$`.
    pub display: bool,
}

impl Math {
    /// The text alternative: the written one, else the TeX source.
    pub fn alternative(&self) -> &str {
        self.alt.as_deref().unwrap_or(&self.tex)
    }

    /// How deeply its TeX nests at most. Parsers of TeX call themselves for every
    /// group and every argument of a command, so this is looked at before they
    /// run: groups that are open, and commands and scripts since the last plain
    /// character.
    pub fn nesting(&self) -> usize {
        let (mut open, mut chain, mut most) = (0usize, 0usize, 0);
        let mut chars = self.tex.chars().peekable();
        while let Some(c) = chars.next() {
            match c {
                '\\' => {
                    let mut name = String::new();
                    while let Some(c) = chars.next_if(char::is_ascii_alphabetic) {
                        name.push(c);
                    }
                    match name.as_str() {
                        "left" | "begin" => open += 1,
                        "right" | "end" => open = open.saturating_sub(1),
                        _ => chain += 1,
                    }
                }
                '{' => open += 1,
                '}' => open = open.saturating_sub(1),
                '_' | '^' => chain += 1,
                c if c.is_whitespace() => {}
                _ => chain = 0,
            }
            most = most.max(open + chain);
        }
        most
    }
}

/// A link to an address out of the library: http, https, mailto, tel, or a
/// relative path.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Link {
    /// Identity, place and attributes.
    pub meta: Meta,
    /// The address as written, already checked for its scheme.
    pub url: Spanned<String>,
    /// The title as written in quotes.
    pub title: Option<String>,
    /// The words of the link; an automatic link has its address.
    pub inlines: Vec<Inline>,
}

/// A link to a labelled place.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct CrossReference {
    /// Identity, place and attributes.
    pub meta: Meta,
    /// The other article's slug (`article:slug`); none: this article.
    pub article: Option<Spanned<String>>,
    /// The label (`#label`); none: the article as a whole.
    pub label: Option<Spanned<String>>,
    /// The words of the link; empty: the name of what is meant ("Table 2").
    pub inlines: Vec<Inline>,
}

/// An image within a line.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Image {
    /// Identity, place and attributes; class `decorative` allows an empty alt.
    pub meta: Meta,
    /// The path as written.
    pub source: Spanned<String>,
    /// The text alternative.
    pub alt: String,
}

impl Image {
    /// Whether it says nothing and is skipped by those who do not see it.
    pub fn is_decorative(&self) -> bool {
        self.meta.attributes.has_class("decorative")
    }
}

/// A citation of one or several references.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Citation {
    /// Identity and place.
    pub meta: Meta,
    /// How it stands in the sentence.
    pub form: CitationForm,
    /// The references in the order written; at least one.
    pub items: Vec<CitationItem>,
}

/// How a citation stands in the sentence.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum CitationForm {
    /// `[@key]`: beside the sentence.
    Bracketed,
    /// `@key`: the reference is a word of the sentence.
    InSentence,
}

/// One reference within a citation.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct CitationItem {
    /// The key, without `@`.
    pub key: Spanned<String>,
    /// Words before the key ("see").
    pub prefix: String,
    /// Words behind the key without the comma ("p. 3").
    pub locator: String,
    /// `-@key`: without the author's name.
    pub suppress_author: bool,
}

/// A glossary term in use.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Term {
    /// Identity and place.
    pub meta: Meta,
    /// The name, short form or alias as written.
    pub name: Spanned<String>,
    /// Words to show instead of the name.
    pub shown: Option<Spanned<String>>,
}

/// A place for data of the library, the site or the article.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Field {
    /// Identity and place.
    pub meta: Meta,
    /// The dotted name: `contact.phone`.
    pub name: String,
}

/// A call for a footnote.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct NoteCall {
    /// Identity and place.
    pub meta: Meta,
    /// The footnote's label, without `^`.
    pub label: String,
}

/// A comment or directive; never printed.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Comment {
    /// Identity and place.
    pub meta: Meta,
    /// What the comment says to the program.
    pub kind: CommentKind,
    /// The text between `<!--` and `-->` as written.
    pub text: String,
}

/// What a comment says to the program.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum CommentKind {
    /// Nothing.
    Plain,
    /// `<!-- pamphlet: allow RULE: reason -->`.
    Allow {
        /// The rule's name.
        rule: String,
        /// Why it does not apply here.
        reason: String,
    },
    /// `<!-- pamphlet: todo … -->`.
    Todo(String),
}

/// The text of a note's own blocks, kept with the article.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct NoteDefinition {
    /// Identity and place.
    pub meta: Meta,
    /// The label, without `^`.
    pub label: String,
    /// What the note says.
    pub blocks: Vec<Block>,
}

impl Inline {
    /// Identity, place and attributes.
    pub fn meta(&self) -> &Meta {
        match self {
            Inline::Text(n) => &n.meta,
            Inline::SoftBreak(meta) | Inline::HardBreak(meta) => meta,
            Inline::Emphasis(n)
            | Inline::Strong(n)
            | Inline::Strikethrough(n)
            | Inline::Subscript(n)
            | Inline::Superscript(n)
            | Inline::Phrase(n) => &n.meta,
            Inline::Code(n) => &n.meta,
            Inline::Math(n) => &n.meta,
            Inline::Link(n) => &n.meta,
            Inline::CrossReference(n) => &n.meta,
            Inline::Image(n) => &n.meta,
            Inline::Citation(n) => &n.meta,
            Inline::Term(n) => &n.meta,
            Inline::Field(n) => &n.meta,
            Inline::NoteCall(n) => &n.meta,
            Inline::Comment(n) => &n.meta,
        }
    }

    /// Identity, place and attributes, to be changed.
    pub fn meta_mut(&mut self) -> &mut Meta {
        match self {
            Inline::Text(n) => &mut n.meta,
            Inline::SoftBreak(meta) | Inline::HardBreak(meta) => meta,
            Inline::Emphasis(n)
            | Inline::Strong(n)
            | Inline::Strikethrough(n)
            | Inline::Subscript(n)
            | Inline::Superscript(n)
            | Inline::Phrase(n) => &mut n.meta,
            Inline::Code(n) => &mut n.meta,
            Inline::Math(n) => &mut n.meta,
            Inline::Link(n) => &mut n.meta,
            Inline::CrossReference(n) => &mut n.meta,
            Inline::Image(n) => &mut n.meta,
            Inline::Citation(n) => &mut n.meta,
            Inline::Term(n) => &mut n.meta,
            Inline::Field(n) => &mut n.meta,
            Inline::NoteCall(n) => &mut n.meta,
            Inline::Comment(n) => &mut n.meta,
        }
    }

    /// The inlines within it, if it wraps any.
    pub fn children(&self) -> &[Inline] {
        match self {
            Inline::Emphasis(n)
            | Inline::Strong(n)
            | Inline::Strikethrough(n)
            | Inline::Subscript(n)
            | Inline::Superscript(n)
            | Inline::Phrase(n) => &n.inlines,
            Inline::Link(n) => &n.inlines,
            Inline::CrossReference(n) => &n.inlines,
            Inline::Text(_)
            | Inline::SoftBreak(_)
            | Inline::HardBreak(_)
            | Inline::Code(_)
            | Inline::Math(_)
            | Inline::Image(_)
            | Inline::Citation(_)
            | Inline::Term(_)
            | Inline::Field(_)
            | Inline::NoteCall(_)
            | Inline::Comment(_) => &[],
        }
    }

    /// The inlines within it, to be changed, if it wraps any.
    pub fn children_mut(&mut self) -> Option<&mut Vec<Inline>> {
        match self {
            Inline::Emphasis(n)
            | Inline::Strong(n)
            | Inline::Strikethrough(n)
            | Inline::Subscript(n)
            | Inline::Superscript(n)
            | Inline::Phrase(n) => Some(&mut n.inlines),
            Inline::Link(n) => Some(&mut n.inlines),
            Inline::CrossReference(n) => Some(&mut n.inlines),
            Inline::Text(_)
            | Inline::SoftBreak(_)
            | Inline::HardBreak(_)
            | Inline::Code(_)
            | Inline::Math(_)
            | Inline::Image(_)
            | Inline::Citation(_)
            | Inline::Term(_)
            | Inline::Field(_)
            | Inline::NoteCall(_)
            | Inline::Comment(_) => None,
        }
    }

    /// The variant's name in kebab-case, as `inspect` prints it.
    pub fn kind(&self) -> &'static str {
        match self {
            Inline::Text(_) => "text",
            Inline::SoftBreak(_) => "soft-break",
            Inline::HardBreak(_) => "hard-break",
            Inline::Emphasis(_) => "emphasis",
            Inline::Strong(_) => "strong",
            Inline::Strikethrough(_) => "strikethrough",
            Inline::Subscript(_) => "subscript",
            Inline::Superscript(_) => "superscript",
            Inline::Phrase(_) => "phrase",
            Inline::Code(_) => "code",
            Inline::Math(_) => "math",
            Inline::Link(_) => "link",
            Inline::CrossReference(_) => "cross-reference",
            Inline::Image(_) => "image",
            Inline::Citation(_) => "citation",
            Inline::Term(_) => "term",
            Inline::Field(_) => "field",
            Inline::NoteCall(_) => "note-call",
            Inline::Comment(_) => "comment",
        }
    }

    /// Words made by the program.
    pub fn made(text: impl Into<String>) -> Inline {
        Inline::Text(Text {
            meta: Meta::made(),
            text: text.into(),
        })
    }
}

/// The words of inlines without any mark-up, for ids, titles and alternatives.
/// Citations and note calls say nothing here; a term says what it shows.
pub fn plain_text(inlines: &[Inline]) -> String {
    plain_words(inlines).into_owned()
}

/// As [`plain_text`]; what is one text already is not copied.
pub fn plain_words(inlines: &[Inline]) -> Cow<'_, str> {
    match inlines {
        [] => Cow::Borrowed(""),
        [Inline::Text(n)] => Cow::Borrowed(&n.text),
        _ => {
            let mut out = String::new();
            push_plain(inlines, &mut out);
            Cow::Owned(out)
        }
    }
}

/// Adds what [`plain_text`] says to other words.
pub fn push_plain(inlines: &[Inline], out: &mut String) {
    for inline in inlines {
        match inline {
            Inline::Text(n) => out.push_str(&n.text),
            Inline::SoftBreak(_) | Inline::HardBreak(_) => out.push(' '),
            Inline::Code(n) => out.push_str(&n.text),
            Inline::Math(n) => out.push_str(n.alternative()),
            Inline::Image(n) => out.push_str(&n.alt),
            Inline::Term(n) => out.push_str(&n.shown.as_ref().unwrap_or(&n.name).value),
            Inline::Emphasis(_)
            | Inline::Strong(_)
            | Inline::Strikethrough(_)
            | Inline::Subscript(_)
            | Inline::Superscript(_)
            | Inline::Phrase(_)
            | Inline::Link(_)
            | Inline::CrossReference(_) => push_plain(inline.children(), out),
            Inline::Citation(_) | Inline::Field(_) | Inline::NoteCall(_) | Inline::Comment(_) => {}
        }
    }
}
