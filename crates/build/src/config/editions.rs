//! `[editions.NAME]` and `[targets.NAME]`: what kinds of readers get, and in
//! which formats. A table of a built-in name changes that one; any other name
//! adds one.

use std::collections::BTreeMap;
use std::sync::Arc;

use pamphlet_core::article::PartKind;
use pamphlet_core::diagnostic::nearest;
use pamphlet_core::language::Language;
use pamphlet_core::profile::{Definitions, Numbering, Profile, ReferenceList, Unfilled};
use pamphlet_theme::PageSize;
use toml::Spanned;
use toml::de::DeValue;

use super::{Key, Reader};
use crate::target::{Format, Layout, Row, Target, built_in};

const EDITION: [&str; 11] = [
    "extends",
    "parts",
    "part-titles",
    "part-names",
    "numbering",
    "references",
    "csl",
    "table-columns",
    "fields",
    "definitions",
    "contact",
];
const TARGET: [&str; 8] = [
    "edition",
    "format",
    "layout",
    "page",
    "type-size",
    "theme",
    "bilingual",
    "pages-from",
];
/// Sizes of large print in points.
const TYPE_SIZES: std::ops::RangeInclusive<usize> = 16..=24;

/// The editions of a library that has no tables of its own.
pub(super) fn profiles() -> BTreeMap<String, Profile> {
    [Profile::full(), Profile::handout(), Profile::large_print()]
        .map(|profile| (profile.name.clone(), profile))
        .into()
}

/// The targets of rows whose editions are these.
pub(super) fn targets(rows: &[Row], profiles: &BTreeMap<String, Profile>) -> Vec<Arc<Target>> {
    let profiles: BTreeMap<&str, Arc<Profile>> = profiles
        .iter()
        .map(|(name, profile)| (name.as_str(), Arc::new(profile.clone())))
        .collect();
    let target = |row: &Row, pages_from: Option<Arc<Target>>| {
        let edition = profiles.get(row.edition.as_str())?.clone();
        Some(Arc::new(Target {
            name: row.name.clone(),
            edition,
            format: row.format,
            layout: row.layout,
            page: row.page,
            type_size: row.type_size,
            theme: row.theme.clone(),
            bilingual: row.bilingual.clone(),
            pages_from,
            named: row.named,
        }))
    };
    let find = |name: &String| {
        let row = rows.iter().find(|row| row.name == *name)?;
        target(row, None)
    };
    let all = rows
        .iter()
        .map(|row| target(row, row.pages_from.as_ref().and_then(find)));
    all.flatten().collect()
}

impl Reader {
    /// Reads `[editions]`: first those that change a built-in one, so that the
    /// others extend what the library made of it.
    pub(super) fn editions(
        &mut self,
        value: &Spanned<DeValue>,
        out: &mut BTreeMap<String, Profile>,
    ) {
        let tables = self.table("editions", value);
        let built_in = profiles();
        let (changed, added): (Vec<_>, Vec<_>) = tables
            .into_iter()
            .partition(|(key, _)| built_in.contains_key(key.get_ref().as_ref()));
        for (key, value) in changed.into_iter().chain(added) {
            let name = key.get_ref().to_string();
            self.name("edition", key);
            let mut profile = match built_in.contains_key(&name) {
                true => out[&name].clone(),
                false => Profile {
                    name: name.clone(),
                    ..self.extended(value, out)
                },
            };
            for (key, value) in self.table("editions", value) {
                self.edition(key, value, &mut profile, &built_in);
            }
            out.insert(name, profile);
        }
    }

    /// The edition that a new one extends: `full` where it does not say.
    fn extended(&mut self, value: &Spanned<DeValue>, known: &BTreeMap<String, Profile>) -> Profile {
        let base = value.get_ref().as_table().and_then(|it| it.get("extends"));
        let name = base.and_then(|it| it.get_ref().as_str()).unwrap_or("full");
        known.get(name).cloned().unwrap_or_else(Profile::full)
    }

    fn edition(
        &mut self,
        key: &Key,
        value: &Spanned<DeValue>,
        profile: &mut Profile,
        built_in: &BTreeMap<String, Profile>,
    ) {
        match key.get_ref().as_ref() {
            "extends" => {
                let bases: Vec<_> = built_in.keys().map(|name| (name.as_str(), ())).collect();
                self.choice(key, value, &bases);
                if built_in.contains_key(&profile.name) {
                    let message = format!("{} is built in and extends nothing", profile.name);
                    self.fault("wrong-value", value, message)
                        .hints
                        .push("give the edition a name of its own".into());
                }
            }
            "parts" => profile.parts = self.parts(key, value),
            "part-titles" => {
                if let Some(shown) = self.truth(key, value) {
                    profile.part_titles = shown;
                }
            }
            "part-names" => profile.part_names.extend(self.part_names(value)),
            "numbering" => {
                let choices = [("none", Numbering::None), ("sections", Numbering::Sections)];
                self.set(key, value, &choices, &mut profile.numbering);
            }
            "references" => {
                let choices = [
                    ("list", ReferenceList::List),
                    ("link", ReferenceList::Link),
                    ("none", ReferenceList::None),
                ];
                self.set(key, value, &choices, &mut profile.references);
            }
            "csl" => profile.csl = self.text(key, value),
            "table-columns" => {
                if let Some(columns) = self.number(key, value, 1..=100) {
                    profile.table_columns = columns;
                }
            }
            "fields" => {
                let choices = [("fill", Unfilled::Fill), ("blank", Unfilled::Blank)];
                self.set(key, value, &choices, &mut profile.fields);
            }
            "definitions" => {
                let choices = [("end", Definitions::End), ("boxed", Definitions::Boxed)];
                self.set(key, value, &choices, &mut profile.definitions);
            }
            "contact" => {
                if let Some(shown) = self.truth(key, value) {
                    profile.contact = shown;
                }
            }
            _ => self.unknown(key, &EDITION),
        }
    }

    fn parts(&mut self, key: &Key, value: &Spanned<DeValue>) -> Vec<PartKind> {
        let Some(array) = value.get_ref().as_array().filter(|it| !it.is_empty()) else {
            self.wrong_type(key, value, "a list of parts");
            return PartKind::ALL.to_vec();
        };
        let mut parts = Vec::new();
        for item in array {
            match self.choice(key, item, &part_ids()) {
                Some(kind) if parts.contains(&kind) => {
                    let message = format!("{} is listed twice", kind.id());
                    self.fault("repeated-part", item, message);
                }
                Some(kind) => parts.push(kind),
                None => {}
            }
        }
        parts
    }

    fn part_names(&mut self, value: &Spanned<DeValue>) -> BTreeMap<PartKind, String> {
        let mut names = BTreeMap::new();
        for (key, value) in self.table("part-names", value) {
            match PartKind::from_id(key.get_ref()) {
                Some(kind) => names.extend(self.text(key, value).map(|name| (kind, name))),
                None => self.unknown(key, &PartKind::ALL.map(PartKind::id)),
            }
        }
        names
    }

    /// Reads `[targets]` over the built-in ones.
    pub(super) fn targets(
        &mut self,
        value: Option<&Spanned<DeValue>>,
        profiles: &BTreeMap<String, Profile>,
    ) -> Vec<Row> {
        let mut rows: Vec<Row> = built_in().into();
        let tables = value
            .map(|value| self.table("targets", value))
            .unwrap_or_default();
        for (key, value) in &tables {
            self.name("target", key);
            let name = key.get_ref().as_ref();
            let known = rows.iter().position(|row| row.name == name);
            let at = known.unwrap_or_else(|| {
                rows.push(Row::new(name, Format::Pdf));
                rows.len() - 1
            });
            let mut has_format = known.is_some();
            for (key, value) in self.table("targets", value) {
                has_format |= key.get_ref() == "format";
                self.target(key, value, &mut rows[at], profiles);
            }
            self.suits(value, &rows[at]);
            if !has_format {
                self.fault(
                    "missing-format",
                    value,
                    format!("the target {name} has no format"),
                )
                .hints
                .push("add format = \"html\", \"epub\" or \"pdf\"".into());
            }
        }
        for (key, value) in tables {
            let pages = value
                .get_ref()
                .as_table()
                .and_then(|it| it.get("pages-from"));
            if let Some(pages) = pages {
                self.pages(key.get_ref(), pages, &rows);
            }
        }
        rows
    }

    fn target(
        &mut self,
        key: &Key,
        value: &Spanned<DeValue>,
        row: &mut Row,
        profiles: &BTreeMap<String, Profile>,
    ) {
        match key.get_ref().as_ref() {
            "edition" => {
                let choices: Vec<_> = profiles.keys().map(|it| (it.as_str(), it)).collect();
                if let Some(name) = self.choice(key, value, &choices) {
                    row.edition.clone_from(name);
                }
            }
            "format" => {
                let choices = Format::ALL.map(|format| (format.name(), format));
                self.set(key, value, &choices, &mut row.format);
            }
            "layout" => {
                let choices = Layout::ALL.map(|(name, layout, _)| (name, layout));
                self.set(key, value, &choices, &mut row.layout);
            }
            "page" => {
                let choices = PageSize::ALL.map(|size| (size.name(), size));
                row.page = self.choice(key, value, &choices);
            }
            "type-size" => {
                let size = self.number(key, value, TYPE_SIZES);
                row.type_size = size.and_then(|size| size.try_into().ok());
            }
            "theme" => {
                let span = self.span(value);
                row.theme = self.text(key, value).map(|name| (name, span));
            }
            "bilingual" => row.bilingual = self.bilingual(key, value),
            "pages-from" => {
                let name = self.text(key, value);
                row.pages_from = name.filter(|name| name != "none");
            }
            _ => self.unknown(key, &TARGET),
        }
    }

    /// Two languages, each with words of its own.
    fn bilingual(&mut self, key: &Key, value: &Spanned<DeValue>) -> Option<[Language; 2]> {
        let hint = "write two language tags: bilingual = [\"en\", \"es\"]";
        let array = value.get_ref().as_array();
        let items: Vec<_> = array.into_iter().flat_map(|it| it.iter()).collect();
        let [first, second] = items[..] else {
            self.wrong_type(key, value, "a list of two language tags");
            return None;
        };
        let mut languages = Vec::new();
        for item in [first, second] {
            let tag = self.text(key, item)?;
            let near = nearest(&tag, self.words.languages());
            let near = near.map(|tag| format!("did you mean {tag}?"));
            let Some(language) = Language::parse(&tag) else {
                let message = format!("{tag} is not a language tag");
                let fault = self.fault("language-tag", item, message);
                fault.hints.push(near.unwrap_or_else(|| hint.into()));
                return None;
            };
            let span = self.span(item);
            if let Some(mut fault) = self.words.unsupported(&language, span) {
                fault.hints.splice(0..0, near);
                self.faults.push(fault);
                return None;
            }
            languages.push(language);
        }
        let languages: [Language; 2] = languages.try_into().ok()?;
        if languages[0] == languages[1] {
            let message = format!("{} is listed twice", languages[0]);
            self.fault("wrong-value", second, message)
                .hints
                .push(hint.into());
            return None;
        }
        Some(languages)
    }

    /// A layout is of some formats only; paper and its type only of a PDF.
    fn suits(&mut self, table: &Spanned<DeValue>, row: &Row) {
        let of = |key: &str| table.get_ref().as_table().and_then(|it| it.get(key));
        let (name, format) = (row.layout.name(), row.format.name());
        if !row.layout.suits(row.format) {
            let place = of("layout").or_else(|| of("format")).unwrap_or(table);
            let known = Layout::ALL
                .iter()
                .filter(|(_, layout, _)| layout.suits(row.format));
            let known: Vec<_> = known.map(|(name, ..)| *name).collect();
            let message = format!("no {format} target has the layout {name}");
            self.fault("wrong-value", place, message)
                .hints
                .push(format!("layouts of {format} are {}", known.join(", ")));
        }
        if let Some(page) = of("page").filter(|_| row.format != Format::Pdf) {
            let message = format!("a target of {format} has no pages");
            self.fault("wrong-value", page, message)
                .hints
                .push("leave page out".into());
        }
        if let Some(size) = of("type-size").filter(|_| row.layout != Layout::LargePrint) {
            let message = format!("the layout {name} has no type-size");
            self.fault("wrong-value", size, message)
                .hints
                .push("write layout = \"large-print\", or set the theme's body size".into());
        }
    }

    /// A page list names pages of a PDF, and only an ebook has one.
    fn pages(&mut self, name: &str, value: &Spanned<DeValue>, rows: &[Row]) {
        let of = |name: &str| rows.iter().find(|row| row.name == name);
        let Some(wanted) = value.get_ref().as_str().filter(|it| *it != "none") else {
            return;
        };
        let printed: Vec<&str> = rows
            .iter()
            .filter(|row| row.format == Format::Pdf)
            .map(|row| row.name.as_str())
            .collect();
        let hint = match nearest(wanted, printed.iter().copied()) {
            Some(near) => format!("did you mean {near}?"),
            None => format!("PDF targets are {}", printed.join(", ")),
        };
        if !printed.contains(&wanted) {
            let message = format!("no PDF target is called {wanted}");
            self.fault("unknown-target", value, message)
                .hints
                .push(hint);
        } else if of(name).map(|row| &row.bilingual) != of(wanted).map(|row| &row.bilingual) {
            let message = format!("{wanted} is not in the languages of {name}");
            self.fault("wrong-value", value, message).hints.push(
                "name a PDF target with the same bilingual, or write pages-from = \"none\"".into(),
            );
        } else if of(name).is_some_and(|row| row.format != Format::Epub) {
            let message = format!("{name} is no ebook and has no page list");
            self.fault("wrong-value", value, message)
                .hints
                .push("leave pages-from out".into());
        }
    }

    /// A name that may stand in file names.
    fn name(&mut self, what: &str, key: &Key) {
        let plain = |c: char| c.is_ascii_lowercase() || c.is_ascii_digit() || c == '-';
        let name = key.get_ref();
        if name.is_empty() || !name.chars().all(plain) {
            let span = pamphlet_core::Span::new(self.file, key.span());
            let message = format!(
                "{name} is not the name of a{} {what}",
                if what == "edition" { "n" } else { "" }
            );
            self.faults.push(
                pamphlet_core::Diagnostic::error("wrong-name", span, message)
                    .hint("use small letters, digits and -: the name stands in file names"),
            );
        }
    }

    fn set<T: Copy>(
        &mut self,
        key: &Key,
        value: &Spanned<DeValue>,
        choices: &[(&str, T)],
        out: &mut T,
    ) {
        if let Some(chosen) = self.choice(key, value, choices) {
            *out = chosen;
        }
    }

    /// One of several words.
    fn choice<T: Copy>(
        &mut self,
        key: &Key,
        value: &Spanned<DeValue>,
        choices: &[(&str, T)],
    ) -> Option<T> {
        let text = self.text(key, value)?;
        let found = choices.iter().find(|(name, _)| *name == text);
        if found.is_none() {
            let names = || choices.iter().map(|(name, _)| *name);
            let hint = match nearest(&text, names()) {
                Some(near) => format!("did you mean {near}?"),
                None => format!("write one of {}", names().collect::<Vec<_>>().join(", ")),
            };
            let key = key.get_ref();
            self.fault("wrong-value", value, format!("{text} is no value of {key}"))
                .hints
                .push(hint);
        }
        found.map(|(_, value)| *value)
    }

    fn truth(&mut self, key: &Key, value: &Spanned<DeValue>) -> Option<bool> {
        let truth = value.get_ref().as_bool();
        if truth.is_none() {
            self.wrong_type(key, value, "true or false");
        }
        truth
    }

    fn number(
        &mut self,
        key: &Key,
        value: &Spanned<DeValue>,
        range: std::ops::RangeInclusive<usize>,
    ) -> Option<usize> {
        let integer = value.get_ref().as_integer();
        let number = integer.and_then(|it| usize::from_str_radix(it.as_str(), it.radix()).ok());
        let number = number.filter(|number| range.contains(number));
        if number.is_none() {
            let wanted = format!("a number from {} to {}", range.start(), range.end());
            self.wrong_type(key, value, &wanted);
        }
        number
    }
}

fn part_ids() -> [(&'static str, PartKind); 5] {
    PartKind::ALL.map(|kind| (kind.id(), kind))
}
