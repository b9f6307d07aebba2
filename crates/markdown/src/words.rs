//! `words.so.yaml`: what a library says in place of the program, in one language.

use std::collections::BTreeMap;
use std::sync::Arc;

use pamphlet_core::article::PartKind;
use pamphlet_core::diagnostic::{Diagnostic, nearest, settle};
use pamphlet_core::language::Language;
use pamphlet_core::span::{Sources, Span, Spanned};
use pamphlet_core::words::{Key, Tables, Value, Wording, Words, folded, places};
use pamphlet_core::yaml::{self, Yaml};

use crate::bytes;
use crate::front::wrong_type;
use crate::write::quoted;

/// Keys whose words stand between others, with their own spaces around them.
const BETWEEN: [&str; 4] = ["colon", "list-separator", "page-of", "quotes"];
/// The key whose words a language may do without: not all end sentences with a sign.
const SILENT: &str = "full-stop";

/// Reads a library's words of a language. It cannot fail: what cannot be read is left out
/// and reported. What is not translated yet is not there; [`Tables::new`] says whether
/// that is too little.
pub fn read_words(
    path: &str,
    language: &Language,
    content: &[u8],
    sources: &mut Sources,
) -> (Wording, Vec<Diagnostic>) {
    let mut faults = Vec::new();
    let (file, _) = bytes::decode(path, content, sources, &mut faults);
    let text = Arc::clone(&sources.get(file).text);
    let (value, mut yaml_faults) = yaml::parse(&text, file, 0);
    faults.append(&mut yaml_faults);
    let mut reader = Reader {
        keys: Words::keys(),
        language,
        values: BTreeMap::new(),
        faults,
    };
    match value.as_ref().map(|value| (value, value.entries())) {
        Some((_, Some(entries))) => entries.iter().for_each(|(key, it)| reader.entry(key, it)),
        Some((value, None)) if !value.is_null() => {
            let hint = "write `about: …`, a key a line";
            wrong_type(&mut reader.faults, "words", value, "keys with words", hint);
        }
        _ => {}
    }
    reader.names();
    let Reader {
        values, mut faults, ..
    } = reader;
    settle(&mut faults);
    let wording = Wording {
        language: language.clone(),
        values: values
            .into_iter()
            .map(|(key, it)| (key, it.value))
            .collect(),
        span: Span::new(file, 0..0),
    };
    (wording, faults)
}

struct Reader<'l> {
    keys: Vec<Key>,
    language: &'l Language,
    values: BTreeMap<String, Spanned<Value>>,
    faults: Vec<Diagnostic>,
}

impl Reader<'_> {
    fn entry(&mut self, name: &Spanned<String>, written: &Yaml) {
        let Some(key) = self.keys.iter().find(|it| it.name == name.value) else {
            let message = format!("there is no key `{}`", name.value);
            let known = self.keys.iter().map(|it| it.name.as_str());
            let hint = match nearest(&name.value.replace('_', "-"), known) {
                Some(near) => format!("did you mean `{near}`?"),
                None => format!("`pamphlet words {}` prints all keys", self.language),
            };
            let fault = Diagnostic::error("unknown-key", name.span, message);
            return self.faults.push(fault.hint(hint));
        };
        let key = key.clone();
        if written.is_null() {
            return;
        }
        let value = match &key.english {
            Value::Text(english) => self.words(&key, written, english).map(Value::Text),
            Value::Texts(english) => self.several(&key, written, english).map(Value::Texts),
            Value::List(_) => Some(Value::List(self.list(&key, written))),
            Value::Parts(_) => Some(self.parts(&key, written)),
            Value::Endings(_) => Some(self.endings(&key, written)),
        };
        if let Some(value) = value {
            let value = Spanned::new(value, written.span);
            self.values.insert(key.name, value);
        }
    }

    fn fault(&mut self, span: Span, message: String, hint: String) {
        let fault = Diagnostic::error("wrong-value", span, message);
        self.faults.push(fault.hint(hint));
    }

    /// One text, which has the places of the English one; none where there is none yet.
    fn words(&mut self, key: &Key, written: &Yaml, english: &str) -> Option<String> {
        let text = self.line(key, written)?;
        let text = match BETWEEN.contains(&key.name.as_str()) {
            true => text,
            false => text.trim().to_owned(),
        };
        if text.is_empty() && key.name != SILENT {
            return None;
        }
        let (own, wanted) = (places(&text), places(english));
        if own != wanted {
            let list = |places: &[&str]| {
                let places: Vec<_> = places.iter().map(|it| format!("`{{{it}}}`")).collect();
                places.join(", ")
            };
            let message = match (own.is_empty(), wanted.is_empty()) {
                (_, true) => format!(
                    "nothing is filled in here, and `{}` has {}",
                    key.name,
                    list(&own)
                ),
                (true, _) => format!("`{}` lacks {}", key.name, list(&wanted)),
                _ => format!("`{}` has {}, not {}", key.name, list(&own), list(&wanted)),
            };
            let hint = format!("keep what stands in braces, each once, as in “{english}”");
            self.fault(written.span, message, hint);
            return None;
        }
        Some(text)
    }

    /// A scalar that stands on one line.
    fn line(&mut self, key: &Key, written: &Yaml) -> Option<String> {
        if written.is_null() {
            return None;
        }
        let Some(text) = written.scalar() else {
            let hint = format!("write `{}: words`", key.name);
            wrong_type(&mut self.faults, &key.name, written, "text", &hint);
            return None;
        };
        if text.value.contains(['\n', '\r', '\t']) {
            let message = format!("`{}` has a line break or a tab in it", key.name);
            self.fault(text.span, message, "write it on one line".to_owned());
            return None;
        }
        Some(text.value)
    }

    /// As many texts as in English, or none yet.
    fn several(&mut self, key: &Key, written: &Yaml, english: &[String]) -> Option<Vec<String>> {
        let members = self.members(key, written)?;
        if members.len() != english.len() {
            let count = members.len();
            let message = format!("`{}` has {count} entries, not {}", key.name, english.len());
            let hint = format!("they are those of “{}”", english.join("”, “"));
            self.fault(written.span, message, hint);
            return None;
        }
        let faults = self.faults.len();
        let pairs = members.iter().zip(english);
        let texts: Vec<_> = pairs
            .map(|(it, english)| self.words(key, it, english))
            .collect();
        if self.faults.len() == faults && texts.iter().any(Option::is_some) {
            for ((text, member), english) in texts.iter().zip(members).zip(english) {
                if text.is_none() {
                    let message = format!("`{}` lacks an entry", key.name);
                    self.fault(
                        member.span,
                        message,
                        format!("in English it is “{english}”"),
                    );
                }
            }
        }
        texts.into_iter().collect()
    }

    fn members<'y>(&mut self, key: &Key, written: &'y Yaml) -> Option<&'y [Yaml]> {
        let members = written.members();
        if members.is_none() {
            let hint = format!("write `{}: [one, another]`", key.name);
            wrong_type(&mut self.faults, &key.name, written, "a list", &hint);
        }
        members
    }

    /// Words without spaces in them: where one ends is how it is found.
    fn list(&mut self, key: &Key, written: &Yaml) -> Vec<String> {
        let mut list = Vec::new();
        for member in self.members(key, written).unwrap_or_default() {
            let Some(text) = self.line(key, member) else {
                continue;
            };
            match text.split_whitespace().count() {
                1 => list.push(text.trim().to_owned()),
                _ => {
                    let message = format!("an entry of `{}` is one word", key.name);
                    self.fault(member.span, message, "write each word by itself".to_owned());
                }
            }
        }
        list
    }

    /// Keys with one text or several.
    fn map(&mut self, key: &Key, written: &Yaml) -> Vec<(Spanned<String>, Vec<String>)> {
        let Some(entries) = written.entries() else {
            let hint = format!("write `{}: {{one: [another]}}`", key.name);
            wrong_type(&mut self.faults, &key.name, written, "a map", &hint);
            return Vec::new();
        };
        let mut map = Vec::new();
        for (name, value) in entries {
            let texts = match value.members() {
                Some(members) => members.iter().filter_map(|it| self.line(key, it)).collect(),
                None => self.line(key, value).into_iter().collect(),
            };
            map.push((name.clone(), texts));
        }
        map
    }

    fn parts(&mut self, key: &Key, written: &Yaml) -> Value {
        let mut parts = Vec::new();
        for (name, names) in self.map(key, written) {
            match PartKind::from_id(&name.value) {
                Some(kind) => {
                    let names = names.iter().map(|it| it.trim().to_owned());
                    let names = names.filter(|it| !it.is_empty()).collect();
                    parts.push((kind, names));
                }
                None => {
                    let known = PartKind::ALL.map(PartKind::id);
                    crate::front::unknown_key(&mut self.faults, &name, &known);
                }
            }
        }
        Value::Parts(parts)
    }

    fn endings(&mut self, key: &Key, written: &Yaml) -> Value {
        let mut endings = Vec::new();
        for (ending, others) in self.map(key, written) {
            let own = ending.value.trim().to_lowercase();
            if own.is_empty() || others.is_empty() || others.contains(&own) {
                let message = format!("`{}` of `{}` gives no other word", ending.value, key.name);
                let hint = "write the ending of a plural with that of the singular: `{ies: [y]}`";
                self.fault(ending.span, message, hint.to_owned());
                continue;
            }
            endings.push((own, others));
        }
        Value::Endings(endings)
    }

    /// No name may be that of two parts.
    fn names(&mut self) {
        let mut seen: BTreeMap<String, PartKind> = BTreeMap::new();
        let mut faults = Vec::new();
        for value in self.values.values() {
            let names: Vec<(&str, PartKind)> = match &value.value {
                Value::Texts(texts) if texts.len() == PartKind::ALL.len() => texts
                    .iter()
                    .map(String::as_str)
                    .zip(PartKind::ALL)
                    .collect(),
                Value::Parts(parts) => parts
                    .iter()
                    .flat_map(|(kind, names)| names.iter().map(|it| (it.as_str(), *kind)))
                    .collect(),
                Value::Text(_) | Value::Texts(_) | Value::List(_) | Value::Endings(_) => continue,
            };
            for (name, kind) in names {
                let other = seen.insert(folded(name), kind);
                if other.is_some_and(|other| other != kind) {
                    let message = format!("“{name}” names two parts");
                    faults.push((value.span, message));
                }
            }
        }
        for (span, message) in faults {
            self.fault(span, message, "give each part a name of its own".to_owned());
        }
    }
}

/// The words of a language as a file: those of the program, or all keys with what English
/// says, to be translated.
pub fn write_words(language: &Language) -> String {
    let own = Tables::built_in().of(language).map(Words::values);
    let name = format!("words.{language}.yaml");
    let mut out = match own {
        Some(_) => format!(
            "# The program's own words for `{language}`. In a file {name} in the folder of your\n\
             # library, keep the keys whose words you change, and take the others out.\n"
        ),
        None => format!(
            "# Words for `{language}`, for a file {name} in the folder of your library. Write\n\
             # between the quotation marks what your language says for the English behind `#`.\n\
             # What stands in braces is filled in: keep it. Signs are those of English: write\n\
             # those of your language.\n"
        ),
    };
    for (at, key) in Words::keys().into_iter().enumerate() {
        let own = own.as_ref().map(|values| &values[at].1);
        out.push_str(&format!("\n# {}", key.about.replace("  ", " ")));
        if key.english.is_optional() {
            out.push_str(" May be left out.");
        }
        out.push_str(&entry(&key, own));
    }
    out
}

/// A key with its words, or with places for them.
fn entry(key: &Key, own: Option<&Value>) -> String {
    let name = &key.name;
    let line = |own: Option<&String>, english: &str| match own {
        Some(own) => quoted(own),
        // Signs need no translator.
        None if !has_words(english) => quoted(english),
        None => format!("\"\" # {english}"),
    };
    match (own.unwrap_or(&key.english), own.is_some()) {
        (Value::Text(text), whole) => {
            format!("\n{name}: {}\n", line(whole.then_some(text), text))
        }
        (Value::Texts(texts), whole) => {
            let members = texts.iter().map(|it| line(whole.then_some(it), it));
            let members: Vec<_> = members.map(|it| format!("  - {it}\n")).collect();
            format!("\n{name}:\n{}", members.concat())
        }
        (value, true) => format!("\n{name}: {}\n", flow(value)),
        (value, false) => format!("\n{name}: # {}\n", flow(value)),
    }
}

/// Whether a text has letters beside the places that are filled in.
fn has_words(text: &str) -> bool {
    let mut rest = text.to_owned();
    for place in places(text) {
        rest = rest.replace(&format!("{{{place}}}"), "");
    }
    rest.contains(char::is_alphabetic)
}

/// What a table can do without, in one line.
fn flow(value: &Value) -> String {
    let list = |words: &[String]| {
        let words: Vec<_> = words.iter().map(|it| quoted(it)).collect();
        format!("[{}]", words.join(", "))
    };
    let map = |entries: Vec<String>| format!("{{{}}}", entries.join(", "));
    match value {
        Value::Text(text) => quoted(text),
        Value::Texts(words) | Value::List(words) => list(words),
        Value::Parts(parts) => {
            let parts = parts.iter();
            map(parts
                .map(|(kind, names)| format!("{}: {}", kind.id(), list(names)))
                .collect())
        }
        Value::Endings(endings) => {
            let endings = endings.iter();
            map(endings
                .map(|(it, others)| format!("{}: {}", quoted(it), list(others)))
                .collect())
        }
    }
}
