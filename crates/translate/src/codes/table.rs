//! Which codes a translation has to have, and where they may stand.

use std::collections::{BTreeMap, BTreeSet};

use pamphlet_core::inline::{Inline, Text, plain_text};
use pamphlet_core::node::Meta;
use pamphlet_core::span::{Span, Spanned};
use pamphlet_markdown::inlines_without_places;

use super::{Code, Coded, Item, renumbered, words};

/// What the codes of a unit stand for, and which of them a translation has to have.
#[derive(Clone, Debug, Default)]
pub struct Table {
    /// All of them: the source's, then what the translation has beside them.
    pub codes: Vec<Code>,
    /// Those that must be there.
    required: BTreeSet<String>,
    /// Those that stand around words in the source.
    around: BTreeSet<String>,
    /// What each may stand within.
    parents: BTreeMap<String, BTreeSet<Option<String>>>,
}

impl Table {
    /// Numbers the codes of a translation as its source's. What it has beside them
    /// is called `t1`, `t2`; what it lacks need not be there. Gives its items.
    pub fn of(source: &Coded, own: Option<&Coded>) -> (Table, Option<Vec<Item>>) {
        let mut table = Table::default();
        for code in &source.codes {
            table.add(code.clone());
            table.required.insert(code.id.clone());
        }
        around_words(&source.items, &mut table.around);
        let Some(own) = own else {
            return (table, None);
        };
        let mut ids: BTreeMap<&str, String> = BTreeMap::new();
        let mut taken = BTreeSet::new();
        let mut others = 0;
        for code in &own.codes {
            let parent = code.parent.as_ref();
            let parent = parent.and_then(|id| ids.get(id.as_str()).cloned());
            let same =
                |other: &&Code| other.identity() == code.identity() && !taken.contains(&other.id);
            let all = || source.codes.iter().filter(same);
            let found = all()
                .find(|it| it.parent == parent)
                .or_else(|| all().next());
            let mut its = Code {
                parent,
                ..code.clone()
            };
            match found {
                Some(other) => {
                    taken.insert(other.id.clone());
                    its.id.clone_from(&other.id);
                    table.also(its.clone());
                }
                None => {
                    others += 1;
                    its.id = format!("t{others}");
                    table.add(its.clone());
                }
            }
            ids.insert(&code.id, its.id);
        }
        table.required = table.required.intersection(&taken).cloned().collect();
        let items = renumbered(&own.items, &ids);
        (table, Some(items))
    }

    fn add(&mut self, code: Code) {
        let parents = self.parents.entry(code.id.clone()).or_default();
        parents.insert(code.parent.clone());
        self.codes.push(code);
    }

    /// A code of the source as the translation has it.
    fn also(&mut self, code: Code) {
        let parents = self.parents.entry(code.id.clone()).or_default();
        parents.insert(code.parent.clone());
        if let Some(own) = self.codes.iter_mut().find(|it| it.id == code.id) {
            own.inline = code.inline;
        }
    }

    /// A code by its id.
    pub fn get(&self, id: &str) -> Option<&Code> {
        self.codes.iter().find(|code| code.id == id)
    }

    /// A code by its id, to be changed.
    pub fn get_mut(&mut self, id: &str) -> Option<&mut Code> {
        self.codes.iter_mut().find(|code| code.id == id)
    }

    /// What is wrong with the codes of a translation, each with its place.
    pub fn faults(&self, items: &[Item]) -> Vec<(Span, String)> {
        let mut check = Check {
            table: self,
            seen: BTreeSet::new(),
            faults: Vec::new(),
        };
        check.items(items, None);
        for id in self.required.difference(&check.seen) {
            let mark = self.get(id).map(Code::mark).unwrap_or_default();
            check
                .faults
                .push((Span::NONE, format!("code {id} (`{mark}`) is missing")));
        }
        check.faults
    }

    /// Puts inlines together again. The codes have no faults.
    pub fn decode(&self, items: &[Item]) -> Vec<Inline> {
        let inlines = items.iter().filter_map(|item| match item {
            Item::Words(words) => Some(Inline::Text(Text {
                meta: Meta::made(),
                text: words.clone(),
            })),
            Item::Code(code) => {
                let mut inline = self.get(&code.id)?.inline.clone();
                if let Inline::Term(term) = &mut inline {
                    let shown = words(&code.items);
                    term.shown = (shown != term.name.value).then(|| Spanned::made(shown));
                } else if let Some(children) = inline.children_mut().filter(|_| code.pair) {
                    *children = self.decode(&code.items);
                }
                Some(inline)
            }
        });
        inlines_without_places(inlines.collect())
    }

    /// Puts words without markup together again.
    pub fn decode_words(&self, items: &[Item]) -> String {
        let said = items.iter().filter_map(|item| match item {
            Item::Words(words) => Some(words.clone()),
            Item::Code(code) => match &self.get(&code.id)?.inline {
                Inline::Field(field) => Some(format!("{{{{{}}}}}", field.name)),
                other => Some(plain_text(std::slice::from_ref(other))),
            },
        });
        said.collect()
    }
}

struct Check<'a> {
    table: &'a Table,
    seen: BTreeSet<String>,
    faults: Vec<(Span, String)>,
}

impl Check<'_> {
    fn items(&mut self, items: &[Item], parent: Option<&str>) {
        for item in items {
            let Item::Code(placed) = item else {
                continue;
            };
            let id = &placed.id;
            let mut fault = |what: String| self.faults.push((placed.span, what));
            let Some(code) = self.table.get(id) else {
                fault(format!("there is no code {id} in the source"));
                continue;
            };
            if !self.seen.insert(id.clone()) {
                fault(format!("code {id} is there twice"));
            }
            let says = match code.inline {
                Inline::Term(_) => !words(&placed.items).trim().is_empty(),
                _ => says(&placed.items),
            };
            if placed.pair && self.table.around.contains(id) && !says {
                fault(format!("code {id} has no words"));
            }
            let within = parent.map(str::to_owned);
            if code.pair != placed.pair {
                fault(match code.pair {
                    true => format!("code {id} stands around words"),
                    false => format!("code {id} stands alone"),
                });
            } else if !self
                .table
                .parents
                .get(id)
                .is_some_and(|it| it.contains(&within))
            {
                fault(match (parent, &code.parent) {
                    (_, Some(outer)) => format!("code {id} has to stand within code {outer}"),
                    (Some(outer), None) => format!("code {id} cannot stand within code {outer}"),
                    (None, None) => format!("code {id} is nested wrongly"),
                });
            }
            self.items(&placed.items, Some(id));
        }
    }
}

/// Whether there are words, or codes that stand for some.
fn says(items: &[Item]) -> bool {
    items.iter().any(|item| match item {
        Item::Words(words) => !words.trim().is_empty(),
        Item::Code(code) => !code.pair || says(&code.items),
    })
}

/// The codes that stand around words.
fn around_words(items: &[Item], found: &mut BTreeSet<String>) {
    for item in items {
        if let Item::Code(code) = item {
            if code.pair && says(&code.items) {
                found.insert(code.id.clone());
            }
            around_words(&code.items, found);
        }
    }
}
