//! Takes out of a tree what Markdown would not give back.

use pamphlet_core::block::Block;
use pamphlet_core::inline::Inline;
use pamphlet_core::walk::VisitorMut;

/// Takes out blanks at the ends of a paragraph, several blanks in a row, blanks
/// at the inner side of marks, and what says nothing. No word is joined to
/// another.
pub struct Tidy;

impl VisitorMut for Tidy {
    fn blocks(&mut self, blocks: &mut Vec<Block>) {
        blocks.retain(|block| match block {
            Block::Paragraph(n) => says(&n.inlines),
            _ => true,
        });
    }

    fn inlines(&mut self, inlines: &mut Vec<Inline>) {
        *inlines = lift_blanks(std::mem::take(inlines));
        squeeze(inlines);
        trim_end(inlines);
        inlines.retain(|it| !matches!(it, Inline::Text(n) if n.text.is_empty()));
    }
}

/// Whether inlines show anything.
fn says(inlines: &[Inline]) -> bool {
    inlines.iter().any(|inline| match inline {
        Inline::Text(n) => !n.text.trim().is_empty(),
        Inline::SoftBreak(_) | Inline::HardBreak(_) => false,
        Inline::Emphasis(_)
        | Inline::Strong(_)
        | Inline::Strikethrough(_)
        | Inline::Subscript(_)
        | Inline::Superscript(_)
        | Inline::Phrase(_) => says(inline.children()),
        Inline::Code(_)
        | Inline::Math(_)
        | Inline::Link(_)
        | Inline::CrossReference(_)
        | Inline::Image(_)
        | Inline::Citation(_)
        | Inline::Term(_)
        | Inline::Field(_)
        | Inline::NoteCall(_)
        | Inline::Comment(_) => true,
    })
}

/// Puts blanks at the ends of marked words outside of the marks; marks without
/// words go.
fn lift_blanks(inlines: Vec<Inline>) -> Vec<Inline> {
    let mut out = Vec::with_capacity(inlines.len());
    for inline in inlines {
        let marks = matches!(
            inline,
            Inline::Emphasis(_) | Inline::Strong(_) | Inline::Strikethrough(_) | Inline::Link(_)
        );
        if !marks {
            out.push(inline);
            continue;
        }
        let children = inline.children();
        let blank = |it: Option<&Inline>, end: bool| match it {
            Some(Inline::Text(n)) if end => n.text.ends_with(char::is_whitespace),
            Some(Inline::Text(n)) => n.text.starts_with(char::is_whitespace),
            Some(Inline::SoftBreak(_) | Inline::HardBreak(_)) => true,
            _ => false,
        };
        let before = blank(children.first(), false);
        let after = blank(children.last(), true);
        if before {
            out.push(Inline::made(" "));
        }
        if says(children) || matches!(inline, Inline::Link(_)) {
            out.push(inline);
        }
        if after {
            out.push(Inline::made(" "));
        }
    }
    out
}

fn squeeze(inlines: &mut [Inline]) {
    let mut blank = true;
    for at in 0..inlines.len() {
        let (before, rest) = inlines.split_at_mut(at);
        match &mut rest[0] {
            Inline::Text(n) => {
                let mut out = String::with_capacity(n.text.len());
                for c in n.text.chars() {
                    // A blank that does not break is a character of its own.
                    let is_blank = c.is_whitespace() && !matches!(c, '\u{a0}' | '\u{202f}');
                    if !is_blank {
                        out.push(c);
                    } else if !blank {
                        out.push(' ');
                    }
                    blank = is_blank;
                }
                n.text = out;
            }
            Inline::SoftBreak(_) | Inline::HardBreak(_) => {
                if let Some(Inline::Text(n)) = before.last_mut() {
                    n.text.truncate(n.text.trim_end().len());
                }
                blank = true;
            }
            _ => blank = false,
        }
    }
}

fn trim_end(inlines: &mut Vec<Inline>) {
    while let Some(last) = inlines.last_mut() {
        match last {
            Inline::Text(n) => {
                n.text.truncate(n.text.trim_end().len());
                if !n.text.is_empty() {
                    return;
                }
            }
            Inline::SoftBreak(_) | Inline::HardBreak(_) => {}
            _ => return,
        }
        inlines.pop();
    }
}
