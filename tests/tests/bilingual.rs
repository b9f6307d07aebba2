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
            Block::Table(n) => format!("<table {}>", n.meta.label().unwrap_or_default()),
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
    out.join("\n").replace("\u{a0}/", " /")
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

/// A table with the label that is its only word.
fn table(label: &str) -> String {
    format!("| {label} |\n|---|\n| 1 |\n\n: {label} {{#{label}}}\n\n")
}

/// What an article with this text and its translation show.
fn shown_of(english: &str, spanish: &str) -> String {
    let home = bilingual();
    with_target(&home, TARGET);
    let text = |title: &str, body: &str| format!("---\ntitle: {title}\n---\n\n{body}");
    home.write("gh/article.md", text("One", english));
    home.write("gh/article.es.md", text("Uno", spanish));
    shown(&made(&home)[0].edition)
}

#[test]
fn what_has_a_label_finds_its_partner_in_any_order() {
    let (dose, times) = (table("dose"), table("times"));
    let english = format!("A.\n\n{dose}B.\n\nC.\n\n{times}");
    assert_eq!(
        shown_of(&english, &format!("A.\n\n{times}B.\n\n{dose}C.\n\n")),
        "One / Uno\n# Fundamentals / Fundamentos\n\
         A. | A.\n\
         <table dose> | <table dose>\n\
         B. | B.\n\
         C. | C.\n\
         <table times> | <table times>"
    );
}

#[test]
fn what_has_a_label_finds_its_partner_in_another_section() {
    let (dose, times) = (table("dose"), table("times"));
    let english = format!("A.\n\n{dose}## S {{#s}}\n\nB.\n\n## Only {{#only}}\n\n{times}");
    assert_eq!(
        shown_of(
            &english,
            &format!("{times}A.\n\n## S {{#s}}\n\n{dose}B.\n\n")
        ),
        "One / Uno\n# Fundamentals / Fundamentos\n\
         A. | A.\n\
         <table dose> | <table dose>\n\
         ## S\n\
         B. | B.\n\
         ## Only\n\
         <table times> | <table times>"
    );
}

#[test]
fn a_label_that_one_language_alone_has_leaves_the_order() {
    let (dose, dosis) = (table("dose"), table("dosis"));
    assert_eq!(
        shown_of(
            &format!("A.\n\n{dose}B.\n\n"),
            &format!("A.\n\n{dosis}B.\n\n")
        ),
        "One / Uno\n# Fundamentals / Fundamentos\n\
         A. | A.\n\
         <table dose> | <table dosis>\n\
         B. | B."
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

/// What a build of a page in each language and of one in both says, and the files that it
/// makes, with this translation.
fn built_with(spanish: &str) -> (String, String) {
    let (home, output) = (bilingual(), Scratch::new());
    with_target(&home, TARGET);
    home.write("gh/article.es.md", spanish);
    let mut request = library::request(home.path(), output.path());
    request.targets = vec!["web".to_owned(), "both".to_owned()];
    let said = library::reported(&library::build(&request));
    let files: Vec<_> = library::files(output.path()).into_keys().collect();
    (said.join("\n"), files.join(" "))
}

#[test]
fn a_translation_with_faults_or_withdrawn_stops_no_other_file() {
    let (said, files) = built_with(SPANISH);
    assert_eq!(
        (&*said, &*files),
        ("", "gh/gh-both.html gh/gh.es.html gh/gh.html")
    );
    let (said, files) = built_with(&SPANISH.replace("(#how)", "(#hwo)"));
    assert_eq!(files, "gh/gh.html");
    let lines: Vec<&str> = said.lines().collect();
    assert_eq!(
        lines[0],
        "warning[not-side-by-side] gh/article.es.md:1:1 gh/gh-both.html is not made, since article.es.md \
         has errors (mend what is told of it; all other files are built without it)"
    );
    assert_eq!(lines.len(), 2, "each is told once: {said}");
    assert!(
        lines[1].starts_with("error[dangling-reference] gh/article.es.md"),
        "{said}"
    );
    let withdrawn = SPANISH.replace("keywords", "status: withdrawn\nkeywords");
    let (said, files) = built_with(&withdrawn);
    assert_eq!(files, "gh/gh.html");
    assert_eq!(
        said,
        "warning[not-side-by-side] gh/article.es.md:1:1 gh/gh-both.html is not made, since article.es.md \
         is withdrawn (to build it again, set `status: current`; all other files are built without it)\n\
         warning[withdrawn] gh/article.es.md:3:9 `gh` is withdrawn: nothing is built from it \
         (to build it again, set `status: current`)"
    );
}

#[test]
fn where_counting_may_pair_the_wrong_words_is_told() {
    let (said, files) = built_with(&SPANISH.replace("Actúa.", "Actúa.\n\nY dura."));
    // One of a language has nothing to be mistaken for but the other's two.
    assert_eq!(
        said,
        "warning[uncertain-partners] gh/article.md:26:1 which blocks of the kind paragraph stand beside \
         each other is uncertain: here are 1, in es 2 (write what is missing, or give those that belong \
         together a label of their own in both: `{#dose}`)"
    );
    assert_eq!(files, "gh/gh-both.html gh/gh.es.html gh/gh.html");
    let more = SPANISH.replace("## Cuándo", "## Antes\n\nBeba.\n\n## Cuándo");
    let (said, _) = built_with(&more);
    assert!(
        said.starts_with(
            "warning[uncertain-partners] gh/article.md:16:1 which sections stand beside"
        ),
        "{said}"
    );
    // What one language alone has is told on the page.
    let (said, _) = built_with(&SPANISH.replace("Actúa.", "Actúa.\n\n> Sí."));
    assert_eq!(said, "");
}

#[test]
fn both_directions_tell_each_fault_once() {
    let (home, output) = (bilingual(), Scratch::new());
    let target = |name: &str, languages: &str, format: &str| {
        format!("[targets.{name}]\nbilingual = {languages}\nformat = '{format}'\n")
    };
    let targets = [
        target("page", "['en', 'es']", "html"),
        target("book", "['en', 'es']", "epub"),
        target("turned", "['es', 'en']", "html"),
    ];
    with_target(&home, &targets.concat());
    home.write("gh/article.es.md", SPANISH.replace("(#how)", "(#hwo)"));
    let mut request = library::request(home.path(), output.path());
    request.targets = ["page", "book", "turned"].map(str::to_owned).into();
    let said = library::reported(&library::build(&request));
    let named = |name: &str| -> Vec<&str> {
        let lines = said.iter().filter(|line| line.contains(name));
        lines.map(String::as_str).collect()
    };
    assert_eq!(said.len(), 3, "{said:#?}");
    assert_eq!(named("error[dangling-reference] gh/article.es.md").len(), 1);
    assert_eq!(
        named("not-side-by-side"),
        [
            "warning[not-side-by-side] gh/article.es.md:1:1 gh/gh-page.html and gh/gh-book.epub are not made, \
             since article.es.md has errors (mend what is told of it)",
            "warning[not-side-by-side] gh/article.es.md:1:1 gh/gh.es-turned.html is not made, \
             since article.es.md has errors (mend what is told of it)",
        ],
        "no other file is built here"
    );
}

#[test]
fn a_partner_whose_name_is_refused_is_told() {
    let (home, output) = (bilingual(), Scratch::new());
    with_target(&home, TARGET);
    home.write("gh/article.ES.md", SPANISH);
    let mut request = library::request(home.path(), output.path());
    request.targets = vec!["both".to_owned()];
    let said = library::reported(&library::build(&request)).join("\n");
    assert!(said.contains("error[doubled-translation]"), "{said}");
    assert_eq!(
        said.matches("gh/gh-both.html is not made").count(),
        1,
        "{said}"
    );
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
            "error[unsupported-language] pamphlet.toml:6:20 ",
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

/// The page or the style sheet of the book of a target in two languages.
fn sheet_of(first: &str, second: &str, format: &str) -> String {
    let home = Scratch::new();
    home.write(
        "pamphlet.toml",
        format!(
            "[library]\nlang = '{first}'\n[targets.both]\nbilingual = ['{first}', '{second}']\n\
             format = '{format}'\n"
        ),
    );
    let words = |language: &str| match language {
        "ur" => "پانی پئیں",
        "zh" => "多喝水",
        "ar" => "اشرب الماء",
        "hi" => "पानी पिएँ",
        _ => "Drink water",
    };
    let text = |language| {
        let words = words(language);
        format!("---\ntitle: {words}\n---\n\n{words}[^1].\n\n[^1]: {words}.\n")
    };
    home.write("water/article.md", text(first));
    home.write(&format!("water/article.{second}.md"), text(second));
    let made = made(&home).remove(0);
    match format {
        "epub" => {
            let files = pamphlet_tests::extract::epub::files(&made.bytes);
            let sheets = files.into_iter().filter(|(name, _)| name.ends_with(".css"));
            sheets.map(|(_, text)| text).collect()
        }
        _ => String::from_utf8(made.bytes).expect("text"),
    }
}

/// The rules that a style sheet has for one language, an item each.
fn rules<'a>(sheet: &'a str, language: &str) -> Vec<String> {
    let selector = format!("[lang|=\"{language}\"]");
    let of_it = sheet
        .split_inclusive('}')
        .filter(|rule| rule.contains(&selector));
    let declarations = |rule: &'a str| {
        let (_, inner) = rule.split_once('{').expect("a rule");
        inner
            .trim_matches(['}', ' ', '\n'])
            .trim_end_matches(';')
            .to_owned()
    };
    of_it.map(declarations).collect()
}

#[test]
fn each_language_is_set_on_screens_as_it_is_alone() {
    for format in ["html", "epub"] {
        let sheet = sheet_of("en", "ur", format);
        let [family, leading] = &rules(&sheet, "ur")[..] else {
            panic!("{format}: {:?}", rules(&sheet, "ur"));
        };
        assert!(
            family.starts_with("font-family: \"Noto Nastaliq Urdu\", \"Atkinson"),
            "{family}"
        );
        assert_eq!(leading, "line-height: 2.2");
        // English beside Urdu has its own letters, not those of Nastaliq.
        let sheet = sheet_of("ur", "en", format);
        let [family, leading] = &rules(&sheet, "en")[..] else {
            panic!("{format}: {:?}", rules(&sheet, "en"));
        };
        assert!(family.starts_with("font-family: \"Atkinson"), "{family}");
        assert_eq!(leading, "line-height: 1.5");
        let leading = &rules(&sheet_of("en", "zh", format), "zh")[1];
        assert_eq!(leading, "line-height: 1.65");
        // What is set alike needs no rule.
        assert_eq!(rules(&sheet_of("en", "hi", format), "hi"), [""; 0]);
    }
}

#[test]
fn notes_are_set_as_their_language_is() {
    let rule = |format| {
        let sheet = sheet_of("ur", "en", format);
        let rules = sheet
            .split('}')
            .filter(|it| it.contains("line-height: 1.5;"));
        let own = rules.filter(|it| it.contains("[lang|=\"en\"]"));
        let own: Vec<_> = own.filter_map(|it| it.split_once('{')).collect();
        own[0].0.split_whitespace().collect::<Vec<_>>().join(" ")
    };
    assert_eq!(rule("html"), ":where(:is(.side, .notes li)[lang|=\"en\"])");
    assert_eq!(rule("epub"), ".side[lang|=\"en\"], .note[lang|=\"en\"]");
}

#[test]
fn the_heading_of_the_notes_says_both() {
    let heading = |first, second| {
        let page = sheet_of(first, second, "html");
        let (_, behind) = page.split_once("id=\"_notes\">").expect("a heading");
        behind.split("</h2>").next().expect("its end").to_owned()
    };
    assert_eq!(
        heading("en", "es"),
        "Notes\u{a0}/ <span lang=\"es\">Notas</span>"
    );
    assert_eq!(
        heading("en", "ur"),
        "Notes\u{a0}/ <span lang=\"ur\" dir=\"rtl\">حواشی</span>"
    );
    assert_eq!(heading("en", "fr"), "Notes");
}

#[test]
fn a_page_has_the_fonts_of_both_languages() {
    let faces = |first, second| {
        let page = sheet_of(first, second, "html");
        let rules = page.split("@font-face").skip(1);
        let face = |rule: &str| {
            let family = rule.split('"').nth(1).expect("a family").to_owned();
            // The family that sets whole lines sets their spaces too.
            let narrow = rule
                .split("src:")
                .next()
                .is_some_and(|it| it.contains("unicode-range"));
            format!("{family}{}", if narrow { ", some letters" } else { "" })
        };
        let mut all: Vec<String> = rules.map(face).collect();
        all.dedup();
        all
    };
    assert_eq!(
        faces("en", "ur"),
        ["Atkinson Hyperlegible Next", "Noto Nastaliq Urdu"]
    );
    assert_eq!(
        faces("ar", "en"),
        ["Atkinson Hyperlegible Next", "Vazirmatn"]
    );
    assert_eq!(
        faces("en", "hi"),
        [
            "Atkinson Hyperlegible Next",
            "Noto Sans Devanagari, some letters"
        ]
    );
}

#[test]
fn each_language_is_set_on_paper_as_it_is_alone() {
    let tokens = |languages: &str| {
        let (home, output) = (Scratch::new(), Scratch::new());
        home.write(
            "pamphlet.toml",
            format!(
                "[targets.both]\nbilingual = {languages}\nformat = 'pdf'\nlayout = 'handout'\n"
            ),
        );
        home.write(
            "water/article.md",
            "---\ntitle: Water\nreviewed: 2026-01-02\n---\n\nDrink.\n",
        );
        home.write("water/article.zh.md", "---\ntitle: 水\n---\n\n多喝水。\n");
        home.write("water/article.ur.md", "---\ntitle: پانی\n---\n\nپئیں۔\n");
        let mut request = library::request(home.path(), output.path());
        request.targets = vec!["both".to_owned()];
        request.emit_typst = true;
        assert_eq!(library::reported(&library::build(&request)), [""; 0]);
        let files = library::files(output.path()).into_iter();
        let mut tokens = files.filter(|(name, _)| name.ends_with("tokens.typ"));
        let (_, bytes) = tokens.next().expect("the tokens");
        let text = String::from_utf8(bytes).expect("text");
        let lines = text.lines().map(str::trim);
        let languages = lines.skip_while(|it| !it.starts_with("languages:"));
        let first = |line: &str| {
            line.split_inclusive(',')
                .next()
                .unwrap_or_default()
                .to_owned()
        };
        let said: Vec<String> = languages.take(7).map(first).collect();
        said.join(" ")
    };
    assert_eq!(
        tokens("['en', 'zh']"),
        "languages: ( \"en\": (leading: 1.34, text: (\"Atkinson Hyperlegible Next\", ), \
         \"zh\": (leading: 1.65, text: (\"Noto Sans SC\", ),"
    );
    // On paper Urdu is in Naskh, whose lines need no more room.
    assert_eq!(
        tokens("['ur', 'en']"),
        "languages: ( \"ur\": (leading: 1.34, text: (\"Vazirmatn\", ), \
         \"en\": (leading: 1.34, text: (\"Atkinson Hyperlegible Next\", ),"
    );
}

#[test]
fn both_languages_are_told_to_machines() {
    let page = sheet_of("en", "ur", "html");
    assert!(page.contains("\"inLanguage\":[\"en\",\"ur\"]"), "{page}");
    let home = bilingual();
    with_target(
        &home,
        "[targets.both]\nbilingual = ['en', 'es']\nformat = 'epub'\npages-from = 'none'\n",
    );
    let files = pamphlet_tests::extract::epub::files(&made(&home)[0].bytes);
    let package = files
        .values()
        .find(|it| it.contains("<package"))
        .expect("a package");
    assert!(
        package.contains("<dc:language>en</dc:language>\n    <dc:language>es</dc:language>"),
        "{package}"
    );
    let output = Scratch::new();
    with_target(
        &home,
        "[targets.both]\nbilingual = ['en', 'es']\nformat = 'html'\nlayout = 'record'\n",
    );
    let mut request = library::request(home.path(), output.path());
    request.targets = vec!["both".to_owned()];
    assert_eq!(library::reported(&library::build(&request)), [""; 0]);
    let list = library::files(output.path())
        .remove("both.csv")
        .expect("the list");
    let list = String::from_utf8(list).expect("text");
    assert!(
        list.contains(",Growth hormone / Hormona del crecimiento,en es,"),
        "{list}"
    );
}

#[test]
fn boxes_of_a_record_have_their_edge_where_lines_start() {
    let home = Scratch::new();
    home.write(
        "pamphlet.toml",
        "[targets.both]\nbilingual = ['en', 'ar']\nformat = 'html'\nlayout = 'record'\n",
    );
    home.write(
        "water/article.md",
        "---\ntitle: Water\n---\n\n> [!TIP]\n> Drink.\n",
    );
    home.write(
        "water/article.ar.md",
        "---\ntitle: ماء\n---\n\n> [!TIP]\n> اشرب.\n",
    );
    let page = String::from_utf8(made(&home).remove(0).bytes).expect("text");
    let edges: Vec<&str> = page
        .split("style=\"border-")
        .skip(1)
        .map(|rest| rest.split(':').next().unwrap_or_default())
        .collect();
    assert_eq!(edges, ["left", "right"]);
}

#[test]
fn a_proof_numbers_the_blocks_of_the_first_language_as_its_own_proof_does() {
    let home = bilingual();
    with_target(
        &home,
        "[targets.both]\nbilingual = ['en', 'es']\nformat = 'pdf'\nlayout = 'proof'\n",
    );
    // The second language has more blocks and another section.
    let spanish = SPANISH.replace("Actúa.", "Actúa.\n\n> Una cita\n\n## Otra\n\nMás.");
    home.write("gh/article.es.md", spanish);
    let numbers = |edition: &Edition| -> Vec<String> {
        let numbers = pamphlet_core::paragraphs::numbers(edition);
        let numbered = numbers.into_values().filter(|(_, span)| !span.is_none());
        numbered
            .map(|(number, span)| format!("{number} at {span:?}"))
            .collect()
    };
    let full = pamphlet_tests::bilingual::full(&home, "gh/article.md");
    let both = &made(&home)[0];
    assert_eq!(numbers(&both.edition), numbers(&full));
    assert!(both.pages > 0);
}
