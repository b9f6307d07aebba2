//! A theme's files → [`Theme`].

use std::collections::BTreeMap;

use pamphlet_core::diagnostic::Diagnostic;
use pamphlet_core::{FileId, Sources, Span};
use serde::Deserialize;

use crate::builtin::FACES;
use crate::color::{Color, Palette, Role};
use crate::{Fonts, Page, PageSize, Theme, Typography, contrast};

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct File {
    name: String,
    colors: Colors,
    r#type: Type,
    page: PageFile,
    fonts: FontsFile,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Colors {
    light: BTreeMap<toml::Spanned<String>, toml::Spanned<String>>,
    dark: BTreeMap<toml::Spanned<String>, toml::Spanned<String>>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Type {
    body: f64,
    scale: f64,
    leading: f64,
    measure: u32,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields, rename_all = "kebab-case")]
struct PageFile {
    size: toml::Spanned<String>,
    margin_top: f64,
    margin_bottom: f64,
    margin_inner: f64,
    margin_outer: f64,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct FontsFile {
    text: Vec<toml::Spanned<String>>,
    mono: Vec<toml::Spanned<String>>,
}

/// Reads a theme from its files by path (`theme.toml`, `web.css`, `book.css`,
/// `pdf/….typ`). Faults come with their place in `theme.toml`.
pub fn read(
    files: &BTreeMap<String, Vec<u8>>,
    sources: &mut Sources,
) -> Result<Theme, Vec<Diagnostic>> {
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
    let mut faults = Vec::new();
    let light = palette(&file.colors.light, id, &mut faults);
    let dark = palette(&file.colors.dark, id, &mut faults);
    let size = page_size(&file.page.size, id, &mut faults);
    let fonts = fonts(&file.fonts, id, &mut faults);
    let (Some(light), Some(dark), Some(size)) = (light, dark, size) else {
        return Err(faults);
    };
    let theme = Theme {
        name: file.name,
        light,
        dark,
        typography: Typography {
            body: file.r#type.body,
            scale: file.r#type.scale,
            leading: file.r#type.leading,
            measure: file.r#type.measure,
        },
        page: Page {
            size,
            margin_top: file.page.margin_top,
            margin_bottom: file.page.margin_bottom,
            margin_inner: file.page.margin_inner,
            margin_outer: file.page.margin_outer,
        },
        fonts,
        web_css: text(files, "web.css").unwrap_or_default(),
        book_css: text(files, "book.css").unwrap_or_default(),
        typst: typst(files),
    };
    faults.extend(contrast::check(&theme).into_iter().map(|failure| {
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
    }));
    if faults.is_empty() {
        Ok(theme)
    } else {
        Err(faults)
    }
}

fn text(files: &BTreeMap<String, Vec<u8>>, path: &str) -> Option<String> {
    Some(String::from_utf8_lossy(files.get(path)?).into_owned())
}

fn typst(files: &BTreeMap<String, Vec<u8>>) -> BTreeMap<String, String> {
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

fn palette(
    written: &BTreeMap<toml::Spanned<String>, toml::Spanned<String>>,
    id: FileId,
    faults: &mut Vec<Diagnostic>,
) -> Option<Palette> {
    for key in written.keys() {
        let name: &str = key.as_ref();
        if !Role::ALL.iter().any(|role| role.name() == name) {
            let span = Span::new(id, key.span());
            let known = Role::ALL.iter().map(|role| role.name());
            let mut fault = Diagnostic::error(
                "theme-unknown-color",
                span,
                format!("no color is called {name}"),
            );
            if let Some(near) = pamphlet_core::diagnostic::nearest(name, known) {
                fault = fault.hint(format!("did you mean {near}?"));
            }
            faults.push(fault);
        }
    }
    let mut colors = [Color { rgb: [0; 3] }; 20];
    let before = faults.len();
    for (slot, role) in colors.iter_mut().zip(Role::ALL) {
        let Some((_, value)) = written.iter().find(|(k, _)| k.as_ref() == role.name()) else {
            let what = format!("the theme has no color {}", role.name());
            faults.push(Diagnostic::error("theme-missing-color", Span::NONE, what));
            continue;
        };
        match Color::parse(value.as_ref()) {
            Some(color) => *slot = color,
            None => faults.push(
                Diagnostic::error(
                    "theme-color",
                    Span::new(id, value.span()),
                    format!("{} is not a color", value.as_ref()),
                )
                .hint("write six hexadecimal digits behind a #: \"#0b5c6b\""),
            ),
        }
    }
    (faults.len() == before).then(|| Palette::new(colors))
}

fn page_size(
    written: &toml::Spanned<String>,
    id: FileId,
    faults: &mut Vec<Diagnostic>,
) -> Option<PageSize> {
    match written.as_ref().as_str() {
        "a4" => Some(PageSize::A4),
        "letter" => Some(PageSize::Letter),
        other => {
            let span = Span::new(id, written.span());
            let what = format!("{other} is not a page size");
            faults
                .push(Diagnostic::error("theme-page-size", span, what).hint("write a4 or letter"));
            None
        }
    }
}

fn fonts(file: &FontsFile, id: FileId, faults: &mut Vec<Diagnostic>) -> Fonts {
    let mut stack = |families: &[toml::Spanned<String>]| {
        let mut out = Vec::new();
        for family in families {
            match FACES
                .iter()
                .find(|face| face.family == family.as_ref().as_str())
            {
                Some(face) => out.push(face.family),
                None => faults.push(
                    Diagnostic::error(
                        "theme-font",
                        Span::new(id, family.span()),
                        format!("no font family is called {}", family.as_ref()),
                    )
                    .hint("the families that come with the program are listed in themes/fonts"),
                ),
            }
        }
        out
    };
    let (text, mono) = (stack(&file.text), stack(&file.mono));
    let faces = FACES
        .iter()
        .filter(|face| text.contains(&face.family) || mono.contains(&face.family))
        .copied()
        .collect();
    Fonts { text, mono, faces }
}
