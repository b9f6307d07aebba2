//! Words of a line as inlines: addresses are links.

use pamphlet_core::inline::{Inline, Link};
use pamphlet_core::node::Meta;
use pamphlet_core::span::Spanned;

/// The words as inlines.
pub fn inlines(text: &str) -> Vec<Inline> {
    let text = text.replace('\t', " ");
    let mut out = Vec::new();
    let mut said = 0;
    let mut at = 0;
    for word in text.split(' ') {
        let start = at;
        at += word.len() + 1;
        let Some((from, address, url)) = address(word) else {
            continue;
        };
        let from = start + from;
        push(&mut out, &text[said..from]);
        out.push(Inline::Link(Link {
            meta: Meta::made(),
            url: Spanned::made(url),
            title: None,
            inlines: vec![Inline::made(address)],
        }));
        said = from + address.len();
    }
    push(&mut out, &text[said..]);
    out
}

fn push(out: &mut Vec<Inline>, text: &str) {
    if !text.is_empty() {
        out.push(Inline::made(text));
    }
}

/// An address within a word: where it starts, itself, and what it leads to.
fn address(word: &str) -> Option<(usize, &str, String)> {
    if !word.contains(['/', '@']) {
        return None;
    }
    let from = word.find(|c: char| c.is_ascii_alphanumeric())?;
    let bare = word[from..].trim_end_matches(|c: char| !c.is_ascii_alphanumeric() && c != '/');
    if !bare.bytes().all(is_plain) {
        return None;
    }
    let rest = bare
        .strip_prefix("https://")
        .or_else(|| bare.strip_prefix("http://"));
    if let Some(host) = rest {
        return host.contains('.').then(|| (from, bare, bare.to_owned()));
    }
    let (name, host) = bare.split_once('@')?;
    let mail = |c: u8| c.is_ascii_alphanumeric() || b".-_+".contains(&c);
    let good = !name.is_empty()
        && name.bytes().all(mail)
        && host
            .bytes()
            .all(|c| c.is_ascii_alphanumeric() || b".-".contains(&c))
        && host.contains('.')
        && !host.starts_with('.')
        && !host.contains("..");
    good.then(|| (from, bare, format!("mailto:{bare}")))
}

/// Characters that an address holds in any notation.
fn is_plain(c: u8) -> bool {
    c.is_ascii_alphanumeric() || b"-._~:/?#@!$&+,;=%".contains(&c)
}

#[cfg(test)]
mod tests {
    use super::address;

    #[test]
    fn addresses_are_found_without_the_marks_around_them() {
        let found = |word: &'static str| address(word).map(|it| it.1);
        assert_eq!(
            found("(https://example.org/a)."),
            Some("https://example.org/a")
        );
        assert_eq!(found("ward@example.org,"), Some("ward@example.org"));
        assert_eq!(found("and/or"), None);
        assert_eq!(found("https://"), None);
        assert_eq!(found("@home"), None);
    }
}
