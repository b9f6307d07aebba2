//! Sources that went on: words of one row, item or block never become those of another.

use std::fs;

use super::super::{pamphlet, run, text};
use super::{Home, SOURCE, SPANISH, filled, translated};

const ZONES: &str = "---\ntitle: Zones\ncustom:\n  phone: \"1\"\n---\n\n# Fundamentals\n\n\
| Zone | What to do |\n|---|---|\n| Green | Go on |\n| Yellow | See [](#tbl-zones) |\n\
| Red | See {{custom.phone}} |\n\n: Zones {#tbl-zones}\n";
const ROW: &str = "| Yellow | See [](#tbl-zones) |\n";

/// A file with the words of the zones that it has.
fn zoned(xliff: &str) -> String {
    let words = [
        ("Zones", "Zonas"),
        ("Zone", "Zona"),
        ("What to do", "Qué hacer"),
        ("Green", "Verde"),
        ("Go on", "Siga"),
        ("Yellow", "Amarilla"),
        ("Red", "Roja"),
    ];
    let there = words
        .iter()
        .filter(|(source, _)| xliff.contains(&format!(">{source}<")));
    let xliff = filled(xliff, &there.copied().collect::<Vec<_>>());
    let lines = xliff
        .lines()
        .map(|line| match line.trim().starts_with("<source>See ") {
            true => format!(
                "{line}{}\n",
                line.replace("source>", "target>").replace("See", "Vea")
            ),
            false => format!("{line}\n"),
        });
    lines.collect()
}

const ZONAS: &str = "| Zona | Qué hacer |\n| --- | --- |\n| Verde | Siga |\n\
| Roja | Vea {{custom.phone}} |\n\n: Zonas {#tbl-zones}\n";

#[test]
fn a_row_that_is_gone_leaves_its_words_to_no_other() {
    let home = Home::of(ZONES);
    home.taken(zoned(&home.export("2.1")));
    let before = home.read("article.es.md");
    assert!(
        before.contains("| Amarilla | Vea [](#tbl-zones) |"),
        "{before}"
    );
    fs::write(home.file("article.md"), ZONES.replace(ROW, "")).unwrap();
    let out = home.export("2.1");
    assert!(!out.contains("of other words: Amarilla"), "{out}");
    let all = "of other rows or items: Zonas | Zona | Qué hacer | Verde | Siga | Amarilla | Vea  | Roja | Vea <";
    assert!(out.contains(all), "{out}");
    // Nobody touched it.
    assert_eq!(home.taken(&out), [""; 0]);
    // One cell or the caption alone says nothing of the others.
    for words in [[("Red", "Roja")], [("Zones", "Las zonas")]] {
        let said = home.refused(filled(&out, &words));
        assert!(said.contains("[xliff-untranslated]"), "{said}");
        assert!(said.contains("fundamentals/table-1/"), "{said}");
        assert!(said.contains("translate all of its units"), "{said}");
        assert!(said.contains("back.xlf:"), "{said}");
    }
    // The title is another block: the table stays whole.
    let title = out.replace("<target>Zonas</target>", "<target>Colores</target>");
    assert_eq!(home.taken(title), ["article.es.md"]);
    let now = home.read("article.es.md");
    assert_eq!(now, before.replace("title: Zonas", "title: Colores"));
    let said = home.warned(&zoned(&home.export("2.1")));
    assert!(said.contains("warning[xliff-extra]"), "{said}");
    assert!(said.contains("without \u{201C}Amarilla\u{201D}"), "{said}");
    assert!(home.read("article.es.md").ends_with(ZONAS));
}

#[test]
fn a_translation_with_other_rows_is_offered_as_a_whole() {
    let home = Home::of(ZONES);
    home.taken(zoned(&home.export("2.1")));
    // It was accepted so.
    let before = home.read("article.es.md");
    let more = before.replace("| Amarilla", "| Naranja | Espere |\n| Amarilla");
    fs::write(home.file("article.es.md"), &more).unwrap();
    let out = home.export("2.1");
    assert!(!out.contains("<target>Naranja"), "{out}");
    assert!(
        out.contains("Verde | Siga | Naranja | Espere | Amarilla"),
        "{out}"
    );
    assert_eq!(home.taken(&out), [""; 0]);
    assert_eq!(home.read("article.es.md"), more);
    let caption = "<source>Zones</source>\n        <target>Zonas";
    assert_eq!(
        out.matches(caption).count(),
        2,
        "the title and the caption: {out}"
    );
    let said = home.refused(out.replace("<target>Zonas", "<target>Las zonas"));
    assert!(said.contains("translate all of its units"), "{said}");
    let said = home.warned(&zoned(&out.replace("        <target>Zonas</target>\n", "")));
    assert!(
        said.contains("without \u{201C}Naranja\u{201D}, \u{201C}Espere\u{201D}"),
        "{said}"
    );
    assert_eq!(home.read("article.es.md"), before);
}

#[test]
fn rows_that_changed_places_keep_no_words_by_their_places() {
    let home = Home::of(ZONES);
    home.taken(zoned(&home.export("2.1")));
    let row = "| Green | Go on |\n";
    let moved = ZONES.replace(row, "").replace(ROW, &format!("{ROW}{row}"));
    fs::write(home.file("article.md"), moved).unwrap();
    let said = home.refused(filled(&home.export("2.1"), &[("Green", "Verde")]));
    assert!(said.contains("table-1/row-1/cell-1"), "{said}");
    assert!(said.contains("translate all of its units"), "{said}");
}

#[test]
fn rows_of_a_source_that_went_on_are_found_by_what_was_translated() {
    for version in ["1.2", "2.1"] {
        let home = Home::of(ZONES);
        let back = zoned(&home.export(version));
        let foreign = ["block", "hash", "mark"]
            .iter()
            .fold(back.clone(), |it, name| {
                it.replace(&format!(" pamphlet:{name}="), &format!(" {name}="))
            });
        assert_ne!(foreign, back);
        fs::write(home.file("article.md"), ZONES.replace(ROW, "")).unwrap();
        for xliff in [back.clone(), foreign] {
            let said = home.warned(&xliff);
            assert!(
                said.contains("fundamentals/table-1 changed since the export"),
                "{said}"
            );
            assert!(said.contains("row-2:cell-1 any more"), "{said}");
            assert!(home.read("article.es.md").ends_with(ZONAS));
            let status = run(pamphlet().arg("status").arg(home.0.path()));
            assert!(text(&status.stdout).contains("1 changed"));
            fs::remove_file(home.file("article.es.md")).unwrap();
            fs::remove_file(home.file("article.es.lock")).unwrap();
        }
        // In place of one row stands another.
        let other = ZONES.replace(ROW, "").replace("| Red |", "| Purple |");
        fs::write(home.file("article.md"), other).unwrap();
        let said = home.refused(&back);
        assert!(said.contains("row-2/cell-1 has no translation"), "{said}");
        assert!(
            said.contains("only for the same words: export again"),
            "{said}"
        );
        // One cell with other words where every other is as it was stays where it is.
        fs::write(home.file("article.md"), ZONES.replace("Go on", "Go on, go")).unwrap();
        home.warned(&back);
        assert!(home.read("article.es.md").contains("| Verde | Siga |"));
    }
}

#[test]
fn rows_and_items_keep_their_words_wherever_they_stand() {
    let table = |all: &[(&str, &str)]| -> String {
        let rows = all.iter().map(|(a, b)| format!("| {a} | {b} |\n"));
        let items = all.iter().map(|(a, b)| format!("- {a}: {b}\n"));
        let (rows, items): (String, String) = (rows.collect(), items.collect());
        format!("\n| a | b |\n| --- | --- |\n{rows}\n{items}")
    };
    let english = [("Green", "Go"), ("Yellow", "Wait"), ("Red", "Call")];
    let spanish = [("Verde", "Siga"), ("Amarilla", "Espere"), ("Roja", "Llame")];
    let article = |order: &[usize], words: &[(&str, &str)]| {
        let all: Vec<_> = order.iter().map(|place| words[*place]).collect();
        format!("---\ntitle: A\n---\n\n# Fundamentals\n{}", table(&all))
    };
    let home = Home::of(&article(&[0, 1, 2], &english));
    let mut words = vec![("A", "A"), ("a", "a"), ("b", "b")];
    words.extend(
        english
            .into_iter()
            .zip(spanish)
            .flat_map(|(a, b)| [(a.0, b.0), (a.1, b.1)]),
    );
    let pairs: Vec<(String, String)> = english
        .into_iter()
        .zip(spanish)
        .map(|(a, b)| (format!("{}: {}", a.0, a.1), format!("{}: {}", b.0, b.1)))
        .collect();
    words.extend(pairs.iter().map(|(a, b)| (a.as_str(), b.as_str())));
    let back = filled(&home.export("2.1"), &words);
    for order in [
        &[0, 1, 2][..],
        &[0, 2],
        &[1, 2],
        &[1],
        &[2, 1],
        &[1, 0, 2],
        &[2, 0, 1],
        &[0, 1],
    ] {
        fs::write(home.file("article.md"), article(order, &english)).unwrap();
        home.warned(&back);
        let all: Vec<_> = order.iter().map(|place| spanish[*place]).collect();
        let now = home.read("article.es.md");
        assert!(now.ends_with(&table(&all)), "{order:?}: {now}");
        fs::remove_file(home.file("article.es.md")).unwrap();
    }
}

#[test]
fn blocks_without_our_attributes_are_found_by_their_words() {
    let source = |body: &str| format!("---\ntitle: A\n---\n\n# Fundamentals\n\n{body}");
    let home = Home::of(&source("Children: half.\n\nAdults: two.\n"));
    let words = [
        ("A", "A"),
        ("Children: half.", "Niños: media."),
        ("Adults: two.", "Adultos: dos."),
    ];
    let back = filled(&home.export("2.1"), &words);
    let foreign = back.replace(" pamphlet:hash=", " hash=");
    let swapped = source("Adults: two.\n\nChildren: half.\n");
    fs::write(home.file("article.md"), swapped).unwrap();
    for xliff in [back, foreign] {
        home.taken(&xliff);
        let now = home.read("article.es.md");
        assert!(now.ends_with("\nAdultos: dos.\n\nNiños: media.\n"), "{now}");
        fs::remove_file(home.file("article.es.md")).unwrap();
    }
}

#[test]
fn blocks_that_changed_places_are_told_until_somebody_accepts_them() {
    let source = |body: &str| format!("---\ntitle: A\n---\n\n# Fundamentals\n\n{body}");
    let home = Home::of(&source("Children: half.\n\nAdults: two.\n"));
    let words = [
        ("A", "A"),
        ("Children: half.", "Niños: media."),
        ("Adults: two.", "Adultos: dos."),
    ];
    home.taken(filled(&home.export("2.1"), &words));
    let said = || {
        let mut export = pamphlet();
        let output = run(export
            .args(["translate", "export", "--lang", "es"])
            .arg(home.file("")));
        text(&output.stderr)
    };
    assert_eq!(said(), "");
    fs::write(
        home.file("article.md"),
        source("Adults: two.\n\nChildren: half.\n"),
    )
    .unwrap();
    assert!(said().contains("warning[moved-blocks]"), "{}", said());
    let mut accept = pamphlet();
    run(accept
        .args(["status", "--lang", "es", "--accept"])
        .arg(home.0.path()));
    assert_eq!(said(), "");
}

#[test]
fn codes_of_a_source_that_went_on_are_found_by_what_they_are() {
    let before = "Drink **much [[water]]**, call {{custom.phone}}[^1].";
    for version in ["1.2", "2.1"] {
        let home = Home::new();
        let back = translated(&home.export(version));
        let moved = SOURCE.replace(
            before,
            "Call {{custom.phone}}[^1], have **much [[water]]**.",
        );
        fs::write(home.file("article.md"), moved).unwrap();
        let said = home.warned(&back);
        assert!(said.contains("fundamentals/paragraph-1 changed"), "{said}");
        assert_eq!(home.read("article.es.md"), SPANISH);
        let others = [
            "Drink **much water**, call {{custom.phone}}[^1].",
            "Drink **much [[water]]**, call {{custom.phone}} or {{custom.phone}}[^1].",
            "Drink *much [[water]]*, call {{custom.phone}}[^1].",
        ];
        for other in others {
            fs::write(home.file("article.md"), SOURCE.replace(before, other)).unwrap();
            let said = home.refused(&back);
            assert_eq!(said.matches("error[xliff-code]").count(), 1, "{said}");
            assert!(
                said.contains("the source of fundamentals/paragraph-1 changed since the export"),
                "{said}"
            );
            assert!(said.contains("help: export again"), "{said}");
        }
    }
}

#[test]
fn a_target_that_nobody_touched_undoes_no_correction() {
    for version in ["1.2", "2.1"] {
        let home = Home::new();
        home.taken(translated(&home.export(version)));
        let sent = home.export(version);
        let corrected = SPANISH
            .replace("Lunes | 2", "Martes | 2")
            .replace("[una página]", "[otra página]")
            .replace("Su título", "El título");
        fs::write(home.file("article.es.md"), &corrected).unwrap();
        let terms = home
            .read("glossary.es.yaml")
            .replace("Lo que", "Aquello que");
        fs::write(home.file("glossary.es.yaml"), &terms).unwrap();
        assert_eq!(home.taken(&sent), [""; 0]);
        // Another block was touched: the corrections stay.
        let back = sent.replace(">Cuándo</target>", ">Cuando</target>");
        let said = home.warned(&back);
        assert!(!said.contains("warning["), "{said}");
        let now = corrected.replace("## Cuándo", "## Cuando");
        assert_eq!(home.read("article.es.md"), now);
        assert_eq!(home.read("glossary.es.yaml"), terms);
        // In one block both were.
        let back = sent
            .replace(">Vasos por día</target>", ">Vasos al día</target>")
            .replace("> y <", "> o <");
        let said = home.warned(&back);
        let unit = "the words of fundamentals:1:paragraph-1 replace";
        assert!(said.contains("warning[xliff-conflict]"), "{said}");
        assert!(said.contains(unit), "{said}");
        assert!(said.contains("help: compare"), "{said}");
        let now = now
            .replace(": Vasos por día", ": Vasos al día")
            .replace(") y [otra", ") o [una");
        assert_eq!(home.read("article.es.md"), now);
        // Programs that leave our attributes out say nothing of it.
        let foreign = sent.replace(" pamphlet:target=", " other=");
        assert_ne!(foreign, sent);
        home.warned(&foreign);
        assert!(home.read("article.es.md").contains("| Lunes | 2 |"));
    }
}

#[test]
fn an_untouched_target_keeps_a_translation_that_was_accepted_since() {
    let home = Home::new();
    home.taken(translated(&home.export("2.1")));
    let sent = home.export("2.1");
    fs::write(
        home.file("article.md"),
        SOURCE.replace("## When", "## When not"),
    )
    .unwrap();
    let followed = SPANISH.replace("## Cuándo", "## Cuándo no");
    fs::write(home.file("article.es.md"), &followed).unwrap();
    run(pamphlet()
        .args(["status", "--lang", "es", "--accept"])
        .arg(home.0.path()));
    let lock = home.read("article.es.lock");
    let said = home.warned(&sent.replace(">Lunes<", ">El lunes<"));
    assert!(!said.contains("warning["), "{said}");
    let now = followed.replace("| Lunes", "| El lunes");
    assert_eq!(home.read("article.es.md"), now);
    assert_eq!(home.read("article.es.lock"), lock);
}
