//! Identifiers without what people write around them.

use pamphlet_core::span::{Span, Spanned};

/// A DOI without a resolver's address or `doi:` before it.
pub(crate) fn doi(written: Spanned<String>) -> Spanned<String> {
    const BEFORE: [&str; 7] = [
        "https://doi.org/",
        "http://doi.org/",
        "https://dx.doi.org/",
        "http://dx.doi.org/",
        "dx.doi.org/",
        "doi.org/",
        "doi:",
    ];
    without(written, &BEFORE)
}

/// A PubMed identifier without `PMID:` before it.
pub(crate) fn pmid(written: Spanned<String>) -> Spanned<String> {
    const BEFORE: [&str; 4] = [
        "https://pubmed.ncbi.nlm.nih.gov/",
        "https://www.ncbi.nlm.nih.gov/pubmed/",
        "pmid:",
        "pmid",
    ];
    without(written, &BEFORE)
}

/// A PubMed Central identifier without `PMCID:` before it.
pub(crate) fn pmcid(written: Spanned<String>) -> Spanned<String> {
    const BEFORE: [&str; 4] = [
        "https://www.ncbi.nlm.nih.gov/pmc/articles/",
        "https://pmc.ncbi.nlm.nih.gov/articles/",
        "pmcid:",
        "pmcid",
    ];
    without(written, &BEFORE)
}

fn without(written: Spanned<String>, before: &[&str]) -> Spanned<String> {
    let trimmed = written.value.trim();
    let start = written.value.len() - written.value.trim_start().len();
    let length = before.iter().find_map(|prefix| {
        let head = trimmed.get(..prefix.len())?;
        head.eq_ignore_ascii_case(prefix).then_some(prefix.len())
    });
    let rest = &trimmed[length.unwrap_or(0)..];
    let skipped = rest.len() - rest.trim_start().len();
    let at = start + length.unwrap_or(0) + skipped;
    let rest = rest.trim_start().trim_end_matches('/');
    part(&written, at..at + rest.len())
}

/// A piece of a value, with its place where the whole stands byte for byte.
fn part(written: &Spanned<String>, range: std::ops::Range<usize>) -> Spanned<String> {
    let exact = written.span.range().len() == written.value.len();
    let span: Span = if exact {
        written.span.slice(range.clone())
    } else {
        written.span
    };
    Spanned::new(written.value[range].to_owned(), span)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn identifiers_lose_their_addresses() {
        let made = |text: &str| Spanned::made(text.to_owned());
        assert_eq!(doi(made(" https://doi.org/10.1/a ")).value, "10.1/a");
        assert_eq!(doi(made("DOI: 10.1/a")).value, "10.1/a");
        assert_eq!(doi(made("doi:")).value, "");
        assert_eq!(pmid(made("PMID: 123")).value, "123");
        assert_eq!(
            pmid(made("https://pubmed.ncbi.nlm.nih.gov/123/")).value,
            "123"
        );
        assert_eq!(pmcid(made("PMCID: PMC123")).value, "PMC123");
        assert_eq!(doi(made("")).value, "");
    }
}
