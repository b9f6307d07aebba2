//! Terms of the article and of its library, and the language that they go into.

use std::fs;

use super::super::{code, pamphlet, run, text};
use super::{Home, TERMS, filled, translated};

#[test]
fn a_definition_that_changed_is_to_be_translated_anew() {
    for version in ["1.2", "2.1"] {
        let home = Home::new();
        home.taken(translated(&home.export(version)));
        assert!(home.export(version).contains("> es.</target>"));
        fs::write(home.file("glossary.yaml"), TERMS.replace("is.", "is not.")).unwrap();
        let status = || text(&run(pamphlet().arg("status").arg(home.0.path())).stdout);
        assert!(status().contains("glossary/water"), "{}", status());
        let out = home.export(version);
        assert!(!out.contains("> es.</target>"), "{out}");
        assert!(
            out.contains("<note>Translation so far, of other words: Lo que  es.</note>"),
            "{out}"
        );
        // Nobody touched it: nothing is lost, and nothing follows.
        let before = home.read("glossary.es.yaml");
        assert_eq!(home.taken(&out), [""; 0]);
        assert_eq!(home.read("glossary.es.yaml"), before);
        assert!(status().contains("glossary/water"), "{}", status());
        let line = out.lines().find(|it| it.contains("> is not.<")).unwrap();
        let target = line
            .replace("source>", "target>")
            .replace("What ", "Lo que ")
            .replace("is not", "no es");
        let back = out.replace(line, &format!("{line}{target}"));
        let back = filled(&back, &[("water", "agua")]);
        home.taken(back);
        assert!(home.read("glossary.es.yaml").contains("`H2O` no es."));
        assert!(status().contains("follows its source"), "{}", status());
        assert!(home.export(version).contains("> no es.</target>"));
    }
}

#[test]
fn terms_that_definitions_use_go_along() {
    let home = Home::of("---\ntitle: A\n---\n\n# Fundamentals\n\nUse a [[spacer]].\n");
    let library = "inhaler:\n  term: inhaler\n  definition: Measured by [[flow]].\n\
        flow:\n  term: flow\n  definition: Breath.\nother:\n  term: other\n  definition: Unused.\n";
    fs::write(home.0.path().join("glossary.yaml"), library).unwrap();
    fs::write(
        home.file("glossary.yaml"),
        "spacer:\n  term: spacer\n  definition: A tube for an [[inhaler]].\n",
    )
    .unwrap();
    let out = home.export("2.1");
    for key in ["spacer", "inhaler", "flow"] {
        assert!(
            out.contains(&format!("\"glossary:{key}:definition\"")),
            "{key}: {out}"
        );
    }
    assert!(!out.contains("glossary:other"), "{out}");
    // What comes back builds.
    let lines = out
        .lines()
        .map(|line| match line.trim().starts_with("<source>") {
            true => format!("{line}{}\n", line.replace("source>", "target>")),
            false => format!("{line}\n"),
        });
    home.taken(super::done(&lines.collect::<String>()));
    let built = run(pamphlet()
        .arg("build")
        .arg(home.0.path())
        .arg("-o")
        .arg(home.0.path().join("dist"))
        .args(["-f", "html", "--lang", "es"]));
    assert_eq!(code(&built), 0, "{}", text(&built.stderr));
}

#[test]
fn a_language_without_words_of_the_interface_is_refused_both_ways() {
    let home = Home::new();
    let exported = run(pamphlet()
        .args(["translate", "export", "--lang", "la"])
        .arg(home.file("")));
    let said = text(&exported.stderr);
    assert_eq!(code(&exported), 1, "{said}");
    assert!(said.contains("error[unsupported-language]"), "{said}");
    assert!(said.contains("pamphlet words la"), "{said}");
    assert_eq!(text(&exported.stdout), "");
    let back = translated(&home.export("2.1"));
    let said = home.refused(back.replace("trgLang=\"es\"", "trgLang=\"la\""));
    assert!(said.contains("error[unsupported-language]"), "{said}");
    assert!(said.contains("back.xlf:2:"), "{said}");
}
