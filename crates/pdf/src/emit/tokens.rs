//! The theme's tokens as a Typst module.

use pamphlet_core::language::Direction;
use pamphlet_theme::{Fonts, Theme};

use super::code::Code;
use crate::sheet::Layout;

/// Points in a millimetre.
pub(crate) const POINTS: f64 = 72.0 / 25.4;
/// A character of running text is about this wide, in sizes of the type.
const CHARACTER: f64 = 0.49;

/// The text column and what stands beside it, in points.
pub(crate) struct Column {
    /// Width between the margins.
    pub full: f64,
    /// Width of running text: the theme's measure, or `full` where it is less.
    pub text: f64,
    /// Height between the margins.
    pub height: f64,
}

/// The column of a theme's page.
pub(crate) fn column(theme: &Theme) -> Column {
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

/// The module `tokens.typ`, with the fonts of a document: Typst knows no others.
pub(crate) fn tokens(theme: &Theme, fonts: &Fonts, direction: Direction, layout: Layout) -> String {
    let mut code = Code::default();
    let page = &theme.page;
    let (width, height) = page.size.millimetres();
    let column = column(theme);
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
    code.raw(",\n  full: ");
    code.points(column.full);
    code.raw(",\n  rtl: ");
    code.boolean(direction == Direction::RightToLeft);
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
    families(&mut code, "  text: (", &fonts.text, fonts);
    families(&mut code, "  mono: (", &fonts.mono, fonts);
    code.raw("  math: ");
    code.string(crate::fonts::MATH_FAMILY);
    code.raw(",\n)\n");
    code.finish().0
}

/// A list of families. One that lacks the Vietnamese letters leaves them to the
/// next: it would set them as a letter and a mark, which a PDF says twice (see
/// [`super::marks`]).
fn families(code: &mut Code, open: &'static str, families: &[&'static str], fonts: &Fonts) {
    code.raw(open);
    for (index, family) in families.iter().enumerate() {
        let lacks = || fonts.family(family).all(|face| !face.has('\u{1EC5}'));
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
