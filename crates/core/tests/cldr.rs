//! The words of the interface against CLDR, in every region: names of languages,
//! scripts, months, forms of dates, separators of lists, plurals, quotation marks; and
//! the marks of the numbers that we print. `cldr.txt` is what CLDR says, see
//! `xtask/cldr`. Where we say otherwise, the reason stands here.

use std::collections::BTreeMap;

use pamphlet_core::date::Date;
use pamphlet_core::language::Language;
use pamphlet_core::number::Number;
use pamphlet_core::words::Words;

/// Where we differ on purpose: languages, what, why. What differs in a language may
/// differ in its regions; `*` is all.
const OTHERWISE: &[(&str, &str, &str)] = &[
    (
        "*",
        "digits before the first group",
        "groups start with five digits: some read 1,200 or 1.200 as decimals",
    ),
    (
        "bn ur-IN ar-BH ar-DJ ar-EG ar-ER ar-IL ar-IQ ar-JO ar-KM ar-KW ar-LB ar-MR ar-OM \
         ar-PS ar-QA ar-SA ar-SD ar-SO ar-SS ar-SY ar-TD ar-YE",
        "digits",
        "the program counts in Western digits everywhere, as browsers number lists; what \
         authors write keeps its digits",
    ),
    (
        "fr-RW",
        "decimal mark",
        "CLDR 49, which ICU4X has, says so; the files are of 48",
    ),
    (
        "fr-RW",
        "group mark",
        "CLDR 49, which ICU4X has, says so; the files are of 48",
    ),
    (
        "en-BW en-BZ en-MT en-ZA en-ZW es-HN",
        "first of the month",
        "no zero before a day, as in every other country",
    ),
    (
        "de-CH de-LI",
        "quotes",
        "as the Swiss Federal Chancellery and the press set them",
    ),
    (
        "fr",
        "quotes",
        "within others, marks that can be told from them",
    ),
    (
        "es-US",
        "quotes",
        "as health services of the United States set them",
    ),
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

/// What CLDR says of a language by what it is about, and the language that it is a
/// variety of.
struct Said {
    like: Option<&'static str>,
    words: BTreeMap<&'static str, &'static str>,
}

/// What CLDR says, by language; regions that say the same stand together.
fn said() -> BTreeMap<&'static str, Said> {
    let mut all: BTreeMap<&str, Said> = BTreeMap::new();
    for section in include_str!("cldr.txt").split("\n[").skip(1) {
        let (tags, lines) = section.split_once("]\n").expect("tags in brackets");
        let mut words = BTreeMap::new();
        let mut like = None;
        for (what, said) in lines.lines().filter_map(|line| line.split_once(": ")) {
            match what {
                "like" => {
                    like = Some(said);
                    words.extend(&all[said].words);
                }
                what => {
                    words.insert(what, said);
                }
            }
        }
        for tag in tags.split(' ') {
            let words = words.clone();
            all.insert(tag, Said { like, words });
        }
    }
    all
}

/// What we say of the same.
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
        ("quotes".to_owned(), words.quotes.map(str::trim).join(" ")),
    ]);
    all.extend((1..=12).map(|month| (format!("month {month}"), date(month, 15))));
    all.extend(numbers(&language));
    all
}

/// What the numbers that we print say of the same.
fn numbers(language: &Language) -> [(String, String); 6] {
    let printed = |written: &str| {
        let number = Number::read(written).expect("a number");
        number.printed(language)
    };
    let marks = |printed: &str| printed.replace(|c: char| c.is_ascii_digit(), "");
    let million = printed("1234567");
    let group = marks(&million).chars().next().expect("a mark").to_string();
    let lengths = million.split(group.as_str()).map(str::len);
    let groups = match lengths.collect::<Vec<_>>()[..] {
        [1, 3, 3] => "#,##0.###",
        [2, 2, 3] => "#,##,##0.###",
        _ => million.as_str(),
    };
    let grouped = [("1234", "1"), ("12345", "2"), ("123456", "3")];
    let mut grouped = grouped.into_iter();
    let from = grouped.find(|(written, _)| printed(written) != *written);
    [
        ("decimal mark", marks(&printed("0.5"))),
        ("minus", marks(&printed("-1"))),
        ("groups", groups.to_owned()),
        ("group mark", group),
        (
            "digits before the first group",
            from.expect("a group").1.to_owned(),
        ),
        ("digits", "latn".to_owned()),
    ]
    .map(|(what, ours)| (what.to_owned(), ours))
}

/// What of CLDR's words we have.
fn comparable(what: &str, words: &str) -> String {
    // Spaces that do not break are a matter of layout.
    let plain = words.replace(['\u{a0}', '\u{202f}'], " ");
    match what {
        // A name stands in a list of its own: with a capital.
        "name" => plain.to_lowercase(),
        // Between the first two of four.
        "list" => {
            let between = plain.split_once('B').map_or("", |(before, _)| before);
            between.trim_start_matches('A').to_owned()
        }
        // In print a minus is no hyphen.
        "minus" => words.replace('-', "−"),
        "group mark" => words.to_owned(),
        _ => plain,
    }
}

#[test]
fn the_words_of_the_interface_are_those_of_cldr() {
    let said = said();
    for tag in Words::languages() {
        assert!(said.contains_key(tag), "CLDR says nothing of {tag}");
    }
    let mut wrong = Vec::new();
    for (tag, said) in &said {
        for (what, ours) in ours(tag) {
            let theirs = comparable(&what, said.words[what.as_str()]);
            let is_date = what.starts_with("month") || what.starts_with("first");
            let about = |other: &str| other == what || other == "date" && is_date;
            let reason = |of: &str| {
                let reasons = OTHERWISE.iter().filter(|(_, other, _)| about(other));
                reasons
                    .flat_map(|(tags, _, _)| tags.split(' '))
                    .any(|it| it == of)
            };
            let its_own = reason(tag);
            // What holds for a language may hold for its regions too.
            let another = reason("*") || said.like.is_some_and(reason);
            match (ours == theirs, its_own) {
                (true, false) | (false, true) => {}
                (false, false) if another => {}
                (false, false) => wrong.push(format!("{tag} {what}: {ours}, CLDR: {theirs}")),
                (true, true) => wrong.push(format!("{tag} {what}: is as CLDR has it")),
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
        if said.words["plurals from 2"] == "other" {
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
