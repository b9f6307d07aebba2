//! How the edition's style cites, and what follows for the text around: notes
//! that citations become, and marks above the line that stand close to a word.

use pamphlet_cite::{DEFAULT_STYLE, Style, Unusable};
use pamphlet_core::block::Block;
use pamphlet_core::diagnostic::Diagnostic;
use pamphlet_core::edition::Edition;
use pamphlet_core::inline::{Citation, CitationForm, Inline, NoteCall, NoteDefinition, Text};
use pamphlet_core::language::Language;
use pamphlet_core::node::Meta;
use pamphlet_core::profile::ReferenceList;
use pamphlet_core::walk::{self, VisitorMut};

use crate::{Input, front_span};

/// The style: the edition's, else the article's, else the library's, else the
/// default.
pub(crate) fn style(input: &Input, language: &Language, report: &mut Vec<Diagnostic>) -> Style {
    let front = input.article.front.csl.as_ref();
    let asked = input
        .profile
        .csl
        .as_deref()
        .or(front.map(|csl| csl.value.as_str()))
        .or(input.library.csl.as_deref())
        .unwrap_or(DEFAULT_STYLE);
    let (styles, words) = (&input.library.styles, &input.library.words);
    let fault = match Style::load(asked, styles, language, words) {
        Ok(style) if style.has_list() => return style,
        Ok(_) => Unusable {
            message: format!("the citation style `{asked}` has no list of references"),
            hint: format!("take one that has: `{DEFAULT_STYLE}`"),
        },
        Err(fault) => fault,
    };
    let own = input.profile.csl.is_none();
    let span = front
        .filter(|_| own)
        .map_or(front_span(input.article), |csl| csl.span);
    report.push(Diagnostic::error("unknown-style", span, fault.message).hint(fault.hint));
    let empty = Default::default();
    match Style::load(DEFAULT_STYLE, &empty, language, words) {
        Ok(style) => style,
        Err(fault) => unreachable!("the default style is in the archive: {}", fault.message),
    }
}

/// Whether citations print the names in sentences alone: where the edition has no list,
/// not even elsewhere, or one elsewhere that numbers would point into.
pub(crate) fn names_alone(input: &Input, style: &Style) -> bool {
    match input.profile.references {
        ReferenceList::List => false,
        ReferenceList::Link => style.is_keyed() && input.article.front.canonical_url.is_some(),
        ReferenceList::None => true,
    }
}

/// Makes room for citations in the main text: a style of notes turns each into a
/// call, and gives the notes. Of one that prints nothing no space is left.
pub(crate) fn fit(input: &Input, edition: &mut Edition, style: &Style) -> Vec<NoteDefinition> {
    let names_alone = names_alone(input, style);
    let mut fit = Fit {
        notes: style.is_notes() && !names_alone,
        close: style.is_notes() || style.is_raised() || names_alone,
        after: edition.language.primary() == "en",
        made: Vec::new(),
    };
    if !fit.close {
        return Vec::new();
    }
    for part in &mut edition.parts {
        walk::walk_inlines_mut(&mut fit, &mut part.title);
        walk::walk_blocks_mut(&mut fit, &mut part.blocks);
        for section in &mut part.sections {
            walk::walk_section_mut(&mut fit, section);
        }
    }
    fit.made
}

/// The same for the text of notes, where citations stay what they are.
pub(crate) fn fit_notes(input: &Input, edition: &mut Edition, style: &Style) {
    if !style.is_raised() && !names_alone(input, style) {
        return;
    }
    let mut fit = Fit {
        notes: false,
        close: true,
        after: edition.language.primary() == "en",
        made: Vec::new(),
    };
    for note in &mut edition.notes {
        walk::walk_blocks_mut(&mut fit, &mut note.blocks);
    }
}

/// What the labels of made notes start with; no author can write it.
const MADE: char = '\u{1}';

/// Whether a note is one that a citation became.
pub(crate) fn is_made(label: &str) -> bool {
    label.starts_with(MADE)
}

struct Fit {
    notes: bool,
    /// Marks stand close to the word before.
    close: bool,
    /// Marks stand behind a full stop or comma, as English has it.
    after: bool,
    made: Vec<NoteDefinition>,
}

impl VisitorMut for Fit {
    fn inlines(&mut self, inlines: &mut Vec<Inline>) {
        if !inlines
            .iter()
            .any(|inline| matches!(inline, Inline::Citation(_)))
        {
            return;
        }
        let mut out: Vec<Inline> = Vec::new();
        let mut rest = std::mem::take(inlines).into_iter().peekable();
        while let Some(inline) = rest.next() {
            let Inline::Citation(citation) = inline else {
                out.push(inline);
                continue;
            };
            if citation.form == CitationForm::Bracketed {
                close_up(&mut out);
                if self.after
                    && let Some(Inline::Text(next)) = rest.peek_mut()
                    && let Some(mark) = leading_mark(next)
                    && !ends_with_mark(&out)
                {
                    out.push(Inline::Text(mark));
                }
            }
            match self.notes {
                false => out.push(Inline::Citation(citation)),
                true => self.note(citation, &mut out),
            }
        }
        out.retain(|inline| !matches!(inline, Inline::Text(text) if text.text.is_empty()));
        *inlines = out;
    }
}

impl Fit {
    fn note(&mut self, citation: Citation, out: &mut Vec<Inline>) {
        let span = citation.meta.span;
        if citation.form == CitationForm::InSentence
            && !citation.items.iter().all(|item| item.suppress_author)
        {
            // The sentence has the name; the note has it again, with the rest.
            out.push(Inline::Citation(citation.clone()));
        }
        let label = format!("{MADE}{}", self.made.len());
        let mut block = Block::made(vec![Inline::Citation(Citation {
            form: CitationForm::Bracketed,
            ..citation
        })]);
        block.meta_mut().span = span;
        self.made.push(NoteDefinition {
            meta: Meta::at(span),
            label: label.clone(),
            blocks: vec![block],
        });
        out.push(Inline::NoteCall(NoteCall {
            meta: Meta::at(span),
            label,
        }));
    }
}

/// Takes away the space before a mark.
fn close_up(out: &mut Vec<Inline>) {
    while matches!(out.last(), Some(Inline::SoftBreak(_))) {
        out.pop();
    }
    let alone = out.len() == 1;
    if let Some(Inline::Text(text)) = out.last_mut() {
        let length = text.text.trim_end().len();
        if length > 0 || !alone {
            cut(text, 0..length);
        }
    }
}

/// The full stop or comma at the start of a text, taken off it. Not of "...".
fn leading_mark(text: &mut Text) -> Option<Text> {
    let first = text
        .text
        .chars()
        .next()
        .filter(|c| matches!(c, '.' | ','))?;
    if text.text[1..].starts_with(first) {
        return None;
    }
    let mut mark = text.clone();
    cut(&mut mark, 0..1);
    let length = text.text.len();
    cut(text, 1..length);
    Some(mark)
}

fn ends_with_mark(out: &[Inline]) -> bool {
    match out.last() {
        Some(Inline::Text(text)) => text.text.ends_with(['.', ',', '?', '!', ';', ':']),
        _ => false,
    }
}

/// Keeps a part of a text, with its place.
fn cut(text: &mut Text, range: std::ops::Range<usize>) {
    if !text.meta.span.is_none() {
        text.meta.span = text.meta.span.slice(range.clone());
    }
    text.text = text.text[range].to_owned();
}
