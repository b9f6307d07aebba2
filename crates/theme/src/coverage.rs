//! Whether a theme's fonts have every character that an edition prints. A
//! character without a glyph would be a box on paper or a strange font on
//! screen, so it is an error at its place, in every format.

use std::collections::BTreeMap;

use pamphlet_core::Span;
use pamphlet_core::article::Section;
use pamphlet_core::block::Block;
use pamphlet_core::diagnostic::Diagnostic;
use pamphlet_core::edition::{Edition, EditionPart};
use pamphlet_core::ignorable::is_ignorable;
use pamphlet_core::inline::Inline;
use pamphlet_core::language::Language;
use pamphlet_core::walk::{self, Visitor};
use pamphlet_core::words::Words;
use unicode_script::{Script, UnicodeScript};

use crate::Theme;

/// One diagnostic for each character that no font of the theme has, at its
/// first place in reading order.
pub fn check(edition: &Edition, theme: &Theme) -> Vec<Diagnostic> {
    let theme = &*theme.speaking(edition);
    let mut seen = Seen {
        edition,
        text: BTreeMap::new(),
        code: BTreeMap::new(),
    };
    walk::walk_inlines(&mut seen, &edition.title);
    walk::walk_inlines(&mut seen, &edition.subtitle);
    walk::walk_blocks(&mut seen, &edition.opening);
    edition.all_parts().for_each(|part| seen.part(part));
    edition
        .notes
        .iter()
        .for_each(|note| walk::walk_blocks(&mut seen, &note.blocks));
    for pieces in edition.facts.citations.values() {
        pieces
            .iter()
            .for_each(|piece| walk::walk_inlines(&mut seen, &piece.inlines));
    }
    for term in edition.facts.terms.values() {
        walk::walk_inlines(&mut seen, &term.inlines);
    }
    let beside = edition.beside.iter().map(|it| (&it.fields, &it.language));
    for (fields, language) in [(&edition.fields, &edition.language)]
        .into_iter()
        .chain(beside)
    {
        let seen = seen.text_in(language);
        fields
            .values()
            .for_each(|value| note(seen, value, Span::NONE));
    }
    let mut faults = seen.faults(theme);
    let beside = edition.beside.iter().map(|it| (&it.language, it.words));
    let spoken = std::iter::once((&edition.language, edition.words)).chain(beside);
    faults.extend(spoken.filter_map(|(language, words)| unspoken(language, words, theme)));
    faults
}

/// The first place of every character outside ASCII.
struct Seen<'a> {
    edition: &'a Edition,
    /// By language, since each may have fonts of its own.
    text: BTreeMap<&'a Language, BTreeMap<char, Span>>,
    code: BTreeMap<char, Span>,
}

impl<'a> Seen<'a> {
    fn part(&mut self, part: &EditionPart) {
        walk::walk_inlines(self, &part.title);
        walk::walk_blocks(self, &part.blocks);
        part.sections
            .iter()
            .for_each(|section: &Section| self.section(section));
        part.bibliography
            .iter()
            .for_each(|entry| walk::walk_inlines(self, &entry.inlines));
        for item in &part.glossary {
            walk::walk_inlines(self, &item.term);
            walk::walk_inlines(self, &item.definition);
        }
    }

    fn text_in(&mut self, language: &'a Language) -> &mut BTreeMap<char, Span> {
        self.text.entry(language).or_default()
    }

    fn faults(&self, theme: &Theme) -> Vec<Diagnostic> {
        let missing = |stack: &[&'static str], seen: &BTreeMap<char, Span>| -> Vec<Diagnostic> {
            let lacks = |c: &char| theme.fonts.family_for(stack, *c).is_none();
            seen.iter()
                .filter(|(c, _)| lacks(c))
                .map(|(c, span)| fault(*c, *span, theme))
                .collect()
        };
        let texts = self.text.iter();
        let mut faults: Vec<_> = texts
            .flat_map(|(language, seen)| missing(theme.text_of(language), seen))
            .collect();
        faults.extend(missing(&theme.fonts.mono, &self.code));
        faults
    }
}

fn note(seen: &mut BTreeMap<char, Span>, text: &str, span: Span) {
    for (byte, c) in text
        .char_indices()
        .filter(|(_, c)| !c.is_ascii() && !is_invisible(*c))
    {
        seen.entry(c)
            .or_insert_with(|| span.slice(byte..byte + c.len_utf8()));
    }
}

/// What needs no glyph.
fn is_invisible(c: char) -> bool {
    c.is_whitespace() || is_ignorable(c)
}

/// The first word of the interface with a character that no font has: a library may
/// have words of its own.
fn unspoken(language: &Language, words: &Words, theme: &Theme) -> Option<Diagnostic> {
    let stack = theme.text_of(language);
    let lacks = |c: &char| !is_invisible(*c) && theme.fonts.family_for(stack, *c).is_none();
    words.values().iter().find_map(|(key, value)| {
        let c = value
            .printed()
            .into_iter()
            .flat_map(str::chars)
            .find(lacks)?;
        let message = format!(
            "{} in `{key}` of the words for `{language}`",
            missing(c, theme)
        );
        Some(Diagnostic::error("missing-glyph", Span::NONE, message).hint(REMEDY))
    })
}

const REMEDY: &str =
    "replace the character, or lay a font that has it into the fonts/ of a theme of your own";

fn missing(c: char, theme: &Theme) -> String {
    let script = match c.script() {
        Script::Common | Script::Inherited | Script::Unknown => String::new(),
        script => format!(", {} script", script.full_name()),
    };
    let name = &theme.name;
    format!(
        "no font of the theme {name} has {c} (U+{:04X}{script})",
        c as u32
    )
}

fn fault(c: char, span: Span, theme: &Theme) -> Diagnostic {
    Diagnostic::error("missing-glyph", span, missing(c, theme)).hint(REMEDY)
}

impl Visitor for Seen<'_> {
    fn block(&mut self, block: &Block) {
        if let Block::Code(code) = block {
            note(&mut self.code, &code.text, code.text_span);
        }
        walk::walk_block(self, block);
    }

    fn inline(&mut self, inline: &Inline) {
        match inline {
            Inline::Text(text) => {
                let language = self.edition.language_of(text.meta.id);
                note(self.text_in(language), &text.text, text.meta.span);
            }
            Inline::Code(code) => note(&mut self.code, &code.text, code.text_span),
            Inline::SoftBreak(_)
            | Inline::HardBreak(_)
            | Inline::Emphasis(_)
            | Inline::Strong(_)
            | Inline::Strikethrough(_)
            | Inline::Subscript(_)
            | Inline::Superscript(_)
            | Inline::Phrase(_)
            | Inline::Math(_)
            | Inline::Link(_)
            | Inline::CrossReference(_)
            | Inline::Image(_)
            | Inline::Citation(_)
            | Inline::Term(_)
            | Inline::Field(_)
            | Inline::NoteCall(_)
            | Inline::Comment(_) => walk::walk_inline(self, inline),
        }
    }
}
