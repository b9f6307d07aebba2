//! What random tests found, by name: each piece of Markdown once came back
//! changed from writing, or stood where its span did not say.

mod support;

use pamphlet_markdown::write;
use support::{check_places, read, round};

/// Pieces that stand in a paragraph of their own.
const LINES: [(&str, &str); 8] = [
    (
        "stress beside importance beside stress, within words",
        "2*3**a *b******both***",
    ),
    (
        "an address before a closing star and a letter",
        "2*3 a@b.org*a",
    ),
    (
        "importance between stress and words struck out",
        "*em***strong**~~old~~",
    ),
    ("a letter behind an entity and a star", "a*&amp;*b"),
    (
        "stress between a key and a letter",
        "@doe20202*3**strong** H~*2*~O",
    ),
    (
        "a key among letters",
        "研究@{doe2020}发现*@{doe2020}x*@{doe2020}",
    ),
    ("a fixed space at the end", "a&nbsp;"),
    ("a displayed formula with nothing in it", "$$ $$y"),
];

/// Blocks.
const BLOCKS: [(&str, &str); 10] = [
    (
        "a numbered list without words below a step's formula",
        "::: steps\n1. $$\\frac{1}{2}$$ {alt=\"half\"}\n\n   1.\n2. word\n:::",
    ),
    (
        "a numbered list without words below a step",
        "::: steps\n1. a \\\n\n   1.\n:::",
    ),
    (
        "words directly behind a list without words",
        "> - 1.\n>   a_b",
    ),
    (
        "a caption that starts with a fixed space",
        "![alt](f.png)\n: &nbsp; word",
    ),
    ("three bullets without words", "- - *"),
    ("steps without words", "::: steps\n- - *\n:::"),
    (
        "a bar in the code of a cell",
        "| h |\n|---|\n| `a\\|b` $\\|x\\|$ |",
    ),
    ("code of the language ~", "~~~ ~\na\n~~~"),
    ("code of the language ~ between ticks", "``` ~\na\n```"),
    ("code of the language `", "~~~ `\na\n~~~"),
];

/// Reads without an error, writes, and reads again.
fn survives(name: &str, text: &str) {
    let (reading, _) = read("article.md", text.as_bytes());
    let error = reading.diagnostics.iter().find(|d| d.is_error());
    assert_eq!(error, None, "{name}");
    assert_eq!(round(text.as_bytes()), Ok(()), "{name}");
}

#[test]
fn lines_survive_writing() {
    for (name, line) in LINES {
        survives(name, &format!("{line}\n\n[^1]: n\n"));
        survives(name, &format!("## {line}\n\n[^1]: n\n"));
        let cell = format!("| h | i |\n|---|---|\n| {line} | x |\n\n[^1]: n\n");
        survives(name, &cell);
    }
}

#[test]
fn blocks_survive_writing() {
    for (name, block) in BLOCKS {
        survives(name, &format!("{block}\n"));
    }
}

#[test]
fn a_heading_without_words_has_its_place() {
    let (reading, sources) = read("article.md", b"---\ntitle: T\n---\n\n# \n word\n");
    check_places(&reading.article, &sources);
    let section = &reading.article.parts[0].sections[0];
    assert_eq!(sources.text(section.heading[0].meta().span), "#");
}

#[test]
fn marks_that_markdown_cannot_tell_apart_leave_their_words() {
    for (line, written) in [
        ("x^**2**^~x^**2**^", "x^**2**\\~x**2**^"),
        ("a [p]{.k}*_(_x_)_*em***", "a [p]{.k}*(x)em*\\*"),
    ] {
        let (reading, _) = read("article.md", line.as_bytes());
        let out = write(&reading.article);
        assert_eq!(out.lines().last(), Some(written));
    }
}

#[test]
fn long_lines_of_marks_are_written_in_time() {
    survives("marks", &"*a*__b__".repeat(5_000));
    survives("marks and words", &"a *b* ".repeat(5_000));
}
