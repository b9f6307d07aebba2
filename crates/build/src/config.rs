//! `pamphlet.toml`: the configuration of a library. Unknown keys are errors with
//! their place and the nearest known key.

mod editions;

use std::collections::BTreeMap;
use std::sync::Arc;

use pamphlet_core::diagnostic::{self, Diagnostic, nearest};
use pamphlet_core::language::Language;
use pamphlet_core::words::Tables;
use pamphlet_core::{FileId, Sources, Span};
use pamphlet_theme::Color;
use toml::Spanned;
use toml::de::{DeTable, DeValue};

use crate::target::{DEFAULT_TARGETS, Target, built_in};

/// The configuration of a library.
#[derive(Clone, Debug)]
pub struct Config {
    /// Language of articles that name none.
    pub language: Option<Language>,
    /// The words of the interface, with the library's own.
    pub words: Tables,
    /// The citation style of articles that name none.
    pub csl: Option<String>,
    /// The theme's name or folder, with its place; none: `clinic`.
    pub theme: Option<(String, Span)>,
    /// All targets: the built-in ones, then the library's own by name.
    pub targets: Vec<Arc<Target>>,
    /// What a bare build makes; empty: [`DEFAULT_TARGETS`].
    defaults: Vec<Arc<Target>>,
    /// Who publishes.
    pub identity: Identity,
    /// Fields in one language, of the library (no site) and of its sites: they stand in
    /// place of those for all languages.
    pub spoken: BTreeMap<(Option<String>, String), BTreeMap<String, String>>,
    /// Fields by dotted name: `contact.phone`.
    pub fields: BTreeMap<String, String>,
    /// Fields of each site, which replace those of the library.
    pub sites: BTreeMap<String, BTreeMap<String, String>>,
}

/// Who publishes, and how it looks.
#[derive(Clone, Debug, Default)]
pub struct Identity {
    /// The publisher's name.
    pub name: Option<String>,
    /// The publisher's home page.
    pub url: Option<String>,
    /// The logo's path relative to the library's root.
    pub logo: Option<String>,
    /// The logo's text alternative.
    pub logo_alt: Option<String>,
    /// Accent colour on paper and light screens, with its place.
    pub accent: Option<(Color, Span)>,
    /// Accent colour on dark screens.
    pub accent_dark: Option<Color>,
}

impl Default for Config {
    fn default() -> Config {
        Config::with(Tables::default())
    }
}

impl Config {
    /// The configuration of a library that has words and no file.
    pub fn with(words: Tables) -> Config {
        Config {
            language: None,
            words,
            csl: None,
            theme: None,
            spoken: BTreeMap::new(),
            targets: editions::targets(&built_in(), &editions::profiles()),
            defaults: Vec::new(),
            identity: Identity::default(),
            fields: BTreeMap::new(),
            sites: BTreeMap::new(),
        }
    }

    /// What a bare build makes.
    pub fn default_targets(&self) -> Vec<Arc<Target>> {
        match self.defaults.is_empty() {
            true => DEFAULT_TARGETS
                .iter()
                .filter_map(|name| self.target(name).cloned())
                .collect(),
            false => self.defaults.clone(),
        }
    }

    /// The target with a name.
    pub fn target(&self, name: &str) -> Option<&Arc<Target>> {
        self.targets.iter().find(|target| target.name == name)
    }

    /// Advice for an unknown target.
    pub fn target_hint(&self, name: &str) -> String {
        let known: Vec<_> = self.targets.iter().map(|it| it.name.as_str()).collect();
        match nearest(name, known.iter().copied()) {
            Some(near) => format!("did you mean {near}?"),
            None => format!("targets are {}", known.join(", ")),
        }
    }
}

/// Reads a `pamphlet.toml` of a library with these words. Faults are all reported; what
/// could be read is there.
pub fn read(
    path: &str,
    text: &str,
    words: Tables,
    sources: &mut Sources,
) -> (Config, Vec<Diagnostic>) {
    let file = sources.add(path, text);
    let (table, errors) = DeTable::parse_recoverable(text);
    let mut reader = Reader {
        file,
        words: words.clone(),
        faults: Vec::new(),
    };
    for error in errors {
        let span = error
            .span()
            .map_or(Span::NONE, |range| Span::new(file, range));
        reader.faults.push(Diagnostic::error(
            "toml-syntax",
            span,
            error.message().to_owned(),
        ));
    }
    let mut config = Config::with(words);
    if reader.faults.is_empty() {
        reader.root(table.get_ref(), &mut config);
    }
    // Tables come in the order of their keys, faults in that of the file.
    diagnostic::settle(&mut reader.faults);
    (config, reader.faults)
}

/// The top-level tables.
const TABLES: [&str; 6] = [
    "library", "identity", "contact", "sites", "editions", "targets",
];
const LIBRARY: [&str; 4] = ["lang", "csl", "theme", "default-targets"];
const IDENTITY: [&str; 6] = ["name", "url", "logo", "logo-alt", "accent", "accent-dark"];

type Key<'a> = Spanned<std::borrow::Cow<'a, str>>;

struct Reader {
    file: FileId,
    words: Tables,
    faults: Vec<Diagnostic>,
}

impl Reader {
    fn root(&mut self, table: &DeTable, config: &mut Config) {
        // Targets name editions, and the library's defaults name targets.
        let mut profiles = editions::profiles();
        if let Some(value) = table.get("editions") {
            self.editions(value, &mut profiles);
        }
        let rows = self.targets(table.get("targets"), &profiles);
        config.targets = editions::targets(&rows, &profiles);
        for (key, value) in table {
            match key.get_ref().as_ref() {
                "library" => self.library(value, config),
                "identity" => self.identity(value, config),
                "contact" => {
                    let fields = self.fields("contact", value, None, config);
                    config.fields.extend(fields);
                }
                "sites" => self.sites(value, config),
                "editions" | "targets" => {}
                _ => self.unknown(key, &TABLES),
            }
        }
    }

    fn library(&mut self, value: &Spanned<DeValue>, config: &mut Config) {
        for (key, value) in self.table("library", value) {
            match key.get_ref().as_ref() {
                "lang" => {
                    let Some(tag) = self.text(key, value) else {
                        continue;
                    };
                    config.language = Language::parse(&tag);
                    match &config.language {
                        Some(language) => {
                            let span = self.span(value);
                            let fault = self.words.unsupported(language, span);
                            self.faults.extend(fault);
                        }
                        None => {
                            let message = format!("{tag} is not a language tag");
                            let hint = "write a BCP 47 tag such as en, en-GB or es";
                            let fault = self.fault("language-tag", value, message);
                            fault.hints.push(hint.into());
                        }
                    }
                }
                "csl" => config.csl = self.text(key, value),
                "theme" => {
                    let span = self.span(value);
                    config.theme = self.text(key, value).map(|name| (name, span));
                }
                "default-targets" => config.defaults = self.defaults(key, value, config),
                _ => self.unknown(key, &LIBRARY),
            }
        }
    }

    fn defaults(
        &mut self,
        key: &Key,
        value: &Spanned<DeValue>,
        config: &Config,
    ) -> Vec<Arc<Target>> {
        let Some(array) = value.get_ref().as_array() else {
            self.wrong_type(key, value, "a list of target names");
            return Vec::new();
        };
        let mut targets: Vec<Arc<Target>> = Vec::new();
        for item in array.iter() {
            let Some(name) = self.text(key, item) else {
                continue;
            };
            match config.target(&name) {
                Some(target) if targets.contains(target) => {
                    self.fault("repeated-target", item, format!("{name} is listed twice"));
                }
                Some(target) => targets.push(target.clone()),
                None => {
                    let hint = config.target_hint(&name);
                    self.fault(
                        "unknown-target",
                        item,
                        format!("no target is called {name}"),
                    )
                    .hints
                    .push(hint);
                }
            }
        }
        targets
    }

    fn identity(&mut self, value: &Spanned<DeValue>, config: &mut Config) {
        let identity = &mut config.identity;
        for (key, value) in self.table("identity", value) {
            match key.get_ref().as_ref() {
                "name" => identity.name = self.text(key, value),
                "url" => identity.url = self.text(key, value),
                "logo" => identity.logo = self.text(key, value),
                "logo-alt" => identity.logo_alt = self.text(key, value),
                "accent" => {
                    let span = self.span(value);
                    identity.accent = self.color(key, value).map(|color| (color, span));
                }
                "accent-dark" => identity.accent_dark = self.color(key, value),
                _ => self.unknown(key, &IDENTITY),
            }
        }
        if identity.logo.is_some() && identity.logo_alt.is_none() {
            self.fault(
                "missing-alt",
                value,
                "the logo has no text alternative".into(),
            )
            .hints
            .push("add logo-alt = \"…\" under [identity]".into());
        }
    }

    fn sites(&mut self, value: &Spanned<DeValue>, config: &mut Config) {
        for (key, value) in self.table("sites", value) {
            let name = key.get_ref().to_string();
            let plain = |c: char| c.is_ascii_alphanumeric() || c == '-' || c == '_';
            if name.is_empty() || !name.chars().all(plain) {
                let span = Span::new(self.file, key.span());
                self.faults.push(
                    Diagnostic::error("site-name", span, format!("{name} is not a site name"))
                        .hint("use letters, digits, - and _: the name becomes a folder"),
                );
            }
            let fields = self.fields("contact", value, Some(&name), config);
            config.sites.insert(name, fields);
        }
    }

    /// Fields with their prefix; a table among them has those of the language that it
    /// is called by: `[contact.es]`.
    fn fields(
        &mut self,
        prefix: &str,
        value: &Spanned<DeValue>,
        site: Option<&str>,
        config: &mut Config,
    ) -> BTreeMap<String, String> {
        let mut out = BTreeMap::new();
        for (key, value) in self.table(prefix, value) {
            let language = Language::parse(key.get_ref());
            if let (Some(language), Some(table)) = (language, value.get_ref().as_table()) {
                let mut spoken = BTreeMap::new();
                for (key, value) in table {
                    if let Some(text) = self.text(key, value) {
                        spoken.insert(format!("{prefix}.{}", key.get_ref()), text);
                    }
                }
                let whose = (site.map(str::to_owned), language.tag().to_owned());
                config.spoken.insert(whose, spoken);
                continue;
            }
            if let Some(text) = self.text(key, value) {
                out.insert(format!("{prefix}.{}", key.get_ref()), text);
            }
        }
        out
    }

    fn table<'a>(
        &mut self,
        name: &str,
        value: &'a Spanned<DeValue<'a>>,
    ) -> Vec<(&'a Key<'a>, &'a Spanned<DeValue<'a>>)> {
        match value.get_ref().as_table() {
            Some(table) => table.iter().collect(),
            None => {
                self.fault("wrong-type", value, format!("{name} is not a table"))
                    .hints
                    .push(format!(
                        "write [{name}] on a line of its own, its keys below"
                    ));
                Vec::new()
            }
        }
    }

    fn text(&mut self, key: &Key, value: &Spanned<DeValue>) -> Option<String> {
        let text = value.get_ref().as_str().map(str::to_owned);
        if text.is_none() {
            self.wrong_type(key, value, "text in quotes");
        }
        text
    }

    fn color(&mut self, key: &Key, value: &Spanned<DeValue>) -> Option<Color> {
        let text = self.text(key, value)?;
        let color = Color::parse(&text);
        if color.is_none() {
            self.fault("color", value, format!("{text} is not a color"))
                .hints
                .push("write six hexadecimal digits behind a #: \"#0b5c6b\"".into());
        }
        color
    }

    fn unknown(&mut self, key: &Key, known: &[&'static str]) {
        let span = Span::new(self.file, key.span());
        let name = key.get_ref();
        let hint = match nearest(name, known.iter().copied()) {
            Some(near) => format!("did you mean {near}?"),
            None => format!("known here: {}", known.join(", ")),
        };
        self.faults
            .push(Diagnostic::error("unknown-key", span, format!("unknown key {name}")).hint(hint));
    }

    fn wrong_type(&mut self, key: &Key, value: &Spanned<DeValue>, wanted: &str) {
        let name = key.get_ref().to_string();
        self.fault("wrong-type", value, format!("{name} is not {wanted}"));
    }

    fn fault(
        &mut self,
        name: &'static str,
        value: &Spanned<DeValue>,
        message: String,
    ) -> &mut Diagnostic {
        let span = self.span(value);
        self.faults.push(Diagnostic::error(name, span, message));
        let last = self.faults.len() - 1;
        &mut self.faults[last]
    }

    fn span(&self, value: &Spanned<DeValue>) -> Span {
        Span::new(self.file, value.span())
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use pamphlet_core::article::PartKind;
    use pamphlet_core::diagnostic::brief;
    use pamphlet_core::profile::Definitions;

    fn faults(text: &str) -> Vec<String> {
        let mut sources = Sources::new();
        let (_, faults) = read("pamphlet.toml", text, Tables::default(), &mut sources);
        faults.iter().map(|fault| brief(fault, &sources)).collect()
    }

    #[test]
    fn a_whole_file_is_read() {
        let text = "[library]\nlang = 'es'\ncsl = 'apa'\ndefault-targets = ['web']\n\
                    [identity]\nname = 'Clinic'\naccent = '#0b5c6b'\n\
                    [contact]\nphone = '1'\n[contact.es]\nhours = 'lunes'\n\
                    [sites.north]\nphone = '2'\n[sites.north.es]\nhours = 'martes'\n";
        let (config, faults) = read(
            "pamphlet.toml",
            text,
            Tables::default(),
            &mut Sources::new(),
        );
        assert_eq!(faults, []);
        assert_eq!(config.language.as_ref().map(Language::tag), Some("es"));
        assert_eq!(config.csl.as_deref(), Some("apa"));
        assert_eq!(config.default_targets().len(), 1);
        assert_eq!(config.fields["contact.phone"], "1");
        assert_eq!(config.sites["north"]["contact.phone"], "2");
        let spanish = |site: Option<&str>| {
            let whose = (site.map(str::to_owned), "es".to_owned());
            config.spoken[&whose]["contact.hours"].clone()
        };
        assert_eq!(
            (spanish(None), spanish(Some("north"))),
            ("lunes".into(), "martes".into())
        );
    }

    #[test]
    fn editions_and_targets_are_changed_and_added() {
        let text = "[editions.handout]\ncsl = 'apa'\n\
                    [editions.short]\nextends = 'handout'\nparts = ['fundamentals']\n\
                    definitions = 'boxed'\npart-names = {fundamentals = 'Know'}\n\
                    [targets.leaflet]\nedition = 'short'\nformat = 'pdf'\n\
                    [targets.ebook]\npages-from = 'leaflet'\n\
                    [library]\ndefault-targets = ['leaflet', 'ebook']\n";
        let (config, faults) = read(
            "pamphlet.toml",
            text,
            Tables::default(),
            &mut Sources::new(),
        );
        assert_eq!(faults, []);
        let leaflet = config.target("leaflet").unwrap();
        assert_eq!(leaflet.file_name("a"), "a-leaflet.pdf");
        let edition = &leaflet.edition;
        assert_eq!(edition.name, "short");
        assert_eq!(
            edition.csl.as_deref(),
            Some("apa"),
            "as the library's handout"
        );
        assert_eq!(edition.parts, [PartKind::Fundamentals]);
        assert!(!edition.part_titles, "as every handout");
        assert_eq!(edition.definitions, Definitions::Boxed);
        assert_eq!(edition.part_names[&PartKind::Fundamentals], "Know");
        let ebook = config.target("ebook").unwrap();
        assert_eq!(ebook.pages_from.as_deref(), Some(&**leaflet));
        assert_eq!(config.default_targets(), [leaflet.clone(), ebook.clone()]);
        assert_eq!(config.targets.len(), 10, "nine are built in");
    }

    #[test]
    fn every_fault_of_editions_and_targets_names_its_place_and_remedy() {
        let text = "[editions.full]\nextends = 'handout'\nparts = ['refs', 'academic', 'academic']\n\
                    part-titles = 'no'\ntable-columns = 0\nnumbering = 'all'\n\
                    [editions.'A b']\nnumberin = 3\n\
                    [targets.web]\nedition = 'fall'\npages-from = 'print'\n\
                    [targets.own]\npages-from = 'web'\n";
        assert_eq!(
            faults(text),
            [
                "error[wrong-value] pamphlet.toml:2:11 full is built in and extends nothing (give the edition a name of its own)",
                "error[wrong-value] pamphlet.toml:3:10 refs is no value of parts (write one of fundamentals, intermediate, academic, references, reflection)",
                "error[repeated-part] pamphlet.toml:3:30 academic is listed twice",
                "error[wrong-type] pamphlet.toml:4:15 part-titles is not true or false",
                "error[wrong-type] pamphlet.toml:5:17 table-columns is not a number from 1 to 100",
                "error[wrong-value] pamphlet.toml:6:13 all is no value of numbering (write one of none, sections)",
                "error[wrong-name] pamphlet.toml:7:11 A b is not the name of an edition (use small letters, digits and -: the name stands in file names)",
                "error[unknown-key] pamphlet.toml:8:1 unknown key numberin (did you mean numbering?)",
                "error[wrong-value] pamphlet.toml:10:11 fall is no value of edition (did you mean full?)",
                "error[wrong-value] pamphlet.toml:11:14 web is no ebook and has no page list (leave pages-from out)",
                "error[missing-format] pamphlet.toml:12:1 the target own has no format (add format = \"html\", \"epub\" or \"pdf\")",
                "error[unknown-target] pamphlet.toml:13:14 no PDF target is called web (PDF targets are print, handout, large-print, booklet, proof, own)",
            ]
        );
    }

    #[test]
    fn a_layout_is_of_some_formats_only() {
        assert_eq!(
            faults(
                "[targets.a]\nformat = 'html'\nlayout = 'booklet'\npage = 'a4'\n\
                 [targets.b]\nformat = 'pdf'\nlayout = 'handout'\ntype-size = 18\n\
                 [targets.large-print]\ntype-size = 12\n"
            ),
            [
                "error[wrong-value] pamphlet.toml:3:10 no html target has the layout booklet (layouts of html are article, record, fragment)",
                "error[wrong-value] pamphlet.toml:4:8 a target of html has no pages (leave page out)",
                "error[wrong-value] pamphlet.toml:8:13 the layout handout has no type-size (write layout = \"large-print\", or set the theme's body size)",
                "error[wrong-type] pamphlet.toml:10:13 type-size is not a number from 16 to 24",
            ]
        );
    }

    #[test]
    fn every_fault_names_its_place_and_remedy() {
        assert_eq!(
            faults("[libary]\n[identity]\nacent = '#fff'\naccent = 'red'\nname = 3\n"),
            [
                "error[unknown-key] pamphlet.toml:1:2 unknown key libary (did you mean library?)",
                "error[unknown-key] pamphlet.toml:3:1 unknown key acent (did you mean accent?)",
                "error[color] pamphlet.toml:4:10 red is not a color (write six hexadecimal digits behind a #: \"#0b5c6b\")",
                "error[wrong-type] pamphlet.toml:5:8 name is not text in quotes",
            ]
        );
        assert_eq!(
            faults("[library]\ndefault-targets = ['webb', 'zzz']\n"),
            [
                "error[unknown-target] pamphlet.toml:2:20 no target is called webb (did you mean web?)",
                "error[unknown-target] pamphlet.toml:2:28 no target is called zzz (targets are web, ebook, print, handout, large-print, booklet, ehr, fragment, proof)",
            ]
        );
        assert!(faults("[library\n")[0].starts_with("error[toml-syntax] pamphlet.toml:1:"));
    }
}
