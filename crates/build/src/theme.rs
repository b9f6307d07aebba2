//! The theme of a library: a built-in one or a folder of its own, in the colours of
//! its identity.

use std::collections::BTreeMap;
use std::path::Path;
use std::sync::Arc;

use pamphlet_core::diagnostic::{Diagnostic, nearest};
use pamphlet_core::{Sources, Span, limits};
use pamphlet_theme::Theme;

use crate::library::Library;
use crate::target::Target;

/// The themes of a library: its own, and those that its targets name.
pub struct Themes {
    own: Arc<Theme>,
    named: BTreeMap<String, Arc<Theme>>,
}

impl Themes {
    /// Reads all of them.
    pub fn of(library: &Library) -> Result<Themes, Vec<Diagnostic>> {
        let mut named_themes = BTreeMap::new();
        for target in &library.config.targets {
            if let Some((name, span)) = &target.theme
                && !named_themes.contains_key(name)
            {
                let theme = named(&library.root, name, *span)?;
                named_themes.insert(name.clone(), colored(library, theme)?);
            }
        }
        Ok(Themes {
            own: of(library)?,
            named: named_themes,
        })
    }

    /// The library's own.
    pub fn own(&self) -> &Arc<Theme> {
        &self.own
    }

    /// That of a target.
    pub fn of_target(&self, target: &Target) -> &Arc<Theme> {
        let name = target.theme.as_ref().map(|(name, _)| name);
        name.and_then(|name| self.named.get(name))
            .unwrap_or(&self.own)
    }
}

/// The theme of a library. Faults of a theme's own files have no place in the
/// library's sources: they name the file.
pub fn of(library: &Library) -> Result<Arc<Theme>, Vec<Diagnostic>> {
    let theme = match &library.config.theme {
        None => Theme::clinic(),
        Some((name, span)) => named(&library.root, name, *span)?,
    };
    colored(library, theme)
}

/// A theme in the colours of the library's identity.
fn colored(library: &Library, theme: Theme) -> Result<Arc<Theme>, Vec<Diagnostic>> {
    let identity = &library.config.identity;
    let Some((accent, span)) = identity.accent else {
        return Ok(Arc::new(theme));
    };
    theme
        .with_accent(accent, identity.accent_dark)
        .map(Arc::new)
        .map_err(|failures| {
            let fault = |failure: pamphlet_theme::contrast::Failure| {
                Diagnostic::error("theme-contrast", span, failure.to_string())
                    .hint("choose a darker accent (a lighter accent-dark)")
            };
            failures.into_iter().map(fault).collect()
        })
}

fn named(root: &Path, name: &str, span: Span) -> Result<Theme, Vec<Diagnostic>> {
    if let Some(theme) = Theme::built_in(name) {
        return Ok(theme);
    }
    let folder = root.join(name);
    if !folder.join("theme.toml").is_file() {
        let what = format!("no theme is called {name}, and no folder {name} has a theme.toml");
        let known = Theme::names();
        let hint = match nearest(name, known.iter().copied()) {
            Some(near) => format!("did you mean {near}?"),
            None => format!("write {}, or a folder of the library", known.join(", ")),
        };
        return Err(vec![
            Diagnostic::error("unknown-theme", span, what).hint(hint),
        ]);
    }
    if !is_within(root, &folder) {
        let what = format!("the theme {name} lies outside the library");
        return Err(vec![
            Diagnostic::error("theme-outside", span, what).hint("copy it into the library"),
        ]);
    }
    let mut sources = Sources::new();
    let loaded = load(&folder, &mut sources).and_then(|(theme, faults)| match faults.is_empty() {
        true => Ok(theme),
        false => Err(faults),
    });
    loaded.map_err(|faults| {
        let placed = |fault: Diagnostic| {
            let place = sources.of(fault.span).map(|source| {
                let (line, column) = source.position(fault.span.start());
                format!("{name}/{}:{line}:{column}: ", source.path)
            });
            let place = place.unwrap_or_else(|| format!("{name}: "));
            Diagnostic {
                message: format!("{place}{}", fault.message),
                span,
                ..fault
            }
        };
        faults.into_iter().map(placed).collect()
    })
}

/// Reads a theme's folder: `theme.toml`, `web.css`, `book.css`, `pdf/*.typ` and `fonts/`;
/// nothing else in it is looked at. With it come its colours that cannot be told apart.
pub fn load(
    folder: &Path,
    sources: &mut Sources,
) -> Result<(Theme, Vec<Diagnostic>), Vec<Diagnostic>> {
    let mut names = vec!["theme.toml".to_owned(), "web.css".into(), "book.css".into()];
    for (below, endings) in [("pdf", &[".typ"][..]), ("fonts", &[".ttf", ".otf"])] {
        let entries = std::fs::read_dir(folder.join(below)).into_iter().flatten();
        let found = entries.filter_map(|entry| entry.ok()?.file_name().into_string().ok());
        let found = found.filter(|name| endings.iter().any(|ending| name.ends_with(ending)));
        names.extend(found.map(|name| format!("{below}/{name}")));
    }
    names.sort();
    let (mut files, mut faults) = (BTreeMap::new(), Vec::new());
    for name in names {
        let path = folder.join(&name);
        if !path.exists() {
            continue;
        }
        match file(folder, &path) {
            Ok(bytes) => _ = files.insert(name, bytes),
            Err(why) => faults.push(Diagnostic::error(
                "theme-file",
                Span::NONE,
                format!("{name} cannot be read: {why}"),
            )),
        }
    }
    if !faults.is_empty() {
        return Err(faults);
    }
    pamphlet_theme::look_at(&files, sources)
}

fn file(folder: &Path, path: &Path) -> Result<Vec<u8>, String> {
    if !is_within(folder, path) {
        return Err("it lies outside the theme".into());
    }
    let size = std::fs::metadata(path)
        .map_err(|error| error.to_string())?
        .len();
    let is_font = path.parent().is_some_and(|it| it.ends_with("fonts"));
    let most = match is_font {
        true => limits::FONT_BYTES,
        false => limits::THEME_BYTES,
    };
    if size > most {
        let most = most >> 20;
        return Err(format!("it has {size} bytes, the limit is {most} MB"));
    }
    std::fs::read(path).map_err(|error| error.to_string())
}

/// Whether a place lies in a folder, with no link out of it.
fn is_within(folder: &Path, path: &Path) -> bool {
    let (folder, path) = (folder.canonicalize(), path.canonicalize());
    matches!((folder, path), (Ok(folder), Ok(path)) if path.starts_with(&folder))
}
