//! What the book says about its accessibility, computed from what is in it, and
//! the faults that would make it say something false.

use std::collections::BTreeSet;

use pamphlet_core::article::Section;
use pamphlet_core::block::Block;
use pamphlet_core::diagnostic::Diagnostic;
use pamphlet_core::edition::{Edition, EditionPart};
use pamphlet_core::inline::{Inline, plain_text};
use pamphlet_core::node::NodeId;
use pamphlet_core::span::Span;
use pamphlet_core::walk::{self, Visitor};
use pamphlet_core::words::Words;

/// The claim, one of the nine strings that EPUB Accessibility 1.1 allows.
pub(crate) const CONFORMS_TO: &str = "EPUB Accessibility 1.1 - WCAG 2.2 Level AA";

/// What is in a book that matters to how it can be read.
#[derive(Debug, Default, PartialEq, Eq)]
pub(crate) struct Findings {
    /// Images with a text alternative.
    pub(crate) images: usize,
    /// Formulas, each with its alternative.
    pub(crate) formulas: usize,
    /// Tables, each with a header row.
    pub(crate) tables: usize,
    /// Footnotes.
    pub(crate) notes: usize,
    /// Printed pages that the page list names.
    pub(crate) pages: usize,
}

impl Findings {
    /// The senses that the content needs: words, and sight where images say
    /// something.
    pub(crate) fn modes(&self) -> Vec<&'static str> {
        match self.images {
            0 => vec!["textual"],
            _ => vec!["textual", "visual"],
        }
    }

    /// The features that help readers, by the names of schema.org.
    pub(crate) fn features(&self) -> Vec<&'static str> {
        let mut features = vec![
            "tableOfContents",
            "structuralNavigation",
            "readingOrder",
            "displayTransformability",
            "ARIA",
        ];
        if self.images > 0 {
            features.push("alternativeText");
        }
        if self.formulas > 0 {
            features.extend(["MathML", "describedMath"]);
        }
        if self.pages > 0 {
            features.extend(["pageBreakMarkers", "pageNavigation"]);
        }
        features
    }

    /// What the other metadata cannot say, in the words of a language.
    pub(crate) fn summary(&self, words: &Words) -> String {
        let access = &words.access;
        let mut summary = access.text.to_owned();
        for (count, [one, many]) in [
            (self.images, access.images),
            (self.tables, access.tables),
            (self.formulas, access.formulas),
            (self.notes, access.notes),
            (self.pages, access.pages),
        ] {
            if count > 0 {
                let said = if count == 1 { one } else { many };
                summary.push(' ');
                summary.push_str(&said.replace("{}", &count.to_string()));
            }
        }
        summary
    }
}

/// Looks through an edition. Faults are what no claim could be made with.
pub(crate) fn examine(edition: &Edition, pages: usize) -> (Findings, Vec<Diagnostic>) {
    let mut tour = Tour {
        edition,
        findings: Findings {
            notes: edition.notes.len(),
            pages,
            ..Findings::default()
        },
        faults: Vec::new(),
    };
    walk::walk_inlines(&mut tour, &edition.title);
    walk::walk_inlines(&mut tour, &edition.subtitle);
    walk::walk_blocks(&mut tour, &edition.opening);
    edition.all_parts().for_each(|part| tour.part(part));
    edition
        .notes
        .iter()
        .for_each(|note| walk::walk_blocks(&mut tour, &note.blocks));
    if plain_text(&edition.title).trim().is_empty() && edition.metadata.title.trim().is_empty() {
        tour.fault(
            "missing-title",
            Span::NONE,
            "the book has no title".into(),
            "write `title`",
        );
    }
    tour.anchors();
    (tour.findings, tour.faults)
}

struct Tour<'a> {
    edition: &'a Edition,
    findings: Findings,
    faults: Vec<Diagnostic>,
}

impl Tour<'_> {
    fn part(&mut self, part: &EditionPart) {
        walk::walk_inlines(self, &part.title);
        walk::walk_blocks(self, &part.blocks);
        part.sections
            .iter()
            .for_each(|section| self.section(section));
        for entry in &part.bibliography {
            walk::walk_inlines(self, &entry.inlines);
        }
        for item in &part.glossary {
            walk::walk_inlines(self, &item.term);
            walk::walk_inlines(self, &item.definition);
        }
    }

    fn fault(&mut self, name: &'static str, span: Span, message: String, hint: &str) {
        self.faults
            .push(Diagnostic::error(name, span, message).hint(hint));
    }

    fn image(&mut self, source: &str, alt: &str, decorative: bool, span: Span) {
        match (alt.trim().is_empty(), decorative) {
            (false, _) => self.findings.images += 1,
            (true, true) => {}
            (true, false) => self.fault(
                "missing-alt",
                span,
                format!("the image {source} has no text alternative"),
                "say in the square brackets what it shows, or mark it `{.decorative}`",
            ),
        }
    }

    fn heading(&mut self, heading: &[Inline], node: NodeId, span: Span) {
        let number = self.edition.number(node).unwrap_or("");
        let speaks = heading
            .iter()
            .any(|inline| !matches!(inline, Inline::Comment(_)));
        if number.is_empty() && !speaks {
            let message = "a heading without words cannot be navigated to".into();
            self.fault(
                "empty-heading",
                span,
                message,
                "write what the section is about",
            );
        }
    }

    /// Two things with one id would send a reader to the wrong place.
    fn anchors(&mut self) {
        let mut seen = BTreeSet::new();
        for anchor in self.edition.facts.anchors.values() {
            if !seen.insert(anchor) {
                let message = format!("the label {anchor} is used twice");
                self.faults
                    .push(Diagnostic::error("duplicate-label", Span::NONE, message));
            }
        }
    }
}

impl Visitor for Tour<'_> {
    fn section(&mut self, section: &Section) {
        self.heading(&section.heading, section.meta.id, section.meta.span);
        walk::walk_section(self, section);
    }

    fn block(&mut self, block: &Block) {
        match block {
            Block::Figure(n) => {
                self.image(&n.source.value, &n.alt, n.is_decorative(), n.meta.span);
            }
            Block::Table(n) => {
                self.findings.tables += 1;
                if n.header.cells.iter().all(|cell| cell.inlines.is_empty()) {
                    let message = "the table has no header row".into();
                    let hint = "say in the first row what each column holds";
                    self.fault("missing-table-header", n.meta.span, message, hint);
                }
            }
            Block::Chart(_) => self.findings.images += 1,
            Block::Math(_) => self.findings.formulas += 1,
            Block::Paragraph(_)
            | Block::List(_)
            | Block::TermList(_)
            | Block::Quote(_)
            | Block::Callout(_)
            | Block::KeyPoint(_)
            | Block::Steps(_)
            | Block::Questions(_)
            | Block::Actions(_)
            | Block::Code(_)
            | Block::Break(_)
            | Block::Use(_)
            | Block::Comment(_)
            | Block::Pair(_) => {}
        }
        walk::walk_block(self, block);
    }

    fn inline(&mut self, inline: &Inline) {
        match inline {
            Inline::Image(n) => {
                self.image(&n.source.value, &n.alt, n.is_decorative(), n.meta.span);
            }
            Inline::Math(_) => self.findings.formulas += 1,
            Inline::Text(_)
            | Inline::SoftBreak(_)
            | Inline::HardBreak(_)
            | Inline::Emphasis(_)
            | Inline::Strong(_)
            | Inline::Strikethrough(_)
            | Inline::Subscript(_)
            | Inline::Superscript(_)
            | Inline::Phrase(_)
            | Inline::Code(_)
            | Inline::Link(_)
            | Inline::CrossReference(_)
            | Inline::Citation(_)
            | Inline::Term(_)
            | Inline::Field(_)
            | Inline::NoteCall(_)
            | Inline::Comment(_) => {}
        }
        walk::walk_inline(self, inline);
    }
}

#[cfg(test)]
mod tests {
    use pamphlet_core::language::Language;

    use super::*;

    #[test]
    fn only_what_is_there_is_claimed() {
        let plain = Findings::default();
        assert_eq!(plain.modes(), ["textual"]);
        for absent in [
            "alternativeText",
            "MathML",
            "describedMath",
            "pageNavigation",
        ] {
            assert!(!plain.features().contains(&absent), "{absent}");
        }
        let rich = Findings {
            images: 2,
            formulas: 1,
            tables: 0,
            notes: 0,
            pages: 9,
        };
        assert_eq!(rich.modes(), ["textual", "visual"]);
        for present in [
            "alternativeText",
            "MathML",
            "describedMath",
            "pageNavigation",
        ] {
            assert!(rich.features().contains(&present), "{present}");
        }
        let words = Words::of(&Language::english()).unwrap();
        assert!(rich.summary(words).contains("Each of its 2 images has"));
        assert!(rich.summary(words).contains("Its formula is"));
        assert!(!rich.summary(words).contains("table"));
    }
}
