//! One article with its library, and what resolving it gives, as text.

use std::collections::{BTreeMap, BTreeSet};

use pamphlet_core::Article;
use pamphlet_core::assets::MemoryAssets;
use pamphlet_core::diagnostic::brief;
use pamphlet_core::edition::Edition;
use pamphlet_core::front::Front;
use pamphlet_core::glossary::{Glossary, GlossaryEntry};
use pamphlet_core::profile::Profile;
use pamphlet_core::reference::{Field, Kind, Name, Reference, References, Role, Words};
use pamphlet_core::span::{Sources, Span, Spanned};
use pamphlet_core::stream::Streams;
use pamphlet_resolve::{InLanguage, Input, Library, Resolution, Sibling, missing_facts, resolve};

use crate::article;

/// An article to resolve, with what it stands in.
pub struct Case {
    pub sources: Sources,
    pub article: Article,
    pub profile: Profile,
    pub references: References,
    pub glossary: Glossary,
    pub library: Library,
    pub elsewhere: Vec<InLanguage>,
    pub assets: MemoryAssets,
}

impl Case {
    /// An article that has a title and a date, so that nothing is missing.
    pub fn new(text: &str) -> Case {
        let mut case = Case::bare(text);
        case.front(|front| {
            front.title = said("A leaflet");
            front.reviewed = pamphlet_core::date::Date::parse("2026-11-01").map(Spanned::made);
        });
        case
    }

    /// An article without any front matter.
    pub fn bare(text: &str) -> Case {
        let mut sources = Sources::new();
        let article = article::read(&mut sources, "leaflets/gh/article.md", "gh", text);
        Case {
            sources,
            article,
            profile: Profile::full(),
            references: References::default(),
            glossary: Glossary::default(),
            library: Library::default(),
            elsewhere: Vec::new(),
            assets: MemoryAssets::new(),
        }
    }

    pub fn front(&mut self, change: impl FnOnce(&mut Front)) -> &mut Case {
        change(&mut self.article.front);
        self
    }

    pub fn profile(&mut self, profile: Profile) -> &mut Case {
        self.profile = profile;
        self
    }

    /// Adds references: `key Family Family: Title`.
    pub fn references(&mut self, entries: &[&str]) -> &mut Case {
        let file = self
            .sources
            .add("leaflets/gh/references.yaml", entries.join("\n"));
        let mut at = 0;
        for entry in entries {
            let (names, title) = entry.split_once(": ").expect("a title");
            let mut names = names.split(' ');
            let key = names.next().expect("a key");
            let span = Span::new(file, at..at + entry.len());
            at += entry.len() + 1;
            let key = Spanned::new(key.to_owned(), span.slice(0..key.len()));
            let kind = Spanned::new(Kind::Article, span);
            let mut reference = Reference::new(span, key, kind);
            let authors: Vec<_> = names.map(|family| Name::body(family, span)).collect();
            if !authors.is_empty() {
                reference.names.insert(Role::Author, authors);
            }
            let title = Spanned::new(Words::plain(title), Span::NONE);
            reference.set(Field::Title, title);
            // Nothing that the rules of the bibliography would report.
            reference.kind.value = Kind::Other;
            self.references.entries.push(reference);
        }
        self
    }

    /// Adds a term: `growth hormone (GH) = Made by the pituitary.`
    pub fn term(&mut self, entry: &str) -> &mut Case {
        let (names, definition) = entry.split_once(" = ").unwrap_or((entry, ""));
        let (term, short) = match names
            .strip_suffix(')')
            .and_then(|names| names.split_once(" ("))
        {
            Some((term, short)) => (term, said(short)),
            None => (names, None),
        };
        let key = term.replace(' ', "-");
        let file = self.sources.add(format!("glossary/{key}.yaml"), entry);
        let definition =
            article::inlines(&mut self.sources, &format!("glossary/{key}.md"), definition);
        self.glossary.entries.push(GlossaryEntry {
            span: Span::new(file, 0..entry.len()),
            key: Spanned::made(key),
            term: Spanned::made(term.into()),
            short,
            aliases: Vec::new(),
            plain: None,
            definition,
            see_also: Vec::new(),
            shared: false,
        });
        self
    }

    pub fn field(&mut self, name: &str, value: &str) -> &mut Case {
        self.library.fields.insert(name.into(), value.into());
        self
    }

    pub fn sibling(&mut self, slug: &str, url: Option<&str>, labels: &[&str]) -> &mut Case {
        let sibling = Sibling {
            folder: format!("leaflets/{slug}"),
            stem: slug.to_owned(),
            title: format!("About {slug}"),
            canonical_url: url.map(str::to_owned),
            labels: Some(
                labels
                    .iter()
                    .map(|label| label.to_string())
                    .collect::<BTreeSet<_>>(),
            ),
        };
        self.library.siblings.insert(slug.into(), sibling);
        self
    }

    pub fn resolution(&self) -> Resolution {
        resolve(&Input {
            article: &self.article,
            sources: &self.sources,
            profile: &self.profile,
            references: &self.references,
            glossary: &self.glossary,
            translation: None,
            library: &self.library,
            folder: "leaflets/gh",
            elsewhere: &self.elsewhere,
            assets: &self.assets,
        })
    }

    /// The edition of a case without errors; all its tables are complete.
    pub fn edition(&self) -> Edition {
        let resolution = self.resolution();
        let edition = resolution
            .edition
            .unwrap_or_else(|| panic!("{:#?}", self.faults()));
        assert_eq!(missing_facts(&edition), Vec::<String>::new());
        edition
    }

    /// What the edition says: main stream, then notes.
    pub fn says(&self) -> Vec<String> {
        let streams = Streams::of(&self.edition());
        let notes = streams.notes.into_iter().zip(1..);
        let notes = notes.map(|(note, number)| format!("note {number}: {}", note.join(" / ")));
        streams.main.into_iter().chain(notes).collect()
    }

    /// Every diagnostic in a line.
    pub fn faults(&self) -> Vec<String> {
        let resolution = self.resolution();
        resolution
            .diagnostics
            .iter()
            .map(|d| brief(d, &self.sources))
            .collect()
    }

    /// Anchors in the order of their nodes.
    pub fn anchors(&self) -> Vec<String> {
        self.edition().facts.anchors.into_values().collect()
    }

    /// Where links lead, in reading order: an anchor or an address.
    pub fn targets(&self) -> Vec<String> {
        use pamphlet_core::edition::LinkTarget;
        let edition = self.edition();
        let links: &BTreeMap<_, _> = &edition.facts.links;
        let target = |target: &LinkTarget| match target {
            LinkTarget::Node(node) => format!("#{}", edition.anchor(*node).unwrap_or("?")),
            LinkTarget::Url(url) => url.clone(),
            LinkTarget::Article {
                slug, label, url, ..
            } => {
                format!(
                    "{slug} {} {}",
                    label.as_deref().unwrap_or("-"),
                    url.as_deref().unwrap_or("-")
                )
            }
            LinkTarget::Nowhere => "nowhere".to_owned(),
        };
        links.values().map(|link| target(&link.target)).collect()
    }
}

/// A value without a place.
pub fn said(text: &str) -> Option<Spanned<String>> {
    Some(Spanned::made(text.to_owned()))
}
