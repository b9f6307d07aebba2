//! `references.bib`: BibLaTeX and BibTeX, read by the crate biblatex an entry at
//! a time, so that a fault costs no more than its entry.

use std::collections::BTreeMap;

use biblatex::{
    Bibliography, ChunksExt, ParseError, ParseErrorKind, Person, RawBibliography, RawEntry,
};
use pamphlet_core::diagnostic::Diagnostic;
use pamphlet_core::limits;
use pamphlet_core::reference::{Name, Reference};
use pamphlet_core::span::{FileId, Span, Spanned};

use crate::strings::Strings;
use crate::{identifiers, read};

/// The entries in the order written.
pub(crate) fn entries(text: &str, file: FileId, faults: &mut Vec<Diagnostic>) -> Vec<Reference> {
    let blocks = match RawBibliography::parse(text) {
        Ok(raw) => vec![(0, raw)],
        Err(_) => blocks(text, file, faults),
    };
    let mut seen: BTreeMap<String, Span> = BTreeMap::new();
    let mut out = Vec::new();
    let defined = blocks.iter().flat_map(|(_, raw)| &raw.abbreviations);
    let strings = Strings::of(defined);
    for (offset, raw) in blocks {
        for entry in raw.entries {
            let file_entry = Entry {
                text,
                file,
                offset,
                span: entry.span.clone(),
                raw: entry.v,
            };
            let key = file_entry.key();
            if let Some(first) = seen.get(&key.value) {
                let message = format!("the key `{}` is there twice", key.value);
                faults.push(
                    Diagnostic::error("duplicate-key", key.span, message)
                        .hint("give each entry a key of its own")
                        .related(*first, "it is written here first"),
                );
                continue;
            }
            seen.insert(key.value.clone(), key.span);
            if depth(&text[offset + file_entry.span.start..offset + file_entry.span.end])
                > limits::DEPTH
            {
                let message = format!(
                    "braces nest deeper than {} levels in `{}`",
                    limits::DEPTH,
                    key.value
                );
                faults.push(Diagnostic::error("too-deep", key.span, message));
                continue;
            }
            match file_entry.read(&strings) {
                Ok(reference) => out.push(reference),
                Err(error) => faults.push(fault(&error, file, offset)),
            }
        }
    }
    out
}

/// A file that does not parse as a whole, in pieces that each start with an `@`
/// at the start of a line. Pieces that do not parse are reported.
fn blocks<'a>(
    text: &'a str,
    file: FileId,
    faults: &mut Vec<Diagnostic>,
) -> Vec<(usize, RawBibliography<'a>)> {
    let mut starts: Vec<usize> = text.match_indices("\n@").map(|(at, _)| at + 1).collect();
    if starts.first() != Some(&0) {
        starts.insert(0, 0);
    }
    let ends = starts.iter().skip(1).copied().chain([text.len()]);
    let mut out = Vec::new();
    for (start, end) in starts.iter().copied().zip(ends) {
        match RawBibliography::parse(text[start..end].trim_end()) {
            Ok(raw) => out.push((start, raw)),
            Err(error) => faults.push(fault(&error, file, start)),
        }
    }
    out
}

/// How deep braces nest: biblatex takes the square of it in time.
fn depth(text: &str) -> usize {
    let (mut depth, mut most) = (0usize, 0);
    for byte in text.bytes() {
        match byte {
            b'{' => depth += 1,
            b'}' => depth = depth.saturating_sub(1),
            _ => {}
        }
        most = most.max(depth);
    }
    most
}

fn fault(error: &ParseError, file: FileId, offset: usize) -> Diagnostic {
    let span = Span::new(file, offset + error.span.start..offset + error.span.end);
    let hint = match &error.kind {
        ParseErrorKind::UnexpectedEof => "a brace or quotation mark before here is not closed",
        ParseErrorKind::UnknownAbbreviation(_) => "put the value in braces: `field = {value}`",
        _ => "an entry is written `@article{key, title = {…}, author = {…}, year = {…}}`",
    };
    Diagnostic::error("bibliography-syntax", span, error.kind.to_string()).hint(hint)
}

struct Entry<'a> {
    text: &'a str,
    file: FileId,
    offset: usize,
    span: std::ops::Range<usize>,
    raw: RawEntry<'a>,
}

impl<'a> Entry<'a> {
    fn place(&self, range: &std::ops::Range<usize>) -> Span {
        Span::new(
            self.file,
            self.offset + range.start..self.offset + range.end,
        )
    }

    fn key(&self) -> Spanned<String> {
        Spanned::new(self.raw.key.v.to_owned(), self.place(&self.raw.key.span))
    }

    fn read(&self, strings: &Strings<'a>) -> Result<Reference, ParseError> {
        let fields = self.fields(strings)?;
        let text = |names: &[&str]| names.iter().find_map(|name| fields.text(name));
        let kind = Spanned::new(
            self.raw.kind.v.to_lowercase(),
            self.place(&self.raw.kind.span),
        );
        let pubmed = text(&["eprinttype", "archiveprefix"])
            .filter(|kind| kind.value.eq_ignore_ascii_case("pubmed"))
            .and_then(|_| text(&["eprint"]));
        let authors = fields.names("author");
        Ok(Reference {
            authors: if authors.is_empty() {
                fields.names("editor")
            } else {
                authors
            },
            title: text(&["title"]),
            container: text(&[
                "journaltitle",
                "journal",
                "booktitle",
                "maintitle",
                "website",
            ]),
            year: text(&["date", "year"]).map(identifiers::year),
            volume: text(&["volume"]),
            issue: text(&["number", "issue"]),
            pages: text(&["pages"]),
            publisher: text(&["publisher", "institution", "organization", "school"]),
            doi: text(&["doi"]).map(identifiers::doi),
            pmid: text(&["pmid"]).or(pubmed).map(identifiers::pmid),
            url: text(&["url"]),
            ..read::empty(self.place(&self.span), self.key(), kind)
        })
    }

    /// The fields with their TeX undone. Links between entries are not followed yet.
    fn fields(&self, strings: &Strings<'a>) -> Result<Fields, ParseError> {
        let own = |name: &str| !LINKS.iter().any(|link| link.eq_ignore_ascii_case(name));
        let mut kept: Vec<_> = self
            .raw
            .fields
            .iter()
            .filter(|pair| own(pair.key.v))
            .cloned()
            .collect();
        let mut places = BTreeMap::new();
        for pair in &mut kept {
            let range = match pair.value.v.as_slice() {
                [only] => &only.span,
                _ => &pair.value.span,
            };
            let written = self
                .text
                .get(self.offset + range.start..self.offset + range.end);
            places.insert(
                pair.key.v.to_ascii_lowercase(),
                (self.place(range), written.unwrap_or("").to_owned()),
            );
            let mut expanded = Vec::new();
            strings
                .expand(&pair.value.v, 0, &mut expanded)
                .map_err(|name| ParseError {
                    span: pair.value.span.clone(),
                    kind: ParseErrorKind::UnknownAbbreviation(name),
                })?;
            pair.value.v = expanded;
        }
        let raw = RawEntry {
            key: self.raw.key.clone(),
            kind: self.raw.kind.clone(),
            fields: kept,
        };
        let alone = RawBibliography {
            preamble: String::new(),
            entries: vec![biblatex::Spanned::new(raw, self.span.clone())],
            abbreviations: Vec::new(),
        };
        let entry = Bibliography::from_raw(alone)?.into_iter().next();
        Ok(Fields { entry, places })
    }
}

/// Fields that name other entries.
const LINKS: [&str; 4] = ["ids", "crossref", "xdata", "xref"];

struct Fields {
    entry: Option<biblatex::Entry>,
    places: BTreeMap<String, (Span, String)>,
}

impl Fields {
    /// A field as plain text, with its place.
    fn text(&self, name: &str) -> Option<Spanned<String>> {
        let chunks = self.entry.as_ref()?.get(name)?;
        let text = chunks.format_verbatim();
        let text = text.split_whitespace().collect::<Vec<_>>().join(" ");
        let (place, written) = self.places.get(name)?;
        let span = match written.find(&text) {
            Some(at) if !text.is_empty() => place.slice(at..at + text.len()),
            Some(_) | None => *place,
        };
        (!text.is_empty()).then(|| Spanned::new(text, span))
    }

    fn names(&self, field: &str) -> Vec<Name> {
        let Some((span, _)) = self.places.get(field) else {
            return Vec::new();
        };
        let people = self
            .entry
            .as_ref()
            .and_then(|entry| entry.get_as::<Vec<Person>>(field).ok());
        people
            .into_iter()
            .flatten()
            .map(|person| name(person, *span))
            .collect()
    }
}

fn name(person: Person, span: Span) -> Name {
    let join = |a: String, b: String| [a, b].join(" ").trim().to_owned();
    let given = join(person.given_name, person.suffix);
    Name {
        span,
        family: join(person.prefix, person.name),
        given: (!given.is_empty()).then_some(given),
    }
}

#[cfg(test)]
mod tests {
    use pamphlet_core::diagnostic::brief;
    use pamphlet_core::inline::plain_text;
    use pamphlet_core::span::Sources;

    use crate::{format_entry, read};

    const BIB: &str = r#"@string{cia = {Clin Interv Aging}}
@article{walker,
  author  = {Walker, Richard F. and von Müller, J\"org and {World Health Organization}},
  title   = {{Sermorelin}: a better approach \& more},
  journal = cia,
  year    = 2006, volume = {1}, number = "4", pages = {307--308},
  doi     = {10.2147/ciia.2006.1.4.307},
}
@online{web, title = {Plain title}, url = {https://example.org/a_b}, date = {2020-05-01}, colour = {red}}
"#;

    #[test]
    fn entries_are_read_with_their_tex_undone() {
        let mut sources = Sources::new();
        let (references, faults) = read("references.bib", BIB.as_bytes(), &mut sources);
        assert_eq!(faults, []);
        let printed: Vec<_> = references
            .entries
            .iter()
            .map(|entry| plain_text(&format_entry(entry, &sources)))
            .collect();
        assert_eq!(
            printed,
            [
                "Walker RF, von Müller J, World Health Organization. Sermorelin: a better approach & more. \
                 Clin Interv Aging. 2006;1(4):307–308. doi:10.2147/ciia.2006.1.4.307",
                "Plain title. 2020. https://example.org/a_b",
            ]
        );
        let web = &references.entries[1];
        assert_eq!(
            sources.text(web.title.as_ref().unwrap().span),
            "Plain title"
        );
        assert_eq!(sources.text(web.year.as_ref().unwrap().span), "2020");
        assert_eq!(sources.text(web.key.span), "web");
    }

    #[test]
    fn a_fault_costs_no_more_than_its_entry() {
        let mut sources = Sources::new();
        let text = "@book{a, title = {A}}\n@book{b, title {B}}\n@book{c, title = nothing}\n@book{a, title = {Again}}\n@book{d, title = {D}\n@book{e, title = {E}}";
        let (references, faults) = read("r.bib", text.as_bytes(), &mut sources);
        let keys: Vec<_> = references
            .entries
            .iter()
            .map(|entry| entry.key.value.as_str())
            .collect();
        assert_eq!(keys, ["a", "e"]);
        let mut lines: Vec<_> = faults.iter().map(|fault| brief(fault, &sources)).collect();
        lines.sort();
        let heads: Vec<_> = lines
            .iter()
            .map(|line| line.split(" (").next().unwrap())
            .collect();
        assert_eq!(
            heads,
            [
                "error[bibliography-syntax] r.bib:2:16 expected equals",
                "error[bibliography-syntax] r.bib:3:18 unknown abbreviation \"nothing\"",
                "error[bibliography-syntax] r.bib:5:21 expected comma",
                "error[duplicate-key] r.bib:4:7 the key `a` is there twice",
            ]
        );
    }

    #[test]
    fn hostile_files_end() {
        let mut sources = Sources::new();
        let mut bomb = "@string{a0 = {ha}}\n".to_owned();
        for n in 1..60 {
            bomb.push_str(&format!("@string{{a{n} = a{0} # a{0}}}\n", n - 1));
        }
        bomb.push_str("@book{a, title = a59}\n@string{b = b}\n@book{b, title = b}\n@book{c, title = jan # a1}");
        let (references, faults) = read("bomb.bib", bomb.as_bytes(), &mut sources);
        assert_eq!(
            (references.entries.len(), faults.len()),
            (1, 2),
            "{faults:?}"
        );
        assert_eq!(
            references.entries[0].title.as_ref().unwrap().value,
            "Januaryhaha"
        );
        let deep = format!("@book{{a, title = {{{}}}}}", "{".repeat(20_000));
        for text in [
            deep.as_str(),
            "@",
            "@book",
            "@book{",
            "@book{a",
            "\\",
            "@comment{x}",
            "@book{a, ids = {b, a}, title = {\\}}",
        ] {
            let _ = read("x.bib", text.as_bytes(), &mut sources);
        }
    }
}
