//! Values of fields, from the library's data and the article's `custom` map.

use std::collections::{BTreeMap, BTreeSet};

use pamphlet_core::block::Block;
use pamphlet_core::diagnostic::{self, Diagnostic};
use pamphlet_core::edition::Edition;
use pamphlet_core::inline::{Field, Inline, Math};
use pamphlet_core::language::Direction;
use pamphlet_core::node::Meta;
use pamphlet_core::profile::Unfilled;
use pamphlet_core::walk::{self, Visitor, VisitorMut};

use crate::{Input, tour};

/// Groups of fields whose values a library or site gives; in an edition with
/// blanks any name of theirs may be one.
const GROUPS: [&str; 2] = ["contact", "site"];

/// Puts the values of the fields in use beside the edition.
pub(crate) fn resolve(input: &Input, edition: &mut Edition, report: &mut Vec<Diagnostic>) {
    let custom = input.article.front.custom.iter();
    let known: BTreeMap<String, &str> = input
        .library
        .fields
        .iter()
        .map(|(name, value)| (name.clone(), value.as_str()))
        .chain(custom.map(|(name, value)| (format!("custom.{name}"), value.value.as_str())))
        .collect();
    let mut fields = Fields { found: Vec::new() };
    tour::whole(&mut fields, edition);
    let mut missing = Vec::new();
    let mut spoken = Spoken {
        known: &known,
        missing: Vec::new(),
    };
    tour::whole_mut(&mut spoken, edition);
    missing.append(&mut spoken.missing);
    for field in fields.found {
        match known.get(&field.name) {
            Some(value) => {
                let value = isolated(value, edition.language.direction());
                edition.fields.insert(field.name, value);
            }
            None => missing.push(field),
        }
    }
    let groups: BTreeSet<&str> = known.keys().map(|name| group(name)).chain(GROUPS).collect();
    let blank = |field: &Field| {
        input.profile.fields == Unfilled::Blank
            && groups.contains(group(&field.name))
            && group(&field.name) != "custom"
    };
    report.extend(
        missing
            .iter()
            .filter(|field| !blank(field))
            .map(|field| unknown(field, &known)),
    );
}

/// A value in its own order: in a line from the right, the groups of a telephone
/// number would change their places (UAX #9, first strong isolate).
fn isolated(value: &str, direction: Direction) -> String {
    match direction {
        Direction::LeftToRight => value.to_owned(),
        Direction::RightToLeft => format!("\u{2068}{value}\u{2069}"),
    }
}

fn group(name: &str) -> &str {
    name.split('.').next().unwrap_or(name)
}

fn unknown(field: &Field, known: &BTreeMap<String, &str>) -> Diagnostic {
    let name = &field.name;
    let home = match group(name) {
        "custom" => "the article's `custom:`",
        _ => "the library's `pamphlet.toml`",
    };
    let hint = match diagnostic::nearest(name, known.keys().map(String::as_str)) {
        Some(near) => format!("did you mean `{{{{{near}}}}}`?"),
        None => format!("give it a value in {home}"),
    };
    Diagnostic::error(
        "unknown-field",
        field.meta.span,
        format!("the field `{name}` has no value"),
    )
    .hint(hint)
}

/// Puts values in the place of the fields in what is said of pictures and formulas,
/// which is text and has no nodes.
struct Spoken<'k> {
    known: &'k BTreeMap<String, &'k str>,
    missing: Vec<Field>,
}

impl Spoken<'_> {
    fn fill(&mut self, said: &mut String, meta: &Meta) {
        let mut out = String::new();
        let mut rest = said.as_str();
        while let Some((before, (name, behind))) = rest
            .split_once("{{")
            .and_then(|(before, inner)| Some((before, inner.split_once("}}")?)))
        {
            out.push_str(before);
            let name = name.trim();
            match self.known.get(name) {
                Some(value) => out.push_str(value),
                None => {
                    out.push('…');
                    self.missing.push(Field {
                        meta: meta.clone(),
                        name: name.to_owned(),
                    });
                }
            }
            rest = behind;
        }
        if !out.is_empty() || rest.len() < said.len() {
            out.push_str(rest);
            *said = out;
        }
    }

    fn math(&mut self, math: &mut Math) {
        if let Some(alt) = &mut math.alt {
            self.fill(alt, &math.meta);
        }
    }
}

impl VisitorMut for Spoken<'_> {
    fn blocks(&mut self, blocks: &mut Vec<Block>) {
        for block in blocks {
            match block {
                Block::Figure(n) => self.fill(&mut n.alt, &n.meta),
                Block::Math(n) => self.math(n),
                _ => {}
            }
        }
    }

    fn inlines(&mut self, inlines: &mut Vec<Inline>) {
        for inline in inlines {
            match inline {
                Inline::Image(n) => self.fill(&mut n.alt, &n.meta),
                Inline::Math(n) => self.math(n),
                Inline::Link(n) => {
                    if let Some(title) = &mut n.title {
                        self.fill(title, &n.meta);
                    }
                }
                _ => {}
            }
        }
    }
}

struct Fields {
    found: Vec<Field>,
}

impl Visitor for Fields {
    fn inline(&mut self, inline: &Inline) {
        if let Inline::Field(field) = inline {
            self.found.push(field.clone());
        }
        walk::walk_inline(self, inline);
    }
}
