//! A theme's files → [`Theme`].

use std::collections::BTreeMap;

use pamphlet_core::diagnostic::{Diagnostic, nearest};
use pamphlet_core::{FileId, Sources, Span};
use serde::Deserialize;
use toml::Spanned;

use crate::builtin::{self, FACES};
use crate::color::{Color, Palette, Role};
use crate::own;
use crate::{
    Face, Fonts, Furniture, LanguageLook, Page, PageSize, Slot, Slots, Theme, Typography, contrast,
};

/// A theme's tokens; what one that extends another leaves out is the other's.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct File {
    name: String,
    extends: Option<Spanned<String>>,
    #[serde(default)]
    colors: Colors,
    #[serde(default)]
    r#type: Type,
    #[serde(default)]
    page: PageFile,
    #[serde(default)]
    fonts: FontsFile,
    #[serde(default)]
    slots: BTreeMap<Spanned<String>, Vec<Spanned<String>>>,
    #[serde(default)]
    languages: BTreeMap<String, LanguageFile>,
}

type Written = BTreeMap<Spanned<String>, Spanned<String>>;

#[derive(Default, Deserialize)]
#[serde(deny_unknown_fields)]
struct Colors {
    #[serde(default)]
    light: Written,
    #[serde(default)]
    dark: Written,
}

#[derive(Default, Deserialize)]
#[serde(deny_unknown_fields)]
struct Type {
    body: Option<Spanned<f64>>,
    scale: Option<Spanned<f64>>,
    leading: Option<Spanned<f64>>,
    measure: Option<Spanned<f64>>,
}

#[derive(Default, Deserialize)]
#[serde(deny_unknown_fields, rename_all = "kebab-case")]
struct PageFile {
    size: Option<Spanned<String>>,
    margin_top: Option<Spanned<f64>>,
    margin_bottom: Option<Spanned<f64>>,
    margin_inner: Option<Spanned<f64>>,
    margin_outer: Option<Spanned<f64>>,
}

#[derive(Default, Deserialize)]
#[serde(deny_unknown_fields)]
struct FontsFile {
    text: Option<Vec<Spanned<String>>>,
    mono: Option<Vec<Spanned<String>>>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct LanguageFile {
    text: Option<Vec<Spanned<String>>>,
    leading: Option<Spanned<f64>>,
    paper: Option<Vec<Spanned<String>>>,
}

/// Reads a theme from its files by path (`theme.toml`, `web.css`, `book.css`,
/// `pdf/….typ`, `fonts/….ttf`). Faults come with their place in `theme.toml`.
pub fn read(
    files: &BTreeMap<String, Vec<u8>>,
    sources: &mut Sources,
) -> Result<Theme, Vec<Diagnostic>> {
    match look_at(files, sources)? {
        (theme, faults) if faults.is_empty() => Ok(theme),
        (_, faults) => Err(faults),
    }
}

/// As [`read`], but a theme comes out also where its colours cannot be told apart,
/// with the faults that this is.
pub fn look_at(
    files: &BTreeMap<String, Vec<u8>>,
    sources: &mut Sources,
) -> Result<(Theme, Vec<Diagnostic>), Vec<Diagnostic>> {
    let unread: Vec<_> = files
        .iter()
        .filter(|(path, bytes)| !own::is_font(path) && std::str::from_utf8(bytes).is_err())
        .map(|(path, _)| {
            let message = format!("{path} is not UTF-8 text");
            Diagnostic::error("theme-file", Span::NONE, message).hint("save the file as UTF-8")
        })
        .collect();
    if !unread.is_empty() {
        return Err(unread);
    }
    let Some(toml) = text(files, "theme.toml") else {
        return Err(vec![
            Diagnostic::error(
                "theme-file-missing",
                Span::NONE,
                "the theme has no theme.toml",
            )
            .hint("a theme is a folder with theme.toml, web.css, book.css and pdf/template.typ"),
        ]);
    };
    let id = sources.add("theme.toml", toml.as_str());
    let file: File = toml::from_str(&toml).map_err(|error| {
        let span = error
            .span()
            .map_or(Span::NONE, |range| Span::new(id, range));
        vec![Diagnostic::error(
            "theme-syntax",
            span,
            error.message().to_owned(),
        )]
    })?;
    let mut reader = Reader {
        id,
        base: None,
        own: own::faces(files)?,
        faults: Vec::new(),
    };
    if let Some(name) = &file.extends {
        reader.extend(name, &file.name);
    }
    let Some(theme) = reader.theme(&file, files) else {
        return Err(reader.faults);
    };
    let faults = contrast::check(&theme).into_iter().map(|failure| {
        let colors = if failure.dark {
            &file.colors.dark
        } else {
            &file.colors.light
        };
        let value = colors
            .iter()
            .find(|(k, _)| k.as_ref() == failure.front.name());
        let span = value.map_or(Span::NONE, |(_, v)| Span::new(id, v.span()));
        Diagnostic::error("theme-contrast", span, failure.to_string())
            .hint("make the one darker or the other lighter")
    });
    let faults = faults.collect();
    Ok((theme, faults))
}

fn text(files: &BTreeMap<String, Vec<u8>>, path: &str) -> Option<String> {
    Some(String::from_utf8_lossy(files.get(path)?).into_owned())
}

fn templates(files: &BTreeMap<String, Vec<u8>>) -> BTreeMap<String, String> {
    let below = |path: &str| {
        path.strip_prefix("pdf/")
            .filter(|p| p.ends_with(".typ"))
            .map(str::to_owned)
    };
    files
        .iter()
        .filter_map(|(path, bytes)| {
            Some((below(path)?, String::from_utf8_lossy(bytes).into_owned()))
        })
        .collect()
}

struct Reader {
    id: FileId,
    /// The theme that it extends.
    base: Option<Theme>,
    /// The fonts in its folder.
    own: Vec<Face>,
    faults: Vec<Diagnostic>,
}

impl Reader {
    fn extend(&mut self, name: &Spanned<String>, own: &str) {
        let span = Span::new(self.id, name.span());
        let base = builtin::names().find(|it| it == name.as_ref());
        match base.filter(|it| *it != own) {
            Some(base) => self.base = builtin::theme(base),
            None => {
                let what = format!("no theme that can be extended is called {}", name.as_ref());
                let others: Vec<_> = builtin::names().filter(|it| *it != own).collect();
                let fault = Diagnostic::error("theme-base", span, what);
                self.faults
                    .push(fault.hint(format!("write {}", others.join(" or "))));
            }
        }
    }

    fn theme(&mut self, file: &File, files: &BTreeMap<String, Vec<u8>>) -> Option<Theme> {
        let light = self.palette(&file.colors.light, |base| &base.light);
        let dark = self.palette(&file.colors.dark, |base| &base.dark);
        let of_type = &file.r#type;
        let typography = Typography {
            body: self.number("type.body", &of_type.body, (6.0, 40.0), |it| {
                it.typography.body
            }),
            scale: self.number("type.scale", &of_type.scale, (1.0, 2.0), |it| {
                it.typography.scale
            }),
            leading: self.number("type.leading", &of_type.leading, (1.0, 3.0), |it| {
                it.typography.leading
            }),
            measure: self.number("type.measure", &of_type.measure, (20.0, 120.0), |it| {
                it.typography.measure.into()
            }) as u32,
        };
        let of_page = &file.page;
        let margins = (5.0, 80.0);
        let page = Page {
            size: self.page_size(of_page.size.as_ref()),
            margin_top: self.number("page.margin-top", &of_page.margin_top, margins, |it| {
                it.page.margin_top
            }),
            margin_bottom: self.number(
                "page.margin-bottom",
                &of_page.margin_bottom,
                margins,
                |it| it.page.margin_bottom,
            ),
            margin_inner: self.number("page.margin-inner", &of_page.margin_inner, margins, |it| {
                it.page.margin_inner
            }),
            margin_outer: self.number("page.margin-outer", &of_page.margin_outer, margins, |it| {
                it.page.margin_outer
            }),
        };
        let languages = self.languages(&file.languages);
        let fonts = self.fonts(&file.fonts, &languages);
        let slots = self.slots(&file.slots);
        let mut typst = self
            .base
            .as_ref()
            .map_or_else(BTreeMap::new, |it| it.typst.clone());
        typst.extend(templates(files));
        for name in ["main.typ", "tokens.typ"] {
            if typst.contains_key(name) {
                let message = format!("pdf/{name} is made by the program");
                self.faults.push(
                    Diagnostic::error("theme-file", Span::new(self.id, 0..0), message)
                        .hint("give the theme's file another name"),
                );
            }
        }
        if !typst.contains_key("template.typ") {
            self.missing("file pdf/template.typ");
        }
        let web_css = self.sheet(files, "web.css", |base| &base.web_css);
        let book_css = self.sheet(files, "book.css", |base| &base.book_css);
        if !self.faults.is_empty() {
            return None;
        }
        Some(Theme {
            name: file.name.clone(),
            light: light?,
            dark: dark?,
            typography,
            page,
            fonts,
            slots,
            languages,
            least_leading: 1.0,
            settings: Vec::new(),
            web_css,
            book_css,
            typst,
        })
    }

    fn missing(&mut self, what: &str) {
        let message = format!("the theme has no {what}");
        self.faults.push(
            Diagnostic::error("theme-incomplete", Span::new(self.id, 0..0), message)
                .hint("add it, or extend a theme that has it: extends = \"clinic\""),
        );
    }

    /// A number within limits, or the base's.
    fn number(
        &mut self,
        name: &str,
        written: &Option<Spanned<f64>>,
        (least, most): (f64, f64),
        base: impl Fn(&Theme) -> f64,
    ) -> f64 {
        let Some(written) = written else {
            let inherited = self.base.as_ref().map(base);
            if inherited.is_none() {
                self.missing(&format!("token {name}"));
            }
            return inherited.unwrap_or(least);
        };
        let value = *written.as_ref();
        if !(least..=most).contains(&value) {
            let what = format!("{name} is {value}, which is not from {least} to {most}");
            let span = Span::new(self.id, written.span());
            self.faults.push(
                Diagnostic::error("theme-number", span, what)
                    .hint(format!("write a number from {least} to {most}")),
            );
        }
        value
    }

    /// A style sheet, which reaches for nothing outside the theme.
    fn sheet(
        &mut self,
        files: &BTreeMap<String, Vec<u8>>,
        path: &str,
        base: impl Fn(&Theme) -> &String,
    ) -> String {
        let Some(css) = text(files, path) else {
            return match &self.base {
                Some(theme) => base(theme).clone(),
                None => {
                    self.missing(&format!("file {path}"));
                    String::new()
                }
            };
        };
        // What is written out in full is no file; escapes could spell the rest otherwise.
        let lower = ["url(data:", "url('data:", "url(\"data:"]
            .into_iter()
            .fold(css.to_ascii_lowercase(), |css, it| css.replace(it, ""));
        let reaching = ["@import", "url(", "image-set(", "\\"]
            .into_iter()
            .find(|it| lower.contains(it));
        if let Some(found) = reaching {
            let before = lower.split(found).next().unwrap_or("");
            let line = before.matches('\n').count() + 1;
            let message = format!("{path}, line {line}: a style sheet must not have {found}");
            self.faults.push(
                Diagnostic::error("theme-reaches-out", Span::NONE, message)
                    .hint("a theme reads no file outside itself and reaches no network"),
            );
        }
        css
    }

    fn palette(&mut self, written: &Written, base: impl Fn(&Theme) -> &Palette) -> Option<Palette> {
        for key in written.keys() {
            let name: &str = key.as_ref();
            if !Role::ALL.iter().any(|role| role.name() == name) {
                let span = Span::new(self.id, key.span());
                let known = Role::ALL.iter().map(|role| role.name());
                let what = format!("no color is called {name}");
                let mut fault = Diagnostic::error("theme-unknown-color", span, what);
                if let Some(near) = nearest(name, known) {
                    fault = fault.hint(format!("did you mean {near}?"));
                }
                self.faults.push(fault);
            }
        }
        let mut colors = [Color { rgb: [0; 3] }; 20];
        let before = self.faults.len();
        for (slot, role) in colors.iter_mut().zip(Role::ALL) {
            let found = written.iter().find(|(k, _)| k.as_ref() == role.name());
            let Some((_, value)) = found else {
                match &self.base {
                    Some(theme) => *slot = base(theme).get(role),
                    None => self.missing(&format!("color {}", role.name())),
                }
                continue;
            };
            match Color::parse(value.as_ref()) {
                Some(color) => *slot = color,
                None => self.faults.push(
                    Diagnostic::error(
                        "theme-color",
                        Span::new(self.id, value.span()),
                        format!("{} is not a color", value.as_ref()),
                    )
                    .hint("write six hexadecimal digits behind a #: \"#0b5c6b\""),
                ),
            }
        }
        (self.faults.len() == before).then(|| Palette::new(colors))
    }

    fn page_size(&mut self, written: Option<&Spanned<String>>) -> PageSize {
        let Some(written) = written else {
            return match &self.base {
                Some(theme) => theme.page.size,
                None => {
                    self.missing("token page.size");
                    PageSize::A4
                }
            };
        };
        let mut sizes = PageSize::ALL.into_iter();
        let found = sizes.find(|size| size.name() == written.as_ref());
        found.unwrap_or_else(|| {
            let span = Span::new(self.id, written.span());
            let what = format!("{} is not a page size", written.as_ref());
            let names = PageSize::ALL.map(PageSize::name).join(", ");
            self.faults.push(
                Diagnostic::error("theme-page-size", span, what)
                    .hint(format!("write one of {names}")),
            );
            PageSize::A4
        })
    }

    /// Named slots in their order for each place, or the base's.
    fn slots(&mut self, written: &BTreeMap<Spanned<String>, Vec<Spanned<String>>>) -> Slots {
        let places = Furniture::ALL.map(Furniture::name);
        for key in written.keys() {
            if !places.contains(&key.as_ref().as_str()) {
                let hint = match nearest(key.as_ref(), places) {
                    Some(near) => format!("did you mean {near}?"),
                    None => format!("places are {}", places.join(", ")),
                };
                let span = Span::new(self.id, key.span());
                let what = format!("no place for slots is called {}", key.as_ref());
                self.faults
                    .push(Diagnostic::error("theme-slot", span, what).hint(hint));
            }
        }
        Slots::new(|place| {
            let own = written.iter().find(|(key, _)| key.as_ref() == place.name());
            match (own, &self.base) {
                (Some((_, words)), _) => self.slots_of(place, words),
                (None, Some(theme)) => theme.slots.of(place).to_vec(),
                (None, None) => {
                    self.missing(&format!("token slots.{}", place.name()));
                    Vec::new()
                }
            }
        })
    }

    fn slots_of(&mut self, place: Furniture, written: &[Spanned<String>]) -> Vec<Slot> {
        let known = || Slot::ALL.into_iter().filter(|it| place.holds(*it));
        let mut out = Vec::new();
        for word in written {
            let found = known().find(|it| it.name() == word.as_ref());
            let span = Span::new(self.id, word.span());
            match found {
                Some(slot) if !out.contains(&slot) => out.push(slot),
                Some(slot) => {
                    let what = format!("the slot {} stands in {} twice", slot.name(), place.name());
                    let fault = Diagnostic::error("theme-slot", span, what);
                    self.faults.push(fault.hint("keep one"));
                }
                None => {
                    let names: Vec<_> = known().map(Slot::name).collect();
                    let hint = match nearest(word.as_ref(), names.iter().copied()) {
                        Some(near) => format!("did you mean {near}?"),
                        None => format!("slots of {} are {}", place.name(), names.join(", ")),
                    };
                    let what = format!("no slot is called {}", word.as_ref());
                    self.faults
                        .push(Diagnostic::error("theme-slot", span, what).hint(hint));
                }
            }
        }
        out
    }

    /// The base's languages with the theme's own in their place.
    fn languages(
        &mut self,
        written: &BTreeMap<String, LanguageFile>,
    ) -> BTreeMap<String, LanguageLook> {
        let base = self.base.as_ref().map(|base| base.languages.clone());
        let mut out = base.unwrap_or_default();
        for (tag, file) in written {
            let text = file.text.as_deref().unwrap_or_default();
            let leading = file.leading.as_ref().map(|_| {
                let name = format!("languages.{tag}.leading");
                self.number(&name, &file.leading, (1.0, 3.0), |it| it.typography.leading)
            });
            let look = LanguageLook {
                text: self.families(text),
                leading,
                paper: file.paper.as_deref().map(|it| self.families(it)),
            };
            out.insert(tag.clone(), look);
        }
        out
    }

    fn fonts(&mut self, file: &FontsFile, languages: &BTreeMap<String, LanguageLook>) -> Fonts {
        let mut text = self.stack("text", file.text.as_deref(), |base| &base.fonts.text);
        let mono = self.stack("mono", file.mono.as_deref(), |base| &base.fonts.mono);
        let spoken: Vec<_> = languages
            .values()
            .flat_map(|look| look.text.iter().chain(look.paper.iter().flatten()))
            .collect();
        let used = |face: &&Face| {
            let family = &face.family;
            text.contains(family) || mono.contains(family) || spoken.contains(&family)
        };
        let mut faces: Vec<Face> = self.faces().filter(used).copied().collect();
        // What a theme brings and names nowhere is there for what the others lack.
        for face in &self.own {
            if !faces.iter().any(|it| it.family == face.family) {
                text.push(face.family);
                faces.extend(self.own.iter().filter(|it| it.family == face.family));
            }
        }
        Fonts { text, mono, faces }
    }

    fn stack(
        &mut self,
        name: &str,
        families: Option<&[Spanned<String>]>,
        base: impl Fn(&Theme) -> &Vec<&'static str>,
    ) -> Vec<&'static str> {
        let Some(families) = families.filter(|it| !it.is_empty()) else {
            return match &self.base {
                Some(theme) => base(theme).clone(),
                None => {
                    self.missing(&format!("token fonts.{name}"));
                    Vec::new()
                }
            };
        };
        self.families(families)
    }

    /// The theme's own faces, then the vendored ones, but for those in whose place
    /// there is one of its own.
    fn faces(&self) -> impl Iterator<Item = &Face> {
        let same =
            |a: &Face, b: &Face| (a.family, a.weight, a.italic) == (b.family, b.weight, b.italic);
        let left = FACES
            .iter()
            .filter(move |face| !self.own.iter().any(|own| same(own, face)));
        self.own.iter().chain(left)
    }

    /// Families by their names.
    fn families(&mut self, families: &[Spanned<String>]) -> Vec<&'static str> {
        let mut out = Vec::new();
        for family in families {
            let found = self.faces().find(|face| face.family == family.as_ref());
            match found.map(|face| face.family) {
                Some(family) => out.push(family),
                None => self.faults.push(
                    Diagnostic::error(
                        "theme-font",
                        Span::new(self.id, family.span()),
                        format!("no font family is called {}", family.as_ref()),
                    )
                    .hint("`pamphlet theme check clinic` lists the families of the program; others lie in the theme's fonts/"),
                ),
            }
        }
        out
    }
}
