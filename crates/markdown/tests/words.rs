//! A library's own words: files that are read, their faults, and those that the program
//! writes.

use std::collections::BTreeSet;

use pamphlet_core::diagnostic::{Diagnostic, brief};
use pamphlet_core::language::Language;
use pamphlet_core::span::Sources;
use pamphlet_core::words::{Tables, Value, Wording, Words};
use pamphlet_markdown::{read_words, write_words};

fn language(tag: &str) -> Language {
    Language::parse(tag).expect("a tag")
}

/// A file of a language, and what is wrong with it.
fn read(tag: &str, text: &str) -> (Wording, Vec<String>) {
    let mut sources = Sources::new();
    let path = format!("words.{tag}.yaml");
    let (wording, faults) = read_words(&path, &language(tag), text.as_bytes(), &mut sources);
    let faults = faults.iter().map(|it| brief(it, &sources)).collect();
    (wording, faults)
}

/// The file that the program writes, with English words in every place.
fn translated(tag: &str) -> String {
    let blank = write_words(&language(tag));
    let fill = |line: &str| match line.split_once("\"\" # ") {
        Some((before, english)) => format!("{before}\"{english}\"\n"),
        None => format!("{line}\n"),
    };
    blank.lines().map(fill).collect()
}

fn lacking(faults: &[Diagnostic]) -> Vec<&str> {
    let hints = faults.iter().flat_map(|it| &it.hints);
    hints.filter_map(|it| it.split('`').nth(1)).collect()
}

#[test]
fn the_words_of_the_program_are_written_and_read_again() {
    for tag in Words::languages() {
        let words = Words::of(&language(tag)).expect("a table");
        let (wording, faults) = read(tag, &write_words(&language(tag)));
        assert_eq!(faults, [""; 0], "{tag}");
        let own: Vec<(String, Value)> = wording.values.clone().into_iter().collect();
        let mut values = words.values();
        values.sort_unstable();
        assert_eq!(own, values, "{tag}");
        let (tables, faults) = Tables::new(&[wording]);
        assert_eq!(faults, [], "{tag}");
        assert_eq!(tables.of(&language(tag)), Some(words), "{tag}");
    }
}

#[test]
fn a_table_to_translate_has_every_key_and_says_nothing_yet() {
    let blank = write_words(&language("so"));
    let keys: Vec<String> = Words::keys().into_iter().map(|key| key.name).collect();
    let unique: BTreeSet<&String> = keys.iter().collect();
    assert_eq!(unique.len(), keys.len());
    let written: Vec<&str> = blank
        .lines()
        .filter(|line| !line.starts_with(['#', ' ']))
        .filter_map(|line| Some(line.split_once(':')?.0))
        .collect();
    assert_eq!(written, keys);

    let (wording, faults) = read("so", &blank);
    assert_eq!(faults, [""; 0]);
    // What has no letters is there: signs, and what is only filled in.
    let there: Vec<&str> = wording.values.keys().map(String::as_str).collect();
    let signs = [
        "colon",
        "date-form",
        "first-day",
        "full-stop",
        "list-separator",
        "plain-form",
        "plain-short-form",
        "quotes",
        "short-form",
    ];
    assert_eq!(there, signs);
    let (tables, faults) = Tables::new(&[wording]);
    assert!(tables.of(&language("so")).is_none());
    let can_do_without = ["part-aliases", "units", "plurals", "no-plurals"];
    let needed = keys.iter().map(String::as_str);
    let needed: Vec<&str> = needed
        .filter(|key| !signs.contains(key) && !can_do_without.contains(key))
        .collect();
    assert_eq!(lacking(&faults), needed);
    assert_eq!(
        faults[0].message,
        "80 entries are missing in the words for `so`"
    );
    assert!(
        faults[0]
            .hints
            .contains(&"`about`, in English “About this leaflet”".to_owned())
    );
}

#[test]
fn a_translated_table_is_a_table() {
    let (wording, faults) = read("so", &translated("so"));
    assert_eq!(faults, [""; 0]);
    let (tables, faults) = Tables::new(&[wording]);
    assert_eq!(faults, []);
    let words = tables.of(&language("so-KE")).expect("a table");
    assert_eq!((words.language, words.script), ("so", "Latn"));
    assert_eq!((words.about, words.units), ("About this leaflet", &[][..]));
    assert!(tables.of(&language("fa")).is_none());
    assert!(tables.languages().contains(&"so"));
}

#[test]
fn every_fault_has_its_place_and_its_remedy() {
    let cases = [
        (
            "abuot: x\n",
            "error[unknown-key] words.so.yaml:1:1 there is no key `abuot` (did you mean `about`?)",
        ),
        (
            "skip_to_content: x\n",
            "error[unknown-key] words.so.yaml:1:1 there is no key `skip_to_content` (did you mean `skip-to-content`?)",
        ),
        (
            "colour: x\n",
            "error[unknown-key] words.so.yaml:1:1 there is no key `colour` (did you mean `colon`?)",
        ),
        (
            "zebra: x\n",
            "error[unknown-key] words.so.yaml:1:1 there is no key `zebra` (`pamphlet words so` prints all keys)",
        ),
        (
            "about: [x]\n",
            "error[wrong-type] words.so.yaml:1:8 `about` should be text, not a list (write `about: words`)",
        ),
        (
            "parts: x\n",
            "error[wrong-type] words.so.yaml:1:8 `parts` should be a list, not text (write `parts: [one, another]`)",
        ),
        (
            "- x\n",
            "error[wrong-type] words.so.yaml:1:1 `words` should be keys with words, not a list (write `about: …`, a key a line)",
        ),
        (
            "quotes: [a, b]\n",
            "error[wrong-value] words.so.yaml:1:9 `quotes` has 2 entries, not 4 (they are those of ““”, “””, “‘”, “’”)",
        ),
        (
            "parts: [a, b, '', d, e]\n",
            "error[wrong-value] words.so.yaml:1:15 `parts` lacks an entry (in English it is “Academic”)",
        ),
        (
            "parts: [a, b, c, d, A]\n",
            "error[wrong-value] words.so.yaml:1:8 “A” names two parts (give each part a name of its own)",
        ),
        (
            "qr-code: Koodh\n",
            "error[wrong-value] words.so.yaml:1:10 `qr-code` lacks `{}` (keep what stands in braces, each once, as in “QR code for {}”)",
        ),
        (
            "date-form: '{day} {month}'\n",
            "error[wrong-value] words.so.yaml:1:12 `date-form` has `{day}`, `{month}`, not `{day}`, `{month}`, `{year}` (keep what stands in braces, each once, as in “{day} {month} {year}”)",
        ),
        (
            "about: 'Ku {saabsan}'\n",
            "error[wrong-value] words.so.yaml:1:8 nothing is filled in here, and `about` has `{saabsan}` (keep what stands in braces, each once, as in “About this leaflet”)",
        ),
        (
            "about: |\n  a\n  b\n",
            "error[wrong-value] words.so.yaml:2:3 `about` has a line break or a tab in it (write it on one line)",
        ),
        (
            "about: \"a\\u0007b\"\n",
            "error[control-character] words.so.yaml:1:8 the control character U+0007 cannot be printed (delete its escape)",
        ),
        (
            "about: a\u{202e}b\n",
            "error[control-character] words.so.yaml:1:9 the control character U+202E cannot be printed (delete it: it turns the order of letters round; words of another language are marked as in `[words]{lang=ar}`)",
        ),
        (
            "units: [two words]\n",
            "error[wrong-value] words.so.yaml:1:9 an entry of `units` is one word (write each word by itself)",
        ),
        (
            "part-aliases: {basics: x}\n",
            "error[unknown-key] words.so.yaml:1:16 there is no key `basics` (keys are fundamentals, intermediate, academic, references, reflection)",
        ),
        (
            "plurals: {o: o}\n",
            "error[wrong-value] words.so.yaml:1:11 `o` of `plurals` gives no other word (write the ending of a plural with that of the singular: `{ies: [y]}`)",
        ),
        (
            "about: x\nabout: y\n",
            "error[duplicate-key] words.so.yaml:2:1 `about` is written twice (keep one of the two)",
        ),
    ];
    for (text, fault) in cases {
        assert_eq!(read("so", text).1, [fault], "{text}");
    }
}

/// The tables of a library with these files.
fn tables(files: &[(&str, &str)]) -> (Tables, Vec<String>) {
    let wordings: Vec<Wording> = files
        .iter()
        .map(|(tag, text)| {
            let (wording, faults) = read(tag, text);
            assert_eq!(faults, [""; 0], "{tag}");
            wording
        })
        .collect();
    let (tables, faults) = Tables::new(&wordings);
    let told = |it: &Diagnostic| format!("{} {}", it.name, it.message);
    (tables, faults.iter().map(told).collect())
}

#[test]
fn words_of_a_known_language_stand_in_the_place_of_the_programs() {
    let files = [
        (
            "en",
            "about: About this page\nparts: [Basics first, Details, Science, Sources, Think]\n",
        ),
        ("en-NZ", "draft: TRIAL\n"),
    ];
    let (tables, faults) = tables(&files);
    assert_eq!(faults, [""; 0]);
    let words = |tag: &str| tables.of(&language(tag)).expect("a table");
    let said = |tag: &str| {
        let words = words(tag);
        [words.about, words.license, words.draft]
    };
    // What stands beneath is the program's table of the region.
    assert_eq!(said("en"), ["About this page", "License", "DRAFT"]);
    assert_eq!(said("en-GB"), ["About this page", "Licence", "DRAFT"]);
    assert_eq!(said("en-NZ"), ["About this page", "Licence", "TRIAL"]);
    assert_eq!(said("es")[2], "BORRADOR");
    // What was written before is still read.
    for name in ["Basics first", "Fundamentals", "basics"] {
        let part = words("en").part_of(name);
        assert_eq!(part.map(|it| it.id()), Some("fundamentals"), "{name}");
    }
    let names = tables.names(&[&language("en"), &language("es")]);
    assert_eq!(names, ["English", "Español"]);
}

#[test]
fn a_name_of_another_part_is_refused() {
    let (_, faults) = tables(&[(
        "en",
        "parts: [Basics, Sources, Science, References, Think]\n",
    )]);
    assert_eq!(
        faults,
        ["part-name “Sources” is what the program calls another part"]
    );
}

#[test]
fn a_region_may_lack_what_its_language_says() {
    let whole = translated("so");
    let (one, faults) = tables(&[("so", &whole), ("so-KE", "about: Kuhusu\n")]);
    assert_eq!(faults, [""; 0]);
    let about = |tag: &str| one.of(&language(tag)).map(|words| words.about);
    assert_eq!(about("so-KE"), Some("Kuhusu"));
    assert_eq!(about("so-ET"), Some("About this leaflet"));
    let (_, faults) = tables(&[("so-KE", "about: Kuhusu\n")]);
    assert_eq!(
        faults,
        ["missing-words 88 entries are missing in the words for `so-KE`"]
    );
}

#[test]
fn one_script_does_not_stand_in_for_another() {
    let whole = translated("zh-Hant");
    let (tables, faults) = tables(&[("zh-Hant", &whole)]);
    assert_eq!(faults, [""; 0]);
    let script = |tag: &str| tables.of(&language(tag)).map(|words| words.script);
    assert_eq!(script("zh-Hant"), Some("Hant"));
    assert_eq!(script("zh-TW"), Some("Hant"));
    assert_eq!(script("zh"), Some("Hans"));
}
