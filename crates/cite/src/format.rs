//! An entry as printed: "Walker RF. Title. *Journal*. 2006;1(4):307–308. doi:10…".

use pamphlet_core::Inline;
use pamphlet_core::inline::{Link, Text, Wrapped};
use pamphlet_core::node::Meta;
use pamphlet_core::reference::{Name, Reference};
use pamphlet_core::span::{Sources, Span, Spanned};

/// So many authors are named; of more, the first three and "et al."
const AUTHORS_NAMED: usize = 6;

/// An entry in a plain form of the American Medical Association's style.
/// Words that stand in the source as they are printed keep their place.
pub fn format_entry(entry: &Reference, sources: &Sources) -> Vec<Inline> {
    let mut line = Line {
        sources,
        out: Vec::new(),
    };
    line.sentence(&authors(&entry.authors));
    if let Some(title) = &entry.title {
        line.value(title);
        line.stop(&title.value);
    }
    if let Some(container) = &entry.container {
        line.space();
        line.out.push(Inline::Emphasis(Wrapped {
            meta: Meta::made(),
            inlines: vec![line.text(container)],
        }));
        line.stop(&container.value);
    }
    if entry.container.is_none() {
        line.sentence(entry.publisher.as_ref().map_or("", |p| &p.value));
    }
    line.sentence(&issue(entry));
    if let Some(doi) = &entry.doi {
        line.link(
            "doi:",
            &doi.value,
            format!("https://doi.org/{}", escape(&doi.value)),
        );
    }
    if let Some(pmid) = &entry.pmid {
        let id = pmid.value.trim();
        line.link(
            "PMID: ",
            id,
            format!("https://pubmed.ncbi.nlm.nih.gov/{}/", escape(id)),
        );
    }
    if let Some(url) = &entry.url
        && (entry.doi.is_none() && entry.pmid.is_none())
        && is_web(&url.value)
    {
        line.link("", &url.value, url.value.clone());
    }
    if line.out.is_empty() {
        line.sentence(&entry.key.value);
    }
    line.out
}

/// The authors as words of a sentence: "Walker", "Sigalos and Pastuszak",
/// "Khorram et al."; none where the entry names nobody.
pub fn short_authors(entry: &Reference) -> Option<String> {
    match entry.authors.as_slice() {
        [] => None,
        [one] => Some(one.family.clone()),
        [one, two] => Some(format!("{} and {}", one.family, two.family)),
        [first, ..] => Some(format!("{} et al.", first.family)),
    }
}

fn authors(names: &[Name]) -> String {
    let named = match names.len() > AUTHORS_NAMED {
        true => &names[..3],
        false => names,
    };
    let mut out = named.iter().map(author).collect::<Vec<_>>().join(", ");
    if named.len() < names.len() {
        out.push_str(", et al");
    }
    out
}

/// "Walker RF": the given names by their first letters.
fn author(name: &Name) -> String {
    let initials: String = name
        .given
        .iter()
        .flat_map(|given| given.split(|c: char| c.is_whitespace() || c == '-' || c == '.'))
        .flat_map(initial)
        .collect();
    match initials.is_empty() {
        true => name.family.clone(),
        false => format!("{} {initials}", name.family),
    }
}

/// "R" of "Richard"; "RF" stays as it is, as it was already shortened.
fn initial(given: &str) -> Vec<char> {
    let short = given.chars().count() <= 3 && given.chars().all(char::is_uppercase);
    match short {
        true => given.chars().collect(),
        false => given.chars().next().into_iter().collect(),
    }
}

/// "2006;1(4):307–308" from what of it is known.
fn issue(entry: &Reference) -> String {
    let value = |field: &Option<Spanned<String>>| field.as_ref().map(|f| f.value.trim().to_owned());
    let mut out = value(&entry.year).unwrap_or_default();
    if let Some(volume) = value(&entry.volume) {
        out.push_str(if out.is_empty() { "" } else { ";" });
        out.push_str(&volume);
    }
    if let Some(issue) = value(&entry.issue) {
        out.push_str(&format!("({issue})"));
    }
    if let Some(pages) = value(&entry.pages) {
        out.push_str(if out.is_empty() { "" } else { ":" });
        out.push_str(&pages.replace("--", "–").replace('-', "–"));
    }
    out
}

fn is_web(url: &str) -> bool {
    url.starts_with("https://") || url.starts_with("http://")
}

/// What may not stand in the path of an address as it is.
fn escape(text: &str) -> String {
    let mut out = String::new();
    for byte in text.trim().bytes() {
        match byte {
            b'a'..=b'z' | b'A'..=b'Z' | b'0'..=b'9' => out.push(byte as char),
            b'-' | b'.' | b'_' | b'~' | b'/' | b':' | b'(' | b')' | b';' => out.push(byte as char),
            _ => out.push_str(&format!("%{byte:02X}")),
        }
    }
    out
}

struct Line<'a> {
    sources: &'a Sources,
    out: Vec<Inline>,
}

impl Line<'_> {
    fn space(&mut self) {
        if !self.out.is_empty() {
            self.out.push(Inline::made(" "));
        }
    }

    fn sentence(&mut self, words: &str) {
        let words = words.trim();
        if !words.is_empty() {
            self.space();
            self.out.push(Inline::made(words));
            self.stop(words);
        }
    }

    /// Ends a sentence that does not end itself.
    fn stop(&mut self, words: &str) {
        if !words.trim_end().ends_with(['.', '?', '!', '…']) {
            self.out.push(Inline::made("."));
        }
    }

    fn value(&mut self, value: &Spanned<String>) {
        self.space();
        let text = self.text(value);
        self.out.push(text);
    }

    /// A text node with the value's place, if the value stands there as it is.
    fn text(&self, value: &Spanned<String>) -> Inline {
        let same = self.sources.text(value.span) == value.value;
        let span = if same { value.span } else { Span::NONE };
        Inline::Text(Text {
            meta: Meta::at(span),
            text: value.value.clone(),
        })
    }

    fn link(&mut self, label: &str, words: &str, url: String) {
        self.space();
        if !label.is_empty() {
            self.out.push(Inline::made(label));
        }
        self.out.push(Inline::Link(Link {
            meta: Meta::made(),
            url: Spanned::made(url),
            title: None,
            inlines: vec![Inline::made(words.trim())],
        }));
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use pamphlet_core::inline::plain_text;

    fn entry() -> Reference {
        let some = |text: &str| Some(Spanned::made(text.to_owned()));
        Reference {
            span: Span::NONE,
            key: Spanned::made("walker".into()),
            kind: Spanned::made("article".into()),
            authors: vec![Name {
                span: Span::NONE,
                family: "Walker".into(),
                given: Some("Richard F.".into()),
            }],
            title: some("Sermorelin: a better approach?"),
            container: some("Clin Interv Aging"),
            year: some("2006"),
            volume: some("1"),
            issue: some("4"),
            pages: some("307-308"),
            publisher: None,
            doi: some("10.2147/ciia.2006.1.4.307"),
            pmid: None,
            url: some("https://example.org/"),
        }
    }

    #[test]
    fn an_article_prints_as_readers_know_it() {
        assert_eq!(
            plain_text(&format_entry(&entry(), &Sources::new())),
            "Walker RF. Sermorelin: a better approach? Clin Interv Aging. 2006;1(4):307–308. \
             doi:10.2147/ciia.2006.1.4.307"
        );
    }

    #[test]
    fn identifiers_are_links_that_cannot_break_out() {
        let mut entry = entry();
        entry.doi = Some(Spanned::made("10.1/a<b> \"c\"#d".into()));
        let links: Vec<_> = format_entry(&entry, &Sources::new())
            .into_iter()
            .filter_map(|inline| match inline {
                Inline::Link(link) => Some(link.url.value),
                _ => None,
            })
            .collect();
        assert_eq!(links, ["https://doi.org/10.1/a%3Cb%3E%20%22c%22%23d"]);
    }

    #[test]
    fn many_authors_are_shortened_and_none_prints_the_rest() {
        let mut entry = entry();
        entry.authors = (0..8)
            .map(|i| Name {
                span: Span::NONE,
                family: format!("N{i}"),
                given: Some("AB".into()),
            })
            .collect();
        let text = plain_text(&format_entry(&entry, &Sources::new()));
        assert!(
            text.starts_with("N0 AB, N1 AB, N2 AB, et al. Sermorelin"),
            "{text}"
        );
        assert_eq!(short_authors(&entry).as_deref(), Some("N0 et al."));
        entry.authors.clear();
        assert_eq!(short_authors(&entry), None);
        entry.title = None;
        entry.container = None;
        entry.year = None;
        assert!(!format_entry(&entry, &Sources::new()).is_empty());
    }
}
