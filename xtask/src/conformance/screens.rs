//! What a browser shows of books, and small pictures of the sample as screens show it
//! (`xtask/js/screens.mjs`).
//!
//! No content document of a book scrolls sideways or has words cut off in the narrowest window.

use std::path::{Path, PathBuf};

use anyhow::{Context, Result, bail};
use serde_json::{Value, json};

use super::axe;
use super::browser;
use super::finding::Finding;
use super::picture::{Gray, Tolerance, Use};
use super::stand_in::{self, StandIn};
use super::validators::Validators;

const SCRIPT: &str = include_str!("../../js/screens.mjs");
/// What pages are pictured in that leave the font to the machine.
const FONT: &str = "themes/fonts/atkinson-hyperlegible-next/AtkinsonHyperlegibleNext-Regular.woff2";

/// What is pictured: a built file, or what stands in for it.
struct Screen {
    /// The picture's name.
    name: &'static str,
    /// The built file's.
    file: &'static str,
    /// How the place within it starts.
    place: &'static str,
    size: (u32, u32),
    scheme: &'static str,
}

const fn screen(
    name: &'static str,
    file: &'static str,
    place: &'static str,
    size: (u32, u32),
    scheme: &'static str,
) -> Screen {
    Screen {
        name,
        file,
        place,
        size,
        scheme,
    }
}

const PHONE: (u32, u32) = (360, 720);
const DESKTOP: (u32, u32) = (1280, 900);
const SCREENS: [Screen; 9] = [
    screen("web-phone", "sermorelin.html", "", PHONE, "light"),
    screen("web-phone-dark", "sermorelin.html", "", PHONE, "dark"),
    screen("web-desktop", "sermorelin.html", "", DESKTOP, "light"),
    screen("web-desktop-dark", "sermorelin.html", "", DESKTOP, "dark"),
    screen(
        "ebook-title",
        "sermorelin.epub",
        "EPUB/title",
        PHONE,
        "light",
    ),
    screen(
        "ebook",
        "sermorelin.epub",
        "EPUB/fundamentals",
        PHONE,
        "light",
    ),
    screen("ehr", "sermorelin-ehr.html", "", PHONE, "light"),
    screen("fragment-phone", FRAGMENT, "in a page", PHONE, "light"),
    screen(
        "fragment-desktop",
        FRAGMENT,
        "in a page",
        (1000, 720),
        "light",
    ),
];
const FRAGMENT: &str = "sermorelin-fragment.html";

/// Pixels across that become one: lines of text still stand apart, letters do not.
const SHRINK: u32 = 3;
/// Over the nine pictures, glyphs that are hinted and set on whole pixels, which is as far as the
/// same browser on another machine may go, give 1.5 to 6.8 levels and none to 1.9 clear pixels in a
/// hundred; a subtitle less gives 10.7 to 25 and 8.9 to 18.7; the same page gives none.
const TOLERANCE: Tolerance = Tolerance {
    mean: 8.5,
    share: 4.0,
};

/// Measures `documents` and, where `pictures` have a use, takes those of `pages`, `hosts` and
/// `documents`.
pub fn check(
    pages: &[PathBuf],
    hosts: &[StandIn],
    documents: &[StandIn],
    pictures: Option<&Use>,
    validators: &Validators,
    scratch: &Path,
) -> Result<Vec<Finding>> {
    let shown = |screen: &'static Screen| {
        let is = |file: &Path| file.file_name().is_some_and(|it| it == screen.file);
        let mut stand_ins = hosts.iter().chain(documents);
        let stand_in = stand_ins.find(|it| is(&it.of) && it.place.starts_with(screen.place));
        let page = || pages.iter().find(|it| is(it));
        let file = stand_in.map(|it| &it.file).or_else(page);
        let file = file.with_context(|| format!("no file to picture as {}", screen.name))?;
        Ok((screen, file))
    };
    let screens: Vec<_> = match pictures {
        Some(_) => SCREENS.iter().map(shown).collect::<Result<_>>()?,
        None => Vec::new(),
    };
    let taken = |name: &str| scratch.join(format!("{name}.png"));
    let order = json!({
        "documents": stand_in::files(documents).collect::<Vec<_>>(),
        "font": pictures.map(|it| it.root().join(FONT)),
        "pictures": screens.iter().map(|(screen, file)| json!({
            "file": file,
            "width": screen.size.0,
            "height": screen.size.1,
            "scheme": screen.scheme,
            "picture": taken(screen.name),
        })).collect::<Vec<_>>(),
    });
    let printed = browser::run("screens", SCRIPT, order, validators, scratch)?;
    let mut findings = read(&printed, documents.len(), screens.len())?;
    for (screen, file) in screens {
        let Some(pictures) = pictures else { break };
        let drawn = Gray::read(&taken(screen.name))?.shrunk(SHRINK);
        let fault = pictures.of(&drawn, &format!("sermorelin-{}", screen.name), TOLERANCE)?;
        findings.extend(fault.map(|it| Finding::new(file, "screen", it).at(screen.name)));
    }
    Ok(stand_in::of_built_files(
        findings,
        &[hosts, documents].concat(),
    ))
}

fn read(text: &str, documents: usize, pictures: usize) -> Result<Vec<Finding>> {
    let mut findings = Vec::new();
    let mut done = [0, 0];
    for line in text.lines() {
        let row: Value = serde_json::from_str(line)
            .with_context(|| format!("the script for screens printed `{line}`"))?;
        match row["kind"].as_str() {
            Some("measured") => done[0] += 1,
            Some("taken") => done[1] += 1,
            _ => findings.push(axe::finding(&row, &format!("{} px", row["width"]))),
        }
    }
    if done != [documents, pictures] {
        bail!(
            "the browser measured {} documents of {documents} and took {} pictures of {pictures}",
            done[0],
            done[1]
        );
    }
    Ok(findings)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_finding_names_the_width_and_the_element() {
        let row = r#"{"kind":"finding","file":"/a.xhtml","width":320,"rule":"no-cut-words",
            "selector":"p.x","message":"cut off: Drink"}"#;
        let text = format!("{}\n{{\"kind\":\"measured\"}}\n", row.replace('\n', ""));
        let expected =
            Finding::new(Path::new("/a.xhtml"), "no-cut-words", "cut off: Drink").at("320 px: p.x");
        assert_eq!(read(&text, 1, 0).unwrap(), [expected]);
    }

    #[test]
    fn nothing_passes_by_silence() {
        let error = read("{\"kind\":\"measured\"}\n", 2, 1).unwrap_err();
        assert_eq!(
            error.to_string(),
            "the browser measured 1 documents of 2 and took 0 pictures of 1"
        );
    }
}
