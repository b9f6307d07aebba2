//! The theme's tokens as a Typst module.

use std::ops::RangeInclusive;

use pamphlet_core::Edition;
use pamphlet_core::language::Direction;
use pamphlet_theme::{Fonts, Theme};

use super::code::Code;
use crate::sheet::Layout;

/// Points in a millimetre.
pub(crate) const POINTS: f64 = 72.0 / 25.4;
/// A character of running text is about this wide, in sizes of the type.
pub(super) const CHARACTER: f64 = 0.49;

/// The text column and what stands beside it, in points.
#[derive(Clone, Copy)]
pub(crate) struct Column {
    /// Width between the margins.
    pub full: f64,
    /// Width of running text: the theme's measure, or `full` where it is less.
    pub text: f64,
    /// Height between the margins.
    pub height: f64,
}

/// Scripts of India, whose letters reach further above and below the line.
const TALL: [&str; 9] = [
    "Beng", "Deva", "Gujr", "Guru", "Knda", "Mlym", "Orya", "Taml", "Telu",
];
/// Between the columns of an edition in two languages, and a picture and words beside
/// it, in points.
pub(super) const GUTTER: f64 = 18.0;

/// What blocks have to themselves on a theme's page: the column, or half of the page
/// where two languages stand side by side.
pub(crate) fn place(theme: &Theme, edition: &Edition) -> Column {
    let across = across(theme, edition);
    match edition.beside {
        None => across,
        Some(_) => {
            let half = (across.full - GUTTER) / 2.0;
            Column {
                full: half,
                text: half,
                ..across
            }
        }
    }
}

/// What blocks have that stand in no column of two. Two columns take the strip
/// beside the text.
pub(crate) fn across(theme: &Theme, edition: &Edition) -> Column {
    let column = column(theme);
    match edition.beside {
        None => column,
        Some(_) => Column {
            text: column.full,
            ..column
        },
    }
}

/// The column of a theme's page.
fn column(theme: &Theme) -> Column {
    let (width, height) = theme.page.size.millimetres();
    let page = &theme.page;
    let full = (width - page.margin_inner - page.margin_outer) * POINTS;
    let measure = f64::from(theme.typography.measure) * CHARACTER * theme.typography.body;
    Column {
        full,
        // A strip beside the text too narrow to be seen as intended is none.
        text: if full - measure < 20.0 { full } else { measure },
        height: (height - page.margin_top - page.margin_bottom) * POINTS,
    }
}

/// Letters with two marks, which most fonts have not.
pub(super) const VIETNAMESE: RangeInclusive<char> = '\u{1EA0}'..='\u{1EF9}';

/// The module `tokens.typ`, with the fonts of a document: Typst knows no others. It has
/// Vietnamese letters or has none.
pub(crate) fn tokens(
    theme: &Theme,
    fonts: &Fonts,
    edition: &Edition,
    layout: Layout,
    vietnamese: bool,
) -> String {
    let mut code = Code::default();
    let page = &theme.page;
    let (width, height) = page.size.millimetres();
    let column = across(theme, edition);
    let place = place(theme, edition);
    let direction = edition.language.direction();
    let beside = edition.beside.as_ref().map(|it| it.language.direction());
    code.raw("// Tokens of the theme, made by pamphlet.\n#let theme = (\n  name: ");
    code.string(&theme.name);
    code.raw(",\n  layout: ");
    code.string(layout.name());
    code.raw(",\n  body: ");
    code.points(theme.typography.body);
    code.raw(",\n  scale: ");
    code.number(theme.typography.scale);
    code.raw(",\n  leading: ");
    code.number(theme.typography.leading);
    code.raw(",\n  column: ");
    code.points(column.text);
    code.raw(",\n  place: ");
    code.points(place.text);
    code.raw(",\n  gutter: ");
    code.points(GUTTER);
    code.raw(",\n  full: ");
    code.points(column.full);
    code.raw(",\n  rtl: ");
    code.boolean(direction == Direction::RightToLeft);
    code.raw(",\n  mixed: ");
    code.boolean(beside.is_some_and(|it| it != direction));
    code.raw(",\n  tall: ");
    let script = edition.language.usual_script();
    code.boolean(script.is_some_and(|it| TALL.contains(&it.as_str())));
    code.raw(",\n  page: (");
    for (name, millimetres) in [
        ("width: ", width),
        ("height: ", height),
        ("top: ", page.margin_top),
        ("bottom: ", page.margin_bottom),
        ("inner: ", page.margin_inner),
        ("outer: ", page.margin_outer),
    ] {
        code.raw(name);
        code.points(millimetres * POINTS);
        code.raw(", ");
    }
    code.raw("),\n  color: (\n");
    for (role, color) in theme.light.iter() {
        code.raw("    ");
        code.raw(role.name());
        code.raw(": rgb(");
        code.string(&color.to_string());
        code.raw("),\n");
    }
    code.raw("  ),\n");
    families(&mut code, "  text: (", &fonts.text, fonts, vietnamese);
    families(&mut code, "  mono: (", &fonts.mono, fonts, vietnamese);
    code.raw("  languages: (");
    for setting in &theme.settings {
        code.raw("\n    ");
        code.string(&setting.language);
        code.raw(": (leading: ");
        code.number(setting.leading);
        code.raw(",\n");
        families(&mut code, "      text: (", &setting.text, fonts, vietnamese);
        code.raw("    ),");
    }
    // None is a dictionary too.
    code.raw(if theme.settings.is_empty() {
        ":),\n"
    } else {
        "\n  ),\n"
    });
    code.raw("  math: ");
    code.string(crate::fonts::MATH_FAMILY);
    code.raw(",\n)\n");
    code.finish().0
}

/// A list of families, of those that are there. One that lacks the Vietnamese letters leaves them to the
/// next: it would set them as a letter and a mark, which a PDF says twice (see
/// [`crate::whole`]). Typst asks that of every glyph, so only where there are any.
fn families(
    code: &mut Code,
    open: &'static str,
    families: &[&'static str],
    fonts: &Fonts,
    vietnamese: bool,
) {
    code.raw(open);
    let there = |family: &&&str| fonts.family(family).next().is_some();
    let families: Vec<_> = families.iter().filter(there).collect();
    for (index, family) in families.iter().enumerate() {
        let lacks = || vietnamese && fonts.family(family).all(|face| !face.has('\u{1EC5}'));
        match index + 1 < families.len() && lacks() {
            true => {
                code.raw("(name: ");
                code.string(family);
                code.raw(", covers: regex(\"[^\\u{1EA0}-\\u{1EF9}]\")), ");
            }
            false => {
                code.string(family);
                code.raw(", ");
            }
        }
    }
    code.raw("),\n");
}
