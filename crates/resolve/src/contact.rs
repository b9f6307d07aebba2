//! Whom to ask: the part at the end that has the library's or the site's contact
//! fields, and the address of the web page with its code.

use pamphlet_core::Inline;
use pamphlet_core::block::{Block, TermItem, TermList};
use pamphlet_core::edition::{Edition, EditionPart, EditionPartKind, QrCode};
use pamphlet_core::inline::Field;
use pamphlet_core::node::Meta;
use pamphlet_core::words::Words;

use crate::{Input, made};

/// Adds the part where the profile wants it and there is something to say.
pub(crate) fn place(input: &Input, edition: &mut Edition) {
    if !input.profile.contact {
        return;
    }
    let words = edition.words;
    let mut items: Vec<TermItem> = labels(words)
        .into_iter()
        .filter(|(name, _)| input.library.fields.contains_key(*name))
        .map(|(name, label)| item(label, field(name)))
        .collect();
    if let Some(url) = &input.article.front.canonical_url {
        let address = made::text(input.sources, url);
        items.push(item(
            words.this_leaflet,
            made::link(&*url.value, vec![address]),
        ));
        edition.qr_code = Some(QrCode {
            url: url.value.clone(),
            alt: words.qr_code.replace("{}", &url.value),
            span: url.span,
        });
    }
    if items.is_empty() {
        return;
    }
    edition.parts.push(EditionPart {
        meta: Meta::made(),
        kind: EditionPartKind::Contact,
        title: vec![Inline::made(words.contact)],
        title_shown: true,
        blocks: vec![Block::TermList(TermList {
            meta: Meta::made(),
            items,
        })],
        sections: Vec::new(),
        bibliography: Vec::new(),
        glossary: Vec::new(),
    });
}

/// The fields in the order in which they stand, with their labels.
fn labels(words: &Words) -> [(&'static str, &'static str); 6] {
    [
        ("contact.phone", words.phone),
        ("contact.hours", words.hours),
        ("contact.email", words.email),
        ("contact.website", words.website),
        ("contact.address", words.address),
        ("contact.urgent", words.emergency),
    ]
}

fn field(name: &str) -> Inline {
    Inline::Field(Field {
        meta: Meta::made(),
        name: name.to_owned(),
    })
}

fn item(label: &str, value: Inline) -> TermItem {
    TermItem {
        meta: Meta::made(),
        term: vec![Inline::made(label)],
        descriptions: vec![vec![Block::made(vec![value])]],
    }
}
