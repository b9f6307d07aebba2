//! What a table has, by the keys under which a file says it: the fields of
//! [`Words`](super::Words) with their documentation, in their order.

use crate::article::PartKind;

/// What a file says under a key.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Value {
    /// Words.
    Text(String),
    /// So many of them, each with a meaning of its own.
    Texts(Vec<String>),
    /// Any number of words.
    List(Vec<String>),
    /// Names of parts.
    Parts(Vec<(PartKind, Vec<String>)>),
    /// Endings with those that stand in their place.
    Endings(Vec<(String, Vec<String>)>),
}

impl Value {
    /// Every text that it prints, in their order.
    pub fn printed(&self) -> Vec<&str> {
        match self {
            Value::Text(text) => vec![text],
            Value::Texts(texts) => texts.iter().map(String::as_str).collect(),
            Value::List(_) | Value::Parts(_) | Value::Endings(_) => Vec::new(),
        }
    }

    /// Whether a table can do without.
    pub fn is_optional(&self) -> bool {
        matches!(self, Value::List(_) | Value::Parts(_) | Value::Endings(_))
    }
}

/// A key of a table.
#[derive(Clone, Debug)]
pub struct Key {
    /// As it is written: `skip-to-content`.
    pub name: String,
    /// What it is for: "The first link of a page."
    pub about: &'static str,
    /// What English says there.
    pub english: Value,
}

/// The places in a text that are filled in, sorted: `{}` is one without a name.
pub fn places(text: &str) -> Vec<&str> {
    let mut places: Vec<&str> = text
        .split('{')
        .skip(1)
        .filter_map(|rest| rest.split_once('}'))
        .map(|(place, _)| place)
        .collect();
    places.sort_unstable();
    places
}

/// A field of a table that a file may set.
pub(super) struct Field<'w> {
    pub(super) key: String,
    pub(super) about: &'static str,
    pub(super) slot: Slot<'w>,
}

type Parts = &'static [(&'static str, PartKind)];
type Endings = &'static [(&'static str, &'static [&'static str])];

/// Where the words of a field are.
pub(super) enum Slot<'w> {
    Text(&'w mut &'static str),
    Texts(&'w mut [&'static str]),
    List(&'w mut &'static [&'static str]),
    Parts(&'w mut Parts),
    Endings(&'w mut Endings),
}

impl Slot<'_> {
    pub(super) fn value(&self) -> Value {
        let owned = |words: &[&str]| words.iter().map(|it| (*it).to_owned()).collect();
        match self {
            Slot::Text(text) => Value::Text((**text).to_owned()),
            Slot::Texts(texts) => Value::Texts(owned(texts)),
            Slot::List(list) => Value::List(owned(list)),
            Slot::Parts(names) => {
                let mut parts: Vec<(PartKind, Vec<String>)> = Vec::new();
                for (name, kind) in names.iter() {
                    match parts.iter_mut().find(|(known, _)| known == kind) {
                        Some((_, names)) => names.push((*name).to_owned()),
                        None => parts.push((*kind, vec![(*name).to_owned()])),
                    }
                }
                Value::Parts(parts)
            }
            Slot::Endings(endings) => Value::Endings(
                endings
                    .iter()
                    .map(|(ending, others)| ((*ending).to_owned(), owned(others)))
                    .collect(),
            ),
        }
    }

    /// Takes a value of its own kind and, where that is fixed, number.
    pub(super) fn set(&mut self, value: &Value) {
        match (self, value) {
            (Slot::Text(text), Value::Text(own)) => **text = kept(own),
            (Slot::Texts(texts), Value::Texts(own)) => {
                let pairs = texts.iter_mut().zip(own);
                pairs.for_each(|(text, own)| *text = kept(own));
            }
            (Slot::List(list), Value::List(own)) => **list = all_kept(own),
            (Slot::Parts(names), Value::Parts(own)) => {
                let named = |(kind, names): &(PartKind, Vec<String>)| {
                    let kind = *kind;
                    let pair = |name: &String| (kept(name), kind);
                    names.iter().map(pair).collect::<Vec<_>>()
                };
                **names = own.iter().flat_map(named).collect::<Vec<_>>().leak();
            }
            (Slot::Endings(endings), Value::Endings(own)) => {
                let pair =
                    |(ending, others): &(String, Vec<String>)| (kept(ending), all_kept(others));
                **endings = own.iter().map(pair).collect::<Vec<_>>().leak();
            }
            (
                Slot::Text(_) | Slot::Texts(_) | Slot::List(_) | Slot::Parts(_) | Slot::Endings(_),
                _,
            ) => unreachable!("a key has one kind of value"),
        }
    }
}

/// Words that stay for as long as the program runs, as those of the built-in tables do;
/// `super::tables` keeps each table once.
fn kept(text: &str) -> &'static str {
    String::leak(text.to_owned())
}

fn all_kept(texts: &[String]) -> &'static [&'static str] {
    texts.iter().map(|it| kept(it)).collect::<Vec<_>>().leak()
}

/// What has a key, or several that start with one.
pub(super) trait Keyed {
    fn fields<'w>(&'w mut self, key: &str, about: &'static str, into: &mut Vec<Field<'w>>);
}

macro_rules! one {
    ($($type:ty, $kind:ident, [$($generics:tt)*];)*) => {
        $(impl<$($generics)*> Keyed for $type {
            fn fields<'w>(&'w mut self, key: &str, about: &'static str, into: &mut Vec<Field<'w>>) {
                let key = key.replace('_', "-");
                into.push(Field { key, about: about.trim(), slot: Slot::$kind(self) });
            }
        })*
    };
}

one! {
    &'static str, Text, [];
    [&'static str; N], Texts, [const N: usize];
    &'static [&'static str], List, [];
    Parts, Parts, [];
    Endings, Endings, [];
}

/// A struct whose fields are keys.
macro_rules! keyed {
    (
        $(#[$of:meta])*
        pub struct $name:ident {
            $($(#[doc = $about:literal])+ pub $field:ident: $type:ty,)*
        }
    ) => {
        $(#[$of])*
        pub struct $name {
            $($(#[doc = $about])+ pub $field: $type,)*
        }

        impl $crate::words::keys::Keyed for $name {
            fn fields<'w>(
                &'w mut self,
                key: &str,
                _: &'static str,
                into: &mut Vec<$crate::words::keys::Field<'w>>,
            ) {
                let $name { $($field,)* } = self;
                $(
                    let within = match key {
                        "" => stringify!($field).to_owned(),
                        key => format!("{key}-{}", stringify!($field)),
                    };
                    let about = concat!($($about),+);
                    $crate::words::keys::Keyed::fields($field, &within, about, into);
                )*
            }
        }
    };
}
pub(super) use keyed;
