//! Words of the interface: what the program itself says in a document, one
//! table a language.

mod en;

use crate::article::PartKind;
use crate::date::Date;
use crate::language::Language;

/// What the program says in one language. Every field is printed as it stands.
#[derive(Debug)]
pub struct Words {
    /// Primary language subtag.
    pub language: &'static str,
    /// Part names as printed, in the order of [`PartKind::ALL`].
    pub parts: [&'static str; 5],
    /// Other headings that are read as a part, in lower case.
    pub part_aliases: &'static [(&'static str, PartKind)],
    /// Month names.
    pub months: [&'static str; 12],
    /// A date's order; see [`DateOrder`].
    pub date_order: DateOrder,
    /// Between a label and what it labels, with its spaces.
    pub colon: &'static str,
    /// Callout kinds.
    pub note: &'static str,
    /// A tip.
    pub tip: &'static str,
    /// Something important.
    pub important: &'static str,
    /// A warning.
    pub warning: &'static str,
    /// A caution.
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
    /// Labels of the closing part.
    pub purpose: &'static str,
    /// Main message.
    pub main_message: &'static str,
    /// In an emergency.
    pub urgent_help: &'static str,
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
}

/// How a date is written in words.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum DateOrder {
    /// 1 November 2026.
    DayMonthYear,
    /// November 1, 2026.
    MonthDayYear,
}

impl Words {
    /// The table of a language, by its primary subtag and region; none where
    /// there is none.
    pub fn of(language: &Language) -> Option<&'static Words> {
        match (language.primary(), language.region()) {
            ("en", Some("GB" | "IE" | "AU" | "NZ" | "ZA" | "IN")) => Some(&en::BRITISH),
            ("en", _) => Some(&en::AMERICAN),
            _ => None,
        }
    }

    /// Tags of all languages with a table.
    pub fn languages() -> &'static [&'static str] {
        &["en", "en-GB"]
    }

    /// A part's name as printed.
    pub fn part(&self, kind: PartKind) -> &'static str {
        let index = PartKind::ALL.iter().position(|k| *k == kind).unwrap_or(0);
        self.parts[index]
    }

    /// The part that a heading names, in letters of either case.
    pub fn part_of(&self, heading: &str) -> Option<PartKind> {
        let heading = heading.trim().to_lowercase();
        let printed = PartKind::ALL
            .into_iter()
            .find(|k| self.part(*k).to_lowercase() == heading);
        printed.or_else(|| {
            self.part_aliases
                .iter()
                .find(|(name, _)| *name == heading)
                .map(|(_, kind)| *kind)
        })
    }

    /// A date in words.
    pub fn date(&self, date: Date) -> String {
        let month = self.months[usize::from(date.month()) - 1];
        match self.date_order {
            DateOrder::DayMonthYear => format!("{} {month} {}", date.day(), date.year()),
            DateOrder::MonthDayYear => format!("{month} {}, {}", date.day(), date.year()),
        }
    }
}
