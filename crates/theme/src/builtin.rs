//! What the program carries with it: the built-in themes and the vendored fonts.

use std::collections::BTreeMap;

use pamphlet_core::Sources;

use crate::font::{Face, Web};
use crate::{Theme, read};

macro_rules! face {
    ($family:literal, $folder:literal, $stem:literal, $weight:literal, $italic:literal) => {
        Face {
            family: $family,
            weight: $weight,
            italic: $italic,
            stem: $stem,
            ttf: include_bytes!(concat!(
                "../../../themes/fonts/",
                $folder,
                "/",
                $stem,
                ".ttf"
            )),
            web: Web::Whole(include_bytes!(concat!(
                "../../../themes/fonts/",
                $folder,
                "/",
                $stem,
                ".woff2"
            ))),
        }
    };
}

/// A face of which pages and books get the part that they need.
macro_rules! large_face {
    ($family:literal, $folder:literal, $stem:literal, $weight:literal) => {
        Face {
            family: $family,
            weight: $weight,
            italic: false,
            stem: $stem,
            ttf: include_bytes!(concat!(
                "../../../themes/fonts/",
                $folder,
                "/",
                $stem,
                ".ttf"
            )),
            web: Web::Part,
        }
    };
}

const ATKINSON: &str = "Atkinson Hyperlegible Next";

/// All vendored faces; `themes/fonts/*/SOURCE.toml` says where they come from.
pub(crate) static FACES: &[Face] = &[
    Face {
        family: ATKINSON,
        ..face!(
            "",
            "atkinson-hyperlegible-next",
            "AtkinsonHyperlegibleNext-Regular",
            400,
            false
        )
    },
    Face {
        family: ATKINSON,
        ..face!(
            "",
            "atkinson-hyperlegible-next",
            "AtkinsonHyperlegibleNext-Italic",
            400,
            true
        )
    },
    Face {
        family: ATKINSON,
        ..face!(
            "",
            "atkinson-hyperlegible-next",
            "AtkinsonHyperlegibleNext-Bold",
            700,
            false
        )
    },
    Face {
        family: ATKINSON,
        ..face!(
            "",
            "atkinson-hyperlegible-next",
            "AtkinsonHyperlegibleNext-BoldItalic",
            700,
            true
        )
    },
    face!("Noto Sans", "noto-sans", "NotoSans-Regular", 400, false),
    face!("Noto Sans", "noto-sans", "NotoSans-Italic", 400, true),
    face!("Noto Sans", "noto-sans", "NotoSans-Bold", 700, false),
    face!(
        "Noto Sans Math",
        "noto-sans-math",
        "NotoSansMath-Regular",
        400,
        false
    ),
    face!(
        "Noto Sans Symbols 2",
        "noto-sans-symbols-2",
        "NotoSansSymbols2-Regular",
        400,
        false
    ),
    face!(
        "Noto Sans Mono",
        "noto-sans-mono",
        "NotoSansMono-Regular",
        400,
        false
    ),
    face!("Vazirmatn", "vazirmatn", "Vazirmatn-Regular", 400, false),
    face!("Vazirmatn", "vazirmatn", "Vazirmatn-Bold", 700, false),
    face!(
        "Noto Nastaliq Urdu",
        "noto-nastaliq-urdu",
        "NotoNastaliqUrdu-Regular",
        400,
        false
    ),
    face!(
        "Noto Nastaliq Urdu",
        "noto-nastaliq-urdu",
        "NotoNastaliqUrdu-Bold",
        700,
        false
    ),
    face!(
        "Noto Sans Devanagari",
        "noto-sans-devanagari",
        "NotoSansDevanagari-Regular",
        400,
        false
    ),
    face!(
        "Noto Sans Devanagari",
        "noto-sans-devanagari",
        "NotoSansDevanagari-Bold",
        700,
        false
    ),
    face!(
        "Hind Siliguri",
        "hind-siliguri",
        "HindSiliguri-Regular",
        400,
        false
    ),
    face!(
        "Hind Siliguri",
        "hind-siliguri",
        "HindSiliguri-Bold",
        700,
        false
    ),
    face!(
        "Noto Sans Gurmukhi",
        "noto-sans-gurmukhi",
        "NotoSansGurmukhi-Regular",
        400,
        false
    ),
    face!(
        "Noto Sans Gurmukhi",
        "noto-sans-gurmukhi",
        "NotoSansGurmukhi-Bold",
        700,
        false
    ),
    face!(
        "Noto Sans Tamil",
        "noto-sans-tamil",
        "NotoSansTamil-Regular",
        400,
        false
    ),
    face!(
        "Noto Sans Tamil",
        "noto-sans-tamil",
        "NotoSansTamil-Bold",
        700,
        false
    ),
    large_face!("Noto Sans SC", "noto-sans-sc", "NotoSansSC-Regular", 400),
    large_face!("Noto Sans SC", "noto-sans-sc", "NotoSansSC-Bold", 700),
];

const FILES: &[(&str, &str)] = &[
    (
        "theme.toml",
        include_str!("../../../themes/clinic/theme.toml"),
    ),
    ("web.css", include_str!("../../../themes/clinic/web.css")),
    ("book.css", include_str!("../../../themes/clinic/book.css")),
    (
        "pdf/base.typ",
        include_str!("../../../themes/clinic/pdf/base.typ"),
    ),
    (
        "pdf/blocks.typ",
        include_str!("../../../themes/clinic/pdf/blocks.typ"),
    ),
    (
        "pdf/boxes.typ",
        include_str!("../../../themes/clinic/pdf/boxes.typ"),
    ),
    (
        "pdf/lists.typ",
        include_str!("../../../themes/clinic/pdf/lists.typ"),
    ),
    (
        "pdf/template.typ",
        include_str!("../../../themes/clinic/pdf/template.typ"),
    ),
];

const PLAIN: &[(&str, &str)] = &[(
    "theme.toml",
    include_str!("../../../themes/plain/theme.toml"),
)];

/// The built-in themes by name; each may extend those before it.
const THEMES: &[(&str, &[(&str, &str)])] = &[("clinic", FILES), ("plain", PLAIN)];

/// The names of the built-in themes.
pub(crate) fn names() -> impl Iterator<Item = &'static str> {
    THEMES.iter().map(|(name, _)| *name)
}

/// The built-in theme with a name.
pub(crate) fn theme(name: &str) -> Option<Theme> {
    let (_, files) = THEMES.iter().find(|(it, _)| *it == name)?;
    let files: BTreeMap<String, Vec<u8>> = files
        .iter()
        .map(|(path, text)| ((*path).to_owned(), text.as_bytes().to_vec()))
        .collect();
    match read(&files, &mut Sources::new()) {
        Ok(theme) => Some(theme),
        Err(faults) => unreachable!("the built-in themes are held by a test: {faults:?}"),
    }
}
