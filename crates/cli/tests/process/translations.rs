//! Translations on the command line: which languages are built, and what is said
//! of those that cannot be.

use std::fs;
use std::path::Path;

use super::{ARTICLE, code, files, library, pamphlet, run, text};

const SPANISH: &str = "---\ntitle: Agua\n---\n\n# Fundamentos\n\nBeba.\n";

/// Two articles, the first also in Spanish.
fn bilingual(folder: &Path) {
    library(folder, 2, ARTICLE);
    fs::write(folder.join("a0/article.es.md"), SPANISH).unwrap();
}

/// The web pages that a build makes, or its exit code and what it says.
fn pages(path: &Path, extra: &[&str]) -> Result<Vec<String>, (i32, String)> {
    let out = tempfile::tempdir().unwrap();
    let built = run(pamphlet()
        .arg("build")
        .arg(path)
        .arg("-o")
        .arg(out.path())
        .args(["-f", "html"])
        .args(extra));
    match code(&built) {
        0 => Ok(files(out.path())),
        code => Err((code, text(&built.stderr))),
    }
}

#[test]
fn a_library_and_a_folder_build_every_language_and_a_file_its_own() {
    let home = tempfile::tempdir().unwrap();
    bilingual(home.path());
    let (both, spanish) = (["a0/a0.es.html", "a0/a0.html"], ["a0/a0.es.html"]);
    let all = pages(home.path(), &[]).unwrap();
    assert_eq!(all, ["a0/a0.es.html", "a0/a0.html", "a1/a1.html"]);
    assert_eq!(pages(&home.path().join("a0"), &[]).unwrap(), both);
    let file = |name: &str| pages(&home.path().join("a0").join(name), &[]).unwrap();
    assert_eq!(file("article.es.md"), spanish);
    assert_eq!(file("article.md"), ["a0/a0.html"]);
    // A target with a name has it behind the language.
    let handout = pages(home.path(), &["-l", "es", "-t", "ehr"]).unwrap();
    assert_eq!(handout, ["a0/a0.es-ehr.html", "ehr.csv"]);
}

#[test]
fn an_article_folder_without_a_library_builds_its_translations_too() {
    let home = tempfile::tempdir().unwrap();
    let folder = home.path().join("water");
    fs::create_dir(&folder).unwrap();
    fs::write(folder.join("article.md"), ARTICLE).unwrap();
    fs::write(folder.join("article.ES.md"), SPANISH).unwrap();
    let expected = ["water/water.es.html", "water/water.html"];
    assert_eq!(pages(&folder, &[]).unwrap(), expected);
    fs::remove_file(folder.join("article.md")).unwrap();
    let (code, said) = pages(&folder, &[]).unwrap_err();
    assert_eq!(code, 1);
    assert!(said.contains("translation-source"), "{said}");
    assert!(said.contains("article.ES.md:1:1"), "{said}");
}

#[test]
fn languages_are_chosen_and_one_that_nothing_has_is_two() {
    let home = tempfile::tempdir().unwrap();
    bilingual(home.path());
    let chosen = |languages: &[&str]| pages(home.path(), languages);
    assert_eq!(chosen(&["--lang", "ES"]).unwrap(), ["a0/a0.es.html"]);
    assert_eq!(
        chosen(&["--lang", "en"]).unwrap(),
        ["a0/a0.html", "a1/a1.html"]
    );
    let both = chosen(&["--lang", "en", "--lang", "es"]).unwrap();
    assert_eq!(both.len(), 3);
    let (code, said) = chosen(&["--lang", "es", "--lang", "de"]).unwrap_err();
    assert_eq!(code, 2);
    assert!(
        said.contains("nothing here is in the language de"),
        "{said}"
    );
    assert!(said.contains("there are en, es"), "{said}");
    let (code, said) = chosen(&["--lang", "Spanish!"]).unwrap_err();
    assert_eq!(code, 2);
    assert!(said.contains("is not a language tag"), "{said}");
}

#[test]
fn a_translation_with_faults_leaves_its_source_built() {
    let home = tempfile::tempdir().unwrap();
    bilingual(home.path());
    let out = home.path().join("out");
    fs::write(home.path().join("a0/article.x.md"), SPANISH).unwrap();
    let built = run(pamphlet()
        .arg("build")
        .arg(home.path().join("a0"))
        .arg("-o")
        .arg(&out)
        .args(["-f", "html", "--report", "json"]));
    assert_eq!(code(&built), 1);
    assert_eq!(files(&out), ["a0/a0.es.html", "a0/a0.html"]);
    let report: serde_json::Value = serde_json::from_slice(&built.stdout).unwrap();
    let fault = &report["diagnostics"][0];
    assert_eq!(fault["name"], "translation-tag");
    assert_eq!(fault["file"], "a0/article.x.md");
}

#[test]
fn an_article_is_inspected_and_its_references_listed_once() {
    let home = tempfile::tempdir().unwrap();
    bilingual(home.path());
    let entry = "@article{a2001, author = {Ae, Bo}, title = {One}, journal = {J}, year = 2001}";
    fs::write(home.path().join("a0/references.bib"), entry).unwrap();
    let folder = home.path().join("a0");
    let refs = run(pamphlet().arg("refs").arg(&folder));
    assert_eq!(text(&refs.stdout).lines().count(), 1, "{refs:?}");
    let number = |path: &Path| {
        let found = run(pamphlet()
            .arg("inspect")
            .arg(path)
            .args(["--paragraph", "1.1"]));
        text(&found.stdout)
    };
    assert_eq!(number(&folder), "a0/article.md:8:1\n");
    assert_eq!(
        number(&folder.join("article.es.md")),
        "a0/article.es.md:7:1\n"
    );
}

#[test]
fn a_source_that_goes_on_makes_its_translation_stale_until_it_is_accepted() {
    let home = tempfile::tempdir().unwrap();
    bilingual(home.path());
    let status = |extra: &[&str]| run(pamphlet().arg("status").arg(home.path()).args(extra));
    let said = |extra: &[&str]| {
        let output = status(extra);
        assert_eq!(code(&output), 0, "{}", text(&output.stderr));
        text(&output.stdout)
    };
    let file = "a0/article.es.md";
    assert_eq!(
        said(&[]),
        format!("{file}: there is no a0/article.es.lock yet\n")
    );
    assert_eq!(code(&status(&["--accept"])), 2, "no language is named");
    let lock = home.path().join("a0/article.es.lock");
    assert!(!lock.exists());
    assert!(said(&["--lang", "es", "--accept"]).ends_with("a0/article.es.lock\n"));
    assert_eq!(
        said(&["--lang", "es"]),
        format!("{file}: follows its source\n")
    );
    let first = fs::read_to_string(&lock).unwrap();
    assert_eq!(
        first.lines().filter(|line| !line.starts_with('#')).count(),
        2
    );

    let more = ARTICLE.replace("Drink.", "Drink more.\n\n## When\n\nNow.");
    fs::write(home.path().join("a0/article.md"), more).unwrap();
    assert_eq!(
        said(&[]),
        "a0/article.es.md: 1 changed, 2 new, 2 missing\n  \
         changed  a0/article.md:8:1 fundamentals/paragraph-1\n  \
         new      a0/article.md:10:4 fundamentals/1/heading\n  \
         new      a0/article.md:12:1 fundamentals/1/paragraph-1\n  \
         missing  a0/article.md:10:4 fundamentals/1/heading\n  \
         missing  a0/article.md:12:1 fundamentals/1/paragraph-1\n"
    );
    let json: serde_json::Value = serde_json::from_str(&said(&["--format", "json"])).unwrap();
    let translation = &json["translations"][0];
    assert_eq!(
        (&translation["file"], &translation["language"]),
        (&file.into(), &"es".into())
    );
    assert_eq!(translation["blocks"][0]["standing"], "changed");
    assert_eq!(translation["blocks"][0]["line"], 8);

    let build = || {
        let out = home.path().join("out");
        run(pamphlet()
            .arg("build")
            .arg(home.path().join("a0"))
            .arg("-o")
            .arg(out)
            .args(["-f", "html"]))
    };
    let stale = build();
    assert_eq!(code(&stale), 0);
    let warned = text(&stale.stderr);
    assert!(warned.contains("stale-translation"), "{warned}");
    assert!(warned.contains("article.es.md:7:1"), "{warned}");
    assert!(
        warned.contains("3 blocks of the source changed"),
        "{warned}"
    );
    said(&["--lang", "es", "--accept"]);
    assert!(!text(&build().stderr).contains("stale"));
    assert_eq!(code(&status(&["--lang", "de"])), 2);

    fs::write(&lock, "one two three\n").unwrap();
    let broken = status(&[]);
    assert_eq!(code(&broken), 1);
    assert!(
        text(&broken.stderr).contains("article.es.lock:1:1"),
        "{broken:?}"
    );
}
