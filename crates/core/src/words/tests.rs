//! That every table is whole, and what the endings of each language give.

use std::collections::BTreeSet;

use proptest::prelude::*;

use super::*;

fn words(tag: &str) -> &'static Words {
    let language = Language::parse(tag).expect("a tag");
    Words::of(&language).expect("a table")
}

/// Everything that a table prints, with its name. A new field does not compile
/// until it is named here.
fn printed(words: &Words) -> Vec<(String, &'static str)> {
    macro_rules! list {
        ($words:expr, { $($one:ident)* }, { $($other:ident)* }) => {{
            let Words { $($one,)* $($other,)* } = $words;
            let single = vec![$((stringify!($one).to_owned(), *$one)),*];
            (single, ($($other),*))
        }};
    }
    let (mut out, (parts, _, months, charts, _, _, _, access)) = list!(
        words,
        {
            language name date_form colon note tip important warning caution key_point actions
            questions table figure section contents notes footnote back glossary about
            skip_to_content reading_depth other_formats other_languages landmarks pages page page_of cover
            title_page scrollable_table draft purpose main_message urgent_help contact phone email
            hours address website emergency this_leaflet qr_code accessible_twin
            written_by
            reviewed_by patient_reviewed patient_reviewed_yes patient_reviewed_no publisher
            version published reviewed next_review identifier web_address feedback license
            disclaimer funding conflicts owner supersedes on_web_page done to_do blank see_also
            short_form plain_form plain_short_form show_definition show_sources close
        },
        { parts part_aliases months charts units plurals no_plurals access }
    );
    let Access {
        text,
        images,
        tables,
        formulas,
        notes,
        pages,
    } = access;
    out.push(("access".into(), text));
    for (name, several) in [
        ("parts", parts.as_slice()),
        ("months", months),
        ("charts", charts),
        ("images", images),
        ("tables", tables),
        ("formulas", formulas),
        ("notes", notes),
        ("pages", pages),
    ] {
        let several = several.iter().enumerate();
        out.extend(several.map(|(i, text)| (format!("{name} {i}"), *text)));
    }
    out
}

/// The places in a text that are filled in, sorted.
fn places(text: &str) -> Vec<&str> {
    let mut places: Vec<&str> = text
        .split('{')
        .skip(1)
        .filter_map(|rest| rest.split_once('}'))
        .map(|(place, _)| place)
        .collect();
    places.sort_unstable();
    places
}

#[test]
fn every_table_says_all_that_the_english_one_says() {
    let english = printed(words("en"));
    for table in &TABLES {
        for ((name, text), (_, model)) in printed(table.words).into_iter().zip(&english) {
            let place = format!("{}: {name}: {text:?}", table.tag);
            assert!(!text.trim().is_empty(), "{place}");
            assert_eq!(places(text), places(model), "{place}");
            assert!(!text.contains("  "), "{place}");
            let gaps = ["colon", "page_of"].contains(&name.as_str());
            assert!(gaps || text.trim() == text, "{place}");
            let sentence = model.ends_with('.');
            assert_eq!(text.ends_with(['.', '。', '।', '۔']), sentence, "{place}");
        }
    }
}

#[test]
fn no_table_has_kept_the_words_of_another_language() {
    let english = printed(words("en"));
    for table in TABLES.iter().filter(|table| table.words.language != "en") {
        let own = printed(table.words);
        let same = own.iter().zip(&english).filter(|(a, b)| a == b);
        let same: Vec<_> = same.map(|((name, _), _)| name).collect();
        // Names of months, a few words of Latin, and the forms with nothing but places.
        assert!(same.len() <= 14, "{}: {same:?}", table.tag);
        for (name, text) in own.iter().filter(|(_, text)| text.contains(' ')) {
            let form = text.starts_with('{') && name.ends_with("_form");
            let kept = english.iter().any(|(_, model)| model == text);
            assert!(form || !kept || name == "colon", "{}: {name}", table.tag);
        }
    }
}

#[test]
fn every_heading_of_a_part_names_one_part() {
    for table in &TABLES {
        let words = table.words;
        let printed = PartKind::ALL.map(|kind| (words.part(kind).to_lowercase(), kind));
        let aliases = words.part_aliases.iter();
        let aliases = aliases.map(|(name, kind)| ((*name).to_owned(), *kind));
        let mut seen = BTreeSet::new();
        for (name, kind) in printed.into_iter().chain(aliases) {
            assert_eq!(name, name.trim().to_lowercase(), "{}", table.tag);
            assert_eq!(words.part_of(&name), Some(kind), "{}: {name}", table.tag);
            let shouted = name.to_uppercase();
            assert_eq!(words.part_of(&shouted), Some(kind), "{}: {name}", table.tag);
            assert!(seen.insert(name.clone()), "{}: {name} twice", table.tag);
        }
        for kind in PartKind::ALL {
            let named = words.part_aliases.iter().any(|(_, alias)| *alias == kind);
            let english = words.language == "en";
            assert!(named || english, "{}: {kind:?} has one name", table.tag);
        }
    }
}

#[test]
fn every_tag_finds_its_table_and_no_table_is_hidden() {
    for table in &TABLES {
        assert!(std::ptr::eq(words(table.tag), table.words), "{}", table.tag);
        for region in table.regions {
            let tag = format!("{}-{region}", table.words.language);
            assert!(std::ptr::eq(words(&tag), table.words), "{tag}");
        }
        let elsewhere = words(&format!("{}-ZZ", table.words.language));
        assert_eq!(elsewhere.language, table.words.language);
    }
    assert_eq!(words("es-MX").close, "Cerrar");
    assert_eq!(words("de-LI").close, "Schliessen");
    assert!(Words::of(&Language::parse("la").expect("a tag")).is_none());
    let tags = Words::languages();
    assert!(tags.is_sorted() && tags.len() == TABLES.len(), "{tags:?}");
}

#[test]
fn switzerland_has_no_sharp_s() {
    for (name, text) in printed(words("de-CH")) {
        assert!(!text.contains('ß'), "{name}: {text}");
    }
}

#[test]
fn dates_stand_as_each_language_writes_them() {
    let date = Date::new(2026, 1, 1).expect("a date");
    for (tag, written) in [
        ("en", "January 1, 2026"),
        ("en-GB", "1 January 2026"),
        ("de", "1. Januar 2026"),
        ("de-AT", "1. Jänner 2026"),
        ("es", "1 de enero de 2026"),
    ] {
        assert_eq!(words(tag).date(date), written, "{tag}");
    }
}

#[test]
fn endings_of_plurals_give_the_singular() {
    for (tag, plural, singular) in [
        ("en", "hormones", "hormone"),
        ("en", "GAGs", "GAG"),
        ("en", "boxes", "box"),
        ("en", "biopsies", "biopsy"),
        ("en", "knives", "knife"),
        ("en", "calves", "calf"),
        ("en", "feedback loops", "feedback loop"),
        ("es", "hormonas", "hormona"),
        ("es", "péptidos", "péptido"),
        ("es", "inyecciones", "inyección"),
        ("es", "riñones", "riñón"),
        ("es", "tumores", "tumor"),
        ("es", "luces", "luz"),
        ("de", "Hormone", "Hormon"),
        ("de", "Hormonen", "Hormon"),
        ("de", "Hormons", "Hormon"),
        ("de", "Drüsen", "Drüse"),
        ("de", "Infektionen", "Infektion"),
        ("de", "Bilder", "Bild"),
        ("de", "Bildern", "Bild"),
        ("de", "Ärztinnen", "Ärztin"),
        ("de", "Ergebnisse", "Ergebnis"),
        ("de", "Studien", "Studie"),
        ("de", "Bakterien", "Bakterium"),
        ("de", "Viren", "Virus"),
        ("de", "Zentren", "Zentrum"),
        ("de", "Dosen", "Dosis"),
        ("de", "GAGs", "GAG"),
    ] {
        let found = words(tag).singulars(plural);
        assert!(found.contains(&singular.to_owned()), "{plural}: {found:?}");
    }
    for (tag, word) in [
        ("en", "mass"),
        ("en", "s"),
        ("en", ""),
        ("en", " s"),
        ("es", "dosis"),
        ("es", "virus"),
        ("es", "artritis"),
        ("es", "s"),
        ("de", "Virus"),
        ("de", "Dosis"),
        ("de", "Biss"),
        ("de", "n"),
    ] {
        assert_eq!(words(tag).singulars(word), [""; 0], "{word}");
    }
}

#[test]
fn endings_and_units_are_written_as_they_are_looked_for() {
    for table in &TABLES {
        assert!(!table.words.plurals.is_empty() && !table.words.units.is_empty());
        let mut units: Vec<_> = table.words.units.to_vec();
        assert!(units.iter().all(|unit| unit.split_whitespace().eq([*unit])));
        units.sort_unstable();
        assert!(
            units.windows(2).all(|w| w[0] != w[1]),
            "{}: {units:?}",
            table.tag
        );
        for (ending, singulars) in table.words.plurals {
            assert_eq!(*ending, ending.to_lowercase(), "{}", table.tag);
            assert!(!ending.is_empty() && !singulars.is_empty(), "{}", table.tag);
            assert!(!singulars.contains(ending), "{}: {ending}", table.tag);
        }
        for ending in table.words.no_plurals {
            assert_eq!(*ending, ending.to_lowercase(), "{}", table.tag);
            assert!(!ending.is_empty(), "{}", table.tag);
        }
    }
}

proptest! {
    #[test]
    fn no_word_is_the_plural_of_nothing(
        table in 0..TABLES.len(),
        word in "\\PC{0,12}",
        ending in 0..10usize,
    ) {
        let words = TABLES[table].words;
        let ending = words.plurals.get(ending).map_or("", |(ending, _)| ending);
        let word = format!("{word}{ending}");
        for singular in words.singulars(&word) {
            prop_assert!(singular.contains(char::is_alphanumeric));
            prop_assert!(singular != word);
        }
    }
}
