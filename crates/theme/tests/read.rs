//! Faults of a theme, each with its place and remedy.

use std::collections::BTreeMap;

use pamphlet_core::Sources;
use pamphlet_core::diagnostic::brief;
use pamphlet_theme::{Furniture, PageSize, Role, Slot, Theme, read};

fn files(files: &[(&str, &str)]) -> BTreeMap<String, Vec<u8>> {
    let file = |(name, text): &(&str, &str)| ((*name).to_owned(), text.as_bytes().to_vec());
    files.iter().map(file).collect()
}

fn faults(given: &[(&str, &str)]) -> Vec<String> {
    let mut sources = Sources::new();
    let found = read(&files(given), &mut sources).expect_err("it has faults");
    found.iter().map(|fault| brief(fault, &sources)).collect()
}

#[test]
fn a_theme_that_extends_another_has_what_it_leaves_out_from_it() {
    let toml = "name = 'ours'\nextends = 'plain'\n[colors.light]\naccent = '#0b3d2e'\n\
                [page]\nsize = 'letter'\n[type]\nbody = 12\n";
    let given = files(&[("theme.toml", toml), ("pdf/lists.typ", "// ours")]);
    let theme = read(&given, &mut Sources::new()).expect("a theme");
    let plain = Theme::built_in("plain").expect("it is built in");
    assert_eq!(theme.name, "ours");
    assert_eq!(theme.light.get(Role::Accent).to_string(), "#0b3d2e");
    assert_eq!(theme.light.get(Role::Text), plain.light.get(Role::Text));
    assert_eq!(
        (theme.page.size, theme.typography.body),
        (PageSize::Letter, 12.0)
    );
    assert_eq!(theme.typst["lists.typ"], "// ours");
    assert_eq!(theme.typst["base.typ"], plain.typst["base.typ"]);
    assert_eq!(theme.web_css, plain.web_css);
}

#[test]
fn a_theme_that_extends_none_names_everything_that_it_lacks() {
    let found = faults(&[("theme.toml", "name = 'bare'\n")]);
    assert_eq!(
        found[0],
        "error[theme-incomplete] theme.toml:1:1 the theme has no color text \
         (add it, or extend a theme that has it: extends = \"clinic\")"
    );
    for what in [
        "token type.body",
        "token fonts.mono",
        "file pdf/template.typ",
        "file web.css",
    ] {
        assert!(
            found.iter().any(|it| it.contains(what)),
            "{what}: {found:#?}"
        );
    }
}

#[test]
fn values_out_of_range_are_named_where_they_stand() {
    let toml = "name = 'odd'\nextends = 'clinic'\n[type]\nbody = 4.0\n[page]\nsize = 'a3'\n\
                margin-top = 200\n[colors.light]\ntxet = '#000000'\nlink = 'blue'\n\
                [fonts]\ntext = ['Comic Sans']\n";
    assert_eq!(
        faults(&[("theme.toml", toml)]),
        [
            "error[theme-unknown-color] theme.toml:9:1 no color is called txet (did you mean text?)",
            "error[theme-color] theme.toml:10:8 blue is not a color (write six hexadecimal digits behind a #: \"#0b5c6b\")",
            "error[theme-number] theme.toml:4:8 type.body is 4, which is not from 6 to 40 (write a number from 6 to 40)",
            "error[theme-page-size] theme.toml:6:8 a3 is not a page size (write one of a4, letter, a5, half-letter)",
            "error[theme-number] theme.toml:7:14 page.margin-top is 200, which is not from 5 to 80 (write a number from 5 to 80)",
            "error[theme-font] theme.toml:12:9 no font family is called Comic Sans (`pamphlet theme check clinic` lists the families of the program; others lie in the theme's fonts/)",
        ]
    );
}

#[test]
fn a_base_that_is_none_is_refused() {
    for (name, base) in [("a", "clinik"), ("plain", "plain")] {
        let toml = format!("name = '{name}'\nextends = '{base}'\n");
        let found = faults(&[("theme.toml", &toml)]);
        assert!(
            found[0].starts_with("error[theme-base] theme.toml:2:11 no theme that can be extended"),
            "{found:#?}"
        );
    }
}

#[test]
fn colours_that_cannot_be_read_are_refused_where_they_stand() {
    let toml = "name = 'pale'\nextends = 'clinic'\n[colors.light]\ntext = '#bbbbbb'\n";
    let found = faults(&[("theme.toml", toml)]);
    assert!(
        found[0].starts_with("error[theme-contrast] theme.toml:4:8 text #bbbbbb on background"),
        "{found:#?}"
    );
}

#[test]
fn a_style_sheet_reaches_for_nothing_outside() {
    let toml = "name = 'a'\nextends = 'clinic'\n";
    for css in [
        "p { background: url(https://example.org/x.png) }",
        "p { background: URL( \"../../secret\") }",
        "@import 'x.css';",
        "p { background: u\\72l(x) }",
        "p { background: image-set('x.png' 1x) }",
    ] {
        let css = format!("\n{css}");
        let found = faults(&[("theme.toml", toml), ("web.css", &css)]);
        assert!(
            found[0].starts_with("error[theme-reaches-out] web.css, line 2"),
            "{found:#?}"
        );
    }
    let own = "p { background: url(\"data:image/svg+xml,%3Csvg/%3E\") }";
    let given = files(&[("theme.toml", toml), ("web.css", own)]);
    assert!(read(&given, &mut Sources::new()).is_ok());
}

#[test]
fn no_file_of_a_theme_takes_the_place_of_the_document() {
    for name in ["pdf/main.typ", "pdf/tokens.typ"] {
        let toml = "name = 'a'\nextends = 'clinic'\n";
        assert_eq!(
            faults(&[("theme.toml", toml), (name, "")]),
            [format!(
                "error[theme-file] theme.toml:1:1 {name} is made by the program \
                 (give the theme's file another name)"
            )]
        );
    }
}

#[test]
fn slots_stand_in_the_order_that_a_theme_gives_them() {
    let toml = "name = 'a'\nextends = 'clinic'\n[slots]\narticle-foot = ['publisher', 'version']\n";
    let theme = read(&files(&[("theme.toml", toml)]), &mut Sources::new()).expect("a theme");
    let clinic = Theme::clinic();
    let own = [Slot::Publisher, Slot::Version];
    assert_eq!(theme.slots.of(Furniture::ArticleFoot), own);
    let others = [
        Furniture::Head,
        Furniture::HandoutFoot,
        Furniture::WebHeader,
    ];
    for place in others {
        assert_eq!(theme.slots.of(place), clinic.slots.of(place));
    }
    let toml = "name = 'a'\nextends = 'clinic'\n[slots]\nhandout-foot = ['version', 'revewed', 'logo', 'version']\n\
                web-heder = []\nweb-footer = ['formats']\n";
    assert_eq!(
        faults(&[("theme.toml", toml)]),
        [
            "error[theme-slot] theme.toml:5:1 no place for slots is called web-heder (did you mean web-header?)",
            "error[theme-slot] theme.toml:4:28 no slot is called revewed (did you mean reviewed?)",
            "error[theme-slot] theme.toml:4:39 no slot is called logo (slots of handout-foot are version, \
             published, reviewed, next-review, identifier, web-address, publisher)",
            "error[theme-slot] theme.toml:4:47 the slot version stands in handout-foot twice (keep one)",
            "error[theme-slot] theme.toml:6:15 no slot is called formats (slots of web-footer are version, \
             published, reviewed, next-review, identifier, web-address, publisher)",
        ]
    );
}

#[test]
fn what_is_no_text_is_refused_by_name() {
    let mut given = files(&[("theme.toml", "name = 'a'\nextends = 'clinic'\n")]);
    given.insert("web.css".into(), b"p { color: \xff }".to_vec());
    let found = read(&given, &mut Sources::new()).expect_err("it is no text");
    let found: Vec<_> = found.iter().map(|it| brief(it, &Sources::new())).collect();
    assert_eq!(
        found,
        ["error[theme-file] web.css is not UTF-8 text (save the file as UTF-8)"]
    );
}
