//! Two languages side by side: what stands beside what, and what is said of the rest.

use pamphlet_core::edition::Edition;
use pamphlet_core::inline::plain_text;
use pamphlet_core::{Block, Section};
use pamphlet_tests::bilingual::{SOURCE, SPANISH, bilingual};
use pamphlet_tests::library::{self, Made, Scratch};

const TARGET: &str = "[targets.both]\nbilingual = ['en', 'es']\nformat = 'html'\n";

fn with_target(home: &Scratch, target: &str) {
    let contact = "[contact]\nphone = '555-0142'\n[contact.es]\nphone = '555-0143'\n";
    home.write("pamphlet.toml", format!("{contact}{target}"));
}

fn made(home: &Scratch) -> Vec<Made> {
    let made = library::made(home.path(), &[]);
    made.into_iter()
        .filter(|it| it.target.name == "both")
        .collect()
}

/// Headings, and what stands left and right of a bar.
fn shown(edition: &Edition) -> String {
    fn words(blocks: &[Block]) -> String {
        let texts = blocks.iter().map(|block| match block {
            Block::Paragraph(n) => plain_text(&n.inlines),
            other => format!("<{}>", other.kind()),
        });
        texts.collect::<Vec<_>>().join(" ¶ ")
    }
    fn push(blocks: &[Block], out: &mut Vec<String>) {
        for block in blocks {
            out.push(match block {
                Block::Pair(pair) => format!("{} | {}", words(&pair.first), words(&pair.second)),
                other => format!("not a pair: {}", other.kind()),
            });
        }
    }
    fn sections(all: &[Section], mark: &str, out: &mut Vec<String>) {
        for section in all {
            out.push(format!("{mark} {}", plain_text(&section.heading)));
            push(&section.blocks, out);
            sections(&section.sections, &format!("{mark}#"), out);
        }
    }
    let mut out = vec![edition.metadata.title.clone()];
    for part in edition.parts.iter().filter(|it| it.glossary.is_empty()) {
        out.push(format!("# {}", plain_text(&part.title)));
        push(&part.blocks, &mut out);
        sections(&part.sections, "##", &mut out);
    }
    out.join("\n")
}

#[test]
fn blocks_stand_beside_each_other_and_headings_say_both() {
    let home = bilingual();
    with_target(&home, TARGET);
    let all = made(&home);
    assert_eq!(all.len(), 1, "one file of two articles");
    assert_eq!(
        shown(&all[0].edition),
        "Growth hormone / Hormona del crecimiento\n\
         # Fundamentals / Fundamentos\n\
         growth hormone makes children grow. Call ; see . | La hormona del crecimiento hace crecer a los niños. Llame al ; vea .\n\
         ## When to call / Cuándo llamar\n\
         Call when you are worried. | Llame si algo le preocupa.\n\
         ### At night / De noche\n\
         Call too. | También llame.\n\
         ## How it works / Cómo actúa\n\
         It works. | Actúa.\n\
         # References / Referencias"
    );
    let html = String::from_utf8(all[0].bytes.clone()).expect("text");
    // Each column has the fields of its language, and both lead to one section.
    assert!(html.contains("555-0142") && html.contains("555-0143"));
    assert_eq!(
        html.matches("href=\"#how\"").count(),
        3,
        "two links and the contents"
    );
}

#[test]
fn what_has_no_partner_stands_beside_words_that_say_so() {
    let home = bilingual();
    with_target(&home, TARGET);
    let english = SOURCE.replace(
        "It works.",
        "It works.\n\n- A list\n\nMore.\n\n## Alone\n\nHere.",
    );
    home.write("gh/article.md", english);
    let spanish = SPANISH.replace("Actúa.", "Actúa.\n\n> Una cita");
    home.write("gh/article.es.md", spanish);
    let shown = shown(&made(&home)[0].edition);
    let (_, end) = shown.split_once("## How it works").expect("the section");
    assert_eq!(
        end.trim(),
        "/ Cómo actúa\n\
         It works. | Actúa.\n\
         <list> ¶ More. | <quote>\n\
         ## Alone\n\
         Here. | Este pasaje no está disponible en español.\n\
         # References / Referencias"
    );
}

#[test]
fn sections_are_told_by_their_ids_and_headings_by_more_than_their_words() {
    let home = bilingual();
    with_target(&home, TARGET);
    let text = |title: &str, body: &str| format!("---\ntitle: {title}\n---\n\n{body}");
    let english =
        "## One {#s1}\n\nA.\n\n## Alone {#es-s1}\n\nB.\n\n## [NHS](https://a.org/en) {#s3}\n\nC.\n";
    let spanish = "## [NHS](https://a.org/es) {#s3}\n\nC.\n\n## Uno {#s1}\n\nA.\n";
    home.write("gh/article.md", text("One", english));
    home.write("gh/article.es.md", text("Uno", spanish));
    let all = made(&home);
    assert_eq!(
        shown(&all[0].edition),
        "One / Uno\n# Fundamentals / Fundamentos\n\
         ## One / Uno\nA. | A.\n\
         ## Alone\nB. | Este pasaje no está disponible en español.\n\
         ## NHS / NHS\nC. | C."
    );
    let html = String::from_utf8_lossy(&all[0].bytes);
    assert!(html.contains("https://a.org/en") && html.contains("https://a.org/es"));
}

#[test]
fn what_is_wrong_with_an_article_is_told_once() {
    let (home, output) = (bilingual(), Scratch::new());
    with_target(&home, TARGET);
    home.write("gh/article.es.md", SPANISH.replace("(#how)", "(#hwo)"));
    let mut request = library::request(home.path(), output.path());
    request.targets = vec!["web".to_owned(), "both".to_owned()];
    let said = library::reported(&library::build(&request));
    let of_it = said.iter().filter(|line| line.contains("hwo"));
    assert_eq!(of_it.count(), 1, "{said:?}");
}

fn reported(home: &Scratch, target: &str) -> String {
    let output = Scratch::new();
    let mut request = library::request(home.path(), output.path());
    request.targets = vec![target.to_owned()];
    library::reported(&library::build(&request)).join("\n")
}

#[test]
fn a_target_that_no_article_suits_is_wrong_usage() {
    let home = bilingual();
    with_target(
        &home,
        "[targets.both]\nbilingual = ['en', 'pl']\nformat = 'pdf'\n",
    );
    assert_eq!(
        reported(&home, "both"),
        "usage: none of the articles asked for is in en and beside it in pl, as the target both needs \
         [\"put article.pl.md beside an article in en, or build other targets with -t\"]"
    );
    // An article in one language does not hold the others up.
    with_target(&home, TARGET);
    home.write(
        "other/article.md",
        "---\ntitle: Other\nreviewed: 2026-01-01\n---\n\nWords.\n",
    );
    assert_eq!(reported(&home, "both"), "");
}

#[test]
fn faults_of_either_article_are_told_with_their_places() {
    let home = bilingual();
    with_target(&home, TARGET);
    home.write("gh/article.es.md", SPANISH.replace("(#how)", "(#hwo)"));
    let said = reported(&home, "both");
    assert!(said.contains("gh/article.es.md:8:"), "{said}");
    assert!(said.contains("hwo"), "{said}");
}

#[test]
fn a_translation_with_faults_or_withdrawn_stops_no_other_file() {
    let built = |spanish: &str| {
        let (home, output) = (bilingual(), Scratch::new());
        with_target(&home, TARGET);
        home.write("gh/article.es.md", spanish);
        let mut request = library::request(home.path(), output.path());
        request.targets = vec!["web".to_owned(), "both".to_owned()];
        let said = library::reported(&library::build(&request));
        let files: Vec<_> = library::files(output.path()).into_keys().collect();
        (said.join("\n"), files.join(" "))
    };
    let (said, files) = built(SPANISH);
    assert_eq!(
        (&*said, &*files),
        ("", "gh/gh-both.html gh/gh.es.html gh/gh.html")
    );
    let (_, files) = built(&SPANISH.replace("(#how)", "(#hwo)"));
    assert_eq!(files, "gh/gh.html");
    let withdrawn = SPANISH.replace("keywords", "status: withdrawn\nkeywords");
    let (said, files) = built(&withdrawn);
    assert_eq!(files, "");
    assert!(said.contains("none of the articles asked for"), "{said}");
}

#[test]
fn what_opens_a_leaflet_in_one_language_alone_is_set_as_what_it_is() {
    let home = bilingual();
    with_target(&home, TARGET);
    let spanish = SPANISH.replace("keywords", "urgent-help: Llame al 911.\nkeywords");
    home.write("gh/article.es.md", spanish);
    let edition = &made(&home)[0].edition;
    let roles = edition.opening.iter().map(|block| {
        let role = edition.facts.roles.get(&block.meta().id);
        role.copied().unwrap_or("none")
    });
    assert_eq!(roles.collect::<Vec<_>>(), ["purpose", "urgent-help"]);
}

#[test]
fn two_languages_are_a_draft_if_either_is() {
    let home = bilingual();
    with_target(&home, TARGET);
    let draft = SPANISH.replace("keywords", "status: draft\nkeywords");
    home.write("gh/article.es.md", draft);
    let html = String::from_utf8(made(&home)[0].bytes.clone()).expect("text");
    assert!(html.contains("class=\"draft\""), "{html}");
}

#[test]
fn faults_of_the_key_name_their_places_and_remedies() {
    let home = bilingual();
    for (value, expected) in [
        ("['en']", "error[wrong-type] pamphlet.toml:6:13 "),
        (
            "['en', 'en']",
            "error[wrong-value] pamphlet.toml:6:20 en is listed twice",
        ),
        (
            "['en', 'xq']",
            "error[wrong-value] pamphlet.toml:6:20 xq is not a language",
        ),
    ] {
        with_target(
            &home,
            &format!("[targets.both]\nbilingual = {value}\nformat = 'pdf'\n"),
        );
        let said = reported(&home, "both");
        assert!(said.starts_with(expected), "{value}: {said}");
    }
    with_target(
        &home,
        &format!(
            "{TARGET}[targets.book]\nformat = 'epub'\npages-from = 'paper'\n\
                  [targets.paper]\nformat = 'pdf'\nbilingual = ['en', 'es']\n"
        ),
    );
    let said = reported(&home, "book");
    assert!(
        said.contains("paper is not in the languages of book"),
        "{said}"
    );
}
