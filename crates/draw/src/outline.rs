//! Words in an author's SVG as paths, so that they are set in the theme's fonts
//! wherever the image is shown; some readers mishandle text in SVG.

use std::sync::{Arc, OnceLock};

use pamphlet_theme::Theme;
use resvg::usvg::{self, fontdb, roxmltree};

/// Whether an SVG has text elements. What cannot be read has none.
pub(crate) fn has_text(svg: &str) -> bool {
    roxmltree::Document::parse(svg).is_ok_and(|document| {
        document
            .descendants()
            .any(|node| node.tag_name().name() == "text")
    })
}

/// The same image with its words as paths.
pub(crate) fn outlined(svg: &str, theme: &Theme) -> Result<String, String> {
    if let Some(c) = missing(svg, theme)? {
        let code = u32::from(c);
        return Err(format!(
            "no font of the theme {} has {c} (U+{code:04X})",
            theme.name
        ));
    }
    let tree = usvg::Tree::from_str(svg, &options(theme)).map_err(|e| e.to_string())?;
    Ok(tree.to_string(&usvg::WriteOptions::default()))
}

/// The first character of its words that no font of the theme has.
fn missing(svg: &str, theme: &Theme) -> Result<Option<char>, String> {
    let document = roxmltree::Document::parse(svg).map_err(|e| e.to_string())?;
    let words = document
        .descendants()
        .filter(|node| node.is_text())
        .filter(|node| {
            node.ancestors()
                .any(|above| above.tag_name().name() == "text")
        });
    let lacks =
        |c: &char| !c.is_whitespace() && theme.fonts.family_for(&theme.fonts.text, *c).is_none();
    let mut characters = words.filter_map(|node| node.text()).flat_map(str::chars);
    Ok(characters.find(lacks))
}

/// Options with the theme's fonts and no others.
pub(crate) fn options(theme: &Theme) -> usvg::Options<'static> {
    let family = theme
        .fonts
        .text
        .first()
        .copied()
        .unwrap_or_default()
        .to_owned();
    let mut database = faces(theme);
    database.set_serif_family(&family);
    database.set_sans_serif_family(&family);
    database.set_cursive_family(&family);
    database.set_fantasy_family(&family);
    if let Some(mono) = theme.fonts.mono.first() {
        database.set_monospace_family(*mono);
    }
    usvg::Options {
        font_family: family,
        fontdb: Arc::new(database),
        ..usvg::Options::default()
    }
}

/// The faces as a database. Reading them takes time, and the program has one
/// set, so it is kept.
fn faces(theme: &Theme) -> fontdb::Database {
    static READ: OnceLock<(Vec<usize>, fontdb::Database)> = OnceLock::new();
    let files: Vec<usize> = theme
        .fonts
        .faces
        .iter()
        .map(|face| face.ttf.as_ptr() as usize)
        .collect();
    let read = || {
        let mut database = fontdb::Database::new();
        for face in &theme.fonts.faces {
            database.load_font_source(fontdb::Source::Binary(Arc::new(face.ttf)));
        }
        database
    };
    let (kept, database) = READ.get_or_init(|| (files.clone(), read()));
    match *kept == files {
        true => database.clone(),
        false => read(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const LABELLED: &str = r#"<svg xmlns="http://www.w3.org/2000/svg" width="80" height="20">
        <text x="2" y="15" font-family="Comic Sans MS">Dose</text></svg>"#;

    #[test]
    fn words_become_paths_in_the_themes_font() {
        assert!(has_text(LABELLED));
        let out = outlined(LABELLED, &Theme::clinic()).expect("it is whole");
        assert!(out.contains("<path") && !has_text(&out), "{out}");
        assert_eq!(outlined(LABELLED, &Theme::clinic()), Ok(out));
    }

    #[test]
    fn a_character_without_a_font_is_named() {
        let svg = LABELLED.replace("Dose", "にほ");
        let fault = outlined(&svg, &Theme::clinic()).expect_err("no font has it");
        assert!(fault.contains("U+306B"), "{fault}");
    }
}
