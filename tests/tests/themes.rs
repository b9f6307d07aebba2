//! Themes of a library: whose they are, what they may reach, and where their
//! faults are said to be.

use pamphlet_tests::extract::epub;
use pamphlet_tests::library::{self, Scratch};

const ARTICLE: &str = "---\ntitle: T\nreviewed: 2026-11-01\n---\n\n# Fundamentals\n\nDrink water.\n\n\
                       > [!NOTE]\n> Rest.\n";
const THEME: &str = "name = 'ours'\nextends = 'clinic'\n";

/// What a build of one article reports with these files beside it.
fn reported(toml: &str, files: &[(&str, &[u8])], prepare: impl FnOnce(&Scratch)) -> Vec<String> {
    let (home, output) = (Scratch::new(), Scratch::new());
    home.write("lib/pamphlet.toml", toml);
    home.write("lib/a/article.md", ARTICLE);
    for (path, bytes) in files {
        home.write(&format!("lib/{path}"), bytes);
    }
    prepare(&home);
    let mut request = library::request(&home.path().join("lib"), output.path());
    request.targets = vec!["print".to_owned()];
    let built = library::build(&request);
    library::reported(&built)
}

const OURS: &str = "[library]\ntheme = 'ours'\n";

#[test]
fn a_theme_that_is_not_there_is_named_with_its_likely_name() {
    let found = reported("[library]\ntheme = 'plian'\n", &[], |_| ());
    assert_eq!(
        found,
        [
            "error[unknown-theme] pamphlet.toml:2:9 no theme is called plian, and no folder plian has a \
          theme.toml (did you mean plain?)"
        ]
    );
}

#[cfg(unix)]
#[test]
fn neither_a_theme_nor_a_file_of_it_lies_outside() {
    let link = |home: &Scratch, from: std::path::PathBuf, to: &str| {
        std::os::unix::fs::symlink(from, home.path().join(to)).expect("a link");
    };
    let found = reported(OURS, &[], |home| {
        home.write("elsewhere/theme.toml", THEME);
        link(home, home.path().join("elsewhere"), "lib/ours");
    });
    let says = "error[theme-outside] pamphlet.toml:2:9 the theme ours lies outside the library (copy it into the library)";
    assert_eq!(found, [says]);
    let found = reported(OURS, &[("ours/theme.toml", THEME.as_bytes())], |home| {
        let secret = home.write("secret.css", "p {}");
        link(home, secret, "lib/ours/web.css");
    });
    assert_eq!(
        found,
        [
            "error[theme-file] pamphlet.toml:2:9 ours: web.css cannot be read: it lies outside the theme"
        ]
    );
}

#[test]
fn a_file_of_a_theme_has_a_largest_size() {
    let large = vec![b' '; (1 << 20) + 1];
    let files: [(&str, &[u8]); 2] = [
        ("ours/theme.toml", THEME.as_bytes()),
        ("ours/web.css", &large),
    ];
    assert_eq!(
        reported(OURS, &files, |_| ()),
        [
            "error[theme-file] pamphlet.toml:2:9 ours: web.css cannot be read: it has 1048577 bytes, the limit is 1 MB"
        ]
    );
}

#[test]
fn a_fault_of_a_template_is_told_where_it_stands_in_the_themes_file() {
    let boxes = "#import \"tokens.typ\": theme\n#import \"base.typ\": *\n\n#let callout(kind, title, body, whole: true) = {\n  \
                 block(fill: nonesuch, body)\n}\n";
    for (text, place) in [
        (boxes, "it arose in the theme's pdf/boxes.typ:5:15"),
        (
            "#let callout(\n",
            "it arose in the theme's pdf/boxes.typ:1:13",
        ),
        (
            "#import \"@preview/cetz:0.3.0\": canvas\n",
            "it arose in the theme's pdf/boxes.typ:1:9",
        ),
        (
            "#read(\"../../pamphlet.toml\")\n",
            "it arose in the theme's pdf/boxes.typ:1:7",
        ),
        (
            "#import \"../x.typ\": y\n",
            "it arose in the theme's pdf/boxes.typ:1:9",
        ),
    ] {
        let files: [(&str, &[u8]); 2] = [
            ("ours/theme.toml", THEME.as_bytes()),
            ("ours/pdf/boxes.typ", text.as_bytes()),
        ];
        let found = reported(OURS, &files, |_| ());
        assert!(
            !found.is_empty() && found.iter().any(|it| it.contains(place)),
            "{text}: {found:#?}"
        );
    }
}

#[test]
fn a_template_that_lacks_a_function_is_told_what_to_compare() {
    let clinic = concat!(
        env!("CARGO_MANIFEST_DIR"),
        "/../themes/clinic/pdf/boxes.typ"
    );
    let boxes = std::fs::read_to_string(clinic).expect("the program's own theme");
    for (older, fault) in [
        (
            boxes.replace("#let callout(", "#let box-of("),
            "unknown variable: callout",
        ),
        (
            boxes.replace(
                "#let callout(kind, title, body, ",
                "#let callout(kind, title, body, _",
            ),
            "unexpected argument: whole",
        ),
    ] {
        let files: [(&str, &[u8]); 2] = [
            ("ours/theme.toml", THEME.as_bytes()),
            ("ours/pdf/boxes.typ", older.as_bytes()),
        ];
        let found = reported(OURS, &files, |_| ()).join("\n");
        assert!(found.contains(fault), "{found}");
        assert!(
            found.contains("compare its functions with those of the theme"),
            "{found}"
        );
    }
}

#[test]
fn a_target_may_have_a_theme_of_its_own() {
    let toml = "[targets.gray]\nformat = 'pdf'\ntheme = 'plain'\n[targets.green]\nformat = 'pdf'\n";
    let (home, output) = (Scratch::new(), Scratch::new());
    home.write("lib/pamphlet.toml", toml);
    home.write("lib/a/article.md", ARTICLE);
    let mut request = library::request(&home.path().join("lib"), output.path());
    request.targets = vec!["gray".into(), "green".into()];
    request.emit_typst = true;
    let built = library::build(&request);
    assert!(
        built.as_ref().is_ok_and(|it| it.is_ok()),
        "{:?}",
        library::reported(&built)
    );
    let files = library::files(output.path());
    let tokens = |target: &str| {
        let found = files
            .iter()
            .find(|(name, _)| name.contains(target) && name.ends_with("tokens.typ"));
        let (_, bytes) = found.unwrap_or_else(|| panic!("{target}: {:?}", files.keys()));
        String::from_utf8_lossy(bytes).into_owned()
    };
    assert!(tokens("gray").contains("name: \"plain\""));
    assert!(tokens("green").contains("name: \"clinic\""));
    let found = reported("[targets.print]\ntheme = 'nonesuch'\n", &[], |_| ());
    assert!(
        found[0].starts_with("error[unknown-theme] pamphlet.toml:2:9 no theme is called nonesuch"),
        "{found:?}"
    );
}

/// What a build reports of a word in Tamil, by a theme whose stacks have no family for it.
fn tamil(font: &[u8]) -> Vec<String> {
    let theme = "name = 'ours'\nextends = 'clinic'\n[fonts]\ntext = ['Noto Sans']\n\
                 mono = ['Noto Sans Mono']\n";
    let article = format!("{ARTICLE}\n[பால்]{{lang=ta}}\n");
    let files: [(&str, &[u8]); 3] = [
        ("ours/theme.toml", theme.as_bytes()),
        ("ours/fonts/Own.ttf", font),
        ("a/article.md", article.as_bytes()),
    ];
    reported(OURS, &files, |_| ())
}

#[test]
fn a_theme_brings_fonts_for_what_the_others_lack() {
    let of = |family: &str, face: &str| {
        let packs = concat!(env!("CARGO_MANIFEST_DIR"), "/../themes/fonts");
        std::fs::read(format!("{packs}/{family}/{face}.ttf")).expect("a vendored font")
    };
    assert_eq!(
        tamil(&of("noto-sans-tamil", "NotoSansTamil-Regular")),
        Vec::<String>::new()
    );
    let lacking = tamil(&of("noto-sans-gurmukhi", "NotoSansGurmukhi-Regular"));
    assert!(
        lacking[0]
            .starts_with("error[missing-glyph] a/article.md:13:2 no font of the theme ours has ப"),
        "{lacking:?}"
    );
}

#[test]
fn a_file_that_is_no_font_is_named() {
    assert_eq!(
        tamil(b"wOF2"),
        [
            "error[theme-font] pamphlet.toml:2:9 ours: fonts/Own.ttf is no font that can be read (a theme's \
             fonts are TrueType or OpenType files of one weight, which may be embedded)"
        ]
    );
}

#[test]
fn slots_stand_in_the_furniture_of_pages_in_the_order_of_the_theme() {
    let (home, output) = (Scratch::new(), Scratch::new());
    home.write(
        "lib/pamphlet.toml",
        format!("{OURS}[identity]\nname = 'Clinic'\n"),
    );
    home.write(
        "lib/ours/theme.toml",
        format!(
            "{THEME}[slots]\nhead = ['publisher', 'part', 'version']\n\
             web-header = ['formats', 'publisher']\nweb-footer = ['version', 'publisher']\n"
        ),
    );
    home.write(
        "lib/a/article.md",
        ARTICLE.replace("title: T\n", "title: T\nversion: '7'\n"),
    );
    let mut request = library::request(&home.path().join("lib"), output.path());
    request.targets = vec!["web".to_owned(), "print".to_owned()];
    request.emit_typst = true;
    assert_eq!(
        library::reported(&library::build(&request)),
        Vec::<String>::new()
    );
    let files = library::files(output.path());
    let text = |name: &str| String::from_utf8_lossy(&files[name]).into_owned();
    let page = text("a/a.html");
    let (head, rest) = page.split_once("</header>").expect("a header");
    let order = |text: &str, first: &str, second: &str| text.find(first) < text.find(second);
    assert!(order(head, "class=\"formats\"", "class=\"publisher\""));
    assert!(rest.contains("<footer class=\"page-footer\"><p>Version 7 · Clinic</p></footer>"));
    let typst = text("a/a.typst/main.typ");
    assert!(
        typst.contains("head: (\"Clinic\", auto, \"Version 7\", )"),
        "{typst}"
    );
}

#[test]
fn words_of_another_language_are_set_as_their_language_is() {
    let (home, output) = (Scratch::new(), Scratch::new());
    let words = "Ask for [پانی]{lang=ur} and drink it.";
    let front = "title: T\nreviewed: 2026-11-01";
    home.write("lib/pamphlet.toml", "");
    home.write(
        "lib/a/article.md",
        format!("---\n{front}\n---\n\n{words}\n"),
    );
    let mut request = library::request(&home.path().join("lib"), output.path());
    request.targets = vec!["web".to_owned(), "ebook".to_owned()];
    let built = library::build(&request);
    assert_eq!(library::reported(&built), Vec::<String>::new());
    let files = library::files(output.path());
    let page = String::from_utf8_lossy(&files["a/a.html"]).into_owned();
    let book = epub::files(&files["a/a.epub"]);
    let sheet = book.values().find(|it| it.contains("@font-face"));
    for (sheet, rule) in [
        (&page, ":where([lang|=\"ur\"]) { font-family: "),
        (
            sheet.expect("a sheet"),
            "[lang|=\"ur\"]:not(pre):not(code) {\n  font-family: ",
        ),
    ] {
        let (_, families) = sheet.split_once(rule).expect(rule);
        assert!(
            families.starts_with("\"Noto Nastaliq Urdu\", "),
            "{families:.80}"
        );
        // For a word or two its 126 kB are not brought along: the system's are taken.
        assert_eq!(sheet.matches("Noto Nastaliq Urdu").count(), 1);
        assert!(sheet.contains("font-family: \"Vazirmatn\""), "{rule}");
    }
}
