//! Inlines as a browser would set them: white space collapsed, nothing empty,
//! nothing twice within itself.

use std::mem::discriminant;

use pamphlet_core::inline::{Inline, Text};
use pamphlet_core::node::Meta;

/// Inlines whose text is as in the source, as they read.
pub fn tidy(inlines: Vec<Inline>) -> Vec<Inline> {
    let mut state = State::default();
    let mut out = collapse(inlines, &mut state, &[]);
    while matches!(
        out.last(),
        Some(Inline::HardBreak(_) | Inline::SoftBreak(_))
    ) {
        out.pop();
    }
    out
}

/// Divides inlines where two line breaks follow each other.
pub fn paragraphs(inlines: Vec<Inline>) -> Vec<Vec<Inline>> {
    let mut out = vec![Vec::new()];
    let mut breaks = Vec::new();
    for inline in inlines {
        match inline {
            Inline::HardBreak(_) => breaks.push(inline),
            inline => {
                if breaks.len() > 1 {
                    out.push(Vec::new());
                    breaks.clear();
                }
                let last = out.last_mut().expect("there is always one");
                last.append(&mut breaks);
                last.push(inline);
            }
        }
    }
    out.retain(|paragraph| !paragraph.is_empty());
    out
}

#[derive(Default)]
struct State {
    /// White space was seen and not yet written.
    space: bool,
    /// Something stands before it in this line.
    begun: bool,
}

fn collapse(inlines: Vec<Inline>, state: &mut State, around: &[Inline]) -> Vec<Inline> {
    let mut out: Vec<Inline> = Vec::new();
    for inline in inlines {
        match inline {
            Inline::Text(text) => {
                let text = spaced(&text.text, state);
                push_text(&mut out, &text);
            }
            Inline::SoftBreak(_) => state.space = true,
            Inline::HardBreak(meta) => {
                state.space = false;
                if state.begun {
                    out.push(Inline::HardBreak(meta));
                }
            }
            mut inline if wraps(&inline) => {
                let kind = discriminant(&inline);
                let twice = around.iter().any(|outer| discriminant(outer) == kind);
                let children = inline
                    .children_mut()
                    .map(std::mem::take)
                    .unwrap_or_default();
                let mut path = around.to_vec();
                path.push(empty(&inline));
                let mut inner = collapse(children, state, &path);
                if let Some(Inline::Text(first)) = inner.first_mut()
                    && first.text.starts_with(' ')
                {
                    first.text.remove(0);
                    if first.text.is_empty() {
                        inner.remove(0);
                    }
                    push_text(&mut out, " ");
                }
                if inner.iter().all(|it| matches!(it, Inline::HardBreak(_))) || twice {
                    out.extend(inner);
                    continue;
                }
                if let Some(last) = out.last_mut()
                    && discriminant(last) == kind
                    && is_look(last)
                    && let Some(before) = last.children_mut()
                {
                    before.extend(inner);
                    continue;
                }
                if let Some(children) = inline.children_mut() {
                    *children = inner;
                }
                out.push(inline);
            }
            inline => {
                if state.space && state.begun {
                    push_text(&mut out, " ");
                }
                state.space = false;
                state.begun = true;
                out.push(inline);
            }
        }
    }
    out
}

fn wraps(inline: &Inline) -> bool {
    matches!(
        inline,
        Inline::Link(_) | Inline::CrossReference(_) | Inline::Phrase(_)
    ) || is_look(inline)
}

/// A wrapper without what it wraps.
fn empty(inline: &Inline) -> Inline {
    let mut inline = inline.clone();
    if let Some(children) = inline.children_mut() {
        children.clear();
    }
    inline
}

/// Whether two of a kind that touch are one.
fn is_look(inline: &Inline) -> bool {
    matches!(
        inline,
        Inline::Strong(_)
            | Inline::Emphasis(_)
            | Inline::Strikethrough(_)
            | Inline::Subscript(_)
            | Inline::Superscript(_)
    )
}

fn spaced(text: &str, state: &mut State) -> String {
    let mut out = String::with_capacity(text.len());
    for c in text.chars() {
        if c.is_ascii_whitespace() {
            state.space = true;
            continue;
        }
        if state.space && state.begun {
            out.push(' ');
        }
        out.push(c);
        state.space = false;
        state.begun = true;
    }
    out
}

fn push_text(out: &mut Vec<Inline>, text: &str) {
    if text.is_empty() {
        return;
    }
    if let Some(Inline::Text(last)) = out.last_mut() {
        last.text.push_str(text);
        return;
    }
    out.push(Inline::Text(Text {
        meta: Meta::made(),
        text: text.to_owned(),
    }));
}

#[cfg(test)]
mod tests {
    use super::*;
    use pamphlet_core::inline::Wrapped;

    fn strong(inlines: Vec<Inline>) -> Inline {
        let meta = Meta::made();
        Inline::Strong(Wrapped { meta, inlines })
    }

    #[test]
    fn space_at_the_edges_of_stress_stands_outside() {
        let given = vec![
            Inline::made("\n take"),
            strong(vec![
                Inline::made("  one "),
                strong(vec![Inline::made("two ")]),
            ]),
            Inline::made(" daily "),
        ];
        let written = pamphlet_markdown::write_inlines(&tidy(given));
        assert_eq!(written, "take **one two** daily");
    }

    #[test]
    fn two_breaks_are_a_new_paragraph() {
        let stop = || Inline::HardBreak(Meta::made());
        let given = vec![
            Inline::made("a"),
            stop(),
            Inline::made("b"),
            stop(),
            Inline::made(" "),
            stop(),
            Inline::made("c"),
        ];
        let found = paragraphs(tidy(given));
        assert_eq!(found.len(), 2);
    }
}
