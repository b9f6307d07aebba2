//! Addresses: which schemes may be linked to, and which lead to a labelled place.

use pamphlet_core::Diagnostic;
use pamphlet_core::span::{Span, Spanned};

/// What an address leads to.
pub enum Target {
    /// Out of the library, or a file beside the article.
    Address,
    /// `#label`, `article:slug`, `article:slug#label`, each with its bytes.
    Place {
        /// The other article.
        article: Option<Spanned<String>>,
        /// The label.
        label: Option<Spanned<String>>,
    },
}

const SCHEMES: [&str; 4] = ["http", "https", "mailto", "tel"];

/// What an address means. `span` covers the address byte for byte, if it has
/// as many bytes; else all of the link.
pub fn target(url: &str, span: Span) -> Result<Target, Box<Diagnostic>> {
    let place = |from: usize, to: usize| {
        let exact = span.range().len() == url.len();
        let place = if exact { span.slice(from..to) } else { span };
        Spanned::new(url[from..to].to_owned(), place)
    };
    let refuse = |message: String| {
        let hint =
            "links lead to http, https, mailto, tel, `article:slug`, `#id` or a relative path";
        Err(Box::new(
            Diagnostic::error("link-scheme", span, message).hint(hint),
        ))
    };
    if url.chars().any(|c| c.is_control() || c == '\u{FFFD}') {
        return refuse("the address has a control character".to_owned());
    }
    if url.starts_with("//") || url.contains('\\') {
        return refuse(format!("the address `{url}` has no scheme"));
    }
    if url.len() > 1 && url.starts_with('#') {
        return Ok(Target::Place {
            article: None,
            label: Some(place(1, url.len())),
        });
    }
    let Some(scheme) = scheme(url) else {
        return Ok(Target::Address);
    };
    let lower = scheme.to_ascii_lowercase();
    if lower == "article" {
        let start = scheme.len() + 1;
        let hash = url.find('#').unwrap_or(url.len());
        if hash == start {
            return refuse(format!("`{url}` names no article"));
        }
        let label = (hash + 1 < url.len()).then(|| place(hash + 1, url.len()));
        return Ok(Target::Place {
            article: Some(place(start, hash)),
            label,
        });
    }
    match SCHEMES.contains(&lower.as_str()) {
        true => Ok(Target::Address),
        false => refuse(format!("links with `{lower}:` are not taken")),
    }
}

/// What stands before the first colon, if it can be a scheme.
fn scheme(url: &str) -> Option<&str> {
    let url_trimmed = url.trim_start();
    let colon = url_trimmed.find(':')?;
    let scheme = &url_trimmed[..colon];
    let shape = scheme.starts_with(|c: char| c.is_ascii_alphabetic())
        && scheme
            .bytes()
            .all(|b| b.is_ascii_alphanumeric() || b"+-.".contains(&b));
    shape.then_some(scheme)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_harmless_schemes_pass() {
        let verdict = |url: &str| match target(url, Span::NONE) {
            Ok(Target::Address) => "address".to_owned(),
            Ok(Target::Place { article, label }) => {
                let value = |s: Option<Spanned<String>>| s.map_or("-".into(), |s| s.value);
                format!("{} {}", value(article), value(label))
            }
            Err(_) => "refused".to_owned(),
        };
        for (url, expected) in [
            ("https://a.b", "address"),
            ("MAILTO:a@b.c", "address"),
            ("other/file.md#x:y", "address"),
            ("#tbl-x", "- tbl-x"),
            ("article:growth#dose", "growth dose"),
            ("article:growth", "growth -"),
            ("article:#x", "refused"),
            ("javascript:alert(1)", "refused"),
            ("JavaScript:alert(1)", "refused"),
            ("java\nscript:alert(1)", "refused"),
            ("data:text/html,x", "refused"),
            ("file:///etc/passwd", "refused"),
            ("//evil.example", "refused"),
        ] {
            assert_eq!(verdict(url), expected, "{url}");
        }
    }
}
