//! Prints what CLDR says of each language, as ICU4X has it; what ICU4X has not
//! (quotation marks) or the program itself takes from ICU4X (numbers) comes from
//! CLDR's own files. The argument is the folder where `npm install cldr-misc-full
//! cldr-numbers-full` put those: `node_modules`.

use std::collections::BTreeMap;
use std::path::Path;

use icu_calendar::{Date, Gregorian};
use icu_datetime::FixedCalendarDateTimeFormatter;
use icu_datetime::fieldsets::YMD;
use icu_experimental::displaynames::multi::{LanguageDisplayNames, LocaleDisplayNamesFormatter};
use icu_list::options::{ListFormatterOptions, ListLength};
use icu_list::{ListFormatter, ListFormatterPreferences};
use icu_locale::{Locale, LocaleDirectionality, LocaleExpander};
use icu_plurals::{PluralCategory, PluralRules};
use serde_json::Value;

/// Languages that have a table.
const TAGS: [&str; 15] = [
    "ar", "bn", "de", "en", "es", "fr", "hi", "pa", "pl", "pt", "ru", "ta", "ur", "vi", "zh-Hans",
];

/// What is said, by what it is about.
type Said = Vec<(String, String)>;

fn main() {
    let folder = std::env::args().nth(1).expect("the folder `node_modules`");
    let folder = Path::new(&folder);
    println!(
        "# What CLDR says: ICU4X 2.4, and of quotation marks and numbers CLDR {}. `cargo run --release",
        version(folder)
    );
    println!(
        "# --manifest-path xtask/cldr/Cargo.toml -- node_modules` writes it; crates/core/tests/cldr.rs compares the"
    );
    println!("# words of the interface with it. Regions say what differs from their language.");
    for tag in TAGS {
        println!("\n[{tag}]");
        let all = language(folder, tag);
        print(&all);
        // Regions that differ in the same way.
        let mut alike: BTreeMap<Said, Vec<String>> = BTreeMap::new();
        for region in regions(folder, tag) {
            let own = language(folder, &region);
            let differs = |line: &(String, String)| !all.contains(line);
            let own = own.into_iter().filter(differs).collect();
            alike.entry(own).or_default().push(region);
        }
        let mut alike: Vec<_> = alike.into_iter().collect();
        alike.sort_by(|a, b| a.1.cmp(&b.1));
        for (own, tags) in alike {
            println!("\n[{}]", tags.join(" "));
            println!("like: {tag}");
            print(&own);
        }
    }
}

fn print(said: &Said) {
    for (what, words) in said {
        println!("{what}: {words}");
    }
}

/// Regions of a language in its usual script.
fn regions(folder: &Path, tag: &str) -> Vec<String> {
    let usual = script(tag);
    let found = std::fs::read_dir(folder.join("cldr-misc-full/main")).expect("CLDR's files");
    let names = found.map(|it| it.expect("a folder").file_name());
    let mut tags: Vec<String> = names
        .filter_map(|name| name.into_string().ok())
        .filter(|name| name.split('-').next() == tag.split('-').next() && name.contains('-'))
        .filter(|name| *name != tag && script(name) == usual)
        // No region, but a script that goes without saying.
        .filter(|name| name.rsplit('-').next().is_some_and(|last| last.len() != 4))
        .collect();
    tags.sort();
    tags
}

fn script(tag: &str) -> String {
    let locale: Locale = tag.parse().expect("a tag");
    let script = LocaleExpander::new_extended().get_likely_script(&locale.id);
    script.expect("a script").to_string()
}

fn version(folder: &Path) -> String {
    let package = json(&folder.join("cldr-numbers-full/package.json"));
    package["version"].as_str().expect("a version").to_owned()
}

fn json(path: &Path) -> Value {
    let text = std::fs::read_to_string(path).expect("a file of CLDR");
    serde_json::from_str(&text).expect("JSON")
}

/// What CLDR's own files say of quotation marks and numbers.
fn marks(folder: &Path, tag: &str, say: &mut dyn FnMut(&str, String)) {
    // Of languages in their usual script there is one file.
    let name = if tag == "zh-Hans" { "zh" } else { tag };
    let file = |package: &str, file: &str| {
        let path = folder.join(package).join("main").join(name).join(file);
        json(&path)["main"][name].take()
    };
    let text = |value: &Value| value.as_str().expect("a text").to_owned();
    let quotes = &file("cldr-misc-full", "delimiters.json")["delimiters"];
    let [open, close, inner, end] = [
        "quotationStart",
        "quotationEnd",
        "alternateQuotationStart",
        "alternateQuotationEnd",
    ]
    .map(|it| text(&quotes[it]));
    say("quotes", format!("{open} {close} {inner} {end}"));
    let numbers = &file("cldr-numbers-full", "numbers.json")["numbers"];
    let symbols = &numbers["symbols-numberSystem-latn"];
    say("digits", text(&numbers["defaultNumberingSystem"]));
    say("decimal mark", text(&symbols["decimal"]));
    say("group mark", text(&symbols["group"]));
    say("minus", text(&symbols["minusSign"]));
    let forms = &numbers["decimalFormats-numberSystem-latn"];
    say("groups", text(&forms["standard"]));
    say(
        "digits before the first group",
        text(&numbers["minimumGroupingDigits"]),
    );
}

fn language(folder: &Path, tag: &str) -> Said {
    let mut said = Said::new();
    let mut say = |what: &str, words: String| said.push((what.to_owned(), words));
    // Our digits are the Western ones.
    let locale: Locale = format!("{tag}-u-nu-latn").parse().expect("a tag");
    let mut bare: Locale = tag.parse().expect("a tag");
    bare.id.region = None;
    let names = LocaleDisplayNamesFormatter::try_new((&bare).into(), Default::default());
    let name = match names {
        Ok(names) => names.of(&bare).into_owned(),
        // Punjabi has no names of variants.
        Err(_) => {
            let names = LanguageDisplayNames::try_new((&bare).into(), Default::default());
            let names = names.expect("names of languages");
            names.of(bare.id.language).expect("its own name").to_owned()
        }
    };
    say("name", name);
    let script = LocaleExpander::new_extended().get_likely_script(&bare.id);
    say("script", script.expect("a script").to_string());
    let rtl = LocaleDirectionality::new_extended().is_right_to_left(&bare.id);
    say("direction", if rtl { "rtl" } else { "ltr" }.to_owned());
    let dates =
        FixedCalendarDateTimeFormatter::<Gregorian, _>::try_new((&locale).into(), YMD::long());
    let dates = dates.expect("dates");
    let date = |month, day| {
        dates
            .format(&Date::try_new_gregorian(2026, month, day).expect("a date"))
            .to_string()
    };
    say("first of the month", date(1, 1));
    for month in 1..=12 {
        say(&format!("month {month}"), date(month, 15));
    }
    let options = ListFormatterOptions::default().with_length(ListLength::Wide);
    let preferences = ListFormatterPreferences::from(&locale);
    let and = ListFormatter::try_new_and(preferences, options).expect("lists");
    say("list", and.format(["A", "B", "C", "D"].iter()).to_string());
    let rules = PluralRules::try_new((&locale).into(), Default::default()).expect("plurals");
    let mut told: Vec<&str> = Vec::new();
    for count in 2..=200_u32 {
        let name = match rules.category_for(count) {
            PluralCategory::Zero => "zero",
            PluralCategory::One => "one",
            PluralCategory::Two => "two",
            PluralCategory::Few => "few",
            PluralCategory::Many => "many",
            PluralCategory::Other => "other",
        };
        if !told.contains(&name) {
            told.push(name);
        }
    }
    say("plurals from 2", told.join(" "));
    marks(folder, tag, &mut say);
    said
}
