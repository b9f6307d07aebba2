//! The tables of a library: the built-in ones, and over them what its own files say.

use std::collections::BTreeMap;
use std::sync::{Mutex, PoisonError};

use super::keys::Value;
use super::{TABLES, Table, Words, en, folded, table, tables};
use crate::article::PartKind;
use crate::diagnostic::Diagnostic;
use crate::language::Language;
use crate::span::Span;

/// What a library says in its own words in one language: all of them, or those that
/// stand in the place of the program's.
#[derive(Clone, Debug)]
pub struct Wording {
    /// The language, as the file's name says it.
    pub language: Language,
    /// By key. Each is of the kind, and has the number of texts, that its key says.
    pub values: BTreeMap<String, Value>,
    /// Where the file starts.
    pub span: Span,
}

/// The words of the interface that articles of a library may ask for.
#[derive(Clone, Debug, Default)]
pub struct Tables {
    own: Vec<Own>,
}

/// A library's words of one language.
#[derive(Clone, Debug)]
struct Own {
    language: Language,
    script: Option<String>,
    /// What it comes to over each built-in table of the language, by the table's tag;
    /// over none where there is none.
    laid: Vec<(Option<&'static str>, &'static Words)>,
}

static BUILT_IN: Tables = Tables { own: Vec::new() };

impl Tables {
    /// The program's own.
    pub fn built_in() -> &'static Tables {
        &BUILT_IN
    }

    /// Those of a library with files of its own, of which no two are in one language.
    /// What a language still lacks is an error at its file.
    pub fn new(wordings: &[Wording]) -> (Tables, Vec<Diagnostic>) {
        let layered: Vec<Layered> = wordings
            .iter()
            .map(|it| Layered::of(it, wordings))
            .collect();
        let faults: Vec<_> = layered.iter().flat_map(Layered::faults).collect();
        let own = match faults.is_empty() {
            true => layered.iter().map(Layered::made).collect(),
            false => Vec::new(),
        };
        (Tables { own }, faults)
    }

    /// The table of a language: the built-in one of its region, under what the library
    /// says in the language or in the nearest of CLDR's parents.
    pub fn of(&self, language: &Language) -> Option<&'static Words> {
        let base = table(language);
        let own = self.nearest(language).and_then(|own| {
            let tag = base.map(|it| it.tag);
            own.laid.iter().find(|(over, _)| *over == tag)
        });
        own.map(|(_, words)| *words)
            .or_else(|| base.map(|it| it.words))
    }

    fn nearest(&self, language: &Language) -> Option<&Own> {
        if self.own.is_empty() {
            return None;
        }
        let script = language.usual_script();
        let fallbacks = language.fallbacks();
        fallbacks.iter().find_map(|parent| {
            let same = |own: &&Own| is_same(&own.language, parent) && own.script == script;
            self.own.iter().find(same)
        })
    }

    /// Tags of all languages with a table, sorted.
    pub fn languages(&self) -> Vec<&str> {
        let own = self.own.iter().map(|it| it.language.tag());
        let mut tags: Vec<&str> = own.chain(TABLES.iter().map(|it| it.tag)).collect();
        tags.sort_unstable();
        tags.dedup();
        tags
    }

    /// Languages in their own words; of several with one name also the tag tells them
    /// apart.
    pub fn names(&self, languages: &[&Language]) -> Vec<String> {
        let own = |it: &Language| self.of(it).map_or("", |words| words.name);
        let name = |language: &&Language| {
            let name = own(language);
            let same = languages.iter().filter(|it| own(it) == name);
            match (name.is_empty(), same.count()) {
                (true, _) => language.tag().to_owned(),
                (false, 0 | 1) => name.to_owned(),
                (false, _) => format!("{name} ({language})"),
            }
        };
        languages.iter().map(name).collect()
    }

    /// The error for a language that has no table, with its remedy.
    pub fn unsupported(&self, language: &Language, span: Span) -> Option<Diagnostic> {
        if self.of(language).is_some() {
            return None;
        }
        let keys = Words::keys();
        let needed = keys.iter().filter(|it| !it.english.is_optional()).count();
        let message = format!(
            "the words of the interface are missing in `{language}`: the names of parts and \
             months, labels such as “Warning” and “Table”, {needed} entries in all"
        );
        let fault = Diagnostic::error("unsupported-language", span, message);
        let fault = fault.hint(format!(
            "`pamphlet words {language} > words.{language}.yaml`, in the folder of the library, \
             writes a table to translate"
        ));
        Some(fault.hint(format!(
            "there are words for {}",
            self.languages().join(", ")
        )))
    }
}

/// Whether two tags name the same language and region, in whatever script.
fn is_same(one: &Language, other: &Language) -> bool {
    let subtags = |language: &Language| {
        let script = language.script().map(str::to_owned);
        let subtags = language.tag().split('-').map(str::to_owned);
        subtags
            .filter(|it| Some(it) != script.as_ref())
            .collect::<Vec<_>>()
    };
    subtags(one) == subtags(other)
}

/// A library's words of a language with what lies beneath.
struct Layered<'w> {
    wording: &'w Wording,
    /// What the library says in the languages that stand in for it and in itself, the last
    /// on top.
    layers: Vec<&'w Wording>,
    /// The built-in tables that these may lie over.
    bases: Vec<&'static Table>,
}

impl<'w> Layered<'w> {
    fn of(wording: &'w Wording, all: &'w [Wording]) -> Layered<'w> {
        let language = &wording.language;
        let script = language.usual_script();
        let mut layers: Vec<&Wording> = Vec::new();
        for parent in language.fallbacks().iter().rev() {
            let same = |it: &&Wording| {
                is_same(&it.language, parent) && it.language.usual_script() == script
            };
            layers.extend(all.iter().find(same));
        }
        layers.dedup_by(|a, b| a.language == b.language);
        Layered {
            wording,
            layers,
            bases: tables(language).collect(),
        }
    }

    fn faults(&self) -> Vec<Diagnostic> {
        let confused = self.bases.iter().find_map(|it| self.confused(it.words));
        self.lacking().into_iter().chain(confused).collect()
    }

    /// Where no table lies beneath, the words that no layer has.
    fn lacking(&self) -> Option<Diagnostic> {
        let there = |key: &str| self.layers.iter().any(|it| it.values.contains_key(key));
        let mut keys = Words::keys();
        keys.retain(|it| !it.english.is_optional() && !there(&it.name));
        if keys.is_empty() || !self.bases.is_empty() {
            return None;
        }
        let missing = match keys.len() {
            1 => "1 entry is missing".to_owned(),
            count => format!("{count} entries are missing"),
        };
        let message = format!("{missing} in the words for `{}`", self.wording.language);
        let mut fault = Diagnostic::error("missing-words", self.wording.span, message);
        for key in keys {
            let english = key.english.printed().join("”, “");
            fault = fault.hint(format!("`{}`, in English “{english}”", key.name));
        }
        Some(fault)
    }

    /// A name that the library gives to one part and the program to another: there is no
    /// telling which of the two an article means.
    fn confused(&self, base: &Words) -> Option<Diagnostic> {
        let names = self.names();
        let other = |(name, kind): &&(&str, PartKind)| {
            base.part_of(name).is_some_and(|known| known != *kind)
        };
        let (name, _) = names.iter().find(other)?;
        let message = format!("“{name}” is what the program calls another part");
        let fault = Diagnostic::error("part-name", self.wording.span, message);
        Some(fault.hint("call the part otherwise"))
    }

    /// The names of parts in all layers.
    fn names(&self) -> Vec<(&str, PartKind)> {
        let mut names = Vec::new();
        let values = self.layers.iter().flat_map(|it| &it.values);
        for (key, value) in values {
            if let Value::Parts(parts) = value {
                let aliases = parts
                    .iter()
                    .flat_map(|(kind, names)| names.iter().map(|name| (name.as_str(), *kind)));
                names.extend(aliases);
            } else if key == "parts" {
                names.extend(value.printed().into_iter().zip(PartKind::ALL));
            }
        }
        names
    }

    fn made(&self) -> Own {
        let language = &self.wording.language;
        let over = |base: &&'static Table| (Some(base.tag), self.laid(Some(base)));
        Own {
            language: language.clone(),
            script: language.usual_script(),
            laid: match self.bases.is_empty() {
                true => vec![(None, self.laid(None))],
                false => self.bases.iter().map(over).collect(),
            },
        }
    }

    /// The layers over a table; where there is none beneath they are whole.
    fn laid(&self, base: Option<&'static Table>) -> &'static Words {
        let language = &self.wording.language;
        let values = self.layers.iter().map(|it| it.values.clone()).collect();
        let made = (base.map(|it| it.tag), language.clone(), values);
        let mut known = MADE.lock().unwrap_or_else(PoisonError::into_inner);
        known.entry(made).or_insert_with(|| {
            let mut words = base.map_or_else(|| bare(language), |it| *it.words);
            for (key, value) in self.layers.iter().flat_map(|it| &it.values) {
                words.set(key, value);
            }
            if let Some(base) = base {
                words.part_aliases = read_as_well(&words, base.words);
            }
            Box::leak(Box::new(words))
        })
    }
}

/// What makes a table: the tag of the one beneath, the language, what lies over it.
type Made = (Option<&'static str>, Language, Vec<BTreeMap<String, Value>>);

/// Tables that were made. They are never given back, as the built-in ones are not, so that
/// whatever speaks holds a plain reference; each is made once, so their number is that of the
/// different files that were read.
static MADE: Mutex<BTreeMap<Made, &'static Words>> = Mutex::new(BTreeMap::new());

/// A table with the marks of English that has no lists; its words are there to be replaced.
fn bare(language: &Language) -> Words {
    Words {
        language: String::leak(language.primary().to_owned()),
        script: String::leak(language.usual_script().unwrap_or_else(|| "Latn".into())),
        part_aliases: &[],
        units: &[],
        plurals: &[],
        no_plurals: &[],
        ..en::BRITISH
    }
}

/// The names of parts that a table reads beside its own: those of the table beneath too,
/// so that what was written before is still read.
fn read_as_well(words: &Words, base: &Words) -> &'static [(&'static str, PartKind)] {
    let mut aliases = words.part_aliases.to_vec();
    let beneath = PartKind::ALL.map(|kind| (base.part(kind), kind));
    for (name, kind) in beneath.iter().chain(base.part_aliases) {
        if words.part_of(name).is_none() {
            aliases.push((String::leak(folded(name)), *kind));
        }
    }
    aliases.leak()
}
