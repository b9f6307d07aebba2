//! How marks of stress may be spelled, and whether what was written reads as it
//! should. Whether `*` opens or closes hangs on the characters on both sides and
//! on every other `*` around: reading it is surer than foreseeing it.

use std::collections::BTreeSet;
use std::mem::{Discriminant, discriminant};

use pamphlet_core::inline::{Inline, Text};
use pamphlet_core::node::Meta;
use pamphlet_core::span::Sources;
use pamphlet_core::walk::{self, Visitor};

use crate::page::Page;
use crate::reader::Reader;
use crate::same::inlines_without_places;

/// Marks of one inline that are tried both ways.
const TRIED: u32 = 5;

/// A way to spell the marks of an inline.
#[derive(Clone, Copy, Default)]
pub struct Spelling {
    /// Bit n: stress number n takes the other one of `*` and `_`.
    flips: u32,
    /// Letters before and spaces behind opening marks are written as entities.
    pub opens: bool,
    /// Spaces before and letters behind closing marks are.
    pub closes: bool,
}

impl Spelling {
    /// All ways to spell an inline with so many marks, the plain ones first.
    pub fn all(stresses: u32) -> impl Iterator<Item = Spelling> {
        let tried = stresses.min(TRIED);
        let ways = [(false, false), (false, true), (true, false), (true, true)];
        ways.into_iter().flat_map(move |(opens, closes)| {
            // Inner marks change first.
            let reverse = move |n: u32| n.reverse_bits().checked_shr(32 - tried).unwrap_or(0);
            (0..1u32 << tried).map(move |n| Spelling {
                flips: reverse(n),
                opens,
                closes,
            })
        })
    }

    /// Whether a stress, counted from none, takes the other mark.
    pub fn flips(self, stress: u32) -> bool {
        self.flips.checked_shr(stress).unwrap_or(0) & 1 == 1
    }
}

/// Whether there are marks in an inline that hang on their neighbours.
pub fn has(inline: &Inline) -> bool {
    is_mark(inline) || inline.children().iter().any(has)
}

/// Whether the marks of an inline surely open and close: stress on words between
/// blanks. Nothing needs to be read again then,
/// and most stress is of that kind.
pub fn stand_apart(inlines: &[Inline], i: usize) -> bool {
    let (Inline::Emphasis(n) | Inline::Strong(n)) = &inlines[i] else {
        return false;
    };
    let [Inline::Text(words)] = n.inlines.as_slice() else {
        return false;
    };
    let ends = [words.text.chars().next(), words.text.chars().next_back()];
    let before = match i.checked_sub(1).map(|before| &inlines[before]) {
        None | Some(Inline::SoftBreak(_) | Inline::HardBreak(_)) => true,
        Some(Inline::Text(n)) => n.text.ends_with(' '),
        Some(_) => false,
    };
    let behind = match inlines.get(i + 1) {
        None | Some(Inline::SoftBreak(_) | Inline::HardBreak(_)) => true,
        Some(Inline::Text(n)) => n.text.starts_with(' '),
        Some(_) => false,
    };
    let is_word = |c: char| c.is_alphanumeric() || ".,:;?!()“”".contains(c);
    let says = ends.iter().all(|it| it.is_some_and(is_word));
    before && behind && says && !words.text.contains('\n')
}

/// How often `*` or `_` open within an inline.
pub fn stresses(inline: &Inline) -> u32 {
    let own = matches!(inline, Inline::Emphasis(_) | Inline::Strong(_));
    u32::from(own) + inline.children().iter().map(stresses).sum::<u32>()
}

fn is_mark(inline: &Inline) -> bool {
    matches!(
        inline,
        Inline::Emphasis(_)
            | Inline::Strong(_)
            | Inline::Strikethrough(_)
            | Inline::Subscript(_)
            | Inline::Superscript(_)
    )
}

/// An inline without marks within marks of their own kind; the words stay.
pub fn flat(inline: &Inline) -> Inline {
    fn flatten(inlines: &mut Vec<Inline>, within: &mut Vec<Discriminant<Inline>>) {
        for mut inline in std::mem::take(inlines) {
            let kind = discriminant(&inline);
            let again = within.contains(&kind);
            let deeper = is_mark(&inline) && !again;
            within.extend(deeper.then_some(kind));
            if let Some(children) = inline.children_mut() {
                flatten(children, within);
                if again {
                    inlines.append(children);
                }
            }
            if !again {
                inlines.push(inline);
            }
            if deeper {
                within.pop();
            }
        }
    }
    let mut all = vec![inline.clone()];
    flatten(&mut all, &mut Vec::new());
    all.pop().unwrap_or_else(|| inline.clone())
}

/// A text that stands nowhere.
pub fn text(words: &str) -> Inline {
    Inline::Text(Text {
        meta: Meta::made(),
        text: words.to_owned(),
    })
}

/// Whether a piece of a line reads as these inlines.
pub fn reads_as(written: &str, expected: Vec<Inline>) -> bool {
    struct Labels(BTreeSet<String>);
    impl Visitor for Labels {
        fn inline(&mut self, inline: &Inline) {
            if let Inline::NoteCall(call) = inline {
                self.0.insert(call.label.clone());
            }
            walk::walk_inline(self, inline);
        }
    }
    let mut labels = Labels(BTreeSet::new());
    expected.iter().for_each(|inline| labels.inline(inline));
    let mut sources = Sources::new();
    let file = sources.add("", written);
    let none = |_: &str| Err(Vec::new());
    let mut reader = Reader::new(&mut sources, &none);
    reader.labels = labels.0;
    let read = reader.piece(&Page::inline(file, written, 0));
    inlines_without_places(read) == inlines_without_places(expected)
}
