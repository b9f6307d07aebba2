//! The words law over clippings that are composed at random: lines of every
//! kind in any order.

mod support;

use proptest::prelude::*;
use support::imported;
use support::words::{kept, of};

/// Pieces of lines: what importers look at, in sensible and senseless order.
const PIECES: &[&str] = &[
    "growth hormone",
    "Growth hormone",
    "(GH)",
    "Meaning ∞",
    "Meaning",
    "∞",
    " ∞ ",
    " – ",
    " : ",
    ": ",
    " - ",
    "--",
    ". ",
    ".",
    "?",
    "!",
    ", ",
    " is a hormone. ",
    " is ",
    " the ",
    "The ",
    "skin",
    "Skin",
    "SKIN",
    "IGF-1",
    "200-500 mcg",
    "aged 55-71",
    "1-29 amino",
    "'",
    "\"",
    "’",
    "“",
    "”",
    "‘",
    "body's",
    "| ",
    "|",
    " | ",
    "---|---|",
    "\t",
    "- ",
    "• ",
    "* ",
    "1. ",
    "2) ",
    "– ",
    "# ",
    "## ",
    "Fundamentals",
    "Academic:",
    "References",
    "Quellen",
    "Reflexión",
    "Reflection",
    "Khorram et al.",
    "Khorram, O. et al. “Effects of it.” Hormone Research, vol. 4, no. 1, 1997, pp. 9-11.",
    "Table 1: Doses",
    "In the ",
    "then ",
    "Cascade",
    "https://example.org/a_b?c=d",
    "a@b.example",
    "[[",
    "]]",
    "[1]",
    "{{",
    "}}",
    "*",
    "_",
    "`",
    "<b>",
    "<!-- no -->",
    "&amp;",
    "\\",
    "$x$",
    "H~2~O",
    "[^1]",
    ":::",
    ">",
    "=",
    "===",
    "---",
    "***",
    "\u{a0}",
    "\u{ad}",
    "\u{200b}",
    "\u{1}",
    "日本語",
    "ß",
    "é",
    "1997",
    "10.1000/182",
    "+",
    "~~",
    "^",
    "@key",
    "!",
    "[a](b)",
    "www.example.org",
];

fn line() -> impl Strategy<Value = String> {
    let piece = prop::sample::select(PIECES);
    let spaced = (piece, prop::bool::ANY).prop_map(|(piece, space)| match space {
        true => format!("{piece} "),
        false => piece.to_owned(),
    });
    prop::collection::vec(spaced, 0..9).prop_map(|pieces| pieces.concat())
}

proptest! {
    #![proptest_config(ProptestConfig { failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn no_word_of_any_clipping_is_lost(lines in prop::collection::vec(line(), 1..14)) {
        let text = lines.join("\n");
        // Marks of Markdown are no words: its own tests leave them out.
        if let Ok(imported) = imported("random", text.as_bytes())
            && imported.importer == "clip"
        {
            let kept = kept(of(&text), &imported);
            prop_assert!(kept.is_ok(), "{}\n{}", kept.unwrap_err(), text);
        }
    }

    #[test]
    fn any_text_is_imported_or_refused(text in "\\PC{0,60}(\n\\PC{0,60}){0,6}") {
        // Marks of Markdown are no words: its own tests leave them out.
        if let Ok(imported) = imported("random", text.as_bytes())
            && imported.importer == "clip"
        {
            let kept = kept(of(&text), &imported);
            prop_assert!(kept.is_ok(), "{}\n{}", kept.unwrap_err(), text);
        }
    }
}
