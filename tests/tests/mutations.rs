//! The suite's own articles, damaged at random: whatever comes of one, it ends in diagnostics or in
//! three valid files that say the same. So for every other file that the program reads.

use std::path::{Path, PathBuf};

use proptest::prelude::*;
use proptest::sample::Index;

use pamphlet_core::article::PartKind;
use pamphlet_core::diagnostic::any_error;
use pamphlet_core::words::Tables;
use pamphlet_tests::case::{self, Case};
use pamphlet_tests::{check, conforming, inputs, parity, road};

/// What authors type by mistake, and what attackers type on purpose.
const PIECES: &[&str] = &[
    "\n",
    "\n\n",
    "    ",
    "\t",
    "#",
    "# Fundamentals\n",
    "## ",
    "> ",
    "> [!WARNING]\n> ",
    "- ",
    "1. ",
    "- [ ] ",
    "|",
    "| a | b |\n|---|---|\n",
    ": ",
    ":::",
    "\n::: steps\n",
    "\n::: key-point\n",
    "\n:::\n",
    "*",
    "**",
    "_",
    "~",
    "^",
    "`",
    "```\n",
    "$",
    "$$",
    "\\frac{",
    "}",
    "[",
    "]",
    "(",
    ")",
    "![",
    "[^1]",
    "\n[^1]: ",
    "[[",
    "]]",
    "{{",
    "}}",
    "[@",
    "{#a}",
    "{.row-headers}",
    "{lang=ar}",
    "<",
    ">",
    "<!--",
    "-->",
    "&amp;",
    "&#0;",
    "\\",
    "\"",
    "'",
    "#read(\"/etc/passwd\")",
    "</script>",
    "]]>",
    "javascript:",
    "é",
    "ﬁ",
    "\u{301}",
    "\u{ad}",
    "\u{200b}",
    "\u{2060}",
    "\u{202e}",
    "\u{feff}",
    "☐",
    "½",
    "μ",
    "−",
    "→",
    "0 mg",
];

/// Every document of the suite whose text stands in its case byte for byte.
fn documents() -> Vec<Case> {
    let files = check::files();
    let cases = files
        .iter()
        .flat_map(|file| case::parse(&std::fs::read_to_string(file).expect("a file of cases")));
    let plain = |case: &Case| case.sections.iter().all(|it| it.heading != "escaped");
    cases.filter(plain).collect()
}

#[derive(Clone, Debug)]
struct Damage {
    from: Index,
    length: usize,
    piece: Index,
}

fn damage() -> impl Strategy<Value = Damage> {
    (any::<Index>(), 0..12usize, any::<Index>()).prop_map(|(from, length, piece)| Damage {
        from,
        length,
        piece,
    })
}

impl Damage {
    /// Puts the piece in the place of some characters.
    fn apply(&self, text: &str) -> String {
        let characters: Vec<char> = text.chars().collect();
        let from = self.from.index(characters.len() + 1);
        let to = (from + self.length).min(characters.len());
        let mut out: String = characters[..from].iter().collect();
        out.push_str(PIECES[self.piece.index(PIECES.len())]);
        out.extend(&characters[to..]);
        out
    }
}

proptest! {
    #![proptest_config(ProptestConfig {
        failure_persistence: None,
        max_shrink_iters: 200,
        ..ProptestConfig::default()
    })]

    #[test]
    fn a_damaged_article_ends_in_diagnostics_or_in_three_files_that_agree(
        which in any::<Index>(),
        damages in prop::collection::vec(damage(), 1..6),
    ) {
        let mut case = which.get(&documents()).clone();
        for damage in &damages {
            case.body = damage.apply(&case.body);
        }
        let outcome = road::run(&case);
        match (&outcome.edition, &outcome.outputs) {
            (Some(edition), Some(outputs)) => {
                let faults = parity::differences(edition, outputs);
                prop_assert!(faults.is_empty(), "{}\n{}", case.body, faults.join("\n"));
                let faults = conforming::faults(&outputs.pdf);
                prop_assert!(faults.is_empty(), "{}\n{}", case.body, faults.join("\n"));
            }
            (Some(_), None) => prop_assert!(
                any_error(&outcome.diagnostics),
                "nothing was built, and no error says why:\n{}",
                case.body
            ),
            (None, _) => prop_assert!(
                !outcome.diagnostics.is_empty(),
                "there is no edition, and nothing says why:\n{}",
                case.body
            ),
        }
    }

    #[test]
    fn damaged_markdown_is_written_as_it_was_read(
        which in any::<Index>(),
        damages in prop::collection::vec(damage(), 1..6),
    ) {
        let body = which.get(&documents()).body.clone();
        inputs::markdown(damaged(&body, &damages).as_bytes());
    }

    #[test]
    fn damaged_data_files_end_in_diagnostics(
        which in any::<Index>(),
        damages in prop::collection::vec(damage(), 1..6),
    ) {
        let text = which.get(&data_files()).clone();
        inputs::data(damaged(&text, &damages).as_bytes());
    }

    #[test]
    fn damaged_words_end_in_diagnostics_or_in_a_table(
        which in any::<Index>(),
        damages in prop::collection::vec(damage(), 1..6),
    ) {
        let (wording, is_read) = inputs::words(damaged(WORDS[which.index(WORDS.len())], &damages).as_bytes());
        let language = wording.language.clone();
        let (tables, faults) = Tables::new(&[wording]);
        let words = tables.of(&language);
        prop_assert_eq!(words.is_some(), faults.is_empty());
        for kind in PartKind::ALL {
            let name = words.map(|it| it.part(kind)).filter(|_| is_read);
            prop_assert!(name.is_none_or(|it| words.and_then(|its| its.part_of(it)) == Some(kind)));
        }
    }

    #[test]
    fn a_damaged_source_is_imported_as_what_is_read_again(
        which in any::<Index>(),
        damages in prop::collection::vec(damage(), 1..6),
    ) {
        let text = which.get(&sources()).clone();
        inputs::text(damaged(&text, &damages).as_bytes());
    }

    #[test]
    fn a_damaged_file_of_a_translator_is_refused_or_read(
        damages in prop::collection::vec(damage(), 1..6),
    ) {
        inputs::xliff(&damaged(XLIFF, &damages));
    }

    #[test]
    fn a_damaged_document_of_word_is_refused_or_read(
        damages in prop::collection::vec(damage(), 1..6),
    ) {
        inputs::docx(damaged(BODY, &damages).as_bytes());
    }
}

#[test]
fn what_is_damaged_is_taken_when_it_is_whole() {
    assert!(inputs::xliff(XLIFF));
    assert!(inputs::docx(BODY.as_bytes()));
    assert!(data_files().len() > 9 && sources().len() > 9);
    for text in WORDS {
        let (wording, is_read) = inputs::words(text.as_bytes());
        assert!(is_read && Tables::new(&[wording]).1.is_empty());
    }
}

fn damaged(text: &str, damages: &[Damage]) -> String {
    (damages.iter()).fold(text.to_owned(), |text, damage| damage.apply(&text))
}

/// Glossaries, bibliographies and configuration of the suite's libraries.
fn data_files() -> Vec<String> {
    let endings = ["yaml", "bib", "json", "ris", "toml", "lock"];
    files(
        &["languages", "broad", "../crates/cite/tests/cases"],
        &endings,
    )
}

/// What is imported in tests.
fn sources() -> Vec<String> {
    files(&["../crates/import/tests"], &["txt", "html", "md"])
}

fn files(folders: &[&str], endings: &[&str]) -> Vec<String> {
    fn walk(folder: &Path, endings: &[&str], found: &mut Vec<PathBuf>) {
        for entry in std::fs::read_dir(folder).expect("a folder").flatten() {
            let path = entry.path();
            let ending = path.extension().and_then(|it| it.to_str());
            if path.is_dir() {
                walk(&path, endings, found);
            } else if ending.is_some_and(|it| endings.contains(&it)) {
                found.push(path);
            }
        }
    }
    let tests = Path::new(env!("CARGO_MANIFEST_DIR"));
    let mut found = Vec::new();
    for folder in folders {
        walk(&tests.join(folder), endings, &mut found);
    }
    found.sort();
    let texts = found.iter().map(std::fs::read_to_string);
    texts.filter_map(Result::ok).collect()
}

/// Words that libraries bring.
const WORDS: [&str; 2] = [
    include_str!("../languages/words.so.yaml"),
    include_str!("../languages/words.fa.yaml"),
];

const XLIFF: &str = r#"<?xml version="1.0" encoding="UTF-8"?>
<xliff xmlns="urn:oasis:names:tc:xliff:document:2.0" version="2.0" srcLang="en" trgLang="es">
<file id="article.md" original="article.md">
<unit id="fundamentals/paragraph-1" name="article.md:5">
<notes><note category="term">dose: dosis</note></notes>
<originalData><data id="d1">**</data><data id="d2">[@a]</data></originalData>
<segment state="translated"><source>Take <pc id="1" dataRefStart="d1" dataRefEnd="d1">one</pc> <ph id="2" dataRef="d2"/>.</source>
<target>Tome <pc id="1" dataRefStart="d1" dataRefEnd="d1">una</pc> <ph id="2" dataRef="d2"/>.</target></segment>
</unit>
</file>
</xliff>
"#;

const BODY: &str = r#"<w:p><w:pPr><w:pStyle w:val="Heading1"/></w:pPr><w:r><w:t>Fundamentals</w:t></w:r></w:p>
<w:p><w:r><w:rPr><w:b/></w:rPr><w:t xml:space="preserve">Take </w:t></w:r><w:r><w:t>one&#xA0;dose.</w:t></w:r></w:p>
<w:p><w:pPr><w:numPr><w:ilvl w:val="0"/><w:numId w:val="1"/></w:numPr></w:pPr><w:r><w:t>Water</w:t></w:r></w:p>
<w:tbl><w:tr><w:tc><w:p><w:r><w:t>A</w:t></w:r></w:p></w:tc><w:tc><w:p><w:r><w:t>B</w:t></w:r></w:p></w:tc></w:tr></w:tbl>
<w:sectPr/>
"#;
