//! Themes: what a document looks like, as data that all formats share.
//!
//! A theme is a folder: `theme.toml` (tokens), `web.css` and `book.css`, and
//! `pdf/*.typ`. Reading one checks it: unknown tokens are errors with their
//! place, and every pair of colours that meets on a page must reach WCAG 2.2 AA.
//! The built-in themes are part of the program, so that they need no folder. A theme
//! may extend one of them: what it leaves out is the other's.

mod builtin;
pub mod color;
pub mod contrast;
pub mod coverage;
pub mod font;
mod own;
mod read;
mod slots;
mod subset;

use std::borrow::Cow;
use std::collections::{BTreeMap, BTreeSet};

use pamphlet_core::language::Language;
use pamphlet_core::node::Meta;
use pamphlet_core::walk::{self, Visitor};
use pamphlet_core::{Block, Edition, Inline};

pub use color::{Color, Palette, Role};
pub use font::{Face, Fonts};
pub use read::{look_at, read};
pub use slots::{Furniture, Slot, Slots};

/// Everything that decides a document's looks.
#[derive(Clone, Debug)]
pub struct Theme {
    /// Its name.
    pub name: String,
    /// Colours on a light ground; also those of paper.
    pub light: Palette,
    /// Colours on a dark ground, for screens that ask for it.
    pub dark: Palette,
    /// Sizes of type.
    pub typography: Typography,
    /// The sheet of paper.
    pub page: Page,
    /// Font faces by use.
    pub fonts: Fonts,
    /// What the feet of pages say.
    pub slots: Slots,
    /// What some languages need otherwise, by their primary subtag.
    pub languages: BTreeMap<String, LanguageLook>,
    /// The least distance of base lines in body sizes that the language needs.
    pub least_leading: f64,
    /// How the languages of a document are set, its own first, then that beside it, then
    /// those of words within it; none where all are set alike.
    pub settings: Vec<Setting>,
    /// Style sheet of the web page (`web.css`), without the tokens.
    pub web_css: String,
    /// Style sheet of the ebook (`book.css`), without the tokens.
    pub book_css: String,
    /// Typst files by path below `pdf/`; `template.typ` is the entry.
    pub typst: BTreeMap<String, String>,
}

/// What a language needs that the theme does otherwise for all others.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct LanguageLook {
    /// Families that come before all others.
    pub text: Vec<&'static str>,
    /// Families that do so in a PDF, where they are not the same.
    pub paper: Option<Vec<&'static str>>,
    /// The least distance of base lines in body sizes, for the families of `text`.
    pub leading: Option<f64>,
}

/// How words of a language are set.
#[derive(Clone, Debug, PartialEq)]
pub struct Setting {
    /// The language's primary subtag.
    pub language: String,
    /// Families for its text, in the order in which a character is looked for.
    pub text: Vec<&'static str>,
    /// Those of them that pages and books bring along. A family that is too heavy for words
    /// within another language sets them where the reader's system has it.
    pub brought: Vec<&'static str>,
    /// Distance of base lines in body sizes.
    pub leading: f64,
    /// The least such distance that it needs.
    pub least_leading: f64,
    /// Whether it has no more than words within another language.
    pub within: bool,
}

/// Sizes of type.
#[derive(Clone, Debug, PartialEq)]
pub struct Typography {
    /// Body size on paper in points.
    pub body: f64,
    /// Ratio of a heading level's size to the next smaller one's.
    pub scale: f64,
    /// Distance of base lines in body sizes.
    pub leading: f64,
    /// Longest line in characters.
    pub measure: u32,
}

/// The sheet of paper; lengths in millimetres.
#[derive(Clone, Debug, PartialEq)]
pub struct Page {
    /// The sheet.
    pub size: PageSize,
    /// Above the text.
    pub margin_top: f64,
    /// Below the text.
    pub margin_bottom: f64,
    /// At the spine.
    pub margin_inner: f64,
    /// At the edge.
    pub margin_outer: f64,
}

/// Sheets of paper.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum PageSize {
    /// 210 × 297 mm.
    A4,
    /// 215.9 × 279.4 mm.
    Letter,
    /// 148 × 210 mm, half of A4.
    A5,
    /// 139.7 × 215.9 mm, half of Letter.
    HalfLetter,
}

impl PageSize {
    /// All sheets.
    pub const ALL: [PageSize; 4] = [
        PageSize::A4,
        PageSize::Letter,
        PageSize::A5,
        PageSize::HalfLetter,
    ];

    /// Its name in files.
    pub fn name(self) -> &'static str {
        match self {
            PageSize::A4 => "a4",
            PageSize::Letter => "letter",
            PageSize::A5 => "a5",
            PageSize::HalfLetter => "half-letter",
        }
    }

    /// Width and height in millimetres.
    pub fn millimetres(self) -> (f64, f64) {
        match self {
            PageSize::A4 => (210.0, 297.0),
            PageSize::Letter => (215.9, 279.4),
            PageSize::A5 => (148.0, 210.0),
            PageSize::HalfLetter => (139.7, 215.9),
        }
    }

    /// The page of which two stand side by side on this sheet.
    pub fn half(self) -> PageSize {
        match self {
            PageSize::A4 | PageSize::A5 => PageSize::A5,
            PageSize::Letter | PageSize::HalfLetter => PageSize::HalfLetter,
        }
    }
}

impl Theme {
    /// The built-in theme that a library has where it names none.
    pub fn clinic() -> Theme {
        Theme::built_in("clinic").expect("it is built in")
    }

    /// A built-in theme by its name.
    pub fn built_in(name: &str) -> Option<Theme> {
        builtin::theme(name)
    }

    /// The names of the built-in themes.
    pub fn names() -> Vec<&'static str> {
        builtin::names().collect()
    }

    /// [`Theme::speaking`] for a PDF.
    pub fn printing(&self, edition: &Edition) -> Cow<'_, Theme> {
        self.in_languages(edition, |look| match &look.paper {
            // The distance of lines is that of the families of screens.
            Some(families) => (families, None),
            None => (&look.text, look.leading),
        })
    }

    /// The theme as an edition's language needs it: its fonts in front, its lines apart;
    /// and what the language beside it, and those of words within it, need otherwise.
    pub fn speaking(&self, edition: &Edition) -> Cow<'_, Theme> {
        self.in_languages(edition, |look| (&look.text, look.leading))
    }

    fn in_languages(
        &self,
        edition: &Edition,
        needs: impl Fn(&LanguageLook) -> (&[&'static str], Option<f64>),
    ) -> Cow<'_, Theme> {
        let setting = |language: &str, within: bool| {
            let look = self.languages.get(language);
            let (families, least) = look.map_or((&[][..], None), &needs);
            let rest = self.fonts.text.iter();
            let rest = rest.filter(|it| !families.contains(it));
            let least = least.unwrap_or(1.0);
            let text: Vec<_> = families.iter().chain(rest).copied().collect();
            let heavy = |family: &str| self.fonts.family(family).any(Face::is_heavy);
            let brought = text.iter().copied();
            Setting {
                language: language.to_owned(),
                brought: brought.filter(|it| !(within && heavy(it))).collect(),
                text,
                leading: self.typography.leading.max(least),
                least_leading: least,
                within,
            }
        };
        let own = setting(edition.language.primary(), false);
        let beside = edition.beside.as_ref();
        let beside = beside.map(|it| setting(it.language.primary(), false));
        let mut within = Within(BTreeSet::new());
        walk::walk_edition(&mut within, edition);
        let named = |it: &&String| self.languages.contains_key(it.as_str());
        let within = within.0.iter().filter(named).map(|it| setting(it, true));
        let alike = |a: &Setting, b: &Setting| {
            (&a.text, a.leading, a.least_leading) == (&b.text, b.leading, b.least_leading)
        };
        let mut settings = vec![own];
        for other in beside.into_iter().chain(within) {
            let known = settings.iter().any(|it| it.language == other.language);
            if !known && !alike(&other, &settings[0]) {
                settings.push(other);
            }
        }
        if settings.len() == 1 && !self.languages.contains_key(edition.language.primary()) {
            return Cow::Borrowed(self);
        }
        let own = &settings[0];
        let mut theme = self.clone();
        theme.fonts.text = own.text.clone();
        theme.typography.leading = own.leading;
        theme.least_leading = own.least_leading;
        if settings.len() > 1 {
            theme.settings = settings;
        }
        Cow::Owned(theme)
    }

    /// How words of a language are set, where that is not said by the theme as it is.
    pub fn setting(&self, language: &Language) -> Option<&Setting> {
        let mut settings = self.settings.iter();
        settings.find(|it| it.language == language.primary())
    }

    /// Families for the text of a language of the document.
    pub fn text_of(&self, language: &Language) -> &[&'static str] {
        let setting = self.setting(language);
        setting.map_or(&self.fonts.text, |it| &it.text)
    }

    /// The theme for what is in one language of the document alone.
    pub fn led_for(&self, language: &Language) -> Cow<'_, Theme> {
        match self.setting(language) {
            Some(setting) if setting.text != self.fonts.text => {
                let mut theme = self.clone();
                theme.fonts.text = setting.text.clone();
                Cow::Owned(theme)
            }
            Some(_) | None => Cow::Borrowed(self),
        }
    }

    /// Distance of base lines of a language of the document, in body sizes.
    pub fn leading_of(&self, language: &Language) -> f64 {
        let setting = self.setting(language);
        setting.map_or(self.typography.leading, |it| it.leading)
    }

    /// The same theme with a clinic's own accent colour: `accent` on paper and
    /// light screens, `accent_dark` on dark ones. Colours that would be hard to
    /// read are refused with the pairs that fail.
    pub fn with_accent(
        mut self,
        accent: Color,
        accent_dark: Option<Color>,
    ) -> Result<Theme, Vec<contrast::Failure>> {
        self.light.set(Role::Accent, accent);
        self.light.set(Role::OnAccent, accent.readable_on());
        // A theme with grey grounds saves ink or is copied in grey: it keeps them.
        if !self.light.get(Role::AccentSoft).is_grey() {
            self.light.set(
                Role::AccentSoft,
                accent.mix(self.light.get(Role::Background), 0.88),
            );
        }
        if let Some(dark) = accent_dark {
            self.dark.set(Role::Accent, dark);
            self.dark.set(Role::OnAccent, dark.readable_on());
            if !self.dark.get(Role::AccentSoft).is_grey() {
                self.dark.set(
                    Role::AccentSoft,
                    dark.mix(self.dark.get(Role::Background), 0.82),
                );
            }
        }
        let failures = contrast::check(&self);
        if failures.is_empty() {
            Ok(self)
        } else {
            Err(failures)
        }
    }
}

/// The primary subtags of languages that words within an edition are marked with.
struct Within(BTreeSet<String>);

impl Within {
    fn meta(&mut self, meta: &Meta) {
        let language = meta.lang().and_then(Language::parse);
        self.0.extend(language.map(|it| it.primary().to_owned()));
    }
}

impl Visitor for Within {
    fn block(&mut self, block: &Block) {
        self.meta(block.meta());
        walk::walk_block(self, block);
    }

    fn inline(&mut self, inline: &Inline) {
        self.meta(inline.meta());
        walk::walk_inline(self, inline);
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_built_in_theme_is_readable_in_both_schemes() {
        for name in Theme::names() {
            let theme = Theme::built_in(name).unwrap();
            assert_eq!(
                (theme.name.as_str(), contrast::check(&theme)),
                (name, vec![])
            );
        }
    }

    #[test]
    fn an_accent_brings_no_coloured_ground_to_a_theme_in_grey() {
        let accent = Color::parse("#7a1f5c").unwrap();
        let soft = |name: &str| {
            let theme = Theme::built_in(name).unwrap();
            let own = theme.light.get(Role::AccentSoft);
            let tinted = theme.with_accent(accent, None).unwrap();
            (own, tinted.light.get(Role::AccentSoft))
        };
        let (own, tinted) = soft("plain");
        assert_eq!(own, tinted);
        let (own, tinted) = soft("clinic");
        assert_ne!(own, tinted);
    }

    #[test]
    fn a_pale_accent_is_refused_with_the_pair_that_fails() {
        let pale = Color::parse("#9fd6df").unwrap();
        let failures = Theme::clinic().with_accent(pale, None).unwrap_err();
        assert!(
            failures
                .iter()
                .any(|f| f.front == Role::Accent && f.back == Role::Background)
        );
        let deep = Color::parse("#7a1f5c").unwrap();
        assert!(Theme::clinic().with_accent(deep, None).is_ok());
    }
}
