//! Slips of programs and translators: words that are lost, doubled or stand beside their
//! places, and signs that are no XML.

use std::fs;

use super::super::{code, text};
use super::{Home, SPANISH, done, filled, translated};

const WHOLE: &str = "<source>When</source>\n        <target>Cuándo</target>";

#[test]
fn segments_of_xliff_1_are_all_translated_or_none_is() {
    let home = Home::new();
    let back = translated(&home.export("1.2"));
    assert!(back.contains(WHOLE), "{back}");
    let segments = |all: &[(&str, &str)]| -> String {
        let segment =
            |(mid, words): &(&str, &str)| format!("<mrk mtype=\"seg\" mid=\"{mid}\">{words}</mrk>");
        all.iter().map(segment).collect()
    };
    let cut = |all: &[(&str, &str)]| {
        let source = segments(&[("1", "Wh"), ("2", "en")]);
        let target = segments(all);
        let unit = format!(
            "<source>When</source><seg-source>{source}</seg-source><target>{target}</target>"
        );
        back.replace(WHOLE, &unit)
    };
    let cases: [(&[(&str, &str)], &str); 5] = [
        (&[("1", "Cuán")], "is translated in part only"),
        (&[("1", "Cuán"), ("2", " ")], "is translated in part only"),
        (
            &[("1", "Cuán"), ("1", "Cuán"), ("2", "do")],
            "has segment 1 twice",
        ),
        (
            &[("1", "Cuán"), ("2", "do"), ("3", "x")],
            "has a segment 3 that its source has not",
        ),
        (&[("1", ""), ("2", "")], "1/heading has no translation"),
    ];
    for (targets, what) in cases {
        let said = home.refused(cut(targets));
        assert!(said.contains(what), "{what}: {said}");
        assert!(said.contains("help: "), "{said}");
    }
    // Their order is free.
    home.taken(cut(&[("2", "Cuán"), ("1", "do")]));
    assert_eq!(home.read("article.es.md"), SPANISH);
    // Words that were put together again are whole.
    let unit = format!("<seg-source>{}</seg-source>", segments(&[("1", "When")]));
    let merged = back.replace(
        WHOLE,
        &WHOLE.replace("<target>", &format!("{unit}<target>")),
    );
    assert_eq!(home.taken(merged), [""; 0]);
}

#[test]
fn a_unit_with_two_targets_is_refused() {
    for version in ["1.2", "2.1"] {
        let home = Home::new();
        let back = translated(&home.export(version));
        let two = back.replace(WHOLE, &format!("{WHOLE}<target>Otra</target>"));
        let said = home.refused(&two);
        assert!(
            said.contains("unit fundamentals:1:heading has two targets"),
            "{said}"
        );
        assert!(said.contains("help: leave the one"), "{said}");
    }
}

#[test]
fn signs_that_xml_has_not_are_refused_at_their_places() {
    let home = Home::new();
    let back = translated(&home.export("2.1"));
    let place = back.lines().position(|it| it.contains(">Lunes<")).unwrap() + 1;
    for (sign, name) in [
        ("&#0;", "U+0000"),
        ("&#x1;", "U+0001"),
        ("\u{1}", "U+0001"),
        ("&#xFFFE;", "U+FFFE"),
        ("\u{FFFF}", "U+FFFF"),
    ] {
        let said = home.refused(back.replace(">Lunes<", &format!(">Lunes{sign}<")));
        assert!(said.contains("error[xliff-syntax]"), "{said}");
        assert!(
            said.contains(&format!("{name} is no character of XML")),
            "{said}"
        );
        assert!(said.contains("help: delete it"), "{said}");
        assert!(
            said.contains(&format!("back.xlf:{place}:")),
            "{place} {said}"
        );
    }
    let attribute = back.replace("id=\"fundamentals:1:heading\"", "id=\"a&#1;\"");
    assert!(
        home.refused(attribute)
            .contains("U+0001 is no character of XML")
    );
}

#[test]
fn blanks_at_the_ends_of_a_code_stand_outside_of_it() {
    for version in ["1.2", "2.1"] {
        let home = Home::new();
        let back = translated(&home.export(version));
        let blanks = back
            .replace(">agua</", "> agua </")
            .replace(">té<", "> té <");
        home.taken(blanks);
        let expected = SPANISH
            .replace("]]**,", "]]** ,")
            .replace("*té*.", "*té* .");
        assert_eq!(home.read("article.es.md"), expected);
        let empty = back
            .replace(">agua</g>", "></g>")
            .replace(">agua</pc>", "> </pc>");
        let said = home.refused(empty);
        assert!(
            said.contains("unit fundamentals:paragraph-1: code 2 has no words"),
            "{said}"
        );
        assert!(said.contains("around words"), "{said}");
    }
}

#[test]
fn a_citation_in_the_sentence_may_stand_beside_letters() {
    let home = Home::of("---\ntitle: A\n---\n\n# Fundamentals\n\n@doe2020 found $x$.\n");
    let out = home.export("2.1");
    let code = |start: &str| {
        let start = out.find(start).unwrap();
        &out[start..start + out[start..].find("/>").unwrap() + 2]
    };
    let (citation, math) = (code("<ph id=\"1\""), code("<ph id=\"2\""));
    for (before, between, written) in [
        ("", "发现", "@{doe2020}发现$x$"),
        ("研究", "发现", "研究@{doe2020}发现$x$"),
        ("和", "", "和@{doe2020}$x$"),
        ("和.", ": ", "和.@{doe2020}: $x$"),
        ("和 ", " y ", "和 @doe2020 y $x$"),
        ("", ".b", "@doe2020\\.b$x$"),
    ] {
        let line = out
            .lines()
            .find(|it| it.contains("<source>") && it.contains("found"))
            .unwrap();
        let target = format!("<target>{before}{citation}{between}{math}.</target>");
        let back = done(&out.replace(line, &format!("{line}{target}")));
        let back = filled(&back, &[("A", "A")]);
        home.taken(&back);
        let now = home.read("article.es.md");
        assert!(now.ends_with(&format!("\n\n{written}.\n")), "{now}");
        assert_eq!(home.taken(home.export("2.1")), [""; 0]);
        assert!(home.export("2.1").contains(&target));
        fs::remove_file(home.file("article.es.md")).unwrap();
    }
}

#[test]
fn a_sign_that_ends_a_line_is_told_with_its_place() {
    let home = Home::new();
    let back = translated(&home.export("2.1"));
    for (sign, name) in [("&#x85;", "U+0085"), ("&#x2028;", "U+2028")] {
        for target in ["<target>Lunes", "<target>Agua"] {
            let broken = back.replace(target, &target.replace('>', &format!(">{sign}")));
            let line = broken.lines().position(|it| it.contains(sign)).unwrap();
            // The unit starts three lines before.
            let place = format!("back.xlf:{}:", line - 2);
            let output = home.import(&broken);
            let said = text(&output.stderr);
            if code(&output) == 0 {
                continue;
            }
            assert!(said.contains(&place), "{place} {said}");
            assert!(
                said.contains(&format!("help: {name} ends a line")),
                "{said}"
            );
        }
    }
}
