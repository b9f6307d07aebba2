//! `{#id .class key=value}` with the place of what refers and is referred to.

use pamphlet_core::node::Attributes;
use pamphlet_core::span::Spanned;

use crate::page::{Page, unmask};

/// Bytes within braces.
const LENGTH: usize = 4_000;

/// Reads attributes in braces that start at a byte of the page and end in the
/// same line. Returns them with the byte behind the brace.
pub fn at(page: &Page, start: usize) -> Option<(Attributes, usize)> {
    let mut end = page.line_end(start).min(start + LENGTH);
    while !page.buffer.is_char_boundary(end) {
        end -= 1;
    }
    let line = page.buffer.get(start..end)?;
    let mut reader = Reader { text: line, at: 0 };
    reader.eat("{").then_some(())?;
    let mut found = Attributes::default();
    loop {
        reader.spaces();
        if reader.eat("}") {
            return (!found.is_empty()).then_some((found, start + reader.at));
        }
        let from = reader.at;
        if reader.eat("#") {
            let id = reader.name()?;
            let span = page.span(start + from + 1..start + reader.at);
            found.id = Some(Spanned::new(id, span));
        } else if reader.eat(".") {
            found.classes.push(reader.name()?);
        } else {
            let key = reader.name()?;
            reader.eat("=").then_some(())?;
            let (value, range) = reader.value()?;
            let span = page.span(start + range.start..start + range.end);
            match key.as_str() {
                "lang" => found.lang = Some(Spanned::new(value, span)),
                "id" => found.id = Some(Spanned::new(value, span)),
                _ => found.pairs.push((key, value)),
            }
        }
        if !reader.text[reader.at..].starts_with([' ', '\t', '}']) {
            return None;
        }
    }
}

/// Attributes in braces that end exactly at a byte of the page, with the byte
/// at which they start.
pub fn before(page: &Page, from: usize, end: usize) -> Option<(Attributes, usize)> {
    let text = page.buffer.get(from..end)?;
    text.ends_with('}').then_some(())?;
    let opens = text.rmatch_indices('{').take(8);
    for (i, _) in opens {
        if let Some((attributes, to)) = at(page, from + i)
            && to == end
        {
            return Some((attributes, from + i));
        }
    }
    None
}

struct Reader<'a> {
    text: &'a str,
    at: usize,
}

impl Reader<'_> {
    fn eat(&mut self, what: &str) -> bool {
        let found = self.text[self.at..].starts_with(what);
        if found {
            self.at += what.len();
        }
        found
    }

    fn spaces(&mut self) {
        let rest = &self.text[self.at..];
        self.at += rest.len() - rest.trim_start_matches([' ', '\t']).len();
    }

    /// A name: letters, digits and `-_:.`, but no dot at its end.
    fn name(&mut self) -> Option<String> {
        let rest = &self.text[self.at..];
        let is = |c: char| c.is_alphanumeric() || matches!(c, '-' | '_' | ':' | '.' | '%' | '/');
        let length = rest.find(|c| !is(c)).unwrap_or(rest.len());
        self.at += length;
        (length > 0).then(|| rest[..length].to_owned())
    }

    /// A value, bare or in quotation marks, and where it stands without them.
    fn value(&mut self) -> Option<(String, std::ops::Range<usize>)> {
        let quote = self.text[self.at..].chars().next()?;
        if quote != '"' && quote != '\'' {
            let rest = &self.text[self.at..];
            let length = rest.find([' ', '\t', '}', '"', '{']).unwrap_or(rest.len());
            let start = self.at;
            self.at += length;
            return (length > 0).then(|| (unmask(&rest[..length]), start..self.at));
        }
        let start = self.at + 1;
        let mut value = String::new();
        let mut chars = self.text[start..].char_indices();
        while let Some((i, c)) = chars.next() {
            match c {
                c if c == quote => {
                    self.at = start + i + 1;
                    return Some((unmask(&value), start..start + i));
                }
                '\\' => match chars.next() {
                    Some((_, n)) if n.is_ascii_punctuation() => value.push(n),
                    Some((_, n)) => value.extend(['\\', n]),
                    None => return None,
                },
                c => value.push(c),
            }
        }
        None
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use pamphlet_core::span::Sources;
    use std::sync::Arc;

    #[test]
    fn braces_are_read_or_left_as_text() {
        let read = |text: &str| {
            let mut sources = Sources::new();
            let file = sources.add("a", text);
            let shared: Arc<str> = text.into();
            let page = Page::new(file, &shared, 0..text.len());
            at(&page, 0).map(|(a, end)| {
                let id = a.id.map(|id| (id.value, sources.text(id.span).to_owned()));
                let lang = a.lang.map(|l| sources.text(l.span).to_owned());
                (id, lang, a.classes, a.pairs, end)
            })
        };
        let own = |s: &str| s.to_owned();
        assert_eq!(
            read(r#"{#é-x .a lang="fr" k='a \' b' w=5%} rest"#),
            Some((
                Some((own("é-x"), own("é-x"))),
                Some(own("fr")),
                vec![own("a")],
                vec![(own("k"), own("a ' b")), (own("w"), own("5%"))],
                36
            ))
        );
        for text in [
            "{}", "{x}", "{#}", "{#a", "{#a.b c}", "{a=\"b}", "{.a}b{", "{{a}}",
        ] {
            let taken = read(text).is_some();
            assert_eq!(taken, text == "{.a}b{", "{text}");
        }
    }
}
