//! Words of the interface: what the program itself says in a document, one
//! table a language. A new language is a file beside the others and a row of
//! [`TABLES`]; the tests below say what a table must have. Libraries bring [`Tables`] of
//! their own.

mod keys;
mod tables;

mod ar;
mod bn;
mod de;
mod en;
mod es;
mod fr;
mod hi;
mod pa;
mod pl;
mod pt;
mod ru;
mod ta;
mod ur;
mod vi;
mod zh;

use std::collections::BTreeMap;
use std::sync::OnceLock;

use unicode_normalization::UnicodeNormalization;

use crate::article::PartKind;
use crate::block::CalloutKind;
use crate::chart::ChartKind;
use crate::date::Date;
use crate::language::Language;

pub use keys::{Key, Value, places};
pub use tables::{Tables, Wording};

use keys::{Field, Keyed, keyed};

keyed! {
/// What the program says in one language. Every field is printed as it stands.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Words {
    /// Primary language subtag.
    pub language: &'static str,
    /// The script that the table is written in, as in a tag: `Latn`.
    pub script: &'static str,
    /// The language's name in itself, as a link to a page in it says it: "Español".
    pub name: &'static str,
    /// The names of the five parts as printed, in their order.
    pub parts: [&'static str; 5],
    /// Other headings that are read as a part, in lower case.
    pub part_aliases: &'static [(&'static str, PartKind)],
    /// Month names as they stand in a date; numbers where a date has no names.
    pub months: [&'static str; 12],
    /// A date in words: `{day}`, `{month}` and `{year}`.
    pub date_form: &'static str,
    /// The first day of a month as it stands in a date.
    pub first_day: &'static str,
    /// Between a label and what it labels, with its spaces.
    pub colon: &'static str,
    /// Between the things of a list, with its spaces.
    pub list_separator: &'static str,
    /// At the end of a sentence.
    pub full_stop: &'static str,
    /// Quotation marks, with the spaces within them: outer open and close, inner
    /// open and close.
    pub quotes: [&'static str; 4],
    /// Above a note.
    pub note: &'static str,
    /// Above a tip.
    pub tip: &'static str,
    /// Above something important.
    pub important: &'static str,
    /// Above a warning.
    pub warning: &'static str,
    /// Above a caution.
    pub caution: &'static str,
    /// Above a key point.
    pub key_point: &'static str,
    /// Above actions.
    pub actions: &'static str,
    /// Above questions.
    pub questions: &'static str,
    /// "Table" of "Table 2".
    pub table: &'static str,
    /// "Figure" of "Figure 2".
    pub figure: &'static str,
    /// What stands for a chart (of bars, of lines, of dots, of icons): what it is, and
    /// that its values follow.
    pub charts: [&'static str; 4],
    /// "Section" of "Section 2.1".
    pub section: &'static str,
    /// Title of the table of contents.
    pub contents: &'static str,
    /// The heading of footnotes.
    pub notes: &'static str,
    /// "Note" as the name of one footnote.
    pub footnote: &'static str,
    /// The way back from a note or an entry.
    pub back: &'static str,
    /// Title of the glossary.
    pub glossary: &'static str,
    /// Title of the closing part.
    pub about: &'static str,
    /// The first link of a page.
    pub skip_to_content: &'static str,
    /// Reading depth switch.
    pub reading_depth: &'static str,
    /// Other formats of this document.
    pub other_formats: &'static str,
    /// What names the links to the same leaflet in each language that it has.
    pub other_languages: &'static str,
    /// What stands in this language's column, side by side with another's, where it
    /// has nothing to say.
    pub no_counterpart: &'static str,
    /// A list of landmarks in a book.
    pub landmarks: &'static str,
    /// The list of printed pages.
    pub pages: &'static str,
    /// A page, before its number.
    pub page: &'static str,
    /// Between a page's number and the count of pages, with spaces.
    pub page_of: &'static str,
    /// The cover of a book.
    pub cover: &'static str,
    /// The title page of a book.
    pub title_page: &'static str,
    /// What is read aloud where a table scrolls sideways.
    pub scrollable_table: &'static str,
    /// On every page of a draft.
    pub draft: &'static str,
    /// Labels of the opening and the closing part: what the leaflet is for.
    pub purpose: &'static str,
    /// Main message.
    pub main_message: &'static str,
    /// In an emergency.
    pub urgent_help: &'static str,
    /// Title of the part that says whom to ask.
    pub contact: &'static str,
    /// Its labels: a telephone number.
    pub phone: &'static str,
    /// A mail address.
    pub email: &'static str,
    /// Hours at which someone answers.
    pub hours: &'static str,
    /// A postal address.
    pub address: &'static str,
    /// A web site.
    pub website: &'static str,
    /// Whom to call in an emergency.
    pub emergency: &'static str,
    /// The address of this leaflet's web page, beside the code that leads there.
    pub this_leaflet: &'static str,
    /// What the code is, for those who do not see it: `{}` is the address.
    pub qr_code: &'static str,
    /// Where the same is accessible: `{}` is the file.
    pub accessible_twin: &'static str,
    /// Authors.
    pub written_by: &'static str,
    /// Reviewers.
    pub reviewed_by: &'static str,
    /// Whether patients reviewed it.
    pub patient_reviewed: &'static str,
    /// Patients took part.
    pub patient_reviewed_yes: &'static str,
    /// Patients took no part.
    pub patient_reviewed_no: &'static str,
    /// Publisher.
    pub publisher: &'static str,
    /// Version.
    pub version: &'static str,
    /// First published.
    pub published: &'static str,
    /// Last reviewed.
    pub reviewed: &'static str,
    /// Next review.
    pub next_review: &'static str,
    /// Identifier.
    pub identifier: &'static str,
    /// Web address.
    pub web_address: &'static str,
    /// Feedback.
    pub feedback: &'static str,
    /// Licence.
    pub license: &'static str,
    /// Disclaimer.
    pub disclaimer: &'static str,
    /// Funding.
    pub funding: &'static str,
    /// Conflicts of interest.
    pub conflicts: &'static str,
    /// Owner.
    pub owner: &'static str,
    /// Replaces another leaflet.
    pub supersedes: &'static str,
    /// What a link says whose target this edition does not have: `{}` is the title.
    pub on_web_page: &'static str,
    /// A finished task.
    pub done: &'static str,
    /// An open task.
    pub to_do: &'static str,
    /// A blank to write in, for those who do not see it.
    pub blank: &'static str,
    /// Before the names of related entries of the glossary.
    pub see_also: &'static str,
    /// A short form at its first use: `{short}` as written, `{term}` is what it
    /// stands for.
    pub short_form: &'static str,
    /// A term at its first use where a plain word stands first: `{plain}`, and
    /// `{term}` as written.
    pub plain_form: &'static str,
    /// The same of a short form at its first use: `{plain}`, `{term}`, `{short}`.
    pub plain_short_form: &'static str,
    /// The name of a button that shows a definition in place: `{}` is the term.
    pub show_definition: &'static str,
    /// The name of a button that shows sources in place: `{}` is the citation.
    pub show_sources: &'static str,
    /// The button that closes what a button opened.
    pub close: &'static str,
    /// Units in words, which stay on one line with the number before them.
    pub units: &'static [&'static str],
    /// Endings of plurals with what stands in their place in the singular, the
    /// likeliest first; of languages with cases also the endings of those. Irregular
    /// plurals are aliases of their entries.
    pub plurals: &'static [(&'static str, &'static [&'static str])],
    /// Endings of words in the singular that look like a plural.
    pub no_plurals: &'static [&'static str],
    /// What an ebook says about how it can be read.
    pub access: Access,
}
}

keyed! {
/// What an ebook says about how it can be read, in whole sentences. Of two, the
/// first is for one thing and the second for several; `{}` is their number.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Access {
    /// How an ebook can be read: what holds for every book.
    pub text: &'static str,
    /// The same if it has one image, and if it has several.
    pub images: [&'static str; 2],
    /// The same of tables.
    pub tables: [&'static str; 2],
    /// The same of formulas.
    pub formulas: [&'static str; 2],
    /// The same of notes.
    pub notes: [&'static str; 2],
    /// The same of pages of the print edition.
    pub pages: [&'static str; 2],
}
}

/// A table with the languages that it is for.
struct Table {
    /// The tag: a language, with a script or a region where the table is for some
    /// only.
    tag: &'static str,
    /// Regions that it is for, also as CLDR's parents of others (`001`); the last of a
    /// language is for all that no other names.
    regions: &'static [&'static str],
    /// What the program says.
    words: &'static Words,
}

/// All tables. Of a language with several, the one for all others stands last.
static TABLES: [Table; 25] = [
    Table {
        tag: "ar-DZ",
        regions: &["DZ", "TN"],
        words: &ar::ALGERIAN,
    },
    Table {
        tag: "ar-IQ",
        regions: &["IQ", "JO", "LB", "PS", "SY"],
        words: &ar::LEVANTINE,
    },
    Table {
        tag: "ar-MA",
        regions: &["MA"],
        words: &ar::MOROCCAN,
    },
    Table {
        tag: "ar-MR",
        regions: &["MR"],
        words: &ar::MAURITANIAN,
    },
    Table {
        tag: "ar",
        regions: &[],
        words: &ar::ARABIC,
    },
    Table {
        tag: "bn",
        regions: &[],
        words: &bn::BENGALI,
    },
    Table {
        tag: "de-AT",
        regions: &["AT", "IT"],
        words: &de::AUSTRIAN,
    },
    Table {
        tag: "de-CH",
        regions: &["CH", "LI"],
        words: &de::SWISS,
    },
    Table {
        tag: "de",
        regions: &[],
        words: &de::GERMAN,
    },
    Table {
        tag: "en-GB",
        regions: &["001"],
        words: &en::BRITISH,
    },
    Table {
        tag: "en",
        regions: &["CA", "PH"],
        words: &en::AMERICAN,
    },
    Table {
        tag: "es-PE",
        regions: &["PE", "UY"],
        words: &es::PERUVIAN,
    },
    Table {
        tag: "es",
        regions: &[],
        words: &es::SPANISH,
    },
    Table {
        tag: "fr-CH",
        regions: &["CH"],
        words: &fr::SWISS,
    },
    Table {
        tag: "fr",
        regions: &[],
        words: &fr::FRENCH,
    },
    Table {
        tag: "hi",
        regions: &[],
        words: &hi::HINDI,
    },
    Table {
        tag: "pa",
        regions: &[],
        words: &pa::PUNJABI,
    },
    Table {
        tag: "pl",
        regions: &[],
        words: &pl::POLISH,
    },
    Table {
        tag: "pt-PT",
        regions: &["PT"],
        words: &pt::EUROPEAN,
    },
    Table {
        tag: "pt",
        regions: &[],
        words: &pt::BRAZILIAN,
    },
    Table {
        tag: "ru",
        regions: &[],
        words: &ru::RUSSIAN,
    },
    Table {
        tag: "ta",
        regions: &[],
        words: &ta::TAMIL,
    },
    Table {
        tag: "ur",
        regions: &[],
        words: &ur::URDU,
    },
    Table {
        tag: "vi",
        regions: &[],
        words: &vi::VIETNAMESE,
    },
    Table {
        tag: "zh-Hans",
        regions: &[],
        words: &zh::SIMPLIFIED,
    },
];

/// Names of parts in small letters, with the tables that have them.
type PartNames = BTreeMap<String, Vec<(&'static Words, PartKind)>>;

/// The names of all tables, and the bytes of the longest in letters of any case.
fn part_names() -> (usize, PartNames) {
    let mut names = PartNames::new();
    let mut tables: Vec<&Table> = TABLES.iter().collect();
    tables.sort_by_key(|table| table.tag);
    for table in tables {
        let printed = PartKind::ALL.map(|kind| (table.words.part(kind), kind));
        for (name, kind) in printed.iter().chain(table.words.part_aliases) {
            let tables = names.entry(folded(name)).or_default();
            if !tables
                .iter()
                .any(|(known, _)| std::ptr::eq(*known, table.words))
            {
                tables.push((table.words, *kind));
            }
        }
    }
    let longest = names.keys().map(String::len).max().unwrap_or(0);
    // No letter of these languages takes more than twice the bytes in another case.
    (longest * 2, names)
}

/// The tables of a language in its script.
fn tables(language: &Language) -> impl DoubleEndedIterator<Item = &'static Table> + Clone {
    let script = language.usual_script();
    let primary = language.primary().to_owned();
    TABLES.iter().filter(move |table| {
        let script = script.as_ref();
        table.words.language == primary && script.is_none_or(|script| script == table.words.script)
    })
}

/// The table of a language: of its region, else of the nearest of CLDR's parents that
/// has one.
fn table(language: &Language) -> Option<&'static Table> {
    let own = tables(language);
    let mut nearest = language.fallbacks().into_iter().filter_map(|parent| {
        let of = |table: &&Table| {
            let mut subtags = parent.tag().split('-').skip(1);
            subtags.any(|subtag| table.regions.contains(&subtag))
        };
        own.clone().find(of)
    });
    nearest.next().or_else(|| own.clone().next_back())
}

/// A name of a part without what does not tell names apart: some letters of Indian
/// scripts can be written as one character or as two.
pub fn folded(name: &str) -> String {
    let name: String = name.trim().nfc().collect();
    name.to_lowercase()
}

impl Words {
    /// The table of a language, by its primary subtag, script and region; none
    /// where there is none. Whoever reads one script need not read another: of two
    /// scripts of a language neither stands in for the other.
    pub fn of(language: &Language) -> Option<&'static Words> {
        table(language).map(|table| table.words)
    }

    /// The tag of a language's table, where others follow the same variety: `en-GB`
    /// of `en-AU`.
    pub fn tag_of(language: &Language) -> Option<&'static str> {
        table(language).map(|table| table.tag)
    }

    /// Tags of all languages with a table.
    pub fn languages() -> Vec<&'static str> {
        let mut tags: Vec<_> = TABLES.iter().map(|table| table.tag).collect();
        tags.sort_unstable();
        tags
    }

    /// A part's name as printed.
    pub fn part(&self, kind: PartKind) -> &'static str {
        let index = PartKind::ALL.iter().position(|k| *k == kind).unwrap_or(0);
        self.parts[index]
    }

    /// What a callout is, as its label says it.
    pub fn callout(&self, kind: CalloutKind) -> &'static str {
        match kind {
            CalloutKind::Note => self.note,
            CalloutKind::Tip => self.tip,
            CalloutKind::Important => self.important,
            CalloutKind::Warning => self.warning,
            CalloutKind::Caution => self.caution,
        }
    }

    /// What stands for a chart where it is not seen.
    pub fn chart(&self, kind: ChartKind) -> &'static str {
        let index = ChartKind::ALL.iter().position(|k| *k == kind).unwrap_or(0);
        self.charts[index]
    }

    /// The part that a heading names, in letters of either case.
    pub fn part_of(&self, heading: &str) -> Option<PartKind> {
        let heading = folded(heading);
        let printed = PartKind::ALL.map(|kind| (self.part(kind), kind));
        let mut names = printed.iter().chain(self.part_aliases);
        let found = names.find(|(name, _)| folded(name) == heading);
        found.map(|(_, kind)| *kind)
    }

    /// The keys of a table in their order, with what English says.
    pub fn keys() -> Vec<Key> {
        let mut english = en::BRITISH;
        let fields = english.fields().into_iter();
        let key = |it: Field| Key {
            english: it.slot.value(),
            name: it.key,
            about: it.about,
        };
        fields.map(key).collect()
    }

    /// What it says under every key, in their order.
    pub fn values(&self) -> Vec<(String, Value)> {
        let mut own = *self;
        let fields = own.fields().into_iter();
        fields.map(|it| (it.key, it.slot.value())).collect()
    }

    /// Says something else under a key.
    fn set(&mut self, key: &str, value: &Value) {
        let mut fields = self.fields().into_iter();
        if let Some(mut field) = fields.find(|it| it.key == key) {
            field.slot.set(value);
        }
    }

    /// The fields that a file may set: whose table it is, its name says.
    fn fields(&mut self) -> Vec<Field<'_>> {
        let mut fields = Vec::new();
        Keyed::fields(self, "", "", &mut fields);
        fields.retain(|field| !["language", "script"].contains(&field.key.as_str()));
        fields
    }

    /// What a heading names in every language, sorted by tag. An import
    /// asks this of every line.
    pub fn parts_named(heading: &str) -> &'static [(&'static Words, PartKind)] {
        static NAMES: OnceLock<(usize, PartNames)> = OnceLock::new();
        let (longest, names) = NAMES.get_or_init(part_names);
        let heading = heading.trim();
        if heading.len() > *longest {
            return &[];
        }
        names.get(&folded(heading)).map_or(&[], Vec::as_slice)
    }

    /// What a word may be the plural of, the likeliest first; letters of either
    /// case. None of them is empty.
    pub fn singulars(&self, word: &str) -> Vec<String> {
        let stem = |ending: &str| {
            let at = word.len().checked_sub(ending.len())?;
            let (stem, end) = word.split_at_checked(at)?;
            let speaks = stem.ends_with(char::is_alphanumeric);
            (speaks && end.to_lowercase() == ending).then_some(stem)
        };
        let mut found = Vec::new();
        if self.no_plurals.iter().all(|ending| stem(ending).is_none()) {
            for (plural, singulars) in self.plurals {
                if let Some(stem) = stem(plural) {
                    found.extend(singulars.iter().map(|end| format!("{stem}{end}")));
                }
            }
        }
        found
    }

    /// A date in words.
    pub fn date(&self, date: Date) -> String {
        let month = self.months[usize::from(date.month()) - 1];
        let day = match date.day() {
            1 => self.first_day.to_owned(),
            day => day.to_string(),
        };
        self.date_form
            .replace("{day}", &day)
            .replace("{month}", month)
            .replace("{year}", &date.year().to_string())
    }
}

#[cfg(test)]
mod tests;
