//! `references.yaml`: Hayagriva's format, a map of entries by key.

use pamphlet_core::diagnostic::Diagnostic;
use pamphlet_core::reference::{Name, Reference};
use pamphlet_core::span::{FileId, Spanned};
use pamphlet_core::yaml::{self, Yaml};

use crate::{identifiers, read};

/// The entries in the order written.
pub(crate) fn entries(text: &str, file: FileId, faults: &mut Vec<Diagnostic>) -> Vec<Reference> {
    let (root, found) = yaml::parse(text, file, 0);
    faults.extend(found);
    let Some(root) = root.filter(|root| !root.is_null()) else {
        return Vec::new();
    };
    let Some(entries) = root.entries() else {
        let message = format!(
            "a bibliography is a map of entries by key; this is {}",
            root.description()
        );
        faults.push(Diagnostic::error("bibliography-shape", root.span, message).hint(SHAPE));
        return Vec::new();
    };
    let mut out = Vec::new();
    for (key, value) in entries {
        match value.entries() {
            Some(_) => out.push(entry(key, value)),
            None => {
                let message = format!(
                    "the reference `{}` is {}, not a map of fields",
                    key.value,
                    value.description()
                );
                faults.push(Diagnostic::error("bibliography-shape", key.span, message).hint(SHAPE));
            }
        }
    }
    out
}

const SHAPE: &str =
    "write `key:`, and indented below it `type: article`, `title: …`, `author: …`, `date: …`";

fn entry(key: &Spanned<String>, value: &Yaml) -> Reference {
    let kind = scalar(value, "type").map_or_else(
        || Spanned::new("misc".to_owned(), key.span),
        |kind| Spanned::new(kind.value.to_lowercase(), kind.span),
    );
    let parents = parents(value);
    let own_or_parents = |name: &str| {
        scalar(value, name).or_else(|| parents.iter().find_map(|parent| scalar(parent, name)))
    };
    let authors = names(value.get("author"));
    let number = |name: &str| {
        let own = value
            .get("serial-number")
            .and_then(|numbers| numbers.get(name));
        own.and_then(Yaml::scalar).or_else(|| scalar(value, name))
    };
    Reference {
        authors: if authors.is_empty() {
            names(value.get("editor"))
        } else {
            authors
        },
        title: scalar(value, "title"),
        container: parents.iter().find_map(|parent| scalar(parent, "title")),
        year: own_or_parents("date").map(identifiers::year),
        volume: own_or_parents("volume"),
        issue: own_or_parents("issue"),
        pages: scalar(value, "page-range"),
        publisher: own_or_parents("publisher").or_else(|| own_or_parents("organization")),
        doi: number("doi").map(identifiers::doi),
        pmid: number("pmid").map(identifiers::pmid),
        url: scalar(value, "url"),
        ..read::empty(key.span.join(value.span), key.clone(), kind)
    }
}

/// A field's text, whether it is written plainly or as a map with `value:` or `name:`.
fn scalar(entry: &Yaml, name: &str) -> Option<Spanned<String>> {
    let value = entry.get(name)?;
    let inner = value
        .get("value")
        .or_else(|| value.get("name"))
        .unwrap_or(value);
    inner.scalar().filter(|text| !text.value.trim().is_empty())
}

/// What holds the entry, nearest first.
fn parents(entry: &Yaml) -> Vec<&Yaml> {
    let Some(parent) = entry.get("parent") else {
        return Vec::new();
    };
    let direct: Vec<&Yaml> = match parent.members() {
        Some(members) => members.iter().collect(),
        None => vec![parent],
    };
    let further = direct
        .iter()
        .flat_map(|parent| parents(parent))
        .collect::<Vec<_>>();
    direct.into_iter().chain(further).collect()
}

/// Names, as one or a list: "Family, Given" or a map with `name` and `given-name`.
fn names(value: Option<&Yaml>) -> Vec<Name> {
    let Some(value) = value else {
        return Vec::new();
    };
    match value.members() {
        Some(members) => members.iter().filter_map(name).collect(),
        None => name(value).into_iter().collect(),
    }
}

fn name(value: &Yaml) -> Option<Name> {
    if let Some(text) = value.scalar() {
        let mut pieces = text.value.split(',').map(str::trim);
        let family = pieces
            .next()
            .filter(|family| !family.is_empty())?
            .to_owned();
        // "Family, Jr., Given" has its given names last.
        let given = pieces
            .next_back()
            .filter(|given| !given.is_empty())
            .map(str::to_owned);
        return Some(Name {
            span: text.span,
            family,
            given,
        });
    }
    let field = |name: &str| {
        value
            .get(name)
            .and_then(Yaml::scalar)
            .map(|text| text.value)
    };
    let family = field("name")?;
    let family = match field("prefix") {
        Some(prefix) => format!("{prefix} {family}"),
        None => family,
    };
    Some(Name {
        span: value.span,
        family,
        given: field("given-name"),
    })
}

#[cfg(test)]
mod tests {
    use pamphlet_core::diagnostic::brief;
    use pamphlet_core::inline::plain_text;
    use pamphlet_core::span::Sources;

    use crate::{format_entry, read};

    const WALKER: &str = r#"walker:
  type: Article
  title: "Sermorelin: a better approach?"
  author: ["Walker, Richard F."]
  date: 2006-11
  page-range: 307-308
  serial-number:
    doi: https://doi.org/10.2147/ciia.2006.1.4.307
  parent:
    type: Periodical
    title: Clin Interv Aging
    volume: 1
    issue: 4
who:
  type: web
  title: Ageing
  author: World Health Organization
  url: {value: "https://who.int/ageing", date: 2026-01-02}
"#;

    #[test]
    fn entries_are_read_with_their_parents() {
        let mut sources = Sources::new();
        let (references, faults) = read("references.yaml", WALKER.as_bytes(), &mut sources);
        assert_eq!(faults, []);
        let printed: Vec<_> = references
            .entries
            .iter()
            .map(|entry| plain_text(&format_entry(entry, &sources)))
            .collect();
        assert_eq!(
            printed,
            [
                "Walker RF. Sermorelin: a better approach? Clin Interv Aging. 2006;1(4):307–308. \
                 doi:10.2147/ciia.2006.1.4.307",
                "World Health Organization. Ageing. https://who.int/ageing",
            ]
        );
        let walker = &references.entries[0];
        for (field, text) in [
            (&walker.title, "Sermorelin: a better approach?"),
            (&walker.year, "2006"),
            (&walker.doi, "10.2147/ciia.2006.1.4.307"),
            (&walker.volume, "1"),
        ] {
            assert_eq!(sources.text(field.as_ref().unwrap().span), text);
        }
        assert_eq!(sources.text(walker.key.span), "walker");
    }

    #[test]
    fn faults_have_places_and_the_other_entries_are_read() {
        let mut sources = Sources::new();
        let text = "a: {title: A}\nb: text\na: {title: Again}\nc: {title: C, colour: red}\n";
        let (references, faults) = read("r.yaml", text.as_bytes(), &mut sources);
        let keys: Vec<_> = references
            .entries
            .iter()
            .map(|entry| entry.key.value.as_str())
            .collect();
        assert_eq!(keys, ["a", "c"]);
        let mut lines: Vec<_> = faults.iter().map(|fault| brief(fault, &sources)).collect();
        lines.sort();
        assert!(
            lines[0].starts_with("error[bibliography-shape] r.yaml:2:1 the reference `b` is text"),
            "{lines:?}"
        );
        assert!(
            lines[1].starts_with("error[duplicate-key] r.yaml:3:1"),
            "{lines:?}"
        );
        for bad in ["- a\n- b", "a: [", "\u{feff}x"] {
            let (references, faults) = read("bad.yaml", bad.as_bytes(), &mut sources);
            assert!(references.entries.is_empty() && !faults.is_empty(), "{bad}");
        }
        let (_, faults) = read("bad.yaml", b"a: {title: \xff}", &mut sources);
        assert_eq!(faults[0].name, "invalid-utf8");
        let (references, faults) = read("empty.yaml", b"# nothing\n", &mut sources);
        assert!(references.entries.is_empty() && faults.is_empty());
    }
}
