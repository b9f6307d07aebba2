//! Links out of a file that stands alone. What lies beside the web page does not lie
//! beside a book or a page in somebody's system, so a relative address is made whole
//! by the web page's own.

use std::collections::BTreeSet;

use pamphlet_core::diagnostic::Diagnostic;
use pamphlet_core::edition::{Edition, LinkTarget};
use pamphlet_core::span::Span;

/// The whole address of a link; none for a relative one in an article whose
/// place on the web is not known.
pub fn address(edition: &Edition, url: &str) -> Option<String> {
    match is_relative(url) {
        false => Some(url.to_owned()),
        true => edition
            .metadata
            .canonical_url
            .as_deref()
            .map(|base| join(base, url)),
    }
}

/// A warning for each address that the file, as `what` names it, cannot lead to.
pub fn check(edition: &Edition, what: &str) -> Vec<Diagnostic> {
    let relative = edition
        .facts
        .links
        .iter()
        .filter_map(|(node, link)| match &link.target {
            LinkTarget::Url(url) if address(edition, url).is_none() => Some((url, *node)),
            LinkTarget::Url(_)
            | LinkTarget::Node(_)
            | LinkTarget::Article { .. }
            | LinkTarget::Nowhere => None,
        });
    let warning = |(url, node)| {
        let span: Span = crate::places::span_of(edition, node);
        let message = format!("{what} cannot lead to {url}: it stands there as plain words");
        Diagnostic::warning("relative-link", span, message)
            .hint("write `canonical-url` in the front matter, or the whole address")
    };
    relative
        .collect::<BTreeSet<_>>()
        .into_iter()
        .map(warning)
        .collect()
}

fn is_relative(url: &str) -> bool {
    let scheme = url.split(['/', '?', '#']).next().unwrap_or("");
    !scheme.contains(':')
}

/// A relative address at the place of a page (RFC 3986, section 5.2, for what
/// authors write: a path, `..` within it, a query, a fragment).
fn join(base: &str, url: &str) -> String {
    let base = base.split(['?', '#']).next().unwrap_or(base);
    let host_at = base.find("://").map_or(0, |at| at + 3);
    let path_at = base[host_at..]
        .find('/')
        .map_or(base.len(), |at| host_at + at);
    let (host, path) = base.split_at(path_at);
    let (url_path, rest) = url.split_at(url.find(['?', '#']).unwrap_or(url.len()));
    let mut steps: Vec<&str> = match url_path.starts_with('/') {
        true => Vec::new(),
        false => path.split('/').skip(1).collect(),
    };
    if url_path.is_empty() {
        return format!("{base}{rest}");
    }
    steps.pop();
    for step in url_path.trim_start_matches('/').split('/') {
        match step {
            "." => {}
            ".." => {
                steps.pop();
            }
            step => steps.push(step),
        }
    }
    format!("{host}/{}{rest}", steps.join("/"))
}

#[cfg(test)]
mod tests {
    use super::{is_relative, join};

    #[test]
    fn schemes_are_told_from_paths() {
        assert!(
            ["form.pdf", "../a:b", "#x", "/root"]
                .iter()
                .all(|url| is_relative(url))
        );
        assert!(
            ["https://a", "tel:555", "mailto:a@b"]
                .iter()
                .all(|url| !is_relative(url))
        );
    }

    #[test]
    fn addresses_are_made_whole_at_the_page() {
        let at = |url| join("https://example.org/leaflets/heart", url);
        assert_eq!(at("form.pdf"), "https://example.org/leaflets/form.pdf");
        assert_eq!(at("../form.pdf#p2"), "https://example.org/form.pdf#p2");
        assert_eq!(at("/a?b"), "https://example.org/a?b");
        assert_eq!(at("#x"), "https://example.org/leaflets/heart#x");
        assert_eq!(join("https://example.org", "a"), "https://example.org/a");
    }
}
