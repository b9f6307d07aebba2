//! Prints what CLDR says of each language, as ICU4X has it.

use icu_calendar::{Date, Gregorian};
use icu_datetime::FixedCalendarDateTimeFormatter;
use icu_datetime::fieldsets::YMD;
use icu_experimental::displaynames::multi::{LanguageDisplayNames, LocaleDisplayNamesFormatter};
use icu_list::options::{ListFormatterOptions, ListLength};
use icu_list::{ListFormatter, ListFormatterPreferences};
use icu_locale::{Locale, LocaleDirectionality, LocaleExpander};
use icu_plurals::{PluralCategory, PluralRules};

const TAGS: [&str; 19] = [
    "ar", "bn", "de", "de-AT", "de-CH", "en", "en-GB", "es", "fr", "hi", "pa", "pl", "pt", "pt-PT",
    "ru", "ta", "ur", "vi", "zh-Hans",
];

fn main() {
    println!(
        "# What CLDR says, as ICU4X 2.4 has it. `cargo run --release --manifest-path xtask/cldr/Cargo.toml`"
    );
    println!("# writes it; crates/core/tests/cldr.rs compares the words of the interface with it.");
    for tag in TAGS {
        println!("\n[{tag}]");
        language(tag);
    }
}

fn language(tag: &str) {
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
    println!("name: {name}");
    let script = LocaleExpander::new_extended().get_likely_script(&bare.id);
    println!("script: {}", script.expect("a script"));
    let rtl = LocaleDirectionality::new_extended().is_right_to_left(&bare.id);
    println!("direction: {}", if rtl { "rtl" } else { "ltr" });
    let dates =
        FixedCalendarDateTimeFormatter::<Gregorian, _>::try_new((&locale).into(), YMD::long());
    let dates = dates.expect("dates");
    let date = |month, day| {
        dates
            .format(&Date::try_new_gregorian(2026, month, day).expect("a date"))
            .to_string()
    };
    println!("first of the month: {}", date(1, 1));
    for month in 1..=12 {
        println!("month {month}: {}", date(month, 15));
    }
    let options = ListFormatterOptions::default().with_length(ListLength::Wide);
    let preferences = ListFormatterPreferences::from(&locale);
    let and = ListFormatter::try_new_and(preferences, options).expect("lists");
    println!("list: {}", and.format(["A", "B", "C", "D"].iter()));
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
    println!("plurals from 2: {}", told.join(" "));
}
