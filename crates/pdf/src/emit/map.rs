//! The way back from emitted Typst code to the author's bytes.

use std::ops::Range;

use pamphlet_core::{NodeId, Span};

/// Words of the edition in the code.
#[derive(Clone, Debug)]
pub(crate) struct Literal {
    /// The bytes of the `text("…")` call.
    pub range: Range<usize>,
    /// The text node.
    pub node: NodeId,
    /// Byte within the node's text at which the literal starts.
    pub byte: usize,
    /// Where the literal's words were written.
    pub span: Span,
    /// Bytes of the literal's value before its words: a space of the program's.
    pub lead: usize,
    /// Bytes of the literal's value at which it has a byte that the words have not:
    /// where a space became a wider character, or a sign was put in.
    pub widened: Vec<u32>,
}

impl Literal {
    /// The byte of the node's text that byte `value` of the literal's value came from.
    pub fn node_byte(&self, value: usize) -> usize {
        let wider = self
            .widened
            .iter()
            .filter(|at| (**at as usize) < value)
            .count();
        self.byte + value.saturating_sub(wider + self.lead)
    }
}

/// Literals and regions of the code, each with its place.
#[derive(Debug, Default)]
pub(crate) struct SourceMap {
    literals: Vec<Literal>,
    regions: Vec<(Range<usize>, Span)>,
}

impl SourceMap {
    /// Adds words; calls come in the order of the code.
    pub fn literal(&mut self, literal: Literal) {
        self.literals.push(literal);
    }

    /// Adds a region of the code.
    pub fn region(&mut self, range: Range<usize>, span: Span) {
        self.regions.push((range, span));
    }

    /// The literal that a byte of the code lies in.
    pub fn literal_at(&self, byte: usize) -> Option<&Literal> {
        let after = self.literals.partition_point(|l| l.range.start <= byte);
        let literal = &self.literals[after.checked_sub(1)?];
        literal.range.contains(&byte).then_some(literal)
    }

    /// Where the code at `range` was written: its words, else the innermost
    /// region around it.
    pub fn place(&self, range: &Range<usize>) -> Option<Span> {
        let words = self.literal_at(range.start).map(|l| l.span);
        words.filter(|span| !span.is_none()).or_else(|| {
            self.regions
                .iter()
                .filter(|(r, _)| r.start <= range.start && range.end <= r.end)
                .min_by_key(|(r, _)| r.len())
                .map(|(_, span)| *span)
        })
    }
}
