//! Where a reader puts what it finds: each format has one table from its own
//! names to these places.

use pamphlet_core::diagnostic::{self, Diagnostic};
use pamphlet_core::reference::{Field, Reference, Role, Time, When, Words};
use pamphlet_core::span::{Span, Spanned};

use crate::identifiers;

/// Where a name of a format leads.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Slot {
    /// Words or numbers.
    Text(Field),
    /// Names.
    Names(Role),
    /// A date.
    Date(Time),
    /// Its reader knows what it means.
    Own,
    /// Known, and of no use to a printed entry.
    Unused,
}

/// A format's names, in the order in which the first of several holds.
pub(crate) type Slots = &'static [(&'static str, Slot)];

/// Where a name leads.
pub(crate) fn find(slots: Slots, name: &str) -> Option<Slot> {
    let found = slots.iter().find(|(known, _)| *known == name);
    found.map(|(_, slot)| *slot)
}

/// A name that no table has. Where the format is only ever written by hand, or
/// the name is a known one with a slip in it, words would be lost: an error.
pub(crate) fn unknown_field(
    name: &str,
    span: Span,
    known: impl Iterator<Item = &'static str>,
    strict: bool,
) -> Diagnostic {
    let message = format!("`{name}` is no field of a reference");
    let near = diagnostic::nearest(name, known).filter(|near| name.len() > 3 || near.len() > 3);
    match near {
        Some(near) => Diagnostic::error("unknown-reference-field", span, message)
            .hint(format!("did you mean `{near}`?")),
        None if strict => Diagnostic::error("unknown-reference-field", span, message)
            .hint("remove it, or put its words into `note`"),
        None => Diagnostic::warning("unknown-reference-field", span, message)
            .hint("it is not printed; remove it, or put its words into the note"),
    }
}

/// A type that the format does not have.
pub(crate) fn unknown_type(
    name: &str,
    span: Span,
    known: impl Iterator<Item = &'static str>,
) -> Diagnostic {
    let message = format!("`{name}` is no type of a reference");
    let hint = match diagnostic::nearest(name, known) {
        Some(near) => format!("did you mean `{near}`?"),
        None => "a journal article, book, chapter, report, thesis or web page fits most works"
            .to_owned(),
    };
    Diagnostic::error("unknown-reference-type", span, message).hint(hint)
}

/// Puts words in their place; identifiers lose what people write around them.
pub(crate) fn put(entry: &mut Reference, field: Field, words: Spanned<Words>) {
    let words = Spanned::new(words.value.squeezed(), words.span);
    let words = match field {
        Field::Doi => plain(words, identifiers::doi),
        Field::Pmid => plain(words, identifiers::pmid),
        Field::Pmcid => plain(words, identifiers::pmcid),
        Field::Isbn | Field::Issn | Field::Url => plain(words, |text| text),
        _ => words,
    };
    entry.set(field, words);
}

/// Puts a date in its place, unless one is there.
pub(crate) fn put_date(entry: &mut Reference, time: Time, when: Spanned<When>) {
    if !when.value.text.trim().is_empty() {
        entry.dates.entry(time).or_insert(when);
    }
}

fn plain(
    words: Spanned<Words>,
    change: impl Fn(Spanned<String>) -> Spanned<String>,
) -> Spanned<Words> {
    let text = change(Spanned::new(words.value.text, words.span));
    Spanned::new(Words::plain(text.value), text.span)
}

/// Words in which `<i>`, `<b>`, `<sub>`, `<sup>` and `<span class="nocase">` mark
/// what they wrap, as CSL-JSON has it, and `{…}` keeps capitals where `braces`.
pub(crate) fn marked(text: &str, braces: bool) -> Words {
    use pamphlet_core::reference::Mark;
    const TAGS: [(&str, &str, Mark); 8] = [
        ("<i>", "</i>", Mark::Emphasis),
        ("<em>", "</em>", Mark::Emphasis),
        ("<b>", "</b>", Mark::Strong),
        ("<strong>", "</strong>", Mark::Strong),
        ("<sub>", "</sub>", Mark::Subscript),
        ("<sup>", "</sup>", Mark::Superscript),
        ("<span class=\"nocase\">", "</span>", Mark::Kept),
        ("<span class='nocase'>", "</span>", Mark::Kept),
    ];
    let mut out = Words::default();
    let mut rest = text;
    // How far a closing mark was looked for in vain: a second look is no use.
    let mut hopeless: Vec<&str> = Vec::new();
    while let Some(at) = rest.find(['<', '{']) {
        let (before, from) = rest.split_at(at);
        out.push(before, None);
        let tag = match from.starts_with('{') {
            true if braces => Some(("{", "}", Mark::Kept)),
            true => None,
            false => TAGS.into_iter().find(|(open, ..)| from.starts_with(open)),
        };
        let found = tag.filter(|(_, close, _)| !hopeless.contains(close));
        let inner = found.and_then(|(open, close, mark)| {
            let end = from.find(close);
            if end.is_none() {
                hopeless.push(close);
            }
            Some((&from[open.len()..end?], &from[end? + close.len()..], mark))
        });
        match inner {
            Some((inner, behind, mark)) => {
                out.push(inner, Some(mark));
                rest = behind;
            }
            None => {
                out.push(&from[..1], None);
                rest = &from[1..];
            }
        }
    }
    out.push(rest, None);
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn tags_mark_words_and_stray_signs_stay() {
        let text = "H<sub>2</sub>O <i>in vitro</i>, p < 0.05 {DNA} {x";
        let words = marked(text, true);
        assert_eq!(words.text, "H2O in vitro, p < 0.05 DNA {x");
        assert_eq!(words.marks.len(), 3);
        assert_eq!(marked("{a}", false).text, "{a}");
        let many = "<i>".repeat(200_000);
        assert_eq!(marked(&many, true).text, many);
    }
}
