//! Libraries with words of their own for a language that the program has none for, or has.

use std::collections::BTreeMap;

use pamphlet_build::{exchange, library as places};
use pamphlet_core::language::Language;
use pamphlet_tests::bilingual::{bilingual, reported};
use pamphlet_tests::library::{self, Scratch};
use pamphlet_tests::{extract, parity};
use pamphlet_translate::Version;

/// Not checked by speakers.
const SOMALI: &str = include_str!("../languages/words.so.yaml");

const ARTICLE: &str = "---\ntitle: Biyo\nlang: so\nreviewed: 2026-01-15\n---\n\n\
# Aasaaska\n\nCab [[koobyaal]] biyo ah.\n\n> [!WARNING]\n> Ha iloobin.\n\n# Milicsi\n\n\
::: questions\n- Maxaad cabtay?\n:::\n";

/// A library with one Somali article.
fn somali(words: &[(&str, &str)]) -> Scratch {
    let home = Scratch::new();
    home.write("pamphlet.toml", "[identity]\nname = 'Xarun'\n");
    home.write("biyo/article.md", ARTICLE);
    // One of it, by the endings of the library's own plurals.
    home.write(
        "biyo/glossary.yaml",
        "koob: {term: koob, definition: Weel.}\n",
    );
    for (name, text) in words {
        home.write(name, text);
    }
    home
}

#[test]
fn a_language_without_words_tells_what_to_do() {
    let said = reported(&somali(&[]));
    let start = "error[unsupported-language] biyo/article.md:3:7 the words of the interface are \
                 missing in `so`: the names of parts and months, labels such as “Warning” and \
                 “Table”, 89 entries in all (`pamphlet words so > words.so.yaml`, in the folder of \
                 the library, writes a table to translate; there are words for ar, ";
    assert!(said.starts_with(start), "{said}");
    // Written and not yet translated.
    let so = Language::parse("so").expect("a tag");
    let blank = pamphlet_markdown::write_words(&so);
    let said = reported(&somali(&[("words.so.yaml", &blank)]));
    let start = "error[missing-words] words.so.yaml:1:1 80 entries are missing in the words for \
                 `so` (`name`, in English “English”; `parts`, in English “Fundamentals”, ";
    assert!(said.starts_with(start), "{said}");
    let lacking = SOMALI.replace("warning: Digniin\n", "");
    assert_eq!(
        reported(&somali(&[("words.so.yaml", &lacking)])),
        "error[missing-words] words.so.yaml:1:1 1 entry is missing in the words for `so` \
         (`warning`, in English “Warning”)"
    );
}

#[test]
fn a_library_speaks_its_own_words_in_every_format() {
    let home = somali(&[("words.so.yaml", SOMALI)]);
    assert_eq!(reported(&home), "");
    let mut seen = 0;
    for (name, edition, outputs) in library::editions(home.path()) {
        assert_eq!(edition.words.warning, "Digniin", "{name}");
        let faults = parity::differences(&edition, &outputs);
        assert_eq!(faults, [""; 0], "{name}");
        let html = String::from_utf8(outputs.html).expect("text");
        let epub = extract::epub::files(&outputs.epub);
        let epub: Vec<&str> = epub.values().map(String::as_str).collect();
        for text in [html.as_str(), &epub.concat()] {
            for said in [
                "lang=\"so\"",
                "Digniin",
                "Ku saabsan buug-yarahan",
                "15 Janaayo 2026",
            ] {
                assert!(text.replace('\u{a0}', " ").contains(said), "{name}: {said}");
            }
            assert!(!text.contains("Warning"), "{name}");
        }
        seen += 1;
    }
    assert!(seen >= 3, "{seen} editions");
}

#[test]
fn files_of_words_are_refused_at_their_place() {
    for (name, text, said) in [
        (
            "words.english.yaml",
            "about: x\n",
            "error[language-tag] words.english.yaml:1:1 `english` in the name of this file is not a \
             language tag (call it by a BCP 47 tag: `words.so.yaml`, `words.pt-BR.yaml`)",
        ),
        (
            "words.e_s.yaml",
            "about: x\n",
            "error[language-tag] words.e_s.yaml:1:1 `e_s` in the name of this file is not a language \
             tag (did you mean `words.es.yaml`?)",
        ),
        (
            "words.EN.yaml",
            "abuot: x\n",
            "error[unknown-key] words.EN.yaml:1:1 there is no key `abuot` (did you mean `about`?)",
        ),
        (
            "words.SO.yaml",
            SOMALI,
            "error[doubled-translation] words.SO.yaml:1:1 `words.so.yaml` is in the same language \
             (make them one file)",
        ),
    ] {
        let reported = reported(&somali(&[("words.so.yaml", SOMALI), (name, text)]));
        assert!(reported.starts_with(said), "{name}: {reported}");
    }
}

#[test]
fn words_of_a_known_language_say_some_things_otherwise() {
    let home = bilingual();
    home.write(
        "words.en.yaml",
        "about: About this page\nparts: [Basics, Details, Science, Sources, Thinking]\n",
    );
    assert_eq!(reported(&home), "");
    let editions: BTreeMap<_, _> = library::editions(home.path())
        .into_iter()
        .map(|(name, edition, _)| (name, edition))
        .collect();
    let english = &editions["gh/article.md (full)"];
    // Its heading, which is the program's, is still read.
    assert_eq!(english.words.about, "About this page");
    assert_eq!(english.words.draft, "DRAFT");
    assert_eq!(
        editions["gh/article.es.md (full)"].words.about,
        "Acerca de este folleto"
    );
}

#[test]
fn a_translation_and_a_page_in_two_languages_have_them_too() {
    let home = bilingual();
    let target = "[targets.both]\nbilingual = ['en', 'so']\nformat = 'html'\n";
    let config = format!("[contact]\nphone = '555-0142'\n{target}");
    home.write("pamphlet.toml", &config);
    let said = reported(&home);
    let start = "error[unsupported-language] pamphlet.toml:4:20";
    assert!(said.starts_with(start), "{said}");
    home.write("words.so.yaml", SOMALI);
    let text = "---\ntitle: Hoormoonka koritaanka\n---\n\n# Aasaaska\n\nWaa hoormoon [@ae2001]. Wac {{contact.phone}}; eeg [](#how).\n\n## Goorma\n\nWac.\n\n### Habeen\n\nWac.\n\n## Sida {#how}\n\nWuu shaqeeyaa.\n";
    home.write("gh/article.so.md", text);
    let output = Scratch::new();
    let mut request = library::request(home.path(), output.path());
    request.targets = vec!["web".into(), "both".into()];
    let built = library::build(&request);
    assert_eq!(library::reported(&built), [""; 0]);
    let files = library::files(output.path());
    let text = |name: &str| String::from_utf8_lossy(&files[name]).into_owned();
    assert!(text("gh/gh.html").contains("lang=\"so\" dir=\"ltr\" hreflang=\"so\">Soomaali</a>"));
    assert!(text("gh/gh-both.html").contains("Ku saabsan buug-yarahan"));
}

#[test]
fn parts_come_back_from_a_translator_with_their_names_in_the_language() {
    let home = bilingual();
    home.write("words.so.yaml", SOMALI);
    let so = Language::parse("so").expect("a tag");
    let found = || places::find(&[home.path().join("gh")]).expect("a library");
    let xliff = exchange::export(&found(), &so, Version::V2)
        .expect("an export")
        .text;
    assert!(
        !xliff.contains("fundamentals/heading"),
        "parts are named by the program"
    );
    // The source's words will do.
    let xliff = xliff.replace("state=\"initial\"", "state=\"translated\"");
    let units = xliff.split_inclusive("</source>");
    let told = units.map(|unit| match unit.split_once("<source>") {
        Some((_, words)) => {
            let words = words.strip_suffix("</source>").expect("an end");
            format!("{unit}<target>{words}</target>")
        }
        None => unit.to_owned(),
    });
    let back = home.write("back.xlf", told.collect::<String>());
    match exchange::import(&found(), &back) {
        Ok(_) => {}
        Err(exchange::Refused::Faults(faults, _)) => panic!("{faults:#?}"),
        Err(exchange::Refused::Start(error)) => panic!("{error:?}"),
    }
    let text = std::fs::read_to_string(home.path().join("gh/article.so.md")).expect("a file");
    assert!(text.contains("\n# Aasaaska\n"), "{text}");
}

#[test]
fn words_that_no_font_has_are_named() {
    let ko = Language::parse("ko").expect("a tag");
    let blank = pamphlet_markdown::write_words(&ko);
    let korean: String = blank
        .lines()
        .map(|line| match line.split_once("\"\" # ") {
            Some((key, english)) if key.starts_with("note") => format!("{key}\"참{english}\"\n"),
            Some((key, english)) => format!("{key}\"{english}\"\n"),
            None => format!("{line}\n"),
        })
        .collect();
    let home = somali(&[("words.ko.yaml", &korean)]);
    home.write("biyo/glossary.yaml", "");
    home.write(
        "biyo/article.md",
        "---\ntitle: Water\nlang: ko\nreviewed: 2026-01-15\n---\n\nDrink.\n",
    );
    assert_eq!(
        reported(&home),
        "error[missing-glyph] no font of the theme clinic has 참 (U+CC38, Hangul script) in `note` \
         of the words for `ko` (replace the character, or lay a font that has it into the fonts/ of \
         a theme of your own)"
    );
}
