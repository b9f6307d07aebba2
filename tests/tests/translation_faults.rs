//! What is wrong with a translation is named with its place and what to do.

use pamphlet_tests::bilingual::{SOURCE, SPANISH, bilingual, reported};
use pamphlet_tests::library::{self, Scratch};

/// What is reported of the library with one file changed.
fn with(path: &str, text: &str) -> String {
    let home = bilingual();
    home.write(path, text);
    reported(&home)
}

#[track_caller]
fn assert_says(said: &str, what: &[&str]) {
    for what in what {
        assert!(said.contains(what), "{what:?} is not in: {said}");
    }
}

#[test]
fn a_translation_without_a_title_is_an_error() {
    let said = with("gh/article.es.md", "# Fundamentos\n\nBeba.\n");
    assert_says(
        &said,
        &[
            "error[missing-title] gh/article.es.md:1:1",
            "write `title:`",
        ],
    );
}

#[test]
fn another_language_in_the_front_matter_is_an_error_at_its_place() {
    let said = with(
        "gh/article.es.md",
        &SPANISH.replace("keywords:", "lang: fr\nkeywords:"),
    );
    assert_says(
        &said,
        &["error[translation-language] gh/article.es.md:3:7", "`fr`"],
    );
    let said = with(
        "gh/article.es.md",
        &SPANISH.replace("keywords:", "lang: ES\nkeywords:"),
    );
    assert_eq!(said, "");
}

#[test]
fn a_term_without_an_entry_in_the_language_names_key_and_file() {
    let by = |words: &str| SPANISH.replace("[[hormona del crecimiento]]", words);
    // By its key it is found in every language.
    assert_eq!(with("gh/article.es.md", &by("[[gh]]")), "");
    let home = bilingual();
    home.write("gh/article.es.md", by("[[growth hormone]]"));
    home.write("gh/glossary.es.yaml", "");
    let said = reported(&home);
    assert_says(
        &said,
        &["error[untranslated-term] gh/article.es.md:8:6", "`gh`"],
    );
    assert_says(&said, &["gh/glossary.es.yaml"]);
}

#[test]
fn a_key_that_the_sources_glossary_lacks_is_a_warning() {
    let said = with(
        "gh/glossary.es.yaml",
        "gh:\n  term: hormona del crecimiento\n  definition: Una señal.\nhg:\n  term: agua\n",
    );
    assert_says(
        &said,
        &["warning[translation-term] gh/glossary.es.yaml:4:1", "`hg`"],
    );
}

#[test]
fn a_label_that_the_source_lacks_is_a_warning_at_its_place() {
    let said = with(
        "gh/article.es.md",
        &SPANISH.replace("### De noche", "### De noche {#noche}"),
    );
    assert_says(
        &said,
        &[
            "warning[translation-label] gh/article.es.md:15:16",
            "`noche`",
        ],
    );
}

#[test]
fn a_block_that_is_not_in_the_language_is_an_error() {
    let home = bilingual();
    std::fs::remove_file(home.path().join("blocks/when-to-call.es.md")).expect("it was there");
    assert_says(
        &reported(&home),
        &[
            "error[unknown-block] gh/article.es.md:12:9",
            "`blocks/NAME.es.md`",
        ],
    );
}

#[test]
fn a_name_of_one_publication_cannot_be_its_translations() {
    let said = with(
        "gh/article.es.md",
        &SPANISH.replace(
            "keywords:",
            "canonical-url: https://example.org/gh\nkeywords:",
        ),
    );
    assert_says(
        &said,
        &["error[translation-identity] gh/article.es.md:3:16"],
    );
}

#[test]
fn a_translation_without_its_source_is_an_error() {
    let home = bilingual();
    std::fs::remove_file(home.path().join("gh/article.md")).expect("it was there");
    assert_says(
        &reported(&home),
        &["error[translation-source] gh/article.es.md:1:1", "rename"],
    );
}

#[test]
fn a_translation_of_a_source_with_errors_is_not_built_from_half_of_it() {
    let home = bilingual();
    home.write(
        "gh/article.md",
        SOURCE.replace("version: '2'", "verson: '2'"),
    );
    let output = Scratch::new();
    let mut request = library::request(home.path(), output.path());
    request.languages = vec!["es".into()];
    let said = library::reported(&library::build(&request)).join("\n");
    assert_says(&said, &["error[translation-source] gh/article.es.md:1:1"]);
}

#[test]
fn two_files_of_one_language_are_an_error_that_names_both() {
    let home = bilingual();
    let file = home.write("gh/article.ES.md", SPANISH);
    // Where case makes no difference it is one file.
    if std::fs::read_dir(home.path().join("gh"))
        .expect("a folder")
        .count()
        == 6
    {
        let said = reported(&home);
        assert_says(
            &said,
            &[
                "error[doubled-translation] gh/article.ES.md:1:1",
                "`article.es.md`",
            ],
        );
        assert_says(
            &said,
            &[
                "error[doubled-translation] gh/article.es.md:1:1",
                "`article.ES.md`",
            ],
        );
    }
    std::fs::remove_file(file).expect("it was there");
    home.write("gh/article.es.md", SPANISH);
    home.write("gh/article.EN.md", SPANISH);
    let said = reported(&home);
    assert_says(
        &said,
        &["error[doubled-translation] gh/article.EN.md:1:1", "itself"],
    );
}

#[test]
fn two_glossaries_of_one_language_are_an_error() {
    let home = bilingual();
    home.write("gh/glossary.ES.yaml", "");
    if home
        .path()
        .join("gh/glossary.es.yaml")
        .metadata()
        .is_ok_and(|it| it.len() > 0)
    {
        let said = reported(&home);
        assert_says(
            &said,
            &[
                "error[doubled-translation] gh/glossary.ES.yaml:1:1",
                "`glossary.es.yaml`",
            ],
        );
    }
}

#[test]
fn a_name_that_is_no_language_is_an_error_with_its_remedy() {
    let said = with("gh/article.es_MX.md", SPANISH);
    assert_says(
        &said,
        &["error[translation-tag] gh/article.es_MX.md:1:1", "`es_MX`"],
    );
    let said = with("gh/article.la.md", SPANISH);
    assert_says(
        &said,
        &["error[unsupported-language] gh/article.la.md:1:1", "de-AT"],
    );
}

#[test]
fn a_withdrawn_source_builds_no_translation() {
    let said = with(
        "gh/article.md",
        &SOURCE.replace("version:", "status: withdrawn\nversion:"),
    );
    assert_eq!(said.matches("warning[withdrawn]").count(), 2, "{said}");
}

#[test]
fn a_lock_of_another_article_is_an_error_with_its_remedy() {
    let home = bilingual();
    let foreign = "front/title 0123456789abcdef\nfundamentals/paragraph-1 123456789abcdef0\n\
                   fundamentals/1/heading 23456789abcdef01\n";
    home.write("gh/article.es.lock", foreign);
    assert_says(
        &reported(&home),
        &[
            "error[translation-lock] gh/article.es.lock:1:1 no block of the source is in this lock",
            "remove the file",
        ],
    );
}
