//! The words of the interface against CLDR: names of languages, scripts, months, forms
//! of dates, separators of lists, plurals. `cldr.txt` is what ICU4X says, see
//! `xtask/cldr`. Where a table says otherwise, its reason stands here.

use std::collections::BTreeMap;

use pamphlet_core::date::Date;
use pamphlet_core::language::Language;
use pamphlet_core::words::Words;

/// Where a table differs on purpose: language, what, why.
const OTHERWISE: &[(&str, &str, &str)] = &[
    (
        "ar",
        "list",
        "CLDR says \"and\" before each thing; ours have none before the last",
    ),
    (
        "fr",
        "first of the month",
        "French writes 1er, which patterns of CLDR cannot",
    ),
    (
        "pt",
        "first of the month",
        "Brazil writes 1º, which patterns of CLDR cannot",
    ),
    (
        "ru",
        "date",
        "\"года\" in full: an abbreviation is read aloud as letters",
    ),
    (
        "vi",
        "date",
        "with ngày and năm, as in writing; CLDR has the short form",
    ),
];

/// What CLDR says, by language and what it is about.
fn said() -> BTreeMap<&'static str, BTreeMap<&'static str, &'static str>> {
    let mut all: BTreeMap<_, BTreeMap<_, _>> = BTreeMap::new();
    let mut language = "";
    for line in include_str!("cldr.txt").lines() {
        if let Some(tag) = line.strip_prefix('[') {
            language = tag.trim_end_matches(']');
        } else if let Some((what, words)) = line.split_once(": ")
            && !language.is_empty()
        {
            all.entry(language).or_default().insert(what, words);
        }
    }
    all
}

/// What a table says of the same.
fn ours(tag: &str) -> BTreeMap<String, String> {
    let language = Language::parse(tag).expect("a tag");
    let words = Words::of(&language).expect("a table");
    let date = |month, day| {
        let date = Date::parse(&format!("2026-{month:02}-{day:02}")).expect("a date");
        words.date(date)
    };
    let mut all = BTreeMap::from([
        ("name".to_owned(), words.name.to_lowercase()),
        ("script".to_owned(), words.script.to_owned()),
        (
            "direction".to_owned(),
            language.direction().name().to_owned(),
        ),
        ("first of the month".to_owned(), date(1, 1)),
        ("list".to_owned(), words.list_separator.to_owned()),
    ]);
    all.extend((1..=12).map(|month| (format!("month {month}"), date(month, 15))));
    all
}

/// What of CLDR's words our table has.
fn comparable(what: &str, words: &str) -> String {
    // Spaces that do not break are a matter of layout.
    let words = words.replace(['\u{a0}', '\u{202f}'], " ");
    match what {
        // A name stands in a list of its own: with a capital.
        "name" => words.to_lowercase(),
        // Between the first two of four.
        "list" => {
            let between = words.split_once('B').map_or("", |(before, _)| before);
            between.trim_start_matches('A').to_owned()
        }
        _ => words,
    }
}

#[test]
fn the_words_of_the_interface_are_those_of_cldr() {
    let said = said();
    assert_eq!(said.len(), Words::languages().len());
    let mut wrong = Vec::new();
    for (tag, said) in &said {
        for (what, ours) in ours(tag) {
            let theirs = comparable(&what, said[what.as_str()]);
            let is_date = what.starts_with("month") || what.starts_with("first");
            let about = |other: &str| other == what || other == "date" && is_date;
            let mut reasons = OTHERWISE.iter();
            let reason = reasons.find(|(its, other, _)| its == tag && about(other));
            match (ours == theirs, reason) {
                (true, None) | (false, Some(_)) => {}
                (false, None) => wrong.push(format!("{tag} {what}: {ours}, CLDR: {theirs}")),
                (true, Some(_)) => wrong.push(format!("{tag} {what}: is as CLDR has it")),
            }
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

/// There are two forms, for one and for several. A language with more forms puts the
/// number behind a colon, where no noun depends on it.
#[test]
fn several_is_right_with_every_number() {
    let mut counted = 0;
    for (tag, said) in &said() {
        if said["plurals from 2"] == "other" {
            continue;
        }
        counted += 1;
        let language = Language::parse(tag).expect("a tag");
        let access = &Words::of(&language).expect("a table").access;
        for [_, several] in [
            access.images,
            access.tables,
            access.formulas,
            access.notes,
            access.pages,
        ] {
            assert!(several.contains(": {}"), "{tag}: {several}");
        }
    }
    assert!(counted >= 3, "{counted} languages have more forms");
}
