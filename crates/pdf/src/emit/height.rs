//! How high blocks are on the page, roughly: what may not be divided has to fit on one.

use pamphlet_core::block::{Block, ListItem, Step};
use pamphlet_core::ideographs::is_ideograph;
use pamphlet_core::inline::{Inline, plain_text};

use super::{Emitter, tokens};

/// The largest share of the page's height that stays whole. What is estimated may be half as
/// high again, and some of the page is a heading's or notes'.
const SHARE: f64 = 0.45;
/// Between blocks, in sizes of the type.
const GAP: f64 = 1.2;
/// What a box has above and below its words, in sizes of the type.
const FRAME: f64 = 5.0;
/// What a mark and its gap take of an item's width, in sizes of the type.
const MARK: f64 = 2.5;

impl Emitter<'_> {
    /// Whether blocks are low enough to stay on one page. Nothing that holds a picture or a
    /// table is, whose height is not told by their words.
    pub(super) fn is_low(&self, blocks: &[Block]) -> bool {
        let most = self.place.height * SHARE;
        self.height(blocks, self.place.text)
            .is_some_and(|it| it <= most)
    }

    /// The lines that words take in a width.
    pub(super) fn lines(&self, inlines: &[Inline], width: f64) -> f64 {
        let em = self.theme.typography.body;
        let letter = |c: char| {
            if is_ideograph(c) {
                1.0
            } else {
                tokens::CHARACTER
            }
        };
        let long: f64 = plain_text(inlines).chars().map(letter).sum();
        (long * em / width.max(em)).ceil().max(1.0)
    }

    /// The height of blocks in points; none where it is not told by their words.
    fn height(&self, blocks: &[Block], width: f64) -> Option<f64> {
        blocks
            .iter()
            .map(|block| self.height_of(block, width))
            .sum()
    }

    fn height_of(&self, block: &Block, width: f64) -> Option<f64> {
        let em = self.theme.typography.body;
        let line = em * self.theme.leading_of(self.language);
        let words = |inlines: &[Inline]| self.lines(inlines, width) * line;
        let boxed = |blocks: &[Block]| Some(self.height(blocks, width - 3.0 * em)? + FRAME * em);
        Some(match block {
            Block::Paragraph(n) => words(&n.inlines) + GAP * em,
            Block::List(n) => self.items(&n.items, width)?,
            Block::Questions(n) | Block::Actions(n) => {
                self.height(&n.lead, width)? + self.items(&n.items, width)? + FRAME * em
            }
            Block::TermList(n) => {
                let items = n.items.iter().map(|item| {
                    let said = item.descriptions.iter();
                    let said: Option<f64> = said.map(|it| self.height(it, width - em)).sum();
                    Some(said? + words(&item.term))
                });
                items.sum::<Option<f64>>()?
            }
            Block::Steps(n) => self.height(&n.lead, width)? + self.steps_height(&n.items, width)?,
            Block::Quote(n) | Block::KeyPoint(n) => boxed(&n.blocks)?,
            Block::Callout(n) => boxed(&n.blocks)? + line,
            Block::Use(n) => self.height(&n.blocks, width)?,
            Block::Pair(n) => {
                let first = self.height(&n.first, width)?;
                let second = self.height(&n.second, width)?;
                if n.stacked {
                    first + second
                } else {
                    first.max(second)
                }
            }
            Block::Break(_) => 4.0 * em,
            Block::Comment(_) => 0.0,
            Block::Table(_) | Block::Figure(_) | Block::Chart(_) => return None,
            Block::Math(_) | Block::Code(_) => return None,
        })
    }

    fn items(&self, items: &[ListItem], width: f64) -> Option<f64> {
        let width = width - MARK * self.theme.typography.body;
        let each = items.iter().map(|item| self.height(&item.blocks, width));
        each.sum()
    }

    fn steps_height(&self, steps: &[Step], width: f64) -> Option<f64> {
        let width = width - MARK * self.theme.typography.body;
        let each = steps.iter().map(|step| {
            Some(self.height(&step.blocks, width)? + self.steps_height(&step.branches, width)?)
        });
        each.sum()
    }
}
