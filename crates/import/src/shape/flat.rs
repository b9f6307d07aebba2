//! Inlines as one string, to be looked through, and cut where something was
//! found.

use std::borrow::Cow;

use pamphlet_core::inline::{Inline, Text};

/// Stands for what has no words of its own: an image, a note's call.
pub const OBJECT: char = '\u{FFFC}';

/// The words of inlines as one string; [`cut`] takes its offsets. Most lines are
/// one text, which is not copied.
pub fn flat(inlines: &[Inline]) -> Cow<'_, str> {
    match inlines {
        [Inline::Text(n)] => Cow::Borrowed(&n.text),
        _ => {
            let mut out = String::new();
            push(inlines, &mut out);
            Cow::Owned(out)
        }
    }
}

fn push(inlines: &[Inline], out: &mut String) {
    for inline in inlines {
        match inline {
            Inline::Text(n) => out.push_str(&n.text),
            Inline::SoftBreak(_) | Inline::HardBreak(_) => out.push(' '),
            Inline::Emphasis(_)
            | Inline::Strong(_)
            | Inline::Strikethrough(_)
            | Inline::Subscript(_)
            | Inline::Superscript(_)
            | Inline::Phrase(_)
            | Inline::Link(_)
            | Inline::CrossReference(_) => push(inline.children(), out),
            Inline::Code(_)
            | Inline::Math(_)
            | Inline::Image(_)
            | Inline::Citation(_)
            | Inline::Term(_)
            | Inline::Field(_)
            | Inline::NoteCall(_)
            | Inline::Comment(_) => out.push(OBJECT),
        }
    }
}

/// Cuts inlines at rising offsets of [`flat`]: one piece more than offsets. A
/// mark-up that is cut goes on in the next piece; its label stays with the first.
pub fn cut(inlines: Vec<Inline>, places: &[usize]) -> Vec<Vec<Inline>> {
    let mut cutter = Cutter {
        at: 0,
        places,
        next: 0,
    };
    let mut pieces = cutter.pieces(inlines);
    pieces.resize_with(places.len() + 1, Vec::new);
    pieces
}

struct Cutter<'a> {
    at: usize,
    places: &'a [usize],
    next: usize,
}

impl Cutter<'_> {
    /// Whether the next place is not behind `end`; it is used up.
    fn place(&mut self, end: usize) -> Option<usize> {
        let place = *self.places.get(self.next)?;
        (place < end).then(|| {
            self.next += 1;
            place.max(self.at)
        })
    }

    fn pieces(&mut self, inlines: Vec<Inline>) -> Vec<Vec<Inline>> {
        let mut done = Vec::new();
        let mut open = Vec::new();
        for inline in inlines {
            match inline {
                Inline::Text(n) => {
                    let (start, end) = (self.at, self.at + n.text.len());
                    let mut from = start;
                    while let Some(place) = self.place(end) {
                        push_text(&n.text[from - start..place - start], &mut open);
                        done.push(std::mem::take(&mut open));
                        from = place;
                        self.at = place;
                    }
                    self.at = end;
                    match from == start {
                        true => open.push(Inline::Text(n)),
                        false => push_text(&n.text[from - start..], &mut open),
                    }
                }
                mut inline => match inline.children_mut().map(std::mem::take) {
                    Some(children) => {
                        while let Some(_before) = self.place(self.at + 1) {
                            done.push(std::mem::take(&mut open));
                        }
                        let mut pieces = self.pieces(children).into_iter();
                        let mut last = pieces.next();
                        let mut whole = inline;
                        for piece in pieces {
                            let mut next = whole.clone();
                            next.meta_mut().attributes.id = None;
                            let filled = filled(whole, last.replace(piece));
                            open.extend(filled);
                            done.push(std::mem::take(&mut open));
                            whole = next;
                        }
                        open.extend(filled(whole, last));
                    }
                    None => {
                        let width = match inline {
                            Inline::SoftBreak(_) | Inline::HardBreak(_) => 1,
                            _ => OBJECT.len_utf8(),
                        };
                        while let Some(_before) = self.place(self.at + 1) {
                            done.push(std::mem::take(&mut open));
                        }
                        self.at += width;
                        open.push(inline);
                    }
                },
            }
        }
        done.push(open);
        done
    }
}

fn filled(mut whole: Inline, piece: Option<Vec<Inline>>) -> Option<Inline> {
    let piece = piece.filter(|piece| !piece.is_empty())?;
    if let Some(children) = whole.children_mut() {
        *children = piece;
    }
    Some(whole)
}

fn push_text(text: &str, out: &mut Vec<Inline>) {
    if !text.is_empty() {
        out.push(Inline::made(text));
    }
}

/// Puts words that stand side by side into one text.
pub fn joined(inlines: Vec<Inline>) -> Vec<Inline> {
    let mut out: Vec<Inline> = Vec::new();
    for inline in inlines {
        match (out.last_mut(), inline) {
            (Some(Inline::Text(Text { text, .. })), Inline::Text(n)) => text.push_str(&n.text),
            (_, inline) => out.push(inline),
        }
    }
    out
}

#[cfg(test)]
mod tests {
    use pamphlet_core::inline::Wrapped;
    use pamphlet_core::node::Meta;
    use proptest::prelude::*;

    use super::*;

    fn strong(inlines: Vec<Inline>) -> Inline {
        Inline::Strong(Wrapped {
            meta: Meta::made(),
            inlines,
        })
    }

    #[test]
    fn mark_up_that_is_cut_goes_on() {
        let inlines = vec![
            Inline::made("a b"),
            strong(vec![Inline::made(" c d")]),
            Inline::SoftBreak(Meta::made()),
            Inline::made("e"),
        ];
        assert_eq!(flat(&inlines), "a b c d e");
        let pieces = cut(inlines, &[1, 5, 8]);
        let said: Vec<String> = pieces
            .iter()
            .map(|piece| flat(piece).into_owned())
            .collect();
        assert_eq!(said, ["a", " b c", " d ", "e"]);
        assert!(matches!(pieces[2][0], Inline::Strong(_)));
    }

    fn inlines() -> impl Strategy<Value = Vec<Inline>> {
        let leaf = prop_oneof![
            "[a-c ]{1,4}".prop_map(Inline::made),
            Just(Inline::SoftBreak(Meta::made())),
        ];
        let nested = leaf.prop_recursive(3, 20, 4, |inner| {
            prop::collection::vec(inner, 1..4).prop_map(strong)
        });
        prop::collection::vec(nested, 0..5)
    }

    proptest! {
        #[test]
        fn pieces_say_what_the_whole_says(
            inlines in inlines(),
            places in prop::collection::btree_set(0usize..40, 0..6),
        ) {
            let whole = flat(&inlines).into_owned();
            let places: Vec<usize> =
                places.into_iter().filter(|place| *place <= whole.len()).collect();
            let pieces = cut(inlines, &places);
            prop_assert_eq!(pieces.len(), places.len() + 1);
            let ends = places.iter().copied().chain([whole.len()]);
            let mut from = 0;
            for (piece, end) in pieces.iter().zip(ends) {
                prop_assert_eq!(flat(piece), &whole[from..end]);
                from = end;
            }
        }
    }
}
