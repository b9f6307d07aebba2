//! A language that the program has no words for, as who writes in it goes through it.

use std::fs;

use super::{ARTICLE, code, library, pamphlet, run, text};

#[test]
fn what_is_said_of_a_language_without_words_leads_to_a_build() {
    let home = tempfile::tempdir().unwrap();
    let path = home.path();
    library(path, 1, &ARTICLE.replace("title:", "lang: so\ntitle:"));
    let build = || run(pamphlet().args(["build", "-o", "dist"]).current_dir(path));
    let output = build();
    let said = text(&output.stderr);
    assert_eq!(code(&output), 1, "{said}");
    assert!(
        said.contains("`pamphlet words so > words.so.yaml`"),
        "{said}"
    );

    let output = run(pamphlet().args(["words", "so"]));
    assert_eq!((code(&output), text(&output.stderr)), (0, String::new()));
    let blank = text(&output.stdout);
    fs::write(path.join("words.so.yaml"), &blank).unwrap();
    let output = build();
    let said = text(&output.stderr);
    assert_eq!(code(&output), 2, "{said}");
    assert!(said.contains("`warning`, in English “Warning”"), "{said}");

    // Whoever translates keeps the comments.
    let words = blank.replace("\"\" # Fundamentals", "Aasaaska # Fundamentals");
    let words = words.replace("\"\"", "\"ereyo\"");
    let named = |words: &str| {
        let names = ["Dhexe", "Tacliin", "Tixraac", "Milicsi"];
        let parts = ["Intermediate", "Academic", "References", "Reflection"];
        let pairs = names.iter().zip(parts);
        pairs.fold(words.to_owned(), |words, (name, part)| {
            words.replace(
                &format!("\"ereyo\" # {part}\n"),
                &format!("{name} # {part}\n"),
            )
        })
    };
    let places = |line: &str| match line.split_once("\"ereyo\" # ") {
        Some((key, english)) if english.contains("{}") => format!("{key}\"ereyo {{}}\"\n"),
        Some(_) | None => format!("{line}\n"),
    };
    let words: String = named(&words).lines().map(places).collect();
    fs::write(path.join("words.so.yaml"), words).unwrap();
    let said = text(&build().stderr);
    // Its headings are still English.
    assert!(said.contains("error[unknown-part]"), "{said}");
    let article = ARTICLE.replace("title:", "lang: so\ntitle:");
    library(path, 1, &article.replace("# Fundamentals", "# Aasaaska"));
    let output = build();
    assert_eq!(code(&output), 0, "{}", text(&output.stderr));
}

#[test]
fn words_of_no_language_are_wrong_usage() {
    let output = run(pamphlet().args(["words", "english"]));
    assert_eq!(code(&output), 2);
    assert!(text(&output.stderr).contains("english is not a language tag"));
    let output = run(pamphlet().args(["words", "en-GB"]));
    assert!(text(&output.stdout).contains("\nlicense: \"Licence\"\n"));
}
