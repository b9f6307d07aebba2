//! "About this leaflet": who wrote, reviewed and paid for it, when, under which
//! licence, and where it lives.

use pamphlet_core::Inline;
use pamphlet_core::block::{Block, Paragraph, TermItem, TermList};
use pamphlet_core::date::Date;
use pamphlet_core::edition::{EditionPart, EditionPartKind, Metadata};
use pamphlet_core::front::Person;
use pamphlet_core::language::Language;
use pamphlet_core::node::Meta;
use pamphlet_core::span::Spanned;
use pamphlet_core::words::Words;

use crate::{InLanguage, Input, made};

/// The closing part; none if there is nothing to say.
pub(crate) fn part(input: &Input, metadata: &Metadata, words: &Words) -> Option<EditionPart> {
    let mut list = Labels {
        input,
        words,
        items: Vec::new(),
    };
    let front = &input.article.front;
    list.people(words.written_by, &front.authors);
    list.people(words.reviewed_by, &front.reviewers);
    if let Some(reviewed) = &front.patient_reviewed {
        let answer = match reviewed.value {
            true => words.patient_reviewed_yes,
            false => words.patient_reviewed_no,
        };
        list.push(words.patient_reviewed, vec![Inline::made(answer)]);
    }
    if let Some(publisher) = &metadata.publisher {
        let name = vec![Inline::made(&*publisher.name)];
        list.push(
            words.publisher,
            match &publisher.url {
                Some(url) => vec![made::link(url, name)],
                None => name,
            },
        );
    }
    list.value(words.version, &front.version);
    list.date(words.published, metadata.published);
    list.date(words.reviewed, metadata.reviewed);
    list.date(words.next_review, metadata.next_review);
    list.value(words.identifier, &front.identifier);
    if !input.profile.contact {
        // Else it stands with whom to ask.
        list.address(words.web_address, &front.canonical_url);
        // What is handed over has few sides, and a code that leads to the page with these.
        list.languages(input.elsewhere);
    }
    list.address(words.feedback, &front.feedback_url);
    list.value(words.license, &front.license);
    list.value(words.funding, &front.funding);
    list.value(words.conflicts, &front.conflicts);
    list.value(words.owner, &front.owner);
    list.value(words.supersedes, &front.supersedes);

    let mut blocks = Vec::new();
    if !list.items.is_empty() {
        blocks.push(Block::TermList(TermList {
            meta: Meta::made(),
            items: list.items,
        }));
    }
    blocks.extend(disclaimer(input, words));
    (!blocks.is_empty()).then(|| about(words, blocks))
}

/// Adds a label and its value behind the others; makes the part where there is none.
pub(crate) fn add(
    closing: &mut Option<EditionPart>,
    words: &Words,
    label: &str,
    value: Vec<Inline>,
) {
    let part = closing.get_or_insert_with(|| about(words, Vec::new()));
    let item = item(label, vec![value]);
    match part.blocks.first_mut() {
        Some(Block::TermList(list)) => list.items.push(item),
        Some(_) | None => {
            let list = TermList {
                meta: Meta::made(),
                items: vec![item],
            };
            part.blocks.insert(0, Block::TermList(list));
        }
    }
}

fn about(words: &Words, blocks: Vec<Block>) -> EditionPart {
    EditionPart {
        meta: Meta::made(),
        kind: EditionPartKind::About,
        title: vec![Inline::made(words.about)],
        title_shown: true,
        blocks,
        sections: Vec::new(),
        bibliography: Vec::new(),
        glossary: Vec::new(),
    }
}

/// The disclaimer's paragraphs, the first with its label.
fn disclaimer(input: &Input, words: &Words) -> Vec<Block> {
    let Some(disclaimer) = &input.article.front.disclaimer else {
        return Vec::new();
    };
    let mut paragraphs = made::paragraphs(input.sources, disclaimer);
    if let Some(Block::Paragraph(Paragraph { inlines, .. })) = paragraphs.first_mut() {
        let label = format!("{}{}", words.disclaimer, words.colon.trim_end());
        inlines.insert(0, made::strong(vec![Inline::made(label)]));
        inlines.insert(1, Inline::made(" "));
    }
    paragraphs
}

struct Labels<'a> {
    input: &'a Input<'a>,
    words: &'a Words,
    items: Vec<TermItem>,
}

impl Labels<'_> {
    fn push(&mut self, label: &str, value: Vec<Inline>) {
        self.items.push(item(label, vec![value]));
    }

    fn value(&mut self, label: &str, value: &Option<Spanned<String>>) {
        if let Some(value) = value.as_ref().filter(|v| !v.value.trim().is_empty()) {
            self.push(label, vec![made::text(self.input.sources, value)]);
        }
    }

    fn date(&mut self, label: &str, date: Option<Date>) {
        if let Some(date) = date {
            self.push(label, vec![Inline::made(self.words.date(date))]);
        }
    }

    fn address(&mut self, label: &str, url: &Option<Spanned<String>>) {
        if let Some(url) = url {
            let words = match url.value.strip_prefix("mailto:") {
                Some(address) => Inline::made(address),
                None => made::text(self.input.sources, url),
            };
            self.push(label, vec![made::link(&*url.value, vec![words])]);
        }
    }

    /// The same in other languages, each named in itself, with its address to type.
    fn languages(&mut self, elsewhere: &[InLanguage]) {
        let languages: Vec<&Language> = elsewhere.iter().map(|it| &it.language).collect();
        let named = elsewhere
            .iter()
            .zip(self.input.library.words.names(&languages));
        let values = named.map(|(it, name)| {
            let address = made::link(&*it.url, vec![Inline::made(&*it.url)]);
            // A mark between words of two directions would stand on either side.
            let gap = Inline::made(" ");
            vec![
                made::phrase(&it.language, vec![Inline::made(name)]),
                gap,
                address,
            ]
        });
        let values: Vec<_> = values.collect();
        if !values.is_empty() {
            self.items.push(item(self.words.other_languages, values));
        }
    }

    fn people(&mut self, label: &str, people: &[Person]) {
        if !people.is_empty() {
            self.items.push(item(
                label,
                people.iter().map(|it| person(it, self.words)).collect(),
            ));
        }
    }
}

fn item(label: &str, values: Vec<Vec<Inline>>) -> TermItem {
    TermItem {
        meta: Meta::made(),
        term: vec![Inline::made(label)],
        descriptions: values
            .into_iter()
            .map(|value| vec![Block::made(value)])
            .collect(),
    }
}

/// "Jane Doe, MD (endocrinologist), ORCID 0000-0002-1825-0097".
fn person(person: &Person, table: &Words) -> Vec<Inline> {
    let mut words = person.name.clone();
    let comma = table.list_separator;
    if let Some(credential) = &person.credential {
        words.push_str(&format!("{comma}{credential}"));
    }
    if let Some(role) = &person.role {
        // In the brackets that the language puts behind words.
        words = table.plain_form.replace("{plain}", &words);
        words = words.replace("{term}", role);
    }
    let Some(orcid) = &person.orcid else {
        return vec![Inline::made(words)];
    };
    let id = orcid.trim().trim_start_matches("https://orcid.org/");
    vec![
        Inline::made(format!("{words}{comma}ORCID ")),
        made::link(format!("https://orcid.org/{id}"), vec![Inline::made(id)]),
    ]
}
