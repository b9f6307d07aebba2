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
    let (mut out, (parts, _, months, quotes, charts, _, _, _, access)) = list!(
        words,
        {
            language name script date_form first_day colon list_separator full_stop note tip important warning caution key_point actions
            questions table figure section contents notes footnote back glossary about
            skip_to_content reading_depth other_formats other_languages no_counterpart landmarks pages page page_of cover
            title_page scrollable_table draft purpose main_message urgent_help contact phone email
            hours address website emergency this_leaflet qr_code accessible_twin
            written_by
            reviewed_by patient_reviewed patient_reviewed_yes patient_reviewed_no publisher
            version published reviewed next_review identifier web_address feedback license
            disclaimer funding conflicts owner supersedes on_web_page done to_do blank see_also
            short_form plain_form plain_short_form show_definition show_sources close
        },
        { parts part_aliases months quotes charts units plurals no_plurals access }
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
        ("quotes", quotes),
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

/// Whether a field is no word: languages may share their marks and their script.
fn is_mark(name: &str) -> bool {
    let marks = [
        "script",
        "first_day",
        "colon",
        "list_separator",
        "full_stop",
    ];
    marks.contains(&name) || name.starts_with("quotes")
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
            let gaps = ["colon", "list_separator", "page_of"].contains(&name.as_str())
                || name.starts_with("quotes");
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
        let same = same.map(|((name, _), _)| name.as_str());
        let same: Vec<_> = same.filter(|name| !is_mark(name)).collect();
        // Names of months, a few words of Latin, and the forms with nothing but places.
        assert!(same.len() <= 14, "{}: {same:?}", table.tag);
        for (name, text) in own.iter().filter(|(_, text)| text.contains(' ')) {
            let form = text.starts_with('{') && name.ends_with("_form");
            let kept = english.iter().any(|(_, model)| model == text);
            assert!(form || !kept || is_mark(name), "{}: {name}", table.tag);
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
fn no_heading_names_different_parts_in_different_languages() {
    // Drafts are read before their language is known.
    for table in &TABLES {
        for kind in PartKind::ALL {
            for other in &TABLES {
                let found = other.words.part_of(table.words.part(kind));
                assert!(
                    found.is_none_or(|it| it == kind),
                    "{}, {}",
                    table.tag,
                    other.tag
                );
            }
        }
        for (name, kind) in table.words.part_aliases {
            for other in &TABLES {
                let found = other.words.part_of(name);
                assert!(found.is_none_or(|it| it == *kind), "{name}, {}", other.tag);
            }
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
fn one_script_does_not_stand_in_for_another() {
    for tag in [
        "zh-Hans",
        "zh-CN",
        "zh-SG",
        "zh-Hans-HK",
        "pa-IN",
        "pa-Guru-PK",
    ] {
        assert_eq!(words(tag).language, &tag[..2]);
    }
    for tag in [
        "zh-Hant",
        "zh-Hant-CN",
        "zh-TW",
        "zh-HK",
        "zh-MO",
        "pa-PK",
        "pa-Arab",
        "hi-Latn",
        "ur-Deva",
    ] {
        let language = Language::parse(tag).expect("a tag");
        assert!(Words::of(&language).is_none(), "{tag}");
    }
}

/// Letters of a script other than the Latin one, and the signs above and below them.
fn is_of(script: &str, c: char) -> bool {
    match script {
        "Arab" => ('\u{0620}'..='\u{065F}').contains(&c) || ('\u{0671}'..='\u{06D3}').contains(&c),
        // What stands beside these is written with a letter and a sign.
        "Beng" => ('\u{0981}'..='\u{09D7}').contains(&c),
        "Cyrl" => ('\u{0401}'..='\u{0451}').contains(&c),
        "Deva" => ('\u{0901}'..='\u{094D}').contains(&c),
        "Guru" => {
            !['\u{0A33}', '\u{0A36}'].contains(&c) && ('\u{0A01}'..='\u{0A4D}').contains(&c)
                || matches!(c, '\u{0A5C}' | '\u{0A70}' | '\u{0A71}')
        }
        "Hans" => ('\u{4E00}'..='\u{9FFF}').contains(&c),
        "Taml" => ('\u{0B82}'..='\u{0BCD}').contains(&c),
        _ => false,
    }
}

#[test]
fn every_word_is_in_the_script_of_its_table() {
    for table in &TABLES {
        let words = table.words;
        let texts = printed(words).into_iter();
        let texts = texts.filter(|(name, _)| !["language", "script"].contains(&name.as_str()));
        let texts = texts
            .map(|(_, text)| text)
            .chain(words.part_aliases.iter().map(|(name, _)| *name))
            .chain(words.units.iter().copied());
        for text in texts {
            let apart = |c: char| matches!(c, '\u{0300}'..='\u{036F}');
            assert!(!text.contains(apart), "{}: {text}", table.tag);
            for word in text.split(|c: char| !c.is_alphabetic() && !is_of(words.script, c)) {
                let latin = word
                    .chars()
                    .all(|c| c < '\u{0250}' || matches!(c, '\u{1EA0}'..='\u{1EF9}'));
                let own = word.chars().all(|c| is_of(words.script, c));
                let named = [
                    "MathML", "QR", "short", "term", "plain", "day", "month", "year",
                ];
                let allowed = words.script == "Latn" || named.contains(&word) || word.is_empty();
                assert!(
                    own || latin && allowed,
                    "{}: {word:?} in {text:?}",
                    table.tag
                );
            }
        }
    }
}

#[test]
fn english_is_spelled_as_in_its_country() {
    for (tag, foreign) in [("en", "colour"), ("en-CA", "colour"), ("en-AU", "color")] {
        let printed = printed(words(tag));
        let odd = printed.iter().find(|(_, text)| text.contains(foreign));
        assert_eq!(odd, None, "{tag}");
    }
    assert_eq!(
        (words("en").license, words("en-AU").license),
        ("License", "Licence")
    );
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
        ("pt", "1º de janeiro de 2026"),
        ("pt-AO", "1 de janeiro de 2026"),
        ("fr", "1er janvier 2026"),
        ("pl", "1 stycznia 2026"),
        ("ru", "1 января 2026 года"),
        ("vi", "ngày 1 tháng 1 năm 2026"),
        ("ar", "1 يناير 2026"),
        ("ur", "1 جنوری، 2026"),
        ("hi", "1 जनवरी, 2026"),
        ("bn", "1 জানুয়ারি, 2026"),
        ("pa", "1 ਜਨਵਰੀ 2026"),
        ("ta", "1 ஜனவரி 2026"),
        ("zh", "2026年1月1日"),
    ] {
        assert_eq!(words(tag).date(date), written, "{tag}");
    }
    let date = Date::new(2026, 10, 21).expect("a date");
    for (tag, written) in [
        ("fr-CA", "21 octobre 2026"),
        ("pt", "21 de outubro de 2026"),
        ("pl", "21 października 2026"),
        ("vi", "ngày 21 tháng 10 năm 2026"),
        ("zh-Hans", "2026年10月21日"),
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
        ("pt", "injeções", "injeção"),
        ("pt", "pulmões", "pulmão"),
        ("pt", "lesões", "lesão"),
        ("pt", "hormônios", "hormônio"),
        ("pt", "hospitais", "hospital"),
        ("pt", "papéis", "papel"),
        ("pt", "tumores", "tumor"),
        ("pt", "exames", "exame"),
        ("pt", "imagens", "imagem"),
        ("fr", "hormones", "hormone"),
        ("fr", "vaisseaux", "vaisseau"),
        ("fr", "tissus", "tissu"),
        ("fr", "canaux", "canal"),
        ("fr", "essais", "essai"),
        ("pl", "hormonu", "hormon"),
        ("pl", "hormonów", "hormon"),
        ("pl", "hormony", "hormon"),
        ("pl", "hormonie", "hormon"),
        ("pl", "tabletki", "tabletka"),
        ("pl", "tabletek", "tabletka"),
        ("pl", "tabletkami", "tabletka"),
        ("pl", "infekcji", "infekcja"),
        ("pl", "infekcją", "infekcja"),
        ("pl", "badania", "badanie"),
        ("pl", "badań", "badanie"),
        ("pl", "szczepień", "szczepienie"),
        ("pl", "leków", "lek"),
        ("pl", "lekiem", "lek"),
        ("pl", "kości", "kość"),
        ("pl", "jelita", "jelito"),
        ("pl", "chorobie", "choroba"),
        ("ru", "гормона", "гормон"),
        ("ru", "гормонами", "гормон"),
        ("ru", "гормоны", "гормон"),
        ("ru", "таблетки", "таблетка"),
        ("ru", "таблеток", "таблетка"),
        ("ru", "инъекции", "инъекция"),
        ("ru", "инъекцией", "инъекция"),
        ("ru", "заболеваний", "заболевание"),
        ("ru", "заболевания", "заболевание"),
        ("ru", "лекарства", "лекарство"),
        ("ru", "болью", "боль"),
        ("ru", "клеток", "клетка"),
        ("ru", "случаев", "случай"),
        ("ar", "هرمونات", "هرمون"),
        ("ar", "علامات", "علامة"),
        ("ar", "حقنتين", "حقنة"),
        ("ar", "مصابين", "مصاب"),
        ("ar", "هرمونًا", "هرمون"),
        ("ur", "گولیاں", "گولی"),
        ("ur", "گولیوں", "گولی"),
        ("ur", "دوائیں", "دوا"),
        ("ur", "ٹیکے", "ٹیکہ"),
        ("ur", "خوراکیں", "خوراک"),
        ("ur", "علامات", "علامت"),
        ("hi", "गोलियाँ", "गोली"),
        ("hi", "गोलियों", "गोली"),
        ("hi", "हार्मोनों", "हार्मोन"),
        ("hi", "दवाएँ", "दवा"),
        ("hi", "दवाओं", "दवा"),
        ("hi", "दवाइयाँ", "दवाई"),
        ("hi", "टीके", "टीका"),
        ("hi", "मरीज़ों", "मरीज़"),
        ("hi", "धमनियां", "धमनी"),
        ("bn", "হরমোনের", "হরমোন"),
        ("bn", "হরমোনগুলো", "হরমোন"),
        ("bn", "ওষুধগুলি", "ওষুধ"),
        ("bn", "হৃদয়ের", "হৃদয়"),
        ("bn", "টিকার", "টিকা"),
        ("bn", "রোগীদের", "রোগী"),
        ("pa", "ਗੋਲੀਆਂ", "ਗੋਲੀ"),
        ("pa", "ਦਵਾਈਆਂ", "ਦਵਾਈ"),
        ("pa", "ਟੀਕੇ", "ਟੀਕਾ"),
        ("pa", "ਟੀਕਿਆਂ", "ਟੀਕਾ"),
        ("pa", "ਹਾਰਮੋਨਾਂ", "ਹਾਰਮੋਨ"),
        ("pa", "ਮਰੀਜ਼ਾਂ", "ਮਰੀਜ਼"),
        ("ta", "மாத்திரைகள்", "மாத்திரை"),
        ("ta", "ஹார்மோன்கள்", "ஹார்மோன்"),
        ("ta", "படங்கள்", "படம்"),
        ("ta", "பற்கள்", "பல்"),
        ("ta", "நாட்கள்", "நாள்"),
        ("ta", "மாத்திரையின்", "மாத்திரை"),
        ("ta", "இரத்தத்தின்", "இரத்தம்"),
        ("ta", "மருந்துகளை", "மருந்து"),
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
        ("pt", "vírus"),
        ("fr", "virus"),
        ("fr", "sepsis"),
        ("ru", "и"),
        ("vi", "viên"),
        ("zh", "药片"),
    ] {
        assert_eq!(words(tag).singulars(word), [""; 0], "{word}");
    }
}

#[test]
fn endings_and_units_are_written_as_they_are_looked_for() {
    for table in &TABLES {
        // Words of these two have no endings.
        let bare = ["vi", "zh"].contains(&table.words.language);
        assert_eq!(table.words.plurals.is_empty(), bare, "{}", table.tag);
        assert!(!table.words.units.is_empty(), "{}", table.tag);
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
        ending in 0..60usize,
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

#[test]
fn a_heading_names_its_part_however_its_letters_are_composed() {
    let composed = |name: &str| {
        let pairs = [
            ("\u{9af}\u{9bc}", "\u{9df}"),
            ("\u{9a1}\u{9bc}", "\u{9dc}"),
            ("\u{921}\u{93c}", "\u{95c}"),
            ("\u{a38}\u{a3c}", "\u{a36}"),
            ("é", "e\u{301}"),
        ];
        let mut name = name.to_owned();
        for (one, other) in pairs {
            name = name.replace(one, other);
        }
        name
    };
    let mut others = 0;
    for table in &TABLES {
        for kind in PartKind::ALL {
            let name = table.words.part(kind);
            let aliases = table.words.part_aliases.iter();
            let aliases = aliases.filter(|it| it.1 == kind).map(|it| it.0);
            for name in std::iter::once(name).chain(aliases) {
                others += usize::from(composed(name) != name);
                assert_eq!(table.words.part_of(&composed(name)), Some(kind), "{name}");
            }
        }
    }
    assert!(others > 0, "no name has such a letter");
}

#[test]
fn languages_of_one_name_are_told_apart_by_their_tags() {
    let languages =
        ["en", "es", "de", "de-AT", "qqq"].map(|tag| Language::parse(tag).expect("a tag"));
    assert_eq!(
        Tables::built_in().names(&languages.iter().collect::<Vec<_>>()),
        [
            "English",
            "Español",
            "Deutsch (de)",
            "Deutsch (de-AT)",
            "qqq"
        ]
    );
}
